//! PDF.

mod aligned;
mod annotations;
mod any_device;
mod attachments;
mod blocks;
mod boxes;
mod composite;
mod content;
mod direction;
mod dots;
mod fonts;
mod framed;
mod images;
mod layers;
#[cfg(test)]
mod layout_tests;
mod looks;
mod measure;
mod metadata;
mod open;
mod order;
mod owner_password;
mod paragraphs;
mod paths;
mod picture_size;
mod read;
pub(crate) mod render;
mod ruled;
mod spans;
mod stoppable;
mod streams;
mod strings;
mod structure;
mod tables;
mod tagged;
#[cfg(test)]
mod tagged_tests;
#[cfg(test)]
mod tests;
mod to_unicode;
mod weigh;

use lode_runtime::{Bytes, Result};

use crate::document::Document;
use crate::formats::Context;

pub use render::open_pages;

/// Reads a PDF.
///
/// # Errors
/// `Parse` when no page can be found, `PasswordRequired` and `PasswordWrong` when it is encrypted.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    read::read(bytes, context)
}
