//! Devices of any kind behind one type: hayro's interpreter is compiled anew for each type of device, and is large.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// A device.
pub struct AnyDevice<'d, 'a>(pub &'d mut dyn Device<'a>);

impl<'a> Device<'a> for AnyDevice<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.0.draw_path(path, props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.0.push_clip_path(clip);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.0.push_clip_rect(rect);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        self.0.push_transparency_group(opacity, mask, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.0.draw_glyph_run(run, props, mode);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.0.draw_image(image, props);
    }

    fn pop_clip(&mut self) {
        self.0.pop_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.0.pop_transparency_group();
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.0.draw_rect(rect, props, mode);
    }
}
