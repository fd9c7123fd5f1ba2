//! How good a text is: prose scores near 1, what a broken font map or a bad scan leaves scores near 0.

/// Weights of what is wrong, for one character in a hundred: a text where every tenth character is a replacement character
/// is hardly of use, while digits and symbols in place of letters may just be a table.
const REPLACEMENT: f64 = 8.0;
const CONTROL: f64 = 8.0;
const MOJIBAKE: f64 = 5.0;
const STRANGE_WORD: f64 = 1.0;
const REPETITION: f64 = 0.8;

/// Longest word that prose of any language is likely to have, in characters.
const LONGEST_WORD: usize = 40;

/// The quality of `text` from 0 (garbage) to 1 (clean prose); 0 for a text without any letter or digit.
///
/// One less a weighted sum of shares: of characters that are replacement characters, control characters, or UTF-8 read as
/// Latin-1 (`Ã©`), of words that no language has (too long, letters mixed with symbols, no vowel-like variety), and of words that
/// repeat the one before.
#[must_use]
pub fn quality(text: &str) -> f64 {
    let mut characters = 0usize;
    let (mut replaced, mut control, mut mojibake, mut sane) = (0usize, 0usize, 0usize, 0usize);
    let mut previous = ' ';
    for character in text.chars() {
        characters += 1;
        match character {
            '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => replaced += 1,
            '\n' | '\t' | '\r' | '\u{c}' => {}
            character if character.is_control() => control += 1,
            '\u{80}'..='\u{bf}' if matches!(previous, 'Ã' | 'Â' | 'â') => mojibake += 1,
            character if character.is_alphanumeric() => sane += 1,
            _ => {}
        }
        previous = character;
    }
    if sane == 0 {
        return 0.0;
    }
    let (mut words, mut strange, mut repeated) = (0usize, 0usize, 0usize);
    let mut last = "";
    for word in text.split_whitespace() {
        words += 1;
        strange += usize::from(is_strange(word));
        repeated += usize::from(word == last);
        last = word;
    }
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let wrong = REPLACEMENT * share(replaced, characters)
        + CONTROL * share(control, characters)
        + MOJIBAKE * share(mojibake, characters)
        + STRANGE_WORD * share(strange, words)
        + REPETITION * share(repeated, words);
    (1.0 - wrong).clamp(0.0, 1.0)
}

/// Whether a word is one that no text has: of symbols alone (single ones aside), with symbols between its letters, or endless.
fn is_strange(word: &str) -> bool {
    // Addresses and paths are long and full of symbols, and right.
    if word.contains("://") || word.contains('@') || word.contains('/') {
        return false;
    }
    let inner = word.trim_matches(|character: char| !character.is_alphanumeric());
    if inner.is_empty() {
        return word.chars().count() > 3;
    }
    let length = inner.chars().count();
    let symbols = inner
        .chars()
        .filter(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '.' | ',' | ':' | '_'))
        .count();
    let ideographic = inner.chars().any(|character| character >= '\u{2e80}');
    (length > LONGEST_WORD && !ideographic) || symbols * 3 > length
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str =
        "The keeper wrote down every ship that passed, and the weather it met. In winter, there was little else to do.";

    #[test]
    fn prose_is_good_in_any_script() {
        for text in [
            PROSE,
            "灯台守は通り過ぎるすべての船を書き留めました。",
            "Смотритель маяка записывал каждый корабль.",
            "See https://example.com/a?b=c.",
        ] {
            assert!(quality(text) > 0.95, "{text}: {}", quality(text));
        }
    }

    #[test]
    fn garbage_is_bad() {
        for text in ["", "  \n", "\u{fffd}\u{fffd}a\u{fffd}", "\u{1}\u{2}x\u{3}\u{4}", "#$%& *()_ +{}| ^&*( a~`!@#"] {
            assert!(quality(text) < 0.3, "{text:?}: {}", quality(text));
        }
    }

    #[test]
    fn the_more_characters_are_lost_the_worse_it_is() {
        let lose = |every: usize| -> String {
            PROSE.chars().enumerate().map(|(index, c)| if index % every == 0 { '\u{fffd}' } else { c }).collect()
        };
        assert!(quality(PROSE) > quality(&lose(40)));
        assert!(quality(&lose(40)) > quality(&lose(20)));
        assert!(quality(&lose(20)) > quality(&lose(10)));
    }

    #[test]
    fn utf8_read_as_latin1_lowers_it() {
        let broken: String = "Käse für größere Mäuse, täglich".bytes().map(char::from).collect();
        assert!(quality(&broken) < 0.7, "{}", quality(&broken));
    }

    #[test]
    fn a_word_over_and_over_lowers_it() {
        assert!(quality(&"noise ".repeat(50)) < 0.3);
    }
}
