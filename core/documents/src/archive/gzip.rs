//! Files compressed by gzip (RFC 1952): what comes out is what is read, an archive or any other file.

use std::io::Read;
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;
use lode_runtime::{Bytes, Error, Result};

use crate::detect::detect;
use crate::document::Document;
use crate::formats::Context;

/// Bytes between two looks at the limits and the clock.
const STEP: usize = 1 << 20;

/// Reads the file inside. Its name is that of the outer one without the extension.
///
/// # Errors
/// `Parse` for damaged data, `UnsupportedFormat`, `LimitArchiveDepth`, `LimitExpandedBytes`, `LimitCompressionRatio`, those of
/// the inner file's reader, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let depth = context.depth + 1;
    context.job.limits().archive_depth(depth)?;
    let name = context.name.map(inner_name);
    let (inner, damage) = expand(bytes.as_ref().as_ref(), context)?;
    let inner: Bytes = Arc::new(inner);
    let format = detect(inner.as_ref().as_ref(), name.as_deref(), None, context.options.formats)?;
    let mut document = (format.read)(&inner, &Context { depth, name: name.as_deref(), ..*context })?;
    if let Some(message) = damage {
        document.warn("ARCHIVE_DAMAGED", message);
    }
    Ok(document)
}

/// What is compressed, and what is wrong with its end.
fn expand(bytes: &[u8], context: &Context) -> Result<(Vec<u8>, Option<String>)> {
    let mut decoder = MultiGzDecoder::new(bytes);
    let mut out = Vec::new();
    loop {
        context.job.check()?;
        let before = out.len();
        let read = decoder.by_ref().take(STEP as u64).read_to_end(&mut out);
        context.job.charge_expanded((out.len() - before) as u64)?;
        if out.len() > STEP {
            context.job.limits().compression_ratio(out.len() as u64 / bytes.len().max(1) as u64)?;
        }
        match read {
            Ok(0) if !out.is_empty() => return Ok((out, None)),
            Ok(0) => return Err(Error::parse("expected compressed data, there is none")),
            Ok(_) => {}
            Err(error) if out.is_empty() => {
                return Err(Error::parse("expected data compressed by gzip, it is damaged").with_source(&error));
            }
            Err(error) => {
                let message = format!("the compressed data is damaged or cut after {} bytes: {error}", out.len());
                return Ok((out, Some(message)));
            }
        }
    }
}

/// `notes.txt.gz` holds `notes.txt`, `backup.tgz` holds `backup.tar`.
fn inner_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        Some((stem, extension)) if extension.eq_ignore_ascii_case("svgz") => format!("{stem}.svg"),
        Some((stem, extension)) if extension.eq_ignore_ascii_case("gz") => stem.to_string(),
        _ => name.to_string(),
    }
}
