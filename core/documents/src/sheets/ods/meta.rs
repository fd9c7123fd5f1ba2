//! What a document says about itself (OpenDocument 1.3 part 3, 4.3).

use lode_runtime::{Job, Result};

use crate::model::Metadata;
use crate::xml::{Node, Walker};

/// Fills in what `meta.xml` says.
///
/// # Errors
/// `Parse`, the limits, `Cancelled`, `Timeout`.
pub fn read(text: &str, metadata: &mut Metadata, job: &Job) -> Result<()> {
    let mut walker = Walker::new(text, job);
    let mut last_author = None;
    while let Some(node) = walker.next(0)? {
        let Node::Start(tag) = node else { continue };
        let field = match tag.name() {
            "title" => &mut metadata.title,
            "subject" => &mut metadata.subject,
            "description" => &mut metadata.description,
            "language" => &mut metadata.language,
            "creation-date" => &mut metadata.created,
            "date" => &mut metadata.modified,
            "generator" => &mut metadata.creator,
            "creator" => &mut last_author,
            "initial-creator" => {
                metadata.authors.push(walker.text()?);
                continue;
            }
            "keyword" => {
                metadata.keywords.push(walker.text()?);
                continue;
            }
            _ => continue,
        };
        let value = walker.text()?;
        *field = Some(value.trim().to_string()).filter(|value| !value.is_empty());
    }
    if metadata.authors.is_empty() {
        metadata.authors.extend(last_author);
    }
    Ok(())
}
