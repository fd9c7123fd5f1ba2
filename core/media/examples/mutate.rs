//! Feeds mutations of files to the engine: `mutate SEED COUNT FILE…`. Nothing may panic, abort, hang or fail untyped; prints
//! what took longest.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lode_media::options::{AudioOptions, FrameOptions, ProbeOptions, TranscodeSettings};
use lode_media::{Input, MemoryOutput, Output};
use lode_runtime::{Job, JobSettings};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse::<u64>().ok()).unwrap_or(1);
    let (mut state, count) = (number(0).max(1), number(1));
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let files: Vec<(String, Vec<u8>)> = arguments
        .iter()
        .skip(2)
        .filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?)))
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    let (mut done, mut slowest) = (0, (Duration::ZERO, String::new()));
    for round in 0..count {
        for (path, original) in &files {
            let mut bytes = original.clone();
            mutate(&mut bytes, &mut next);
            let started = Instant::now();
            run(&bytes, path, next() % 4);
            done += 1;
            if started.elapsed() > slowest.0 {
                slowest = (started.elapsed(), format!("{path}, round {round}"));
            }
        }
    }
    println!("{done} mutations; the slowest took {:.2} s: {}", slowest.0.as_secs_f64(), slowest.1);
}

fn mutate(bytes: &mut Vec<u8>, next: &mut impl FnMut() -> u64) {
    for _ in 0..1 + next() % 16 {
        let length = bytes.len() as u64;
        let place = usize::try_from(if next().is_multiple_of(2) { next() % length } else { next() % length.min(512) })
            .unwrap_or(0);
        if let Some(byte) = bytes.get_mut(place) {
            *byte = next() as u8;
        }
    }
    if next().is_multiple_of(4) {
        let keep = usize::try_from(1 + next() % bytes.len() as u64).unwrap_or(1);
        bytes.truncate(keep);
    }
}

fn run(bytes: &[u8], path: &str, what: u64) {
    let job = Job::new(JobSettings { timeout: Some(Duration::from_secs(10)), ..JobSettings::default() });
    let input = Input::Bytes(Arc::new(bytes.to_vec()), path.into());
    let outcome = match what {
        0 => lode_media::probe(input, &ProbeOptions::default(), &job).map(drop),
        1 => lode_media::decode_audio(input, &AudioOptions::default(), &job).map(drop),
        2 => {
            let options = FrameOptions { width: Some(64), ..FrameOptions::default() };
            lode_media::video_frames(input, &options, &job, &mut |batch| {
                batch.pixels.write(&mut vec![0; batch.pixels.size()]);
                Ok(())
            })
            .map(drop)
        }
        _ => {
            let settings = TranscodeSettings { format: Some("matroska".into()), ..TranscodeSettings::default() };
            let output = Output::Memory(MemoryOutput::default());
            lode_media::transcode(input, output, &settings, &job, &mut |_| {}).map(drop)
        }
    };
    if let Err(error) = outcome {
        assert_ne!(error.code.name(), "INTERNAL", "{error}");
    }
}
