//! The cells of one sheet, kept sparsely until it is known that a table of them is small enough.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use crate::document::{Mark, MarkKind, RichText};
use crate::model::{Cells, Table};

/// How many cells, and how many bytes of them, may go by before the job is asked whether to go on.
const CELLS_PER_CHECK: usize = 4096;
const BYTES_PER_CHECK: usize = 1 << 20;

/// A cell that is not empty.
#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    start: usize,
    /// Exclusive; lets a later value of the same cell take its place.
    end: usize,
    is_text: bool,
}

/// What a cell holds, as far as finding header rows goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers, dates, booleans, errors.
    Value,
}

/// The cells of a sheet.
pub struct Grid<'a> {
    job: &'a Job,
    text: String,
    cells: Vec<Cell>,
    /// Where cells lead, by row and column.
    links: HashMap<(u32, u32), String>,
    checked_cells: usize,
    checked_bytes: usize,
    sorted: bool,
}

impl<'a> Grid<'a> {
    /// No cells.
    pub fn new(job: &'a Job) -> Self {
        Self {
            job,
            text: String::new(),
            cells: Vec::new(),
            links: HashMap::new(),
            checked_cells: 0,
            checked_bytes: 0,
            sorted: true,
        }
    }

    /// Adds a cell, row and column from 0, by writing it; one that comes out empty is none.
    ///
    /// # Errors
    /// `LimitTableCells` and `LimitExpandedBytes`: shared strings can make a small file a very large sheet.
    pub fn write(&mut self, row: u32, column: u32, kind: Kind, write: impl FnOnce(&mut String)) -> Result<()> {
        let start = self.text.len();
        write(&mut self.text);
        if self.text.len() == start {
            return Ok(());
        }
        let cell = Cell { row, column, start, end: self.text.len(), is_text: kind == Kind::Text };
        self.sorted &= self.cells.last().is_none_or(|last| (last.row, last.column) < (row, column));
        self.cells.push(cell);
        if self.cells.len() - self.checked_cells >= CELLS_PER_CHECK
            || self.text.len() - self.checked_bytes >= BYTES_PER_CHECK
        {
            self.check()?;
        }
        Ok(())
    }

    /// Adds a cell of text.
    ///
    /// # Errors
    /// As [`Grid::write`].
    pub fn text(&mut self, row: u32, column: u32, text: &str) -> Result<()> {
        self.write(row, column, Kind::Text, |out| out.push_str(text))
    }

    /// Repeats the cell that was written last, if it is the one at `row` and `column`, in the `count` columns after it.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is repeated.
    pub fn repeat_cell(&mut self, row: u32, column: u32, count: u32) -> Result<()> {
        let Some(last) = self.cells.last().copied() else { return Ok(()) };
        if (last.row, last.column) != (row, column) || count == 0 {
            return Ok(());
        }
        self.limit_growth(u64::from(count))?;
        self.cells.extend((1..=count).map(|step| Cell { column: column.saturating_add(step), ..last }));
        self.check()
    }

    /// Repeats the cells of `row`, if they were written last, in the `count` rows after it.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is repeated.
    pub fn repeat_row(&mut self, row: u32, count: u32) -> Result<()> {
        let start = self.cells.iter().rposition(|cell| cell.row != row).map_or(0, |before| before + 1);
        let cells = self.cells.get(start..).unwrap_or_default().to_vec();
        self.limit_growth((cells.len() as u64).saturating_mul(u64::from(count)))?;
        if cells.is_empty() {
            return Ok(());
        }
        for step in 1..=count {
            self.cells.extend(cells.iter().map(|cell| Cell { row: row.saturating_add(step), ..*cell }));
        }
        self.check()
    }

    fn limit_growth(&self, more: u64) -> Result<()> {
        self.job.limits().table_cells((self.cells.len() as u64).saturating_add(more))
    }

