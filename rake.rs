//! RAKE: Rapid Automatic Keyword Extraction (Rose, Engel, Cramer, Cowley 2010), as `rake-nltk` 1.0.6 does it.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::Wanted;
use super::characters::{is_plain_word, is_space};
use super::sentences::sentences;
use super::stop_words::StopWords;
use crate::model::Keyword;

/// How often a word occurs, and with how many words its phrases have in all.
#[derive(Default)]
struct Word {
    frequency: f64,
    degree: f64,
}

/// The phrases of `text` between stop words and punctuation, highest score first; one as often as it occurs.
pub fn rake(text: &str, stop_words: &StopWords, wanted: &Wanted, job: &Job) -> Result<Vec<Keyword>> {
    job.check()?;
    let mut phrases: Vec<Vec<String>> = Vec::new();
    for sentence in sentences(text) {
        job.check()?;
        add_phrases(sentence, stop_words, wanted.sizes, &mut phrases);
    }
    let mut words: HashMap<&str, Word> = HashMap::new();
    for phrase in &phrases {
        for word in phrase {
            let word = words.entry(word).or_default();
            word.frequency += 1.0;
            word.degree += f64::from(u32::try_from(phrase.len()).unwrap_or(u32::MAX));
        }
    }
    job.check()?;
    let score = |word: &String| words.get(word.as_str()).map_or(0.0, |word| word.degree / word.frequency);
    let mut keywords: Vec<Keyword> = phrases
        .iter()
        .map(|phrase| Keyword { text: phrase.join(" "), score: phrase.iter().map(score).sum() })
        .filter(|keyword: &Keyword| wanted.worst.is_none_or(|worst| keyword.score >= worst))
        .collect();
    job.check()?;
    keywords.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then_with(|| other.text.cmp(&one.text)));
    keywords.truncate(wanted.max);
    Ok(keywords)
}

/// Adds the runs of words between stop words and single marks that have a wanted length.
fn add_phrases(sentence: &str, stop_words: &StopWords, sizes: (usize, usize), phrases: &mut Vec<Vec<String>>) {
    let mut phrase = Vec::new();
    let mut finish = |phrase: &mut Vec<String>| {
        let phrase = std::mem::take(phrase);
        if (sizes.0..=sizes.1).contains(&phrase.len()) {
            phrases.push(phrase);
        }
    };
    for word in words(sentence) {
        let word = word.to_lowercase();
        if stop_words.contains(word.as_str()) || is_mark(&word) {
            finish(&mut phrase);
        } else {
            phrase.push(word);
        }
    }
    finish(&mut phrase);
}

/// One ASCII punctuation mark; a run of several counts as a word, as in the original.
fn is_mark(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|mark: char| mark.is_ascii_punctuation())
}

/// Runs of word characters and runs of marks.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_space);
        let plain = is_plain_word(rest.chars().next()?);
        let after = rest.trim_start_matches(|next| is_plain_word(next) == plain && !is_space(next));
        let (word, tail) = rest.split_at_checked(rest.len() - after.len())?;
        rest = tail;
        Some(word)
    })
}
