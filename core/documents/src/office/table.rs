//! Builds tables cell by cell, with rows of any length, within the limit on cells.

use lode_runtime::{Job, Result};

use crate::document::RichText;
use crate::model::{Cells, Table};

/// A table in the making. Empty cells and rows are only counted until something follows them, so that those at the right
/// and at the bottom, of which files may claim millions, are never made.
pub struct TableBuilder<'j> {
    job: &'j Job,
    text: RichText,
    /// Where each cell's text ends.
    ends: Vec<usize>,
    /// Where each row's cells end.
    rows: Vec<usize>,
    /// Empty cells since the last cell with text in this row.
    empty_cells: u64,
    /// Empty rows since the last row with text.
    empty_rows: u64,
}

impl<'j> TableBuilder<'j> {
    /// An empty table.
    #[must_use]
    pub fn new(job: &'j Job) -> Self {
        Self { job, text: RichText::default(), ends: Vec::new(), rows: Vec::new(), empty_cells: 0, empty_rows: 0 }
    }

    /// Adds a cell to the last row.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is allocated.
    pub fn cell(&mut self, text: &str) -> Result<()> {
        if text.is_empty() {
            self.add_empty_cells(1);
            return Ok(());
        }
        let (rows, cells) = (std::mem::take(&mut self.empty_rows), std::mem::take(&mut self.empty_cells));
        self.job.charge_cells(rows.saturating_add(cells).saturating_add(1))?;
        let end = self.ends.len();
        self.rows.extend((0..rows).map(|_| end));
        let end = self.text.text.len();
        self.ends.extend((0..cells).map(|_| end));
        self.text.push(text);
        self.ends.push(self.text.text.len());
        Ok(())
    }

    /// Adds a cell with marks to the last row.
    ///
    /// # Errors
    /// `LimitTableCells`, before anything is allocated.
    pub fn rich_cell(&mut self, cell: &RichText) -> Result<()> {
        self.cell(&cell.text)?;
        let start = self.text.text.len() - cell.text.len();
        self.text.marks.extend(cell.marks.iter().map(|mark| mark.moved(start)));
        Ok(())
    }

    /// Adds a cell `count` times. Marks are those of the first: they could be many times as large as the text.
    ///
    /// # Errors
    /// `LimitTableCells`, `LimitExpandedBytes`.
    pub fn repeated_cell(&mut self, cell: &RichText, count: u64) -> Result<()> {
        if cell.text.is_empty() {
            self.add_empty_cells(count);
            return Ok(());
        }
        self.rich_cell(cell)?;
        for _ in 1..count {
            self.job.charge_expanded(cell.text.len() as u64)?;
            self.cell(&cell.text)?;
        }
        Ok(())
    }

    /// Adds `count` empty cells to the last row.
    pub fn add_empty_cells(&mut self, count: u64) {
        self.empty_cells = self.empty_cells.saturating_add(count);
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.empty_cells = 0;
        if self.row_start() == self.ends.len() {
            self.empty_rows = self.empty_rows.saturating_add(1);
        } else {
            self.rows.push(self.ends.len());
        }
    }

    /// Ends the row, which stands `count` times in the table, the first time with its marks.
    ///
    /// # Errors
    /// `LimitTableCells`, `LimitExpandedBytes`.
    pub fn end_repeated_row(&mut self, count: u64) -> Result<()> {
        let start = self.row_start();
        let text_start = start.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        let row = self.ends.get(start..).unwrap_or_default().to_vec();
        let text = self.text.text.get(text_start..).unwrap_or_default().to_string();
        self.end_row();
        if row.is_empty() {
            self.empty_rows = self.empty_rows.saturating_add(count.saturating_sub(1));
            return Ok(());
        }
        for _ in 1..count {
            self.job.charge_cells(row.len() as u64)?;
            self.job.charge_expanded(text.len() as u64)?;
            let moved = self.text.text.len() - text_start;
            self.text.push(&text);
            self.ends.extend(row.iter().map(|end| end + moved));
            self.end_row();
        }
        Ok(())
    }

