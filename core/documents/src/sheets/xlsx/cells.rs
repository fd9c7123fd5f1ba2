//! The cells of one sheet (ECMA-376 part 1, 18.3).

use std::borrow::Cow;

use lode_runtime::{Job, Result};

use super::super::grid::{Grid, Kind};
use super::super::moment::{Shown, write_formatted};
use super::super::number::write_decimal;
use super::super::scanner::{Attributes, Scanner, Token, local};
use super::super::values::boolean_text;
use super::strings::{read_runs, restore_escapes};
use super::{Shared, place};

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
        let mut scanner = Scanner::new(text, self.job);
        let mut next_row = 0u32;
        // An empty cell that says its place; it is read only where the next one says none. Sheets are full of empty cells.
        let mut passed: Option<Attributes> = None;
        let mut ended = false;
        while let Some(token) = scanner.next()? {
            let (name, attributes, is_empty) = match token {
                Token::Start(name, attributes) => (name, attributes, false),
                Token::Empty(name, attributes) => (name, attributes, true),
                Token::End(name) => {
                    ended = name == "worksheet" || name == "chartsheet" || name == "dialogsheet";
                    continue;
                }
                Token::Text(_) => continue,
            };
            match name {
                "c" if is_empty && says_place(attributes) => passed = Some(attributes),
                "c" => {
                    if let Some(before) = passed.take()
                        && !says_place(attributes)
                    {
                        let before = CellStart::read(before, (self.row, self.column));
                        self.column = before.column.saturating_add(1);
                    }
                    let cell = CellStart::read(attributes, (self.row, self.column));
                    self.column = cell.column.saturating_add(1);
                    if !is_empty {
                        self.read_cell(&cell, &mut scanner)?;
                    }
                }
                "row" => {
                    let row = attributes.get("r").and_then(|row| row.parse::<u32>().ok());
                    self.row = row.and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                    next_row = self.row.saturating_add(1);
                    self.column = 0;
                    passed = None;
                }
                "hyperlink" => self.read_link(attributes),
                "drawing" | "legacyDrawing" | "tablePart" => self.sheet.refers = true,
                _ => {}
            }
        }
        if ended { Ok(()) } else { Err(scanner.cut()) }
    }

    fn read_link(&mut self, attributes: Attributes) {
        let Some((row, column)) = attributes.get("ref").and_then(|name| place::parse(&name)) else { return };
        let relation = attributes.get("id").map(Cow::into_owned).unwrap_or_default();
        let place = attributes.get("location").map(|place| format!("#{place}")).unwrap_or_default();
        self.sheet.refers |= !relation.is_empty();
        self.sheet.links.push(CellLink { row, column, relation, place });
    }

    fn read_cell(&mut self, cell: &CellStart, scanner: &mut Scanner) -> Result<()> {
        self.value.clear();
        let mut inline = false;
        loop {
            match scanner.next()?.ok_or_else(|| scanner.cut())? {
                Token::Start("v", _) if !inline => scanner.text_until("v", &mut self.value)?,
                Token::Start("is", _) => {
                    inline = true;
                    self.value.clear();
                    read_runs(scanner, "is", &mut self.value)?;
                }
                Token::Start(other, _) => scanner.skip_until(other)?,
                Token::End("c") => break,
                _ => {}
            }
        }
        self.write_cell(cell, inline)
    }

    fn write_cell(&mut self, cell: &CellStart, inline: bool) -> Result<()> {
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

/// Whether the first attribute is the cell's place, as it nearly always is.
fn says_place(attributes: Attributes) -> bool {
    attributes.as_str().trim_ascii_start().starts_with("r=")
}

impl CellStart {
    fn read(attributes: Attributes, next: (u32, u32)) -> Self {
        let mut cell = Self { row: next.0, column: next.1, kind: CellKind::Number, style: None };
        for (name, value) in attributes {
            match local(name) {
                "r" => (cell.row, cell.column) = place::parse(value).unwrap_or(next),
                "s" => cell.style = value.parse().ok(),
                "t" => {
                    cell.kind = match value {
                        "s" => CellKind::Shared,
                        "str" | "inlineStr" => CellKind::Text,
                        "b" => CellKind::Boolean,
                        "e" | "d" => CellKind::Written,
                        _ => CellKind::Number,
                    };
                }
                _ => {}
            }
        }
        cell
    }
}
