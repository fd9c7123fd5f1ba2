//! A bounded walk over XML, as the readers of XML formats need it.
//!
//! A reader asks for the children of the element it stands in with [`Walker::next`], and either reads a child's own
//! children the same way, or passes over the child, whose children then come next. So unknown wrappers are
//! transparent, and each function that reads an element returns when that element ends.
//!
//! Names come without their namespace prefix. Entities of a document type definition are never expanded: a reference
//! to one stays in the text as it was written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use lode_runtime::{Error, Job, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Events between two looks at the clock: some 50 microseconds of work.
const EVENTS_PER_CHECK: u32 = 512;

/// The text of an XML file, decoded by its byte order mark, its declaration, or else as UTF-8. Bytes that the encoding
/// does not know become U+FFFD.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    // Appendix F of XML 1.0: without a mark, UTF-16 shows by the zero byte beside the first "<".
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => declared_encoding(bytes).unwrap_or(UTF_8),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding that `<?xml ... encoding="..."?>` names. UTF-16 cannot be: the declaration was read byte by byte.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256))?;
    let declaration = head.get(..memchr::memchr(b'>', head)?)?.strip_prefix(b"<?xml")?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let quoted = declaration.get(at + "encoding".len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = quoted.split_first()?;
    let label = rest.get(..memchr::memchr(*quote, rest)?)?;
    Encoding::for_label(label).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// What an element holds, in order.
#[derive(Debug)]
pub enum Node<'a> {
    /// A child element begins.
    Start(Tag<'a>),
    /// Text, with references resolved. One run of text may come in several pieces.
    Text(Cow<'a, str>),
}

/// The start tag of an element.
#[derive(Debug)]
pub struct Tag<'a> {
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without the prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        local(self.start.name().into_inner())
    }

    /// The attribute with this name, whatever its prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(key, _)| local(key) == name).map(|(_, value)| unescape(value))
    }

    /// The attribute with this name that has a prefix: `r:id` where there is an `id` as well.
    #[must_use]
    pub fn prefixed_attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(key, _)| key.contains(':') && local(key) == name).map(|(_, value)| unescape(value))
    }

    /// The attribute with this name as a number.
    #[must_use]
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// All attributes in one pass: names, prefixes and all, and values as they are written, references unresolved.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.start.attributes_raw();
        std::iter::from_fn(move || {
            let equals = memchr::memchr(b'=', rest.as_bytes())?;
            let name = rest.get(..equals)?.trim_ascii();
            let quoted = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = quoted.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
            let value = quoted.get(1..)?;
            let end = memchr::memchr(quote, value.as_bytes())?;
            rest = value.get(end + 1..)?;
            Some((name, value.get(..end)?))
        })
    }
}

/// A name without its prefix. Names are short: a plain search is the fastest.
fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// Walks over one XML file. Elements are nested no deeper than the limit, so functions that call themselves for each
/// level do not exhaust the stack.
pub struct Walker<'a> {
    reader: Reader<&'a [u8]>,
    job: &'a Job,
    depth: u64,
    deepest: u64,
    /// The last tag was empty: its end comes next.
    ending: bool,
    until_check: u32,
}

