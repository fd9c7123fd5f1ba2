//! The cells of one sheet, with its comments, links and text boxes.

use lode_runtime::{Job, Result};

use super::super::grid::{Grid, Kind};
use super::super::moment::{NumberFormat, write_formatted};
use super::super::values::{boolean_text, error_text, rk_number};
use super::globals::{Globals, RECORDS_PER_CHECK};
use super::hyperlink;
use super::record::{Records, Version, is_beginning};
use super::text::Pieces;
use crate::little_endian::{f64_at, u16_at, u32_at};

/// The kind of drawn object that a comment is ([MS-XLS] 2.5.143).
const COMMENT_OBJECT: u16 = 0x19;

/// The kind of a substream that is a chart ([MS-XLS] 2.4.21).
const CHART: u16 = 0x20;

/// A comment on a cell.
pub struct Comment {
    /// Who wrote it.
    pub author: Option<String>,
    /// What it says.
    pub text: String,
}

/// A comment whose text comes with a drawn object.
struct Note {
    object: u16,
    author: Option<String>,
}

/// The text of a drawn object.
struct Shape {
    object: u16,
    kind: u16,
    text: String,
}

/// Reads a sheet.
pub struct SheetReader<'a> {
    globals: &'a Globals,
    job: &'a Job,
    /// The cells.
    pub grid: Grid<'a>,
    /// Row, column and address of links.
    pub links: Vec<(u32, u32, String)>,
    /// The cell of the formula that came last; its text follows.
    formula: (u32, u32),
    notes: Vec<Note>,
    /// Comments of versions before 97, which hold their text.
    early_comments: Vec<Comment>,
    shapes: Vec<Shape>,
    /// Number and kind of the drawn object that came last.
    object: (u16, u16),
    chart_texts: Vec<String>,
}

impl<'a> SheetReader<'a> {
    /// Nothing read yet.
    pub fn new(globals: &'a Globals, job: &'a Job) -> Self {
        Self {
            globals,
            job,
            grid: Grid::new(job),
            links: Vec::new(),
            formula: (0, 0),
            notes: Vec::new(),
            early_comments: Vec::new(),
            shapes: Vec::new(),
            object: (0, 0),
            chart_texts: Vec::new(),
        }
    }

    /// Reads the records of the sheet, those of charts in it as well.
    ///
    /// # Errors
    /// `LimitTableCells`, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
    pub fn read(&mut self, mut records: Records) -> Result<()> {
        let (mut depth, mut chart_sheet) = (0usize, false);
        let mut until_check = RECORDS_PER_CHECK;
        while let Some((kind, data)) = records.next() {
            until_check -= 1;
            if until_check == 0 {
                self.job.check()?;
                until_check = RECORDS_PER_CHECK;
            }
            if is_beginning(kind) {
                // The numbers that a sheet of its own for a chart keeps are copies of cells elsewhere.
                chart_sheet |= depth == 0 && u16_at(data, 2) == Some(CHART);
                depth += if depth == 0 && chart_sheet { 2 } else { 1 };
            } else if kind == 0x0A {
                depth = depth.saturating_sub(1);
                if depth == 0 || chart_sheet && depth == 1 {
                    break;
                }
            } else if depth > 1 {
                let _ = self.read_chart_record(kind, data);
            } else if kind == 0x01B6 {
                let _ = self.read_shape_text(data, &mut records);
            } else {
                // A record that is too short for what it should hold is left out.
                self.read_record(kind, data).transpose()?;
            }
        }
        Ok(())
    }

    fn read_record(&mut self, kind: u16, data: &[u8]) -> Option<Result<()>> {
        let early = self.globals.rules.version == Version::Biff2;
        let value = if early { 7 } else { 6 };
        let row = u32::from(u16_at(data, 0)?);
        let column = || u16_at(data, 2).map(u32::from);
        match kind {
            // LABELSST
            0xFD => {
                let text = self.globals.strings.get(u32_at(data, 6)? as usize);
                return Some(self.grid.text(row, column()?, text));
            }
            // RK
            0x27E => return Some(self.number(row, column()?, rk_number(u32_at(data, 6)?), self.format(data)?)),
            // MULRK
            0xBD => return self.packed_numbers(row, column()?, data),
            // NUMBER
            0x203 | 0x03 => return Some(self.number(row, column()?, f64_at(data, value)?, self.format(data)?)),
            // INTEGER
            0x02 => return Some(self.number(row, column()?, f64::from(u16_at(data, 7)?), self.format(data)?)),
            // LABEL, RSTRING
            0x204 | 0x04 | 0xD6 => {
                let text = self.globals.rules.label(data.get(value..)?)?;
                return Some(self.grid.text(row, column()?, &text));
            }
            // BOOLERR
            0x205 | 0x05 => {
                let text = truth_or_error(*data.get(value)?, *data.get(value + 1)? != 0);
                return Some(self.value(row, column()?, text));
            }
            // FORMULA
            0x06 | 0x206 | 0x406 => return self.formula(row, column()?, data, value),
            // STRING
            0x207 | 0x07 => {
                let text = self.globals.rules.label(data)?;
                return Some(self.grid.text(self.formula.0, self.formula.1, &text));
            }
            // HLINK
            0x1B8 => self.links.push((row, u32::from(u16_at(data, 4)?), hyperlink::target(data.get(8..)?)?)),
            // NOTE
            0x1C => self.note(data)?,
            // OBJ, which starts with its number and kind in a part of type 0x15.
            0x5D if u16_at(data, 0)? == 0x15 => self.object = (u16_at(data, 6)?, u16_at(data, 4)?),
            _ => {}
        }
        Some(Ok(()))
    }

