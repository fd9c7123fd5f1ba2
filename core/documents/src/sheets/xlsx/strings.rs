//! Strings: shared by cells or inside one, plain or of differently formatted runs.

use lode_runtime::{Job, Result};

use super::super::scanner::{Scanner, Token};
use super::super::strings::Strings;

/// Reads the strings that cells share (ECMA-376 part 1, 18.4).
///
/// # Errors
/// `Parse`, the limits, `Cancelled`, `Timeout`.
pub fn read(text: &str, job: &Job) -> Result<Strings> {
    let mut scanner = Scanner::new(text, job);
    let mut strings = Strings::default();
    while let Some(token) = scanner.next()? {
        match token {
            Token::Start("si", _) => strings.push_with(|out| read_runs(&mut scanner, "si", out))?,
            Token::Empty("si", _) => strings.push(""),
            _ => {}
        }
    }
    Ok(strings)
}

/// Adds the text of all runs up to the end tag with this name, without phonetic hints (18.4.6).
///
/// # Errors
/// As [`read`].
pub fn read_runs(scanner: &mut Scanner, name: &str, out: &mut String) -> Result<()> {
    let start = out.len();
    loop {
        match scanner.next()?.ok_or_else(|| scanner.cut())? {
            Token::Start("t", _) => scanner.text_until("t", out)?,
            Token::Start(skipped @ ("rPh" | "rPr"), _) => scanner.skip_until(skipped)?,
            Token::End(end) if end == name => break,
            _ => {}
        }
    }
    restore_escapes(out, start);
    Ok(())
}

/// Resolves `_x000D_` and the like in what `out` holds from `start` on (ST_Xstring, 22.9.2.19), and makes line breaks `\n`.
pub fn restore_escapes(out: &mut String, start: usize) {
    let added = out.get(start..).unwrap_or_default();
    if !added.contains("_x") && !added.contains('\r') {
        return;
    }
    let mut text = String::with_capacity(added.len());
    let mut rest = added;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let character = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_")).and_then(|hex| {
            let plain = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            plain.then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)).flatten()
        });
        match character {
            Some(character) => {
                if character == '\r' || character == '\n' || character == '\t' || !character.is_control() {
                    text.push(character);
                }
                rest = escape.get(7..).unwrap_or_default();
            }
            None => {
                text.push_str("_x");
                rest = escape.get(2..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    out.truncate(start);
    out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(text: &str) -> String {
        let mut out = text.to_string();
        restore_escapes(&mut out, 0);
        out
    }

    // The examples of ECMA-376 part 1, 22.9.2.19, and what Excel writes for line breaks.
    #[test]
    fn escaped_characters_are_restored() {
        assert_eq!(restored("a_x000D_\nb"), "a\nb");
        assert_eq!(restored("_x0041__x005F_x0041_"), "A_x0041_");
        assert_eq!(restored("a_x00"), "a_x00");
        assert_eq!(restored("_xé000_"), "_xé000_");
        assert_eq!(restored("a_x0007_b_xZZZZ_"), "ab_xZZZZ_");
    }

    #[test]
    fn runs_are_joined_and_phonetic_hints_left_out() {
        let xml = "<sst><si><t>one</t></si><si><r><rPr><b/></rPr><t>tw</t></r><r><t>o</t></r><rPh><t>x</t></rPh></si><si/></sst>";
        let strings = read(xml, &Job::default()).unwrap();
        assert_eq!([strings.get(0), strings.get(1), strings.get(2), strings.get(3)], ["one", "two", "", ""]);
    }
}
