//! Finds tables and takes their text out of the flow of the page.

use lode_runtime::{Job, Result, sort};

use super::paths::Rule;
use super::spans::Span;
use super::{aligned, framed, looks, ruled};
use crate::document::RichText;
use crate::model::{BoundingBox, Cells, Table};

/// A table and the spans that are in its cells.
pub struct Found {
    /// Cells, row by row: indexes of spans, in the order of reading.
    pub rows: Vec<Vec<Vec<usize>>>,
    /// Left, top, right, bottom.
    pub bounds: [f32; 4],
    /// How many rows are a header, where lines tell.
    pub header: Option<usize>,
}

/// The bounds of some spans.
pub fn around<'i>(indexes: impl Iterator<Item = &'i usize>, spans: &[Span]) -> [f32; 4] {
    let nothing = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    indexes.filter_map(|index| spans.get(*index)).fold(nothing, |[left, top, right, bottom], span| {
        [left.min(span.start), top.min(span.top()), right.max(span.end), bottom.max(span.bottom())]
    })
}

/// A row of spans on one baseline, from left to right: their indexes.
pub type Row = Vec<usize>;

/// Sorts spans into rows, from top to bottom.
pub fn rows(indexes: &mut [usize], spans: &[Span]) -> Vec<Row> {
    ruled::in_rows(indexes, spans);
    let same_row = |a: &usize, b: &usize| match (spans.get(*a), spans.get(*b)) {
        (Some(a), Some(b)) => (b.baseline - a.baseline).abs() < 0.3 * a.size,
        _ => false,
    };
    indexes.chunk_by(same_row).map(<[usize]>::to_vec).collect()
}

/// Puts the spans of rows into columns. A row of one span, in a column of at least `continued`, is the next line of the cell
/// above it.
pub fn cells<'r>(
    rows: impl Iterator<Item = &'r Row>,
    columns: usize,
    continued: usize,
    spans: &[Span],
    column_of: impl Fn(&Span) -> usize,
) -> Vec<Vec<Vec<usize>>> {
    let mut out: Vec<Vec<Vec<usize>>> = Vec::new();
    for row in rows {
        let mut cells = vec![Vec::new(); columns];
        let mut first = columns;
        for index in row {
            let Some(column) = spans.get(*index).map(&column_of) else { continue };
            first = first.min(column);
            if let Some(cell) = cells.get_mut(column) {
                cell.push(*index);
            }
        }
        match out.last_mut().filter(|_| row.len() == 1 && first >= continued) {
            Some(last) => last.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more)),
            None => out.push(cells),
        }
    }
    out
}

/// What tables are made of: the spans of a page, the addresses that links lead to, and the number of the page.
struct Finder<'p> {
    links: &'p [String],
    page: u32,
    /// Spans that are in no table yet.
    free: Vec<bool>,
    tables: Vec<Table>,
    places: Vec<Place>,
}

/// Where a table stands: its first span, its number, its bounds.
type Place = (usize, usize, [f32; 4]);

/// Finds the tables among the upright spans of a page. Each is taken out and a span that stands for it is put in its place;
/// elsewhere spans that go on with each other become one.
///
/// # Errors
/// `LimitTableCells`, `Cancelled` and `Timeout`.
pub fn take(
    spans: &mut Vec<Span>,
    upright: Option<usize>,
    rules: &[Rule],
    links: &[String],
    page: u32,
    job: &Job,
) -> Result<Vec<Table>> {
    let free = spans.iter().map(|span| Some(span.direction) == upright && !span.artifact).collect();
    let mut finder = Finder { links, page, free, tables: Vec::new(), places: Vec::new() };
    if upright.is_some() {
        let rules = ruled::merged(rules);
        for find in [ruled::find, framed::find, aligned::find] {
            for found in find(spans, &finder.free, &rules, job)? {
                finder.accept(&found, spans, job)?;
            }
        }
    }
    replace(spans, &finder.free, upright, finder.places);
    Ok(finder.tables)
}

