//! Texts of a document that have paragraphs of their own: the body, headers, notes, text boxes.

use lode_runtime::{Job, Result};

use super::words::Destination;
use crate::document::{Content, MarkKind, RichText};
use crate::inline::Inline;
use crate::model::{Cells, Table};
use crate::office::numerals::{letters, roman};

/// Edges within a twentieth of an inch are the same: programs round them.
const SAME_EDGE: i32 = 72;

/// Cells of a row whose edges are followed.
const MOST_EDGES: usize = 1_000;

/// Columns of a table beyond which its cells stay where they are.
const MOST_COLUMNS: usize = 1_000;

/// How characters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck through.
    pub strike: bool,
    /// Superscript.
    pub superscript: bool,
    /// Subscript.
    pub subscript: bool,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Text.
    #[default]
    Text,
    /// The title of the document.
    Title,
    /// A heading.
    Heading(u8),
}

/// Properties of paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// It lies in a table.
    pub in_table: bool,
    /// What its style makes of it.
    pub style: Style,
    /// Its level in a list, from 0.
    pub level: u32,
    /// Where it begins, and how much further right its first line does, in twentieths of a point.
    pub indent: i32,
    /// See `indent`.
    pub first_indent: i32,
}

/// A text under construction.
pub struct Frame {
    /// What it is.
    pub kind: Destination,
    /// The text of the current paragraph.
    pub inline: Inline,
    look: Look,
    /// The bullet or number before the current paragraph.
    pub marker: String,
    /// Where the items begin that have their bullets in their text, of each list that is open.
    indents: Vec<i32>,
    /// Finished blocks.
    pub blocks: Vec<Content>,
    /// Blocks that follow the current paragraph: notes and boxes that stand in it.
    pub after: Vec<Content>,
    table: TableBuilder,
}

/// The cells of a row, and where they end if that is known.
#[derive(Default)]
struct Row {
    cells: Vec<RichText>,
    edges: Vec<i32>,
}

#[derive(Default)]
struct TableBuilder {
    /// Paragraphs of the current cell.
    cell: Vec<RichText>,
    /// Cells of the current row of a table within the cell.
    nested: Vec<RichText>,
    row: Vec<RichText>,
    rows: Vec<Row>,
    /// Where the cells of the row end, from left to right, in twentieths of a point.
    edges: Vec<i32>,
    header: bool,
    header_rows: usize,
}

impl Frame {
    /// An empty text.
    pub fn new(kind: Destination) -> Self {
        Self {
            kind,
            inline: Inline::default(),
            look: Look::default(),
            marker: String::new(),
            indents: Vec::new(),
            blocks: Vec::new(),
            after: Vec::new(),
            table: TableBuilder::default(),
        }
    }

    /// Adds text.
    pub fn push(&mut self, text: &str, look: Look) {
        if self.look != look {
            self.mark(self.look.bold, look.bold, MarkKind::Bold);
            self.mark(self.look.italic, look.italic, MarkKind::Italic);
            self.mark(self.look.strike, look.strike, MarkKind::Strikethrough);
            self.mark(self.look.superscript, look.superscript, MarkKind::Superscript);
            self.mark(self.look.subscript, look.subscript, MarkKind::Subscript);
            self.look = look;
        }
        self.inline.push_as_is(text);
    }

    /// Adds what refers to a note: its label in brackets, whatever it looks like.
    pub fn push_note_reference(&mut self, label: &str) {
        self.push("", Look::default());
        self.inline.open(MarkKind::FootnoteReference);
        self.inline.push_as_is(&format!("[{label}]"));
        self.inline.close(|kind| *kind == MarkKind::FootnoteReference);
    }

