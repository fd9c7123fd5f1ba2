//! YAKE: key phrases from statistics of one text (Campos, Mangaravite, Pasquali, Jorge, Nunes, Jatowt 2020,
//! Information Sciences 509), as `yake` 0.7.3 does it with its default settings.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::Wanted;
use super::characters::{is_any_digit, is_any_letter, is_space, is_title};
use super::sentences::sentences;
use super::similarity::Kept;
use super::stop_words::StopWords;
use super::tokens::tokens;
use crate::model::Keyword;

/// How many candidates are handled between two looks at the job.
const CANDIDATES_PER_CHECK: usize = 256;

/// The key phrases of `text`, lowest score first.
pub fn yake(text: &str, stop_words: &StopWords, wanted: &Wanted, job: &Job) -> Result<Vec<Keyword>> {
    job.check()?;
    let text = flat(text);
    let mut document = Document::new(stop_words, wanted.sizes.1);
    for sentence in sentences(&text) {
        job.check()?;
        document.add_sentence(&tokens(sentence));
    }
    job.check()?;
    document.score_terms();
    let mut scored = document.scored(wanted.sizes.0);
    job.check()?;
    scored.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    scored.retain(|(score, _)| wanted.worst.is_none_or(|worst| *score <= worst));
    let mut kept = Kept::default();
    let mut keywords = Vec::new();
    for (index, (score, candidate)) in scored.into_iter().enumerate() {
        if keywords.len() >= wanted.max {
            break;
        }
        if index % CANDIDATES_PER_CHECK == 0 {
            job.check()?;
        }
        let text = document.phrase(candidate);
        if kept.keep(&text.to_lowercase()) {
            keywords.push(Keyword { text, score });
        }
    }
    Ok(keywords)
}

/// `text` in one line. A space stands before it unless it starts with a capital, which matters to abbreviations.
fn flat(text: &str) -> String {
    let capital = text.trim_start_matches(is_space).starts_with(|first: char| first.is_ascii_uppercase());
    let space = if capital { "" } else { " " };
    space.chars().chain(text.chars().map(|character| if matches!(character, '\n' | '\t') { ' ' } else { character })).collect()
}

/// A word as written.
struct Form {
    text: String,
    /// Which word it is in lower case.
    lower: u32,
    term: usize,
}

/// A word in lower case and without a plural `s`, and what the text tells about it.
#[derive(Default)]
struct Term {
    stop: bool,
    frequency: f64,
    acronyms: f64,
    names: f64,
    /// The sentences it stands in, in order.
    sentences: Vec<u32>,
    before: Neighbours,
    after: Neighbours,
    score: f64,
}

/// The words that stand on one side of a term.
#[derive(Default)]
struct Neighbours {
    distinct: f64,
    total: f64,
}

impl Neighbours {
    fn variety(&self) -> f64 {
        if self.total == 0.0 { 0.0 } else { self.distinct / self.total }
    }
}

/// A phrase that may be a key phrase.
#[derive(Clone, Copy)]
struct Candidate {
    /// Where it first occurs.
    start: usize,
    size: usize,
    frequency: f64,
    /// Whether it occurs without numbers and oddly written words.
    clean: bool,
}

/// A candidate that the next word may make longer.
struct Open {
    candidate: usize,
    clean: bool,
}

/// What a word is by its looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Number,
    Odd,
    Acronym,
    Name,
    Plain,
}

impl Tag {
    fn is_clean(self) -> bool {
        !matches!(self, Self::Number | Self::Odd)
    }
}

struct Document<'a> {
    stop_words: &'a StopWords,
    longest: usize,
    sentences: u32,
    forms: Vec<Form>,
    form_ids: HashMap<String, usize>,
    lower_ids: HashMap<String, u32>,
    terms: Vec<Term>,
    term_ids: HashMap<String, usize>,
    /// The form of each word of the text.
    words: Vec<usize>,
    /// How often one term follows another.
    pairs: HashMap<(usize, usize), f64>,
    candidates: Vec<Candidate>,
    /// Candidates by the candidate without the last word, and the last word.
    candidate_ids: HashMap<(Option<usize>, u32), usize>,
}

impl<'a> Document<'a> {
    fn new(stop_words: &'a StopWords, longest: usize) -> Self {
        Self {
            stop_words,
            longest,
            sentences: 0,
            forms: Vec::new(),
            form_ids: HashMap::new(),
            lower_ids: HashMap::new(),
            terms: Vec::new(),
            term_ids: HashMap::new(),
            words: Vec::new(),
            pairs: HashMap::new(),
            candidates: Vec::new(),
            candidate_ids: HashMap::new(),
        }
    }

