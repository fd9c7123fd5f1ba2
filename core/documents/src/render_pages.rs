//! Streams the pages of a file to the host as pixels.

use lode_runtime::{Bytes, Error, ErrorCode, Job, Limits, Result};
use serde::Deserialize;

use crate::ahead::{Crew, make_ahead};
use crate::extract::open_pages;
use crate::options::{ExtractOptions, OneOrMany, PageSelection};
use crate::raster::{PagePayload, PixelFormat};

/// Options of `renderPages`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct RenderOptions {
    /// Which pages, such as `1-3,7`; all when absent.
    pub pages: Option<PageSelection>,
    /// Dots per inch, 1 to 2400; 150 when absent. Pictures come in their own size.
    pub dpi: Option<f64>,
    /// How pixels are handed out.
    pub format: PixelFormat,
    /// Passwords to try on encrypted files.
    pub password: OneOrMany,
    /// What the file is, when the caller knows; else it is detected.
    pub mime_type: Option<String>,
    /// A name for the input, used for detection and in errors.
    pub file_name: Option<String>,
    /// Bounds on what the input may cause.
    pub limits: Limits,
    /// The longest the job may run, in milliseconds.
    pub timeout: Option<f64>,
    /// Threads that the job may use.
    pub threads: Option<usize>,
    /// Milliseconds between reports of progress; none are made when absent.
    pub progress_interval: Option<f64>,
}

/// Resolutions that make sense, in dots per inch.
const DPI: std::ops::RangeInclusive<f64> = 1.0..=2400.0;

/// `dpi` where it is sane, `default` without one.
///
/// # Errors
/// `InvalidOptions` that names `path` for a resolution out of range.
pub(crate) fn resolution(dpi: Option<f64>, default: f64, path: &str) -> Result<f64> {
    let dpi = dpi.unwrap_or(default);
    if DPI.contains(&dpi) {
        return Ok(dpi);
    }
    let message = format!("{path}: expected {} to {} dots per inch, got {dpi}", DPI.start(), DPI.end());
    Err(Error::new(ErrorCode::InvalidOptions, message))
}

/// Renders the pages of `bytes` and hands each to the host as an item: the bytes of a [`PagePayload`], in page order.
///
/// As many pages as the job has threads are rendered ahead of the host; beyond that, rendering waits until one is taken.
///
/// # Errors
/// `InvalidOptions`, `UnsupportedFormat` for formats that have no pages to render, those of the reader, `LimitPixels` and
/// `Parse` with the page, `Cancelled`, `Timeout`.
pub fn render_pages(bytes: &Bytes, options: &RenderOptions, job: &Job) -> Result<()> {
    let dpi = resolution(options.dpi, 150.0, "options.dpi")?;
    job.limits().input_bytes(bytes.as_ref().as_ref().len() as u64)?;
    let source = open_pages(bytes, &options.for_reader(), job)?;
    let wanted = |number: &u32| options.pages.as_ref().is_none_or(|pages| pages.contains(*number));
    let numbers: Vec<u32> = (1..=source.page_count()).filter(wanted).collect();
    let total = numbers.len() as u64;
    let crew = Crew { makers: job.threads(), users: 1, window: job.threads().saturating_add(1) };
    let maker = || {
        let mut renderer = source.renderer();
        let numbers = &numbers;
        move |index: usize| {
            let number = numbers.get(index).copied().unwrap_or_default();
            PagePayload::new(renderer.prepare(number, dpi, job)?, options.format)
        }
    };
    make_ahead(job, numbers.len(), crew, maker, |index, page| {
        job.item(Box::new(page))?;
        job.progress(index as u64 + 1, total);
        Ok(())
    })
}

impl RenderOptions {
    fn for_reader(&self) -> ExtractOptions {
        ExtractOptions {
            password: self.password.clone(),
            mime_type: self.mime_type.clone(),
            file_name: self.file_name.clone(),
            ..ExtractOptions::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use lode_runtime::{Host, HostFunction, JobSettings, Payload, Progress};

    use super::*;
    use crate::options::parse_options;
    use crate::pdf::render::tests::{TestPage, pdf};

    #[derive(Default)]
    struct Receiver {
        items: Mutex<Vec<Vec<u8>>>,
        progress: Mutex<Vec<(u64, u64)>>,
    }

    impl Host for Receiver {
        fn call(&self, _: HostFunction, _: Box<dyn Payload>) -> Result<Vec<u8>> {
            Err(Error::internal("rendering calls no function"))
        }

        fn item(&self, payload: Box<dyn Payload>) -> Result<()> {
            let mut bytes = vec![0; payload.size()];
            payload.write(&mut bytes);
            self.items.lock().unwrap().push(bytes);
            Ok(())
        }

        fn progress(&self, progress: Progress) {
            self.progress.lock().unwrap().push((progress.done, progress.total));
        }
    }

    fn test_pdf(pages: usize) -> Vec<u8> {
        pdf(&(0..pages).map(|_| TestPage { entries: "", content: "0 0 36 18 re f" }).collect::<Vec<_>>())
    }

    fn run(options: &str, file: Vec<u8>, threads: usize) -> (Result<()>, Arc<Receiver>) {
        let host = Arc::new(Receiver::default());
        let settings = JobSettings { host: Some(host.clone()), threads: Some(threads), ..JobSettings::default() };
        let bytes: Bytes = Arc::new(file);
        let options = format!(r#"{{"mimeType": "application/pdf"{options}}}"#);
        let result = parse_options(options.as_bytes())
            .and_then(|options: RenderOptions| render_pages(&bytes, &options, &Job::new(settings)));
        (result, host)
    }

    fn page_numbers(receiver: &Receiver) -> Vec<u8> {
        receiver.items.lock().unwrap().iter().map(|item| item[0]).collect()
    }

    #[test]
    fn the_pages_asked_for_arrive_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 5] {
            let (result, host) = run(r#", "pages": "2-4,7-", "dpi": 72, "format": "gray""#, test_pdf(9), threads);
            result.unwrap();
            assert_eq!(page_numbers(&host), [2, 3, 4, 7, 8, 9]);
            assert!(host.items.lock().unwrap().iter().all(|item| item.len() == 12 + 72 * 36));
            assert_eq!(host.progress.lock().unwrap().last(), Some(&(6, 6)));
        }
    }

    #[test]
    fn pages_come_at_150_dpi_as_rgba_when_nothing_is_said() {
        let (result, host) = run("", test_pdf(1), 1);
        result.unwrap();
        assert_eq!(host.items.lock().unwrap()[0].len(), 12 + 150 * 75 * 4);
    }

    #[test]
    fn a_resolution_out_of_range_names_the_option() {
        for dpi in ["0", "0.5", "-3", "2401"] {
            let error = run(&format!(r#", "dpi": {dpi}"#), test_pdf(1), 1).0.unwrap_err();
            assert_eq!(error.code, ErrorCode::InvalidOptions);
            assert!(error.message.contains("options.dpi") && error.message.contains(dpi), "{}", error.message);
        }
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert_eq!(run(r#", "resolution": 3"#, test_pdf(1), 1).0.unwrap_err().code, ErrorCode::InvalidOptions);
    }

    #[test]
    fn a_format_without_pages_is_an_unsupported_format() {
        let options = RenderOptions { mime_type: Some("text/plain".into()), ..RenderOptions::default() };
        let bytes: Bytes = Arc::new(b"text".to_vec());
        let error = render_pages(&bytes, &options, &Job::default()).unwrap_err();
        assert_eq!(error.code, ErrorCode::UnsupportedFormat);
    }
}
