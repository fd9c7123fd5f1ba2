//! Pages as pixels.

use fearless_simd::{Level, Simd, SimdBase, dispatch, u8x16};
use lode_runtime::{Error, Job, Payload, Result};

pub use crate::pixel_buffer::PixelBuffer;

/// A file whose pages can be rendered.
pub trait PageSource: Send + Sync {
    /// Number of pages.
    fn page_count(&self) -> u32;

    /// Width and height in points of page `number`, from 1, as shown; `None` for a picture, which has pixels of its own.
    fn size(&self, number: u32) -> Option<(f64, f64)>;

    /// Something that renders these pages on one thread, and keeps what pages share (fonts, glyphs) from page to page.
    fn renderer(&self) -> Box<dyn PageRenderer + '_>;
}

/// Renders the pages of a [`PageSource`], on one thread.
pub trait PageRenderer {
    /// Renders page `number`, from 1, at `dpi` dots per inch. Pictures come in their own size whatever the resolution.
    ///
    /// # Errors
    /// `LimitPixels` before anything is allocated, `Parse` for a page that is damaged.
    fn render(&mut self, number: u32, dpi: f64, job: &Job) -> Result<PageImage>;

    /// As [`PageRenderer::render`], but a page that is quick to draw may be left to be drawn where its pixels are wanted.
    ///
    /// # Errors
    /// As [`PageRenderer::render`].
    fn prepare(&mut self, number: u32, dpi: f64, job: &Job) -> Result<PreparedPage> {
        self.render(number, dpi, job).map(PreparedPage::from)
    }
}

/// A page whose pixels are still to be written, as in [`PageImage`].
pub struct PreparedPage {
    /// Number of the page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Where the pixels come from.
    pub pixels: Pixels,
}

/// Where pixels come from.
pub enum Pixels {
    /// They are there.
    Drawn(PixelBuffer),
    /// They are drawn when they are wanted, in a few milliseconds.
    Scene(Box<dyn Scene>),
}

/// What a page shows, ready to be drawn.
pub trait Scene: Send {
    /// Writes all pixels of the page, as in [`PageImage`]; `rgba` has their size.
    fn draw(&self, rgba: &mut [u8]);
}

impl From<PageImage> for PreparedPage {
    fn from(image: PageImage) -> Self {
        let PageImage { page, width, height, rgba } = image;
        Self { page, width, height, pixels: Pixels::Drawn(rgba) }
    }
}

impl From<PreparedPage> for PageImage {
    fn from(prepared: PreparedPage) -> Self {
        let PreparedPage { page, width, height, pixels } = prepared;
        let rgba = match pixels {
            Pixels::Drawn(rgba) => rgba,
            Pixels::Scene(scene) => {
                let mut rgba = PixelBuffer::stale(width as usize * height as usize * 4);
                scene.draw(&mut rgba);
                rgba
            }
        };
        Self { page, width, height, rgba }
    }
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
    pub rgba: PixelBuffer,
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
/// The last pass over the pixels happens in [`Payload::write`], straight into the host's memory: a scene is drawn there.
pub struct PagePayload {
    header: [u8; PAGE_HEADER_BYTES],
    size: usize,
    data: Data,
}

enum Data {
    Rgba(Pixels),
    Rgb(PixelBuffer),
    Gray(PixelBuffer),
    Png(Vec<u8>),
}

/// Bytes before the pixels of a [`PagePayload`].
pub const PAGE_HEADER_BYTES: usize = 12;

impl PagePayload {
    /// Prepares a page for handing out; a PNG is encoded here.
    ///
    /// # Errors
    /// `Internal` when the PNG encoder fails.
    pub fn new(page: PreparedPage, format: PixelFormat) -> Result<Self> {
        let header = header(&page);
        let pixels = page.width as usize * page.height as usize;
        let (size, data) = match format {
            PixelFormat::Rgba => (pixels * 4, Data::Rgba(page.pixels)),
            PixelFormat::Rgb => (pixels * 3, Data::Rgb(PageImage::from(page).rgba)),
            PixelFormat::Gray => (pixels, Data::Gray(PageImage::from(page).rgba)),
            PixelFormat::Png => {
                let png = encode_png(&page.into())?;
                (png.len(), Data::Png(png))
            }
        };
        Ok(Self { header, size, data })
    }
}

impl Payload for PagePayload {
    fn size(&self) -> usize {
        PAGE_HEADER_BYTES + self.size
    }

