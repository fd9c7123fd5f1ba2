//! Pictures, chosen, scaled and converted.

use std::sync::Arc;

use lode_ffmpeg::{Frame, MediaKind};
use lode_runtime::{Error, ErrorCode, Job, Payload, Result};

use super::geometry;
use super::picker::{Picker, ROUNDING_SECONDS, Shown};
use super::picture::{Look, Picture};
use super::plan::{Plan, Range, Times, plan};
use super::still;
use super::upright::Upright;
use crate::decode::{Choices, StreamDecoder};
use crate::input::Input;
use crate::model::{FrameInfo, FramesInfo};
use crate::options::{FrameOptions, PixelFormat, invalid};
use crate::reader::Reader;

/// Pictures that come at once.
pub struct FrameBatch {
    /// What they are.
    pub frames: Vec<FrameInfo>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How pixels are given.
    pub format: PixelFormat,
    /// Their pixels, one picture after another. Those of a single picture are scaled and converted in [`Payload::write`], straight
    /// into the memory that is given.
    pub pixels: Box<dyn Payload>,
}

/// Hands pictures of a video to `sink`, upright, deinterlaced, and with square pixels.
///
/// # Errors
/// `MediaStream` without video, `Media` when nothing can be decoded, `LimitFrames`, those of reading the input, and those of
/// `sink`.
pub fn video_frames(
    input: Input,
    options: &FrameOptions,
    job: &Job,
    sink: &mut dyn FnMut(FrameBatch) -> Result<()>,
) -> Result<FramesInfo> {
    check(options)?;
    let mut reader = Reader::open_unexamined(job, input)?;
    let image = still::read(&mut reader)?;
    if image.is_none() {
        reader.examine(Some(MediaKind::Video))?;
    }
    let stream = reader.choose(MediaKind::Video, options.stream)?;
    if options.count.is_some() {
        reader.measure()?;
    }
    let plan = plan(options, &reader)?;
    let only_keyframes = matches!(plan, Plan::Keyframes(_));
    let stored = (stream.parameters.width(), stream.parameters.height());
    let choices = Choices {
        halvings: image.as_ref().map_or(0, |image| still::halvings(image.size, options)),
        only_keyframes,
        // It takes a seventh of the time of a key frame. At half the size and below, what it smooths is smaller than a pixel; other
        // frames are made of each other, and what is left out would add up.
        without_loop_filter: only_keyframes && still::halvings(stored, options) > 0,
        // Frames that are decoded side by side are lost at each seek.
        frame_threads: !matches!(plan, Plan::At(Times::Listed(_))),
    };
    let mut decoder = StreamDecoder::new(reader, stream, choices)?;
    if let Some(image) = image {
        decoder.start_with(image.packet);
    }
    let video = Upright::new(decoder)?;
    let mut delivery = Delivery {
        options,
        job,
        sink,
        look: None,
        waiting: Vec::new(),
        pixels: Vec::new(),
        info: FramesInfo::default(),
    };
    let mut video = match plan {
        Plan::Every(range) | Plan::Keyframes(range) => every(video, range, &mut delivery)?,
        Plan::At(times) => at(video, &times, &mut delivery)?,
    };
    delivery.flush()?;
    video.decoder.finish()?;
    let mut info = delivery.info;
    info.warnings = video.decoder.reader.damage.warnings();
    Ok(info)
}

fn check(options: &FrameOptions) -> Result<()> {
    if options.batch == Some(0) {
        return Err(invalid("batch: expected 1 or more, got 0"));
    }
    if options.format != PixelFormat::Tensor && (options.mean.is_some() || options.std.is_some()) {
        return Err(invalid("mean and std: expected only with format \"tensor\""));
    }
    if options.std.is_some_and(|std| std.contains(&0.0)) {
        return Err(invalid("std: expected numbers other than 0"));
    }
    Ok(())
}

fn every<'j>(mut video: Upright<'j>, range: Range, delivery: &mut Delivery) -> Result<Upright<'j>> {
    if range.start > 0.0 {
        let start = video.decoder.reader.start();
        video.seek(start + range.start)?;
    }
    while let Some(frame) = video.next()? {
        let time = video.time(&frame);
        if time >= range.end - ROUNDING_SECONDS {
            break;
        }
        if time >= range.start - ROUNDING_SECONDS {
            delivery.take(Shown { frame: Arc::new(frame), time }, time, &video)?;
        }
    }
    Ok(video)
}

