//! What is found in a text once it is there: chunks, key phrases, languages, quality.

mod boundaries;
mod chunking;
mod sizer;
pub(crate) mod words;

pub use chunking::chunk;
use lode_runtime::{Job, Result};

use crate::model::{Chunk, DetectedLanguage, Extraction, Keyword};
use crate::options::{ChunkOptions, ExtractOptions, KeywordOptions, LanguageOptions};

/// Fills in the enrichments that `options` asks for.
///
/// # Errors
/// `InvalidOptions`, `Cancelled`, `Timeout`, and what a sizer function throws.
pub fn enrich(extraction: &mut Extraction, options: &ExtractOptions, job: &Job) -> Result<()> {
    let _ = (extraction, options, job);
    Ok(())
}

/// Finds key phrases in `text`.
///
/// # Errors
/// `InvalidOptions` for a language without stop words, `Cancelled`, `Timeout`.
pub fn keywords(text: &str, options: &KeywordOptions, job: &Job) -> Result<Vec<Keyword>> {
    let _ = (text, options, job);
    Ok(Vec::new())
}

/// Detects the languages of `text`, most of it first.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn detect_languages(text: &str, options: &LanguageOptions, job: &Job) -> Result<Vec<DetectedLanguage>> {
    let _ = (text, options, job);
    Ok(Vec::new())
}

/// The quality of `text` from 0 (garbage) to 1 (clean prose).
#[must_use]
pub fn quality(text: &str) -> f64 {
    let _ = text;
    1.0
}
