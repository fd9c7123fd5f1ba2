//! Word 97-2003 documents ([MS-DOC]): text in pieces, and properties in pages that are found by the places of the text.

mod body;
mod decrypt;
mod fib;
mod fonts;
mod formatting;
mod lists;
mod notes;
mod plc;
mod properties;
mod runs;
mod sprm;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;

use lode_runtime::{Bytes, Error, Result};

use crate::compound::Container;
use crate::document::{Block, Document};
use crate::formats::Context;
use crate::office::field::Field;
use crate::office::numbering::Numbering;
use crate::office::rich::RichWriter;
use crate::office::{ole_object, property_set};
use fib::{Base, Fib, Part};
use fonts::Font;
use formatting::Formatting;
use notes::Others;
use styles::Styles;
use table::OpenTable;
use text::Text;

/// Reads a document.
///
/// # Errors
/// `UnsupportedFormat` for versions before Word 97, `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`, the
/// limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes = bytes.as_ref().as_ref();
    fib::refuse_earlier(bytes)?;
    let container = Container::open(bytes)?;
    let stream = |name: &str| -> Result<Cow<[u8]>> {
        let stream = container.stream(name).unwrap_or_default();
        context.job.charge_expanded(stream.len() as u64)?;
        Ok(stream)
    };
    let main = stream("WordDocument")?;
    if main.is_empty() {
        return Err(Error::parse("expected a Word document in the compound file: it has no `WordDocument` stream"));
    }
    let base = Base::read(&main)?;
    let mut streams = [main, stream(base.table)?, stream("Data")?];
    let key = if base.is_encrypted { decrypt::decrypt(base, &mut streams, context)? } else { None };
    let mut document = read_streams(base, [&streams[0], &streams[1], &streams[2]], context)?;
    document.metadata.encrypted = base.is_encrypted.then_some(true);
    // Each object has a storage of its own ([MS-DOC], "ObjectPool Storage").
    if let Some(pool) = container.root().storages("ObjectPool").next() {
        ole_object::attach_all(pool.storages("_"), &mut document, context)?;
    }
    if let Some(summary) = property_set::summary(&container, key.as_ref()) {
        document.metadata.producer = property_set::read_summary(&summary, &mut document.metadata);
    }
    Ok(document)
}

fn read_streams(base: Base, [main, table, data]: [&[u8]; 3], context: &Context) -> Result<Document> {
    let fib = Fib::read(main)?;
    let part = |part| fib.part(part, table);
    let text = Text::read(part(Part::Pieces), main, context.job).map_err(|error| error.at_path(base.table))?;
    let mut reader = Reader {
        context,
        main: fib.counts.main.min(text.len()),
        text,
        formatting: Formatting::new(main, part(Part::ParagraphFormats), part(Part::CharacterFormats)),
        data,
        styles: Styles::new(part(Part::Styles)),
        fonts: fonts::read(part(Part::Fonts)),
        numbering: lists::read(fib.part_and_more(Part::ListDefinitions, table), part(Part::Lists)),
        others: Others::new(&fib, table),
        document: Document::default(),
        inline: Inline::default(),
        tables: Vec::new(),
    };
    if reader.text.is_cut {
        reader
            .document
            .warn("TEXT_CUT", "the text goes on where the file is cut or damaged; the rest of it is missing");
    }
    reader.blocks(0..reader.main)?;
    reader.read_text_boxes()?;
    reader.read_notes()?;
    reader.read_comments()?;
    reader.read_running()?;
    Ok(reader.document)
}

/// A paragraph in the making.
#[derive(Default)]
struct Inline {
    writer: RichWriter,
    /// Blocks that are anchored in the paragraph and stand after it.
    after: Vec<Block>,
    fields: Vec<Field>,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    text: Text<'a>,
    /// Characters in the main text.
    main: u32,
    formatting: Formatting<'a>,
    /// The stream with what was too large for its place elsewhere.
    data: &'a [u8],
    styles: Styles<'a>,
    fonts: Vec<Font>,
    numbering: Numbering,
    others: Others<'a>,
    document: Document,
    inline: Inline,
    /// Tables that the paragraph being read is in, outermost first.
    tables: Vec<OpenTable<'a>>,
}
