//! Tables (section 9.1).

use lode_runtime::Result;

use super::Reader;
use crate::document::Content;
use crate::flatten;
use crate::office::table::TableBuilder;
use crate::xml::{Node, Walker};

impl Reader<'_> {
    /// Reads `table:table`. A merged cell has its text once, since the cells that it covers are read as empty.
    pub(super) fn table(&mut self, xml: &mut Walker) -> Result<()> {
        let lists = std::mem::take(&mut self.lists);
        let mut table = TableBuilder::new(self.context.job);
        let mut header_rows = 0;
        let result = self.rows(xml, &mut table, &mut header_rows);
        self.lists = lists;
        result?;
        if table.is_blank() {
            return Ok(());
        }
        let mut table = table.finish(header_rows)?;
        table.page = self.page;
        self.push(Content::Table(table));
        Ok(())
    }

    /// Rows, also those in groups; rows of headers count when nothing stands before them.
    fn rows(&mut self, xml: &mut Walker, table: &mut TableBuilder, header_rows: &mut u64) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "table-header-rows" => {
                    let is_first = table.rows() == 0;
                    self.rows(xml, table, &mut 0)?;
                    if is_first {
                        *header_rows = table.rows();
                    }
                }
                "table-row" => {
                    let count = tag.number("number-rows-repeated").unwrap_or(1);
                    self.row(xml, table)?;
                    table.end_repeated_row(count)?;
                }
                "table-columns" | "table-header-columns" | "table-source" | "shapes" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Walker, table: &mut TableBuilder) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            let count = tag.number("number-columns-repeated").unwrap_or(1);
            match tag.name() {
                "table-cell" => {
                    let blocks = self.collect(|reader| reader.blocks(xml))?;
                    table.repeated_cell(&flatten::rich(blocks), count)?;
                }
                "covered-table-cell" => {
                    xml.skip()?;
                    table.add_empty_cells(count);
                }
                _ => {}
            }
        }
        Ok(())
    }
}
