//! EPUB 2 and 3: chapters in the order of the spine, each read as XHTML.

mod container;
mod opf;

use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};

use self::opf::{Item, Publication};
use super::html;
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::model::{ExtractedImage, Warning};
use crate::package::Package;

/// Reads a book.
///
/// # Errors
/// `EncryptionUnsupported` for books with digital rights management, `Parse` when there is no package document, the limits of
/// ZIP, XML and HTML, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let package = Package::open(bytes.as_ref().as_ref(), context.job)?;
    container::refuse_encrypted(&package, context.job)?;
    let mut document = Document::default();
    let path = container::package_document(&package, context.job)?;
    let publication = opf::read(&package.require(&path)?, &path, context.job).map_err(|error| error.at_path(path))?;
    let mut chapters = publication.chapters();
    if chapters.is_empty() {
        document
            .warn("EPUB_SPINE_EMPTY", "the book does not say in which order it is read; its pages are in file order");
        chapters = publication.pages();
    }
    let mut notes = html::Labels::default();
    for item in chapters {
        read_chapter(item, &package, &mut notes, &mut document, context)?;
    }
    if context.options.images.get().is_some() {
        read_images(&publication, &package, &mut document)?;
    }
    document.metadata = publication.metadata;
    document.warnings.extend(package.take_warnings());
    Ok(document)
}

fn read_chapter(
    item: &Item,
    package: &Package,
    notes: &mut html::Labels,
    document: &mut Document,
    context: &Context,
) -> Result<()> {
    context.job.check()?;
    if item.media_type.starts_with("image/") && item.media_type != "image/svg+xml" {
        document.push(Content::Image { description: String::new(), url: Some(item.path.clone()) });
        return Ok(());
    }
    let content = match package.read_path(&item.path) {
        Ok(content) => content,
        Err(error) if error.code == ErrorCode::Parse => {
            document.warnings.push(damaged(item, error));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let Some(content) = content else {
        let missing = Error::parse("the book lists this page, it is missing");
        document.warnings.push(damaged(item, missing));
        return Ok(());
    };
    let chapter =
        html::read_of_book(&content, &item.path, notes, context).map_err(|error| error.at_path(item.path.clone()))?;
    document.blocks.extend(chapter.blocks);
    document.links.extend(chapter.links);
    let warnings = chapter.warnings.into_iter();
    document.warnings.extend(warnings.map(|warning| Warning { path: Some(item.path.clone()), ..warning }));
    Ok(())
}

fn damaged(item: &Item, error: Error) -> Warning {
    Warning { code: "EPUB_PAGE_DAMAGED".into(), message: error.message, page: None, path: Some(item.path.clone()) }
}

fn read_images(publication: &Publication, package: &Package, document: &mut Document) -> Result<()> {
    for item in publication.images() {
        match package.read_path(&item.path) {
            Ok(Some(data)) => document.images.push(ExtractedImage {
                data: data.into_owned(),
                mime_type: item.media_type.clone(),
                ..ExtractedImage::default()
            }),
            Ok(None) => {}
            Err(error) if error.code == ErrorCode::Parse => document.warnings.push(damaged(item, error)),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Text of an element with white space collapsed; `None` when there is none.
fn element_text(walker: &mut crate::xml::Walker) -> Result<Option<String>> {
    let text = walker.text()?;
    let words: Vec<&str> = text.split_whitespace().collect();
    Ok((!words.is_empty()).then(|| words.join(" ")))
}

/// Visits the elements of an XML file.
fn for_each_element<'a>(
    text: &'a str,
    job: &'a Job,
    mut visit: impl FnMut(&crate::xml::Tag, &mut crate::xml::Walker<'a>) -> Result<()>,
) -> Result<()> {
    let mut walker = crate::xml::Walker::new(text, job);
    while let Some(node) = walker.next(0)? {
        if let crate::xml::Node::Start(tag) = node {
            visit(&tag, &mut walker)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
