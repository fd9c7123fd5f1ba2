//! Office math (ECMA-376 part 1, section 22.1).

use lode_runtime::Result;

use super::{group, root, script};
use crate::xml::{Node, Tag, Walker};

/// The formula in the element whose start came last.
///
/// # Errors
/// Those of the walker.
pub fn formula(xml: &mut Walker) -> Result<String> {
    let mut out = String::new();
    expression(xml, &mut out)?;
    Ok(out)
}

fn expression(xml: &mut Walker, out: &mut String) -> Result<()> {
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        if let Node::Start(tag) = node {
            element(&tag, xml, out)?;
        }
    }
    Ok(())
}

fn element(tag: &Tag, xml: &mut Walker, out: &mut String) -> Result<()> {
    match tag.name() {
        "t" => xml.text_into(out)?,
        "f" => {
            let [top, bottom] = parts(xml, ["num", "den"])?;
            group(&top, out);
            out.push('/');
            group(&bottom, out);
        }
        "sSub" | "sSup" | "sSubSup" | "sPre" => {
            let [base, sub, sup] = parts(xml, ["e", "sub", "sup"])?;
            out.push_str(&base);
            script('_', &sub, out);
            script('^', &sup, out);
        }
        "rad" => {
            let [degree, radicand] = parts(xml, ["deg", "e"])?;
            out.push_str(&format!("{}({radicand})", root(&degree)));
        }
        "d" => delimited(xml, out)?,
        "nary" => {
            let (sign, [sub, sup, body]) = with_character(xml, "chr", '\u{222b}', ["sub", "sup", "e"])?;
            out.push(sign);
            script('_', &sub, out);
            script('^', &sup, out);
            out.push(' ');
            out.push_str(&body);
        }
        "func" => {
            let [name, argument] = parts(xml, ["fName", "e"])?;
            out.push_str(&name);
            if !argument.starts_with('(') {
                out.push(' ');
            }
            out.push_str(&argument);
        }
        "limLow" | "limUpp" => {
            let sign = if tag.name() == "limLow" { '_' } else { '^' };
            let [base, limit] = parts(xml, ["e", "lim"])?;
            out.push_str(&base);
            script(sign, &limit, out);
        }
        "acc" => {
            let (accent, [base]) = with_character(xml, "chr", '\u{302}', ["e"])?;
            out.push_str(&base);
            out.push(accent);
        }
        "m" | "eqArr" => rows(xml, out)?,
        "rPr" | "ctrlPr" | "fPr" | "del" => xml.skip()?,
        _ => {}
    }
    Ok(())
}

/// The expressions in the children with these names; others are properties.
fn parts<const N: usize>(xml: &mut Walker, names: [&str; N]) -> Result<[String; N]> {
    with_character(xml, "", ' ', names).map(|(_, parts)| parts)
}

/// The same, and the character that the property `property` holds.
fn with_character<const N: usize>(
    xml: &mut Walker,
    property: &str,
    default: char,
    names: [&str; N],
) -> Result<(char, [String; N])> {
    let mut character = default;
    let mut found = [const { String::new() }; N];
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        if let Some((_, part)) = names.iter().zip(&mut found).find(|(name, _)| **name == tag.name()) {
            expression(xml, part)?;
        } else if tag.name() == property {
            character = tag.attribute("val").and_then(|value| value.chars().next()).unwrap_or(default);
        }
    }
    Ok((character, found))
}

/// Brackets around expressions that a separator stands between.
fn delimited(xml: &mut Walker, out: &mut String) -> Result<()> {
    let (mut open, mut separator, mut close) = ("(".to_string(), "|".to_string(), ")".to_string());
    let mut inside: Vec<String> = Vec::new();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        let value = || tag.attribute("val").unwrap_or_default().into_owned();
        match tag.name() {
            "begChr" => open = value(),
            "sepChr" => separator = value(),
            "endChr" => close = value(),
            "e" => inside.push(formula(xml)?),
            _ => {}
        }
    }
    out.push_str(&open);
    out.push_str(&inside.join(&separator));
    out.push_str(&close);
    Ok(())
}

