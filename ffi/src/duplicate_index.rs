//! The duplicates engine's index, which stays between calls.

use std::sync::{Arc, PoisonError, RwLock};

use lode_duplicates::DuplicateIndex;
use lode_duplicates::model::DuplicateIndexInfo;
use lode_duplicates::options::DuplicateOptions;
use lode_runtime::{Error, ErrorCode, Result};
use serde::Deserialize;

use crate::duplicates::parse_paths;
use crate::hubs::find;
use crate::job::Common;
use crate::operation::{Options, start_on_text};
use crate::status::{LodeStatus, entry};
use crate::wire;

/// An index that checks share and updates change.
type Shared = RwLock<DuplicateIndex>;

/// Options of what an index does with files.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct UpdateOptions {
    timeout: Option<f64>,
    progress_interval: Option<f64>,
}

impl Options for UpdateOptions {
    fn common(&self) -> Common {
        Common { timeout: self.timeout, progress_interval: self.progress_interval, ..Common::default() }
    }
}

/// Options of a check.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct CheckOptions {
    file_name: String,
    language: Option<String>,
    timeout: Option<f64>,
    progress_interval: Option<f64>,
}

impl Options for CheckOptions {
    fn common(&self) -> Common {
        Common { timeout: self.timeout, progress_interval: self.progress_interval, ..Common::default() }
    }
}

fn closed() -> Error {
    Error::new(ErrorCode::Cancelled, "the hub was closed")
}

/// The index with this number.
fn opened(hub: u64, index: u64) -> Result<Arc<Shared>> {
    find(hub).and_then(|hub| hub.kept(index)).map_err(|_| {
        Error::new(ErrorCode::InvalidOptions, format!("expected the number of an index that is open, got {index}"))
    })
}

/// Reads files and folders into an index, which the hub keeps until `lode_duplicate_index_close` or its own end. `paths` and
/// `options` are as for `lode_find_duplicates`. Ends with a `DuplicateIndexInfo`, whose `index` is the number to be given to
/// the functions below.
///
/// Fails as `lode_find_duplicates`.
///
/// # Safety
/// `paths` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_duplicate_index_build(
    hub: u64,
    paths: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(
            hub,
            paths,
            length,
            options,
            options_length,
            job,
            move |paths, options: &DuplicateOptions, job| {
                let index = DuplicateIndex::build(&parse_paths(paths)?, options, job)?;
                let mut info = index.info();
                let shared: Arc<Shared> = Arc::new(RwLock::new(index));
                info.index = find(hub).map_err(|_| closed())?.keep(shared)?;
                Ok(wire::write_duplicate_index_info(&info))
            },
        )
    }
}

/// Finds what in `source` is a copy of something in an index. `options` is JSON: `{ fileName, language }`. Ends with a list of
/// `CloneClass`.
///
/// Fails as `lode_find_duplicates`. An index that is not there makes a job that fails.
///
/// # Safety
/// As `lode_duplicate_index_build`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_duplicate_index_check(
    hub: u64,
    index: u64,
    source: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, source, length, options, options_length, job, move |source, options: &CheckOptions, job| {
            let shared = opened(hub, index)?;
            let index = shared.read().unwrap_or_else(PoisonError::into_inner);
            let classes = index.check(source, &options.file_name, options.language.as_deref(), job)?;
            Ok(wire::write_clone_classes(&classes))
        })
    }
}

/// Reads files again that are new or have changed, and removes those that are gone. `files` is a JSON array of strings.
/// Ends with a list of `Skipped`: the files that could not be read.
///
/// Fails as `lode_duplicate_index_check`.
///
/// # Safety
/// As `lode_duplicate_index_build`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_duplicate_index_update(
    hub: u64,
    index: u64,
    files: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, files, length, options, options_length, job, move |files, _: &UpdateOptions, job| {
            let files = parse_paths(files)?;
            let skipped = opened(hub, index)?.write().unwrap_or_else(PoisonError::into_inner).update(&files, job)?;
            Ok(wire::write_skipped(&skipped))
        })
    }
}

/// Removes files from an index. `files` is a JSON array of strings. Ends with a `DuplicateIndexInfo` of what is left.
///
/// Fails as `lode_duplicate_index_check`.
///
/// # Safety
/// As `lode_duplicate_index_build`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_duplicate_index_remove(
    hub: u64,
    index: u64,
    files: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, files, length, options, options_length, job, move |files, _: &UpdateOptions, _| {
            let files = parse_paths(files)?;
            let shared = opened(hub, index)?;
            let mut left = shared.write().unwrap_or_else(PoisonError::into_inner);
            left.remove(&files);
            Ok(wire::write_duplicate_index_info(&DuplicateIndexInfo { index, ..left.info() }))
        })
    }
}

/// Frees an index, once the jobs that use it have ended.
///
/// Fails with `LODE_STATUS_NOT_FOUND`.
#[unsafe(no_mangle)]
pub extern "C" fn lode_duplicate_index_close(hub: u64, index: u64) -> LodeStatus {
    entry(|| find(hub)?.let_go(index))
}
