//! What a stream's data is.

use std::ffi::{CStr, c_char, c_int};

use crate::error::{AvError, INVALID, allocated, check};
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::rational::Rational;
use crate::strings::{c_string, text};

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// Pictures.
    Video,
    /// Sound.
    Audio,
    /// Subtitles.
    Subtitle,
    /// A file.
    Attachment,
    /// Something else.
    Data,
}

impl MediaKind {
    pub(crate) fn from_raw(raw: AVMediaType) -> Self {
        match raw {
            AVMEDIA_TYPE_VIDEO => Self::Video,
            AVMEDIA_TYPE_AUDIO => Self::Audio,
            AVMEDIA_TYPE_SUBTITLE => Self::Subtitle,
            AVMEDIA_TYPE_ATTACHMENT => Self::Attachment,
            _ => Self::Data,
        }
    }
}

/// What a stream's data is: its codec and everything needed to decode it.
pub struct Parameters {
    pub(crate) ffmpeg: Ffmpeg,
    pub(crate) raw: *mut AVCodecParameters,
}

// SAFETY: parameters are only reached through their owner.
unsafe impl Send for Parameters {}
// SAFETY: shared references only read.
unsafe impl Sync for Parameters {}

impl Parameters {
    pub(crate) fn new(ffmpeg: Ffmpeg) -> Result<Self, AvError> {
        // SAFETY: the function has no requirements.
        Ok(Self { ffmpeg, raw: allocated(unsafe { (ffmpeg.functions().avcodec_parameters_alloc)() })? })
    }

    /// A copy.
    ///
    /// # Safety
    /// `raw` points to parameters that nobody changes meanwhile.
    pub(crate) unsafe fn copy_of(ffmpeg: Ffmpeg, raw: *const AVCodecParameters) -> Result<Self, AvError> {
        let copy = Self::new(ffmpeg)?;
        // SAFETY: both are parameters.
        check(ffmpeg, unsafe { (ffmpeg.functions().avcodec_parameters_copy)(copy.raw, raw) })?;
        Ok(copy)
    }

    /// A copy.
    ///
    /// # Errors
    /// When memory is short.
    pub fn duplicate(&self) -> Result<Self, AvError> {
        // SAFETY: the parameters are ours and borrowed.
        unsafe { Self::copy_of(self.ffmpeg, self.raw) }
    }

    fn get(&self) -> &AVCodecParameters {
        // SAFETY: the parameters live as long as `self`, and nothing writes to them meanwhile.
        unsafe { &*self.raw }
    }

    /// What the stream holds.
    #[must_use]
    pub fn kind(&self) -> MediaKind {
        MediaKind::from_raw(self.get().codec_type)
    }

    pub(crate) fn codec_id(&self) -> AVCodecID {
        self.get().codec_id
    }

    /// The codec's short name.
    #[must_use]
    pub fn codec(&self) -> String {
        // SAFETY: the function returns a constant string for every id.
        unsafe { text((self.ffmpeg.functions().avcodec_get_name)(self.codec_id())) }.unwrap_or_default()
    }

    /// The codec's full name.
    #[must_use]
    pub fn codec_description(&self) -> Option<String> {
        // SAFETY: what is returned is null or constant.
        unsafe {
            let descriptor = (self.ffmpeg.functions().avcodec_descriptor_get)(self.codec_id());
            if descriptor.is_null() { None } else { text((*descriptor).long_name) }
        }
    }

    /// The profile's name.
    #[must_use]
    pub fn profile(&self) -> Option<String> {
        // SAFETY: what is returned is null or constant.
        unsafe { text((self.ffmpeg.functions().avcodec_profile_name)(self.codec_id(), self.get().profile)) }
    }

    /// Whether subtitles are text rather than pictures.
    #[must_use]
    pub fn is_text_subtitle(&self) -> bool {
        // SAFETY: what is returned is null or constant.
        unsafe {
            let descriptor = (self.ffmpeg.functions().avcodec_descriptor_get)(self.codec_id());
            !descriptor.is_null() && (*descriptor).props & AV_CODEC_PROP_TEXT_SUB as c_int != 0
        }
    }

    /// Forgets the container's own code for the codec, which another container does not know.
    pub fn clear_tag(&mut self) {
        // SAFETY: the parameters are ours, and borrowed exclusively.
        unsafe { (*self.raw).codec_tag = 0 };
    }

