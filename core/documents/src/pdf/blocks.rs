//! From the paragraphs of all pages to blocks: what is a heading, a list item, a running header or footer.

use std::collections::HashMap;

use super::paragraphs::{Paragraph, bullet};
use crate::document::{Block, Content, RichText};
use crate::model::{BoundingBox, Table};

/// Something on a page.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Text.
    Text(Paragraph),
    /// A table.
    Table(Table),
}

/// The pieces of one page.
#[derive(Debug, Default)]
pub struct PagePieces {
    /// Its number, from 1.
    pub number: u32,
    /// Its height.
    pub height: f64,
    /// In the order of reading.
    pub pieces: Vec<Piece>,
}

/// Longest heading, in characters.
const HEADING: usize = 200;

/// Turns the pieces of all pages into blocks.
pub fn blocks(mut pages: Vec<PagePieces>) -> Vec<Block> {
    mark_running_text(&mut pages);
    let sizes = heading_sizes(&pages);
    let mut blocks = Vec::new();
    for page in pages {
        for piece in page.pieces {
            let (content, bounds) = match piece {
                Piece::Table(table) => {
                    let bounds = table.bounding_box;
                    (Content::Table(table), bounds)
                }
                Piece::Text(paragraph) => {
                    let bounds = paragraph.bounds;
                    (content(paragraph, page.height, &sizes), Some(bounds))
                }
            };
            blocks.push(Block { page: Some(page.number), bounding_box: bounds, ..Block::new(content) });
        }
    }
    blocks
}

fn content(paragraph: Paragraph, page_height: f64, sizes: &Sizes) -> Content {
    if paragraph.artifact {
        let text = RichText::plain(paragraph.text);
        let is_header = (paragraph.bounds.y0 + paragraph.bounds.y1) * 0.5 < page_height * 0.5;
        return if is_header { Content::Header(text) } else { Content::Footer(text) };
    }
    if let Some(level) = sizes.level(&paragraph) {
        return Content::Heading { level, text: RichText::plain(paragraph.text) };
    }
    match bullet(&paragraph.text) {
        Some((number, rest)) => Content::ListItem { depth: 1, number, text: RichText::plain(rest) },
        None => Content::Paragraph(RichText::plain(paragraph.text)),
    }
}

/// The size of the body text, and the sizes of headings from the largest.
struct Sizes {
    body: i32,
    headings: Vec<i32>,
    has_bold_headings: bool,
}

/// Sizes in half points, so that rounding in the file does not make new ones.
fn rounded(size: f32) -> i32 {
    (size * 2.0).round().clamp(0.0, 1e6) as i32
}

fn texts(pages: &[PagePieces]) -> impl Iterator<Item = &Paragraph> {
    pages.iter().flat_map(|page| &page.pieces).filter_map(|piece| match piece {
        Piece::Text(paragraph) if !paragraph.artifact => Some(paragraph),
        _ => None,
    })
}

fn heading_sizes(pages: &[PagePieces]) -> Sizes {
    let mut letters: HashMap<(i32, bool), usize> = HashMap::new();
    for paragraph in texts(pages) {
        *letters.entry((rounded(paragraph.size), paragraph.style.bold)).or_default() += paragraph.text.len();
    }
    let (body, bold) = letters.iter().max_by_key(|(key, count)| (**count, **key)).map_or((0, true), |(key, _)| *key);
    let mut sizes = Sizes { body, headings: Vec::new(), has_bold_headings: !bold };
    let mut headings: Vec<i32> =
        texts(pages).filter(|paragraph| sizes.is_large(paragraph)).map(|paragraph| rounded(paragraph.size)).collect();
    headings.sort_unstable_by(|a, b| b.cmp(a));
    headings.dedup();
    sizes.headings = headings;
    sizes
}

impl Sizes {
    fn is_large(&self, paragraph: &Paragraph) -> bool {
        f64::from(rounded(paragraph.size)) >= f64::from(self.body) * 1.15 && is_heading_like(paragraph)
    }

    /// The level of a heading; `None` for other text.
    fn level(&self, paragraph: &Paragraph) -> Option<u8> {
        if self.is_large(paragraph) {
            let index = self.headings.iter().position(|size| *size == rounded(paragraph.size))?;
            return u8::try_from(index.saturating_add(1)).ok().map(|level| level.min(6)).or(Some(6));
        }
        let is_bold = self.has_bold_headings && paragraph.style.bold && paragraph.lines <= 2;
        let is_body_size = rounded(paragraph.size) >= self.body;
        (is_bold && is_body_size && paragraph.text.len() <= 100 && is_heading_like(paragraph))
            .then(|| u8::try_from(self.headings.len().saturating_add(1)).map_or(6, |level| level.min(6)))
    }
}

/// Short, with letters, and no sentence.
fn is_heading_like(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.trim();
    paragraph.lines <= 3
        && text.chars().count() <= HEADING
        && text.chars().filter(|character| character.is_alphabetic()).count() >= 2
        && !text.ends_with(['.', ',', ';', ':'])
}

/// Text that stands in the same place on most pages, but for its numbers, is a running header or footer.
fn mark_running_text(pages: &mut [PagePieces]) {
    const FEWEST_PAGES: usize = 3;
    if pages.len() < FEWEST_PAGES {
        return;
    }
    let mut found: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for paragraph in edges(page) {
            *found.entry(running_key(paragraph)).or_default() += 1;
        }
    }
    let enough = FEWEST_PAGES.max(pages.len() / 2);
    for page in pages {
        let height = page.height;
        for piece in &mut page.pieces {
            if let Piece::Text(paragraph) = piece
                && is_at_edge(&paragraph.bounds, height)
                && found.get(&running_key(paragraph)).is_some_and(|count| *count >= enough)
            {
                paragraph.artifact = true;
            }
        }
    }
}

fn edges(page: &PagePieces) -> impl Iterator<Item = &Paragraph> {
    page.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(paragraph) if is_at_edge(&paragraph.bounds, page.height) => Some(paragraph),
        _ => None,
    })
}

fn is_at_edge(bounds: &BoundingBox, height: f64) -> bool {
    bounds.y1 < 0.1 * height || bounds.y0 > 0.9 * height
}

fn running_key(paragraph: &Paragraph) -> (String, i64) {
    let text = paragraph.text.chars().map(|character| if character.is_numeric() { '0' } else { character });
    let mut key: String = text.take(80).collect();
    while key.contains("00") {
        key = key.replace("00", "0");
    }
    (key, (paragraph.bounds.y0 / 4.0).round() as i64)
}
