//! The tokens of RTF (RTF specification 1.9.1, "RTF Syntax").

/// A token.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word with its parameter.
    Word(&'a str, Option<i32>),
    /// A control symbol, such as the `~` of `\~`.
    Symbol(u8),
    /// A byte of text written as `\'hh`.
    Hex(u8),
    /// Text in the current character set.
    Text(&'a [u8]),
    /// The data behind `\bin`.
    Binary(&'a [u8]),
}

/// Cuts RTF into tokens.
pub struct Lexer<'a> {
    rest: &'a [u8],
    length: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, length: bytes.len() }
    }

    /// Bytes read so far.
    pub fn offset(&self) -> u64 {
        (self.length - self.rest.len()) as u64
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            self.take(1);
            return Some(self.hex());
        }
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            self.take(1);
            return Some(Token::Symbol(first));
        }
        let word = std::str::from_utf8(self.take(letters)).unwrap_or_default();
        let parameter = self.parameter();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            let size = usize::try_from(parameter.unwrap_or(0)).unwrap_or(0);
            return Some(Token::Binary(self.take(size)));
        }
        Some(Token::Word(word, parameter))
    }

    fn hex(&mut self) -> Token<'a> {
        let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                self.take(2);
                Token::Hex(byte)
            }
            None => Token::Text(&[]),
        }
    }

    fn parameter(&mut self) -> Option<i32> {
        let negative = self.rest.first() == Some(&b'-');
        let digits = self.rest.iter().skip(usize::from(negative)).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let text = std::str::from_utf8(self.take(digits + usize::from(negative))).unwrap_or_default();
        Some(text.parse().unwrap_or(if negative { i32::MIN } else { i32::MAX }))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.take(1);
                    return self.control();
                }
                // Line ends only make the source readable.
                b'\r' | b'\n' => {
                    self.take(1);
                }
                _ => {
                    let end = memchr::memchr3(b'{', b'}', b'\\', self.rest).unwrap_or(self.rest.len());
                    let part = self.rest.get(..end).unwrap_or_default();
                    let end = memchr::memchr2(b'\r', b'\n', part).unwrap_or(end);
                    return Some(Token::Text(self.take(end)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_one_space_or_at_anything_else() {
        let tokens: Vec<Token> = Lexer::new(b"{\\b1  x\\par\\u-10?\\'e9\\~y\r\nz\\*}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(1)),
            Token::Text(b" x"),
            Token::Word("par", None),
            Token::Word("u", Some(-10)),
            Token::Text(b"?"),
            Token::Hex(0xE9),
            Token::Symbol(b'~'),
            Token::Text(b"y"),
            Token::Text(b"z"),
            Token::Symbol(b'*'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn binary_data_is_no_text_and_ends_with_the_file() {
        let tokens: Vec<Token> = Lexer::new(b"\\bin3 {\\}x\\bin99 ab").collect();
        assert_eq!(tokens, [Token::Binary(b"{\\}"), Token::Text(b"x"), Token::Binary(b"ab")]);
        assert_eq!(Lexer::new(b"\\bin-5 a").collect::<Vec<_>>(), [Token::Binary(b""), Token::Text(b"a")]);
    }

    #[test]
    fn cut_controls_end_quietly() {
        for text in [&b"\\"[..], b"\\'", b"\\'4", b"\\u", b"\\u99999999999", b"\\'zz"] {
            assert!(Lexer::new(text).count() <= 3);
        }
    }
}
