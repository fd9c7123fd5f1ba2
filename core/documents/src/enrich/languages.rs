//! The languages of a text.
//!
//! The text is read in pieces of some sentences, each in one language. Pieces that are too short or too much like
//! several languages to tell are compared once more with the languages that the others are in.

use lode_runtime::{Job, Result};
use whatlang::{Detector, Lang, Script, detect};

use crate::model::DetectedLanguage;
use crate::options::LanguageOptions;

/// Letters of a piece: trigrams of some sentences are enough to tell a language.
const PIECE_LETTERS: usize = 200;

/// Of longer texts, this many pieces are read, evenly over the text.
const MAX_PIECES: usize = 500;

/// Below this share, a language is taken for names and quotations in the others.
const LEAST_SHARE: f64 = 0.02;

/// Detects the languages of `text`, most of it first.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn detect_languages(text: &str, options: &LanguageOptions, job: &Job) -> Result<Vec<DetectedLanguage>> {
    let pieces = pieces(text, job)?;
    let step = pieces.len().div_ceil(MAX_PIECES).max(1);
    let mut found = Vec::new();
    let mut unsure = Vec::new();
    for piece in pieces.iter().step_by(step) {
        job.check()?;
        match detect(piece) {
            Some(info) if info.is_reliable() => add(&mut found, info, letters(piece)),
            Some(_) => unsure.push(*piece),
            None => {}
        }
    }
    let known: Vec<Lang> = found.iter().map(|language| language.lang).collect();
    for piece in unsure {
        job.check()?;
        let among_known = || Detector::with_allowlist(known.clone()).detect(piece).filter(|_| !known.is_empty());
        if let Some(info) = among_known().or_else(|| detect(piece)) {
            add(&mut found, info, letters(piece));
        }
    }
    Ok(summary(found, options.min.unwrap_or(0.0)))
}

/// What was found of one language.
struct Found {
    lang: Lang,
    script: Script,
    letters: f64,
    /// Confidences times letters.
    confidence: f64,
}

fn add(found: &mut Vec<Found>, info: whatlang::Info, letters: usize) {
    let letters = letters as f64;
    let confidence = info.confidence() * letters;
    match found.iter_mut().find(|found| found.lang == info.lang()) {
        Some(language) => {
            language.letters += letters;
            language.confidence += confidence;
        }
        None => found.push(Found { lang: info.lang(), script: info.script(), letters, confidence }),
    }
}

fn summary(found: Vec<Found>, least_confidence: f64) -> Vec<DetectedLanguage> {
    let all: f64 = found.iter().map(|language| language.letters).sum();
    let mut languages: Vec<DetectedLanguage> = found
        .iter()
        .filter(|language| language.letters > 0.0)
        .map(|language| DetectedLanguage {
            language: language.lang.code().to_string(),
            script: script_code(language.lang, language.script).to_string(),
            confidence: (language.confidence / language.letters).clamp(0.0, 1.0),
            share: language.letters / all,
        })
        .filter(|language| language.share >= LEAST_SHARE && language.confidence >= least_confidence)
        .collect();
    languages.sort_by(|left, right| right.share.total_cmp(&left.share));
    languages
}

/// Runs of whole sentences or lines with about [`PIECE_LETTERS`] letters; a blank line ends a piece that is half full.
fn pieces<'a>(text: &'a str, job: &Job) -> Result<Vec<&'a str>> {
    let mut pieces = Vec::new();
    for (index, paragraph) in text.split("\n\n").enumerate() {
        if index % 256 == 0 {
            job.check()?;
        }
        let (mut start, mut count) = (0, 0);
        for (position, character) in paragraph.char_indices() {
            count += usize::from(character.is_alphabetic());
            let ends = matches!(character, '.' | '!' | '?' | '\n' | '。' | '।' | '؟');
            if (count >= PIECE_LETTERS && ends) || count >= 4 * PIECE_LETTERS {
                let end = position + character.len_utf8();
                pieces.push(paragraph.get(start..end).unwrap_or_default());
                (start, count) = (end, 0);
            }
        }
        if count > 0 {
            pieces.push(paragraph.get(start..).unwrap_or_default());
        }
    }
    Ok(pieces)
}

fn letters(piece: &str) -> usize {
    piece.chars().filter(|character| character.is_alphabetic()).count()
}

