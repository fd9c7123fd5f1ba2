//! Pictures: PNG, JPEG, WebP, TIFF, BMP, GIF. Reading one reads its headers only; its pixels are decoded for OCR and
//! rendering. Of an animation it is the first frame that counts; every picture of a TIFF is a page.

mod exif;
mod framed;
mod jpeg;
mod pixels;
mod png;
#[cfg(test)]
mod tests;
mod tiff;
pub(crate) mod xmp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};

use crate::document::{Block, Content, Document, PageInfo};
use crate::formats::Context;
use crate::model::Metadata;
use crate::raster::{PageImage, PageRenderer, PageSource};
use pixels::Pixels;

/// What a picture file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    WebP,
    Tiff,
    Bmp,
    Gif,
}

impl Kind {
    /// By the first bytes: what a file is called matters less.
    fn of(bytes: &[u8]) -> Result<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Ok(Self::Png),
            [0xFF, 0xD8, ..] => Ok(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Self::WebP),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Ok(Self::Tiff),
            [b'B', b'M', ..] => Ok(Self::Bmp),
            [b'G', b'I', b'F', b'8', ..] => Ok(Self::Gif),
            _ => {
                Err(Error::parse("expected a PNG, JPEG, WebP, TIFF, BMP or GIF picture, got something else")
                    .at_offset(0))
            }
        }
    }
}

/// One picture of a file, as its headers describe it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Picture {
    /// Pixels as stored.
    width: u32,
    height: u32,
    /// How to turn them to show them.
    orientation: Orientation,
    /// Pixels an inch across and down as stored, where the file tells.
    resolution: Option<(f64, f64)>,
    /// Which of the file's pictures it is.
    index: usize,
}

impl Picture {
    /// Width and height as shown.
    fn shown(&self) -> (u32, u32) {
        if self.is_turned() { (self.height, self.width) } else { (self.width, self.height) }
    }

    /// Width and height in points as shown: at 72 pixels an inch unless the file tells.
    fn points(&self) -> (f64, f64) {
        let sane = |(x, y): &(f64, f64)| RESOLUTIONS.contains(x) && RESOLUTIONS.contains(y);
        let (x, y) = self.resolution.filter(sane).unwrap_or((72.0, 72.0));
        let (width, height) = (f64::from(self.width) * 72.0 / x, f64::from(self.height) * 72.0 / y);
        if self.is_turned() { (height, width) } else { (width, height) }
    }

    fn is_turned(&self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    }
}

/// Resolutions that are taken for more than a slip of the program that wrote the file.
const RESOLUTIONS: std::ops::RangeInclusive<f64> = 10.0..=10_000.0;

/// The headers of a picture file.
#[derive(Debug, Default)]
struct Headers {
    pictures: Vec<Picture>,
    metadata: Metadata,
    /// The file ends before it should.
    cut_off: bool,
}

fn headers(bytes: &[u8], job: &Job) -> Result<Headers> {
    job.check()?;
    let kind = Kind::of(bytes)?;
    guarded(|| match kind {
        Kind::Png => png::headers(bytes, job),
        Kind::Jpeg => jpeg::headers(bytes, job),
        Kind::Tiff => tiff::headers(bytes, job),
        Kind::WebP | Kind::Bmp | Kind::Gif => framed::headers(kind, bytes, job),
    })
}

fn decode(bytes: &[u8], picture: &Picture, job: &Job) -> Result<Pixels> {
    job.check()?;
    let kind = Kind::of(bytes)?;
    check_size(picture.width, picture.height, job)?;
    guarded(|| match kind {
        Kind::Png => png::decode(bytes, picture),
        Kind::Jpeg => jpeg::decode(bytes),
        Kind::Tiff => tiff::decode(bytes, picture),
        Kind::WebP | Kind::Bmp | Kind::Gif => framed::decode(kind, bytes, picture),
    })
}

/// Decoders are others' code; one that panics says no more than that the picture is damaged.
fn guarded<T>(decode: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(Error::parse("the picture is damaged in a way that its decoder cannot cope with")))
}

