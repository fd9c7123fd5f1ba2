//! PowerPoint presentations (PresentationML, ECMA-376 part 1, section 19). A slide is a page.

mod comments;
mod layout;
mod shape;
mod slide;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{HashMap, HashSet};

use lode_runtime::{Bytes, Result};

use crate::document::{Document, PageInfo};
use crate::formats::Context;
use crate::office::embedded::{Embedded, fail};
use crate::office::relationships::{Relationships, Root};
use crate::office::{encrypted, properties};
use crate::package::Package;
use crate::xml::{Node, Walker, decode};
use layout::Layout;

/// English Metric Units in a point (20.1.2.1).
const EMU_PER_POINT: f64 = 12_700.0;

/// Reads a presentation.
///
/// # Errors
/// `EncryptionUnsupported`, `Parse` when there is no presentation in the package or it is damaged, the limits, `Cancelled`, `Timeout`. A damaged
/// slide is a warning.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let package = encrypted::open(bytes.as_ref().as_ref(), context.job)?;
    let root = Root::read(&package, "ppt/presentation.xml", context.job)?;
    let main = root.main.as_str();
    let data = package.require(main)?;
    let relationships = Relationships::read(&package, main, context.job)?;
    let presentation = presentation(&decode(&data), &relationships, context).map_err(|error| error.at_path(main))?;
    let mut reader = Reader {
        context,
        package: &package,
        presentation_parts: relationships,
        embedded: Embedded::new(&package, context),
        document: Document::default(),
        size: presentation.size,
        page: 0,
        layouts: HashMap::new(),
        authors: None,
        footers: HashSet::new(),
    };
    reader.slides(&presentation.slides)?;
    let mut document = reader.document;
    if let Err(error) = properties::read(&package, &root, &mut document.metadata, context.job) {
        fail("METADATA_DAMAGED", "docProps", error, &mut document)?;
    }
    document.metadata.pages = u32::try_from(presentation.slides.len()).ok();
    document.warnings.extend(package.take_warnings());
    Ok(document)
}

struct Presentation {
    /// Paths of the slides in the order of the show.
    slides: Vec<String>,
    /// Width and height of slides in points.
    size: Option<(f64, f64)>,
}

fn presentation(text: &str, relationships: &Relationships, context: &Context) -> Result<Presentation> {
    let mut presentation = Presentation { slides: Vec::new(), size: None };
    let mut xml = Walker::new(text, context.job);
    while let Some(node) = xml.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "sldId" => {
                let id = tag.prefixed_attribute("id").unwrap_or_default();
                if let Some(path) = relationships.part(&id) {
                    presentation.slides.push(path.to_string());
                    context.job.limits().pages(presentation.slides.len() as u64)?;
                }
            }
            "sldSz" => {
                let points = |name| tag.number::<f64>(name).map(|length| length / EMU_PER_POINT);
                presentation.size = points("cx").zip(points("cy"));
            }
            "defaultTextStyle" | "extLst" => xml.skip()?,
            _ => {}
        }
    }
    Ok(presentation)
}

struct Reader<'a> {
    context: &'a Context<'a>,
    package: &'a Package<'a>,
    presentation_parts: Relationships,
    embedded: Embedded<'a>,
    document: Document,
    size: Option<(f64, f64)>,
    /// The number of the slide that is being read.
    page: u32,
    layouts: HashMap<String, Layout>,
    /// Names of those who comment, by their ids; read with the first comment.
    authors: Option<HashMap<String, String>>,
    /// Footers that were seen, so that each is there once.
    footers: HashSet<String>,
}

impl Reader<'_> {
    fn slides(&mut self, paths: &[String]) -> Result<()> {
        for (number, path) in (1..).zip(paths) {
            if !self.context.options.wants_page(number) {
                continue;
            }
            self.page = number;
            self.document.pages.push(PageInfo { number, size: self.size, scanned: false });
            if let Err(error) = self.slide(path) {
                fail("PAGE_DAMAGED", path, error, &mut self.document)?;
                if let Some(warning) = self.document.warnings.last_mut() {
                    warning.page = Some(number);
                }
            }
            self.context.job.progress(u64::from(number), paths.len() as u64);
        }
        Ok(())
    }
}
