//! PDF.

mod open;
pub(crate) mod render;

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;

pub use render::open_pages;

/// Reads a PDF.
///
/// # Errors
/// `Parse` when no page can be found, `PasswordRequired` and `PasswordWrong` when it is encrypted.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let opened = open::open(bytes, context)?;
    let mut document = Document::default();
    document.metadata.encrypted = Some(opened.encrypted);
    document.metadata.pages = u32::try_from(opened.pdf.pages().len()).ok();
    if opened.recovered {
        document.warn(
            "PAGES_RECOVERED",
            "the page tree is damaged; pages were searched for and may be missing or out of order",
        );
    }
    Ok(document)
}
