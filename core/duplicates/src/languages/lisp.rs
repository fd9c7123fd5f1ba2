//! Numbers of the Lisps in other bases, and characters that are written with escapes.

use crate::token::{Token, TokenKind};

use super::code::Code;

impl<F: FnMut(Token)> Code<'_, F> {
    /// `#x1F`, `#b-1`, `#36rZZ` (Common Lisp HyperSpec 2.4.8; R7RS 7.1.1; Emacs Lisp manual, "Integer Basics").
    pub(super) fn radix_number(&mut self, at: usize) -> Option<usize> {
        let digits = self.source[at + 1..].iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
        let radix = at + 1 + digits;
        let known = match self.byte(radix) | 0x20 {
            b'x' | b'b' | b'o' | b'd' => digits == 0,
            b'r' => digits > 0,
            _ => false,
        };
        let sign = usize::from(matches!(self.byte(radix + 1), b'+' | b'-'));
        if !known || !self.byte(radix + 1 + sign).is_ascii_alphanumeric() {
            return None;
        }
        let end = self.word_end(radix + 1);
        Some(self.push_kind(TokenKind::Number, at, end))
    }

    /// The end of the escape whose backslash is at `at`, after `mark`: `?\\n`, `?\\C-\\M-a`, `?\\^I`, `?\\x1F`, `?\\101`, `?\\N{U+41}` (Emacs
    /// Lisp manual, "Character Type"; Ruby, "Character Literals"; Erlang reference manual, "Escape Sequences").
    pub(super) fn escape_end(&self, mut at: usize, mark: &str, operand: bool) -> usize {
        // Elsewhere `-` after an escape is a minus.
        let modifiers: &[u8] = match (mark, operand) {
            ("?", false) => b"ACHMSs",
            ("?", true) => b"CM",
            _ => b"",
        };
        let size = self.source.len();
        loop {
            let letter = self.byte(at + 1);
            let skipped = if modifiers.contains(&letter) && self.byte(at + 2) == b'-' {
                3
            } else if letter == b'^' && !operand {
                2
            } else {
                break;
            };
            at += skipped;
            if self.byte(at) != b'\\' {
                return (at + 1).min(size);
            }
        }
        let body = (at + 2).min(size);
        let rest = &self.source[body..];
        let length = match self.byte(at + 1) {
            b'x' | b'u' | b'U' | b'N' if rest.first() == Some(&b'{') => {
                rest.iter().take(80).position(|byte| *byte == b'}').map_or(0, |length| length + 1)
            }
            b'x' | b'u' | b'U' => rest.iter().take(8).take_while(|byte| byte.is_ascii_hexdigit()).count(),
            b'0'..=b'7' => rest.iter().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count(),
            _ => 0,
        };
        body + length
    }
}
