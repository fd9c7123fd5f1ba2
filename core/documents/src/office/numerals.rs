//! Numbers as lists show them.

/// A roman numeral in small letters; decimal beyond what they can write.
#[must_use]
pub fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, text) in PARTS {
        while rest >= value {
            out.push_str(text);
            rest -= value;
        }
    }
    out
}

/// a to z, then aa to zz, then aaa, as Word counts; decimal when that gets long.
#[must_use]
pub fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 10) else { return number.to_string() };
    let letter = char::from_digit(10 + index % 26, 36).unwrap_or('?');
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_word() {
        assert_eq!([roman(4), roman(1999), roman(0), roman(4000)], ["iv", "mcmxcix", "0", "4000"]);
        assert_eq!([letters(1), letters(26), letters(27), letters(53), letters(0)], ["a", "z", "aa", "aaa", "0"]);
    }
}
