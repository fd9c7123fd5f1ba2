//! What a scan gives: the types that cross to JavaScript.
//!
//! `cargo xtask generate` reads this file and writes the wire writer, the reader and the TypeScript types from it, so it
//! holds plain structs of strings, numbers, `Option`, `Vec` and unit enums only; strings that many values have are `Arc<str>`,
//! and cross once. Doc comments become the public docs.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// One copy of a class.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fragment {
    /// The file, as it was found from the paths that were given.
    pub file: Arc<str>,
    /// First line, from 1.
    pub start_line: u32,
    /// First column, from 1, in characters as an editor counts them (UTF-16 code units).
    pub start_column: u32,
    /// Last line, from 1, inclusive.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
    /// Where it starts, in bytes of the file.
    pub start_byte: u32,
    /// Where it ends, in bytes of the file, exclusive.
    pub end_byte: u32,
    /// The name of the function around it, or that it consists of; absent outside of functions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The language, such as `typescript`.
    pub language: Arc<str>,
}

/// Places that are copies of each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloneClass {
    /// 1: the same tokens; 2: the same up to names and literals; 3: edited.
    pub r#type: u32,
    /// The share of equal tokens between the least alike of its fragments and their best partner, from 0 to 1.
    pub similarity: f64,
    /// Tokens of its largest fragment.
    pub tokens: u32,
    /// Lines of its largest fragment.
    pub lines: u32,
    /// A fingerprint of the content, as 16 hexadecimal digits: it survives moves of the code between files and lines.
    pub hash: String,
    /// The places, ordered by file and position; two or more.
    pub fragments: Vec<Fragment>,
}

/// A file that was not scanned.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The file or folder.
    pub path: String,
    /// Why: `binary`, `tooLarge`, `unreadable`, `minified`, `generated`, `vanished`, `symlinkLoop`.
    pub reason: String,
    /// More about it, such as the operating system's message.
    pub detail: String,
}

/// What a scan took and found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScanStats {
    /// Lines of the scanned files.
    pub total_lines: u64,
    /// Tokens of the scanned files.
    pub total_tokens: u64,
    /// Different fingerprints among the windows that were compared.
    pub unique_hashes: u64,
    /// Milliseconds from start to end.
    pub duration_ms: f64,
    /// Tokens read and compared a second.
    pub tokens_per_second: f64,
    /// Lines that are part of some fragment.
    pub duplicated_lines: u64,
    /// `duplicatedLines` / `totalLines`, 0 to 1.
    pub duplication_ratio: f64,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateReport {
    /// Files that were read and compared.
    pub files_scanned: u32,
    /// Functions that were recognised in them.
    pub functions_analyzed: u32,
    /// The classes, those with the most duplicated tokens first.
    pub classes: Vec<CloneClass>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
    /// Figures.
    pub stats: ScanStats,
}

/// What an index holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateIndexInfo {
    /// Its number.
    pub index: u64,
    /// Files in it.
    pub files: u32,
    /// Lines of its files.
    pub lines: u64,
    /// What was not read when it was built.
    pub skipped: Vec<Skipped>,
}
