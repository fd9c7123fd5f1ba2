//! Tells whether a page can be drawn within the limits, before it is drawn.
//!
//! The renderer cannot be stopped once it has begun, keeps everything that a page draws in memory until the end, and a few
//! kilobytes of PDF can ask for a great deal: forms that draw forms ten times each, a million full-page rectangles that
//! compress to nothing, a picture of a gigapixel. So a page that might is first drawn on a scale: a device that adds up
//! what drawing would take, looks at the clock, and stops when it is too much. Most pages cannot be that heavy, which
//! their resources and the number of their operators tell; they are not weighed.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};
use lode_runtime::{Error, Job, Result};

use super::any_device::AnyDevice;
use super::streams;

/// What any step costs, so that their number is bounded too.
const STEP_BYTES: f64 = 256.0;

/// What each 4 by 4 pixels that an outline passes through take: their coverage, and their place in two lists.
const TILE_BYTES: f64 = 40.0;

/// Steps between two looks at the clock.
const STEPS_PER_CHECK: u32 = 256;

/// Copies of a pattern's cell beyond which they are taken for an attack.
const MOST_COPIES: f64 = 1e6;

/// Levels of dictionaries and arrays that resources are searched to.
const RESOURCE_DEPTH: u32 = 32;

/// Weighs the pages of one document.
#[derive(Default)]
pub struct Scale {
    /// Resources that were looked at.
    seen: HashSet<ObjectIdentifier>,
    /// Whether any of them can draw more than it is long.
    amplifies: bool,
    /// Whether any of them is a picture.
    pictures: bool,
}

/// How much a page takes to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// A few milliseconds: it is text and some lines.
    Light,
    /// Nobody knows how long, but it is within the limits.
    Unknown,
}

/// Painting operators that a light page has at most, text aside.
const LIGHT_OPERATORS: usize = 2_000;

impl Scale {
    /// Fails when drawing `page` at `width` by `height` pixels would take more than the limits allow.
    ///
    /// # Errors
    /// `LimitExpandedBytes`, `LimitPixels`, `Cancelled`, `Timeout`, `Parse` when the page cannot be interpreted.
    pub fn weigh(&mut self, page: &Page, transform: Affine, width: f64, height: f64, job: &Job) -> Result<Weight> {
        self.look_at_page(page, job)?;
        let most_bytes = job.limits().expanded_bytes.get();
        let around = TILE_BYTES * (width + height) / 2.0;
        let operators = paint_operators(page.page_stream().unwrap_or_default());
        if self.amplifies || operators as f64 * around > most_bytes as f64 {
            draw_on_scale(page, transform, width, height, job)?;
        }
        let light = !self.amplifies && !self.pictures && operators <= LIGHT_OPERATORS;
        Ok(if light { Weight::Light } else { Weight::Unknown })
    }

    /// Fails when anything that the page can draw would decode to more than the limits allow.
    ///
    /// # Errors
    /// `LimitExpandedBytes`, `LimitCompressionRatio`, `LimitPixels`, `Cancelled`, `Timeout`.
    pub fn look_at_page(&mut self, page: &Page, job: &Job) -> Result<()> {
        for key in ["Contents", "Resources"] {
            self.look_at_entry(page.raw(), key, page, job)?;
        }
        // Of an annotation its appearance only: it leads to other pages, and so to the whole document.
        for annotation in page.raw().get::<Array>("Annots").iter().flat_map(|annotations| annotations.iter::<Dict>()) {
            self.look_at_entry(&annotation, "AP", page, job)?;
        }
        // Parents may have the resources instead.
        let resources = page.resources();
        for dict in [&resources.x_objects, &resources.patterns, &resources.fonts, &resources.ext_g_states] {
            self.look_into(dict, page, 0, job)?;
        }
        Ok(())
    }

    fn look_at_entry(&mut self, dict: &Dict, key: &str, page: &Page, job: &Job) -> Result<()> {
        dict.get_raw::<Object>(key).map_or(Ok(()), |value| self.look_at(value, page, 0, job))
    }

