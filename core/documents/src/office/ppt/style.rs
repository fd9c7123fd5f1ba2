//! How a text is formatted: runs of paragraphs and of characters ([MS-PPT] 2.9.44 to 2.9.46, 2.9.20, 2.9.13).

use crate::little_endian::{u16_at, u32_at};
use crate::office::drawing_text::{Bullet, Bullets};
use crate::office::rich::Format;

/// Reads numbers one after the other.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn skip(&mut self, size: usize) -> Option<()> {
        self.0 = self.0.get(size..)?;
        Some(())
    }

    fn short(&mut self) -> Option<u16> {
        let value = u16_at(self.0, 0)?;
        self.skip(2).map(|()| value)
    }

    fn long(&mut self) -> Option<u32> {
        let value = u32_at(self.0, 0)?;
        self.skip(4).map(|()| value)
    }

    /// Skips fields of these sizes that the mask says are there.
    fn skip_fields(&mut self, mask: u32, fields: &[(u32, usize)]) -> Option<()> {
        fields.iter().filter(|(bits, _)| mask & bits != 0).try_for_each(|(_, size)| self.skip(*size))
    }

    /// What a paragraph says of its bullet (2.9.20).
    fn paragraph(&mut self) -> Option<Option<Bullet>> {
        let mask = self.long()?;
        let flags = if mask & 0xF != 0 { self.short()? } else { 0 };
        let bullet = (mask & 1 != 0).then_some(if flags & 1 != 0 { Bullet::Character } else { Bullet::None });
        // Bullet's character, font, size and color; alignment, spacing, margins, tabs.
        let before_tabs = [7, 4, 6, 5, 11, 12, 13, 14, 8, 10, 15].map(|bit| (1 << bit, if bit == 5 { 4 } else { 2 }));
        self.skip_fields(mask, &before_tabs)?;
        if mask & 1 << 20 != 0 {
            let tabs = usize::from(self.short()?);
            self.skip(4 * tabs)?;
        }
        self.skip_fields(mask, &[(1 << 16, 2), (7 << 17, 2), (1 << 21, 2)])?;
        Some(bullet)
    }

    /// The format of characters (2.9.13).
    fn characters(&mut self) -> Option<Format> {
        let mask = self.long()?;
        let style = if mask & 0xFFFF != 0 { self.short()? } else { 0 };
        // Fonts, size and color.
        let fields = [(16, 2), (21, 2), (22, 2), (23, 2), (17, 2), (18, 4)].map(|(bit, size)| (1 << bit, size));
        self.skip_fields(mask, &fields)?;
        let shift = if mask & 1 << 19 != 0 { self.short()?.cast_signed() } else { 0 };
        let on = |bit: u16| mask & u32::from(bit) != 0 && style & bit != 0;
        let format = Format::default()
            .with(Format::BOLD, on(1))
            .with(Format::ITALIC, on(2))
            .with(Format::SUPERSCRIPT, shift > 0)
            .with(Format::SUBSCRIPT, shift < 0);
        Some(format)
    }
}

/// A run of characters with something in common; how many there are.
pub type Run<T> = (usize, T);

/// What paragraphs say of themselves: level, from 0, and bullet.
pub type ParagraphStyle = (u8, Option<Bullet>);

/// The runs of a text, as far as they can be read.
#[derive(Default)]
pub struct Styles {
    pub paragraphs: Vec<Run<ParagraphStyle>>,
    pub characters: Vec<Run<Format>>,
}

impl Styles {
    /// Reads the runs of a text of `length` characters; one more stands for its end.
    pub fn read(data: &[u8], length: usize) -> Self {
        let mut styles = Self::default();
        let mut reader = Reader(data);
        let _ = styles.read_paragraphs(&mut reader, length).and_then(|()| styles.read_characters(&mut reader, length));
        styles
    }

    fn read_paragraphs(&mut self, reader: &mut Reader, length: usize) -> Option<()> {
        let mut covered = 0;
        while covered <= length {
            let count = (reader.long()? as usize).max(1);
            let level = reader.short()?.min(8) as u8;
            self.paragraphs.push((count, (level, reader.paragraph()?)));
            covered = covered.checked_add(count)?;
        }
        Some(())
    }

    fn read_characters(&mut self, reader: &mut Reader, length: usize) -> Option<()> {
        let mut covered = 0;
        while covered <= length {
            let count = (reader.long()? as usize).max(1);
            self.characters.push((count, reader.characters()?));
            covered = covered.checked_add(count)?;
        }
        Some(())
    }
}

/// The bullets of each level in a master's style of texts of one type (2.9.36).
pub fn master_bullets(data: &[u8], text_type: u16) -> Bullets {
    let mut bullets = Bullets::default();
    let mut reader = Reader(data);
    let mut read = || {
        let levels = usize::from(reader.short()?);
        for bullet in bullets.iter_mut().take(levels) {
            // Types that have a type above them name the level.
            if text_type >= 5 {
                reader.short()?;
            }
            *bullet = reader.paragraph()?;
            reader.characters()?;
        }
        Some(())
    };
    read();
    bullets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_with_all_kinds_of_fields_are_read_to_their_end() {
        let paragraph = [
            &3u32.to_le_bytes()[..],
            &1u16.to_le_bytes(),
            // All fields but those of 9, with a bullet and two tabs.
            &0x003F_FDFFu32.to_le_bytes(),
            &[1, 0],
            &[0; 2 * 3 + 4 + 2 * 7],
            &[2, 0],
            &[0; 8 + 6],
        ];
        let characters =
            [&3u32.to_le_bytes()[..], &0x00FF_0003u32.to_le_bytes(), &[2, 0], &[0; 2 * 5 + 4], &(-25i16).to_le_bytes()];
        let data = [paragraph.concat(), characters.concat()].concat();
        let styles = Styles::read(&data, 2);
        assert_eq!(styles.paragraphs, [(3, (1, Some(Bullet::Character)))]);
        let format = Format::ITALIC.with(Format::SUBSCRIPT, true);
        assert_eq!(styles.characters, [(3, format)]);
    }
}
