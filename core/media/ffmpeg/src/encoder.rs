//! Frames in, packets out.

use std::ffi::{CStr, CString, c_int};
use std::ptr;

use crate::codec::Codec;
use crate::decoder::Received;
use crate::dictionary::Dictionary;
use crate::error::{AGAIN, AvError, EOF, allocated, check};
use crate::frame::Frame;
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::packet::Packet;
use crate::parameters::{Parameters, pixel_format, sample_format};
use crate::rational::Rational;

/// Which pass of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pass {
    /// The one that learns.
    First,
    /// The one that uses what [`Encoder::pass_log`] gave after the first.
    Second(Vec<u8>),
}

/// What pictures are encoded.
#[derive(Debug, Clone, Default)]
pub struct VideoEncoderSettings {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How pixels are stored.
    pub pixel_format: String,
    /// Frames a second, 0/0 when they vary.
    pub frame_rate: Rational,
    /// Width of a pixel divided by its height.
    pub pixel_aspect: Rational,
    /// Frames between key frames at most; the encoder's own choice when absent.
    pub keyframe_interval: Option<u32>,
    /// Colors as in a decoded frame.
    pub colors: Option<[i32; 5]>,
    /// Which pass of two.
    pub pass: Option<Pass>,
}

/// What sound is encoded.
#[derive(Debug, Clone, Default)]
pub struct AudioEncoderSettings {
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels, in FFmpeg's default layout for their number.
    pub channels: u32,
    /// How samples are stored.
    pub sample_format: String,
}

/// How an encoder is opened.
#[derive(Debug, Clone, Default)]
pub struct EncoderSettings {
    /// The unit of the frames' times.
    pub time_base: Rational,
    /// Bits a second; the encoder's own choice when absent.
    pub bit_rate: Option<u64>,
    /// A fixed quantiser, for encoders that have one.
    pub quantiser: Option<f64>,
    /// Threads; as many as there are processors when 0.
    pub threads: u32,
    /// Whether what decoders need goes into the container's header.
    pub global_header: bool,
    /// For pictures.
    pub video: Option<VideoEncoderSettings>,
    /// For sound.
    pub audio: Option<AudioEncoderSettings>,
    /// The encoder's own options.
    pub options: Vec<(String, String)>,
}

/// An encoder.
pub struct Encoder {
    ffmpeg: Ffmpeg,
    context: *mut AVCodecContext,
    /// What `stats_in` points to.
    _pass_log: Option<CString>,
    learnt: Vec<u8>,
    first_pass: bool,
}

// SAFETY: the context is only reached through its owner.
unsafe impl Send for Encoder {}

impl Encoder {
    /// Opens an encoder.
    ///
    /// # Errors
    /// What the encoder refuses, and options that it does not know.
    pub fn open(codec: Codec, settings: &EncoderSettings) -> Result<Self, AvError> {
        let ffmpeg = codec.ffmpeg;
        let functions = ffmpeg.functions();
        crate::log::forget_messages();
        // SAFETY: the codec is one.
        let context = allocated(unsafe { (functions.avcodec_alloc_context3)(codec.raw) })?;
        let mut encoder = Self { ffmpeg, context, _pass_log: None, learnt: Vec::new(), first_pass: false };
        encoder.set_common(settings);
        if let Some(video) = &settings.video {
            encoder.set_video(video)?;
        }
        if let Some(audio) = &settings.audio {
            encoder.set_audio(audio)?;
        }
        let mut options = Dictionary::from_pairs(ffmpeg, &settings.options)?;
        // SAFETY: the context is set up and ours; options are taken out of the dictionary as they are used.
        check(ffmpeg, unsafe { (functions.avcodec_open2)(context, codec.raw, &raw mut options.raw) })?;
        let unknown = options.names();
        if !unknown.is_empty() {
            let message = format!("{} has no option {}", codec.name(), unknown.join(", "));
            return Err(AvError::new(crate::error::INVALID, &message));
        }
        Ok(encoder)
    }

    fn get_mut(&mut self) -> &mut AVCodecContext {
        // SAFETY: the context lives as long as `self`, which is borrowed exclusively.
        unsafe { &mut *self.context }
    }

    fn set_common(&mut self, settings: &EncoderSettings) {
        let context = self.get_mut();
        context.time_base = settings.time_base.av();
        context.thread_count = c_int::try_from(settings.threads).unwrap_or(0);
        if settings.global_header {
            context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER as c_int;
        }
        if let Some(bits) = settings.bit_rate {
            context.bit_rate = i64::try_from(bits).unwrap_or(i64::MAX);
        }
        if let Some(quantiser) = settings.quantiser {
            context.flags |= AV_CODEC_FLAG_QSCALE as c_int;
            context.global_quality = (quantiser * f64::from(FF_QP2LAMBDA)) as c_int;
        }
    }

