//! The containers that can be written, and what goes into them.

use lode_ffmpeg::{Codec, CodecKind, Ffmpeg, MediaKind, can_hold};
use lode_runtime::{Error, ErrorCode, Result};

/// A container to write.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Container {
    /// What users call it.
    pub name: &'static str,
    /// Extensions of file names.
    extensions: &'static [&'static str],
    /// What FFmpeg calls it.
    pub muxer: &'static str,
    /// Codecs to encode to when nothing is said, the first that can be; none where there is no place for the kind.
    video: &'static [&'static str],
    audio: &'static [&'static str],
    subtitle: &'static [&'static str],
    /// What it holds, where FFmpeg cannot tell.
    holds: Option<&'static [&'static str]>,
}

const fn container(
    name: &'static str,
    extensions: &'static [&'static str],
    muxer: &'static str,
    [video, audio, subtitle]: [&'static [&'static str]; 3],
    holds: Option<&'static [&'static str]>,
) -> Container {
    Container { name, extensions, muxer, video, audio, subtitle, holds }
}

const PCM_LITTLE: &[&str] =
    &["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"];
const PCM_BIG: &[&str] =
    &["pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be", "pcm_alaw", "pcm_mulaw"];
const H264: &[&str] = &["h264", "mpeg4"];
const CONTAINERS: &[Container] = &[
    container("mp4", &["mp4", "m4v"], "mp4", [H264, &["aac"], &["mov_text"]], None),
    container("mov", &["mov", "qt"], "mov", [H264, &["aac"], &["mov_text"]], None),
    container("m4a", &["m4a", "m4b"], "ipod", [&[], &["aac"], &[]], Some(&["aac", "alac"])),
    container("matroska", &["mkv", "mka"], "matroska", [H264, &["opus", "aac"], &["subrip"]], None),
    container("webm", &["webm"], "webm", [&["vp9", "av1"], &["opus"], &["webvtt"]], None),
    container("ogg", &["ogg", "oga"], "ogg", [&[], &["opus", "flac"], &[]], Some(&["opus", "vorbis", "flac", "speex"])),
    container("opus", &["opus"], "opus", [&[], &["opus"], &[]], Some(&["opus"])),
    container("wav", &["wav"], "wav", [&[], &["pcm_s16le"], &[]], Some(PCM_LITTLE)),
    container("flac", &["flac"], "flac", [&[], &["flac"], &[]], Some(&["flac"])),
    container("adts", &["aac", "adts"], "adts", [&[], &["aac"], &[]], Some(&["aac"])),
    container("mp3", &["mp3"], "mp3", [&[], &["mp3"], &[]], Some(&["mp3"])),
    container("gif", &["gif"], "gif", [&["gif"], &[], &[]], Some(&["gif"])),
    container(
        "ts",
        &["ts", "m2ts", "mts"],
        "mpegts",
        [H264, &["aac"], &[]],
        Some(&["h264", "hevc", "mpeg1video", "mpeg2video", "mpeg4", "aac", "mp2", "mp3", "ac3", "eac3", "dts", "opus"]),
    ),
    container(
        "avi",
        &["avi"],
        "avi",
        [&["mpeg4"], &["mp3"], &[]],
        Some(&["mpeg4", "mjpeg", "msmpeg4v3", "mp3", "mp2", "ac3", "pcm_s16le", "pcm_u8"]),
    ),
    container("aiff", &["aiff", "aif"], "aiff", [&[], &["pcm_s16be"], &[]], Some(PCM_BIG)),
    container("caf", &["caf"], "caf", [&[], &["pcm_s16le"], &[]], Some(PCM_LITTLE)),
    container("srt", &["srt"], "srt", [&[], &[], &["subrip"]], Some(&["subrip"])),
    container("webvtt", &["vtt"], "webvtt", [&[], &[], &["webvtt"]], Some(&["webvtt"])),
    container("ass", &["ass"], "ass", [&[], &[], &["ass"]], Some(&["ass"])),
];

/// Encoders that are taken for a codec before others.
const PREFERRED: &[(&str, &[&str])] = &[
    ("h264", &["libx264", "libopenh264"]),
    ("hevc", &["libx265"]),
    ("av1", &["libsvtav1", "libaom-av1", "librav1e"]),
    ("vp9", &["libvpx-vp9"]),
    ("vp8", &["libvpx"]),
    ("opus", &["libopus"]),
    ("vorbis", &["libvorbis"]),
    ("mp3", &["libmp3lame"]),
    ("subrip", &["srt", "subrip"]),
];

