//! Text in any character set.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// How much of a text the guess of its character set looks at.
const SAMPLE_BYTES: usize = 256 << 10;

/// Decodes text, and names its character set as the WHATWG Encoding Standard does, such as `UTF-8` or `windows-1252`.
///
/// A byte order mark decides first. Then come UTF-16 that shows by its zero bytes, UTF-8 that is valid (other sets are so by
/// accident only), the set `declared` by the file or its container, and last a guess from the bytes. What cannot be decoded
/// becomes U+FFFD. A set that is declared and makes less sense of the bytes than the guess does is not believed.
#[must_use]
pub fn decode_text(bytes: &[u8], declared: Option<&str>) -> (String, &'static str) {
    if let Some(text) = decode_utf32(bytes) {
        return text;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(bytes.get(mark..).unwrap_or_default(), encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    let declared = declared.and_then(encoding_by_label).filter(|encoding| {
        // As in HTML: what could be read in bytes up to here is not UTF-16, whatever it says.
        !(is_utf16(encoding) && bytes.is_ascii())
    });
    if bytes.is_ascii() {
        let encoding = declared.or_else(|| escaped_japanese(bytes)).unwrap_or(UTF_8);
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_string(), UTF_8.name());
    }
    match declared {
        Some(declared) => decode_declared(bytes, declared),
        None => decode_as(bytes, guess(bytes)),
    }
}

/// The encoding that `label` stands for, if it is one that can be decoded.
#[must_use]
pub fn encoding_by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    let code_page = || {
        let lower = label.to_ascii_lowercase();
        let number =
            lower.strip_prefix("windows-").or_else(|| lower.strip_prefix("cp")).or_else(|| lower.strip_prefix("ms"));
        number.and_then(|number| encoding_by_code_page(number.parse().ok()?))
    };
    Encoding::for_label_no_replacement(label.as_bytes()).or_else(code_page).filter(|found| *found != X_USER_DEFINED)
}

/// The encoding of a Windows code page (Microsoft's "Code Page Identifiers").
#[must_use]
pub fn encoding_by_code_page(number: u32) -> Option<&'static Encoding> {
    let label = match number {
        708 | 28596 => "iso-8859-6",
        866 => "ibm866",
        874 | 28601 => "windows-874",
        932 | 10001 => "shift_jis",
        936 | 10008 | 20936 => "gbk",
        949 | 1361 | 10003 => "euc-kr",
        950 | 10002 => "big5",
        1200 => "utf-16le",
        1201 => "utf-16be",
        10000 => "macintosh",
        10007 | 10017 => "x-mac-cyrillic",
        20866 => "koi8-r",
        21866 => "koi8-u",
        20932 | 51932 => "euc-jp",
        50220..=50222 => "iso-2022-jp",
        54936 => "gb18030",
        65001 => "utf-8",
        1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()),
        28591..=28606 => return Encoding::for_label(format!("iso-8859-{}", number - 28590).as_bytes()),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// UTF-16 without a byte order mark, told by the zero bytes that ASCII characters have in it.
#[must_use]
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.get(..bytes.len().min(4096)).unwrap_or_default().as_chunks::<2>().0;
    let high_zero = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let low_zero = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let most = |zeros: usize, others: usize| zeros * 3 > pairs.len() && others * 20 <= zeros && pairs.len() >= 2;
    match (most(high_zero, low_zero), most(low_zero, high_zero)) {
        (true, _) => Some(UTF_16BE),
        (_, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn is_utf16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> (String, &'static str) {
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding.name())
}

fn decode_declared(bytes: &[u8], declared: &'static Encoding) -> (String, &'static str) {
    let (text, failed) = declared.decode_without_bom_handling(bytes);
    let doubtful = failed || declared.is_single_byte() && has_control_characters(&text);
    if !doubtful {
        return (text.into_owned(), declared.name());
    }
    let other = guess(bytes);
    let (guessed, _) = other.decode_without_bom_handling(bytes);
    if unreadable(&guessed) < unreadable(&text) {
        return (guessed.into_owned(), other.name());
    }
    (text.into_owned(), declared.name())
}

/// Characters that no text has: what could not be decoded, and the C1 controls that stand for unassigned bytes.
fn unreadable(text: &str) -> usize {
    text.chars().filter(|char| matches!(char, '\u{FFFD}' | '\u{80}'..='\u{9F}')).count()
}

fn has_control_characters(text: &str) -> bool {
    text.chars().any(|char| matches!(char, '\u{80}'..='\u{9F}'))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let first = Encoding::ascii_valid_up_to(bytes).saturating_sub(64);
    let sample = bytes.get(first..bytes.len().min(first.saturating_add(SAMPLE_BYTES))).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether damaged bytes are rare among characters of several bytes: UTF-8 that was cut or patched, not another set.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut damaged, mut long) = (0_usize, 0_usize);
    for chunk in bytes.get(..bytes.len().min(SAMPLE_BYTES)).unwrap_or_default().utf8_chunks() {
        damaged += usize::from(!chunk.invalid().is_empty());
        long += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
    }
    damaged * 10 <= long
}

/// ISO-2022-JP is ASCII with escapes that switch to Japanese (RFC 1468).
fn escaped_japanese(bytes: &[u8]) -> Option<&'static Encoding> {
    let switched = memchr::memchr_iter(0x1B, bytes).any(|at| matches!(bytes.get(at + 1..at + 3), Some(b"$B" | b"$@")));
    switched.then_some(encoding_rs::ISO_2022_JP)
}

