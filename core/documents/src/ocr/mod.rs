//! Reads scanned pages with the host's OCR backend.

mod insert;
mod reply;
mod request;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use lode_runtime::{Bytes, Error, ErrorCode, Job, Result, sort};

use crate::ahead::{Crew, make_ahead};
use crate::document::Document;
use crate::formats::{Context, Format};
use crate::model::Warning;
use crate::options::{OcrBackend, OcrMode, OcrOptions};
use crate::raster::{PageImage, PageSource};
use crate::render_pages::resolution;
use insert::Recognized;
use request::PageRequest;

/// Language of the text unless the caller says otherwise.
const DEFAULT_LANGUAGE: &str = "eng";

/// Resolution of page images: at 300 dpi, letters of 10 points are some 20 pixels high, which OCR engines are made for.
const DEFAULT_DPI: f64 = 300.0;

/// Each page in flight takes a thread and an image of some 30 megabytes.
const MOST_CONCURRENT: usize = 64;

/// Adds the text of the pages that need OCR to `document`, and tells how many there were.
///
/// With [`OcrMode::Always`], the text of a page takes the place of its text layer, unless nothing was recognized.
///
/// # Errors
/// `InvalidOptions` for mode `always` without a backend, `TypeConversion` for an answer of the wrong shape, `Plugin` when
/// the backend fails, `Cancelled`, `Timeout`, and those of rendering save that a damaged page is a warning.
pub fn recognize(document: &mut Document, format: &Format, bytes: &Bytes, context: &Context) -> Result<u32> {
    let options = &context.options.ocr;
    check(options)?;
    let Some(open_pages) = format.open_pages else { return Ok(0) };
    let wanted = pages_to_read(document, context);
    if wanted.is_empty() {
        return Ok(0);
    }
    let Some(backend) = &options.backend else {
        document.warnings.push(ocr_needed(&wanted));
        return Ok(0);
    };
    let source = open_pages(bytes, context)?;
    let batch = Batch { source: source.as_ref(), pages: &wanted, backend, options, job: context.job };
    let (recognized, warnings) = batch.read()?;
    let count = recognized.len() as u32;
    document.warnings.extend(warnings);
    insert::insert(document, recognized, options.mode == OcrMode::Always);
    Ok(count)
}

fn check(options: &OcrOptions) -> Result<()> {
    let invalid = |message: String| Err(Error::new(ErrorCode::InvalidOptions, message));
    resolution(options.dpi, DEFAULT_DPI, "options.ocr.dpi")?;
    match &options.backend {
        None if options.mode == OcrMode::Always => invalid(format!(
            "options.ocr.mode: \"always\" needs an OCR backend, got none; {HOW_TO_REGISTER}, or use \"auto\" or \"never\""
        )),
        Some(backend) if !(1..=MOST_CONCURRENT).contains(&backend.concurrency) => invalid(format!(
            "concurrency of OCR backend {:?}: expected 1 to {MOST_CONCURRENT}, got {}",
            backend.name, backend.concurrency
        )),
        _ => Ok(()),
    }
}

const HOW_TO_REGISTER: &str = "register one with registerOcrBackend, or pass it as options.plugins.ocr";

fn pages_to_read(document: &Document, context: &Context) -> Vec<u32> {
    let options = context.options;
    let needed = |scanned: bool| match options.ocr.mode {
        OcrMode::Auto => scanned,
        OcrMode::Always => true,
        OcrMode::Never => false,
    };
    let pages = document.pages.iter().filter(|page| needed(page.scanned) && options.wants_page(page.number));
    pages.map(|page| page.number).collect()
}

fn ocr_needed(pages: &[u32]) -> Warning {
    let (noun, are, need) = if pages.len() == 1 { ("page", "is", "needs") } else { ("pages", "are", "need") };
    let message = format!("{noun} {} {are} scanned and {need} OCR to be read; {HOW_TO_REGISTER}", page_ranges(pages));
    Warning {
        code: "OCR_NEEDED".into(),
        message,
        page: pages.first().copied().filter(|_| pages.len() == 1),
        path: None,
    }
}

