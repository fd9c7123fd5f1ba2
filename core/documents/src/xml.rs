//! A bounded walk over XML, as the readers of XML formats need it.
//!
//! A reader asks for the children of the element it stands in with [`Walker::next`], and either reads a child's own
//! children the same way, or passes over the child, whose children then come next. So unknown wrappers are
//! transparent, and each function that reads an element returns when that element ends.
//!
//! Names and text are slices of the file, which is checked to be UTF-8 once.
//!
//! Names come without their namespace prefix. Entities of a document type definition are never expanded: a reference
//! to one stays in the text as it was written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use lode_runtime::{Error, Job, Result};

/// Events between two looks at the clock: some 50 microseconds of work.
const EVENTS_PER_CHECK: u32 = 512;

/// Names of entities and numbers of characters are no longer than this.
const LONGEST_REFERENCE: usize = 64;

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
    match std::str::from_utf8(bytes) {
        Ok(text) if encoding == UTF_8 => Cow::Borrowed(text),
        _ => encoding.decode_without_bom_handling(bytes).0,
    }
}

/// The encoding that `<?xml ... encoding="..."?>` names. UTF-16 cannot be: the declaration was read byte by byte.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256))?.strip_prefix(b"<?xml")?;
    let declaration = head.get(..memchr::memchr(b'>', head)?)?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let quoted = declaration.get(at + "encoding".len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = quoted.split_first()?;
    let label = rest.get(..memchr::memchr(*quote, rest)?)?;
    if label.eq_ignore_ascii_case(b"utf-8") {
        return Some(UTF_8);
    }
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
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Its name without the prefix.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The attribute with this name, whatever its prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|(key, _)| local(key) == name).map(|(_, value)| unescape(value))
    }

    /// The attribute with this name that has a prefix: `r:id` where there is an `id` as well.
    #[must_use]
    pub fn prefixed_attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(key, _)| key.len() > name.len() && local(key) == name)
            .map(|(_, value)| unescape(value))
    }

    /// The attribute with this name as a number.
    #[must_use]
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// All attributes in one pass: names, prefixes and all, and values as they are written, references unresolved.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.attributes;
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
    text: &'a str,
    at: usize,
    job: &'a Job,
    /// Names of the elements that are open, with their prefixes, outermost first.
    open: Vec<&'a str>,
    deepest: u64,
    /// The last tag was empty: its end comes next.
    ending: bool,
    until_check: u32,
}

impl<'a> Walker<'a> {
    /// Starts before the root element of `text`.
    #[must_use]
    pub fn new(text: &'a str, job: &'a Job) -> Self {
        let deepest = job.limits().nesting_depth.get();
        Self { text, at: 0, job, open: Vec::with_capacity(16), deepest, ending: false, until_check: EVENTS_PER_CHECK }
    }

    /// How many elements are open. Right after a [`Node::Start`], that element is one of them.
    #[must_use]
    pub fn depth(&self) -> u64 {
        self.open.len() as u64
    }

    /// How many elements are open around what came last. Ends are not told: what lies deeper has ended.
    #[must_use]
    pub fn depth_around(&self, last: &Node) -> u64 {
        self.depth() - u64::from(matches!(last, Node::Start(_)))
    }

