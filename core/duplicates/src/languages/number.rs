//! Where numbers end.

use super::grammar::Numbers;
use super::tables::Tables;

/// The end of the number that begins at `at`, with a digit, or with a dot before a digit. After the dot of a member
/// (`pair.0.1`) it is digits only.
pub(super) fn end(tables: &Tables, source: &[u8], start: usize, member: bool) -> usize {
    let rules = &tables.grammar.numbers;
    let byte = |at: usize| source.get(at).copied().unwrap_or(0);
    if member {
        return digits(rules, source, start);
    }
    let end = unquoted_end(tables, source, start);
    let quoted = rules.quoted_suffix && byte(end) == b'\'' && starts_name(byte(end + 1));
    if quoted { word(tables, source, end + 1) } else { end }
}

/// Whether a number of Lisp that ends at `at` for other languages goes on to `end`: `1.`, `1/2`, `1.0d-3`, `1.0e+INF`
/// (Common Lisp HyperSpec 2.3.1; Emacs Lisp manual, "Float Basics").
pub(super) fn goes_on(source: &[u8], at: usize, end: usize) -> bool {
    match &source[at..end] {
        [] | [b'.'] => true,
        [b'/', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        [b'+' | b'-', exponent @ ..] if source[at - 1].is_ascii_alphabetic() => {
            matches!(exponent, b"INF" | b"NaN") || !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// The end of a number, but for a suffix after an apostrophe.
fn unquoted_end(tables: &Tables, source: &[u8], start: usize) -> usize {
    let rules = &tables.grammar.numbers;
    let byte = |at: usize| source.get(at).copied().unwrap_or(0);
    if rules.prefixed && byte(start) == b'0' && matches!(byte(start + 1) | 0x20, b'x' | b'b' | b'o') {
        let hexadecimal = byte(start + 1) | 0x20 == b'x';
        return prefixed(tables, source, start + 2, hexadecimal);
    }
    let mut at = digits(rules, source, start);
    if byte(at) == b'.' {
        let next = byte(at + 1);
        if next.is_ascii_digit() {
            at = digits(rules, source, at + 1);
        } else if rules.trailing_dot && next != b'.' && (!starts_name(next) || ends_number(source, at + 1)) {
            at += 1;
        }
    }
    if byte(at) | 0x20 == b'e' {
        let sign = usize::from(matches!(byte(at + 1), b'+' | b'-'));
        if byte(at + 1 + sign).is_ascii_digit() {
            at = digits(rules, source, at + 1 + sign);
        }
    }
    if rules.suffix { word(tables, source, at) } else { at }
}

/// `1.f`, `1.e5`, `1.L`: the letters after the dot belong to the number.
fn ends_number(source: &[u8], at: usize) -> bool {
    let letter = source[at] | 0x20;
    let next = source.get(at + 1).copied().unwrap_or(0);
    match letter {
        b'e' => next.is_ascii_digit() || matches!(next, b'+' | b'-'),
        b'f' | b'l' | b'd' | b'j' => !next.is_ascii_alphanumeric() && next != b'_',
        _ => false,
    }
}

fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn digits(rules: &Numbers, source: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = source.get(at) {
        let separates = byte == rules.separator && source.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !byte.is_ascii_digit() && !separates {
            break;
        }
        at += 1;
    }
    at
}

fn word(tables: &Tables, source: &[u8], mut at: usize) -> usize {
    while source
        .get(at)
        .is_some_and(|&byte| tables.word[usize::from(byte)] && (byte.is_ascii_alphanumeric() || byte == b'_'))
    {
        at += 1;
    }
    at
}

fn prefixed(tables: &Tables, source: &[u8], mut at: usize, hexadecimal: bool) -> usize {
    let separator = tables.grammar.numbers.separator;
    while let Some(&byte) = source.get(at) {
        let next = source.get(at + 1).copied().unwrap_or(0);
        let exponent = hexadecimal && byte | 0x20 == b'p' && matches!(next, b'+' | b'-');
        let fraction = hexadecimal && byte == b'.' && next.is_ascii_hexdigit() && has_exponent(source, at + 1);
        let separates = byte == separator && next.is_ascii_hexdigit();
        if !byte.is_ascii_alphanumeric() && byte != b'_' && !fraction && !separates {
            break;
        }
        at += if exponent { 2 } else { 1 };
    }
    at
}

/// Whether hexadecimal digits with a binary exponent follow: only then is `0x1.8p3` one number.
fn has_exponent(source: &[u8], at: usize) -> bool {
    let digits = source[at..].iter().take(40).take_while(|byte| byte.is_ascii_hexdigit()).count();
    source.get(at + digits).is_some_and(|byte| byte | 0x20 == b'p')
}
