//! Elements of JSX between code.

use crate::token::{Token, TokenKind};

use super::code::Code;

impl<F: FnMut(Token)> Code<'_, F> {
    /// An element, if an operand is expected and it does not look like type parameters.
    pub(super) fn jsx_element(&mut self, at: usize) -> Option<usize> {
        if self.after_operand() {
            return None;
        }
        let next = *self.source.get(at + 1)?;
        let names = next.is_ascii_alphabetic() || next == b'_' || next == b'$';
        if next != b'>' && (!names || self.is_type_parameter(at + 1)) {
            return None;
        }
        self.punctuate(at);
        Some(self.jsx(at + 1, 0, true))
    }

    /// `<T,>(…) => …`, `<T extends …>(…) => …`.
    fn is_type_parameter(&self, at: usize) -> bool {
        let rest = &self.source[self.word_end(at)..];
        let rest = rest.trim_ascii_start();
        rest.starts_with(b",") || rest.starts_with(b"extends ") || rest.starts_with(b"=") && !rest.starts_with(b"=\"")
    }

    fn punctuate(&mut self, at: usize) -> usize {
        self.push(TokenKind::Punctuation, self.tables.single[usize::from(self.source[at])], at, at + 1)
    }

    /// Reads on inside `depth` elements, in a tag or between tags, to the end of the outermost or the next code.
    pub(super) fn jsx(&mut self, mut at: usize, mut depth: u32, mut tag: bool) -> usize {
        let mut closing = false;
        // Type arguments: `<List<Item> …>`.
        let mut angles = 0u32;
        let mut slash = false;
        while let Some(&byte) = self.source.get(at) {
            if !tag {
                at = self.jsx_text(at);
                match self.source.get(at) {
                    Some(b'<') => {
                        self.punctuate(at);
                        at += 1;
                        tag = true;
                        closing = self.source.get(at) == Some(&b'/');
                        slash = false;
                        if closing {
                            at = self.punctuate(at);
                        }
                    }
                    Some(_) => match self.enter_jsx(at, depth, false) {
                        Some(code) => return code,
                        None => at += 1,
                    },
                    None => break,
                }
                continue;
            }
            match byte {
                b'>' => {
                    at = self.punctuate(at);
                    if angles > 0 {
                        angles -= 1;
                        continue;
                    }
                    tag = false;
                    if closing {
                        depth = depth.saturating_sub(1);
                    } else if !slash {
                        depth += 1;
                    }
                    if depth == 0 {
                        // What follows an element follows an operand.
                        self.last = TokenKind::String as u8;
                        return at;
                    }
                }
                b'{' => match self.enter_jsx(at, depth, true) {
                    Some(code) => return code,
                    None => at += 1,
                },
                b'"' | b'\'' => {
                    let length = memchr::memchr(byte, &self.source[at + 1..]);
                    let end = length.map_or(self.source.len(), |length| at + length + 2);
                    at = self.push_kind(TokenKind::String, at, end);
                }
                b'/' if self.begins(at, "/*") || self.begins(at, "//") => {
                    at = self.comment_end(at).unwrap_or(at + 1);
                }
                b'<' => {
                    angles += 1;
                    at = self.punctuate(at);
                }
                _ if self.tables.word[usize::from(byte)] => {
                    let mut end = self.word_end(at + 1);
                    while self.source.get(end) == Some(&b'-') {
                        end = self.word_end(end + 1);
                    }
                    at = self.push_kind(TokenKind::Identifier, at, end);
                }
                _ if byte.is_ascii_punctuation() => {
                    slash = byte == b'/';
                    at = self.punctuate(at);
                }
                _ => at += 1,
            }
        }
        self.source.len()
    }

    /// Gives the text from `at` to the next tag or code, without the white space around it; where it ends.
    fn jsx_text(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        let end = memchr::memchr2(b'<', b'{', rest).unwrap_or(rest.len());
        let text = &rest[..end];
        let trimmed = text.trim_ascii_start();
        let start = at + text.len() - trimmed.len();
        let length = trimmed.trim_ascii_end().len();
        if length > 0 {
            self.push_kind(TokenKind::Text, start, start + length);
        }
        at + end
    }
}
