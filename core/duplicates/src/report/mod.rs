//! A report, written for people, for other programs, and for a later scan.

mod excerpt;
mod html;
mod sarif;
mod text;

use lode_runtime::{Job, Result};
use serde::Deserialize;

use crate::model::{CloneClass, DuplicateReport, Fragment};

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// For `baseline` of a later scan.
    Baseline,
    /// A page that shows the classes side by side, complete in itself.
    Html,
}

/// Options of writing a report.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ReportOptions {
    /// How.
    pub format: ReportFormat,
}

/// Writes a report. For HTML the files are read again; what cannot be read, or has changed since, is said on the page.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn write_report(report: &DuplicateReport, format: ReportFormat, job: &Job) -> Result<String> {
    match format {
        ReportFormat::Text => Ok(text::write(report)),
        ReportFormat::Sarif => Ok(sarif::write(report)),
        ReportFormat::Baseline => Ok(baseline(report)),
        ReportFormat::Html => html::write(report, job),
    }
}

/// One fingerprint a line, each once, in an order that makes for small differences between versions.
fn baseline(report: &DuplicateReport) -> String {
    let mut hashes: Vec<&str> = report.classes.iter().map(|class| class.hash.as_str()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut text = String::from("# Known duplicates, by fingerprint. A scan with this baseline reports others only.\n");
    for hash in hashes {
        text.push_str(hash);
        text.push('\n');
    }
    text
}

/// What kind of copies a class holds, in words.
fn kind(class: &CloneClass) -> &'static str {
    match class.r#type {
        1 => "exact",
        2 => "renamed",
        _ => "edited",
    }
}

/// `src/a.ts:10-20`.
fn place(fragment: &Fragment) -> String {
    format!("{}:{}-{}", fragment.file, fragment.start_line, fragment.end_line)
}

/// `12 classes of copies; 340 of 5,000 lines (6.8 %) in 40 files are part of one; 3 files were not read`.
fn summary(report: &DuplicateReport) -> String {
    let stats = &report.stats;
    let skipped = match report.skipped.len() {
        0 => String::new(),
        1 => "; 1 file or folder was not read".into(),
        count => format!("; {} files or folders were not read", grouped(count as u64)),
    };
    format!(
        "{}; {} of {} lines ({:.1} %) in {} are part of one{skipped}",
        counted(report.classes.len() as u64, "class of copies", "classes of copies"),
        grouped(stats.duplicated_lines),
        grouped(stats.total_lines),
        stats.duplication_ratio * 100.0,
        counted(u64::from(report.files_scanned), "file", "files"),
    )
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
