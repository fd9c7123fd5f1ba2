//! Drawings, pictures and embedded objects in a run.

use lode_runtime::Result;

use super::Reader;
use crate::document::{Block, Content};
use crate::office::embedded::fail;
use crate::office::relationships::Relationships;
use crate::office::{chart, diagram};
use crate::xml::{Node, Tag, Walker, decode};

impl Reader<'_> {
    /// Reads `w:drawing`, `w:pict` or `w:object`. What has text stands after the paragraph.
    pub(super) fn drawing(&mut self, xml: &mut Walker) -> Result<()> {
        let mut description = String::new();
        let mut has_text = false;
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "docPr" | "cNvPr" | "shape" | "rect" | "oval" | "roundrect" => {
                    let said = tag.attribute("descr").or_else(|| tag.attribute("alt"));
                    if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
                        description = said.trim().to_string();
                    }
                }
                "blip" | "imagedata" => self.picture(&tag, &description)?,
                "txbxContent" => {
                    has_text = true;
                    self.anchored(|reader| reader.blocks(xml))?;
                }
                "textpath" => {
                    if let Some(text) = tag.attribute("string").filter(|text| !text.trim().is_empty()) {
                        has_text = true;
                        self.push_after(Content::Paragraph(text.trim().into()));
                    }
                }
                "chart" => {
                    has_text = true;
                    self.chart(&tag)?;
                }
                "relIds" => {
                    has_text = true;
                    self.diagram(&tag)?;
                }
                "OLEObject" => self.object(&tag)?,
                "Fallback" => xml.skip()?,
                _ => {}
            }
        }
        if !description.is_empty() && !has_text {
            self.push_after(Content::Image { description, url: None });
        }
        Ok(())
    }

    fn picture(&mut self, tag: &Tag, description: &str) -> Result<()> {
        let id = tag.prefixed_attribute("embed").or_else(|| tag.prefixed_attribute("id"));
        if let Some(path) = id.and_then(|id| self.part.relationships.part(&id)) {
            self.embedded.image(path, description, None, &mut self.document)?;
        }
        Ok(())
    }

    fn object(&mut self, tag: &Tag) -> Result<()> {
        let id = tag.prefixed_attribute("id").unwrap_or_default();
        match self.part.relationships.part(&id) {
            Some(path) => self.embedded.file(path, &mut self.document),
            None => Ok(()),
        }
    }

    fn chart(&mut self, tag: &Tag) -> Result<()> {
        let id = tag.prefixed_attribute("id").unwrap_or_default();
        let Some(path) = self.part.relationships.part(&id).map(str::to_string) else { return Ok(()) };
        let job = self.context.job;
        let contents = self.package.require(&path).and_then(|data| chart::read(&decode(&data), job));
        self.push_all_after(&path, contents)
    }

    fn diagram(&mut self, tag: &Tag) -> Result<()> {
        let id = tag.prefixed_attribute("dm").unwrap_or_default();
        let Some(path) = self.part.relationships.part(&id).map(str::to_string) else { return Ok(()) };
        let (package, job) = (self.package, self.context.job);
        let contents = package.require(&path).and_then(|data| {
            let relationships = Relationships::read(package, &path, job)?;
            diagram::read(&decode(&data), &relationships, job)
        });
        self.push_all_after(&path, contents)
    }

    fn push_all_after(&mut self, path: &str, contents: Result<Vec<Content>>) -> Result<()> {
        match contents {
            Ok(contents) => {
                self.inline.after.extend(contents.into_iter().map(Block::new));
                Ok(())
            }
            Err(error) => fail("PART_DAMAGED", path, error, &mut self.document),
        }
    }
}
