//! Reads a PDF: pages in parallel, then the document as a whole.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use hayro_syntax::Pdf;
use lode_runtime::{Bytes, Result, pool};

use super::blocks::{PagePieces, Piece, blocks};
use super::content::Reader;
use super::layers::Layers;
use super::open::open;
use super::paragraphs::paragraphs;
use super::{order, spans};
use crate::document::{Document, PageInfo};
use crate::formats::Context;
use crate::model::Warning;

/// What one page gives.
#[derive(Default)]
struct ReadPage {
    info: PageInfo,
    pieces: PagePieces,
    warnings: Vec<Warning>,
}

/// Reads the file.
///
/// # Errors
/// As `pdf::read`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let opened = open(bytes, context)?;
    let mut document = Document::default();
    document.metadata.encrypted = Some(opened.encrypted);
    document.metadata.pages = u32::try_from(opened.pdf.pages().len()).ok();
    if opened.recovered {
        let message = "the page tree is damaged; pages were searched for and may be missing or out of order";
        document.warn("PAGES_RECOVERED", message);
    }
    let mut pieces = Vec::new();
    for page in read_pages(&opened.pdf, context)? {
        document.pages.push(page.info);
        pieces.push(page.pieces);
        document.warnings.extend(page.warnings);
    }
    document.blocks = blocks(pieces);
    Ok(document)
}

fn read_pages(pdf: &Pdf, context: &Context) -> Result<Vec<ReadPage>> {
    let wanted: Vec<usize> = (0..pdf.pages().len())
        .filter(|index| u32::try_from(index + 1).is_ok_and(|number| context.options.wants_page(number)))
        .collect();
    let layers = Layers::new(pdf.xref());
    let done = AtomicU64::new(0);
    let job = context.job;
    // Fonts are read once in each part, so there are as few parts as threads.
    let parts = job.threads().min(wanted.len().div_ceil(8)).max(1);
    let part_length = wanted.len().div_ceil(parts).max(1);
    let parts: Vec<&[usize]> = wanted.chunks(part_length).collect();
    let pages = pool::map(job, parts.len(), |part| {
        let mut reader = Reader::new(&layers, job, context.options.wants_tables());
        let mut pages = Vec::new();
        for index in parts.get(part).copied().unwrap_or_default() {
            job.check()?;
            pages.push(read_page(pdf, *index, &mut reader)?);
            job.progress(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len() as u64);
        }
        Ok(pages)
    })?;
    Ok(pages.into_iter().flatten().collect())
}

fn read_page<'a>(pdf: &'a Pdf, index: usize, reader: &mut Reader<'a, '_>) -> Result<ReadPage> {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    let mut result = ReadPage { info: PageInfo { number, ..PageInfo::default() }, ..ReadPage::default() };
    let Some(page) = pdf.pages().get(index) else { return Ok(result) };
    let (width, height) = page.render_dimensions();
    result.info.size = Some((f64::from(width), f64::from(height)));
    let damaged = |message: &str| Warning {
        code: "PAGE_DAMAGED".into(),
        message: message.into(),
        page: Some(number),
        path: None,
    };
    let content = match catch_unwind(AssertUnwindSafe(|| reader.read(page))) {
        Ok(content) => content?,
        Err(_) => {
            result.warnings.push(damaged("the page is damaged and could not be read"));
            return Ok(result);
        }
    };
    if content.damaged {
        result.warnings.push(damaged("part of the page could not be decoded and is missing"));
    }
    let spans = spans::spans(&content, (width, height));
    let lines = order::lines(spans.spans);
    result.pieces = PagePieces {
        number,
        height: f64::from(height),
        pieces: paragraphs(&lines, &spans.directions).into_iter().map(Piece::Text).collect(),
    };
    Ok(result)
}
