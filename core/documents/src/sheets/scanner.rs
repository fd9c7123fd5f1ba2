//! Tags and text of the XML of workbooks, in one pass over its bytes.
//!
//! A sheet is millions of short tags. Matching end tags to start tags, which [`crate::xml::Walker`] does, takes several times
//! as long as all the rest, and finds nothing that would help to read a damaged sheet.

use std::borrow::Cow;

use lode_runtime::{Error, Job, Result};

use crate::xml::unescape;

/// Tokens between two looks at the clock.
const TOKENS_PER_CHECK: u32 = 8192;

/// A piece of XML. Names are without prefixes.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The start tag of an element that has content.
    Start(&'a str, Attributes<'a>),
    /// An element without content.
    Empty(&'a str, Attributes<'a>),
    /// An end tag.
    End(&'a str),
    /// Text, references resolved.
    Text(Cow<'a, str>),
}

/// The attributes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// As they are written.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub fn get(mut self, name: &str) -> Option<Cow<'a, str>> {
        self.find(|(key, _)| local(key) == name).map(|(_, value)| unescape(value))
    }

    /// The value of the attribute with this name as a number.
    pub fn number<N: std::str::FromStr>(self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }
}

impl<'a> Iterator for Attributes<'a> {
    /// Prefix and name, and value with its references.
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0.as_bytes();
        let equals = bytes.iter().position(|byte| *byte == b'=')?;
        let name = self.0.get(..equals)?.trim_ascii();
        let open = equals + 1 + bytes.get(equals + 1..)?.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
        let quote = *bytes.get(open)?;
        let close = open + 1 + bytes.get(open + 1..)?.iter().position(|byte| *byte == quote)?;
        let value = self.0.get(open + 1..close)?;
        self.0 = self.0.get(close + 1..)?;
        Some((name, value))
    }
}

/// The part of a name after its prefix.
pub fn local(name: &str) -> &str {
    match name.bytes().rposition(|byte| byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// Reads tokens one after another.
pub struct Scanner<'a> {
    text: &'a str,
    place: usize,
    job: &'a Job,
    until_check: u32,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'a str, job: &'a Job) -> Self {
        Self { text, place: 0, job, until_check: TOKENS_PER_CHECK }
    }

    /// The next token; none at the end.
    ///
    /// # Errors
    /// `Parse` where the text ends inside a tag, `Cancelled`, `Timeout`.
    pub fn next(&mut self) -> Result<Option<Token<'a>>> {
        self.until_check -= 1;
        if self.until_check == 0 {
            self.until_check = TOKENS_PER_CHECK;
            self.job.check()?;
        }
        loop {
            let rest = self.text.get(self.place..).unwrap_or_default();
            let Some(tag) = rest.strip_prefix('<') else {
                if rest.is_empty() {
                    return Ok(None);
                }
                let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.place += end;
                return Ok(Some(Token::Text(unescape(rest.get(..end).unwrap_or_default()))));
            };
            if let Some(token) = self.read_tag(tag).ok_or_else(|| self.cut())? {
                return Ok(Some(token));
            }
        }
    }

    /// Reads what follows a `<`; `Some(None)` for what is no content, `None` where the text ends too early.
    fn read_tag(&mut self, tag: &'a str) -> Option<Option<Token<'a>>> {
        match tag.as_bytes().first()? {
            b'/' => {
                let end = memchr::memchr(b'>', tag.as_bytes())?;
                self.place += end + 2;
                Some(Some(Token::End(local(tag.get(1..end)?.trim_ascii_end()))))
            }
            b'!' if tag.starts_with("![CDATA[") => {
                let data = tag.get(8..)?;
                let end = memchr::memmem::find(data.as_bytes(), b"]]>")?;
                self.place += end + 12;
                Some(Some(Token::Text(Cow::Borrowed(data.get(..end)?))))
            }
            b'!' if tag.starts_with("!--") => {
                self.place += memchr::memmem::find(tag.as_bytes(), b"-->")? + 4;
                Some(None)
            }
            b'!' | b'?' => {
                self.place += memchr::memchr(b'>', tag.as_bytes())? + 2;
                Some(None)
            }
            _ => {
                let end = tag_end(tag.as_bytes())?;
                self.place += end + 2;
                let inside = tag.get(..end)?;
                let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
                let name_end = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
                let (name, attributes) = inside.split_at_checked(name_end)?;
                let (name, attributes) = (local(name), Attributes(attributes));
                Some(Some(if is_empty { Token::Empty(name, attributes) } else { Token::Start(name, attributes) }))
            }
        }
    }

    /// Name and attributes of the next element that begins; none at the end.
    ///
    /// # Errors
    /// As [`Scanner::next`].
    pub fn next_element(&mut self) -> Result<Option<(&'a str, Attributes<'a>)>> {
        while let Some(token) = self.next()? {
            if let Token::Start(name, attributes) | Token::Empty(name, attributes) = token {
                return Ok(Some((name, attributes)));
            }
        }
        Ok(None)
    }

    /// Adds all text up to the end tag with this name.
    ///
    /// # Errors
    /// As [`Scanner::next`], and `Parse` where that tag is missing.
    pub fn text_until(&mut self, name: &str, out: &mut String) -> Result<()> {
        loop {
            match self.next()?.ok_or_else(|| self.cut())? {
                Token::Text(text) => out.push_str(&text),
                Token::End(end) if end == name => return Ok(()),
                _ => {}
            }
        }
    }

    /// Goes past the end tag with this name.
    ///
    /// # Errors
    /// As [`Scanner::next`], and `Parse` where that tag is missing.
    pub fn skip_until(&mut self, name: &str) -> Result<()> {
        while self.next()?.ok_or_else(|| self.cut())? != Token::End(name) {}
        Ok(())
    }

    /// The error for a text that ends too early.
    pub fn cut(&self) -> Error {
        Error::parse("the XML ends inside an element").at_offset(self.place as u64)
    }
}

