//! JSON, checked and indented. Numbers and strings stay as they were written.

use lode_runtime::{Bytes, Error, Job, Result};

use super::charset::decode_text;
use crate::document::{Content, Document};
use crate::formats::Context;

/// Indentation stops growing here, so that deep nesting cannot multiply the size of the text.
const MAX_INDENT: usize = 32;

/// Values between two looks at the clock and the limits.
const VALUES_PER_CHECK: usize = 4096;

/// Reads JSON, or several values one after another as in JSON Lines.
///
/// # Errors
/// `Parse` with line and offset, `LimitNestingDepth`, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let (text, charset) = decode_text(bytes.as_ref().as_ref(), None);
    let mut document = Document::default();
    document.metadata.charset = Some(charset.into());
    let text = indented(&text, context.job)?;
    document.push(Content::Code { language: Some("json".into()), text });
    Ok(document)
}

/// `text` with one member or item a line.
fn indented(text: &str, job: &Job) -> Result<String> {
    let mut writer = Writer { rest: text, text, out: String::new(), open: Vec::new(), job, charged: 0 };
    let mut values = 0_usize;
    writer.value()?;
    loop {
        values += 1;
        if values.is_multiple_of(VALUES_PER_CHECK) {
            writer.charge()?;
        }
        if !writer.after_value()? {
            break;
        }
    }
    writer.charge()?;
    Ok(writer.out)
}

struct Writer<'a> {
    text: &'a str,
    rest: &'a str,
    out: String,
    /// The ends of the objects and arrays that are open.
    open: Vec<char>,
    job: &'a Job,
    charged: usize,
}

impl Writer<'_> {
    /// Counts what was written beyond the size of the input.
    fn charge(&mut self) -> Result<()> {
        self.job.check()?;
        let grown = self.out.len().saturating_sub(self.charged);
        self.charged = self.out.len();
        self.job.charge_expanded(grown as u64)
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{FEFF}']);
    }

    /// Reads a value up to where the next one may begin: a scalar, an empty container, or the start of a filled one.
    fn value(&mut self) -> Result<()> {
        loop {
            self.skip_space();
            let Some(first) = self.rest.chars().next() else { return Err(self.wrong("a value")) };
            let end = match first {
                '{' => '}',
                '[' => ']',
                '"' => return self.string(),
                _ => return self.scalar(),
            };
            self.take(1);
            self.skip_space();
            if self.rest.starts_with(end) {
                self.take(1);
                return Ok(());
            }
            self.open.push(end);
            self.job.limits().nesting_depth(self.open.len() as u64).map_err(|error| self.placed(error))?;
            self.line();
            if end == '}' {
                self.key()?;
            }
        }
    }

    /// What may follow a value; tells whether another one was read.
    fn after_value(&mut self) -> Result<bool> {
        self.skip_space();
        let Some(end) = self.open.last().copied() else {
            if self.rest.is_empty() {
                return Ok(false);
            }
            // Several values in one file: JSON Lines, or a stream of them.
            self.out.push('\n');
            self.value()?;
            return Ok(true);
        };
        if self.rest.starts_with(end) {
            self.open.pop();
            self.line();
            self.take(1);
            return Ok(true);
        }
        if !self.rest.starts_with(',') {
            return Err(self.wrong(if end == '}' { "`,` or `}`" } else { "`,` or `]`" }));
        }
        self.take(1);
        self.line();
        if end == '}' {
            self.skip_space();
            self.key()?;
        }
        self.value()?;
        Ok(true)
    }

    fn key(&mut self) -> Result<()> {
        if !self.rest.starts_with('"') {
            return Err(self.wrong("a name in double quotation marks"));
        }
        self.string()?;
        self.skip_space();
        if !self.rest.starts_with(':') {
            return Err(self.wrong("`:`"));
        }
        self.take(1);
        self.out.push(' ');
        Ok(())
    }

    fn string(&mut self) -> Result<()> {
        let bytes = self.rest.as_bytes();
        let mut at = 1;
        loop {
            let found = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default());
            let Some(found) = found.map(|found| at + found) else {
                self.rest = "";
                return Err(self.wrong("the end of a string"));
            };
            if bytes.get(found) == Some(&b'"') {
                self.take(found + 1);
                return Ok(());
            }
            at = found + 2;
        }
    }

    fn scalar(&mut self) -> Result<()> {
        let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.');
        let end = self.rest.find(|char| !is_part(char)).unwrap_or(self.rest.len());
        let word = self.rest.get(..end).unwrap_or_default();
        if matches!(word, "true" | "false" | "null") || is_number(word) {
            self.take(end);
            return Ok(());
        }
        Err(self.wrong("a value"))
    }

    /// Copies `length` bytes.
    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.out.push_str(taken);
        self.rest = rest;
    }

    fn line(&mut self) {
        self.out.push('\n');
        let indent = (self.open.len() * 2).min(MAX_INDENT);
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn wrong(&self, expected: &str) -> Error {
        let came: String = self.rest.chars().take(20).collect();
        let came = if came.is_empty() { "the end of the file".into() } else { format!("{came:?}") };
        self.placed(Error::parse(format!("not valid JSON: expected {expected}, got {came}")))
    }

    fn placed(&self, error: Error) -> Error {
        let offset = self.text.len() - self.rest.len();
        let lines = self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count();
        error.at_offset(offset as u64).at_line(u32::try_from(lines + 1).unwrap_or(u32::MAX))
    }
}

