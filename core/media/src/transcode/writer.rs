//! The container that is being written, what went into it, and how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use lode_ffmpeg::{NO_TIME, Output, Packet, Rational};
use lode_runtime::{Job, Result};

use crate::failure::failed;
use crate::model::{StreamKind, TranscodeProgress, TranscodedStream};

/// Where progress goes.
pub type OnProgress<'a> = &'a mut dyn FnMut(&TranscodeProgress);

/// Counts what is written and reports it.
pub(crate) struct Writer<'j, 'p> {
    pub job: &'j Job,
    pub output: Output<'j>,
    pub streams: Vec<TranscodedStream>,
    pub name: String,
    pub size: Arc<AtomicU64>,
    last_dts: Vec<i64>,
    progress: OnProgress<'p>,
    interval: Duration,
    started: Instant,
    reported: Instant,
    /// Seconds of media that will be written, where known.
    pub total: Option<f64>,
    /// Seconds of media that were written.
    pub done: f64,
}

impl<'j, 'p> Writer<'j, 'p> {
    pub fn new(
        job: &'j Job,
        output: Output<'j>,
        name: String,
        size: Arc<AtomicU64>,
        progress: OnProgress<'p>,
        interval: Duration,
    ) -> Self {
        let now = Instant::now();
        Self {
            job,
            output,
            streams: Vec::new(),
            name,
            size,
            last_dts: Vec::new(),
            progress,
            interval,
            started: now,
            reported: now,
            total: None,
            done: 0.0,
        }
    }

    /// Counts for a stream that was added.
    pub fn count_stream(&mut self, stream: TranscodedStream) {
        self.streams.push(stream);
        self.last_dts.push(NO_TIME);
    }

    /// Turns an error of FFmpeg's, or of the sink, into ours.
    pub fn fail(&mut self, what: &str, error: &lode_ffmpeg::AvError) -> lode_runtime::Error {
        let cause = self.output.take_error();
        failed(self.job, what, &self.name, error, cause)
    }

    /// Writes a packet with times of `time_base` into stream `index`.
    pub fn write(&mut self, packet: &mut Packet, index: usize, time_base: Rational) -> Result<()> {
        self.job.check()?;
        let target = self.output.time_base(index);
        packet.rescale(time_base, target);
        packet.set_stream(index);
        self.make_monotonic(packet, index);
        // FLAC's encoder ends with a packet that only carries the header's final checksum.
        let counted = self.streams.get_mut(index).filter(|_| !packet.data().is_empty());
        if let Some(stream) = counted {
            stream.packets += 1;
            stream.bytes += packet.data().len() as u64;
        }
        let end = packet.pts().saturating_add(packet.duration());
        if packet.pts() != NO_TIME
            && let Some(end) = target.seconds(end)
        {
            self.done = self.done.max(end);
        }
        self.job.limits().media_seconds(self.done.max(0.0) as u64)?;
        self.output.write(Some(packet)).map_err(|error| self.fail("write the output", &error))?;
        if self.reported.elapsed() >= self.interval {
            self.report(false);
        }
        Ok(())
    }

    /// Containers want decoding times that grow; rounding to their unit may make two equal.
    fn make_monotonic(&mut self, packet: &mut Packet, index: usize) {
        let Some(last) = self.last_dts.get_mut(index) else { return };
        let (mut pts, mut dts) = (packet.pts(), packet.dts());
        if dts == NO_TIME {
            dts = if pts == NO_TIME { last.saturating_add(1) } else { pts };
        }
        let video_or_audio = self.streams.get(index).is_some_and(|stream| stream.kind != StreamKind::Subtitle);
        if video_or_audio && *last != NO_TIME && dts <= *last {
            dts = *last + 1;
        }
        if pts == NO_TIME || pts < dts && video_or_audio {
            pts = dts;
        }
        *last = dts;
        packet.set_times(pts, dts, packet.duration());
    }

    /// Tells how far it is.
    pub fn report(&mut self, finished: bool) {
        self.reported = Instant::now();
        let elapsed = self.started.elapsed().as_secs_f64().max(1e-6);
        let share = self.total.map(|total| if total > 0.0 { (self.done / total).clamp(0.0, 1.0) } else { 1.0 });
        let share = if finished { Some(1.0) } else { share };
        let frames = |kind: StreamKind| {
            self.streams.iter().filter(|stream| stream.kind == kind).map(|stream| stream.packets).max()
        };
        let size = self.size.load(Ordering::Relaxed);
        let progress = TranscodeProgress {
            percent: share.map(|share| share * 100.0),
            frames: frames(StreamKind::Video).or_else(|| frames(StreamKind::Audio)).unwrap_or(0),
            speed: self.done.max(0.0) / elapsed,
            eta: share.filter(|share| *share > 0.0).map(|share| elapsed * (1.0 - share) / share),
            size,
            bitrate: if self.done > 0.0 { size as f64 * 8.0 / self.done } else { 0.0 },
        };
        self.job.progress((self.done.max(0.0) * 1e3) as u64, (self.total.unwrap_or(0.0) * 1e3) as u64);
        (self.progress)(&progress);
    }
}
