//! One stream of a file, decoded.

use std::collections::VecDeque;

use lode_ffmpeg::{AvError, AvErrorKind, Decoder, DecoderSettings, Frame, InputStream, NO_TIME, Packet, Received};
use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::reader::Reader;

/// How a stream is decoded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choices {
    /// Whether pictures other than key frames are passed over.
    pub only_keyframes: bool,
    /// Whether frames are decoded side by side, which delays the first.
    pub frame_threads: bool,
    /// How often width and height are halved while decoding, where the decoder can do so.
    pub halvings: u8,
    /// Whether edges of blocks stay as they are decoded, where the decoder smooths them.
    pub without_loop_filter: bool,
}

/// Reads and decodes one stream.
pub(crate) struct StreamDecoder<'j> {
    pub reader: Reader<'j>,
    pub stream: InputStream,
    decoder: Decoder,
    packet: Packet,
    /// Whether a packet was read before decoding began.
    ready: bool,
    only_keyframes: bool,
    /// Times of the key frames to jump to, one after another.
    jumps: Option<VecDeque<i64>>,
    /// Whether the decoder was told that no more comes.
    draining: bool,
    decoded: u64,
}

/// Opens a stream's decoder.
pub(crate) fn open_decoder(job: &Job, reader: &mut Reader, stream: &InputStream, choices: Choices) -> Result<Decoder> {
    let settings = DecoderSettings {
        time_base: stream.time_base,
        threads: if stream.parameters.width() > 0 { u32::try_from(job.threads()).unwrap_or(1).min(64) } else { 1 },
        frame_threads: choices.frame_threads,
        max_pixels: job.limits().pixels.get(),
        only_keyframes: choices.only_keyframes,
        halvings: choices.halvings,
        without_loop_filter: choices.without_loop_filter,
    };
    let (width, height) = (u64::from(stream.parameters.width()), u64::from(stream.parameters.height()));
    job.limits().pixels(width * height)?;
    if lode_ffmpeg::Codec::decoder_for(reader.ffmpeg, &stream.parameters).is_none() {
        return Err(Error::new(
            ErrorCode::MediaCodec,
            format!(
                "stream {} is {}, which the loaded FFmpeg cannot decode; point LODE_FFMPEG at a build that can",
                stream.index,
                stream.parameters.codec()
            ),
        )
        .at_path(reader.name.clone()));
    }
    Decoder::open(reader.ffmpeg, &stream.parameters, &settings)
        .map_err(|error| reader.fail(&format!("decode {}", stream.parameters.codec()), &error))
}

/// MP4's demuxer gives wrong times when it passes over packets (FFmpeg 9.0: it loses its place among the composition offsets).
/// Its index says where the key frames are, so they are gone to; other demuxers pass over the rest by themselves.
fn jumps(reader: &mut Reader, stream: &InputStream) -> Option<VecDeque<i64>> {
    let is_mp4 = reader.input.format().0.split(',').any(|name| name == "mp4");
    if !is_mp4 {
        reader.input.only_keyframes(stream.index);
        return None;
    }
    let times = keyframe_times(reader, stream);
    (reader.seekable && !times.is_empty()).then(|| times.into())
}

/// Times of the key frames that the container lists, in order. Indices tell when to decode; what is shown first tells how much
/// later it is shown, and seeking goes by that.
pub(crate) fn keyframe_times(reader: &Reader, stream: &InputStream) -> Vec<i64> {
    let mut times = reader.input.keyframe_times(stream.index);
    times.sort_unstable();
    let first = times.first().copied().unwrap_or(0);
    if stream.start != NO_TIME && stream.start > first {
        times.iter_mut().for_each(|time| *time = time.saturating_add(stream.start - first));
    }
    times
}

