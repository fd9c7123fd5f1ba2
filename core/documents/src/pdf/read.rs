//! Reads a PDF: pages in parallel, then the document as a whole.

use std::sync::atomic::{AtomicU64, Ordering};

use hayro_syntax::Pdf;
use hayro_syntax::page::Page;
use lode_runtime::{Bytes, Error, Result, pool};

use super::annotations::{self, Annotations, PageNumbers};
use super::blocks::{PagePieces, blocks};
use super::content::{PageContent, Reader};
use super::images::{self, Images};
use super::layers::Layers;
use super::open::open;
use super::paragraphs::pieces;
use super::stoppable::stoppable;
use super::structure::Structure;
use super::tagged::Tagged;
use super::weigh::Scale;
use super::{attachments, boxes, dots, metadata, order, spans, tables};
use crate::document::{Document, PageInfo};
use crate::formats::Context;
use crate::model::Warning;

/// Letters of a page that counts as having no text of its own: a stamp or a page number on a scan.
const PRACTICALLY_NO_TEXT: usize = 12;

/// The part of a page that pictures cover on a scan.
const GOOD_PART: f64 = 0.4;

/// Pages that are worth a thread.
const PAGES_PER_PART: usize = 8;

/// What one page gives.
#[derive(Default)]
struct ReadPage {
    info: PageInfo,
    pieces: PagePieces,
    annotations: Annotations,
    images: Images,
    warnings: Vec<Warning>,
    lost: bool,
}

/// What all pages are read with.
struct Shared<'c> {
    context: &'c Context<'c>,
    layers: Layers,
    numbers: PageNumbers,
    structure: Option<Structure>,
}

/// Reads the file.
///
/// # Errors
/// As `pdf::read`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let opened = open(bytes, context)?;
    let mut document =
        Document { metadata: metadata::read(&opened.pdf, opened.encrypted, context.job)?, ..Document::default() };
    if opened.recovered {
        let message = "the page tree is damaged; pages were searched for and may be missing or out of order";
        document.warn("PAGES_RECOVERED", message);
    }
    let pages = read_pages(&opened.pdf, context)?;
    if !pages.is_empty() && pages.iter().all(|page| page.lost) {
        return Err(Error::parse("expected a PDF with pages that can be read, got one whose pages are all damaged"));
    }
    let mut pieces = Vec::with_capacity(pages.len());
    for page in pages {
        document.pages.push(page.info);
        document.links.extend(page.annotations.links);
        document.annotations.extend(page.annotations.annotations);
        document.images.extend(page.images.images);
        document.warnings.extend(page.warnings);
        document.warnings.extend(page.images.warnings);
        pieces.push(page.pieces);
    }
    document.blocks = blocks(pieces);
    attachments::read(&opened.pdf, &mut document, context)?;
    Ok(document)
}

fn read_pages(pdf: &Pdf, context: &Context) -> Result<Vec<ReadPage>> {
    let wanted: Vec<usize> = (0..pdf.pages().len())
        .filter(|index| u32::try_from(index + 1).is_ok_and(|number| context.options.wants_page(number)))
        .collect();
    let job = context.job;
    let structure = stoppable(job, || Structure::read(pdf, job))?.transpose()?.flatten();
    let shared = Shared { context, layers: Layers::new(pdf.xref()), numbers: PageNumbers::new(pdf), structure };
    let done = AtomicU64::new(0);
    // Fonts are read once in each part, so there are no more parts than threads.
    let parts = job.threads().min(wanted.len().div_ceil(PAGES_PER_PART)).max(1);
    let parts: Vec<&[usize]> = wanted.chunks(wanted.len().div_ceil(parts).max(1)).collect();
    let pages = pool::map(job, parts.len(), |part| {
        let mut reader = Reader::new(&shared.layers, job);
        let mut scale = Scale::default();
        let mut pages = Vec::new();
        for index in parts.get(part).copied().unwrap_or_default() {
            job.check()?;
            pages.push(read_page(pdf, *index, (&mut reader, &mut scale), &shared)?);
            job.progress(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len() as u64);
        }
        Ok(pages)
    })?;
    // Two threads may have told their counts in the wrong order.
    job.progress(wanted.len() as u64, wanted.len() as u64);
    Ok(pages.into_iter().flatten().collect())
}

