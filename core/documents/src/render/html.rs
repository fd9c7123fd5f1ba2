//! An HTML fragment.

use lode_runtime::{Job, Result};

use super::{MAX_LIST_DEPTH, MAX_QUOTE_DEPTH, Span, Writer, each_row, is_safe_url, since, tidy_marks};
use crate::document::{Content, Inside, MarkKind, RichText};
use crate::model::{Table, TextRange};

/// Elements on lines of their own, everything of the document escaped.
#[derive(Default)]
pub struct Html {
    /// Lists that are open, outermost first; each has an open item.
    lists: Vec<List>,
    /// Block quotes that are open.
    quotes: u32,
}

struct List {
    depth: u32,
    ordered: bool,
    next: u32,
}

impl List {
    fn closing(&self) -> &'static str {
        if self.ordered { "</li></ol>" } else { "</li></ul>" }
    }
}

impl Writer for Html {
    fn block(&mut self, content: &Content, inside: Inside, out: &mut String, job: &Job) -> Result<TextRange> {
        self.set_quotes(inside.quotes.min(MAX_QUOTE_DEPTH), out);
        if let Content::ListItem { depth, number, text } = content {
            return Ok(self.list_item((*depth).clamp(1, MAX_LIST_DEPTH), *number, text, out));
        }
        self.end_lists(inside.item, out);
        let before = out.len();
        if !out.is_empty() {
            out.push('\n');
        }
        let start = out.len();
        match content {
            Content::Title(text) => element("h1", text, out),
            Content::Heading { level: 0 | 1, text } => element("h1", text, out),
            Content::Heading { level: 2, text } => element("h2", text, out),
            Content::Heading { level: 3, text } => element("h3", text, out),
            Content::Heading { level: 4, text } => element("h4", text, out),
            Content::Heading { level: 5, text } => element("h5", text, out),
            Content::Heading { text, .. } => element("h6", text, out),
            Content::Paragraph(text) => element("p", text, out),
            Content::Header(text) => element("header", text, out),
            Content::Footer(text) => element("footer", text, out),
            Content::Table(table) => write_table(table, out, job)?,
            Content::Code { language, text } => write_code(language.as_deref(), text, out),
            Content::Image { description, url } => write_image(description, url.as_deref(), out),
            Content::Footnote { label, text } => {
                out.push_str("<aside role=\"doc-footnote\" id=\"footnote-");
                escape_attribute(label.trim(), out);
                out.push_str("\"><sup>");
                escape(label.trim(), out);
                out.push_str("</sup> ");
                inline(text, out);
                out.push_str("</aside>");
            }
            Content::Formula(text) => {
                out.push_str("<p class=\"formula\">");
                escape(text.trim(), out);
                out.push_str("</p>");
            }
            // Handled above.
            Content::ListItem { .. } => {}
        }
        if out.len() == start {
            out.truncate(before);
            return Ok(since(before, out));
        }
        Ok(since(start, out))
    }

    fn end_page(&mut self, out: &mut String) {
        self.set_quotes(0, out);
        self.end_lists(0, out);
    }
}

impl Html {
    /// Opens and closes block quotes.
    fn set_quotes(&mut self, quotes: u32, out: &mut String) {
        if quotes != self.quotes {
            self.end_lists(0, out);
        }
        while self.quotes > quotes {
            out.push_str("\n</blockquote>");
            self.quotes -= 1;
        }
        while self.quotes < quotes {
            out.push_str(if out.is_empty() { "<blockquote>" } else { "\n<blockquote>" });
            self.quotes += 1;
        }
    }

    /// Ends the lists that are deeper than the item at `depth`.
    fn end_lists(&mut self, depth: u32, out: &mut String) {
        while let Some(list) = self.lists.pop_if(|list| list.depth > depth) {
            out.push_str(list.closing());
        }
    }

    fn list_item(&mut self, depth: u32, number: Option<u32>, text: &RichText, out: &mut String) -> TextRange {
        while let Some(list) = self.lists.pop_if(|list| list.depth > depth) {
            out.push_str(list.closing());
        }
        let goes_on = |list: &List| list.depth == depth && list.ordered == number.is_some();
        if let Some(list) = self.lists.pop_if(|list| list.depth == depth && !goes_on(list)) {
            out.push_str(list.closing());
        }
        let value = match self.lists.last() {
            Some(list) if goes_on(list) => {
                out.push_str("</li>\n<li");
                number.filter(|number| *number != list.next).map(|number| format!(" value=\"{number}\">"))
            }
            _ => {
                if !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(if number.is_some() { "<ol" } else { "<ul" });
                if let Some(number) = number.filter(|number| *number != 1) {
                    out.push_str(&format!(" start=\"{number}\""));
                }
                out.push_str("><li");
                self.lists.push(List { depth, ordered: number.is_some(), next: 1 });
                None
            }
        };
        out.push_str(value.as_deref().unwrap_or(">"));
        if let (Some(list), Some(number)) = (self.lists.last_mut(), number) {
            list.next = number.saturating_add(1);
        }
        let start = out.len();
        inline(text, out);
        since(start, out)
    }
}

fn element(name: &str, text: &RichText, out: &mut String) {
    tag("<", name, out);
    inline(text, out);
    tag("</", name, out);
}

