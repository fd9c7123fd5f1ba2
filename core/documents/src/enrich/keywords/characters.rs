//! Classes of characters, as the reference implementations know them.
//!
//! They ask for general categories of Unicode, which `char` does not know; what it knows, and the few blocks where the
//! two differ, give the same for the scripts that separate their words.

/// Cased letters and modifier letters (Lu, Ll, Lt, Lm), but not letters of scripts without case (Lo).
pub fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    is_upper(character) || (character.is_lowercase() && !matches!(character, 'ª' | 'º')) || is_modifier(character)
}

/// Upper and title case letters (Lu, Lt).
pub fn is_upper(character: char) -> bool {
    let is_title_case = matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}' | '\u{1FA8}'..='\u{1FAF}' | 'ᾼ' | 'ῌ' | 'ῼ');
    is_title_case
        || (character.is_uppercase() && !matches!(character, '\u{2160}'..='\u{216F}' | '\u{24B6}'..='\u{24CF}'))
}

/// Lower case letters (Ll).
pub fn is_lower(character: char) -> bool {
    character.is_lowercase()
        && !is_modifier(character)
        && !matches!(character, 'ª' | 'º' | '\u{2170}'..='\u{217F}' | '\u{24D0}'..='\u{24E9}')
}

/// Modifier letters (Lm) of scripts in wide use.
fn is_modifier(character: char) -> bool {
    matches!(character,
        '\u{2B0}'..='\u{2C1}' | '\u{2C6}'..='\u{2D1}' | '\u{2E0}'..='\u{2E4}' | '\u{2EC}' | '\u{2EE}' | '\u{374}' | '\u{37A}'
        | '\u{559}' | '\u{640}' | '\u{6E5}' | '\u{6E6}' | '\u{E46}' | '\u{EC6}' | '\u{1D2C}'..='\u{1D6A}' | '\u{2071}'
        | '\u{207F}' | '\u{2090}'..='\u{209C}' | '\u{3005}' | '\u{3031}'..='\u{3035}' | '\u{303B}' | '\u{309D}' | '\u{309E}'
        | '\u{30FC}'..='\u{30FE}' | '\u{FF70}' | '\u{FF9E}' | '\u{FF9F}')
}

/// Digits and numbers that are letters, such as Roman ones (Nd, Nl).
pub fn is_number(character: char) -> bool {
    character.is_ascii_digit() || (!character.is_ascii() && character.is_numeric() && !is_other_number(character))
}

/// Fractions, and digits above, below and within something (No).
fn is_other_number(character: char) -> bool {
    matches!(character,
        '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{2089}' | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{249B}'
        | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{3229}'
        | '\u{3248}'..='\u{324F}' | '\u{3251}'..='\u{325F}' | '\u{3280}'..='\u{3289}' | '\u{32B1}'..='\u{32BF}')
}

/// What Python's `str.isdigit` takes for a digit: decimal digits, also above and below the line.
pub fn is_digit(character: char) -> bool {
    let is_letter_number = matches!(character, '\u{2160}'..='\u{2188}' | '\u{3007}' | '\u{3021}'..='\u{3029}');
    let is_raised = matches!(character, '²' | '³' | '¹' | '\u{2070}'..='\u{2089}' | '\u{2460}'..='\u{2468}');
    is_raised || (is_number(character) && !is_letter_number)
}

/// What Python's `str.isalpha` takes for a letter (L): alphabetic, but neither a mark nor a number.
pub fn is_alpha(character: char) -> bool {
    character.is_alphabetic() && !character.is_numeric() && !is_mark(character)
}

/// Vowel signs and other marks that count as alphabetic, of scripts in wide use.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{345}' | '\u{5B0}'..='\u{5BD}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{657}' | '\u{670}' | '\u{900}'..='\u{903}'
        | '\u{93A}' | '\u{93B}' | '\u{93E}'..='\u{94C}' | '\u{981}'..='\u{983}' | '\u{9BE}'..='\u{9CC}' | '\u{E31}'
        | '\u{E34}'..='\u{E3A}' | '\u{E4D}')
}

/// Characters of words of regular expressions (`\w`): letters, decimal digits, combining marks, joiners, low lines.
pub fn is_word(character: char) -> bool {
    character.is_alphabetic()
        || is_number(character)
        || matches!(character, '_' | '\u{203F}' | '\u{2040}' | '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

/// Hyphens that stand within words.
pub fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{AD}' | '\u{58A}' | '\u{5BE}' | '\u{F0C}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2012}' | '\u{2E17}' | '\u{30A0}'
    )
}

/// Apostrophes other than the straight one.
pub fn is_curly_apostrophe(character: char) -> bool {
    matches!(character, '\u{B4}' | '\u{2B9}' | '\u{2BC}' | '\u{2019}' | '\u{2032}')
}

/// Apostrophes.
pub fn is_apostrophe(character: char) -> bool {
    character == '\'' || is_curly_apostrophe(character)
}

/// Marks that end sentences.
pub fn is_terminal(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '\u{203C}' | '\u{203D}' | '\u{2047}'
            ..='\u{2049}' | '\u{3002}' | '\u{FE52}' | '\u{FE57}' | '\u{FF01}' | '\u{FF0E}' | '\u{FF1F}' | '\u{FF61}'
    )
}
