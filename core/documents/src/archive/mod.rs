//! Archives: a list of the files in them, and each file that can be read as an attachment.

mod gzip;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

use std::sync::Arc;

use lode_runtime::{ErrorCode, Result};

pub use self::gzip::read as gzip;
pub use self::tar::read as tar;
pub use self::zip::read as zip;
use crate::document::{Content, Document, RichText};
use crate::extract::{attach_or_warn, extract_nested};
use crate::formats::Context;
use crate::model::Extraction;

/// How many files that could not be read are named.
const NAMED: usize = 20;

/// What is made of an archive, file by file.
struct Archive<'a> {
    context: &'a Context<'a>,
    document: Document,
    files: u64,
    /// Names of files in formats that have no reader.
    unread: Vec<String>,
}

impl<'a> Archive<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self { context, document: Document::default(), files: 0, unread: Vec::new() }
    }

    /// Lists a file; the archive has one more.
    ///
    /// # Errors
    /// `LimitArchiveEntries`, `Cancelled`, `Timeout`.
    fn list(&mut self, name: &str) -> Result<()> {
        self.context.job.check()?;
        self.files += 1;
        self.context.job.limits().archive_entries(self.files)?;
        self.document.push(Content::ListItem { depth: 1, number: None, text: RichText::plain(name) });
        Ok(())
    }

    /// Extracts a file that was listed.
    ///
    /// # Errors
    /// Those that end the whole job.
    fn add(&mut self, name: &str, data: Vec<u8>) -> Result<()> {
        // It has nothing to say, and that is no fault.
        if data.is_empty() {
            return Ok(());
        }
        let context = self.context;
        let depth = context.depth.saturating_add(1);
        let extraction = extract_nested(&(Arc::new(data) as _), Some(name), depth, context.options, context.job);
        self.attach(name, extraction)
    }

    /// Attaches what was made of a file that was listed.
    ///
    /// # Errors
    /// Those that end the whole job.
    fn attach(&mut self, name: &str, extraction: Result<Extraction>) -> Result<()> {
        if extraction.as_ref().is_err_and(|error| error.code == ErrorCode::UnsupportedFormat) {
            self.unread.push(name.to_string());
            return Ok(());
        }
        attach_or_warn(extraction, Some(name), &mut self.document)
    }

    fn finish(mut self) -> Document {
        let unread = self.unread.len();
        if unread > 0 {
            let names = self.unread.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if unread > NAMED { ", …" } else { "" };
            let message = format!("no reader for {unread} of the {} files: {names}{more}", self.files);
            self.document.warn("ATTACHMENTS_UNREAD", message);
        }
        self.document
    }
}
