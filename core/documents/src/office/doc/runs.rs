//! Runs: text of one format, and the characters in it that stand for something else ([MS-DOC] 2.4.2, 2.6.1, 2.9.90).

use std::ops::{Range, RangeInclusive};

use lode_runtime::Result;

use super::Reader;
use super::properties::Characters;
use crate::office::field::Field;
use crate::office::rich::{Format, FormatChange};
use crate::office::symbols;

/// Fields in fields in fields: no one writes that many, but a damaged file may never end them.
const DEEPEST_FIELD: usize = 64;

/// Codes do not get longer than this, in bytes; what is more is text that a damaged file takes for code.
const LONGEST_CODE: usize = 4096;

/// Characters that stand for something else.
const NOTE_REFERENCE: u16 = 0x02;
const DRAWING: u16 = 0x08;
const TAB: u16 = 0x09;
const LINE_BREAK: u16 = 0x0B;
const COLUMN_BREAK: u16 = 0x0E;
const FIELD_BEGIN: u16 = 0x13;
const FIELD_SEPARATOR: u16 = 0x14;
const FIELD_END: u16 = 0x15;
const NON_BREAKING_HYPHEN: u16 = 0x1E;
const SPACE: u16 = 0x20;
/// Places in symbol fonts, where text is in one.
const SYMBOLS: RangeInclusive<u16> = 0xF020..=0xF0FF;
/// Stands where a symbol's font and place in it are properties.
const SYMBOL: u16 = 0x28;

impl Reader<'_> {
    /// Reads the characters in `range`; `base` is the format of the paragraph's style.
    pub(super) fn runs(&mut self, range: Range<u32>, base: FormatChange) -> Result<()> {
        let mut position = range.start;
        let style = base.apply(Format::default());
        while position < range.end {
            self.context.job.check()?;
            let Some(place) = self.text.place(position) else { break };
            let (list, end) = self.formatting.characters(place.byte);
            let length = end.saturating_sub(place.byte).div_ceil(place.width).max(1);
            let end = position.saturating_add(length).min(place.end).min(range.end);
            let mut own = Characters::default();
            own.apply(list, style);
            self.context.job.charge_expanded(place.list.len() as u64)?;
            own.apply(place.list, style);
            own.apply(&place.packed, style);
            if !own.deleted {
                let format = self.format(base, &own);
                self.inline.writer.set_format(format);
                self.run(position..end, &own)?;
            }
            position = end;
        }
        Ok(())
    }

    fn format(&mut self, base: FormatChange, own: &Characters) -> Format {
        let style = own.style.map(|style| self.styles.resolve(style).format).unwrap_or_default();
        let font = own.font.and_then(|font| self.fonts.get(usize::from(font)));
        let mut change = base.then(style).then(own.format);
        if let Some(font) = font {
            change.set(Format::CODE, font.is_monospaced);
        }
        change.apply(Format::default())
    }

    fn run(&mut self, range: Range<u32>, own: &Characters) -> Result<()> {
        let mut plain = range.start;
        for position in range.clone() {
            let unit = self.text.units.get(position as usize).copied().unwrap_or(0);
            if unit >= SPACE && !(unit == SYMBOL && own.symbol.is_some()) {
                continue;
            }
            self.push_units(plain..position, own.font);
            plain = position + 1;
            self.special(unit, position, own)?;
        }
        self.push_units(plain..range.end, own.font);
        Ok(())
    }

    fn special(&mut self, unit: u16, position: u32, own: &Characters) -> Result<()> {
        self.context.job.check()?;
        match unit {
            TAB => self.push_text("\t"),
            LINE_BREAK | COLUMN_BREAK => self.push_text("\n"),
            NON_BREAKING_HYPHEN => self.push_text("\u{2011}"),
            NOTE_REFERENCE => self.note_reference(position),
            DRAWING => self.drawing(position)?,
            FIELD_BEGIN if self.inline.fields.len() < DEEPEST_FIELD => self.inline.fields.push(Field::default()),
            FIELD_SEPARATOR => {
                if let Some(field) = self.inline.fields.last_mut() {
                    field.separate();
                }
                self.set_link();
            }
            FIELD_END => {
                self.inline.fields.pop();
                self.set_link();
            }
            SYMBOL => {
                if let Some((font, code)) = own.symbol {
                    self.push_symbol(Some(font), code);
                }
            }
            // Pictures, comments' places, hyphens that show only at the end of a line, and what no text has.
            _ => {}
        }
        Ok(())
    }

    fn push_units(&mut self, range: Range<u32>, font: Option<u16>) {
        let mut start = range.start as usize;
        let end = (range.end as usize).min(self.text.units.len());
        while start < end {
            let units = self.text.units.get(start..end).unwrap_or_default();
            match units.iter().position(|unit| SYMBOLS.contains(unit)) {
                Some(0) => {
                    let code = units.first().copied().unwrap_or(0);
                    self.push_symbol(font, code);
                    start += 1;
                }
                symbol => {
                    let plain = units.get(..symbol.unwrap_or(units.len())).unwrap_or_default();
                    start += plain.len();
                    let text = String::from_utf16_lossy(plain);
                    self.push_text(&text);
                }
            }
        }
    }

    /// Adds a character of a symbol font.
    fn push_symbol(&mut self, font: Option<u16>, code: u16) {
        let font = font.and_then(|font| self.fonts.get(usize::from(font))).map_or("", |font| font.name.as_str());
        if let Some(symbol) = symbols::character(font, &format!("{code:04X}")) {
            self.push_text(symbol.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds text to the paragraph, or to the code of the field that it is in, unless it is a page number.
    pub(super) fn push_text(&mut self, text: &str) {
        let fields = &mut self.inline.fields;
        if let Some(field) = fields.last_mut().filter(|field| !field.separated) {
            if field.code.len() < LONGEST_CODE {
                field.code.push_str(text);
            }
            return;
        }
        if !self.in_hidden_field() {
            self.inline.writer.push(text);
        }
    }

    /// Whether what comes is part of a field's code, or the number of a page.
    pub(super) fn in_hidden_field(&self) -> bool {
        self.inline.fields.iter().any(|field| field.page_number || !field.separated)
    }

    /// What is written next links to where the innermost field does.
    pub(super) fn set_link(&mut self) {
        let link = self.inline.fields.iter().rev().find_map(|field| field.link.clone());
        self.inline.writer.set_link(link);
    }
}