    fn look_at(&mut self, value: MaybeRef<Object>, page: &Page, depth: u32, job: &Job) -> Result<()> {
        if depth == RESOURCE_DEPTH {
            self.amplifies = true;
            return Ok(());
        }
        let object = match value {
            MaybeRef::NotRef(object) => object,
            MaybeRef::Ref(reference) => {
                let id = reference.into();
                if !self.seen.insert(id) {
                    return Ok(());
                }
                job.check()?;
                let Some(object) = page.xref().get::<Object>(id) else { return Ok(()) };
                object
            }
        };
        match object {
            Object::Dict(dict) => self.look_into(&dict, page, depth + 1, job),
            Object::Stream(stream) => {
                check_stream(&stream, job)?;
                self.look_into(stream.dict(), page, depth + 1, job)
            }
            Object::Array(array) => self.look_through(&array, page, depth + 1, job),
            _ => Ok(()),
        }
    }

    fn look_into(&mut self, dict: &Dict, page: &Page, depth: u32, job: &Job) -> Result<()> {
        // A tiling pattern, a Type 3 font, a form or a soft mask.
        let draws = ["PatternType", "CharProcs", "BBox"].iter().any(|key| dict.contains_key(key));
        self.amplifies |= draws;
        self.pictures |= dict.contains_key("Width");
        for (_, value) in dict.entries() {
            self.look_at(value, page, depth, job)?;
        }
        Ok(())
    }

    fn look_through(&mut self, array: &Array, page: &Page, depth: u32, job: &Job) -> Result<()> {
        array.raw_iter().try_for_each(|value| self.look_at(value, page, depth, job))
    }
}

/// # Errors
/// `LimitPixels` for a picture with too many pixels, `LimitExpandedBytes` and `LimitCompressionRatio` for a stream that
/// decodes to too much.
fn check_stream(stream: &Stream, job: &Job) -> Result<()> {
    let dict = stream.dict();
    let side = |key| dict.get::<u32>(key).map(u64::from);
    if let (Some(width), Some(height)) = (side("Width"), side("Height")) {
        job.limits().pixels(width.saturating_mul(height))?;
    }
    streams::check(stream, job)
}

/// How many words of a content stream are painting operators (ISO 32000-2, tables 59, 73, 86 and 90), text aside.
fn paint_operators(content: &[u8]) -> usize {
    const PAINT: [&[u8]; 12] = [b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do", b"EI"];
    content.split(u8::is_ascii_whitespace).filter(|word| word.len() <= 2 && PAINT.contains(word)).count()
}

/// Draws on a device that draws nothing.
fn draw_on_scale(page: &Page, transform: Affine, width: f64, height: f64, job: &Job) -> Result<()> {
    let target = Rect::new(0.0, 0.0, width, height);
    let mut load = Load { job, target, bytes: 0.0, steps: 0, masks: HashSet::new(), failed: None };
    let cache = InterpreterCache::new();
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let mut context = Context::new(transform, target, &cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut AnyDevice(&mut load));
    }));
    match (load.failed, drawn) {
        (Some(error), _) => Err(error),
        (None, Err(_)) => {
            job.check()?;
            Err(Error::parse("the page is damaged in a way that its interpreter cannot cope with"))
        }
        (None, Ok(())) => Ok(()),
    }
}

/// What a page has drawn so far.
struct Load<'j> {
    job: &'j Job,
    target: Rect,
    bytes: f64,
    steps: u32,
    /// Soft masks that were drawn: the renderer keeps each, at the size of the page.
    masks: HashSet<u128>,
    failed: Option<Error>,
}

impl Load<'_> {
    fn add(&mut self, bytes: f64) {
        self.bytes += bytes + STEP_BYTES;
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(STEPS_PER_CHECK) {
            let checked = self.job.check();
            self.stop_at(checked);
        }
        let checked = self.job.limits().expanded_bytes(self.bytes as u64);
        self.stop_at(checked);
    }

    /// The interpreter has no other way to be left; nothing is printed, since this is no panic.
    fn stop_at(&mut self, checked: Result<()>) {
        if let Err(error) = checked {
            self.failed = Some(error);
            resume_unwind(Box::new("stopped"));
        }
    }

    fn area(&self) -> f64 {
        self.target.area()
    }

    fn outline(&mut self, path: &BezPath, transform: Affine) {
        let tiles = tiles(path, transform, self.target);
        self.add(tiles * TILE_BYTES);
    }
}

