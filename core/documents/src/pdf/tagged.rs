//! Pages whose text is tagged: each part of it by itself, in the order that the tags say.

use std::ops::Range;

use hayro_syntax::object::ObjectIdentifier;
use lode_runtime::{Job, Result};

use super::annotations::Annotations;
use super::blocks::Piece;
use super::content::{Glyph, PageContent};
use super::order::{self, Line};
use super::paragraphs::{self, Paragraph, Tag, union};
use super::spans;
use super::structure::{Place, Role, Structure};
use super::tables;
use crate::model::{Cells, Table};

/// The part of a page's text that has to be tagged for the tags to be believed.
const ENOUGH: f32 = 0.9;

/// A heading that is longer is none.
const LONGEST_HEADING: usize = 300;

/// Pieces without a tag that are each put where they stand on the page.
const MOST_UNTAGGED: usize = 200;

/// What a page is read from.
pub struct Tagged<'p> {
    /// The tags of the file.
    pub structure: &'p Structure,
    /// The page.
    pub page: ObjectIdentifier,
    /// What the page shows.
    pub content: &'p PageContent,
    /// Its width and height.
    pub size: (f32, f32),
    /// Its number, from 1.
    pub number: u32,
    /// Its links.
    pub annotations: &'p Annotations,
    /// Whether tables are wanted; their cells are paragraphs otherwise.
    pub wants_tables: bool,
}

impl Tagged<'_> {
    /// The pieces of the page; nothing where its tags do not say enough.
    ///
    /// # Errors
    /// `LimitTableCells`, `Cancelled`, `Timeout`.
    pub fn pieces(&self, job: &Job) -> Result<Option<Vec<Piece>>> {
        let parts: Vec<Option<usize>> = self
            .content
            .glyphs
            .iter()
            .map(|glyph| self.structure.part(self.page, glyph.mark?).filter(|_| !glyph.artifact))
            .collect();
        if !self.say_enough(&parts) {
            return Ok(None);
        }
        let PageLines { lines, groups, directions } = self.lines(&parts, job)?;
        let links = &self.annotations.addresses;
        let text = |range: &Range<usize>| paragraphs::pieces(&lines, range.clone(), &directions, Vec::new(), links);
        let mut pieces = Vec::new();
        let mut untagged = Vec::new();
        let mut label = String::new();
        let mut table: Option<OpenTable> = None;
        for (part, range) in groups {
            let Some(role) = part.and_then(|part| self.role(part)) else {
                untagged = text(&range);
                continue;
            };
            let paragraph = paragraphs::joined(&lines, range.clone(), &directions, links);
            let Some(mut paragraph) = paragraph else { continue };
            if let Some(open) = table.take_if(|open| !open.goes_on(role)) {
                pieces.extend(open.finish(self, job)?);
            }
            match role {
                Role::Label => label = paragraph.text.text,
                Role::Cell(place) if self.wants_tables => {
                    table.get_or_insert_with(|| OpenTable::new(place.table)).add(place, paragraph);
                }
                Role::Heading(level) if paragraph.text.text.len() <= LONGEST_HEADING => {
                    let text = std::mem::take(&mut paragraph.text).labelled(std::mem::take(&mut label).trim());
                    pieces.push(tagged(Paragraph { text, ..paragraph }, Tag::Heading(level)));
                }
                Role::Item(depth) => pieces.push(tagged(paragraph, Tag::Item(depth, std::mem::take(&mut label)))),
                Role::More(depth) => pieces.push(tagged(paragraph, Tag::More(depth))),
                Role::Quote => pieces.push(tagged(paragraph, Tag::Quote)),
                Role::Text | Role::Cell(_) | Role::Heading(_) => pieces.extend(text(&range)),
            }
        }
        if let Some(open) = table {
            pieces.extend(open.finish(self, job)?);
        }
        if untagged.len() > MOST_UNTAGGED {
            pieces.append(&mut untagged);
        }
        for piece in untagged {
            insert(&mut pieces, piece);
        }
        Ok(Some(pieces))
    }

    fn role(&self, part: usize) -> Option<Role> {
        self.structure.role(part, self.page)
    }

    /// The glyphs of each part, in the order of the parts. Some files tag each line as a paragraph: one that goes on with the last
    /// sentence is none.
    fn groups(&self, parts: &[Option<usize>]) -> Vec<(Option<usize>, Vec<usize>)> {
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|index| parts.get(*index).copied().flatten());
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for group in order.chunk_by(|a, b| parts.get(*a) == parts.get(*b)) {
            let part = group.first().and_then(|index| parts.get(*index).copied().flatten());
            let is_text = |part: Option<usize>| part.and_then(|part| self.role(part)) == Some(Role::Text);
            match groups.last_mut() {
                Some((last, glyphs)) if is_text(*last) && is_text(part) && self.goes_on(glyphs, group) => {
                    glyphs.extend(group);
                }
                _ => groups.push((part, group.to_vec())),
            }
        }
        groups
    }

    /// Whether text is in the middle of the sentence of another, in letters of the same size.
    fn goes_on(&self, last: &[usize], next: &[usize]) -> bool {
        let shown = |index: &usize| {
            let glyph = self.content.glyphs.get(*index)?;
            let text = self.content.text.get(glyph.start as usize..)?.get(..usize::from(glyph.bytes))?;
            text.chars().find(|character| !character.is_whitespace()).map(|character| (character, glyph.size))
        };
        let (Some((end, size)), Some((start, next_size))) =
            (last.iter().rev().find_map(shown), next.iter().find_map(shown))
        else {
            return false;
        };
        paragraphs::is_one_sentence(end, start) && (size - next_size).abs() < 0.1 * size
    }

    /// Whether nearly all text is tagged, and some of it as more than paragraphs.
    fn say_enough(&self, parts: &[Option<usize>]) -> bool {
        let visible = self.content.glyphs.iter().zip(parts).filter(|(glyph, _)| !glyph.artifact);
        let (mut all, mut tagged, mut rich) = (0_usize, 0_usize, false);
        for (_, part) in visible {
            all += 1;
            if let Some(role) = part.and_then(|part| self.role(part)) {
                tagged += 1;
                rich |= role != Role::Text;
            }
        }
        rich && tagged as f32 >= ENOUGH * all as f32
    }

    /// The lines of the page, part by part.
    fn lines(&self, parts: &[Option<usize>], job: &Job) -> Result<PageLines> {
        let source = spans::Source { text: &self.content.text, rules: &[], size: self.size };
        let mut page = PageLines::default();
        for (part, group) in self.groups(parts) {
            job.check()?;
            let glyphs: Vec<Glyph> =
                group.iter().filter_map(|index| self.content.glyphs.get(*index).copied()).collect();
            let link = |index: &usize| self.annotations.linked.get(*index).copied().unwrap_or(0);
            let linked: Vec<u16> = group.iter().map(link).collect();
            let mut spans = spans::spans(&glyphs, &linked, &source, &mut page.directions);
            tables::take(&mut spans, None, &[], &[], self.number, job)?;
            let start = page.lines.len();
            page.lines.extend(order::lines(spans));
            page.groups.push((part, start..page.lines.len()));
        }
        Ok(page)
    }
}

