//! From one file to another.

mod audio;
mod container;
mod output;
mod plan;
mod quality;
mod setup;
mod track;
mod video;
mod writer;

use std::time::{Duration, Instant};

use lode_ffmpeg::{MediaKind, Packet, Pass, Rational};
use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::failure::failed;
use crate::input::Input;
use crate::model::TranscodeStats;
use crate::options::{TranscodeSettings, invalid};
use crate::reader::Reader;
pub use output::{MemoryOutput, Output};
use plan::{Action, Planned, Span};
use setup::Setup;
use track::{Counts, Track};
pub use writer::OnProgress;
use writer::Writer;

const DEFAULT_INTERVAL_MS: f64 = 100.0;

/// Writes an input in another form.
///
/// Streams that nothing is asked of, and that the container can hold, are copied. A file appears under its name when it is
/// complete; when the job fails or is cancelled, nothing is left, and what was there before is untouched. `progress` is called
/// every [`TranscodeSettings::progress_interval`] (100 ms when absent), and once at the end.
///
/// # Errors
/// Before any work: `MediaContainer` for a codec that the container cannot hold, `MediaCodec` for one that cannot be decoded or
/// encoded here, `OutputExists`, `InvalidOptions`. Later: `Media`, and those of reading and writing.
pub fn transcode(
    input: Input,
    output: Output,
    settings: &TranscodeSettings,
    job: &Job,
    progress: OnProgress,
) -> Result<TranscodeStats> {
    let started = Instant::now();
    let span = plan::check(settings)?;
    plan::check_different(&input, &output)?;
    let container = container::find(settings.format.as_deref(), &output.name())?;
    let again = if settings.two_pass { Some(again(&input)?) } else { None };
    let mut reader = Reader::open(job, input)?;
    let planned = plan::plan(&mut reader, container, settings)?;
    let first = again.map(|input| first_pass(input, container, settings, span, job)).transpose()?.flatten();
    let rate = settings.video_bitrate.or(first.as_ref().and_then(|first| first.bit_rate));
    let settings = &TranscodeSettings { video_bitrate: rate, ..settings.clone() };

    let (pending, sink) = output::Pending::open(output, settings.overwrite, job.limits())?;
    let seekable = sink.can_seek();
    let stop = Box::new(move || job.check().is_err());
    let opened = lode_ffmpeg::Output::new(reader.ffmpeg, container.muxer, sink, stop)
        .map_err(|error| failed(job, "write the output", &pending.name, &error, None))?;
    let interval = settings.progress_interval.unwrap_or(DEFAULT_INTERVAL_MS).clamp(0.0, 1e9);
    let interval = Duration::from_secs_f64(interval / 1e3);
    let mut writer = Writer::new(job, opened, pending.name.clone(), pending.size.clone(), progress, interval);
    reader.measure()?;
    writer.total = total(&reader, span);
    let mut setup =
        Setup { reader: &mut reader, writer: &mut writer, settings, span, second_pass: first.map(|first| first.log) };
    let tracks = setup.tracks(planned)?;
    setup.start(container, seekable)?;
    let counts = run(&mut reader, tracks, &mut writer, span)?;
    writer.output.finish().map_err(|error| writer.fail("write the output", &error))?;
    if counts.packets == 0 {
        let message = reader.damage.warnings().into_iter().next().unwrap_or_else(|| "there is nothing in it".into());
        return Err(Error::new(ErrorCode::Media, message).at_path(reader.name.clone()));
    }
    writer.report(true);
    let (streams, media_duration) = (std::mem::take(&mut writer.streams), writer.done.max(0.0));
    drop(writer);
    let output_size = pending.size.load(std::sync::atomic::Ordering::Relaxed);
    pending.publish()?;
    let input_size = reader.size.unwrap_or_else(|| reader.read.load(std::sync::atomic::Ordering::Relaxed));
    Ok(TranscodeStats {
        packets_processed: counts.packets,
        frames_decoded: counts.decoded,
        frames_encoded: counts.encoded,
        input_size,
        output_size,
        compression_ratio: if output_size > 0 { input_size as f64 / output_size as f64 } else { 0.0 },
        duration_ms: started.elapsed().as_secs_f64() * 1e3,
        media_duration,
        streams,
        warnings: reader.damage.warnings(),
    })
}