    fn check(&mut self) -> Result<()> {
        self.job.check()?;
        self.job.limits().table_cells(self.cells.len() as u64)?;
        self.job.charge_expanded((self.text.len() - self.checked_bytes) as u64)?;
        self.checked_cells = self.cells.len();
        self.checked_bytes = self.text.len();
        Ok(())
    }

    /// Says where a cell leads. Places in the workbook itself (`#Sheet2!A1`) lead nowhere outside of it.
    pub fn link(&mut self, row: u32, column: u32, url: String) {
        if !url.is_empty() && !url.starts_with('#') {
            self.links.insert((row, column), url);
        }
    }

    /// The text of a cell; slow, for the few cells that links lie on.
    pub fn get(&self, row: u32, column: u32) -> &str {
        let found = if self.sorted {
            let index = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
            index.ok().and_then(|index| self.cells.get(index))
        } else {
            self.cells.iter().rfind(|cell| (cell.row, cell.column) == (row, column))
        };
        found.and_then(|cell| self.text.get(cell.start..cell.end)).unwrap_or_default()
    }

    /// The table from the first to the last row and column that are not empty; none without cells.
    /// `header_row` is a row that the file itself marks as a header.
    ///
    /// # Errors
    /// `LimitTableCells`, before the table is allocated.
    pub fn into_table(mut self, header_row: Option<u32>) -> Result<Option<Table>> {
        self.check()?;
        if !self.sorted {
            // Stable: of a cell that came twice the later one is last, and stays.
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
            self.cells.reverse();
            self.cells.dedup_by_key(|cell| (cell.row, cell.column));
            self.cells.reverse();
        }
        let (Some(first), Some(last)) = (self.cells.first(), self.cells.last()) else { return Ok(None) };
        let (first_row, last_row) = (first.row, last.row);
        let first_column = self.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
        let last_column = self.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        let columns = u64::from(last_column - first_column) + 1;
        let count = (u64::from(last_row - first_row) + 1).saturating_mul(columns);
        self.job.charge_cells(count)?;
        // Repeated cells share their text up to here.
        let text: u64 = self.cells.iter().map(|cell| (cell.end - cell.start) as u64).sum();
        self.job.charge_expanded(text.saturating_sub(self.text.len() as u64))?;
        let mut cells = Cells::new(columns as usize);
        let mut written = 0;
        for cell in &self.cells {
            let index = u64::from(cell.row - first_row) * columns + u64::from(cell.column - first_column);
            (written..index).for_each(|_| cells.push(""));
            let text = self.text.get(cell.start..cell.end).unwrap_or_default();
            match self.links.remove(&(cell.row, cell.column)) {
                Some(url) => cells.push_rich(&linked(text, url)),
                None => cells.push(text),
            }
            written = index + 1;
        }
        (written..count).for_each(|_| cells.push(""));
        let header_rows =
            u32::from(last_row > first_row && (header_row == Some(first_row) || self.starts_with_header(columns)));
        Ok(Some(Table { cells, header_rows, ..Table::default() }))
    }

    /// Whether the first row is all text, without gaps, and something below it is not text.
    fn starts_with_header(&self, columns: u64) -> bool {
        let Some(row) = self.cells.first().map(|cell| cell.row) else { return false };
        let first = self.cells.partition_point(|cell| cell.row == row);
        let (head, body) = self.cells.split_at(first);
        head.len() as u64 == columns && head.iter().all(|cell| cell.is_text) && body.iter().any(|cell| !cell.is_text)
    }
}

