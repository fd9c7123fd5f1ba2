use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar};
use std::time::Duration;

use lode_runtime::{Host, HostFunction, JobSettings, Limit, Limits, Payload, Progress};

use super::*;
use crate::document::{Block, Content, PageInfo};
use crate::formats;
use crate::model::BoundingBox;
use crate::options::ExtractOptions;
use crate::pdf::render::tests::{TestPage, pdf};
use crate::raster::PageRenderer;

/// Long enough for any machine; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(10);

type Answer = Box<dyn Fn(&[u8]) -> Result<Vec<u8>> + Send + Sync>;

/// A host whose function 5 is an OCR backend.
struct Backend {
    answer: Answer,
    asked: Mutex<Vec<u32>>,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

impl Backend {
    fn new(answer: impl Fn(&[u8]) -> Result<Vec<u8>> + Send + Sync + 'static) -> Arc<Self> {
        let (asked, open, most_open) = Default::default();
        Arc::new(Self { answer: Box::new(answer), asked, open, most_open })
    }
}

impl Host for Backend {
    fn call(&self, function: HostFunction, payload: Box<dyn Payload>) -> Result<Vec<u8>> {
        assert_eq!(function, HostFunction(5));
        let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_open.fetch_max(open, Ordering::SeqCst);
        let mut request = vec![0; payload.size()];
        payload.write(&mut request);
        self.asked.lock().unwrap().push(page_of(&request));
        let answer = (self.answer)(&request);
        self.open.fetch_sub(1, Ordering::SeqCst);
        answer
    }

    fn item(&self, _: Box<dyn Payload>) -> Result<()> {
        Err(Error::internal("OCR yields no items"))
    }

