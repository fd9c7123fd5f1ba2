//! Subtitles: text out of packets, and packets of another codec out of them.

use std::ffi::c_int;
use std::ptr;

use crate::codec::Codec;
use crate::error::{AvError, INVALID, INVALID_DATA, allocated, check};
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::packet::Packet;
use crate::parameters::Parameters;
use crate::rational::Rational;
use crate::strings::text;

/// The longest packet that an encoder may make.
const LONGEST_PACKET: usize = 1 << 20;

/// A text that is shown for some time.
#[derive(Debug, Clone, PartialEq)]
pub struct SubtitleText {
    /// Milliseconds from the packet's time to where it appears.
    pub start: u32,
    /// Milliseconds from the packet's time to where it goes; none when the packet's duration says it.
    pub end: Option<u32>,
    /// The text: plain, or an event of the ASS format, whose ninth field it is.
    pub text: String,
}

/// Decodes subtitles and, if wanted, encodes them with another codec.
pub struct SubtitleConverter {
    ffmpeg: Ffmpeg,
    decoder: *mut AVCodecContext,
    encoder: *mut AVCodecContext,
}

// SAFETY: the contexts are only reached through their owner.
unsafe impl Send for SubtitleConverter {}

/// A decoded subtitle, freed with its owner.
struct Decoded {
    ffmpeg: Ffmpeg,
    raw: AVSubtitle,
}

impl Drop for Decoded {
    fn drop(&mut self) {
        // SAFETY: the subtitle is ours, decoded or all zero.
        unsafe { (self.ffmpeg.functions().avsubtitle_free)(&raw mut self.raw) };
    }
}

impl SubtitleConverter {
    /// A converter from a stream, to what `encoder` makes if there is one.
    ///
    /// # Errors
    /// When there is no decoder, or the encoder does not take what it gives.
    pub fn open(
        ffmpeg: Ffmpeg,
        parameters: &Parameters,
        time_base: Rational,
        encoder: Option<Codec>,
    ) -> Result<Self, AvError> {
        let functions = ffmpeg.functions();
        let codec = Codec::decoder_for(ffmpeg, parameters)
            .ok_or_else(|| AvError::new(INVALID_DATA, &format!("no decoder for {}", parameters.codec())))?;
        let mut converter = Self { ffmpeg, decoder: ptr::null_mut(), encoder: ptr::null_mut() };
        // SAFETY: contexts are new and ours; the encoder's header is a copy in FFmpeg's memory, which the context frees.
        unsafe {
            converter.decoder = allocated((functions.avcodec_alloc_context3)(codec.raw))?;
            check(ffmpeg, (functions.avcodec_parameters_to_context)(converter.decoder, parameters.raw))?;
            (*converter.decoder).pkt_timebase = time_base.av();
            check(ffmpeg, (functions.avcodec_open2)(converter.decoder, codec.raw, ptr::null_mut()))?;
            let Some(encoder) = encoder else { return Ok(converter) };
            converter.encoder = allocated((functions.avcodec_alloc_context3)(encoder.raw))?;
            (*converter.encoder).time_base = AVRational { num: 1, den: 1000 };
            let (header, size) = ((*converter.decoder).subtitle_header, (*converter.decoder).subtitle_header_size);
            let length = usize::try_from(size).unwrap_or(0);
            if !header.is_null() && length > 0 {
                // FFmpeg wants the header ended by a zero that is not counted.
                let copy: *mut u8 = allocated((functions.av_mallocz)(length + 1))?.cast();
                ptr::copy_nonoverlapping(header, copy, length);
                (*converter.encoder).subtitle_header = copy;
                (*converter.encoder).subtitle_header_size = size;
            }
            check(ffmpeg, (functions.avcodec_open2)(converter.encoder, encoder.raw, ptr::null_mut()))?;
        }
        Ok(converter)
    }

