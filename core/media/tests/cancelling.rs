//! Jobs that are cancelled at random moments keep nothing: alone in its process, since it counts what the process holds.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;
use std::time::Duration;

use common::fixture;
use lode_media::Output;
use lode_media::options::{AudioOptions, FrameOptions, TranscodeSettings};
use lode_runtime::{ErrorCode, Job, JobSettings, Result, parse_options};

/// How many jobs are to be cancelled: as many as `LODE_STRESS=1` asks for, and fewer where time is short.
fn wanted() -> u32 {
    if std::env::var_os("LODE_STRESS").is_some() { 500 } else { 50 }
}

fn count(folder: &str) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

fn resident_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<f64>().unwrap() * 4096.0 / 1e6
}

fn transcode(job: &Job, folder: &Path, settings: &str) -> Result<()> {
    let settings: TranscodeSettings = parse_options(settings.as_bytes()).unwrap();
    let output = Output::Path(folder.join("a.mkv"));
    lode_media::transcode(fixture("film.mp4"), output, &settings, job, &mut |_| {}).map(drop)
}

fn run(kind: u32, job: &Job, folder: &Path) -> Result<()> {
    match kind {
        0 => transcode(job, folder, r#"{"overwrite": true, "videoCodec": "h264", "audioCodec": "opus"}"#),
        1 => transcode(job, folder, r#"{"overwrite": true, "videoCodec": "mpeg4", "width": 640, "twoPass": true}"#),
        2 => lode_media::decode_audio(fixture("film.mp4"), &AudioOptions::default(), job).map(drop),
        _ => {
            let options = FrameOptions { width: Some(640), ..FrameOptions::default() };
            lode_media::video_frames(fixture("film.mp4"), &options, job, &mut |_| Ok(())).map(drop)
        }
    }
}

#[test]
fn jobs_cancelled_at_random_moments_keep_no_file_no_descriptor_no_thread_and_no_memory() {
    let folder = std::env::temp_dir().join(format!("lode-cancelling-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut cancelled = 0;
    let mut held = None;
    let warm = wanted() / 4;
    let mut round = 0;
    while cancelled < wanted() + warm {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let moment = Duration::from_micros(state % 20_000);
        let job = Job::new(JobSettings::default());
        let result = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(moment);
                job.cancel();
            });
            run(round % 4, &job, &folder)
        });
        match result {
            Ok(()) => {}
            Err(error) => {
                assert_eq!(error.code, ErrorCode::Cancelled, "{}", error.message);
                cancelled += 1;
            }
        }
        let _ = std::fs::remove_file(folder.join("a.mkv"));
        assert_eq!(count(folder.to_str().unwrap()), 0, "round {round}");
        round += 1;
        if cancelled >= warm && held.is_none() {
            held = Some((count("/proc/self/fd"), count("/proc/self/task"), resident_megabytes()));
        }
    }
    let (descriptors, threads, megabytes) = held.unwrap();
    assert_eq!((count("/proc/self/fd"), count("/proc/self/task")), (descriptors, threads));
    let grown = resident_megabytes() - megabytes;
    println!("{cancelled} of {round} cancelled, {grown:.1} MB more resident");
    assert!(grown < 20.0, "grew by {grown:.1} MB");
    std::fs::remove_dir_all(&folder).unwrap();
}
