//! Sound out of files.

use lode_ffmpeg::{Frame, MediaKind, Resampler};
use lode_runtime::{Job, Result};

use crate::decode::{Choices, StreamDecoder};
use crate::input::Input;
use crate::model::AudioInfo;
use crate::options::{AudioChunkOptions, AudioOptions, invalid, seconds};
use crate::reader::Reader;

/// Decoders of sound need some data before the place that is wanted: MP3's reservoir reaches back up to 9 frames (0.24 s at
/// 44.1 kHz), Opus wants 80 ms (RFC 7845, 4.6), AAC one frame.
const PREROLL_SECONDS: f64 = 0.5;

/// Samples out of a file.
#[derive(Debug, Clone, Default)]
pub struct Audio {
    /// What they are.
    pub info: AudioInfo,
    /// Interleaved, from -1 to 1 (more where the file says so).
    pub samples: Vec<f32>,
}

/// Some of the samples.
#[derive(Debug, Clone, Default)]
pub struct AudioChunk {
    /// Where they start, in seconds from the start of the file.
    pub start: f64,
    /// Interleaved.
    pub samples: Vec<f32>,
}

/// Decodes sound as interleaved 32-bit floats.
///
/// Start and length are exact to the sample: what encoders put before and after the sound is cut off, as are the parts that an
/// MP4's edit list leaves out. Channels are mixed by FFmpeg's default matrix, scaled so that
/// nothing exceeds what goes in: stereo becomes the mean of both sides.
///
/// # Errors
/// `MediaStream` without sound, `Media` when nothing can be decoded, `LimitExpandedBytes` when the samples are too many to be
/// held, and those of reading the input.
pub fn decode_audio(input: Input, options: &AudioOptions, job: &Job) -> Result<Audio> {
    let mut samples = Vec::new();
    let info = read_audio(input, options, job, &mut |block, _| {
        job.charge_expanded(size_of_val(block) as u64)?;
        samples.extend_from_slice(block);
        Ok(())
    })?;
    Ok(Audio { info, samples })
}

/// Decodes sound in chunks, in bounded memory, and hands each to `sink`.
///
/// # Errors
/// As [`decode_audio`], and those of `sink`.
pub fn audio_chunks(
    input: Input,
    options: &AudioChunkOptions,
    job: &Job,
    sink: &mut dyn FnMut(AudioChunk) -> Result<()>,
) -> Result<AudioInfo> {
    let audio = AudioOptions {
        sample_rate: options.sample_rate,
        channels: options.channels,
        start: options.start,
        duration: options.duration,
        stream: options.stream,
        ..AudioOptions::default()
    };
    let values = |name: &str, seconds: f64| -> Result<usize> {
        let frames = (seconds * f64::from(options.sample_rate)).round();
        if !(0.0..=1e9).contains(&frames) {
            return Err(invalid(format!("{name}: expected seconds from 0, got {seconds}")));
        }
        Ok(frames as usize * options.channels as usize)
    };
    let (length, overlap) = (values("seconds", options.seconds)?, values("overlap", options.overlap)?);
    if length == 0 || overlap >= length {
        return Err(invalid(format!(
            "expected chunks longer than nothing and than their overlap, got seconds {} and overlap {}",
            options.seconds, options.overlap
        )));
    }
    job.limits().expanded_bytes(length as u64 * 4)?;
    let rate = f64::from(options.sample_rate) * f64::from(options.channels);
    let mut pending: Vec<f32> = Vec::new();
    let (mut done, mut origin, mut fresh) = (0usize, None, 0usize);
    let info = read_audio(input, &audio, job, &mut |mut block, start| {
        let origin = *origin.get_or_insert(start);
        while !block.is_empty() {
            let (now, later) = block.split_at(block.len().min(length - pending.len()));
            pending.extend_from_slice(now);
            fresh += now.len();
            block = later;
            if pending.len() == length {
                let samples = pending.clone();
                pending.drain(..length - overlap);
                sink(AudioChunk { start: origin + done as f64 / rate, samples })?;
                done += length - overlap;
                fresh = 0;
            }
        }
        Ok(())
    })?;
    // What only repeats the end of the chunk before is no chunk.
    if fresh > 0 {
        sink(AudioChunk { start: origin.unwrap_or(0.0) + done as f64 / rate, samples: pending })?;
    }
    Ok(info)
}

