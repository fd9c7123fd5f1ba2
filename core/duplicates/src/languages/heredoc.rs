//! Heredocs: texts on the lines after the one that names their end.

use crate::token::{Token, TokenKind};

use super::code::Code;
use super::grammar::HeredocStyle;

/// How many may wait for the end of their line; more are read as code.
const MOST: usize = 8;

/// Heredocs whose texts begin after this line.
#[derive(Clone, Copy, Default)]
pub(super) struct Heredocs {
    waiting: [Heredoc; MOST],
    count: usize,
    /// One was found that has no end.
    unended: bool,
}

#[derive(Clone, Copy, Default)]
struct Heredoc {
    /// Where the label is in the source.
    from: usize,
    to: usize,
    /// Whether the end may be indented.
    indented: bool,
    /// Whether code may follow the end on its line.
    inline: bool,
}

impl Heredocs {
    pub(super) fn pending(&self) -> bool {
        self.count > 0
    }
}

impl<F: FnMut(Token)> Code<'_, F> {
    pub(super) fn heredoc(&mut self, style: HeredocStyle, start: usize) -> Option<usize> {
        let source = self.source;
        let php = style == HeredocStyle::Php;
        let mark = if php { "<<<" } else { "<<" };
        if !self.begins(start, mark) || self.begins(start, "<<<") != php {
            return None;
        }
        let mut at = start + mark.len();
        let mut indented = php;
        if !php && matches!(source.get(at), Some(b'-' | b'~')) {
            indented = true;
            at += 1;
        } else if style == HeredocStyle::Ruby && self.after_operand() && self.last_end == start {
            // `list <<ITEM` names a text, `list<<ITEM` appends.
            return None;
        }
        while matches!(style, HeredocStyle::Shell | HeredocStyle::Php) && matches!(source.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        if style == HeredocStyle::Perl {
            // White space may stand before a quoted label (perlop, "<<EOF").
            let spaces = source[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            at += if matches!(source.get(at + spaces), Some(b'"' | b'\'')) { spaces } else { 0 };
        }
        let quote = source.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\'' | b'`' | b'\\'));
        let from = at + usize::from(quote.is_some());
        let to = match quote {
            Some(b'\\') | None => self.label_end(from),
            Some(quote) => from + memchr::memchr2(quote, b'\n', source.get(from..)?)?,
        };
        let names = source.get(from).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80);
        if to == from || !names && (quote.is_none() || style != HeredocStyle::Perl) {
            return None;
        }
        let end = if matches!(quote, Some(b'\\') | None) { to } else { to + 1 };
        let heredoc = Heredoc { from, to, indented, inline: php };
        if php {
            let body = (self.line_end(end) + 1).min(source.len());
            let end = self.body_end(body, heredoc).unwrap_or(source.len());
            return Some(self.push_kind(TokenKind::String, start, end));
        }
        if self.heredocs.unended || self.heredocs.count == MOST {
            return None;
        }
        if self.body_end((self.line_end(end) + 1).min(source.len()), heredoc).is_none() {
            // A shift: `1 << bits`. One look at the rest of the source is enough.
            self.heredocs.unended = true;
            return None;
        }
        let slot = self.heredocs.waiting.get_mut(self.heredocs.count)?;
        *slot = heredoc;
        self.heredocs.count += 1;
        Some(self.push_kind(TokenKind::String, start, end))
    }

    fn label_end(&self, mut at: usize) -> usize {
        while self.source.get(at).is_some_and(|byte| is_word(*byte)) {
            at += 1;
        }
        at
    }

    /// Reads the texts that wait, from the start of a line; where code goes on.
    pub(super) fn heredoc_bodies(&mut self, mut at: usize) -> usize {
        let heredocs = std::mem::take(&mut self.heredocs);
        for heredoc in &heredocs.waiting[..heredocs.count] {
            let at_start = at.min(self.source.len());
            at = self.body_end(at_start, *heredoc).unwrap_or(self.source.len());
            if at > at_start {
                // A line has ended: an operand may follow this text.
                let last = self.last;
                self.push_kind(TokenKind::String, at_start, at);
                self.last = last;
            }
        }
        at
    }

    /// Where the label that ends the text ends.
    fn body_end(&self, mut at: usize, heredoc: Heredoc) -> Option<usize> {
        let label = &self.source[heredoc.from..heredoc.to];
        while at < self.source.len() {
            let end = self.line_end(at);
            let line = &self.source[at..end];
            let found = if heredoc.indented { line.trim_ascii_start() } else { line };
            if let Some(rest) = found.strip_prefix(label)
                && (rest.trim_ascii_end().is_empty() || heredoc.inline && !is_word(rest[0]))
            {
                return Some(at + line.len() - rest.len());
            }
            at = (end + 1).min(self.source.len());
        }
        None
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
