//! Tables without lines: rows of short cells that stand in columns.
//!
//! What only looks a little like a table is left as text: a false table breaks the flow of a page, a missed one does not.

use lode_runtime::{Job, Result, sort};

use super::framed::may_frame;
use super::paragraphs::is_one_sentence;
use super::paths::Rule;
use super::spans::Span;
use super::tables::{self, Found, Row};

/// The least white space between columns, in parts of the font size.
const GUTTER: f32 = 0.8;

/// Letters of a cell on average; flowing text in columns has more.
const CELL: usize = 28;

/// Letters of the longest cell.
const LONGEST_CELL: usize = 45;

/// Letters of the longest cell where most cells have numbers.
const LONGEST_NAME: usize = 100;

/// Letters of a span that is part of flowing text.
const FLOWING: usize = 25;

/// Rows of a run that is tried again from its next row.
const LONGEST_RETRY: usize = 200;

/// Finds tables among the spans that are free, which lines (`rules`, merged) may hold: first those as wide as the page, then those in one of its columns.
///
/// # Errors
/// `Cancelled` and `Timeout`.
pub fn find(spans: &[Span], free: &[bool], rules: &[Rule], job: &Job) -> Result<Vec<Found>> {
    let frames = Frames::new(rules);
    let mut free = free.to_vec();
    let gutters = gutters(spans, &free);
    let mut found = find_in(&rows(spans, &free, &[]), &frames, spans, job)?;
    if !gutters.is_empty() {
        found.retain(|table| !is_beside_text(table, &gutters, spans));
        for index in found.iter().flat_map(|table| table.rows.iter().flatten().flatten()) {
            if let Some(free) = free.get_mut(*index) {
                *free = false;
            }
        }
        found.extend(find_in(&rows(spans, &free, &gutters), &frames, spans, job)?);
    }
    Ok(found)
}

fn find_in(rows: &[Row], frames: &Frames, spans: &[Span], job: &Job) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        job.check()?;
        let (end, columns) = run(rows, start, spans);
        let table = rows.get(start..end).filter(|rows| is_table(rows, columns.len(), frames, spans));
        match table.and_then(|rows| build(rows, &columns, spans)) {
            Some(table) => {
                found.push(table);
                start = end;
            }
            // What spoils a run may be its first row, but a long one is not tried from every row.
            None if end - start <= LONGEST_RETRY => start += 1,
            None => start = end,
        }
    }
    Ok(found)
}

/// Rows from top to bottom, one column of the page after the other.
fn rows(spans: &[Span], free: &[bool], gutters: &[f32]) -> Vec<Row> {
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); gutters.len() + 1];
    for (index, span) in spans.iter().enumerate().filter(|(index, _)| free.get(*index).copied().unwrap_or(false)) {
        let column = gutters.partition_point(|gutter| *gutter <= f32::midpoint(span.start, span.end));
        if let Some(column) = columns.get_mut(column) {
            column.push(index);
        }
    }
    columns.iter_mut().flat_map(|column| tables::rows(column, spans)).collect()
}

/// Whether a table reaches across a gutter, and most of its rows have flowing text on one side.
fn is_beside_text(table: &Found, gutters: &[f32], spans: &[Span]) -> bool {
    let [left, _, right, _] = table.bounds;
    let flows = |index: &usize| spans.get(*index).is_some_and(|span| span.length() >= FLOWING);
    let flowing = table.rows.iter().filter(|row| row.iter().flatten().any(flows)).count();
    flowing * 2 > table.rows.len() && gutters.iter().any(|gutter| left < *gutter && *gutter < right)
}

