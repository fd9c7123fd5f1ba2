//! Markdown: CommonMark, with the tables, strikethrough and footnotes of GitHub.

use std::borrow::Cow;
use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::markdown_inline::{Inline, write_url};
use super::{MAX_LIST_DEPTH, MAX_QUOTE_DEPTH, Writer, blank_line, each_row, is_safe_url, since};
use crate::document::{Block, Content, Inside, RichText};
use crate::model::{Table, TextRange};

/// The largest number of a list item that CommonMark knows (nine digits).
const MAX_ITEM_NUMBER: u32 = 999_999_999;

/// Blocks with a blank line between them, lists tight and indented.
#[derive(Default)]
pub struct Markdown {
    /// Lists that are open, outermost first.
    lists: Vec<List>,
    /// The list that the end of a page ended: one that follows is told apart from it.
    ended: Option<List>,
    /// Block quotes around what was written last.
    quotes: usize,
    footnotes: Footnotes,
}

struct List {
    depth: u32,
    /// Columns before the text of its items.
    indent: usize,
    /// The number that its next item has.
    next: Option<u32>,
    /// `.` or `)`: a list that starts where another ends takes the other one.
    delimiter: char,
}

impl Markdown {
    /// Looks through `blocks` for the footnotes that they define.
    pub fn new(blocks: &[Block]) -> Self {
        let mut footnotes = Footnotes::default();
        for block in blocks {
            if let Content::Footnote { label, .. } = &block.content {
                footnotes.labels.entry(footnote_label(label)).or_default().defined += 1;
            }
        }
        Self { lists: Vec::new(), ended: None, quotes: 0, footnotes }
    }

    fn list_item(&mut self, depth: u32, number: Option<u32>, out: &mut String) -> usize {
        let goes_on = !self.lists.is_empty();
        let mut sibling = self.ended.take();
        while let Some(list) = self.lists.pop_if(|list| list.depth >= depth) {
            sibling = Some(list);
        }
        let outer = self.lists.last().map_or(0, |list| list.indent);
        let follows = sibling.as_ref().is_some_and(|list| number.is_some() && list.next == number);
        let delimiter = match &sibling {
            Some(List { delimiter: '.', .. }) if !follows && number.is_some() => ')',
            Some(list) if follows => list.delimiter,
            _ => '.',
        };
        // A list that does not start with 1 cannot follow a paragraph without a blank line (CommonMark 5.3).
        if goes_on && (follows || number.is_none_or(|number| number == 1)) {
            out.push('\n');
        } else {
            blank_line(out);
        }
        (0..outer).for_each(|_| out.push(' '));
        let start = out.len();
        match number {
            Some(number) => out.push_str(&format!("{number}{delimiter} ")),
            None => out.push_str("- "),
        }
        let indent = outer + out.len() - start;
        self.lists.push(List { depth, indent, next: number.map(|number| number.saturating_add(1)), delimiter });
        start
    }

    fn list_indent(&self) -> usize {
        self.lists.last().map_or(0, |list| list.indent)
    }
}

impl Writer for Markdown {
    fn block(&mut self, content: &Content, inside: Inside, out: &mut String, job: &Job) -> Result<TextRange> {
        let quotes = inside.quotes.min(MAX_QUOTE_DEPTH) as usize;
        let before = std::mem::replace(&mut self.quotes, quotes);
        if quotes != before {
            self.end_lists();
        }
        let (from, range) = (out.len(), self.unquoted(content, inside.item, out, job)?);
        Ok(if quotes == 0 { range } else { quote(out, from, range, quotes, quotes.min(before)) })
    }

    fn end_page(&mut self, _out: &mut String) {
        self.ended = self.lists.drain(..).next().or(self.ended.take());
    }
}

impl Markdown {
    /// Writes a block without the signs of the quotes around it.
    fn unquoted(&mut self, content: &Content, item: u32, out: &mut String, job: &Job) -> Result<TextRange> {
        if let Content::ListItem { depth, number, text } = content {
            let number = number.filter(|number| *number <= MAX_ITEM_NUMBER);
            let start = self.list_item((*depth).clamp(1, MAX_LIST_DEPTH), number, out);
            let (task, text) = task(text);
            out.push_str(task);
            Inline::block(out, self.list_indent(), &self.footnotes).rich(&text);
            return Ok(since(start, out));
        }
        while self.lists.pop_if(|list| list.depth > item).is_some() {}
        if self.lists.is_empty() {
            self.ended = None;
        }
        let before = out.len();
        blank_line(out);
        let start = out.len();
        match content {
            Content::Title(text) => write_heading(1, out, |out| Inline::heading(out, &self.footnotes).rich(text)),
            Content::Heading { level, text } => {
                write_heading(*level, out, |out| Inline::heading(out, &self.footnotes).rich(text));
            }
            Content::Paragraph(text) | Content::Header(text) | Content::Footer(text) => {
                Inline::block(out, 0, &self.footnotes).rich(text);
            }
            Content::Table(table) => write_table(table, out, &self.footnotes, job)?,
            Content::Code { language, text } => write_code(language.as_deref().unwrap_or_default(), text, out),
            Content::Image { description, url } => write_image(description, url.as_deref(), out),
            Content::Footnote { label, text } => {
                let label = self.footnotes.define(label);
                out.push_str(&format!("[^{label}]: "));
                Inline::block(out, 4, &self.footnotes).rich(text);
            }
            Content::Formula(text) => write_formula(text.trim(), out),
            // Handled above.
            Content::ListItem { .. } => {}
        }
        if out.len() == start {
            out.truncate(before);
            return Ok(since(before, out));
        }
        Ok(begin_lines(out, start, &" ".repeat(self.list_indent())))
    }

