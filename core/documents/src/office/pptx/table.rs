//! Tables on slides (ECMA-376 part 1, section 21.1.3).

use lode_runtime::{Job, Result};

use crate::document::RichText;
use crate::model::{Link, Table};
use crate::office::relationships::Relationships;
use crate::office::table::TableBuilder;
use crate::office::{drawing_text, rich};
use crate::xml::{Node, Tag, Walker};

/// The table whose start came last; none when it has no text. A merged cell has its text once.
pub(super) fn read(xml: &mut Walker, parts: &Relationships, job: &Job, links: &mut Vec<Link>) -> Result<Option<Table>> {
    let mut table = TableBuilder::new(job);
    let mut header_rows = 0;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "tblPr" => header_rows = u64::from(is_on(&tag, "firstRow")),
            "tr" => {
                let row = xml.depth();
                while let Some(node) = xml.next(row)? {
                    let Node::Start(tag) = node else { continue };
                    if tag.name() == "tc" {
                        let covered = is_on(&tag, "hMerge") || is_on(&tag, "vMerge");
                        let text = cell(xml, parts, links)?;
                        if covered { table.add_empty_cells(1) } else { table.rich_cell(&text)? }
                    }
                }
                table.end_row();
            }
            _ => {}
        }
    }
    if table.is_blank() { Ok(None) } else { table.finish(header_rows).map(Some) }
}

fn cell(xml: &mut Walker, parts: &Relationships, links: &mut Vec<Link>) -> Result<RichText> {
    let mut text = RichText::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        if matches!(&node, Node::Start(tag) if tag.name() == "p") {
            let paragraph = drawing_text::paragraph(xml, parts)?.text;
            links.extend(rich::links(&paragraph));
            if !paragraph.text.trim().is_empty() {
                if !text.text.is_empty() {
                    text.push("\n");
                }
                text.push_rich(&paragraph);
            }
        }
    }
    Ok(text)
}

fn is_on(tag: &Tag, name: &str) -> bool {
    tag.attribute(name).is_some_and(|value| matches!(value.as_ref(), "1" | "true"))
}