    fn set_video(&mut self, video: &VideoEncoderSettings) -> Result<(), AvError> {
        let format = pixel_format(self.ffmpeg, &video.pixel_format)?;
        let size =
            |value: u32| c_int::try_from(value).map_err(|_| AvError::new(crate::error::INVALID, "too large a picture"));
        let (width, height) = (size(video.width)?, size(video.height)?);
        let context = self.get_mut();
        (context.width, context.height, context.pix_fmt) = (width, height, format);
        context.framerate = video.frame_rate.av();
        context.sample_aspect_ratio = video.pixel_aspect.av();
        if let Some(frames) = video.keyframe_interval {
            context.gop_size = c_int::try_from(frames).unwrap_or(c_int::MAX);
        }
        if let Some([space, range, primaries, transfer, location]) = video.colors {
            context.colorspace = space as AVColorSpace;
            context.color_range = range as AVColorRange;
            context.color_primaries = primaries as AVColorPrimaries;
            context.color_trc = transfer as AVColorTransferCharacteristic;
            context.chroma_sample_location = location as AVChromaLocation;
        }
        match &video.pass {
            None => {}
            Some(Pass::First) => {
                context.flags |= AV_CODEC_FLAG_PASS1 as c_int;
                self.first_pass = true;
            }
            Some(Pass::Second(log)) => {
                let log = CString::new(log.clone())
                    .map_err(|_| AvError::new(crate::error::INVALID, "a pass log with a zero byte"))?;
                context.flags |= AV_CODEC_FLAG_PASS2 as c_int;
                // Encoders only read it; it is taken back before the context is freed.
                context.stats_in = log.as_ptr().cast_mut();
                self._pass_log = Some(log);
            }
        }
        Ok(())
    }

    fn set_audio(&mut self, audio: &AudioEncoderSettings) -> Result<(), AvError> {
        let format = sample_format(self.ffmpeg, &audio.sample_format)?;
        let functions = self.ffmpeg.functions();
        let context = self.get_mut();
        context.sample_fmt = format;
        context.sample_rate = c_int::try_from(audio.sample_rate).unwrap_or(0);
        let channels = c_int::try_from(audio.channels).unwrap_or(0);
        // SAFETY: the layout is the context's own, and empty.
        unsafe { (functions.av_channel_layout_default)(&raw mut context.ch_layout, channels) };
        Ok(())
    }

    /// Sends a frame, or says with none that no more come. False when packets must be received first.
    ///
    /// # Errors
    /// What the encoder refuses.
    pub fn send(&mut self, frame: Option<&Frame>) -> Result<bool, AvError> {
        let raw = frame.map_or(ptr::null(), |frame| frame.raw.cast_const());
        // SAFETY: the context is open; null means the end.
        match unsafe { (self.ffmpeg.functions().avcodec_send_frame)(self.context, raw) } {
            AGAIN => Ok(false),
            EOF => Ok(true),
            code => check(self.ffmpeg, code).map(|_| true),
        }
    }

    /// Receives a packet.
    ///
    /// # Errors
    /// When encoding fails.
    pub fn receive(&mut self, packet: &mut Packet) -> Result<Received, AvError> {
        // SAFETY: the context is open; the function clears the packet first.
        let code = unsafe { (self.ffmpeg.functions().avcodec_receive_packet)(self.context, packet.raw) };
        if self.first_pass && (code == 0 || code == EOF) {
            self.learn();
        }
        match code {
            AGAIN => Ok(Received::NeedsMore),
            EOF => Ok(Received::End),
            code => check(self.ffmpeg, code).map(|_| Received::Some),
        }
    }

    /// Keeps what the first pass says after each packet.
    fn learn(&mut self) {
        // SAFETY: `stats_out` is null or a string that lives until the next call.
        unsafe {
            let stats = (*self.context).stats_out;
            if !stats.is_null() {
                self.learnt.extend_from_slice(CStr::from_ptr(stats).to_bytes());
                *stats = 0;
            }
        }
    }

    /// What the first pass learnt.
    #[must_use]
    pub fn pass_log(&self) -> &[u8] {
        &self.learnt
    }

    /// Samples that every frame of sound but the last must have; 0 when it does not matter.
    #[must_use]
    pub fn frame_size(&self) -> u32 {
        // SAFETY: the context is open, and nothing writes to it meanwhile.
        u32::try_from(unsafe { (*self.context).frame_size }).unwrap_or(0)
    }

    /// The unit of the packets' times.
    #[must_use]
    pub fn time_base(&self) -> Rational {
        // SAFETY: as above.
        unsafe { (*self.context).time_base }.into()
    }

    /// What the packets are, for the container.
    ///
    /// # Errors
    /// When memory is short.
    pub fn parameters(&self) -> Result<Parameters, AvError> {
        let parameters = Parameters::new(self.ffmpeg)?;
        let from = self.ffmpeg.functions().avcodec_parameters_from_context;
        // SAFETY: the context is open.
        check(self.ffmpeg, unsafe { from(parameters.raw, self.context) })?;
        Ok(parameters)
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the context is ours and is not used again; `stats_in` is ours, not the context's.
        unsafe {
            (*self.context).stats_in = ptr::null_mut();
            (self.ffmpeg.functions().avcodec_free_context)(&raw mut self.context);
        }
    }
}
