//! How numbers are written: as their reader sees them in a cell, without the noise of binary fractions.

use std::fmt::Write;

/// Significant digits that spreadsheet programs show; what lies beyond is noise of the arithmetic.
/// Source: "Excel specifications and limits", number precision.
const SHOWN_DIGITS: usize = 15;

/// Writes `value`: whole numbers without a fraction, others with at most 15 significant digits, the fewest that suffice.
pub fn write_number(out: &mut String, value: f64) {
    // Writing to a string cannot fail.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        let _ = write!(out, "{}", value as i64);
        return;
    }
    let start = out.len();
    let size = value.abs();
    if !(1e-5..1e21).contains(&size) {
        write_scientific(out, value);
        return;
    }
    let _ = write!(out, "{value}");
    let written = out.get(start..).unwrap_or_default();
    if value.fract() != 0.0 && significant_digits(written) > SHOWN_DIGITS {
        let rounded = format!("{value:.*e}", SHOWN_DIGITS - 1).parse().unwrap_or(value);
        out.truncate(start);
        let _ = write!(out, "{rounded}");
    }
}

/// Very large and very small numbers, as `1.5E+30`.
fn write_scientific(out: &mut String, value: f64) {
    let exact = format!("{value:E}");
    let rounded = format!("{value:.*E}", SHOWN_DIGITS - 1);
    let (digits, power) = rounded.split_once('E').unwrap_or((&rounded, ""));
    match exact.split_once('E') {
        Some((few, power)) if significant_digits(few) <= SHOWN_DIGITS => push_scientific(out, few, power),
        _ => push_scientific(out, digits.trim_end_matches('0'), power),
    }
}

fn push_scientific(out: &mut String, digits: &str, power: &str) {
    out.push_str(digits);
    if !power.is_empty() {
        out.push_str(if power.starts_with('-') { "E" } else { "E+" });
        out.push_str(power);
    }
}

fn significant_digits(text: &str) -> usize {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.skip_while(|digit| *digit == b'0').count()
}

/// Writes a number that the file holds as decimal text; as it stands when it is plain already.
pub fn write_decimal(out: &mut String, text: &str) {
    let text = text.trim();
    if is_plain(text) {
        out.push_str(text);
    } else {
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => write_number(out, value),
            _ => out.push_str(text),
        }
    }
}

/// Whether reading `text` as a number and writing it again would give the same.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "1"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && whole.len() + fraction.len() <= SHOWN_DIGITS
        && (whole == "0" || !whole.starts_with('0'))
        && !fraction.ends_with('0')
        && !fraction.starts_with("0000")
        && text != "-0"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> String {
        let mut out = String::new();
        write_number(&mut out, value);
        out
    }

    fn decimal(text: &str) -> String {
        let mut out = String::new();
        write_decimal(&mut out, text);
        out
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(number(3.0), "3");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(123_456_789_012_345_680.0), "123456789012345680");
    }

    #[test]
    fn noise_of_binary_arithmetic_is_not_written() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1.1 * 3.0), "3.3");
        assert_eq!(number(1.0 / 3.0), "0.333333333333333");
        assert_eq!(decimal("0.10000000000000001"), "0.1");
        assert_eq!(decimal("16.899999999999999"), "16.9");
    }

    #[test]
    fn very_large_and_very_small_numbers_have_an_exponent() {
        assert_eq!(number(1.5e30), "1.5E+30");
        assert_eq!(number(-2.5e-10), "-2.5E-10");
        assert_eq!(number(0.00012), "0.00012");
        assert_eq!(decimal("1.7976931348623157E+308"), "1.79769313486232E+308");
    }

    #[test]
    fn decimal_text_is_written_as_the_same_number_would_be() {
        for text in ["0", "-1", "12.5", "0.001", "1e3", "-0", "0.00001", "007", "1.50", "3.0", "5.", "+4", "0.00001234"]
        {
            assert_eq!(decimal(text), number(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_number_is_kept() {
        assert_eq!(decimal("n/a"), "n/a");
        assert_eq!(decimal("NaN"), "NaN");
    }
}