    fn add_sentence(&mut self, tokens: &[String]) {
        let mut open: Vec<Open> = Vec::new();
        let mut previous: Option<(usize, Tag)> = None;
        for (position, token) in tokens.iter().enumerate() {
            if token.chars().all(|mark| mark.is_ascii_punctuation()) {
                open.clear();
                previous = None;
                continue;
            }
            let tag = tag(token, position);
            let form = self.form(token);
            let Some(term) = self.forms.get(form).map(|form| form.term) else { continue };
            self.count(term, tag);
            if let Some((before, _)) = previous.filter(|(_, before)| tag.is_clean() && before.is_clean()) {
                self.add_pair(before, term);
            }
            self.words.push(form);
            self.add_candidates(form, tag, &mut open);
            previous = Some((term, tag));
        }
        self.sentences += 1;
    }

    /// The form that `token` is.
    fn form(&mut self, token: &str) -> usize {
        if let Some(form) = self.form_ids.get(token) {
            return *form;
        }
        let lower = token.to_lowercase();
        let term = self.term(&lower);
        let next = u32::try_from(self.lower_ids.len()).unwrap_or(u32::MAX);
        let lower = *self.lower_ids.entry(lower).or_insert(next);
        self.forms.push(Form { text: token.to_string(), lower, term });
        self.form_ids.insert(token.to_string(), self.forms.len() - 1);
        self.forms.len() - 1
    }

    /// The term of the word `lower`; the first word that a term is made for decides whether it is a stop word.
    fn term(&mut self, lower: &str) -> usize {
        let singular = lower.strip_suffix('s').filter(|singular| singular.chars().nth(2).is_some()).unwrap_or(lower);
        if let Some(term) = self.term_ids.get(singular) {
            return *term;
        }
        let short = singular.chars().filter(|character| !character.is_ascii_punctuation()).nth(2).is_none();
        let stop = short || self.stop_words.contains(lower) || self.stop_words.contains(singular);
        self.terms.push(Term { stop, ..Term::default() });
        self.term_ids.insert(singular.to_string(), self.terms.len() - 1);
        self.terms.len() - 1
    }

    fn count(&mut self, term: usize, tag: Tag) {
        let Some(term) = self.terms.get_mut(term) else { return };
        term.frequency += 1.0;
        match tag {
            Tag::Acronym => term.acronyms += 1.0,
            Tag::Name => term.names += 1.0,
            _ => {}
        }
        if term.sentences.last() != Some(&self.sentences) {
            term.sentences.push(self.sentences);
        }
    }

    fn add_pair(&mut self, before: usize, after: usize) {
        let count = self.pairs.entry((before, after)).or_insert(0.0);
        let new = if *count == 0.0 { 1.0 } else { 0.0 };
        *count += 1.0;
        for (term, is_after) in [(before, true), (after, false)] {
            if let Some(term) = self.terms.get_mut(term) {
                let side = if is_after { &mut term.after } else { &mut term.before };
                side.distinct += new;
                side.total += 1.0;
            }
        }
    }

    /// Counts the phrases that end in the word just added, the shortest first.
    fn add_candidates(&mut self, form: usize, tag: Tag, open: &mut Vec<Open>) {
        let Some(lower) = self.forms.get(form).map(|form| form.lower) else { return };
        if open.len() >= self.longest {
            open.remove(0);
        }
        let last = self.words.len().saturating_sub(1);
        let single = self.count_candidate((None, lower), last, 1, tag.is_clean());
        for (index, phrase) in open.iter_mut().rev().enumerate() {
            phrase.clean &= tag.is_clean();
            let start = last.saturating_sub(index + 1);
            phrase.candidate = self.count_candidate((Some(phrase.candidate), lower), start, index + 2, phrase.clean);
        }
        open.push(Open { candidate: single, clean: tag.is_clean() });
    }

    fn count_candidate(&mut self, key: (Option<usize>, u32), start: usize, size: usize, clean: bool) -> usize {
        let new = self.candidates.len();
        let index = *self.candidate_ids.entry(key).or_insert(new);
        if index == new {
            self.candidates.push(Candidate { start, size, frequency: 0.0, clean: false });
        }
        if let Some(candidate) = self.candidates.get_mut(index) {
            candidate.frequency += 1.0;
            candidate.clean |= clean;
        }
        index
    }

