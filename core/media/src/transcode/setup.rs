//! Streams opened and the header written, before the first packet.

use lode_ffmpeg::{
    Codec, Frame, InputStream, MediaKind, NO_TIME, OutputStream, Packet, Parameters, Pass, Rational, SubtitleConverter,
};
use lode_runtime::Result;

use super::audio::{self, AudioFilter};
use super::container::Container;
use super::plan::{Action, Planned, Span};
use super::track::{Coding, Filter, Track, Way};
use super::video::{VideoFilter, VideoTarget};
use super::writer::Writer;
use crate::decode::{Choices, open_decoder};
use crate::model::TranscodedStream;
use crate::options::TranscodeSettings;
use crate::probe::kind_of;
use crate::reader::Reader;

/// What describes the old container rather than what is in it.
const CONTAINER_TAGS: &[&str] = &[
    "major_brand",
    "minor_version",
    "compatible_brands",
    "encoder",
    "encoded_by",
    "duration",
    "creation_time",
    "handler_name",
    "vendor_id",
    "bps",
    "number_of_bytes",
    "number_of_frames",
];

/// What is opened for a transcode.
pub(crate) struct Setup<'s, 'j, 'p> {
    pub reader: &'s mut Reader<'j>,
    pub writer: &'s mut Writer<'j, 'p>,
    pub settings: &'s TranscodeSettings,
    pub span: Span,
    /// What a first pass learnt.
    pub second_pass: Option<Vec<u8>>,
}

/// Opens decoder, filters and encoder of a video.
pub(crate) fn video_coding(
    reader: &mut Reader,
    stream: &InputStream,
    codec: Codec,
    settings: &TranscodeSettings,
    span: Span,
    pass: Option<Pass>,
    global_header: bool,
) -> Result<Coding> {
    let decoder = open_decoder(reader.job, reader, stream, Choices { frame_threads: true, ..Choices::default() })?;
    let (target, encoder) = VideoTarget::open(reader, stream, codec, settings, global_header, pass)?;
    let filter = VideoFilter::new(target, stream, span, reader.start() + span.start);
    coding(reader, decoder, Filter::Video(Box::new(filter)), encoder)
}

fn coding(
    reader: &mut Reader,
    decoder: lode_ffmpeg::Decoder,
    filter: Filter,
    encoder: lode_ffmpeg::Encoder,
) -> Result<Coding> {
    let frame = Frame::new(reader.ffmpeg).map_err(|error| reader.fail("decode", &error))?;
    let packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("encode", &error))?;
    Ok(Coding { decoder, filter, encoder, frame, packet, last: NO_TIME })
}

