//! Pictures in any form to pixels of a size.

use std::ffi::c_int;
use std::ptr;

use crate::error::{AvError, INVALID, allocated, check};
use crate::frame::{Frame, FrameShape, Plane};
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::parameters::pixel_format;

/// Rows that end here are written by whole vectors without going over their end.
const ROW_ALIGNMENT: usize = 64;

const NONE: *mut u8 = ptr::null_mut();

/// How pixels lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pixels {
    /// Three bytes.
    Rgb,
    /// Four bytes.
    Rgba,
    /// One byte.
    Gray,
    /// Three bytes, each in a plane of its own, which FFmpeg has vector code for.
    Planes,
}

impl Pixels {
    /// Bytes of one.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::Rgb | Self::Planes => 3,
            Self::Rgba => 4,
            Self::Gray => 1,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rgb => "rgb24",
            Self::Rgba => "rgba",
            Self::Gray => "gray",
            Self::Planes => "gbrp",
        }
    }
}

/// Scales and converts.
pub struct Scaler {
    ffmpeg: Ffmpeg,
    context: *mut SwsContext,
    shape: FrameShape,
    width: u32,
    height: u32,
    pixels: Pixels,
    /// How FFmpeg writes them.
    written: Pixels,
    /// Where rows go that cannot be written in place.
    aside: Option<Frame>,
}

// SAFETY: the context is only reached through its owner.
unsafe impl Send for Scaler {}

impl Scaler {
    /// A scaler for pictures like `frame`: bicubic, as FFmpeg does by default, colors by the matrix and range that the picture
    /// says, BT.601 and limited range when it says nothing.
    ///
    /// # Errors
    /// When FFmpeg cannot convert between these.
    pub fn new(frame: &Frame, width: u32, height: u32, pixels: Pixels) -> Result<Self, AvError> {
        let ffmpeg = frame.ffmpeg;
        let functions = ffmpeg.functions();
        let size = |value: u32| c_int::try_from(value).map_err(|_| AvError::new(INVALID, "too large a picture"));
        let source = frame.get();
        // FFmpeg has vector code to scale to planes of colors, none to scale to packed ones (libswscale/x86/output.asm).
        let is_scaled = (frame.width(), frame.height()) != (width, height);
        let written = if pixels == Pixels::Rgb && is_scaled { Pixels::Planes } else { pixels };
        let format = pixel_format(ffmpeg, written.name())?;
        // SAFETY: the function has no requirements.
        let context = allocated(unsafe { (functions.sws_alloc_context)() })?;
        let scaler = Self { ffmpeg, context, shape: frame.shape(), width, height, pixels, written, aside: None };
        let full = c_int::from(source.color_range == AVCOL_RANGE_JPEG);
        // SAFETY: the context is new and ours.
        unsafe {
            let context = &mut *context;
            (context.src_w, context.src_h, context.src_format) = (source.width, source.height, source.format);
            (context.dst_w, context.dst_h, context.dst_format) = (size(width)?, size(height)?, format);
            (context.src_range, context.dst_range) = (full, 1);
            context.flags = SWS_BICUBIC as _;
            context.threads = 1;
            check(ffmpeg, (functions.sws_init_context)(context, ptr::null_mut(), ptr::null_mut()))?;
            // Fails where no colors are converted, which is no failure.
            let matrix = (functions.sws_getCoefficients)(source.colorspace as c_int);
            let target = (functions.sws_getCoefficients)(SWS_CS_DEFAULT as c_int);
            (functions.sws_setColorspaceDetails)(context, matrix, full, target, 1, 0, 1 << 16, 1 << 16);
        }
        Ok(scaler)
    }

    /// Whether it was made for pictures like this one.
    #[must_use]
    pub fn fits(&self, frame: &Frame) -> bool {
        frame.shape() == self.shape
    }