    /// What the encoder's packets are, for the container.
    ///
    /// # Errors
    /// When there is no encoder, or memory is short.
    pub fn parameters(&self) -> Result<Parameters, AvError> {
        if self.encoder.is_null() {
            return Err(AvError::new(INVALID, "no encoder"));
        }
        let parameters = Parameters::new(self.ffmpeg)?;
        let from = self.ffmpeg.functions().avcodec_parameters_from_context;
        // SAFETY: the context is open.
        check(self.ffmpeg, unsafe { from(parameters.raw, self.encoder) })?;
        Ok(parameters)
    }

    fn decode(&mut self, packet: &Packet) -> Result<Option<Decoded>, AvError> {
        let mut got: c_int = 0;
        // SAFETY: all zero is an empty subtitle.
        let mut decoded = Decoded { ffmpeg: self.ffmpeg, raw: unsafe { std::mem::zeroed() } };
        let decode = self.ffmpeg.functions().avcodec_decode_subtitle2;
        // SAFETY: the context is open; the function only reads the packet.
        check(self.ffmpeg, unsafe { decode(self.decoder, &raw mut decoded.raw, &raw mut got, packet.raw) })?;
        Ok((got != 0).then_some(decoded))
    }

    /// The texts of a packet.
    ///
    /// # Errors
    /// When the packet is damaged.
    pub fn texts(&mut self, packet: &Packet) -> Result<Vec<SubtitleText>, AvError> {
        let Some(decoded) = self.decode(packet)? else { return Ok(Vec::new()) };
        let subtitle = &decoded.raw;
        let end = Some(subtitle.end_display_time).filter(|end| *end != u32::MAX && *end > subtitle.start_display_time);
        let rects = 0..subtitle.num_rects as usize;
        // SAFETY: the list has `num_rects` pointers; texts are null or strings.
        let texts = rects.filter_map(|index| unsafe {
            let rect = &**subtitle.rects.add(index);
            text(rect.ass).or_else(|| text(rect.text))
        });
        Ok(texts.map(|text| SubtitleText { start: subtitle.start_display_time, end, text }).collect())
    }

    /// The packet in the encoder's codec, with times of `time_base`; none when it shows nothing.
    ///
    /// # Errors
    /// When the packet is damaged, or the encoder does not take what is in it.
    pub fn convert(&mut self, packet: &Packet, time_base: Rational) -> Result<Option<Packet>, AvError> {
        if self.encoder.is_null() {
            return Err(AvError::new(INVALID, "no encoder"));
        }
        let Some(mut decoded) = self.decode(packet)? else { return Ok(None) };
        let subtitle = &mut decoded.raw;
        if subtitle.num_rects == 0 {
            return Ok(None);
        }
        let milliseconds = Rational::new(1, 1000);
        let start = i64::from(subtitle.start_display_time);
        let duration = match subtitle.end_display_time {
            u32::MAX | 0 => crate::rescale(packet.duration(), time_base, milliseconds),
            end => i64::from(end) - start,
        };
        // Encoders take times from the packet that we make, not from here.
        subtitle.start_display_time = 0;
        subtitle.end_display_time = u32::try_from(duration).unwrap_or(0);
        let mut buffer = vec![0u8; LONGEST_PACKET];
        let size = c_int::try_from(buffer.len()).unwrap_or(0);
        let encode = self.ffmpeg.functions().avcodec_encode_subtitle;
        // SAFETY: the context is open; the buffer has the size that is passed.
        let length = check(self.ffmpeg, unsafe { encode(self.encoder, buffer.as_mut_ptr(), size, subtitle) })?;
        let length = usize::try_from(length).unwrap_or(0);
        let mut made = Packet::from_bytes(self.ffmpeg, buffer.get(..length).unwrap_or_default())?;
        let pts = packet.pts().saturating_add(crate::rescale(start, milliseconds, time_base));
        made.set_times(pts, pts, crate::rescale(duration, milliseconds, time_base));
        Ok(Some(made))
    }
}

impl Drop for SubtitleConverter {
    fn drop(&mut self) {
        // SAFETY: contexts are ours or null.
        unsafe {
            (self.ffmpeg.functions().avcodec_free_context)(&raw mut self.decoder);
            (self.ffmpeg.functions().avcodec_free_context)(&raw mut self.encoder);
        }
    }
}