    fn progress(&self, _: Progress) {}
}

fn field(request: &[u8], index: usize) -> u32 {
    u32::from_le_bytes(request[index * 4..index * 4 + 4].try_into().unwrap())
}

fn page_of(request: &[u8]) -> u32 {
    field(request, 0)
}

fn says(text: &str) -> Result<Vec<u8>> {
    Ok(serde_json::json!({ "content": text }).to_string().into_bytes())
}

fn page_text(request: &[u8]) -> Result<Vec<u8>> {
    says(&format!("text of page {}", page_of(request)))
}

fn options(mode: OcrMode, concurrency: usize) -> ExtractOptions {
    let backend = OcrBackend { name: "fake".into(), function: HostFunction(5), concurrency };
    let ocr = OcrOptions { mode, backend: Some(backend), dpi: Some(72.0), language: None };
    ExtractOptions { ocr, ..ExtractOptions::default() }
}

/// A document of pages of 72 by 36 points, of which those in `scanned` are.
fn document(pages: u32, scanned: &[u32]) -> Document {
    let page = |number| PageInfo { number, size: Some((72.0, 36.0)), scanned: scanned.contains(&number) };
    Document { pages: (1..=pages).map(page).collect(), ..Document::default() }
}

fn block(page: u32, content: Content) -> Block {
    Block { page: Some(page), ..Block::new(content) }
}

fn paragraph(page: u32, text: &str) -> Block {
    block(page, Content::Paragraph(text.into()))
}

fn picture(page: u32) -> Block {
    block(page, Content::Image { description: "a scan".into(), url: None })
}

fn job(host: Arc<Backend>) -> Job {
    Job::new(JobSettings { host: Some(host), ..JobSettings::default() })
}

/// Recognizes a PDF that has as many pages as `document`.
fn run(document: &mut Document, options: &ExtractOptions, job: &Job) -> Result<u32> {
    let pages: Vec<_> = document.pages.iter().map(|_| TestPage { entries: "", content: "0 0 9 9 re f" }).collect();
    let bytes: Bytes = Arc::new(pdf(&pages));
    let format = formats::by_mime_type("application/pdf", &[]).unwrap();
    recognize(document, format, &bytes, &Context { job, options, depth: 0, name: None })
}

#[test]
fn scanned_pages_are_read_and_their_text_stands_among_the_other_pages() {
    let mut document = document(4, &[2, 4]);
    document.blocks = vec![paragraph(1, "one"), picture(2), paragraph(3, "three")];
    let host = Backend::new(page_text);
    assert_eq!(run(&mut document, &options(OcrMode::Auto, 1), &job(host.clone())).unwrap(), 2);
    assert_eq!(
        document.blocks,
        [
            paragraph(1, "one"),
            picture(2),
            paragraph(2, "text of page 2"),
            paragraph(3, "three"),
            paragraph(4, "text of page 4")
        ]
    );
    assert_eq!(*host.asked.lock().unwrap(), [2, 4]);
}

#[test]
fn mode_always_reads_every_page_in_place_of_its_text_layer_and_keeps_pictures() {
    let mut document = document(2, &[]);
    document.blocks = vec![paragraph(1, "layer"), picture(1), paragraph(1, "more"), paragraph(2, "layer")];
    let count = run(&mut document, &options(OcrMode::Always, 1), &job(Backend::new(page_text))).unwrap();
    assert_eq!(count, 2);
    assert_eq!(document.blocks, [picture(1), paragraph(1, "text of page 1"), paragraph(2, "text of page 2")]);
}

#[test]
fn a_text_layer_stays_where_nothing_is_recognized() {
    let mut document = document(1, &[]);
    document.blocks = vec![paragraph(1, "layer")];
    run(&mut document, &options(OcrMode::Always, 1), &job(Backend::new(|_| says(" \n\n ")))).unwrap();
    assert_eq!(document.blocks, [paragraph(1, "layer")]);
}

#[test]
fn mode_never_asks_nobody_and_says_nothing() {
    let mut document = document(1, &[1]);
    let host = Backend::new(page_text);
    assert_eq!(run(&mut document, &options(OcrMode::Never, 1), &job(host.clone())).unwrap(), 0);
    assert!(host.asked.lock().unwrap().is_empty() && document.warnings.is_empty());
}

#[test]
fn pages_that_were_not_asked_for_are_not_read() {
    let mut document = document(4, &[1, 2, 3, 4]);
    let pages = Some(String::from("2-3").try_into().unwrap());
    let host = Backend::new(page_text);
    run(&mut document, &ExtractOptions { pages, ..options(OcrMode::Auto, 1) }, &job(host.clone())).unwrap();
    assert_eq!(*host.asked.lock().unwrap(), [2, 3]);
}

#[test]
fn without_a_backend_scanned_pages_are_a_warning_that_names_them() {
    let mut document = document(9, &[1, 2, 3, 7]);
    let host = Backend::new(page_text);
    assert_eq!(run(&mut document, &ExtractOptions::default(), &job(host)).unwrap(), 0);
    let [warning] = &document.warnings[..] else { panic!("{:?}", document.warnings) };
    assert_eq!(warning.code, "OCR_NEEDED");
    assert!(
        warning.message.contains("1-3, 7") && warning.message.contains("registerOcrBackend"),
        "{}",
        warning.message
    );
}

#[test]
fn mode_always_without_a_backend_is_an_invalid_option() {
    let ocr = OcrOptions { mode: OcrMode::Always, ..OcrOptions::default() };
    let options = ExtractOptions { ocr, ..ExtractOptions::default() };
    let error = run(&mut document(1, &[]), &options, &Job::default()).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidOptions);
}

#[test]
fn a_resolution_or_concurrency_out_of_range_is_an_invalid_option() {
    let mut at_no_dpi = options(OcrMode::Auto, 1);
    at_no_dpi.ocr.dpi = Some(0.0);
    for options in [at_no_dpi, options(OcrMode::Auto, 0), options(OcrMode::Auto, 65)] {
        let error = run(&mut document(1, &[1]), &options, &Job::default()).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidOptions);
    }
}

