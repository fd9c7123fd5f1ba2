//! Where the properties of paragraphs and characters are: pages of 512 bytes in the stream, found by the places of the text
//! that they are about ([MS-DOC] 2.4.6, 2.8.5, 2.8.6, 2.9.33, 2.9.174).

use super::plc::Plc;
use crate::little_endian::{u16_at, u32_at};

const PAGE_SIZE: usize = 512;

/// Looks up properties by the place of the text in the stream.
pub struct Formatting<'a> {
    stream: &'a [u8],
    paragraphs: Plc<'a>,
    characters: Plc<'a>,
}

/// A run of text with the same properties.
struct Run<'a> {
    page: &'a [u8],
    /// Which of the page's runs it is, and how many there are.
    index: usize,
    count: usize,
    /// The place where it ends.
    end: u32,
}

impl<'a> Formatting<'a> {
    /// `paragraphs` and `characters` are the tables of pages.
    pub fn new(stream: &'a [u8], paragraphs: &'a [u8], characters: &'a [u8]) -> Self {
        Self { stream, paragraphs: Plc::new(paragraphs, 4), characters: Plc::new(characters, 4) }
    }

    /// The style and the properties of the paragraph whose mark lies at `place`.
    pub fn paragraph(&self, place: u32) -> Option<(u16, &'a [u8])> {
        let run = self.run(&self.paragraphs, place)?;
        let at = 2 * usize::from(*run.page.get(4 * (run.count + 1) + 13 * run.index)?);
        let words = usize::from(*run.page.get(at)?);
        // A size of 0 says that the size follows, one byte less than which is counted otherwise (2.9.175).
        let (start, size) = match words {
            0 => (at + 2, 2 * usize::from(*run.page.get(at + 1)?)),
            words => (at + 1, 2 * words - 1),
        };
        let properties = run.page.get(start..start + size).filter(|_| at > 0)?;
        Some((u16_at(properties, 0)?, properties.get(2..)?))
    }

    /// The properties of the character at `place`, and where they end.
    pub fn characters(&self, place: u32) -> (&'a [u8], u32) {
        let Some(run) = self.run(&self.characters, place) else { return (&[], u32::MAX) };
        let properties = || {
            let at = 2 * usize::from(*run.page.get(4 * (run.count + 1) + run.index)?);
            let size = usize::from(*run.page.get(at)?);
            run.page.get(at + 1..at + 1 + size).filter(|_| at > 0)
        };
        (properties().unwrap_or_default(), run.end)
    }

    fn run(&self, pages: &Plc<'a>, place: u32) -> Option<Run<'a>> {
        let number = u32_at(pages.data(pages.find(place)?)?, 0)? & 0x3F_FFFF;
        let start = (number as usize).checked_mul(PAGE_SIZE)?;
        let page = self.stream.get(start..start.checked_add(PAGE_SIZE)?)?;
        let count = usize::from(*page.last()?);
        // The positions are those of an array without data: the data that follow differ in size.
        let positions = Plc::new(page.get(..4 * (count + 1))?, 0);
        let index = positions.find(place)?;
        Some(Run { page, index, count, end: positions.position(index + 1)? })
    }
}