/// Rows of a matrix or an array of equations: `a, b; c, d`.
fn rows(xml: &mut Walker, out: &mut String) -> Result<()> {
    let depth = xml.depth();
    let mut separator = "";
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "mr" => {
                out.push_str(separator);
                separator = "; ";
                let row = xml.depth();
                let mut comma = "";
                while let Some(node) = xml.next(row)? {
                    if matches!(&node, Node::Start(tag) if tag.name() == "e") {
                        out.push_str(comma);
                        comma = ", ";
                        expression(xml, out)?;
                    }
                }
            }
            "e" => {
                out.push_str(separator);
                separator = "; ";
                expression(xml, out)?;
            }
            _ => {}
        }
    }
    Ok(())
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
        let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
        let e = |text: &str| format!("<m:e>{}</m:e>", run(text));
        let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", run("a+b"), run("2"));
        assert_eq!(linear(&format!("<m:oMath>{fraction}</m:oMath>")), "(a+b)/2");
        let power = format!("<m:sSup>{}<m:sup>{}</m:sup></m:sSup>", e("x"), run("2"));
        assert_eq!(linear(&format!("<m:oMath>{power}{}</m:oMath>", run("+1"))), "x^2+1");
        let root = format!("<m:rad><m:radPr/><m:deg/>{}</m:rad>", e("x"));
        assert_eq!(linear(&format!("<m:oMath>{root}</m:oMath>")), "\u{221a}(x)");
        let sum = format!(
            "<m:nary><m:naryPr><m:chr m:val='\u{2211}'/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup>{}</m:nary>",
            run("i=1"),
            run("n"),
            e("i")
        );
        assert_eq!(linear(&format!("<m:oMath>{sum}</m:oMath>")), "\u{2211}_(i=1)^n i");
        let brackets =
            format!("<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>{}{}</m:d>", e("a"), e("b"));
        assert_eq!(linear(&format!("<m:oMath>{brackets}</m:oMath>")), "[a|b]");
    }

    fn of(name: &str, inside: &str) -> String {
        format!("<m:{name}>{inside}</m:{name}>")
    }

    fn run(text: &str) -> String {
        of("r", &of("t", text))
    }

    #[test]
    fn roots_of_any_degree_have_their_sign() {
        for (degree, expected) in [("3", "\u{221b}(x)"), ("4", "\u{221c}(x)"), ("n", "n\u{221a}(x)")] {
            let root = of("rad", &(of("deg", &run(degree)) + &of("e", &run("x"))));
            assert_eq!(linear(&of("oMath", &root)), expected);
        }
    }

    #[test]
    fn functions_limits_and_accents_stand_beside_what_they_are_of() {
        let sine = |argument: &str| of("oMath", &of("func", &(of("fName", &run("sin")) + &of("e", argument))));
        assert_eq!(linear(&sine(&run("x"))), "sin x");
        assert_eq!(linear(&sine(&of("d", &of("e", &run("x"))))), "sin(x)");
        let limit = |name: &str| of("oMath", &of(name, &(of("e", &run("lim")) + &of("lim", &run("n\u{2192}0")))));
        assert_eq!(linear(&limit("limLow")), "lim_(n\u{2192}0)");
        assert_eq!(linear(&limit("limUpp")), "lim^(n\u{2192}0)");
        let accent = |character: &str| of("oMath", &of("acc", &(of("accPr", character) + &of("e", &run("x")))));
        assert_eq!(linear(&accent("")), "x\u{302}");
        assert_eq!(linear(&accent("<m:chr m:val='\u{303}'/>")), "x\u{303}");
    }

    #[test]
    fn rows_of_matrices_and_equations_are_divided_by_semicolons() {
        let row = |texts: [&str; 2]| of("mr", &texts.map(|text| of("e", &run(text))).concat());
        let matrix = of("m", &("<m:mPr/>".to_string() + &row(["a", "b"]) + &row(["c", "d"])));
        assert_eq!(linear(&of("oMath", &matrix)), "a, b; c, d");
        let equations = of("eqArr", &["x=1", "y=2"].map(|text| of("e", &run(text))).concat());
        assert_eq!(linear(&of("oMath", &equations)), "x=1; y=2");
    }
}