/// Decodes, converts and trims; `sink` gets blocks of values and the time of the first sample of all.
fn read_audio(
    input: Input,
    options: &AudioOptions,
    job: &Job,
    sink: &mut dyn FnMut(&[f32], f64) -> Result<()>,
) -> Result<AudioInfo> {
    let (rate, channels) = (options.sample_rate, options.channels);
    if !(1..=768_000).contains(&rate) {
        return Err(invalid(format!("sampleRate: expected 1 to 768000, got {rate}")));
    }
    if !(1..=8).contains(&channels) {
        return Err(invalid(format!("channels: expected 1 to 8, got {channels}")));
    }
    let start = seconds("start", options.start)?.filter(|start| *start > 0.0);
    let duration = seconds("duration", options.duration)?;
    let mut reader = Reader::open_for(job, input, Some(MediaKind::Audio))?;
    let stream = reader.choose(MediaKind::Audio, options.stream)?;
    let mut decoder = StreamDecoder::new(reader, stream, Choices::default())?;
    if let Some(start) = start {
        decoder.seek(decoder.reader.start() + (start - PREROLL_SECONDS).max(0.0))?;
    }
    let mut trim = Trim::new(start, duration, rate, channels);
    convert(&mut decoder, rate, channels, &mut trim, sink)?;
    decoder.finish()?;
    Ok(AudioInfo {
        sample_rate: rate,
        channels,
        start: trim.origin.unwrap_or(start.unwrap_or(0.0)),
        duration: trim.given as f64 / f64::from(channels) / f64::from(rate),
        warnings: decoder.reader.damage.warnings(),
    })
}

fn convert(
    decoder: &mut StreamDecoder,
    rate: u32,
    channels: u32,
    trim: &mut Trim,
    sink: &mut dyn FnMut(&[f32], f64) -> Result<()>,
) -> Result<()> {
    let job = decoder.reader.job;
    let mut frame = Frame::new(decoder.reader.ffmpeg).map_err(|error| decoder.reader.fail("decode", &error))?;
    let mut resampler: Option<Resampler> = None;
    let mut block = Vec::new();
    while !trim.is_done() {
        let more = decoder.next(&mut frame)?;
        if more {
            trim.begin(decoder.time(&frame));
        }
        let changed = resampler.as_ref().is_some_and(|resampler| !more || !resampler.fits(&frame));
        if changed && let Some(mut ending) = resampler.take() {
            block.clear();
            ending.convert(None, &mut block).map_err(|error| decoder.reader.fail("resample", &error))?;
            trim.pass(&block, job, sink)?;
        }
        if !more {
            return Ok(());
        }
        let resampler = match &mut resampler {
            Some(resampler) => resampler,
            None => {
                let new = Resampler::new(&frame, rate, channels);
                resampler.insert(new.map_err(|error| decoder.reader.fail("resample", &error))?)
            }
        };
        block.clear();
        resampler.convert(Some(&frame), &mut block).map_err(|error| decoder.reader.fail("resample", &error))?;
        trim.pass(&block, job, sink)?;
    }
    Ok(())
}

/// Cuts the part that was asked for out of all samples.
struct Trim {
    start: Option<f64>,
    rate: u32,
    channels: usize,
    /// Values to leave out still.
    skip: u64,
    /// Values to give still.
    left: u64,
    /// Values given.
    given: u64,
    /// Where the first value lies, in seconds from the start of the file.
    origin: Option<f64>,
}

impl Trim {
    fn new(start: Option<f64>, duration: Option<f64>, rate: u32, channels: u32) -> Self {
        let channels = channels as usize;
        let left = duration.map_or(u64::MAX, |duration| (duration * f64::from(rate)).round() as u64 * channels as u64);
        Self { start, rate, channels, skip: 0, left, given: 0, origin: None }
    }

    /// Learns where the first sample lies.
    fn begin(&mut self, time: Option<f64>) {
        if self.origin.is_some() {
            return;
        }
        let time = time.unwrap_or(0.0);
        let before = self.start.map_or(0.0, |start| ((start - time) * f64::from(self.rate)).round().max(0.0));
        self.skip = before as u64 * self.channels as u64;
        self.origin = Some(time + before / f64::from(self.rate));
    }

    fn is_done(&self) -> bool {
        self.left == 0
    }

    fn pass(&mut self, block: &[f32], job: &Job, sink: &mut dyn FnMut(&[f32], f64) -> Result<()>) -> Result<()> {
        let skipped = usize::try_from(self.skip).unwrap_or(usize::MAX).min(block.len());
        self.skip -= skipped as u64;
        let block = block.get(skipped..).unwrap_or_default();
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(block.len());
        let block = block.get(..wanted).unwrap_or_default();
        if block.is_empty() {
            return Ok(());
        }
        self.left -= wanted as u64;
        self.given += wanted as u64;
        job.limits().media_seconds(self.given / self.channels as u64 / u64::from(self.rate))?;
        sink(block, self.origin.unwrap_or(0.0))
    }
}
