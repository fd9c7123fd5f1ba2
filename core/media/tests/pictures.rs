//! Pictures, against what another ffmpeg decodes.

mod common;

use common::{bytes, expected, fixture, frames, input};
use lode_media::options::ThumbnailOptions;
use lode_runtime::{ErrorCode, Job, parse_options};
use md5::{Digest, Md5};

fn hash(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Its pixels are made square, which the other ffmpeg was not asked to do. (It was asked to weave fields.)
const CHANGED: &str = "anamorphic.mp4";

#[test]
fn every_codec_gives_the_frames_of_ffmpeg_bit_for_bit() {
    for row in expected() {
        let (Some(count), Some(rgb)) = (row.frames, row.rgb) else { continue };
        let all = frames(fixture(&row.file), "{}").unwrap();
        assert_eq!(all.times.len(), count, "{}", row.file);
        if row.file != CHANGED {
            assert_eq!(hash(&all.bytes), rgb, "{}", row.file);
        }
    }
}

/// The colors that the pictures were made of, in the middles of their quarters (`tests/fixtures/make/pictures.py`).
#[test]
fn pictures_of_one_picture_have_the_colors_that_they_were_made_of() {
    let folder = common::folder().join("../pictures");
    for (file, near) in [("lossless.webp", 0), ("lossy.webp", 12), ("rgb.png", 0), ("rgb.jpg", 6), ("palette.gif", 0)] {
        let all = frames(lode_media::Input::Path(folder.join(file)), "{}").unwrap();
        assert_eq!((all.info.width, all.info.height, all.times.len()), (32, 16, 1), "{file}");
        let quarters = [(8, 4, [255, 0, 0]), (24, 4, [0, 255, 0]), (8, 12, [0, 0, 255]), (24, 12, [255; 3])];
        for (x, y, color) in quarters {
            let pixel = &all.bytes[(y * 32 + x) * 3..][..3];
            let far = pixel.iter().zip(color).map(|(ours, made)| ours.abs_diff(made)).max().unwrap();
            assert!(far <= near, "{file} at {x}, {y}: {pixel:?}, not {color:?}");
        }
    }
}

#[test]
fn a_rotated_video_is_upright() {
    let all = frames(fixture("rotated.mp4"), r#"{"count": 1}"#).unwrap();
    assert_eq!((all.info.width, all.info.height), (64, 96));
}

#[test]
fn pictures_that_come_at_varying_rates_keep_their_times() {
    let times = frames(fixture("variable.mkv"), "{}").unwrap().times;
    // Made of every third picture of 25 a second, and the fourth after the first.
    let expected = [0, 3, 4, 6, 9, 12, 15, 18, 21, 24].map(|number| f64::from(number) / 25.0);
    assert_eq!(times.len(), expected.len());
    assert!(times.iter().zip(expected).all(|(time, expected)| (time - expected).abs() < 0.0006), "{times:?}");
}

#[test]
fn an_edit_list_cuts_off_what_is_only_there_to_be_decoded() {
    let whole = frames(fixture("h264.mp4"), "{}").unwrap();
    let edited = frames(fixture("edited.mp4"), "{}").unwrap();
    // Cut by an edit list half a second in: the last 12 of 25 pictures.
    let size = whole.bytes.len() / 25;
    assert!(edited.bytes == whole.bytes[13 * size..], "{:?}", edited.times);
    assert!((edited.times[0] - 0.0).abs() < 0.021, "{:?}", edited.times);
}

#[test]
fn pixels_become_square() {
    let all = frames(fixture("anamorphic.mp4"), r#"{"count": 1}"#).unwrap();
    assert_eq!((all.info.width, all.info.height), (192, 64));
}

#[test]
fn times_give_the_picture_that_is_shown_then_in_the_order_asked_for() {
    for file in ["h264.mp4", "vp9.webm", "av1.mkv", "mpeg2.m2ts", "mpeg4.avi"] {
        let all = frames(fixture(file), "{}").unwrap();
        let size = all.bytes.len() / all.times.len();
        let some = frames(fixture(file), r#"{"at": [0.9, 0.05, 0.52]}"#).unwrap();
        // 25 frames a second: the frames at 0.88, 0.04 and 0.52.
        let numbers = [22, 1, 13];
        for (index, number) in numbers.into_iter().enumerate() {
            let expected = &all.bytes[number * size..(number + 1) * size];
            assert!(some.bytes[index * size..(index + 1) * size] == *expected, "{file} {number}: {:?}", some.times);
        }
    }
}

#[test]
fn a_rate_gives_evenly_spaced_pictures_to_the_end() {
    let some = frames(fixture("h264.mp4"), r#"{"fps": 5}"#).unwrap();
    let expected = [0.0, 0.2, 0.4, 0.6, 0.8];
    assert_eq!(some.times.len(), expected.len());
    assert!(some.times.iter().zip(expected).all(|(time, expected)| (time - expected).abs() < 1e-6), "{:?}", some.times);
    assert_eq!(frames(fixture("h264.mp4"), r#"{"fps": 50}"#).unwrap().times.len(), 50);
}

#[test]
fn a_count_gives_as_many_pictures_from_all_parts() {
    let some = frames(fixture("h264.mp4"), r#"{"count": 5}"#).unwrap();
    let expected = [0.08, 0.28, 0.48, 0.68, 0.88];
    assert!(some.times.iter().zip(expected).all(|(time, expected)| (time - expected).abs() < 1e-6), "{:?}", some.times);
}

#[test]
fn only_key_frames_come_where_they_are_asked_for() {
    for file in ["h264.mp4", "vp9.webm"] {
        let some = frames(fixture(file), r#"{"keyframes": true}"#).unwrap();
        let times: Vec<String> = some.times.iter().map(|time| format!("{time:.2}")).collect();
        // Encoded with a key frame every 10 frames.
        assert_eq!(times, ["0.00", "0.40", "0.80"], "{file}");
    }
}

#[test]
fn a_part_starts_and_ends_where_it_was_asked_to() {
    let some = frames(fixture("h264.mp4"), r#"{"start": 0.5, "duration": 0.2}"#).unwrap();
    let times: Vec<String> = some.times.iter().map(|time| format!("{time:.2}")).collect();
    assert_eq!(times, ["0.52", "0.56", "0.60", "0.64", "0.68"]);
}

#[test]
fn tensors_are_normalised_planes_of_the_same_pixels() {
    let bytes = frames(fixture("h264.mp4"), r#"{"at": [0], "width": 32, "height": 32}"#).unwrap().bytes;
    let options =
        r#"{"at": [0], "width": 32, "height": 32, "format": "tensor", "mean": [0.5, 0.25, 0], "std": [0.5, 2, 1]}"#;
    let tensor = frames(fixture("h264.mp4"), options).unwrap().bytes;
    let values: Vec<f32> = tensor.chunks_exact(4).map(|value| f32::from_ne_bytes(value.try_into().unwrap())).collect();
    assert_eq!(values.len(), 3 * 32 * 32);
    for (pixel, color) in bytes.chunks_exact(3).enumerate() {
        for channel in 0..3 {
            let (mean, std) = ([0.5, 0.25, 0.0][channel], [0.5, 2.0, 1.0][channel]);
            let expected = (f32::from(color[channel]) / 255.0 - mean) / std;
            assert!((values[channel * 1024 + pixel] - expected).abs() < 1e-5);
        }
    }
}

#[test]
fn batches_hold_as_many_pictures_as_asked_for_and_the_rest() {
    let mut sizes = Vec::new();
    let options = parse_options(br#"{"batch": 10, "width": 16}"#).unwrap();
    lode_media::video_frames(fixture("h264.mp4"), &options, &Job::default(), &mut |batch| {
        sizes.push((batch.frames.len(), batch.pixels.size()));
        Ok(())
    })
    .unwrap();
    let one = 16 * 11 * 3;
    assert_eq!(sizes, [(10, 10 * one), (10, 10 * one), (5, 5 * one)]);
}

#[test]
fn a_thumbnail_is_not_black_and_has_the_format_asked_for() {
    for (format, magic) in [("jpeg", &b"\xff\xd8\xff"[..]), ("png", b"\x89PNG"), ("webp", b"RIFF")] {
        let options = format!(r#"{{"format": "{format}", "width": 48}}"#);
        let options: ThumbnailOptions = parse_options(options.as_bytes()).unwrap();
        let image = lode_media::thumbnail(fixture("black-start.mp4"), &options, &Job::default()).unwrap();
        assert!(image.starts_with(magic), "{format}");
        if format == "webp" {
            continue;
        }
        let decoded = frames(input(image, &format!("a.{format}")), "{}").unwrap();
        assert_eq!((decoded.info.width, decoded.info.height), (48, 32));
        assert!(decoded.bytes.iter().filter(|byte| **byte > 64).count() > decoded.bytes.len() / 4, "{format} is black");
    }
}

#[test]
fn a_truncated_video_gives_what_is_there_with_a_warning() {
    let all = frames(fixture("truncated.mp4"), "{}").unwrap();
    assert!(!all.times.is_empty() && all.times.len() < 25, "{}", all.times.len());
    assert!(!all.info.warnings.is_empty());
}

#[test]
fn a_video_without_its_index_is_a_media_error() {
    let error = frames(fixture("truncated-without-index.mp4"), "{}").err().unwrap();
    assert_eq!(error.code, ErrorCode::Media);
    assert!(error.message.contains("moov"), "{}", error.message);
}

#[test]
fn pixels_beyond_the_limit_are_refused_before_they_are_decoded() {
    let limits = lode_runtime::Limits { pixels: lode_runtime::Limit::at_most(1000), ..Default::default() };
    let job = Job::new(lode_runtime::JobSettings { limits, ..Default::default() });
    let error = lode_media::video_frames(fixture("h264.mp4"), &Default::default(), &job, &mut |_| Ok(())).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitPixels);
}

#[test]
fn mutated_files_end_without_a_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    let animated = ["../animations/lossless.webp", "../animations/lossy.webp", "../animations/parts.png"];
    let videos = ["h264.mp4", "vp9.webm", "mpeg2.m2ts", "av1.mkv", "animation.gif", "mpeg4.avi", "vc1.vc1", "wmv3.wmv"];
    for file in animated.into_iter().chain(videos) {
        let original = bytes(file);
        for _ in 0..12 {
            let mut bytes = original.clone();
            for _ in 0..8 {
                let place = next() % bytes.len();
                bytes[place] = next() as u8;
            }
            let _ = frames(input(bytes, file), "{}");
        }
    }
}
