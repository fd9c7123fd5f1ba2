//! The kinds of strings in records.

use encoding_rs::Encoding;

use super::record::{Records, Version};
use crate::little_endian::{u16_at, u32_at};
use crate::text::charset::encoding_by_code_page;

/// How the strings of a workbook are stored.
#[derive(Clone, Copy)]
pub struct TextRules {
    /// The version of the format.
    pub version: Version,
    /// The encoding of strings that are not Unicode.
    pub encoding: &'static Encoding,
}

impl TextRules {
    /// A string whose length is a byte.
    pub fn short(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(*data.first()?);
        self.characters(data.get(1..)?, length)
    }

    /// A string whose length is 16 bits.
    pub fn long(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(u16_at(data, 0)?);
        if length == 0 {
            return Some(String::new());
        }
        self.characters(data.get(2..)?, length)
    }

    /// A string of a label or formula: its length was a byte in Excel 2.
    pub fn label(&self, data: &[u8]) -> Option<String> {
        if self.version == Version::Biff2 { self.short(data) } else { self.long(data) }
    }

    /// As many of `length` characters as there are.
    fn characters(&self, data: &[u8], length: usize) -> Option<String> {
        let mut text = String::new();
        if self.version == Version::Biff8 {
            let wide = data.first()? & 1 != 0;
            push_characters(&mut text, data.get(1..)?, length, wide);
        } else {
            let data = data.get(..length.min(data.len()))?;
            text.push_str(&self.encoding.decode_without_bom_handling(data).0);
        }
        Some(text)
    }
}

/// Adds up to `length` characters of UTF-16, with or without its upper bytes; gives how many there were and their bytes.
pub fn push_characters(text: &mut String, data: &[u8], length: usize, wide: bool) -> (usize, usize) {
    let there = length.min(if wide { data.len() / 2 } else { data.len() });
    let size = if wide { there * 2 } else { there };
    let bytes = data.get(..size).unwrap_or_default();
    if wide {
        text.push_str(&encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0);
    } else if bytes.is_ascii() {
        text.push_str(str::from_utf8(bytes).unwrap_or_default());
    } else {
        text.extend(bytes.iter().map(|byte| char::from(*byte)));
    }
    (there, size)
}

/// The encoding with this number ([MS-XLS] 2.4.52); Windows' western European one where there is none.
pub fn encoding(code_page: u16) -> &'static Encoding {
    // Two numbers of Excel's own ("OpenOffice.org's Documentation of the Microsoft Excel File Format" 5.17).
    let number = match code_page {
        0x8000 => 10_000,
        0x8001 => 1252,
        number => u32::from(number),
    };
    encoding_by_code_page(number).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// Reads across the border between a record and those that continue it.
pub struct Pieces<'a, 'r> {
    data: &'a [u8],
    records: &'r mut Records<'a>,
}

impl<'a, 'r> Pieces<'a, 'r> {
    /// Starts in the record whose data is `data`, the one that `records` gave last.
    pub fn new(data: &'a [u8], records: &'r mut Records<'a>) -> Self {
        Self { data, records }
    }

    /// Goes on to the next record where this one is used up.
    fn fill(&mut self) -> Option<()> {
        while self.data.is_empty() {
            self.data = self.records.continued()?;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.fill()?;
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    fn number(&mut self, size: u32) -> Option<usize> {
        (0..size).try_fold(0, |number, index| Some(number | usize::from(self.byte()?) << (8 * index)))
    }

    /// Goes `size` bytes ahead.
    pub fn skip(&mut self, mut size: usize) -> Option<()> {
        while size > 0 {
            self.fill()?;
            let step = size.min(self.data.len());
            self.data = self.data.get(step..)?;
            size -= step;
        }
        Some(())
    }

    /// Adds `length` characters. Each record that they go on in says anew whether they have their upper bytes.
    pub fn characters(&mut self, text: &mut String, mut length: usize, mut wide: bool) -> Option<()> {
        while length > 0 {
            if self.data.is_empty() {
                self.data = self.records.continued()?;
                wide = self.byte()? & 1 != 0;
            }
            let (there, size) = push_characters(text, self.data, length, wide);
            // Half a character at the end of a record is no character.
            self.data = if there == 0 { &[] } else { self.data.get(size..)? };
            length -= there;
        }
        Some(())
    }

    /// Adds a string with formatting and phonetic information, which is left out ([MS-XLS] 2.5.293).
    pub fn rich_string(&mut self, text: &mut String) -> Option<()> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? } else { 0 };
        self.characters(text, length, flags & 1 != 0)?;
        self.skip(runs * 4)?;
        self.skip(phonetic)
    }
}

/// A string of UTF-16 with its length in characters before it, the zero at its end included ([MS-OSHARED] 2.3.7.9);
/// also how many bytes it takes.
pub fn counted_utf16(data: &[u8]) -> Option<(String, usize)> {
    let size = usize::try_from(u32_at(data, 0)?).ok()?.checked_mul(2)?.checked_add(4)?;
    Some((crate::little_endian::utf16(data.get(4..size)?), size))
}
