//! YAKE: key phrases from one document alone, by where and how its words stand (Campos, Mangaravite, Pasquali, Jorge,
//! Nunes and Jatowt: "YAKE! Keyword extraction from single documents using multiple local features", Information Sciences
//! 509, 2020). Agrees with the authors' implementation, version 0.7.3, with its defaults.

use std::collections::HashMap;
use std::collections::HashSet;
use std::collections::hash_map::Entry;

use lode_runtime::{Job, Result, sort};

use super::Lengths;
use super::characters::{is_alpha, is_digit};
use super::sentences::sentences;
use super::similarity::similarity;
use super::tokens::tokens;
use crate::model::Keyword;

/// Phrases that are more alike than this count as one.
const SAME: f64 = 0.9;

/// The `most` best phrases, the best first: the lower its score, the better a phrase is.
pub fn extract(
    text: &str,
    stop_words: &HashSet<&str>,
    lengths: Lengths,
    most: usize,
    job: &Job,
) -> Result<Vec<Keyword>> {
    let text = flatten(text);
    let sentences = sentences(&text, job)?;
    let mut statistics = Statistics::new(stop_words, lengths);
    for (number, sentence) in sentences.iter().enumerate() {
        job.check()?;
        statistics.read(number, sentence, job)?;
    }
    let scores = statistics.term_scores(sentences.len());
    job.check()?;
    let mut candidates: Vec<(f64, &str, &Candidate)> = statistics
        .candidates
        .iter()
        .filter(|candidate| candidate.terms.len() >= lengths.fewest)
        .map(|candidate| (statistics.score(candidate, &scores), candidate.lower.as_str(), candidate))
        .collect();
    sort::by(&mut candidates, |left, right| left.0.total_cmp(&right.0));
    without_duplicates(&candidates, most, job)
}

/// One line, as the reference reads a text: with a space before it unless it begins with a capital.
fn flatten(text: &str) -> String {
    let begins_with_capital = text.trim_start().starts_with(|first: char| first.is_ascii_uppercase());
    let mut line = String::with_capacity(text.len() + 1);
    if !begins_with_capital {
        line.push(' ');
    }
    line.push_str(text);
    line.replace(['\n', '\t'], " ")
}

/// What a word looks like.
#[derive(Clone, Copy, PartialEq)]
enum Tag {
    /// A number.
    Digits,
    /// Neither word nor number.
    Unparsable,
    /// All capitals.
    Acronym,
    /// Capitalized, not at the start of the sentence.
    Proper,
    Plain,
}

impl Tag {
    fn of(word: &str, position: usize) -> Self {
        let plain_digits = |text: &str| !text.is_empty() && text.chars().all(is_digit);
        let without_commas = word.replace(',', "");
        if plain_digits(&without_commas) || plain_digits(&without_commas.replacen('.', "", 1)) {
            return Self::Digits;
        }
        let digits = word.chars().filter(|character| is_digit(*character)).count();
        let letters = word.chars().filter(|character| is_alpha(*character)).count();
        let marks = word.chars().filter(char::is_ascii_punctuation).count();
        if (digits > 0) == (letters > 0) || marks > 1 {
            return Self::Unparsable;
        }
        let capitals = word.chars().filter(|character| character.is_uppercase()).count();
        if capitals > 0 && !word.chars().any(char::is_lowercase) {
            return Self::Acronym;
        }
        let is_longer = word.chars().nth(1).is_some();
        if is_longer && position > 0 && capitals == 1 && word.starts_with(char::is_uppercase) {
            return Self::Proper;
        }
        Self::Plain
    }

    fn is_discarded(self) -> bool {
        matches!(self, Self::Digits | Self::Unparsable)
    }
}

/// A word in all its forms.
struct Term {
    is_stop_word: bool,
    count: f64,
    acronyms: f64,
    propers: f64,
    /// Sentences it stands in, in order.
    sentences: Vec<usize>,
    /// Different words before it and after it, and how often any stood there.
    before: (f64, f64),
    after: (f64, f64),
}

/// A phrase.
struct Candidate {
    /// As it stands in the text first.
    text: String,
    lower: String,
    terms: Vec<usize>,
    count: f64,
}

/// A word where it stands.
#[derive(Clone, Copy)]
struct Occurrence<'a> {
    word: &'a str,
    term: usize,
    tag: Tag,
}

struct Statistics<'a> {
    stop_words: &'a HashSet<&'a str>,
    lengths: Lengths,
    terms: Vec<Term>,
    by_name: HashMap<String, usize>,
    /// How often one term stands right before another.
    pairs: HashMap<(usize, usize), f64>,
    candidates: Vec<Candidate>,
    by_phrase: HashMap<String, usize>,
}