/// Places between columns of flowing text, from left to right: hardly any line crosses them, and several are on each side.
fn gutters(spans: &[Span], free: &[bool]) -> Vec<f32> {
    /// Points of a page that is looked at.
    const WIDEST: usize = 2_000;
    /// Lines that a column has at least.
    const FEWEST_LINES: i32 = 6;
    // For each point across the page: how many lines start there, and how many end.
    let mut edges = vec![(0_i32, 0_i32); WIDEST];
    let place = |at: f32| (at.max(0.0) as usize).min(WIDEST - 1);
    let mut lines = 0;
    for (span, _) in spans.iter().zip(free).filter(|(span, free)| **free && span.length() >= FLOWING) {
        if let Some((starts, _)) = edges.get_mut(place(span.start)) {
            *starts += 1;
        }
        if let Some((_, ends)) = edges.get_mut(place(span.end)) {
            *ends += 1;
        }
        lines += 1;
    }
    let (mut started, mut ended) = (0, 0);
    let mut valleys: Vec<(f32, f32)> = Vec::new();
    for (at, (starts, ends)) in edges.iter().enumerate() {
        started += starts;
        let (left, right, crossing) = (ended, lines - started, started - ended);
        ended += ends;
        if left >= FEWEST_LINES && right >= FEWEST_LINES && crossing * 5 <= left.min(right) {
            match valleys.last_mut() {
                Some(valley) if valley.1 + 1.5 > at as f32 => valley.1 = at as f32,
                _ => valleys.push((at as f32, at as f32)),
            }
        }
    }
    valleys.into_iter().map(|(start, end)| f32::midpoint(start, end)).collect()
}

/// The rows from `start` on that stand in the same columns: the row after them, and the columns.
fn run(rows: &[Row], start: usize, spans: &[Span]) -> (usize, Vec<(f32, f32)>) {
    let Some(first) = rows.get(start).filter(|row| row.len() >= 2) else { return (start + 1, Vec::new()) };
    let mut columns = extents(first, spans);
    let mut end = start + 1;
    let mut last_full = start;
    while let Some(row) = rows.get(end) {
        let Some(wider) = extended(&columns, rows.get(end - 1), row, spans) else { break };
        if row.len() >= 2 {
            last_full = end;
        }
        columns = wider;
        end += 1;
    }
    (last_full + 1, columns)
}

fn extents(row: &Row, spans: &[Span]) -> Vec<(f32, f32)> {
    row.iter().filter_map(|index| spans.get(*index)).map(|span| (span.start, span.end)).collect()
}

/// The columns with one more row, or `None` when it does not fit.
fn extended(columns: &[(f32, f32)], above: Option<&Row>, row: &Row, spans: &[Span]) -> Option<Vec<(f32, f32)>> {
    let size = row.first().and_then(|index| spans.get(*index))?.size;
    let baseline = |row: &Row| row.first().and_then(|index| spans.get(*index)).map(|span| span.baseline);
    let distance = baseline(row)? - baseline(above?)?;
    let farthest = match row.len() {
        0 | 1 => 1.5,
        // Rows of three columns by chance are unlikely, even far apart.
        _ if columns.len() >= 3 => 4.0,
        _ => 2.5,
    };
    let is_near = distance < farthest * size;
    let mut merged: Vec<(f32, f32)> = columns.to_vec();
    merged.extend(extents(row, spans));
    sort::by(&mut merged, |a, b| a.0.total_cmp(&b.0));
    merged.dedup_by(|next, kept| {
        let joins = next.0 < kept.1 + GUTTER * size;
        kept.1 = if joins { kept.1.max(next.1) } else { kept.1 };
        joins
    });
    // Each span of a row is in a column of its own, and a single one in a column that is there.
    let separate = row.len() == 1 || in_separate_columns(row, &merged, spans);
    let fits = if row.len() == 1 { merged.len() == columns.len() } else { merged.len() >= columns.len() };
    (is_near && separate && fits).then_some(merged)
}

fn column_of(columns: &[(f32, f32)], span: &Span) -> usize {
    columns.iter().position(|column| span.start < column.1).unwrap_or(columns.len().saturating_sub(1))
}

fn in_separate_columns(row: &Row, columns: &[(f32, f32)], spans: &[Span]) -> bool {
    let numbers: Vec<usize> =
        row.iter().filter_map(|index| spans.get(*index)).map(|span| column_of(columns, span)).collect();
    numbers.windows(2).all(|pair| matches!(pair, [a, b] if a < b))
}

