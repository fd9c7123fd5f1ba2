//! What a file is: by its content first, by its name second, and as its caller says where the content leaves it open.

mod archive;
mod compound;
mod known;
mod signature;
mod text;

use lode_runtime::{Error, ErrorCode, Result};

use crate::formats::{self, Format};

/// What somebody does whose file has no reader. There are too many formats to name each in every message.
const WHAT_IS_READ: &str = "`supportedFormats()` and `lode formats` list what can be read";

/// Media types of texts that a name tells apart and the content cannot, or not for sure.
const NAMED_TEXTS: &[&str] = &[
    "text/markdown",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/x-ipynb+json",
    "application/xml",
    "text/html",
    "message/rfc822",
    "application/mbox",
    "text/plain",
];

/// The format of `bytes`, one of [`formats::FORMATS`] or of `more`.
///
/// # Errors
/// `UnsupportedFormat` that says what the file is, or that it is empty, or that `mime_type` has no reader;
/// `EncryptionUnsupported` for encrypted Office documents.
pub fn detect(
    bytes: &[u8],
    name: Option<&str>,
    mime_type: Option<&str>,
    more: &'static [Format],
) -> Result<&'static Format> {
    let mime_type = mime_type.map(essence).filter(|mime_type| !mime_type.is_empty() && *mime_type != known::UNKNOWN);
    let claimed =
        mime_type.map(|mime_type| formats::by_mime_type(mime_type, more).ok_or_else(|| unsupported_claim(mime_type)));
    let claimed = claimed.transpose()?;
    if bytes.is_empty() {
        return Err(Error::new(ErrorCode::UnsupportedFormat, "expected a document, got an empty input (0 bytes)"));
    }
    let Some(claimed) = claimed else {
        let found = detect_mime_type(bytes, name);
        return formats::by_mime_type(found, more).ok_or_else(|| unsupported(found));
    };
    // A claim that a signature contradicts is a mistake; between kinds of text the caller knows best.
    let signed = signature::by_signature(bytes, Some(claimed.mime_type));
    if signed == Some(known::ENCRYPTED_OFFICE) {
        return Err(unsupported(known::ENCRYPTED_OFFICE));
    }
    let signed = signed.and_then(|signed| formats::by_mime_type(signed, more));
    Ok(signed.unwrap_or(claimed))
}

/// The media type of `bytes`, also for kinds of files without a reader; `application/octet-stream` when nothing is known,
/// `application/x-empty` for no bytes at all.
#[must_use]
pub fn detect_mime_type(bytes: &[u8], name: Option<&str>) -> &'static str {
    if bytes.is_empty() {
        return known::EMPTY;
    }
    let claimed = name.and_then(by_extension);
    if let Some(found) = signature::by_signature(bytes, claimed) {
        return found;
    }
    let named_text = claimed.filter(|claimed| NAMED_TEXTS.contains(claimed));
    let sample = text::sample(bytes);
    let finding = sample.as_deref().and_then(text::kind);
    if signature::pdf_after_junk(bytes) && named_text.is_none() && finding.is_none_or(|finding| !finding.sure) {
        return "application/pdf";
    }
    if sample.is_none() {
        return claimed.unwrap_or(known::UNKNOWN);
    }
    match (finding, named_text) {
        // READMEs begin with HTML more often than not.
        (_, Some("text/markdown")) => "text/markdown",
        (Some(finding), None) => finding.mime_type,
        (Some(finding), Some(named)) => {
            if finding.sure {
                finding.mime_type
            } else {
                named
            }
        }
        (None, named) => named.unwrap_or("text/plain"),
    }
}

fn essence(mime_type: &str) -> &str {
    mime_type.split(';').next().unwrap_or_default().trim()
}

/// What a file name says, whether or not there is a reader.
fn by_extension(name: &str) -> Option<&'static str> {
    let format = formats::by_file_name(name).map(|format| format.mime_type);
    format.or_else(|| known::kind_by_name(name).map(|kind| kind.mime_type))
}

/// The table's own copy of a media type that is known.
fn static_mime_type(mime_type: &str) -> Option<&'static str> {
    let format = formats::by_mime_type(mime_type, &[]).map(|format| format.mime_type);
    format.or_else(|| known::kind_of(mime_type).map(|kind| kind.mime_type))
}

fn unsupported_claim(mime_type: &str) -> Error {
    match known::kind_of(mime_type) {
        Some(kind) => unsupported(kind.mime_type),
        None => Error::new(
            ErrorCode::UnsupportedFormat,
            format!("options.mimeType: no reader for {mime_type:?}; {WHAT_IS_READ}"),
        ),
    }
}

fn unsupported(mime_type: &str) -> Error {
    if mime_type == known::ENCRYPTED_OFFICE {
        return Error::new(
            ErrorCode::EncryptionUnsupported,
            "the Office document is encrypted by something else than a password, which Lode cannot decrypt; save it without \
             protection first",
        );
    }
    let name = known::kind_of(mime_type).map_or("a file", |kind| kind.name);
    Error::new(ErrorCode::UnsupportedFormat, format!("no reader for {name} ({mime_type}); {WHAT_IS_READ}"))
}

#[cfg(test)]
mod tests;
