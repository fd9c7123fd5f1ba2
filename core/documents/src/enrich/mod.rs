//! What is found in a text once it is there: chunks, key phrases, languages, quality.

mod boundaries;
mod chunking;
mod keywords;
mod languages;
mod plain;
mod quality;
mod sizer;
pub(crate) mod words;

pub use chunking::chunk;
pub use keywords::keywords;
pub use languages::detect_languages;
use lode_runtime::{Job, Result};
pub use quality::quality;

use crate::model::{Extraction, OutputFormat};
use crate::options::{ChunkBy, ExtractOptions};

/// Fills in the enrichments that `options` asks for.
///
/// # Errors
/// `InvalidOptions`, `Cancelled`, `Timeout`, and what a sizer function throws.
pub fn enrich(extraction: &mut Extraction, options: &ExtractOptions, job: &Job) -> Result<()> {
    if let Some(mut chunking) = options.chunking.clone() {
        let by = if extraction.format == OutputFormat::Markdown { ChunkBy::Markdown } else { ChunkBy::Text };
        chunking.by.get_or_insert(by);
        extraction.chunks = chunk(&extraction.content, &chunking, job)?;
    }
    let language_options = options.language_detection.get();
    if options.keywords.is_none() && language_options.is_none() && !options.quality {
        return Ok(());
    }
    let text = plain::plain_text(&extraction.content, extraction.format);
    if let Some(keyword_options) = &options.keywords {
        extraction.keywords = keywords(&text, keyword_options, job)?;
    }
    if let Some(language_options) = &language_options {
        extraction.languages = detect_languages(&text, language_options, job)?;
    }
    if options.quality {
        job.check()?;
        extraction.metadata.quality = Some(quality(&text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse_options;

    fn enriched(content: &str, format: OutputFormat, json: &str) -> Extraction {
        let options: ExtractOptions = parse_options(json.as_bytes()).unwrap();
        let mut extraction = Extraction { content: content.into(), format, ..Extraction::default() };
        enrich(&mut extraction, &options, &Job::default()).unwrap();
        extraction
    }

    #[test]
    fn nothing_is_done_that_was_not_asked_for() {
        let extraction = enriched("Some text.", OutputFormat::Text, "{}");
        assert!(extraction.chunks.is_empty() && extraction.keywords.is_empty() && extraction.languages.is_empty());
        assert_eq!(extraction.metadata.quality, None);
    }

    #[test]
    fn chunks_of_markdown_are_cut_by_markdown_unless_asked_otherwise() {
        let text = "# A\n\none two";
        let headings = |format, json| enriched(text, format, json).chunks[0].headings.len();
        assert_eq!(headings(OutputFormat::Markdown, r#"{"chunking": {}}"#), 1);
        assert_eq!(headings(OutputFormat::Markdown, r#"{"chunking": {"by": "text"}}"#), 0);
        assert_eq!(headings(OutputFormat::Text, r#"{"chunking": {}}"#), 0);
    }

    #[test]
    fn markup_is_not_taken_for_words() {
        let html = "<p><strong>Bridges</strong> of iron and <em>bridges</em> of stone</p>";
        let json = r#"{"keywords": {"algorithm": "yake"}, "languageDetection": true, "quality": true}"#;
        let extraction = enriched(html, OutputFormat::Html, json);
        assert!(extraction.keywords.iter().any(|keyword| keyword.text == "Bridges"));
        assert!(extraction.keywords.iter().all(|keyword| !keyword.text.contains("strong")));
        assert!(extraction.metadata.quality > Some(0.9) && extraction.languages[0].script == "Latn");
    }
}
