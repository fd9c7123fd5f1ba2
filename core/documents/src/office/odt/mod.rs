//! OpenDocument texts and presentations (OpenDocument 1.3 part 3), in packages and in single XML files.

mod blocks;
mod drawing;
mod inline;
mod list;
pub(crate) mod meta;
mod presentation;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use lode_runtime::{Bytes, Error, Result};

use crate::document::{Block, Content, Document};
use crate::formats::Context;
use crate::office::decrypt::opendocument;
use crate::office::embedded::{Embedded, fail};
use crate::package::Package;
use crate::xml::{Walker, decode};
use inline::Inline;
use list::OpenList;
use styles::Styles;

/// Reads an OpenDocument text or presentation.
///
/// # Errors
/// `Parse` when there is no content in the package or it is damaged, `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`,
/// the limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes: &[u8] = bytes.as_ref().as_ref();
    if is_flat(bytes) {
        return read_flat(bytes, context);
    }
    let package = opendocument::open(bytes, context)?;
    let content = package.require("content.xml")?;
    let text = decode(&content);
    if !text.trim_start().starts_with('<') {
        return Err(Error::parse("expected XML, got something else").at_path("content.xml"));
    }
    let mut reader = Reader::new(context, Some(&package));
    reader.part("styles.xml", Reader::styles_part)?;
    reader.content(&text).map_err(|error| error.at_path("content.xml"))?;
    reader.part("meta.xml", |reader, text| meta::read(text, &mut reader.document.metadata, context.job))?;
    reader.finish()
}

/// Whether a file is a single XML file instead of a package.
pub(crate) fn is_flat(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"PK") && decode(bytes.get(..256).unwrap_or(bytes)).trim_start().starts_with('<')
}

/// A single XML file has all that a package has in its parts: `office:meta`, styles, then the body.
fn read_flat(bytes: &[u8], context: &Context) -> Result<Document> {
    let text = decode(bytes);
    let mut reader = Reader::new(context, None);
    reader.styles_part(&text)?;
    reader.content(&text)?;
    meta::read(&text, &mut reader.document.metadata, context.job)?;
    reader.finish()
}

struct Reader<'a> {
    context: &'a Context<'a>,
    /// Absent for a single XML file.
    package: Option<&'a Package<'a>>,
    embedded: Option<Embedded<'a>>,
    styles: Styles,
    document: Document,
    inline: Inline,
    /// Lists that are open around the paragraph, outermost first.
    lists: Vec<OpenList>,
    /// Where the last list of a style stopped counting, for those that go on.
    counted: HashMap<String, Vec<u32>>,
    /// Numbers of headings so far, by level.
    headings: [u32; 10],
    notes: Vec<Block>,
    /// Objects that were read, so that none is read within itself.
    objects: HashSet<String>,
    /// The folder of the object that is being read.
    folder: String,
    /// The slide that is being read.
    page: Option<u32>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a Context<'a>, package: Option<&'a Package<'a>>) -> Self {
        Self {
            context,
            package,
            embedded: package.map(|package| Embedded::new(package, context)),
            styles: Styles::default(),
            document: Document::default(),
            inline: Inline::default(),
            lists: Vec::new(),
            counted: HashMap::new(),
            headings: [0; 10],
            notes: Vec::new(),
            objects: HashSet::new(),
            folder: String::new(),
            page: None,
        }
    }

    fn finish(mut self) -> Result<Document> {
        self.document.blocks.append(&mut self.notes);
        let headers = std::mem::take(&mut self.styles.headers);
        self.document.blocks.splice(0..0, headers.into_iter().map(|text| block(Content::Header(text), None)));
        let footers = std::mem::take(&mut self.styles.footers);
        self.document.blocks.extend(footers.into_iter().map(|text| block(Content::Footer(text), None)));
        if let Some(package) = self.package {
            self.document.warnings.extend(package.take_warnings());
            self.document.metadata.encrypted = package.is_decrypted().then_some(true);
        }
        Ok(self.document)
    }

    /// Reads a part beside the content; a damaged one is a warning.
    fn part(&mut self, path: &str, read: impl FnOnce(&mut Self, &str) -> Result<()>) -> Result<()> {
        let Some(package) = self.package else { return Ok(()) };
        let result = package.read_path(path).and_then(|data| match data {
            Some(data) => read(self, &decode(&data)),
            None => Ok(()),
        });
        self.inline = Inline::default();
        self.lists.clear();
        match result {
            Ok(()) => Ok(()),
            Err(error) => fail("PART_DAMAGED", path, error, &mut self.document),
        }
    }

    fn content(&mut self, text: &str) -> Result<()> {
        let mut xml = Walker::new(text, self.context.job);
        self.root(&mut xml)
    }

    /// What `read` adds to the document's blocks, taken out of them.
    fn collect(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<Vec<Block>> {
        let outer = std::mem::take(&mut self.document.blocks);
        let result = read(self);
        let inner = std::mem::replace(&mut self.document.blocks, outer);
        result.map(|()| inner)
    }

    fn push(&mut self, content: Content) {
        self.document.blocks.push(block(content, self.page));
    }
}

fn block(content: Content, page: Option<u32>) -> Block {
    Block { page, ..Block::new(content) }
}