impl Finder<'_> {
    fn accept(&mut self, found: &Found, spans: &[Span], job: &Job) -> Result<()> {
        let columns = found.rows.iter().map(Vec::len).max().unwrap_or(0);
        job.charge_cells((columns as u64).saturating_mul(found.rows.len() as u64))?;
        let taken = || found.rows.iter().flatten().flatten().copied();
        let Some(first) = taken().min() else { return Ok(()) };
        taken().for_each(|index| {
            if let Some(free) = self.free.get_mut(index) {
                *free = false;
            }
        });
        let header_rows = found.header.unwrap_or_else(|| usize::from(has_header(&found.rows, spans)));
        let mut cells = Cells::new(columns);
        for (number, row) in found.rows.iter().enumerate() {
            for column in 0..columns {
                let mut text = self.text(row.get(column).map_or(&[], Vec::as_slice), spans);
                if number < header_rows {
                    text = text.without_common_look();
                }
                cells.push_rich(&text);
            }
        }
        let [x0, y0, x1, y1] = found.bounds.map(f64::from);
        self.places.push((first, self.tables.len(), found.bounds));
        self.tables.push(Table {
            header_rows: u32::try_from(header_rows).unwrap_or(u32::MAX),
            cells,
            page: Some(self.page),
            bounding_box: Some(BoundingBox { x0, y0, x1, y1 }),
            title: None,
        });
        Ok(())
    }

    /// The text of a cell: its lines from top to bottom.
    fn text(&self, cell: &[usize], spans: &[Span]) -> RichText {
        let (mut text, mut looks) = (String::new(), Vec::new());
        for span in cell.iter().filter_map(|index| spans.get(*index)) {
            super::paragraphs::append(&mut text, &span.text);
            looks::add_all(&mut looks, &span.looks, text.len() - span.text.len());
        }
        looks::rich(text, &looks, self.links)
    }
}

/// The first row is a header when it is set apart by bold type, or names every column while numbers stand below.
fn has_header(rows: &[Vec<Vec<usize>>], spans: &[Span]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let all = |row: &[Vec<usize>], test: &dyn Fn(&Span) -> bool| {
        row.iter().flatten().filter_map(|index| spans.get(*index)).all(test)
    };
    let is_bold = |span: &Span| span.style.bold;
    let has_no_digit = |span: &Span| !span.text.chars().any(char::is_numeric);
    let bold = all(first, &is_bold) && !rest.iter().all(|row| all(row, &is_bold));
    let names = first.iter().all(|cell| !cell.is_empty())
        && all(first, &has_no_digit)
        && rest.iter().any(|row| !all(row, &has_no_digit));
    bold || names
}

fn replace(spans: &mut Vec<Span>, free: &[bool], upright: Option<usize>, mut places: Vec<Place>) {
    sort::by_key(&mut places, |place| place.0);
    let mut places = places.into_iter().peekable();
    let mut kept = Vec::with_capacity(spans.len());
    let mut was_kept = false;
    for (index, span) in spans.drain(..).enumerate() {
        while let Some((_, table, bounds)) = places.next_if(|place| place.0 == index) {
            kept.push(stand_in(table, bounds, upright.unwrap_or(0)));
            was_kept = false;
        }
        let keeps = Some(span.direction) != upright || span.artifact || free.get(index).copied().unwrap_or(true);
        match kept.last_mut() {
            Some(last) if keeps && was_kept && span.goes_on => last.take_on(&span),
            _ if keeps => kept.push(span),
            _ => {}
        }
        was_kept = keeps;
    }
    *spans = kept;
}

/// A span as large as the table.
fn stand_in(table: usize, [left, top, right, bottom]: [f32; 4], direction: usize) -> Span {
    let size = bottom - top;
    Span {
        text: String::new(),
        start: left,
        end: right,
        baseline: top + 0.75 * size,
        size,
        style: super::fonts::Style::default(),
        direction,
        right_to_left: false,
        artifact: false,
        table: Some(table),
        goes_on: false,
        majority: 0,
        raised: 0,
        looks: Vec::new(),
    }
}
