//! What the media engine gives: the types that cross to JavaScript.
//!
//! `cargo xtask generate` reads this file and writes the wire writer, the reader and the TypeScript types from it, so it
//! holds plain structs of strings, numbers, `Option`, `Vec` and unit enums only. Doc comments become the public docs.

use serde::Serialize;

/// What a stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StreamKind {
    /// Pictures.
    Video,
    /// Sound.
    Audio,
    /// Text that belongs to times.
    Subtitle,
    /// A file, such as a font.
    Attachment,
    /// Something else.
    #[default]
    Data,
}

/// A tag: something that a file says about itself or about a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MediaTag {
    /// The name, in lower case where the container does not care, such as `title`.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A named part of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Chapter {
    /// Where it starts, in seconds.
    pub start: f64,
    /// Where it ends, in seconds.
    pub end: f64,
    /// Its name.
    pub title: Option<String>,
}

/// One stream of a file. What does not apply to its kind, or is not known, is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StreamInfo {
    /// Its place in the file, from 0.
    pub index: u32,
    /// What it holds.
    pub kind: StreamKind,
    /// The codec's short name, such as `h264`; `unknown` when it is not known.
    pub codec: String,
    /// The codec's full name.
    pub codec_description: Option<String>,
    /// The codec's profile, such as `High`.
    pub profile: Option<String>,
    /// Whether the loaded FFmpeg can decode it.
    pub decodable: bool,
    /// Where it starts, in seconds.
    pub start: Option<f64>,
    /// How long it is, in seconds.
    pub duration: Option<f64>,
    /// Bits per second.
    pub bit_rate: Option<u64>,
    /// Frames, as the container counts them.
    pub frames: Option<u64>,
    /// Language, as the file says it (mostly ISO 639-2, such as `deu`).
    pub language: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Whether players should choose it if nothing else is said.
    pub default: bool,
    /// Whether players should always show it.
    pub forced: bool,
    /// Whether it is a single picture that belongs to the file, such as the cover of an album.
    pub attached_picture: bool,
    /// Width of the coded picture, in pixels.
    pub width: Option<u32>,
    /// Height of the coded picture, in pixels.
    pub height: Option<u32>,
    /// Width as it is shown: with the shape of its pixels and the rotation applied.
    pub display_width: Option<u32>,
    /// Height as it is shown: with the shape of its pixels and the rotation applied.
    pub display_height: Option<u32>,
    /// Width of a pixel divided by its height.
    pub pixel_aspect: Option<f64>,
    /// Degrees that the picture is turned clockwise to be shown: 0, 90, 180 or 270 for most files.
    pub rotation: Option<f64>,
    /// Average frames per second.
    pub frame_rate: Option<f64>,
    /// How pixels are stored, in FFmpeg's words, such as `yuv420p`.
    pub pixel_format: Option<String>,
    /// Bits per sample of a color or of sound.
    pub bit_depth: Option<u32>,
    /// Whether pictures consist of two interlaced fields.
    pub interlaced: Option<bool>,
    /// The matrix between RGB and the stored colors, such as `bt709`.
    pub color_space: Option<String>,
    /// What the primary colors are, such as `bt2020`.
    pub color_primaries: Option<String>,
    /// The transfer function, such as `smpte2084` (HDR10) or `arib-std-b67` (HLG).
    pub color_transfer: Option<String>,
    /// `tv` (limited) or `pc` (full).
    pub color_range: Option<String>,
    /// Samples per second.
    pub sample_rate: Option<u32>,
    /// Channels.
    pub channels: Option<u32>,
    /// Where the channels are, such as `stereo` or `5.1(side)`.
    pub channel_layout: Option<String>,
    /// How samples are stored, in FFmpeg's words, such as `fltp`.
    pub sample_format: Option<String>,
    /// All tags of the stream.
    pub tags: Vec<MediaTag>,
}

/// What is in a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MediaInfo {
    /// The container, such as `mp4`, `matroska` or `wav`.
    pub format: String,
    /// The container's full name.
    pub format_description: String,
    /// How long it is, in seconds.
    pub duration: Option<f64>,
    /// The first time stamp, in seconds.
    pub start: f64,
    /// Bits per second over everything.
    pub bit_rate: Option<u64>,
    /// Bytes of the file.
    pub size: Option<u64>,
    /// The streams.
    pub streams: Vec<StreamInfo>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// Tags of the whole file.
    pub tags: Vec<MediaTag>,
    /// What is damaged, and was not worth failing for.
    pub warnings: Vec<String>,
}