/// A text that is a link as a whole.
fn linked(text: &str, url: String) -> RichText {
    RichText { text: text.into(), marks: vec![Mark { start: 0, end: text.len(), kind: MarkKind::Link(url) }] }
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;

    fn rows(table: &Table) -> Vec<Vec<&str>> {
        (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect()
    }

    #[test]
    fn empty_rows_and_columns_around_the_cells_are_trimmed_and_those_between_kept() {
        let job = Job::default();
        let mut grid = Grid::new(&job);
        grid.text(5, 3, "a").unwrap();
        grid.text(5, 9, "").unwrap();
        grid.text(7, 5, "b").unwrap();
        let table = grid.into_table(None).unwrap().unwrap();
        assert_eq!(rows(&table), [["a", "", ""], ["", "", ""], ["", "", "b"]]);
    }

    #[test]
    fn a_sheet_without_cells_has_no_table() {
        let job = Job::default();
        assert!(Grid::new(&job).into_table(None).unwrap().is_none());
    }

    #[test]
    fn two_cells_at_opposite_corners_are_a_limit_error_before_anything_is_allocated() {
        let job = Job::default();
        let mut grid = Grid::new(&job);
        grid.text(0, 0, "a").unwrap();
        grid.text(1_048_575, 16_383, "b").unwrap();
        assert_eq!(grid.into_table(None).unwrap_err().code, ErrorCode::LimitTableCells);
    }

    #[test]
    fn text_that_many_cells_share_counts_as_expanded_for_each() {
        let limits = Limits { expanded_bytes: Limit::at_most(10 << 20), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let mut grid = Grid::new(&job);
        let long = "x".repeat(32_767);
        let error = (0..1000).find_map(|row| grid.text(row, 0, &long).err()).unwrap();
        assert_eq!(error.code, ErrorCode::LimitExpandedBytes);
    }

    #[test]
    fn cells_and_rows_are_repeated() {
        let job = Job::default();
        let mut grid = Grid::new(&job);
        grid.text(0, 0, "a").unwrap();
        grid.text(1, 0, "b").unwrap();
        grid.repeat_cell(1, 0, 2).unwrap();
        grid.repeat_cell(1, 7, 2).unwrap();
        grid.repeat_row(1, 1).unwrap();
        grid.repeat_row(3, 5).unwrap();
        let table = grid.into_table(None).unwrap().unwrap();
        assert_eq!(rows(&table), [["a", "", ""], ["b", "b", "b"], ["b", "b", "b"]]);
    }

    #[test]
    fn text_that_is_repeated_too_often_is_a_limit_error() {
        let job = Job::default();
        let mut grid = Grid::new(&job);
        grid.text(0, 0, &"x".repeat(32_767)).unwrap();
        assert_eq!(grid.repeat_row(0, u32::MAX).unwrap_err().code, ErrorCode::LimitTableCells);
        grid.repeat_row(0, 1_000_000).unwrap();
        assert_eq!(grid.into_table(None).unwrap_err().code, ErrorCode::LimitExpandedBytes);
    }

    #[test]
    fn cells_out_of_order_are_sorted_and_the_later_of_two_stays() {
        let job = Job::default();
        let mut grid = Grid::new(&job);
        for (row, text) in [(1, "old"), (0, "top"), (1, "new")] {
            grid.text(row, 0, text).unwrap();
        }
        assert_eq!(grid.get(1, 0), "new");
        let table = grid.into_table(None).unwrap().unwrap();
        assert_eq!(rows(&table), [["top"], ["new"]]);
    }

    #[test]
    fn a_row_of_text_above_values_is_a_header() {
        let job = Job::default();
        let header = |cells: [(&str, Kind); 4]| {
            let mut grid = Grid::new(&job);
            for (index, (text, kind)) in (0u32..).zip(cells) {
                grid.write(index / 2, index % 2, kind, |out| out.push_str(text)).unwrap();
            }
            grid.into_table(None).unwrap().unwrap().header_rows
        };
        assert_eq!(header([("name", Kind::Text), ("age", Kind::Text), ("Ann", Kind::Text), ("7", Kind::Value)]), 1);
        assert_eq!(header([("a", Kind::Text), ("b", Kind::Text), ("c", Kind::Text), ("d", Kind::Text)]), 0);
        assert_eq!(header([("a", Kind::Text), ("1", Kind::Value), ("c", Kind::Text), ("2", Kind::Value)]), 0);
        assert_eq!(header([("a", Kind::Text), ("", Kind::Text), ("c", Kind::Text), ("2", Kind::Value)]), 0);
    }
}
