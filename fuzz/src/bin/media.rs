//! Probes, decodes or transcodes what the fuzzer makes up; the last byte chooses. FFmpeg itself is not instrumented: what is
//! looked for is in the binding and in what is done with its answers, and the sanitizer watches the memory that both share.
#![no_main]

use std::sync::Arc;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use lode_media::options::{AudioOptions, FrameOptions, ImageFormat, ProbeOptions, ThumbnailOptions, TranscodeSettings};
use lode_media::{Input, MemoryOutput, Output};
use lode_runtime::{Job, JobSettings, Limit, Limits};

fuzz_target!(|data: &[u8]| {
    let Some((&choice, data)) = data.split_last() else { return };
    let limits = Limits {
        expanded_bytes: Limit::at_most(16 << 20),
        pixels: Limit::at_most(1 << 20),
        frames: Limit::at_most(50),
        media_seconds: Limit::at_most(60),
        ..Limits::default()
    };
    let settings = JobSettings { limits, timeout: Some(Duration::from_secs(5)), threads: Some(1), ..JobSettings::default() };
    let job = Job::new(settings);
    let input = Input::Bytes(Arc::new(data.to_vec()), "fuzzed".into());
    match choice % 6 {
        0 => drop(lode_media::probe(input, &ProbeOptions::default(), &job)),
        1 => drop(lode_media::decode_audio(input, &AudioOptions::default(), &job)),
        2 => {
            let options = FrameOptions { width: Some(32), keyframes: choice & 64 != 0, ..FrameOptions::default() };
            let _ = lode_media::video_frames(input, &options, &job, &mut |batch| {
                let mut pixels = vec![0; batch.pixels.size()];
                batch.pixels.write(&mut pixels);
                Ok(())
            });
        }
        3 => {
            let options = ThumbnailOptions { format: ImageFormat::Webp, ..ThumbnailOptions::default() };
            drop(lode_media::thumbnail(input, &options, &job));
        }
        4 => {
            if let Ok(texts) = lode_media::read_texts(input, true, &job) {
                for track in &texts.subtitles {
                    assert!(track.cues.iter().all(|cue| cue.start <= cue.end && !cue.text.is_empty()));
                }
            }
        }
        _ => {
            let encode = choice & 64 != 0;
            let settings = TranscodeSettings {
                format: Some(if choice & 128 == 0 { "matroska" } else { "mp4" }.into()),
                video_codec: encode.then(|| "mpeg4".into()),
                audio_codec: encode.then(|| "flac".into()),
                ..TranscodeSettings::default()
            };
            let output = Output::Memory(MemoryOutput::default());
            drop(lode_media::transcode(input, output, &settings, &job, &mut |_| {}));
        }
    }
});