/// How many tiles of 4 by 4 pixels the segments of an outline pass through, those off the page aside.
fn tiles(path: &BezPath, transform: Affine, target: Rect) -> f64 {
    let inside = |point: Point| Point::new(point.x.clamp(target.x0, target.x1), point.y.clamp(target.y0, target.y1));
    let (mut start, mut last, mut tiles) = (Point::ZERO, Point::ZERO, 0.0);
    for element in path.elements() {
        let to = match *element {
            PathEl::MoveTo(to) => {
                start = inside(transform * to);
                last = start;
                continue;
            }
            PathEl::LineTo(to) | PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => inside(transform * to),
            PathEl::ClosePath => start,
        };
        let bulge = match *element {
            PathEl::QuadTo(control, _) => inside(transform * control).distance(last),
            PathEl::CurveTo(one, two, _) => {
                let (one, two) = (inside(transform * one), inside(transform * two));
                one.distance(last) + two.distance(one)
            }
            _ => 0.0,
        };
        tiles += 1.0 + ((to.x - last.x).abs() + (to.y - last.y).abs() + bulge) / 4.0;
        last = to;
    }
    tiles
}

impl<'a> Load<'_> {
    fn paint(&mut self, paint: &Paint<'a>, is_stroke: bool) {
        if let Paint::Pattern(pattern) = paint
            && let Pattern::Tiling(cell) = pattern.as_ref()
        {
            self.tiling(cell, is_stroke);
        }
    }

    /// A cell is drawn into a picture of its own, once for each of its copies that overlap there.
    fn tiling(&mut self, cell: &TilingPattern<'a>, is_stroke: bool) {
        let (x_step, y_step) = (f64::from(cell.x_step.abs()), f64::from(cell.y_step.abs()));
        let copies = (cell.bbox.width() / x_step + 2.0) * (cell.bbox.height() / y_step + 2.0);
        if copies.is_nan() || copies > MOST_COPIES {
            let message = "a pattern of the page repeats its cell millions of times over itself";
            self.stop_at(Err(Error::parse(message)));
        }
        let [a, b, c, d, ..] = cell.matrix.as_coeffs();
        let wide = (x_step * a.hypot(b)).min(self.target.width());
        let high = (y_step * c.hypot(d)).min(self.target.height());
        self.add(wide * high * 4.0);
        let before = self.bytes;
        cell.interpret(&mut AnyDevice(self), cell.matrix, is_stroke);
        self.add((self.bytes - before) * (copies - 1.0).max(0.0));
    }

    fn mask(&mut self, mask: Option<&SoftMask<'a>>) {
        if let Some(mask) = mask
            && self.masks.insert(mask.cache_key())
        {
            self.add(self.area());
            mask.interpret(&mut AnyDevice(self));
        }
    }
}

