//! Which part of a picture is shown, and how large.

use lode_runtime::{Job, Result};

use crate::options::{Fit, invalid};

/// The most pixels of a side: what FFmpeg's scaler takes.
const LONGEST_SIDE: u32 = 32_768;

/// How a picture fills the size that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// The part of the picture that is shown: left, top, width, height, in its stored pixels; all of it when absent.
    pub crop: Option<(u32, u32, u32, u32)>,
    /// The size it is scaled to.
    pub scaled: (u32, u32),
    /// The size of the whole, with black around the picture where it is larger.
    pub canvas: (u32, u32),
}

/// Works out the geometry. `stored` is the size in pixels and `shown` that with their shape applied.
///
/// # Errors
/// `InvalidOptions` for a size of 0, `LimitPixels` for one too large.
pub fn fit(
    stored: (u32, u32),
    shown: (u32, u32),
    width: Option<u32>,
    height: Option<u32>,
    fit: Fit,
    job: &Job,
) -> Result<Geometry> {
    let canvas = size(shown, width, height)?;
    job.limits().pixels(u64::from(canvas.0) * u64::from(canvas.1))?;
    let whole = Geometry { crop: None, scaled: canvas, canvas };
    if width.is_none() || height.is_none() {
        return Ok(whole);
    }
    let (across, down) = (ratio(canvas.0, shown.0), ratio(canvas.1, shown.1));
    Ok(match fit {
        Fit::Fill => whole,
        Fit::Contain => {
            let scale = across.min(down);
            let side = |shown: u32, canvas: u32| ((f64::from(shown) * scale).round() as u32).clamp(1, canvas);
            Geometry { scaled: (side(shown.0, canvas.0), side(shown.1, canvas.1)), ..whole }
        }
        Fit::Cover => {
            let scale = across.max(down);
            let side = |stored: u32, canvas: u32, shown: u32| {
                let share = f64::from(canvas) / (f64::from(shown) * scale);
                ((f64::from(stored) * share).round() as u32).clamp(1, stored)
            };
            let (wide, high) = (side(stored.0, canvas.0, shown.0), side(stored.1, canvas.1, shown.1));
            Geometry { crop: Some(((stored.0 - wide) / 2, (stored.1 - high) / 2, wide, high)), ..whole }
        }
    })
}

fn ratio(a: u32, b: u32) -> f64 {
    f64::from(a) / f64::from(b.max(1))
}

/// The size asked for; one side enough.
pub fn size(shown: (u32, u32), width: Option<u32>, height: Option<u32>) -> Result<(u32, u32)> {
    for (name, value) in [("width", width), ("height", height)] {
        if let Some(value) = value.filter(|value| !(1..=LONGEST_SIDE).contains(value)) {
            return Err(invalid(format!("{name}: expected 1 to {LONGEST_SIDE}, got {value}")));
        }
    }
    let other = |given: u32, along: u32, across: u32| {
        ((f64::from(given) * ratio(across, along)).round() as u32).clamp(1, LONGEST_SIDE)
    };
    Ok(match (width, height) {
        (None, None) => shown,
        (Some(width), None) => (width, other(width, shown.0, shown.1)),
        (None, Some(height)) => (other(height, shown.1, shown.0), height),
        (Some(width), Some(height)) => (width, height),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(stored: (u32, u32), width: u32, height: u32, how: Fit) -> Geometry {
        fit(stored, stored, Some(width), Some(height), how, &Job::default()).unwrap()
    }

    #[test]
    fn one_side_is_enough() {
        assert_eq!(size((1920, 1080), Some(640), None).unwrap(), (640, 360));
        assert_eq!(size((1080, 1920), None, Some(640)).unwrap(), (360, 640));
    }

    #[test]
    fn contain_leaves_bars_and_cover_cuts_edges() {
        let contained = fitted((320, 180), 224, 224, Fit::Contain);
        assert_eq!((contained.scaled, contained.canvas), ((224, 126), (224, 224)));
        let covered = fitted((320, 180), 224, 224, Fit::Cover);
        assert_eq!((covered.crop, covered.scaled), (Some((70, 0, 180, 180)), (224, 224)));
    }

    #[test]
    fn cover_counts_in_stored_pixels_when_they_are_not_square() {
        let covered = fit((720, 576), (1024, 576), Some(576), Some(576), Fit::Cover, &Job::default()).unwrap();
        assert_eq!(covered.crop, Some((157, 0, 405, 576)));
    }

    #[test]
    fn a_size_of_nothing_is_refused() {
        assert!(size((10, 10), Some(0), None).is_err());
    }
}
