//! Frames as they are meant to be seen: fields woven away, turned upright.

use lode_ffmpeg::{FilterGraph, Frame, FrameShape, Orientation, Rational, Received, VideoSource};
use lode_runtime::Result;

use crate::decode::StreamDecoder;

/// Gives the frames of a video one by one, deinterlaced and turned where that is needed. Others pass untouched.
pub(crate) struct Upright<'j> {
    pub decoder: StreamDecoder<'j>,
    orientation: Option<Orientation>,
    graph: Option<(FilterGraph, FrameShape, bool)>,
    frame: Frame,
    /// Whether the decoder has nothing more.
    ended: bool,
    /// A frame of another shape, which waits until the graph is empty.
    waiting: bool,
}

impl<'j> Upright<'j> {
    pub fn new(mut decoder: StreamDecoder<'j>) -> Result<Self> {
        let orientation = decoder.stream.parameters.orientation();
        let frame = Frame::new(decoder.reader.ffmpeg).map_err(|error| decoder.reader.fail("decode", &error))?;
        Ok(Self { decoder, orientation, graph: None, frame, ended: false, waiting: false })
    }

    /// Whether frames are turned by a quarter.
    pub fn is_sideways(&self) -> bool {
        crate::probe::is_sideways(self.orientation)
    }

    /// The next frame, with its time in the stream's unit; none at the end.
    pub fn next(&mut self) -> Result<Option<Frame>> {
        loop {
            if let Some(frame) = self.filtered()? {
                return Ok(Some(frame));
            }
            if self.ended {
                return Ok(None);
            }
            if !std::mem::take(&mut self.waiting) {
                if !self.decoder.next(&mut self.frame)? {
                    self.ended = true;
                    self.drain()?;
                    continue;
                }
                let time = self.frame.best_time();
                self.frame.set_pts(time);
            }
            if let Some(frame) = self.pass()? {
                return Ok(Some(frame));
            }
        }
    }

    /// Puts the current frame on its way.
    fn pass(&mut self) -> Result<Option<Frame>> {
        // Images say it themselves, by the Exif orientation, and some raw streams do.
        self.orientation = self.orientation.or_else(|| self.frame.orientation());
        let shape = self.frame.shape();
        let interlaced = self.frame.is_interlaced();
        // Once a stream had an interlaced frame, all go through the same graph: its filter passes progressive ones on.
        if let Some((graph, made_for, weaves)) = &mut self.graph {
            if *made_for == shape && (*weaves || !interlaced) {
                let sent = graph.send(Some(&mut self.frame));
                sent.map_err(|error| self.decoder.reader.fail("deinterlace", &error))?;
                return Ok(None);
            }
            self.waiting = true;
            self.drain()?;
            return Ok(None);
        }
        let Some(filters) = filters(interlaced, self.orientation) else {
            let taken = self.frame.take();
            return taken.map(Some).map_err(|error| self.decoder.reader.fail("decode", &error));
        };
        let source = VideoSource { time_base: self.decoder.stream.time_base, frame_rate: Rational::default() };
        let graph = FilterGraph::video(&self.frame, source, &filters, 1)
            .map_err(|error| self.decoder.reader.fail("turn or deinterlace the picture", &error))?;
        self.graph = Some((graph, shape, interlaced));
        self.waiting = true;
        Ok(None)
    }

    fn filtered(&mut self) -> Result<Option<Frame>> {
        let Some((graph, ..)) = &mut self.graph else { return Ok(None) };
        let fail = |reader: &mut crate::reader::Reader, error| reader.fail("turn or deinterlace the picture", &error);
        let mut frame =
            Frame::new(self.decoder.reader.ffmpeg).map_err(|error| fail(&mut self.decoder.reader, error))?;
        match graph.receive(&mut frame) {
            Ok(Received::Some) => {
                let time = lode_ffmpeg::rescale(frame.pts(), graph.time_base(), self.decoder.stream.time_base);
                frame.set_pts(time);
                Ok(Some(frame))
            }
            Ok(Received::NeedsMore) => Ok(None),
            Ok(Received::End) => {
                self.graph = None;
                Ok(None)
            }
            Err(error) => Err(fail(&mut self.decoder.reader, error)),
        }
    }

    fn drain(&mut self) -> Result<()> {
        if let Some((graph, ..)) = &mut self.graph {
            graph.send(None).map_err(|error| self.decoder.reader.fail("deinterlace", &error))?;
        }
        Ok(())
    }

    /// Goes to the last key frame at or before a time in seconds.
    pub fn seek(&mut self, seconds: f64) -> Result<bool> {
        if !self.decoder.seek(seconds)? {
            return Ok(false);
        }
        (self.graph, self.ended, self.waiting) = (None, false, false);
        Ok(true)
    }

    /// Goes to the start.
    pub fn rewind(&mut self) -> Result<bool> {
        if !self.decoder.rewind()? {
            return Ok(false);
        }
        (self.graph, self.ended, self.waiting) = (None, false, false);
        Ok(true)
    }

    /// The time of a frame, in seconds from the start of the file.
    pub fn time(&self, frame: &Frame) -> f64 {
        let seconds = self.decoder.stream.time_base.seconds(frame.pts());
        seconds.map_or(0.0, |seconds| seconds - self.decoder.reader.start())
    }
}

/// The filters that a frame needs, if any. Rotation that is no multiple of a quarter is rare, and turned to the nearest one.
fn filters(interlaced: bool, orientation: Option<Orientation>) -> Option<String> {
    let mut filters: Vec<&str> = Vec::new();
    if interlaced {
        // One frame for each frame, only those that say that they are interlaced.
        filters.push("bwdif=mode=send_frame:deint=interlaced");
    }
    filters.extend(turn(orientation));
    (!filters.is_empty()).then(|| filters.join(","))
}

/// The filter that turns a picture, as the `ffmpeg` command chooses it (fftools/ffmpeg_filter.c).
pub(crate) fn turn(orientation: Option<Orientation>) -> Option<&'static str> {
    let Orientation { degrees, mirrored } = orientation.unwrap_or_default();
    match ((degrees / 90.0).round().rem_euclid(4.0) as u32, mirrored) {
        (0, true) => Some("vflip"),
        (1, false) => Some("transpose=clock"),
        (1, true) => Some("transpose=cclock_flip"),
        (2, false) => Some("hflip,vflip"),
        (2, true) => Some("hflip"),
        (3, false) => Some("transpose=cclock"),
        (3, true) => Some("transpose=clock_flip"),
        _ => None,
    }
}
