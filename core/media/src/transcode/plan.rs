//! What becomes of each stream, settled before any work.

use std::path::Path;

use lode_ffmpeg::{Codec, InputStream, MediaKind};
use lode_runtime::{Error, ErrorCode, Result};

use super::container::{Container, require_encoder};
use super::quality;
use crate::input::Input;
use crate::options::{TranscodeSettings, invalid, seconds};
use crate::reader::Reader;

/// What becomes of a stream.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    /// Its packets go over as they are.
    Copy,
    /// It is decoded, and encoded with this.
    Encode(Codec),
    /// Its subtitles are written in another codec.
    Convert(Codec),
}

/// A stream and what becomes of it.
pub(crate) struct Planned {
    pub stream: InputStream,
    pub action: Action,
}

/// The part of the input that is wanted, in seconds from its start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub start: f64,
    pub end: f64,
}

/// Refuses numbers that make no sense.
pub(crate) fn check(settings: &TranscodeSettings) -> Result<Span> {
    let start = seconds("start", settings.start)?.unwrap_or(0.0);
    let duration = seconds("duration", settings.duration)?;
    let within = |name: &str, value: Option<f64>, from: f64, to: f64| match value {
        Some(value) if !(from..=to).contains(&value) => {
            Err(invalid(format!("{name}: expected {from} to {to}, got {value}")))
        }
        _ => Ok(()),
    };
    within("quality", settings.quality, 0.0, 100.0)?;
    within("fps", settings.fps, 0.01, 1000.0)?;
    within("volume", settings.volume, 0.0, 100.0)?;
    within("videoBitrate", settings.video_bitrate.map(|bits| bits as f64), 1.0, 2e9)?;
    within("audioBitrate", settings.audio_bitrate.map(|bits| bits as f64), 1.0, 1e8)?;
    within("audioChannels", settings.audio_channels.map(f64::from), 1.0, 8.0)?;
    within("audioSampleRate", settings.audio_sample_rate.map(f64::from), 1000.0, 768_000.0)?;
    within("keyframeInterval", settings.keyframe_interval.map(f64::from), 1.0, 1e6)?;
    if settings.quality.is_some() && settings.video_bitrate.is_some() {
        return Err(invalid("expected quality or videoBitrate, got both"));
    }
    if duration == Some(0.0) {
        return Err(invalid("duration: expected more than 0"));
    }
    Ok(Span { start, end: duration.map_or(f64::INFINITY, |duration| start + duration) })
}

/// Refuses to write a file over the one that is being read.
pub(crate) fn check_different(input: &Input, output: &super::Output) -> Result<()> {
    let (Input::Path(input), super::Output::Path(output)) = (input, output) else { return Ok(()) };
    let same = |a: &Path, b: &Path| a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    if same(input, output) {
        return Err(invalid("the output is the input; give it another name"));
    }
    Ok(())
}

/// Settles what becomes of each stream.
pub(crate) fn plan(reader: &mut Reader, container: &Container, settings: &TranscodeSettings) -> Result<Vec<Planned>> {
    let streams = reader.input.streams().map_err(|error| reader.fail("read the streams", &error))?;
    let chosen = choose(reader, &streams, settings)?;
    let mut planned = Vec::new();
    for stream in streams.into_iter().filter(|stream| chosen.contains(&stream.index)) {
        let explicit = settings.streams.is_some();
        if let Some(action) = action(reader, container, &stream, settings, explicit)? {
            planned.push(Planned { stream, action });
        }
    }
    if planned.is_empty() {
        let message = format!("nothing in the input can go into {}", container.name);
        return Err(Error::new(ErrorCode::MediaStream, message).at_path(reader.name.clone()));
    }
    Ok(planned)
}

