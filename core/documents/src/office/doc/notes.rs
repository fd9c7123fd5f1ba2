//! Footnotes, endnotes, comments, headers, footers and text boxes: texts that stand after the main one ([MS-DOC] 2.3, 2.4.1).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use lode_runtime::Result;

use super::Reader;
use super::fib::{Counts, Fib, Part};
use super::plc::Plc;
use crate::document::{Block, Content};
use crate::little_endian::{u16_at, u32_at, utf16};
use crate::model::Annotation;
use crate::office::numerals::roman;

/// Sizes of what the tables say of each text (2.8.15, 2.9.2, 2.8.37, 2.9.101).
const NOTE_SIZE: usize = 2;
const COMMENT_SIZE: usize = 30;
const SHAPE_SIZE: usize = 26;
const TEXT_BOX_SIZE: usize = 22;
/// What the newer table says of each comment (2.9.1).
const COMMENT_DATE_SIZE: usize = 18;
/// Headers that separate notes from text come first, then six for each section (2.3.3).
const SEPARATORS: usize = 6;
const HEADERS_IN_SECTION: usize = 6;

/// Texts that stand one after the other.
#[derive(Clone, Copy)]
struct Stories<'a> {
    /// Where they start and end.
    places: Plc<'a>,
    /// How many there are; each starts where the one before it ends, so that all are as long as the text at most.
    count: usize,
    /// The first character of the first one, and how many characters all have.
    start: u32,
    length: u32,
}

impl Stories<'_> {
    fn range(&self, index: usize) -> Option<Range<u32>> {
        let position = |index| self.start.checked_add(self.places.position(index)?.min(self.length));
        position(index).zip(position(index + 1)).filter(|_| index < self.count).map(|(start, end)| start..end)
    }
}

/// Where the texts are that stand after the main one, and what refers to them.
pub(super) struct Others<'a> {
    footnote_references: Plc<'a>,
    footnotes: Stories<'a>,
    endnote_references: Plc<'a>,
    endnotes: Stories<'a>,
    headers: Stories<'a>,
    comment_references: Plc<'a>,
    comments: Stories<'a>,
    comment_authors: &'a [u8],
    comment_dates: &'a [u8],
    shapes: Plc<'a>,
    text_boxes: Stories<'a>,
    /// Text boxes that no shape in the text has taken so far, by the numbers of their shapes.
    waiting: HashMap<u32, usize>,
}

impl<'a> Others<'a> {
    pub(super) fn new(fib: &Fib, table: &'a [u8]) -> Self {
        let part = |part| fib.part(part, table);
        let Counts { main, footnotes, headers, macros, comments, endnotes, text_boxes } = fib.counts;
        let mut start = main;
        let mut stories = |places: Plc<'a>, length: u32| {
            let stories = Stories { places, count: places.rising(), start, length };
            start = start.saturating_add(length);
            stories
        };
        let footnotes = stories(Plc::new(part(Part::FootnoteTexts), 0), footnotes);
        let headers = stories(Plc::new(part(Part::HeaderTexts), 0), headers);
        stories(Plc::default(), macros);
        let comments = stories(Plc::new(part(Part::CommentTexts), 0), comments);
        let endnotes = stories(Plc::new(part(Part::EndnoteTexts), 0), endnotes);
        let text_boxes = stories(Plc::new(part(Part::TextBoxTexts), TEXT_BOX_SIZE), text_boxes);
        let shape = |index: usize| u32_at(text_boxes.places.data(index)?, 14).map(|shape| (shape, index));
        Self {
            footnote_references: Plc::new(part(Part::FootnoteReferences), NOTE_SIZE),
            footnotes,
            endnote_references: Plc::new(part(Part::EndnoteReferences), NOTE_SIZE),
            endnotes,
            headers,
            comment_references: Plc::new(part(Part::CommentReferences), COMMENT_SIZE),
            comments,
            comment_authors: part(Part::CommentAuthors),
            comment_dates: part(Part::CommentDates),
            shapes: Plc::new(part(Part::Shapes), SHAPE_SIZE),
            text_boxes,
            waiting: (0..text_boxes.places.len()).filter_map(shape).collect(),
        }
    }
}