    /// Bits a second; 0 when unknown.
    #[must_use]
    pub fn bit_rate(&self) -> u64 {
        u64::try_from(self.get().bit_rate).unwrap_or(0)
    }

    /// Width in pixels; 0 when unknown.
    #[must_use]
    pub fn width(&self) -> u32 {
        u32::try_from(self.get().width).unwrap_or(0)
    }

    /// Height in pixels; 0 when unknown.
    #[must_use]
    pub fn height(&self) -> u32 {
        u32::try_from(self.get().height).unwrap_or(0)
    }

    /// Width of a pixel divided by its height, when known.
    #[must_use]
    pub fn pixel_aspect(&self) -> Rational {
        self.get().sample_aspect_ratio.into()
    }

    /// How pixels are stored.
    #[must_use]
    pub fn pixel_format(&self) -> Option<String> {
        (self.kind() == MediaKind::Video).then(|| pixel_format_name(self.ffmpeg, self.get().format)).flatten()
    }

    /// How samples are stored.
    #[must_use]
    pub fn sample_format(&self) -> Option<String> {
        (self.kind() == MediaKind::Audio).then(|| sample_format_name(self.ffmpeg, self.get().format)).flatten()
    }

    /// Bits of a sample of a color or of sound, when known.
    #[must_use]
    pub fn bit_depth(&self) -> Option<u32> {
        let parameters = self.get();
        let bits = match self.kind() {
            MediaKind::Video => pixel_bit_depth(self.ffmpeg, parameters.format)?,
            _ if parameters.bits_per_raw_sample > 0 => parameters.bits_per_raw_sample,
            _ => parameters.bits_per_coded_sample,
        };
        u32::try_from(bits).ok().filter(|bits| *bits > 0)
    }

    /// Whether pictures consist of two fields, when known.
    #[must_use]
    pub fn is_interlaced(&self) -> Option<bool> {
        match self.get().field_order {
            AV_FIELD_UNKNOWN => None,
            AV_FIELD_PROGRESSIVE => Some(false),
            _ => Some(true),
        }
    }

    /// The color matrix, primaries, transfer function and range, where known.
    #[must_use]
    pub fn colors(&self) -> [Option<String>; 4] {
        let (parameters, functions) = (self.get(), self.ffmpeg.functions());
        // SAFETY: the functions return null or constant strings.
        let names = unsafe {
            [
                text((functions.av_color_space_name)(parameters.color_space)),
                text((functions.av_color_primaries_name)(parameters.color_primaries)),
                text((functions.av_color_transfer_name)(parameters.color_trc)),
                text((functions.av_color_range_name)(parameters.color_range)),
            ]
        };
        names.map(|name| name.filter(|name| name != "unknown" && name != "reserved"))
    }

    /// Colors as [`crate::VideoEncoderSettings`] wants them: matrix, range, primaries, transfer function, where the chroma is.
    #[must_use]
    pub fn color_codes(&self) -> [i32; 5] {
        let raw = self.get();
        let (range, location) = (raw.color_range as i32, raw.chroma_location as i32);
        [raw.color_space as i32, range, raw.color_primaries as i32, raw.color_trc as i32, location]
    }

    /// Samples a second; 0 when unknown.
    #[must_use]
    pub fn sample_rate(&self) -> u32 {
        u32::try_from(self.get().sample_rate).unwrap_or(0)
    }

    /// Channels; 0 when unknown.
    #[must_use]
    pub fn channels(&self) -> u32 {
        u32::try_from(self.get().ch_layout.nb_channels).unwrap_or(0)
    }

    /// Where the channels are, such as `stereo`.
    #[must_use]
    pub fn channel_layout(&self) -> Option<String> {
        let mut buffer = [0 as c_char; 128];
        // SAFETY: the layout is ours; the buffer has the size that is passed.
        let length = unsafe {
            let layout = &raw const (*self.raw).ch_layout;
            (self.ffmpeg.functions().av_channel_layout_describe)(layout, buffer.as_mut_ptr(), buffer.len())
        };
        if length <= 0 || self.channels() == 0 {
            return None;
        }
        // SAFETY: the function ended what it wrote with a zero within the buffer.
        Some(unsafe { CStr::from_ptr(buffer.as_ptr()) }.to_string_lossy().into_owned())
    }

    /// Samples in a packet, when they are always as many; else 0.
    #[must_use]
    pub fn frame_size(&self) -> u32 {
        u32::try_from(self.get().frame_size).unwrap_or(0)
    }

