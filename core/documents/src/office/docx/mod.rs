//! Word documents (WordprocessingML, ECMA-376 part 1, section 17).

mod body;
mod drawing;
mod notes;
mod numbering;
mod run;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use lode_runtime::{Bytes, Job, Result};

use crate::document::{Block, Document};
use crate::formats::Context;
use crate::office::embedded::{Embedded, fail};
use crate::office::field::Field;
use crate::office::numbering::Numbering;
use crate::office::relationships::{Relationships, Root};
use crate::office::rich::RichWriter;
use crate::office::{encrypted, properties};
use crate::package::Package;
use crate::xml::{Walker, decode};
use notes::NoteReference;
use styles::{Resolved, Styles};

/// Reads a Word document.
///
/// # Errors
/// `EncryptionUnsupported`, `Parse` when there is no document in the package or it is damaged, the limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let package = encrypted::open(bytes.as_ref().as_ref(), context.job)?;
    let root = Root::read(&package, "word/document.xml", context.job)?;
    let main = root.main.as_str();
    let data = package.require(main)?;
    let text = decode(&data);
    let mut reader = Reader {
        context,
        package: &package,
        part: Part { relationships: Relationships::read(&package, main, context.job)?, path: main.to_string() },
        embedded: Embedded::new(&package, context),
        styles: None,
        numbering: None,
        document: Document::default(),
        inline: Inline::default(),
        notes: Vec::new(),
        note_counts: [0; 2],
        running_paths: HashSet::new(),
        running: Vec::new(),
    };
    let mut xml = Walker::new(&text, context.job);
    reader.blocks(&mut xml).map_err(|error| error.at_path(main))?;
    reader.read_notes()?;
    reader.read_comments()?;
    reader.read_running()?;
    let mut document = reader.document;
    if let Err(error) = properties::read(&package, &root, &mut document.metadata, context.job) {
        fail("METADATA_DAMAGED", "docProps", error, &mut document)?;
    }
    document.warnings.extend(package.take_warnings());
    Ok(document)
}

/// A part of the package and what it refers to.
#[derive(Default)]
struct Part {
    path: String,
    relationships: Relationships,
}

/// A header or footer that a section shows.
struct Running {
    is_header: bool,
    path: String,
}

/// A paragraph in the making.
#[derive(Default)]
struct Inline {
    writer: RichWriter,
    /// Blocks that are anchored in the paragraph and stand after it: text boxes, pictures.
    after: Vec<Block>,
    /// Where `w:hyperlink` around the text leads.
    hyperlink: Option<String>,
    fields: Vec<Field>,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    package: &'a Package<'a>,
    /// The part that is being read.
    part: Part,
    embedded: Embedded<'a>,
    styles: Option<Styles>,
    numbering: Option<Numbering>,
    document: Document,
    inline: Inline,
    notes: Vec<NoteReference>,
    /// Footnotes and endnotes so far.
    note_counts: [u32; 2],
    running_paths: HashSet<String>,
    running: Vec<Running>,
}

impl<'a> Reader<'a> {
    /// The style with this id. Damaged styles are a warning, and as good as none.
    fn style(&mut self, id: &str) -> Result<Resolved> {
        if self.styles.is_none() {
            let read = self.main_part("styles", |text, _| Ok(Styles::new(text.to_string())))?;
            self.styles = Some(read);
        }
        match self.styles.get_or_insert_default().resolve(id, self.context.job) {
            Ok(resolved) => Ok(resolved),
            Err(error) => {
                fail("PART_DAMAGED", "styles.xml", error, &mut self.document)?;
                let without = self.styles.insert(Styles::default());
                without.resolve(id, self.context.job)
            }
        }
    }

    /// The lists, read when the first is asked for.
    fn numbering(&mut self) -> Result<&mut Numbering> {
        if self.numbering.is_none() {
            let read = self.main_part("numbering", numbering::read)?;
            self.numbering = Some(read);
        }
        Ok(self.numbering.get_or_insert_default())
    }

    /// Reads the part that the document refers to as `kind`; a damaged one is a warning, and empty.
    fn main_part<T: Default>(&mut self, kind: &str, read: impl FnOnce(&str, &'a Job) -> Result<T>) -> Result<T> {
        // These parts belong to the main part, and lie beside it also for notes and headers, which do not refer to them.
        let path = match self.part.relationships.parts_of(kind).next() {
            Some(path) => path.to_string(),
            None => format!("{}/{kind}.xml", self.part.path.rsplit_once('/').map_or("word", |(folder, _)| folder)),
        };
        let job = self.context.job;
        let result = self.package.read_path(&path).and_then(|data| match data {
            Some(data) => read(&decode(&data), job),
            None => Ok(T::default()),
        });
        match result {
            Ok(value) => Ok(value),
            Err(error) => {
                fail("PART_DAMAGED", &path, error, &mut self.document)?;
                Ok(T::default())
            }
        }
    }

    /// What `read` adds to the document's blocks, taken out of them.
    fn collect(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<Vec<Block>> {
        let outer = std::mem::take(&mut self.document.blocks);
        let result = read(self);
        let inner = std::mem::replace(&mut self.document.blocks, outer);
        result.map(|()| inner)
    }

    /// Reads another part with `read`, its references in place of those of this part. A damaged part is a warning.
    fn in_part(&mut self, path: &str, read: impl FnOnce(&mut Self, &mut Walker) -> Result<()>) -> Result<()> {
        let job = self.context.job;
        let result = (|| {
            let Some(data) = self.package.read_path(path)? else { return Ok(()) };
            let relationships = Relationships::read(self.package, path, job)?;
            let outer = std::mem::replace(&mut self.part, Part { path: path.to_string(), relationships });
            let result = read(self, &mut Walker::new(&decode(&data), job));
            self.part = outer;
            result
        })();
        self.inline = Inline::default();
        match result {
            Ok(()) => Ok(()),
            Err(error) => fail("PART_DAMAGED", path, error, &mut self.document),
        }
    }
}
