//! Tables. A merged cell has its text once; the other places that it covers are empty.

use lode_runtime::Result;

use super::styles::is_on;
use super::{Inline, Reader};
use crate::document::Content;
use crate::flatten;
use crate::office::table::TableBuilder;
use crate::xml::{Node, Tag, Walker};

/// What `w:trPr` says.
#[derive(Default)]
struct RowProperties {
    is_header: bool,
    is_deleted: bool,
}

/// What `w:tcPr` says.
#[derive(Default)]
struct CellProperties {
    columns: u64,
    /// The cell above or to the left reaches into this one.
    covered: bool,
}

impl Reader<'_> {
    pub(super) fn table(&mut self, xml: &mut Walker) -> Result<()> {
        // Cells have paragraphs of their own, also where the table stands inside a paragraph.
        let outer = std::mem::take(&mut self.inline);
        let result = self.table_rows(xml);
        self.inline = outer;
        result
    }

    fn table_rows(&mut self, xml: &mut Walker) -> Result<()> {
        let mut table = TableBuilder::new(self.context.job);
        let mut first_row_is_header = false;
        let mut header_rows = 0;
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "tblPr" => first_row_is_header = self.table_properties(xml)?,
                "tr" => {
                    let row = self.row(xml, &mut table)?;
                    if row.is_deleted {
                        table.drop_row();
                        continue;
                    }
                    table.end_row();
                    if row.is_header && header_rows + 1 == table.rows() {
                        header_rows += 1;
                    }
                }
                "del" | "moveFrom" | "tblGrid" | "sdtPr" => xml.skip()?,
                _ => {}
            }
        }
        if table.is_blank() {
            return Ok(());
        }
        if header_rows == 0 && first_row_is_header {
            header_rows = 1;
        }
        let table = table.finish(header_rows)?;
        self.document.push(Content::Table(table));
        Ok(())
    }

    /// Whether the table's style makes its first row a header, and the table wants it to.
    fn table_properties(&mut self, xml: &mut Walker) -> Result<bool> {
        let (mut of_style, mut wanted) = (false, false);
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "tblStyle" => {
                    if let Some(id) = tag.attribute("val") {
                        of_style = self.style(&id)?.first_row;
                    }
                }
                "tblLook" => wanted = looks_at_first_row(&tag),
                "tblPrChange" => xml.skip()?,
                _ => {}
            }
        }
        Ok(of_style && wanted)
    }

    fn row(&mut self, xml: &mut Walker, table: &mut TableBuilder) -> Result<RowProperties> {
        let mut row = RowProperties::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "tblHeader" => row.is_header = is_on(&tag),
                "gridBefore" => table.add_empty_cells(tag.number("val").unwrap_or(0)),
                // Deleted with changes tracked: a child of `w:trPr`.
                "del" => {
                    row.is_deleted = true;
                    xml.skip()?;
                }
                "tc" => self.cell(xml, table)?,
                "trPrChange" | "tblPrEx" | "sdtPr" => xml.skip()?,
                _ => {}
            }
        }
        Ok(row)
    }

    fn cell(&mut self, xml: &mut Walker, table: &mut TableBuilder) -> Result<()> {
        let mut cell = CellProperties { columns: 1, covered: false };
        let blocks = self.collect(|reader| {
            let depth = xml.depth();
            // Properties come first; then the rest of the cell is read as any other blocks, one child after the other.
            while let Some(node) = xml.next(depth)? {
                let Node::Start(tag) = node else { continue };
                match tag.name() {
                    "tcPr" => cell = cell_properties(xml)?,
                    "p" => reader.paragraph(xml)?,
                    "tbl" => reader.table(xml)?,
                    "del" | "moveFrom" | "Fallback" | "sdtPr" | "sdtEndPr" => xml.skip()?,
                    _ => {}
                }
            }
            reader.end_drop_cap()
        });
        self.inline = Inline::default();
        let blocks = blocks?;
        if cell.covered {
            table.add_empty_cells(cell.columns);
            return Ok(());
        }
        table.rich_cell(&flatten::rich(blocks))?;
        table.add_empty_cells(cell.columns - 1);
        Ok(())
    }
}

fn cell_properties(xml: &mut Walker) -> Result<CellProperties> {
    let mut cell = CellProperties { columns: 1, covered: false };
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "gridSpan" => cell.columns = tag.number("val").unwrap_or(1).max(1),
            // Without a value the cell continues the one before it.
            "vMerge" | "hMerge" => cell.covered |= tag.attribute("val").is_none_or(|value| value != "restart"),
            "cellDel" => cell.covered = true,
            "tcPrChange" => xml.skip()?,
            _ => {}
        }
    }
    Ok(cell)
}

/// Bit 5 of the older hexadecimal form, or the attribute of its own in the newer one (17.4.55).
fn looks_at_first_row(tag: &Tag) -> bool {
    if let Some(value) = tag.attribute("firstRow") {
        return matches!(value.as_ref(), "1" | "true" | "on");
    }
    let bits = tag.attribute("val").and_then(|value| u32::from_str_radix(&value, 16).ok()).unwrap_or(0);
    bits & 0x20 != 0
}
