//! Counting words.

/// Words of a text: runs between white space that have a letter or digit; in scripts that do not separate their words,
/// each ideograph or kana counts, as word processors count them.
#[must_use]
pub fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut in_word = false;
    for character in text.chars() {
        if character.is_ascii() {
            if character.is_ascii_alphanumeric() {
                words += usize::from(!in_word);
                in_word = true;
            } else if character.is_ascii_whitespace() {
                in_word = false;
            }
        } else if stands_alone(character) {
            words += 1;
            in_word = false;
        } else if character.is_whitespace() {
            in_word = false;
        } else if character.is_alphanumeric() {
            words += usize::from(!in_word);
            in_word = true;
        }
    }
    words
}

/// Ideographs and kana: a word each, for lack of spaces between words.
#[must_use]
pub fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_white_space_and_have_a_letter_or_digit() {
        assert_eq!(count_words("It's a well-known fact \u{2014} 3.5 % of all, e.g."), 8);
        assert_eq!(count_words("  - | *** \n"), 0);
    }

    #[test]
    fn ideographs_count_one_each() {
        assert_eq!(count_words("東京 is 首都"), 5);
    }
}