impl<'a> Walker<'a> {
    /// Starts before the root element of `text`.
    #[must_use]
    pub fn new(text: &'a str, job: &'a Job) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.check_comments = false;
        let deepest = job.limits().nesting_depth.get();
        Self { reader, job, depth: 0, deepest, ending: false, until_check: EVENTS_PER_CHECK }
    }

    /// How many elements are open. Right after a [`Node::Start`], that element is one of them.
    #[must_use]
    pub fn depth(&self) -> u64 {
        self.depth
    }

    /// The byte offset in the decoded text.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next node inside the element that was open at `depth`; `None` once that element has ended. At depth 0 it is
    /// the whole file.
    ///
    /// # Errors
    /// `Parse` where the XML is not well-formed or ends early, `LimitNestingDepth`, `Cancelled`, `Timeout`.
    pub fn next(&mut self, depth: u64) -> Result<Option<Node<'a>>> {
        loop {
            if self.ending {
                self.ending = false;
                self.depth -= 1;
            }
            if self.depth < depth {
                return Ok(None);
            }
            self.until_check -= 1;
            if self.until_check == 0 {
                self.until_check = EVENTS_PER_CHECK;
                self.job.check()?;
            }
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.descend()?;
                    return Ok(Some(Node::Start(Tag { start })));
                }
                Ok(Event::Empty(start)) => {
                    self.descend()?;
                    self.ending = true;
                    return Ok(Some(Node::Start(Tag { start })));
                }
                // The reader has matched the end with its start, so there is one.
                Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
                Ok(Event::Text(text)) => return Ok(Some(Node::Text(text.into_inner()))),
                Ok(Event::CData(text)) => return Ok(Some(Node::Text(text.into_inner()))),
                Ok(Event::GeneralRef(name)) => return Ok(Some(Node::Text(resolve(&name)))),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) if self.depth == 0 => return Ok(None),
                Ok(Event::Eof) => {
                    let open = self.depth;
                    return Err(Error::parse(format!("the XML ends early, {open} elements are still open"))
                        .at_offset(self.offset()));
                }
                Err(error) => {
                    return Err(Error::parse(format!("the XML is not well-formed: {error}"))
                        .at_offset(self.reader.error_position()));
                }
            }
        }
    }

    /// Goes to the end of the element whose [`Node::Start`] came last.
    ///
    /// # Errors
    /// As [`Walker::next`].
    pub fn skip(&mut self) -> Result<()> {
        let depth = self.depth;
        while self.next(depth)?.is_some() {}
        Ok(())
    }

    /// All text inside the element whose [`Node::Start`] came last, added to `text`.
    ///
    /// # Errors
    /// As [`Walker::next`].
    pub fn text_into(&mut self, text: &mut String) -> Result<()> {
        let depth = self.depth;
        while let Some(node) = self.next(depth)? {
            if let Node::Text(part) = node {
                text.push_str(&part);
            }
        }
        Ok(())
    }

    /// All text inside the element whose [`Node::Start`] came last.
    ///
    /// # Errors
    /// As [`Walker::next`].
    pub fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        self.text_into(&mut text)?;
        Ok(text)
    }

    fn descend(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > self.deepest {
            self.job.limits().nesting_depth(self.depth).map_err(|error| error.at_offset(self.offset()))?;
        }
        Ok(())
    }
}

/// The text of a reference, without `&` and `;`.
fn resolve(name: &str) -> Cow<'static, str> {
    let text = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return character(name).map_or_else(|| format!("&{name};"), String::from).into(),
    };
    Cow::Borrowed(text)
}

/// The character that `#38` or `#x26` stands for.
fn character(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?).filter(|character| *character != '\0')
}

