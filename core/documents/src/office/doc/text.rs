//! The text, put together from the pieces that a document's editing left it in ([MS-DOC] 2.4.1, 2.8.35, 2.9.38).

use lode_runtime::{Error, Job, Result};

use super::plc::Plc;
use super::sprm;
use crate::little_endian::{u16_at, u32_at};

/// A run of text that lies in one place of the stream.
struct Piece<'a> {
    /// Its first character, and the one after its last.
    start: u32,
    end: u32,
    /// Where it lies, in bytes.
    place: u32,
    /// Characters have two bytes each, or one.
    wide: bool,
    /// Properties for the whole of it, which Word notes here when it saves quickly (2.9.198 to 2.9.200): a list, or one of
    /// few, packed.
    list: &'a [u8],
    packed: [u8; 3],
}

/// Where a character lies.
pub struct Place<'a> {
    /// The byte of the stream that it starts at.
    pub byte: u32,
    /// The character after the last one in the same piece.
    pub end: u32,
    /// Bytes in a character.
    pub width: u32,
    /// Properties for the whole piece.
    pub list: &'a [u8],
    /// Another one for its characters.
    pub packed: [u8; 3],
}

/// The characters of a document, in UTF-16, as its positions count them.
pub struct Text<'a> {
    pub units: Vec<u16>,
    pieces: Vec<Piece<'a>>,
    /// The text goes on where the file is cut.
    pub is_cut: bool,
}

impl<'a> Text<'a> {
    /// Reads the table of pieces, and the pieces out of the stream.
    ///
    /// # Errors
    /// `Parse` without a table of pieces, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
    pub fn read(table: &'a [u8], stream: &[u8], job: &Job) -> Result<Self> {
        let (plc, lists) =
            pieces(table).ok_or_else(|| Error::parse("expected a table of pieces of text, it is absent or cut"))?;
        let mut text = Self { units: Vec::new(), pieces: Vec::new(), is_cut: false };
        for index in 0..plc.len() {
            let Some(piece) = piece(&plc, index, &lists) else { break };
            if piece.end == piece.start {
                continue;
            }
            if piece.end < piece.start || piece.start as usize != text.units.len() {
                text.is_cut = true;
                break;
            }
            job.check()?;
            let wanted = u64::from(piece.end - piece.start) * if piece.wide { 2 } else { 1 };
            let from = stream.get(piece.place as usize..).unwrap_or_default();
            let data = from.get(..usize::try_from(wanted).unwrap_or(usize::MAX)).unwrap_or(from);
            job.charge_expanded(data.len() as u64)?;
            text.push(data, piece.wide);
            text.is_cut = (data.len() as u64) < wanted;
            text.pieces.push(piece);
            if text.is_cut {
                break;
            }
        }
        Ok(text)
    }

    fn push(&mut self, data: &[u8], wide: bool) {
        if wide {
            self.units.extend(data.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)));
        } else {
            // 2.9.73: Windows' western European characters, whatever the language. One unit each.
            self.units.extend(encoding_rs::WINDOWS_1252.decode_without_bom_handling(data).0.encode_utf16());
        }
    }

    /// How many characters there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }

    /// Where the character at `position` lies.
    pub fn place(&self, position: u32) -> Option<Place<'a>> {
        let index = self.pieces.partition_point(|piece| piece.end <= position);
        let piece = self.pieces.get(index)?;
        let width = 1 + u32::from(piece.wide);
        let inside = position.checked_sub(piece.start)?.checked_mul(width)?;
        Some(Place {
            byte: piece.place.checked_add(inside)?,
            end: piece.end,
            width,
            list: piece.list,
            packed: piece.packed,
        })
    }
}

/// The pieces, and lists of properties that they refer to.
fn pieces(mut table: &[u8]) -> Option<(Plc<'_>, Vec<&[u8]>)> {
    let mut lists = Vec::new();
    loop {
        match table.first()? {
            1 => {
                let end = 3 + usize::from(u16_at(table, 1)?);
                lists.push(table.get(3..end)?);
                table = table.get(end..)?;
            }
            2 => {
                let size = u32_at(table, 1)? as usize;
                let rest = table.get(5..)?;
                return Some((Plc::new(rest.get(..size).unwrap_or(rest), 8), lists));
            }
            _ => return None,
        }
    }
}

