//! Dates, times and durations: what a number format makes of a serial number, written as ISO 8601.

use std::fmt::Write;

use super::number::write_number;

/// The first serial day that Excel does not show: 10000-01-01.
const DAYS_END: f64 = 2_958_466.0;
/// Days from 1900-01-01 to 1904-01-01 as Excel counts them, with the 29 February that 1900 did not have.
const DAYS_1904: f64 = 1462.0;
/// Days from 1899-12-30 to 1970-01-01.
const DAYS_TO_UNIX: i64 = 25_569;
const SECONDS_A_DAY: f64 = 86_400.0;

/// What a number format shows of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// The number itself.
    #[default]
    Number,
    /// The day.
    Date,
    /// The time of day.
    Time,
    /// Day and time of day.
    DateTime,
    /// Hours, minutes and seconds gone by.
    Duration,
}

/// A number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberFormat {
    /// What it shows.
    pub shown: Shown,
    /// Whether it shows fractions of seconds.
    pub fraction: bool,
}

impl NumberFormat {
    /// One of the formats that programs know by number, dates of East Asian locales included (ECMA-376 part 1, 18.8.30).
    pub fn built_in(id: u32) -> Self {
        let shown = match id {
            14..=17 | 27..=31 | 34..=36 | 50..=58 => Shown::Date,
            18..=21 | 32 | 33 | 45 | 47 => Shown::Time,
            22 => Shown::DateTime,
            46 => Shown::Duration,
            _ => Shown::Number,
        };
        Self { shown, fraction: id == 47 }
    }

    /// A format by its code, such as `yyyy\-mm\-dd` (ECMA-376 part 1, 18.8.31).
    pub fn parse(code: &str) -> Self {
        let mut fields = Fields::default();
        let mut characters = code.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' => drop(characters.by_ref().find(|next| *next == '"')),
                '\\' | '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|next| *next != ']').take(64).collect();
                    let unit = inside.to_ascii_lowercase();
                    if !unit.is_empty() && ['h', 'm', 's'].iter().any(|one| unit.trim_matches(*one).is_empty()) {
                        fields.elapsed = true;
                        fields.add(if unit.starts_with('h') { 'h' } else { 's' });
                    }
                }
                'G' | 'g' if characters.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'e')) => {
                    // `General`; its letters are no fields.
                    while characters.next_if(char::is_ascii_alphabetic).is_some() {}
                }
                'A' | 'a' => {
                    // `AM/PM` and `A/P`: the M is no month. `aaa` is the day of the week.
                    while characters.next_if(|next| matches!(next, 'M' | 'm' | '/' | 'P' | 'p')).is_some() {}
                }
                '.' if fields.last == 's' && characters.peek() == Some(&'0') => fields.fraction = true,
                'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'm' | 'M' => {
                    let field = character.to_ascii_lowercase();
                    while characters.next_if(|next| next.to_ascii_lowercase() == field).is_some() {}
                    fields.add(field);
                }
                ';' if fields.any() => break,
                _ => (),
            }
        }
        fields.format()
    }
}

/// The fields of a format code, while it is read.
#[derive(Default)]
struct Fields {
    date: bool,
    time: bool,
    elapsed: bool,
    fraction: bool,
    /// An `m` that may be a month or minutes: it is minutes when seconds follow.
    open_month: bool,
    last: char,
}

impl Fields {
    fn any(&self) -> bool {
        self.date || self.time || self.open_month
    }

    fn add(&mut self, field: char) {
        match field {
            'y' | 'd' => self.date = true,
            'm' if self.last == 'h' => self.time = true,
            'm' => {
                self.date |= self.open_month;
                self.open_month = true;
            }
            's' => {
                self.time = true;
                if self.last == 'm' {
                    self.open_month = false;
                }
            }
            _ => self.time = true,
        }
        self.last = field;
    }

    fn format(&self) -> NumberFormat {
        let shown = match (self.date || self.open_month, self.time) {
            _ if self.elapsed => Shown::Duration,
            (true, true) => Shown::DateTime,
            (true, false) => Shown::Date,
            (false, true) => Shown::Time,
            (false, false) => Shown::Number,
        };
        NumberFormat { shown, fraction: self.fraction }
    }
}

/// Writes `value` as `format` shows it. `from_1904` tells the date system; numbers that are no date stay numbers.
pub fn write_formatted(out: &mut String, value: f64, format: NumberFormat, from_1904: bool) {
    if format.shown == Shown::Number {
        return write_number(out, value);
    }
    if format.shown == Shown::Duration {
        return write_duration(out, value, format.fraction);
    }
    let unit = if format.fraction { 1000.0 } else { 1.0 };
    let serial = if from_1904 { value + DAYS_1904 } else { value };
    // Rounding first: 23:59:59.9996 is the next day where no fraction is shown.
    let units = (serial * SECONDS_A_DAY * unit).round();
    let a_day = SECONDS_A_DAY * unit;
    let (day, rest) = if format.shown == Shown::Date {
        (serial.floor(), 0.0)
    } else {
        ((units / a_day).floor(), units.rem_euclid(a_day))
    };
    if !(0.0..DAYS_END).contains(&day) {
        return write_number(out, value);
    }
    // A time with no day is stored as day 0.
    let date = format.shown != Shown::Time && (format.shown == Shown::Date || day > 0.0);
    if date {
        write_date(out, day as i64);
    }
    if format.shown != Shown::Date {
        out.push_str(if date { "T" } else { "" });
        write_clock(out, rest / unit, format.fraction);
    }
}

