//! Spreadsheets.

mod bytes;
mod csv;
mod grid;
mod moment;
mod number;
mod strings;
mod workbook;
mod xls;

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;

pub use self::csv::read as csv;
pub use self::xls::read as xls;

/// Reads it.
///
/// # Errors
/// As documented.
pub fn xlsx(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}

/// Reads it.
///
/// # Errors
/// As documented.
pub fn xlsb(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}

/// Reads it.
///
/// # Errors
/// As documented.
pub fn ods(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}