#[test]
fn the_backend_gets_the_page_at_the_resolution_asked_for_and_the_language() {
    let mut options = options(OcrMode::Auto, 1);
    options.ocr.dpi = Some(144.0);
    options.ocr.language = Some("deu".into());
    let host = Backend::new(|request| {
        assert_eq!((field(request, 1), field(request, 2), field(request, 3)), (144, 72, 3));
        assert_eq!(&request[16..20], b"deu\0");
        assert_eq!(request.len(), 20 + 144 * 72 * 4);
        says("")
    });
    run(&mut document(1, &[1]), &options, &job(host)).unwrap();
}

#[test]
fn a_page_too_large_for_the_limit_is_read_at_a_lower_resolution_with_a_warning() {
    let mut options = options(OcrMode::Auto, 1);
    options.ocr.dpi = Some(720.0);
    let host = Backend::new(|request| {
        let (width, height) = (field(request, 1), field(request, 2));
        assert!(width * height <= 10_000 && width >= 135, "{width} x {height}");
        says("")
    });
    let limits = Limits { pixels: Limit::at_most(10_000), ..Limits::default() };
    let job = Job::new(JobSettings { host: Some(host), limits, ..JobSettings::default() });
    let mut document = document(1, &[1]);
    run(&mut document, &options, &job).unwrap();
    assert_eq!((document.warnings[0].code.as_str(), document.warnings[0].page), ("OCR_DPI_LOWERED", Some(1)));
}

#[test]
fn blank_lines_part_paragraphs() {
    let mut document = document(1, &[1]);
    let host = Backend::new(|_| says("\n first line \nsecond line\n\n \n\nlast\n"));
    run(&mut document, &options(OcrMode::Auto, 1), &job(host)).unwrap();
    assert_eq!(document.blocks, [paragraph(1, "first line\nsecond line"), paragraph(1, "last")]);
}

#[test]
fn the_places_of_words_give_the_places_of_paragraphs_in_points() {
    let mut options = options(OcrMode::Auto, 1);
    options.ocr.dpi = Some(144.0);
    let host = Backend::new(|_| {
        let word = |text, x0, y0| serde_json::json!({"text": text, "x0": x0, "y0": y0, "x1": x0 + 20, "y1": y0 + 8});
        let words = [word("one", 10, 4), word("two", 40, 2), word("three", 10, 40)];
        Ok(serde_json::json!({"content": "one two\n\nthree", "words": words}).to_string().into_bytes())
    });
    let mut document = document(1, &[1]);
    run(&mut document, &options, &job(host)).unwrap();
    let places: Vec<_> = document.blocks.iter().filter_map(|block| block.bounding_box).collect();
    // 144 dpi are two pixels a point.
    let first = BoundingBox { x0: 5.0, y0: 1.0, x1: 30.0, y1: 6.0 };
    assert_eq!(places, [first, BoundingBox { x0: 5.0, y0: 20.0, x1: 15.0, y1: 24.0 }]);
}

#[test]
fn as_many_pages_are_open_at_once_as_the_backend_allows_and_their_order_is_kept() {
    for concurrency in [1, 3] {
        let all: Vec<u32> = (1..=12).collect();
        let mut document = document(12, &all);
        // The later a page, the sooner its answer.
        let host = Backend::new(|request| {
            std::thread::sleep(Duration::from_millis(u64::from(13 - page_of(request)) * 2));
            page_text(request)
        });
        run(&mut document, &options(OcrMode::Auto, concurrency), &job(host.clone())).unwrap();
        let expected: Vec<_> = all.iter().map(|page| paragraph(*page, &format!("text of page {page}"))).collect();
        assert_eq!(document.blocks, expected);
        assert!(host.most_open.load(Ordering::SeqCst) <= concurrency);
    }
}

