//! INI, properties and their relatives: sections, keys, and values that are texts to the end of their line.
//!
//! As Python's `configparser`, systemd, git and Java's `Properties` agree: a comment has a line of its own, a value goes on after
//! a backslash at the line's end, or on deeper lines.

use crate::token::{Token, TokenKind};

use super::tables::{LAYOUT, Tables};
use super::watch::Watch;

struct Ini<'a, F> {
    tables: &'a Tables,
    source: &'a [u8],
    emit: F,
}

/// Reads from `at` on.
pub(super) fn run(tables: &Tables, source: &[u8], watch: &Watch, mut at: usize, emit: impl FnMut(Token)) {
    let mut ini = Ini { tables, source, emit };
    // Whether the line before has a value that this one may go on with.
    let mut value = false;
    while at < source.len() && watch.goes_on(at) {
        let end = ini.line_end(at);
        let line = &source[at..end];
        let text = line.trim_ascii();
        let start = end - line.trim_ascii_start().len();
        let stop = start + text.len();
        match text.first() {
            None => value = false,
            Some(b'#' | b';') => {}
            Some(b'[') => {
                ini.section(start, stop);
                value = false;
            }
            Some(_) if value && start > at => ini.text(TokenKind::String, start, stop),
            Some(_) => value = ini.entry(start, stop),
        }
        if !matches!(text.first(), None | Some(b'#' | b';')) && end < source.len() {
            ini.push(TokenKind::Layout, LAYOUT, end, end + 1);
        }
        at = end + 1;
    }
}

impl<F: FnMut(Token)> Ini<'_, F> {
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.source[at..]).map_or(self.source.len(), |length| at + length)
    }

    fn push(&mut self, kind: TokenKind, code: u8, start: usize, end: usize) {
        (self.emit)(Token { kind, code, start: start as u32, end: end as u32 });
    }

    fn punctuate(&mut self, at: usize) {
        let code = self.tables.single[usize::from(self.source[at])];
        self.push(TokenKind::Punctuation, code, at, at + 1);
    }

    /// Gives what is between white space.
    fn text(&mut self, kind: TokenKind, start: usize, end: usize) {
        let text = &self.source[start..end];
        let start = end - text.trim_ascii_start().len();
        let end = start + text.trim_ascii().len();
        if start < end {
            self.push(kind, kind as u8, start, end);
        }
    }

    /// `[name]`, and perhaps a comment.
    fn section(&mut self, start: usize, stop: usize) {
        self.punctuate(start);
        match memchr::memchr(b']', &self.source[start..stop]) {
            Some(length) => {
                self.text(TokenKind::Identifier, start + 1, start + length);
                self.punctuate(start + length);
            }
            None => self.text(TokenKind::Identifier, start + 1, stop),
        }
    }

    /// `key = value`; whether a value may go on.
    fn entry(&mut self, start: usize, stop: usize) -> bool {
        let Some(length) = self.source[start..stop].iter().position(|byte| matches!(byte, b'=' | b':')) else {
            self.text(TokenKind::Identifier, start, stop);
            return false;
        };
        let at = start + length;
        self.text(TokenKind::Identifier, start, at);
        self.punctuate(at);
        self.text(TokenKind::String, at + 1, stop);
        true
    }
}
