//! How good a text is: prose that a person wrote, or what a broken decoder or OCR makes of it.
//!
//! The score is a product of five factors, `max(0, 1 - weight * share)` each, so that every kind of damage lowers it and
//! enough of one kind brings it to 0. Shares of characters leave white space out.
//!
//! | share of | weight |
//! |---|---|
//! | characters that stand for nothing: U+FFFD, control, private use, noncharacters | 5 |
//! | characters in sequences that UTF-8 gives when it is read as Windows-1252 ("Ã©", "â€™") | 5 |
//! | symbols above 40 % (neither letters nor digits; rules such as `-----` and `.....` aside) | 1.5 |
//! | words that are odd: longer than 40 letters, digits or symbols inside of words, no vowel, capitals inside of words, or single letters above 30 % | 1 |
//! | characters in runs of four or more of the same, and words that come four times in a row or more | 1.5 |

/// The quality of `text` from 0 (garbage, or nothing) to 1 (clean prose).
#[must_use]
pub fn quality(text: &str) -> f64 {
    let characters = Characters::of(text);
    if characters.all == 0 {
        return 0.0;
    }
    let words = Words::of(text);
    let share = |part: usize| part as f64 / characters.all as f64;
    let symbols = (share(characters.symbols) - 0.4).max(0.0);
    let singles = (words.share(words.single) - 0.3).max(0.0);
    [
        5.0 * share(characters.meaningless),
        5.0 * share(characters.mojibake),
        1.5 * symbols,
        words.share(words.odd) + singles,
        1.5 * (share(characters.repeated) + words.share(words.repeated)),
    ]
    .iter()
    .map(|damage| (1.0 - damage).max(0.0))
    .product()
}

#[derive(Default)]
struct Characters {
    all: usize,
    meaningless: usize,
    mojibake: usize,
    symbols: usize,
    repeated: usize,
}

impl Characters {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let (mut previous, mut run) = ('\0', 0);
        for character in text.chars() {
            run = if character == previous { run + 1 } else { 1 };
            if !character.is_whitespace() {
                counts.add(previous, character, run);
            }
            previous = character;
        }
        counts
    }

    fn add(&mut self, previous: char, character: char, run: usize) {
        let is_rule = matches!(character, '-' | '_' | '=' | '.' | '*' | '#' | '~' | '·' | '─' | '━' | '…');
        self.all += 1;
        self.meaningless += usize::from(is_meaningless(character));
        self.mojibake += 2 * usize::from(is_mojibake(previous, character));
        self.symbols += usize::from(!character.is_alphanumeric() && !(is_rule && run > 1));
        // The fourth of a run tells of the three before it. Digits repeat in numbers.
        if run >= 4 && !is_rule && !character.is_numeric() {
            self.repeated += if run == 4 { 4 } else { 1 };
        }
    }
}

fn is_meaningless(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// A lead byte of UTF-8 and a byte that goes on, as Windows-1252 shows them: "Ã©" for "é", "â€" before quotes and dashes.
fn is_mojibake(first: char, second: char) -> bool {
    let continues = matches!(
        second,
        '\u{80}'
            ..='\u{BF}'
                | '€'
                | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '\u{2018}'
                | '\u{2019}'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
    );
    match first {
        'Ã' | 'Â' | 'Ð' | 'Ñ' | 'Î' | 'Ï' | 'Å' | 'Ä' => {
            continues && !matches!(second, '\u{2018}' | '\u{2019}' | '“' | '”' | '–' | '—' | '…')
        }
        'â' => matches!(second, '€' | '„' | '\u{80}'),
        'ï' => matches!(second, '»' | '¿'),
        _ => false,
    }
}

#[derive(Default)]
struct Words {
    all: usize,
    odd: usize,
    single: usize,
    repeated: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let (mut previous, mut run) = ("", 0);
        for word in text.split_whitespace() {
            let word = word.trim_matches(|character: char| !character.is_alphanumeric());
            let Some(first) = word.chars().next() else { continue };
            run = if word == previous { run + 1 } else { 1 };
            previous = word;
            counts.all += 1;
            let is_number = !word.contains(char::is_alphabetic);
            counts.single += usize::from(word.len() == 1 && first.is_ascii_alphabetic());
            counts.odd += usize::from(!is_number && is_odd(word));
            if run >= 4 && !is_number {
                counts.repeated += if run == 4 { 4 } else { 1 };
            }
        }
        counts
    }

    fn share(&self, part: usize) -> f64 {
        part as f64 / self.all.max(1) as f64
    }
}

/// Whether hardly anybody would write this word. Addresses and words of scripts without capitals are left in peace.
fn is_odd(word: &str) -> bool {
    if word.contains("://") || word.contains('@') || word.starts_with("www.") {
        return false;
    }
    word.split(['-', '/', '.', '\'', '\u{2019}', '_', '(', ')', ',', ':', '–', '—']).any(|part| {
        let latin = part.chars().filter(char::is_ascii_alphabetic).count();
        let count = part.chars().count();
        latin > 0 && (count > 40 || is_mixed(part) || (latin == count && is_unspeakable(part)))
    })
}

