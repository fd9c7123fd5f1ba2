//! Plain text.

use lode_runtime::{Job, Result};

use super::{MAX_LIST_DEPTH, Writer, blank_line, each_row, since};
use crate::document::{Content, Inside};
use crate::model::{Table, TextRange};

/// Blocks with a blank line between them, list items on lines of their own, tables as tab-separated rows.
#[derive(Default)]
pub struct Text {
    in_list: bool,
}

impl Writer for Text {
    fn block(&mut self, content: &Content, _inside: Inside, out: &mut String, job: &Job) -> Result<TextRange> {
        let was_in_list = std::mem::replace(&mut self.in_list, matches!(content, Content::ListItem { .. }));
        let before = out.len();
        if was_in_list && self.in_list {
            out.push('\n');
        } else {
            blank_line(out);
        }
        let mut start = out.len();
        match content {
            Content::Title(text)
            | Content::Heading { text, .. }
            | Content::Paragraph(text)
            | Content::Header(text)
            | Content::Footer(text) => out.push_str(text.text.trim()),
            Content::ListItem { depth, number, text } => {
                (1..(*depth).min(MAX_LIST_DEPTH)).for_each(|_| out.push_str("  "));
                start = out.len();
                match number {
                    Some(number) => out.push_str(&format!("{number}. ")),
                    None => out.push_str("- "),
                }
                out.push_str(text.text.trim());
            }
            Content::Table(table) => write_table(table, out, job)?,
            Content::Code { text, .. } | Content::Formula(text) => out.push_str(text.trim_matches(['\n', '\r'])),
            Content::Image { description, .. } => out.push_str(description.trim()),
            Content::Footnote { label, text } => {
                out.push_str(label.trim());
                out.push(' ');
                out.push_str(text.text.trim());
                out.truncate(out.trim_end().len().max(start));
            }
        }
        if out.len() == start {
            // A picture that says nothing, or an empty table.
            out.truncate(before);
            self.in_list = was_in_list;
            return Ok(since(before, out));
        }
        Ok(since(start, out))
    }

    fn end_page(&mut self, _out: &mut String) {
        self.in_list = false;
    }
}

fn write_table(table: &Table, out: &mut String, job: &Job) -> Result<()> {
    each_row(table, job, |row| {
        if row > 0 {
            out.push('\n');
        }
        for (column, cell) in table.cells.row(row).enumerate() {
            if column > 0 {
                out.push('\t');
            }
            write_cell(cell, out);
        }
    })
}

/// What would look like the end of the cell becomes a space.
fn write_cell(cell: &str, out: &mut String) {
    let mut rest = cell.trim();
    while let Some(index) = memchr::memchr3(b'\n', b'\t', b'\r', rest.as_bytes()) {
        let (line, after) = rest.split_at(index);
        out.push_str(line.trim_end());
        out.push(' ');
        rest = after.trim_start();
    }
    out.push_str(rest);
}
