//! From bytes to an extraction: detect, read, recognize, write, enrich.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};

use crate::detect::detect;
use crate::document::Document;
use crate::formats::Context;
use crate::model::{Extraction, Warning};
use crate::office::decrypt::decrypt;
use crate::options::ExtractOptions;
use crate::raster::PageSource;
use crate::{enrich, ocr, render};

/// Extracts a file.
///
/// # Errors
/// `NotFound`, `PermissionDenied` and `Io` from the file system, and those of [`extract_bytes`].
pub fn extract_file(path: &str, options: &ExtractOptions, job: &Job) -> Result<Extraction> {
    let bytes = read_file(path, job)?;
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    extract_nested(&bytes, name, 0, options, job).map_err(|error| error.at_path(path))
}

/// Extracts bytes. `options.mime_type` and `options.file_name` help to tell what they are.
///
/// # Errors
/// `UnsupportedFormat`, `Parse`, `PasswordRequired`, `PasswordWrong`, the limits, `Timeout`, `Cancelled`, `Ocr`, `Plugin`.
pub fn extract_bytes(bytes: &Bytes, options: &ExtractOptions, job: &Job) -> Result<Extraction> {
    extract_nested(bytes, options.file_name.as_deref(), 0, options, job)
}

/// Extracts a file that lies `depth` files deep; readers call it for attachments with their own depth plus one.
///
/// # Errors
/// As [`extract_bytes`], and `LimitArchiveDepth`.
pub fn extract_nested(
    bytes: &Bytes,
    name: Option<&str>,
    depth: u64,
    options: &ExtractOptions,
    job: &Job,
) -> Result<Extraction> {
    let started = Instant::now();
    job.limits().archive_depth(depth)?;
    job.limits().input_bytes(bytes.as_ref().as_ref().len() as u64)?;
    let size = bytes.as_ref().as_ref().len() as u64;
    let decrypted = decrypt(bytes, options, job)?;
    let bytes = decrypted.as_ref().unwrap_or(bytes);
    let mime_type = if depth == 0 { options.mime_type.as_deref() } else { None };
    let format = detect(bytes.as_ref().as_ref(), name, mime_type)?;
    let context = Context { job, options, depth, name };
    let mut document = (format.read)(bytes, &context)?;
    if decrypted.is_some() {
        document.metadata.encrypted = Some(true);
    }
    let pages_ocred = ocr::recognize(&mut document, format, bytes, &context)?;
    job.check()?;
    let mut extraction = render::render(document, options.output_format, job)?;
    extraction.mime_type = format.mime_type.to_string();
    extraction.name = name.map(str::to_string);
    enrich::enrich(&mut extraction, options, job)?;
    extraction.stats.bytes = size;
    extraction.stats.duration_ms = started.elapsed().as_secs_f64() * 1000.0;
    extraction.stats.pages_ocred = pages_ocred;
    Ok(extraction)
}

/// Extracts a file inside the one that `context` is about, and adds it to the attachments of `document`. One that cannot be
/// read becomes a warning.
///
/// # Errors
/// `Cancelled`, `Timeout`, and the limits that hold for the whole job.
pub(crate) fn attach(bytes: &Bytes, name: Option<&str>, document: &mut Document, context: &Context) -> Result<()> {
    match extract_nested(bytes, name, context.depth.saturating_add(1), context.options, context.job) {
        Ok(extraction) => document.attachments.push(extraction),
        Err(error) if ends_the_job(error.code) => return Err(error),
        Err(error) => document.warnings.push(Warning {
            code: "ATTACHMENT_FAILED".into(),
            message: error.message,
            page: None,
            path: name.map(str::to_string),
        }),
    }
    Ok(())
}

/// Whether nothing else can be read either once this has happened.
fn ends_the_job(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Cancelled | ErrorCode::Timeout | ErrorCode::LimitExpandedBytes | ErrorCode::LimitTableCells
    )
}

/// Reads a regular file whole, after its size was checked.
///
/// # Errors
/// `NotFound`, `PermissionDenied`, `Io` (also for folders, pipes and devices), `LimitInputBytes`.
pub fn read_file(path: &str, job: &Job) -> Result<Bytes> {
    let failed = |error: std::io::Error| Error::io(&error, path);
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        let kind = if metadata.is_dir() { "a folder" } else { "a pipe or device" };
        return Err(Error::new(ErrorCode::Io, format!("expected a regular file, {path} is {kind}")).at_path(path));
    }
    job.limits().input_bytes(metadata.len())?;
    // Room for one byte more than there should be: the read that fills no more of it finds the end.
    let mut bytes = Vec::new();
    let room = usize::try_from(metadata.len()).unwrap_or(usize::MAX).saturating_add(1);
    bytes.try_reserve_exact(room).map_err(|error| failed(error.into()))?;
    let longest = job.limits().input_bytes.get().saturating_add(1);
    File::open(path).and_then(|file| file.take(longest).read_to_end(&mut bytes)).map_err(failed)?;
    job.limits().input_bytes(bytes.len() as u64)?;
    Ok(std::sync::Arc::new(bytes))
}

/// Opens bytes to render their pages.
///
/// # Errors
/// `UnsupportedFormat` for formats that have no pages to render, and those of the reader.
pub fn open_pages(bytes: &Bytes, options: &ExtractOptions, job: &Job) -> Result<Box<dyn PageSource>> {
    let name = options.file_name.as_deref();
    let format = detect(bytes.as_ref().as_ref(), name, options.mime_type.as_deref())?;
    let open = format.open_pages.ok_or_else(|| {
        Error::new(
            ErrorCode::UnsupportedFormat,
            format!("expected a PDF or a picture to render, got {}", format.mime_type),
        )
    })?;
    open(bytes, &Context { job, options, depth: 0, name })
}
