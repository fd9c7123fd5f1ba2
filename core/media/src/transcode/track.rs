//! One stream on its way from input to output.

use lode_ffmpeg::{
    AvErrorKind, Decoder, Encoder, Frame, InputStream, NO_TIME, Packet, Rational, Received, SubtitleConverter,
};
use lode_runtime::Result;

use super::audio::AudioFilter;
use super::plan::Span;
use super::video::VideoFilter;
use super::writer::Writer;
use crate::reader::Reader;

/// Counts over all tracks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub packets: u64,
    pub decoded: u64,
    pub encoded: u64,
}

/// The filters of a stream.
pub(crate) enum Filter {
    Video(Box<VideoFilter>),
    Audio(Box<AudioFilter>),
}

/// What a stream goes through.
pub(crate) enum Way {
    Copy,
    Encode(Box<Coding>),
    Convert(SubtitleConverter),
}

/// A stream.
pub(crate) struct Track {
    pub stream: InputStream,
    pub index: usize,
    pub way: Way,
    pub span: Span,
    pub offset: f64,
    /// Whether the end of the part that is wanted has been passed.
    pub done: bool,
    /// Whether a copy has begun: it can only begin at a key frame.
    pub begun: bool,
}

/// Where packets go: the container, or nowhere in a first pass.
pub(crate) type PacketSink<'s> = &'s mut dyn FnMut(&mut Packet, Rational) -> Result<()>;

impl Track {
    /// Takes a packet of the input, or none at its end.
    pub fn feed(
        &mut self,
        reader: &mut Reader,
        packet: Option<&Packet>,
        writer: &mut Writer,
        counts: &mut Counts,
    ) -> Result<()> {
        if let Some(packet) = packet {
            counts.packets += 1;
            reader.damage.note(packet);
        }
        let index = self.index;
        let mut write = |packet: &mut Packet, time_base: Rational| writer.write(packet, index, time_base);
        match &mut self.way {
            Way::Copy => match packet {
                Some(packet) => self.copy(reader, packet, &mut write),
                None => Ok(()),
            },
            Way::Encode(coding) => {
                self.done |= !coding.feed(reader, packet, counts, &mut write)?;
                Ok(())
            }
            Way::Convert(_) => match packet {
                Some(packet) => self.convert(reader, packet, &mut write),
                None => Ok(()),
            },
        }
    }

    /// The packet's time in seconds from the start of the file.
    fn seconds(&self, reader: &Reader, packet: &Packet) -> Option<f64> {
        let time = if packet.pts() == NO_TIME { packet.dts() } else { packet.pts() };
        self.stream.time_base.seconds(time).map(|seconds| seconds - reader.start())
    }

    fn shifted(&self, time: i64) -> i64 {
        if time == NO_TIME { time } else { time - self.stream.time_base.time(self.offset) }
    }

    fn copy(&mut self, reader: &mut Reader, packet: &Packet, sink: PacketSink) -> Result<()> {
        let seconds = self.seconds(reader, packet);
        let past = seconds.is_some_and(|seconds| seconds >= self.span.end);
        // Pictures that come later in the file may be shown before.
        let dts = self.stream.time_base.seconds(packet.dts()).map(|seconds| seconds - reader.start());
        self.done |= past && dts.or(seconds).is_some_and(|seconds| seconds >= self.span.end);
        let is_video = self.stream.parameters.width() > 0;
        if !self.begun {
            let early = seconds.is_some_and(|seconds| seconds < self.span.start - 1e-3) && !is_video;
            if early || (is_video && !packet.is_key()) {
                return Ok(());
            }
            self.begun = true;
        }
        if past {
            return Ok(());
        }
        let mut copy = packet.share().map_err(|error| reader.fail("copy", &error))?;
        copy.set_times(self.shifted(packet.pts()), self.shifted(packet.dts()), packet.duration());
        sink(&mut copy, self.stream.time_base)
    }

    fn convert(&mut self, reader: &mut Reader, packet: &Packet, sink: PacketSink) -> Result<()> {
        if let Some(seconds) = self.seconds(reader, packet) {
            if seconds >= self.span.end {
                self.done = true;
                return Ok(());
            }
            if seconds < self.span.start {
                return Ok(());
            }
        }
        let Way::Convert(converter) = &mut self.way else { return Ok(()) };
        match converter.convert(packet, self.stream.time_base) {
            Ok(Some(mut made)) => {
                let (pts, dts) = (made.pts(), made.dts());
                made.set_times(self.shifted(pts), self.shifted(dts), made.duration());
                sink(&mut made, self.stream.time_base)
            }
            Ok(None) => Ok(()),
            Err(error) => {
                reader.damage.add(&error);
                Ok(())
            }
        }
    }
}

