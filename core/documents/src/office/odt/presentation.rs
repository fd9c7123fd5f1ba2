//! Slides (section 10.2): each is a page.

use lode_runtime::Result;

use super::Reader;
use super::styles::points;
use crate::document::{Block, Content, PageInfo};
use crate::flatten;
use crate::model::BoundingBox;
use crate::office::reading_order;
use crate::xml::{Node, Tag, Walker};

/// A shape on a slide.
struct Shape {
    /// What it is for, such as `title` or `outline`.
    class: String,
    place: Option<BoundingBox>,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    /// Reads `draw:page`: the title first, the rest in reading order, then the notes.
    pub(super) fn slide(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let number = self.document.metadata.pages.unwrap_or(0).saturating_add(1);
        self.document.metadata.pages = Some(number);
        self.context.job.limits().pages(u64::from(number))?;
        if !self.context.options.wants_page(number) {
            return xml.skip();
        }
        let size = tag.attribute("master-page-name").and_then(|master| self.styles.page_size(&master));
        self.document.pages.push(PageInfo { number, size, scanned: false });
        self.page = Some(number);
        let mut shapes = Vec::new();
        let mut notes = Vec::new();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "notes" => notes = self.notes_page(xml)?,
                "annotation" => self.annotation(xml)?,
                "forms" => xml.skip()?,
                _ => shapes.push(self.shape(&tag, xml)?),
            }
        }
        reading_order::sort(&mut shapes, |shape| u8::from(shape.class != "title"), |shape| shape.place);
        let opens_the_show = number == 1 && shapes.iter().any(|shape| shape.class == "subtitle");
        for shape in shapes {
            self.push_shape(shape, opens_the_show);
        }
        self.document.blocks.extend(notes);
        self.page = None;
        Ok(())
    }

    fn shape(&mut self, tag: &Tag, xml: &mut Walker) -> Result<Shape> {
        let class = tag.attribute("class").unwrap_or_default().into_owned();
        let length = |name| tag.attribute(name).and_then(|length| points(&length));
        let corner = length("x").zip(length("y"));
        let place = corner.map(|(x, y)| BoundingBox {
            x0: x,
            y0: y,
            x1: x + length("width").unwrap_or(0.0),
            y1: y + length("height").unwrap_or(0.0),
        });
        let blocks = self.collect(|reader| reader.drawing(tag, xml).map(drop))?;
        Ok(Shape { class, place, blocks })
    }

    fn push_shape(&mut self, shape: Shape, opens_the_show: bool) {
        if shape.class == "title" && !shape.blocks.is_empty() {
            let mut text = flatten::rich(shape.blocks);
            text.text = text.text.replace('\n', " ");
            let content = if opens_the_show { Content::Title(text) } else { Content::Heading { level: 1, text } };
            self.document.blocks.push(Block { page: self.page, bounding_box: shape.place, ..Block::new(content) });
            return;
        }
        self.document.blocks.extend(shape.blocks.into_iter().map(|mut block| {
            block.bounding_box = shape.place;
            if let Content::Table(table) = &mut block.content {
                table.bounding_box = shape.place;
            }
            block
        }));
    }

    /// What the speaker notes down; the rest of the page of notes repeats the slide.
    fn notes_page(&mut self, xml: &mut Walker) -> Result<Vec<Block>> {
        let mut notes = Vec::new();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            if tag.attribute("class").is_some_and(|class| class == "notes") {
                notes.extend(self.shape(&tag, xml)?.blocks);
            } else {
                xml.skip()?;
            }
        }
        Ok(notes)
    }
}
