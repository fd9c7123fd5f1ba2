//! Names of fonts ([MS-DOC] 2.9.286, 2.9.75): some are for code, some have characters of their own.

use crate::little_endian::{u16_at, utf16};
use crate::office::rich::is_monospaced;

/// Where the name stands in a font's description.
const NAME_AT: usize = 39;

/// A font.
pub struct Font {
    pub name: String,
    /// Code is what it is for.
    pub is_monospaced: bool,
}

/// The fonts of a document, in the order of their numbers.
pub fn read(table: &[u8]) -> Vec<Font> {
    let count = u16_at(table, 0).unwrap_or(0);
    let mut rest = table.get(4..).unwrap_or_default();
    let mut fonts = Vec::new();
    for _ in 0..count {
        let Some((size, after)) = rest.split_first() else { break };
        let Some((font, after)) = after.split_at_checked(usize::from(*size)) else { break };
        let name = utf16(font.get(NAME_AT..).unwrap_or_default());
        // Another name may follow the zero.
        let name = name.split('\0').next().unwrap_or_default().to_string();
        fonts.push(Font { is_monospaced: is_monospaced(&name), name });
        rest = after;
    }
    fonts
}