#[test]
fn a_backend_that_fails_stops_the_others_and_its_error_names_the_page() {
    let all: Vec<u32> = (1..=50).collect();
    let host = Backend::new(|request| {
        if page_of(request) == 3 { Err(Error::new(ErrorCode::Plugin, "it threw")) } else { page_text(request) }
    });
    let error = run(&mut document(50, &all), &options(OcrMode::Auto, 1), &job(host.clone())).unwrap_err();
    assert_eq!((error.code, error.page), (ErrorCode::Plugin, Some(3)));
    assert_eq!(*host.asked.lock().unwrap(), [1, 2, 3]);
}

#[test]
fn an_answer_of_the_wrong_type_is_a_type_conversion_error_at_its_page() {
    let host = Backend::new(|_| Ok(br#"{"content": null}"#.to_vec()));
    let error = run(&mut document(1, &[1]), &options(OcrMode::Auto, 1), &job(host)).unwrap_err();
    assert_eq!((error.code, error.page), (ErrorCode::TypeConversion, Some(1)));
    assert!(error.message.contains("fake") && error.message.contains("content"), "{}", error.message);
}

#[test]
fn a_job_that_is_cancelled_while_a_page_is_read_asks_for_no_more() {
    let all: Vec<u32> = (1..=50).collect();
    let job_of_host: Arc<Mutex<Option<Arc<Job>>>> = Arc::default();
    let to_cancel = job_of_host.clone();
    let host = Backend::new(move |_| {
        to_cancel.lock().unwrap().as_ref().unwrap().cancel();
        Err(Error::new(ErrorCode::Cancelled, "the job was cancelled"))
    });
    let job = Arc::new(job(host.clone()));
    *job_of_host.lock().unwrap() = Some(job.clone());
    let error = run(&mut document(50, &all), &options(OcrMode::Auto, 1), &job).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert_eq!(host.asked.lock().unwrap().len(), 1);
}

/// Pages that tell when they are rendered; the third is damaged.
#[derive(Default)]
struct Pages {
    rendered: Mutex<u32>,
    changed: Condvar,
}

impl PageSource for Arc<Pages> {
    fn page_count(&self) -> u32 {
        4
    }

    fn size(&self, _: u32) -> Option<(f64, f64)> {
        None
    }

    fn renderer(&self) -> Box<dyn PageRenderer + '_> {
        Box::new(self.clone())
    }
}

impl PageRenderer for Arc<Pages> {
    fn render(&mut self, page: u32, _: f64, _: &Job) -> Result<PageImage> {
        *self.rendered.lock().unwrap() = page;
        self.changed.notify_all();
        if page == 3 {
            return Err(Error::parse("its stream is cut off"));
        }
        Ok(PageImage { page, width: 1, height: 1, rgba: vec![0; 4].into() })
    }
}

fn read(pages: &Arc<Pages>, numbers: &[u32], host: Arc<Backend>) -> Outcome {
    let options = options(OcrMode::Auto, 1).ocr;
    let backend = options.backend.as_ref().unwrap();
    Batch { source: pages, pages: numbers, backend, options: &options, job: &job(host) }.read().unwrap()
}

#[test]
fn the_next_page_is_rendered_while_one_is_being_read() {
    let pages = Arc::new(Pages::default());
    let seen = pages.clone();
    let host = Backend::new(move |request| {
        let rendered = seen.rendered.lock().unwrap();
        let expected = (page_of(request) + 1).min(2);
        let (_guard, wait) = seen.changed.wait_timeout_while(rendered, PATIENCE, |page| *page < expected).unwrap();
        assert!(!wait.timed_out());
        page_text(request)
    });
    assert_eq!(read(&pages, &[1, 2], host).0.len(), 2);
}

#[test]
fn a_damaged_page_is_a_warning_and_the_others_are_read() {
    let (recognized, warnings) = read(&Arc::default(), &[2, 3, 4], Backend::new(page_text));
    assert_eq!(recognized.into_keys().collect::<Vec<_>>(), [2, 4]);
    assert_eq!((warnings[0].code.as_str(), warnings[0].page), ("PAGE_DAMAGED", Some(3)));
}