/// The same input once more.
fn again(input: &Input) -> Result<Input> {
    match input {
        Input::Path(path) => Ok(Input::Path(path.clone())),
        Input::Bytes(bytes, name) => Ok(Input::Bytes(bytes.clone(), name.clone())),
        Input::Stream(..) => {
            Err(invalid("twoPass: expected a file or bytes as input, since a stream cannot be read twice"))
        }
    }
}

/// Seconds that will be written, where they are known.
fn total(reader: &Reader, span: Span) -> Option<f64> {
    let end = span.end.min(reader.duration().unwrap_or(f64::INFINITY));
    end.is_finite().then(|| (end - span.start).max(0.0))
}

/// Reads until everything is done.
fn run(reader: &mut Reader, mut tracks: Vec<Track>, writer: &mut Writer, span: Span) -> Result<Counts> {
    let mut counts = Counts::default();
    let indices: Vec<usize> = tracks.iter().map(|track| track.stream.index).collect();
    reader.input.only(&indices);
    if span.start > 0.0 {
        go_to(reader, &tracks, span);
    }
    let mut packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("read", &error))?;
    while reader.read(&mut packet)? {
        let Some(track) = tracks.iter_mut().find(|track| track.stream.index == packet.stream()) else { continue };
        if !track.done {
            track.feed(reader, Some(&packet), writer, &mut counts)?;
        }
        if tracks.iter().all(|track| track.done || track.stream.parameters.kind() == MediaKind::Subtitle)
            && tracks.iter().any(|track| track.done)
        {
            break;
        }
    }
    for track in &mut tracks {
        track.feed(reader, None, writer, &mut counts)?;
    }
    writer.output.write(None).map_err(|error| writer.fail("write the output", &error))?;
    Ok(counts)
}

/// Goes to a key frame before the part that is wanted, with some sound before it for decoders to settle on.
fn go_to(reader: &mut Reader, tracks: &[Track], span: Span) {
    if !reader.seekable {
        return;
    }
    let video = tracks.iter().find(|track| track.stream.parameters.kind() == MediaKind::Video);
    let early = if video.is_some() { 0.0 } else { 0.5 };
    let seconds = reader.start() + (span.start - early).max(0.0);
    let (stream, base) = match video.or(tracks.first()) {
        Some(track) => (Some(track.stream.index), track.stream.time_base),
        None => (None, lode_ffmpeg::TIME_BASE),
    };
    // Where it is not possible, everything before is read and dropped.
    let _ = reader.input.seek(stream, base.time(seconds), lode_ffmpeg::Seek::Before);
}

/// What encoding a video once teaches for the second time.
struct FirstPass {
    log: Vec<u8>,
    /// The rate that the quality asked for has taken, where the encoder needs one to share out the second time.
    bit_rate: Option<u64>,
}

/// Encodes the video once to learn from it. None when it is not encoded.
fn first_pass(
    input: Input,
    container: &container::Container,
    settings: &TranscodeSettings,
    span: Span,
    job: &Job,
) -> Result<Option<FirstPass>> {
    let mut reader = Reader::open(job, input)?;
    let planned = plan::plan(&mut reader, container, settings)?;
    let video = planned.into_iter().find(|planned| planned.stream.parameters.kind() == MediaKind::Video);
    let Some(Planned { stream, action: Action::Encode(codec) }) = video else { return Ok(None) };
    let by_quantiser = quality::is_by_quantiser(&codec.name());
    let mut coding = setup::video_coding(&mut reader, &stream, codec, settings, span, Some(Pass::First), false)?;
    reader.input.only(&[stream.index]);
    if span.start > 0.0 && reader.seekable {
        let time = stream.time_base.time(reader.start() + span.start);
        let _ = reader.input.seek(Some(stream.index), time, lode_ffmpeg::Seek::Before);
    }
    let mut packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("read", &error))?;
    let (mut counts, mut bytes) = (Counts::default(), 0);
    let mut count = |packet: &mut Packet, _: Rational| {
        bytes += packet.data().len() as u64;
        Ok(())
    };
    while reader.read(&mut packet)? {
        if packet.stream() == stream.index && !coding.feed(&mut reader, Some(&packet), &mut counts, &mut count)? {
            break;
        }
    }
    coding.feed(&mut reader, None, &mut counts, &mut count)?;
    let frame = coding.encoder.time_base().value().unwrap_or(0.04);
    let seconds = frame * counts.encoded.max(1) as f64;
    let bit_rate = by_quantiser.then_some((bytes as f64 * 8.0 / seconds) as u64);
    Ok(Some(FirstPass { log: coding.encoder.pass_log().to_vec(), bit_rate }))
}