    /// Scores each term by where it stands, how often, how it is written and what it stands next to.
    fn score_terms(&mut self) {
        let frequencies = || self.terms.iter().filter(|term| !term.stop).map(|term| term.frequency);
        let count = frequencies().fold(0.0, |count, _| count + 1.0);
        if count == 0.0 {
            return;
        }
        let mean = frequencies().sum::<f64>() / count;
        let deviation = (frequencies().map(|frequency| (frequency - mean).powi(2)).sum::<f64>() / count).sqrt();
        let highest = self.terms.iter().map(|term| term.frequency).fold(0.0, f64::max);
        for term in &mut self.terms {
            let share = term.frequency / highest;
            let relatedness = (0.5 + term.before.variety() * share) + (0.5 + term.after.variety() * share);
            let frequency = term.frequency / (mean + deviation);
            let spread = count_of(term.sentences.len()) / f64::from(self.sentences);
            let case = term.acronyms.max(term.names) / (1.0 + term.frequency.ln());
            let position = (3.0 + median(&term.sentences)).ln().ln();
            term.score = (position * relatedness) / (case + frequency / relatedness + spread / relatedness);
        }
    }

    /// The candidates of at least `shortest` words that may be key phrases, with their scores.
    fn scored(&self, shortest: usize) -> Vec<(f64, Candidate)> {
        let candidates = self.candidates.iter().filter(|candidate| candidate.clean && candidate.size >= shortest);
        candidates.filter_map(|candidate| Some((self.score(candidate)?, *candidate))).collect()
    }

    /// The score of a candidate; none when it starts or ends in a stop word.
    fn score(&self, candidate: &Candidate) -> Option<f64> {
        let forms = self.words.get(candidate.start..candidate.start + candidate.size)?;
        let terms: Vec<usize> = forms.iter().filter_map(|form| Some(self.forms.get(*form)?.term)).collect();
        let stops = |term: Option<&usize>| term.and_then(|term| self.terms.get(*term)).is_none_or(|term| term.stop);
        if stops(terms.first()) || stops(terms.last()) {
            return None;
        }
        let (mut sum, mut product) = (0.0, 1.0);
        for (index, id) in terms.iter().enumerate() {
            let term = self.terms.get(*id)?;
            if term.stop {
                let before = index.checked_sub(1).and_then(|before| terms.get(before));
                let after = terms.get(index + 1);
                let likely = self.likelihood(before?, id, before?) * self.likelihood(id, after?, after?);
                product *= 1.0 + (1.0 - likely);
                sum -= 1.0 - likely;
            } else {
                sum += term.score;
                product *= term.score;
            }
        }
        let score = product / ((sum + 1.0) * candidate.frequency);
        score.is_finite().then_some(score)
    }

    /// How often `after` follows `before`, for each time that `of` occurs.
    fn likelihood(&self, before: &usize, after: &usize, of: &usize) -> f64 {
        let times = self.pairs.get(&(*before, *after)).copied().unwrap_or(0.0);
        self.terms.get(*of).map_or(0.0, |of| times / of.frequency)
    }

    /// A candidate as it is first written.
    fn phrase(&self, candidate: Candidate) -> String {
        let forms = self.words.get(candidate.start..candidate.start + candidate.size).unwrap_or_default();
        let texts = forms.iter().filter_map(|form| self.forms.get(*form)).map(|form| form.text.as_str());
        texts.collect::<Vec<_>>().join(" ")
    }
}

/// What `word` is, the one at `position` in its sentence.
fn tag(word: &str, position: usize) -> Tag {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(is_any_digit);
    let digits = word.replace(',', "");
    if is_number(&digits) || is_number(&digits.replacen('.', "", 1)) {
        return Tag::Number;
    }
    let digit = word.chars().any(is_any_digit);
    let letter = word.chars().any(is_any_letter);
    let marks = word.chars().filter(char::is_ascii_punctuation).count();
    if digit == letter || marks > 1 {
        return Tag::Odd;
    }
    let mut uppers = word.chars().filter(|character| character.is_uppercase()).count();
    if uppers > 0 && !word.chars().any(|character| character.is_lowercase() || is_title(character)) {
        return Tag::Acronym;
    }
    if !word.starts_with(char::is_uppercase) || word.chars().nth(1).is_none() {
        uppers = 0;
    }
    if uppers == 1 && position > 0 { Tag::Name } else { Tag::Plain }
}

/// The middle of sorted numbers.
fn median(numbers: &[u32]) -> f64 {
    let at = |index: usize| numbers.get(index).copied().map_or(0.0, f64::from);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 { at(middle) } else { (at(middle.saturating_sub(1)) + at(middle)) / 2.0 }
}

fn count_of(length: usize) -> f64 {
    f64::from(u32::try_from(length).unwrap_or(u32::MAX))
}
