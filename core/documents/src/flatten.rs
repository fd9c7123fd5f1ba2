//! Blocks as one text, for cells, notes, headers and comments, which hold no blocks.

use crate::document::{Block, Content, RichText};
use crate::model::Table;

/// Adds the text of `blocks` to `out`, a line for each block. Rows of tables are lines, their cells stand between tabs.
pub fn text_into(blocks: &[Block], out: &mut String) {
    let mut rich = RichText::plain(std::mem::take(out));
    rich_into(blocks, &mut rich);
    *out = rich.text;
}

/// Adds the text of `blocks` and its marks to `out`.
pub fn rich_into(blocks: &[Block], out: &mut RichText) {
    contents_into(blocks.iter().map(|block| &block.content), out);
}

/// Adds the text of what blocks hold and its marks to `out`.
pub fn contents_into<'c>(contents: impl IntoIterator<Item = &'c Content>, out: &mut RichText) {
    let start = out.text.len();
    for content in contents {
        if out.text.len() > start {
            out.push("\n");
        }
        match content {
            Content::Title(text)
            | Content::Heading { text, .. }
            | Content::Paragraph(text)
            | Content::Footnote { text, .. }
            | Content::Header(text)
            | Content::Footer(text) => out.push_rich(text),
            Content::ListItem { text, number, .. } => {
                match number {
                    Some(number) => out.push(&format!("{number}. ")),
                    None => out.push("- "),
                }
                out.push_rich(text);
            }
            Content::Code { text, .. } | Content::Formula(text) | Content::Image { description: text, .. } => {
                out.push(text);
            }
            Content::Table(table) => table_into(table, &mut out.text),
        }
    }
}

fn table_into(table: &Table, out: &mut String) {
    for row in 0..table.cells.rows() {
        if row > 0 {
            out.push('\n');
        }
        for (column, cell) in table.cells.row(row).enumerate() {
            if column > 0 {
                out.push('\t');
            }
            out.push_str(cell);
        }
    }
}

/// The text of `blocks`, marks kept.
#[must_use]
pub fn rich(mut blocks: Vec<Block>) -> RichText {
    if let [Block { content: Content::Paragraph(text), .. }] = blocks.as_mut_slice() {
        return std::mem::take(text);
    }
    let mut out = RichText::default();
    rich_into(&blocks, &mut out);
    out
}

/// The text of `blocks`, marks kept, without the space that it begins with, as notes do between number and text.
#[must_use]
pub fn trimmed(blocks: Vec<Block>) -> RichText {
    let text = rich(blocks);
    let spaces = text.text.len() - text.text.trim_start().len();
    text.without_start(spaces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Mark, MarkKind};
    use crate::model::Cells;

    #[test]
    fn blocks_become_lines_and_marks_move_with_their_text() {
        let bold = RichText { text: "two".into(), marks: vec![Mark { start: 0, end: 3, kind: MarkKind::Bold }] };
        let table = Table { cells: Cells::from_rows(&[["a", "b"], ["c", "d"]]), ..Table::default() };
        let blocks = vec![
            Block::new(Content::ListItem { depth: 1, number: Some(3), text: "one".into() }),
            Block::new(Content::Paragraph(bold)),
            Block::new(Content::Table(table)),
        ];
        let rich = rich(blocks);
        assert_eq!(rich.text, "3. one\ntwo\na\tb\nc\td");
        assert_eq!(rich.marks, [Mark { start: 7, end: 10, kind: MarkKind::Bold }]);
    }
}
