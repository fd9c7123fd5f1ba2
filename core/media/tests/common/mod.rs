//! What the tests share. They need FFmpeg: `cargo xtask ffmpeg` builds it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use lode_media::options::{AudioOptions, FrameOptions, ProbeOptions, TranscodeSettings};
use lode_media::{Audio, Input, MemoryOutput, Output, model};
use lode_runtime::{Job, Result, parse_options};

/// A row of `expected.tsv`: what another ffmpeg counted.
pub struct Expected {
    pub file: String,
    pub rate: Option<u32>,
    pub samples: Option<usize>,
    pub samples_16k: Option<usize>,
    pub frames: Option<usize>,
    pub rgb: Option<String>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/media")
}

pub fn expected() -> Vec<Expected> {
    let text = std::fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<Option<&str>> = line.split('\t').map(|cell| (cell != "-").then_some(cell)).collect();
        let number = |index: usize| cells[index].map(|cell| cell.parse().unwrap());
        Expected {
            file: cells[0].unwrap().into(),
            rate: number(1).map(|rate| rate as u32),
            samples: number(2),
            samples_16k: number(3),
            frames: number(4),
            rgb: cells[5].map(String::from),
        }
    });
    rows.collect()
}

pub fn fixture(name: &str) -> Input {
    Input::Path(folder().join(name))
}

pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

pub fn input(bytes: Vec<u8>, name: &str) -> Input {
    Input::Bytes(std::sync::Arc::new(bytes), name.into())
}

pub fn probe(input: Input) -> Result<model::MediaInfo> {
    lode_media::probe(input, &ProbeOptions::default(), &Job::default())
}

pub fn audio(input: Input, options: &str) -> Result<Audio> {
    let options: AudioOptions = parse_options(options.as_bytes())?;
    lode_media::decode_audio(input, &options, &Job::default())
}

/// All pictures: what they are, and their bytes.
pub struct Frames {
    pub info: model::FramesInfo,
    pub times: Vec<f64>,
    pub bytes: Vec<u8>,
}

pub fn frames(input: Input, options: &str) -> Result<Frames> {
    let options: FrameOptions = parse_options(options.as_bytes())?;
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    let info = lode_media::video_frames(input, &options, &Job::default(), &mut |batch| {
        let start = bytes.len();
        bytes.resize(start + batch.pixels.size(), 0);
        batch.pixels.write(&mut bytes[start..]);
        times.extend(batch.frames.iter().map(|frame| frame.time));
        Ok(())
    })?;
    Ok(Frames { info, times, bytes })
}

/// Transcodes to memory.
pub fn transcode(input: Input, settings: &str) -> Result<(Vec<u8>, model::TranscodeStats)> {
    let settings: TranscodeSettings = parse_options(settings.as_bytes())?;
    let memory = MemoryOutput::default();
    let output = Output::Memory(memory.clone());
    let stats = lode_media::transcode(input, output, &settings, &Job::default(), &mut |_| {})?;
    Ok((memory.take(), stats))
}

/// Whether the loaded FFmpeg can encode to a codec.
pub fn can_encode(codec: &str) -> bool {
    lode_media::codecs().unwrap().encoders.iter().any(|encoder| encoder.codec == codec)
}

/// Signal to noise in decibels.
pub fn decibels(signal: &[f32], other: &[f32]) -> f64 {
    let power: f64 = signal.iter().map(|value| f64::from(*value).powi(2)).sum();
    let noise: f64 = signal.iter().zip(other).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    10.0 * (power / noise.max(1e-20)).log10()
}
