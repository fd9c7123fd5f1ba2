//! Tables ([MS-DOC] 2.4.3, 2.4.4). A merged cell has its text once; the other places that it covers are empty.

use std::ops::Range;

use lode_runtime::Result;

use super::Reader;
use crate::document::{Block, Content, RichText};
use crate::flatten;
use crate::little_endian::u16_at;
use crate::office::table::TableBuilder;

/// Tables in tables; Word itself ends before.
const DEEPEST: u32 = 16;
/// Edges of cells in different rows that are closer than this, in twentieths of a point, are one: rows that were drawn by
/// hand or written by other programs differ a little.
const SAME_EDGE: i32 = 60;
/// Size of a cell's description (2.9.317).
const CELL_SIZE: usize = 20;

/// A table in the making.
pub(super) struct OpenTable<'a> {
    /// The blocks before it.
    outer: Vec<Block>,
    /// The texts of all cells, and where each ends.
    text: RichText,
    cells: Vec<usize>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    /// Its cells.
    cells: Range<usize>,
    /// Edges of its cells, and how they are merged (2.9.322).
    definition: &'a [u8],
    is_header: bool,
}

impl Row<'_> {
    /// The left and right edges of the cells, if there are as many as the row has cells.
    fn edges(&self) -> Option<impl Iterator<Item = i32>> {
        let count = usize::from(*self.definition.first()?);
        let edges = self.definition.get(1..3 + 2 * count).filter(|_| count >= self.cells.len())?;
        let edges = edges.chunks_exact(2).take(self.cells.len() + 1);
        Some(edges.map(|edge| i32::from(u16_at(edge, 0).unwrap_or(0).cast_signed())))
    }

    /// Whether the cell above or to the left reaches into this one.
    fn is_covered(&self, index: usize) -> bool {
        let count = usize::from(self.definition.first().copied().unwrap_or(0));
        let flags = u16_at(self.definition, 3 + 2 * count + CELL_SIZE * index).unwrap_or(0);
        index < count && (flags & 2 != 0 || flags >> 5 & 3 == 1)
    }
}

impl<'a> Reader<'a> {
    /// Opens and closes tables until as many are open.
    pub(super) fn set_table_depth(&mut self, depth: u32) -> Result<()> {
        let depth = depth.min(DEEPEST) as usize;
        self.close_tables(depth)?;
        while self.tables.len() < depth {
            let outer = std::mem::take(&mut self.document.blocks);
            self.tables.push(OpenTable { outer, text: RichText::default(), cells: Vec::new(), rows: Vec::new() });
        }
        Ok(())
    }

    /// Closes all but `depth` tables.
    pub(super) fn close_tables(&mut self, depth: usize) -> Result<()> {
        while self.tables.len() > depth {
            // What a damaged file does not end.
            if !self.document.blocks.is_empty() {
                self.end_cell();
            }
            let ends_in_row = self.tables.last().is_some_and(|table| table.row_start() < table.cells.len());
            if ends_in_row {
                self.end_row(&[], false);
            }
            let Some(table) = self.tables.pop() else { break };
            let content = table.finish(self.context.job)?;
            self.document.blocks = content.0;
            if let Some(content) = content.1 {
                self.document.push(content);
            }
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self) {
        let blocks = std::mem::take(&mut self.document.blocks);
        if let Some(table) = self.tables.last_mut() {
            flatten::rich_into(&blocks, &mut table.text);
            table.cells.push(table.text.text.len());
        }
    }

    pub(super) fn end_row(&mut self, definition: &'a [u8], is_header: bool) {
        self.document.blocks.clear();
        if let Some(table) = self.tables.last_mut() {
            let cells = table.row_start()..table.cells.len();
            table.rows.push(Row { cells, definition, is_header });
        }
    }
}

impl OpenTable<'_> {
    fn row_start(&self) -> usize {
        self.rows.last().map_or(0, |row| row.cells.end)
    }

    /// The blocks before the table, and the table, unless it says nothing.
    fn finish(self, job: &lode_runtime::Job) -> Result<(Vec<Block>, Option<Content>)> {
        let mut edges: Vec<i32> = self.rows.iter().filter_map(Row::edges).flatten().collect();
        edges.sort_unstable();
        edges.dedup_by(|next, kept| *next - *kept < SAME_EDGE);
        let mut table = TableBuilder::new(job);
        let mut header_rows = 0;
        for (number, row) in (0..).zip(&self.rows) {
            job.check()?;
            self.row(row, &edges, &mut table)?;
            table.end_row();
            if row.is_header && header_rows == number {
                header_rows += 1;
            }
        }
        let table = if table.is_blank() { None } else { Some(Content::Table(table.finish(header_rows)?)) };
        Ok((self.outer, table))
    }

    fn row(&self, row: &Row, edges: &[i32], table: &mut TableBuilder) -> Result<()> {
        // The column of the grid that starts at an edge.
        let column = |edge: i32| edges.partition_point(|known| *known <= edge).saturating_sub(1) as u64;
        let columns: Vec<u64> = row.edges().map(|edges| edges.map(column).collect()).unwrap_or_default();
        table.add_empty_cells(columns.first().copied().unwrap_or(0));
        for (index, cell) in row.cells.clone().enumerate() {
            let next = columns.get(index..index + 2).and_then(|pair| pair.last()?.checked_sub(*pair.first()?));
            let width = next.unwrap_or(1);
            if width == 0 {
                continue;
            }
            let start = cell.checked_sub(1).and_then(|before| self.cells.get(before)).copied().unwrap_or(0);
            let end = self.cells.get(cell).copied().unwrap_or(start);
            if row.is_covered(index) {
                table.add_empty_cells(1);
            } else {
                table.rich_cell(&self.text.part(start..end))?;
            }
            table.add_empty_cells(width - 1);
        }
        Ok(())
    }
}