    /// Drops what was added since the last row ended.
    pub fn drop_row(&mut self) {
        self.empty_cells = 0;
        self.ends.truncate(self.row_start());
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.empty_rows.saturating_add(self.rows.len() as u64)
    }

    /// Whether no cell has text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.text.trim().is_empty()
    }

    /// The table, short rows filled up with empty cells.
    ///
    /// # Errors
    /// `LimitTableCells`.
    pub fn finish(self, header_rows: u64) -> Result<Table> {
        let starts = || std::iter::once(0).chain(self.rows.iter().copied());
        let columns = starts().zip(&self.rows).map(|(start, end)| end - start).max().unwrap_or(0);
        let filled = (columns as u64).saturating_mul(self.rows.len() as u64);
        self.job.charge_cells(filled.saturating_sub(self.ends.len() as u64))?;
        let mut cells = Cells::new(columns);
        let mut text_start = 0;
        for (start, end) in starts().zip(&self.rows) {
            for cell_end in self.ends.get(start..*end).unwrap_or_default() {
                cells.push(self.text.text.get(text_start..*cell_end).unwrap_or_default());
                text_start = *cell_end;
            }
            (end - start..columns).for_each(|_| cells.push(""));
        }
        // The cells' text is this text: what was filled up is empty.
        cells.set_marks(self.text.marks);
        let header_rows = u32::try_from(header_rows.min(self.rows.len() as u64)).unwrap_or(u32::MAX);
        Ok(Table { cells, header_rows, ..Table::default() })
    }

    fn row_start(&self) -> usize {
        self.rows.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;

    fn rows(table: &Table) -> Vec<Vec<&str>> {
        (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect()
    }

    fn small_job() -> Job {
        let limits = Limits { table_cells: Limit::at_most(10), ..Limits::default() };
        Job::new(JobSettings { limits, ..JobSettings::default() })
    }

    #[test]
    fn short_rows_are_filled_up_and_what_is_empty_at_the_edges_is_left_out() {
        let job = Job::default();
        let mut table = TableBuilder::new(&job);
        table.cell("a").unwrap();
        table.end_row();
        table.end_row();
        table.add_empty_cells(1);
        table.cell("b").unwrap();
        table.add_empty_cells(1_000_000_000_000);
        table.end_row();
        table.cell("dropped").unwrap();
        table.drop_row();
        table.cell("").unwrap();
        table.end_repeated_row(1_000_000_000_000).unwrap();
        assert_eq!(rows(&table.finish(1).unwrap()), [["a", ""], ["", ""], ["", "b"]]);
    }

    #[test]
    fn a_repeated_row_stands_as_often_as_it_says_within_the_limit() {
        let job = Job::default();
        let mut table = TableBuilder::new(&job);
        table.cell("first").unwrap();
        table.end_row();
        table.cell("a").unwrap();
        table.repeated_cell(&"b".into(), 2).unwrap();
        table.end_repeated_row(2).unwrap();
        assert_eq!(rows(&table.finish(0).unwrap()), [["first", "", ""], ["a", "b", "b"], ["a", "b", "b"]]);
        let job = small_job();
        let mut table = TableBuilder::new(&job);
        table.cell("a").unwrap();
        assert_eq!(table.end_repeated_row(1_000_000_000).unwrap_err().code, ErrorCode::LimitTableCells);
    }

    #[test]
    fn too_many_cells_or_rows_before_a_text_are_refused_before_they_are_made() {
        let job = small_job();
        let mut table = TableBuilder::new(&job);
        table.add_empty_cells(1_000_000_000_000);
        assert_eq!(table.cell("a").unwrap_err().code, ErrorCode::LimitTableCells);
        let job = small_job();
        let mut table = TableBuilder::new(&job);
        table.end_repeated_row(1_000_000_000_000).unwrap();
        assert_eq!(table.cell("a").unwrap_err().code, ErrorCode::LimitTableCells);
    }
}
