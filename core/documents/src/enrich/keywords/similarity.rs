//! How alike two phrases are, as YAKE's reference implementation tells it to leave out near duplicates.

use std::collections::HashSet;

/// From 0 to 1; both phrases in lower case.
pub fn similarity(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if may_be_alike(&left, &right) { measured(&left, &right) } else { 0.0 }
}

/// Whether lengths, first and last characters and numbers of words leave a chance.
fn may_be_alike(left: &[char], right: &[char]) -> bool {
    let longest = left.len().max(right.len());
    let spaces = |text: &[char]| text.iter().filter(|character| **character == ' ').count();
    if left.len().abs_diff(right.len()) as f64 > longest as f64 * 0.6 || spaces(left).abs_diff(spaces(right)) > 1 {
        return false;
    }
    let is_short = left.len().min(right.len()) < 3;
    longest <= 3
        || (left.first() == right.first()
            && left.last() == right.last()
            && (is_short || left.get(..2) == right.get(..2)))
}

fn measured(left: &[char], right: &[char]) -> f64 {
    let longest = left.len().max(right.len());
    let lengths = left.len().min(right.len()) as f64 / longest as f64;
    let characters = overlap(&left.iter().collect(), &right.iter().collect());
    if lengths < 0.3 || characters < 0.2 {
        return 0.0;
    }
    if longest <= 4 {
        return characters * lengths;
    }
    let words = |text: &[char]| -> HashSet<String> {
        text.split(|character| character.is_whitespace())
            .filter(|word| !word.is_empty())
            .map(|word| word.iter().collect())
            .collect()
    };
    let (left_words, right_words) = (words(left), words(right));
    let is_phrase = |text: &[char]| text.iter().any(|character| character.is_whitespace());
    if is_phrase(left) || is_phrase(right) {
        let shared = overlap(&left_words, &right_words);
        if shared > 0.4 {
            return shared;
        }
    }
    let trigrams = overlap(&left.windows(3).collect(), &right.windows(3).collect());
    (0.3 * lengths + 0.2 * characters + 0.5 * trigrams).min(1.0)
}

/// The share of what two sets have in common (Jaccard).
fn overlap<T: Eq + std::hash::Hash>(left: &HashSet<T>, right: &HashSet<T>) -> f64 {
    let union = left.union(right).count();
    if union == 0 { 0.0 } else { left.intersection(right).count() as f64 / union as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected values from `KeywordExtractor.seqm` of yake 0.7.3.
    #[test]
    fn phrases_are_compared_by_their_words_and_trigrams() {
        assert_eq!(similarity("machine learning", "machine learning"), 1.0);
        assert_eq!(similarity("machine", "learning"), 0.0);
        assert_eq!(similarity("abc def", "def abc"), 0.0);
        assert!((similarity("network", "networks") - 0.0).abs() < 1e-12);
    }
}
