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

    /// The format of characters (2.9.13), and the group that tells which additions are theirs (2.9.67).
    fn characters(&mut self) -> Option<(Format, u16)> {
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
        Some((format, style >> 10 & 0xF))
    }

    /// What is added to some paragraphs (2.9.66): the number that they count from, where they are numbered.
    fn number(&mut self) -> Option<Option<u32>> {
        let mask = self.long()?;
        // A picture as the bullet; whether there is a number; how it looks and where it starts (2.9.21).
        self.skip_fields(mask, &[(1 << 23, 2)])?;
        let is_numbered = mask & 1 << 25 != 0 && self.short()? != 0;
        let start = if mask & 1 << 24 != 0 { self.long()? >> 16 } else { 1 };
        // Characters (2.9.14): which additions of a later version are theirs, and languages (2.9.32).
        let mask = self.long()?;
        self.skip_fields(mask, &[(1 << 20, 4)])?;
        let mask = self.long()?;
        self.skip_fields(mask, &[(1, 2), (2, 2), (4, 2), (1 << 5, 4), (1 << 6, 2)])?;
        if mask & 1 << 9 != 0 {
            let tags = (self.long()? as usize).checked_mul(4)?;
            self.skip(tags)?;
        }
        Some(is_numbered.then_some(start))
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
    /// Where numbers start, of runs whose paragraphs are numbered.
    pub numbers: Vec<Run<Option<u32>>>,
}

/// Additions to texts are counted in groups of so many.
const GROUPS: usize = 16;

impl Styles {
    /// Reads the runs of a text of `length` characters; one more stands for its end. `numbers` are the additions to it.
    pub fn read(data: &[u8], numbers: &[u8], length: usize) -> Self {
        let mut styles = Self::default();
        let mut reader = Reader(data);
        let mut groups = Vec::new();
        let _ = styles
            .read_paragraphs(&mut reader, length)
            .and_then(|()| styles.read_characters(&mut reader, length, &mut groups));
        if !numbers.is_empty() {
            styles.read_numbers(numbers, &groups, length);
        }
        styles
    }

    /// 2.9.67: an addition is for runs of one group that follow each other, and its own number says which group.
    fn read_numbers(&mut self, data: &[u8], groups: &[Run<u16>], length: usize) {
        let mut reader = Reader(data);
        let additions: Vec<_> = std::iter::from_fn(|| reader.number()).collect();
        let one = [(length + 1, 0)];
        let groups = if groups.is_empty() { &one } else { groups };
        let mut next = 0;
        for run in groups.chunk_by(|a, b| a.1 == b.1) {
            let group = run.first().map_or(0, |run| usize::from(run.1));
            let addition = next + (GROUPS + group - next % GROUPS) % GROUPS;
            let count = run.iter().fold(0, |count: usize, run| count.saturating_add(run.0));
            self.numbers.push((count, additions.get(addition).copied().flatten()));
            next = addition + 1;
        }
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

    fn read_characters(&mut self, reader: &mut Reader, length: usize, groups: &mut Vec<Run<u16>>) -> Option<()> {
        let mut covered = 0;
        while covered <= length {
            let count = (reader.long()? as usize).max(1);
            let (format, group) = reader.characters()?;
            self.characters.push((count, format));
            groups.push((count, group));
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
        let styles = Styles::read(&data, &[], 2);
        assert_eq!(styles.paragraphs, [(3, (1, Some(Bullet::Character)))]);
        let format = Format::ITALIC.with(Format::SUBSCRIPT, true);
        assert_eq!(styles.characters, [(3, format)]);
    }

    /// A run of this many characters in a group of additions (2.9.13).
    fn run(count: u32, group: u16) -> Vec<u8> {
        [&count.to_le_bytes()[..], &(0xFu32 << 10).to_le_bytes(), &(group << 10).to_le_bytes()].concat()
    }

    /// An addition without anything, with a picture and a smart tag, and with a number (2.9.66, 2.9.21, 2.9.32).
    const NOTHING: &[u8] = &[0; 12];
    const PICTURE: &[u8] = &[0, 0, 0x80, 2, 9, 9, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 7, 7, 7, 7];
    const FROM_4: &[u8] = &[0, 0, 0, 3, 1, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const FROM_1: &[u8] = &[0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    fn numbers(runs: &[Vec<u8>], additions: &[&[u8]]) -> Vec<Run<Option<u32>>> {
        let paragraphs = [&20u32.to_le_bytes()[..], &[0; 6]].concat();
        Styles::read(&[paragraphs, runs.concat()].concat(), &additions.concat(), 19).numbers
    }

    #[test]
    fn additions_belong_to_the_runs_of_their_group() {
        let runs = [run(3, 0), run(2, 0), run(5, 1), run(4, 0), run(6, 1)];
        // The addition to the third group is the first after the second's whose number is one of that group: 16.
        let between: Vec<&[u8]> = (2..16).map(|_| PICTURE).collect();
        let additions = [&[NOTHING, FROM_4][..], &between, &[FROM_1]].concat();
        assert_eq!(numbers(&runs, &additions), [(5, None), (5, Some(4)), (4, Some(1)), (6, None)]);
    }

    #[test]
    fn a_text_whose_characters_say_nothing_has_the_first_addition() {
        assert_eq!(numbers(&[], &[FROM_4, NOTHING]), [(20, Some(4))]);
        assert_eq!(numbers(&[], &[&FROM_4[..10]]), [(20, None)]);
        assert_eq!(numbers(&[], &[]), []);
    }
}
