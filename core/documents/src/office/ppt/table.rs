//! Tables, which are groups of shapes whose places tell rows and columns.

use lode_runtime::{Job, Result, sort};

use crate::model::{BoundingBox, Table};
use crate::office::table::TableBuilder;

/// Edges closer than this many points are the same.
const SAME_EDGE: f64 = 1.0;

/// The table whose cells have these places and texts. A merged cell has its text once, at its upper left.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read(mut cells: Vec<(BoundingBox, String)>, job: &Job) -> Result<Option<Table>> {
    let columns = edges(cells.iter().map(|(place, _)| place.x0));
    let rows = edges(cells.iter().map(|(place, _)| place.y0));
    let index = |edges: &[f64], edge: f64| edges.partition_point(|known| *known <= edge).saturating_sub(1) as u64;
    let at = |place: &BoundingBox| (index(&rows, place.y0), index(&columns, place.x0));
    sort::by_key(&mut cells, |(place, _)| at(place));
    let mut table = TableBuilder::new(job);
    let (mut row, mut next) = (0, 0);
    for (place, text) in &cells {
        job.check()?;
        let (cell_row, column) = at(place);
        while row < cell_row {
            table.end_row();
            (row, next) = (row + 1, 0);
        }
        table.add_empty_cells(column.saturating_sub(next));
        table.cell(text)?;
        next = column.max(next) + 1;
    }
    table.end_row();
    if table.is_blank() { Ok(None) } else { table.finish(0).map(Some) }
}

/// Where columns or rows begin.
fn edges(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut edges: Vec<f64> = all.collect();
    edges.sort_unstable_by(f64::total_cmp);
    edges.dedup_by(|next, kept| *next - *kept < SAME_EDGE);
    edges
}
