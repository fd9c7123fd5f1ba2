//! One picture that stands for a video.

use std::sync::Arc;

use lode_ffmpeg::{
    AvError, Codec, Encoder, EncoderSettings, FilterGraph, Frame, MediaKind, Packet, Pixels, Rational, Received,
    Scaler, VideoEncoderSettings, VideoSource,
};
use lode_runtime::{Error, ErrorCode, Job, Result};

use super::frames::shown_size;
use super::geometry;
use super::picker::Picker;
use super::upright::Upright;
use crate::decode::{Choices, StreamDecoder};
use crate::failure::failed;
use crate::input::Input;
use crate::options::{ImageFormat, ThumbnailOptions, seconds};
use crate::reader::Reader;

const DEFAULT_WIDTH: u32 = 320;

/// Shares of the length where a picture is looked for, in this order: openings are often black or a title.
const PLACES: [f64; 6] = [0.1, 0.2, 0.3, 0.5, 0.7, 0.0];

/// Pictures are judged at this size.
const JUDGED: u32 = 32;

/// The least difference between the lightest and the darkest tenth that is not called black or blank.
const LEAST_CONTRAST: u32 = 24;

/// Makes a thumbnail: of the picture at a time, or of one that is neither black nor of one color where there is one.
///
/// # Errors
/// `MediaStream` without video, `Media` when nothing can be decoded, and those of reading the input.
pub fn thumbnail(input: Input, options: &ThumbnailOptions, job: &Job) -> Result<Vec<u8>> {
    let at = seconds("at", options.at)?;
    let mut reader = Reader::open(job, input)?;
    let stream = reader.choose(MediaKind::Video, None)?;
    reader.measure()?;
    let choices = Choices { only_keyframes: at.is_none() && !stream.attached_picture, ..Choices::default() };
    let video = Upright::new(StreamDecoder::new(reader, stream, choices)?)?;
    let mut picker = Picker::new(video);
    let frame = match at {
        Some(time) => picker.at(time, false)?.map(|shown| shown.frame),
        None => telling(&mut picker)?,
    };
    let Some(frame) = frame else {
        picker.video.decoder.finish()?;
        return Err(Error::new(ErrorCode::Media, "the video has no picture").at_path(picker.video.decoder.reader.name));
    };
    let shown = shown_size(&frame, &picker.video);
    let size = inside(shown, options)?;
    job.limits().pixels(u64::from(size.0) * u64::from(size.1))?;
    encode(&frame, size, options.format)
        .map_err(|error| failed(job, "write the thumbnail", &picker.video.decoder.reader.name, &error, None))
}

/// The first picture with contrast, else the one with the most.
fn telling(picker: &mut Picker) -> Result<Option<Arc<Frame>>> {
    let duration = picker.video.decoder.reader.duration().unwrap_or(0.0);
    let mut best: Option<(u32, Arc<Frame>)> = None;
    for place in PLACES {
        let Some(shown) = picker.at(duration * place, false)? else { continue };
        let contrast = contrast(&shown.frame).unwrap_or(0);
        if best.as_ref().is_none_or(|(most, _)| contrast > *most) {
            best = Some((contrast, shown.frame));
        }
        if contrast >= LEAST_CONTRAST || duration == 0.0 {
            break;
        }
    }
    Ok(best.map(|(_, frame)| frame))
}

/// The difference between the lightest and the darkest tenth of a picture.
fn contrast(frame: &Frame) -> Result<u32, AvError> {
    let mut scaler = Scaler::new(frame, JUDGED, JUDGED, Pixels::Gray)?;
    let mut pixels = vec![0; scaler.size()];
    scaler.scale(frame, &mut pixels)?;
    pixels.sort_unstable();
    let tenth = pixels.len() / 10;
    let at = |index: usize| u32::from(pixels.get(index).copied().unwrap_or(0));
    Ok(at(pixels.len() - 1 - tenth) - at(tenth))
}

/// The largest size within the bounds, never larger than the video.
fn inside(shown: (u32, u32), options: &ThumbnailOptions) -> Result<(u32, u32)> {
    geometry::size(shown, options.width, options.height)?;
    let width = options.width.or(options.height.is_none().then_some(DEFAULT_WIDTH));
    let scale = |bound: Option<u32>, side: u32| bound.map_or(1.0, |bound| f64::from(bound) / f64::from(side.max(1)));
    let scale = scale(width, shown.0).min(scale(options.height, shown.1)).min(1.0);
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    Ok((side(shown.0), side(shown.1)))
}

fn encode(frame: &Frame, size: (u32, u32), format: ImageFormat) -> Result<Vec<u8>, AvError> {
    match format {
        ImageFormat::Jpeg => encode_by(frame, size, "mjpeg", "yuvj420p", Some(3.0)),
        ImageFormat::Png => encode_by(frame, size, "png", "rgb24", None),
        ImageFormat::Webp => {
            let mut scaler = Scaler::new(frame, size.0, size.1, Pixels::Rgb)?;
            let mut pixels = vec![0; scaler.size()];
            scaler.scale(frame, &mut pixels)?;
            let mut out = Vec::new();
            image_webp::WebPEncoder::new(&mut out)
                .encode(&pixels, size.0, size.1, image_webp::ColorType::Rgb8)
                .map_err(|error| AvError::other(&error.to_string()))?;
            Ok(out)
        }
    }
}

fn encode_by(
    frame: &Frame,
    (width, height): (u32, u32),
    name: &str,
    pixels: &str,
    quantiser: Option<f64>,
) -> Result<Vec<u8>, AvError> {
    let ffmpeg = frame.ffmpeg();
    let codec = Codec::encoder(ffmpeg, name)
        .ok_or_else(|| AvError::other(&format!("the loaded FFmpeg has no encoder {name}")))?;
    let time_base = Rational::new(1, 25);
    let source = VideoSource { time_base, frame_rate: Rational::default() };
    let filters = format!("scale={width}:{height}:flags=bicubic,setsar=1,format={pixels}");
    let mut graph = FilterGraph::video(frame, source, &filters, 1)?;
    let mut scaled = frame.share()?;
    scaled.set_pts(0);
    graph.send(Some(&mut scaled))?;
    if graph.receive(&mut scaled)? != Received::Some {
        return Err(AvError::other("the picture could not be scaled"));
    }
    scaled.forget_picture_type();
    let video = VideoEncoderSettings { width, height, pixel_format: pixels.into(), ..VideoEncoderSettings::default() };
    let settings =
        EncoderSettings { time_base, quantiser, threads: 1, video: Some(video), ..EncoderSettings::default() };
    let mut encoder = Encoder::open(codec, &settings)?;
    let mut packet = Packet::new(ffmpeg)?;
    encoder.send(Some(&scaled))?;
    encoder.send(None)?;
    match encoder.receive(&mut packet)? {
        Received::Some => Ok(packet.data().to_vec()),
        _ => Err(AvError::other("the encoder gave nothing")),
    }
}
