//! Runs: text of one format, and what stands in it.

use lode_runtime::Result;

use super::Reader;
use super::styles::read_format;
use crate::office::field::Field;
use crate::office::rich::{Format, FormatChange};
use crate::office::symbols;
use crate::xml::{Node, Tag, Walker};

/// Fields in fields in fields: no one writes that many, but a damaged file may never end them.
const DEEPEST_FIELD: usize = 64;

impl Reader<'_> {
    /// Reads `w:r`. `base` is the format of the paragraph's style.
    pub(super) fn run(&mut self, xml: &mut Walker, base: FormatChange) -> Result<()> {
        let mut format = base;
        self.inline.writer.set_format(format.apply(Format::default()));
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "rPr" => {
                    format = self.run_properties(xml, base)?;
                    self.inline.writer.set_format(format.apply(Format::default()));
                }
                "t" => {
                    let inside = xml.depth();
                    while let Some(node) = xml.next(inside)? {
                        if let Node::Text(text) = node {
                            self.push_text(&text);
                        }
                    }
                }
                "tab" | "ptab" => self.push_text("\t"),
                "br" | "cr" => self.push_text("\n"),
                "noBreakHyphen" => self.push_text("\u{2011}"),
                "sym" => {
                    let font = tag.attribute("font").unwrap_or_default();
                    let code = tag.attribute("char").unwrap_or_default();
                    if let Some(character) = symbols::character(&font, &code) {
                        self.push_text(character.encode_utf8(&mut [0; 4]));
                    }
                }
                "fldChar" => {
                    self.field_character(&tag);
                    xml.skip()?;
                }
                "instrText" => {
                    if let Some(field) = self.inline.fields.last_mut().filter(|field| !field.separated) {
                        xml.text_into(&mut field.code)?;
                    }
                }
                "footnoteReference" | "endnoteReference" => self.note_reference(&tag),
                "drawing" | "pict" | "object" => self.drawing(xml)?,
                "delText" | "delInstrText" | "Fallback" | "rt" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn run_properties(&mut self, xml: &mut Walker, base: FormatChange) -> Result<FormatChange> {
        let mut style = FormatChange::default();
        let mut own = FormatChange::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "rStyle" => {
                    if let Some(id) = tag.attribute("val") {
                        style = self.style(&id)?.format;
                    }
                }
                "rPrChange" => xml.skip()?,
                _ => read_format(&tag, &mut own),
            }
        }
        Ok(base.then(style).then(own))
    }

    fn field_character(&mut self, tag: &Tag) {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") if self.inline.fields.len() < DEEPEST_FIELD => self.inline.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.inline.fields.last_mut() {
                    field.separate();
                }
            }
            Some("end") => {
                self.inline.fields.pop();
            }
            _ => {}
        }
    }

    /// Adds text to the paragraph, unless it is part of a field's code or a page number.
    pub(super) fn push_text(&mut self, text: &str) {
        if self.in_hidden_field() {
            return;
        }
        let link = self.inline.link();
        self.inline.writer.set_link(link);
        self.inline.writer.push(text);
    }

    /// Whether what comes is part of a field's code, or the number of a page.
    pub(super) fn in_hidden_field(&self) -> bool {
        let fields = &self.inline.fields;
        let in_code = fields.split_last().is_some_and(|(_, outer)| outer.iter().any(|field| !field.separated));
        in_code || fields.iter().any(|field| field.page_number)
    }
}
