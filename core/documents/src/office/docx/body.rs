//! Paragraphs and what they stand in.

use lode_runtime::Result;

use super::styles::Resolved;
use super::{Inline, Reader, Running};
use crate::document::{Block, Content};
use crate::math;
use crate::office::embedded::fail;
use crate::office::field::Field;
use crate::office::numbering::ListPlace;
use crate::office::paragraph::{self, Role};
use crate::office::rich;
use crate::xml::{Node, Tag, Walker};

/// What `w:pPr` says.
#[derive(Default)]
struct Properties {
    style: Resolved,
    outline: Option<u8>,
    list: Option<u32>,
    level: Option<u8>,
    /// It holds the large first letters of the paragraph that follows. ECMA-376 part 1, section 17.3.1.11.
    drop_cap: bool,
}

impl Properties {
    fn role(&self) -> Role {
        match self.outline {
            Some(level) if level < 9 && self.style.role != Role::Title => Role::Heading(level + 1),
            _ => self.style.role,
        }
    }

    fn list_place(&self) -> Option<ListPlace> {
        let of_style = self.style.list;
        let list = self.list.or(of_style.map(|place| place.list))?;
        let level = self.level.or(of_style.map(|place| place.level)).unwrap_or(0);
        Some(ListPlace { list, level }).filter(|place| place.list != 0)
    }

    /// The place as readers see it: styles may set it deeper than its list knows.
    fn shown_at(&self, place: ListPlace) -> ListPlace {
        ListPlace { level: place.level.max(self.style.nesting), ..place }
    }
}

