//! Quote-like operators and regular expressions of Perl (perlop, "Quote and Quote-like Operators").

use crate::token::{Token, TokenKind};

use super::code::Code;
use super::grammar::Escape;
use super::quote::closing;

/// Words that begin a quote-like operator.
pub(super) const QUOTES: &[&str] = &["q", "qq", "qw", "qr", "qx", "m", "s", "y", "tr"];
/// Bytes that may follow them.
pub(super) const AFTER_QUOTES: &str = " \t\n({[</!|\"'#%~@+:^,;-?*&.`=";

impl<F: FnMut(Token)> Code<'_, F> {
    /// `q(…)`, `s{…}{…}e`; the word is `start..at`.
    pub(super) fn perl_quote(&mut self, start: usize, at: usize) -> Option<usize> {
        if self.is_perl_name(start) {
            return None;
        }
        let word = &self.source[start..at];
        let open_at = self.skip_spaces(at);
        let open = self.byte(open_at);
        // `=>` makes a string of the word, `=` is mostly an assignment; a comment may follow white space.
        let begins = open.is_ascii_punctuation() && !matches!(open, b')' | b'}' | b']' | b'_');
        if !begins || open == b'=' && !self.binds() || open_at > at && matches!(open, b'#' | b';') {
            return None;
        }
        let matches = matches!(word, b"s" | b"y" | b"tr" | b"m" | b"qr");
        let mut end = self.delimited_end(open, open_at + 1, Escape::Backslash);
        if matches!(word, b"s" | b"y" | b"tr") {
            end = self.replacement_end(open, end);
        }
        if matches {
            end = self.letters_end(end);
        }
        Some(self.push_kind(if matches { TokenKind::Regex } else { TokenKind::String }, start, end))
    }

    /// Whether the word at `start` is a name, whatever it is: a variable, a method, a file test, what `sub` defines.
    fn is_perl_name(&self, start: usize) -> bool {
        let before = &self.source[..start];
        let marked = before.last().is_some_and(|byte| b"$@%&*-".contains(byte));
        marked
            || before.ends_with(b"::")
            || self.tables.member[usize::from(self.last)]
            || self.last == self.tables.code_of("sub")
    }

    /// The end of the second part of a substitution whose first ends at `at`; white space and comments may be between brackets.
    fn replacement_end(&self, open: u8, mut at: usize) -> usize {
        if closing(open) == open {
            return self.delimited_end(open, at, Escape::Backslash);
        }
        loop {
            let next = self.skip_spaces(at);
            if next == at || self.byte(next) != b'#' {
                return self.delimited_end(self.byte(next), (next + 1).min(self.source.len()), Escape::Backslash);
            }
            at = self.line_end(next);
        }
    }

    /// Whether what comes is to be matched.
    fn binds(&self) -> bool {
        ["=~", "!~"].iter().any(|operator| self.last == self.tables.code_of(operator))
    }

    fn skip_spaces(&self, at: usize) -> usize {
        at + self.source[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    /// `/…/`, if an operand is expected. It ends on its line but after `=~`, where nothing else can be meant.
    pub(super) fn perl_regex(&mut self, at: usize) -> Option<usize> {
        let binds = self.binds();
        if self.after_operand() || at < self.no_regex_before && !binds {
            return None;
        }
        let source = self.source;
        if !binds {
            self.source = &source[..self.line_end(at)];
        }
        // A slash between brackets ends it too.
        let end = self.delimited_end(b'/', at + 1, Escape::Backslash);
        self.source = source;
        if end == at + 1 || self.byte(end - 1) != b'/' {
            // None begins before here: no need to look again.
            self.no_regex_before = end;
            return None;
        }
        let end = self.letters_end(end);
        Some(self.push_kind(TokenKind::Regex, at, end))
    }
}
