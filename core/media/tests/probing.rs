//! What is said of files, against what they were made as.

mod common;

use common::{fixture, probe};
use lode_media::model::StreamKind;

#[test]
fn a_film_is_described() {
    let info = probe(fixture("film.mp4")).unwrap();
    let kinds: Vec<StreamKind> = info.streams.iter().map(|stream| stream.kind).collect();
    assert_eq!(kinds[..4], [StreamKind::Video, StreamKind::Audio, StreamKind::Audio, StreamKind::Subtitle]);
    let (video, sound) = (&info.streams[0], &info.streams[2]);
    assert_eq!((info.format.as_str(), video.codec.as_str(), sound.codec.as_str()), ("mp4", "h264", "aac"));
    assert_eq!((video.width, video.height, video.frame_rate, video.frames), (Some(96), Some(64), Some(25.0), Some(25)));
    assert_eq!((sound.sample_rate, sound.channels, sound.language.as_deref()), (Some(44100), Some(1), Some("deu")));
    assert_eq!(info.chapters.len(), 2);
    assert_eq!((info.chapters[0].title.as_deref(), info.chapters[0].end), (Some("Dusk"), 0.4));
    assert!(info.tags.iter().any(|tag| tag.name == "title" && tag.value == "The lighthouse"));
}

#[test]
fn rotation_and_the_shape_of_pixels_are_told_and_applied() {
    let rotated = probe(fixture("rotated.mp4")).unwrap().streams.remove(0);
    assert_eq!((rotated.width, rotated.height), (Some(96), Some(64)));
    assert_eq!((rotated.display_width, rotated.display_height), (Some(64), Some(96)));
    let wide = probe(fixture("anamorphic.mp4")).unwrap().streams.remove(0);
    assert_eq!((wide.pixel_aspect, wide.display_width, wide.display_height), (Some(2.0), Some(192), Some(64)));
}

#[test]
fn depth_and_fields_are_told() {
    let deep = probe(fixture("hevc-10bit.mp4")).unwrap().streams.remove(0);
    assert_eq!((deep.bit_depth, deep.pixel_format.as_deref()), (Some(10), Some("yuv420p10le")));
    assert_eq!(probe(fixture("interlaced.mp4")).unwrap().streams[0].interlaced, Some(true));
}

#[test]
fn the_loaded_ffmpeg_is_lgpl_and_says_what_it_has() {
    let list = lode_media::codecs().unwrap();
    assert!(list.license.starts_with("LGPL"), "{}", list.license);
    for name in ["libopenh264", "aac", "libopus", "libmp3lame", "flac", "gif"] {
        assert!(list.encoders.iter().any(|encoder| encoder.name == name), "{name}");
    }
}
