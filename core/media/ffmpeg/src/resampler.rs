//! Sound in any form to interleaved 32-bit floats.

use std::ffi::c_int;
use std::ptr;

use crate::error::{AvError, NO_MEMORY, check};
use crate::frame::{Frame, FrameShape};
use crate::generated::types::*;
use crate::load::Ffmpeg;

/// Converts sample rate, channels and format.
pub struct Resampler {
    ffmpeg: Ffmpeg,
    context: *mut SwrContext,
    shape: FrameShape,
    channels: usize,
}

// SAFETY: the context is only reached through its owner.
unsafe impl Send for Resampler {}

impl Resampler {
    /// A resampler for frames like `frame`.
    ///
    /// # Errors
    /// When FFmpeg cannot convert between these.
    pub fn new(frame: &Frame, sample_rate: u32, channels: u32) -> Result<Self, AvError> {
        let ffmpeg = frame.ffmpeg;
        let functions = ffmpeg.functions();
        let rate = |rate: u32| c_int::try_from(rate).unwrap_or(0);
        let mut resampler =
            Self { ffmpeg, context: ptr::null_mut(), shape: frame.shape(), channels: channels.max(1) as usize };
        let (mut from, mut to) = (AVChannelLayout::default_value(), AVChannelLayout::default_value());
        let input = frame.get();
        // SAFETY: layouts are ours and freed below; the context is null or becomes ours.
        let code = unsafe {
            if input.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC {
                (functions.av_channel_layout_default)(&raw mut from, input.ch_layout.nb_channels);
            } else {
                (functions.av_channel_layout_copy)(&raw mut from, &raw const input.ch_layout);
            }
            (functions.av_channel_layout_default)(&raw mut to, rate(channels));
            let mut code = (functions.swr_alloc_set_opts2)(
                &raw mut resampler.context,
                &raw const to,
                AV_SAMPLE_FMT_FLT,
                rate(sample_rate),
                &raw const from,
                input.format,
                input.sample_rate,
                0,
                ptr::null_mut(),
            );
            if code >= 0 {
                code = (functions.swr_init)(resampler.context);
            }
            (functions.av_channel_layout_uninit)(&raw mut from);
            (functions.av_channel_layout_uninit)(&raw mut to);
            code
        };
        check(ffmpeg, code)?;
        Ok(resampler)
    }

    /// Whether it was made for frames like this one.
    #[must_use]
    pub fn fits(&self, frame: &Frame) -> bool {
        frame.shape() == self.shape
    }

    /// Appends the frame, converted, to `out`; with none, what is still inside. Returns samples of each channel.
    ///
    /// # Errors
    /// When converting fails, or `frame` is of another shape.
    pub fn convert(&mut self, frame: Option<&Frame>, out: &mut Vec<f32>) -> Result<usize, AvError> {
        if frame.is_some_and(|frame| !self.fits(frame)) {
            return Err(AvError::new(crate::error::INVALID, "a frame of another shape"));
        }
        let functions = self.ffmpeg.functions();
        let count = frame.map_or(0, |frame| frame.get().nb_samples);
        // SAFETY: the context is initialised.
        let room = check(self.ffmpeg, unsafe { (functions.swr_get_out_samples)(self.context, count) })?;
        let values = (room as usize).saturating_mul(self.channels);
        out.try_reserve(values).map_err(|_| AvError::new(NO_MEMORY, "not enough memory for the samples"))?;
        let mut target: *mut u8 = out.spare_capacity_mut().as_mut_ptr().cast();
        // SAFETY: the frame's planes hold `count` samples of the shape that the context was made for; `target` has room for
        // `room` samples of each channel.
        let written = unsafe {
            let input = frame.map_or(ptr::null(), |frame| (*frame.raw).extended_data.cast_const().cast());
            check(self.ffmpeg, (functions.swr_convert)(self.context, &raw mut target, room, input, count))?
        };
        let written = usize::try_from(written).unwrap_or(0);
        let length = out.len() + written * self.channels;
        // SAFETY: the function wrote so many values after the vector's length, within its capacity.
        unsafe { out.set_len(length) };
        Ok(written)
    }
}

impl Drop for Resampler {
    fn drop(&mut self) {
        // SAFETY: the context is ours or null.
        unsafe { (self.ffmpeg.functions().swr_free)(&raw mut self.context) };
    }
}

impl AVChannelLayout {
    fn default_value() -> Self {
        // SAFETY: all zero is what FFmpeg initialises layouts with.
        unsafe { std::mem::zeroed() }
    }
}
