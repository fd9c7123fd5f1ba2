//! YAML.

use crate::token::{Token, TokenKind};

use super::tables::{DEDENT, INDENT, LAYOUT, Tables};
use super::watch::Watch;

struct Yaml<'a, F> {
    tables: &'a Tables,
    source: &'a [u8],
    emit: F,
    line_start: usize,
    /// The column of the key or the dash that a block of text would belong to.
    parent: usize,
    /// Brackets that are open.
    flow: u32,
    /// The line has tokens.
    begun: bool,
    indentation: usize,
}

/// Reads YAML from `at` on.
pub(super) fn run(tables: &Tables, source: &[u8], watch: &Watch, at: usize, emit: impl FnMut(Token)) {
    let mut yaml = Yaml { tables, source, emit, line_start: at, parent: 0, flow: 0, begun: false, indentation: 0 };
    yaml.run(watch, at);
}

impl<F: FnMut(Token)> Yaml<'_, F> {
    fn run(&mut self, watch: &Watch, mut at: usize) {
        while let Some(&byte) = self.source.get(at).filter(|_| watch.goes_on(at)) {
            at = match byte {
                b'\n' => self.newline(at),
                b' ' | b'\t' | b'\r' => at + 1,
                b'#' if self.after_space(at) => self.line_end(at),
                b'-' | b'.' if at == self.line_start && self.is_document_mark(at) => self.punctuate(at, at + 3),
                b'%' if at == self.line_start => self.push(TokenKind::Text, at, self.trimmed_end(at)),
                b'-' | b'?' | b':' if self.ends_word(at + 1) => {
                    if byte == b'-' {
                        self.parent = at - self.line_start;
                    }
                    self.punctuate(at, at + 1)
                }
                b'[' | b'{' => {
                    self.flow += 1;
                    self.punctuate(at, at + 1)
                }
                b']' | b'}' if self.flow > 0 => {
                    self.flow -= 1;
                    self.punctuate(at, at + 1)
                }
                b',' if self.flow > 0 => self.punctuate(at, at + 1),
                b':' if self.flow > 0 => self.punctuate(at, at + 1),
                b'&' | b'*' | b'!' => {
                    let end = self.word_end(at + 1);
                    self.push(TokenKind::Identifier, at, end)
                }
                b'"' | b'\'' => self.quoted(at),
                b'|' | b'>' if self.flow == 0 && self.is_block_header(at) => self.block(at),
                _ => self.plain(at),
            };
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) -> usize {
        self.begun = true;
        (self.emit)(Token { kind, code: kind as u8, start: start as u32, end: end as u32 });
        end
    }

    fn punctuate(&mut self, start: usize, end: usize) -> usize {
        self.begun = true;
        let text = std::str::from_utf8(&self.source[start..end]).unwrap_or_default();
        let code = self.tables.code_of(text);
        (self.emit)(Token { kind: TokenKind::Punctuation, code, start: start as u32, end: end as u32 });
        end
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.source[at..]).map_or(self.source.len(), |length| at + length)
    }

    fn trimmed_end(&self, at: usize) -> usize {
        at + self.source[at..self.line_end(at)].trim_ascii_end().len()
    }

    fn after_space(&self, at: usize) -> bool {
        at == 0 || self.source[at - 1].is_ascii_whitespace()
    }

    fn ends_word(&self, at: usize) -> bool {
        self.source.get(at).is_none_or(u8::is_ascii_whitespace)
    }

    fn is_document_mark(&self, at: usize) -> bool {
        let rest = &self.source[at..];
        (rest.starts_with(b"---") || rest.starts_with(b"...")) && self.ends_word(at + 3)
    }

    fn word_end(&self, at: usize) -> usize {
        let flow = self.flow > 0;
        let ends = |byte: &u8| byte.is_ascii_whitespace() || flow && matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
        let rest = &self.source[at..];
        at + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// The indentation of the next line that has something, and the code of the line end before it.
    fn newline(&mut self, at: usize) -> usize {
        self.line_start = at + 1;
        if std::mem::take(&mut self.begun) && self.flow == 0 {
            let mut column = 0;
            let mut next = at + 1;
            while let Some(&byte) = self.source.get(next) {
                match byte {
                    b' ' => column += 1,
                    b'\n' => column = 0,
                    b'\r' | b'\t' => {}
                    b'#' => {
                        next = self.line_end(next);
                        continue;
                    }
                    _ => break,
                }
                next += 1;
            }
            let code = match column.cmp(&self.indentation) {
                std::cmp::Ordering::Less => DEDENT,
                std::cmp::Ordering::Equal => LAYOUT,
                std::cmp::Ordering::Greater => INDENT,
            };
            self.indentation = column;
            (self.emit)(Token { kind: TokenKind::Layout, code, start: at as u32, end: at as u32 + 1 });
        }
        at + 1
    }

    fn quoted(&mut self, at: usize) -> usize {
        let quote = self.source[at];
        let mut end = at + 1;
        while let Some(&byte) = self.source.get(end) {
            end += 1;
            if byte == b'\\' && quote == b'"' {
                end += 1;
            } else if byte == b'\n' {
                self.line_start = end;
            } else if byte == quote {
                if quote == b'\'' && self.source.get(end) == Some(&b'\'') {
                    end += 1;
                    continue;
                }
                break;
            }
        }
        let end = end.min(self.source.len());
        self.note_key(at, end);
        self.push(TokenKind::String, at, end)
    }

    fn note_key(&mut self, start: usize, end: usize) {
        let is_key = self.source.get(end) == Some(&b':') && self.ends_word(end + 1);
        if is_key && self.flow == 0 && start >= self.line_start {
            self.parent = start - self.line_start;
        }
    }

    fn is_block_header(&self, at: usize) -> bool {
        let end = self.line_end(at);
        let header = &self.source[at + 1..end];
        let marks = header.iter().take_while(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9')).count();
        let rest = header[marks..].trim_ascii();
        rest.is_empty() || rest[0] == b'#'
    }

    /// `|` or `>`, and the deeper lines after it as one string.
    fn block(&mut self, at: usize) -> usize {
        let marks = self.source[at + 1..].iter().take_while(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9')).count();
        self.punctuate(at, at + 1);
        let from = (self.line_end(at + 1 + marks) + 1).min(self.source.len());
        let (mut line, mut end) = (from, from);
        while line < self.source.len() {
            let line_end = self.line_end(line);
            let text = &self.source[line..line_end];
            let indentation = text.iter().take_while(|byte| **byte == b' ').count();
            let blank = text.trim_ascii().is_empty();
            // Texts at the top level may begin in the first column, where nothing else is around them.
            if !blank && indentation <= self.parent && !(self.parent == 0 && indentation > 0) {
                break;
            }
            if !blank {
                end = line_end;
            }
            line = (line_end + 1).min(self.source.len());
        }
        if end == from {
            return from.saturating_sub(1).max(at + 1 + marks);
        }
        let text = &self.source[from..end];
        let start = end - text.trim_ascii_start().len();
        let length = self.source[start..end].trim_ascii_end().len();
        self.push(TokenKind::String, start, start + length);
        // The line end is still to be read.
        end
    }

    /// A scalar without quotes, to the end of its line at most.
    fn plain(&mut self, at: usize) -> usize {
        let mut end = at;
        while let Some(&byte) = self.source.get(end) {
            let ends = match byte {
                b'\n' => true,
                b':' => {
                    let next = self.source.get(end + 1).copied().unwrap_or(b'\n');
                    next.is_ascii_whitespace() || self.flow > 0 && matches!(next, b',' | b'[' | b']' | b'{' | b'}')
                }
                b'#' => end > at && self.after_space(end),
                b',' | b'[' | b']' | b'{' | b'}' => self.flow > 0,
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
        }
        let stop = end.max(at + 1);
        let end = at + self.source[at..stop].trim_ascii_end().len().max(1);
        let is_key = self.source.get(stop) == Some(&b':');
        if is_key {
            self.note_key(at, stop);
        }
        if let Some(code) = self.tables.keyword(self.source, at, end) {
            self.begun = true;
            (self.emit)(Token { kind: TokenKind::Keyword, code, start: at as u32, end: end as u32 });
            return end;
        }
        let number = self.source[at].is_ascii_digit()
            && self.source[at..end]
                .iter()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b'x' | b'_' | b'+' | b'-'));
        let kind = match () {
            () if is_key => TokenKind::Identifier,
            () if number => TokenKind::Number,
            () => TokenKind::String,
        };
        self.push(kind, at, end)
    }
}