    fn write(&self, out: &mut [u8]) {
        let Some((header, pixels)) = out.split_at_mut_checked(PAGE_HEADER_BYTES) else { return };
        header.copy_from_slice(&self.header);
        match &self.data {
            Data::Rgba(Pixels::Scene(scene)) => scene.draw(pixels),
            Data::Rgba(Pixels::Drawn(rgba)) => pixels.copy_from_slice(rgba),
            Data::Rgb(rgba) => write_rgb(rgba, pixels),
            Data::Gray(rgba) => write_gray(rgba, pixels),
            Data::Png(png) => pixels.copy_from_slice(png),
        }
    }
}

fn header(page: &PreparedPage) -> [u8; PAGE_HEADER_BYTES] {
    let mut header = [0; PAGE_HEADER_BYTES];
    for (field, value) in header.as_chunks_mut::<4>().0.iter_mut().zip([page.page, page.width, page.height]) {
        *field = value.to_le_bytes();
    }
    header
}

fn write_rgb(rgba: &[u8], out: &mut [u8]) {
    dispatch!(Level::new(), simd => simd.vectorize(
        #[inline(always)]
        || write_rgb_with(simd, rgba, out),
    ));
}

/// Four pixels at a time: 16 bytes become 12, and the 4 behind them are overwritten by the next. Twice as fast as pixel by
/// pixel (34 and 19 ms for 34 megabytes, measured with AVX2).
#[inline(always)]
fn write_rgb_with<S: Simd>(simd: S, rgba: &[u8], out: &mut [u8]) {
    let order = u8x16::from_slice(simd, &[0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0]);
    let mut done = 0;
    for block in rgba.as_chunks::<16>().0 {
        let Some(place) = out.get_mut(done..).and_then(<[u8]>::first_chunk_mut::<16>) else { break };
        simd.swizzle_dyn_u8x16(u8x16::from_slice(simd, block), order).store_slice(place);
        done += 12;
    }
    let rest = rgba.get(done / 3 * 4..).unwrap_or_default();
    for (to, from) in
        out.get_mut(done..).unwrap_or_default().as_chunks_mut::<3>().0.iter_mut().zip(rest.as_chunks::<4>().0)
    {
        *to = [from[0], from[1], from[2]];
    }
}

/// The compiler makes SIMD code of the loop, for what the processor has.
fn write_gray(rgba: &[u8], out: &mut [u8]) {
    dispatch!(Level::new(), simd => simd.vectorize(
        #[inline(always)]
        || {
            for (to, from) in out.iter_mut().zip(rgba.as_chunks::<4>().0) {
                *to = luma(*from);
            }
        },
    ));
}

/// Luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. The weights in 65536ths add up to 65536, so that white stays white.
#[inline(always)]
fn luma([red, green, blue, _]: [u8; 4]) -> u8 {
    ((19_595 * u32::from(red) + 38_470 * u32::from(green) + 7_471 * u32::from(blue) + 32_768) >> 16) as u8
}

/// Encodes for speed: a page that is gray all over as gray, which is a third of the bytes, any other as RGB.
fn encode_png(image: &PageImage) -> Result<Vec<u8>> {
    let pixels = image.rgba.as_chunks::<4>().0;
    let gray = pixels.iter().all(|[red, green, blue, _]| red == green && green == blue);
    let samples: Vec<u8> = if gray {
        pixels.iter().map(|pixel| pixel[0]).collect()
    } else {
        let mut samples = vec![0; pixels.len() * 3];
        write_rgb(&image.rgba, &mut samples);
        samples
    };
    let mut file = Vec::with_capacity(samples.len() / 8);
    let mut encoder = png::Encoder::new(&mut file, image.width, image.height);
    encoder.set_color(if gray { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder
        .write_header()
        .and_then(|mut writer| {
            writer.write_image_data(&samples)?;
            writer.finish()
        })
        .map_err(|error| Error::internal("cannot encode a page as PNG").with_source(&error).at_page(image.page))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, lime, blue, white, black and a mid gray, 3 by 2.
    fn image() -> PageImage {
        let colors = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [128, 128, 128]];
        let rgba = colors.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]).collect::<Vec<u8>>();
        PageImage { page: 7, width: 3, height: 2, rgba: rgba.into() }
    }