impl Reader<'_> {
    /// Writes the label of the note that the character at `position` refers to into the text.
    pub(super) fn note_reference(&mut self, position: u32) {
        let footnote = self.others.footnote_references.starting_at(position).map(|index| (false, index));
        let endnote = || self.others.endnote_references.starting_at(position).map(|index| (true, index));
        if position < self.main
            && let Some((is_endnote, index)) = footnote.or_else(endnote)
            && !self.in_hidden_field()
        {
            self.inline.writer.push_note_reference(&label(is_endnote, index));
        }
    }

    /// Adds the footnotes and endnotes.
    pub(super) fn read_notes(&mut self) -> Result<()> {
        for is_endnote in [false, true] {
            let others = &self.others;
            let (references, stories) = if is_endnote {
                (others.endnote_references, others.endnotes)
            } else {
                (others.footnote_references, others.footnotes)
            };
            for index in 0..references.len() {
                let Some(range) = stories.range(index) else { break };
                let text = self.text_of(range)?;
                if !text.text.trim().is_empty() {
                    self.document.push(Content::Footnote { label: label(is_endnote, index), text });
                }
            }
        }
        Ok(())
    }

    /// Adds the comments as annotations.
    pub(super) fn read_comments(&mut self) -> Result<()> {
        let authors = strings(self.others.comment_authors);
        for index in 0..self.others.comment_references.len() {
            let Some(range) = self.others.comments.range(index) else { break };
            let content = self.text_of(range)?.text;
            let author = self.others.comment_references.data(index).and_then(|data| u16_at(data, 20));
            let author = author.and_then(|author| authors.get(usize::from(author))).cloned();
            let date = self.others.comment_dates.get(COMMENT_DATE_SIZE * index..).and_then(|data| u32_at(data, 0));
            self.document.annotations.push(Annotation {
                kind: "comment".to_string(),
                content,
                author: author.filter(|author| !author.is_empty()),
                created: date.and_then(rfc_3339),
                ..Annotation::default()
            });
        }
        Ok(())
    }

    /// Adds headers before and footers after everything else; each text once.
    pub(super) fn read_running(&mut self) -> Result<()> {
        let mut headers = Vec::new();
        let mut known = HashSet::new();
        let stories = self.others.headers;
        for index in SEPARATORS..stories.count {
            let Some(range) = stories.range(index) else { break };
            // For even pages, odd ones, the same for footers, and a header and a footer for the first page.
            let is_header = matches!((index - SEPARATORS) % HEADERS_IN_SECTION, 0 | 1 | 4);
            let text = self.text_of(range)?;
            if text.text.trim().is_empty() || !known.insert((is_header, text.text.clone())) {
                continue;
            }
            if is_header {
                let content = Content::Header(text);
                headers.push(Block::new(content));
            } else {
                self.document.push(Content::Footer(text));
            }
        }
        self.document.blocks.splice(0..0, headers);
        Ok(())
    }

    /// Reads the text box that is anchored at `position`; it stands after the paragraph.
    pub(super) fn drawing(&mut self, position: u32) -> Result<()> {
        let shapes = self.others.shapes;
        let shape = shapes.starting_at(position).filter(|_| position < self.main);
        let shape = shape.and_then(|index| u32_at(shapes.data(index)?, 0));
        let story = shape.and_then(|shape| self.others.waiting.remove(&shape));
        if let Some(range) = story.and_then(|story| self.others.text_boxes.range(story)) {
            let blocks = self.apart(range)?;
            self.inline.after.extend(blocks);
        }
        Ok(())
    }

    /// Adds the text boxes whose places are not known, such as those in groups of shapes.
    pub(super) fn read_text_boxes(&mut self) -> Result<()> {
        let mut stories: Vec<usize> = std::mem::take(&mut self.others.waiting).into_values().collect();
        stories.sort_unstable();
        for story in stories {
            let Some(range) = self.others.text_boxes.range(story) else { continue };
            let blocks = self.apart(range)?;
            self.document.blocks.extend(blocks);
        }
        Ok(())
    }
}

/// Endnotes have small roman numbers, as in newer files that do not say otherwise.
fn label(is_endnote: bool, index: usize) -> String {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    if is_endnote { roman(number) } else { number.to_string() }
}

/// Strings that have their length before them, one after the other.
fn strings(mut data: &[u8]) -> Vec<String> {
    let mut strings = Vec::new();
    while let Some(length) = u16_at(data, 0)
        && let Some(characters) = data.get(2..2 + 2 * usize::from(length))
    {
        strings.push(utf16(characters));
        data = data.get(2 + characters.len()..).unwrap_or_default();
    }
    strings
}

/// A date packed into bits (`DTTM`, 2.9.67). It has no zone; it is taken for UTC, as in newer files.
fn rfc_3339(packed: u32) -> Option<String> {
    let bits = |from: u32, count: u32| packed >> from & ((1 << count) - 1);
    let (minute, hour, day, month, year) = (bits(0, 6), bits(6, 5), bits(11, 5), bits(16, 4), 1900 + bits(20, 9));
    let is_date = minute < 60 && hour < 24 && (1..=31).contains(&day) && (1..=12).contains(&month);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"))
}
