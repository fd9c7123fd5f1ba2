//! Words that say nothing about what a text is about: articles, pronouns, prepositions, conjunctions, auxiliaries.

use std::collections::HashSet;

/// A set of stop words, in lower case.
pub type StopWords = HashSet<&'static str>;

/// Lists by ISO 639-1 code, words between white space.
const LISTS: [(&str, &str); 7] = [
    ("de", include_str!("stop_words/de.txt")),
    ("en", include_str!("stop_words/en.txt")),
    ("es", include_str!("stop_words/es.txt")),
    ("fr", include_str!("stop_words/fr.txt")),
    ("it", include_str!("stop_words/it.txt")),
    ("nl", include_str!("stop_words/nl.txt")),
    ("pt", include_str!("stop_words/pt.txt")),
];

/// The stop words of `language`.
pub fn stop_words(language: &str) -> Option<StopWords> {
    let (_, list) = LISTS.iter().find(|(code, _)| *code == language)?;
    Some(list.split_whitespace().collect())
}

/// The languages that have stop words.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LISTS.iter().map(|(code, _)| *code)
}
