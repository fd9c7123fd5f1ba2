//! Puts recognized text where it belongs in a document.

use std::collections::BTreeMap;

use super::reply::{Reply, Word};
use crate::document::{Block, Content, Document, RichText};
use crate::model::BoundingBox;

/// What a backend found on a page image of a size in pixels.
pub struct Recognized {
    pub reply: Reply,
    pub width: u32,
    pub height: u32,
}

/// Adds the text of each page after the blocks of that page. With `replace`, it takes the place of the page's text layer,
/// unless nothing was recognized; pictures stay.
pub fn insert(document: &mut Document, recognized: BTreeMap<u32, Recognized>, replace: bool) {
    let sizes: BTreeMap<u32, (f64, f64)> =
        document.pages.iter().filter_map(|page| Some((page.number, page.size?))).collect();
    let mut pages: BTreeMap<u32, Vec<Block>> = BTreeMap::new();
    for (number, page) in recognized {
        pages.insert(number, paragraphs(number, &page, sizes.get(&number).copied()));
    }
    let replaced = |block: &Block| {
        let filled = block.page.and_then(|page| pages.get(&page)).is_some_and(|blocks| !blocks.is_empty());
        replace && filled && !matches!(block.content, Content::Image { .. })
    };
    let mut kept = std::mem::take(&mut document.blocks);
    kept.retain(|block| !replaced(block));
    for block in kept {
        while let Some(page) = block.page
            && let Some(earlier) = pages.first_entry().filter(|entry| *entry.key() < page)
        {
            document.blocks.extend(earlier.remove());
        }
        document.blocks.push(block);
    }
    document.blocks.extend(pages.into_values().flatten());
}

/// The paragraphs of a page, with their places where every word has one.
fn paragraphs(number: u32, page: &Recognized, size: Option<(f64, f64)>) -> Vec<Block> {
    let texts = split_at_blank_lines(&page.reply.content);
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let placed = words == page.reply.words.len();
    let mut places = page.reply.words.iter();
    texts
        .into_iter()
        .map(|text| {
            let count = text.split_whitespace().count();
            let bounding_box = if placed { place(places.by_ref().take(count), page, size) } else { None };
            Block { page: Some(number), bounding_box, ..Block::new(Content::Paragraph(RichText::plain(text))) }
        })
        .collect()
}

fn split_at_blank_lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect()
}

/// The rectangle around words, turned from pixels of the image into points of the page.
fn place<'a>(
    words: impl Iterator<Item = &'a Word>,
    page: &Recognized,
    size: Option<(f64, f64)>,
) -> Option<BoundingBox> {
    let (points_wide, points_high) = size?;
    let x = points_wide / f64::from(page.width);
    let y = points_high / f64::from(page.height);
    let boxes = words.map(|word| BoundingBox { x0: word.x0 * x, y0: word.y0 * y, x1: word.x1 * x, y1: word.y1 * y });
    boxes.reduce(|one, other| BoundingBox {
        x0: one.x0.min(other.x0),
        y0: one.y0.min(other.y0),
        x1: one.x1.max(other.x1),
        y1: one.y1.max(other.y1),
    })
}
