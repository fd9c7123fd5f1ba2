//! Sentences, as YAKE's reference implementation finds them with the rules of `segtok` 1.5.11 (Leitner, MIT licence).
//!
//! A text is cut behind each mark that may end a sentence and white space, and what should not have been cut is joined
//! again: behind abbreviations and initials, before words that go on, and within brackets.

use lode_runtime::{Job, Result};

use super::characters::{is_hyphen, is_letter, is_lower, is_number, is_terminal, is_upper, is_word};

/// Abbreviations that hardly ever end a sentence. Those in lower case may also be capitalized.
const ABBREVIATIONS: &[&str] = &[
    "approx", "Capt", "cf", "Col", "Dr", "fe", "f.e", "fig", "figs", "Gen", "eg", "e.g", "ie", "i.e", "iv", "i.v",
    "Mag", "med", "Mr", "Mrs", "Mt", "nat", "No", "nr", "p.e", "phil", "prof", "rer", "sci", "Sgt", "Sr", "Sra",
    "Srta", "St", "univ", "vol", "vs", "z.B", "Jän", "Jan", "Ene", "Feb", "Mär", "Mar", "Apr", "Abr", "May", "Jun",
    "Jul", "Aug", "Sep", "Sept", "Oct", "Okt", "Nov", "Dic", "Dez", "Dec", "E.U", "U.K", "U.S", "Approx", "Cf", "Fe",
    "F.e", "Fig", "Figs", "Eg", "E.g", "Ie", "I.e", "Iv", "I.v", "Med", "Nat", "Nr", "P.e", "Phil", "Prof", "Rer",
    "Sci", "Univ", "Vol", "Vs", "Z.b",
];

/// Words before an initial that make it one of a name.
const TITLES: &[&str] = &[
    "By",
    "by",
    "Captain",
    "captain",
    "Commander",
    "commander",
    "Doctor",
    "doctor",
    "Doktor",
    "doktor",
    "General",
    "general",
    "Magister",
    "magister",
    "Magiss",
    "magiss",
    "Mister",
    "mister",
    "Miss",
    "miss",
    "Professor",
    "professor",
    "Señor",
    "señor",
    "Señora",
    "señora",
    "Señorit",
    "señorit",
    "Señorita",
    "señorita",
];

/// Words in lower case that hardly ever begin a sentence.
const CONTINUATIONS: &[&str] = &[
    "and", "are", "between", "by", "from", "has", "into", "is", "of", "or", "than", "that", "through", "via", "was",
    "were", "whether", "with",
];

/// Months, and how months begin, in the languages of the rules.
const MONTHS: &[&str] = &[
    "Jan", "Jän", "Ene", "Feb", "Mar", "Mär", "Apr", "Abr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Okt", "Nov",
    "Dec", "Dez", "Dic", "Dez",
];

/// Below this length, a part of a sentence in brackets is taken for no sentence of its own.
const SHORT: usize = 55;

/// The sentences of a text without line breaks.
pub fn sentences<'a>(text: &'a str, job: &Job) -> Result<Vec<&'a str>> {
    let mut sentences = Vec::new();
    let mut last: Option<Piece> = None;
    for (index, (start, end)) in join_abbreviations(text, &cut(text)).into_iter().enumerate() {
        if index % 256 == 0 {
            job.check()?;
        }
        let current = Piece::new(text, start, end);
        last = Some(match last {
            None => current,
            Some(before) if before.goes_on_in(&current) => before.with(current),
            Some(before) => {
                sentences.push(before.text.trim());
                current
            }
        });
    }
    sentences.extend(last.map(|piece| piece.text.trim()));
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(sentences)
}

/// A place where a sentence may end.
struct Mark {
    /// Its first byte.
    start: usize,
    /// Behind the white space that follows.
    end: usize,
}

/// Every mark, one quote and any brackets behind it, and white space.
fn cut(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut done = 0;
    for (start, mark) in text.char_indices().filter(|(_, character)| is_terminal(*character)) {
        if start < done {
            continue;
        }
        let rest = text.get(start + mark.len_utf8()..).unwrap_or_default();
        let behind_quote = rest.strip_prefix(['\'', '\u{2019}', '"', '\u{201D}']).unwrap_or(rest);
        let behind_brackets = behind_quote.trim_start_matches([']', ')']);
        let next = behind_brackets.trim_start();
        if next.len() < behind_brackets.len() {
            done = text.len() - next.len();
            marks.push(Mark { start, end: done });
        }
    }
    marks
}

