//! Pictures and files inside office documents.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Result};

use crate::detect::detect;
use crate::document::Document;
use crate::extract::extract_nested;
use crate::formats::Context;
use crate::model::{ExtractedImage, Warning};
use crate::package::Package;

use super::ole_object;

/// Takes pictures and files out of a package, each of them once.
pub struct Embedded<'a> {
    package: &'a Package<'a>,
    context: &'a Context<'a>,
    taken: HashSet<String>,
}

impl<'a> Embedded<'a> {
    /// Nothing was taken yet.
    #[must_use]
    pub fn new(package: &'a Package<'a>, context: &'a Context<'a>) -> Self {
        Self { package, context, taken: HashSet::new() }
    }

    /// Adds the picture at `path` to the document's, when pictures are asked for. One that cannot be read is a warning.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn image(&mut self, path: &str, description: &str, page: Option<u32>, document: &mut Document) -> Result<()> {
        let Some(options) = self.context.options.images.get() else { return Ok(()) };
        if !self.taken.insert(path.to_string()) {
            return Ok(());
        }
        let data = match self.package.require(path) {
            Ok(data) => data.into_owned(),
            Err(error) => return fail("IMAGE_DAMAGED", path, error, document),
        };
        let size = size_in_pixels(&data);
        let pixels = size.map(|(width, height)| u64::from(width) * u64::from(height));
        if pixels.zip(options.max_pixels).is_some_and(|(pixels, most)| pixels > most) {
            return Ok(());
        }
        document.images.push(ExtractedImage {
            data,
            mime_type: picture_type(path).to_string(),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
            page,
            bounding_box: None,
            description: Some(description.to_string()).filter(|text| !text.is_empty()),
        });
        Ok(())
    }

    /// Reads the file at `path` as a document whose blocks are to become part of this one's.
    ///
    /// # Errors
    /// Those of its reader.
    pub fn document(&self, path: &str) -> Result<Document> {
        let context = self.context;
        context.job.limits().archive_depth(context.depth + 1)?;
        let bytes: Bytes = Arc::new(self.package.require(path)?.into_owned());
        let format = detect(bytes.as_ref().as_ref(), Some(path), None, context.options.formats)?;
        (format.read)(&bytes, &Context { depth: context.depth + 1, name: Some(path), ..*context })
    }

    /// Extracts the file at `path` into the document's attachments. One that cannot be read is a warning.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn file(&mut self, path: &str, document: &mut Document) -> Result<()> {
        if !self.taken.insert(path.to_string()) {
            return Ok(());
        }
        let extraction = self.package.require(path).and_then(|data| {
            let (name, data) = match ole_object::content(&data) {
                Some(object) => (object.name, object.data),
                None => (Some(path.to_string()), data.into_owned()),
            };
            let bytes: Bytes = Arc::new(data);
            extract_nested(&bytes, name.as_deref(), self.context.depth + 1, self.context.options, self.context.job)
        });
        match extraction {
            Ok(extraction) => {
                document.attachments.push(extraction);
                Ok(())
            }
            Err(error) => fail("ATTACHMENT_UNREADABLE", path, error, document),
        }
    }
}

/// Notes what went wrong with the part at `path`, unless the whole job is to end.
///
/// # Errors
/// `Cancelled`, `Timeout`, and the limits that are counted over the whole job.
pub fn fail(code: &str, path: &str, error: Error, document: &mut Document) -> Result<()> {
    use ErrorCode::{Cancelled, LimitExpandedBytes, LimitTableCells, Timeout};
    if matches!(error.code, Cancelled | Timeout | LimitExpandedBytes | LimitTableCells) {
        return Err(error);
    }
    document.warnings.push(Warning {
        code: code.to_string(),
        message: error.message,
        page: None,
        path: Some(path.to_string()),
    });
    Ok(())
}

/// Width and height as the picture's header has them.
fn size_in_pixels(data: &[u8]) -> Option<(u32, u32)> {
    image::ImageReader::new(Cursor::new(data)).with_guessed_format().ok()?.into_dimensions().ok()
}

/// The media type of a picture by its file name.
fn picture_type(path: &str) -> &'static str {
    let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" | "jpe" | "jfif" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" | "dib" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "emf" => "image/emf",
        "wmf" => "image/wmf",
        "wdp" | "hdp" | "jxr" => "image/vnd.ms-photo",
        _ => "application/octet-stream",
    }
}
