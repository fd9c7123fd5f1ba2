//! Expansions of shells: `${name:-word}`, `$((1 + n))`.

use std::sync::LazyLock;

use crate::token::{Token, TokenKind};

use super::code::Code;
use super::grammars::shell;
use super::tables::Tables;

/// The longest arithmetic that is looked for.
const LONGEST: usize = 4096;

impl<F: FnMut(Token)> Code<'_, F> {
    /// `${`
    pub(super) fn expansion(&mut self, at: usize) -> Option<usize> {
        if !self.begins(at, "${") {
            return None;
        }
        let code = self.tables.code_of("${");
        self.note_open(b'{');
        let end = self.push(TokenKind::Punctuation, code, at, at + 2);
        Some(self.parameter(end))
    }

    /// The parameter after `${`, and the operator after it (POSIX 2.6.2; Bash manual 3.5.3).
    pub(super) fn parameter(&mut self, start: usize) -> usize {
        let byte = |at: usize| self.source.get(at).copied().unwrap_or(0);
        let is_word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        let mark = matches!(byte(start), b'#' | b'!') && is_word(byte(start + 1));
        let from = start + usize::from(mark);
        let mut to =
            from + self.source[from.min(self.source.len())..].iter().take_while(|byte| is_word(**byte)).count();
        if to == from {
            // A special parameter.
            if !matches!(byte(from), b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') {
                return start;
            }
            to += 1;
        }
        let operator = match (byte(to), byte(to + 1)) {
            (b':', b'-' | b'=' | b'?' | b'+') => 2,
            (first @ (b'#' | b'%' | b'/' | b'^' | b','), second) if first == second => 2,
            (b'/', b'#' | b'%') => 2,
            (b'-' | b'=' | b'?' | b'+' | b'#' | b'%' | b'/' | b'^' | b',' | b'@' | b':', _) => 1,
            _ => 0,
        };
        if mark {
            let code = self.tables.single[usize::from(self.source[start])];
            self.push(TokenKind::Punctuation, code, start, from);
        }
        self.push_kind(TokenKind::Identifier, from, to);
        if operator > 0 {
            let code = self.tables.single[usize::from(self.source[to])];
            self.push(TokenKind::Punctuation, code, to, to + operator);
        }
        to + operator
    }

    /// `((` or `$((`, up to the last parenthesis: what is between has other words.
    pub(super) fn arithmetic(&mut self, at: usize) -> Option<usize> {
        static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::new("shell", &shell::ARITHMETIC));
        let source = self.source;
        let expanded = source[..at].ends_with(b"$(");
        let doubled = source[..at].ends_with(b"(") && self.last_end == at;
        if at < self.no_arithmetic_before || !expanded && !doubled {
            return None;
        }
        let mut depth = 0_usize;
        let rest = &source[at..source.len().min(at + LONGEST)];
        let closes = |byte: &u8| {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            depth == 0
        };
        let length = rest.iter().position(closes).unwrap_or(rest.len());
        if rest.get(length + 1) != Some(&b')') {
            // Nor is what is between, so each byte is looked at once.
            self.no_arithmetic_before = at + length;
            return None;
        }
        self.note_open(b'(');
        self.push(TokenKind::Punctuation, self.tables.single[usize::from(b'(')], at, at + 1);
        let (tables, depth) = (std::mem::replace(&mut self.tables, &TABLES), self.depth);
        self.source = &source[..at + length];
        self.run(at + 1);
        (self.tables, self.source, self.depth) = (tables, source, depth.min(self.depth));
        Some(at + length)
    }
}