    fn end_lists(&mut self) {
        self.lists.clear();
        self.ended = None;
    }
}

/// The box of an item in a list of tasks, and the rest of its text.
fn task(text: &RichText) -> (&'static str, Cow<'_, RichText>) {
    let boxes = ["[ ] ", "[x] "];
    match boxes.into_iter().find(|sign| text.text.strip_prefix(sign).is_some_and(|rest| !rest.trim().is_empty())) {
        Some(sign) => (sign, Cow::Owned(text.clone().without_start(sign.len()))),
        None => ("", Cow::Borrowed(text)),
    }
}

/// Puts the signs of quotes before what was written from `from`. What separates it from the block before is a line of the
/// quotes that both stand in: the same ones go on.
fn quote(out: &mut String, from: usize, range: TextRange, quotes: usize, shared: usize) -> TextRange {
    let separator = out.get(from..).map_or(0, |written| written.len() - written.trim_start_matches('\n').len());
    let start = begin_lines(out, from + separator, &"> ".repeat(quotes)).start;
    let signs = if separator > 1 { "> ".repeat(shared) } else { String::new() };
    let signs = signs.trim_end();
    out.insert_str(from + separator.saturating_sub(1), signs);
    TextRange { start: start + signs.len() + range.start.saturating_sub(from + separator), end: out.len() }
}

/// Puts `prefix` before each line from `start`, of empty ones without the space at its end; tells where the text is then.
fn begin_lines(out: &mut String, start: usize, prefix: &str) -> TextRange {
    if prefix.is_empty() || out.len() == start {
        return since(start, out);
    }
    let text = out.split_off(start);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    since(start + prefix.len(), out)
}

/// Labels of footnotes. A label that is used anew, as on each page of a book, gets a number behind it.
#[derive(Default)]
pub struct Footnotes {
    labels: HashMap<String, Uses>,
}

#[derive(Default)]
struct Uses {
    /// Definitions in the whole document.
    defined: usize,
    /// Definitions that are written.
    written: usize,
}

impl Footnotes {
    fn define(&mut self, label: &str) -> String {
        let label = footnote_label(label);
        let uses = self.labels.entry(label.clone()).or_default();
        uses.written += 1;
        numbered(&label, uses.written)
    }

    /// The label of the definition that comes next, or of the last one; none for a label that nothing defines.
    pub fn refer(&self, label: &str) -> Option<String> {
        let label = footnote_label(label);
        let uses = self.labels.get(&label)?;
        Some(numbered(&label, (uses.written + 1).min(uses.defined)))
    }
}

fn numbered(label: &str, use_number: usize) -> String {
    if use_number < 2 { label.to_string() } else { format!("{label}-{use_number}") }
}

/// A label as Markdown allows it: without brackets, spaces and characters with a meaning.
fn footnote_label(label: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '+');
    let label = label.trim().trim_matches(['[', ']', '(', ')', '^']);
    let plain: String = label.chars().map(|character| if is_plain(character) { character } else { '-' }).collect();
    match plain.as_str() {
        "" => "note".to_string(),
        _ if plain.bytes().all(|byte| byte == b'-') => format!("note{}", plain.len()),
        _ => plain,
    }
}

fn write_heading(level: u8, out: &mut String, text: impl FnOnce(&mut String)) {
    (0..level.clamp(1, 6)).for_each(|_| out.push('#'));
    out.push(' ');
    let start = out.len();
    text(out);
    // A run of # at the end would be taken for the end of the heading (CommonMark 4.2).
    let written = out.get(start..).unwrap_or_default();
    let before = written.trim_end_matches('#');
    if before.len() < written.len() && (before.is_empty() || before.ends_with([' ', '\t'])) {
        out.insert(start + before.len(), '\\');
    }
}

fn write_code(language: &str, text: &str, out: &mut String) {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let language = language.split(|character: char| character.is_whitespace() || "`\\&".contains(character)).next();
    out.push_str(&fence);
    out.push_str(language.unwrap_or_default());
    out.push('\n');
    out.push_str(text.trim_matches(['\n', '\r']));
    out.push('\n');
    out.push_str(&fence);
}

/// GitHub's way to write formulas; one with a dollar sign in it needs a fence.
fn write_formula(formula: &str, out: &mut String) {
    if formula.contains('$') || formula.ends_with('\\') {
        return write_code("math", formula, out);
    }
    out.push_str("$$");
    for (index, line) in formula.lines().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(line.trim());
    }
    out.push_str("$$");
}

fn write_image(description: &str, url: Option<&str>, out: &mut String) {
    let url = url.filter(|url| is_safe_url(url)).unwrap_or_default();
    if description.trim().is_empty() && url.is_empty() {
        return;
    }
    out.push_str("![");
    Inline::link_text(out).plain_text(description);
    out.push_str("](");
    write_url(url, out);
    out.push(')');
}

/// GitHub's tables have exactly one header row: the first row is it.
fn write_table(table: &Table, out: &mut String, footnotes: &Footnotes, job: &Job) -> Result<()> {
    each_row(table, job, |row| {
        if row > 0 {
            out.push('\n');
        }
        for (column, cell) in table.cells.row(row).enumerate() {
            out.push_str("| ");
            let inline = Inline::cell(out, footnotes);
            match table.cells.rich(row, column) {
                Some(rich) => inline.rich(&rich),
                None => inline.plain_text(cell),
            }
            out.push(' ');
        }
        out.push('|');
        if row == 0 {
            out.push('\n');
            (0..table.cells.columns()).for_each(|_| out.push_str("| --- "));
            out.push('|');
        }
    })
}