fn write_date(out: &mut String, day: i64) {
    // Excel follows Lotus 1-2-3, for which 1900 was a leap year.
    if day == 60 {
        out.push_str("1900-02-29");
        return;
    }
    let (year, month, day) = civil(day + i64::from(day < 60) - DAYS_TO_UNIX);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
}

/// Year, month and day of a day counted from 1970-01-01; `civil_from_days` in Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms".
pub fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn write_duration(out: &mut String, days: f64, fraction: bool) {
    if !days.is_finite() || days.abs() > 1e9 {
        return write_number(out, days);
    }
    if days < 0.0 {
        out.push('-');
    }
    let unit = if fraction { 1000.0 } else { 1.0 };
    write_clock(out, (days.abs() * SECONDS_A_DAY * unit).round() / unit, fraction);
}

fn write_clock(out: &mut String, seconds: f64, fraction: bool) {
    let millis = (seconds * 1000.0).round() as u64;
    let whole = millis / 1000;
    let _ = write!(out, "{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    if fraction && !millis.is_multiple_of(1000) {
        let _ = write!(out, ".{:03}", millis % 1000);
    }
}

/// Seconds from 1601-01-01, where Windows' clock starts, to 1970-01-01.
const SECONDS_TO_UNIX: i64 = 11_644_473_600;

/// A time of Windows, in tenths of microseconds since 1601, as in `2026-11-25T07:30:00Z`; nothing for none at all.
pub fn windows_time(ticks: u64) -> Option<String> {
    let ticks = Some(ticks).filter(|ticks| *ticks > 0)?;
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - SECONDS_TO_UNIX;
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    (1601..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> Shown {
        NumberFormat::parse(code).shown
    }

    fn written(value: f64, code: &str) -> String {
        let mut out = String::new();
        write_formatted(&mut out, value, NumberFormat::parse(code), false);
        out
    }

    #[test]
    fn format_codes_tell_dates_times_and_durations_from_numbers() {
        for code in ["General", "0.00", "#,##0;[Red]-#,##0", "0%", "@", "\"day\" 0", "0\\d", "0.00E+00", "_-* 0 _d", ""]
        {
            assert_eq!(shown(code), Shown::Number, "{code}");
        }
        for code in ["yyyy-mm-dd", "d/m/yy", "mmm\\-yy", "[$-F800]dddd, mmmm dd, yyyy", "MMMM", "d.m.;@"] {
            assert_eq!(shown(code), Shown::Date, "{code}");
        }
        for code in ["h:mm", "hh:mm:ss", "h:mm AM/PM", "mm:ss", "mm:ss.0", "[$-409]h:mm:ss A/P;@"] {
            assert_eq!(shown(code), Shown::Time, "{code}");
        }
        for code in ["d/m/yyyy h:mm", "yyyy\\-mm\\-dd\\Thh:mm:ss", "m/d/yy h:mm AM/PM"] {
            assert_eq!(shown(code), Shown::DateTime, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]:ss", "[ss]", "[h]"] {
            assert_eq!(shown(code), Shown::Duration, "{code}");
        }
    }

    // Expected values: what Excel shows for these serial numbers.
    #[test]
    fn serial_numbers_are_days_since_1900_with_a_leap_day_that_never_was() {
        assert_eq!(written(1.0, "yyyy-mm-dd"), "1900-01-01");
        assert_eq!(written(59.0, "yyyy-mm-dd"), "1900-02-28");
        assert_eq!(written(60.0, "yyyy-mm-dd"), "1900-02-29");
        assert_eq!(written(61.0, "yyyy-mm-dd"), "1900-03-01");
        assert_eq!(written(44_197.0, "yyyy-mm-dd"), "2021-01-01");
        assert_eq!(written(2_958_465.0, "yyyy-mm-dd"), "9999-12-31");
    }

    #[test]
    fn the_1904_system_starts_four_years_and_a_day_later() {
        let mut out = String::new();
        write_formatted(&mut out, 0.0, NumberFormat::built_in(14), true);
        assert_eq!(out, "1904-01-01");
    }

    #[test]
    fn times_are_rounded_to_what_the_format_shows() {
        assert_eq!(written(44_197.5, "d/m/yy h:mm"), "2021-01-01T12:00:00");
        assert_eq!(written(44_197.999_999_9, "d/m/yy h:mm"), "2021-01-02T00:00:00");
        assert_eq!(written(0.5, "h:mm"), "12:00:00");
        assert_eq!(written(0.5, "d/m/yy h:mm"), "12:00:00");
        assert_eq!(written(1.500_001_157_407_407, "mm:ss.0"), "12:00:00.100");
    }

    #[test]
    fn durations_count_hours_beyond_a_day() {
        assert_eq!(written(1.25, "[h]:mm:ss"), "30:00:00");
        assert_eq!(written(-0.5, "[h]:mm"), "-12:00:00");
    }

    #[test]
    fn numbers_that_are_no_date_stay_numbers() {
        for value in [-1.5, 2_958_466.0, 1e300] {
            let mut number = String::new();
            write_number(&mut number, value);
            assert_eq!(written(value, "yyyy-mm-dd hh:mm"), number);
        }
    }
}
