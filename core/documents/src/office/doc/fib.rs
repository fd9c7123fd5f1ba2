//! The file information block: where everything is ([MS-DOC] 2.5).

use lode_runtime::{Error, ErrorCode, Result};

use crate::little_endian::{u16_at, u32_at};

/// The first number of every document since Word 97 (2.5.2).
const WORD: u16 = 0xA5EC;
/// Those of Word 2, of Word 6 and 95, and of their editions for East Asia, as such files have them.
const EARLIER: [u16; 5] = [0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699];
/// Versions from here on are Word 97's and later ones' (2.5.2).
const WORD_97: u16 = 0xC0;

/// Tells documents before Word 97 by their first numbers; Word 2 has no compound file around them.
///
/// # Errors
/// `UnsupportedFormat` for those.
pub fn refuse_earlier(bytes: &[u8]) -> Result<()> {
    let (magic, version) = u16_at(bytes, 0).zip(u16_at(bytes, 2)).unwrap_or_default();
    if !EARLIER.contains(&magic) && (magic != WORD || version >= WORD_97) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::UnsupportedFormat,
        format!(
            "expected a document of Word 97 or later, got one of Word 95 or earlier (version {version} of the format); \
             save it as .docx first"
        ),
    ))
}

/// Parts of the table stream, by their place in `FibRgFcLcb97` (2.5.6) and `FibRgFcLcb2002` (2.5.8).
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    CommentReferences = 4,
    CommentTexts = 5,
    HeaderTexts = 11,
    CharacterFormats = 12,
    ParagraphFormats = 13,
    Fonts = 15,
    Pieces = 33,
    CommentAuthors = 36,
    Shapes = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    TextBoxTexts = 56,
    ListDefinitions = 73,
    Lists = 74,
    CommentDates = 112,
}

/// Characters in each part of the text, which stand one after the other in this order (2.4.1).
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub main: u32,
    pub footnotes: u32,
    pub headers: u32,
    pub macros: u32,
    pub comments: u32,
    pub endnotes: u32,
    pub text_boxes: u32,
}

/// The start of the block, which is never encrypted (2.5.2).
#[derive(Debug, Clone, Copy)]
pub struct Base {
    pub is_encrypted: bool,
    /// Whether it is so by XOR.
    pub is_obfuscated: bool,
    /// The verifier of the password, or the size of what the table stream begins with about the encryption.
    pub key: u32,
    /// The name of the table stream.
    pub table: &'static str,
}

impl Base {
    /// Reads the start of the stream `WordDocument`.
    ///
    /// # Errors
    /// `UnsupportedFormat` for versions before Word 97, `Parse`.
    pub fn read(stream: &[u8]) -> Result<Self> {
        refuse_earlier(stream)?;
        let magic = u16_at(stream, 0).ok_or_else(cut)?;
        if magic != WORD {
            return Err(Error::parse(format!(
                "expected a Word document, it begins with {magic:#06X} instead of {WORD:#06X}"
            ))
            .at_path("WordDocument"));
        }
        let flags = u16_at(stream, 10).ok_or_else(cut)?;
        Ok(Self {
            is_encrypted: flags & 0x100 != 0,
            is_obfuscated: flags & 0x8000 != 0,
            key: u32_at(stream, 14).ok_or_else(cut)?,
            table: if flags & 0x200 == 0 { "0Table" } else { "1Table" },
        })
    }
}

fn cut() -> Error {
    Error::parse("expected a Word document, its file information block is cut").at_path("WordDocument")
}

/// The file information block.
pub struct Fib<'a> {
    stream: &'a [u8],
    /// Where the pairs of places and sizes are, and how many there are.
    pairs: (usize, usize),
    pub counts: Counts,
}

impl<'a> Fib<'a> {
    /// Reads the block at the start of the stream `WordDocument`, decrypted.
    ///
    /// # Errors
    /// `Parse` where it is cut.
    pub fn read(stream: &'a [u8]) -> Result<Self> {
        Self::sized(stream).ok_or_else(cut)
    }

    /// The parts of the block whose sizes the block itself says.
    fn sized(stream: &'a [u8]) -> Option<Self> {
        let words = usize::from(u16_at(stream, 32)?);
        let longs_at = 34 + 2 * words + 2;
        let longs = usize::from(u16_at(stream, longs_at - 2)?);
        let pairs_at = longs_at + 4 * longs + 2;
        let pairs = usize::from(u16_at(stream, pairs_at - 2)?);
        // 2.5.5: each is 0 where the block is too short for it, and never negative.
        let count = |index: usize| {
            let value = u32_at(stream, longs_at + 4 * index).filter(|_| index < longs).unwrap_or(0);
            value.min(i32::MAX.unsigned_abs())
        };
        let counts = Counts {
            main: count(3),
            footnotes: count(4),
            headers: count(5),
            macros: count(6),
            comments: count(7),
            endnotes: count(8),
            text_boxes: count(9),
        };
        Some(Self { stream, pairs: (pairs_at, pairs), counts })
    }

    /// A part of the table stream; empty where there is none.
    pub fn part<'t>(&self, part: Part, table: &'t [u8]) -> &'t [u8] {
        self.place(part).and_then(|(start, size)| table.get(start..start.checked_add(size)?)).unwrap_or_default()
    }

    /// The table stream from the start of a part on, and the size of the part.
    pub fn part_and_more<'t>(&self, part: Part, table: &'t [u8]) -> Option<(&'t [u8], usize)> {
        let (start, size) = self.place(part).filter(|(_, size)| *size > 0)?;
        Some((table.get(start..)?, size))
    }

    fn place(&self, part: Part) -> Option<(usize, usize)> {
        let (start, count) = self.pairs;
        let at = start + 8 * (part as usize);
        let pair = u32_at(self.stream, at)?.try_into().ok().zip(u32_at(self.stream, at + 4)?.try_into().ok());
        pair.filter(|_| (part as usize) < count)
    }
}
