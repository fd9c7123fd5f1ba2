//! The package document: metadata, files, and the order to read them in (EPUB 3.3, section 5; OPF 2.0.1).

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::{element_text, for_each_element};
use crate::model::Metadata;
use crate::xml::{Tag, decode};

/// A book as its package document describes it.
#[derive(Default)]
pub struct Publication {
    /// What the book says about itself.
    pub metadata: Metadata,
    items: Vec<Item>,
    /// Indexes of items, in reading order.
    spine: Vec<usize>,
}

/// A file of the book.
pub struct Item {
    /// Its path in the package.
    pub path: String,
    /// What it is.
    pub media_type: String,
    /// The table of contents.
    is_navigation: bool,
}

impl Publication {
    /// What is read, in order. The table of contents repeats headings and is left out.
    pub fn chapters(&self) -> Vec<&Item> {
        self.spine.iter().filter_map(|index| self.items.get(*index)).filter(|item| !item.is_navigation).collect()
    }

    /// The files that can be read as pages.
    pub fn pages(&self) -> Vec<&Item> {
        self.items.iter().filter(|item| item.media_type.contains("html") && !item.is_navigation).collect()
    }

    /// The pictures.
    pub fn images(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.media_type.starts_with("image/"))
    }
}

/// Reads the package document at `path`.
///
/// # Errors
/// Those of [`crate::xml::Walker`].
pub fn read(bytes: &[u8], path: &str, job: &Job) -> Result<Publication> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut book = Publication::default();
    let mut by_id = HashMap::new();
    for_each_element(&decode(bytes), job, |tag, walker| {
        match tag.name() {
            "package" => book.metadata.format_version = tag.attribute("version").map(|version| version.into_owned()),
            "item" => {
                if let (Some(id), Some(item)) = (tag.attribute("id"), item(tag, folder)) {
                    by_id.insert(id.into_owned(), book.items.len());
                    book.items.push(item);
                }
            }
            "itemref" => book.spine.extend(tag.attribute("idref").and_then(|id| by_id.get(id.as_ref()))),
            "meta" => {
                let name = tag.attribute("property").or_else(|| tag.attribute("name")).unwrap_or_default().into_owned();
                let content = tag.attribute("content").map(|content| content.into_owned());
                let value = content.or(element_text(walker)?);
                match (name.as_str(), value) {
                    ("dcterms:modified", Some(value)) => book.metadata.modified = date(&value),
                    ("generator", Some(value)) => book.metadata.producer = Some(value),
                    _ => {}
                }
            }
            "title" | "creator" | "language" | "description" | "subject" | "date" => {
                let name = tag.name().to_string();
                if let Some(value) = element_text(walker)? {
                    describe(&name, value, &mut book.metadata);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

fn item(tag: &Tag, folder: &str) -> Option<Item> {
    let properties = tag.attribute("properties").unwrap_or_default();
    Some(Item {
        path: resolve(folder, &tag.attribute("href")?),
        media_type: tag.attribute("media-type").unwrap_or_default().into_owned(),
        is_navigation: properties.split_ascii_whitespace().any(|property| property == "nav"),
    })
}

fn describe(name: &str, value: String, metadata: &mut Metadata) {
    match name {
        "title" => metadata.title = metadata.title.take().or(Some(value)),
        "creator" => metadata.authors.push(value),
        "language" => metadata.language = metadata.language.take().or(Some(value)),
        // Publishers write HTML here; tags would be noise.
        "description" => metadata.description = Some(without_tags(&value)),
        "subject" => metadata.keywords.push(value),
        "date" => metadata.created = metadata.created.take().or_else(|| date(&value)),
        _ => {}
    }
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for char in text.chars() {
        match char {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(char),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as RFC 3339 has it; a day alone begins at midnight, less than that is none.
fn date(text: &str) -> Option<String> {
    let shape: String = text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
    match shape.as_str() {
        "0000-00-00" => Some(format!("{text}T00:00:00Z")),
        shape if shape.starts_with("0000-00-00T00:00:00") => Some(text.to_string()),
        _ => None,
    }
}

/// The path that a reference in `folder` leads to (RFC 3986, section 5.2, without a host).
fn resolve(folder: &str, reference: &str) -> String {
    let reference = reference.split(['#', '?']).next().unwrap_or_default();
    let decoded = percent_decoded(reference);
    let mut parts: Vec<&str> = if decoded.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_the_folder() {
        assert_eq!(resolve("OEBPS/text", "../a%20b.xhtml#part"), "OEBPS/a b.xhtml");
        assert_eq!(resolve("", "./c.xhtml"), "c.xhtml");
        assert_eq!(resolve("a", "/b/c.xhtml"), "b/c.xhtml");
        assert_eq!(resolve("a", "../../../b%zz.xhtml"), "b%zz.xhtml");
    }

    #[test]
    fn days_become_times_and_years_are_no_dates() {
        assert_eq!(date("2011-03-01").as_deref(), Some("2011-03-01T00:00:00Z"));
        assert_eq!(date("2011-03-01T10:00:00Z").as_deref(), Some("2011-03-01T10:00:00Z"));
        assert_eq!((date("2011"), date("March")), (None, None));
    }
}