fn tag(open: &str, name: &str, out: &mut String) {
    out.push_str(open);
    out.push_str(name);
    out.push('>');
}

fn write_code(language: Option<&str>, text: &str, out: &mut String) {
    out.push_str("<pre><code");
    if let Some(language) = language.and_then(|language| language.split_whitespace().next()) {
        out.push_str(" class=\"language-");
        escape_attribute(language, out);
        out.push('"');
    }
    out.push('>');
    escape(text.trim_matches(['\n', '\r']), out);
    out.push_str("</code></pre>");
}

fn write_image(description: &str, url: Option<&str>, out: &mut String) {
    let description = description.trim();
    match url.filter(|url| !url.is_empty() && is_safe_url(url)) {
        Some(url) => {
            out.push_str("<img src=\"");
            escape_attribute(url, out);
            out.push_str("\" alt=\"");
            escape_attribute(description, out);
            out.push_str("\">");
        }
        None if description.is_empty() => {}
        None => {
            out.push_str("<figure><figcaption>");
            escape_lines(description, out);
            out.push_str("</figcaption></figure>");
        }
    }
}

fn write_table(table: &Table, out: &mut String, job: &Job) -> Result<()> {
    let rows = table.cells.rows();
    if rows == 0 {
        return Ok(());
    }
    let headers = usize::try_from(table.header_rows).unwrap_or(rows).min(rows);
    out.push_str(if headers > 0 { "<table>\n<thead>\n" } else { "<table>\n<tbody>\n" });
    each_row(table, job, |row| {
        if row == headers && headers > 0 {
            out.push_str("</thead>\n<tbody>\n");
        }
        let (open, close) = if row < headers { ("<th>", "</th>") } else { ("<td>", "</td>") };
        out.push_str("<tr>");
        for (column, cell) in table.cells.row(row).enumerate() {
            out.push_str(open);
            match table.cells.rich(row, column) {
                Some(rich) => inline(&rich, out),
                None => escape_lines(cell.trim(), out),
            }
            out.push_str(close);
        }
        out.push_str("</tr>\n");
    })?;
    out.push_str(if headers == rows { "</thead>\n</table>" } else { "</tbody>\n</table>" });
    Ok(())
}

/// Writes text and its marks. A mark that begins in another and ends after it is cut off at the other's end.
fn inline(rich: &RichText, out: &mut String) {
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut position = rich.text.len() - rich.text.trim_start().len();
    for mark in tidy_marks(rich) {
        close(rich, &mut open, &mut position, mark.start, out);
        escape_lines(rich.text.get(position..mark.start).unwrap_or_default(), out);
        position = mark.start;
        let end = open.last().map_or(mark.end, |(end, _)| mark.end.min(*end));
        if let Some(closing) = open_mark(rich, &mark, out) {
            open.push((end, closing));
        }
    }
    let end = rich.text.trim_end().len();
    close(rich, &mut open, &mut position, end, out);
    escape_lines(rich.text.get(position..end).unwrap_or_default(), out);
}

/// Closes what ends at or before `until`.
fn close(rich: &RichText, open: &mut Vec<(usize, &'static str)>, position: &mut usize, until: usize, out: &mut String) {
    while let Some((end, closing)) = open.pop_if(|(end, _)| *end <= until) {
        escape_lines(rich.text.get(*position..end).unwrap_or_default(), out);
        out.push_str(closing);
        *position = end;
    }
}

fn open_mark(rich: &RichText, mark: &Span, out: &mut String) -> Option<&'static str> {
    let (opening, closing) = match mark.kind {
        MarkKind::Bold => ("<strong>", "</strong>"),
        MarkKind::Italic => ("<em>", "</em>"),
        MarkKind::Strikethrough => ("<del>", "</del>"),
        MarkKind::Code => ("<code>", "</code>"),
        MarkKind::Superscript => ("<sup>", "</sup>"),
        MarkKind::Subscript => ("<sub>", "</sub>"),
        MarkKind::Link(url) if is_safe_url(url) => {
            out.push_str("<a href=\"");
            escape_attribute(url, out);
            ("\">", "</a>")
        }
        MarkKind::Link(_) => return None,
        MarkKind::Formula => ("<span class=\"formula\">", "</span>"),
        MarkKind::FootnoteReference => {
            out.push_str("<sup><a href=\"#footnote-");
            let label = rich.text.get(mark.start..mark.end).unwrap_or_default();
            escape_attribute(label.trim_matches(['[', ']']), out);
            ("\">", "</a></sup>")
        }
    };
    out.push_str(opening);
    Some(closing)
}

/// Text where line breaks stay as they are.
fn escape(text: &str, out: &mut String) {
    replace(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Text whose line breaks show.
fn escape_lines(text: &str, out: &mut String) {
    replace(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\n' => Some("<br>\n"),
        _ => None,
    });
}

/// The value of an attribute in double quotes.
pub fn escape_attribute(text: &str, out: &mut String) {
    replace(text, out, |byte| match byte {
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Copies `text` with some ASCII characters replaced.
fn replace(text: &str, out: &mut String, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut written = 0;
    for (index, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            out.push_str(text.get(written..index).unwrap_or_default());
            out.push_str(replacement);
            written = index + 1;
        }
    }
    out.push_str(text.get(written..).unwrap_or_default());
}