fn decode_utf32(bytes: &[u8]) -> Option<(String, &'static str)> {
    let (read, name): (fn([u8; 4]) -> u32, _) = match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] => (u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF] => (u32::from_be_bytes, "UTF-32BE"),
        _ => return None,
    };
    let chars = bytes.as_chunks::<4>().0.iter().skip(1);
    Some((chars.map(|char| char::from_u32(read(*char)).unwrap_or('\u{FFFD}')).collect(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_wins_over_what_is_declared() {
        assert_eq!(decode_text(b"\xEF\xBB\xBFgr\xC3\xBCn", Some("latin1")), ("gr\u{fc}n".into(), "UTF-8"));
        assert_eq!(decode_text(b"\xFF\xFEa\0\xFC\0", Some("latin1")), ("a\u{fc}".into(), "UTF-16LE"));
        assert_eq!(decode_text(b"\xFE\xFF\0a\0\xFC", None), ("a\u{fc}".into(), "UTF-16BE"));
        assert_eq!(decode_text(b"\xFF\xFE\0\0a\0\0\0", None), ("a".into(), "UTF-32LE"));
        assert_eq!(decode_text(b"\0\0\xFE\xFF\0\x01\xF6\0", None), ("\u{1F600}".into(), "UTF-32BE"));
    }

    #[test]
    fn utf16_without_a_mark_shows_by_its_zero_bytes() {
        let text = "Sch\u{f6}ne Gr\u{fc}\u{df}e";
        assert_eq!(decode_text(&utf16(text, u16::to_le_bytes), None), (text.into(), "UTF-16LE"));
        assert_eq!(decode_text(&utf16(text, u16::to_be_bytes), None), (text.into(), "UTF-16BE"));
    }

    #[test]
    fn a_few_zero_bytes_do_not_make_utf16() {
        assert_eq!(decode_text(b"a long line of text\0and its padding\0\0", None).1, "UTF-8");
    }

    #[test]
    fn what_is_declared_decides_between_sets_that_fit() {
        // Python: "Привет".encode("koi8-r")
        assert_eq!(decode_text(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("KOI8-R")), ("Привет".into(), "KOI8-R"));
        assert_eq!(decode_text(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("cp1252")).0, "ðÒÉ×ÅÔ");
    }

    #[test]
    fn valid_utf8_is_utf8_whatever_is_declared() {
        assert_eq!(decode_text("Привет".as_bytes(), Some("windows-1252")), ("Привет".into(), "UTF-8"));
    }

    #[test]
    fn ascii_that_is_declared_as_utf16_is_read_as_ascii() {
        assert_eq!(decode_text(b"<html>", Some("utf-16")), ("<html>".into(), "UTF-8"));
    }

    #[test]
    fn an_unknown_label_is_ignored() {
        assert_eq!(decode_text(b"caf\xe9 au lait, d\xe9j\xe0 vu", Some("no-such-set")).0, "café au lait, déjà vu");
    }

    #[test]
    fn undeclared_sets_are_guessed() {
        // Python: "Пример русского текста.".encode("cp1251"), "日本語のテキストです。".encode("shift_jis"), …("euc-jp")
        let russian = b"\xcf\xf0\xe8\xec\xe5\xf0 \xf0\xf3\xf1\xf1\xea\xee\xe3\xee \xf2\xe5\xea\xf1\xf2\xe0.";
        assert_eq!(decode_text(russian, None), ("Пример русского текста.".into(), "windows-1251"));
        let shift_jis = b"\x93\xfa\x96{\x8c\xea\x82\xcc\x83e\x83L\x83X\x83g\x82\xc5\x82\xb7\x81B";
        assert_eq!(decode_text(shift_jis, None), ("日本語のテキストです。".into(), "Shift_JIS"));
        let euc_jp = b"\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xa5\xc6\xa5\xad\xa5\xb9\xa5\xc8\xa4\xc7\xa4\xb9\xa1\xa3";
        assert_eq!(decode_text(euc_jp, None), ("日本語のテキストです。".into(), "EUC-JP"));
    }

    #[test]
    fn escaped_japanese_needs_no_declaration() {
        // Python: "日本語".encode("iso-2022-jp")
        assert_eq!(decode_text(b"\x1b$BF|K\\8l\x1b(B", None), ("日本語".into(), "ISO-2022-JP"));
    }

    #[test]
    fn utf8_with_a_damaged_byte_stays_utf8() {
        let mut bytes = "Съешь же ещё этих мягких французских булок".as_bytes().to_vec();
        bytes.pop();
        let (text, charset) = decode_text(&bytes, None);
        assert!(
            charset == "UTF-8" && text.starts_with("Съешь же ещё") && text.ends_with('\u{FFFD}'),
            "{charset} {text}"
        );
    }

    #[test]
    fn a_declared_set_that_cannot_read_the_bytes_is_not_believed() {
        let shift_jis = b"\x93\xfa\x96{\x8c\xea\x82\xcc\x83e\x83L\x83X\x83g\x82\xc5\x82\xb7\x81B";
        assert_eq!(decode_text(shift_jis, Some("utf-8")), ("日本語のテキストです。".into(), "Shift_JIS"));
    }

    #[test]
    fn code_pages_of_windows_have_encodings() {
        let name = |number| encoding_by_code_page(number).map(Encoding::name);
        assert_eq!(name(932), Some("Shift_JIS"));
        assert_eq!(name(1252), Some("windows-1252"));
        assert_eq!(name(28592), Some("ISO-8859-2"));
        assert_eq!(name(12), None);
        assert_eq!(encoding_by_label("cp949").map(Encoding::name), Some("EUC-KR"));
    }

    #[test]
    fn empty_input_is_an_empty_text() {
        assert_eq!(decode_text(b"", None), (String::new(), "UTF-8"));
    }
}
