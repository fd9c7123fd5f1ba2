//! Tags with thousands of attributes, which the tokenizer would compare each with each.

use std::borrow::Cow;

/// Tags up to this length are left alone.
const LONG_TAG_BYTES: usize = 8 << 10;

/// Attributes of a long tag that are kept.
const MAX_ATTRIBUTES: usize = 500;

/// `html` with long tags cut to their first attributes. No tag that people write is touched.
pub fn without_needless_attributes(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        at = start;
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let near = bytes.get(start..bytes.len().min(start + LONG_TAG_BYTES)).unwrap_or_default();
        if memchr::memchr(b'>', near).is_some() {
            continue;
        }
        let tag = bytes.get(start..).unwrap_or_default();
        let (cut, end) = tag_parts(tag);
        if let Some(cut) = cut {
            kept.push_str(html.get(copied..start + cut).unwrap_or_default());
            copied = start + end;
        }
        at = start + end;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where a tag has more attributes than are kept, and where it ends.
fn tag_parts(tag: &[u8]) -> (Option<usize>, usize) {
    let mut attributes = 0;
    let mut cut = None;
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in tag.iter().enumerate() {
        match (quote, *byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
            (None, b'>') => return (cut, at),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => {
                attributes += 1;
                if attributes == MAX_ATTRIBUTES * 2 {
                    cut = Some(at);
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = *byte;
        }
    }
    (cut, tag.len())
}