/// Letters go over to digits and back, symbols stand between letters, or lower case goes over to capitals more than once.
fn is_mixed(part: &str) -> bool {
    let (mut digits_inside, mut symbols_inside, mut rises) = (0, 0, 0);
    let mut previous = [' ', ' '];
    for character in part.chars() {
        let [before, last] = previous;
        digits_inside += usize::from(before.is_alphabetic() && last.is_numeric() && character.is_lowercase());
        let is_symbol = !last.is_alphanumeric() && !last.is_whitespace() && !is_mark(last);
        symbols_inside += usize::from(before.is_alphanumeric() && is_symbol && character.is_alphanumeric());
        rises += usize::from(last.is_lowercase() && character.is_uppercase());
        previous = [last, character];
    }
    digits_inside > 0 || symbols_inside > 0 || rises > 2
}

/// Combining marks and joiners belong to their letters; `&` and `+` join names.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '&' | '+' | '\u{2010}' | '\u{2011}'
    )
}

/// Five letters or more without a vowel, or six consonants in a row, in lower case (capitals abbreviate).
fn is_unspeakable(part: &str) -> bool {
    if part.len() < 5 || part.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    let longest = part.split(['a', 'e', 'i', 'o', 'u', 'y']).map(str::len).max().unwrap_or(0);
    longest == part.len() || longest > 6
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "In 1889 the city's engineers, led by M. Duval, built a bridge of iron and stone. It carried \
        two railway lines (and a footpath); by 1902, over 40,000 people crossed it each day. \"A marvel,\" wrote the \
        Morning Post — nobody disagreed. See https://example.org/a1b2c3 or mail info@example.org for the well-known plans.";

    #[test]
    fn clean_prose_in_several_languages_scores_high() {
        let german = "Im Jahr 1889 bauten die Ingenieure der Stadt eine Brücke aus Eisen und Stein, über die Größe \
            der Donaudampfschifffahrtsgesellschaft staunten selbst ihre schärfsten Kritiker.";
        let russian = "В 1889 году инженеры города построили мост из железа и камня, по которому шли два пути.";
        let japanese = "一八八九年、市の技師たちは鉄と石で橋を架けた。毎日四万人以上がその橋を渡った。";
        for text in [PROSE, german, russian, japanese] {
            assert!(quality(text) > 0.9, "{} {text}", quality(text));
        }
    }

    #[test]
    fn tables_of_numbers_are_not_garbage() {
        assert!(
            quality("Year\tIncome\tCost\n2020\t1,200.50\t-800.00\n2021\t1,300.75\t-900.10\n-----\t-----\t-----") > 0.7
        );
    }

    #[test]
    fn nothing_has_no_quality() {
        assert_eq!((quality(""), quality(" \n\t")), (0.0, 0.0));
    }

    #[test]
    fn each_kind_of_damage_lowers_the_score_and_more_of_it_lowers_it_more() {
        let damages: [(&str, fn(&str) -> String); 7] = [
            ("replacement characters", |word| word.replace('e', "\u{FFFD}")),
            ("control characters", |word| format!("{word}\u{1}\u{2}")),
            ("mojibake", |_| "caf\u{C3}\u{A9} na\u{C3}\u{AF}ve itâ€™s".to_string()),
            ("symbols", |_| "}{%$ &#@! ^~|\\ <>".to_string()),
            ("OCR noise", |word| word.replace(['i', 'l'], "1").replace('o', "0").replace('e', "|")),
            ("single letters", |word| word.chars().map(|letter| format!("{letter} ")).collect()),
            ("repeated garbage", |_| "aaaaaaaaaaaa".to_string()),
        ];
        for (name, damage) in damages {
            let score = |every: usize| {
                let words = PROSE.split(' ').enumerate();
                let damaged =
                    words.map(|(index, word)| if index % every == 0 { damage(word) } else { word.to_string() });
                quality(&damaged.collect::<Vec<_>>().join(" "))
            };
            let (clean, some, much, all) = (quality(PROSE), score(8), score(3), score(1));
            assert!(clean > some && some > much && much > all, "{name}: {clean} {some} {much} {all}");
            assert!(all < 0.6, "{name}: {all}");
        }
    }

    #[test]
    fn the_score_stays_between_0_and_1() {
        for text in
            ["\u{FFFD}", "a", "!!!!", "\u{1}\u{2}", "bcdfghjkl", "Ã©Ã©Ã©", &"x".repeat(1000), "word word word word"]
        {
            assert!((0.0..=1.0).contains(&quality(text)), "{text}");
        }
    }
}