/// Text in which references are resolved.
#[must_use]
pub fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(';') {
            Some((name, after)) => {
                plain.push_str(&resolve(name));
                plain.push_str(after);
            }
            None => {
                plain.push('&');
                plain.push_str(part);
            }
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;

    fn all_text(xml: &str) -> String {
        let job = Job::default();
        let mut walker = Walker::new(xml, &job);
        let mut text = String::new();
        while let Some(node) = walker.next(0).unwrap() {
            if let Node::Text(part) = node {
                text.push_str(&part);
            }
        }
        text
    }

    fn failure(xml: &str) -> Error {
        let job = Job::default();
        let mut walker = Walker::new(xml, &job);
        loop {
            match walker.next(0) {
                Ok(Some(_)) => {}
                Ok(None) => panic!("no error in {xml}"),
                Err(error) => return error,
            }
        }
    }

    #[test]
    fn predefined_and_numeric_references_become_characters() {
        assert_eq!(all_text("<a>&lt;&amp;&gt; &#65;&#x1F600;&apos;&quot;<![CDATA[<&>]]></a>"), "<&> A\u{1F600}'\"<&>");
        assert_eq!(unescape("a&amp;b&#x41;&c"), "a&bA&c");
    }

    #[test]
    fn entities_of_a_document_type_are_not_expanded() {
        let laughs = r#"<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;">]><a>&m;</a>"#;
        assert_eq!(all_text(laughs), "&m;");
    }

    #[test]
    fn unknown_elements_are_transparent_and_known_ones_are_read_by_their_own_function() {
        let job = Job::default();
        let mut walker = Walker::new("<r><x:p q='1' r:id='2'>one<b/>two</x:p><u><p>three</p></u>four</r>", &job);
        let mut seen = Vec::new();
        while let Some(node) = walker.next(0).unwrap() {
            match node {
                Node::Start(tag) if tag.name() == "p" => {
                    let id = tag.prefixed_attribute("id").map(Cow::into_owned);
                    seen.push(format!("{:?} {:?} {}", tag.attribute("q"), id, walker.text().unwrap()));
                }
                Node::Start(tag) if tag.name() == "b" => panic!("b is inside p"),
                Node::Start(_) => {}
                Node::Text(text) => seen.push(text.into_owned()),
            }
        }
        assert_eq!(seen, [r#"Some("1") Some("2") onetwo"#, "None None three", "four"]);
    }

    #[test]
    fn an_empty_element_ends_where_it_begins() {
        let job = Job::default();
        let mut walker = Walker::new("<r><e/>after</r>", &job);
        assert!(matches!(walker.next(0), Ok(Some(Node::Start(_)))));
        assert!(matches!(walker.next(0), Ok(Some(Node::Start(_)))));
        let inside = walker.depth();
        assert!(walker.next(inside).unwrap().is_none());
        assert!(matches!(walker.next(1), Ok(Some(Node::Text(text))) if text == "after"));
    }

    #[test]
    fn nesting_beyond_the_limit_is_an_error_with_its_offset() {
        let limits = Limits { nesting_depth: Limit::at_most(3), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let mut walker = Walker::new("<a><b><c><d/></c></b></a>", &job);
        let error = std::iter::from_fn(|| Some(walker.next(0))).find_map(Result::err).unwrap();
        assert_eq!((error.code, error.offset), (ErrorCode::LimitNestingDepth, Some(13)));
    }

    #[test]
    fn xml_that_is_cut_or_crossed_is_a_parse_error_with_its_offset() {
        let cut = failure("<a><b>text");
        assert_eq!((cut.code, cut.offset), (ErrorCode::Parse, Some(10)));
        for bad in ["<a><b></a></b>", "<a", "<a></a></b>", "<a><!-- ", "<a b='"] {
            assert_eq!(failure(bad).code, ErrorCode::Parse, "{bad}");
        }
    }

    #[test]
    fn a_cancelled_job_stops_the_walk() {
        let job = Job::default();
        job.cancel();
        let text = format!("<a>{}</a>", "<b/>".repeat(1000));
        let mut walker = Walker::new(&text, &job);
        let error = std::iter::from_fn(|| Some(walker.next(0))).find_map(Result::err).unwrap();
        assert_eq!(error.code, ErrorCode::Cancelled);
    }

    #[test]
    fn text_is_decoded_by_its_mark_its_declaration_or_as_utf_8() {
        assert_eq!(decode(b"\xEF\xBB\xBF<a>\xC3\xA9</a>"), "<a>\u{e9}</a>");
        assert!(decode(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>").ends_with("<a>\u{e9}</a>"));
        let utf_16: Vec<u8> = "\u{feff}<a>\u{e9}</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf_16), "<a>\u{e9}</a>");
        let unmarked: Vec<u8> = "<a>\u{e9}</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&unmarked), "<a>\u{e9}</a>");
        assert_eq!(decode(b"<a>\xFF</a>"), "<a>\u{fffd}</a>");
        assert_eq!(decode(b"<?xml encoding='utf-16'?><a/>"), "<?xml encoding='utf-16'?><a/>");
    }
}
