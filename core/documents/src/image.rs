//! pictures.

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;
use crate::raster::PageSource;

/// Reads a pictures.
///
/// # Errors
/// `Parse` when no page can be found, `PasswordRequired` and `PasswordWrong` when it is encrypted.
pub fn read(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}

/// Opens a pictures to render its pages.
///
/// # Errors
/// As [`read`].
pub fn open_pages(_bytes: &Bytes, _context: &Context) -> Result<Box<dyn PageSource>> {
    Err(lode_runtime::Error::internal("pdf"))
}
