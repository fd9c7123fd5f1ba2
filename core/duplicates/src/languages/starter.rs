//! Comments, strings and whatever else has its own rule.

use memchr::{memchr, memmem};

use crate::token::{Token, TokenKind};

use super::code::{Around, Code};
use super::grammar::{ANY_WORD, Starter};
use super::literal::{Close, Literal};
use super::perl;
use super::tables::Class;

impl<F: FnMut(Token)> Code<'_, F> {
    /// Reads what a starter at `at` begins; `None`: none fits.
    pub(super) fn starter(&mut self, at: usize) -> Option<usize> {
        let tables = self.tables;
        tables.starters(self.source[at]).find_map(|(_, starter)| self.start(starter, at))
    }

    fn start(&mut self, starter: &'static Starter, at: usize) -> Option<usize> {
        match starter {
            Starter::Quote(quote) => {
                let begins = self.begins(at, quote.open);
                begins.then(|| self.string(Literal::from(quote), at, at + quote.open.len()))
            }
            Starter::CharacterOrName => Some(self.character_or_name(at)),
            Starter::Hashed(_) => self.hashed(at, at),
            Starter::Delimited(_) | Starter::PerlQuote | Starter::Url => None,
            Starter::LongBracket(comment) => self.long_bracket(comment, at),
            Starter::RubyPercent => self.ruby_percent(at),
            Starter::CharacterAfter { mark, named, operand } => self.character_after(mark, *named, *operand, at),
            Starter::RadixNumber => self.radix_number(at),
            Starter::Transpose => self.transpose(at),
            Starter::Tagged(open, between, close) => self.tagged(*open, *between, close, at),
            Starter::Sigil { operators, special, .. } => self.sigil(operators, special, at),
            Starter::Symbol => self.symbol(at),
            Starter::TildeSigil => self.tilde_sigil(at),
            Starter::Regex { .. } => self.regex(at),
            Starter::PerlRegex => self.perl_regex(at),
            Starter::Directive => self.directive(at),
            Starter::Jsx => self.jsx_element(at),
            Starter::Expansion => self.expansion(at),
            Starter::Arithmetic => self.arithmetic(at),
            Starter::Heredoc(style) => self.heredoc(*style, at),
            comment => self.skip_comment(comment, at),
        }
    }

    /// Reads a string whose prefix is the word from `start` to `end`; `None`: it is no prefix.
    pub(super) fn prefixed(&mut self, start: usize, end: usize) -> Option<usize> {
        let source = self.source;
        let word = &source[start..end];
        let ignore_case = self.tables.grammar.ignore_case;
        let is_word = |prefix: &&str| {
            if *prefix == ANY_WORD {
                return self.tables.keyword(source, start, end).is_none();
            }
            let prefix = prefix.as_bytes();
            prefix == word || ignore_case && prefix.eq_ignore_ascii_case(word)
        };
        self.tables.grammar.starters.iter().find_map(|starter| match starter {
            Starter::Quote(quote) if quote.prefixes.iter().any(is_word) => {
                let begins = self.begins(end, quote.open);
                begins.then(|| self.string(Literal::from(quote), start, end + quote.open.len()))
            }
            Starter::Hashed(prefixes) if prefixes.iter().any(is_word) => self.hashed(start, end),
            Starter::Delimited(prefixes) if prefixes.iter().any(is_word) => self.delimited(start, end),
            Starter::PerlQuote if perl::QUOTES.iter().any(is_word) => self.perl_quote(start, end),
            Starter::Url if is_word(&"url") => self.url(start, end),
            _ => None,
        })
    }

    pub(super) fn begins(&self, at: usize, mark: &str) -> bool {
        self.source.get(at..).is_some_and(|rest| rest.starts_with(mark.as_bytes()))
    }

    /// Whether only white space stands before `at` on its line.
    pub(super) fn first_in_line(&self, at: usize) -> bool {
        is_first_in_line(self.source, at)
    }

    fn at_line_start(&self, at: usize) -> bool {
        at == 0 || self.source[at - 1] == b'\n'
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr(b'\n', &self.source[at..]).map_or(self.source.len(), |length| at + length)
    }

    /// The end of a comment that begins at `at`.
    pub(super) fn comment_end(&self, at: usize) -> Option<usize> {
        self.tables.starters(self.source[at]).find_map(|(_, starter)| self.skip_comment(starter, at))
    }

    fn skip_comment(&self, starter: &'static Starter, at: usize) -> Option<usize> {
        match starter {
            Starter::LineComment(mark) if self.begins(at, mark) && !self.is_operator(mark, at) => {
                Some(self.line_comment_end(at + mark.len()))
            }
            Starter::LineStartComment(mark) if self.begins(at, mark) && self.first_in_line(at) => {
                Some(self.line_comment_end(at + mark.len()))
            }
            Starter::ColumnComment(mark) if self.begins(at, mark) && self.at_line_start(at) => {
                Some(self.line_comment_end(at + mark.len()))
            }
            Starter::EndComment(mark) if self.begins(at, mark) && self.at_line_start(at) => {
                let end = self.line_end(at);
                (self.source[at..end].trim_ascii_end() == mark.as_bytes()).then_some(self.source.len())
            }
            Starter::Continuation(mark) if self.begins(at, mark) => self.continuation(at + mark.len()),
            Starter::LongBracket(comment) if self.begins(at, comment) => {
                self.long_bracket_end(at + comment.len()).or_else(|| Some(self.line_comment_end(at)))
            }
            Starter::SpacedComment(mark) if self.begins(at, mark) => {
                let spaced = at == 0
                    || matches!(self.source[at - 1], b' ' | b'\t' | b'\n' | b'\r' | b';' | b'(' | b')' | b'|' | b'&');
                spaced.then(|| self.line_comment_end(at + mark.len()))
            }
            Starter::BlockComment(open, close) if self.begins(at, open) => {
                let from = at + open.len();
                Some(self.block_comment_end(from, close.as_bytes()))
            }
            // `(*)` is an operator.
            Starter::NestedComment(open, close) if self.begins(at, open) && !self.begins(at, "(*)") => {
                Some(self.nested_comment_end(at + open.len(), open.as_bytes(), close.as_bytes()))
            }
            Starter::SectionComment(open, close) if self.begins(at, open) && self.at_line_start(at) => {
                Some(self.section_end(at, close))
            }
            _ => None,
        }
    }

    /// The end of a comment that `close` ends. Its last byte is looked for: `/` is rarer in comments than `*`.
    fn block_comment_end(&self, from: usize, close: &[u8]) -> usize {
        let last = close.last().copied().unwrap_or(b'\n');
        let mut at = from;
        while let Some(skipped) = memchr(last, &self.source[at..]) {
            at += skipped + 1;
            if at >= from + close.len() && self.source[..at].ends_with(close) {
                return at;
            }
        }
        self.source.len()
    }

    fn line_comment_end(&self, at: usize) -> usize {
        let mut end = self.line_end(at);
        let grammar = self.tables.grammar;
        if !grammar.stop.is_empty()
            && let Some(stop) = memmem::find(&self.source[at..end], grammar.stop.as_bytes())
        {
            return at + stop;
        }
        // C's line comments go on after a backslash.
        while grammar.starters.iter().any(|starter| matches!(starter, Starter::Delimited(_)))
            && end < self.source.len()
            && (self.source[at..end].ends_with(b"\\") || self.source[at..end].ends_with(b"\\\r"))
        {
            end = self.line_end(end + 1);
        }
        end
    }

    /// Whether what looks like the start of a comment is a longer operator, such as Haskell's `-->`.
    fn is_operator(&self, mark: &str, at: usize) -> bool {
        let grammar = self.tables.grammar;
        if mark != "--" || grammar.operator_characters.is_empty() {
            return false;
        }
        let next = self.source[at..].iter().find(|byte| **byte != b'-');
        next.is_some_and(|byte| self.tables.plain[usize::from(*byte)] == Class::OperatorRun)
    }

    /// Where the next line begins, if nothing but a comment is left of this one.
    fn continuation(&self, at: usize) -> Option<usize> {
        let blanks = self.source[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let mut at = at + blanks;
        if self.source.get(at).is_some_and(|byte| *byte != b'\n') {
            // Not another continuation: that would nest as deep as the line is long.
            let is_comment = |starter: &&Starter| matches!(starter, Starter::LineComment(_));
            let mut comments = self.tables.starters(self.source[at]).map(|(_, starter)| starter).filter(is_comment);
            at = comments.find_map(|starter| self.skip_comment(starter, at))?;
        }
        matches!(self.source.get(at), Some(b'\n') | None).then(|| (at + 1).min(self.source.len()))
    }

    fn nested_comment_end(&self, mut at: usize, open: &[u8], close: &[u8]) -> usize {
        let mut depth = 1u32;
        while let Some(rest) = self.source.get(at..) {
            let Some(skipped) = memchr::memchr2(open[0], close[0], rest) else { break };
            let rest = &rest[skipped..];
            at += skipped;
            if rest.starts_with(close) {
                at += close.len();
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            } else if rest.starts_with(open) {
                at += open.len();
                depth += 1;
            } else {
                at += 1;
            }
        }
        self.source.len()
    }

    fn section_end(&self, mut at: usize, close: &str) -> usize {
        loop {
            at = self.line_end(at);
            if at == self.source.len() {
                return at;
            }
            at += 1;
            if self.begins(at, close) {
                return self.line_end(at);
            }
        }
    }

    fn character_or_name(&mut self, at: usize) -> usize {
        let byte = |at: usize| self.source.get(at).copied().unwrap_or(0);
        let first = byte(at + 1);
        if first == b'\\' {
            // `'\''`: the escaped character is no end.
            let rest = self.source.get(at + 3..).unwrap_or_default();
            let end = rest.iter().take(16).position(|&byte| byte == b'\'' || byte == b'\n');
            return match end {
                Some(length) if rest[length] == b'\'' => self.push_kind(TokenKind::Character, at, at + 3 + length + 1),
                _ => self.push(TokenKind::Punctuation, self.tables.single[usize::from(b'\'')], at, at + 1),
            };
        }
        let width = match first {
            0xF0.. => 4,
            0xE0.. => 3,
            0xC0.. => 2,
            _ => 1,
        };
        if first != b'\n' && first != b'\'' && byte(at + 1 + width) == b'\'' {
            return self.push_kind(TokenKind::Character, at, at + width + 2);
        }
        if self.tables.word[usize::from(first)] {
            let end = self.word_end(at + 1);
            return self.push_kind(TokenKind::Identifier, at, end);
        }
        self.push(TokenKind::Punctuation, self.tables.single[usize::from(b'\'')], at, at + 1)
    }

    /// `r#"…"#`, `#"…"#`, `#"""…"""#`, `r#name`; the prefix is `start..at`.
    fn hashed(&mut self, start: usize, at: usize) -> Option<usize> {
        let rest = self.source.get(at..)?;
        // Rust's limit; it also keeps long runs of hashes quick.
        let hashes = rest.iter().take(255).take_while(|byte| **byte == b'#').count();
        let quotes = rest[hashes..].iter().take(3).take_while(|byte| **byte == b'"').count();
        if quotes == 0 {
            let is_word = hashes == 1 && start < at && self.tables.word[usize::from(*rest.get(1)?)];
            return is_word.then(|| {
                let end = self.word_end(at + 1);
                self.push_kind(TokenKind::Identifier, start, end)
            });
        }
        let triple = quotes == 3 && start == at;
        let count = if triple { 3 } else { 1 };
        let close = Close::Repeated { byte: b'"', count, hashes: hashes as u32 };
        let literal = Literal { multiline: triple || start < at, ..Literal::raw(close) };
        Some(self.string(literal, start, at + hashes + count as usize))
    }

    /// `R"x(…)x"`; the prefix is `start..at`.
    fn delimited(&mut self, start: usize, at: usize) -> Option<usize> {
        // At most 16 characters ([lex.string]).
        let rest = self.source.get(at + 1..)?;
        let length = rest.iter().take(17).position(|byte| *byte == b'(')?;
        let delimiter = &rest[..length];
        let body = at + 1 + length + 1;
        let mut close = [0u8; 18];
        close[0] = b')';
        close[1..=length].copy_from_slice(delimiter);
        close[length + 1] = b'"';
        let end = memmem::find(&self.source[body..], &close[..length + 2]);
        let end = end.map_or(self.source.len(), |found| body + found + length + 2);
        Some(self.push_kind(TokenKind::String, start, end))
    }

    /// A regular expression, if an operand is expected and it ends on this line.
    fn regex(&mut self, at: usize) -> Option<usize> {
        if at < self.no_regex_before || self.after_operand() {
            return None;
        }
        let mut end = at + 1;
        let mut class = false;
        loop {
            match self.source.get(end) {
                None | Some(b'\n') => {
                    // None begins before here: no need to look again.
                    self.no_regex_before = end;
                    return None;
                }
                Some(b'\\') => end += 1,
                Some(b'[') => class = true,
                Some(b']') => class = false,
                Some(b'/') if !class => break,
                Some(_) => {}
            }
            end += 1;
        }
        let end = self.word_end(end + 1);
        Some(self.push_kind(TokenKind::Regex, at, end))
    }

    /// `#  define`, as one keyword; the file of `#include`; the message of `#error` as text.
    fn directive(&mut self, at: usize) -> Option<usize> {
        if !self.first_in_line(at) {
            return None;
        }
        let mut start = at + 1;
        while matches!(self.source.get(start), Some(b' ' | b'\t')) {
            start += 1;
        }
        let end = self.word_end(start);
        let name = self.source.get(start..end)?;
        let mut text = [b'#'; 16];
        text.get_mut(1..=name.len())?.copy_from_slice(name);
        let code = self.tables.code_of(std::str::from_utf8(&text[..=name.len()]).ok()?);
        if code == 0 {
            return None;
        }
        self.push(TokenKind::Keyword, code, at, end);
        match name {
            b"include" | b"import" | b"include_next" => Some(self.included_file(end)),
            b"error" | b"warning" | b"region" | b"endregion" | b"pragma" if name != b"pragma" || text[0] != b'#' => {
                Some(self.message(end))
            }
            _ => Some(end),
        }
    }

    fn included_file(&mut self, mut at: usize) -> usize {
        while matches!(self.source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let line = &self.source[at..self.line_end(at)];
        match memchr(b'>', line) {
            Some(length) if line[0] == b'<' => self.push_kind(TokenKind::String, at, at + length + 1),
            _ => at,
        }
    }

    fn message(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let line = &self.source[at..end];
        let text = line.trim_ascii();
        if !text.is_empty() {
            let start = at + (line.len() - line.trim_ascii_start().len());
            self.push_kind(TokenKind::Text, start, start + text.len());
        }
        end
    }

    /// Enters the code of a JSX attribute or child.
    pub(super) fn enter_jsx(&mut self, at: usize, depth: u32, tag: bool) -> Option<usize> {
        let entered = self.enter(b'}', false, Around::Jsx { depth, tag });
        let code = self.tables.single[usize::from(b'{')];
        self.push(TokenKind::Punctuation, code, at, at + 1);
        entered.then_some(at + 1)
    }

    /// Whether a comment begins at `at`.
    pub(super) fn begins_comment(&self, at: usize) -> bool {
        self.comment_end(at).is_some()
    }
}

/// Whether only white space stands before `at` on its line.
pub(super) fn is_first_in_line(source: &[u8], at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default().iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    before.is_none_or(|byte| *byte == b'\n')
}