    fn mark(&mut self, before: bool, after: bool, kind: MarkKind) {
        match (before, after) {
            (false, true) => self.inline.open(kind),
            (true, false) => self.inline.close(|open| *open == kind),
            _ => {}
        }
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self, mut paragraph: Paragraph, job: &Job) -> Result<()> {
        let mut text = self.inline.take();
        let mut marker = std::mem::take(&mut self.marker);
        let blank = text.text.trim().is_empty();
        if marker.is_empty()
            && paragraph.first_indent < 0
            && let Some(written) = written_marker(&text.text)
        {
            marker = written.to_string();
            text = text.without_start(marker.len() + 1);
            paragraph.level = self.depth_at(paragraph.indent);
        }
        if paragraph.in_table {
            if !blank {
                self.table.cell.push(text.labelled(marker.trim()));
            }
            return Ok(());
        }
        self.end_table(job)?;
        if !blank {
            let before = self.blocks.last();
            self.blocks.push(content(text, marker.trim(), paragraph, before));
        }
        self.blocks.append(&mut self.after);
        Ok(())
    }

    /// The level of an item that begins at `indent`, from 0.
    fn depth_at(&mut self, indent: i32) -> u32 {
        if !matches!(self.blocks.last(), Some(Content::ListItem { .. })) {
            self.indents.clear();
        }
        self.indents.retain(|open| *open < indent - SAME_EDGE);
        self.indents.push(indent);
        u32::try_from(self.indents.len() - 1).unwrap_or(0).min(8)
    }

    /// Begins the definition of a row.
    pub fn begin_row(&mut self) {
        self.table.header = false;
        self.table.edges.clear();
    }

    /// Says where the next cell of the row ends.
    pub fn add_edge(&mut self, edge: i32) {
        if self.table.edges.len() < MOST_EDGES {
            self.table.edges.push(edge);
        }
    }

    /// Says that the row is a header.
    pub fn set_header_row(&mut self) {
        self.table.header = true;
    }

    /// Ends a cell.
    pub fn end_cell(&mut self, job: &Job) -> Result<()> {
        self.end_paragraph(Paragraph { in_table: true, ..Paragraph::default() }, job)?;
        // A row within the cell that was never ended.
        self.end_nested_row();
        let cell = std::mem::take(&mut self.table.cell);
        self.table.row.push(RichText::joined(&cell, "\n"));
        Ok(())
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.table.row);
        if row.is_empty() {
            return;
        }
        if self.table.header && self.table.header_rows == self.table.rows.len() {
            self.table.header_rows += 1;
        }
        // The definition stands until there is another.
        self.table.rows.push(Row { cells: row, edges: self.table.edges.clone() });
    }

    /// Ends a cell of a table within a cell.
    pub fn end_nested_cell(&mut self, job: &Job) -> Result<()> {
        let before = self.table.cell.len();
        self.end_paragraph(Paragraph { in_table: true, ..Paragraph::default() }, job)?;
        let cell = self.table.cell.split_off(before);
        self.table.nested.push(RichText::joined(&cell, " "));
        Ok(())
    }

    /// Ends a row of a table within a cell; it becomes a line of the cell.
    pub fn end_nested_row(&mut self) {
        let row = std::mem::take(&mut self.table.nested);
        if !row.is_empty() {
            self.table.cell.push(RichText::joined(&row, "\t"));
        }
    }

    fn end_table(&mut self, job: &Job) -> Result<()> {
        // A row that was cut off, and text of a cell that was never ended.
        self.end_nested_row();
        let rest = std::mem::take(&mut self.table.cell);
        if !rest.is_empty() {
            self.table.row.push(RichText::joined(&rest, "\n"));
        }
        self.end_row();
        let table = std::mem::take(&mut self.table);
        if table.rows.is_empty() {
            return Ok(());
        }
        let rows = in_columns(table.rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        job.charge_cells((rows.len() as u64).saturating_mul(columns as u64))?;
        self.blocks.push(Content::Table(Table {
            cells: Cells::from_rich_rows(&rows),
            header_rows: u32::try_from(table.header_rows).unwrap_or(u32::MAX),
            ..Table::default()
        }));
        Ok(())
    }

    /// Ends the text.
    pub fn finish(&mut self, paragraph: Paragraph, job: &Job) -> Result<()> {
        self.end_paragraph(paragraph, job)?;
        self.end_table(job)?;
        self.blocks.append(&mut self.after);
        Ok(())
    }
}

