//! MathML (MathML 3, chapters 3 and 5), element by element as a parser of HTML or XML comes upon them.

use lode_runtime::Result;

use super::{group, root, script};
use crate::xml::{Node, Walker};

/// Elements deeper than this are read as if their tags were not there.
const MOST_OPEN: usize = 64;

/// The formula in the `math` whose start came last.
///
/// # Errors
/// Those of the walker.
pub fn formula(xml: &mut Walker) -> Result<String> {
    let mut formula = Formula::default();
    formula.start("math", |_| None);
    let depth = xml.depth();
    // Walkers do not tell of ends: what is not deeper than what comes has ended.
    let mut open: Vec<u64> = Vec::new();
    while let Some(node) = xml.next(depth)? {
        let around = xml.depth_around(&node);
        while open.pop_if(|depth| *depth > around).is_some() {
            formula.end();
        }
        match node {
            Node::Start(tag) => {
                formula.start(tag.name(), |name| tag.attribute(name).map(|value| value.into_owned()));
                open.push(xml.depth());
            }
            Node::Text(text) => formula.text(&text),
        }
    }
    Ok(formula.finish())
}

/// A formula in the making.
#[derive(Default)]
pub struct Formula {
    open: Vec<Open>,
    /// Open elements that lie too deep.
    flattened: usize,
    /// Open elements of what is not shown.
    hidden: usize,
    /// The source in TeX, where the formula brings it.
    tex: String,
}

/// An open element.
struct Open {
    kind: Kind,
    parts: Vec<Part>,
}

/// What an element does with its parts.
enum Kind {
    /// Puts them beside each other.
    Row,
    /// Shows the first.
    First,
    /// A name, number or sign, whose text it is.
    Token,
    /// Text, whose white space counts.
    Text,
    Fraction {
        has_line: bool,
    },
    /// A base with what stands below and above it.
    Scripts {
        below: bool,
        above: bool,
    },
    /// Any number of pairs around a base.
    Multiscripts,
    /// What tells the pairs before the base from those behind.
    Prescripts,
    SquareRoot,
    Root,
    Fenced {
        open: String,
        close: String,
        separators: String,
    },
    Table,
    TableRow,
    Tex,
}

/// A part of an element, as text.
#[derive(Clone, Default)]
struct Part {
    text: String,
    /// Letters or digits that follow would be taken for a part of it.
    ends_in_script: bool,
    is_divider: bool,
}

impl Part {
    fn of(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    fn script(text: String) -> Self {
        Self { text, ends_in_script: true, ..Self::default() }
    }
}

impl Formula {
    /// A start tag; `attribute` finds the values of its attributes.
    pub fn start(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        let is_tex = || attribute("encoding").is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"));
        let is_hidden = match name {
            "mphantom" | "annotation-xml" => true,
            "annotation" => !is_tex(),
            _ => false,
        };
        if self.hidden > 0 || is_hidden {
            self.hidden += 1;
        } else if self.open.len() >= MOST_OPEN {
            self.flattened += 1;
        } else {
            self.open.push(Open { kind: kind(name, attribute), parts: Vec::new() });
        }
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(Open { kind: Kind::Tex, .. }) => self.tex.push_str(text),
            // References to characters come apart from the text around them.
            Some(Open { kind: Kind::Token | Kind::Text, parts }) => match parts.last_mut() {
                Some(part) => part.text.push_str(text),
                None => parts.push(Part::of(text.to_string())),
            },
            // White space between elements is none of the formula.
            Some(open) if !text.trim().is_empty() => open.parts.push(Part::of(text.trim().to_string())),
            _ => {}
        }
    }

    /// An end tag; those that were left out before it are taken as read.
    pub fn end(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
        } else if self.flattened > 0 {
            self.flattened -= 1;
        } else if self.open.len() > 1 {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let part = open.kind.combine(open.parts);
        if let Some(outer) = self.open.last_mut() {
            outer.parts.push(part);
        }
    }

    /// The formula: TeX where it says so itself, else linear text.
    pub fn finish(mut self) -> String {
        let tex = without_style(self.tex.trim());
        if !tex.is_empty() {
            return tex.to_string();
        }
        while self.open.len() > 1 {
            self.close();
        }
        self.open.pop().map_or_else(String::new, |open| joined(open.parts).text.trim().to_string())
    }
}