/// The ISO 15924 code of a script. Languages that mix scripts have codes for the mixture.
fn script_code(lang: Lang, script: Script) -> &'static str {
    match (lang, script) {
        (Lang::Jpn, _) => "Jpan",
        (Lang::Kor, _) => "Kore",
        (_, Script::Arabic) => "Arab",
        (_, Script::Armenian) => "Armn",
        (_, Script::Bengali) => "Beng",
        (_, Script::Cyrillic) => "Cyrl",
        (_, Script::Devanagari) => "Deva",
        (_, Script::Ethiopic) => "Ethi",
        (_, Script::Georgian) => "Geor",
        (_, Script::Greek) => "Grek",
        (_, Script::Gujarati) => "Gujr",
        (_, Script::Gurmukhi) => "Guru",
        (_, Script::Hangul) => "Hang",
        (_, Script::Hebrew) => "Hebr",
        (_, Script::Hiragana) => "Hira",
        (_, Script::Kannada) => "Knda",
        (_, Script::Katakana) => "Kana",
        (_, Script::Khmer) => "Khmr",
        (_, Script::Latin) => "Latn",
        (_, Script::Malayalam) => "Mlym",
        (_, Script::Mandarin) => "Hani",
        (_, Script::Myanmar) => "Mymr",
        (_, Script::Oriya) => "Orya",
        (_, Script::Sinhala) => "Sinh",
        (_, Script::Tamil) => "Taml",
        (_, Script::Telugu) => "Telu",
        (_, Script::Thai) => "Thai",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The harbour was quiet in the morning, and the fishermen had already gone out with the tide. \
        Only the old lighthouse keeper stood on the pier and watched the gulls.\n\n";
    const GERMAN: &str = "Der Hafen lag am Morgen still, und die Fischer waren schon mit der Flut hinausgefahren. \
        Nur der alte Leuchtturmwärter stand auf der Mole und sah den Möwen zu.\n\n";
    const RUSSIAN: &str = "Утром в гавани было тихо, и рыбаки уже ушли в море вместе с приливом. \
        Только старый смотритель маяка стоял на пирсе и смотрел на чаек.\n\n";

    fn found(text: &str) -> Vec<DetectedLanguage> {
        detect_languages(text, &LanguageOptions::default(), &Job::default()).unwrap()
    }

    fn codes(text: &str) -> Vec<String> {
        found(text).into_iter().map(|language| format!("{}-{}", language.language, language.script)).collect()
    }

    #[test]
    fn a_text_in_one_language_is_all_in_it() {
        let languages = found(&ENGLISH.repeat(3));
        assert_eq!(languages.len(), 1);
        assert_eq!((languages[0].language.as_str(), languages[0].share), ("eng", 1.0));
        assert!(languages[0].confidence > 0.9);
    }

    #[test]
    fn languages_of_a_mixed_text_come_by_their_share() {
        let text = [GERMAN, GERMAN, GERMAN, ENGLISH, ENGLISH, RUSSIAN].concat();
        let languages = found(&text);
        assert_eq!(codes(&text), ["deu-Latn", "eng-Latn", "rus-Cyrl"]);
        let shares: Vec<i32> = languages.iter().map(|language| (language.share * 10.0).round() as i32).collect();
        assert_eq!(shares, [5, 3, 2]);
        assert!((languages.iter().map(|language| language.share).sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn scripts_have_their_iso_15924_codes() {
        assert_eq!(codes("東京は日本の首都です。とても大きい街で、人がたくさんいます。"), ["jpn-Jpan"]);
        assert_eq!(codes("서울은 대한민국의 수도이며 매우 큰 도시입니다."), ["kor-Kore"]);
        assert_eq!(codes("北京是中华人民共和国的首都，是一座很大的城市。"), ["cmn-Hani"]);
        assert_eq!(codes("Η Αθήνα είναι η πρωτεύουσα της Ελλάδας."), ["ell-Grek"]);
    }

    #[test]
    fn a_short_line_is_taken_for_the_language_of_the_text_around_it() {
        let text = [GERMAN, "Kapitel 1\n\n", GERMAN, "Inhalt\n\n", GERMAN].concat();
        assert_eq!(codes(&text), ["deu-Latn"]);
    }

    #[test]
    fn text_without_letters_has_no_language() {
        assert!(found("").is_empty() && found("12 + 30 = 42 \n\n ...").is_empty());
    }

    #[test]
    fn languages_below_the_least_confidence_are_left_out() {
        let options = LanguageOptions { min: Some(1.1) };
        assert!(detect_languages(ENGLISH, &options, &Job::default()).unwrap().is_empty());
    }

    #[test]
    fn a_cancelled_job_stops() {
        let job = Job::default();
        job.cancel();
        assert!(detect_languages(ENGLISH, &LanguageOptions::default(), &job).is_err());
    }
}
