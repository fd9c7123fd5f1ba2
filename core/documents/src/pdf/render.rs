//! PDF pages to pixels.

use std::sync::{Arc, Mutex};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{PixmapMut, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use lode_runtime::{Bytes, Error, Job, Result};

use super::open::open;
use super::stoppable::stoppable;
use super::weigh::{Scale, Weight};
use crate::formats::Context;
use crate::raster::{PageImage, PageRenderer, PageSource, Pixels, PreparedPage, Scene};

/// Opens a PDF to render its pages.
///
/// # Errors
/// `Parse` when no page can be found, `PasswordRequired`, `PasswordWrong` and `EncryptionUnsupported` when it is encrypted,
/// `LimitPages`.
pub fn open_pages(bytes: &Bytes, context: &Context) -> Result<Box<dyn PageSource>> {
    Ok(Box::new(PdfPages(open(bytes, context)?.pdf)))
}

struct PdfPages(Pdf);

impl PageSource for PdfPages {
    fn page_count(&self) -> u32 {
        u32::try_from(self.0.pages().len()).unwrap_or(u32::MAX)
    }

    fn size(&self, number: u32) -> Option<(f64, f64)> {
        let page = self.0.pages().get(number.checked_sub(1)? as usize)?;
        let (width, height) = page.render_dimensions();
        Some((width.into(), height.into()))
    }

    fn renderer(&self) -> Box<dyn PageRenderer + '_> {
        Box::new(Renderer {
            pages: self.0.pages(),
            cache: RenderCache::new(),
            settings: InterpreterSettings::default(),
            scale: Scale::default(),
            spare: Spare::default(),
        })
    }
}

struct Renderer<'a> {
    pages: &'a [Page<'a>],
    cache: RenderCache<'a>,
    settings: InterpreterSettings,
    scale: Scale,
    spare: Spare,
}

/// What was recorded of an earlier page, kept for the memory it holds.
type Spare = Arc<Mutex<Option<RenderContext>>>;

/// Pixels up to which a page with neither pictures nor anything that is drawn more than once takes a few milliseconds.
const QUICK_PIXELS: u32 = 16_000_000;

impl PageRenderer for Renderer<'_> {
    fn render(&mut self, number: u32, dpi: f64, job: &Job) -> Result<PageImage> {
        let (page, _) = self.record(number, dpi, job)?;
        stoppable(job, || page.into())?.ok_or_else(|| undrawable(number))
    }

    fn prepare(&mut self, number: u32, dpi: f64, job: &Job) -> Result<PreparedPage> {
        let (page, weight) = self.record(number, dpi, job)?;
        if weight == Weight::Light && page.width.saturating_mul(page.height) <= QUICK_PIXELS {
            return Ok(page);
        }
        stoppable(job, || PageImage::from(page).into())?.ok_or_else(|| undrawable(number))
    }
}

fn undrawable(number: u32) -> Error {
    Error::parse("the page is damaged in a way that its renderer cannot cope with").at_page(number)
}

impl<'a> Renderer<'a> {
    fn record(&mut self, number: u32, dpi: f64, job: &Job) -> Result<(PreparedPage, Weight)> {
        job.check()?;
        let page = number
            .checked_sub(1)
            .and_then(|index| self.pages.get(index as usize))
            .ok_or_else(|| Error::parse(format!("expected a page from 1 to {}, got {number}", self.pages.len())))?;
        let size = PixelSize::of(page, dpi, job).map_err(|error| error.at_page(number))?;
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        let weight =
            self.scale.weigh(page, size.transform, width, height, job).map_err(|error| error.at_page(number))?;
        if page.page_stream().is_none() && has_content(page) {
            return Err(Error::parse("the page's content stream is missing or damaged").at_page(number));
        }
        let recorded = stoppable(job, || self.interpret(page, &size));
        if !matches!(recorded, Ok(Some(_))) {
            // What was being changed when it was left may be half changed.
            self.cache = RenderCache::new();
        }
        let scene = recorded?.ok_or_else(|| undrawable(number))?;
        let pixels = Pixels::Scene(Box::new(scene));
        Ok((PreparedPage { page: number, width: size.width.into(), height: size.height.into(), pixels }, weight))
    }

    fn interpret(&mut self, page: &'a Page<'a>, size: &PixelSize) -> PdfScene {
        let (width, height) = (size.width, size.height);
        let spare = self.spare.lock().ok().and_then(|mut spare| spare.take());
        let mut context = spare.unwrap_or_else(|| RenderContext::new(width, height));
        context.reset_and_resize(width, height);
        render_into(page, &self.cache, &self.settings, &RenderSettings::default(), &mut context, size.transform);
        context.flush();
        PdfScene { context: Some(context), spare: self.spare.clone() }
    }
}

/// What was recorded of a page; the context is there until it is dropped.
struct PdfScene {
    context: Option<RenderContext>,
    spare: Spare,
}

impl Scene for PdfScene {
    fn draw(&self, rgba: &mut [u8]) {
        let Some(context) = &self.context else { return rgba.fill(0) };
        if let Some(target) = PixmapMut::new(context.width(), context.height(), rgba) {
            let white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
            context.render_with(target, &mut Resources::default(), white);
        }
    }
}

impl Drop for PdfScene {
    fn drop(&mut self) {
        if !std::thread::panicking()
            && let Ok(mut spare) = self.spare.lock()
        {
            *spare = self.context.take();
        }
    }
}

fn has_content(page: &Page) -> bool {
    page.raw().contains_key("Contents")
}

/// A page's size in pixels, and the transform that makes the page fill them exactly.
struct PixelSize {
    width: u16,
    height: u16,
    transform: Affine,
}

