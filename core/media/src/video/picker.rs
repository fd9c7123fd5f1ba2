//! The pictures that are shown at given times, exactly, without decoding what lies between them where that can be helped.

use std::sync::Arc;

use lode_ffmpeg::Frame;
use lode_runtime::Result;

use super::upright::Upright;

/// Times of frames are rounded by containers, to milliseconds by some.
pub(crate) const ROUNDING_SECONDS: f64 = 0.001;

/// Without an index: how far ahead a seek is tried rather than decoding on.
const FAR_SECONDS: f64 = 10.0;

/// A frame with its time.
#[derive(Clone)]
pub(crate) struct Shown {
    pub frame: Arc<Frame>,
    pub time: f64,
}

/// Finds the picture that is shown at a time.
pub(crate) struct Picker<'j> {
    pub video: Upright<'j>,
    current: Option<Shown>,
    ahead: Option<Shown>,
    ended: bool,
    /// Times of key frames that the container lists, in order.
    keyframes: Vec<f64>,
}

impl<'j> Picker<'j> {
    pub fn new(video: Upright<'j>) -> Self {
        let (reader, stream) = (&video.decoder.reader, &video.decoder.stream);
        let times = reader.input.keyframe_times(stream.index).into_iter();
        let mut keyframes: Vec<f64> =
            times.filter_map(|time| Some(stream.time_base.seconds(time)? - reader.start())).collect();
        keyframes.sort_by(f64::total_cmp);
        Self { video, current: None, ahead: None, ended: false, keyframes }
    }

    /// The picture shown at a time: the last one that starts at or before it, else the first one. None in an empty video; and
    /// after its end, which is where its last picture has been shown for its duration, if `strict`.
    pub fn at(&mut self, time: f64, strict: bool) -> Result<Option<Shown>> {
        if self.should_seek(time) {
            self.seek(time)?;
        }
        self.advance(time)?;
        let Some(current) = &self.current else { return Ok(None) };
        if strict && self.ended && self.ahead.is_none() && time >= self.end_of(current) {
            return Ok(None);
        }
        Ok(Some(current.clone()))
    }

    /// Where the last picture goes.
    fn end_of(&self, last: &Shown) -> f64 {
        let stream = &self.video.decoder.stream;
        let own = stream.time_base.seconds(last.frame.duration()).filter(|duration| *duration > 0.0);
        let usual = || stream.average_rate.value().map(|rate| 1.0 / rate);
        last.time + own.or_else(usual).unwrap_or(0.0) - ROUNDING_SECONDS
    }

    fn should_seek(&self, time: f64) -> bool {
        let Some(now) = self.ahead.as_ref().or(self.current.as_ref()).map(|shown| shown.time) else {
            return time > FAR_SECONDS || self.has_keyframe_between(0.0, time);
        };
        if self.current.as_ref().is_some_and(|current| time < current.time - ROUNDING_SECONDS) {
            return true;
        }
        if self.keyframes.len() > 1 { self.has_keyframe_between(now, time) } else { time - now > FAR_SECONDS }
    }

    fn has_keyframe_between(&self, after: f64, until: f64) -> bool {
        let next = self.keyframes.partition_point(|keyframe| *keyframe <= after + ROUNDING_SECONDS);
        self.keyframes.get(next).is_some_and(|keyframe| *keyframe <= until)
    }

    /// Goes to a key frame at or before a time; further back where the file's index is wrong.
    fn seek(&mut self, time: f64) -> Result<()> {
        let start = self.video.decoder.reader.start();
        for back in [0.0, 5.0, 60.0, f64::INFINITY] {
            let target = (time - back).max(0.0);
            if !self.video.seek(start + target)? {
                return Ok(());
            }
            (self.current, self.ahead, self.ended) = (None, None, false);
            self.ahead = self.read()?;
            if target == 0.0 || self.ahead.as_ref().is_some_and(|ahead| ahead.time <= time + ROUNDING_SECONDS) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn advance(&mut self, time: f64) -> Result<()> {
        if self.ahead.is_none() {
            self.ahead = self.read()?;
        }
        while let Some(ahead) = &self.ahead {
            if self.current.is_some() && ahead.time > time + ROUNDING_SECONDS {
                return Ok(());
            }
            self.current = self.ahead.take();
            self.ahead = self.read()?;
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Option<Shown>> {
        if self.ended {
            return Ok(None);
        }
        let Some(frame) = self.video.next()? else {
            self.ended = true;
            return Ok(None);
        };
        let time = self.video.time(&frame);
        Ok(Some(Shown { frame: Arc::new(frame), time }))
    }
}