    /// Samples that the encoder put before the sound.
    #[must_use]
    pub fn initial_padding(&self) -> u32 {
        u32::try_from(self.get().initial_padding).unwrap_or(0)
    }

    /// How pictures are to be turned.
    #[must_use]
    pub fn orientation(&self) -> Option<Orientation> {
        let parameters = self.get();
        // SAFETY: the side data are those of the parameters; a display matrix has nine 32-bit integers.
        unsafe {
            let data = (self.ffmpeg.functions().av_packet_side_data_get)(
                parameters.coded_side_data,
                parameters.nb_coded_side_data,
                AV_PKT_DATA_DISPLAYMATRIX,
            );
            if data.is_null() || (*data).size < 36 { None } else { orientation_of(self.ffmpeg, (*data).data) }
        }
    }

    /// Bytes that decoding needs besides the packets.
    #[must_use]
    pub fn extradata(&self) -> &[u8] {
        let parameters = self.get();
        let size = usize::try_from(parameters.extradata_size).unwrap_or(0);
        if parameters.extradata.is_null() || size == 0 {
            return &[];
        }
        // SAFETY: `extradata` has `extradata_size` bytes that live as long as the parameters.
        unsafe { std::slice::from_raw_parts(parameters.extradata, size) }
    }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        // SAFETY: the parameters are ours and are not used again.
        unsafe { (self.ffmpeg.functions().avcodec_parameters_free)(&raw mut self.raw) };
    }
}

/// How a picture is to be turned to be seen as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Orientation {
    /// Degrees clockwise, from 0 to 360.
    pub degrees: f64,
    /// Whether it is a mirror image, too: as if looked at from behind, then turned.
    pub mirrored: bool,
}

/// What a display matrix says.
///
/// # Safety
/// `matrix` points to nine 32-bit integers.
pub(crate) unsafe fn orientation_of(ffmpeg: Ffmpeg, matrix: *const u8) -> Option<Orientation> {
    // SAFETY: the caller's promise; unaligned data is copied out first.
    let numbers: [i32; 9] = unsafe { matrix.cast::<[i32; 9]>().read_unaligned() };
    // SAFETY: nine integers, as the function wants.
    let counterclockwise = unsafe { (ffmpeg.functions().av_display_rotation_get)(numbers.as_ptr()) };
    let [a, b, _, c, d, ..] = numbers.map(i64::from);
    let orientation = Orientation { degrees: (-counterclockwise).rem_euclid(360.0), mirrored: a * d - b * c < 0 };
    counterclockwise.is_finite().then_some(orientation)
}

pub(crate) fn pixel_format_name(ffmpeg: Ffmpeg, format: c_int) -> Option<String> {
    // SAFETY: the function returns null or a constant string, for every number.
    unsafe { text((ffmpeg.functions().av_get_pix_fmt_name)(format)) }
}

pub(crate) fn sample_format_name(ffmpeg: Ffmpeg, format: c_int) -> Option<String> {
    // SAFETY: the function returns null or a constant string, for every number.
    unsafe { text((ffmpeg.functions().av_get_sample_fmt_name)(format)) }
}

pub(crate) fn pixel_format(ffmpeg: Ffmpeg, name: &str) -> Result<AVPixelFormat, AvError> {
    let c_name = c_string(name)?;
    // SAFETY: the string lives during the call.
    let format = unsafe { (ffmpeg.functions().av_get_pix_fmt)(c_name.as_ptr()) };
    if format < 0 { Err(AvError::new(INVALID, &format!("no pixel format {name}"))) } else { Ok(format) }
}

pub(crate) fn sample_format(ffmpeg: Ffmpeg, name: &str) -> Result<AVSampleFormat, AvError> {
    let c_name = c_string(name)?;
    // SAFETY: the string lives during the call.
    let format = unsafe { (ffmpeg.functions().av_get_sample_fmt)(c_name.as_ptr()) };
    if format < 0 { Err(AvError::new(INVALID, &format!("no sample format {name}"))) } else { Ok(format) }
}

fn pixel_bit_depth(ffmpeg: Ffmpeg, format: c_int) -> Option<c_int> {
    // SAFETY: what is returned is null or constant.
    unsafe {
        let descriptor = (ffmpeg.functions().av_pix_fmt_desc_get)(format);
        if descriptor.is_null() { None } else { Some((*descriptor).comp[0].depth) }
    }
}
