//! The cells of one sheet (ECMA-376 part 1, 18.3).

use std::borrow::Cow;

use lode_runtime::{Job, Result};

use super::super::bytes::boolean_text;
use super::super::grid::{Grid, Kind};
use super::super::moment::{Shown, write_formatted};
use super::super::number::write_decimal;
use super::strings::{read_runs, restore_escapes};
use super::{Shared, place};
use crate::xml::{Node, Tag, Walker};

/// A link on a cell.
pub struct CellLink {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// The id of the relation that holds the address; empty for places in the workbook.
    pub relation: String,
    /// The place there, with `#` before it; empty where there is none.
    pub place: String,
}

/// What a sheet says besides its cells.
#[derive(Default)]
pub struct Sheet {
    /// Links on cells.
    pub links: Vec<CellLink>,
    /// Whether it refers to other parts: comments, tables, drawings.
    pub refers: bool,
}

/// Reads a sheet.
pub struct SheetReader<'a> {
    shared: &'a Shared,
    /// The cells.
    pub grid: Grid<'a>,
    /// What comes with them.
    pub sheet: Sheet,
    job: &'a Job,
    /// The next cell, where it does not say its place.
    row: u32,
    column: u32,
    value: String,
}

impl<'a> SheetReader<'a> {
    /// Nothing read yet.
    pub fn new(shared: &'a Shared, job: &'a Job) -> Self {
        Self { shared, grid: Grid::new(job), sheet: Sheet::default(), job, row: 0, column: 0, value: String::new() }
    }

    /// Reads the sheet's XML.
    ///
    /// # Errors
    /// `Parse`, the limits, `Cancelled`, `Timeout`.
    pub fn read(&mut self, text: &str) -> Result<()> {
        let mut walker = Walker::new(text, self.job);
        let mut next_row = 0u32;
        while let Some(node) = walker.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "row" => {
                    self.row = tag.number::<u32>("r").and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                    next_row = self.row.saturating_add(1);
                    self.column = 0;
                }
                "c" => {
                    let cell = CellStart::read(&tag, (self.row, self.column));
                    self.column = cell.column.saturating_add(1);
                    self.read_cell(&cell, &mut walker)?;
                }
                "hyperlink" => self.read_link(&tag),
                "drawing" | "legacyDrawing" | "tablePart" => self.sheet.refers = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_link(&mut self, tag: &Tag) {
        let Some((row, column)) = tag.attribute("ref").and_then(|name| place::parse(&name)) else { return };
        let relation = tag.prefixed_attribute("id").map(Cow::into_owned).unwrap_or_default();
        let place = tag.attribute("location").map(|place| format!("#{place}")).unwrap_or_default();
        self.sheet.refers |= !relation.is_empty();
        self.sheet.links.push(CellLink { row, column, relation, place });
    }

    fn read_cell(&mut self, cell: &CellStart, walker: &mut Walker) -> Result<()> {
        let depth = walker.depth();
        self.value.clear();
        let mut inline = false;
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "v" if !inline => walker.text_into(&mut self.value)?,
                "is" => {
                    inline = true;
                    self.value.clear();
                    read_runs(walker, &mut self.value)?;
                }
                _ => walker.skip()?,
            }
        }
        let value = &self.value;
        let (row, column, shared) = (cell.row, cell.column, self.shared);
        match cell.kind {
            _ if inline => self.grid.text(row, column, value),
            CellKind::Shared => {
                let index = value.trim().parse().unwrap_or(usize::MAX);
                self.grid.text(row, column, shared.strings.get(index))
            }
            CellKind::Text => self.grid.write(row, column, Kind::Text, |out| {
                let start = out.len();
                out.push_str(value);
                restore_escapes(out, start);
            }),
            CellKind::Boolean => {
                let text = if value.is_empty() { "" } else { boolean_text(matches!(value.trim(), "1" | "true")) };
                self.grid.write(row, column, Kind::Value, |out| out.push_str(text))
            }
            CellKind::Written => self.grid.write(row, column, Kind::Value, |out| out.push_str(value.trim())),
            CellKind::Number => {
                let format = cell.style.map_or_else(Default::default, |style| shared.styles.format(style));
                self.grid.write(row, column, Kind::Value, |out| match value.trim().parse() {
                    Ok(number) if format.shown != Shown::Number => {
                        write_formatted(out, number, format, shared.from_1904);
                    }
                    _ => write_decimal(out, value),
                })
            }
        }
    }
}

/// What a cell's value is (ST_CellType, 18.18.11).
enum CellKind {
    /// An index into the shared strings.
    Shared,
    /// Text, of a formula or in the cell.
    Text,
    /// 0 or 1.
    Boolean,
    /// To be shown as it is written: errors, dates.
    Written,
    /// A number.
    Number,
}

/// The start tag of a cell.
struct CellStart {
    row: u32,
    column: u32,
    kind: CellKind,
    style: Option<usize>,
}

impl CellStart {
    fn read(tag: &Tag, next: (u32, u32)) -> Self {
        let (row, column) = tag.attribute("r").and_then(|name| place::parse(&name)).unwrap_or(next);
        let kind = match tag.attribute("t").as_deref() {
            Some("s") => CellKind::Shared,
            Some("str" | "inlineStr") => CellKind::Text,
            Some("b") => CellKind::Boolean,
            Some("e" | "d") => CellKind::Written,
            _ => CellKind::Number,
        };
        Self { row, column, kind, style: tag.number("s") }
    }
}
