//! Spreadsheets.

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;

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
pub fn xls(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}

/// Reads it.
///
/// # Errors
/// As documented.
pub fn ods(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}

/// Reads it.
///
/// # Errors
/// As documented.
pub fn csv(_bytes: &Bytes, _context: &Context) -> Result<Document> {
    Ok(Document::default())
}
