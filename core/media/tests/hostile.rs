//! Bad input, bad outputs, and limits: typed errors, nothing left behind, nothing lost.

#![allow(clippy::unwrap_used)]

mod common;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::{audio, fixture, folder, frames, input, probe, transcode};
use lode_media::options::{AudioOptions, TranscodeSettings};
use lode_media::{Input, MemoryOutput, Output};
use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits, Result, parse_options};

fn empty_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("lode-hostile-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

fn to_file(input: Input, output: &Path, settings: &str) -> Result<lode_media::model::TranscodeStats> {
    let settings: TranscodeSettings = parse_options(settings.as_bytes())?;
    lode_media::transcode(input, Output::Path(output.into()), &settings, &Job::default(), &mut |_| {})
}

fn limited(limits: Limits) -> Job {
    Job::new(JobSettings { limits, ..JobSettings::default() })
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_full() {
    for (file, settings) in [("film.mp4", r#"{"format": "mp4"}"#), ("tone.flac", r#"{"format": "wav"}"#)] {
        let error = to_file(fixture(file), Path::new("/dev/full"), settings).unwrap_err();
        assert_eq!(error.code, ErrorCode::Io);
        assert!(error.message.contains("disk is full"), "{}", error.message);
    }
}

/// Runs one of the ignored tests below in a process of its own.
#[cfg(unix)]
fn child(test: &str, before: &str, output: &Path) -> Command {
    let mut command = Command::new("sh");
    let program = std::env::current_exe().unwrap();
    command.args(["-c", &format!("{before} exec \"$0\" \"$@\"")]).arg(program);
    command.args(["--ignored", "--exact", test, "--nocapture"]).env("LODE_OUTPUT", output);
    command
}

#[test]
#[ignore = "run by others, in a process of its own"]
fn child_that_may_not_write_much() {
    let output = PathBuf::from(std::env::var_os("LODE_OUTPUT").unwrap());
    let error = to_file(fixture("tone.flac"), &output, r#"{"overwrite": true}"#).unwrap_err();
    assert_eq!(error.code, ErrorCode::Io, "{}", error.message);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_grow_leaves_what_was_there_before() {
    let folder = empty_folder("quota");
    let output = folder.join("a.wav");
    std::fs::write(&output, "before").unwrap();
    // 132 kB of samples, and room for 16.
    let limit = "trap '' XFSZ; ulimit -f 32;";
    let status = child("child_that_may_not_write_much", limit, &output).stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
    assert_eq!((names(&folder), std::fs::read(&output).unwrap()), (vec!["a.wav".to_string()], b"before".to_vec()));
}

#[test]
#[ignore = "run by others, in a process of its own"]
fn child_that_writes_until_it_is_killed() {
    let output = PathBuf::from(std::env::var_os("LODE_OUTPUT").unwrap());
    let settings: TranscodeSettings = parse_options(br#"{"progressInterval": 0, "videoCodec": "mpeg4"}"#).unwrap();
    let result =
        lode_media::transcode(fixture("h264.mp4"), Output::Path(output), &settings, &Job::default(), &mut |_| {
            println!("begun");
            std::thread::sleep(Duration::from_secs(60));
        });
    drop(result);
}

#[cfg(unix)]
#[test]
fn a_killed_process_leaves_a_temporary_file_that_the_next_run_removes() {
    use std::io::BufRead;
    let folder = empty_folder("killed");
    let output = folder.join("a.mp4");
    let mut child = child("child_that_writes_until_it_is_killed", "", &output).stdout(Stdio::piped()).spawn().unwrap();
    let lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(|line| line.ok()).any(|line| line.contains("begun")));
    child.kill().unwrap();
    child.wait().unwrap();
    let left = names(&folder);
    assert!(left.len() == 1 && left[0] != "a.mp4", "{left:?}");
    to_file(fixture("h264.mp4"), &output, "{}").unwrap();
    assert_eq!(names(&folder), ["a.mp4"]);
}

#[test]
fn a_file_that_grows_ends_where_it_ended_when_it_was_opened() {
    let file = empty_folder("growing").join("a.wav");
    // A header that promises four gigabytes, as recorders write it.
    let mut wav = common::bytes("pcm24.wav");
    let data = wav.windows(4).position(|four| four == b"data").unwrap();
    wav[data + 4..data + 8].fill(0xFF);
    std::fs::write(&file, &wav).unwrap();
    let before = audio(input(wav, "a.wav"), "{}").unwrap().samples.len();
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut grow = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
            for _ in 0..2000 {
                grow.write_all(&[0; 16384]).unwrap();
                if ended.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        std::thread::sleep(Duration::from_millis(2));
        let result = audio(Input::Path(file.clone()), "{}");
        ended.store(true, Ordering::Relaxed);
        let samples = result.unwrap().samples.len();
        assert!(samples >= before && samples <= before + 2000 * 16384, "{samples}");
    });
}

#[test]
fn an_endless_stream_ends_at_the_limit_of_its_bytes() {
    struct Endless(Vec<u8>, usize);
    impl lode_media::Source for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            for byte in buffer.iter_mut() {
                *byte = self.0.get(self.1).copied().unwrap_or(0);
                self.1 += 1;
            }
            Ok(buffer.len())
        }
    }
    let mut wav = common::bytes("pcm24.wav");
    let data = wav.windows(4).position(|four| four == b"data").unwrap();
    wav[data + 4..data + 8].fill(0xFF);
    let job = limited(Limits { input_bytes: Limit::at_most(10_000_000), ..Limits::default() });
    let source = Input::Stream(Box::new(Endless(wav, 0)), "endless.wav".into());
    let error = lode_media::decode_audio(source, &AudioOptions::default(), &job).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitInputBytes);
}

#[test]
fn streams_without_a_packet_are_empty_and_do_not_stop_others() {
    assert_eq!(probe(fixture("empty-streams.mkv")).unwrap().streams.len(), 3);
    assert_eq!(audio(fixture("empty-streams.mkv"), "{}").map(|audio| audio.samples.len()).unwrap_or(0), 0);
    assert!(!frames(fixture("empty-streams.mkv"), "{}").unwrap().times.is_empty());
    let (bytes, stats) = transcode(fixture("empty-streams.mkv"), r#"{"format": "mp4"}"#).unwrap();
    assert!(stats.packets_processed > 0);
    assert!(!frames(input(bytes, "a.mp4"), "{}").unwrap().times.is_empty());
}

#[test]
fn a_file_without_streams_is_a_media_error() {
    for error in [
        audio(fixture("empty.m4a"), "{}").err().unwrap(),
        frames(fixture("empty.m4a"), "{}").err().unwrap(),
        transcode(fixture("empty.m4a"), r#"{"format": "mp4"}"#).err().unwrap(),
        audio(input(Vec::new(), "nothing.mp3"), "{}").err().unwrap(),
    ] {
        assert_eq!(error.code.class(), lode_runtime::ErrorClass::MediaError, "{}", error.message);
        assert!(error.path.is_some());
    }
}

#[test]
fn a_missing_folder_and_a_folder_in_place_of_a_file_are_told_apart() {
    let folder = empty_folder("folders");
    let error = to_file(fixture("h264.mp4"), &folder.join("no/a.mp4"), "{}").unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    std::fs::create_dir(folder.join("a.mp4")).unwrap();
    let error = to_file(fixture("h264.mp4"), &folder.join("a.mp4"), r#"{"overwrite": true}"#).unwrap_err();
    assert_eq!(error.code, ErrorCode::Io);
    assert!(probe(Input::Path(folder.clone())).is_err_and(|error| error.code == ErrorCode::Io));
    assert!(probe(Input::Path(folder.join("none"))).is_err_and(|error| error.code == ErrorCode::NotFound));
}

#[cfg(unix)]
#[test]
fn an_input_that_may_not_be_read_and_a_folder_that_may_not_be_written_are_denied() {
    use std::os::unix::fs::PermissionsExt;
    let folder = empty_folder("denied");
    let file = folder.join("a.mp4");
    std::fs::copy(common::folder().join("h264.mp4"), &file).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&file).is_ok() {
        eprintln!("not checked: this user may read everything");
        return;
    }
    assert_eq!(probe(Input::Path(file)).unwrap_err().code, ErrorCode::PermissionDenied);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    let error = to_file(fixture("h264.mp4"), &folder.join("b.mp4"), "{}").unwrap_err();
    assert_eq!(error.code, ErrorCode::PermissionDenied);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

/// Pictures that claim 65,535 pixels a side: the headers of PNG, GIF and JPEG, and the sequence header of MPEG-2.
fn huge() -> Vec<(&'static str, Vec<u8>)> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0\0\0\0\0".to_vec();
    let checksum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    png.extend_from_slice(b"\0\0\0\x02IDAT\x78\x9c\0\0\0\0");
    let mut gif = std::fs::read(folder().join("animation.gif")).unwrap();
    gif[6..10].fill(0xFF);
    let mut jpeg = std::fs::read(folder().join("mjpeg.mov")).unwrap();
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    let mut mpeg = std::fs::read(folder().join("mpeg2.m2ts")).unwrap();
    let header = mpeg.windows(4).position(|four| four == [0, 0, 1, 0xB3]).unwrap();
    mpeg[header + 4..header + 7].fill(0xFF);
    vec![("a.png", png), ("a.gif", gif), ("a.mov", jpeg), ("a.m2ts", mpeg)]
}

fn crc32(bytes: &[u8]) -> u32 {
    let step =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)));
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn pictures_of_huge_dimensions_are_refused_or_passed_over_in_little_memory() {
    for (name, bytes) in huge() {
        let started = std::time::Instant::now();
        // What is damaged may still be read as far as it goes, but not at that size.
        if let Ok(read) = frames(input(bytes.clone(), name), "{}") {
            assert!(u64::from(read.info.width) * u64::from(read.info.height) <= 150_000_000, "{name}");
        }
        let _ = transcode(input(bytes, name), r#"{"format": "matroska", "videoCodec": "mpeg4"}"#);
        assert!(started.elapsed() < Duration::from_secs(10), "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn each_limit_has_an_error_of_its_own() {
    let limits = Limits::default;
    let run = |limits: Limits| {
        let output = Output::Memory(MemoryOutput::default());
        let settings = parse_options(br#"{"format": "mp4", "videoCodec": "mpeg4"}"#).unwrap();
        lode_media::transcode(fixture("film.mp4"), output, &settings, &limited(limits), &mut |_| {}).unwrap_err().code
    };
    let one = Limit::at_most(1);
    for most in [1, 3] {
        assert_eq!(run(Limits { streams: Limit::at_most(most), ..limits() }), ErrorCode::LimitStreams);
    }
    assert_eq!(run(Limits { pixels: one, ..limits() }), ErrorCode::LimitPixels);
    assert_eq!(run(Limits { media_seconds: Limit::at_most(0), ..limits() }), ErrorCode::LimitMediaSeconds);
    assert_eq!(run(Limits { input_bytes: one, ..limits() }), ErrorCode::LimitInputBytes);
    assert_eq!(run(Limits { expanded_bytes: one, ..limits() }), ErrorCode::LimitExpandedBytes);
    let sound = |limits: Limits| {
        lode_media::decode_audio(fixture("film.mp4"), &AudioOptions::default(), &limited(limits)).unwrap_err().code
    };
    assert_eq!(sound(Limits { media_seconds: Limit::at_most(0), ..limits() }), ErrorCode::LimitMediaSeconds);
    assert_eq!(sound(Limits { expanded_bytes: one, ..limits() }), ErrorCode::LimitExpandedBytes);
    let job = limited(Limits { frames: one, ..limits() });
    let error = lode_media::video_frames(fixture("film.mp4"), &Default::default(), &job, &mut |_| Ok(())).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitFrames);
}

#[test]
fn a_file_on_the_disk_may_be_larger_than_what_may_be_held_in_memory() {
    let file = empty_folder("large").join("a.wav");
    let mut wav = common::bytes("pcm24.wav");
    let data = wav.windows(4).position(|four| four == b"data").unwrap();
    wav[data + 4..data + 8].fill(0xFF);
    std::fs::write(&file, wav).unwrap();
    // Sparse: it takes no room.
    std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(3 << 30).unwrap();
    assert_eq!(probe(Input::Path(file.clone())).unwrap().size, Some(3 << 30));
    std::fs::remove_file(file).unwrap();
}
