//! From bytes to an extraction: detect, read, recognize, write, enrich.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};

use crate::detect::{detect, detect_mime_type};
use crate::document::Document;
use crate::formats::{self, Context};
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
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    let started = Instant::now();
    let (mut file, size) = open_file(path)?;
    let mut bytes = Vec::new();
    let mut ended = false;
    if !options.formats.is_empty() {
        let most = if size < SMALL { size + 1 } else { HEAD };
        ended = read_up_to(most, &mut file, &mut bytes, path)?;
        let head = bytes.get(..HEAD as usize).unwrap_or(&bytes);
        let format = formats::by_mime_type(detect_mime_type(head, name), options.formats);
        if let Some((format, read)) = format.and_then(|format| Some((format, format.read_file?))) {
            let context = Context { job, options, depth: 0, name };
            let document = read(Path::new(path), &context);
            let written = document.and_then(|document| write(document, format.mime_type, &context));
            let mut extraction = written.map_err(|error| error.at_path(path))?;
            extraction.stats.bytes = size;
            extraction.stats.duration_ms = started.elapsed().as_secs_f64() * 1000.0;
            return Ok(extraction);
        }
    }
    let bytes: Bytes = Arc::new(if ended { bytes } else { read_rest(file, size, bytes, path, job)? });
    extract_nested(&bytes, name, 0, options, job).map_err(|error| error.at_path(path))
}

/// What tells formats apart that are read where they lie stands among the first bytes.
const HEAD: u64 = 4096;

/// Files below this size are read at once, before it is known what they are.
const SMALL: u64 = 1 << 20;

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
    let format = detect(bytes.as_ref().as_ref(), name, mime_type, options.formats)?;
    let context = Context { job, options, depth, name };
    let mut document = (format.read)(bytes, &context)?;
    if decrypted.is_some() {
        document.metadata.encrypted = Some(true);
    }
    let pages_ocred = ocr::recognize(&mut document, format, bytes, &context)?;
    let mut extraction = write(document, format.mime_type, &context)?;
    extraction.stats.bytes = size;
    extraction.stats.duration_ms = started.elapsed().as_secs_f64() * 1000.0;
    extraction.stats.pages_ocred = pages_ocred;
    Ok(extraction)
}

/// Writes and enriches what a reader made of the file that `context` is about.
///
/// # Errors
/// `Cancelled`, `Timeout`, `InvalidOptions`, and what a sizer function throws.
pub(crate) fn write(document: Document, mime_type: &str, context: &Context) -> Result<Extraction> {
    context.job.check()?;
    let mut extraction = render::render(document, context.options.output_format, context.job)?;
    extraction.mime_type = mime_type.to_string();
    extraction.name = context.name.map(str::to_string);
    enrich::enrich(&mut extraction, context.options, context.job)?;
    Ok(extraction)
}

/// Adds what was read of a part of the file that `context` is about, such as another language of the same text, to the
/// attachments of `document`.
///
/// # Errors
/// `LimitArchiveDepth`, `Cancelled`, `Timeout`, `InvalidOptions`, and what a sizer function throws.
pub fn attach_document(
    part: Document,
    name: &str,
    mime_type: &str,
    document: &mut Document,
    context: &Context,
) -> Result<()> {
    let depth = context.depth.saturating_add(1);
    context.job.limits().archive_depth(depth)?;
    let inner = Context { depth, name: Some(name), ..*context };
    document.attachments.push(write(part, mime_type, &inner)?);
    Ok(())
}

/// Extracts a file inside the one that `context` is about, and adds it to the attachments of `document`. One that cannot be
/// read becomes a warning.
///
/// # Errors
/// `Cancelled`, `Timeout`, and the limits that hold for the whole job.
pub(crate) fn attach(bytes: &Bytes, name: Option<&str>, document: &mut Document, context: &Context) -> Result<()> {
    let extraction = extract_nested(bytes, name, context.depth.saturating_add(1), context.options, context.job);
    attach_or_warn(extraction, name, document)
}

/// Adds what was made of a file to the attachments of `document`, or a warning that it could not be read.
///
/// # Errors
/// Those that end the whole job.
pub(crate) fn attach_or_warn(
    extraction: Result<Extraction>,
    name: Option<&str>,
    document: &mut Document,
) -> Result<()> {
    match extraction {
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
    let (file, size) = open_file(path)?;
    Ok(Arc::new(read_rest(file, size, Vec::new(), path, job)?))
}

/// Opens a regular file, and tells how long it is.
fn open_file(path: &str) -> Result<(File, u64)> {
    let failed = |error: std::io::Error| Error::io(&error, path);
    // Before it is opened: opening a pipe would wait for a writer.
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        let kind = if metadata.is_dir() { "a folder" } else { "a pipe or device" };
        return Err(Error::new(ErrorCode::Io, format!("expected a regular file, {path} is {kind}")).at_path(path));
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

/// Reads on to `most` bytes in all; tells whether the file ended before.
fn read_up_to(most: u64, file: &mut File, bytes: &mut Vec<u8>, path: &str) -> Result<bool> {
    let failed = |error: std::io::Error| Error::io(&error, path);
    let room = most.saturating_sub(bytes.len() as u64);
    bytes.try_reserve_exact(usize::try_from(room).unwrap_or(usize::MAX)).map_err(|error| failed(error.into()))?;
    file.take(room).read_to_end(bytes).map_err(failed)?;
    Ok((bytes.len() as u64) < most)
}

/// What is left of a file of `size` bytes, after `bytes` were read. The file may have grown meanwhile.
fn read_rest(mut file: File, size: u64, mut bytes: Vec<u8>, path: &str, job: &Job) -> Result<Vec<u8>> {
    job.limits().input_bytes(size)?;
    // Room for one byte more than there should be: the read that fills no more of it finds the end.
    if !read_up_to(size.saturating_add(1), &mut file, &mut bytes, path)? {
        let longest = job.limits().input_bytes.get().saturating_add(1);
        file.take(longest.saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io(&error, path))?;
    }
    job.limits().input_bytes(bytes.len() as u64)?;
    Ok(bytes)
}

/// Opens bytes to render their pages.
///
/// # Errors
/// `UnsupportedFormat` for formats that have no pages to render, and those of the reader.
pub fn open_pages(bytes: &Bytes, options: &ExtractOptions, job: &Job) -> Result<Box<dyn PageSource>> {
    let name = options.file_name.as_deref();
    let format = detect(bytes.as_ref().as_ref(), name, options.mime_type.as_deref(), options.formats)?;
    let open = format.open_pages.ok_or_else(|| {
        Error::new(
            ErrorCode::UnsupportedFormat,
            format!("expected a PDF or a picture to render, got {}", format.mime_type),
        )
    })?;
    open(bytes, &Context { job, options, depth: 0, name })
}