/// Finds the container by what the user calls it, or by the output's name.
pub(crate) fn find(format: Option<&str>, output: &str) -> Result<&'static Container> {
    let extension = output.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let (wanted, source) = match format {
        Some(format) => (format.to_lowercase(), "format"),
        None => (extension, "the output's extension"),
    };
    let matches = |container: &&Container| {
        container.name == wanted || container.muxer == wanted || container.extensions.contains(&wanted.as_str())
    };
    CONTAINERS.iter().find(matches).ok_or_else(|| {
        let known: Vec<&str> = CONTAINERS.iter().map(|container| container.name).collect();
        let message = format!("{source}: expected one of {}, got {wanted:?}", known.join(", "));
        Error::new(ErrorCode::MediaContainer, message)
    })
}

impl Container {
    /// Codecs to encode a kind of stream to.
    pub fn defaults(&self, kind: MediaKind) -> &'static [&'static str] {
        match kind {
            MediaKind::Video => self.video,
            MediaKind::Audio => self.audio,
            MediaKind::Subtitle => self.subtitle,
            _ => &[],
        }
    }

    /// Whether a codec, or what an encoder makes, can go in.
    pub fn holds(&self, ffmpeg: Ffmpeg, codec: &str) -> bool {
        match self.holds {
            Some(codecs) => codecs.contains(&codec_of(ffmpeg, codec).as_str()),
            None => can_hold(ffmpeg, self.muxer, codec).unwrap_or(false),
        }
    }

    /// Says that a codec cannot go in, and which can.
    pub fn refusal(&self, ffmpeg: Ffmpeg, codec: &str, kind: MediaKind) -> Error {
        let mut possible: Vec<String> = Codec::all(ffmpeg, CodecKind::Encoder)
            .into_iter()
            .filter(|encoder| encoder.media() == kind && self.holds(ffmpeg, &encoder.codec()))
            .map(|encoder| encoder.codec())
            .collect();
        possible.sort_unstable();
        possible.dedup();
        let possible = if possible.is_empty() { "nothing of this kind".into() } else { possible.join(", ") };
        Error::new(
            ErrorCode::MediaContainer,
            format!("{} cannot hold {codec}; of what can be encoded here it holds {possible}", self.name),
        )
    }
}

fn codec_of(ffmpeg: Ffmpeg, name: &str) -> String {
    if Codec::is_known(ffmpeg, name) {
        return name.to_string();
    }
    encoder(ffmpeg, name).map_or_else(|| name.to_string(), |encoder| encoder.codec())
}

/// The encoder of a name, or the best one for the codec of a name.
pub(crate) fn encoder(ffmpeg: Ffmpeg, name: &str) -> Option<Codec> {
    let name = match name.to_lowercase().as_str() {
        "h265" => "hevc".to_string(),
        "avc" => "h264".to_string(),
        "srt" => "subrip".to_string(),
        "vtt" => "webvtt".to_string(),
        other => other.to_string(),
    };
    let preferred = PREFERRED.iter().find(|(codec, _)| *codec == name).map_or(&[][..], |(_, encoders)| encoders);
    preferred.iter().find_map(|name| Codec::encoder(ffmpeg, name)).or_else(|| {
        // FFmpeg's own encoder for Opus is experimental: without libopus there is none.
        if name == "opus" { None } else { Codec::encoder(ffmpeg, &name) }
    })
}

/// The encoder of a name, or why there is none.
pub(crate) fn require_encoder(ffmpeg: Ffmpeg, name: &str, kind: MediaKind) -> Result<Codec> {
    let Some(codec) = encoder(ffmpeg, name) else {
        let mut known: Vec<String> = Codec::all(ffmpeg, CodecKind::Encoder)
            .into_iter()
            .filter(|encoder| encoder.media() == kind)
            .map(|encoder| encoder.name())
            .collect();
        known.sort_unstable();
        return Err(Error::new(
            ErrorCode::MediaCodec,
            format!(
                "no encoder for {name:?} in the FFmpeg at {}; it has {}. Build it with `cargo xtask ffmpeg`, or point \
                 LODE_FFMPEG at an FFmpeg 9 build that has it",
                ffmpeg.folder().display(),
                known.join(", ")
            ),
        ));
    };
    if codec.media() == kind {
        return Ok(codec);
    }
    Err(Error::new(ErrorCode::InvalidOptions, format!("{name} does not encode this kind of stream")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_is_found_by_name_or_extension() {
        assert_eq!(find(None, "a/b.MKV").unwrap().muxer, "matroska");
        assert_eq!(find(Some("m4a"), "x").unwrap().muxer, "ipod");
        let error = find(None, "clip.xyz").unwrap_err();
        assert!(error.message.contains("xyz") && error.message.contains("webm"), "{}", error.message);
    }
}
