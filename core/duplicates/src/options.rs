//! What a caller may ask of a scan.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use lode_runtime::Limits;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Options of a scan for duplicates.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct DuplicateOptions {
    /// The fewest tokens of a copy, from 5; 50 when absent.
    #[serde(deserialize_with = "block_size")]
    pub min_block_size: u32,
    /// The least similarity of edited copies (type 3), from 0 to 1; 0.85 when absent.
    #[serde(deserialize_with = "share")]
    pub threshold: f64,
    /// Which types of copies to find: 1 the same tokens, 2 the same up to names and literals, 3 edited; all when absent.
    #[serde(deserialize_with = "clone_types")]
    pub types: Vec<u32>,
    /// How names are compared.
    pub identifiers: Identifiers,
    /// How numbers and strings are compared.
    pub literals: Literals,
    /// Names of the languages to scan, such as `typescript`; all when absent.
    pub languages: Option<Vec<String>>,
    /// Patterns of files and folders to leave out, as in a `.gitignore` at each of the paths.
    pub ignore_patterns: Vec<String>,
    /// Whether to leave out what `.gitignore` files say; true when absent.
    pub gitignore: bool,
    /// The fewest lines of a copy; 1 when absent.
    pub min_lines: u32,
    /// Whether to leave out files that say they were generated; true when absent.
    pub skip_generated: bool,
    /// Leaves out larger files, in bytes; 8 MiB when absent.
    pub max_file_size: u64,
    /// Lines that were changed, by file: pairs of first and last line, from 1, inclusive. Only classes that touch them are
    /// given.
    pub changed: Option<BTreeMap<String, Vec<(u32, u32)>>>,
    /// What an earlier report's `baseline()` gave. Only classes that it does not know are given.
    pub baseline: Option<String>,
    /// Bounds on what the input may cause.
    pub limits: Limits,
    /// The longest the job may run, in milliseconds.
    pub timeout: Option<f64>,
    /// Threads that the job may use.
    pub threads: Option<usize>,
    /// Milliseconds between reports of progress; none are made when absent.
    pub progress_interval: Option<f64>,
}

impl Default for DuplicateOptions {
    fn default() -> Self {
        Self {
            min_block_size: 50,
            threshold: 0.85,
            types: vec![1, 2, 3],
            identifiers: Identifiers::default(),
            literals: Literals::default(),
            languages: None,
            ignore_patterns: Vec::new(),
            gitignore: true,
            min_lines: 1,
            skip_generated: true,
            max_file_size: 8 << 20,
            changed: None,
            baseline: None,
            limits: Limits::default(),
            timeout: None,
            threads: None,
            progress_interval: None,
        }
    }
}

impl DuplicateOptions {
    /// Whether copies of this type are wanted.
    #[must_use]
    pub fn wants(&self, clone_type: u32) -> bool {
        self.types.contains(&clone_type)
    }
}

/// How names are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Identifiers {
    /// Any name equals any other.
    #[default]
    Ignore,
    /// Names may differ if each is always replaced by the same other one. Edited copies (type 3) may differ in any name.
    Consistent,
    /// Names must be the same.
    Exact,
}

/// How numbers and strings are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Literals {
    /// Any number equals any other, any string equals any other.
    #[default]
    Ignore,
    /// They must be the same.
    Exact,
}

const BLOCK_SIZES: RangeInclusive<u32> = 5..=1_000_000;

fn block_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let size = u32::deserialize(deserializer)?;
    if BLOCK_SIZES.contains(&size) {
        return Ok(size);
    }
    let (first, last) = (BLOCK_SIZES.start(), BLOCK_SIZES.end());
    Err(D::Error::custom(format!("expected a number of tokens from {first} to {last}, got {size}")))
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&share) {
        return Ok(share);
    }
    Err(D::Error::custom(format!("expected a share from 0 to 1, got {share}")))
}

fn clone_types<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    let types = Vec::<u32>::deserialize(deserializer)?;
    if !types.is_empty() && types.iter().all(|clone_type| (1..=3).contains(clone_type)) {
        return Ok(types);
    }
    Err(D::Error::custom(format!("expected some of the types 1, 2 and 3, got {types:?}")))
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, parse_options};

    use super::*;

    fn refused(json: &str) -> String {
        let error = parse_options::<DuplicateOptions>(json.as_bytes()).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidOptions);
        error.message
    }

    #[test]
    fn no_options_are_the_defaults() {
        let options: DuplicateOptions = parse_options(b"").unwrap();
        assert_eq!((options.min_block_size, options.threshold), (50, 0.85));
        assert!(options.gitignore && options.skip_generated && options.wants(3));
    }

    #[test]
    fn a_value_out_of_range_is_refused_with_its_path_and_what_was_expected() {
        for (json, path, expected, got) in [
            (r#"{"minBlockSize": 0}"#, "options.minBlockSize", "from 5", "got 0"),
            (r#"{"threshold": 1.5}"#, "options.threshold", "from 0 to 1", "got 1.5"),
            (r#"{"types": []}"#, "options.types", "1, 2 and 3", "got []"),
            (r#"{"types": [4]}"#, "options.types", "1, 2 and 3", "got [4]"),
            (r#"{"identifiers": "any"}"#, "options.identifiers", "consistent", "any"),
            (r#"{"changed": {"a.c": [[1]]}}"#, "options.changed", "", ""),
        ] {
            let message = refused(json);
            assert!(message.contains(path) && message.contains(expected) && message.contains(got), "{message}");
        }
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(refused(r#"{"minTokens": 3}"#).contains("minTokens"));
    }
}
