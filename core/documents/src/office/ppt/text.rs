//! Texts of slides ([MS-PPT] 2.9.42 and the records after it), as paragraphs.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::record::{self, Record, Records};
use super::style::{Run, Styles};
use crate::little_endian::u32_at;
use crate::office::drawing_text::{Bullet, Paragraph};
use crate::office::rich::RichWriter;

/// What a text is for (2.13.33).
pub const TITLE: u32 = 0;
pub const BODY: u32 = 1;
pub const NOTES: u32 = 2;
pub const OTHER: u32 = 4;
pub const CENTER_TITLE: u32 = 6;
/// Texts that fill half or a quarter of a slide.
pub const PARTS_OF_BODY: [u32; 2] = [7, 8];

const TAB: u16 = 0x09;
const LINE_BREAK: u16 = 0x0B;
const PARAGRAPH_END: u16 = 0x0D;
const SPACE: u16 = 0x20;

/// A text as it is stored.
#[derive(Clone, Default)]
pub struct Text<'a> {
    /// What it is for.
    pub kind: u32,
    characters: &'a [u8],
    /// Characters have two bytes each.
    wide: bool,
    style: &'a [u8],
    /// Which of its paragraphs are numbered.
    pub numbers: &'a [u8],
    /// Where fields such as the number of the slide stand, rising.
    fields: Vec<u32>,
    /// Where links start and end, and their numbers.
    links: Vec<(u32, u32, u32)>,
}

/// The texts in `records`, each of which begins with its header.
pub fn texts(records: Records) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut link = None;
    for found in records {
        if found.kind == record::TEXT_HEADER {
            texts.push(Text { kind: u32_at(found.data, 0).unwrap_or(OTHER), ..Text::default() });
        }
        let Some(text) = texts.last_mut() else { continue };
        match found.kind {
            record::TEXT_CHARACTERS | record::TEXT_BYTES => {
                text.characters = found.data;
                text.wide = found.kind == record::TEXT_CHARACTERS;
            }
            record::TEXT_STYLE => text.style = found.data,
            record::INTERACTION => {
                let atom = found.child(record::INTERACTION_ATOM);
                link = atom.and_then(|atom| u32_at(atom.data, 4)).filter(|link| *link != 0);
            }
            record::TEXT_INTERACTION => {
                let range = u32_at(found.data, 0).zip(u32_at(found.data, 4));
                if let Some(((start, end), link)) = range.zip(link.take()) {
                    text.links.push((start, end, link));
                }
            }
            kind if record::FIELDS.contains(&kind) => text.fields.extend(u32_at(found.data, 0)),
            _ => {}
        }
    }
    texts
}

impl Text<'_> {
    /// The paragraphs that have text; `addresses` are those of links by their numbers. Fields are left out.
    ///
    /// # Errors
    /// `LimitExpandedBytes`, `Cancelled`, `Timeout`.
    pub fn paragraphs(&self, addresses: &HashMap<u32, String>, job: &Job) -> Result<Vec<Paragraph>> {
        job.check()?;
        // More than one shape may show the same text.
        job.charge_expanded((self.characters.len() + self.style.len() + self.numbers.len()) as u64)?;
        let units: Vec<u16> = if self.wide {
            self.characters.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect()
        } else {
            self.characters.iter().map(|byte| u16::from(*byte)).collect()
        };
        let styles = Styles::read(self.style, self.numbers, units.len());
        let mut fields = self.fields.clone();
        fields.sort_unstable();
        let mut links: Vec<_> = self.links.iter().filter(|link| link.0 < link.1).collect();
        links.sort_unstable();
        let mut writer = Writer {
            paragraphs: Vec::new(),
            writer: RichWriter::default(),
            formats: Cursor::new(&styles.characters),
            styles: Cursor::new(&styles.paragraphs),
            numbers: Cursor::new(&styles.numbers),
        };
        let mut links = links.into_iter().peekable();
        let mut start = 0;
        while start < units.len() {
            while links.next_if(|link| link.1 as usize <= start).is_some() {}
            let (inside, until) = match links.peek() {
                Some(link) if link.0 as usize <= start => (addresses.get(&link.2), link.1 as usize),
                Some(link) => (None, link.0 as usize),
                None => (None, units.len()),
            };
            if let Some(address) = inside {
                job.charge_expanded(address.len() as u64)?;
            }
            writer.writer.set_link(inside.cloned());
            let end = until.min(units.len());
            writer.push(units.get(start..end).unwrap_or_default(), start, &fields);
            start = end;
        }
        writer.end_paragraph(units.len());
        Ok(writer.paragraphs)
    }
}