    /// The byte offset in the decoded text.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.at as u64
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
                self.open.pop();
            }
            if self.depth() < depth {
                return Ok(None);
            }
            self.until_check -= 1;
            if self.until_check == 0 {
                self.until_check = EVENTS_PER_CHECK;
                self.job.check()?;
            }
            let rest = self.text.get(self.at..).unwrap_or_default();
            match rest.as_bytes() {
                [] if self.open.is_empty() => return Ok(None),
                [] => return Err(self.damaged(format!("it ends early, {} elements are still open", self.open.len()))),
                [b'<', b'/', ..] => self.end_tag(rest)?,
                [b'<', b'?', ..] => self.pass(rest, "?>", "a processing instruction")?,
                [b'<', b'!', b'-', b'-', ..] => self.pass(rest, "-->", "a comment")?,
                [b'<', b'!', b'[', ..] => return self.character_data(rest).map(Some),
                [b'<', b'!', ..] => self.document_type(rest)?,
                [b'<', ..] => return self.start_tag(rest).map(Some),
                [b'&', ..] => return Ok(Some(self.reference(rest))),
                bytes => {
                    let end = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                    self.at += end;
                    return Ok(Some(Node::Text(Cow::Borrowed(rest.get(..end).unwrap_or_default()))));
                }
            }
        }
    }

    fn start_tag(&mut self, rest: &'a str) -> Result<Node<'a>> {
        let end = tag_end(rest.as_bytes()).ok_or_else(|| self.damaged("a tag has no end".into()))?;
        let inside = rest.get(1..end).unwrap_or_default();
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let name_end = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(name_end).unwrap_or((inside, ""));
        if name.is_empty() {
            return Err(self.damaged("a tag has no name".into()));
        }
        self.at += end + 1;
        self.open.push(name);
        if self.depth() > self.deepest {
            self.job.limits().nesting_depth(self.depth()).map_err(|error| error.at_offset(self.offset()))?;
        }
        self.ending = is_empty;
        Ok(Node::Start(Tag { name: local(name), attributes }))
    }

    fn end_tag(&mut self, rest: &'a str) -> Result<()> {
        let end = memchr::memchr(b'>', rest.as_bytes()).ok_or_else(|| self.damaged("a tag has no end".into()))?;
        let name = rest.get(2..end).unwrap_or_default().trim_ascii_end();
        match self.open.last() {
            Some(open) if *open == name => {
                self.open.pop();
                self.at += end + 1;
                Ok(())
            }
            open => Err(self.damaged(format!("expected the end of <{}>, got </{name}>", open.unwrap_or(&"nothing")))),
        }
    }

    /// Passes over what ends with `end`.
    fn pass(&mut self, rest: &str, end: &str, what: &str) -> Result<()> {
        let length = rest.find(end).ok_or_else(|| self.damaged(format!("{what} has no end")))?;
        self.at += length + end.len();
        Ok(())
    }

    fn character_data(&mut self, rest: &'a str) -> Result<Node<'a>> {
        let inside = rest.strip_prefix("<![CDATA[").and_then(|inside| Some((inside, inside.find("]]>")?)));
        let Some((inside, length)) = inside else {
            return Err(self.damaged("character data has no end".into()));
        };
        self.at += "<![CDATA[]]>".len() + length;
        Ok(Node::Text(Cow::Borrowed(inside.get(..length).unwrap_or_default())))
    }

    /// Passes over a document type, its declarations in brackets included. What they declare is never used.
    fn document_type(&mut self, rest: &str) -> Result<()> {
        let mut brackets = 0_u32;
        let mut quote = None;
        for (at, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[') => brackets += 1,
                (None, b']') => brackets = brackets.saturating_sub(1),
                (None, b'>') if brackets == 0 => {
                    self.at += at + 1;
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(self.damaged("the document type has no end".into()))
    }

    /// A reference; an ampersand that begins none stands for itself.
    fn reference(&mut self, rest: &'a str) -> Node<'a> {
        let end = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
        let name = end.and_then(|end| rest.get(1..end)).filter(|name| is_reference(name));
        let (text, length) = name.map_or((Cow::Borrowed("&"), 1), |name| (resolve(name), name.len() + 2));
        self.at += length;
        Node::Text(text)
    }

    fn damaged(&self, what: String) -> Error {
        Error::parse(format!("the XML is not well-formed: {what}")).at_offset(self.offset())
    }

    /// Goes to the end of the element whose [`Node::Start`] came last.
    ///
    /// # Errors
    /// As [`Walker::next`].
    pub fn skip(&mut self) -> Result<()> {
        let depth = self.depth();
        while self.next(depth)?.is_some() {}
        Ok(())
    }

    /// All text inside the element whose [`Node::Start`] came last, added to `text`.
    ///
    /// # Errors
    /// As [`Walker::next`].
    pub fn text_into(&mut self, text: &mut String) -> Result<()> {
        let depth = self.depth();
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
}

/// Where the tag at the start of `bytes` ends: the first `>` outside of quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            quote @ (b'"' | b'\'') => at += memchr::memchr(*quote, bytes.get(at + 1..)?)? + 2,
            _ => at += 1,
        }
    }
}

fn is_reference(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_' | b'-' | b'.'))
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
        match part.split_once(';').filter(|(name, _)| is_reference(name)) {
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
        assert_eq!(unescape("a&amp;b&#x41;&c & d;"), "a&bA&c & d;");
        assert_eq!(all_text("<a>this & that; &amp; those</a>"), "this & that; & those");
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
        for bad in [
            "<a><b></a></b>",
            "<a",
            "<a></a></b>",
            "<a><!-- ",
            "<a b='",
            "<a><![CDATA[",
            "<!DOCTYPE a [",
            "<a>< ",
            "<?x",
        ] {
            assert_eq!(failure(bad).code, ErrorCode::Parse, "{bad}");
        }
    }

    #[test]
    fn quotes_keep_what_would_end_a_tag() {
        let job = Job::default();
        let mut walker = Walker::new("<a b='x>y' c=\"it's\" >text</a >", &job);
        let Ok(Some(Node::Start(tag))) = walker.next(0) else { panic!("no tag") };
        assert_eq!((tag.attribute("b").as_deref(), tag.attribute("c").as_deref()), (Some("x>y"), Some("it's")));
        assert_eq!(walker.text().unwrap(), "text");
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
