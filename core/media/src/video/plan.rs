//! Which pictures are wanted.

use lode_runtime::{Error, ErrorCode, Result};

use super::still;
use crate::options::{FrameOptions, invalid, seconds};
use crate::reader::Reader;

/// The pictures that are wanted.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// All in the range.
    Every(Range),
    /// Those in the range that can be decoded alone.
    Keyframes(Range),
    /// Those that are shown at these times, in this order.
    At(Times),
}

/// From a time to before another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub start: f64,
    pub end: f64,
}

/// Times, listed or evenly spaced.
#[derive(Debug, Clone, PartialEq)]
pub enum Times {
    /// These.
    Listed(Vec<f64>),
    /// From the start of the range, so many a second, as long as there are pictures.
    Rate(Range, f64),
}

impl Times {
    /// The time of number `index`.
    pub fn get(&self, index: usize) -> Option<f64> {
        match self {
            Self::Listed(times) => times.get(index).copied(),
            Self::Rate(range, fps) => Some(range.start + index as f64 / fps).filter(|time| *time < range.end - 1e-9),
        }
    }

    /// Whether a time after the last picture means that picture, rather than the end.
    pub fn reaches_past_the_end(&self) -> bool {
        matches!(self, Self::Listed(_))
    }
}

/// Reads the plan out of the options.
pub fn plan(options: &FrameOptions, reader: &Reader) -> Result<Plan> {
    let chosen = [options.fps.is_some(), options.count.is_some(), options.at.is_some(), options.keyframes];
    if chosen.iter().filter(|chosen| **chosen).count() > 1 {
        return Err(invalid("expected at most one of fps, count, at and keyframes"));
    }
    let start = seconds("start", options.start)?.unwrap_or(0.0);
    let duration = seconds("duration", options.duration)?;
    let range = Range { start, end: duration.map_or(f64::INFINITY, |duration| start + duration) };
    if let Some(fps) = options.fps {
        if !(fps.is_finite() && fps > 0.0 && fps <= 1000.0) {
            return Err(invalid(format!("fps: expected more than 0 and at most 1000, got {fps}")));
        }
        return Ok(Plan::At(Times::Rate(range, fps)));
    }
    if let Some(times) = &options.at {
        for time in times {
            seconds("at", Some(*time))?;
        }
        return Ok(Plan::At(Times::Listed(times.clone())));
    }
    if let Some(count) = options.count {
        let end = range.end.min(reader.duration().unwrap_or(f64::INFINITY));
        if !end.is_finite() && still::is_image(reader) {
            return Ok(Plan::At(Times::Listed(vec![start; count.min(1) as usize])));
        }
        if !end.is_finite() {
            let message = "count needs the length of the file, which is not known; give duration, or fps in its place";
            return Err(Error::new(ErrorCode::Media, message).at_path(reader.name.clone()));
        }
        reader.job.limits().frames(u64::from(count))?;
        let length = (end - start).max(0.0) / f64::from(count.max(1));
        let times = (0..count).map(|index| start + (f64::from(index) + 0.5) * length).collect();
        return Ok(Plan::At(Times::Listed(times)));
    }
    Ok(if options.keyframes { Plan::Keyframes(range) } else { Plan::Every(range) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_gives_times_up_to_the_end_of_the_range() {
        let times = Times::Rate(Range { start: 1.0, end: 2.0 }, 4.0);
        let all: Vec<f64> = (0..).map_while(|index| times.get(index)).collect();
        assert_eq!(all, [1.0, 1.25, 1.5, 1.75]);
    }
}
