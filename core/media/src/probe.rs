//! What is in a file.

use lode_ffmpeg::{Codec, InputStream, MediaKind, NO_TIME, Orientation};
use lode_runtime::{Job, Result};

use crate::input::Input;
use crate::model::{Chapter, MediaInfo, MediaTag, StreamInfo, StreamKind};
use crate::options::ProbeOptions;
use crate::reader::{Measured, Reader};

/// Tells what is in a file. Nothing is decoded but what is needed to know what streams hold.
///
/// # Errors
/// `Media` for what is no audio or video or too damaged, `LibraryLoad` without FFmpeg, those of reading the input.
pub fn probe(input: Input, _options: &ProbeOptions, job: &Job) -> Result<MediaInfo> {
    describe(&mut Reader::open(job, input)?)
}

/// Tells what is in an open file.
pub(crate) fn describe(reader: &mut Reader) -> Result<MediaInfo> {
    let streams = reader.input.streams().map_err(|error| reader.fail("read the streams", &error))?;
    let mut streams: Vec<StreamInfo> = streams.iter().map(|stream| describe_stream(stream, reader.ffmpeg)).collect();
    reader.measure()?;
    if let (Some(Measured { frames, seconds }), [animation]) = (reader.measured, streams.as_mut_slice()) {
        (animation.frames, animation.duration) = (Some(frames), Some(seconds));
        animation.frame_rate = (seconds > 0.0).then(|| frames as f64 / seconds);
    }
    let (format, description) = reader.input.format();
    let bit_rate = reader.input.times().2;
    let chapters = reader.input.chapters().into_iter().map(|(start, end, tags)| Chapter {
        start,
        end,
        title: tag(&tags, "title"),
    });
    Ok(MediaInfo {
        format: canonical(&format, &reader.name, &reader.input.tags()),
        format_description: description,
        duration: reader.duration(),
        start: reader.start(),
        bit_rate: (bit_rate > 0).then_some(bit_rate),
        size: reader.size,
        streams,
        chapters: chapters.collect(),
        tags: tags(&reader.input.tags()),
        warnings: reader.damage.warnings(),
    })
}

/// FFmpeg reads families of containers under names such as `mov,mp4,m4a,3gp,3g2,mj2`: the brand, then the extension, tells
/// which it is.
fn canonical(names: &str, file: &str, tags: &[(String, String)]) -> String {
    let names: Vec<&str> = names.split(',').collect();
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    if names.contains(&"mp4") {
        let brand = tag(tags, "major_brand").unwrap_or_default();
        return match brand.trim() {
            "qt" => "mov",
            "M4A" | "M4B" => "m4a",
            _ if names.contains(&extension.as_str()) => return extension,
            _ => "mp4",
        }
        .into();
    }
    if names.contains(&"webm") && extension == "webm" {
        return extension;
    }
    names.first().unwrap_or(&"unknown").to_string()
}

fn describe_stream(stream: &InputStream, ffmpeg: lode_ffmpeg::Ffmpeg) -> StreamInfo {
    let parameters = &stream.parameters;
    let kind = kind_of(parameters.kind());
    let positive = |value: u32| (value > 0).then_some(value);
    let bit_rate = parameters.bit_rate();
    let mut info = StreamInfo {
        index: u32::try_from(stream.index).unwrap_or(u32::MAX),
        kind,
        codec: parameters.codec(),
        codec_description: parameters.codec_description(),
        profile: parameters.profile(),
        decodable: Codec::decoder_for(ffmpeg, parameters).is_some(),
        start: stream.time_base.seconds(stream.start),
        duration: duration(stream),
        bit_rate: (bit_rate > 0).then_some(bit_rate),
        frames: (stream.frames > 0).then_some(stream.frames),
        language: tag(&stream.tags, "language").filter(|language| language != "und"),
        title: tag(&stream.tags, "title"),
        default: stream.default,
        forced: stream.forced,
        attached_picture: stream.attached_picture,
        bit_depth: parameters.bit_depth(),
        tags: tags(&stream.tags),
        ..StreamInfo::default()
    };
    match kind {
        StreamKind::Video => {
            info.width = positive(parameters.width());
            info.height = positive(parameters.height());
            let aspect = stream.pixel_aspect.value();
            info.pixel_aspect = Some(aspect.unwrap_or(1.0));
            info.rotation = Some(parameters.orientation().unwrap_or_default().degrees);
            if let (Some(width), Some(height)) = (info.width, info.height) {
                let (width, height) = display_size(width, height, aspect, parameters.orientation());
                (info.display_width, info.display_height) = (Some(width), Some(height));
            }
            info.frame_rate = stream.average_rate.value().or_else(|| stream.real_rate.value());
            info.pixel_format = parameters.pixel_format();
            info.interlaced = parameters.is_interlaced();
            [info.color_space, info.color_primaries, info.color_transfer, info.color_range] = parameters.colors();
        }
        StreamKind::Audio => {
            info.sample_rate = positive(parameters.sample_rate());
            info.channels = positive(parameters.channels());
            info.channel_layout = parameters.channel_layout();
            info.sample_format = parameters.sample_format();
        }
        _ => info.bit_depth = None,
    }
    info
}

