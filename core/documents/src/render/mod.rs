//! Writes a document as text, Markdown or HTML, and notes where each page and element lies in it.

mod html;
mod markdown;
mod markdown_escape;
mod markdown_inline;
mod text;

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use crate::document::{Block, Content, Document, Inside, Mark, MarkKind, RichText};
use crate::enrich::words::count_words;
use crate::model::{Element, ElementType, Extraction, OutputFormat, Page, Table, TextRange};
pub use html::escape_attribute;

/// Lists nested deeper are written at this depth, so that indentation stays linear in the text.
const MAX_LIST_DEPTH: u32 = 16;

/// Block quotes nested deeper are written at this depth, as lists are.
const MAX_QUOTE_DEPTH: u32 = 16;

/// Rows of a table between two looks at the job.
const ROWS_PER_CHECK: usize = 256;

/// Writes blocks in one output format.
trait Writer {
    /// Writes a block at the end of `out`, after what separates it from the one before. Returns the block's own part.
    fn block(&mut self, content: &Content, inside: Inside, out: &mut String, job: &Job) -> Result<TextRange>;
    /// Writes what closes a page: no list goes on over the end of one.
    fn end_page(&mut self, out: &mut String);
}

/// Writes `document`.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn render(document: Document, format: OutputFormat, job: &Job) -> Result<Extraction> {
    let mut writer: Box<dyn Writer> = match format {
        OutputFormat::Text => Box::new(text::Text::default()),
        OutputFormat::Markdown => Box::new(markdown::Markdown::new(&document.blocks)),
        OutputFormat::Html => Box::new(html::Html::default()),
    };
    let mut extraction = Extraction {
        format,
        metadata: document.metadata,
        images: document.images,
        links: document.links,
        annotations: document.annotations,
        attachments: document.attachments,
        warnings: document.warnings,
        ..Extraction::default()
    };
    let mut pages = Pages::new(document.pages.iter().map(|page| Page {
        number: page.number,
        width: page.size.map(|size| size.0),
        height: page.size.map(|size| size.1),
        ..Page::default()
    }));
    let mut words = 0;
    let mut on_page = None;
    for block in document.blocks {
        job.check()?;
        if is_blank(&block.content) {
            continue;
        }
        words += words_of(&block.content);
        if block.page != on_page {
            writer.end_page(&mut extraction.content);
            pages.extend(on_page, extraction.content.len());
            on_page = block.page;
        }
        let before = extraction.content.len();
        let range = writer.block(&block.content, block.inside, &mut extraction.content, job)?;
        let separator = extraction.content.as_bytes().iter().skip(before).take_while(|byte| **byte == b'\n').count();
        pages.add(on_page, before + separator, extraction.content.len());
        let element = element(block, range, &mut extraction.tables);
        if let Some(table) = element.table {
            pages.add_table(on_page, table);
        }
        extraction.elements.push(element);
    }
    writer.end_page(&mut extraction.content);
    pages.extend(on_page, extraction.content.len());
    extraction.pages = pages.finish();
    extraction.metadata.words = u32::try_from(words).unwrap_or(u32::MAX);
    Ok(extraction)
}

/// Pages, found by their numbers.
struct Pages {
    pages: Vec<Page>,
    by_number: HashMap<u32, usize>,
    written: Vec<bool>,
}

impl Pages {
    fn new(pages: impl Iterator<Item = Page>) -> Self {
        let pages: Vec<Page> = pages.collect();
        let by_number = pages.iter().enumerate().map(|(index, page)| (page.number, index)).collect();
        let written = vec![false; pages.len()];
        Self { pages, by_number, written }
    }

    /// A block of the page was written from `start` to `end`.
    fn add(&mut self, number: Option<u32>, start: usize, end: usize) {
        let Some(index) = number.and_then(|number| self.by_number.get(&number)).copied() else { return };
        if let (Some(page), Some(written)) = (self.pages.get_mut(index), self.written.get_mut(index)) {
            if !*written {
                page.content.start = start;
                *written = true;
            }
            page.content.end = end;
        }
    }

    /// The page that was written last goes on to `end`.
    fn extend(&mut self, number: Option<u32>, end: usize) {
        self.add(number, end, end);
    }

    fn add_table(&mut self, number: Option<u32>, table: u32) {
        let index = number.and_then(|number| self.by_number.get(&number)).copied();
        if let Some(page) = index.and_then(|index| self.pages.get_mut(index)) {
            page.tables.push(table);
        }
    }

    /// The pages; those without blocks are empty and stand at the end of the page before.
    fn finish(mut self) -> Vec<Page> {
        let mut end = 0;
        for (page, written) in self.pages.iter_mut().zip(self.written) {
            if !written {
                page.content = TextRange { start: end, end };
            }
            end = page.content.end;
        }
        self.pages
    }
}

