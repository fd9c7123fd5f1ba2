//! What language a file is in.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{LANGUAGES, Language, find};

/// Languages by the names and by the extensions of their files; the first that claims one has it.
static BY_NAME: LazyLock<HashMap<&str, &'static Language>> = LazyLock::new(|| index(|language| language.file_names));
static BY_EXTENSION: LazyLock<HashMap<&str, &'static Language>> =
    LazyLock::new(|| index(|language| language.extensions));

fn index(keys: fn(&Language) -> &'static [&'static str]) -> HashMap<&'static str, &'static Language> {
    let pairs = LANGUAGES.iter().rev().flat_map(|language| keys(language).iter().map(move |key| (*key, language)));
    pairs.collect()
}

/// The language of a file, by its name and, where that leaves it open, by its first bytes.
#[must_use]
pub fn detect(file_name: &str, first_bytes: &[u8]) -> Option<&'static Language> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).to_ascii_lowercase();
    let by_name = BY_NAME.get(name.as_str());
    if by_name.is_some() {
        return by_name.copied();
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
        // Tests of Perl, and of much else.
        "t" if !is_perl(first) => return None,
        _ => {}
    }
    BY_EXTENSION.get(extension).copied()
}

/// Whether files of this name can be in several languages.
#[must_use]
pub fn depends_on_content(file_name: &str) -> bool {
    let extension = file_name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| ["h", "m", "t", "ts"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
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

fn is_perl(first: &[u8]) -> bool {
    let mut lines = first.split(|byte| *byte == b'\n');
    let shebang = first.starts_with(b"#!") && lines.next().is_some_and(|line| contains(line, b"perl"));
    shebang
        || ["\nuse ", "\npackage ", "\nrequire ", "\nmy ", "\nBEGIN"]
            .iter()
            .any(|word| contains(first, word.as_bytes()))
        || ["use ", "package ", "require "].iter().any(|word| first.starts_with(word.as_bytes()))
}

/// Whether a line begins as none of MATLAB does: within its lines there may be `//` (of addresses) and anything else.
fn is_objective_c(first: &[u8]) -> bool {
    let marks = ["@interface", "@implementation", "@protocol", "@class", "#import", "#include", "@import", "/*", "//"];
    let mut lines = first.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    lines.any(|line| marks.iter().any(|mark| line.starts_with(mark.as_bytes())))
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
