//! What a caller may ask of an extraction. Options come as JSON; what is wrong in them is named by its path.

pub use lode_runtime::parse_options;
use lode_runtime::{HostFunction, Limits};
use serde::Deserialize;

use crate::formats::Format;
use crate::model::OutputFormat;

/// Options of `extract`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ExtractOptions {
    /// How to write `content`.
    pub output_format: OutputFormat,
    /// Which pages, such as `1-3,7`; all when absent.
    pub pages: Option<PageSelection>,
    /// Passwords to try on encrypted files.
    pub password: OneOrMany,
    /// Optical character recognition.
    pub ocr: OcrOptions,
    /// Cut `content` into chunks.
    pub chunking: Option<ChunkOptions>,
    /// Find key phrases.
    pub keywords: Option<KeywordOptions>,
    /// Detect the languages of `content`.
    pub language_detection: Toggle<LanguageOptions>,
    /// Return embedded pictures.
    pub images: Toggle<ImageOptions>,
    /// Find tables; on by default.
    pub tables: Option<bool>,
    /// Rate the quality of the text.
    pub quality: bool,
    /// What the file is, when the caller knows; else it is detected.
    pub mime_type: Option<String>,
    /// A name for the input, used for detection and in errors.
    pub file_name: Option<String>,
    /// Formats beyond [`FORMATS`](crate::formats::FORMATS), with readers of other engines: no option of the host's.
    #[serde(skip)]
    pub formats: &'static [Format],
    /// Bounds on what the input may cause.
    pub limits: Limits,
    /// The longest the job may run, in milliseconds.
    pub timeout: Option<f64>,
    /// Threads that the job may use.
    pub threads: Option<usize>,
    /// Milliseconds between reports of progress; none are made when absent.
    pub progress_interval: Option<f64>,
}

impl ExtractOptions {
    /// Whether functions of the host may be called.
    #[must_use]
    pub fn calls_host(&self) -> bool {
        self.ocr.backend.is_some() || self.chunking.as_ref().is_some_and(ChunkOptions::calls_host)
    }

    /// Whether tables are wanted.
    #[must_use]
    pub fn wants_tables(&self) -> bool {
        self.tables.unwrap_or(true)
    }

    /// Whether page `number`, from 1, is wanted.
    #[must_use]
    pub fn wants_page(&self, number: u32) -> bool {
        self.pages.as_ref().is_none_or(|pages| pages.contains(number))
    }
}

/// `true`, `false`, or an object that says how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(untagged, expecting = "true, false or an object")]
pub enum Toggle<T> {
    /// Not wanted.
    #[default]
    #[serde(skip)]
    Off,
    /// A plain answer.
    Flag(bool),
    /// Wanted, and how.
    On(T),
}

impl<T: Clone + Default> Toggle<T> {
    /// The details when it is wanted.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        match self {
            Self::Off | Self::Flag(false) => None,
            Self::Flag(true) => Some(T::default()),
            Self::On(details) => Some(details.clone()),
        }
    }
}

/// A string or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a string or an array of strings")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// When to read pages by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OcrMode {
    /// Pages that show pictures and have no text of their own.
    #[default]
    Auto,
    /// Every page.
    Always,
    /// No page.
    Never,
}

/// Options of OCR.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct OcrOptions {
    /// When to use it.
    pub mode: OcrMode,
    /// The function that reads page images.
    pub backend: Option<OcrBackend>,
    /// Language passed to the backend; `eng` when absent.
    pub language: Option<String>,
    /// Resolution of the page images; 300 when absent.
    pub dpi: Option<f64>,
}

/// A host function that reads page images.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OcrBackend {
    /// Its name, for errors.
    pub name: String,
    /// The function.
    pub function: HostFunction,
    /// How many pages it reads at once.
    #[serde(default = "one")]
    pub concurrency: usize,
}

fn one() -> usize {
    1
}

/// What decides where chunks may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChunkBy {
    /// Paragraphs, sentences, words.
    #[default]
    Text,
    /// Markdown's blocks, then as `Text`.
    Markdown,
}

/// How the size of a chunk is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sizer {
    /// Unicode characters.
    #[default]
    Characters,
    /// Words.
    Words,
    /// What a host function answers for a text.
    #[serde(untagged)]
    Function {
        /// The function.
        function: HostFunction,
    },
}

