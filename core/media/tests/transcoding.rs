//! Transcodes, checked by decoding and probing what came out.

mod common;

use common::{audio, can_encode, decibels, fixture, frames, input, probe, transcode};
use lode_media::model::StreamKind;
use lode_media::options::TranscodeSettings;
use lode_media::{MemoryOutput, Output};
use lode_runtime::{ErrorCode, Job, JobSettings, parse_options};

#[test]
fn what_nothing_is_asked_of_is_copied() {
    let (bytes, stats) = transcode(fixture("film.mp4"), r#"{"format": "mov"}"#).unwrap();
    assert!(stats.streams.iter().all(|stream| stream.copied), "{:?}", stats.streams);
    assert_eq!((stats.frames_decoded, stats.frames_encoded), (0, 0));
    let before = frames(fixture("film.mp4"), "{}").unwrap();
    let after = frames(input(bytes, "a.mov"), "{}").unwrap();
    assert!(before.bytes == after.bytes && before.times.len() == after.times.len());
}

#[test]
fn every_container_can_be_written_and_read_again() {
    for format in [
        "mp4", "mov", "matroska", "ts", "avi", "gif", "m4a", "mp3", "ogg", "opus", "flac", "wav", "adts", "aiff", "caf",
    ] {
        let (bytes, stats) = transcode(fixture("film.mp4"), &format!(r#"{{"format": "{format}"}}"#)).unwrap();
        assert_eq!(bytes.len() as u64, stats.output_size, "{format}");
        let info = probe(input(bytes.clone(), &format!("a.{format}"))).unwrap();
        for stream in stats.streams.iter().filter(|stream| stream.kind == StreamKind::Video) {
            assert!(info.streams.iter().any(|found| found.codec == stream.codec), "{format}: {}", stream.codec);
            assert_eq!(
                frames(input(bytes.clone(), "a"), "{}").unwrap().times.len(),
                stream.packets as usize,
                "{format}"
            );
        }
        let duration = info.duration.unwrap_or(0.0);
        assert!((0.9..1.25).contains(&duration), "{format}: {duration} s");
    }
}

#[test]
fn webm_gets_what_webm_holds() {
    if !can_encode("vp9") {
        eprintln!("not checked: FFmpeg was built without libvpx");
        return;
    }
    let (bytes, stats) = transcode(fixture("film.mp4"), r#"{"format": "webm"}"#).unwrap();
    let codecs: Vec<&str> = stats.streams.iter().map(|stream| stream.codec.as_str()).collect();
    assert_eq!(codecs, ["vp9", "opus", "webvtt"]);
    assert_eq!(frames(input(bytes, "a.webm"), "{}").unwrap().times.len(), 25);
}

#[test]
fn av1_is_encoded_where_it_was_built_in() {
    if !can_encode("av1") {
        eprintln!("not checked: FFmpeg was built without SVT-AV1");
        return;
    }
    let (bytes, stats) = transcode(fixture("h264.mp4"), r#"{"format": "webm", "videoCodec": "av1"}"#).unwrap();
    assert_eq!(stats.streams[0].codec, "av1");
    assert_eq!(frames(input(bytes, "a.webm"), "{}").unwrap().times.len(), 25);
}

#[test]
fn video_is_scaled_cut_and_given_another_rate() {
    let settings = r#"{"format": "mp4", "width": 48, "fps": 10, "crop": {"x": 0, "y": 0, "width": 64, "height": 64}}"#;
    let (bytes, stats) = transcode(fixture("h264.mp4"), settings).unwrap();
    let all = frames(input(bytes, "a.mp4"), "{}").unwrap();
    assert_eq!((all.info.width, all.info.height, all.times.len()), (48, 48, 10));
    assert_eq!((stats.frames_decoded, stats.frames_encoded), (25, 10));
}

#[test]
fn a_rotated_video_is_encoded_upright() {
    let (bytes, _) = transcode(fixture("rotated.mp4"), r#"{"format": "mp4", "videoCodec": "mpeg4"}"#).unwrap();
    let info = probe(input(bytes, "a.mp4")).unwrap();
    let video = &info.streams[0];
    assert_eq!((video.width, video.height, video.rotation), (Some(64), Some(96), Some(0.0)));
}

#[test]
fn a_part_is_cut_out_exactly() {
    let settings = r#"{"format": "mp4", "start": 0.5, "duration": 0.24}"#;
    let (bytes, _) = transcode(fixture("film.mp4"), settings).unwrap();
    let all = frames(input(bytes.clone(), "a.mp4"), "{}").unwrap();
    // The frames at 0.52, 0.56, ... 0.72.
    assert_eq!(all.times.len(), 6);
    let sound = audio(input(bytes, "a.mp4"), r#"{"sampleRate": 44100}"#).unwrap();
    let expected = (0.24 * 44100.0) as usize;
    assert!(sound.samples.len().abs_diff(expected) <= 1024, "{}", sound.samples.len());
}

#[test]
fn lossless_sound_survives_and_volume_is_a_factor() {
    let before = audio(fixture("tone.flac"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
    let (bytes, _) = transcode(fixture("tone.flac"), r#"{"format": "wav"}"#).unwrap();
    let after = audio(input(bytes, "a.wav"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
    assert!(before == after);
    let (bytes, _) = transcode(fixture("tone.flac"), r#"{"format": "wav", "volume": 0.5}"#).unwrap();
    let halved = audio(input(bytes, "a.wav"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
    let expected: Vec<f32> = before.iter().map(|value| value / 2.0).collect();
    assert!(decibels(&expected, &halved) > 70.0);
}

#[test]
fn sound_that_is_encoded_keeps_its_place_and_length() {
    let before = audio(fixture("tone.flac"), "{}").unwrap().samples;
    for format in ["m4a", "opus", "mp3"] {
        let (bytes, _) = transcode(fixture("tone.flac"), &format!(r#"{{"format": "{format}"}}"#)).unwrap();
        let after = audio(input(bytes, &format!("a.{format}")), "{}").unwrap().samples;
        assert!(after.len().abs_diff(before.len()) <= 400, "{format}: {} {}", before.len(), after.len());
        let inner = 1000..before.len() - 1000;
        let decibels = decibels(&before[inner.clone()], &after[inner]);
        assert!(decibels > 15.0, "{format}: {decibels:.1} dB");
    }
}

#[test]
fn tags_chapters_and_languages_go_over() {
    let settings = r#"{"format": "matroska", "metadata": {"title": "Another", "artist": ""}}"#;
    let (bytes, _) = transcode(fixture("film.mp4"), settings).unwrap();
    let info = probe(input(bytes, "a.mkv")).unwrap();
    let tag =
        |name: &str| info.tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name)).map(|tag| tag.value.as_str());
    assert_eq!((tag("title"), tag("artist")), (Some("Another"), None));
    let chapters: Vec<_> = info.chapters.iter().map(|chapter| chapter.title.as_deref().unwrap()).collect();
    assert_eq!(chapters, ["Dusk", "Night"]);
    let audio = info.streams.iter().find(|stream| stream.kind == StreamKind::Audio).unwrap();
    assert_eq!(audio.language.as_deref(), Some("eng"));
}

#[test]
fn streams_are_chosen_by_index() {
    let (bytes, _) = transcode(fixture("film.mp4"), r#"{"format": "mp4", "streams": [0, 2]}"#).unwrap();
    let info = probe(input(bytes, "a.mp4")).unwrap();
    // The chapters are a stream of their own in MP4.
    let kinds: Vec<StreamKind> = info.streams.iter().map(|stream| stream.kind).collect();
    assert_eq!(kinds, [StreamKind::Video, StreamKind::Audio, StreamKind::Data]);
    assert_eq!(info.streams[1].language.as_deref(), Some("deu"));
}

#[test]
fn subtitles_become_text_files() {
    let (bytes, _) = transcode(fixture("film.mp4"), r#"{"format": "srt"}"#).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("00:00:00,100 --> 00:00:00,500") && text.contains("The lighthouse at dusk"), "{text}");
    let (bytes, _) = transcode(fixture("film.mp4"), r#"{"format": "webvtt"}"#).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("WEBVTT") && text.contains("<i>waves</i>"), "{text}");
}

#[test]
fn two_passes_come_closer_to_the_rate() {
    let settings = r#"{"format": "avi", "videoCodec": "mpeg4", "twoPass": true, "videoBitrate": 200000}"#;
    let (bytes, stats) = transcode(fixture("h264.mp4"), settings).unwrap();
    assert_eq!(frames(input(bytes, "a.avi"), "{}").unwrap().times.len(), 25);
    assert_eq!(stats.frames_encoded, 25);
    let error =
        transcode(fixture("h264.mp4"), r#"{"format": "mp4", "videoCodec": "h264", "twoPass": true}"#).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidOptions);
}

/// A picture of 640 pixels takes more than the 200 kbit/s that the encoder aims at when it is told nothing.
#[test]
fn two_passes_without_a_rate_share_out_what_the_quality_takes() {
    let size = |two_pass: bool, quality: u32| {
        let settings = format!(
            r#"{{"format": "avi", "videoCodec": "mpeg4", "width": 640, "twoPass": {two_pass}, "quality": {quality}}}"#
        );
        let (bytes, stats) = transcode(fixture("h264.mp4"), &settings).unwrap();
        assert_eq!(stats.frames_encoded, 25);
        bytes.len() as f64
    };
    for quality in [20, 60, 90] {
        let ratio = size(true, quality) / size(false, quality);
        assert!((0.8..1.2).contains(&ratio), "quality {quality}: {ratio}");
    }
}

#[test]
fn a_fragmented_mp4_has_no_index_and_one_with_a_fast_start_has_it_first() {
    let boxes = |bytes: &[u8]| {
        let (mut at, mut names) = (0, Vec::new());
        while at + 8 <= bytes.len() {
            names.push(String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned());
            at += (u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize).max(8);
        }
        names
    };
    let names = boxes(&transcode(fixture("film.mp4"), r#"{"format": "mp4", "fragmented": true}"#).unwrap().0);
    assert!(names.contains(&"moof".to_string()), "{names:?}");
    let names = boxes(&transcode(fixture("film.mp4"), r#"{"format": "mp4"}"#).unwrap().0);
    let place = |name: &str| names.iter().position(|found| found == name).unwrap();
    assert!(place("moov") < place("mdat"), "{names:?}");
}

#[test]
fn a_codec_that_a_container_cannot_hold_is_refused_with_those_that_it_can() {
    let error = transcode(fixture("film.mp4"), r#"{"format": "wav", "audioCodec": "aac"}"#).unwrap_err();
    assert_eq!(error.code, ErrorCode::MediaContainer);
    assert!(error.message.contains("wav") && error.message.contains("pcm_s16le"), "{}", error.message);
    let error = transcode(fixture("film.mp4"), r#"{"format": "mp4", "videoCodec": "dirac"}"#).unwrap_err();
    assert_eq!(error.code, ErrorCode::MediaCodec);
    assert!(error.message.contains("LODE_FFMPEG"), "{}", error.message);
}

#[test]
fn statistics_are_what_went_in_and_came_out() {
    let (bytes, stats) = transcode(fixture("h264.mp4"), r#"{"format": "matroska", "videoCodec": "mpeg4"}"#).unwrap();
    let size = std::fs::metadata(common::folder().join("h264.mp4")).unwrap().len();
    assert_eq!((stats.input_size, stats.output_size), (size, bytes.len() as u64));
    assert_eq!((stats.packets_processed, stats.frames_decoded, stats.frames_encoded), (25, 25, 25));
    assert!((stats.compression_ratio - size as f64 / bytes.len() as f64).abs() < 1e-9);
}

#[test]
fn progress_grows_to_a_hundred() {
    let settings: TranscodeSettings =
        parse_options(br#"{"format": "mp4", "videoCodec": "mpeg4", "progressInterval": 0}"#).unwrap();
    let mut percents = Vec::new();
    let memory = Output::Memory(MemoryOutput::default());
    lode_media::transcode(fixture("h264.mp4"), memory, &settings, &Job::default(), &mut |progress| {
        percents.push(progress.percent.unwrap());
    })
    .unwrap();
    assert!(percents.len() > 10 && percents.is_sorted() && percents.last() == Some(&100.0), "{percents:?}");
}

#[test]
fn a_cancelled_transcode_leaves_nothing_behind() {
    let folder = std::env::temp_dir().join(format!("lode-cancel-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for moment in 0..20 {
        let job = Job::new(JobSettings::default());
        let settings: TranscodeSettings = parse_options(br#"{"videoCodec": "h264", "progressInterval": 0}"#).unwrap();
        let mut count = 0;
        let output = Output::Path(folder.join("a.mp4"));
        let result = lode_media::transcode(fixture("film.mp4"), output, &settings, &job, &mut |_| {
            count += 1;
            if count > moment {
                job.cancel();
            }
        });
        assert_eq!(result.unwrap_err().code, ErrorCode::Cancelled);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}

#[test]
fn the_input_is_never_written_over() {
    let folder = std::env::temp_dir().join(format!("lode-same-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a.mp4");
    std::fs::copy(common::folder().join("h264.mp4"), &file).unwrap();
    let settings: TranscodeSettings = parse_options(br#"{"overwrite": true, "width": 32}"#).unwrap();
    let input = lode_media::Input::Path(file.clone());
    let error = lode_media::transcode(input, Output::Path(file), &settings, &Job::default(), &mut |_| {}).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidOptions);
}

/// Matrix, primaries, transfer function and range, as `ffprobe -show_entries stream=color_space,…` of FFmpeg 5.1 says of the
/// fixtures.
const HLG: [Option<&str>; 4] = [Some("bt2020nc"), Some("bt2020"), Some("arib-std-b67"), Some("tv")];
const FULL: [Option<&str>; 4] = [Some("bt709"), Some("bt709"), Some("bt709"), Some("pc")];

#[test]
fn what_colors_mean_goes_over_when_pictures_are_encoded() {
    for (file, expected) in [("hlg.mp4", HLG), ("full-range.mp4", FULL)] {
        for (format, codec) in [("mp4", "h264"), ("matroska", "mpeg4"), ("matroska", "vp9"), ("webm", "av1")] {
            if !can_encode(codec) {
                eprintln!("not checked: FFmpeg was built without an encoder of {codec}");
                continue;
            }
            let settings = format!(r#"{{"format": "{format}", "videoCodec": "{codec}"}}"#);
            let (bytes, _) = transcode(fixture(file), &settings).unwrap();
            let video = probe(input(bytes, &format!("a.{format}"))).unwrap().streams.remove(0);
            let told = [video.color_space, video.color_primaries, video.color_transfer, video.color_range];
            assert_eq!(told.each_ref().map(|name| name.as_deref()), expected, "{file} as {codec} in {format}");
        }
    }
}

#[test]
fn full_range_looks_the_same_after_it_was_encoded() {
    let before = frames(fixture("full-range.mp4"), "{}").unwrap().bytes;
    for codec in ["h264", "mjpeg"] {
        let settings = format!(r#"{{"format": "mov", "videoCodec": "{codec}", "quality": 95}}"#);
        let (bytes, _) = transcode(fixture("full-range.mp4"), &settings).unwrap();
        let after = frames(input(bytes, "a.mov"), "{}").unwrap().bytes;
        assert_eq!(before.len(), after.len());
        let mean = |bytes: &[u8]| bytes.iter().map(|byte| f64::from(*byte)).sum::<f64>() / bytes.len() as f64;
        // Taken for limited range, black and white would be 16 steps off.
        assert!((mean(&before) - mean(&after)).abs() < 1.5, "{codec}: {} {}", mean(&before), mean(&after));
    }
}
