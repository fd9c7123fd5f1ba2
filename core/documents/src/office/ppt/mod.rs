//! PowerPoint 97-2003 presentations ([MS-PPT]). A slide is a page.

mod comments;
mod decrypt;
mod drawing;
mod list;
mod master;
mod persist;
mod record;
mod slide;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{HashMap, HashSet};

use lode_runtime::{Bytes, Error, ErrorCode, Result};

use crate::compound::Container;
use crate::document::{Document, PageInfo};
use crate::formats::Context;
use crate::little_endian::u32_at;
use crate::model::Warning;
use crate::office::property_set;
use drawing::UNITS_PER_POINT;
use list::Entry;
use master::Master;
use persist::{Directory, Objects};
use record::Record;

/// Where a presentation that was saved for PowerPoint 95 and 97 alike has what is for 97.
const SAVED_FOR_BOTH: &str = "PP97_DUALSTORAGE";
/// Streams that only presentations of PowerPoint 4 and 95 have, as such files show.
const BEFORE_97: [&str; 2] = ["PersistentStorage Directory", "PP40"];

/// Reads a presentation.
///
/// # Errors
/// `UnsupportedFormat` for versions before PowerPoint 97, `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`
/// without a presentation, the limits, `Cancelled`, `Timeout`. A slide that is missing is a warning.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let container = Container::open(bytes.as_ref().as_ref())?;
    let root = container.root();
    let both = root.storages(SAVED_FOR_BOTH).next();
    let storage = both.as_ref().unwrap_or(&root);
    if both.is_none() && BEFORE_97.iter().any(|name| root.stream(name).is_some()) {
        return Err(Error::new(
            ErrorCode::UnsupportedFormat,
            "expected a presentation of PowerPoint 97 or later, got one of PowerPoint 95 or earlier; save it as .pptx first",
        ));
    }
    let stream = |name: &str| storage.stream(name).or_else(|| container.stream(name));
    let mut presentation = stream("PowerPoint Document").ok_or_else(|| {
        Error::parse("expected a presentation in the compound file: it has no `PowerPoint Document` stream")
    })?;
    context.job.charge_expanded(presentation.len() as u64)?;
    let user = stream("Current User").unwrap_or_default();
    let directory = Directory::read(&user, &presentation);
    let encrypted = directory.is_encrypted;
    let key = encrypted.then(|| decrypt::decrypt(&directory, presentation.to_mut(), context)).transpose()?;
    let objects = Objects::read(directory, &presentation)?;
    let mut document = read_objects(&objects, context)?;
    document.metadata.encrypted = encrypted.then_some(true);
    if let Some(summary) = property_set::summary(&container, key.as_ref()) {
        document.metadata.producer = property_set::read_summary(&summary, &mut document.metadata);
    }
    Ok(document)
}

fn read_objects(objects: &Objects, context: &Context) -> Result<Document> {
    let mut reader = Reader {
        context,
        objects,
        addresses: text::addresses(&objects.document),
        notes: list::objects_by_id(&objects.document, list::NOTES),
        masters: list::objects_by_id(&objects.document, list::MASTERS),
        numbers: list::numbers(&objects.document),
        running: slide::running(&objects.document),
        known_masters: HashMap::new(),
        document: Document::default(),
        page: 0,
        footers: HashSet::new(),
    };
    if objects.found_slides.is_some() {
        reader.document.warn(
            "DIRECTORY_DAMAGED",
            "what says which slides are current is damaged; all that were found are here, in the order of the file",
        );
    }
    reader.slides()?;
    Ok(reader.document)
}

struct Reader<'a> {
    context: &'a Context<'a>,
    objects: &'a Objects<'a>,
    /// Where links lead, by their numbers.
    addresses: HashMap<u32, String>,
    /// Numbers of the objects of notes and masters, by what slides refer to them by.
    notes: HashMap<u32, u32>,
    masters: HashMap<u32, u32>,
    /// Which paragraphs of main texts are numbered, by the slide and what the text is for.
    numbers: HashMap<(u32, u32), &'a [u8]>,
    /// The date and the footer of all slides that do not say their own.
    running: Option<Record<'a>>,
    known_masters: HashMap<u32, Master>,
    document: Document,
    /// The number of the slide that is being read.
    page: u32,
    /// Footers that were seen, so that each is there once.
    footers: HashSet<String>,
}

impl<'a> Reader<'a> {
    fn slides(&mut self) -> Result<()> {
        let objects = self.objects;
        let entries = list::read(&objects.document, list::SLIDES);
        let slides: Vec<(Option<Record<'a>>, Entry<'a>)> = match &objects.found_slides {
            Some(found) => {
                let entries = entries.into_iter().chain(std::iter::repeat(Entry::default()));
                found.iter().copied().map(Some).zip(entries).collect()
            }
            None => entries.into_iter().map(|entry| (objects.get(entry.object, record::SLIDE), entry)).collect(),
        };
        self.context.job.limits().pages(slides.len() as u64)?;
        let size = objects.document.child(record::DOCUMENT_ATOM).and_then(|atom| {
            let points = |place| Some(f64::from(u32_at(atom.data, place)?.cast_signed()) / UNITS_PER_POINT);
            points(0).zip(points(4)).filter(|(width, height)| *width > 0.0 && *height > 0.0)
        });
        for (number, (slide, entry)) in (1..).zip(&slides) {
            if !self.context.options.wants_page(number) {
                continue;
            }
            self.page = number;
            self.document.pages.push(PageInfo { number, size, scanned: false });
            if slide.is_none() {
                self.document.warnings.push(Warning {
                    code: "PAGE_DAMAGED".to_string(),
                    message: "the slide is not where the presentation says; only its title and main texts are here"
                        .to_string(),
                    page: Some(number),
                    path: None,
                });
            }
            self.slide(*slide, entry)?;
            self.context.job.progress(u64::from(number), slides.len() as u64);
        }
        self.document.metadata.pages = u32::try_from(slides.len()).ok();
        Ok(())
    }
}
