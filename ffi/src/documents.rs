//! The documents engine.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use lode_documents::model::Extraction;
use lode_documents::options::{ChunkOptions, KeywordOptions, LanguageOptions};
use lode_documents::{RenderOptions, enrich, extract_bytes, extract_file, render_pages};
use lode_runtime::Bytes;

use crate::arguments::{Output, buffer, bytes, text};
use crate::common::write_text;
use crate::hubs::find;
use crate::job::{Common, new_job};
use crate::media_document::{AllFormats, FORMATS};
use crate::operation::{Options, start_on_text, start_with};
use crate::status::{LodeStatus, entry};
use crate::wire;

impl Options for AllFormats {
    fn common(&self) -> Common {
        let Self(options) = self;
        Common {
            limits: options.limits.clone(),
            timeout: options.timeout,
            threads: options.threads,
            progress_interval: options.progress_interval,
            calls_host: options.calls_host(),
        }
    }
}

impl Options for ChunkOptions {
    fn common(&self) -> Common {
        Common { calls_host: self.calls_host(), ..Common::default() }
    }
}

impl Options for KeywordOptions {}
impl Options for LanguageOptions {}

/// Extracts the file at `path`. `options` is JSON, empty for the defaults; its fields are those of the TypeScript
/// `ExtractOptions`. Ends with an `Extraction` or an error.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_CLOSED`, `LODE_STATUS_INVALID_UTF8`, `LODE_STATUS_NULL_POINTER`,
/// `LODE_STATUS_EXHAUSTED`. Wrong options make a job that fails.
///
/// # Safety
/// `path` points to `path_length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_extract_file(
    hub: u64,
    path: *const u8,
    path_length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (path, options, job) =
            unsafe { (text(path, path_length)?, bytes(options, options_length)?, Output::new(job)?) };
        let (hub, id) = new_job(hub)?;
        let path = path.to_string();
        start_with(&hub, id, options, false, move |AllFormats(options), job| {
            extract_file(&path, options, job).map(|extraction| wire::write_extraction(&extraction))
        })?;
        job.set(id);
        Ok(())
    })
}

/// Extracts `data`, which is copied first. Otherwise as `lode_extract_file`.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_extract_bytes(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, options, job) =
            unsafe { (bytes(data, length)?, bytes(options, options_length)?, Output::new(job)?) };
        let (hub, id) = new_job(hub)?;
        let data: Bytes = Arc::new(data.to_vec());
        start_with(&hub, id, options, false, move |AllFormats(options), job| {
            extract_bytes(&data, options, job).map(|extraction| wire::write_extraction(&extraction))
        })?;
        job.set(id);
        Ok(())
    })
}

/// The caller's bytes, read in place while it waits in the call that passed them.
struct Borrowed {
    data: *const u8,
    length: usize,
    /// Hangs up when the last reader has let go.
    _released: Sender<()>,
}

// SAFETY: the bytes are only read, and `lode_extract_bytes_borrowed` does not return before the last `Borrowed` is gone.
unsafe impl Send for Borrowed {}
// SAFETY: as above.
unsafe impl Sync for Borrowed {}

impl AsRef<[u8]> for Borrowed {
    fn as_ref(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: checked by `arguments::bytes` before; alive as said at `Send`.
        unsafe { std::slice::from_raw_parts(self.data, self.length) }
    }
}

/// Extracts `data` in place, without a copy, as job `job` (from `lode_job_reserve`), and returns when the job has ended; its
/// events are queued as always. The job must not call functions of the host that the calling thread would have to answer.
///
/// Fails as `lode_extract_file`.
///
/// Binding: nonblocking as extract_bytes_borrowed_async
///
/// # Safety
/// `data` points to `length` readable bytes that nobody changes until the call has returned, `options` to
/// `options_length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_extract_bytes_borrowed(
    hub: u64,
    job: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, options) = unsafe { (bytes(data, length)?, bytes(options, options_length)?) };
        let hub = find(hub)?;
        let (released, wait) = channel();
        let data: Bytes = Arc::new(Borrowed { data: data.as_ptr(), length: data.len(), _released: released });
        start_with(&hub, job, options, false, move |AllFormats(options), job| {
            let result = extract_bytes(&data, options, job);
            drop(data);
            result.map(|extraction| wire::write_extraction(&extraction))
        })?;
        hub.work();
        // Nothing is ever sent: this returns when the last reader of the bytes is gone, also after a panic.
        let _ = wait.recv();
        Ok(())
    })
}

/// Cuts a text into chunks. `options` is JSON as in the TypeScript `ChunkOptions`. Ends with a list of chunks.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_chunk(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, data, length, options, options_length, job, |text, options: &ChunkOptions, job| {
            enrich::chunk(text, options, job).map(|chunks| wire::write_chunks(&chunks, text))
        })
    }
}

