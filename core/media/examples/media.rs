//! What the engine does, from the command line, for looking and measuring:
//! `cargo run --release -p lode-media --example media -- probe FILE | codecs | audio FILE OUT.f32 [RATE CHANNELS] | …`.

use std::path::PathBuf;
use std::time::Instant;

use lode_media::Input;
use lode_media::options::{AudioOptions, FrameOptions, ProbeOptions};
use lode_runtime::{Error, ErrorCode, Job, Result, parse_options};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let Err(error) = run(&arguments) {
        eprintln!("{} {error}", error.code.name());
        std::process::exit(1);
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    let job = Job::default();
    match arguments {
        ["probe", file] => print(&lode_media::probe(input(file), &ProbeOptions::default(), &job)?),
        ["codecs"] => print(&lode_media::codecs()?),
        ["audio", file, out] => audio(&job, file, out, &AudioOptions::default()),
        ["audio", file, out, rate, channels] => {
            let options =
                AudioOptions { sample_rate: number(rate)?, channels: number(channels)?, ..AudioOptions::default() };
            audio(&job, file, out, &options)
        }
        ["frames", file, out, options] => frames(&job, file, out, &parse_options(options.as_bytes())?),
        ["thumbnail", file, out, options] => {
            let image = lode_media::thumbnail(input(file), &parse_options(options.as_bytes())?, &job)?;
            std::fs::write(out, image).map_err(|error| Error::io(&error, out))
        }
        ["transcode", file, out, settings] => {
            let settings = parse_options(settings.as_bytes())?;
            let output = lode_media::Output::Path(PathBuf::from(out));
            print(&lode_media::transcode(input(file), output, &settings, &job, &mut |_| {})?)
        }
        _ => Err(Error::new(ErrorCode::InvalidOptions, "see the first lines of the example")),
    }
}

fn audio(job: &Job, file: &str, out: &str, options: &AudioOptions) -> Result<()> {
    let started = Instant::now();
    let audio = lode_media::decode_audio(input(file), options, job)?;
    eprintln!("{:.1} ms, {} values", started.elapsed().as_secs_f64() * 1e3, audio.samples.len());
    print(&audio.info)?;
    let bytes: Vec<u8> = audio.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    std::fs::write(out, bytes).map_err(|error| Error::io(&error, out))
}

/// Writes all pixels one after another, and prints the times.
fn frames(job: &Job, file: &str, out: &str, options: &FrameOptions) -> Result<()> {
    let started = Instant::now();
    let mut bytes = Vec::new();
    let mut times = Vec::new();
    let info = lode_media::video_frames(input(file), options, job, &mut |batch| {
        let start = bytes.len();
        bytes.resize(start + batch.pixels.size(), 0);
        batch.pixels.write(&mut bytes[start..]);
        times.extend(batch.frames.iter().map(|frame| frame.time));
        Ok(())
    })?;
    eprintln!("{:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    print(&info)?;
    println!("{times:.3?}");
    std::fs::write(out, bytes).map_err(|error| Error::io(&error, out))
}

fn input(file: &str) -> Input {
    Input::Path(PathBuf::from(file))
}

fn number(text: &str) -> Result<u32> {
    text.parse().map_err(|_| Error::new(ErrorCode::InvalidOptions, format!("expected a number, got {text}")))
}

fn print(value: &impl serde::Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Error::internal(error.to_string()))?;
    println!("{text}");
    Ok(())
}
