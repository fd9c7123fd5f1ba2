//! The records that a workbook stream consists of ([MS-XLS] 2.1.4).

use crate::little_endian::u16_at;

/// A record that continues the one before it.
const CONTINUE: u16 = 0x3C;

/// Versions of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Excel 2.
    Biff2,
    /// Excel 3.
    Biff3,
    /// Excel 4.
    Biff4,
    /// Excel 5 and 95.
    Biff5,
    /// Excel 97 and later.
    Biff8,
}

/// Whether a record begins a substream.
pub fn is_beginning(kind: u16) -> bool {
    matches!(kind, 0x0009 | 0x0209 | 0x0409 | 0x0809)
}

/// The version that the first record of `stream` tells; none where it does not begin a workbook.
pub fn version(stream: &[u8]) -> Option<Version> {
    let (kind, data) = Records::new(stream, 0).next()?;
    match kind {
        0x0009 => Some(Version::Biff2),
        0x0209 => Some(Version::Biff3),
        0x0409 => Some(Version::Biff4),
        0x0809 if u16_at(data, 0) == Some(0x0500) => Some(Version::Biff5),
        0x0809 => Some(Version::Biff8),
        _ => None,
    }
}

/// Reads records one after another; a record that is cut short ends them.
#[derive(Clone)]
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The records of `stream` from the byte at `start` on.
    pub fn new(stream: &'a [u8], start: usize) -> Self {
        Self { rest: stream.get(start..).unwrap_or_default() }
    }

    /// The data of the next record if it continues the last one.
    pub fn continued(&mut self) -> Option<&'a [u8]> {
        if u16_at(self.rest, 0) == Some(CONTINUE) { self.next().map(|(_, data)| data) } else { None }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.rest, 0)?;
        let size = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + size)?;
        self.rest = self.rest.get(4 + size..)?;
        Some((kind, data))
    }
}