/// Finds the key phrases of a text. `options` is JSON as in the TypeScript `KeywordOptions`. Ends with a list of keywords.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// As `lode_chunk`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_keywords(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, data, length, options, options_length, job, |text, options: &KeywordOptions, job| {
            enrich::keywords(text, options, job).map(|keywords| wire::write_keywords(&keywords))
        })
    }
}

/// Detects the languages of a text. `options` is JSON as in the TypeScript `LanguageOptions`. Ends with a list of languages.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// As `lode_chunk`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_detect_languages(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, data, length, options, options_length, job, |text, options: &LanguageOptions, job| {
            enrich::detect_languages(text, options, job).map(|languages| wire::write_languages(&languages))
        })
    }
}

/// Chunks, keywords, languages and quality of a text that did not come from a file, or was changed since. `options` is JSON
/// as for `lode_extract_file`. Ends with an `Extraction` that has `content` and these alone.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// As `lode_chunk`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_enrich(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, data, length, options, options_length, job, |text, AllFormats(options), job| {
            let format = options.output_format;
            let mut extraction = Extraction { content: text.to_string(), format, ..Extraction::default() };
            enrich::enrich(&mut extraction, options, job)?;
            Ok(wire::write_extraction(&extraction))
        })
    }
}

/// Writes the media type of `data`, whose file is called `name` (length 0: unknown), and its length to `written`. The first
/// 64 KiB of a file are enough for all but ZIP containers, which want the whole file.
///
/// Fails with `LODE_STATUS_NOT_FOUND` when nobody can tell, `LODE_STATUS_BUFFER_SIZE` when `capacity` is too small (128
/// bytes always do), `LODE_STATUS_INVALID_UTF8`, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `data` points to `length` readable bytes, `name` to `name_length`, `out` to `capacity` writable bytes, `written` to 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_detect_mime_type(
    data: *const u8,
    length: usize,
    name: *const u8,
    name_length: usize,
    out: *mut u8,
    capacity: usize,
    written: *mut u32,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, name, out, written) =
            unsafe { (bytes(data, length)?, text(name, name_length)?, buffer(out, capacity)?, Output::new(written)?) };
        let name = (!name.is_empty()).then_some(name);
        let format = lode_documents::detect(data, name, None, FORMATS).map_err(|_| LodeStatus::NotFound)?;
        write_text(format.mime_type, out, &written)
    })
}

/// Writes the list of formats as JSON, and its length to `written`: `[{ name, mimeType, aliases, extensions, renders }]`.
///
/// Fails with `LODE_STATUS_BUFFER_SIZE` when `capacity` is too small (64 KiB always do), `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `out` points to `capacity` writable bytes, `written` to 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_supported_formats(out: *mut u8, capacity: usize, written: *mut u32) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (out, written) = unsafe { (buffer(out, capacity)?, Output::new(written)?) };
        let formats: Vec<_> = lode_documents::formats::FORMATS
            .iter()
            .chain(FORMATS)
            .map(|format| {
                serde_json::json!({
                    "name": format.name,
                    "mimeType": format.mime_type,
                    "aliases": format.aliases,
                    "extensions": format.extensions,
                    "renders": format.open_pages.is_some(),
                })
            })
            .collect();
        write_text(&serde_json::Value::Array(formats).to_string(), out, &written)
    })
}

impl Options for RenderOptions {
    fn common(&self) -> Common {
        Common {
            limits: self.limits.clone(),
            timeout: self.timeout,
            threads: self.threads,
            progress_interval: self.progress_interval,
            calls_host: true,
        }
    }
}

/// Renders the pages of the file at `path`. `options` is JSON as in the TypeScript `RenderOptions`. Pages come as items, in
/// order: page, width and height as three little-endian 32-bit numbers, then pixels; a few are made ahead. Ends with
/// nothing.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// `path` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_render_file(
    hub: u64,
    path: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_text(hub, path, length, options, options_length, job, |path, options: &RenderOptions, job| {
            let bytes = lode_documents::read_file(path, job)?;
            render_pages(&bytes, options, job).map_err(|error| error.at_path(path))?;
            Ok(Vec::new())
        })
    }
}

/// Renders the pages of `data`, which is copied first. Otherwise as `lode_render_file`.
///
/// Fails as `lode_extract_file`.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_render_bytes(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, options, job) =
            unsafe { (bytes(data, length)?, bytes(options, options_length)?, Output::new(job)?) };
        let (hub, id) = new_job(hub)?;
        let data: Bytes = Arc::new(data.to_vec());
        start_with(&hub, id, options, false, move |options: &RenderOptions, job| {
            render_pages(&data, options, job).map(|()| Vec::new())
        })?;
        job.set(id);
        Ok(())
    })
}