/// Wikipedia says of each formula how large it is to be drawn.
fn without_style(tex: &str) -> &str {
    let inside = tex.strip_prefix("{\\displaystyle").or_else(|| tex.strip_prefix("{\\textstyle"));
    inside.and_then(|inside| inside.strip_suffix('}')).map_or(tex, str::trim)
}

fn kind(name: &str, attribute: impl Fn(&str) -> Option<String>) -> Kind {
    match name {
        "mi" | "mn" | "mo" | "ms" => Kind::Token,
        "mtext" => Kind::Text,
        "mfrac" => {
            let is_none = |width: String| width.trim_start().starts_with('0');
            Kind::Fraction { has_line: !attribute("linethickness").is_some_and(is_none) }
        }
        "msub" | "munder" => Kind::Scripts { below: true, above: false },
        "msup" | "mover" => Kind::Scripts { below: false, above: true },
        "msubsup" | "munderover" => Kind::Scripts { below: true, above: true },
        "mmultiscripts" => Kind::Multiscripts,
        "mprescripts" => Kind::Prescripts,
        "msqrt" => Kind::SquareRoot,
        "mroot" => Kind::Root,
        "mfenced" => Kind::Fenced {
            open: attribute("open").unwrap_or_else(|| "(".into()),
            close: attribute("close").unwrap_or_else(|| ")".into()),
            separators: attribute("separators").unwrap_or_else(|| ",".into()),
        },
        "mtable" => Kind::Table,
        "mtr" | "mlabeledtr" => Kind::TableRow,
        "semantics" | "maction" => Kind::First,
        "annotation" => Kind::Tex,
        _ => Kind::Row,
    }
}

impl Kind {
    fn combine(self, parts: Vec<Part>) -> Part {
        let mut out = String::new();
        let text = |at: usize| parts.get(at).map(|part| part.text.as_str()).unwrap_or_default();
        match self {
            Self::Row => return joined(parts),
            Self::First => return parts.into_iter().next().unwrap_or_default(),
            Self::Token => out = text(0).split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Text => out.push_str(text(0)),
            Self::Fraction { has_line: true } => {
                group(text(0), &mut out);
                out.push('/');
                group(text(1), &mut out);
                return Part::script(out);
            }
            Self::Fraction { has_line: false } => out = format!("{} choose {}", text(0), text(1)),
            Self::Scripts { below, above } => {
                let (sub, sup) =
                    (if below { text(1) } else { "" }, if above { text(1 + usize::from(below)) } else { "" });
                return scripts(text(0), sub, sup);
            }
            Self::Multiscripts => {
                let divider = parts.iter().position(|part| part.is_divider).unwrap_or(parts.len());
                for pair in parts.get(divider + 1..).unwrap_or_default().chunks(2) {
                    pairs(pair, &mut out);
                }
                out.push_str(text(0));
                for pair in parts.get(1..divider).unwrap_or_default().chunks(2) {
                    pairs(pair, &mut out);
                }
                return Part::script(out);
            }
            Self::Prescripts => return Part { is_divider: true, ..Part::default() },
            Self::SquareRoot => out = format!("{}({})", root(""), joined(parts).text),
            Self::Root => out = format!("{}({})", root(text(1)), text(0)),
            Self::Fenced { open, close, separators } => {
                let signs: Vec<char> = separators.chars().filter(|sign| !sign.is_whitespace()).collect();
                out.push_str(&open);
                for (index, part) in parts.iter().enumerate() {
                    let sign = index.checked_sub(1).and_then(|before| signs.get(before).or(signs.last()));
                    out.extend(sign);
                    out.push_str(&part.text);
                }
                out.push_str(&close);
            }
            Self::Table => out = listed(&parts, "; "),
            Self::TableRow => out = listed(&parts, ", "),
            Self::Tex => {}
        }
        Part::of(out)
    }
}

fn listed(parts: &[Part], separator: &str) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(separator)
}

fn pairs(pair: &[Part], out: &mut String) {
    for (sign, part) in ['_', '^'].into_iter().zip(pair) {
        script(sign, &part.text, out);
    }
}

fn scripts(base: &str, sub: &str, sup: &str) -> Part {
    let mut out = base.to_string();
    let mut ends_in_script = false;
    for (sign, text) in [('_', sub), ('^', sup)] {
        if let Some(accent) = accent(text).filter(|_| base.chars().count() == 1) {
            out.push(accent);
        } else if !text.is_empty() && text.chars().all(|character| PRIMES.contains(&character)) {
            out.push_str(text);
        } else if !BRACES.contains(&text) {
            script(sign, text, &mut out);
            ends_in_script |= !text.is_empty();
        }
    }
    Part { text: out, ends_in_script, ..Part::default() }
}

