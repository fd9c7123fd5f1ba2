//! Shapes and what is in them.

use lode_runtime::Result;

use super::layout::{Placeholder, transform};
use super::{Reader, table};
use crate::document::Content;
use crate::model::BoundingBox;
use crate::office::placement::{Transform, placed};
use crate::office::relationships::Relationships;
use crate::office::{chart, diagram};
use crate::xml::{Node, Tag, Walker, decode};

/// A shape with something to read.
pub(super) struct Shape {
    pub placeholder: Option<Placeholder>,
    pub place: Option<BoundingBox>,
    pub contents: Vec<Content>,
}

impl Reader<'_> {
    /// The shapes in the element whose start came last, those in groups included, in the order of the file.
    pub(super) fn shapes(
        &mut self,
        xml: &mut Walker,
        parts: &Relationships,
        outer: Option<&Transform>,
        shapes: &mut Vec<Shape>,
    ) -> Result<()> {
        let mut own = None;
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            let group = own.as_ref().or(outer);
            match tag.name() {
                "sp" | "cxnSp" | "pic" | "graphicFrame" | "contentPart" => {
                    let mut shape = self.shape(xml, parts)?;
                    shape.place = shape.place.map(|place| placed(place, group));
                    if !shape.contents.is_empty() {
                        shapes.push(shape);
                    }
                }
                "grpSpPr" => own = group_transform(xml, outer)?,
                "grpSp" => self.shapes(xml, parts, group, shapes)?,
                "Fallback" | "extLst" | "nvGrpSpPr" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn shape(&mut self, xml: &mut Walker, parts: &Relationships) -> Result<Shape> {
        let mut shape = Shape { placeholder: None, place: None, contents: Vec::new() };
        let mut description = String::new();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "cNvPr" => {
                    if let Some(said) = tag.attribute("descr") {
                        description = said.trim().to_string();
                    }
                }
                "ph" => shape.placeholder = Some(Placeholder::read(&tag)),
                "xfrm" => {
                    // The frame of an object comes before that of the picture within.
                    let found = transform(xml)?.map(|transform| transform.place);
                    shape.place = shape.place.or(found);
                }
                "txBody" => {
                    let contents = self.text_body(xml, parts, shape.placeholder.as_ref())?;
                    shape.contents.extend(contents);
                }
                "tbl" => {
                    let table = table::read(xml, parts, self.context.job, &mut self.document.links)?;
                    shape.contents.extend(table.map(Content::Table));
                }
                "blip" => self.picture(&tag, parts, &description)?,
                "chart" => shape.contents.extend(self.chart(&tag, parts)?),
                "relIds" => shape.contents.extend(self.diagram(&tag, parts)?),
                "oleObj" => {
                    let id = tag.prefixed_attribute("id").unwrap_or_default();
                    if let Some(path) = parts.part(&id) {
                        self.embedded.file(path, &mut self.document)?;
                    }
                }
                "Fallback" | "extLst" => xml.skip()?,
                _ => {}
            }
        }
        if !description.is_empty() && shape.contents.is_empty() {
            shape.contents.push(Content::Image { description, url: None });
        }
        Ok(shape)
    }

    fn picture(&mut self, tag: &Tag, parts: &Relationships, description: &str) -> Result<()> {
        let id = tag.prefixed_attribute("embed").unwrap_or_default();
        match parts.part(&id) {
            Some(path) => self.embedded.image(path, description, Some(self.page), &mut self.document),
            None => Ok(()),
        }
    }

    fn chart(&mut self, tag: &Tag, parts: &Relationships) -> Result<Vec<Content>> {
        let id = tag.prefixed_attribute("id").unwrap_or_default();
        let Some(path) = parts.part(&id) else { return Ok(Vec::new()) };
        let job = self.context.job;
        let contents = self.package.require(path).and_then(|data| chart::read(&decode(&data), job));
        self.or_warning(path, contents)
    }

    fn diagram(&mut self, tag: &Tag, parts: &Relationships) -> Result<Vec<Content>> {
        let id = tag.prefixed_attribute("dm").unwrap_or_default();
        let Some(path) = parts.part(&id) else { return Ok(Vec::new()) };
        let (package, job) = (self.package, self.context.job);
        let contents = package.require(path).and_then(|data| {
            let parts = Relationships::read(package, path, job)?;
            diagram::read(&decode(&data), &parts, job)
        });
        self.or_warning(path, contents)
    }
}

fn group_transform(xml: &mut Walker, outer: Option<&Transform>) -> Result<Option<Transform>> {
    let mut found = None;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        if matches!(&node, Node::Start(tag) if tag.name() == "xfrm") {
            found = transform(xml)?;
        }
    }
    // The group's place is given in the coordinates of the group around it.
    Ok(found.map(|own| Transform { place: placed(own.place, outer), inside: own.inside }))
}