/// Reads a page. hayro parses whatever the file holds; should it panic, only this page is lost.
fn read_page<'a>(
    pdf: &'a Pdf,
    index: usize,
    tools: (&mut Reader<'a, '_>, &mut Scale),
    shared: &Shared,
) -> Result<ReadPage> {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    let Some(page) = pdf.pages().get(index) else { return Ok(ReadPage::default()) };
    let damaged = |message: &str| Warning {
        code: "PAGE_DAMAGED".into(),
        message: message.into(),
        page: Some(number),
        path: None,
    };
    let mut result = match stoppable(shared.context.job, || page_parts(page, number, tools, shared))? {
        Some(result) => result.map_err(|error| error.at_page(number))?,
        None => ReadPage {
            warnings: vec![damaged("the page is damaged and could not be read")],
            lost: true,
            ..ReadPage::default()
        },
    };
    let (width, height) = page.render_dimensions();
    result.info.number = number;
    result.info.size = Some((f64::from(width), f64::from(height)));
    result.pieces.number = number;
    Ok(result)
}

fn page_parts<'a>(
    page: &Page<'a>,
    number: u32,
    (reader, scale): (&mut Reader<'a, '_>, &mut Scale),
    shared: &Shared,
) -> Result<ReadPage> {
    let Context { job, options, .. } = shared.context;
    let (width, height) = page.render_dimensions();
    let mut content = reader.read(page)?;
    let mut result = ReadPage { warnings: warnings(&content, number), ..ReadPage::default() };
    result.info.scanned = is_scanned(&content, f64::from(width), f64::from(height));
    result.annotations = annotations::read(page, number, &content, &shared.numbers);
    if let Some(wanted) = options.images.get()
        && !content.pictures.is_empty()
    {
        result.images = images::read(page, number, &wanted, scale, job)?;
    }
    result.lost = content.damaged && content.glyphs.is_empty() && content.pictures.is_empty();
    result.pieces.height = f64::from(height);
    if let (Some(structure), Some(page)) = (&shared.structure, page.raw().obj_id()) {
        let (size, annotations, wants_tables) = ((width, height), &result.annotations, options.wants_tables());
        let tagged = Tagged { structure, page, content: &content, size, number, annotations, wants_tables };
        if let Some(pieces) = tagged.pieces(job)? {
            result.pieces.pieces = pieces;
            return Ok(result);
        }
    }
    if options.wants_tables() {
        let edges = boxes::edges(&content.shapes.boxes, &content.glyphs);
        content.shapes.rules.extend(edges);
    }
    let rules = &content.shapes.rules;
    let source = spans::Source { text: &content.text, rules, size: (width, height) };
    let mut directions = Vec::new();
    let mut spans = spans::spans(&content.glyphs, &result.annotations.linked, &source, &mut directions);
    let upright = directions.iter().position(|(x, _)| *x > 0.99);
    let addresses = &result.annotations.addresses;
    let tables = tables::take(&mut spans, upright.filter(|_| options.wants_tables()), rules, addresses, number, job)?;
    if let Some(upright) = upright {
        dots::add_bullets(&mut spans, upright, &content.shapes.dots);
    }
    job.check()?;
    let lines = order::lines(spans);
    result.pieces.pieces = pieces(&lines, 0..lines.len(), &directions, tables, addresses);
    Ok(result)
}

fn warnings(content: &PageContent, number: u32) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: &str| {
        warnings.push(Warning { code: code.into(), message: message.into(), page: Some(number), path: None });
    };
    if content.damaged {
        warn("PAGE_DAMAGED", "part of the page could not be decoded and is missing");
    }
    if content.cut_off {
        warn("PAGE_CUT_OFF", "the page shows millions of characters; those after the first two million are missing");
    }
    if content.unknown_glyphs as usize > content.glyphs.len() / 4 {
        warn("TEXT_UNKNOWN", "the fonts of the page do not tell what their glyphs mean; OCR can read it");
    }
    warnings
}

/// Whether pictures cover a good part of the page and it has no text of its own.
fn is_scanned(content: &PageContent, width: f64, height: f64) -> bool {
    let letters = content
        .glyphs
        .iter()
        .filter_map(|glyph| content.text.get(glyph.start as usize..)?.chars().next())
        .filter(|character| character.is_alphanumeric())
        .take(PRACTICALLY_NO_TEXT + 1)
        .count();
    let covered: f64 = content
        .pictures
        .iter()
        .map(|[left, top, right, bottom]| {
            (right.min(width) - left.max(0.0)).max(0.0) * (bottom.min(height) - top.max(0.0)).max(0.0)
        })
        .sum();
    letters <= PRACTICALLY_NO_TEXT && covered >= GOOD_PART * width * height
}
