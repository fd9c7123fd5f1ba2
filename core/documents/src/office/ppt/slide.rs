//! One slide: its shapes in reading order, its footers, its notes and comments.

use std::collections::HashSet;

use lode_runtime::Result;

use super::drawing::{self, Shape, Source};
use super::list::Entry;
use super::record::{self, Record, Records};
use super::text::{self, CENTER_TITLE, NOTES, TITLE, Text};
use super::{Reader, table};
use crate::document::{Block, Content};
use crate::flatten;
use crate::little_endian::{u16_at, u32_at};
use crate::model::BoundingBox;
use crate::office::drawing_text::{self, Bullets, Paragraph};
use crate::office::{reading_order, rich};

/// What shapes stand for ([MS-PPT] 2.13.23).
const TITLES: [u8; 5] = [0x01, 0x03, 0x0D, 0x0F, 0x11];
const SLIDE_NUMBER: u8 = 0x08;
const FOOTERS: [u8; 3] = [0x07, 0x09, 0x0A];
const NOTES_BODY: u8 = 0x0C;
/// The page of notes.
const NOTES_PAGE: u16 = 0x03F0;
/// Where a slide says what its notes are (2.5.10).
const NOTES_AT: usize = 16;
/// The list of headers and footers for all slides (2.4.15.1).
const FOR_SLIDES: u16 = 3;

/// What is read of a shape.
struct Item {
    /// Titles come first, footers last.
    rank: u8,
    place: Option<BoundingBox>,
    contents: Vec<Content>,
}

