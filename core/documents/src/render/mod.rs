//! Writes a document as text, Markdown or HTML, and notes where each page and element lies in it.

use crate::document::{Block, Content, Document};
use crate::model::{Element, ElementType, Extraction, OutputFormat, Page, TextRange};

/// Writes `document`.
#[must_use]
pub fn render(document: Document, format: OutputFormat) -> Extraction {
    let mut extraction = Extraction { format, metadata: document.metadata, ..Extraction::default() };
    extraction.images = document.images;
    extraction.links = document.links;
    extraction.annotations = document.annotations;
    extraction.attachments = document.attachments;
    extraction.warnings = document.warnings;
    extraction.pages = document
        .pages
        .iter()
        .map(|page| Page {
            number: page.number,
            width: page.size.map(|size| size.0),
            height: page.size.map(|size| size.1),
            ..Page::default()
        })
        .collect();
    for block in document.blocks {
        write_block(&mut extraction, block);
    }
    extraction
}

fn write_block(extraction: &mut Extraction, block: Block) {
    if !extraction.content.is_empty() {
        extraction.content.push_str("\n\n");
    }
    let start = extraction.content.len();
    let mut element = Element {
        r#type: ElementType::Paragraph,
        text: TextRange::default(),
        level: None,
        page: block.page,
        bounding_box: block.bounding_box,
        table: None,
        start_time: None,
        end_time: None,
    };
    match block.content {
        Content::Title(text)
        | Content::Heading { text, .. }
        | Content::Paragraph(text)
        | Content::ListItem { text, .. } => {
            extraction.content.push_str(&text.text);
        }
        Content::Table(table) => {
            element.table = Some(extraction.tables.len() as u32);
            for row in 0..table.cells.rows() {
                let cells: Vec<&str> = table.cells.row(row).collect();
                extraction.content.push_str(&cells.join("\t"));
                extraction.content.push('\n');
            }
            extraction.tables.push(table);
        }
        Content::Code { text, .. } | Content::Formula(text) => extraction.content.push_str(&text),
        Content::Image { description, .. } => extraction.content.push_str(&description),
        Content::Footnote { text, .. } | Content::Header(text) | Content::Footer(text) => {
            extraction.content.push_str(&text.text)
        }
    }
    element.text = TextRange { start, end: extraction.content.len() };
    if let Some(page) = block.page.and_then(|number| extraction.pages.iter_mut().find(|page| page.number == number)) {
        if page.content.end == 0 {
            page.content.start = start;
        }
        page.content.end = extraction.content.len();
    }
    extraction.elements.push(element);
}
