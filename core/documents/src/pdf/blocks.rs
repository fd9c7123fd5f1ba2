//! From the paragraphs of all pages to blocks: what is a heading, a list item, code, a footnote, a running header or footer.

use std::collections::{HashMap, HashSet};

use super::paragraphs::{Paragraph, Tag, TypedLine, bullet, columns, union};
use crate::document::{Block, Content, Inside, MarkKind, RichText};
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

/// Lines of code on a page whose indents are kept: spaces could be far more than the text.
const MOST_INDENTED: usize = 2_000;

/// Longest heading, in characters.
const HEADING: usize = 200;

/// Turns the pieces of all pages into blocks.
pub fn blocks(mut pages: Vec<PagePieces>) -> Vec<Block> {
    mark_running_text(&mut pages);
    let sizes = sizes(&pages);
    let mut blocks = Vec::new();
    for page in pages {
        let mut bullets = Bullets::default();
        let mut code: Vec<Paragraph> = Vec::new();
        for piece in page.pieces {
            let inside = inside(&piece);
            let (content, bounds) = match piece {
                Piece::Text(paragraph) if sizes.is_code(&paragraph) => {
                    if !code.last().is_some_and(|last| is_right_below(last, &paragraph)) {
                        blocks.extend(code_block(&mut code, page.number));
                    }
                    code.push(paragraph);
                    continue;
                }
                Piece::Table(table) => {
                    let bounds = table.bounding_box;
                    (Content::Table(table), bounds)
                }
                Piece::Text(paragraph) => {
                    let bounds = paragraph.bounds;
                    (content(paragraph, page.height, &sizes, &mut bullets), Some(bounds))
                }
            };
            blocks.extend(code_block(&mut code, page.number));
            blocks.push(Block { page: Some(page.number), bounding_box: bounds, inside, ..Block::new(content) });
        }
        blocks.extend(code_block(&mut code, page.number));
    }
    blocks
}

fn inside(piece: &Piece) -> Inside {
    match piece {
        Piece::Text(Paragraph { tag: Tag::More(depth), .. }) => Inside { quotes: 0, item: u32::from(*depth) },
        Piece::Text(Paragraph { tag: Tag::Quote, .. }) => Inside { quotes: 1, item: 0 },
        _ => Inside::default(),
    }
}

fn content(mut paragraph: Paragraph, page_height: f64, sizes: &Sizes, bullets: &mut Bullets) -> Content {
    let level = sizes.level(&paragraph);
    let note = footnote(&paragraph, page_height, sizes).map(|(label, start)| (label.to_string(), start));
    let text = sizes.without_common_marks(std::mem::take(&mut paragraph.text));
    if paragraph.artifact {
        let is_header = (paragraph.bounds.y0 + paragraph.bounds.y1) * 0.5 < page_height * 0.5;
        return if is_header { Content::Header(text) } else { Content::Footer(text) };
    }
    if let Some(level) = level {
        return Content::Heading { level, text: on_one_line(text.without_common_look()) };
    }
    if let Some((label, start)) = note {
        return Content::Footnote { label, text: text.without_start(start) };
    }
    let place = (paragraph.bounds.x0, paragraph.bounds.y0);
    if let Tag::Item(depth, label) = paragraph.tag {
        // Some files have a list of its own for each level.
        let depth = u32::from(depth).max(bullets.depth(place, f64::from(paragraph.size)));
        return item(depth, &label, text);
    }
    match bullet(&text.text) {
        Some((number, rest)) => {
            let depth = bullets.depth(place, f64::from(paragraph.size));
            let start = text.text.len() - rest.len();
            Content::ListItem { depth, number, text: text.without_start(start) }
        }
        None => {
            bullets.pass(place);
            Content::Paragraph(text)
        }
    }
}

/// A list item. Its bullet or number stands before it in the file's tags or in its text; letters stay in the text.
fn item(depth: u32, label: &str, text: RichText) -> Content {
    let label = label.trim();
    let own = bullet(&text.text).map(|(number, rest)| (number, text.text.len() - rest.len()));
    let given = format!("{label} .");
    match (bullet(&given), own) {
        (Some((number, _)), _) => Content::ListItem { depth, number, text },
        (None, Some((number, start))) if label.is_empty() => {
            Content::ListItem { depth, number, text: text.without_start(start) }
        }
        _ if label.chars().any(char::is_alphanumeric) => {
            Content::ListItem { depth, number: None, text: text.labelled(label) }
        }
        _ => Content::ListItem { depth, number: None, text },
    }
}

