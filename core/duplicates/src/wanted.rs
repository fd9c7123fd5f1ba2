//! Which classes a caller wants to hear of: those that are new, and those that touch changed lines.

use std::collections::{HashMap, HashSet};

use lode_runtime::{Error, ErrorCode, Result};

use crate::index::key;
use crate::model::{CloneClass, Fragment};
use crate::options::DuplicateOptions;

/// What was asked for, ready to be compared.
pub struct Wanted<'a> {
    known: Option<HashSet<&'a str>>,
    changed: Option<HashMap<String, &'a [(u32, u32)]>>,
}

impl<'a> Wanted<'a> {
    /// Reads `baseline` and `changed`.
    ///
    /// # Errors
    /// `InvalidOptions` for a baseline that is none.
    pub fn new(options: &'a DuplicateOptions) -> Result<Self> {
        let known = options.baseline.as_deref().map(fingerprints).transpose()?;
        let changed = options.changed.as_ref();
        let changed = changed.map(|files| files.iter().map(|(file, lines)| (key(file), lines.as_slice())).collect());
        Ok(Self { known, changed })
    }

    /// Whether the class is wanted.
    pub fn wants(&self, class: &CloneClass) -> bool {
        let known = self.known.as_ref().is_some_and(|known| known.contains(class.hash.as_str()));
        let touched = self.changed.as_ref().is_none_or(|files| class.fragments.iter().any(|at| touches(at, files)));
        !known && touched
    }
}

fn touches(fragment: &Fragment, changed: &HashMap<String, &[(u32, u32)]>) -> bool {
    let lines = changed.get(&key(&fragment.file)).copied().unwrap_or_default();
    lines.iter().any(|(first, last)| *first <= fragment.end_line && fragment.start_line <= *last)
}

/// The fingerprints of a baseline, one a line; lines that begin with `#` are comments.
fn fingerprints(baseline: &str) -> Result<HashSet<&str>> {
    let lines =
        baseline.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(at, line)| {
            let right = line.len() == 16 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
            right.then_some(line).ok_or_else(|| {
                let got: String = line.chars().take(40).collect();
                let message = format!(
                    "options.baseline: expected 16 hexadecimal digits on line {}, got {got:?}; give what a report's baseline() gave",
                    at + 1
                );
                Error::new(ErrorCode::InvalidOptions, message)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(hash: &str, file: &str, start_line: u32, end_line: u32) -> CloneClass {
        let fragment = Fragment { file: file.into(), start_line, end_line, ..Fragment::default() };
        CloneClass { hash: hash.into(), fragments: vec![fragment], ..CloneClass::default() }
    }

    #[test]
    fn a_class_that_the_baseline_knows_is_not_wanted() {
        let baseline = Some("# comment\n00000000000000ab\n\n".to_string());
        let options = DuplicateOptions { baseline, ..DuplicateOptions::default() };
        let wanted = Wanted::new(&options).unwrap();
        assert!(!wanted.wants(&class("00000000000000ab", "a", 1, 2)));
        assert!(wanted.wants(&class("00000000000000ac", "a", 1, 2)));
    }

    #[test]
    fn a_class_that_touches_a_changed_line_is_wanted_however_the_file_is_named() {
        let changed = Some([("./src/a.c".to_string(), vec![(10, 12), (30, 30)])].into());
        let options = DuplicateOptions { changed, ..DuplicateOptions::default() };
        let wanted = Wanted::new(&options).unwrap();
        for (file, first, last, expected) in [
            ("src/a.c", 1, 10, true),
            ("src/a.c", 12, 29, true),
            ("src/a.c", 13, 29, false),
            ("src/a.c", 30, 40, true),
            ("src/b.c", 10, 12, false),
        ] {
            assert_eq!(wanted.wants(&class("", file, first, last)), expected, "{file} {first}-{last}");
        }
    }

    #[test]
    fn a_baseline_that_is_none_is_refused_with_the_line() {
        let options = DuplicateOptions { baseline: Some("# x\n{\"a\": 1}".into()), ..DuplicateOptions::default() };
        let error = Wanted::new(&options).err().unwrap();
        assert_eq!(error.code, ErrorCode::InvalidOptions);
        assert!(error.message.contains("line 2"), "{}", error.message);
    }
}