const PRIMES: [char; 5] = ['\'', '\u{2032}', '\u{2033}', '\u{2034}', '\u{2057}'];

/// Signs that only hold together what they stand over or under.
const BRACES: [&str; 6] = ["\u{23de}", "\u{23df}", "\u{23b4}", "\u{23b5}", "\u{fe37}", "\u{fe38}"];

/// What an accent over a letter is as part of the letter.
fn accent(sign: &str) -> Option<char> {
    Some(match sign {
        "\u{af}" | "\u{203e}" | "\u{2c9}" | "_" | "-" => '\u{304}',
        "^" | "\u{2c6}" => '\u{302}',
        "~" | "\u{2dc}" => '\u{303}',
        "\u{2192}" | "\u{20d7}" => '\u{20d7}',
        "." | "\u{2d9}" => '\u{307}',
        ".." | "\u{a8}" => '\u{308}',
        "\u{2c7}" => '\u{30c}',
        "\u{b4}" => '\u{301}',
        "`" => '\u{300}',
        _ => return None,
    })
}

/// Signs that are not seen: function application, times, comma, plus.
const INVISIBLE: [char; 4] = ['\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];

/// Parts beside each other, with a space where they would run together.
fn joined(parts: Vec<Part>) -> Part {
    let mut out = Part::default();
    let mut after_name = false;
    for part in parts {
        let text = part.text.trim_matches(INVISIBLE);
        let Some(first) = text.chars().next() else { continue };
        let is_name = first.is_alphabetic() && text.chars().nth(1).is_some() && text.chars().all(char::is_alphabetic);
        let after_letter = out.text.chars().next_back().is_some_and(char::is_alphanumeric);
        if first.is_alphanumeric() && (out.ends_in_script || after_letter && (after_name || is_name)) {
            out.text.push(' ');
        }
        out.text.push_str(text);
        out.ends_in_script = part.ends_in_script;
        after_name = is_name;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::written;

    fn linear(xml: &str) -> String {
        written(xml, formula)
    }

    #[test]
    fn structures_become_operators() {
        for (xml, expected) in [
            ("<msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><msup><mi>b</mi><mn>2</mn></msup>", "a^2+b^2"),
            ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
            (
                "<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt><mroot><mi>y</mi><mn>3</mn></mroot>",
                "\u{221a}(x+1)\u{221b}(y)",
            ),
            (
                "<msubsup><mo>\u{222b}</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi><mi>d</mi><mi>x</mi>",
                "\u{222b}_0^1 xdx",
            ),
            (
                "<munderover><mo>\u{2211}</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
                "\u{2211}_(i=1)^n i",
            ),
            ("<mi>sin</mi><mo>\u{2061}</mo><mi>x</mi><mi>y</mi>", "sin xy"),
            ("<mfenced open='[' close=']' separators=';'><mi>a</mi><mi>b</mi></mfenced>", "[a;b]"),
            ("<mo>(</mo><mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac><mo>)</mo>", "(n choose k)"),
            (
                "<mover><mi>x</mi><mo>\u{af}</mo></mover><msup><mi>f</mi><mo>\u{2032}</mo></msup><mi>y</mi>",
                "x\u{304}f\u{2032}y",
            ),
            (
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable>",
                "a, b; c",
            ),
            ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "_6^14C"),
            ("<mtext>if </mtext><mi>x</mi><mphantom><mi>z</mi></mphantom>", "if x"),
        ] {
            assert_eq!(linear(&format!("<math>\n {xml}\n</math>")), expected, "{xml}");
        }
    }

    #[test]
    fn tex_is_taken_where_it_is_given_and_other_sources_are_not() {
        let with = |encoding: &str, source: &str| {
            let formula = "<semantics><msup><mi>x</mi><mn>2</mn></msup>";
            linear(&format!(
                "<math>{formula}<annotation encoding='{encoding}'>{source}</annotation></semantics></math>"
            ))
        };
        assert_eq!(with("application/x-tex", "{\\displaystyle x^{2}}"), "x^{2}");
        assert_eq!(with("StarMath 5.0", "x^{2} newline"), "x^2");
    }

    #[test]
    fn formulas_deeper_than_anyone_writes_keep_their_text() {
        let deep = format!("<math>{}<mi>x</mi>{}</math>", "<mrow>".repeat(200), "</mrow>".repeat(200));
        assert_eq!(linear(&deep), "x");
    }
}
