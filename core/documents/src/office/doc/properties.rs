//! What a list of changes makes of a paragraph, of characters and of a row.

use super::sprm::{self, Sprms};
use crate::little_endian::{u16_at, u32_at};
use crate::office::rich::{Format, FormatChange};

/// Properties of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paragraph<'a> {
    /// 0 to 8 for headings, 9 for body text.
    pub outline: Option<u8>,
    /// Number of the list, from 1; 0 for none.
    pub list: Option<u32>,
    /// Level in the list, from 0.
    pub level: Option<u8>,
    pub in_table: bool,
    /// The end of a row, and not of a cell.
    pub row_end: bool,
    /// How many tables it is in, where that is said.
    pub table_depth: Option<u32>,
    /// The end of a cell in a table in a table, which has no character of its own.
    pub inner_cell_end: bool,
    /// Each row repeats the first ones as headers.
    pub header_row: bool,
    /// The edges of the row's cells and how they are merged.
    pub table_definition: &'a [u8],
    /// Where in the data stream more properties are.
    elsewhere: Option<u32>,
}

impl<'a> Paragraph<'a> {
    /// More changes, where the list that was applied refers to some in the data stream.
    pub fn take_elsewhere(&mut self, data: &'a [u8]) -> Option<&'a [u8]> {
        let place = self.elsewhere.take()? as usize;
        let start = place.checked_add(2)?;
        data.get(start..start.checked_add(usize::from(u16_at(data, place)?))?)
    }

    /// Changes what `list` changes.
    pub fn apply(&mut self, list: &'a [u8]) {
        for (code, operand) in Sprms(list) {
            let byte = operand.first().copied().unwrap_or(0);
            match code {
                sprm::OUTLINE_LEVEL => self.outline = Some(byte),
                // 2.6.2: from 0xF801 on the number is not shown.
                sprm::LIST => self.list = u16_at(operand, 0).map(|list| if list > 0x7FE { 0 } else { u32::from(list) }),
                sprm::LIST_LEVEL => self.level = Some(byte),
                sprm::IN_TABLE => self.in_table = byte != 0,
                sprm::ROW_END | sprm::INNER_ROW_END => self.row_end = byte != 0,
                sprm::TABLE_DEPTH => self.table_depth = u32_at(operand, 0),
                sprm::INNER_CELL_END => self.inner_cell_end = byte != 0,
                sprm::HEADER_ROW => self.header_row = byte != 0,
                sprm::TABLE_DEFINITION => self.table_definition = operand,
                _ if sprm::ELSEWHERE.contains(&code) => self.elsewhere = u32_at(operand, 0),
                _ => {}
            }
        }
    }
}

/// Properties of a run of characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Characters {
    pub format: FormatChange,
    /// Deleted with changes tracked.
    pub deleted: bool,
    /// The character style.
    pub style: Option<u16>,
    /// Number of the font.
    pub font: Option<u16>,
    /// The font and the character that the text shows.
    pub symbol: Option<(u16, u16)>,
}

impl Characters {
    /// Changes what `list` changes; `style` is the format that switches may be relative to.
    pub fn apply(&mut self, list: &[u8], style: Format) {
        for (code, operand) in Sprms(list) {
            let byte = operand.first().copied().unwrap_or(0);
            match code {
                sprm::BOLD => self.switch(Format::BOLD, byte, style),
                sprm::ITALIC => self.switch(Format::ITALIC, byte, style),
                sprm::STRIKETHROUGH | sprm::DOUBLE_STRIKETHROUGH => self.switch(Format::STRIKETHROUGH, byte, style),
                sprm::SCRIPT => {
                    self.format.set(Format::SUPERSCRIPT, byte == 1);
                    self.format.set(Format::SUBSCRIPT, byte == 2);
                }
                sprm::DELETED => self.deleted = byte != 0,
                sprm::CHARACTER_STYLE => self.style = u16_at(operand, 0),
                sprm::FONT => self.font = u16_at(operand, 0),
                sprm::SYMBOL => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
                _ => {}
            }
        }
    }

    /// 0 and 1 switch off and on, 0x80 and 0x81 as the style has it and the other way round (2.9.327).
    fn switch(&mut self, part: Format, value: u8, style: Format) {
        match value {
            0 | 1 => self.format.set(part, value == 1),
            0x80 => self.format.set(part, style.has(part)),
            0x81 => self.format.set(part, !style.has(part)),
            _ => {}
        }
    }
}
