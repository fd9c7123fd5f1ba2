//! Which languages a text is in.
//!
//! A text may hold several: it is looked at piece by piece (paragraphs, put together until there is enough to judge by), and
//! the pieces are added up by language.

use std::collections::BTreeMap;

use lode_runtime::{Job, Result, sort};
use whatlang::{Lang, Script};

use crate::model::DetectedLanguage;
use crate::options::LanguageOptions;

/// Letters that a piece should have: with fewer, related languages are mistaken for each other.
const ENOUGH_LETTERS: usize = 200;

#[derive(Default)]
struct Tally {
    letters: usize,
    /// Confidence, weighted by letters.
    confidence: f64,
}

/// Detects the languages of `text`, most of it first.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn detect_languages(text: &str, options: &LanguageOptions, job: &Job) -> Result<Vec<DetectedLanguage>> {
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    let mut total = 0;
    for piece in pieces(text) {
        job.check()?;
        let Some(info) = whatlang::detect(piece) else { continue };
        let letters = letters(piece);
        let tally = tallies.entry((info.lang().code(), script_code(info.script(), info.lang()))).or_default();
        tally.letters += letters;
        tally.confidence += info.confidence() * letters as f64;
        total += letters;
    }
    let mut languages: Vec<DetectedLanguage> = tallies
        .into_iter()
        .filter(|(_, tally)| tally.letters > 0)
        .map(|((language, script), tally)| DetectedLanguage {
            language: language.to_string(),
            script: script.to_string(),
            confidence: tally.confidence / tally.letters as f64,
            share: tally.letters as f64 / total as f64,
        })
        .filter(|language| language.confidence >= options.min.unwrap_or(0.0))
        .collect();
    sort::by(&mut languages, |a, b| b.share.total_cmp(&a.share));
    Ok(languages)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphabetic()).count()
}

/// Runs of paragraphs with enough letters to judge by; a short rest goes with the last.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut end, mut enough) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        end += line.len();
        enough += letters(line);
        if enough >= ENOUGH_LETTERS {
            pieces.push(&text[start..end]);
            (start, enough) = (end, 0);
        }
    }
    if enough > 0 {
        pieces.push(&text[start..]);
    }
    pieces
}