/// # Errors
/// `Parse` for a picture without pixels, `LimitPixels` for one with too many.
fn check_size(width: u32, height: u32, job: &Job) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(Error::parse(format!("expected a picture with pixels, got {width} x {height}")));
    }
    job.limits().pixels(u64::from(width) * u64::from(height))
}

/// Bytes that a decoder may allocate for a picture within the limit of pixels: 16 bytes hold a pixel of four 32-bit
/// floats, the rest is for tables and rows.
fn decoder_bytes(picture: &Picture) -> u64 {
    (u64::from(picture.width) * u64::from(picture.height)).saturating_mul(16).saturating_add(16 << 20)
}

fn damaged(what: &str, error: &(dyn std::error::Error + 'static)) -> Error {
    Error::parse(format!("the {what} picture is damaged: {error}")).with_source(error)
}

/// Reads a picture: its size, what it says about itself, and a page that takes OCR to be read.
///
/// # Errors
/// `Parse` when its headers are damaged, `LimitPixels`, `LimitFrames`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let headers = headers(bytes.as_ref().as_ref(), context.job)?;
    let mut document = Document { metadata: headers.metadata, ..Document::default() };
    document.metadata.pages = u32::try_from(headers.pictures.len()).ok();
    if let Some(first) = headers.pictures.first() {
        let (width, height) = first.shown();
        document.metadata.width = Some(width);
        document.metadata.height = Some(height);
    }
    let numbered = (1..).zip(&headers.pictures).filter(|(number, _)| context.options.wants_page(*number));
    document.pages =
        numbered.map(|(number, picture)| PageInfo { number, size: Some(picture.points()), scanned: true }).collect();
    describe(&mut document);
    if headers.cut_off {
        document.warn("PICTURE_CUT_OFF", "the file ends before the picture does; part of it is missing");
    }
    Ok(document)
}

/// What the file says that the picture shows is content, too.
fn describe(document: &mut Document) {
    let metadata = &document.metadata;
    let Some(description) = metadata.description.clone().or_else(|| metadata.title.clone()) else { return };
    let page = document.pages.first().map(|page| page.number);
    document.blocks.push(Block { page, ..Block::new(Content::Image { description, url: None }) });
}

/// Opens a picture to render it: each page comes in its own size, turned as it is to be shown, on white.
///
/// # Errors
/// As [`read`].
pub fn open_pages(bytes: &Bytes, context: &Context) -> Result<Box<dyn PageSource>> {
    let pictures = headers(bytes.as_ref().as_ref(), context.job)?.pictures;
    Ok(Box::new(PictureFile { bytes: bytes.clone(), pictures }))
}

struct PictureFile {
    bytes: Bytes,
    pictures: Vec<Picture>,
}

impl PageSource for PictureFile {
    fn page_count(&self) -> u32 {
        u32::try_from(self.pictures.len()).unwrap_or(u32::MAX)
    }

    fn size(&self, _: u32) -> Option<(f64, f64)> {
        None
    }

    fn renderer(&self) -> Box<dyn PageRenderer + '_> {
        Box::new(Renderer(self))
    }
}

struct Renderer<'a>(&'a PictureFile);

impl PageRenderer for Renderer<'_> {
    fn render(&mut self, number: u32, _: f64, job: &Job) -> Result<PageImage> {
        let picture = number.checked_sub(1).and_then(|index| self.0.pictures.get(index as usize)).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidOptions,
                format!("expected a page from 1 to {}, got {number}", self.0.pictures.len()),
            )
        })?;
        let pixels = decode(self.0.bytes.as_ref().as_ref(), picture, job).map_err(|error| error.at_page(number))?;
        let shown = pixels.on_white().turned(picture.orientation);
        Ok(PageImage { page: number, width: shown.width, height: shown.height, rgba: shown.rgba.into() })
    }
}

/// A text that says something, trimmed.
fn text_of(text: &str) -> Option<String> {
    let text = text.trim_matches(|character: char| character.is_whitespace() || character == '\0');
    (!text.is_empty()).then(|| text.to_string())
}