    fn written(image: PageImage, format: PixelFormat) -> Vec<u8> {
        let payload = PagePayload::new(image.into(), format).unwrap();
        let mut out = vec![0xAA; payload.size()];
        payload.write(&mut out);
        out
    }

    #[test]
    fn a_header_of_page_width_and_height_stands_before_the_pixels() {
        let out = written(image(), PixelFormat::Rgba);
        assert_eq!(out[..12], [7, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0]);
        assert_eq!(out[12..], *image().rgba);
    }

    #[test]
    fn a_scene_is_drawn_in_every_format_as_if_it_had_been_drawn_before() {
        struct Red;
        impl Scene for Red {
            fn draw(&self, rgba: &mut [u8]) {
                rgba.as_chunks_mut::<4>().0.fill([255, 0, 0, 255]);
            }
        }
        let scene = || PreparedPage { page: 1, width: 2, height: 1, pixels: Pixels::Scene(Box::new(Red)) };
        for (format, pixels) in [
            (PixelFormat::Rgba, &[255, 0, 0, 255, 255, 0, 0, 255][..]),
            (PixelFormat::Rgb, &[255, 0, 0, 255, 0, 0]),
            (PixelFormat::Gray, &[76, 76]),
        ] {
            let payload = PagePayload::new(scene(), format).unwrap();
            let mut out = vec![0xAA; payload.size()];
            payload.write(&mut out);
            assert_eq!(out[12..], *pixels);
        }
    }

    #[test]
    fn rgb_leaves_out_the_alpha_of_every_pixel() {
        let out = written(image(), PixelFormat::Rgb);
        assert_eq!(out[12..], [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128]);
    }

    #[test]
    fn rgb_of_any_number_of_pixels_is_what_one_pixel_at_a_time_gives() {
        for pixels in 0..70_usize {
            let rgba: Vec<u8> = (0..pixels * 4).map(|index| (index * 7) as u8).collect();
            let mut out = vec![0xAA; pixels * 3];
            write_rgb(&rgba, &mut out);
            let expected: Vec<u8> = rgba.chunks(4).flat_map(|pixel| pixel[..3].to_vec()).collect();
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn gray_is_the_luma_of_bt601() {
        // 255 * 0.299 = 76.2, 255 * 0.587 = 149.7, 255 * 0.114 = 29.1.
        assert_eq!(written(image(), PixelFormat::Gray)[12..], [76, 150, 29, 255, 0, 128]);
    }

    #[test]
    fn every_gray_keeps_its_value_as_luma() {
        assert!((0..=255).all(|value| luma([value, value, value, 255]) == value));
    }

    fn decoded(png: &[u8]) -> (png::ColorType, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (3, 2));
        (info.color_type, pixels)
    }

    #[test]
    fn a_png_decodes_to_the_same_pixels() {
        let (color, pixels) = decoded(&written(image(), PixelFormat::Png)[12..]);
        assert_eq!(color, png::ColorType::Rgb);
        assert_eq!(pixels, written(image(), PixelFormat::Rgb)[12..]);
    }

    #[test]
    fn a_png_of_a_gray_page_is_gray() {
        let values = [0, 17, 255, 3, 200, 96];
        let rgba = values.iter().flat_map(|value| [*value, *value, *value, 255]).collect::<Vec<u8>>();
        let image = PageImage { rgba: rgba.into(), ..image() };
        assert_eq!(decoded(&written(image, PixelFormat::Png)[12..]), (png::ColorType::Grayscale, values.to_vec()));
    }
}
