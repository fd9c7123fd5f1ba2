//! Animated WebP, PNG and GIF: pictures that are put together from parts, against what Pillow sees.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::PathBuf;

use common::{Frames, frames, probe};
use lode_media::options::{ImageFormat, ThumbnailOptions};
use lode_media::{Input, MemoryOutput, Output};
use lode_runtime::{Job, parse_options};
use md5::{Digest, Md5};

/// A picture in a row of `expected.tsv`.
struct Expected {
    file: String,
    seconds: f64,
    /// MD5 of its RGBA; none where the codec loses something.
    rgba: Option<String>,
    mean: [f64; 4],
}

fn folder() -> PathBuf {
    common::folder().join("../animations")
}

fn animation(name: &str) -> Input {
    Input::Path(folder().join(name))
}

fn expected() -> Vec<Expected> {
    let text = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let mean: Vec<f64> = cells[4].split(' ').map(|value| value.parse().unwrap()).collect();
        Expected {
            file: cells[0].into(),
            seconds: cells[2].parse::<f64>().unwrap() / 1000.0,
            rgba: (cells[3] != "-").then(|| cells[3].into()),
            mean: mean.try_into().unwrap(),
        }
    });
    rows.collect()
}

fn check(expected: &Expected, pixels: &[u8], how: &str) {
    let Expected { file, seconds, rgba, mean } = expected;
    if let Some(rgba) = rgba {
        let hash: String = Md5::digest(pixels).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, *rgba, "{file} at {seconds} s, {how}");
    }
    let pixels = pixels.as_chunks::<4>().0;
    for (channel, mean) in mean.iter().enumerate() {
        let ours = pixels.iter().map(|pixel| f64::from(pixel[channel])).sum::<f64>() / pixels.len() as f64;
        assert!((ours - mean).abs() < 2.0, "{file} at {seconds} s, {how}: channel {channel} is {ours}, not {mean}");
    }
}

fn pictures(all: &Frames) -> std::slice::Chunks<'_, u8> {
    all.bytes.chunks(all.bytes.len() / all.times.len())
}

#[test]
fn pictures_and_their_times_are_those_that_pillow_sees() {
    let expected = expected();
    for rows in expected.chunk_by(|a, b| a.file == b.file) {
        let file = &rows[0].file;
        let all = frames(animation(file), r#"{"format": "rgba"}"#).unwrap();
        let times: Vec<f64> = all.times.iter().map(|time| (time * 1e3).round() / 1e3).collect();
        assert_eq!(times, rows.iter().map(|row| row.seconds).collect::<Vec<_>>(), "{file}");
        for (row, pixels) in rows.iter().zip(pictures(&all)) {
            check(row, pixels, "one after another");
        }
    }
}

#[test]
fn pictures_at_times_are_the_same_in_any_order() {
    let expected = expected();
    for rows in expected.chunk_by(|a, b| a.file == b.file) {
        let rows: Vec<&Expected> = [4, 1, 3, 0, 2].map(|index| &rows[index]).into();
        let times: Vec<String> = rows.iter().map(|row| format!("{}", row.seconds + 0.01)).collect();
        let options = format!(r#"{{"format": "rgba", "at": [{}]}}"#, times.join(","));
        let some = frames(animation(&rows[0].file), &options).unwrap();
        for (row, pixels) in rows.iter().zip(pictures(&some)) {
            check(row, pixels, "in another order");
        }
    }
}

#[test]
fn an_animation_is_described_and_a_thumbnail_is_made_of_it() {
    for (file, format) in
        [("lossless.webp", "webp_anim"), ("lossy.webp", "webp_anim"), ("parts.png", "apng"), ("parts.gif", "gif")]
    {
        let info = probe(animation(file)).unwrap();
        let video = &info.streams[0];
        assert_eq!((info.format.as_str(), video.width, video.height), (format, Some(24), Some(16)), "{file}");
        // Made of 5 pictures that are shown for 100, 40, 250, 70 and 90 ms.
        assert_eq!((video.decodable, video.frames), (true, Some(5)), "{file}");
        for (value, expected) in [(info.duration, 0.55), (video.duration, 0.55), (video.frame_rate, 5.0 / 0.55)] {
            assert!((value.unwrap() - expected).abs() < 1e-3, "{file}: {value:?}, not {expected}");
        }
        let options = ThumbnailOptions { format: ImageFormat::Png, ..ThumbnailOptions::default() };
        let image = lode_media::thumbnail(animation(file), &options, &Job::default()).unwrap();
        let thumbnail = frames(common::input(image, "a.png"), r#"{"format": "rgba"}"#).unwrap();
        assert_eq!((thumbnail.info.width, thumbnail.info.height), (24, 16), "{file}");
    }
}

#[test]
fn a_count_of_pictures_is_spread_over_an_animation() {
    let expected = expected();
    for rows in expected.chunk_by(|a, b| a.file == b.file) {
        // At 0.0917, 0.275 and 0.4583 s.
        let some = frames(animation(&rows[0].file), r#"{"format": "rgba", "count": 3}"#).unwrap();
        assert_eq!(some.times.len(), 3, "{}", rows[0].file);
        for (row, pixels) in [0, 2, 3].iter().map(|index| &rows[*index]).zip(pictures(&some)) {
            check(row, pixels, "by count");
        }
    }
}

#[test]
fn an_animation_becomes_a_video_of_all_its_pictures() {
    for file in ["lossless.webp", "lossy.webp", "parts.png", "parts.gif"] {
        let mut percents = Vec::new();
        let settings =
            parse_options(br#"{"format": "matroska", "videoCodec": "mpeg4", "progressInterval": 0}"#).unwrap();
        let memory = MemoryOutput::default();
        let output = Output::Memory(memory.clone());
        let stats = lode_media::transcode(animation(file), output, &settings, &Job::default(), &mut |progress| {
            percents.push(progress.percent);
        });
        assert_eq!(stats.unwrap().frames_decoded, 5, "{file}");
        assert_eq!(percents.last(), Some(&Some(100.0)), "{file}");
        let video = frames(common::input(memory.take(), "a.mkv"), "{}").unwrap();
        assert_eq!((video.info.width, video.info.height), (24, 16), "{file}");
    }
}

#[test]
fn animations_that_break_off_give_the_pictures_before_or_an_error() {
    for file in ["lossless.webp", "lossy.webp", "parts.png", "parts.gif"] {
        let bytes = std::fs::read(folder().join(file)).unwrap();
        for length in (0..bytes.len()).step_by(7) {
            let cut = || common::input(bytes[..length].to_vec(), file);
            let _ = probe(cut());
            for options in ["{}", r#"{"count": 2}"#, r#"{"at": [0.5, 0.0]}"#] {
                if let Ok(some) = frames(cut(), options) {
                    assert!(some.times.len() <= 5, "{file} cut to {length}");
                }
            }
        }
    }
}