fn element(block: Block, text: TextRange, tables: &mut Vec<Table>) -> Element {
    use ElementType as Is;
    let mut element = Element {
        r#type: Is::Paragraph,
        text,
        level: None,
        page: block.page,
        bounding_box: block.bounding_box,
        table: None,
        start_time: block.time.map(|(start, _)| start),
        end_time: block.time.map(|(_, end)| end),
    };
    element.r#type = match block.content {
        Content::Title(_) => Is::Title,
        Content::Heading { level, .. } => {
            element.level = Some(u32::from(level.clamp(1, 6)));
            Is::Heading
        }
        Content::Paragraph(_) => Is::Paragraph,
        Content::ListItem { depth, .. } => {
            element.level = Some(depth.max(1));
            Is::ListItem
        }
        Content::Table(mut table) => {
            table.page = table.page.or(block.page);
            table.bounding_box = table.bounding_box.or(block.bounding_box);
            element.table = u32::try_from(tables.len()).ok();
            tables.push(table);
            Is::Table
        }
        Content::Code { .. } => Is::Code,
        Content::Image { .. } => Is::Image,
        Content::Footnote { .. } => Is::Footnote,
        Content::Header(_) => Is::Header,
        Content::Footer(_) => Is::Footer,
        Content::Formula(_) => Is::Formula,
    };
    element
}

/// Text of nothing but white space is not worth an element.
fn is_blank(content: &Content) -> bool {
    match content {
        Content::Table(_) | Content::Image { .. } | Content::Footnote { .. } => false,
        Content::Code { text, .. } | Content::Formula(text) => text.trim().is_empty(),
        Content::Title(text)
        | Content::Heading { text, .. }
        | Content::Paragraph(text)
        | Content::ListItem { text, .. }
        | Content::Header(text)
        | Content::Footer(text) => text.text.trim().is_empty(),
    }
}

fn words_of(content: &Content) -> usize {
    match content {
        Content::Title(text)
        | Content::Heading { text, .. }
        | Content::Paragraph(text)
        | Content::ListItem { text, .. }
        | Content::Footnote { text, .. }
        | Content::Header(text)
        | Content::Footer(text) => count_words(&text.text),
        Content::Code { text, .. } | Content::Formula(text) | Content::Image { description: text, .. } => {
            count_words(text)
        }
        Content::Table(table) => {
            (0..table.cells.rows()).map(|row| table.cells.row(row).map(count_words).sum::<usize>()).sum()
        }
    }
}

/// Ends the block before, if there is one, with a blank line.
fn blank_line(out: &mut String) {
    if !out.is_empty() {
        out.push_str("\n\n");
    }
}

/// From `start` to the end of what is written.
fn since(start: usize, out: &str) -> TextRange {
    TextRange { start, end: out.len() }
}

/// Calls `write` for each row, and looks at the job now and then.
fn each_row(table: &Table, job: &Job, mut write: impl FnMut(usize)) -> Result<()> {
    for row in 0..table.cells.rows() {
        if row % ROWS_PER_CHECK == 0 {
            job.check()?;
        }
        write(row);
    }
    Ok(())
}

/// Whether a link may be followed: a document must not bring scripts into a page that shows it.
fn is_safe_url(url: &str) -> bool {
    let scheme: String = url
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .take_while(|character| *character != ':')
        .take(11)
        .flat_map(char::to_lowercase)
        .collect();
    !matches!(scheme.as_str(), "javascript" | "vbscript" | "data")
}

/// A mark as it can be written.
struct Span<'a> {
    start: usize,
    end: usize,
    kind: &'a MarkKind,
}

/// The marks within the text, without white space at their edges, outer ones first.
fn tidy_marks(rich: &RichText) -> Vec<Span<'_>> {
    let trimmed = |mark: &Mark| {
        let text = rich.text.get(mark.start..mark.end)?;
        let start = mark.start + text.len() - text.trim_start().len();
        Some((start, start + text.trim().len()))
    };
    let mut spans: Vec<Span> = rich
        .marks
        .iter()
        .filter_map(|mark| trimmed(mark).map(|(start, end)| Span { start, end, kind: &mark.kind }))
        .filter(|span| span.start < span.end)
        .collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    // References to notes stand above the line in any case.
    let is_reference = |span: &Span| *span.kind == MarkKind::FootnoteReference;
    let references: Vec<(usize, usize)> =
        spans.iter().filter(|span| is_reference(span)).map(|span| (span.start, span.end)).collect();
    spans.retain(|span| {
        *span.kind != MarkKind::Superscript || references.binary_search(&(span.start, span.end)).is_err()
    });
    spans
}

#[cfg(test)]
mod tests;
