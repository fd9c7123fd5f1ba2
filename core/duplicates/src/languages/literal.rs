//! Strings: where they end, and where code begins inside them.

use crate::token::TokenKind;

use super::grammar::{Escape, Hole, Quote};

/// A string that is open.
#[derive(Clone, Copy)]
pub(super) struct Literal {
    pub close: Close,
    pub escape: Escape,
    pub multiline: bool,
    pub holes: &'static [Hole],
    pub kind: TokenKind,
}

/// What ends it.
#[derive(Clone, Copy)]
pub(super) enum Close {
    /// This text.
    Text(&'static str),
    /// A byte, so many times, and so many hashes.
    Repeated { byte: u8, count: u32, hashes: u32 },
    /// A closing byte, when none that was opened inside is open.
    Paired { open: u8, close: u8, depth: u32 },
}

/// Why a piece of a string ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceEnd {
    /// The string ends, after its closing mark, or before the line end that it may not cross.
    Closed,
    /// Code begins: the hole's opening mark comes next.
    Hole(Hole),
}

impl From<&Quote> for Literal {
    fn from(quote: &Quote) -> Self {
        Literal {
            close: Close::Text(quote.close),
            escape: quote.escape,
            multiline: quote.multiline,
            holes: quote.holes,
            kind: quote.kind,
        }
    }
}

impl Literal {
    /// A string without escapes and holes that `close` ends.
    pub fn raw(close: Close) -> Self {
        Literal { close, escape: Escape::None, multiline: true, holes: &[], kind: TokenKind::String }
    }

    /// The first byte of what ends it.
    fn first(&self) -> u8 {
        match self.close {
            Close::Text(text) => text.as_bytes().first().copied().unwrap_or(b'\n'),
            Close::Repeated { byte, .. } => byte,
            Close::Paired { close, .. } => close,
        }
    }

    /// The length of its end at `at`.
    fn closes(&self, source: &[u8], at: usize) -> Option<usize> {
        match self.close {
            Close::Text(text) => source[at..].starts_with(text.as_bytes()).then_some(text.len()),
            Close::Repeated { byte, count, hashes } => {
                let length = (count + hashes) as usize;
                let end = source.get(at..at.checked_add(length)?)?;
                let (quotes, marks) = end.split_at(count as usize);
                (quotes.iter().all(|&found| found == byte) && marks.iter().all(|&found| found == b'#'))
                    .then_some(length)
            }
            Close::Paired { close, depth, .. } => (depth == 0 && source.get(at) == Some(&close)).then_some(1),
        }
    }

    /// Reads on from `at` to the end of this piece of it.
    pub fn piece(&mut self, source: &[u8], mut at: usize) -> (usize, PieceEnd) {
        let first = self.first();
        let escape = match self.escape {
            Escape::Backslash => b'\\',
            Escape::By(byte) => byte,
            // Whatever is there already, so that one more comparison costs nothing.
            Escape::None | Escape::Doubled => first,
        };
        let newline = if self.multiline { first } else { b'\n' };
        let pair = if let Close::Paired { open, .. } = self.close { open } else { first };
        let hole =
            |index: usize| self.holes.get(index).and_then(|hole: &Hole| hole.open.bytes().next()).unwrap_or(first);
        let (hole, other_hole) = (hole(0), hole(1));
        loop {
            let rest = source.get(at..).unwrap_or_default();
            let stop = |byte: &u8| {
                let byte = *byte;
                (byte == first)
                    | (byte == escape)
                    | (byte == newline)
                    | (byte == pair)
                    | (byte == hole)
                    | (byte == other_hole)
            };
            let Some(skipped) = rest.iter().position(stop) else { return (source.len(), PieceEnd::Closed) };
            at += skipped;
            let byte = source[at];
            if byte == b'\n' && !self.multiline {
                let end = if at > 0 && source[at - 1] == b'\r' { at - 1 } else { at };
                return (end, PieceEnd::Closed);
            }
            // Before escapes: Swift's holes begin with a backslash.
            if let Some(hole) = self.holes.iter().find(|hole| source[at..].starts_with(hole.open.as_bytes())) {
                if hole.not.is_empty() || !source[at..].starts_with(hole.not.as_bytes()) {
                    return (at, PieceEnd::Hole(*hole));
                }
                at += hole.not.len();
                continue;
            }
            let escaping = matches!(self.escape, Escape::Backslash | Escape::By(_)) && byte == escape;
            if escaping && !(byte == first && self.closes(source, at).is_some()) {
                let line_end = if source[at + 1..].starts_with(b"\r\n") { 3 } else { 2 };
                at = (at + line_end).min(source.len());
                continue;
            }
            if let Some(length) = self.closes(source, at) {
                if self.escape == Escape::Doubled && self.closes(source, at + length).is_some() {
                    at += 2 * length;
                    continue;
                }
                let mut end = at + length;
                // A raw string may end with quotes of its own: the last three close it.
                while self.escape == Escape::None && length == 3 && source.get(end) == Some(&b'"') {
                    end += 1;
                }
                return (end, PieceEnd::Closed);
            }
            if let Close::Paired { open, close, depth } = &mut self.close {
                if byte == *open {
                    *depth += 1;
                } else if byte == *close {
                    *depth -= 1;
                }
            }
            at += 1;
        }
    }
}
