//! Text strings and dates (ISO 32000-2, 7.9).

use encoding_rs::UTF_16BE;

/// A text string: UTF-16 or UTF-8 with a byte order mark, else PDFDocEncoding. Language escapes are left out.
pub fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| pdf_doc_character(*byte)).collect(),
    };
    without_language(&decoded)
}

/// A language may stand in the text between two escape characters (7.9.2.2.1).
fn without_language(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (index, part) in text.split('\u{1B}').enumerate() {
        if index.is_multiple_of(2) {
            kept.push_str(part);
        }
    }
    kept.trim_matches('\0').to_string()
}

/// PDFDocEncoding (annex D.3): Latin-1 with other characters in the places of its control characters.
fn pdf_doc_character(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 34] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€', '\u{A1}',
    ];
    let from = |table: &[char], first: u8| table.get(usize::from(byte.wrapping_sub(first))).copied();
    match byte {
        0x18..=0x1F => from(&LOW, 0x18),
        0x80..=0xA0 => from(&HIGH, 0x80),
        _ => None,
    }
    .unwrap_or(char::from(byte))
}

/// A date such as `D:20240131120000+01'00'` as RFC 3339; `None` when it is not one.
pub fn date(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix("D:").unwrap_or(text.trim());
    let number = |start: usize, length: usize, range: std::ops::RangeInclusive<u32>| -> Option<u32> {
        let part = digits.get(start..start.checked_add(length)?)?;
        part.parse().ok().filter(|value| part.bytes().all(|byte| byte.is_ascii_digit()) && range.contains(value))
    };
    let year = number(0, 4, 1..=9999)?;
    let month = number(4, 2, 1..=12);
    let day = month.and_then(|_| number(6, 2, 1..=31));
    let hour = day.and_then(|_| number(8, 2, 0..=23));
    let minute = hour.and_then(|_| number(10, 2, 0..=59));
    let second = minute.and_then(|_| number(12, 2, 0..=59));
    let zone = digits.find(['+', '-', 'Z']).map_or("Z".to_string(), |start| zone(digits.get(start..).unwrap_or("")));
    Some(format!(
        "{year:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
        month.unwrap_or(1),
        day.unwrap_or(1),
        hour.unwrap_or(0),
        minute.unwrap_or(0),
        second.unwrap_or(0),
    ))
}

fn zone(text: &str) -> String {
    let sign = text.get(..1).unwrap_or("Z");
    let mut parts = text.get(1..).unwrap_or("").split('\'').map(|part| part.get(..2)?.parse::<u32>().ok());
    let hours = parts.next().flatten().filter(|hours| *hours <= 23);
    let minutes = parts.next().flatten().filter(|minutes| *minutes <= 59).unwrap_or(0);
    match hours {
        Some(hours) if sign != "Z" && hours + minutes > 0 => format!("{sign}{hours:02}:{minutes:02}"),
        _ => "Z".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_utf16_utf8_or_pdf_doc_encoding() {
        assert_eq!(text(b"\xFE\xFF\x00A\x20\xAC"), "A€");
        assert_eq!(text(b"\xEF\xBB\xBF\xC3\xA9"), "é");
        assert_eq!(text(b"caf\xE9 \x80 \xA0"), "café • €");
    }

    #[test]
    fn a_language_escape_is_no_text() {
        assert_eq!(text(b"\xFE\xFF\x00\x1B\x00e\x00n\x00\x1B\x00H\x00i"), "Hi");
    }

    #[test]
    fn dates_become_rfc_3339() {
        assert_eq!(date("D:199812231952-08'00'").as_deref(), Some("1998-12-23T19:52:00-08:00"));
        assert_eq!(date("D:20240131120005Z").as_deref(), Some("2024-01-31T12:00:05Z"));
        assert_eq!(date("D:2024").as_deref(), Some("2024-01-01T00:00:00Z"));
        assert_eq!(date("yesterday"), None);
    }
}