impl PixelSize {
    /// # Errors
    /// `LimitPixels` for more pixels than the limit, or than 65,535 on a side.
    fn of(page: &Page, dpi: f64, job: &Job) -> Result<Self> {
        let (width, height) = page.render_dimensions();
        let (points_wide, points_high) = (f64::from(width), f64::from(height));
        let pixels = |points: f64| (points * dpi / 72.0).round().max(1.0);
        let (wide, high) = (pixels(points_wide), pixels(points_high));
        job.limits().pixels((wide * high) as u64)?;
        let side = |pixels: f64| {
            u16::try_from(pixels as u64).map_err(|_| {
                Error::new(
                    lode_runtime::ErrorCode::LimitPixels,
                    format!("expected at most 65535 pixels on a side, got {pixels}; render at a lower dpi"),
                )
            })
        };
        let scale = Affine::scale_non_uniform(wide / points_wide, high / points_high);
        Ok(Self { width: side(wide)?, height: side(high)?, transform: scale * page.initial_transform(true).to_kurbo() })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use lode_runtime::{ErrorCode, JobSettings, Limit, Limits};

    use super::*;
    use crate::options::ExtractOptions;

    /// A page of 72 by 36 points with `content`, and whatever else is in `entries` of its dictionary.
    pub(crate) struct TestPage<'a> {
        pub(crate) entries: &'a str,
        pub(crate) content: &'a str,
    }

    /// Fills the lower left quarter of a page with red.
    const RED_LOWER_LEFT: &str = "1 0 0 rg 0 0 36 18 re f";

    pub(crate) fn pdf(pages: &[TestPage]) -> Vec<u8> {
        pdf_with(pages, &[])
    }

    /// With more objects, which come after those of the pages: with one page, from number 5.
    pub(crate) fn pdf_with(pages: &[TestPage], more: &[String]) -> Vec<u8> {
        let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", 3 + 2 * index)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
            format!("<< /Type /Pages /Count {} /Kids [{kids}] /MediaBox [0 0 72 36] >>", pages.len()),
        ];
        for page in pages {
            let contents = objects.len() + 2;
            objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {contents} 0 R {} >>", page.entries));
            objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.content.len(), page.content));
        }
        objects.extend_from_slice(more);
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (index, object) in objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", file.len()));
            file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
        }
        let start = file.len();
        let trailer =
            format!("{table}trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
        file.extend_from_slice(trailer.as_bytes());
        file
    }

    fn rendered(page: TestPage, dpi: f64, job: &Job) -> Result<PageImage> {
        let options = ExtractOptions::default();
        let bytes: Bytes = Arc::new(pdf(&[page]));
        let source = open_pages(&bytes, &Context { job, options: &options, depth: 0, name: None })?;
        source.renderer().render(1, dpi, job)
    }

    fn pixel(image: &PageImage, x: u32, y: u32) -> [u8; 4] {
        let start = ((y * image.width + x) * 4) as usize;
        image.rgba[start..start + 4].try_into().unwrap()
    }

    const RED: [u8; 4] = [255, 0, 0, 255];
    const WHITE: [u8; 4] = [255, 255, 255, 255];

    #[test]
    fn a_page_is_white_where_nothing_is_drawn_and_its_origin_is_at_the_bottom() {
        let page = TestPage { entries: "", content: RED_LOWER_LEFT };
        let image = rendered(page, 72.0, &Job::default()).unwrap();
        assert_eq!((image.page, image.width, image.height), (1, 72, 36));
        assert_eq!([pixel(&image, 1, 34), pixel(&image, 1, 1), pixel(&image, 70, 34)], [RED, WHITE, WHITE]);
    }

    #[test]
    fn pixels_are_points_times_dpi_over_72() {
        let page = TestPage { entries: "", content: RED_LOWER_LEFT };
        let image = rendered(page, 300.0, &Job::default()).unwrap();
        assert_eq!((image.width, image.height, image.rgba.len()), (300, 150, 300 * 150 * 4));
    }

    #[test]
    fn a_rotated_page_is_turned_clockwise() {
        let page = TestPage { entries: "/Rotate 90", content: RED_LOWER_LEFT };
        let image = rendered(page, 72.0, &Job::default()).unwrap();
        assert_eq!((image.width, image.height), (36, 72));
        // What was at the lower left is at the upper left after a quarter turn clockwise.
        assert_eq!([pixel(&image, 1, 1), pixel(&image, 1, 70), pixel(&image, 34, 1)], [RED, WHITE, WHITE]);
    }

    #[test]
    fn only_the_crop_box_is_shown() {
        let page = TestPage { entries: "/CropBox [18 0 54 36]", content: RED_LOWER_LEFT };
        let image = rendered(page, 72.0, &Job::default()).unwrap();
        assert_eq!((image.width, image.height), (36, 36));
        assert_eq!([pixel(&image, 17, 34), pixel(&image, 19, 34)], [RED, WHITE]);
    }

    #[test]
    fn a_page_with_more_pixels_than_the_limit_is_a_limit_error_at_that_page() {
        let limits = Limits { pixels: Limit::at_most(72 * 36 - 1), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let error = rendered(TestPage { entries: "", content: "" }, 72.0, &job).unwrap_err();
        assert_eq!((error.code, error.page), (ErrorCode::LimitPixels, Some(1)));
    }

    #[test]
    fn a_page_with_a_side_longer_than_65535_pixels_is_a_limit_error() {
        let page = TestPage { entries: "/MediaBox [0 0 72000 1]", content: "" };
        assert_eq!(rendered(page, 144.0, &Job::default()).unwrap_err().code, ErrorCode::LimitPixels);
    }
}
