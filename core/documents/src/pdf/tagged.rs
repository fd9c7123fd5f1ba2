//! Pages whose text is tagged: each part of it by itself, in the order that the tags say.

use hayro_syntax::object::ObjectIdentifier;
use lode_runtime::{Job, Result};

use super::annotations::Annotations;
use super::blocks::Piece;
use super::content::{Glyph, PageContent};
use super::order::{self, Line};
use super::paragraphs::{self, Paragraph, Tag, union};
use super::spans::{self, Spans};
use super::structure::{Place, Role, Structure};
use super::tables;
use crate::document::RichText;
use crate::model::{Cells, Table};

/// The part of a page's text that has to be tagged for the tags to be believed.
const ENOUGH: f32 = 0.9;

/// A heading that is longer is none.
const LONGEST_HEADING: usize = 300;

/// What a page is read from.
pub struct Tagged<'p> {
    /// The tags of the file.
    pub structure: &'p Structure,
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

/// The glyphs of a part of the text, and the numbers of their links.
#[derive(Default)]
struct Part {
    glyphs: Vec<Glyph>,
    linked: Vec<u16>,
}

impl Tagged<'_> {
    /// The pieces of the page; nothing where its tags do not say enough.
    ///
    /// # Errors
    /// `LimitTableCells`, `Cancelled`, `Timeout`.
    pub fn pieces(&self, page: Option<ObjectIdentifier>, job: &Job) -> Result<Option<Vec<Piece>>> {
        let Some(page) = page else { return Ok(None) };
        let parts: Vec<Option<usize>> = self
            .content
            .glyphs
            .iter()
            .map(|glyph| self.structure.part(page, glyph.mark?).filter(|_| !glyph.artifact))
            .collect();
        if !self.say_enough(&parts) {
            return Ok(None);
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|index| parts.get(*index).copied().flatten());
        let mut pieces = Vec::new();
        let mut label = String::new();
        let mut table: Option<OpenTable> = None;
        for group in order.chunk_by(|a, b| parts.get(*a) == parts.get(*b)) {
            job.check()?;
            let part = group.first().and_then(|index| parts.get(*index).copied().flatten());
            let lines = self.lines(self.part(group), job)?;
            let Some(role) = part.and_then(|part| self.structure.roles.get(part).copied()) else {
                pieces.extend(self.text(&lines));
                continue;
            };
            let Some(paragraph) = self.whole(&lines) else { continue };
            if let Some(open) = table.take_if(|open| !open.goes_on(role)) {
                pieces.extend(open.finish(self, job)?);
            }
            match role {
                Role::Label => label = paragraph.text.text,
                Role::Cell(place) if self.wants_tables => {
                    table.get_or_insert_with(|| OpenTable::new(place.table)).add(place, paragraph);
                }
                Role::Text | Role::Cell(_) => pieces.extend(self.text(&lines)),
                Role::Heading(_) if paragraph.text.text.len() > LONGEST_HEADING => pieces.extend(self.text(&lines)),
                Role::Heading(level) => pieces.push(tagged(paragraph, Tag::Heading(level))),
                Role::Item(depth) => pieces.push(tagged(paragraph, Tag::Item(depth, std::mem::take(&mut label)))),
                Role::More(depth) => pieces.push(tagged(paragraph, Tag::More(depth))),
            }
        }
        if let Some(open) = table {
            pieces.extend(open.finish(self, job)?);
        }
        Ok(Some(pieces))
    }

    /// Whether nearly all text is tagged, and some of it as more than paragraphs.
    fn say_enough(&self, parts: &[Option<usize>]) -> bool {
        let visible = self.content.glyphs.iter().zip(parts).filter(|(glyph, _)| !glyph.artifact);
        let (mut all, mut tagged, mut rich) = (0_usize, 0_usize, false);
        for (_, part) in visible {
            all += 1;
            if let Some(role) = part.and_then(|part| self.structure.roles.get(part)) {
                tagged += 1;
                rich |= *role != Role::Text;
            }
        }
        rich && tagged as f32 >= ENOUGH * all as f32
    }

    fn part(&self, group: &[usize]) -> Part {
        let mut part = Part::default();
        for index in group {
            part.glyphs.extend(self.content.glyphs.get(*index));
            part.linked.push(self.annotations.linked.get(*index).copied().unwrap_or(0));
        }
        part
    }

    fn lines(&self, part: Part, job: &Job) -> Result<(Vec<Line>, Spans)> {
        let mut spans = spans::spans(&part.glyphs, &self.content.text, &[], self.size, &part.linked);
        tables::take(&mut spans.spans, None, &[], &[], self.number, job)?;
        let lines = order::lines(std::mem::take(&mut spans.spans));
        Ok((lines, spans))
    }

    /// All lines as one paragraph.
    fn whole(&self, (lines, spans): &(Vec<Line>, Spans)) -> Option<Paragraph> {
        paragraphs::whole(lines, &spans.directions, &self.annotations.addresses)
    }

    /// The lines as the paragraphs that they look like.
    fn text(&self, (lines, spans): &(Vec<Line>, Spans)) -> Vec<Piece> {
        paragraphs::pieces(lines, &spans.directions, Vec::new(), &self.annotations.addresses)
    }
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

    fn finish(self, page: &Tagged, job: &Job) -> Result<Option<Piece>> {
        let rows = || self.cells.iter().map(|(place, _)| place.row);
        let (Some(first), Some(last)) = (rows().min(), rows().max()) else { return Ok(None) };
        let shape = page.structure.tables.get(self.number).copied().unwrap_or_default();
        let (rows, columns) = (last - first + 1, shape.columns);
        job.charge_cells((columns as u64).saturating_mul(rows as u64))?;
        let bounds = self.cells.iter().map(|(_, paragraph)| paragraph.bounds).reduce(union);
        let header_rows = shape.header_rows.saturating_sub(first).min(rows - 1);
        let mut grid = vec![RichText::default(); rows * columns];
        for (place, paragraph) in self.cells {
            let is_header = place.row - first < header_rows;
            let text = if is_header { paragraph.text.without_common_look() } else { paragraph.text };
            if let Some(cell) = grid.get_mut((place.row - first) * columns + place.column) {
                *cell = text;
            }
        }
        let mut cells = Cells::new(columns);
        grid.iter().for_each(|cell| cells.push_rich(cell));
        let header_rows = u32::try_from(header_rows).unwrap_or(u32::MAX);
        Ok(Some(Piece::Table(Table { cells, header_rows, page: Some(page.number), bounding_box: bounds, title: None })))
    }
}
