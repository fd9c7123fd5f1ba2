//! From ranges of tokens to lines, columns, bytes and names: the files are read again, since positions are not kept.

use std::path::Path;

use lode_runtime::{Job, Result, pool};

use crate::classes::Range;
use crate::corpus::{SourceFile, family_number};
use crate::languages::Language;
use crate::normalize::has_free_text;
use crate::read::read_again;
use crate::token_hash::{mix, of_bytes};
use crate::tokenize::{Stream, tokenize};
use crate::units::Units;

/// Where a range is in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The range.
    pub range: Range,
    /// First line, from 1, and column, from 1, in UTF-16 code units.
    pub start: (u32, u32),
    /// Last line, and the column after the last character.
    pub end: (u32, u32),
    /// Bytes of the file.
    pub bytes: (u32, u32),
    /// The name of the function around it, or that it consists of.
    pub function: Option<Box<str>>,
    /// The language of its first token.
    pub language: &'static str,
    /// A hash of its tokens, without names and literals.
    pub content: u64,
}

impl Located {
    /// How many lines it has.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.end.0 - self.start.0 + 1
    }
}

/// The places of some ranges, ordered.
pub struct Places(Vec<Located>);

impl Places {
    /// Where `range` is; nothing if its file has changed since it was read first.
    #[must_use]
    pub fn get(&self, range: &Range) -> Option<&Located> {
        self.0.binary_search_by(|located| located.range.cmp(range)).ok().and_then(|at| self.0.get(at))
    }

    /// Adds places, of ranges that come after all others.
    #[must_use]
    pub fn with(mut self, places: Vec<Located>) -> Self {
        self.0.extend(places);
        self
    }

    /// All of them, ordered by file and position.
    #[must_use]
    pub fn all(&self) -> &[Located] {
        &self.0
    }
}

/// Finds the places of ranges.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn locate(mut ranges: Vec<Range>, units: Units, files: &[SourceFile], job: &Job) -> Result<Places> {
    ranges.sort_unstable();
    ranges.dedup();
    let file = |range: &Range| units.get(range.unit).file;
    let by_file: Vec<&[Range]> = ranges.chunk_by(|a, b| file(a) == file(b)).collect();
    let located = pool::map(job, by_file.len(), |index| {
        let ranges = by_file[index];
        let source = &files[file(&ranges[0]) as usize];
        let Some(bytes) = read_again(Path::new(&source.path), u64::from(u32::MAX)) else { return Ok(Vec::new()) };
        Ok(locate_in(ranges, units, source.language, &bytes))
    })?;
    Ok(Places(located.into_iter().flatten().collect()))
}

/// Finds the places of ranges that are all in one file.
pub fn locate_in(
    ranges: &[Range],
    units: Units,
    language: &'static Language,
    bytes: &[u8],
) -> Vec<Located> {
    let streams = tokenize(language, bytes);
    let mut lines = Lines::new(bytes);
    let mut located = Vec::with_capacity(ranges.len());
    for range in ranges {
        let unit = units.get(range.unit);
        let stream = streams.iter().find(|stream| family_number(stream.language) == unit.family);
        // A file that was changed meanwhile has other tokens.
        let Some(stream) = stream.filter(|stream| unit.is_of(stream)) else { continue };
        let tokens = &stream.tokens[range.start as usize..range.end as usize];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        located.push(Located {
            range: *range,
            start: lines.position(first.start),
            end: lines.position(last.end),
            bytes: (first.start, last.end),
            function: function_of(range, stream, bytes),
            language: stream.language.name,
            content: content_hash(range, stream, bytes),
        });
    }
    located
}

/// The name of the innermost function around a range, or else of the first one that is at least half of it.
fn function_of(range: &Range, stream: &Stream, bytes: &[u8]) -> Option<Box<str>> {
    let functions = &stream.functions;
    let around = functions
        .iter()
        .filter(|function| function.tokens.start <= range.start && range.end <= function.tokens.end)
        .min_by_key(|function| function.tokens.end - function.tokens.start);
    let within = || {
        functions.iter().find(|function| {
            let common = function.tokens.end.min(range.end).saturating_sub(function.tokens.start.max(range.start));
            common * 2 >= range.len()
        })
    };
    let name = &around.or_else(within)?.name;
    let name = bytes.get(name.start as usize..name.end as usize)?;
    Some(String::from_utf8_lossy(name).into())
}

/// A hash of the kinds of names and literals and of the texts of everything else. It does not depend on where the tokens
/// are, on their names, or on the codes that this version of Lode gives them.
fn content_hash(range: &Range, stream: &Stream, bytes: &[u8]) -> u64 {
    let tokens = &stream.tokens[range.start as usize..range.end as usize];
    tokens.iter().fold(0, |hash, token| {
        let text = if has_free_text(token.code) || token.kind == crate::token::TokenKind::Layout {
            u32::from(token.kind as u8)
        } else {
            of_bytes(bytes.get(token.start as usize..token.end as usize).unwrap_or_default())
        };
        mix(hash ^ u64::from(text)).wrapping_add(hash.rotate_left(23))
    })
}

/// Lines and columns of ascending positions.
struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at as u32 + 1)).collect();
        Self { bytes, starts }
    }

    /// The line and the column, from 1, of a byte.
    fn position(&mut self, byte: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let mut before = self.bytes.get(start as usize..byte as usize).unwrap_or_default();
        if start == 0 {
            before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
        }
        let column = if before.is_ascii() {
            before.len()
        } else {
            String::from_utf8_lossy(before).chars().map(char::len_utf16).sum()
        };
        (line as u32, column as u32 + 1)
    }
}