/// Where the tag ends: the first `>` outside of quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = 0u8;
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'>' if quote == 0 => return Some(index),
            b'"' | b'\'' if quote == 0 => quote = *byte,
            _ if *byte == quote => quote = 0,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use lode_runtime::ErrorCode;

    use super::*;

    fn tokens(text: &str) -> Result<Vec<String>> {
        let job = Job::default();
        let mut scanner = Scanner::new(text, &job);
        let mut all = Vec::new();
        while let Some(token) = scanner.next()? {
            all.push(match token {
                Token::Start(name, attributes) => format!("<{name}{:?}", attributes.collect::<Vec<_>>()),
                Token::Empty(name, attributes) => format!("<{name}/{:?}", attributes.collect::<Vec<_>>()),
                Token::End(name) => format!("/{name}"),
                Token::Text(text) => text.into_owned(),
            });
        }
        Ok(all)
    }

    #[test]
    fn tags_lose_their_prefix_and_text_its_references() {
        let xml = "<?xml version='1.0'?><x:c r=\"A1\" t = 's' ><!-- <v> --><x:v>a&lt;b</x:v ><f/></x:c>";
        let expected = [r#"<c[("r", "A1"), ("t", "s")]"#, "<v[]", "a<b", "/v", "<f/[]", "/c"];
        assert_eq!(tokens(xml).unwrap(), expected);
    }

    #[test]
    fn a_greater_than_sign_inside_quotes_does_not_end_a_tag() {
        assert_eq!(tokens(r#"<a b="1>2" c='"/>'>x"#).unwrap(), [r#"<a[("b", "1>2"), ("c", "\"/>")]"#, "x"]);
    }

    #[test]
    fn character_data_is_text_as_it_stands() {
        assert_eq!(tokens("<v><![CDATA[a&lt;<b>]]></v>").unwrap(), ["<v[]", "a&lt;<b>", "/v"]);
    }

    #[test]
    fn a_text_that_ends_inside_a_tag_is_a_parse_error_with_its_offset() {
        for text in ["<a><b", "<a></", "<a><!-- ", "<a><![CDATA[", "<a>< b=\"", "<a><"] {
            let error = tokens(text).unwrap_err();
            assert_eq!((error.code, error.offset), (ErrorCode::Parse, Some(3)), "{text}");
        }
    }
}
