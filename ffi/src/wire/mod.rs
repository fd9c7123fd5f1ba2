//! Results as bytes.

use lode_documents::model::{Chunk, DetectedLanguage, Extraction, Keyword};

/// Until the generator lands.
pub const CHECKSUM: u32 = 1;

/// Writes an extraction.
pub fn write_extraction(extraction: &Extraction) -> Vec<u8> {
    serde_json::to_vec(extraction).unwrap_or_default()
}

/// Writes chunks.
pub fn write_chunks(chunks: &[Chunk], _text: &str) -> Vec<u8> {
    serde_json::to_vec(chunks).unwrap_or_default()
}

/// Writes keywords.
pub fn write_keywords(keywords: &[Keyword]) -> Vec<u8> {
    serde_json::to_vec(keywords).unwrap_or_default()
}

/// Writes languages.
pub fn write_languages(languages: &[DetectedLanguage]) -> Vec<u8> {
    serde_json::to_vec(languages).unwrap_or_default()
}
