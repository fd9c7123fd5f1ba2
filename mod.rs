//! Key phrases: YAKE and RAKE, agreeing with their authors' implementations.

mod addresses;
mod characters;
mod entities;
mod rake;
mod sentences;
mod similarity;
mod stop_words;
mod tokens;
mod yake;

use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::model::Keyword;
use crate::options::{KeywordAlgorithm, KeywordOptions};

/// Phrases of more words are no key phrases, and cost time.
const LONGEST_PHRASE: usize = 10;

/// Finds key phrases in `text`, the best first.
///
/// YAKE (Campos et al. 2020) agrees with `yake` 0.7.3 of PyPI, RAKE (Rose et al. 2010) with `rake-nltk` 1.0.6, given
/// the same stop words and, for RAKE, the same sentences. RAKE lists a phrase as often as the text has it.
///
/// # Errors
/// `InvalidOptions` for a language without stop words or a wrong range of words, `Cancelled`, `Timeout`.
pub fn keywords(text: &str, options: &KeywordOptions, job: &Job) -> Result<Vec<Keyword>> {
    let language = options.language.as_deref().unwrap_or("en");
    let stop_words = stop_words::stop_words(language).ok_or_else(|| {
        let known = stop_words::languages().collect::<Vec<_>>().join(", ");
        Error::new(
            ErrorCode::InvalidOptions,
            format!("options.keywords.language: expected a language with stop words ({known}), got {language:?}"),
        )
    })?;
    let sizes = options.ngram.unwrap_or((1, 3));
    if sizes.0 < 1 || sizes.0 > sizes.1 || sizes.1 > LONGEST_PHRASE {
        return Err(Error::new(
            ErrorCode::InvalidOptions,
            format!(
                "options.keywords.ngram: expected the fewest and most words of a phrase, from 1 to {LONGEST_PHRASE}, \
                 got [{}, {}]",
                sizes.0, sizes.1
            ),
        ));
    }
    let wanted = Wanted { sizes, max: options.max.unwrap_or(10), worst: options.min_score };
    match options.algorithm {
        KeywordAlgorithm::Yake => yake::yake(text, &stop_words, &wanted, job),
        KeywordAlgorithm::Rake => rake::rake(text, &stop_words, &wanted, job),
    }
}

/// Which phrases are wanted.
struct Wanted {
    /// Fewest and most words.
    sizes: (usize, usize),
    /// How many phrases at most.
    max: usize,
    /// The worst score.
    worst: Option<f64>,
}

#[cfg(test)]
mod tests;