fn piece<'a>(plc: &Plc<'a>, index: usize, lists: &[&'a [u8]]) -> Option<Piece<'a>> {
    let data = plc.data(index)?;
    let place = u32_at(data, 2)?;
    let packed = u16_at(data, 6)?;
    let wide = place & 0x4000_0000 == 0;
    let place = place & 0x3FFF_FFFF;
    let (list, packed) = if packed & 1 == 1 {
        (lists.get(usize::from(packed >> 1)).copied().unwrap_or_default(), [0; 3])
    } else {
        (&[][..], unpacked(packed))
    };
    Some(Piece {
        start: plc.position(index)?,
        end: plc.position(index + 1)?,
        place: if wide { place } else { place / 2 },
        wide,
        list,
        packed,
    })
}

/// The change of a property that is packed (2.9.199), if it is one of those that matter here.
fn unpacked(packed: u16) -> [u8; 3] {
    let code = match packed >> 1 & 0x7F {
        0x41 => sprm::DELETED,
        0x55 => sprm::BOLD,
        0x56 => sprm::ITALIC,
        0x57 => sprm::STRIKETHROUGH,
        _ => return [0; 3],
    };
    let ([low, high], [_, value]) = (code.to_le_bytes(), packed.to_le_bytes());
    [low, high, value]
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;

    /// A table of pieces: the characters of each, its place in bytes, and whether it is of single bytes.
    fn table(pieces: &[(u32, u32, bool)]) -> Vec<u8> {
        let mut positions = vec![0u32];
        let mut data = Vec::new();
        for (length, place, narrow) in pieces {
            positions.push(positions.last().unwrap() + length);
            let place = if *narrow { (place * 2) | 0x4000_0000 } else { *place };
            data.extend([&[0, 0][..], &place.to_le_bytes(), &[0, 0]].concat());
        }
        let plc: Vec<u8> = positions.iter().flat_map(|position| position.to_le_bytes()).chain(data).collect();
        // A list of properties may come first.
        [&[1, 3, 0, 0x35, 0x08, 1, 2][..], &(plc.len() as u32).to_le_bytes(), &plc].concat()
    }

    fn text(text: &Text) -> String {
        String::from_utf16_lossy(&text.units)
    }

    #[test]
    fn pieces_of_one_and_of_two_bytes_a_character_follow_each_other() {
        let stream = b"____\x93a\x80\x94\x3D\x04\x20\0";
        let table = table(&[(2, 8, false), (4, 4, true), (0, 0, true), (1, 5, true)]);
        let read = Text::read(&table, stream, &Job::default()).unwrap();
        assert_eq!((text(&read).as_str(), read.is_cut), ("\u{43d} \u{201c}a\u{20ac}\u{201d}a", false));
        let place = read.place(3).unwrap();
        assert_eq!((place.byte, place.end, place.width), (5, 6, 1));
        assert!(read.place(7).is_none());
    }

    #[test]
    fn text_that_goes_on_after_the_end_of_the_file_is_cut() {
        let table = table(&[(9, 1, true), (1, 0, true)]);
        let read = Text::read(&table, b"abc", &Job::default()).unwrap();
        assert_eq!((text(&read).as_str(), read.is_cut), ("bc", true));
    }

    #[test]
    fn pieces_that_all_lie_in_the_same_place_are_a_limit_error() {
        let limits = Limits { expanded_bytes: Limit::at_most(10_000), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let pieces = vec![(1000, 0, true); 100];
        let error = Text::read(&table(&pieces), &[b'a'; 1000], &job).err().unwrap();
        assert_eq!(error.code, ErrorCode::LimitExpandedBytes);
    }

    #[test]
    fn a_table_that_is_cut_is_a_parse_error() {
        for table in [&b""[..], &[1, 9, 0], &[7]] {
            assert_eq!(Text::read(table, b"", &Job::default()).err().unwrap().code, ErrorCode::Parse);
        }
    }
}
