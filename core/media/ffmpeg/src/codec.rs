//! The decoders and encoders that FFmpeg has.

use std::ffi::{c_int, c_void};
use std::ptr;

use crate::error::AvError;
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::parameters::{MediaKind, Parameters, pixel_format_name, sample_format_name};
use crate::strings::{c_string, text};

/// Whether something decodes or encodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodecKind {
    /// Compressed to plain.
    Decoder,
    /// Plain to compressed.
    Encoder,
}

/// A decoder or encoder.
#[derive(Clone, Copy)]
pub struct Codec {
    pub(crate) ffmpeg: Ffmpeg,
    pub(crate) raw: *const AVCodec,
}

// SAFETY: codecs are constants of the library, which is never unloaded.
unsafe impl Send for Codec {}
// SAFETY: as above.
unsafe impl Sync for Codec {}

impl Codec {
    fn from_raw(ffmpeg: Ffmpeg, raw: *const AVCodec) -> Option<Self> {
        (!raw.is_null()).then_some(Self { ffmpeg, raw })
    }

    /// What decodes a stream.
    #[must_use]
    pub fn decoder_for(ffmpeg: Ffmpeg, parameters: &Parameters) -> Option<Self> {
        // SAFETY: the function takes every id.
        Self::from_raw(ffmpeg, unsafe { (ffmpeg.functions().avcodec_find_decoder)(parameters.codec_id()) })
    }

    /// The encoder of this name (`libopus`), or the first one for the codec of this name (`opus`).
    #[must_use]
    pub fn encoder(ffmpeg: Ffmpeg, name: &str) -> Option<Self> {
        let name = c_string(name).ok()?;
        // SAFETY: the string lives during the calls; what is returned is null or constant.
        unsafe {
            let by_name = (ffmpeg.functions().avcodec_find_encoder_by_name)(name.as_ptr());
            if !by_name.is_null() {
                return Self::from_raw(ffmpeg, by_name);
            }
            let descriptor = (ffmpeg.functions().avcodec_descriptor_get_by_name)(name.as_ptr());
            if descriptor.is_null() {
                return None;
            }
            Self::from_raw(ffmpeg, (ffmpeg.functions().avcodec_find_encoder)((*descriptor).id))
        }
    }

    /// Whether FFmpeg knows a codec of this name, with or without something that encodes it.
    #[must_use]
    pub fn is_known(ffmpeg: Ffmpeg, name: &str) -> bool {
        // SAFETY: the string lives during the call.
        c_string(name)
            .is_ok_and(|name| unsafe { !(ffmpeg.functions().avcodec_descriptor_get_by_name)(name.as_ptr()).is_null() })
    }

    /// Everything of a kind.
    #[must_use]
    pub fn all(ffmpeg: Ffmpeg, kind: CodecKind) -> Vec<Self> {
        let mut all = Vec::new();
        let mut state: *mut c_void = ptr::null_mut();
        loop {
            // SAFETY: `state` is what the function wants for its place.
            let raw = unsafe { (ffmpeg.functions().av_codec_iterate)(&raw mut state) };
            let Some(codec) = Self::from_raw(ffmpeg, raw) else { return all };
            // SAFETY: `raw` is a codec.
            let is_of_kind = unsafe {
                match kind {
                    CodecKind::Decoder => (ffmpeg.functions().av_codec_is_decoder)(raw),
                    CodecKind::Encoder => (ffmpeg.functions().av_codec_is_encoder)(raw),
                }
            };
            if is_of_kind != 0 {
                all.push(codec);
            }
        }
    }

    fn get(&self) -> &AVCodec {
        // SAFETY: codecs are constants of the library, which is never unloaded.
        unsafe { &*self.raw }
    }

    pub(crate) fn id(&self) -> AVCodecID {
        self.get().id
    }

    /// Its name, such as `libsvtav1`.
    #[must_use]
    pub fn name(&self) -> String {
        // SAFETY: names are constant strings.
        unsafe { text(self.get().name) }.unwrap_or_default()
    }

