//! What language a file is in.

use super::{LANGUAGES, Language, find};

/// The language of a file, by its name and, where that leaves it open, by its first bytes.
#[must_use]
pub fn detect(file_name: &str, first_bytes: &[u8]) -> Option<&'static Language> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).to_ascii_lowercase();
    let by_name = LANGUAGES.iter().find(|language| language.file_names.contains(&name.as_str()));
    if by_name.is_some() {
        return by_name;
    }
    let Some((_, extension)) = name.rsplit_once('.') else { return by_interpreter(first_bytes) };
    let first = &first_bytes[..first_bytes.len().min(4096)];
    match extension {
        "h" => return find(header(first)),
        "m" if !is_objective_c(first) => return find("matlab"),
        // Translations of Qt.
        "ts" if first.trim_ascii_start().starts_with(b"<?xml") || contains(first, b"<!DOCTYPE TS") => {
            return find("xml");
        }
        _ => {}
    }
    LANGUAGES.iter().find(|language| language.extensions.contains(&extension))
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    memchr::memmem::find(bytes, text).is_some()
}

fn header(first: &[u8]) -> &'static str {
    let has = |text: &str| contains(first, text.as_bytes());
    if is_objective_c(first) && (has("@interface") || has("@protocol") || has("@class") || has("#import")) {
        "objective-c"
    } else if ["\nclass ", "\nnamespace ", "\ntemplate", "std::", "public:", "private:", "constexpr", "\nusing "]
        .iter()
        .any(|text| has(text))
    {
        "cpp"
    } else {
        "c"
    }
}

fn is_objective_c(first: &[u8]) -> bool {
    ["@interface", "@implementation", "@protocol", "@class", "#import", "#include", "@import", "/*", "//"]
        .iter()
        .any(|text| contains(first, text.as_bytes()))
}

/// By a first line such as `#!/usr/bin/env -S python3 -u`.
fn by_interpreter(first_bytes: &[u8]) -> Option<&'static Language> {
    let line = first_bytes.strip_prefix(b"#!")?;
    let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len()).min(256)];
    let line = std::str::from_utf8(line).ok()?;
    let program = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let mut words = line.split_whitespace().map(program);
    let mut interpreter = words.next()?;
    if interpreter == "env" {
        interpreter = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
    }
    let unversioned = interpreter.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    LANGUAGES.iter().find(|language| {
        language.interpreters.contains(&interpreter.as_str()) || language.interpreters.contains(&unversioned)
    })
}