/// Puts cells that span columns apart: each into the column where it starts, which is known by where cells of any row end.
fn in_columns(rows: Vec<Row>) -> Vec<Vec<RichText>> {
    let mut edges: Vec<i32> = Vec::new();
    for edge in rows.iter().flat_map(|row| row.edges.iter().copied()) {
        let place = edges.partition_point(|known| known.saturating_add(SAME_EDGE) < edge);
        let is_new = edges.get(place).is_none_or(|known| known.saturating_sub(SAME_EDGE) > edge);
        if is_new && edges.len() <= MOST_COLUMNS {
            edges.insert(place, edge);
        }
    }
    let column_of = |edge: i32| edges.partition_point(|known| known.saturating_add(SAME_EDGE) < edge);
    let is_plain = |row: &Row| row.cells.len() >= edges.len() || row.edges.is_empty() || !row.edges.is_sorted();
    if edges.len() > MOST_COLUMNS || rows.iter().all(is_plain) {
        return rows.into_iter().map(|row| without_rest(row.cells, row.edges.len())).collect();
    }
    let placed = |row: Row| {
        let mut cells = Vec::with_capacity(edges.len());
        let mut start = 0;
        for (index, cell) in without_rest(row.cells, row.edges.len()).into_iter().enumerate() {
            cells.resize_with(start.max(cells.len()), RichText::default);
            cells.push(cell);
            start = row.edges.get(index).map_or(start, |edge| column_of(*edge)).saturating_add(1);
        }
        cells
    };
    rows.into_iter().map(placed).collect()
}

/// Drops empty cells behind those that are defined, which some programs write.
fn without_rest(mut cells: Vec<RichText>, defined: usize) -> Vec<RichText> {
    while defined > 0 && cells.len() > defined && cells.last().is_some_and(|cell| cell.text.is_empty()) {
        cells.pop();
    }
    cells
}

/// The bullet or number that a text begins with, before a tab, as programs write them that know no lists of RTF.
fn written_marker(text: &str) -> Option<&str> {
    const LONGEST: usize = 6;
    let (marker, rest) = text.split_once('\t')?;
    let inside = marker.strip_prefix('(').unwrap_or(marker);
    let is_number = inside.strip_suffix(['.', ')']).is_some_and(|inside| {
        !inside.is_empty() && inside.chars().all(|character| character.is_ascii_alphanumeric() || character == '.')
    });
    let is_bullet =
        !marker.is_empty() && !marker.chars().any(|character| character.is_alphanumeric() || character.is_whitespace());
    (!rest.trim().is_empty() && marker.chars().count() <= LONGEST && (is_number || is_bullet)).then_some(marker)
}

fn content(text: RichText, marker: &str, paragraph: Paragraph, before: Option<&Content>) -> Content {
    match paragraph.style {
        // The number of a heading is part of what it is called.
        Style::Heading(level) => Content::Heading { level, text: text.without_common_look().labelled(marker) },
        Style::Title => Content::Title(text.without_common_look()),
        Style::Text if !marker.is_empty() => {
            let depth = paragraph.level.saturating_add(1);
            let before = match before {
                Some(Content::ListItem { depth: same, number, .. }) if *same == depth => number.unwrap_or(0),
                _ => 0,
            };
            let number = number(marker, before);
            let is_told = number.is_some() || !marker.contains(char::is_alphanumeric);
            Content::ListItem { depth, number, text: if is_told { text } else { text.labelled(marker) } }
        }
        Style::Text => Content::Paragraph(text),
    }
}

/// The number that a marker stands for, after an item with the number `before`.
fn number(marker: &str, before: u32) -> Option<u32> {
    let word = marker.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    let last = word.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let stands_for = |number: &u32| letters(*number) == last || roman(*number) == last;
    last.parse().ok().or_else(|| [before.saturating_add(1), 1].into_iter().find(stands_for))
}
