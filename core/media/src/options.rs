//! What a caller may ask for. Options come as JSON; what is wrong in them is named by its path.

use std::collections::BTreeMap;

use lode_runtime::{Error, ErrorCode, Limits, Result};
use serde::Deserialize;

/// Options with those that every job has.
macro_rules! job_options {
    ($(#[$attribute:meta])* pub struct $name:ident { $($fields:tt)* }) => {
        $(#[$attribute])*
        pub struct $name {
            $($fields)*
            /// Bounds on what the input may cause.
            #[serde(default)]
            pub limits: Limits,
            /// The longest the job may run, in milliseconds.
            #[serde(default)]
            pub timeout: Option<f64>,
            /// Threads that the job may use.
            #[serde(default)]
            pub threads: Option<usize>,
            /// Milliseconds between reports of progress; none are made when absent.
            #[serde(default)]
            pub progress_interval: Option<f64>,
        }
    };
}

job_options! {
/// Options of [`crate::probe`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ProbeOptions {}
}

job_options! {
/// Options of [`crate::decode_audio`].
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct AudioOptions {
    /// Samples per second; 16000 when absent.
    pub sample_rate: u32,
    /// Channels; 1 when absent.
    pub channels: u32,
    /// Where to start, in seconds from the file's start.
    pub start: Option<f64>,
    /// How much, in seconds; all when absent.
    pub duration: Option<f64>,
    /// Which stream, by its index in [`crate::model::MediaInfo::streams`]; the default one when absent.
    pub stream: Option<u32>,
}
}

impl Default for AudioOptions {
    fn default() -> Self {
        Self {
            sample_rate: 16_000,
            channels: 1,
            start: None,
            duration: None,
            stream: None,
            limits: Limits::default(),
            timeout: None,
            threads: None,
            progress_interval: None,
        }
    }
}

job_options! {
/// Options of [`crate::audio_chunks`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AudioChunkOptions {
    /// Length of a chunk, in seconds; the last one may be shorter.
    pub seconds: f64,
    /// How much of a chunk the next one repeats, in seconds.
    #[serde(default)]
    pub overlap: f64,
    /// As in [`AudioOptions`].
    #[serde(default = "default_sample_rate")]
    pub sample_rate: u32,
    /// As in [`AudioOptions`].
    #[serde(default = "default_channels")]
    pub channels: u32,
    /// As in [`AudioOptions`].
    #[serde(default)]
    pub start: Option<f64>,
    /// As in [`AudioOptions`].
    #[serde(default)]
    pub duration: Option<f64>,
    /// As in [`AudioOptions`].
    #[serde(default)]
    pub stream: Option<u32>,
}
}

fn default_sample_rate() -> u32 {
    AudioOptions::default().sample_rate
}

fn default_channels() -> u32 {
    AudioOptions::default().channels
}

/// How pictures fill the size that was asked for, when both width and height were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// Stretched.
    #[default]
    Fill,
    /// As large as fits, in the middle, black around it.
    Contain,
    /// As small as covers everything, the edges cut off evenly.
    Cover,
}

/// How pixels are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PixelFormat {
    /// Three bytes a pixel.
    #[default]
    Rgb,
    /// Four bytes a pixel.
    Rgba,
    /// One byte a pixel.
    Gray,
    /// 32-bit floats, channel after channel (`[3, height, width]` a picture): `(value / 255 - mean) / std`.
    Tensor,
}

job_options! {
/// Options of [`crate::video_frames`]: at most one of `fps`, `count`, `at` and `keyframes`; every frame without any.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct FrameOptions {
    /// So many pictures a second: at each of the times, the one that is shown then.
    pub fps: Option<f64>,
    /// So many pictures, from the middles of parts of equal length.
    pub count: Option<u32>,
    /// The pictures that are shown at these times, in seconds from the start, in the order of the times.
    pub at: Option<Vec<f64>>,
    /// Only pictures that can be decoded alone.
    pub keyframes: bool,
    /// Where to start, in seconds from the file's start.
    pub start: Option<f64>,
    /// How much, in seconds; all when absent.
    pub duration: Option<f64>,
    /// Width in pixels; from the height, or that of the video, when absent.
    pub width: Option<u32>,
    /// Height in pixels; from the width, or that of the video, when absent.
    pub height: Option<u32>,
    /// What to do when both are given and the video has another shape.
    pub fit: Fit,
    /// How pixels are given.
    pub format: PixelFormat,
    /// For tensors: what is subtracted, for red, green and blue; 0 when absent.
    pub mean: Option<[f32; 3]>,
    /// For tensors: what is divided by, for red, green and blue; 1 when absent.
    pub std: Option<[f32; 3]>,
    /// How many pictures come at once; 1 when absent.
    pub batch: Option<u32>,
    /// Which stream, by its index; the default one when absent.
    pub stream: Option<u32>,
}
}