/// A decoder, filters and an encoder.
pub(crate) struct Coding {
    pub decoder: Decoder,
    pub filter: Filter,
    pub encoder: Encoder,
    pub frame: Frame,
    pub packet: Packet,
    pub last: i64,
}

impl Coding {
    /// Decodes, filters and encodes; false when the end of the part that is wanted has been passed.
    pub fn feed(
        &mut self,
        reader: &mut Reader,
        packet: Option<&Packet>,
        counts: &mut Counts,
        sink: PacketSink,
    ) -> Result<bool> {
        let mut goes_on = true;
        loop {
            reader.job.check()?;
            let taken = match self.decoder.send(packet) {
                Ok(taken) => taken,
                Err(error) if error.kind() == AvErrorKind::Memory => return Err(reader.fail("decode", &error)),
                Err(error) => {
                    reader.damage.add(&error);
                    true
                }
            };
            goes_on &= self.take_frames(reader, counts, sink)?;
            if taken {
                break;
            }
        }
        if packet.is_none() {
            self.finish(reader, counts, sink)?;
        }
        Ok(goes_on)
    }

    fn take_frames(&mut self, reader: &mut Reader, counts: &mut Counts, sink: PacketSink) -> Result<bool> {
        let mut goes_on = true;
        loop {
            reader.job.check()?;
            match self.decoder.receive(&mut self.frame) {
                Ok(Received::Some) => {
                    counts.decoded += 1;
                    let pixels = u64::from(self.frame.width()) * u64::from(self.frame.height());
                    reader.job.limits().pixels(pixels)?;
                    goes_on &= self.pass(reader, counts, sink)?;
                }
                Ok(_) => return Ok(goes_on),
                Err(error) if error.kind() == AvErrorKind::Memory => return Err(reader.fail("decode", &error)),
                Err(error) => reader.damage.add(&error),
            }
        }
    }

    fn pass(&mut self, reader: &mut Reader, counts: &mut Counts, sink: PacketSink) -> Result<bool> {
        let Self { filter, encoder, frame, packet, last, .. } = self;
        let mut encode = |reader: &mut Reader, frame: &mut Frame, time_base: Rational| {
            let time = lode_ffmpeg::rescale(frame.pts(), time_base, encoder.time_base());
            if time <= *last {
                return Ok(());
            }
            *last = time;
            frame.set_pts(time);
            counts.encoded += 1;
            encode(reader, encoder, Some(frame), packet, sink)
        };
        match filter {
            Filter::Video(filter) => filter.send(reader, frame, &mut encode),
            Filter::Audio(filter) => filter.send(reader, frame, &mut encode),
        }
    }

    fn finish(&mut self, reader: &mut Reader, counts: &mut Counts, sink: PacketSink) -> Result<()> {
        let Self { filter, encoder, packet, last, .. } = self;
        let mut pass = |reader: &mut Reader, frame: &mut Frame, time_base: Rational| {
            let time = lode_ffmpeg::rescale(frame.pts(), time_base, encoder.time_base());
            if time <= *last {
                return Ok(());
            }
            *last = time;
            frame.set_pts(time);
            counts.encoded += 1;
            encode(reader, encoder, Some(frame), packet, sink)
        };
        match filter {
            Filter::Video(filter) => filter.finish(reader, &mut pass)?,
            Filter::Audio(filter) => filter.finish(reader, &mut pass)?,
        }
        encode(reader, encoder, None, packet, sink)
    }
}

/// Encodes a frame, or with none what is still inside, and hands on the packets.
fn encode(
    reader: &mut Reader,
    encoder: &mut Encoder,
    frame: Option<&Frame>,
    packet: &mut Packet,
    sink: PacketSink,
) -> Result<()> {
    loop {
        let taken = encoder.send(frame).map_err(|error| reader.fail("encode", &error))?;
        loop {
            reader.job.check()?;
            match encoder.receive(packet).map_err(|error| reader.fail("encode", &error))? {
                Received::Some => sink(packet, encoder.time_base())?,
                _ => break,
            }
        }
        if taken {
            return Ok(());
        }
    }
}