/// Pieces of the text, from start to end, that end at marks which are more than a dot behind an abbreviation.
fn join_abbreviations(text: &str, marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let (mut start, mut segment_start) = (0, 0);
    for (index, mark) in marks.iter().enumerate() {
        let before = text.get(segment_start..mark.start).unwrap_or_default();
        let next_mark = marks.get(index + 1).map_or(text.len(), |next| next.start);
        let after = text.get(mark.end..next_mark).unwrap_or_default();
        let is_dot = text.as_bytes().get(mark.start) == Some(&b'.');
        segment_start = mark.end;
        let joins = before.ends_with(char::is_whitespace)
            || (is_dot && (ends_in_abbreviation(before) || (!after.is_empty() && continues_after_dot(before, after))));
        if !joins {
            pieces.push((start, mark.end));
            start = mark.end;
        }
    }
    if start < text.len() || pieces.is_empty() {
        pieces.push((start, text.len()));
    }
    pieces
}

/// What behind a dot shows that it ended no sentence: a lone word in lower case, a month behind a day, a surname behind
/// initials.
fn continues_after_dot(before: &str, after: &str) -> bool {
    let is_lone_word = after.starts_with(is_lower)
        && after.chars().all(|character| is_lower(character) || is_number(character) || is_hyphen(character));
    is_lone_word
        || (ends_in_day(before) && begins_with_month(after))
        || (ends_in_initial(before) && begins_with_name(after))
}

fn last_char(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Whether a word begins where `before` ends.
fn is_word_start(before: &str) -> bool {
    last_char(before).is_none_or(|character| !is_word(character))
}

fn ends_in_abbreviation(before: &str) -> bool {
    let is_single = before.chars().count() == 1 && !before.starts_with(char::is_whitespace);
    let is_number = !before.is_empty() && before.chars().all(is_number);
    let is_known =
        || ABBREVIATIONS.iter().any(|abbreviation| before.strip_suffix(abbreviation).is_some_and(is_word_start));
    is_single || is_number || is_known() || ends_in_initials_of_name(before)
}

/// Whether the text ends in "A", or in "A.A" or "A.-A", behind something that makes a name of it.
fn ends_in_initials_of_name(before: &str) -> bool {
    let Some(before) = without_initial(before) else { return false };
    if makes_name(before) {
        return true;
    }
    let dotted = before.strip_suffix(is_hyphen).unwrap_or(before);
    [dotted, before].iter().any(|text| {
        let first = text.strip_suffix('.').and_then(without_initial);
        first.is_some_and(makes_name)
    })
}

/// The text before the capital at its end.
fn without_initial(text: &str) -> Option<&str> {
    text.strip_suffix(is_upper)
        .or_else(|| text.strip_suffix(is_modifier_letter).and_then(|text| text.strip_suffix(is_upper)))
}

fn is_modifier_letter(character: char) -> bool {
    is_letter(character) && !is_upper(character) && !is_lower(character)
}

/// Whether the text ends in a title, in a list of authors, or in a bracket that opens.
fn makes_name(before: &str) -> bool {
    if before.ends_with(['[', '(']) {
        return true;
    }
    let Some(before) = before.strip_suffix(char::is_whitespace) else { return false };
    if TITLES.iter().any(|title| before.strip_suffix(title).is_some_and(is_word_start)) {
        return true;
    }
    let ends_in_capital = |text: &str| without_initial(text).is_some_and(is_word_start);
    let is_listed = |text: &str| text.strip_suffix(',').is_some_and(|text| !ends_in_capital(text));
    let before_and = before.strip_suffix("and").and_then(|text| text.strip_suffix(char::is_whitespace));
    is_listed(before)
        || before_and.is_some_and(|text| {
            let is_behind_comma = text.strip_suffix(',').is_some_and(|text| !is_word_start(text));
            is_listed(text) || !(is_behind_comma || ends_in_capital(text))
        })
}

fn ends_in_day(before: &str) -> bool {
    let Some(rest) = before.strip_suffix(|character: char| character.is_ascii_digit()) else { return false };
    is_word_start(rest) || rest.strip_suffix(['0', '1', '2', '3']).is_some_and(is_word_start)
}

fn begins_with_month(after: &str) -> bool {
    after.starts_with(|character: char| matches!(character, '1'..='9'))
        || (after.starts_with('0') && after.as_bytes().get(1).is_some_and(|digit| matches!(digit, b'1'..=b'9')))
        || MONTHS.iter().any(|month| after.starts_with(month))
}

/// "Name A" at the end.
fn ends_in_initial(before: &str) -> bool {
    let Some(rest) = before.strip_suffix(is_upper) else { return false };
    let name = rest.trim_end_matches(|character: char| !is_word(character));
    let start = name.trim_end_matches(is_lower);
    name.len() < rest.len() && start.len() < name.len() && start.strip_suffix(is_upper).is_some_and(is_word_start)
}

/// "Name" at the start.
fn begins_with_name(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(is_upper) else { return false };
    let end = rest.trim_start_matches(is_lower);
    end.len() < rest.len() && end.chars().next().is_none_or(|character| !is_word(character))
}

/// A part of the text that may be a sentence.
struct Piece<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    round: Nesting,
    square: Nesting,
}

/// Brackets from the first that opens.
#[derive(Clone, Copy, Default)]
struct Nesting {
    has_opened: bool,
    open: i64,
}