impl<'a> Statistics<'a> {
    fn new(stop_words: &'a HashSet<&'a str>, lengths: Lengths) -> Self {
        Self {
            stop_words,
            lengths,
            terms: Vec::new(),
            by_name: HashMap::new(),
            pairs: HashMap::new(),
            candidates: Vec::new(),
            by_phrase: HashMap::new(),
        }
    }

    fn read(&mut self, number: usize, sentence: &str, job: &Job) -> Result<()> {
        // Words since the last punctuation: phrases do not go over it.
        let mut block: Vec<Occurrence> = Vec::new();
        for (position, word) in tokens(sentence, job)?.into_iter().enumerate() {
            if position % 1024 == 0 {
                job.check()?;
            }
            if word.chars().all(|character| character.is_ascii_punctuation()) {
                block.clear();
                continue;
            }
            let tag = Tag::of(word, position);
            let term = self.term(word);
            self.count(term, tag, number);
            if let Some(before) = block.last().filter(|before| !before.tag.is_discarded() && !tag.is_discarded()) {
                self.pair(before.term, term);
            }
            block.push(Occurrence { word, term, tag });
            for length in 1..=self.lengths.most.min(block.len()) {
                self.phrase(block.get(block.len() - length..).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// The term of a word: lower case, a plural's s aside.
    fn term(&mut self, word: &str) -> usize {
        let lower = word.to_lowercase();
        let name = match lower.strip_suffix('s') {
            Some(singular) if lower.chars().count() > 3 => singular,
            _ => &lower,
        };
        if let Some(term) = self.by_name.get(name) {
            return *term;
        }
        let length = name.chars().filter(|character| !character.is_ascii_punctuation()).count();
        let is_stop_word = length < 3 || self.stop_words.contains(lower.as_str()) || self.stop_words.contains(name);
        self.terms.push(Term {
            is_stop_word,
            count: 0.0,
            acronyms: 0.0,
            propers: 0.0,
            sentences: Vec::new(),
            before: (0.0, 0.0),
            after: (0.0, 0.0),
        });
        self.by_name.insert(name.to_string(), self.terms.len() - 1);
        self.terms.len() - 1
    }

    fn count(&mut self, term: usize, tag: Tag, sentence: usize) {
        if let Some(term) = self.terms.get_mut(term) {
            term.count += 1.0;
            term.acronyms += f64::from(u8::from(tag == Tag::Acronym));
            term.propers += f64::from(u8::from(tag == Tag::Proper));
            if term.sentences.last() != Some(&sentence) {
                term.sentences.push(sentence);
            }
        }
    }

    fn pair(&mut self, left: usize, right: usize) {
        let count = self.pairs.entry((left, right)).or_default();
        let is_new = f64::from(u8::from(*count == 0.0));
        *count += 1.0;
        if let Some(term) = self.terms.get_mut(left) {
            term.after = (term.after.0 + is_new, term.after.1 + 1.0);
        }
        if let Some(term) = self.terms.get_mut(right) {
            term.before = (term.before.0 + is_new, term.before.1 + 1.0);
        }
    }

    /// Counts a phrase that neither begins nor ends in a stop word and has only words in it.
    fn phrase(&mut self, words: &[Occurrence]) {
        let is_stop_word = |word: &Occurrence| self.terms.get(word.term).is_none_or(|term| term.is_stop_word);
        if [words.first(), words.last()].into_iter().flatten().any(is_stop_word)
            || words.iter().any(|word| word.tag.is_discarded())
        {
            return;
        }
        let text = words.iter().map(|word| word.word).collect::<Vec<_>>().join(" ");
        let lower = text.to_lowercase();
        let index = match self.by_phrase.entry(lower) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let (lower, terms) = (entry.key().clone(), words.iter().map(|word| word.term).collect());
                self.candidates.push(Candidate { text, lower, terms, count: 0.0 });
                *entry.insert(self.candidates.len() - 1)
            }
        };
        if let Some(candidate) = self.candidates.get_mut(index) {
            candidate.count += 1.0;
        }
    }

    /// The scores of the terms (section 3.2 of the paper): frequent, early, in capitals and in many sentences is good,
    /// with many different words around it is bad.
    fn term_scores(&self, sentences: usize) -> Vec<f64> {
        let counts: Vec<f64> = self.terms.iter().filter(|term| !term.is_stop_word).map(|term| term.count).collect();
        let mean = sum(&counts) / counts.len() as f64;
        let squares: Vec<f64> = counts.iter().map(|count| (count - mean) * (count - mean)).collect();
        let variance = sum(&squares) / counts.len() as f64;
        let usual = mean + variance.sqrt();
        let highest = self.terms.iter().map(|term| term.count).fold(0.0, f64::max);
        let ratio = |(different, all): (f64, f64)| if all == 0.0 { 0.0 } else { different / all };
        let score = |term: &Term| {
            let share = term.count / highest;
            let relatedness = (0.5 + ratio(term.before) * share) + (0.5 + ratio(term.after) * share);
            let frequency = term.count / usual;
            let spread = term.sentences.len() as f64 / sentences as f64;
            let case = term.acronyms.max(term.propers) / (1.0 + term.count.ln());
            let position = (3.0 + median(&term.sentences)).ln().ln();
            position * relatedness / (case + frequency / relatedness + spread / relatedness)
        };
        self.terms.iter().map(score).collect()
    }

    /// The score of a phrase (section 3.3): that of its words; stop words count by how firmly they tie their neighbours.
    fn score(&self, candidate: &Candidate, scores: &[f64]) -> f64 {
        let (mut sum, mut product) = (0.0, 1.0);
        for (index, &term) in candidate.terms.iter().enumerate() {
            let score = scores.get(term).copied().unwrap_or(1.0);
            if self.terms.get(term).is_some_and(|term| term.is_stop_word) {
                let before = index.checked_sub(1).and_then(|index| candidate.terms.get(index)).copied();
                let after = candidate.terms.get(index + 1).copied();
                let loose =
                    1.0 - self.probability(before, Some(term), before) * self.probability(Some(term), after, after);
                product *= 1.0 + loose;
                sum -= loose;
            } else {
                product *= score;
                sum += score;
            }
        }
        product / ((sum + 1.0) * candidate.count)
    }

    /// How often `left` stands right before `right`, for each time that `of` stands anywhere.
    fn probability(&self, left: Option<usize>, right: Option<usize>, of: Option<usize>) -> f64 {
        let pair = left.zip(right).and_then(|pair| self.pairs.get(&pair));
        let count = of.and_then(|term| self.terms.get(term)).map_or(1.0, |term| term.count);
        pair.map_or(0.0, |pair| pair / count)
    }
}

/// Adds numbers in the order of NumPy (pairwise, in blocks of 128 by eight), so that scores which tie in the reference
/// implementation up to rounding come in its order.
fn sum(numbers: &[f64]) -> f64 {
    if numbers.len() > 128 {
        let middle = numbers.len() / 2;
        let (left, right) = numbers.split_at(middle - middle % 8);
        return sum(left) + sum(right);
    }
    let (eights, rest) = numbers.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for eight in eights {
        lanes.iter_mut().zip(eight).for_each(|(lane, number)| *lane += number);
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    rest.iter().fold(((a + b) + (c + d)) + ((e + f) + (g + h)), |sum, number| sum + number)
}

/// The middle of sorted numbers.
fn median(sorted: &[usize]) -> f64 {
    let at = |index: usize| sorted.get(index).map_or(0.0, |value| *value as f64);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { at(middle) } else { (at(middle.saturating_sub(1)) + at(middle)) / 2.0 }
}

/// The first `most` phrases that are not nearly the same as one before them.
fn without_duplicates(candidates: &[(f64, &str, &Candidate)], most: usize, job: &Job) -> Result<Vec<Keyword>> {
    let mut kept: Vec<Keyword> = Vec::new();
    // Phrases that are alike begin and end alike, unless they are very short.
    let mut by_ends: HashMap<Option<(char, char)>, Vec<&str>> = HashMap::new();
    for (index, (score, lower, candidate)) in candidates.iter().enumerate() {
        if kept.len() >= most {
            break;
        }
        if index % 64 == 0 {
            job.check()?;
        }
        let ends = lower.chars().next().zip(lower.chars().next_back());
        let is_short = lower.chars().nth(3).is_none();
        let short = by_ends.get(&None).filter(|_| is_short);
        let similar = by_ends.get(&ends).into_iter().chain(short).flatten();
        if similar.into_iter().any(|other| similarity(lower, other) > SAME) {
            continue;
        }
        by_ends.entry(ends).or_default().push(lower);
        if is_short {
            by_ends.entry(None).or_default().push(lower);
        }
        kept.push(Keyword { text: candidate.text.clone(), score: *score });
    }
    Ok(kept)
}