impl<'j> StreamDecoder<'j> {
    /// A decoder for a stream; other streams are not read.
    pub fn new(mut reader: Reader<'j>, stream: InputStream, choices: Choices) -> Result<Self> {
        let decoder = open_decoder(reader.job, &mut reader, &stream, choices)?;
        reader.input.only(&[stream.index]);
        let jumps = if choices.only_keyframes { jumps(&mut reader, &stream) } else { None };
        let packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("decode", &error))?;
        let only_keyframes = choices.only_keyframes;
        Ok(Self { reader, stream, decoder, packet, ready: false, only_keyframes, jumps, draining: false, decoded: 0 })
    }

    /// Decodes a packet first that was read already.
    pub fn start_with(&mut self, packet: Packet) {
        (self.packet, self.ready) = (packet, true);
    }

    /// The next frame; false at the end. Damaged data is passed over, with a warning.
    pub fn next(&mut self, frame: &mut Frame) -> Result<bool> {
        loop {
            self.reader.job.check()?;
            match self.decoder.receive(frame) {
                Ok(Received::Some) => {
                    self.decoded += 1;
                    if self.within_pixels(frame)? {
                        return Ok(true);
                    }
                }
                Ok(Received::End) => return Ok(false),
                Ok(Received::NeedsMore) if self.draining => return Ok(false),
                Ok(Received::NeedsMore) => self.feed()?,
                Err(error) => self.pass_over(&error)?,
            }
        }
    }

    /// A stream may change its size on the way.
    fn within_pixels(&self, frame: &Frame) -> Result<bool> {
        self.reader.job.limits().pixels(u64::from(frame.width()) * u64::from(frame.height()))?;
        Ok(true)
    }

    fn feed(&mut self) -> Result<()> {
        loop {
            if !std::mem::take(&mut self.ready) && (!self.jump()? || !self.reader.read(&mut self.packet)?) {
                self.draining = true;
                // A decoder that cannot be told has nothing left either.
                let _ = self.decoder.send(None);
                return Ok(());
            }
            let wanted = self.packet.stream() == self.stream.index && (!self.only_keyframes || self.packet.is_key());
            if !wanted {
                continue;
            }
            return match self.decoder.send(Some(&self.packet)) {
                Ok(_) => Ok(()),
                Err(error) => self.pass_over(&error),
            };
        }
    }

    /// Goes to the next key frame; false after the last one.
    fn jump(&mut self) -> Result<bool> {
        let Some(jumps) = &mut self.jumps else { return Ok(true) };
        let Some(time) = jumps.pop_front() else { return Ok(false) };
        self.reader.job.check()?;
        let moved = self.reader.input.seek(Some(self.stream.index), time, lode_ffmpeg::Seek::Before);
        moved.map_err(|error| self.reader.fail("go to a key frame", &error))?;
        Ok(true)
    }

    fn pass_over(&mut self, error: &AvError) -> Result<()> {
        self.reader.job.check()?;
        match error.kind() {
            AvErrorKind::Memory | AvErrorKind::Interrupted => Err(self.reader.fail("decode", error)),
            _ => {
                self.reader.damage.add(error);
                Ok(())
            }
        }
    }

    /// Goes to the last key frame at or before a time in seconds; false when that is not possible, and nothing changed.
    pub fn seek(&mut self, seconds: f64) -> Result<bool> {
        let stream = &self.stream;
        let time = stream.time_base.time(seconds);
        self.reader.job.check()?;
        if !self.reader.seekable || self.reader.input.seek(Some(stream.index), time, lode_ffmpeg::Seek::Before).is_err()
        {
            return Ok(false);
        }
        self.forget();
        if let Some(jumps) = &mut self.jumps {
            let times = keyframe_times(&self.reader, &self.stream);
            let first = times.partition_point(|keyframe| *keyframe <= time).saturating_sub(1);
            *jumps = times.into_iter().skip(first).collect();
        }
        Ok(true)
    }

    /// Goes to the start; false when that is not possible, and nothing changed.
    pub fn rewind(&mut self) -> Result<bool> {
        self.reader.job.check()?;
        if !self.reader.seekable || self.reader.input.rewind().is_err() {
            return Ok(false);
        }
        self.forget();
        Ok(true)
    }

    fn forget(&mut self) {
        self.decoder.flush();
        (self.draining, self.ready) = (false, false);
    }

    /// Fails when nothing could be decoded although there was something.
    pub fn finish(&mut self) -> Result<()> {
        if self.decoded > 0 {
            return Ok(());
        }
        let Some(first) = self.reader.damage.first() else { return Ok(()) };
        Err(Error::new(ErrorCode::Media, format!("nothing could be decoded: {first}"))
            .at_path(self.reader.name.clone()))
    }

    /// The time of a frame in seconds, counted from the start of the file.
    pub fn time(&self, frame: &Frame) -> Option<f64> {
        self.stream.time_base.seconds(frame.best_time()).map(|time| time - self.reader.start())
    }
}
