//! `ToUnicode` maps: what character codes mean (ISO 32000-2, 9.10.3).

use lode_runtime::sort;

/// Entries of one map; all codes of a font are not more.
const MOST: usize = 1 << 17;

/// A map from character codes to text.
#[derive(Debug, Default)]
pub struct ToUnicode {
    /// First code, last code, the UTF-16 text of the first; sorted by first code.
    ranges: Vec<(u32, u32, Vec<u16>)>,
}

enum Token<'a> {
    /// `<0041>`
    Hex(&'a [u8]),
    Open,
    Close,
    /// Operators, names and numbers.
    Word(&'a [u8]),
}

impl ToUnicode {
    /// Reads a map; what is damaged in it is skipped.
    pub fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut rest = bytes;
        while let Some(token) = next(&mut rest) {
            match token {
                Token::Word(b"beginbfchar") => map.characters(&mut rest),
                Token::Word(b"beginbfrange") => map.ranges(&mut rest),
                _ => {}
            }
        }
        sort::by_key(&mut map.ranges, |range| range.0);
        map
    }

    /// Whether it maps nothing.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// What a code means; `None` when the map does not say, and the empty text when it says nothing is meant.
    pub fn look_up(&self, code: u32) -> Option<String> {
        let after = self.ranges.partition_point(|range| range.0 <= code);
        // Ranges may overlap in damaged maps: a few before the nearest are looked at too.
        let (first, _, text) =
            self.ranges.get(..after)?.iter().rev().take(4).find(|(first, last, _)| (*first..=*last).contains(&code))?;
        let mut units = text.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add((code - first) as u16);
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn characters(&mut self, rest: &mut &[u8]) {
        while let Some(Token::Hex(code)) = next(rest) {
            let Some(Token::Hex(text)) = next(rest) else { return };
            self.add(number(code), number(code), text);
        }
    }

    fn ranges(&mut self, rest: &mut &[u8]) {
        while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (next(rest), next(rest)) {
            let (first, last) = (number(first), number(last));
            match next(rest) {
                Some(Token::Hex(text)) => self.add(first, last, text),
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Hex(text)) = next(rest) {
                        self.add(code, code, text);
                        code = code.wrapping_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn add(&mut self, first: u32, last: u32, text: &[u8]) {
        let digits: Vec<u16> = text.iter().filter_map(|byte| Some(char::from(*byte).to_digit(16)? as u16)).collect();
        // One byte alone is written as two digits.
        let units = digits.chunks(4).map(|chunk| chunk.iter().fold(0_u16, |unit, digit| unit << 4 | digit)).collect();
        if self.ranges.len() < MOST && first <= last {
            self.ranges.push((first, last, units));
        }
    }
}

fn number(hex: &[u8]) -> u32 {
    hex.iter().filter_map(|byte| char::from(*byte).to_digit(16)).fold(0, |value, digit| value << 4 | digit)
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    loop {
        let whole = *rest;
        let (first, tail) = whole.split_first()?;
        *rest = tail;
        match first {
            b'%' => *rest = tail.get(memchr::memchr2(b'\r', b'\n', tail)?..)?,
            b'<' if tail.first() == Some(&b'<') => *rest = tail.get(1..)?,
            b'<' => {
                let end = memchr::memchr(b'>', tail)?;
                *rest = tail.get(end + 1..)?;
                return Some(Token::Hex(tail.get(..end)?));
            }
            b'[' => return Some(Token::Open),
            b']' => return Some(Token::Close),
            byte if byte.is_ascii_alphanumeric() || *byte == b'/' => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]()/%{}".contains(byte);
                let end = tail.iter().position(is_end).unwrap_or(tail.len()) + 1;
                *rest = whole.get(end..)?;
                return Some(Token::Word(whole.get(..end)?));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_mapped() {
        // The forms are those of the example in ISO 32000-2, 9.10.3.
        let map = ToUnicode::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfrange <0000> <005E> <0020> <005F> <0061> [<00660066> <00660069> <00660066006C>] endbfrange\n\
              2 beginbfchar <3A51> <D840DC3E> <0F00> <> endbfchar",
        );
        let text = |code| map.look_up(code);
        assert_eq!(text(0x21).as_deref(), Some("A"));
        assert_eq!(text(0x61).as_deref(), Some("ffl"));
        assert_eq!(text(0x3A51).as_deref(), Some("\u{2003E}"));
        assert_eq!((text(0x0F00).as_deref(), text(0x1000)), (Some(""), None));
    }
}
