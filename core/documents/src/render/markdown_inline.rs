//! Text within a Markdown block: marks, and escaping where a character would be taken for markup, and only there.

use super::markdown::Footnotes;
use super::markdown_escape::{Place, block_marker, escape, is_entity};
use super::{Span, is_safe_url, tidy_marks};
use crate::document::{MarkKind, RichText};

/// How line breaks are written.
#[derive(Clone, Copy, PartialEq)]
enum Flow {
    /// In paragraphs and list items, with the columns that a new line begins with.
    Block(usize),
    /// In headings and descriptions of pictures: not at all.
    Line,
    /// In cells of tables.
    Cell,
}

/// Writes the text of one block.
pub struct Inline<'a> {
    out: &'a mut String,
    flow: Flow,
    footnotes: Option<&'a Footnotes>,
    /// Nothing was written in this line yet.
    at_line_start: bool,
    /// Markup was written last, not text.
    after_markup: bool,
    /// A line break is to be written before what comes next.
    pending_break: bool,
    /// Links that are open: their text must not end early.
    links: usize,
    /// What closed the mark that ends where `out` ends.
    closed: &'static str,
    open: Vec<Open>,
}

/// A mark that is open.
struct Open {
    end: usize,
    kind: MarkKind,
    closing: Closing,
}

/// The characters that stand beside the delimiters of a mark.
struct Around {
    /// Outside, after it.
    after: Option<char>,
    /// Its first; none where another mark may stand beside it.
    first: Option<char>,
    /// Its last; none where another mark may stand beside it.
    last: Option<char>,
}

enum Closing {
    Plain(&'static str),
    Link(String),
}

impl<'a> Inline<'a> {
    fn new(out: &'a mut String, flow: Flow, footnotes: Option<&'a Footnotes>) -> Self {
        Self {
            out,
            flow,
            footnotes,
            at_line_start: true,
            after_markup: false,
            pending_break: false,
            links: 0,
            closed: "",
            open: Vec::new(),
        }
    }

    /// In a block whose lines after the first are indented.
    pub fn block(out: &'a mut String, indent: usize, footnotes: &'a Footnotes) -> Self {
        Self::new(out, Flow::Block(indent), Some(footnotes))
    }

    /// In a heading.
    pub fn heading(out: &'a mut String, footnotes: &'a Footnotes) -> Self {
        Self::new(out, Flow::Line, Some(footnotes))
    }

    /// In a table's cell.
    pub fn cell(out: &'a mut String, footnotes: &'a Footnotes) -> Self {
        Self::new(out, Flow::Cell, Some(footnotes))
    }

    /// Between the brackets of a link or picture.
    pub fn link_text(out: &'a mut String) -> Self {
        Self { links: 1, ..Self::new(out, Flow::Line, None) }
    }

    /// Writes text without marks.
    pub fn plain_text(mut self, text: &str) {
        self.segment(text.trim(), false);
    }

    /// Writes text and its marks.
    pub fn rich(mut self, rich: &RichText) {
        let text = rich.text.as_str();
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        let mut position = start;
        let marks = tidy_marks(rich);
        for (index, mark) in marks.iter().enumerate() {
            if mark.start < position {
                continue;
            }
            self.close_until(text, &mut position, mark.start);
            let limit = self.open.last().map_or(end, |outer| outer.end);
            let inner = text.get(mark.start..mark.end.min(limit)).unwrap_or_default().trim_end();
            if !self.is_writable(mark, inner) {
                continue;
            }
            self.segment(text.get(position..mark.start).unwrap_or_default(), true);
            position = mark.start;
            let has_neighbour = marks.get(index + 1).is_some_and(|next| next.start <= mark.end);
            position += self.open_mark(text, inner, mark, has_neighbour);
        }
        self.close_until(text, &mut position, end);
        self.segment(text.get(position..end).unwrap_or_default(), false);
    }

    /// Writes up to the ends of marks that end at or before `until`, and closes them.
    fn close_until(&mut self, text: &str, position: &mut usize, until: usize) {
        while let Some(mark) = self.open.pop_if(|mark| mark.end <= until) {
            self.segment(text.get(*position..mark.end).unwrap_or_default(), true);
            *position = mark.end;
            self.after_markup = true;
            self.closed = "";
            match mark.closing {
                Closing::Plain(closing) => {
                    self.out.push_str(closing);
                    self.closed = closing;
                }
                Closing::Link(url) => {
                    self.links -= 1;
                    self.out.push_str("](");
                    write_url(&url, self.out);
                    self.out.push(')');
                }
            }
        }
    }

