//! Every encoder in a container that it goes into, checked by another ffmpeg: what it says is in there, and what it decodes.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{audio, can_encode, decibels, fixture, frames, transcode};

/// A file that is gone after the test.
struct Written(PathBuf);

impl Written {
    fn new(codec: &str, format: &str, settings: &str, input: &str) -> Self {
        let (bytes, stats) = transcode(fixture(input), settings).unwrap();
        let path = std::env::temp_dir().join(format!("lode-{codec}-{}.{format}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let file = Self(path);
        // A counted stream is one line: its codec and how many packets there are.
        let mut told: Vec<String> =
            stats.streams.iter().map(|stream| format!("{},{}", stream.codec, stream.packets)).collect();
        let entries = ["-count_packets", "-show_entries", "stream=codec_name,nb_read_packets", "-of", "csv=p=0"];
        let mut found: Vec<String> = run("ffprobe", &entries, &file.0).lines().map(String::from).collect();
        told.sort();
        found.sort();
        // Streams of a transport stream's program are told of twice, with an empty line between.
        found.dedup();
        found.retain(|line| !line.is_empty());
        // Where samples lie side by side, packets are whatever their reader makes of them.
        if codec.starts_with("pcm") {
            let codecs = |list: &[String]| list.iter().map(|line| line.split(',').next().map(String::from)).collect();
            let (told, found): (Vec<_>, Vec<_>) = (codecs(&told), codecs(&found));
            assert_eq!(told, found, "{codec} in {format}");
            return file;
        }
        assert_eq!(told, found, "{codec} in {format}");
        file
    }

    fn decoded(&self, arguments: &[&str]) -> Vec<u8> {
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-v", "error", "-nostdin", "-i"]).arg(&self.0).args(arguments).arg("-");
        let output = ffmpeg.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn run(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(["-v", "error"]).args(arguments).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn is_checked(codec: &str) -> bool {
    if Command::new("ffprobe").arg("-version").output().is_err() {
        eprintln!("not checked: no ffmpeg is installed");
        return false;
    }
    can_encode(codec) || {
        eprintln!("not checked: FFmpeg was built without an encoder of {codec}");
        false
    }
}

fn signal(bytes: &[u8]) -> Vec<f32> {
    bytes.iter().map(|byte| f32::from(*byte)).collect()
}

#[test]
fn pictures_that_are_encoded_are_those_that_another_ffmpeg_decodes() {
    let before = signal(&frames(fixture("h264.mp4"), "{}").unwrap().bytes);
    for (codec, format, more, least) in [
        ("h264", "mp4", r#", "videoBitrate": 1500000"#, 25.0),
        ("h264", "mp4", r#", "videoBitrate": 1500000, "fragmented": true"#, 25.0),
        ("h264", "ts", r#", "videoBitrate": 1500000"#, 25.0),
        ("mpeg4", "mov", r#", "quality": 80"#, 25.0),
        ("mjpeg", "avi", r#", "quality": 90"#, 25.0),
        ("png", "mov", "", 40.0),
        ("gif", "gif", "", 15.0),
        ("vp9", "webm", r#", "quality": 80"#, 25.0),
        ("av1", "matroska", r#", "quality": 80"#, 25.0),
    ] {
        if !is_checked(codec) {
            continue;
        }
        let settings = format!(r#"{{"format": "{format}", "videoCodec": "{codec}"{more}}}"#);
        let file = Written::new(codec, format, &settings, "h264.mp4");
        let after = signal(&file.decoded(&["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24"]));
        assert_eq!(before.len(), after.len(), "{codec} in {format}");
        let decibels = decibels(&before, &after);
        assert!(decibels > least, "{codec} in {format}: {decibels:.1} dB");
    }
}

#[test]
fn sound_that_is_encoded_is_that_which_another_ffmpeg_decodes() {
    let before = audio(fixture("tone.flac"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
    for (codec, format, least) in [
        ("aac", "m4a", 20.0),
        ("alac", "m4a", 90.0),
        ("mp3", "mp3", 20.0),
        ("opus", "ogg", 15.0),
        ("opus", "webm", 15.0),
        ("flac", "flac", 90.0),
        ("flac", "ogg", 90.0),
        ("pcm_s16le", "wav", 90.0),
        ("pcm_s24le", "wav", 90.0),
        ("pcm_f32le", "wav", 90.0),
        ("pcm_u8", "wav", 30.0),
        ("pcm_s16be", "aiff", 90.0),
        ("pcm_s16le", "mov", 90.0),
    ] {
        if !is_checked(codec) {
            continue;
        }
        let settings = format!(r#"{{"format": "{format}", "audioCodec": "{codec}"}}"#);
        let file = Written::new(codec, format, &settings, "tone.flac");
        let bytes = file.decoded(&["-f", "f32le", "-ar", "44100"]);
        let after: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|word| f32::from_le_bytes(*word)).collect();
        // The other one, if it is older, does not cut off what an encoder put after the sound; an end is not as good as the rest.
        assert!(
            (before.len()..before.len() + 4096).contains(&(after.len() + 16)),
            "{codec} in {format}: {}",
            after.len()
        );
        let inner = 2000..before.len() - 2000;
        let decibels = decibels(&before[inner.clone()], &after[inner]);
        assert!(decibels > least, "{codec} in {format}: {decibels:.1} dB");
    }
}

#[test]
fn streams_of_aac_without_an_index_have_all_their_sound() {
    for format in ["adts", "ts"] {
        if !is_checked("aac") {
            continue;
        }
        let settings = format!(r#"{{"format": "{format}", "audioCodec": "aac"}}"#);
        let file = Written::new("aac", format, &settings, "tone.flac");
        let samples = file.decoded(&["-f", "f32le", "-ac", "1"]).len() / 4;
        // 33,075 samples, the encoder's 1,024 before them, and what fills the last frame.
        assert!((34_099..34_099 + 2048).contains(&samples), "{format}: {samples}");
    }
}
