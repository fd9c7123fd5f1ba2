//! One slide: its shapes in reading order, its notes and comments.

use lode_runtime::Result;

use super::Reader;
use super::layout::Layout;
use super::shape::Shape;
use crate::document::{Block, Content};
use crate::office::embedded::fail;
use crate::office::reading_order;
use crate::office::relationships::Relationships;
use crate::xml::{Node, Walker, decode};

impl Reader<'_> {
    pub(super) fn slide(&mut self, path: &str) -> Result<()> {
        let parts = Relationships::read(self.package, path, self.context.job)?;
        let data = self.package.require(path)?;
        let shapes = self.shapes_of(path, &decode(&data), &parts)?;
        for shape in self.in_reading_order(shapes, &parts)? {
            self.push(shape);
        }
        if let Some(notes) = parts.parts_of("notesSlide").next() {
            let result = self.notes(notes);
            self.or_warning(notes, result)?;
        }
        for comments in parts.parts_of("comments") {
            let result = self.comments(comments);
            self.or_warning(comments, result)?;
        }
        Ok(())
    }

    fn shapes_of(&mut self, path: &str, text: &str, parts: &Relationships) -> Result<Vec<Shape>> {
        let mut xml = Walker::new(text, self.context.job);
        let mut shapes = Vec::new();
        while let Some(node) = xml.next(0).map_err(|error| error.at_path(path))? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "spTree" => self.shapes(&mut xml, parts, None, &mut shapes).map_err(|error| error.at_path(path))?,
                "bg" | "timing" | "transition" | "extLst" | "Fallback" => xml.skip()?,
                _ => {}
            }
        }
        Ok(shapes)
    }

    /// The title first, then from top to bottom, and from left to right in a row. What has no place on the slide has
    /// that of its placeholder in the layout.
    fn in_reading_order(&mut self, mut shapes: Vec<Shape>, parts: &Relationships) -> Result<Vec<Shape>> {
        let rank = |shape: &Shape| {
            let is_footer = shape.contents.iter().any(|content| matches!(content, Content::Footer(_)));
            let is_title = shape.placeholder.as_ref().is_some_and(|placeholder| placeholder.is_title());
            if is_title { 0 } else { 1 + u8::from(is_footer) }
        };
        if shapes.iter().filter(|shape| rank(shape) == 1).count() > 1 {
            for shape in shapes.iter_mut().filter(|shape| shape.place.is_none()) {
                let Some(placeholder) = &shape.placeholder else { continue };
                shape.place = self.layout(parts)?.and_then(|layout| layout.slot(placeholder)?.place);
            }
        }
        reading_order::sort(&mut shapes, rank, |shape| shape.place);
        Ok(shapes)
    }

    fn push(&mut self, shape: Shape) {
        for mut content in shape.contents {
            if let Content::Table(table) = &mut content {
                table.page = Some(self.page);
                table.bounding_box = shape.place;
            }
            self.document.blocks.push(Block {
                page: Some(self.page),
                bounding_box: shape.place,
                ..Block::new(content)
            });
        }
    }

    /// What the speaker notes down; other placeholders on the page of notes repeat the slide.
    fn notes(&mut self, path: &str) -> Result<()> {
        let data = self.package.require(path)?;
        let text = decode(&data);
        // Few notes refer to anything but their slide.
        let parts = if text.contains(":id=") || text.contains(":embed=") {
            Relationships::read(self.package, path, self.context.job)?
        } else {
            Relationships::default()
        };
        for shape in self.shapes_of(path, &text, &parts)? {
            if shape.placeholder.as_ref().is_some_and(|placeholder| placeholder.kind == "body") {
                for content in shape.contents {
                    // Notes have no bullets but their own, and no layout that says so.
                    let content = match content {
                        Content::ListItem { number: None, depth: 1, text } => Content::Paragraph(text),
                        other => other,
                    };
                    self.document.blocks.push(Block { page: Some(self.page), ..Block::new(content) });
                }
            }
        }
        Ok(())
    }

    /// The layout of a slide, read when it is first needed.
    pub(super) fn layout(&mut self, parts: &Relationships) -> Result<Option<&Layout>> {
        let Some(path) = parts.parts_of("slideLayout").next() else { return Ok(None) };
        if !self.layouts.contains_key(path) {
            let job = self.context.job;
            let layout = self.package.read_path(path).and_then(|data| match data {
                Some(data) => Layout::read(&decode(&data), job),
                None => Ok(Layout::default()),
            });
            let layout = self.or_warning(path, layout)?;
            self.layouts.insert(path.to_string(), layout);
        }
        Ok(self.layouts.get(path))
    }

    /// The value, or nothing and a warning that the part at `path` is damaged.
    pub(super) fn or_warning<T: Default>(&mut self, path: &str, result: Result<T>) -> Result<T> {
        match result {
            Ok(value) => Ok(value),
            Err(error) => {
                fail("PART_DAMAGED", path, error, &mut self.document)?;
                Ok(T::default())
            }
        }
    }
}