/// A heading is a line wherever it was broken.
fn on_one_line(mut text: RichText) -> RichText {
    text.text = text.text.replace('\n', " ");
    text
}

/// The bullets that the next list item may stand below, from the outermost: where they start.
#[derive(Default)]
struct Bullets {
    open: Vec<f64>,
    y: f64,
}

impl Bullets {
    /// The depth of an item whose bullet is at a place.
    fn depth(&mut self, (x, y): (f64, f64), size: f64) -> u32 {
        const DEEPEST: usize = 8;
        self.pass((x + 0.5 * size, y));
        self.open.retain(|open| *open < x - 0.5 * size);
        // What is far to the right is in another column.
        if self.open.last().is_some_and(|open| x > open + 6.0 * size) || self.open.len() >= DEEPEST {
            self.open.clear();
        }
        self.open.push(x);
        u32::try_from(self.open.len()).unwrap_or(1)
    }

    /// Text that starts left of bullets, or above the last of them, ends their lists.
    fn pass(&mut self, (x, y): (f64, f64)) {
        if y < self.y {
            self.open.clear();
        }
        self.y = y;
        self.open.retain(|open| *open <= x);
    }
}

/// The mark of a footnote and where its text starts: smaller than the body, in the lower half of the page, and marked by a number or sign.
fn footnote<'p>(paragraph: &'p Paragraph, page_height: f64, sizes: &Sizes) -> Option<(&'p str, usize)> {
    let (label, text) = paragraph.text.text.split_at_checked(paragraph.mark)?;
    let is_mark = |label: &str| {
        (1..=3).contains(&label.chars().count())
            && label
                .chars()
                .all(|character| character.is_ascii_digit() || matches!(character, '*' | '∗' | '†' | '‡' | '§' | '¶'))
    };
    let is_note = is_mark(label.trim())
        && rounded(paragraph.size) < sizes.body
        && paragraph.bounds.y0 > 0.4 * page_height
        && text.trim_start().chars().next().is_some_and(char::is_alphabetic);
    is_note.then(|| (label.trim(), paragraph.text.text.len() - text.trim_start().len()))
}

/// Whether a paragraph is less than two lines below another.
fn is_right_below(last: &Paragraph, next: &Paragraph) -> bool {
    let gap = next.bounds.y0 - last.bounds.y1;
    (-0.5..2.0).contains(&(gap / f64::from(next.size.max(1.0))))
}

/// What was typed: its lines one below the other, set in as they are on the page, with an empty line where there is one.
fn code_block(open: &mut Vec<Paragraph>, page: u32) -> Option<Block> {
    let bounds = open.iter().map(|paragraph| paragraph.bounds).reduce(union)?;
    let lines: Vec<&TypedLine> = open.iter().flat_map(|paragraph| &paragraph.typed).collect();
    let left = lines.iter().map(|line| line.start).fold(f32::INFINITY, f32::min);
    let advance = lines.first()?.advance;
    let distance = |pair: &[&TypedLine]| match pair {
        [a, b] if b.baseline > a.baseline => b.baseline - a.baseline,
        _ => f32::INFINITY,
    };
    let leading = lines.windows(2).map(distance).fold(f32::INFINITY, f32::min);
    let mut text = String::new();
    let mut above: Option<f32> = None;
    for line in &lines {
        if let Some(above) = above {
            text.push_str(if line.baseline - above > 1.5 * leading { "\n\n" } else { "\n" });
        }
        if lines.len() <= MOST_INDENTED {
            text.extend(std::iter::repeat_n(' ', columns(line.start - left, advance)));
        }
        text.push_str(&line.text);
        above = Some(line.baseline);
    }
    open.clear();
    let content = Content::Code { language: None, text };
    Some(Block { page: Some(page), bounding_box: Some(bounds), ..Block::new(content) })
}