    /// The number format of a cell record; Excel 2 kept it in the cell itself.
    fn format(&self, data: &[u8]) -> Option<NumberFormat> {
        if self.globals.rules.version == Version::Biff2 {
            return Some(self.globals.by_number(u16::from(*data.get(5)? & 0x3F)));
        }
        Some(self.globals.format(u16_at(data, 4)?))
    }

    fn number(&mut self, row: u32, column: u32, value: f64, format: NumberFormat) -> Result<()> {
        let from_1904 = self.globals.from_1904;
        self.grid.write(row, column, Kind::Value, |out| write_formatted(out, value, format, from_1904))
    }

    fn value(&mut self, row: u32, column: u32, text: &str) -> Result<()> {
        self.grid.write(row, column, Kind::Value, |out| out.push_str(text))
    }

    fn packed_numbers(&mut self, row: u32, first: u32, data: &[u8]) -> Option<Result<()>> {
        let packed = data.get(4..data.len().checked_sub(2)?)?;
        for (column, cell) in (first..).zip(packed.chunks_exact(6)) {
            let format = self.globals.format(u16_at(cell, 0)?);
            if let Err(error) = self.number(row, column, rk_number(u32_at(cell, 2)?), format) {
                return Some(Err(error));
            }
        }
        Some(Ok(()))
    }

    /// The cached result of a formula ([MS-XLS] 2.5.133).
    fn formula(&mut self, row: u32, column: u32, data: &[u8], place: usize) -> Option<Result<()>> {
        self.formula = (row, column);
        let result = data.get(place..place + 8)?;
        if u16_at(result, 6)? != 0xFFFF {
            return Some(self.number(row, column, f64_at(result, 0)?, self.format(data)?));
        }
        let value = *result.get(2)?;
        match result.first()? {
            1 => Some(self.value(row, column, truth_or_error(value, false))),
            2 => Some(self.value(row, column, truth_or_error(value, true))),
            // 0 is text, in the record that follows; 3 is empty.
            _ => Some(Ok(())),
        }
    }

    fn note(&mut self, data: &[u8]) -> Option<()> {
        let rules = self.globals.rules;
        if rules.version == Version::Biff8 {
            self.notes.push(Note { object: u16_at(data, 6)?, author: rules.long(data.get(8..)?) });
            return Some(());
        }
        let (text, _, _) = rules.encoding.decode(data.get(6..)?);
        match self.early_comments.last_mut() {
            // A long comment goes on in notes of row 0xFFFF.
            Some(last) if u16_at(data, 0)? == 0xFFFF => last.text.push_str(&text),
            _ => self.early_comments.push(Comment { author: None, text: text.into_owned() }),
        }
        Some(())
    }

    /// TXO: the text follows in a record that continues it ([MS-XLS] 2.4.329).
    fn read_shape_text<'r>(&mut self, data: &[u8], records: &mut Records<'r>) -> Option<()> {
        let length = usize::from(u16_at(data, 10)?);
        let mut text = String::new();
        // What of the text is there is kept.
        let _ = Pieces::new(&[], records).characters(&mut text, length, false);
        let (object, kind) = self.object;
        if !text.trim().is_empty() {
            self.shapes.push(Shape { object, kind, text: text.replace("\r\n", "\n").replace('\r', "\n") });
        }
        Some(())
    }

    /// SERIESTEXT: titles of a chart, its axes and series ([MS-XLS] 2.4.254).
    fn read_chart_record(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        if kind == 0x100D {
            let text = self.globals.rules.short(data.get(2..)?)?;
            if !text.is_empty() && !self.chart_texts.contains(&text) {
                self.chart_texts.push(text);
            }
        }
        Some(())
    }

    /// The comments.
    pub fn comments(&mut self) -> Vec<Comment> {
        let mut comments = std::mem::take(&mut self.early_comments);
        for note in std::mem::take(&mut self.notes) {
            if let Some(shape) = self.shapes.iter().find(|shape| shape.object == note.object) {
                comments.push(Comment { author: note.author, text: shape.text.clone() });
            }
        }
        comments
    }

    /// The texts of text boxes and charts.
    pub fn shape_texts(&mut self) -> Vec<String> {
        let shapes = std::mem::take(&mut self.shapes).into_iter();
        let boxes = shapes.filter(|shape| shape.kind != COMMENT_OBJECT).map(|shape| shape.text);
        boxes.chain(std::mem::take(&mut self.chart_texts)).collect()
    }
}

fn truth_or_error(value: u8, is_error: bool) -> &'static str {
    if is_error { error_text(value) } else { boolean_text(value != 0) }
}
