//! Paragraphs ([MS-DOC] 2.4.2, 2.4.6.1).

use std::ops::Range;

use lode_runtime::Result;

use super::Reader;
use super::properties::Paragraph;
use super::styles::Style;
use crate::document::{Block, RichText};
use crate::flatten;
use crate::office::paragraph::{self, Role};
use crate::office::rich;

/// What ends a paragraph; a page's end stands within one or at its end.
const PARAGRAPH_END: u16 = 0x0D;
const CELL_END: u16 = 0x07;
const PAGE_END: u16 = 0x0C;

impl<'a> Reader<'a> {
    /// Reads the paragraphs in `range` into blocks.
    pub(super) fn blocks(&mut self, range: Range<u32>) -> Result<()> {
        let mut start = range.start;
        while start < range.end {
            self.context.job.check()?;
            let units = self.text.units.get(start as usize..range.end as usize).unwrap_or_default();
            let length = units.iter().position(|unit| matches!(*unit, PARAGRAPH_END | CELL_END | PAGE_END));
            // Without a mark at the end the file is cut.
            let (end, next) = match length {
                Some(length) => (start + length as u32, start + length as u32 + 1),
                None => (range.end, range.end),
            };
            self.paragraph(start..end)?;
            start = next;
        }
        self.close_tables(0)
    }

    /// Reads a paragraph whose mark stands at the end of `range`.
    fn paragraph(&mut self, range: Range<u32>) -> Result<()> {
        let mark = self.text.units.get(range.end as usize).copied();
        let (own, style) = self.properties(range.end)?;
        // Depths say how many tables a paragraph is in; without them it is in one or none.
        let depth = if own.in_table || own.table_depth.is_some_and(|depth| depth > 0) {
            own.table_depth.unwrap_or(1).max(1)
        } else {
            0
        };
        self.set_table_depth(depth)?;
        let format = match style.role(&own) {
            // A heading is bold in most templates; that says nothing beyond its being a heading.
            Role::Body => style.format,
            _ => Default::default(),
        };
        self.runs(range, format)?;
        self.end_paragraph(&own, &style)?;
        if depth > 0 {
            if own.row_end {
                self.end_row(own.table_definition, own.header_row);
            } else if mark == Some(CELL_END) || own.inner_cell_end {
                self.end_cell();
            }
        }
        Ok(())
    }

    /// The properties of the paragraph whose mark is at `position`, and its style.
    fn properties(&mut self, position: u32) -> Result<(Paragraph<'a>, Style)> {
        let mut own = Paragraph::default();
        let Some(place) = self.text.place(position) else { return Ok((own, Style::default())) };
        let (style, list) = self.formatting.paragraph(place.byte).unwrap_or_default();
        // Each paragraph of a piece has the list of the piece, however long.
        self.context.job.charge_expanded(place.list.len() as u64)?;
        for list in [list, place.list] {
            own.apply(list);
            if let Some(more) = own.take_elsewhere(self.data) {
                // Each paragraph may refer to the same long list.
                self.context.job.charge_expanded(more.len() as u64)?;
                own.apply(more);
            }
        }
        let style = self.styles.resolve(style);
        Ok((own, style))
    }

    fn end_paragraph(&mut self, own: &Paragraph, style: &Style) -> Result<()> {
        // A field that has no result by now is damaged or has none; it must not swallow the rest.
        self.inline.fields.retain(|field| field.separated);
        self.set_link();
        let text = self.inline.writer.take();
        let after = std::mem::take(&mut self.inline.after);
        let role = style.role(own);
        if text.text.trim().is_empty() {
            paragraph::push_blank(role, &mut self.document);
        } else {
            for link in rich::links(&text) {
                // A link may go on over any number of paragraphs.
                self.context.job.charge_expanded(link.url.len() as u64)?;
                self.document.links.push(link);
            }
            let marker = style.place(own).and_then(|place| Some((place, self.numbering.next(place)?)));
            paragraph::push(text, role, marker, &mut self.document);
        }
        self.document.blocks.extend(after);
        Ok(())
    }

    /// The blocks in `range`, which stands for itself, such as a note or a text box.
    pub(super) fn apart(&mut self, range: Range<u32>) -> Result<Vec<Block>> {
        let inline = std::mem::take(&mut self.inline);
        let tables = std::mem::take(&mut self.tables);
        let blocks = std::mem::take(&mut self.document.blocks);
        let result = self.blocks(range);
        self.inline = inline;
        self.tables = tables;
        let inner = std::mem::replace(&mut self.document.blocks, blocks);
        result.map(|()| inner)
    }

    /// The text in `range`, which stands for itself.
    pub(super) fn text_of(&mut self, range: Range<u32>) -> Result<RichText> {
        Ok(flatten::trimmed(self.apart(range)?))
    }
}