impl<'a> Device<'a> for Load<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.mask(props.soft_mask.as_ref());
        self.paint(&props.paint, matches!(mode, DrawMode::Stroke(_)));
        self.outline(path, props.transform);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.outline(&clip.path, Affine::IDENTITY);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.mask(mask.as_ref());
        self.add(0.0);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.mask(props.soft_mask.as_ref());
        self.paint(&props.paint, false);
        for glyph in run.glyphs() {
            self.add(0.0);
            if let Glyph::Type3(drawn) = &**glyph {
                drawn.interpret(&mut AnyDevice(self), props.transform, glyph.transform(), &props.paint);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.mask(props.soft_mask.as_ref());
        let pixels = u64::from(image.width()) * u64::from(image.height());
        let checked = self.job.limits().pixels(pixels);
        self.stop_at(checked);
        self.add((pixels as f64).min(self.area()) * 4.0);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use lode_runtime::{Bytes, ErrorCode, JobSettings, Limit, Limits};

    use crate::formats::Context;
    use crate::options::ExtractOptions;
    use crate::pdf::render::open_pages;
    use crate::pdf::render::tests::{TestPage, pdf_with};
    use crate::raster::PageImage;

    use super::*;

    /// Renders a page of 72 by 36 points; `objects` are numbered from 5.
    fn render(entries: &str, content: &str, objects: &[String], job: &Job) -> Result<PageImage> {
        let bytes: Bytes = Arc::new(pdf_with(&[TestPage { entries, content }], objects));
        let options = ExtractOptions::default();
        open_pages(&bytes, &Context { job, options: &options, depth: 0, name: None })?.renderer().render(1, 72.0, job)
    }

    fn limited(limits: Limits) -> Job {
        Job::new(JobSettings { limits, ..JobSettings::default() })
    }

    fn code(result: Result<PageImage>) -> ErrorCode {
        let error = result.unwrap_err();
        assert_eq!(error.page, Some(1));
        error.code
    }

    fn stream(entries: &str, data: &str) -> String {
        format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.len())
    }

    /// A form that draws the next object ten times; ten of them are ten billion drawings.
    fn forms_within_forms() -> Vec<String> {
        let form = |next: usize| {
            let entries = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 72 36] /Resources << /XObject << /N {next} 0 R >> >>"
            );
            stream(&entries, &"/N Do ".repeat(10))
        };
        let mut objects: Vec<String> = (0..10).map(|index| form(6 + index)).collect();
        objects.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 72 36]", "0 0 9 9 re f"));
        objects
    }

    const FIRST_FORM: &str = "/Resources << /XObject << /N 5 0 R >> >>";

    #[test]
    fn forms_that_multiply_are_a_limit_error_soon() {
        let limits = Limits { expanded_bytes: Limit::at_most(16 << 20), ..Limits::default() };
        let result = render(FIRST_FORM, "/N Do", &forms_within_forms(), &limited(limits));
        assert_eq!(code(result), ErrorCode::LimitExpandedBytes);
    }

    #[test]
    fn a_timeout_ends_the_weighing() {
        let timeout = Some(Duration::from_millis(50));
        let job = Job::new(JobSettings { timeout, ..JobSettings::default() });
        let started = Instant::now();
        assert_eq!(code(render(FIRST_FORM, "/N Do", &forms_within_forms(), &job)), ErrorCode::Timeout);
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_form_that_is_light_is_drawn() {
        let objects = [stream("/Type /XObject /Subtype /Form /BBox [0 0 72 36]", "1 0 0 rg 0 0 72 36 re f")];
        let image = render(FIRST_FORM, "/N Do", &objects, &Job::default()).unwrap();
        assert_eq!(image.rgba[..4], [255, 0, 0, 255]);
    }

    #[test]
    fn more_drawings_than_memory_allows_are_a_limit_error() {
        let limits = Limits { expanded_bytes: Limit::at_most(1 << 20), ..Limits::default() };
        let content = "0 0 72 36 re f ".repeat(10_000);
        assert_eq!(code(render("", &content, &[], &limited(limits))), ErrorCode::LimitExpandedBytes);
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_a_limit_error() {
        let entries =
            "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let result = render(FIRST_FORM, "/N Do", &[stream(entries, "abc")], &Job::default());
        assert_eq!(code(result), ErrorCode::LimitPixels);
    }

    #[test]
    fn a_pattern_that_covers_itself_with_copies_is_refused() {
        let entries = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 90000 90000] \
             /XStep 0.01 /YStep 0.01 /Resources << >>";
        let resources = "/Resources << /Pattern << /P 5 0 R >> >>";
        let content = "/Pattern cs /P scn 0 0 72 36 re f";
        let result = render(resources, content, &[stream(entries, "0 0 1 1 re f")], &Job::default());
        assert_eq!(code(result), ErrorCode::Parse);
    }

    #[test]
    fn painting_operators_are_counted_as_words() {
        assert_eq!(paint_operators(b"0 0 m 9 9 l S\n1 0 0 rg 0 0 9 9 re f* q /Fm Do Q (f f) Tj"), 3);
    }

    #[test]
    fn an_outline_passes_through_the_tiles_along_its_sides_on_the_page() {
        let target = Rect::new(0.0, 0.0, 100.0, 100.0);
        // Four sides of 40 pixels are 40 tiles and one more for each corner.
        let square = BezPath::from_svg("M 0 0 H 40 V 40 H 0 Z").unwrap();
        assert_eq!(tiles(&square, Affine::IDENTITY, target), 44.0);
        assert!(tiles(&square, Affine::scale(1e9), target) <= 104.0);
    }
}
