//! Pictures: decoded, filtered, encoded.

use lode_ffmpeg::{
    Codec, Encoder, EncoderSettings, FilterGraph, Frame, FrameShape, InputStream, Orientation, Parameters, Pass,
    Rational, VideoEncoderSettings, VideoSource,
};
use lode_runtime::Result;

use super::plan::Span;
use super::quality;
use crate::options::{TranscodeSettings, invalid};
use crate::probe::is_sideways;
use crate::reader::Reader;
use crate::video::{size, turn};

/// Everything that is fixed about the encoded pictures.
pub(crate) struct VideoTarget {
    width: u32,
    height: u32,
    pixel_format: String,
    /// 0/0 when frames keep their times.
    constant_rate: Rational,
    orientation: Option<Orientation>,
    crop: Option<crate::options::Crop>,
    gif: bool,
}

/// The pixel format that loses least among those that an encoder takes.
fn pixel_format(codec: &Codec, source: &str) -> String {
    let known = codec.pixel_formats();
    let wanted = match codec.name().as_str() {
        // High bit depths stay where the encoder has them.
        "libsvtav1" | "libvpx-vp9" | "libx265" if source.contains("10") || source.contains("12") => "yuv420p10le",
        "mjpeg" => "yuvj420p",
        "gif" => "pal8",
        "png" => "rgb24",
        _ => "yuv420p",
    };
    match known.iter().find(|format| *format == wanted) {
        Some(format) => format.clone(),
        None => known.first().cloned().unwrap_or_else(|| wanted.into()),
    }
}

/// FFmpeg's numbers for a matrix that is not known, for none, and for full range.
const UNKNOWN_MATRIX: i32 = 2;
const RGB_MATRIX: i32 = 0;
const FULL_RANGE: i32 = 2;
/// JPEG knows no other matrix (JFIF 1.02: that of BT.601).
const JPEG_MATRIX: i32 = 5;

/// What the encoded pictures say of their colors: what the input says, save where another kind of pixels makes it untrue.
fn colors(parameters: &Parameters, pixel_format: &str) -> [i32; 5] {
    let [matrix, range, primaries, transfer, location] = parameters.color_codes();
    if !pixel_format.starts_with("yuv") {
        return [RGB_MATRIX, FULL_RANGE, primaries, transfer, 0];
    }
    if matrix == RGB_MATRIX {
        return [UNKNOWN_MATRIX, 0, primaries, transfer, 0];
    }
    if pixel_format.starts_with("yuvj") {
        return [JPEG_MATRIX, FULL_RANGE, primaries, transfer, location];
    }
    [matrix, range, primaries, transfer, location]
}

impl VideoTarget {
    /// Settles size, format and rate, and opens the encoder.
    pub fn open(
        reader: &mut Reader,
        stream: &InputStream,
        codec: Codec,
        settings: &TranscodeSettings,
        global_header: bool,
        pass: Option<Pass>,
    ) -> Result<(Self, Encoder)> {
        let parameters = &stream.parameters;
        let orientation = parameters.orientation();
        let upright =
            |(width, height): (u32, u32)| if is_sideways(orientation) { (height, width) } else { (width, height) };
        let stored = upright((parameters.width(), parameters.height()));
        let crop = settings.crop;
        if let Some(crop) = crop {
            let fits = crop.width > 0
                && crop.height > 0
                && u64::from(crop.x) + u64::from(crop.width) <= u64::from(stored.0)
                && u64::from(crop.y) + u64::from(crop.height) <= u64::from(stored.1);
            if !fits {
                return Err(invalid(format!("crop: expected a part of {}x{}, got {crop:?}", stored.0, stored.1)));
            }
        }
        let cropped = crop.map_or(stored, |crop| (crop.width, crop.height));
        let aspect = stream.pixel_aspect.value().unwrap_or(1.0);
        let shown = if is_sideways(orientation) {
            (cropped.0, (f64::from(cropped.1) * aspect).round().max(1.0) as u32)
        } else {
            ((f64::from(cropped.0) * aspect).round().max(1.0) as u32, cropped.1)
        };
        // Pixels become square when the size changes; else they stay as they are.
        let resizes = settings.width.is_some() || settings.height.is_some();
        let (mut width, mut height) = if resizes { size(shown, settings.width, settings.height)? } else { cropped };
        let gif = codec.name() == "gif";
        if !gif && codec.name() != "png" {
            // 4:2:0 stores a color for two by two pixels.
            (width, height) = ((width & !1).max(2), (height & !1).max(2));
        }
        reader.job.limits().pixels(u64::from(width) * u64::from(height))?;
        let name = codec.name();
        let asked = settings.fps.map(Rational::from_rate);
        let rate = asked.or_else(|| known(stream.real_rate)).or_else(|| known(stream.average_rate));
        let rate = rate.unwrap_or(Rational::new(25, 1));
        let constant = asked.is_some() || quality::needs_constant_rate(&name);
        let pixel_format = pixel_format(&codec, &parameters.pixel_format().unwrap_or_default());
        let pixel_aspect = match (resizes, stream.pixel_aspect) {
            (true, _) | (_, Rational { num: 0, .. }) => Rational::new(1, 1),
            (_, aspect) if is_sideways(orientation) => Rational::new(aspect.den, aspect.num),
            (_, aspect) => aspect,
        };
        let mut encoder = EncoderSettings {
            time_base: if constant { Rational::new(rate.den, rate.num) } else { stream.time_base },
            threads: u32::try_from(reader.job.threads()).unwrap_or(1).min(64),
            global_header,
            video: Some(VideoEncoderSettings {
                width,
                height,
                pixel_format: pixel_format.clone(),
                frame_rate: rate,
                pixel_aspect,
                keyframe_interval: settings.keyframe_interval,
                colors: Some(colors(parameters, &pixel_format)),
                pass,
            }),
            ..EncoderSettings::default()
        };
        let pixels_a_second = f64::from(width) * f64::from(height) * rate.value().unwrap_or(25.0);
        quality::apply(&name, settings, pixels_a_second, &mut encoder);
        let opened =
            Encoder::open(codec, &encoder).map_err(|error| reader.fail(&format!("encode with {name}"), &error))?;
        let constant_rate = if constant { rate } else { Rational::default() };
        Ok((Self { width, height, pixel_format, constant_rate, orientation, crop, gif }, opened))
    }