/// The size as it is shown: height kept and width stretched by the shape of the pixels, then turned.
pub(crate) fn display_size(
    width: u32,
    height: u32,
    aspect: Option<f64>,
    orientation: Option<Orientation>,
) -> (u32, u32) {
    let wide = (f64::from(width) * aspect.unwrap_or(1.0)).round().clamp(1.0, 1e6) as u32;
    if is_sideways(orientation) { (height, wide) } else { (wide, height) }
}

/// Whether an orientation swaps width and height.
pub(crate) fn is_sideways(orientation: Option<Orientation>) -> bool {
    orientation.is_some_and(|Orientation { degrees, .. }| {
        let quarter = (degrees / 90.0).round();
        (degrees - quarter * 90.0).abs() < 1.0 && quarter.rem_euclid(2.0) == 1.0
    })
}

/// A stream's length, in seconds: the container's, or what Matroska writes as a tag (`00:00:03.000000000`).
fn duration(stream: &InputStream) -> Option<f64> {
    let known = (stream.duration > 0 && stream.duration != NO_TIME).then_some(stream.duration);
    known.and_then(|duration| stream.time_base.seconds(duration)).or_else(|| {
        let text = tag(&stream.tags, "DURATION")?;
        let mut seconds = 0.0;
        for part in text.split(':') {
            seconds = seconds * 60.0 + part.parse::<f64>().ok()?;
        }
        Some(seconds)
    })
}

pub(crate) fn kind_of(kind: MediaKind) -> StreamKind {
    match kind {
        MediaKind::Video => StreamKind::Video,
        MediaKind::Audio => StreamKind::Audio,
        MediaKind::Subtitle => StreamKind::Subtitle,
        MediaKind::Attachment => StreamKind::Attachment,
        MediaKind::Data => StreamKind::Data,
    }
}

fn tags(pairs: &[(String, String)]) -> Vec<MediaTag> {
    pairs.iter().map(|(name, value)| MediaTag { name: name.clone(), value: value.clone() }).collect()
}

pub(crate) fn tag(pairs: &[(String, String)], name: &str) -> Option<String> {
    pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_pixels_stretch_the_width_and_a_quarter_turn_swaps_the_sides() {
        assert_eq!(display_size(720, 576, Some(64.0 / 45.0), None), (1024, 576));
        let turned = |degrees| Some(Orientation { degrees, mirrored: false });
        assert_eq!(display_size(1920, 1080, None, turned(90.0)), (1080, 1920));
        assert_eq!(display_size(1920, 1080, None, turned(180.0)), (1920, 1080));
    }

    #[test]
    fn the_brand_tells_quicktime_from_mp4() {
        let names = "mov,mp4,m4a,3gp,3g2,mj2";
        assert_eq!(canonical(names, "a.mp4", &[("major_brand".into(), "qt  ".into())]), "mov");
        assert_eq!(canonical(names, "a", &[("major_brand".into(), "isom".into())]), "mp4");
        assert_eq!(canonical("matroska,webm", "a.webm", &[]), "webm");
        assert_eq!(canonical("wav", "a.bin", &[]), "wav");
    }
}