    /// Whether a mark over `inner` adds something: not a second time the same, no footnote that nothing defines.
    fn is_writable(&self, mark: &Span, inner: &str) -> bool {
        let is_open = |open: &Open| std::mem::discriminant(&open.kind) == std::mem::discriminant(mark.kind);
        let has_meaning = match mark.kind {
            MarkKind::Link(url) => is_safe_url(url),
            MarkKind::FootnoteReference => self.footnotes.is_some_and(|footnotes| footnotes.refer(inner).is_some()),
            MarkKind::Formula => is_writable_formula(inner),
            _ => true,
        };
        has_meaning && !inner.is_empty() && !self.open.iter().any(is_open)
    }

    /// Opens a mark over `inner`, which lies in `text`, and returns how much of it is already written.
    fn open_mark(&mut self, text: &str, inner: &str, mark: &Span, has_neighbour: bool) -> usize {
        let around = Around {
            after: text.get(mark.start + inner.len()..).and_then(|rest| rest.chars().next()),
            first: inner.chars().next().filter(|_| !has_neighbour),
            last: inner.chars().next_back().filter(|_| !has_neighbour),
        };
        let closing = match mark.kind {
            MarkKind::Bold => self.open_emphasis(&around, "**", ["<b>", "</b>"]),
            MarkKind::Italic => {
                // A single asterisk beside or within ** could be taken for part of it.
                let stands_alone = !has_neighbour && self.open.is_empty() && !self.closed.starts_with('*');
                let delimiter = if stands_alone { "*" } else { "_" };
                self.open_emphasis(&around, delimiter, ["<i>", "</i>"])
            }
            MarkKind::Strikethrough => self.open_emphasis(&around, "~~", ["<del>", "</del>"]),
            MarkKind::Superscript => self.open_tag("<sup>", "</sup>"),
            MarkKind::Subscript => self.open_tag("<sub>", "</sub>"),
            // A pipe within backticks ends a cell all the same.
            MarkKind::Code if self.closed == "`" || self.flow == Flow::Cell && inner.contains('|') => {
                self.open_tag("<code>", "</code>")
            }
            MarkKind::Code => {
                self.before_markup();
                write_code_span(inner, self.out);
                self.closed = "`";
                return inner.len();
            }
            MarkKind::FootnoteReference => {
                let label = self.footnotes.and_then(|footnotes| footnotes.refer(inner)).unwrap_or_default();
                self.before_markup();
                self.out.push_str(&format!("[^{label}]"));
                self.closed = "]";
                return inner.len();
            }
            MarkKind::Formula => {
                self.before_markup();
                // Beside letters and digits, dollar signs alone mean nothing.
                let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
                let is_tight = is_letter(self.out.chars().next_back()) || is_letter(around.after);
                let [opening, closing] = if is_tight { ["$`", "`$"] } else { ["$", "$"] };
                self.out.push_str(&format!("{opening}{inner}{closing}"));
                self.closed = "$";
                return inner.len();
            }
            MarkKind::Link(url) if url == inner && is_autolink(url) => {
                self.before_markup();
                self.out.push_str(&format!("<{url}>"));
                return inner.len();
            }
            MarkKind::Link(url) => {
                self.before_markup();
                self.out.push('[');
                self.links += 1;
                Closing::Link(url.clone())
            }
        };
        self.open.push(Open { end: mark.start + inner.len(), kind: mark.kind.clone(), closing });
        0
    }

    fn open_tag(&mut self, opening: &'static str, closing: &'static str) -> Closing {
        self.before_markup();
        self.out.push_str(opening);
        Closing::Plain(closing)
    }

    /// Opens emphasis with a delimiter where CommonMark (6.2) takes it for one, else with a tag.
    fn open_emphasis(&mut self, around: &Around, delimiter: &'static str, tags: [&'static str; 2]) -> Closing {
        let at_line_start = self.at_line_start || self.pending_break;
        let before = if at_line_start { None } else { self.out.chars().next_back() };
        // Delimiters of marks that touch would run together.
        let merges = !at_line_start && self.closed.as_bytes().first() == delimiter.as_bytes().first();
        // Underscores mean nothing within words.
        let [first, last] = if delimiter == "_" { [None, None] } else { [around.first, around.last] };
        let [opening, closing] =
            if merges || !flanks(before, first) || !flanks(around.after, last) { tags } else { [delimiter, delimiter] };
        self.open_tag(opening, closing)
    }

