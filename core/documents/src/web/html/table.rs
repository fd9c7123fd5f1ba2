//! Tables: cells that span, header rows, and tables that are only layout.

use lode_runtime::{Job, Result};

use crate::document::{Content, RichText};
use crate::flatten;
use crate::model::{Cells, Table};

/// The widest and highest span of a cell (HTML Standard, section 4.9.11).
const MAX_COLUMN_SPAN: usize = 1000;
const MAX_ROW_SPAN: usize = 65_534;
/// Columns beyond which spans are not followed; spreadsheets have as many.
const MAX_COLUMNS: usize = 16_384;

/// A table under construction.
#[derive(Default)]
pub struct TableBuilder {
    rows: Vec<Row>,
    /// The cell that is being read.
    pub cell: Option<Cell>,
    in_head: bool,
    caption: Option<RichText>,
    presentation: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    in_head: bool,
}

/// A cell.
#[derive(Default)]
pub struct Cell {
    /// What is in it.
    pub blocks: Vec<Content>,
    header: bool,
    columns: usize,
    rows: usize,
}

/// A cell and the first column it takes.
type Placed = (usize, Cell);

impl TableBuilder {
    /// A table; `presentation` says that it is declared to be layout.
    pub fn new(presentation: bool) -> Self {
        Self { presentation, ..Self::default() }
    }

    /// Says whether the rows to come are headers.
    pub fn begin_section(&mut self, head: bool) {
        self.end_cell();
        self.in_head = head;
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.end_cell();
        self.rows.push(Row { cells: Vec::new(), in_head: self.in_head });
    }

    /// Begins a cell, in a row of its own if there is none.
    pub fn begin_cell(&mut self, header: bool, columns: Option<usize>, rows: Option<usize>) {
        self.end_cell();
        if self.rows.is_empty() {
            self.begin_row();
        }
        let columns = columns.unwrap_or(1).clamp(1, MAX_COLUMN_SPAN);
        // A span of 0 rows reaches to the end of the table.
        let rows = rows.map_or(1, |rows| if rows == 0 { MAX_ROW_SPAN } else { rows.min(MAX_ROW_SPAN) });
        self.cell = Some(Cell { blocks: Vec::new(), header, columns, rows });
    }

    /// Ends the cell that is being read.
    pub fn end_cell(&mut self) {
        if let (Some(cell), Some(row)) = (self.cell.take(), self.rows.last_mut()) {
            row.cells.push(cell);
        }
    }

    /// Sets the caption.
    pub fn set_caption(&mut self, caption: RichText) {
        self.caption.get_or_insert(caption);
    }

    /// The table as a block, or the blocks of its cells when it is layout and no table of data.
    ///
    /// # Errors
    /// `LimitTableCells`, `Cancelled`, `Timeout`.
    pub fn finish(mut self, job: &Job) -> Result<Vec<Content>> {
        self.end_cell();
        self.rows.retain(|row| !row.cells.is_empty());
        let mut blocks: Vec<Content> = Vec::new();
        if self.is_layout() {
            blocks.extend(self.caption.take().map(Content::Paragraph));
            blocks.extend(self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks));
            return Ok(blocks);
        }
        let header = |row: &&Row| row.in_head || row.cells.iter().all(|cell| cell.header);
        let header_rows = self.rows.iter().take_while(header).count();
        let rows = place(self.rows, job)?;
        let columns = rows.iter().flatten().map(|(column, _)| column + 1).max().unwrap_or(0);
        job.charge_cells((rows.len() as u64).saturating_mul(columns as u64))?;
        let mut cells = Cells::new(columns);
        for row in rows {
            let mut next = 0;
            for (column, cell) in row {
                (next..column).for_each(|_| cells.push(""));
                cells.push_with(|text| flatten::contents_into(&cell.blocks, text));
                next = column + 1;
            }
            (next..columns).for_each(|_| cells.push(""));
        }
        blocks.push(Content::Table(Table {
            cells,
            header_rows: u32::try_from(header_rows).unwrap_or(u32::MAX),
            title: self.caption.map(|caption| caption.text),
            ..Table::default()
        }));
        Ok(blocks)
    }

    /// Whether the table only arranges things: nothing in it but one cell, or cells that hold tables, headings or whole texts.
    fn is_layout(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        if self.presentation || cells().count() <= 1 || cells().all(|cell| cell.blocks.is_empty()) {
            return true;
        }
        let has_table = |cell: &Cell| cell.blocks.iter().any(|block| matches!(block, Content::Table(_)));
        let structured = |cell: &Cell| {
            let large = |block: &Content| matches!(block, Content::Heading { .. } | Content::Code { .. });
            cell.blocks.iter().any(large) || cell.blocks.len() > 8
        };
        let named = cells().any(|cell| cell.header) || self.rows.iter().any(|row| row.in_head);
        // Few tables in a table of several rows and columns are data too.
        let filled = cells().filter(|cell| !cell.blocks.is_empty()).count();
        let is_grid = self.rows.len() >= 3 && cells().count() >= 2 * self.rows.len();
        let tables = cells().filter(|cell| has_table(cell)).count();
        (tables > 0 && !(is_grid && tables * 4 <= filled)) || (!named && cells().any(structured))
    }
}

/// Gives each cell its column, past those that cells of rows above reach into (HTML Standard, section 4.9.12).
fn place(rows: Vec<Row>, job: &Job) -> Result<Vec<Vec<Placed>>> {
    // For each column, the first row that it is free in again.
    let mut taken: Vec<usize> = Vec::new();
    let mut placed = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        if index % 64 == 0 {
            job.check()?;
        }
        let mut column = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in row.cells {
            while taken.get(column).is_some_and(|free| *free > index) {
                column += 1;
            }
            let end = column + if column < MAX_COLUMNS { cell.columns } else { 1 };
            if cell.rows > 1 {
                taken.resize(taken.len().max(end), 0);
                let free = index + cell.rows;
                taken.iter_mut().take(end).skip(column).for_each(|until| *until = free.max(*until));
            }
            cells.push((column, cell));
            column = end;
        }
        placed.push(cells);
    }
    Ok(placed)
}