/// ISO 15924 codes. Han characters are told apart by language where the script alone does not say.
fn script_code(script: Script, language: Lang) -> &'static str {
    match script {
        Script::Arabic => "Arab",
        Script::Armenian => "Armn",
        Script::Bengali => "Beng",
        Script::Cyrillic => "Cyrl",
        Script::Devanagari => "Deva",
        Script::Ethiopic => "Ethi",
        Script::Georgian => "Geor",
        Script::Greek => "Grek",
        Script::Gujarati => "Gujr",
        Script::Gurmukhi => "Guru",
        Script::Hangul => "Kore",
        Script::Hebrew => "Hebr",
        Script::Hiragana | Script::Katakana => "Jpan",
        Script::Mandarin if language == Lang::Jpn => "Jpan",
        Script::Mandarin => "Hani",
        Script::Kannada => "Knda",
        Script::Khmer => "Khmr",
        Script::Latin => "Latn",
        Script::Malayalam => "Mlym",
        Script::Myanmar => "Mymr",
        Script::Oriya => "Orya",
        Script::Sinhala => "Sinh",
        Script::Tamil => "Taml",
        Script::Telugu => "Telu",
        Script::Thai => "Thai",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(text: &str) -> Vec<DetectedLanguage> {
        detect_languages(text, &LanguageOptions::default(), &Job::default()).unwrap()
    }

    const ENGLISH: &str = "The keeper of the lighthouse wrote down every ship that passed, the weather that it met, and the hour at \
        which the lamp was lit. In the winter there was little else to do, and so the book grew thick and full of small things.";
    const GERMAN: &str = "Der Wärter des Leuchtturms schrieb jedes Schiff auf, das vorüberfuhr, das Wetter, das es antraf, und die \
        Stunde, zu der die Lampe angezündet wurde. Im Winter gab es sonst wenig zu tun, und so wurde das Buch dick und voll.";

    #[test]
    fn a_text_in_one_language_is_told() {
        let languages = detect(ENGLISH);
        assert_eq!((languages[0].language.as_str(), languages[0].script.as_str()), ("eng", "Latn"));
        assert!((languages[0].share - 1.0).abs() < 1e-9 && languages[0].confidence > 0.5);
    }

    #[test]
    fn a_text_in_two_languages_gives_both_by_their_share() {
        let languages = detect(&format!("{ENGLISH}\n\n{ENGLISH}\n\n{GERMAN}\n"));
        let found: Vec<&str> = languages.iter().map(|language| language.language.as_str()).collect();
        assert_eq!(found, ["eng", "deu"]);
        assert!(languages[0].share > 0.6 && languages[0].share < 0.7, "{}", languages[0].share);
    }

    #[test]
    fn other_scripts_are_told() {
        for (text, language, script) in [
            ("Смотритель маяка записывал каждый корабль, который проходил мимо.", "rus", "Cyrl"),
            ("灯台守は通り過ぎるすべての船を書き留めました。", "jpn", "Jpan"),
            ("كتب حارس المنارة كل سفينة مرت وكل عاصفة", "ara", "Arab"),
            ("Το φως της σελήνης πέφτει τη νύχτα πάνω στη θάλασσα", "ell", "Grek"),
            ("אור הירח נופל בלילה על פני הים", "heb", "Hebr"),
            ("달빛이 밤바다 위로 떨어진다", "kor", "Kore"),
            ("แสงจันทร์ส่องลงบนทะเลในยามค่ำคืน", "tha", "Thai"),
            ("მთვარის შუქი ღამით ზღვაზე ეცემა", "kat", "Geor"),
            ("Լուսնի լույսը գիշերը ընկնում է ծովի վրա", "hye", "Armn"),
            ("চাঁদের আলো রাতে সমুদ্রের উপর পড়ে", "ben", "Beng"),
            ("ચંદ્રનો પ્રકાશ રાત્રે દરિયા પર પડે છે", "guj", "Gujr"),
            ("ਚੰਨ ਦੀ ਰੌਸ਼ਨੀ ਰਾਤ ਨੂੰ ਸਮੁੰਦਰ ਉੱਤੇ ਪੈਂਦੀ ਹੈ", "pan", "Guru"),
            ("நிலவின் ஒளி இரவில் கடலின் மேல் விழுகிறது", "tam", "Taml"),
            ("చంద్రుని వెలుగు రాత్రి సముద్రం మీద పడుతుంది", "tel", "Telu"),
            ("ಚಂದ್ರನ ಬೆಳಕು ರಾತ್ರಿ ಸಮುದ್ರದ ಮೇಲೆ ಬೀಳುತ್ತದೆ", "kan", "Knda"),
            ("ചന്ദ്രന്റെ വെളിച്ചം രാത്രി കടലിൽ വീഴുന്നു", "mal", "Mlym"),
            ("සඳේ එළිය රාත්‍රියේ මුහුද මත වැටේ", "sin", "Sinh"),
            ("ពន្លឺព្រះច័ន្ទធ្លាក់លើសមុទ្រនៅពេលយប់", "khm", "Khmr"),
            ("የጨረቃ ብርሃን በሌሊት በባሕር ላይ ይወርዳል", "amh", "Ethi"),
            ("月光在夜里落在海面上", "cmn", "Hani"),
        ] {
            let found = &detect(text)[0];
            assert_eq!((found.language.as_str(), found.script.as_str()), (language, script));
        }
    }

    #[test]
    fn no_letters_have_no_language() {
        assert_eq!(detect(""), []);
        assert_eq!(detect("12 + 34 = 46"), []);
    }

    #[test]
    fn a_smallest_confidence_leaves_out_the_rest() {
        let options = LanguageOptions { min: Some(1.1) };
        assert_eq!(detect_languages(ENGLISH, &options, &Job::default()).unwrap(), []);
    }
}
