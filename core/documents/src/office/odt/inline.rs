//! Text of paragraphs (sections 5 to 7), with white space as OpenDocument treats it (6.1.2).

use lode_runtime::Result;

use super::{Reader, block};
use crate::document::{Block, Content, RichText};
use crate::flatten;
use crate::model::Annotation;
use crate::office::properties::rfc_3339;
use crate::office::rich;
use crate::office::rich::{Format, FormatChange, RichWriter};
use crate::xml::{Node, Tag, Walker};

/// Spaces that one `text:s` may stand for; more are an attack.
const MOST_SPACES: usize = 1000;

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct Inline {
    writer: RichWriter,
    format: FormatChange,
    /// The last character was white space, which the next one would only repeat; also so at the start.
    after_space: bool,
    /// Blocks that are anchored in the paragraph and stand after it.
    pub after: Vec<Block>,
    /// In headers and footers.
    pub leaves_out_page_numbers: bool,
}

impl Reader<'_> {
    /// The text of the paragraph whose start came last, and the blocks that are anchored in it.
    pub(super) fn paragraph_text(&mut self, xml: &mut Walker, format: FormatChange) -> Result<(RichText, Vec<Block>)> {
        let leaves_out_page_numbers = self.inline.leaves_out_page_numbers;
        let own = Inline { format, after_space: true, leaves_out_page_numbers, ..Inline::default() };
        let outer = std::mem::replace(&mut self.inline, own);
        let result = self.inline_nodes(xml);
        let mut own = std::mem::replace(&mut self.inline, outer);
        result?;
        own.writer.set_link(None);
        let text = own.writer.take();
        self.document.links.extend(rich::links(&text).map(|mut link| {
            link.page = self.page;
            link
        }));
        Ok((text, own.after))
    }

    fn inline_nodes(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            match node {
                Node::Text(text) => self.push_collapsed(&text),
                Node::Start(tag) => self.inline_element(&tag, xml)?,
            }
        }
        Ok(())
    }

    fn inline_element(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        match tag.name() {
            "span" => {
                let outer = self.inline.format;
                if let Some(name) = tag.attribute("style-name") {
                    self.inline.format = outer.then(self.styles.resolve("text", &name).0);
                }
                self.inline_nodes(xml)?;
                self.inline.format = outer;
            }
            "a" => {
                self.inline.writer.set_link(tag.attribute("href").map(|href| href.into_owned()));
                self.inline_nodes(xml)?;
                self.inline.writer.set_link(None);
            }
            "s" => {
                let count = tag.number::<usize>("c").unwrap_or(1).min(MOST_SPACES);
                self.push_text(&" ".repeat(count));
            }
            "tab" => self.push_text("\t"),
            "line-break" => {
                self.push_text("\n");
                self.inline.after_space = true;
            }
            "note" => self.note(xml)?,
            "annotation" => self.annotation(xml)?,
            "page-number" | "page-count" if self.inline.leaves_out_page_numbers => xml.skip()?,
            "ruby-text" | "hidden-text" | "script" | "tracked-changes" => xml.skip()?,
            "frame" | "custom-shape" | "rect" | "line" | "g" | "text-box" | "ellipse" | "polygon" | "path"
            | "connector" | "caption" | "circle" => self.anchored(tag, xml)?,
            _ => self.inline_nodes(xml)?,
        }
        Ok(())
    }

    /// A shape in the text: a formula is part of the sentence, what others hold stands after the paragraph.
    fn anchored(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let lists = std::mem::take(&mut self.lists);
        let blocks = self.collect(|reader| reader.drawing(tag, xml).map(drop));
        self.lists = lists;
        let blocks = blocks?;
        if let [Block { content: Content::Formula(formula), .. }] = blocks.as_slice() {
            self.inline.writer.push_formula(formula);
            self.inline.after_space = false;
        } else {
            self.inline.after.extend(blocks);
        }
        Ok(())
    }

    fn note(&mut self, xml: &mut Walker) -> Result<()> {
        let mut label = String::new();
        let mut text = RichText::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "note-citation" => {
                    xml.text_into(&mut label)?;
                    self.inline.writer.push_note_reference(label.trim());
                    self.inline.after_space = false;
                }
                "note-body" => {
                    let lists = std::mem::take(&mut self.lists);
                    let blocks = self.collect(|reader| reader.blocks(xml));
                    self.lists = lists;
                    text = flatten::rich(blocks?);
                }
                _ => {}
            }
        }
        if !text.text.trim().is_empty() {
            self.notes.push(block(Content::Footnote { label: label.trim().to_string(), text }, self.page));
        }
        Ok(())
    }

    /// Adds a comment.
    pub(super) fn annotation(&mut self, xml: &mut Walker) -> Result<()> {
        let mut annotation = Annotation { kind: "comment".into(), page: self.page, ..Annotation::default() };
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "creator" => annotation.author = Some(xml.text()?).filter(|author| !author.is_empty()),
                "date" => annotation.created = rfc_3339(&xml.text()?),
                "p" => {
                    let (text, _) = self.paragraph_text(xml, FormatChange::default())?;
                    if !annotation.content.is_empty() {
                        annotation.content.push('\n');
                    }
                    annotation.content.push_str(&text.text);
                }
                _ => {}
            }
        }
        self.document.annotations.push(annotation);
        Ok(())
    }

    /// Adds text as it is.
    fn push_text(&mut self, text: &str) {
        let format = self.inline.format.apply(Format::default());
        self.inline.writer.set_format(format);
        self.inline.writer.push(text);
        self.inline.after_space = false;
    }

    /// Adds text; runs of white space become one space, and none at the start of a line.
    fn push_collapsed(&mut self, text: &str) {
        let format = self.inline.format.apply(Format::default());
        self.inline.writer.set_format(format);
        // Most pieces are words with single spaces between them: take as much as needs no change at once.
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let (mut start, mut after_space) = (0, self.inline.after_space);
        for (at, byte) in text.bytes().enumerate() {
            if !is_space(&byte) {
                after_space = false;
                continue;
            }
            if after_space || byte != b' ' {
                self.inline.writer.push(text.get(start..at).unwrap_or_default());
                if !after_space {
                    self.inline.writer.push(" ");
                }
                start = at + 1;
            }
            after_space = true;
        }
        self.inline.writer.push(text.get(start..).unwrap_or_default());
        self.inline.after_space = after_space;
    }
}