/// The indices of the streams that were asked for, else of the default ones.
fn choose(reader: &Reader, streams: &[InputStream], settings: &TranscodeSettings) -> Result<Vec<usize>> {
    if let Some(chosen) = &settings.streams {
        if let Some(absent) = chosen.iter().find(|index| **index as usize >= streams.len()) {
            return Err(invalid(format!("streams: expected indices below {}, got {absent}", streams.len())));
        }
        return Ok(chosen.iter().map(|index| *index as usize).collect());
    }
    let mut chosen: Vec<usize> = [MediaKind::Video, MediaKind::Audio]
        .into_iter()
        .filter_map(|kind| reader.input.best_stream(kind))
        .filter(|index| streams.get(*index).is_some_and(|stream| !stream.attached_picture))
        .collect();
    let subtitles = streams.iter().filter(|stream| stream.parameters.kind() == MediaKind::Subtitle);
    chosen.extend(subtitles.map(|stream| stream.index));
    Ok(chosen)
}

fn action(
    reader: &Reader,
    container: &Container,
    stream: &InputStream,
    settings: &TranscodeSettings,
    explicit: bool,
) -> Result<Option<Action>> {
    let kind = stream.parameters.kind();
    let wanted = match kind {
        MediaKind::Video => &settings.video_codec,
        MediaKind::Audio => &settings.audio_codec,
        MediaKind::Subtitle => &settings.subtitle_codec,
        _ => return Ok(None),
    };
    let ffmpeg = reader.ffmpeg;
    let codec = stream.parameters.codec();
    let fits = container.holds(ffmpeg, &codec);
    match wanted.as_deref() {
        Some("none") => Ok(None),
        Some("copy") if !fits => Err(container.refusal(ffmpeg, &codec, kind)),
        Some("copy") => Ok(Some(Action::Copy)),
        Some(name) => {
            let encoder = require_encoder(ffmpeg, name, kind)?;
            if !container.holds(ffmpeg, &encoder.name()) {
                return Err(container.refusal(ffmpeg, &encoder.codec(), kind));
            }
            // Asking for the codec that is there already changes nothing.
            let same = encoder.codec() == codec && encoder.name() != name;
            encode(stream, kind, encoder, settings, same && fits).map(Some)
        }
        None if fits && !changes(kind, settings) => Ok(Some(Action::Copy)),
        None if kind == MediaKind::Subtitle && !stream.parameters.is_text_subtitle() => Ok(None),
        None => match container.defaults(kind) {
            [] if explicit => Err(container.refusal(ffmpeg, &codec, kind)),
            [] => Ok(None),
            names => {
                let found = names.iter().find_map(|name| super::container::encoder(ffmpeg, name));
                let encoder = match found {
                    Some(encoder) => encoder,
                    None => require_encoder(ffmpeg, names[0], kind)?,
                };
                encode(stream, kind, encoder, settings, false).map(Some)
            }
        },
    }
}

fn encode(
    stream: &InputStream,
    kind: MediaKind,
    encoder: Codec,
    settings: &TranscodeSettings,
    may_copy: bool,
) -> Result<Action> {
    if may_copy && !changes(kind, settings) {
        return Ok(Action::Copy);
    }
    if kind == MediaKind::Subtitle {
        if !stream.parameters.is_text_subtitle() {
            let message = format!("stream {} is pictures, which cannot be written as text", stream.index);
            return Err(Error::new(ErrorCode::Media, message));
        }
        return Ok(Action::Convert(encoder));
    }
    if kind == MediaKind::Video && settings.two_pass && !quality::has_two_passes(&encoder.name()) {
        return Err(invalid(format!("twoPass: {} cannot encode in two passes", encoder.name())));
    }
    Ok(Action::Encode(encoder))
}

/// Whether the settings ask for anything that packets have to be decoded for.
fn changes(kind: MediaKind, settings: &TranscodeSettings) -> bool {
    match kind {
        MediaKind::Video => {
            settings.video_bitrate.is_some()
                || settings.quality.is_some()
                || settings.width.is_some()
                || settings.height.is_some()
                || settings.fps.is_some()
                || settings.crop.is_some()
                || settings.two_pass
                || settings.keyframe_interval.is_some()
                || settings.start.is_some_and(|start| start > 0.0)
        }
        MediaKind::Audio => {
            settings.audio_bitrate.is_some()
                || settings.audio_channels.is_some()
                || settings.audio_sample_rate.is_some()
                || settings.volume.is_some_and(|volume| volume != 1.0)
                || settings.start.is_some_and(|start| start > 0.0)
        }
        _ => false,
    }
}
