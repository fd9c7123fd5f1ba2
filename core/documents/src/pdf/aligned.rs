//! Tables without lines: rows of short cells that stand in columns.
//!
//! What only looks a little like a table is left as text: a false table breaks the flow of a page, a missed one does not.

use lode_runtime::{Job, Result};

use super::ruled::in_rows;
use super::spans::Span;
use super::tables::Found;

/// The least white space between columns, in parts of the font size.
const GUTTER: f32 = 0.8;

/// Letters of a cell on average; flowing text in columns has more.
const CELL: usize = 28;

/// Letters of the longest cell.
const LONGEST_CELL: usize = 45;

/// Rows of a run that is tried again from its next row.
const LONGEST_RETRY: usize = 200;

/// A row of the page: spans on one baseline, from left to right.
type Row = Vec<usize>;

/// Finds tables among the spans that are free.
///
/// # Errors
/// `Cancelled` and `Timeout`.
pub fn find(spans: &[Span], free: &[bool], job: &Job) -> Result<Vec<Found>> {
    let rows = rows(spans, free);
    let mut found = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        job.check()?;
        let (end, columns) = run(&rows, start, spans);
        let table = rows.get(start..end).filter(|rows| is_table(rows, columns.len(), spans));
        match table {
            Some(rows) => {
                found.push(build(rows, &columns, spans));
                start = end;
            }
            // What spoils a run may be its first row, but a long one is not tried from every row.
            None if end - start <= LONGEST_RETRY => start += 1,
            None => start = end,
        }
    }
    Ok(found)
}

fn rows(spans: &[Span], free: &[bool]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..spans.len()).filter(|index| free.get(*index).copied().unwrap_or(false)).collect();
    in_rows(&mut order, spans);
    let same_row = |a: &usize, b: &usize| match (spans.get(*a), spans.get(*b)) {
        (Some(a), Some(b)) => (b.baseline - a.baseline).abs() < 0.3 * a.size,
        _ => false,
    };
    order.chunk_by(same_row).map(<[usize]>::to_vec).collect()
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
    let is_near = distance < if row.len() >= 2 { 2.5 } else { 1.5 } * size;
    let mut merged: Vec<(f32, f32)> = columns.to_vec();
    merged.extend(extents(row, spans));
    merged.sort_by(|a, b| a.0.total_cmp(&b.0));
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

fn is_table(rows: &[Row], columns: usize, spans: &[Span]) -> bool {
    let full = rows.iter().filter(|row| row.len() >= 2).count();
    let cells: usize = rows.iter().map(Vec::len).sum();
    let texts = || rows.iter().flatten().filter_map(|index| spans.get(*index));
    let letters: usize = texts().map(Span::length).sum();
    let numbers = texts().filter(|span| span.text.chars().any(char::is_numeric)).count();
    let leaders = texts().filter(|span| span.text.contains("....") || span.text.contains(". . .")).count();
    let is_short = letters <= cells * CELL && leaders == 0;
    let is_full = cells * 10 >= rows.len() * columns * 6;
    is_short
        && is_full
        && texts().all(|span| span.length() <= LONGEST_CELL)
        && !is_list_of_pages(rows, spans)
        && match columns {
            0 | 1 => false,
            2 => full >= 4 && numbers * 3 >= cells && letters <= cells * 20,
            _ => full >= 3,
        }
}

/// Whether the rows end in whole numbers that do not fall: a table of contents.
fn is_list_of_pages(rows: &[Row], spans: &[Span]) -> bool {
    let last = |row: &Row| spans.get(*row.last()?)?.text.parse::<u32>().ok();
    let numbers: Vec<Option<u32>> = rows.iter().map(last).collect();
    numbers.iter().all(Option::is_some) && numbers.is_sorted()
}

fn build(rows: &[Row], columns: &[(f32, f32)], spans: &[Span]) -> Found {
    let mut out: Vec<Vec<Vec<usize>>> = Vec::new();
    for row in rows {
        let mut cells = vec![Vec::new(); columns.len()];
        for index in row {
            if let Some(span) = spans.get(*index)
                && let Some(cell) = cells.get_mut(column_of(columns, span))
            {
                cell.push(*index);
            }
        }
        match out.last_mut().filter(|_| row.len() == 1) {
            // The second line of a cell.
            Some(last) => last.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more)),
            None => out.push(cells),
        }
    }
    let all = || rows.iter().flatten().filter_map(|index| spans.get(*index));
    let bounds = [
        all().map(|span| span.start).fold(f32::INFINITY, f32::min),
        all().map(Span::top).fold(f32::INFINITY, f32::min),
        all().map(|span| span.end).fold(f32::NEG_INFINITY, f32::max),
        all().map(Span::bottom).fold(f32::NEG_INFINITY, f32::max),
    ];
    Found { rows: out, bounds }
}