/// Samples out of a file. In JavaScript, `samples` is a `Float32Array` that is handed over apart from this.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AudioInfo {
    /// Samples per second.
    pub sample_rate: u32,
    /// Channels; their samples are interleaved.
    pub channels: u32,
    /// Where the first sample lies in the file, in seconds.
    pub start: f64,
    /// How long the samples last, in seconds.
    pub duration: f64,
    /// What was damaged and left out.
    pub warnings: Vec<String>,
}

/// What a picture out of a video is. In JavaScript, its pixels are handed over apart from this.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FrameInfo {
    /// When it is shown, in seconds.
    pub time: f64,
    /// Whether it can be decoded without another picture.
    pub keyframe: bool,
}

/// What pictures were given.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FramesInfo {
    /// How many.
    pub frames: u64,
    /// Their width in pixels.
    pub width: u32,
    /// Their height in pixels.
    pub height: u32,
    /// What was damaged and left out.
    pub warnings: Vec<String>,
}

/// One codec that the loaded FFmpeg has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CodecInfo {
    /// The name to ask for, such as `libsvtav1`.
    pub name: String,
    /// What it reads or writes, such as `av1`.
    pub codec: String,
    /// A description.
    pub description: String,
    /// What it is for.
    pub kind: StreamKind,
}

/// One container that the loaded FFmpeg has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ContainerInfo {
    /// The name.
    pub name: String,
    /// A description.
    pub description: String,
    /// Extensions of file names, without dots.
    pub extensions: Vec<String>,
    /// MIME types.
    pub mime_types: Vec<String>,
}

/// What the loaded FFmpeg can do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CodecList {
    /// FFmpeg's version.
    pub version: String,
    /// Its licence, such as `LGPL version 2.1 or later`.
    pub license: String,
    /// Where it was loaded from.
    pub path: String,
    /// What can be decoded.
    pub decoders: Vec<CodecInfo>,
    /// What can be encoded.
    pub encoders: Vec<CodecInfo>,
    /// Containers that can be read.
    pub demuxers: Vec<ContainerInfo>,
    /// Containers that can be written.
    pub muxers: Vec<ContainerInfo>,
}

/// How far a transcode is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TranscodeProgress {
    /// 0 to 100; absent while the input's length is not known.
    pub percent: Option<f64>,
    /// Video frames written; packets of sound where there is no video.
    pub frames: u64,
    /// Seconds of media done in a second.
    pub speed: f64,
    /// Seconds until the end; absent while it cannot be told.
    pub eta: Option<f64>,
    /// Bytes written.
    pub size: u64,
    /// Bits per second of what was written.
    pub bitrate: f64,
}

/// What became of one stream.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TranscodedStream {
    /// Its place in the input.
    pub input_index: u32,
    /// Its place in the output.
    pub index: u32,
    /// What it holds.
    pub kind: StreamKind,
    /// The codec in the output.
    pub codec: String,
    /// Whether packets were copied as they are.
    pub copied: bool,
    /// Packets written.
    pub packets: u64,
    /// Bytes of these packets.
    pub bytes: u64,
}

/// What a transcode did: counted, never estimated.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TranscodeStats {
    /// Packets of the input that were decoded or copied.
    pub packets_processed: u64,
    /// Video and audio frames that decoders gave.
    pub frames_decoded: u64,
    /// Video and audio frames that encoders took.
    pub frames_encoded: u64,
    /// Bytes of the input.
    pub input_size: u64,
    /// Bytes of the output.
    pub output_size: u64,
    /// `inputSize` / `outputSize`.
    pub compression_ratio: f64,
    /// Milliseconds from start to end.
    pub duration_ms: f64,
    /// Seconds of media in the output.
    pub media_duration: f64,
    /// The streams of the output.
    pub streams: Vec<TranscodedStream>,
    /// What was damaged and left out.
    pub warnings: Vec<String>,
}
