//! What a document says about itself: `office:meta` (section 4.3).

use lode_runtime::{Job, Result};

use crate::model::Metadata;
use crate::office::properties::rfc_3339;
use crate::xml::{Node, Walker};

/// Reads `meta.xml`, or the same element of a single XML file.
///
/// # Errors
/// Those of the walker.
pub(crate) fn read(text: &str, metadata: &mut Metadata, job: &Job) -> Result<()> {
    let mut xml = Walker::new(text, job);
    let mut last_author = None;
    while let Some(node) = xml.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "document-meta" | "document" => {
                metadata.format_version = tag.attribute("version").map(|version| version.into_owned());
                continue;
            }
            "meta" => continue,
            "document-statistic" => {
                metadata.pages = tag.number("page-count").filter(|pages| *pages > 0).or(metadata.pages);
                continue;
            }
            "body" | "styles" | "automatic-styles" | "master-styles" | "settings" => {
                xml.skip()?;
                continue;
            }
            _ => {}
        }
        let value = xml.text()?;
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let value = value.to_string();
        match tag.name() {
            "title" => metadata.title = Some(value),
            "initial-creator" => metadata.authors.push(value),
            "creator" => last_author = Some(value),
            "subject" => metadata.subject = Some(value),
            "description" => metadata.description = Some(value),
            "keyword" => metadata.keywords.push(value),
            "language" => metadata.language = Some(value),
            "creation-date" => metadata.created = rfc_3339(&value),
            "date" => metadata.modified = rfc_3339(&value),
            "generator" => metadata.producer = Some(value),
            _ => {}
        }
    }
    if metadata.authors.is_empty() {
        metadata.authors.extend(last_author);
    }
    Ok(())
}
