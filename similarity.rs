//! Tells phrases apart that are nearly the same, as `yake` does by default (`seqm`).

use std::collections::{HashMap, HashSet};

/// Phrases more alike than this are the same.
const LIMIT: f64 = 0.9;

/// The phrases kept, found by what any that are alike have in common.
#[derive(Default)]
pub struct Kept {
    phrases: Vec<Phrase>,
    buckets: HashMap<Bucket, Vec<usize>>,
}

/// What phrases that are alike share: their first and last characters, or all when they are short.
#[derive(PartialEq, Eq, Hash)]
enum Bucket {
    Ends(char, char),
    Letters(Vec<char>),
}

struct Phrase {
    text: String,
    characters: Vec<char>,
}

impl Kept {
    /// Keeps `text` unless it is like one kept before; says whether it did.
    pub fn keep(&mut self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        let phrase = Phrase { text: text.to_string(), characters };
        let buckets = phrase.buckets();
        let known = buckets.iter().filter_map(|bucket| self.buckets.get(bucket)).flatten();
        if known.filter_map(|index| self.phrases.get(*index)).any(|other| phrase.similarity(other) > LIMIT) {
            return false;
        }
        for bucket in buckets {
            self.buckets.entry(bucket).or_default().push(self.phrases.len());
        }
        self.phrases.push(phrase);
        true
    }
}

impl Phrase {
    fn buckets(&self) -> Vec<Bucket> {
        let ends = self.characters.first().zip(self.characters.last());
        let mut buckets: Vec<Bucket> = ends.map(|(first, last)| Bucket::Ends(*first, *last)).into_iter().collect();
        if self.characters.len() <= 3 {
            let mut letters = self.characters.clone();
            letters.sort_unstable();
            letters.dedup();
            buckets.push(Bucket::Letters(letters));
        }
        buckets
    }

    /// How alike two phrases are, 0 to 1.
    fn similarity(&self, other: &Self) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        let (one, two) = (&self.characters, &other.characters);
        let (shorter, longer) = (one.len().min(two.len()), one.len().max(two.len()));
        let lengths = ratio(shorter, longer);
        if ratio(longer - shorter, 1) > ratio(longer, 1) * 0.6 || lengths < 0.3 || self.differs(other, shorter, longer) {
            return 0.0;
        }
        let letters = overlap(one.iter().collect(), two.iter().collect());
        if letters < 0.2 {
            return 0.0;
        }
        if longer <= 4 {
            return letters * lengths;
        }
        let words: [HashSet<&str>; 2] = [&self.text, &other.text].map(|text| text.split_whitespace().collect());
        if [&self.text, &other.text].iter().any(|text| text.split_whitespace().nth(1).is_some()) {
            let [one, two] = words;
            let words = overlap(one, two);
            if words > 0.4 {
                return words;
            }
        }
        let trigrams = overlap(one.windows(3).collect(), two.windows(3).collect());
        (0.3 * lengths + 0.2 * letters + 0.5 * trigrams).min(1.0)
    }

    /// Whether the ends or the numbers of words rule out that two phrases are alike.
    fn differs(&self, other: &Self, shorter: usize, longer: usize) -> bool {
        let (one, two) = (&self.characters, &other.characters);
        let ends = longer > 3 && (one.first() != two.first() || one.last() != two.last());
        let starts = longer > 3 && shorter >= 3 && one.get(..2) != two.get(..2);
        let spaces = |phrase: &Self| phrase.characters.iter().filter(|character| **character == ' ').count();
        ends || starts || spaces(self).abs_diff(spaces(other)) > 1
    }
}

/// The share of what two sets have in common.
fn overlap<T: Eq + std::hash::Hash>(one: HashSet<T>, two: HashSet<T>) -> f64 {
    let common = one.intersection(&two).count();
    let all = one.len() + two.len() - common;
    if all == 0 { 0.0 } else { ratio(common, all) }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
}