/// Ascending numbers as a user would write them: `1-3, 7`.
fn page_ranges(pages: &[u32]) -> String {
    let ranges = pages.chunk_by(|page, next| page.checked_add(1) == Some(*next)).map(|range| match range {
        [first, .., last] => format!("{first}-{last}"),
        single => single.iter().map(u32::to_string).collect(),
    });
    ranges.collect::<Vec<_>>().join(", ")
}

/// Pages on their way through a backend.
struct Batch<'a> {
    source: &'a dyn PageSource,
    pages: &'a [u32],
    backend: &'a OcrBackend,
    options: &'a OcrOptions,
    job: &'a Job,
}

/// What became of a page.
struct PageOutcome {
    number: u32,
    recognized: Option<Recognized>,
    warning: Option<Warning>,
}

/// What became of the pages, by number, and what was worth a warning.
type Outcome = (BTreeMap<u32, Recognized>, Vec<Warning>);

/// A page made ready for the backend, or what is wrong with it.
type Prepared = (Option<PageImage>, Option<Warning>);

impl Batch<'_> {
    /// Renders one page ahead of those that the backend is reading.
    fn read(&self) -> Result<Outcome> {
        let concurrency = self.backend.concurrency;
        let crew = Crew { makers: 1, users: concurrency, window: concurrency + 1 };
        let results: Mutex<Vec<PageOutcome>> = Mutex::default();
        let maker = || {
            let mut renderer = self.source.renderer();
            move |index: usize| {
                let number = self.pages.get(index).copied().unwrap_or_default();
                let (dpi, warning) = self.affordable_resolution(number)?;
                match renderer.render(number, dpi, self.job) {
                    Ok(image) => Ok((Some(image), warning)),
                    Err(error) if error.code == ErrorCode::Parse => Ok((None, Some(damaged(number, &error)))),
                    Err(error) => Err(error),
                }
            }
        };
        make_ahead(self.job, self.pages.len(), crew, maker, |index, (image, warning): Prepared| {
            let number = self.pages.get(index).copied().unwrap_or_default();
            let recognized = image.map(|image| self.ask(image)).transpose().map_err(|error| error.at_page(number))?;
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push(PageOutcome { number, recognized, warning });
            self.job.progress(results.len() as u64, self.pages.len() as u64);
            Ok(())
        })?;
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        sort::by_key(&mut results, |page| page.number);
        let mut outcome = Outcome::default();
        for page in results {
            outcome.0.extend(page.recognized.map(|recognized| (page.number, recognized)));
            outcome.1.extend(page.warning);
        }
        Ok(outcome)
    }

    fn ask(&self, image: PageImage) -> Result<Recognized> {
        let (page, width, height) = (image.page, image.width, image.height);
        let language = self.options.language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
        let answer = self.job.call(self.backend.function, Box::new(PageRequest::new(image, language)))?;
        let reply = reply::parse(&answer, &self.backend.name, page)?;
        Ok(Recognized { reply, width, height })
    }

    /// The resolution asked for, or the highest that keeps the page within the limit of pixels.
    fn affordable_resolution(&self, page: u32) -> Result<(f64, Option<Warning>)> {
        let dpi = resolution(self.options.dpi, DEFAULT_DPI, "options.ocr.dpi")?;
        let Some((width, height)) = self.source.size(page) else { return Ok((dpi, None)) };
        let pixels = self.job.limits().pixels.get() as f64;
        // One less pixel on each side leaves room for rounding up.
        let by_area = 72.0 * ((pixels / (width * height)).sqrt() - 1.0 / width.min(height)).max(0.0);
        let by_side = 72.0 * f64::from(u16::MAX - 1) / width.max(height);
        let affordable = by_area.min(by_side).floor();
        if dpi <= affordable || affordable < 1.0 {
            return Ok((dpi, None));
        }
        let message = format!(
            "the page is too large for OCR at {dpi} dpi and was read at {affordable} dpi; raise limits.pixels if you trust this input"
        );
        Ok((affordable, Some(Warning { code: "OCR_DPI_LOWERED".into(), message, page: Some(page), path: None })))
    }
}

fn damaged(page: u32, error: &Error) -> Warning {
    let message = format!("the page could not be rendered for OCR: {}", error.message);
    Warning { code: "PAGE_DAMAGED".into(), message, page: Some(page), path: None }
}
