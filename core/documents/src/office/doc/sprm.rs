//! Lists of property changes ([MS-DOC] 2.2.5.1), and those of them that matter here (2.6).

use crate::little_endian::u16_at;

/// Changes of properties: their codes, and what they are changed to.
pub struct Sprms<'a>(pub &'a [u8]);

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.0, 0)?;
        let rest = self.0.get(2..)?;
        let first = rest.first().map(|size| usize::from(*size));
        let (before, size) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // The two whose size is written in another way (2.9.17, 2.9.322).
            _ if code == TABLE_DEFINITION => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ if code == TABS && first == Some(255) => (0, tabs_size(rest)?),
            _ => (1, first?),
        };
        let operand = rest.get(before..before + size)?;
        self.0 = rest.get(before + size..)?;
        Some((code, operand))
    }
}

fn tabs_size(rest: &[u8]) -> Option<usize> {
    let deleted = 4 * usize::from(*rest.get(1)?);
    Some(3 + deleted + 3 * usize::from(*rest.get(2 + deleted)?))
}

/// sprmPChgTabs.
const TABS: u16 = 0xC615;

/// Paragraphs (2.6.2).
pub const IN_TABLE: u16 = 0x2416;
pub const ROW_END: u16 = 0x2417;
pub const INNER_CELL_END: u16 = 0x244B;
pub const INNER_ROW_END: u16 = 0x244C;
pub const TABLE_DEPTH: u16 = 0x6649;
pub const OUTLINE_LEVEL: u16 = 0x2640;
pub const LIST: u16 = 0x460B;
pub const LIST_LEVEL: u16 = 0x260A;
/// The properties lie in the data stream, because there are too many; the first is that of older versions.
pub const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];

/// Characters (2.6.1).
pub const DELETED: u16 = 0x0800;
pub const BOLD: u16 = 0x0835;
pub const ITALIC: u16 = 0x0836;
pub const STRIKETHROUGH: u16 = 0x0837;
pub const DOUBLE_STRIKETHROUGH: u16 = 0x2A53;
pub const SCRIPT: u16 = 0x2A48;
pub const SYMBOL: u16 = 0x6A09;
pub const CHARACTER_STYLE: u16 = 0x4A30;
pub const FONT: u16 = 0x4A4F;

/// Tables (2.6.3).
pub const HEADER_ROW: u16 = 0x3404;
pub const TABLE_DEFINITION: u16 = 0xD608;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_each_kind_of_property_is_known() {
        let list = [
            &[0x35, 0x08, 1][..],
            &[0x0B, 0x46, 2, 0],
            &[0x49, 0x66, 1, 0, 0, 0],
            &[0x15, 0xC6, 3, 9, 9, 9],
            &[0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0],
            &[0x08, 0xD6, 3, 0, 7, 7],
            &[0x0A, 0x26, 4],
        ];
        let list = list.concat();
        let found: Vec<_> = Sprms(&list).map(|(code, operand)| (code, operand.len())).collect();
        let expected = [(BOLD, 1), (LIST, 2), (TABLE_DEPTH, 4), (TABS, 3), (TABS, 12 - 2), (TABLE_DEFINITION, 2)];
        assert_eq!(found, [&expected[..], &[(LIST_LEVEL, 1)]].concat());
        assert_eq!(Sprms(&list[..list.len() - 1]).count(), found.len() - 1);
    }
}
