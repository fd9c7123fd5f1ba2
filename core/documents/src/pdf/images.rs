//! Pictures of a page: a JPEG as it is, others as PNG.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context as PaintContext, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, LumaData, SoftMask, interpret_page,
};
use lode_runtime::{ErrorCode, Job, Result};

use super::any_device::AnyDevice;
use super::weigh::Scale;
use crate::model::{BoundingBox, ExtractedImage, Warning};
use crate::options::ImageOptions;

/// The pictures of one page.
#[derive(Default)]
pub struct Images {
    /// The pictures, each once.
    pub images: Vec<ExtractedImage>,
    /// Those that could not be decoded.
    pub warnings: Vec<Warning>,
}

/// Reads the pictures that a page draws.
///
/// # Errors
/// `Cancelled`, `Timeout`, `LimitExpandedBytes`, `LimitCompressionRatio`.
pub fn read(page: &Page, number: u32, options: &ImageOptions, scale: &mut Scale, job: &Job) -> Result<Images> {
    // The interpreter decodes what it comes by.
    if let Err(error) = scale.look_at_page(page, job) {
        if error.code != ErrorCode::LimitPixels {
            return Err(error);
        }
        return Ok(Images { warnings: vec![skipped(number, error.message)], ..Images::default() });
    }
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let mut context = PaintContext::new(
        Affine::new(page.initial_transform(true).as_coeffs()),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut collector =
        Collector { number, options, job, seen: HashSet::new(), found: Images::default(), steps: 0, failed: Ok(()) };
    let mut device = AnyDevice(&mut collector);
    let interpreted = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut device)));
    collector.failed?;
    if let Err(panic) = interpreted {
        resume_unwind(panic);
    }
    job.check()?;
    Ok(collector.found)
}

struct Collector<'j> {
    number: u32,
    options: &'j ImageOptions,
    job: &'j Job,
    seen: HashSet<ObjectIdentifier>,
    found: Images,
    steps: u64,
    failed: Result<()>,
}

/// What each step of the interpreter counts, so that a page whose forms draw each other over and over ends.
const STEP_BYTES: u64 = 256;

/// Steps between two looks at the clock.
const STEPS_PER_CHECK: u64 = 256;

impl Collector<'_> {
    /// Counts a step of the interpreter.
    fn step(&mut self) {
        self.steps += 1;
        let clock = if self.steps.is_multiple_of(STEPS_PER_CHECK) { self.job.check() } else { Ok(()) };
        self.stop_at(clock.and_then(|()| self.job.limits().expanded_bytes(self.steps * STEP_BYTES)));
    }

    /// The interpreter has no other way to be left; nothing is printed, since this is no panic.
    fn stop_at(&mut self, checked: Result<()>) {
        if checked.is_err() {
            self.failed = checked;
            resume_unwind(Box::new("stopped"));
        }
    }

    fn image(&mut self, image: &Image, transform: Affine) -> Result<()> {
        self.job.check()?;
        let stream = match image {
            Image::Stencil(stencil) => stencil.stream(),
            Image::Raster(raster) => raster.stream(),
        };
        let id = stream.obj_id();
        if id.obj_number != 0 && !self.seen.insert(id) {
            return Ok(());
        }
        let (width, height) = (image.width(), image.height());
        let pixels = u64::from(width) * u64::from(height);
        if self.options.max_pixels.is_some_and(|most| pixels > most) {
            return Ok(());
        }
        if let Err(error) = self.job.limits().pixels(pixels) {
            self.warn(error.message);
            return Ok(());
        }
        self.job.charge_expanded(pixels.saturating_mul(4))?;
        let jpeg = is_plain_jpeg(stream).then(|| stream.raw_data().into_owned());
        let (data, mime_type) = match jpeg {
            Some(data) => (Some(data), "image/jpeg"),
            None => (png(image), "image/png"),
        };
        let Some(data) = data else {
            self.warn("a picture on this page is damaged and was left out".into());
            return Ok(());
        };
        let bounds = transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
        self.found.images.push(ExtractedImage {
            data,
            mime_type: mime_type.into(),
            width: Some(width),
            height: Some(height),
            page: Some(self.number),
            bounding_box: Some(BoundingBox { x0: bounds.x0, y0: bounds.y0, x1: bounds.x1, y1: bounds.y1 }),
            description: None,
        });
        Ok(())
    }

    fn warn(&mut self, message: String) {
        self.found.warnings.push(skipped(self.number, message));
    }
}

fn skipped(page: u32, message: String) -> Warning {
    Warning { code: "IMAGE_SKIPPED".into(), message, page: Some(page), path: None }
}

/// Whether the stream is a JPEG file that looks the same outside the PDF: gray or RGB, without masks or another decoding.
fn is_plain_jpeg(stream: &Stream) -> bool {
    let dict = stream.dict();
    let channels = |dict: &Dict| dict.get::<i64>("N");
    let plain_colors = match dict.get::<Object>("ColorSpace") {
        Some(Object::Name(name)) => matches!(name.as_str(), "DeviceRGB" | "DeviceGray"),
        Some(Object::Array(array)) => {
            let mut items = array.iter::<Object>();
            match items.next().and_then(Object::into_name).as_ref().map(Name::as_str) {
                Some("ICCBased") => {
                    let profile = items.next().and_then(Object::into_stream);
                    profile.and_then(|stream| channels(stream.dict())).is_some_and(|count| count == 1 || count == 3)
                }
                Some("CalRGB" | "CalGray") => true,
                _ => false,
            }
        }
        _ => false,
    };
    stream.filters().as_slice() == [Filter::DctDecode]
        && plain_colors
        && dict.get::<Array>("Decode").is_none()
        && !dict.contains_key("SMask")
        && !dict.contains_key("Mask")
}

fn png(image: &Image) -> Option<Vec<u8>> {
    let mut file = None;
    match image {
        Image::Raster(raster) => raster.with_rgba(|color, alpha| file = encode(&color, alpha.as_ref()), None),
        Image::Stencil(stencil) => stencil.with_stencil(|mask, _| file = encode(&ImageData::Luma(mask), None), None),
    }
    file
}

fn encode(color: &ImageData, alpha: Option<&LumaData>) -> Option<Vec<u8>> {
    let (width, height) = (color.width(), color.height());
    let alpha = alpha.filter(|alpha| (alpha.width, alpha.height) == (width, height));
    let (channels, pixels) = match color {
        ImageData::Rgb(rgb) => (3, rgb.data.as_slice()),
        ImageData::Luma(luma) => (1, luma.data.as_slice()),
    };
    let kind = match (channels, alpha) {
        (3, None) => png::ColorType::Rgb,
        (3, Some(_)) => png::ColorType::Rgba,
        (_, None) => png::ColorType::Grayscale,
        (_, Some(_)) => png::ColorType::GrayscaleAlpha,
    };
    let with_alpha = alpha.map(|alpha| {
        let mut whole = Vec::with_capacity(pixels.len().saturating_add(alpha.data.len()));
        for (pixel, alpha) in pixels.chunks_exact(channels).zip(&alpha.data) {
            whole.extend_from_slice(pixel);
            whole.push(*alpha);
        }
        whole
    });
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(with_alpha.as_deref().unwrap_or(pixels)).ok()?;
    writer.finish().ok()?;
    Some(file)
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let taken = self.image(&image, props.transform);
        self.stop_at(taken);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