/// A number as RFC 8259, section 6, has it.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = word.split_once(['e', 'E']).map_or((word, None), |(left, right)| (left, Some(right)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(left, right)| (left, Some(right)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use lode_runtime::ErrorCode;

    use super::*;

    fn ok(text: &str) -> String {
        indented(text, &Job::default()).unwrap()
    }

    fn failure(text: &str) -> Error {
        indented(text, &Job::default()).unwrap_err()
    }

    #[test]
    fn members_and_items_stand_in_lines() {
        let expected = "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}";
        assert_eq!(ok(" {\"a\":[1, { }],\n\"b\" : {\"c\":null}}\n"), expected);
    }

    #[test]
    fn numbers_and_escapes_stay_as_written() {
        let text = "[\n  123456789012345678901234567890,\n  1.0e+400,\n  -0.50,\n  \"\\u00e9\\\"\\\\\"\n]";
        assert_eq!(ok(text), text);
    }

    #[test]
    fn several_values_stand_one_after_another() {
        assert_eq!(ok("{\"a\":1}\n{\"a\":2}\n"), "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let error = failure("{\n  \"a\": 1,\n  b: 2\n}");
        assert_eq!((error.code, error.line, error.offset), (ErrorCode::Parse, Some(3), Some(14)));
        assert!(error.message.contains("expected a name in double quotation marks, got \"b: 2"), "{}", error.message);
    }

    #[test]
    fn invalid_json_is_a_parse_error() {
        for text in [
            "",
            "{",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "[01]",
            "[1.]",
            "[.5]",
            "[1e]",
            "nul",
            "[1 2]",
            "\"a",
            "{\"a\":1,}",
            "]",
            "'a'",
            "[\"\\",
        ] {
            assert_eq!(failure(text).code, ErrorCode::Parse, "{text}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        assert!(indented(&("[".repeat(256) + &"]".repeat(256)), &Job::default()).is_ok());
        assert_eq!(failure(&"[".repeat(100_000)).code, ErrorCode::LimitNestingDepth);
    }

    #[test]
    fn our_output_reads_like_the_input_for_another_parser() {
        let text = r#"{"x":[{"y":[[],[[]],{"z":"\u2028 ü"}]},true,-1.5e3],"":{}}"#;
        let left: serde_json::Value = serde_json::from_str(text).unwrap();
        let right: serde_json::Value = serde_json::from_str(&ok(text)).unwrap();
        assert_eq!(left, right);
    }

    #[test]
    fn damaged_json_never_panics_and_is_judged_as_another_parser_does() {
        let text = r#"{"x":[{"y":[[],{"z":"\u0041 b"}]},true,-1.5e3,null],"":{}}"#;
        let mut seed = 5_u32;
        let mut random = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize
        };
        for _ in 0..5000 {
            let mut bytes = text.as_bytes().to_vec();
            let at = random() % bytes.len();
            bytes[at] = b"{}[]\",:\\1e-. x"[random() % 14];
            let text = String::from_utf8(bytes).unwrap();
            let ours = indented(&text, &Job::default()).is_ok();
            let values = serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>();
            let theirs = values.into_iter().all(|value| value.is_ok());
            // Escapes inside strings are not judged here: the text is kept as it is.
            if theirs {
                assert!(ours, "{text}");
            }
        }
    }
}