/// The size of the body text, and the sizes of headings from the largest.
struct Sizes {
    body: i32,
    headings: Vec<i32>,
    has_bold_headings: bool,
    /// Whether most of the document was typed, so that what was typed is nothing special.
    is_typed: bool,
    /// Whether the file says what its headings are.
    are_tagged: bool,
    /// Sizes, and whether they are bold, that sentences of several lines have more than short lines do.
    prose: HashSet<(i32, bool)>,
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

fn sizes(pages: &[PagePieces]) -> Sizes {
    let mut letters: HashMap<(i32, bool), usize> = HashMap::new();
    for paragraph in texts(pages) {
        *letters.entry((rounded(paragraph.size), paragraph.style.bold)).or_default() += paragraph.text.text.len();
    }
    let (body, bold) = letters.iter().max_by_key(|(key, count)| (**count, **key)).map_or((0, true), |(key, _)| *key);
    let letters: usize = letters.values().sum();
    let typed: usize =
        texts(pages).filter(|paragraph| paragraph.style.monospaced).map(|paragraph| paragraph.text.text.len()).sum();
    let is_typed = typed * 2 > letters;
    let are_tagged = texts(pages).any(|paragraph| matches!(paragraph.tag, Tag::Heading(_)));
    let mut sizes =
        Sizes { body, headings: Vec::new(), has_bold_headings: !bold, is_typed, are_tagged, prose: prose(pages) };
    let mut headings: Vec<i32> =
        texts(pages).filter(|paragraph| sizes.is_large(paragraph)).map(|paragraph| rounded(paragraph.size)).collect();
    headings.sort_unstable_by(|a, b| b.cmp(a));
    headings.dedup();
    sizes.headings = headings;
    sizes
}

/// See [`Sizes::prose`].
fn prose(pages: &[PagePieces]) -> HashSet<(i32, bool)> {
    let mut balance: HashMap<(i32, bool), i64> = HashMap::new();
    for paragraph in texts(pages) {
        let length = i64::try_from(paragraph.text.text.len()).unwrap_or(0);
        let ends = paragraph.text.text.trim_end().ends_with(['.', '!', '?']);
        let is_prose = ends && paragraph.lines >= 3 && paragraph.text.text.len() > HEADING;
        let balance = balance.entry((rounded(paragraph.size), paragraph.style.bold)).or_default();
        *balance += if is_prose {
            length
        } else if is_heading_like(paragraph) {
            -length
        } else {
            0
        };
    }
    balance.into_iter().filter(|(_, balance)| *balance > 0).map(|(key, _)| key).collect()
}

impl Sizes {
    fn is_code(&self, paragraph: &Paragraph) -> bool {
        !self.is_typed
            && !paragraph.artifact
            && !paragraph.typed.is_empty()
            && paragraph.tag == Tag::None
            && self.level(paragraph).is_none()
    }

    /// Drops marks that most of the document has.
    fn without_common_marks(&self, mut text: RichText) -> RichText {
        let is_common = |kind: &MarkKind| match kind {
            MarkKind::Bold => !self.has_bold_headings,
            MarkKind::Code => self.is_typed,
            _ => false,
        };
        text.marks.retain(|mark| !is_common(&mark.kind));
        text
    }

    fn is_large(&self, paragraph: &Paragraph) -> bool {
        f64::from(rounded(paragraph.size)) >= f64::from(self.body) * 1.15
            && is_heading_like(paragraph)
            && !self.prose.contains(&(rounded(paragraph.size), paragraph.style.bold))
    }

    /// The level of a heading; `None` for other text.
    fn level(&self, paragraph: &Paragraph) -> Option<u8> {
        match paragraph.tag {
            Tag::None => {}
            Tag::Heading(level) => return Some(level),
            Tag::Item(..) | Tag::More(_) | Tag::Quote => return None,
        }
        if self.is_large(paragraph) {
            let index = self.headings.iter().position(|size| *size == rounded(paragraph.size))?;
            return u8::try_from(index.saturating_add(1)).ok().map(|level| level.min(6)).or(Some(6));
        }
        // Whoever tags headings tags those in bold.
        let is_bold = self.has_bold_headings && !self.are_tagged && paragraph.style.bold && paragraph.lines <= 2;
        let is_body_size = rounded(paragraph.size) >= self.body;
        (is_bold && is_body_size && paragraph.text.text.len() <= 100 && is_heading_like(paragraph))
            .then(|| u8::try_from(self.headings.len().saturating_add(1)).map_or(6, |level| level.min(6)))
    }
}

/// Short, with letters, and no sentence.
fn is_heading_like(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.text.trim();
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
    let text = paragraph.text.text.chars().map(|character| if character.is_numeric() { '0' } else { character });
    let mut key: String = text.take(80).collect();
    while key.contains("00") {
        key = key.replace("00", "0");
    }
    (key, (paragraph.bounds.y0 / 4.0).round() as i64)
}
