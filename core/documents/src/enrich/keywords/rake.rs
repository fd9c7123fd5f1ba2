//! RAKE: phrases between stop words and punctuation, scored by how long the phrases are that their words stand in (Rose,
//! Engel, Cramer and Cowley: "Automatic keyword extraction from individual documents", Text Mining, 2010). Agrees with
//! `rake-nltk` 1.0.6, given the same words, stop words and lengths.

use std::collections::{HashMap, HashSet};

use lode_runtime::{Job, Result, sort};

use super::Lengths;
use super::characters::{is_apostrophe, is_hyphen};
use crate::model::Keyword;

/// Words between two looks at the job.
const WORDS_PER_CHECK: usize = 4096;

/// The phrases, the best first: the higher its score, the better a phrase is.
pub fn extract(text: &str, stop_words: &HashSet<&str>, lengths: Lengths, job: &Job) -> Result<Vec<Keyword>> {
    let phrases = phrases(text, stop_words, lengths, job)?;
    let mut words: HashMap<&str, Word> = HashMap::new();
    for phrase in &phrases {
        for word in phrase {
            let word = words.entry(word).or_default();
            word.count += 1.0;
            word.degree += phrase.len() as f64;
        }
    }
    job.check()?;
    let score = |phrase: &[String]| -> f64 {
        phrase.iter().filter_map(|word| words.get(word.as_str())).map(|word| word.degree / word.count).sum()
    };
    let mut found: Vec<Keyword> =
        phrases.iter().map(|phrase| Keyword { text: phrase.join(" "), score: score(phrase) }).collect();
    sort::by(&mut found, |left, right| right.score.total_cmp(&left.score).then_with(|| right.text.cmp(&left.text)));
    found.dedup_by(|left, right| left.text == right.text);
    Ok(found)
}

#[derive(Default)]
struct Word {
    count: f64,
    /// Words that stand in a phrase with it, itself included, over all its phrases.
    degree: f64,
}

/// Runs of words without a stop word, punctuation or the end of a paragraph or cell between them.
fn phrases(text: &str, stop_words: &HashSet<&str>, lengths: Lengths, job: &Job) -> Result<Vec<Vec<String>>> {
    let mut phrases = Vec::new();
    let mut phrase: Vec<String> = Vec::new();
    let mut end = |phrase: &mut Vec<String>| {
        if (lengths.fewest..=lengths.most).contains(&phrase.len()) {
            phrases.push(std::mem::take(phrase));
        }
        phrase.clear();
    };
    let mut rest = text;
    let mut count = 0;
    while !rest.is_empty() {
        count += 1;
        if count % WORDS_PER_CHECK == 0 {
            job.check()?;
        }
        let next = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
        let gap = rest.get(..rest.len() - next.len()).unwrap_or_default();
        if gap.contains(|character: char| !character.is_whitespace() || character == '\t')
            || gap.matches('\n').count() > 1
        {
            end(&mut phrase);
        }
        let (word, after) = next.split_at_checked(word_length(next)).unwrap_or((next, ""));
        let word = word.to_lowercase();
        if word.is_empty() || stop_words.contains(word.replace('\u{2019}', "'").as_str()) {
            end(&mut phrase);
        } else {
            phrase.push(word);
        }
        rest = after;
    }
    end(&mut phrase);
    Ok(phrases)
}

/// Letters and digits, and single hyphens and apostrophes between them.
fn word_length(text: &str) -> usize {
    let is_part =
        |character: char| character.is_alphanumeric() || character == '_' || matches!(character, '\u{300}'..='\u{36F}');
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let ties = (is_hyphen(character) || is_apostrophe(character))
            && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(is_part(character) || (ties && index > 0)) {
            return index;
        }
    }
    text.len()
}
