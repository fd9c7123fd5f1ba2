//! Sound: decoded, filtered, encoded.

use lode_ffmpeg::{
    AudioEncoderSettings, AudioSource, Codec, Encoder, EncoderSettings, FilterGraph, Frame, FrameShape, InputStream,
    Rational,
};
use lode_runtime::Result;

use super::plan::Span;
use super::video::drain;
use crate::options::TranscodeSettings;
use crate::reader::Reader;

/// Settles rate, channels and format, and opens the encoder. Returns the filters between decoder and encoder.
pub(crate) fn open(
    reader: &mut Reader,
    stream: &InputStream,
    codec: Codec,
    settings: &TranscodeSettings,
    global_header: bool,
) -> Result<(String, Encoder)> {
    let parameters = &stream.parameters;
    let name = codec.name();
    let most_channels = if codec.codec() == "mp3" { 2 } else { 8 };
    let channels = settings.audio_channels.unwrap_or(parameters.channels()).clamp(1, most_channels);
    let rate = settings.audio_sample_rate.unwrap_or(parameters.sample_rate()).max(1);
    let sample_rate = nearest(&codec.sample_rates(), rate);
    let formats = codec.sample_formats();
    let source = parameters.sample_format().unwrap_or_default();
    let sample_format = formats.iter().find(|format| **format == source).or(formats.first()).cloned();
    let sample_format = sample_format.unwrap_or_else(|| "s16".into());
    let encoder = EncoderSettings {
        time_base: Rational::new(1, i32::try_from(sample_rate).unwrap_or(i32::MAX)),
        bit_rate: settings.audio_bitrate,
        threads: 1,
        global_header,
        audio: Some(AudioEncoderSettings { sample_rate, channels, sample_format: sample_format.clone() }),
        ..EncoderSettings::default()
    };
    let opened = Encoder::open(codec, &encoder).map_err(|error| reader.fail(&format!("encode with {name}"), &error))?;
    let layout = opened.parameters().ok().and_then(|parameters| parameters.channel_layout());
    let layout = layout.unwrap_or_else(|| format!("{channels}c"));
    let mut filters =
        format!("aformat=sample_fmts={sample_format}:sample_rates={sample_rate}:channel_layouts={layout}");
    if let Some(volume) = settings.volume.filter(|volume| *volume != 1.0) {
        filters = format!("volume={volume},{filters}");
    }
    Ok((filters, opened))
}

/// The rate itself where it can be had, else the next higher one, else the highest.
fn nearest(rates: &[u32], wanted: u32) -> u32 {
    if rates.is_empty() || rates.contains(&wanted) {
        return wanted;
    }
    let higher = rates.iter().filter(|rate| **rate > wanted).min();
    higher.or(rates.iter().max()).copied().unwrap_or(wanted)
}

/// Cuts sound to the part that is wanted, to the sample, and runs it through the filters.
pub(crate) struct AudioFilter {
    filters: String,
    frame_size: u32,
    graph: Option<(FilterGraph, FrameShape)>,
    span: Span,
    offset: f64,
    time_base: Rational,
    /// Where the next frame is due, in samples.
    next: Option<i64>,
}

impl AudioFilter {
    pub fn new(filters: String, frame_size: u32, stream: &InputStream, span: Span, offset: f64) -> Self {
        Self { filters, frame_size, graph: None, span, offset, time_base: stream.time_base, next: None }
    }

    /// As [`super::video::VideoFilter::send`].
    pub fn send(
        &mut self,
        reader: &mut Reader,
        frame: &mut Frame,
        sink: &mut dyn FnMut(&mut Reader, &mut Frame, Rational) -> Result<()>,
    ) -> Result<bool> {
        let samples = Rational::new(1, i32::try_from(frame.sample_rate().max(1)).unwrap_or(i32::MAX));
        let given = lode_ffmpeg::rescale(frame.best_time(), self.time_base, samples);
        let time = self.placed(given, frame);
        let seconds = samples.seconds(time).unwrap_or(0.0) - reader.start();
        if seconds >= self.span.end {
            return Ok(false);
        }
        if seconds + frame.samples() as f64 / f64::from(frame.sample_rate().max(1)) <= self.span.start {
            return Ok(true);
        }
        frame.set_pts(time - samples.time(self.offset));
        let shape = frame.shape();
        if !self.graph.as_ref().is_some_and(|(_, made_for)| *made_for == shape) {
            self.finish(reader, sink)?;
            let mut filters = self.filters.clone();
            if self.span.start > 0.0 || self.span.end.is_finite() {
                let end = if self.span.end.is_finite() {
                    format!(":end={}", self.span.end - self.span.start)
                } else {
                    String::new()
                };
                filters = format!("atrim=start=0{end},{filters}");
            }
            let mut graph = FilterGraph::audio(frame, AudioSource { time_base: samples }, &filters)
                .map_err(|error| reader.fail("set up the filters", &error))?;
            if self.frame_size > 0 {
                graph.set_frame_size(self.frame_size);
            }
            self.graph = Some((graph, shape));
        }
        if let Some((graph, _)) = &mut self.graph {
            graph.send(Some(frame)).map_err(|error| reader.fail("filter the sound", &error))?;
            drain(graph, reader, sink)?;
        }
        Ok(true)
    }

    /// Times of containers are rounded: a frame that lies within a few milliseconds of where it is due lies there.
    fn placed(&mut self, given: i64, frame: &Frame) -> i64 {
        let tolerance = i64::from(frame.sample_rate()) / 50;
        let time = match self.next {
            Some(next) if given == lode_ffmpeg::NO_TIME || (given - next).abs() <= tolerance => next,
            _ if given == lode_ffmpeg::NO_TIME => 0,
            _ => given,
        };
        self.next = Some(time + i64::try_from(frame.samples()).unwrap_or(0));
        time
    }

    /// Empties the filters.
    pub fn finish(
        &mut self,
        reader: &mut Reader,
        sink: &mut dyn FnMut(&mut Reader, &mut Frame, Rational) -> Result<()>,
    ) -> Result<()> {
        let Some((mut graph, _)) = self.graph.take() else { return Ok(()) };
        graph.send(None).map_err(|error| reader.fail("filter the sound", &error))?;
        drain(&mut graph, reader, sink)
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_rate_that_an_encoder_lacks_becomes_the_next_higher_one() {
        assert_eq!(nearest(&[48_000, 24_000, 16_000], 22_050), 24_000);
        assert_eq!(nearest(&[8_000, 48_000], 96_000), 48_000);
        assert_eq!(nearest(&[], 44_100), 44_100);
    }
}
