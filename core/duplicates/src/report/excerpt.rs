//! The lines of a fragment, from its file.

use crate::model::Fragment;

/// Lines of one fragment that are shown at most.
const MOST_LINES: usize = 400;
/// Larger files are not read again.
const MOST_BYTES: u64 = 64 << 20;

/// Whole lines of a file.
pub struct Excerpt {
    /// The number of the first, from 1.
    pub first: u32,
    /// The lines, without their ends.
    pub lines: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// Reads the lines of a fragment; an error is a sentence for the reader of the report.
pub fn excerpt(fragment: &Fragment) -> Result<Excerpt, String> {
    let failed = |error: std::io::Error| format!("{} cannot be read again: {error}", fragment.file);
    let metadata = std::fs::metadata(&*fragment.file).map_err(failed)?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(format!("{} is no file that can be shown", fragment.file));
    }
    let bytes = std::fs::read(&*fragment.file).map_err(failed)?;
    let start = fragment.start_line.saturating_sub(1) as usize;
    let count = (fragment.end_line.saturating_sub(fragment.start_line) as usize).saturating_add(1);
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> = text.lines().skip(start).take(count.min(MOST_LINES)).map(str::to_string).collect();
    if lines.len() < count.min(MOST_LINES) {
        return Err(format!("{} has changed since it was scanned", fragment.file));
    }
    Ok(Excerpt { first: fragment.start_line, more: count - lines.len(), lines })
}