impl Reader<'_> {
    /// The blocks in the element whose start came last, or in the whole part.
    pub(super) fn blocks(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "p" => self.paragraph(xml)?,
                "tbl" => {
                    self.end_drop_cap()?;
                    self.table(xml)?;
                }
                "sectPr" => self.section(xml)?,
                "altChunk" => self.alternative_chunk(&tag)?,
                "oMath" => {
                    let formula = math::office::formula(xml)?;
                    if !formula.trim().is_empty() {
                        self.document.push(Content::Formula(formula.trim().to_string()));
                    }
                }
                // What was deleted or moved away; what an application that knows less would show; settings.
                "del" | "moveFrom" | "Fallback" | "sdtPr" | "sdtEndPr" | "background" => xml.skip()?,
                _ => {}
            }
        }
        self.end_drop_cap()
    }

    /// Which headers and footers a section shows.
    fn section(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            let is_header = tag.name() == "headerReference";
            if !is_header && tag.name() != "footerReference" {
                continue;
            }
            let part = tag.prefixed_attribute("id").and_then(|id| self.part.relationships.part(&id));
            if let Some(path) = part
                && !self.running_paths.contains(path)
            {
                let path = path.to_string();
                self.running_paths.insert(path.clone());
                self.running.push(Running { is_header, path });
            }
        }
        Ok(())
    }

    pub(super) fn paragraph(&mut self, xml: &mut Walker) -> Result<()> {
        let mut properties = Properties::default();
        let depth = xml.depth();
        self.runs(xml, depth, &mut properties)?;
        if properties.drop_cap {
            return Ok(());
        }
        self.end_paragraph(&properties)
    }

    /// Ends a paragraph of first letters that no other paragraph followed.
    pub(super) fn end_drop_cap(&mut self) -> Result<()> {
        if self.inline.writer.is_empty() { Ok(()) } else { self.end_paragraph(&Properties::default()) }
    }

    /// Runs and what stands around them, up to the end of the element at `depth`.
    fn runs(&mut self, xml: &mut Walker, depth: u64, properties: &mut Properties) -> Result<()> {
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "pPr" => *properties = self.paragraph_properties(xml)?,
                "r" => {
                    let format = match properties.role() {
                        // A heading is bold in most templates; that says nothing beyond its being a heading.
                        Role::Body => properties.style.format,
                        _ => Default::default(),
                    };
                    self.run(xml, format)?;
                }
                "hyperlink" => {
                    let target = self.link_target(&tag);
                    let outer = std::mem::replace(&mut self.inline.hyperlink, target);
                    let inside = xml.depth();
                    self.runs(xml, inside, properties)?;
                    self.inline.hyperlink = outer;
                }
                "fldSimple" => {
                    let code = tag.attribute("instr").unwrap_or_default();
                    self.inline.fields.push(Field::with_code(&code));
                    let inside = xml.depth();
                    self.runs(xml, inside, properties)?;
                    self.inline.fields.pop();
                }
                "oMath" => {
                    let formula = math::office::formula(xml)?;
                    self.inline.writer.push_formula(&formula);
                }
                "del" | "moveFrom" | "Fallback" | "sdtPr" | "sdtEndPr" | "rt" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, xml: &mut Walker) -> Result<Properties> {
        let mut properties = Properties::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "pStyle" => {
                    if let Some(id) = tag.attribute("val") {
                        properties.style = self.style(&id)?;
                    }
                }
                "outlineLvl" => properties.outline = tag.number("val"),
                "numId" => properties.list = tag.number("val"),
                "ilvl" => properties.level = tag.number("val"),
                "framePr" => properties.drop_cap = tag.attribute("dropCap").is_some_and(|kind| kind != "none"),
                "sectPr" => self.section(xml)?,
                "rPr" | "pPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(properties)
    }

    /// Where `w:hyperlink` leads. Entries of tables of contents lead to places that only Word knows.
    fn link_target(&self, tag: &Tag) -> Option<String> {
        let mut target = String::new();
        if let Some(id) = tag.prefixed_attribute("id") {
            let relationship = self.part.relationships.by_id(&id)?;
            target.push_str(&relationship.target);
        }
        if let Some(anchor) = tag.attribute("anchor").filter(|anchor| !anchor.starts_with("_Toc")) {
            target.push('#');
            target.push_str(&anchor);
        }
        Some(target).filter(|target| !target.is_empty())
    }

    fn end_paragraph(&mut self, properties: &Properties) -> Result<()> {
        // A field that has no result by now is damaged or has none; it must not swallow the rest.
        self.inline.fields.retain(|field| field.separated);
        let text = self.inline.writer.take();
        let after = std::mem::take(&mut self.inline.after);
        if text.text.trim().is_empty() {
            paragraph::push_blank(properties.role(), &mut self.document);
        } else {
            self.document.links.extend(rich::links(&text));
            if text.is_formula() {
                self.document.push(Content::paragraph(text));
            } else {
                let marker = match properties.list_place() {
                    Some(place) => self.numbering()?.next(place).map(|marker| (properties.shown_at(place), marker)),
                    None => None,
                };
                paragraph::push(text, properties.role(), marker, &mut self.document);
            }
        }
        self.document.blocks.extend(after);
        Ok(())
    }

    /// What `read` finds inside a paragraph, such as a text box, to stand after it.
    pub(super) fn anchored(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let outer = std::mem::take(&mut self.inline);
        let blocks = self.collect(read);
        self.inline = outer;
        self.inline.after.extend(blocks?);
        Ok(())
    }

    /// A document of another format that stands in this one's place for it.
    fn alternative_chunk(&mut self, tag: &Tag) -> Result<()> {
        let part = tag.prefixed_attribute("id").and_then(|id| self.part.relationships.part(&id));
        let Some(path) = part.map(str::to_string) else { return Ok(()) };
        match self.embedded.document(&path) {
            Ok(inner) => {
                self.document.blocks.extend(inner.blocks);
                self.document.images.extend(inner.images);
                self.document.links.extend(inner.links);
                self.document.attachments.extend(inner.attachments);
                self.document.warnings.extend(inner.warnings);
                Ok(())
            }
            Err(error) => fail("ATTACHMENT_UNREADABLE", &path, error, &mut self.document),
        }
    }

    /// Adds a block after the paragraph that is being read.
    pub(super) fn push_after(&mut self, content: Content) {
        self.inline.after.push(Block::new(content));
    }
}

impl Inline {
    /// Where text written now links to.
    pub(super) fn link(&self) -> Option<String> {
        self.fields.iter().rev().find_map(|field| field.link.clone()).or_else(|| self.hyperlink.clone())
    }
}
