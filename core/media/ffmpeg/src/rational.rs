//! Fractions and time stamps.

use crate::generated::types::AVRational;

/// The time stamp that says that there is none.
pub const NO_TIME: i64 = i64::MIN;

/// Microseconds, which FFmpeg counts whole files in.
pub const TIME_BASE: Rational = Rational { num: 1, den: 1_000_000 };

/// A fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rational {
    /// Numerator.
    pub num: i32,
    /// Denominator.
    pub den: i32,
}

impl Rational {
    /// A fraction.
    #[must_use]
    pub const fn new(num: i32, den: i32) -> Self {
        Self { num, den }
    }

    /// Its value, if it has one and is not 0.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.num != 0 && self.den != 0).then(|| f64::from(self.num) / f64::from(self.den))
    }

    /// The time stamp in seconds, with this as time base.
    #[must_use]
    pub fn seconds(self, time: i64) -> Option<f64> {
        (time != NO_TIME && self.den != 0).then(|| time as f64 * f64::from(self.num) / f64::from(self.den))
    }

    /// Seconds as a time stamp, rounded to the nearest.
    #[must_use]
    pub fn time(self, seconds: f64) -> i64 {
        if self.num == 0 {
            return 0;
        }
        (seconds * f64::from(self.den) / f64::from(self.num)).round() as i64
    }

    /// The nearest fraction to `value` with terms below a million: 29.97 becomes 30000/1001.
    #[must_use]
    pub fn from_rate(value: f64) -> Self {
        for den in [1, 1001] {
            let num = value * f64::from(den);
            let whole = if den == 1 { num.round() } else { (num / 1000.0).round() * 1000.0 };
            // 23.976, 29.97 and 59.94 are what people write for multiples of 1000/1001.
            let close = if den == 1 { 1e-9 } else { 0.006 };
            if (num - whole).abs() / f64::from(den) < close && whole < 2e9 {
                return Self { num: whole as i32, den };
            }
        }
        Self { num: (value * 1000.0).round().min(2e9) as i32, den: 1000 }
    }

    pub(crate) fn av(self) -> AVRational {
        AVRational { num: self.num, den: self.den }
    }
}

impl From<AVRational> for Rational {
    fn from(value: AVRational) -> Self {
        Self { num: value.num, den: value.den }
    }
}

/// `time` in another time base, rounded to the nearest, half away from zero; nothing overflows.
#[must_use]
pub fn rescale(time: i64, from: Rational, to: Rational) -> i64 {
    if time == NO_TIME || from.den == 0 || to.num == 0 {
        return time;
    }
    let numerator = i128::from(time) * i128::from(from.num) * i128::from(to.den);
    let denominator = i128::from(from.den) * i128::from(to.num);
    let half = denominator.abs() / 2;
    let rounded =
        (if (numerator < 0) == (denominator < 0) { numerator.abs() + half } else { -(numerator.abs() + half) })
            / denominator.abs();
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN + 1 } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rescaling_rounds_half_away_from_zero() {
        let (tenths, ones) = (Rational::new(1, 10), Rational::new(1, 1));
        let rounded: Vec<i64> = [-15, -14, -5, 4, 5, 15].iter().map(|time| rescale(*time, tenths, ones)).collect();
        assert_eq!(rounded, [-2, -1, -1, 0, 1, 2]);
        assert_eq!(rescale(NO_TIME, tenths, ones), NO_TIME);
        assert_eq!(rescale(i64::MAX, ones, tenths), i64::MAX);
    }

    #[test]
    fn television_rates_become_their_fractions() {
        assert_eq!(Rational::from_rate(29.97), Rational::new(30000, 1001));
        assert_eq!(Rational::from_rate(23.976), Rational::new(24000, 1001));
        assert_eq!(Rational::from_rate(25.0), Rational::new(25, 1));
        assert_eq!(Rational::from_rate(12.5), Rational::new(12500, 1000));
    }
}
