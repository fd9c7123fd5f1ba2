//! What holds for the whole workbook: names of sheets, shared strings, number formats.

use lode_runtime::{Job, Result, sort};

use super::super::moment::NumberFormat;
use super::super::strings::Strings;
use super::record::{Records, Version, is_beginning, version};
use super::text::{Pieces, TextRules, encoding};
use crate::little_endian::{u16_at, u32_at};

/// Records between two looks at the clock.
pub const RECORDS_PER_CHECK: usize = 4096;

/// A sheet of the workbook.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Where its records start in the stream.
    pub start: usize,
}

/// The workbook's globals.
pub struct Globals {
    /// The sheets, hidden ones and charts included.
    pub sheets: Vec<Sheet>,
    /// Strings that cells share.
    pub strings: Strings,
    /// How strings are stored.
    pub rules: TextRules,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    cell_formats: Vec<u16>,
    /// Formats by number.
    formats: Vec<(u16, NumberFormat)>,
}

impl Globals {
    /// Reads the first substream. Versions before 5 have one sheet and its cells there as well.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn read(stream: &[u8], job: &Job) -> Result<Self> {
        let version = version(stream).unwrap_or(Version::Biff8);
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Strings::default(),
            rules: TextRules { version, encoding: encoding_rs::WINDOWS_1252 },
            from_1904: false,
            cell_formats: Vec::new(),
            formats: Vec::new(),
        };
        let mut records = Records::new(stream, 0);
        let mut index = 0usize;
        while let Some((kind, data)) = records.next() {
            if index.is_multiple_of(RECORDS_PER_CHECK) {
                job.check()?;
            }
            // EOF of the globals; the second BOF where that is missing.
            if kind == 0x0A || (index > 0 && is_beginning(kind)) {
                break;
            }
            index += 1;
            match kind {
                // SST
                0xFC => globals.read_strings(data, &mut records, job)?,
                _ => {
                    let _ = globals.read_record(kind, data);
                }
            }
        }
        sort::by_key(&mut globals.formats, |(number, _)| *number);
        if globals.sheets.is_empty() {
            globals.sheets.push(Sheet { name: "Sheet1".to_string(), start: 0 });
        }
        Ok(globals)
    }

    /// Reads a record; one that is too short is left out.
    fn read_record(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            // CODEPAGE
            0x42 => self.rules.encoding = encoding(u16_at(data, 0)?),
            // DATEMODE
            0x22 => self.from_1904 = u16_at(data, 0)? == 1,
            // BOUNDSHEET; type 6 is a module of macros.
            0x85 if *data.get(5)? != 6 => {
                let mut name = self.rules.short(data.get(6..)?)?;
                name.retain(|character| character != '\0');
                self.sheets.push(Sheet { name, start: usize::try_from(u32_at(data, 0)?).ok()? });
            }
            // FORMAT: numbered since version 5, one after another before.
            0x41E if self.rules.version >= Version::Biff5 => {
                let text = data.get(2..)?;
                let code =
                    if self.rules.version == Version::Biff8 { self.rules.long(text) } else { self.rules.short(text) };
                self.formats.push((u16_at(data, 0)?, NumberFormat::parse(&code?)));
            }
            0x41E => self.add_format(data.get(2..)?)?,
            0x1E => self.add_format(data)?,
            // XF
            0xE0 => self.cell_formats.push(u16_at(data, 2)?),
            0x243 | 0x443 => self.cell_formats.push(u16::from(*data.get(1)?)),
            0x43 => self.cell_formats.push(u16::from(*data.get(2)? & 0x3F)),
            _ => {}
        }
        Some(())
    }

    fn add_format(&mut self, text: &[u8]) -> Option<()> {
        let number = u16::try_from(self.formats.len()).ok()?;
        self.formats.push((number, NumberFormat::parse(&self.rules.short(text)?)));
        Some(())
    }

    /// Reads the shared strings, as many as there are: how many the record claims is often wrong.
    fn read_strings<'a>(&mut self, data: &'a [u8], records: &mut Records<'a>, job: &Job) -> Result<()> {
        let mut pieces = Pieces::new(data, records);
        let mut count = 0usize;
        if pieces.skip(8).is_some() {
            while self.strings.push_with(|text| pieces.rich_string(text).ok_or(())).is_ok() {
                count += 1;
                if count.is_multiple_of(RECORDS_PER_CHECK) {
                    job.check()?;
                }
            }
        }
        Ok(())
    }

    /// The number format of cells with this index into the list of cell formats.
    pub fn format(&self, cell_format: u16) -> NumberFormat {
        self.cell_formats
            .get(usize::from(cell_format))
            .map_or_else(NumberFormat::default, |number| self.by_number(*number))
    }

    /// The number format with this number.
    pub fn by_number(&self, number: u16) -> NumberFormat {
        match self.formats.binary_search_by_key(&number, |(known, _)| *known) {
            Ok(index) => self.formats.get(index).map_or_else(NumberFormat::default, |(_, format)| *format),
            Err(_) if self.rules.version >= Version::Biff5 => NumberFormat::built_in(u32::from(number)),
            Err(_) => NumberFormat::default(),
        }
    }
}
