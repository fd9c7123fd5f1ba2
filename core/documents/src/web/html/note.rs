//! Footnotes: what refers to them, what they are, and what leads back.
//!
//! HTML has no elements for them. Told are those of DPUB-ARIA and EPUB (`doc-noteref`, `noteref`), and those that pandoc, GitHub,
//! Markdown's and docutils' writers, Wikipedia, Word and LibreOffice make.

use std::collections::HashMap;

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::meta::{attribute, attribute_named};

/// Labels of the notes that were referred to and have not come yet.
#[derive(Default)]
pub struct Labels {
    /// The label of each, and the text that it is made of, by the names that [`name`] gives them.
    by_note: HashMap<String, (String, String)>,
    /// How many notes a label was given to, and how many of them are to come: books count anew in each chapter.
    given: HashMap<String, (usize, usize)>,
}

impl Labels {
    /// The label of a note that is referred to by `text`; one that waits for another note gets a number behind it.
    pub fn refer(&mut self, note: String, text: &str) -> &str {
        let given = &mut self.given;
        let (label, _) = self.by_note.entry(note).or_insert_with(|| {
            let (times, to_come) = given.entry(text.to_string()).or_default();
            (*times, *to_come) = (*times + 1, *to_come + 1);
            let label = if *times == 1 { text.to_string() } else { format!("{text}-{times}") };
            (label, text.to_string())
        });
        label
    }

    /// Whether none is to come.
    pub fn is_empty(&self) -> bool {
        self.by_note.is_empty()
    }

    /// The label of a note that has come.
    pub fn take(&mut self, note: &str) -> Option<String> {
        let (label, text) = self.by_note.remove(note)?;
        if let Some((_, to_come)) = self.given.get_mut(&text) {
            *to_come = to_come.saturating_sub(1);
            if *to_come == 0 {
                self.given.remove(&text);
            }
        }
        Some(label)
    }
}

/// A reference to a note, whose text is being read.
pub struct Reference {
    /// The name of the note.
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

/// The note that a link in `file` refers to, if it refers to one. Only files with names, those of a book, refer to notes in others.
pub fn referred(tag: &Tag, file: &str) -> Option<Reference> {
    let (path, id) = attribute(tag, &local_name!("href"))?.trim().split_once('#').filter(|(_, id)| !id.is_empty())?;
    if file.is_empty() && !path.is_empty() {
        return None;
    }
    let is_reference = is(tag, "doc-noteref", "noteref")
        || attribute_named(tag, "data-footnote-ref").is_some()
        || has_class(tag, |class| {
            matches!(class, "footnote-ref" | "footnote-reference" | "noteref" | "sdfootnoteanc" | "sdendnoteanc")
        })
        || id.starts_with("cite_note")
        || id.starts_with("_ftn") && !id.starts_with("_ftnref")
        || id.starts_with("fn") && attribute(tag, &local_name!("id")).is_some_and(|own| own.starts_with("fnref"));
    let file = if path.is_empty() { file } else { path };
    is_reference.then(|| Reference { note: name(file, id), text: String::new() })
}

/// The name of the note that an element of a file with this identifier is, or that a link to it leads to: Word and LibreOffice have
/// it a little different at either end.
pub fn name(file: &str, id: &str) -> String {
    let file = file.rsplit('/').next().unwrap_or_default();
    format!("{file}#{}", id.trim_start_matches('_').trim_end_matches("sym"))
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