/// Options of chunking.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ChunkOptions {
    /// Largest size of a chunk, as the sizer counts.
    pub max_characters: usize,
    /// How much of a chunk the next one repeats, as the sizer counts.
    pub overlap: usize,
    /// Where chunks may end; `markdown` when the output format is Markdown.
    pub by: Option<ChunkBy>,
    /// How size is counted.
    pub sizer: Sizer,
}

impl Default for ChunkOptions {
    fn default() -> Self {
        Self { max_characters: 1000, overlap: 0, by: None, sizer: Sizer::Characters }
    }
}

impl ChunkOptions {
    /// Whether functions of the host are called.
    #[must_use]
    pub fn calls_host(&self) -> bool {
        matches!(self.sizer, Sizer::Function { .. })
    }
}

/// How key phrases are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeywordAlgorithm {
    /// YAKE (Campos et al. 2020).
    #[default]
    Yake,
    /// RAKE (Rose et al. 2010).
    Rake,
}

/// Options of keyword extraction.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct KeywordOptions {
    /// The algorithm.
    pub algorithm: KeywordAlgorithm,
    /// How many at most; 10 when absent.
    pub max: Option<usize>,
    /// Fewest and most words of a phrase; `[1, 3]` when absent.
    pub ngram: Option<(usize, usize)>,
    /// Language of the stop words, ISO 639-1; `en` when absent.
    pub language: Option<String>,
    /// Leaves out phrases with a lower score (YAKE: a higher one).
    pub min_score: Option<f64>,
}

/// Options of language detection.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct LanguageOptions {
    /// Leaves out languages with less confidence; 0 when absent.
    pub min: Option<f64>,
}

/// Options of picture extraction.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ImageOptions {
    /// Leaves out larger pictures.
    pub max_pixels: Option<u64>,
}

/// Pages such as `1-3,7` or `5-`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PageSelection(Vec<(u32, u32)>);

impl PageSelection {
    /// Whether `number`, from 1, is among them.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }
}

impl TryFrom<String> for PageSelection {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("expected page numbers from 1 such as \"1-3,7\" or \"5-\", got {text:?}");
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|number| *number > 0).ok_or_else(bad);
        text.split(',')
            .map(|part| match part.split_once('-') {
                None => number(part).map(|page| (page, page)),
                Some((first, "")) => Ok((number(first)?, u32::MAX)),
                Some((first, last)) => {
                    let range = (number(first)?, number(last)?);
                    if range.0 <= range.1 { Ok(range) } else { Err(bad()) }
                }
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use lode_runtime::ErrorCode;

    use super::*;

    fn refused(json: &str) -> String {
        let error = parse_options::<ExtractOptions>(json.as_bytes()).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidOptions);
        error.message
    }

    #[test]
    fn no_options_are_the_defaults() {
        let options: ExtractOptions = parse_options(b"").unwrap();
        assert!(options.wants_tables() && options.wants_page(1) && options.password.all().is_empty());
    }

    #[test]
    fn a_wrong_option_names_its_path_what_was_expected_and_what_came() {
        let message = refused(r#"{"ocr": {"dpi": "high"}}"#);
        assert!(
            message.contains("options.ocr.dpi") && message.contains("\"high\"") && message.contains("expected"),
            "{message}"
        );
        let message = refused(r#"{"outputFormat": "pdf"}"#);
        assert!(
            message.contains("options.outputFormat") && message.contains("pdf") && message.contains("markdown"),
            "{message}"
        );
        let message = refused(r#"{"chunking": {"overlapp": 3}}"#);
        assert!(message.contains("overlapp") && message.contains("overlap"), "{message}");
    }

    #[test]
    fn page_selections_are_ranges_from_one() {
        let pages = PageSelection::try_from("1-3, 7,9-".to_string()).unwrap();
        let chosen: Vec<u32> = (0..12).filter(|page| pages.contains(*page)).collect();
        assert_eq!(chosen, [1, 2, 3, 7, 9, 10, 11]);
        for bad in ["", "0", "3-1", "a", "1,,2", "-3", "1-2-3"] {
            assert!(PageSelection::try_from(bad.to_string()).is_err(), "{bad}");
        }
    }
}
