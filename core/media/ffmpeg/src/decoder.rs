//! Packets in, frames out.

use std::ffi::c_int;

use crate::codec::Codec;
use crate::error::{AGAIN, AvError, EOF, allocated, check};
use crate::frame::Frame;
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::packet::Packet;
use crate::parameters::Parameters;
use crate::rational::Rational;

/// How a decoder is opened.
#[derive(Debug, Clone, Copy)]
pub struct DecoderSettings {
    /// The unit of the packets' times.
    pub time_base: Rational,
    /// Threads, at least 1.
    pub threads: u32,
    /// Whether several frames may be decoded at once. Each thread delays the output by a frame.
    pub frame_threads: bool,
    /// Larger pictures are an error.
    pub max_pixels: u64,
    /// Whether everything but key frames is passed over.
    pub only_keyframes: bool,
    /// How often width and height are halved while decoding, by decoders that can do so: JPEG's, up to 3 times.
    pub halvings: u8,
    /// Whether edges of blocks stay as they are decoded, by decoders that smooth them.
    pub without_loop_filter: bool,
}

/// What a decoder or encoder had to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// Something.
    Some,
    /// Nothing until more is sent.
    NeedsMore,
    /// Nothing any more.
    End,
}

/// A decoder.
pub struct Decoder {
    ffmpeg: Ffmpeg,
    context: *mut AVCodecContext,
}

// SAFETY: the context is only reached through its owner.
unsafe impl Send for Decoder {}

impl Decoder {
    /// Opens the decoder for a stream.
    ///
    /// # Errors
    /// `Missing` when there is none, and what the decoder refuses.
    pub fn open(ffmpeg: Ffmpeg, parameters: &Parameters, settings: &DecoderSettings) -> Result<Self, AvError> {
        let functions = ffmpeg.functions();
        let codec = Codec::decoder_for(ffmpeg, parameters).ok_or_else(|| {
            AvError::new(crate::error::INVALID_DATA, &format!("no decoder for {}", parameters.codec()))
        })?;
        // SAFETY: the codec is one.
        let context = allocated(unsafe { (functions.avcodec_alloc_context3)(codec.raw) })?;
        let decoder = Self { ffmpeg, context };
        // SAFETY: the context is new and ours.
        unsafe {
            check(ffmpeg, (functions.avcodec_parameters_to_context)(context, parameters.raw))?;
            let context = &mut *context;
            context.pkt_timebase = settings.time_base.av();
            context.thread_count = c_int::try_from(settings.threads.max(1)).unwrap_or(1);
            context.thread_type = (FF_THREAD_SLICE | if settings.frame_threads { FF_THREAD_FRAME } else { 0 }) as c_int;
            context.max_pixels = i64::try_from(settings.max_pixels).unwrap_or(i64::MAX);
            context.lowres = c_int::from(settings.halvings.min((*codec.raw).max_lowres));
            context.skip_frame = if settings.only_keyframes { AVDISCARD_NONKEY } else { AVDISCARD_DEFAULT };
            if settings.without_loop_filter {
                context.skip_loop_filter = AVDISCARD_ALL;
            }
            check(ffmpeg, (functions.avcodec_open2)(context, codec.raw, std::ptr::null_mut()))?;
        }
        Ok(decoder)
    }

    /// Sends a packet, or says with none that no more come. False when frames must be received first.
    ///
    /// # Errors
    /// When the data is damaged; later packets may be fine.
    pub fn send(&mut self, packet: Option<&Packet>) -> Result<bool, AvError> {
        let raw = packet.map_or(std::ptr::null(), |packet| packet.raw.cast_const());
        // SAFETY: the context is open; null means the end.
        match unsafe { (self.ffmpeg.functions().avcodec_send_packet)(self.context, raw) } {
            AGAIN => Ok(false),
            EOF => Ok(true),
            code => check(self.ffmpeg, code).map(|_| true),
        }
    }

    /// Receives a frame.
    ///
    /// # Errors
    /// When the data is damaged; later frames may be fine.
    pub fn receive(&mut self, frame: &mut Frame) -> Result<Received, AvError> {
        // SAFETY: the context is open; the function clears the frame first.
        match unsafe { (self.ffmpeg.functions().avcodec_receive_frame)(self.context, frame.raw) } {
            AGAIN => Ok(Received::NeedsMore),
            EOF => Ok(Received::End),
            code => check(self.ffmpeg, code).map(|_| Received::Some),
        }
    }

    /// Forgets everything, to go on elsewhere.
    pub fn flush(&mut self) {
        // SAFETY: the context is open.
        unsafe { (self.ffmpeg.functions().avcodec_flush_buffers)(self.context) };
    }

    /// Passes over frames that nothing else is decoded from, or everything but key frames, or nothing.
    pub fn skip(&mut self, only_keyframes: bool) {
        // SAFETY: the context is open and borrowed exclusively.
        unsafe { (*self.context).skip_frame = if only_keyframes { AVDISCARD_NONKEY } else { AVDISCARD_DEFAULT } };
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the context is ours and is not used again.
        unsafe { (self.ffmpeg.functions().avcodec_free_context)(&raw mut self.context) };
    }
}
