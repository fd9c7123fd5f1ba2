//! Values as the binary formats of spreadsheets pack them.

/// The number that an `RkNumber` packs into 32 bits ([MS-XLS] 2.5.217, [MS-XLSB] 2.5.123).
pub fn rk_number(packed: u32) -> f64 {
    let value =
        if packed & 2 != 0 { f64::from((packed as i32) >> 2) } else { f64::from_bits(u64::from(packed & !3) << 32) };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

/// The text of an error value (`BErr`, [MS-XLS] 2.5.10).
pub fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#UNKNOWN!",
    }
}

/// The text of a boolean.
pub fn boolean_text(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The examples of [MS-XLS] 2.5.217 and of "OpenOffice.org's Documentation of the Microsoft Excel File Format" 2.5.5.
    #[test]
    fn packed_numbers_are_integers_or_floats_maybe_in_hundredths() {
        assert_eq!(rk_number(0x3FF0_0000), 1.0);
        assert_eq!(rk_number(0x3FF0_0001), 0.01);
        assert_eq!(rk_number(0x004B_5646), 1_234_321.0);
        assert_eq!(rk_number(0x004B_5647), 12_343.21);
        assert_eq!(rk_number(0xFFFF_FFFE), -1.0);
    }
}
