//! HTML and XHTML.
//!
//! The tokenizer is html5ever's, so tags, character references and raw text are read as browsers read them. No tree is built
//! from its tokens: `builder` turns them into blocks as they come, which takes memory for the text only, and time that grows
//! with the input however deep it nests.

mod builder;
mod guard;
mod meta;
mod note;
mod role;
mod table;

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::local_name;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use lode_runtime::{Bytes, Result};

use self::builder::Builder;
pub use self::note::Labels;
use crate::document::Document;
use crate::formats::Context;
use crate::text::charset::decode_text;

/// Text handed to the tokenizer at once; the job is checked in between.
const PIECE_BYTES: usize = 32 << 10;

/// Where a declaration of the character set is looked for. Browsers stop at 1,024 bytes; real files have it later.
const DECLARATION_BYTES: usize = 64 << 10;

/// Reads HTML.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes = bytes.as_ref().as_ref();
    let (text, charset) = decode_text(bytes, declared_charset(bytes).as_deref());
    let mut document = read_str(&text, context)?;
    document.metadata.charset = Some(charset.into());
    Ok(document)
}

/// Reads HTML that is decoded already. It is taken as XHTML, where `<p/>` is empty, when it has an XML declaration.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read_str(html: &str, context: &Context) -> Result<Document> {
    let start = html.trim_start_matches('\u{FEFF}').trim_start();
    built(html, Builder::new(context, start.starts_with("<?xml")), context)?.finish()
}

/// Reads a file of a book, XHTML whether or not it has an XML declaration. `notes` are those that its files so far refer to.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read_of_book(bytes: &[u8], file: &str, notes: &mut Labels, context: &Context) -> Result<Document> {
    let html = decode_text(bytes, declared_charset(bytes).as_deref()).0;
    let mut builder = built(&html, Builder::new(context, true).of_book(file, notes), context)?;
    *notes = builder.take_notes();
    builder.finish()
}

fn built<'a>(html: &str, builder: Builder<'a>, context: &Context) -> Result<Builder<'a>> {
    let sink = Sink { builder: RefCell::new(builder) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let html = guard::without_needless_attributes(html);
    let queue = BufferQueue::default();
    let mut rest: &str = &html;
    while !rest.is_empty() {
        context.job.check()?;
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES.min(rest.len())));
        queue.push_back(StrTendril::from_slice(piece));
        // Nothing here runs scripts, and the encoding is known: whatever the tokenizer stops for, it can go on.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        if let Some(error) = tokenizer.sink.builder.borrow_mut().error.take() {
            return Err(error);
        }
        rest = after;
    }
    tokenizer.end();
    Ok(tokenizer.sink.builder.into_inner())
}

struct Sink<'a> {
    builder: RefCell<Builder<'a>>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.builder.borrow_mut();
        match token {
            Token::CharacterTokens(text) => builder.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => builder.end(&tag.name),
            Token::TagToken(tag) if builder.start(&tag) && !builder.in_foreign() => return raw_text(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.borrow().in_xml()
    }
}

/// Elements in whose text no tag but their own end is one (HTML Standard, section 13.2.6).
fn raw_text(tag: &Tag) -> TokenSinkResult<()> {
    match tag.name {
        local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
        local_name!("title") | local_name!("textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        local_name!("style")
        | local_name!("xmp")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noscript") => TokenSinkResult::RawData(RawKind::Rawtext),
        local_name!("plaintext") => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

/// The character set that the source declares, in `<meta>` or in its XML declaration.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(DECLARATION_BYTES)).unwrap_or_default().to_ascii_lowercase();
    let xml = head.trim_ascii_start().strip_prefix(b"<?xml").and_then(|rest| {
        let end = memchr::memchr(b'>', rest)?;
        label_after(rest.get(..end)?, b"encoding")
    });
    let meta = || {
        memchr::memmem::find_iter(&head, b"<meta").find_map(|at| {
            let tag = head.get(at..)?;
            label_after(tag.get(..memchr::memchr(b'>', tag)?)?, b"charset")
        })
    };
    xml.or_else(meta)
}

/// The value after `name=` in a tag, with or without quotation marks.
fn label_after(tag: &[u8], name: &[u8]) -> Option<String> {
    let rest = tag.get(memchr::memmem::find(tag, name)? + name.len()..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end =
        rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))).unwrap_or(rest.len());
    let label = std::str::from_utf8(rest.get(..end)?).ok()?;
    (!label.is_empty()).then(|| label.to_string())
}

#[cfg(test)]
mod tests;
