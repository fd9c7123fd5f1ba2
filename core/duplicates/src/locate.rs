//! From ranges of tokens to lines, columns, bytes and names.

use crate::ascending::Ascending;
use crate::classes::Range;
use crate::corpus::{SourceFile, Unit};
use crate::token::{Token, TokenKind};
use crate::units::Units;

/// Where tokens are in their source: about two bytes for each.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    starts: Ascending,
    ends: Ascending,
    /// Tokens after characters that are not ASCII on their line.
    shifts: Box<[Shift]>,
}

/// How many bytes more than UTF-16 code units there are on a line before a token, and up to its end.
#[derive(Debug, Clone, Copy)]
struct Shift {
    token: u32,
    start: u32,
    end: u32,
}

impl Positions {
    /// Notes where the tokens of a source are.
    #[must_use]
    pub fn new(tokens: &[Token], source: &[u8]) -> Self {
        Self {
            starts: Ascending::new(tokens.iter().map(|token| token.start)),
            ends: Ascending::new(tokens.iter().map(|token| token.end)),
            shifts: if source.is_ascii() { Box::default() } else { shifts(tokens, source) },
        }
    }

    /// Where a token begins and ends, in bytes of the source.
    #[must_use]
    pub fn bytes(&self, token: u32) -> (u32, u32) {
        (self.starts.get(token), self.ends.get(token))
    }

    fn shift(&self, token: u32) -> Option<&Shift> {
        let at = self.shifts.binary_search_by_key(&token, |shift| shift.token).ok()?;
        self.shifts.get(at)
    }
}

fn shifts(tokens: &[Token], source: &[u8]) -> Box<[Shift]> {
    let mut at = 0;
    let mut shift = 0;
    let mut up_to = |end: u32| {
        for byte in source.get(at..end as usize).unwrap_or_default() {
            match byte {
                b'\n' => shift = 0,
                0xC0..=0xDF => shift += 1,
                // Three bytes are one unit, four are two.
                0xE0..=0xFF => shift += 2,
                _ => {}
            }
        }
        // A byte order mark is no character.
        if at < 3 && end >= 3 && source.starts_with(b"\xEF\xBB\xBF") {
            shift += 1;
        }
        at = at.max(end as usize);
        shift
    };
    let all = tokens.iter().enumerate().map(|(index, token)| Shift {
        token: index as u32,
        start: up_to(token.start),
        end: up_to(token.end),
    });
    all.filter(|shift| shift.start > 0 || shift.end > 0).collect()
}

/// Where a range is in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// First line, from 1, and column, from 1, in UTF-16 code units.
    pub start: (u32, u32),
    /// Last line, and the column after the last character.
    pub end: (u32, u32),
    /// Bytes of the file.
    pub bytes: (u32, u32),
}

impl Located {
    /// How many lines it has.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.end.0 - self.start.0 + 1
    }
}

/// The files that ranges are in.
#[derive(Clone, Copy)]
pub struct Places<'a> {
    /// Units of files.
    pub units: Units<'a>,
    /// The resident files.
    pub files: &'a [SourceFile],
    /// That of a query.
    pub query: Option<&'a SourceFile>,
}

impl<'a> Places<'a> {
    /// The file of a range.
    #[must_use]
    pub fn file(&self, range: &Range) -> &'a SourceFile {
        match self.query {
            Some(file) if range.unit >= self.units.first_of_query() => file,
            _ => &self.files[self.units.get(range.unit).file as usize],
        }
    }

    /// The number of the resident file of a range; nothing if it is in the query.
    #[must_use]
    pub fn resident_file(&self, range: &Range) -> Option<u32> {
        (range.unit < self.units.first_of_query()).then(|| self.units.get(range.unit).file)
    }

    /// Where a range is; it is not empty.
    #[must_use]
    pub fn locate(&self, range: &Range) -> Located {
        let unit = self.units.get(range.unit);
        let positions = &unit.positions;
        let lines = &self.file(range).line_starts;
        let mut last = range.end - 1;
        // A line end is not shown as a part of the next line.
        let ends_line = unit.codes.get(last as usize).is_some_and(|code| is_layout(*code)) && last > range.start;
        last -= u32::from(ends_line);
        let (start, end) = (positions.starts.get(range.start), positions.ends.get(last));
        let place = |byte: u32, shift: u32| {
            let (line, line_start) = lines.last_at_most(byte);
            (line + 1, byte.saturating_sub(line_start).saturating_sub(shift) + 1)
        };
        Located {
            start: place(start, positions.shift(range.start).map_or(0, |shift| shift.start)),
            end: place(end, positions.shift(last).map_or(0, |shift| shift.end)),
            bytes: (start, end),
        }
    }

    /// The name of the innermost function around a range, or else of the first one in it that is at least half of it.
    #[must_use]
    pub fn function(&self, range: &Range) -> Option<&'a str> {
        let unit = self.units.get(range.unit);
        let functions = &unit.functions;
        let next = functions.partition_point(|function| function.start <= range.start);
        let mut around = next.checked_sub(1);
        while let Some(at) = around.filter(|at| functions[*at].end < range.end) {
            around = functions[at].around.map(|around| around.get() as usize - 1);
        }
        let half = |at: &usize| {
            let function = &functions[*at];
            (function.end.min(range.end) - function.start) * 2 >= range.len()
        };
        let within = || (next..functions.len()).take_while(|at| functions[*at].start < range.end).take(8).find(half);
        around.or_else(within).map(|at| unit.function_name(at))
    }
}

fn is_layout(code: u8) -> bool {
    (TokenKind::Layout as u8..=TokenKind::Layout as u8 + 2).contains(&code)
}

/// A hash of the tokens of a range: of the kinds of names and literals and the texts of everything else. It does not depend on
/// where the tokens are, on their names, or on the codes that this version of Lode gives them.
#[must_use]
pub fn content(unit: &Unit, range: &Range) -> u64 {
    const BASE: u64 = 0xD6E8_FEB8_6659_FD93;
    let texts = unit.language.code_hashes();
    let codes = unit.codes.get(range.start as usize..range.end as usize).unwrap_or_default();
    let hash = codes.iter().fold(0_u64, |hash, code| hash.wrapping_mul(BASE).wrapping_add(texts[usize::from(*code)]));
    crate::token_hash::mix(hash)
}