    /// To be called before markup is written.
    fn before_markup(&mut self) {
        self.break_line();
        self.at_line_start = false;
        self.after_markup = true;
        self.closed = "";
    }

    /// Writes the line break that is pending.
    fn break_line(&mut self) {
        if !std::mem::take(&mut self.pending_break) {
            return;
        }
        self.after_markup = self.flow == Flow::Cell;
        match self.flow {
            Flow::Line => self.out.push(' '),
            Flow::Cell => self.out.push_str("<br>"),
            Flow::Block(indent) => {
                self.out.push_str("  \n");
                (0..indent).for_each(|_| self.out.push(' '));
                self.at_line_start = true;
            }
        }
    }

    /// Writes text between marks; the flag says whether markup follows.
    fn segment(&mut self, text: &str, markup_after: bool) {
        if text.is_empty() {
            return;
        }
        let mut rest = text;
        loop {
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
            let (line, after) = end.map_or((rest, ""), |end| rest.split_at(end));
            let line = if self.pending_break { line.trim_start() } else { line };
            let line = if end.is_some() { line.trim_end() } else { line };
            if !line.is_empty() {
                self.break_line();
                // In a cell, a line break is markup.
                let follows = if end.is_none() { markup_after } else { self.flow == Flow::Cell };
                self.line(line, follows);
            }
            if end.is_none() {
                return;
            }
            self.pending_break = true;
            rest = after.get(1..).unwrap_or_default();
        }
    }

    fn line(&mut self, line: &str, markup_after: bool) {
        let forced = match self.flow {
            _ if self.closed == "]" && line.starts_with(['(', '[', ':']) => Some(0),
            Flow::Block(_) if self.at_line_start => block_marker(line),
            _ => None,
        };
        let place = Place {
            forced,
            markup_before: self.after_markup,
            markup_after,
            in_link: self.links > 0,
            in_cell: self.flow == Flow::Cell,
        };
        escape(line, &place, self.out);
        self.at_line_start = false;
        self.after_markup = false;
        self.closed = "";
    }
}

/// Whether a formula can stand between dollar signs, in a line and in a cell of a table; others are written as text is.
fn is_writable_formula(formula: &str) -> bool {
    !formula.contains(['$', '`', '|', '\n', '\r']) && !formula.ends_with('\\')
}

/// Whether a delimiter between these characters opens or closes emphasis whichever way a parser counts punctuation
/// (CommonMark 6.2, left- and right-flanking).
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    outside.is_none_or(|outside| outside.is_whitespace() || outside.is_ascii_punctuation())
        || inside.is_some_and(char::is_alphanumeric)
}

/// Code between more backticks in a row than it has itself.
fn write_code_span(code: &str, out: &mut String) {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let padding = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    out.push_str(&fence);
    out.push_str(padding);
    for (index, line) in code.lines().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(line.trim());
    }
    out.push_str(padding);
    out.push_str(&fence);
}

/// Whether an address may stand between `<` and `>` for itself.
fn is_autolink(url: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\\|".contains(&byte))
}

/// Writes an address so that it ends where it ends.
pub fn write_url(url: &str, out: &mut String) {
    let mut depth = 0_i64;
    let mut is_balanced = true;
    for byte in url.bytes() {
        depth += i64::from(byte == b'(') - i64::from(byte == b')');
        is_balanced &= depth >= 0;
    }
    // Parsers follow parentheses 32 levels deep (CommonMark 6.3).
    is_balanced &= depth == 0 && url.bytes().filter(|byte| *byte == b'(').count() < 32;
    let url = url.trim();
    for (index, character) in url.char_indices() {
        match character {
            '(' | ')' if !is_balanced => out.push_str(if character == '(' { "%28" } else { "%29" }),
            '<' => out.push_str("%3C"),
            // It would end a cell of a table.
            '|' => out.push_str("%7C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '&' if is_entity(url.get(index + 1..).unwrap_or_default().as_bytes()) => out.push_str("&amp;"),
            _ if character.is_ascii_whitespace() || character.is_ascii_control() => {
                out.push_str(&format!("%{:02X}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
}