/// How a thumbnail is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// JPEG.
    #[default]
    Jpeg,
    /// PNG.
    Png,
    /// WebP, without loss.
    Webp,
}

job_options! {
/// Options of [`crate::thumbnail`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ThumbnailOptions {
    /// Largest width in pixels; with neither, 320 when absent.
    pub width: Option<u32>,
    /// Largest height in pixels.
    pub height: Option<u32>,
    /// The time, in seconds; a picture that is not black is looked for when absent.
    pub at: Option<f64>,
    /// How it is stored.
    pub format: ImageFormat,
}
}

/// A rectangle to cut out, in pixels of the input as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Crop {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

job_options! {
/// Options of [`crate::transcode`]. What is absent stays as it is in the input where the container allows that.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct TranscodeSettings {
    /// The container; from the output's name when absent.
    pub format: Option<String>,
    /// A codec or encoder (`h264`, `av1`, `libvpx-vp9`), `copy`, or `none` to leave video out.
    pub video_codec: Option<String>,
    /// A codec or encoder (`aac`, `opus`), `copy`, or `none` to leave sound out.
    pub audio_codec: Option<String>,
    /// A codec (`webvtt`, `subrip`, `mov_text`), `copy`, or `none` to leave subtitles out.
    pub subtitle_codec: Option<String>,
    /// Bits of video a second.
    pub video_bitrate: Option<u64>,
    /// Bits of sound a second, for all channels together.
    pub audio_bitrate: Option<u64>,
    /// Quality of video in place of a bit rate, 0 (worst) to 100 (best).
    pub quality: Option<f64>,
    /// The encoder's own word for effort: SVT-AV1 0 (slow) to 13 (fast), libvpx 0 to 8.
    pub preset: Option<String>,
    /// Width; from the height when only that is given.
    pub width: Option<u32>,
    /// Height; from the width when only that is given.
    pub height: Option<u32>,
    /// Frames a second.
    pub fps: Option<f64>,
    /// What is cut out before scaling.
    pub crop: Option<Crop>,
    /// Where to start, in seconds from the file's start.
    pub start: Option<f64>,
    /// How much, in seconds; all when absent.
    pub duration: Option<f64>,
    /// Channels of sound.
    pub audio_channels: Option<u32>,
    /// Samples of sound a second.
    pub audio_sample_rate: Option<u32>,
    /// Factor on the loudness of sound: 1 leaves it.
    pub volume: Option<f64>,
    /// Tags to set on the output; an empty value removes a tag. Those of the input stay.
    pub metadata: BTreeMap<String, String>,
    /// Which streams, by their index in the input; when absent, the default video and audio stream and all subtitles
    /// that the container can hold.
    pub streams: Option<Vec<u32>>,
    /// Frames between key frames, at most.
    pub keyframe_interval: Option<u32>,
    /// Encode the video twice, with what was learnt the first time.
    pub two_pass: bool,
    /// MP4 in fragments, that can be played while it grows.
    pub fragmented: bool,
    /// Replace an output that exists.
    pub overwrite: bool,
}
}

/// An option that makes no sense.
pub(crate) fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidOptions, message)
}

/// A number that must be finite and at least 0.
pub(crate) fn seconds(name: &str, value: Option<f64>) -> Result<Option<f64>> {
    match value {
        Some(value) if !(value.is_finite() && (0.0..1e9).contains(&value)) => {
            Err(invalid(format!("{name}: expected seconds from 0, got {value}")))
        }
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use lode_runtime::parse_options;

    use super::*;

    #[test]
    fn no_audio_options_are_sixteen_kilohertz_mono() {
        let options: AudioOptions = parse_options(b"").unwrap();
        assert_eq!((options.sample_rate, options.channels), (16_000, 1));
    }

    #[test]
    fn an_unknown_setting_is_named_with_the_known_ones() {
        let error = parse_options::<TranscodeSettings>(br#"{"videoCodek": "h264"}"#).unwrap_err();
        assert!(error.message.contains("videoCodek") && error.message.contains("videoCodec"), "{}", error.message);
    }

    #[test]
    fn chunks_need_a_length() {
        let error = parse_options::<AudioChunkOptions>(br#"{"overlap": 1}"#).unwrap_err();
        assert!(error.message.contains("seconds"), "{}", error.message);
    }
}