    /// The filters between decoder and encoder.
    pub fn filters(&self, frame: &Frame) -> String {
        let mut filters: Vec<String> = Vec::new();
        if frame.is_interlaced() {
            filters.push("bwdif=mode=send_frame:deint=interlaced".into());
        }
        filters.extend(turn(self.orientation).map(String::from));
        if let Some(crop) = self.crop {
            filters.push(format!("crop={}:{}:{}:{}:exact=1", crop.width, crop.height, crop.x, crop.y));
        }
        if self.constant_rate.num > 0 {
            filters.push(format!("fps={}/{}", self.constant_rate.num, self.constant_rate.den));
        }
        let jpeg = if self.pixel_format.starts_with("yuvj") { ":out_color_matrix=bt470bg:out_range=pc" } else { "" };
        filters.push(format!("scale={}:{}:flags=bicubic{jpeg}", self.width, self.height));
        if self.gif {
            // A palette for each frame: one for all would need all of them in memory.
            filters.push("split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1".into());
        } else {
            filters.push(format!("format={}", self.pixel_format));
        }
        filters.join(",")
    }
}

fn known(rate: Rational) -> Option<Rational> {
    rate.value().filter(|value| (0.01..=1000.0).contains(value)).map(|_| rate)
}

/// Cuts frames to the part that is wanted and runs them through the filters.
pub(crate) struct VideoFilter {
    pub target: VideoTarget,
    graph: Option<(FilterGraph, FrameShape, bool)>,
    span: Span,
    /// What is taken off the times of the input, in seconds.
    offset: f64,
    time_base: Rational,
    last: Option<i64>,
}

impl VideoFilter {
    pub fn new(target: VideoTarget, stream: &InputStream, span: Span, offset: f64) -> Self {
        Self { target, graph: None, span, offset, time_base: stream.time_base, last: None }
    }

    /// Puts a decoded frame on its way, and hands what comes out to `sink`, with times in its graph's unit. False when the end
    /// of the part has been passed.
    pub fn send(
        &mut self,
        reader: &mut Reader,
        frame: &mut Frame,
        sink: &mut dyn FnMut(&mut Reader, &mut Frame, Rational) -> Result<()>,
    ) -> Result<bool> {
        let step = 1;
        let mut time = frame.best_time();
        if time == lode_ffmpeg::NO_TIME {
            time = self.last.map_or(0, |last| last + step);
        }
        let seconds = self.time_base.seconds(time).unwrap_or(0.0) - reader.start();
        if seconds >= self.span.end - 1e-6 {
            return Ok(false);
        }
        if seconds < self.span.start - 1e-6 || self.last.is_some_and(|last| time <= last) {
            return Ok(true);
        }
        self.last = Some(time);
        frame.set_pts(time - self.time_base.time(self.offset));
        frame.forget_picture_type();
        let (shape, interlaced) = (frame.shape(), frame.is_interlaced());
        let fits =
            self.graph.as_ref().is_some_and(|(_, made_for, weaves)| *made_for == shape && (*weaves || !interlaced));
        if !fits {
            self.finish(reader, sink)?;
            let source = VideoSource { time_base: self.time_base, frame_rate: Rational::default() };
            let graph = FilterGraph::video(frame, source, &self.target.filters(frame), 1)
                .map_err(|error| reader.fail("set up the filters", &error))?;
            self.graph = Some((graph, shape, interlaced));
        }
        if let Some((graph, ..)) = &mut self.graph {
            graph.send(Some(frame)).map_err(|error| reader.fail("filter the picture", &error))?;
            drain(graph, reader, sink)?;
        }
        Ok(true)
    }

    /// Empties the filters.
    pub fn finish(
        &mut self,
        reader: &mut Reader,
        sink: &mut dyn FnMut(&mut Reader, &mut Frame, Rational) -> Result<()>,
    ) -> Result<()> {
        let Some((mut graph, ..)) = self.graph.take() else { return Ok(()) };
        graph.send(None).map_err(|error| reader.fail("filter the picture", &error))?;
        drain(&mut graph, reader, sink)
    }
}

/// Hands on everything that a graph has.
pub(crate) fn drain(
    graph: &mut FilterGraph,
    reader: &mut Reader,
    sink: &mut dyn FnMut(&mut Reader, &mut Frame, Rational) -> Result<()>,
) -> Result<()> {
    let mut frame = Frame::new(reader.ffmpeg).map_err(|error| reader.fail("filter", &error))?;
    loop {
        reader.job.check()?;
        match graph.receive(&mut frame).map_err(|error| reader.fail("filter", &error))? {
            lode_ffmpeg::Received::Some => sink(reader, &mut frame, graph.time_base())?,
            _ => return Ok(()),
        }
    }
}