impl Setup<'_, '_, '_> {
    /// Opens everything and adds the streams to the container.
    pub fn tracks(&mut self, planned: Vec<Planned>) -> Result<Vec<Track>> {
        planned.into_iter().map(|planned| self.track(planned)).collect()
    }

    fn track(&mut self, planned: Planned) -> Result<Track> {
        let Planned { stream, action } = planned;
        let global_header = self.writer.output.wants_global_header();
        let (way, parameters, time_base, average_rate) = match action {
            Action::Copy => {
                let copied = stream.parameters.duplicate().map_err(|error| self.reader.fail("copy", &error))?;
                (Way::Copy, copied, stream.time_base, stream.average_rate)
            }
            Action::Encode(codec) if stream.parameters.kind() == MediaKind::Video => {
                let pass = self.second_pass.take().map(Pass::Second);
                let (reader, settings) = (&mut *self.reader, self.settings);
                let coding = video_coding(reader, &stream, codec, settings, self.span, pass, global_header)?;
                self.encoded(coding, stream.average_rate)?
            }
            Action::Encode(codec) => {
                let choices = Choices::default();
                let decoder = open_decoder(self.reader.job, self.reader, &stream, choices)?;
                let (filters, encoder) = audio::open(self.reader, &stream, codec, self.settings, global_header)?;
                let offset = self.reader.start() + self.span.start;
                let size = if codec.takes_any_frame_size() { 0 } else { encoder.frame_size() };
                let filter = AudioFilter::new(filters, size, &stream, self.span, offset);
                let coding = coding(self.reader, decoder, Filter::Audio(Box::new(filter)), encoder)?;
                self.encoded(coding, Rational::default())?
            }
            Action::Convert(codec) => {
                let opened =
                    SubtitleConverter::open(self.reader.ffmpeg, &stream.parameters, stream.time_base, Some(codec));
                let converter = opened.map_err(|error| self.reader.fail("convert subtitles", &error))?;
                let parameters = converter.parameters().map_err(|error| self.reader.fail("convert", &error))?;
                (Way::Convert(converter), parameters, Rational::new(1, 1000), Rational::default())
            }
        };
        let copied = matches!(way, Way::Copy);
        let index = self.add(&stream, &parameters, time_base, average_rate, copied)?;
        let offset = self.reader.start() + self.span.start;
        Ok(Track { stream, index, way, span: self.span, offset, done: false, begun: self.span.start <= 0.0 })
    }

    fn encoded(&mut self, coding: Coding, rate: Rational) -> Result<(Way, Parameters, Rational, Rational)> {
        let parameters = coding.encoder.parameters().map_err(|error| self.reader.fail("encode", &error))?;
        let time_base = coding.encoder.time_base();
        let rate = if self.settings.fps.is_some() { Rational::new(time_base.den, time_base.num) } else { rate };
        Ok((Way::Encode(Box::new(coding)), parameters, time_base, rate))
    }

    fn add(
        &mut self,
        stream: &InputStream,
        parameters: &Parameters,
        time_base: Rational,
        average_rate: Rational,
        copied: bool,
    ) -> Result<usize> {
        let added = self.writer.output.add_stream(&OutputStream {
            parameters,
            time_base,
            average_rate,
            disposition: stream.disposition,
            tags: without_container_tags(&stream.tags),
            keep_tag: copied,
        });
        let index = added.map_err(|error| self.writer.fail("set up the output", &error))?;
        self.writer.count_stream(TranscodedStream {
            input_index: u32::try_from(stream.index).unwrap_or(u32::MAX),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            kind: kind_of(parameters.kind()),
            codec: parameters.codec(),
            copied,
            ..TranscodedStream::default()
        });
        Ok(index)
    }

    /// Sets tags and chapters, and writes the header.
    pub fn start(&mut self, container: &Container, seekable: bool) -> Result<()> {
        let mut tags = without_container_tags(&self.reader.input.tags());
        for (name, value) in &self.settings.metadata {
            tags.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
            if !value.is_empty() {
                tags.push((name.clone(), value.clone()));
            }
        }
        let span = self.span;
        let length = span.end - span.start;
        let chapters = self.reader.input.chapters().into_iter();
        let chapters: Vec<_> = chapters
            .filter_map(|(start, end, tags)| {
                let (start, end) = ((start - span.start).max(0.0), (end - span.start).min(length));
                (end > start).then_some((start, end, tags))
            })
            .collect();
        let output = &mut self.writer.output;
        let result = output.set_tags(&tags).and_then(|()| output.set_chapters(&chapters));
        let result = result.and_then(|()| output.start(&muxer_options(container, self.settings, seekable)));
        result.map_err(|error| self.writer.fail(&format!("write {}", container.name), &error))
    }
}

fn without_container_tags(tags: &[(String, String)]) -> Vec<(String, String)> {
    let describes = |name: &str| {
        let name = name.to_lowercase();
        CONTAINER_TAGS.iter().any(|known| name == *known || name.starts_with("_statistics"))
    };
    tags.iter().filter(|(name, _)| !describes(name)).cloned().collect()
}

/// MP4 has its index at the front, or is written in fragments: where asked for, and where the output cannot go back.
fn muxer_options(container: &Container, settings: &TranscodeSettings, seekable: bool) -> Vec<(String, String)> {
    if !matches!(container.muxer, "mp4" | "mov" | "ipod") {
        return Vec::new();
    }
    let fragmented = settings.fragmented || !seekable;
    let flags = if fragmented { "frag_keyframe+delay_moov+default_base_moof" } else { "faststart" };
    vec![("movflags".into(), flags.into())]
}
