//! Footnotes: what refers to them, what they are, and what leads back.
//!
//! HTML has no elements for them. Told are those of DPUB-ARIA and EPUB (`doc-noteref`, `noteref`), and those that pandoc, GitHub,
//! Markdown's and docutils' writers, Wikipedia, Word and LibreOffice make.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::meta::{attribute, attribute_named};

/// A reference to a note in the same file, whose text is being read.
pub struct Reference {
    /// The name of the note, see [`name`].
    pub note: String,
    /// The text so far.
    pub text: String,
}

/// A note that is being read.
pub struct Note {
    /// What refers to it.
    pub label: String,
    /// How many elements are open while its own is.
    pub depth: usize,
    /// Where its blocks begin.
    pub from: usize,
}

/// The note that a link refers to, if it refers to one.
pub fn referred(tag: &Tag) -> Option<Reference> {
    let id = attribute(tag, &local_name!("href"))?.trim().strip_prefix('#').filter(|id| !id.is_empty())?;
    let is_reference = is(tag, "doc-noteref", "noteref")
        || attribute_named(tag, "data-footnote-ref").is_some()
        || has_class(tag, |class| {
            matches!(class, "footnote-ref" | "footnote-reference" | "noteref" | "sdfootnoteanc" | "sdendnoteanc")
        })
        || id.starts_with("cite_note")
        || id.starts_with("_ftn") && !id.starts_with("_ftnref")
        || id.starts_with("fn") && attribute(tag, &local_name!("id")).is_some_and(|own| own.starts_with("fnref"));
    is_reference.then(|| Reference { note: name(id).to_string(), text: String::new() })
}

/// The name of the note that an element with this identifier is, or that a link to it leads to: Word and LibreOffice have it a
/// little different at either end.
pub fn name(id: &str) -> &str {
    id.trim_start_matches('_').trim_end_matches("sym")
}

/// Whether an element only leads back from a note to its reference.
pub fn leads_back(tag: &Tag) -> bool {
    let class = |class: &str| {
        matches!(
            class,
            "footnote-back" | "footnote-backref" | "fn-backref" | "mw-cite-backlink" | "sdfootnotesym" | "sdendnotesym"
        )
    };
    let target = || attribute(tag, &local_name!("href")).and_then(|href| href.trim().strip_prefix('#'));
    is(tag, "doc-backlink", "backlink")
        || attribute_named(tag, "data-footnote-backref").is_some()
        || has_class(tag, class)
        || target().is_some_and(|id| id.starts_with("fnref") || id.starts_with("_ftnref"))
}

/// Whether an element has this role, or this type of EPUB's.
fn is(tag: &Tag, role: &str, kind: &str) -> bool {
    let has = |name: &str, word: &str| {
        attribute_named(tag, name).is_some_and(|value| value.split_ascii_whitespace().any(|one| one == word))
    };
    has("role", role) || has("epub:type", kind)
}

fn has_class(tag: &Tag, is: impl Fn(&str) -> bool) -> bool {
    attribute(tag, &local_name!("class")).is_some_and(|classes| classes.split_ascii_whitespace().any(is))
}
