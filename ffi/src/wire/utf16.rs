//! Lengths and offsets in UTF-16 code units, which is how JavaScript counts.

/// Bytes between two checkpoints of [`Utf16Offsets`].
const BLOCK: usize = 256;

/// How many UTF-16 code units `text`, which is (a part of) UTF-8, takes.
///
/// Every byte that is not a continuation begins a character, and a character of four bytes takes two units.
#[must_use]
pub fn length(text: &[u8]) -> usize {
    // Sums of bytes over at most 127 bytes stay below 255, which lets the compiler count 16 or more bytes at a time.
    text.chunks(127).map(|chunk| usize::from(chunk.iter().map(|byte| units(*byte)).sum::<u8>())).sum()
}

fn units(byte: u8) -> u8 {
    u8::from(byte.cast_signed() >= -64) + u8::from(byte >= 0xF0)
}

/// Turns byte offsets of a text into UTF-16 offsets, in any order and without walking the text for each.
pub struct Utf16Offsets<'a> {
    text: &'a [u8],
    /// Units before each block; none for ASCII, where the offsets are the same.
    checkpoints: Vec<usize>,
}

impl<'a> Utf16Offsets<'a> {
    /// Prepares the offsets of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text: text.as_bytes(), checkpoints: Vec::new() };
        }
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += length(block);
            Some(here)
        });
        Self { text: text.as_bytes(), checkpoints: blocks.collect() }
    }

    /// The offset in UTF-16 code units of the byte at `offset`; beyond the end, the length of the text.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = (offset / BLOCK).min(self.checkpoints.len().saturating_sub(1));
        let Some(before) = self.checkpoints.get(block) else { return offset };
        before + self.text.get(block * BLOCK..offset).map_or(0, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 5] = ["", "plain", "Grüße, Ünïcødé", "日本語のテキスト", "🦀 crab and 𝒎𝒂𝒕𝒉 é"];

    #[test]
    fn lengths_are_those_of_encode_utf16() {
        for text in TEXTS {
            for times in [1, 9, 40, 300] {
                let text = text.repeat(times);
                assert_eq!(length(text.as_bytes()), text.encode_utf16().count(), "{text}");
            }
        }
    }

    #[test]
    fn offsets_are_the_lengths_of_what_precedes_them() {
        for text in TEXTS.map(|text| text.repeat(100)) {
            let offsets = Utf16Offsets::new(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(offsets.at(at), text[..at].encode_utf16().count());
            }
        }
    }

    #[test]
    fn an_offset_beyond_the_end_is_the_end() {
        assert_eq!(Utf16Offsets::new("abc").at(9), 3);
        assert_eq!(Utf16Offsets::new("äöü").at(9), 3);
    }
}
