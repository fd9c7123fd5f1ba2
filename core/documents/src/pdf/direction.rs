//! Text that runs from right to left: from the order on the page to the order of reading.

use unicode_bidi::{BidiClass, BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;

/// Turns a piece of a line from visual order (left to right, as it stands on the page) into logical order.
///
/// The bidirectional algorithm (Unicode Standard Annex #9) reverses the runs that go against the line; reversing the same
/// runs again gives back the logical order, but for unusual nestings.
pub fn logical(visual: &str) -> String {
    let base = base_level(visual);
    if base.is_ltr() {
        let info = BidiInfo::new(visual, Some(base));
        return match info.paragraphs.first() {
            Some(paragraph) => info.reorder_line(paragraph, paragraph.range.clone()).into_owned(),
            None => visual.to_string(),
        };
    }
    // The piece is turned as a whole, and what runs from left to right in it is turned back.
    let turned: String = visual.chars().rev().collect();
    let info = BidiInfo::new(&turned, Some(base));
    let mut out = String::with_capacity(turned.len());
    let mut run = String::new();
    for (index, character) in turned.char_indices() {
        if info.levels.get(index).is_some_and(Level::is_ltr) {
            run.push(character);
        } else {
            out.extend(run.drain(..).rev());
            out.push(character);
        }
    }
    out.extend(run.drain(..).rev());
    out
}

/// Right to left when most letters are.
fn base_level(text: &str) -> Level {
    let (mut left, mut right) = (0_usize, 0_usize);
    for character in text.chars() {
        match unicode_bidi::bidi_class(character) {
            BidiClass::L => left += 1,
            BidiClass::R | BidiClass::AL => right += 1,
            _ => {}
        }
    }
    if right >= left { Level::rtl() } else { Level::ltr() }
}

/// Turns a few characters of one glyph from logical into visual order.
pub fn visual(logical: &str) -> String {
    let info = BidiInfo::new(logical, Some(Level::ltr()));
    match info.paragraphs.first() {
        Some(paragraph) => info.reorder_line(paragraph, paragraph.range.clone()).into_owned(),
        None => logical.to_string(),
    }
}

/// Whether a character is a letter of a living script that runs from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko.
/// Producers set ancient ones as they come.
pub fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && matches!(unicode_bidi::bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// Whether a character is a ligature or a shape of another that only fonts need: Latin ligatures, Hebrew and Arabic
/// presentation forms.
pub fn is_presentation_form(character: char) -> bool {
    matches!(character, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The plain characters of a text (NFKC), where it has presentation forms.
pub fn without_presentation_forms(text: &str) -> Option<String> {
    text.chars().any(is_presentation_form).then(|| {
        let mut plain = String::with_capacity(text.len() + 4);
        for character in text.chars() {
            if is_presentation_form(character) {
                plain.extend(std::iter::once(character).nfkc());
            } else {
                plain.push(character);
            }
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hebrew_line_is_turned_and_its_numbers_and_latin_words_are_not() {
        // On the page, from the left: "PDF", then the word for file, "2024", the word for year.
        assert_eq!(logical("PDF ץבוק 2024 תנש"), "שנת 2024 קובץ PDF");
    }

    #[test]
    fn a_hebrew_word_in_a_latin_line_is_turned_alone() {
        assert_eq!(logical("the word םולש means peace"), "the word שלום means peace");
    }

    #[test]
    fn presentation_forms_become_plain_letters() {
        assert_eq!(without_presentation_forms("ﬁnd").as_deref(), Some("find"));
        assert_eq!(without_presentation_forms("\u{FEFB}").as_deref(), Some("\u{644}\u{627}"));
        assert_eq!(without_presentation_forms("plain"), None);
    }
}
