//! xml

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;

/// Reads it.
///
/// # Errors
/// As documented.
pub fn read(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}
