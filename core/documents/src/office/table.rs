//! Builds tables cell by cell, with rows of any length, within the limit on cells.

use lode_runtime::{Job, Result};

use crate::model::{Cells, Table};

/// A table in the making.
pub struct TableBuilder<'j> {
    job: &'j Job,
    text: String,
    /// Where each cell's text ends.
    ends: Vec<usize>,
    /// Where each row's cells end.
    rows: Vec<usize>,
}

impl<'j> TableBuilder<'j> {
    /// An empty table.
    #[must_use]
    pub fn new(job: &'j Job) -> Self {
        Self { job, text: String::new(), ends: Vec::new(), rows: Vec::new() }
    }

    /// Adds a cell to the last row.
    ///
    /// # Errors
    /// `LimitTableCells`.
    pub fn cell(&mut self, text: &str) -> Result<()> {
        self.job.charge_cells(1)?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        Ok(())
    }

    /// Adds `count` empty cells to the last row.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is allocated.
    pub fn empty_cells(&mut self, count: u64) -> Result<()> {
        self.job.charge_cells(count)?;
        self.ends.extend((0..count).map(|_| self.text.len()));
        Ok(())
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.rows.push(self.ends.len());
    }

    /// Ends the row, which stands `count` times in the table.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is allocated; a row counts as one cell at least.
    #[allow(dead_code)]
    pub fn end_row_repeated(&mut self, count: u64) -> Result<()> {
        let start = self.rows.last().copied().unwrap_or(0);
        let row: Vec<usize> = self.ends.get(start..).unwrap_or_default().to_vec();
        let text_start = start.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        let text = self.text.get(text_start..).unwrap_or_default().to_string();
        self.end_row();
        for _ in 1..count {
            self.job.charge_cells((row.len() as u64).max(1))?;
            self.job.charge_expanded(text.len() as u64)?;
            let moved = self.text.len() - text_start;
            self.text.push_str(&text);
            self.ends.extend(row.iter().map(|end| end + moved));
            self.end_row();
        }
        Ok(())
    }

    /// Drops what was added since the last row ended.
    pub fn drop_row(&mut self) {
        self.ends.truncate(self.rows.last().copied().unwrap_or(0));
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Whether no cell has text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The table, short rows filled up with empty cells. Columns that are empty to the last row are left out at the
    /// right, and so are empty rows at the end.
    ///
    /// # Errors
    /// `LimitTableCells`.
    pub fn finish(self, header_rows: u32) -> Result<Table> {
        let (columns, rows) = self.used();
        let filled = (columns as u64).saturating_mul(rows as u64);
        self.job.charge_cells(filled.saturating_sub(self.ends.len() as u64))?;
        let mut cells = Cells::new(columns);
        let mut text_start = 0;
        let mut cell = 0;
        for row_end in self.rows.iter().take(rows) {
            let row_start = cell;
            for end in self.ends.get(cell..*row_end).unwrap_or_default() {
                if cell - row_start < columns {
                    cells.push(self.text.get(text_start..*end).unwrap_or_default());
                }
                text_start = *end;
                cell += 1;
            }
            (cell - row_start..columns).for_each(|_| cells.push(""));
        }
        Ok(Table { cells, header_rows: header_rows.min(u32::try_from(rows).unwrap_or(u32::MAX)), ..Table::default() })
    }

    /// Columns and rows up to the last ones with text.
    fn used(&self) -> (usize, usize) {
        let (mut columns, mut rows) = (0, 0);
        let (mut cell, mut text_end) = (0, 0);
        for (row, row_end) in self.rows.iter().enumerate() {
            for (column, end) in self.ends.get(cell..*row_end).unwrap_or_default().iter().enumerate() {
                if *end > text_end {
                    columns = columns.max(column + 1);
                    rows = row + 1;
                }
                text_end = *end;
            }
            cell = *row_end;
        }
        (columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;

    fn rows(table: &Table) -> Vec<Vec<&str>> {
        (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect()
    }

    #[test]
    fn short_rows_are_filled_up_and_what_is_empty_at_the_edges_is_left_out() {
        let job = Job::default();
        let mut table = TableBuilder::new(&job);
        table.cell("a").unwrap();
        table.end_row();
        table.empty_cells(1).unwrap();
        table.cell("b").unwrap();
        table.empty_cells(5).unwrap();
        table.end_row();
        table.cell("dropped").unwrap();
        table.drop_row();
        table.empty_cells(1).unwrap();
        table.end_row();
        assert_eq!(rows(&table.finish(1).unwrap()), [["a", ""], ["", "b"]]);
    }

    #[test]
    fn a_repeated_row_stands_as_often_as_it_says_within_the_limit() {
        let job = Job::default();
        let mut table = TableBuilder::new(&job);
        table.cell("first").unwrap();
        table.end_row();
        table.cell("a").unwrap();
        table.cell("b").unwrap();
        table.end_row_repeated(2).unwrap();
        assert_eq!(rows(&table.finish(0).unwrap()), [["first", ""], ["a", "b"], ["a", "b"]]);
        let mut empty = TableBuilder::new(&job);
        assert_eq!(empty.end_row_repeated(1_000_000_000).unwrap_err().code, ErrorCode::LimitTableCells);
    }

    #[test]
    fn too_many_cells_are_refused_before_they_are_made() {
        let limits = Limits { table_cells: Limit::at_most(10), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let mut table = TableBuilder::new(&job);
        assert_eq!(table.empty_cells(1_000_000_000_000).unwrap_err().code, ErrorCode::LimitTableCells);
    }
}