/// Finds the run at a place; places only go ahead.
struct Cursor<'a, T> {
    runs: &'a [Run<T>],
    /// Where the first of the runs ends.
    end: usize,
}

impl<'a, T: Copy + Default> Cursor<'a, T> {
    fn new(runs: &'a [Run<T>]) -> Self {
        Self { runs, end: runs.first().map_or(usize::MAX, |run| run.0) }
    }

    /// What is so at `place`, and where that ends.
    fn at(&mut self, place: usize) -> (T, usize) {
        while place >= self.end {
            self.runs = self.runs.get(1..).unwrap_or_default();
            self.end = self.runs.first().map_or(usize::MAX, |run| self.end.saturating_add(run.0));
        }
        (self.runs.first().map(|run| run.1).unwrap_or_default(), self.end)
    }
}

struct Writer<'a> {
    paragraphs: Vec<Paragraph>,
    writer: RichWriter,
    formats: Cursor<'a, crate::office::rich::Format>,
    styles: Cursor<'a, super::style::ParagraphStyle>,
    numbers: Cursor<'a, Option<u32>>,
}

impl Writer<'_> {
    /// Adds characters, the first of which is the text's at `place`.
    fn push(&mut self, units: &[u16], place: usize, fields: &[u32]) {
        let mut start = 0;
        while start < units.len() {
            let (format, end) = self.formats.at(place + start);
            self.writer.set_format(format);
            let end = end.saturating_sub(place).min(units.len());
            let rest = units.get(start..end).unwrap_or_default();
            let is_field = |at: usize| u32::try_from(place + at).is_ok_and(|at| fields.binary_search(&at).is_ok());
            let special = (start..end).zip(rest).find(|(at, unit)| **unit < SPACE || is_field(*at));
            let plain = special.map_or(end, |(at, _)| at);
            self.writer.push(&String::from_utf16_lossy(units.get(start..plain).unwrap_or_default()));
            start = plain;
            if let Some((at, unit)) = special {
                match *unit {
                    TAB => self.writer.push("\t"),
                    LINE_BREAK => self.writer.push("\n"),
                    PARAGRAPH_END => self.end_paragraph(place + at),
                    _ => {}
                }
                start = at + 1;
            }
        }
    }

    /// Ends the paragraph whose mark is at `place`.
    fn end_paragraph(&mut self, place: usize) {
        let text = self.writer.take();
        let ((level, bullet), _) = self.styles.at(place);
        let bullet = match (bullet, self.numbers.at(place.saturating_sub(1)).0) {
            (None | Some(Bullet::Character), Some(start)) => Some(Bullet::Number(start)),
            (bullet, _) => bullet,
        };
        if !text.text.trim().is_empty() {
            self.paragraphs.push(Paragraph { text, level, bullet });
        }
    }
}

/// Where the links of the presentation lead, by their numbers (2.10.16). Jumps within it lead to places that only
/// PowerPoint knows.
pub fn addresses(document: &Record) -> HashMap<u32, String> {
    let objects = document.child(record::EXTERNAL_OBJECTS);
    let links = objects.iter().flat_map(Record::children).filter(|object| object.kind == record::HYPERLINK);
    let address = |link: Record| {
        let number = u32_at(link.child(record::HYPERLINK_ATOM)?.data, 0)?;
        let target = link.children().find(|child| child.kind == record::STRING && child.instance == 1)?;
        Some((number, string(&target))).filter(|(_, address)| !address.is_empty())
    };
    links.filter_map(address).collect()
}

/// The text of a string.
pub fn string(record: &Record) -> String {
    crate::little_endian::utf16(record.data).trim().to_string()
}