fn is_table(rows: &[Row], columns: usize, frames: &Frames, spans: &[Span]) -> bool {
    let full = rows.iter().filter(|row| row.len() >= 2).count();
    let cells: usize = rows.iter().map(Vec::len).sum();
    let texts = || rows.iter().flatten().filter_map(|index| spans.get(*index));
    let letters: usize = texts().map(Span::length).sum();
    let numbers = texts().filter(|span| span.text.chars().any(char::is_numeric)).count();
    let is_full = cells * 10 >= rows.len() * columns * 6;
    // The positions of an invoice have long names beside their numbers.
    let longest = if columns > 2 && numbers * 2 >= cells { LONGEST_NAME } else { LONGEST_CELL };
    let is_short = letters <= cells * CELL && texts().all(|span| span.length() <= longest);
    !texts().any(Span::has_leaders)
        && is_full
        && !is_list_of_pages(rows, spans)
        && match columns {
            0 | 1 => false,
            _ if frames.hold(rows, spans) => full >= 2,
            2 => {
                let has_numbers = full >= 4 && numbers * 3 >= cells;
                is_short && letters <= cells * 20 && (has_numbers || full >= 3 && has_bold_header(rows, spans))
            }
            _ => is_short && full >= 3,
        }
}

/// Whether the first row is bold and no other cell is.
fn has_bold_header(rows: &[Row], spans: &[Span]) -> bool {
    let is_bold = |index: &usize| spans.get(*index).is_some_and(|span| span.style.bold);
    let Some((first, rest)) = rows.split_first() else { return false };
    first.len() >= 2 && first.iter().all(is_bold) && !rest.iter().flatten().any(is_bold)
}

/// Horizontal lines of some length, from top to bottom.
struct Frames(Vec<Rule>);

impl Frames {
    fn new(rules: &[Rule]) -> Self {
        Self(rules.iter().filter(|rule| may_frame(rule)).copied().collect())
    }

    /// Whether one line is right above the rows and one right below, both as wide as all of them: the frame of a table in
    /// print, which has no vertical lines.
    fn hold(&self, rows: &[Row], spans: &[Span]) -> bool {
        let inside = || rows.iter().flatten();
        let [start, top, end, bottom] = tables::around(inside(), spans);
        let size = inside().filter_map(|index| spans.get(*index)).map(|span| span.size).fold(0.0, f32::max);
        /// Lines in one place that are looked at; more are a drawing.
        const MOST: usize = 32;
        let near = |from: f32, to: f32| {
            let first = self.0.partition_point(|rule| rule.at < from);
            self.0
                .iter()
                .skip(first)
                .take(MOST)
                .take_while(move |rule| rule.at <= to)
                .filter(move |rule| rule.start <= start + size && rule.end >= end - size)
        };
        near(top - size, top + 0.5 * size)
            .any(|above| near(bottom - 0.5 * size, bottom + size).any(|below| (above.start - below.start).abs() < size))
    }
}

/// Whether the rows end in whole numbers that do not fall: a table of contents.
fn is_list_of_pages(rows: &[Row], spans: &[Span]) -> bool {
    let last = |row: &Row| spans.get(*row.last()?)?.text.parse::<u32>().ok();
    let numbers: Vec<Option<u32>> = rows.iter().map(last).collect();
    numbers.iter().all(Option::is_some) && numbers.is_sorted()
}

fn build(rows: &[Row], columns: &[(f32, f32)], spans: &[Span]) -> Option<Found> {
    let mut cells = tables::cells(rows.iter(), columns.len(), 0, spans, |span| column_of(columns, span));
    cells.dedup_by(|next, row| {
        let goes_on = is_next_line(row, next, spans);
        if goes_on {
            row.iter_mut().zip(next).for_each(|(cell, more)| cell.append(more));
        }
        goes_on
    });
    let bounds = tables::around(rows.iter().flatten(), spans);
    (cells.len() >= 2).then_some(Found { rows: cells, bounds, header: None })
}

/// Whether a row is the next line of the cells above it: sentences of two or more go on, which are most of it.
fn is_next_line(row: &[Vec<usize>], next: &[Vec<usize>], spans: &[Span]) -> bool {
    let text = |index: Option<&usize>| index.and_then(|index| spans.get(*index)).map_or("", |span| &span.text);
    let goes_on = |(cell, more): &(&Vec<usize>, &Vec<usize>)| {
        let above = text(cell.last());
        let ends = above.chars().next_back().zip(text(more.first()).chars().next());
        above.contains(' ') && ends.is_some_and(|(end, start)| is_one_sentence(end, start))
    };
    let count = row.iter().zip(next).filter(goes_on).count();
    count >= 2 && count * 2 >= next.iter().filter(|cell| !cell.is_empty()).count()
}
