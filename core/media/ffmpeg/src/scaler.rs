//! Pictures in any form to pixels of a size.

use std::ffi::c_int;
use std::ptr;

use crate::error::{AvError, INVALID, allocated, check};
use crate::frame::{Frame, FrameShape};
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::parameters::pixel_format;

/// Rows that end here are written by whole vectors without going over their end.
const ROW_ALIGNMENT: usize = 64;

/// Packed pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pixels {
    /// Three bytes.
    Rgb,
    /// Four bytes.
    Rgba,
    /// One byte.
    Gray,
}

impl Pixels {
    /// Bytes of one.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::Rgb => 3,
            Self::Rgba => 4,
            Self::Gray => 1,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rgb => "rgb24",
            Self::Rgba => "rgba",
            Self::Gray => "gray",
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
        let format = pixel_format(ffmpeg, pixels.name())?;
        // SAFETY: the function has no requirements.
        let context = allocated(unsafe { (functions.sws_alloc_context)() })?;
        let scaler = Self { ffmpeg, context, shape: frame.shape(), width, height, pixels, aside: None };
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

    /// Writes the picture's pixels, row after row without gaps.
    ///
    /// # Errors
    /// When scaling fails, or `frame` or `out` are of another shape or size.
    pub fn scale(&mut self, frame: &Frame, out: &mut [u8]) -> Result<(), AvError> {
        if !self.fits(frame) || out.len() != self.size() {
            return Err(AvError::new(INVALID, "a picture of another shape or a buffer of another size"));
        }
        let row = self.row();
        if row.is_multiple_of(ROW_ALIGNMENT) {
            // SAFETY: `out` has `height` rows of `row` bytes, which whole vectors fill exactly.
            return unsafe { self.scale_to(frame, out.as_mut_ptr(), row) };
        }
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => Frame::picture(self.ffmpeg, self.pixels.name(), self.width, self.height)?,
        };
        let target = aside.get_mut();
        let (data, stride) = (target.data[0], usize::try_from(target.linesize[0]).unwrap_or(0));
        // SAFETY: the frame has a picture of this size, with rows padded for whole vectors.
        let result = unsafe { self.scale_to(frame, data, stride) };
        if let Some(plane) = aside.first_plane(row) {
            for (to, from) in out.chunks_exact_mut(row).zip(plane.bytes.chunks(plane.stride)) {
                to.copy_from_slice(from.get(..row).unwrap_or_default());
            }
        }
        self.aside = Some(aside);
        result
    }

    /// # Safety
    /// `target` has `height` rows that are `stride` bytes apart.
    unsafe fn scale_to(&mut self, frame: &Frame, target: *mut u8, stride: usize) -> Result<(), AvError> {
        let source = frame.get();
        let planes: [*mut u8; 4] = [target, ptr::null_mut(), ptr::null_mut(), ptr::null_mut()];
        let strides: [c_int; 4] = [c_int::try_from(stride).unwrap_or(0), 0, 0, 0];
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

impl Drop for Scaler {
    fn drop(&mut self) {
        // SAFETY: the context is ours.
        unsafe { (self.ffmpeg.functions().sws_free_context)(&raw mut self.context) };
    }
}
