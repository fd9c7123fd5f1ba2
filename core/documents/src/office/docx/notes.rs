//! Footnotes, endnotes, comments, headers and footers: texts in parts of their own.

use std::collections::{HashMap, HashSet};

use lode_runtime::Result;

use super::Reader;
use crate::document::{Block, Content, RichText};
use crate::flatten;
use crate::model::Annotation;
use crate::office::numerals::roman;
use crate::office::properties;
use crate::xml::{Node, Tag, Walker};

/// A place in the text that refers to a note.
pub(super) struct NoteReference {
    is_endnote: bool,
    id: String,
    label: String,
}

impl Reader<'_> {
    /// Notes a reference, and writes its label into the text.
    pub(super) fn note_reference(&mut self, tag: &Tag) {
        let Some(id) = tag.attribute("id") else { return };
        let is_endnote = tag.name() == "endnoteReference";
        let count = &mut self.note_counts[usize::from(is_endnote)];
        *count += 1;
        let number = *count;
        // Endnotes have small roman numbers unless the document says otherwise (17.11.17).
        let label = if is_endnote { roman(number) } else { number.to_string() };
        // A mark of its own follows in the same run.
        let has_own_mark =
            tag.attribute("customMarkFollows").is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"));
        if !has_own_mark && !self.in_hidden_field() {
            self.inline.writer.push_note_reference(&label);
        }
        self.notes.push(NoteReference { is_endnote, id: id.into_owned(), label });
    }

    /// Adds the notes that were referred to, in the order of the references, footnotes first.
    pub(super) fn read_notes(&mut self) -> Result<()> {
        for is_endnote in [false, true] {
            let notes: Vec<_> = self.notes.extract_if(.., |note| note.is_endnote == is_endnote).collect();
            if notes.is_empty() {
                continue;
            }
            let kind = if is_endnote { "endnotes" } else { "footnotes" };
            let mut texts = self.texts_by_id(kind)?;
            for note in notes {
                if let Some(text) = texts.remove(&note.id).filter(|text| !text.text.trim().is_empty()) {
                    self.document.push(Content::Footnote { label: note.label, text });
                }
            }
        }
        Ok(())
    }

    fn texts_by_id(&mut self, kind: &str) -> Result<HashMap<String, RichText>> {
        let mut texts = HashMap::new();
        let Some(path) = self.part.relationships.parts_of(kind).next().map(str::to_string) else { return Ok(texts) };
        self.in_part(&path, |reader, xml| {
            while let Some(node) = xml.next(0)? {
                let Node::Start(tag) = node else { continue };
                if matches!(tag.name(), "footnote" | "endnote") {
                    let text = reader.text_of(xml)?;
                    texts.insert(tag.attribute("id").unwrap_or_default().into_owned(), text);
                }
            }
            Ok(())
        })?;
        Ok(texts)
    }

    fn text_of(&mut self, xml: &mut Walker) -> Result<RichText> {
        Ok(flatten::trimmed(self.collect(|reader| reader.blocks(xml))?))
    }

    /// Adds the comments as annotations.
    pub(super) fn read_comments(&mut self) -> Result<()> {
        let Some(path) = self.part.relationships.parts_of("comments").next().map(str::to_string) else {
            return Ok(());
        };
        self.in_part(&path, |reader, xml| {
            while let Some(node) = xml.next(0)? {
                let Node::Start(tag) = node else { continue };
                if tag.name() == "comment" {
                    let content = reader.text_of(xml)?.text;
                    reader.document.annotations.push(Annotation {
                        kind: "comment".to_string(),
                        content,
                        author: tag
                            .attribute("author")
                            .map(|author| author.into_owned())
                            .filter(|author| !author.is_empty()),
                        created: tag.attribute("date").and_then(|date| properties::rfc_3339(&date)),
                        ..Annotation::default()
                    });
                }
            }
            Ok(())
        })
    }

    /// Adds headers before and footers after everything else; each text once.
    pub(super) fn read_running(&mut self) -> Result<()> {
        let mut headers = Vec::new();
        let mut known = HashSet::new();
        for running in std::mem::take(&mut self.running) {
            let mut text = RichText::default();
            self.in_part(&running.path, |reader, xml| {
                text = reader.text_of(xml)?;
                Ok(())
            })?;
            if text.text.trim().is_empty() || !known.insert((running.is_header, text.text.clone())) {
                continue;
            }
            if running.is_header {
                headers.push(Block::new(Content::Header(text)));
            } else {
                self.document.push(Content::Footer(text));
            }
        }
        self.document.blocks.splice(0..0, headers);
        Ok(())
    }
}
