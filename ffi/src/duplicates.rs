//! The duplicates engine.

use lode_duplicates::model::DuplicateReport;
use lode_duplicates::options::DuplicateOptions;
use lode_duplicates::report::{ReportOptions, write_report};
use lode_duplicates::{find_duplicates, scan_duplicates};
use lode_runtime::{Error, ErrorCode, Result};

use crate::job::Common;
use crate::operation::{Options, start_on_text};
use crate::status::LodeStatus;
use crate::wire;

impl Options for DuplicateOptions {
    fn common(&self) -> Common {
        Common {
            limits: self.limits.clone(),
            timeout: self.timeout,
            threads: self.threads,
            progress_interval: self.progress_interval,
            calls_host: false,
        }
    }
}

impl Options for ReportOptions {}

/// The paths of a scan, from JSON.
pub fn parse_paths(json: &str) -> Result<Vec<String>> {
    serde_json::from_str(json).map_err(|error| {
        Error::new(ErrorCode::InvalidOptions, "paths: expected a JSON array of strings").with_source(&error)
    })
}

/// Finds the copies in files and folders. `paths` is a JSON array of strings, `options` JSON as in the TypeScript
/// `DuplicateOptions`. Ends with a `DuplicateReport` or an error.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_CLOSED`, `LODE_STATUS_INVALID_UTF8`, `LODE_STATUS_NULL_POINTER`,
/// `LODE_STATUS_EXHAUSTED`. Wrong paths or options make a job that fails.
///
/// # Safety
/// `paths` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_find_duplicates(
    hub: u64,
    paths: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, paths, length, options, options_length, job, |paths, options: &DuplicateOptions, job| {
            let report = find_duplicates(&parse_paths(paths)?, options, job)?;
            Ok(wire::write_duplicate_report(&report))
        })
    }
}

/// As `lode_find_duplicates`, but each `CloneClass` comes as an item as soon as it is known, and the `DuplicateReport` at
/// the end has none. A few items wait for the host; meanwhile no more are made.
///
/// Fails as `lode_find_duplicates`.
///
/// # Safety
/// As `lode_find_duplicates`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_scan_duplicates(
    hub: u64,
    paths: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, paths, length, options, options_length, job, |paths, options: &DuplicateOptions, job| {
            let report = scan_duplicates(&parse_paths(paths)?, options, job, &mut |class| {
                job.item(Box::new(wire::write_clone_class(&class)))
            })?;
            Ok(wire::write_duplicate_report(&report))
        })
    }
}

/// Writes a report. `report` is a `DuplicateReport` as JSON, `options` JSON: `{ format }`, which is `text`, `sarif`, `baseline` or
/// `html`. Ends with the text in UTF-8. For `html` the files are read again.
///
/// Fails as `lode_find_duplicates`.
///
/// # Safety
/// `report` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_write_duplicates(
    hub: u64,
    report: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, report, length, options, options_length, job, |report, options: &ReportOptions, job| {
            let report: DuplicateReport = serde_json::from_str(report).map_err(|error| {
                Error::new(ErrorCode::InvalidOptions, "expected a DuplicateReport as JSON").with_source(&error)
            })?;
            write_report(&report, options.format, job).map(String::into_bytes)
        })
    }
}