fn at<'j>(video: Upright<'j>, times: &Times, delivery: &mut Delivery) -> Result<Upright<'j>> {
    let mut picker = Picker::new(video);
    let mut index = 0;
    while let Some(time) = times.get(index) {
        let Some(shown) = picker.at(time, !times.reaches_past_the_end())? else { break };
        delivery.take(shown, time, &picker.video)?;
        index += 1;
    }
    Ok(picker.video)
}

/// Gathers batches and hands them on.
struct Delivery<'a> {
    options: &'a FrameOptions,
    job: &'a Job,
    sink: &'a mut dyn FnMut(FrameBatch) -> Result<()>,
    look: Option<Arc<Look>>,
    /// What the pictures of a batch are that is not full yet, and their pixels.
    waiting: Vec<FrameInfo>,
    pixels: Vec<u8>,
    info: FramesInfo,
}

impl Delivery<'_> {
    fn take(&mut self, shown: Shown, wanted: f64, video: &Upright) -> Result<()> {
        self.info.frames += 1;
        self.job.limits().frames(self.info.frames)?;
        if let Some(total) = video.decoder.reader.duration() {
            self.job.progress((wanted * 1e3) as u64, (total * 1e3) as u64);
        }
        let look = self.look_for(&shown.frame, video)?;
        let info = FrameInfo { time: shown.time, keyframe: shown.frame.is_key() };
        let Some(batch) = self.options.batch.filter(|batch| *batch > 1) else {
            return self.hand_over(vec![info], Box::new(Picture { look, frame: shown.frame }));
        };
        self.waiting.push(info);
        self.add(&look, &shown.frame, video)?;
        if self.waiting.len() >= batch as usize { self.flush() } else { Ok(()) }
    }

    fn look_for(&mut self, frame: &Frame, video: &Upright) -> Result<Arc<Look>> {
        if let Some(look) = &self.look {
            return Ok(look.clone());
        }
        let look = look(frame, video, self.options, self.job)?;
        (self.info.width, self.info.height) = look.geometry.canvas;
        Ok(self.look.insert(Arc::new(look)).clone())
    }

    /// Adds to a batch. Its pictures are scaled at once: that many would take much more memory as they were decoded.
    fn add(&mut self, look: &Look, frame: &Frame, video: &Upright) -> Result<()> {
        let start = self.pixels.len();
        self.pixels.try_reserve(look.size()).map_err(|_| {
            let message = format!("not enough memory for {} pictures at once; give options.batch", self.waiting.len());
            Error::new(ErrorCode::Media, message).at_path(video.decoder.reader.name.clone())
        })?;
        self.pixels.resize(start + look.size(), 0);
        look.write_or_black(frame, &mut self.pixels[start..]);
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let (frames, pixels) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.pixels));
        self.hand_over(frames, Box::new(pixels))
    }

    fn hand_over(&mut self, frames: Vec<FrameInfo>, pixels: Box<dyn Payload>) -> Result<()> {
        let (width, height, format) = (self.info.width, self.info.height, self.options.format);
        (self.sink)(FrameBatch { frames, width, height, format, pixels })
    }
}

/// What becomes of frames like this one.
fn look(frame: &Frame, video: &Upright, options: &FrameOptions, job: &Job) -> Result<Look> {
    let stored = (frame.width(), frame.height());
    let geometry = geometry::fit(stored, shown_size(frame, video), options.width, options.height, options.fit, job)?;
    let look = Look::new(geometry, options.format, options.mean, options.std);
    look.prepare(frame)
        .map_err(|error| crate::failure::failed(job, "scale the picture", &video.decoder.reader.name, &error, None))?;
    Ok(look)
}

/// The size of an upright frame with the shape of its pixels applied.
pub(crate) fn shown_size(frame: &Frame, video: &Upright) -> (u32, u32) {
    let aspect = video.decoder.stream.pixel_aspect.value().unwrap_or(1.0);
    let stretched = |side: u32| (f64::from(side) * aspect).round().clamp(1.0, 1e6) as u32;
    // Turned by a quarter, the pixels' width is the picture's height.
    if video.is_sideways() {
        (frame.width(), stretched(frame.height()))
    } else {
        (stretched(frame.width()), frame.height())
    }
}
