//! Key phrases.

mod characters;
mod rake;
mod sentences;
mod similarity;
mod tokens;
mod yake;

use std::collections::HashSet;

use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::model::Keyword;
use crate::options::{KeywordAlgorithm, KeywordOptions};

/// Of longer texts, so many bytes are looked at: what they are about is said by then, and tables of candidates stay small.
const MAX_BYTES: usize = 16 << 20;

/// The longest phrases that may be asked for.
const MAX_WORDS: usize = 10;

/// Finds key phrases in `text` (in its first 16 MiB).
///
/// # Errors
/// `InvalidOptions` for a language without stop words and for lengths that make no sense, `Cancelled`, `Timeout`.
pub fn keywords(text: &str, options: &KeywordOptions, job: &Job) -> Result<Vec<Keyword>> {
    let lengths = lengths(options)?;
    let stop_words = stop_words(options.language.as_deref().unwrap_or("en"))?;
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or_default();
    let most = options.max.unwrap_or(10);
    let mut found = match options.algorithm {
        KeywordAlgorithm::Yake => yake::extract(text, &stop_words, lengths, most, job)?,
        KeywordAlgorithm::Rake => rake::extract(text, &stop_words, lengths, job)?,
    };
    if let Some(limit) = options.min_score {
        found.retain(|keyword| match options.algorithm {
            KeywordAlgorithm::Yake => keyword.score <= limit,
            KeywordAlgorithm::Rake => keyword.score >= limit,
        });
    }
    found.truncate(most);
    Ok(found)
}

/// Fewest and most words of a phrase.
#[derive(Clone, Copy)]
struct Lengths {
    fewest: usize,
    most: usize,
}

fn lengths(options: &KeywordOptions) -> Result<Lengths> {
    let (fewest, most) = options.ngram.unwrap_or((1, 3));
    if fewest == 0 || fewest > most || most > MAX_WORDS {
        let message = format!(
            "options.keywords.ngram: expected fewest and most words of a phrase, both from 1 to {MAX_WORDS}, got [{fewest}, {most}]"
        );
        return Err(Error::new(ErrorCode::InvalidOptions, message));
    }
    Ok(Lengths { fewest, most })
}

/// Languages, and their stop words line by line: those of the crate `stop-words`, written by build.rs.
const STOP_WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/stop_words.rs"));

/// The stop words of a language, by its ISO 639-1 code; a region behind it does not matter.
fn stop_words(language: &str) -> Result<HashSet<&'static str>> {
    let code = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let Some((_, words)) = STOP_WORDS.iter().find(|(known, _)| *known == code) else {
        let known: Vec<&str> = STOP_WORDS.iter().map(|(code, _)| *code).collect();
        let message = format!("options.keywords.language: expected one of {}, got {language:?}", known.join(", "));
        return Err(Error::new(ErrorCode::InvalidOptions, message));
    };
    Ok(words.lines().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse_options;

    fn find(text: &str, json: &str) -> Result<Vec<Keyword>> {
        keywords(text, &parse_options(json.as_bytes())?, &Job::default())
    }

    /// Expected: what the authors' implementations find (`tests/fixtures/make/keywords.py`).
    fn agrees(algorithm: &str) {
        let expected: serde_json::Value =
            serde_json::from_str(include_str!("../../../../../tests/fixtures/keywords/expected.json")).unwrap();
        for (name, text) in [
            ("compost", include_str!("../../../../../tests/fixtures/keywords/compost.txt")),
            ("lighthouse", include_str!("../../../../../tests/fixtures/keywords/lighthouse.txt")),
        ] {
            let found = find(text, &format!(r#"{{"algorithm": "{algorithm}", "max": 15}}"#)).unwrap();
            let expected = expected[name][algorithm].as_array().unwrap();
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found.text, expected["text"].as_str().unwrap());
                assert!((found.score - expected["score"].as_f64().unwrap()).abs() < 1e-6, "{name}: {found:?}");
            }
        }
    }

    #[test]
    fn yake_agrees_with_its_authors_implementation() {
        agrees("yake");
    }

    #[test]
    fn rake_agrees_with_rake_nltk() {
        agrees("rake");
    }

    #[test]
    fn a_language_without_stop_words_is_refused_with_those_there_are() {
        let error = find("text", r#"{"language": "tlh"}"#).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidOptions);
        assert!(error.message.contains("\"tlh\"") && error.message.contains("en"), "{}", error.message);
    }

    #[test]
    fn any_characters_are_taken() {
        let strange = "\u{0}\u{fffd} \u{200d}\u{1f600} \u{300}. 1,2.3 -- ' \u{2019}s Ω≈ç ".repeat(50);
        for algorithm in ["yake", "rake"] {
            assert!(find(&strange, &format!(r#"{{"algorithm": "{algorithm}"}}"#)).is_ok());
            assert_eq!(find("", &format!(r#"{{"algorithm": "{algorithm}"}}"#)).unwrap(), []);
        }
    }

    // Expected: `yake` 0.7.3 with the same stop words.
    #[test]
    fn initials_units_and_brackets_end_sentences_where_the_reference_lets_them() {
        for (text, phrase, score) in [
            ("and A. Mar", "Mar", 0.085_963_177_516_265_63),
            ("m. km² Yes", "Yes", 0.030_396_371_632_413_578),
            ("End.) km² musculus", "End.", 0.044_911_976_878_645_54),
            ("al. m² über", "über", 0.044_911_976_878_645_54),
        ] {
            let best = find(text, "{}").unwrap().swap_remove(0);
            assert_eq!(best.text, phrase);
            assert!((best.score - score).abs() < 1e-9, "{text}: {}", best.score);
        }
    }

    #[test]
    fn addresses_stay_whole_and_runs_that_look_like_one_take_no_time() {
        let found = find("Visit (https://a.example/b?c=d#e) or mail me@a.example today", "{}").unwrap();
        assert!(found.iter().all(|keyword| keyword.text != "a.example"), "{found:?}");
        for hostile in ["http://x ", "(http://a.b/", "a@b.c ", "A)", "{", "[", "x a, b; "] {
            assert!(find(&(hostile.repeat(300_000 / hostile.len()) + "? @² ://"), "{}").is_ok());
        }
    }

    #[test]
    fn a_cancelled_job_stops() {
        let job = Job::default();
        job.cancel();
        for json in [r#"{"algorithm": "yake"}"#, r#"{"algorithm": "rake"}"#] {
            let options: KeywordOptions = parse_options(json.as_bytes()).unwrap();
            assert_eq!(keywords("Some words.", &options, &job).unwrap_err().code, ErrorCode::Cancelled);
        }
    }
}
