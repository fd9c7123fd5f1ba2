//! Strings, characters and names whose form depends on what stands before them or at their start.

use memchr::memmem;

use crate::token::{Token, TokenKind};

use super::code::Code;
use super::grammar::{Escape, Hole};
use super::literal::{Close, Literal, PieceEnd};

/// The bracket that closes `open`; anything else closes itself.
pub(super) fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        other => other,
    }
}

impl<F: FnMut(Token)> Code<'_, F> {
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or(0)
    }

    /// The end of a text that `open`, right before `at`, begins; brackets nest in it.
    pub(super) fn delimited_end(&self, open: u8, at: usize, escape: Escape) -> usize {
        let close = closing(open);
        let close = if close == open {
            Close::Repeated { byte: open, count: 1, hashes: 0 }
        } else {
            Close::Paired { open, close, depth: 0 }
        };
        let mut literal = Literal { escape, ..Literal::raw(close) };
        match literal.piece(self.source, at) {
            (end, PieceEnd::Closed | PieceEnd::Hole(_)) => end,
        }
    }

    /// `[=[…]=]` of Lua.
    pub(super) fn long_bracket(&mut self, comment: &str, at: usize) -> Option<usize> {
        if self.begins(at, comment) {
            return self.comment_end(at);
        }
        let end = self.long_bracket_end(at)?;
        Some(self.push_kind(TokenKind::String, at, end))
    }

    pub(super) fn long_bracket_end(&self, at: usize) -> Option<usize> {
        let rest = self.source.get(at..)?.strip_prefix(b"[")?;
        let level = rest.iter().take_while(|byte| **byte == b'=').count();
        if rest.get(level) != Some(&b'[') {
            return None;
        }
        let mut from = at + level + 2;
        while let Some(length) = memchr::memchr(b']', &self.source[from..]) {
            let end = from + length + 1;
            let marks = self.source[end..].iter().take(level).take_while(|byte| **byte == b'=').count();
            if marks == level && self.byte(end + level) == b']' {
                return Some(end + level + 1);
            }
            from = end;
        }
        Some(self.source.len())
    }

    pub(super) fn letters_end(&self, at: usize) -> usize {
        at + self.source[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
    }

    /// `%w[…]`, `%(…)` of Ruby.
    pub(super) fn ruby_percent(&mut self, at: usize) -> Option<usize> {
        let letter = self.byte(at + 1);
        let named = matches!(letter, b'q' | b'Q' | b'w' | b'W' | b'i' | b'I' | b'r' | b'x' | b's');
        let open_at = at + 1 + usize::from(named);
        let open = self.byte(open_at);
        let bracket = matches!(open, b'(' | b'[' | b'{' | b'<');
        let allowed = bracket || named && matches!(open, b'|' | b'!' | b'/' | b'-' | b'^' | b'@' | b'~' | b'"' | b'\'');
        // `a %(b)` begins a string where an argument may stand.
        let argument = self.last == TokenKind::Identifier as u8 && self.last_end < at;
        if !allowed || self.after_operand() && !argument {
            return None;
        }
        if !matches!(letter, b'q' | b'w' | b'i' | b's' | b'r') {
            // As between double quotes, there may be code inside.
            let close = closing(open);
            let close = if close == open {
                Close::Repeated { byte: open, count: 1, hashes: 0 }
            } else {
                Close::Paired { open, close, depth: 0 }
            };
            const HOLES: &[Hole] = &[Hole::new("#{", b'}')];
            let literal = Literal { escape: Escape::Backslash, holes: HOLES, ..Literal::raw(close) };
            return Some(self.string(literal, at, open_at + 1));
        }
        let end = self.delimited_end(open, open_at + 1, Escape::Backslash);
        let (kind, end) =
            if letter == b'r' { (TokenKind::Regex, self.letters_end(end)) } else { (TokenKind::String, end) };
        Some(self.push_kind(kind, at, end))
    }

    /// `?a`, `$a`, `\a`, `#\newline`.
    pub(super) fn character_after(&mut self, mark: &str, named: bool, operand: bool, start: usize) -> Option<usize> {
        let at = start + mark.len();
        let first = self.byte(at);
        if !operand
            && matches!(mark, "\\" | "`")
            && self.begins(start, mark)
            && super::code::is_line_end(self.source, at)
        {
            // The line goes on.
            return Some((self.line_end(at) + 1).min(self.source.len()));
        }
        // In the name of a type: `List`1`.
        let in_name = mark == "`" && self.last_end == start && first.is_ascii_digit();
        if in_name
            || !self.begins(start, mark)
            || first == 0
            || operand && (self.after_operand() || first.is_ascii_whitespace())
        {
            return None;
        }
        let mut end = at + 1;
        if named {
            end = if self.tables.word[usize::from(first)] { self.word_end(end) } else { end };
        } else if first == b'\\' && mark != "\\" {
            end = self.escape_end(at, mark, operand);
        } else if operand && self.tables.word[usize::from(self.byte(end))] {
            // `x ?name : other`
            return None;
        }
        while self.byte(end) & 0xC0 == 0x80 {
            end += 1;
        }
        Some(self.push_kind(TokenKind::Character, start, end))
    }

    /// `'` right after an operand.
    pub(super) fn transpose(&mut self, at: usize) -> Option<usize> {
        let transposed = self.after_operand() && self.last_end == at || self.byte(at.wrapping_sub(1)) == b'\'';
        let code = self.tables.single[usize::from(b'\'')];
        (transposed && self.last_end == at).then(|| {
            let last = self.last;
            let end = self.push(TokenKind::Punctuation, code, at, at + 1);
            self.last = last;
            end
        })
    }

    /// `$tag$…$tag$`, `{tag|…|tag}`.
    pub(super) fn tagged(&mut self, open: u8, between: u8, close: &str, at: usize) -> Option<usize> {
        let rest = self.source.get(at + 1..)?;
        let length = rest.iter().take(64).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if rest.get(length) != Some(&between) || open == b'$' && rest[0].is_ascii_digit() {
            return None;
        }
        let mut mark = [0u8; 66];
        mark[0] = between;
        mark[1..=length].copy_from_slice(&rest[..length]);
        mark[length + 1] = close.as_bytes().first().copied()?;
        let body = at + length + 2;
        let end = memmem::find(&self.source[body..], &mark[..length + 2]);
        let end = end.map_or(self.source.len(), |found| body + found + length + 2);
        Some(self.push_kind(TokenKind::String, at, end))
    }

    /// `$name`, `@name`, `$1`.
    pub(super) fn sigil(&mut self, operators: &str, special: &str, start: usize) -> Option<usize> {
        let mark = self.source[start];
        if operators.as_bytes().contains(&mark) && self.after_operand() {
            return None;
        }
        let mut at = start + 1;
        if mark == b'@' && self.byte(at) == b'@' {
            at += 1;
        }
        // `$#list` of Perl, its last index.
        if mark == b'$'
            && self.byte(at) == b'#'
            && !special.contains('#')
            && matches!(self.byte(at + 1), b'{' | b'$' | b'_' | b'a'..=b'z' | b'A'..=b'Z')
        {
            let end = self.word_end(at + 1);
            return Some(self.push_kind(TokenKind::Identifier, start, end));
        }
        let next = self.byte(at);
        let end = if next == b'_' || next.is_ascii_alphabetic() || next >= 0x80 {
            self.word_end(at)
        } else if mark == b'$' && next.is_ascii_digit() {
            at + self.source[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
        } else if mark == b'$' && next != 0 && special.as_bytes().contains(&next) {
            at + 1
        } else {
            return None;
        };
        Some(self.push_kind(TokenKind::Identifier, start, end))
    }

    /// `:name`, `:"name"`.
    pub(super) fn symbol(&mut self, at: usize) -> Option<usize> {
        let before = self.byte(at.wrapping_sub(1));
        let next = self.byte(at + 1);
        if before == b':' || at > 0 && self.tables.word[usize::from(before)] {
            return None;
        }
        if next == b'"' {
            let end = self.delimited_end(b'"', at + 2, Escape::Backslash);
            return Some(self.push_kind(TokenKind::String, at, end));
        }
        if next != b'_' && !next.is_ascii_alphabetic() && next < 0x80 {
            return None;
        }
        let mut end = self.word_end(at + 1);
        if self.tables.ends_word[usize::from(self.byte(end))] {
            end += 1;
        }
        Some(self.push_kind(TokenKind::Identifier, at, end))
    }

    /// `~r/…/`, `~S"""…"""` of Elixir.
    pub(super) fn tilde_sigil(&mut self, at: usize) -> Option<usize> {
        let letters = self.source[at + 1..].iter().take(8).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let open_at = at + 1 + letters;
        let open = self.byte(open_at);
        if letters == 0 || !matches!(open, b'/' | b'|' | b'"' | b'\'' | b'(' | b'[' | b'{' | b'<') {
            return None;
        }
        let escape = if self.source[at + 1].is_ascii_uppercase() { Escape::None } else { Escape::Backslash };
        let triple = self.source[open_at..].starts_with(&[open, open, open]) && matches!(open, b'"' | b'\'');
        let end = if triple {
            let close = Close::Repeated { byte: open, count: 3, hashes: 0 };
            Literal { escape, ..Literal::raw(close) }.piece(self.source, open_at + 3).0
        } else {
            self.delimited_end(open, open_at + 1, escape)
        };
        let kind = if self.source[at + 1] | 0x20 == b'r' { TokenKind::Regex } else { TokenKind::String };
        let end = self.letters_end(end);
        Some(self.push_kind(kind, at, end))
    }

    /// `url(…)` without quotes; the word is `start..at`.
    pub(super) fn url(&mut self, start: usize, at: usize) -> Option<usize> {
        let rest = &self.source[at + 1..];
        let length = rest.iter().position(|byte| matches!(byte, b'(' | b')' | b'"' | b'\'' | b'\n' | b'$' | b'#'))?;
        if rest[length] != b')' || rest[..length].trim_ascii().is_empty() {
            return None;
        }
        Some(self.push_kind(TokenKind::String, start, at + 1 + length + 1))
    }
}