    /// Bytes that [`Scaler::scale`] writes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.row() * self.height as usize
    }

    fn row(&self) -> usize {
        self.width as usize * self.pixels.bytes()
    }

    /// Writes the picture's packed pixels, row after row without gaps.
    ///
    /// # Errors
    /// When scaling fails, or `frame` or `out` are of another shape or size.
    pub fn scale(&mut self, frame: &Frame, out: &mut [u8]) -> Result<(), AvError> {
        if out.len() != self.size() || self.pixels == Pixels::Planes {
            return Err(AvError::new(INVALID, "a buffer of another size"));
        }
        if self.written == Pixels::Planes {
            let row = self.width as usize * 3;
            let planes = self.scale_to_planes(frame)?;
            out.chunks_exact_mut(row).enumerate().for_each(|(index, out)| pack_row(&planes, index, out));
            return Ok(());
        }
        let row = self.row();
        if row.is_multiple_of(ROW_ALIGNMENT) {
            let stride = c_int::try_from(row).unwrap_or(0);
            // SAFETY: `out` has `height` rows of `row` bytes, which whole vectors fill exactly.
            return unsafe { self.scale_to(frame, [out.as_mut_ptr(), NONE, NONE, NONE], [stride, 0, 0, 0]) };
        }
        if let Some(plane) = self.scale_aside(frame)?.plane(0, row) {
            for (index, to) in out.chunks_exact_mut(row).enumerate() {
                to.copy_from_slice(plane.row(index));
            }
        }
        Ok(())
    }

    /// The planes of red, green and blue of the scaled picture, with a byte a pixel.
    ///
    /// # Errors
    /// When scaling fails, or `frame` is of another shape.
    pub fn scale_to_planes(&mut self, frame: &Frame) -> Result<[Plane<'_>; 3], AvError> {
        let row = self.width as usize;
        let picture = self.scale_aside(frame)?;
        // FFmpeg's order is green, blue, red.
        match [2, 0, 1].map(|index| picture.plane(index, row)) {
            [Some(red), Some(green), Some(blue)] => Ok([red, green, blue]),
            _ => Err(AvError::new(INVALID, "pixels that are not in planes")),
        }
    }

    /// The scaled picture in memory of the scaler's own.
    fn scale_aside(&mut self, frame: &Frame) -> Result<&Frame, AvError> {
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => Frame::picture(self.ffmpeg, self.written.name(), self.width, self.height)?,
        };
        let target = aside.get_mut();
        let ([a, b, c, d, ..], [p, q, r, s, ..]) = (target.data, target.linesize);
        // SAFETY: the frame has a picture of this size, with rows padded for whole vectors.
        unsafe { self.scale_to(frame, [a, b, c, d], [p, q, r, s])? };
        Ok(self.aside.insert(aside))
    }

    /// # Safety
    /// `planes` are those of a picture of the target's form and size, with rows `strides` bytes apart.
    unsafe fn scale_to(&mut self, frame: &Frame, planes: [*mut u8; 4], strides: [c_int; 4]) -> Result<(), AvError> {
        if !self.fits(frame) {
            return Err(AvError::new(INVALID, "a picture of another shape"));
        }
        let source = frame.get();
        // SAFETY: the frame is of the shape that the context was made for; the caller promises the rest.
        let code = unsafe {
            (self.ffmpeg.functions().sws_scale)(
                self.context,
                source.data.as_ptr().cast(),
                source.linesize.as_ptr(),
                0,
                source.height,
                planes.as_ptr(),
                strides.as_ptr(),
            )
        };
        check(self.ffmpeg, code).map(drop)
    }
}

/// A row of three planes, as pixels of three bytes.
fn pack_row(planes: &[Plane<'_>; 3], index: usize, out: &mut [u8]) {
    let [red, green, blue] = planes.each_ref().map(|plane| plane.row(index));
    for (((out, red), green), blue) in out.as_chunks_mut::<3>().0.iter_mut().zip(red).zip(green).zip(blue) {
        *out = [*red, *green, *blue];
    }
}

impl Drop for Scaler {
    fn drop(&mut self) {
        // SAFETY: the context is ours.
        unsafe { (self.ffmpeg.functions().sws_free_context)(&raw mut self.context) };
    }
}