/// The lines of a page.
#[derive(Default)]
struct PageLines {
    lines: Vec<Line>,
    /// The parts of the text, and the lines of each; what has no tag is in no part.
    groups: Vec<(Option<usize>, Range<usize>)>,
    directions: Vec<(f32, f32)>,
}

/// Puts what has no tag before the first piece that stands below it. Marks without a letter, as leaders are, are left out.
fn insert(pieces: &mut Vec<Piece>, piece: Piece) {
    let bounds = |piece: &Piece| match piece {
        Piece::Text(paragraph) => Some(paragraph.bounds),
        Piece::Table(table) => table.bounding_box,
    };
    let Some(own) = bounds(&piece) else { return };
    if matches!(&piece, Piece::Text(paragraph) if !paragraph.text.text.contains(char::is_alphanumeric)) {
        return;
    }
    let is_below = |other: &Piece| bounds(other).is_some_and(|other| other.y0 > own.y0);
    let at = pieces.iter().position(is_below).unwrap_or(pieces.len());
    pieces.insert(at, piece);
}

fn tagged(paragraph: Paragraph, tag: Tag) -> Piece {
    Piece::Text(Paragraph { tag, ..paragraph })
}

/// The cells of a table that are on a page.
struct OpenTable {
    number: usize,
    cells: Vec<(Place, Paragraph)>,
}

impl OpenTable {
    fn new(number: usize) -> Self {
        Self { number, cells: Vec::new() }
    }

    fn goes_on(&self, role: Role) -> bool {
        matches!(role, Role::Cell(place) if place.table == self.number)
    }

    fn add(&mut self, place: Place, paragraph: Paragraph) {
        self.cells.push((place, paragraph));
    }

    fn finish(mut self, page: &Tagged, job: &Job) -> Result<Option<Piece>> {
        if self.cells.len() == 1 {
            return Ok(self.cells.pop().map(|(_, paragraph)| Piece::Text(paragraph)));
        }
        let rows = || self.cells.iter().map(|(place, _)| place.row);
        let (Some(first), Some(last)) = (rows().min(), rows().max()) else { return Ok(None) };
        let shape = page.structure.tables.get(self.number).copied().unwrap_or_default();
        let (rows, columns) = (last - first + 1, shape.columns);
        job.charge_cells((columns as u64).saturating_mul(rows as u64))?;
        let bounds = self.cells.iter().map(|(_, paragraph)| paragraph.bounds).reduce(union);
        let header_rows = shape.header_rows.saturating_sub(first).min(rows - 1);
        let mut cells = Cells::new(columns);
        let mut done = 0;
        // Cells come in the order of the tree: row by row, from left to right.
        for (place, paragraph) in self.cells {
            let at = (place.row - first) * columns + place.column;
            if at < done {
                continue;
            }
            let is_header = place.row - first < header_rows;
            let text = if is_header { paragraph.text.without_common_look() } else { paragraph.text };
            (done..at).for_each(|_| cells.push(""));
            cells.push_rich(&text);
            done = at + 1;
        }
        (done..rows * columns).for_each(|_| cells.push(""));
        let header_rows = u32::try_from(header_rows).unwrap_or(u32::MAX);
        Ok(Some(Piece::Table(Table { cells, header_rows, page: Some(page.number), bounding_box: bounds, title: None })))
    }
}
