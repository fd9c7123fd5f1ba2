//! From text to blocks: what the elements around a text make of it, and where it goes.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::{Builder, State};
use crate::document::{Block, Content, Inside, Mark, MarkKind, RichText};
use crate::web::html::meta;
use crate::web::html::note::{self, Reference};
use crate::web::html::role::Role;

impl Builder<'_> {
    /// Ends the formula that something else breaks off.
    pub(super) fn end_formula(&mut self) {
        if self.formula.is_some()
            && let Some(index) = self.stack.iter().rposition(|open| open.role == Role::Foreign)
        {
            self.pop_to(index);
        }
    }

    pub(super) fn write_formula(&mut self) {
        let Some((formula, is_block)) = self.formula.take() else { return };
        let formula = formula.finish();
        if formula.is_empty() {
            return;
        }
        if is_block && self.preformatted == 0 {
            self.boundary();
            return self.put(Content::Formula(formula));
        }
        self.inline.open(MarkKind::Formula);
        self.inline.push_as_is(&formula);
        self.inline.close(|kind| *kind == MarkKind::Formula);
    }

    pub(super) fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match table.finish(self.context.job) {
            Ok(blocks) => blocks.into_iter().for_each(|block| self.put(block)),
            Err(error) => self.error = self.error.take().or(Some(error)),
        }
    }

    /// Adds a block to the innermost open cell, else to the document. What stands in a table outside its cells is shown before it.
    pub(super) fn put(&mut self, content: Content) {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut());
        match cell {
            Some(cell) => cell.blocks.push(content),
            None => self.document.blocks.push(Block { inside: self.inside(), ..Block::new(content) }),
        }
    }

    /// The quotes around what is read now, and the list item within the innermost of them.
    pub(super) fn inside(&self) -> Inside {
        let mut inside = Inside::default();
        let mut lists = 0;
        for open in &self.stack {
            match open.role {
                Role::BlockQuote => inside = Inside { quotes: inside.quotes + 1, item: 0 },
                Role::List { .. } => lists += 1,
                Role::Item => inside.item = lists.max(1),
                _ => {}
            }
        }
        inside
    }

    /// Ends the reference that is being read: its label stands in brackets.
    pub(super) fn end_reference(&mut self) {
        let Some(Reference { note, text }) = self.reference.take() else { return };
        let label = text.trim().trim_matches(['[', ']', '(', ')']).trim();
        if label.is_empty() {
            return;
        }
        let label = self.notes.refer(note, label);
        self.inline.open(MarkKind::FootnoteReference);
        self.inline.push_as_is(&format!("[{label}]"));
        self.inline.close(|kind| *kind == MarkKind::FootnoteReference);
    }

    /// The label of the note that an element is, where something referred to it.
    pub(super) fn note_label(&mut self, tag: &Tag) -> Option<String> {
        if self.notes.is_empty() || self.note.is_some() || !self.tables.is_empty() {
            return None;
        }
        self.notes.take(&note::name(self.file, meta::attribute(tag, &local_name!("id"))?))
    }

    /// The edge of a block: its text is whole. In preformatted text it is only the end of a line.
    pub(super) fn boundary(&mut self) {
        if self.preformatted == 0 {
            self.flush();
        } else if !self.inline.at_line_start() {
            self.inline.push_break();
        }
    }

    pub(super) fn flush(&mut self) {
        self.end_reference();
        let text = self.inline.take();
        let images = std::mem::take(&mut self.images);
        if !text.text.chars().all(char::is_whitespace) {
            self.push_text(text);
        }
        images.into_iter().for_each(|image| self.put(image));
    }

    /// Adds a text as what the element around it makes of it.
    pub(super) fn push_text(&mut self, mut text: RichText) {
        for open in self.stack.iter_mut().rev() {
            let content = match (open.role, &mut open.state) {
                (Role::Heading(level), _) => Content::Heading { level, text },
                (Role::Caption, _) => {
                    return match self.tables.last_mut() {
                        Some(table) => table.set_caption(text),
                        None => self.put(Content::Paragraph(text)),
                    };
                }
                (Role::Term, _) => {
                    text.marks.retain(|mark| mark.kind != MarkKind::Bold);
                    text.marks.insert(0, Mark { start: 0, end: text.text.len(), kind: MarkKind::Bold });
                    Content::Paragraph(text)
                }
                (Role::Item, state @ State::Item { .. }) => match std::mem::replace(state, State::None) {
                    State::Item { number, depth } => Content::ListItem { depth, number, text },
                    _ => Content::Paragraph(text),
                },
                (Role::Item | Role::Cell { .. } | Role::Table, _) => break,
                _ => continue,
            };
            return self.put(content);
        }
        self.put(Content::paragraph(text));
    }

    pub(super) fn flush_code(&mut self) {
        let text = self.inline.take_as_is();
        let images = std::mem::take(&mut self.images);
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        if !text.trim().is_empty() {
            let state = self.stack.last_mut().map(|open| std::mem::replace(&mut open.state, State::None));
            let language = match state {
                Some(State::Code { language }) => language,
                _ => None,
            };
            self.put(Content::Code { language, text: text.to_string() });
        }
        images.into_iter().for_each(|image| self.put(image));
    }
}
