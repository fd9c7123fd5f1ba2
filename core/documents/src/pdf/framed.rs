//! Tables as books print them: horizontal lines of one width above, below and between, and no vertical ones.

use lode_runtime::{Job, Result};

use super::paths::Rule;
use super::ruled::NEAR;
use super::spans::Span;
use super::tables::{self, Found, Row};

/// Different widths of lines on a page beyond which it is a drawing.
const MOST_FRAMES: usize = 100;

/// Rows above the second line that are a header.
const MOST_HEADER_ROWS: usize = 3;

/// Whether a line is horizontal and long enough for a frame.
pub fn may_frame(rule: &Rule) -> bool {
    /// Points.
    const SHORTEST: f32 = 30.0;
    rule.horizontal && rule.end - rule.start >= SHORTEST
}

/// Finds tables among the spans that are free, between `rules`, which are merged.
///
/// # Errors
/// `Cancelled` and `Timeout`.
pub fn find(spans: &[Span], free: &[bool], rules: &[Rule], job: &Job) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for frame in frames(rules) {
        job.check()?;
        let mut bands = frame.bands(spans, free);
        if let Some(header) = frame.header(spans, free) {
            bands.iter_mut().for_each(merge_lines);
            bands.insert(0, vec![header]);
        } else {
            bands.iter_mut().skip(1).for_each(merge_lines);
        }
        let is_outside = |band: &Vec<Row>| !frame.holds_rows(band, spans);
        found.extend(bands.split(is_outside).filter_map(|bands| table(bands, spans)));
    }
    Ok(found)
}

/// Lines of one width below each other.
struct Frame {
    start: f32,
    end: f32,
    /// Where they are, from top to bottom.
    lines: Vec<f32>,
}

/// Three lines or more that start and end alike.
fn frames(rules: &[Rule]) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for rule in rules.iter().filter(|rule| may_frame(rule)) {
        let is_alike = |frame: &Frame| (frame.start - rule.start).abs() <= NEAR && (frame.end - rule.end).abs() <= NEAR;
        let known = frames.iter().position(is_alike).unwrap_or(frames.len());
        if known == MOST_FRAMES {
            return Vec::new();
        }
        match frames.get_mut(known) {
            Some(frame) => frame.lines.push(rule.at),
            None => frames.push(Frame { start: rule.start, end: rule.end, lines: vec![rule.at] }),
        }
    }
    // They came from top to bottom.
    for frame in &mut frames {
        frame.lines.dedup_by(|next, kept| *next - *kept <= NEAR);
    }
    frames.retain(|frame| frame.lines.len() >= 3);
    frames
}

impl Frame {
    /// The rows between each two lines.
    fn bands(&self, spans: &[Span], free: &[bool]) -> Vec<Vec<Row>> {
        let mut bands: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len().saturating_sub(1)];
        for (index, span) in spans.iter().enumerate().filter(|(index, _)| free.get(*index).copied().unwrap_or(false)) {
            let place = self.lines.partition_point(|line| *line <= span.baseline - 0.3 * span.size);
            let is_inside = (self.start..=self.end).contains(&f32::midpoint(span.start, span.end));
            if is_inside && let Some(band) = place.checked_sub(1).and_then(|place| bands.get_mut(place)) {
                band.push(index);
            }
        }
        bands.iter_mut().map(|band| tables::rows(band, spans)).collect()
    }

    /// The row right above the first line: headers stand there where no line is above them.
    fn header(&self, spans: &[Span], free: &[bool]) -> Option<Row> {
        let first = *self.lines.first()?;
        let is_right_above = |index: &usize| {
            spans.get(*index).is_some_and(|span| {
                (0.0..2.0 * span.size).contains(&(first - span.baseline))
                    && (self.start - NEAR..=self.end + NEAR).contains(&span.start)
                    && span.end <= self.end + NEAR
            })
        };
        let mut above: Vec<usize> =
            (0..spans.len()).filter(|index| free.get(*index) == Some(&true)).filter(is_right_above).collect();
        tables::rows(&mut above, spans).pop().filter(|row| row.len() >= 2)
    }

    /// Whether the rows of a band are those of a table, and not a paragraph between two tables.
    fn holds_rows(&self, band: &[Row], spans: &[Span]) -> bool {
        let is_narrow =
            |index: &usize| spans.get(*index).is_some_and(|span| span.end - span.start < 0.7 * (self.end - self.start));
        band.iter().any(|row| row.len() >= 2) && band.iter().flatten().all(is_narrow)
    }
}

/// Makes the lines between two rules one row, where all but one have a single span: a cell has several lines.
fn merge_lines(band: &mut Vec<Row>) {
    if band.len() > 1 && band.iter().filter(|row| row.len() > 1).count() == 1 {
        *band = vec![band.concat()];
    }
}

/// From where to where the cells of a row go, from left to right.
fn boxes(row: &Row, spans: &[Span]) -> Vec<(f32, f32)> {
    let mut boxes: Vec<(f32, f32)> = Vec::with_capacity(row.len());
    // Rows are short, and nearly sorted.
    for span in row.iter().filter_map(|index| spans.get(*index)) {
        let at = boxes.partition_point(|known| known.0 <= span.start);
        boxes.insert(at, (span.start, span.end));
    }
    boxes.dedup_by(|next, kept| {
        let overlaps = next.0 < kept.1;
        if overlaps {
            kept.1 = kept.1.max(next.1);
        }
        overlaps
    });
    boxes
}

/// The table of some bands that follow each other.
fn table(bands: &[Vec<Row>], spans: &[Span]) -> Option<Found> {
    let all = || bands.iter().flatten();
    let columns = columns(&all().map(|row| boxes(row, spans)).collect::<Vec<_>>())?;
    let header_rows = bands.first().map_or(0, Vec::len);
    // A single span in the first column is a heading of the rows below it.
    let rows = tables::cells(all(), columns.len(), 1, spans, |span| nearest(&columns, span));
    if bands.len() < 2 || rows.len() < 2 {
        return None;
    }
    let has_header = bands.len() == 2 && header_rows <= MOST_HEADER_ROWS;
    Some(Found { bounds: tables::around(all().flatten(), spans), header: has_header.then_some(header_rows), rows })
}

/// The columns, from the rows with the most cells; a single row may have more by chance.
fn columns(rows: &[Vec<(f32, f32)>]) -> Option<Vec<(f32, f32)>> {
    let (mut most, mut next) = (0, 0);
    for count in rows.iter().map(Vec::len) {
        (most, next) = if count > most { (count, most) } else { (most, next.max(count)) };
    }
    let most = if rows.len() >= 4 { next } else { most };
    if most < 2 {
        return None;
    }
    let mut columns = vec![(f32::INFINITY, f32::NEG_INFINITY); most];
    for row in rows.iter().filter(|row| row.len() == most) {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = (column.0.min(cell.0), column.1.max(cell.1));
        }
    }
    columns.is_sorted_by(|a, b| a.1 <= b.0).then_some(columns)
}

/// The column that a span overlaps most, or the nearest.
fn nearest(columns: &[(f32, f32)], span: &Span) -> usize {
    let overlap = |column: &(f32, f32)| column.1.min(span.end) - column.0.max(span.start);
    let mut best = (0, f32::NEG_INFINITY);
    for (index, column) in columns.iter().enumerate() {
        // Of several that it spans, the first.
        if overlap(column) > best.1 + 0.5 * span.size {
            best = (index, overlap(column));
        }
    }
    best.0
}
