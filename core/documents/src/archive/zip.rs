//! ZIP archives.

use lode_runtime::{Bytes, Result};

use super::Archive;
use crate::document::Document;
use crate::formats::Context;
use crate::package::Package;

/// Reads an archive: lists its files, and extracts those that can be read.
///
/// # Errors
/// `Parse` when no entries can be found, `LimitArchiveEntries`, `LimitArchiveDepth`, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let package = Package::open(bytes.as_ref().as_ref(), context.job)?;
    let mut archive = Archive::new(context);
    for entry in package.entries().iter().filter(|entry| !entry.is_folder()) {
        archive.list(entry.name())?;
        match package.read(entry) {
            Ok(data) => archive.add(entry.name(), data.into_owned())?,
            Err(error) => archive.attach(entry.name(), Err(error))?,
        }
    }
    let mut document = archive.finish();
    document.warnings.extend(package.take_warnings());
    Ok(document)
}