impl Nesting {
    fn read(mut self, text: &str, brackets: [u8; 2]) -> Self {
        for byte in text.bytes() {
            self.has_opened |= byte == brackets[0];
            if self.has_opened {
                self.open += i64::from(byte == brackets[0]) - i64::from(byte == brackets[1]);
            }
        }
        self
    }

    fn is_open(self) -> bool {
        self.open > 0
    }
}

/// Whether brackets close before the end of the text that did not open in it, read backwards from the last that closes.
fn closes_more(text: &str, brackets: [u8; 2]) -> bool {
    let Some(last) = memchr::memrchr(brackets[1], text.as_bytes()) else { return false };
    let read = text.as_bytes().get(..=last).unwrap_or_default();
    let count = |bracket| memchr::memchr_iter(bracket, read).count();
    count(brackets[1]) > count(brackets[0])
}

const ROUND: [u8; 2] = *b"()";
const SQUARE: [u8; 2] = *b"[]";

impl<'a> Piece<'a> {
    fn new(source: &'a str, start: usize, end: usize) -> Self {
        let text = source.get(start..end).unwrap_or_default();
        let round = Nesting::default().read(text, ROUND);
        let square = Nesting::default().read(text, SQUARE);
        Self { source, start, end, text, round, square }
    }

    fn with(self, next: Self) -> Self {
        let text = self.source.get(self.start..next.end).unwrap_or_default();
        let (round, square) = (self.round.read(next.text, ROUND), self.square.read(next.text, SQUARE));
        Self { end: next.end, text, round, square, ..self }
    }

    fn is_short(&self) -> bool {
        self.text.chars().nth(SHORT - 1).is_none()
    }

    fn goes_on_in(&self, next: &Self) -> bool {
        if ends_before_lower(self.text) && begins_with_lower_word(next.text) {
            return true;
        }
        if self.is_short() || next.is_short() {
            let in_name = || ends_in_capitalized(self.text) && begins_capitalized(next.text);
            let stays_in = |nesting: Nesting, brackets| {
                nesting.is_open() && (closes_more(next.text, brackets) || self.text.ends_with(" et al. ") || in_name())
            };
            if stays_in(self.round, ROUND) || stays_in(self.square, SQUARE) {
                return true;
            }
        }
        CONTINUATIONS.iter().any(|word| {
            let rest = next.text.strip_prefix(word);
            rest.is_some_and(|rest| rest.chars().next().is_none_or(|character| !is_word(character)))
        })
    }
}

/// Ends that end no sentence where a word in lower case follows: quotes, brackets, dotted abbreviations, "spp.".
fn ends_before_lower(text: &str) -> bool {
    let trimmed = text.trim_end();
    if trimmed.len() == text.len() {
        return false;
    }
    let ends_in_terminal = |text: &str| last_char(text).is_some_and(is_terminal);
    let inside = trimmed.trim_end_matches([')', ']']);
    if inside.strip_suffix('"').is_some_and(ends_in_terminal)
        || (inside.len() < trimmed.len() && ends_in_terminal(inside))
    {
        return true;
    }
    let Some(word) = trimmed.strip_suffix('.') else { return false };
    let single = word.strip_suffix(char::is_alphabetic);
    single.is_some_and(is_word_start)
        || word
            .strip_suffix(is_lower)
            .and_then(|rest| rest.strip_suffix(char::is_alphabetic))
            .is_some_and(is_word_start)
        || word.strip_suffix("spp").is_some_and(is_word_start)
}

fn begins_with_lower_word(text: &str) -> bool {
    let rest = text.trim_start_matches(is_lower);
    rest.len() < text.len() && rest.chars().next().is_none_or(|character| !is_word(character))
}

/// "Word." and white space at the end, as of a journal's name.
fn ends_in_capitalized(text: &str) -> bool {
    let trimmed = text.trim_end();
    let Some(word) = trimmed.strip_suffix('.').filter(|_| trimmed.len() < text.len()) else { return false };
    let before = word.trim_end_matches(char::is_alphabetic);
    is_word_start(before) && word.get(before.len()..).is_some_and(|word| word.starts_with(is_upper))
}

/// "Word, ", "12: " or "(1999) Word. " at the start.
fn begins_capitalized(text: &str) -> bool {
    let ends_word =
        |rest: &str| rest.strip_prefix(['.', ',', ':']).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let digits = text.trim_start_matches(is_number);
    if digits.len() < text.len() && ends_word(digits) {
        return true;
    }
    let word = behind_year(text).unwrap_or(text);
    word.starts_with(is_upper) && ends_word(word.trim_start_matches(char::is_alphabetic))
}

/// What stands behind "(1999) ".
fn behind_year(text: &str) -> Option<&str> {
    let (year, rest) = text.strip_prefix('(')?.split_once(')')?;
    let is_year = year.chars().count() == 4 && year.chars().all(is_number);
    is_year.then(|| rest.strip_prefix(char::is_whitespace)).flatten()
}
