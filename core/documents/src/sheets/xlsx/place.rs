//! Names of cells, such as `B7`.

/// The last row and column that there are, from 0 (ECMA-376 part 1, 18.3.1.73 and Excel's limits).
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Row and column, from 0, of the cell at the start of `name`, which may be a range; none for what names no cell.
pub fn parse(name: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    let mut digits = false;
    for byte in name.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            b':' => break,
            _ => return None,
        }
    }
    let place = (row.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 <= LAST_ROW && place.1 <= LAST_COLUMN).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_column_and_digits_the_row() {
        assert_eq!(parse("A1"), Some((0, 0)));
        assert_eq!(parse("$AB$10"), Some((9, 27)));
        assert_eq!(parse("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(parse("B2:D9"), Some((1, 1)));
    }

    #[test]
    fn what_is_outside_of_a_sheet_names_no_cell() {
        for name in ["", "A", "1", "A0", "XFE1", "A1048577", "1A", "A99999999999", "ZZZZZZZZZ1", "é1"] {
            assert_eq!(parse(name), None, "{name}");
        }
    }
}
