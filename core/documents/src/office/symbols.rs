//! Characters of symbol fonts, which files give by their place in the font.

/// The text for the character at `code` (hexadecimal, as `w:sym` has it) of `font`.
#[must_use]
pub fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Symbol fonts have their characters at U+F020 to U+F0FF as well as at 0x20 to 0xFF.
    let place = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let known = match font.to_ascii_lowercase().as_str() {
        "symbol" => symbol(place),
        "wingdings" => WINGDINGS.iter().find(|(known, _)| *known == place).map(|(_, character)| *character),
        _ => None,
    };
    known.or_else(|| char::from_u32(code).filter(|character| !character.is_control()))
}

/// Adobe's Symbol encoding, from its `symbol.txt` mapping to Unicode, at 0x21 to 0x7E and 0xA1 to 0xFE. A space
/// stands where there is no character.
const SYMBOL: [&str; 2] = [
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
];

fn symbol(place: u32) -> Option<char> {
    let (row, first) = if place >= 0xA1 { (SYMBOL[1], 0xA1) } else { (SYMBOL[0], 0x21) };
    row.chars().nth(place.checked_sub(first)? as usize).filter(|character| *character != ' ')
}

/// The characters of Wingdings that stand in texts and forms: arrows, ticks, boxes, bullets, circled numbers.
#[rustfmt::skip]
const WINGDINGS: &[(u32, char)] = &[
    (0x21, '\u{270f}'), (0x22, '\u{2702}'), (0x28, '\u{260e}'), (0x2a, '\u{2709}'), (0x36, '\u{231b}'),
    (0x4a, '\u{263a}'), (0x4b, '\u{1f610}'), (0x4c, '\u{2639}'), (0x6c, '\u{25cf}'), (0x6d, '\u{274d}'),
    (0x6e, '\u{25a0}'), (0x6f, '\u{25a1}'), (0x71, '\u{2751}'), (0x72, '\u{2752}'), (0x73, '\u{2b27}'),
    (0x74, '\u{29eb}'), (0x75, '\u{25c6}'), (0x76, '\u{2756}'), (0x77, '\u{2b25}'), (0x80, '\u{24ea}'),
    (0x81, '\u{2460}'), (0x82, '\u{2461}'), (0x83, '\u{2462}'), (0x84, '\u{2463}'), (0x85, '\u{2464}'),
    (0x86, '\u{2465}'), (0x87, '\u{2466}'), (0x88, '\u{2467}'), (0x89, '\u{2468}'), (0x8a, '\u{2469}'),
    (0x9e, '\u{00b7}'), (0x9f, '\u{2022}'), (0xa7, '\u{25aa}'), (0xa8, '\u{25fb}'), (0xab, '\u{2605}'),
    (0xd8, '\u{27a2}'), (0xdf, '\u{2190}'), (0xe0, '\u{2192}'), (0xe1, '\u{2191}'), (0xe2, '\u{2193}'),
    (0xe8, '\u{2794}'), (0xef, '\u{21e6}'), (0xf0, '\u{21e8}'), (0xf1, '\u{21e7}'), (0xf2, '\u{21e9}'),
    (0xfb, '\u{2717}'), (0xfc, '\u{2713}'), (0xfd, '\u{2612}'), (0xfe, '\u{2611}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbol_fonts_are_mapped_to_unicode() {
        assert_eq!(character("Symbol", "F061"), Some('α'));
        assert_eq!(character("Symbol", "00B3"), Some('≥'));
        assert_eq!(character("Symbol", "F0FE"), Some('⎭'));
        assert_eq!(character("Symbol", "7E"), Some('∼'));
        assert_eq!(character("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(character("Arial", "20AC"), Some('€'));
        assert_eq!(character("Arial", "zz"), None);
    }
}