    /// The codec's name, such as `av1`.
    #[must_use]
    pub fn codec(&self) -> String {
        // SAFETY: the function returns a constant string for every id.
        unsafe { text((self.ffmpeg.functions().avcodec_get_name)(self.id())) }.unwrap_or_default()
    }

    /// A description.
    #[must_use]
    pub fn description(&self) -> String {
        // SAFETY: descriptions are null or constant strings.
        unsafe { text(self.get().long_name) }.unwrap_or_default()
    }

    /// What it is for.
    #[must_use]
    pub fn media(&self) -> MediaKind {
        MediaKind::from_raw(self.get().type_)
    }

    /// Whether frames of sound of any length will do.
    #[must_use]
    pub fn takes_any_frame_size(&self) -> bool {
        self.get().capabilities & AV_CODEC_CAP_VARIABLE_FRAME_SIZE as c_int != 0
    }

    /// Pixel formats that an encoder takes; none when it takes all.
    #[must_use]
    pub fn pixel_formats(&self) -> Vec<String> {
        self.configurations::<AVPixelFormat>(AV_CODEC_CONFIG_PIX_FORMAT)
            .into_iter()
            .filter_map(|format| pixel_format_name(self.ffmpeg, format))
            .collect()
    }

    /// Sample formats that an encoder takes; none when it takes all.
    #[must_use]
    pub fn sample_formats(&self) -> Vec<String> {
        self.configurations::<AVSampleFormat>(AV_CODEC_CONFIG_SAMPLE_FORMAT)
            .into_iter()
            .filter_map(|format| sample_format_name(self.ffmpeg, format))
            .collect()
    }

    /// Sample rates that an encoder takes; none when it takes all.
    #[must_use]
    pub fn sample_rates(&self) -> Vec<u32> {
        self.configurations::<c_int>(AV_CODEC_CONFIG_SAMPLE_RATE)
            .into_iter()
            .filter_map(|rate| u32::try_from(rate).ok())
            .collect()
    }

    /// Frame rates that an encoder takes; none when it takes all.
    #[must_use]
    pub fn frame_rates(&self) -> Vec<crate::Rational> {
        self.configurations::<AVRational>(AV_CODEC_CONFIG_FRAME_RATE).into_iter().map(Into::into).collect()
    }

    /// `T` has to be the type that FFmpeg says `kind` has; callers are those above.
    fn configurations<T: Copy>(&self, kind: AVCodecConfig) -> Vec<T> {
        let mut list: *const c_void = ptr::null();
        let mut count: c_int = 0;
        // SAFETY: the codec is one; a null context means its defaults.
        let code = unsafe {
            let get = self.ffmpeg.functions().avcodec_get_supported_config;
            get(ptr::null(), self.raw, kind, 0, &raw mut list, &raw mut count)
        };
        let count = usize::try_from(count).unwrap_or(0);
        if code < 0 || list.is_null() || count == 0 {
            return Vec::new();
        }
        // SAFETY: the list is constant and has `count` values of the type that belongs to `kind`.
        unsafe { std::slice::from_raw_parts(list.cast::<T>(), count) }.to_vec()
    }
}

/// The id of the codec that `name` means, as codec or as encoder.
pub(crate) fn codec_id(ffmpeg: Ffmpeg, name: &str) -> Result<AVCodecID, AvError> {
    if let Some(codec) = Codec::encoder(ffmpeg, name) {
        return Ok(codec.id());
    }
    let c_name = c_string(name)?;
    // SAFETY: the string lives during the call; what is returned is null or constant.
    unsafe {
        let descriptor = (ffmpeg.functions().avcodec_descriptor_get_by_name)(c_name.as_ptr());
        if descriptor.is_null() {
            return Err(AvError::new(crate::error::INVALID, &format!("no codec {name}")));
        }
        Ok((*descriptor).id)
    }
}