impl Reader<'_> {
    /// Reads a slide; `entry` is what the list of slides has of it.
    pub(super) fn slide(&mut self, slide: Option<Record>, entry: &Entry) -> Result<()> {
        self.context.job.check()?;
        // Slides of a damaged presentation may all be the same one.
        let size = slide.map_or(0, |slide| slide.data.len()) + entry.texts.len();
        self.context.job.charge_expanded(size as u64)?;
        let mut outline = text::texts(Records(entry.texts));
        let mut seen = HashSet::new();
        for text in &mut outline {
            let numbers = self.numbers.get(&(entry.id, text.kind)).filter(|_| seen.insert(text.kind));
            text.numbers = numbers.copied().unwrap_or_default();
        }
        let shapes = slide.map(|slide| drawing::shapes(&slide)).unwrap_or_default();
        let mut items = Vec::new();
        for shape in &shapes {
            items.extend(self.item(shape, slide, &outline)?);
        }
        if items.is_empty() {
            for text in outline {
                let shape = Shape { text: Some(Source::Own(text)), ..Shape::default() };
                items.extend(self.item(&shape, slide, &[])?);
            }
        }
        reading_order::sort(&mut items, |item| item.rank, |item| item.place);
        for item in items {
            for content in item.contents {
                self.push(content, item.place);
            }
        }
        if let Some(slide) = slide {
            self.footers(&slide)?;
            self.notes(&slide)?;
            self.comments(&slide)?;
        }
        Ok(())
    }

    fn push(&mut self, mut content: Content, place: Option<BoundingBox>) {
        if let Content::Table(table) = &mut content {
            table.page = Some(self.page);
            table.bounding_box = place;
        }
        self.document.blocks.push(Block { page: Some(self.page), bounding_box: place, ..Block::new(content) });
    }

    fn item(&mut self, shape: &Shape, slide: Option<Record>, outline: &[Text]) -> Result<Option<Item>> {
        let mut item = Item { rank: 1, place: shape.place, contents: Vec::new() };
        if !shape.cells.is_empty() {
            item.contents.extend(self.table(shape, outline)?.map(Content::Table));
        } else if let Some(text) = text_of(shape, outline) {
            self.text(shape, text, slide, &mut item)?;
        } else if !shape.description.is_empty() {
            item.contents.push(Content::Image { description: shape.description.clone(), url: None });
        }
        Ok(Some(item).filter(|item| !item.contents.is_empty()))
    }

    fn text(&mut self, shape: &Shape, text: &Text, slide: Option<Record>, item: &mut Item) -> Result<()> {
        let paragraphs = self.paragraphs(text)?;
        if paragraphs.is_empty() || shape.placeholder == SLIDE_NUMBER {
            return Ok(());
        }
        if FOOTERS.contains(&shape.placeholder) {
            let lines: Vec<String> = paragraphs.into_iter().map(|paragraph| paragraph.text.text).collect();
            item.rank = 2;
            item.contents.extend(self.new_footer(lines.join("\n")));
        } else if matches!(text.kind, TITLE | CENTER_TITLE) || TITLES.contains(&shape.placeholder) {
            item.rank = 0;
            item.contents.push(drawing_text::title(paragraphs, self.page == 1 && text.kind == CENTER_TITLE));
        } else {
            let bullets = self.bullets(slide, text.kind)?;
            item.contents = drawing_text::items(paragraphs, &bullets);
        }
        Ok(())
    }

    fn paragraphs(&mut self, text: &Text) -> Result<Vec<Paragraph>> {
        let paragraphs = text.paragraphs(&self.addresses, self.context.job)?;
        for paragraph in &paragraphs {
            self.document.links.extend(rich::links(&paragraph.text).map(|mut link| {
                link.page = Some(self.page);
                link
            }));
        }
        Ok(paragraphs)
    }

    fn table(&mut self, shape: &Shape, outline: &[Text]) -> Result<Option<crate::model::Table>> {
        let mut cells = Vec::new();
        for cell in &shape.cells {
            let Some((text, place)) = text_of(cell, outline).zip(cell.place) else { continue };
            let contents = drawing_text::items(self.paragraphs(text)?, &Bullets::default());
            let mut text = String::new();
            flatten::text_into(&contents.into_iter().map(Block::new).collect::<Vec<_>>(), &mut text);
            cells.push((place, text));
        }
        table::read(cells, self.context.job)
    }

    fn new_footer(&mut self, text: String) -> Option<Content> {
        let is_new = !text.trim().is_empty() && self.footers.insert(text.clone());
        is_new.then(|| Content::Footer(text.as_str().into()))
    }

    /// The date and the footer that slides show where their master has a place for them (2.4.15).
    fn footers(&mut self, slide: &Record) -> Result<()> {
        let Some(list) = slide.child(record::HEADERS_FOOTERS).or(self.running) else { return Ok(()) };
        let atom = list.child(record::HEADERS_FOOTERS_ATOM);
        let flags = atom.and_then(|atom| u16_at(atom.data, 2)).unwrap_or(0);
        // A date that the user gave, and the footer, where they are switched on.
        for (instance, wanted) in [(0, 0b101), (2, 0b10_0000)] {
            let found = list.children().find(|child| child.kind == record::STRING && child.instance == instance);
            if flags & wanted != wanted {
                continue;
            }
            let Some(found) = found else { continue };
            // All slides may have the same one.
            self.context.job.charge_expanded(found.data.len() as u64)?;
            if let Some(footer) = self.new_footer(text::string(&found)) {
                self.push(footer, None);
            }
        }
        Ok(())
    }

    /// What the speaker notes down; other shapes on the page of notes repeat the slide.
    fn notes(&mut self, slide: &Record) -> Result<()> {
        let id = slide.child(record::SLIDE_ATOM).and_then(|atom| u32_at(atom.data, NOTES_AT)).filter(|id| *id != 0);
        let object = id.and_then(|id| self.notes.get(&id));
        let Some(page) = object.and_then(|object| self.objects.get(*object, NOTES_PAGE)) else { return Ok(()) };
        self.context.job.charge_expanded(page.data.len() as u64)?;
        for shape in drawing::shapes(&page) {
            let Some(text) = text_of(&shape, &[]) else { continue };
            if shape.placeholder != NOTES_BODY && text.kind != NOTES {
                continue;
            }
            for content in drawing_text::items(self.paragraphs(text)?, &Bullets::default()) {
                // Notes have no bullets but their own.
                let content = match content {
                    Content::ListItem { number: None, depth: 1, text } => Content::Paragraph(text),
                    other => other,
                };
                self.push(content, None);
            }
        }
        Ok(())
    }
}

/// What says which date and footer all slides have.
pub(super) fn running<'a>(document: &Record<'a>) -> Option<Record<'a>> {
    document.children().find(|list| list.kind == record::HEADERS_FOOTERS && list.instance == FOR_SLIDES)
}

fn text_of<'s, 'a>(shape: &'s Shape<'a>, outline: &'s [Text<'a>]) -> Option<&'s Text<'a>> {
    match shape.text.as_ref()? {
        Source::Own(text) => Some(text),
        Source::Outline(index) => outline.get(*index),
    }
}
