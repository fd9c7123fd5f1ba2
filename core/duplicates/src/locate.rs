//! From ranges of tokens to lines, columns, bytes and names: the files are read again, since positions are not kept.

use std::path::Path;

use lode_runtime::{Job, Result, pool};

use crate::classes::Range;
use crate::corpus::{SourceFile, family_number};
use crate::languages::Language;
use crate::languages::functions::Function;

use crate::normalize::has_free_text;
use crate::read::read_again;
use crate::token::TokenKind;
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
pub fn locate_in(ranges: &[Range], units: Units, language: &'static Language, bytes: &[u8]) -> Vec<Located> {
    let streams = tokenize(language, bytes);
    let lines = Lines::new(bytes);
    let mut located = Vec::with_capacity(ranges.len());
    for ranges in ranges.chunk_by(|a, b| a.unit == b.unit) {
        let unit = units.get(ranges[0].unit);
        let stream = streams.iter().find(|stream| family_number(stream.language) == unit.family);
        // A file that was changed meanwhile has other tokens.
        let Some(stream) = stream.filter(|stream| unit.is_of(stream)) else { continue };
        let content = Content::new(stream, bytes);
        let functions = Nested::new(&stream.functions);
        for range in ranges {
            let tokens = &stream.tokens[range.start as usize..range.end as usize];
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            let name = functions.at(range).and_then(|name| bytes.get(name.start as usize..name.end as usize));
            located.push(Located {
                range: *range,
                start: lines.position(first.start),
                end: lines.position(last.end),
                bytes: (first.start, last.end),
                function: name.map(|name| String::from_utf8_lossy(name).into()),
                language: stream.language.name,
                content: content.hash(range),
            });
        }
    }
    located
}

/// Functions in the order of their starts, each with the one around it.
struct Nested<'a>(Vec<(&'a Function, Option<usize>)>);

impl<'a> Nested<'a> {
    fn new(functions: &'a [Function]) -> Self {
        let mut ordered: Vec<&Function> = functions.iter().collect();
        ordered.sort_by_key(|function| (function.tokens.start, std::cmp::Reverse(function.tokens.end)));
        let mut nested: Vec<(&Function, Option<usize>)> = Vec::with_capacity(ordered.len());
        for function in ordered {
            let mut around = nested.len().checked_sub(1);
            while let Some(at) = around.filter(|at| nested[*at].0.tokens.end < function.tokens.end) {
                around = nested[at].1;
            }
            nested.push((function, around));
        }
        Self(nested)
    }

    /// The name of the innermost function around a range, or else of the first one in it that is at least half of it.
    fn at(&self, range: &Range) -> Option<&'a std::ops::Range<u32>> {
        let next = self.0.partition_point(|(function, _)| function.tokens.start <= range.start);
        let mut around = next.checked_sub(1);
        while let Some(at) = around.filter(|at| self.0[*at].0.tokens.end < range.end) {
            around = self.0[at].1;
        }
        if let Some(at) = around {
            return Some(&self.0[at].0.name);
        }
        let within = self.0[next..].iter().take_while(|(function, _)| function.tokens.start < range.end);
        let mut within = within.map(|(function, _)| function).take(8);
        within
            .find(|function| (function.tokens.end.min(range.end) - function.tokens.start) * 2 >= range.len())
            .map(|function| &function.name)
    }
}

/// Hashes of ranges of tokens: of the kinds of names and literals and the texts of everything else. They do not depend on
/// where the tokens are, on their names, or on the codes that this version of Lode gives them.
struct Content {
    /// For each token, the hash of all tokens before it: a polynomial in `BASE`.
    before: Vec<u64>,
}

impl Content {
    const BASE: u64 = 0xD6E8_FEB8_6659_FD93;

    fn new(stream: &Stream, bytes: &[u8]) -> Self {
        let mut before = Vec::with_capacity(stream.tokens.len() + 1);
        let mut hash = 0_u64;
        before.push(hash);
        for token in &stream.tokens {
            let value = if has_free_text(token.code) || token.kind == TokenKind::Layout {
                token.kind as u64 + 1
            } else {
                u64::from(of_bytes(bytes.get(token.start as usize..token.end as usize).unwrap_or_default())) << 8
            };
            hash = hash.wrapping_mul(Self::BASE).wrapping_add(mix(value));
            before.push(hash);
        }
        Self { before }
    }

    fn hash(&self, range: &Range) -> u64 {
        let power = power(Self::BASE, range.len());
        let (before, after) = (self.before[range.start as usize], self.before[range.end as usize]);
        mix(after.wrapping_sub(before.wrapping_mul(power)))
    }
}

fn power(mut base: u64, mut exponent: u32) -> u64 {
    let mut result = 1_u64;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result.wrapping_mul(base);
        }
        base = base.wrapping_mul(base);
        exponent >>= 1;
    }
    result
}

/// Lines and columns.
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
    fn position(&self, byte: u32) -> (u32, u32) {
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
