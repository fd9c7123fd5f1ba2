//! Where a text may be cut, and how good a place that is.

use std::ops::Range;

use lode_runtime::{Job, Result};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::words::stands_alone;

/// How good a place to cut is: the higher, the better.
pub type Level = u8;

/// Between words.
const WORD: Level = 1;
/// After a sentence.
const SENTENCE: Level = 2;
/// At the end of a line.
const LINE: Level = 3;
/// At a blank line.
const PARAGRAPH: Level = 4;
/// Before a heading of the lowest level; one of the highest is five better.
const HEADING: Level = 5;

/// Characters that end sentences, those of UAX #29 (`STerm`, `ATerm`) that are in wide use.
const TERMINALS: &[char] =
    &['.', '!', '?', '…', '。', '！', '？', '｡', '．', '؟', '۔', '।', '॥', '‼', '⁇', '⁈', '⁉', '՞', '։', '።'];

/// Bytes between two looks at the job.
const BYTES_PER_CHECK: usize = 1 << 16;

/// A place where a chunk may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boundary {
    /// The byte after the last character before it.
    pub end: usize,
    /// The byte of the first character after it, white space aside.
    pub next: usize,
    /// How good a place it is.
    pub level: Level,
}

/// The boundaries of plain text, in order. The last is its end.
pub fn of_text(text: &str, job: &Job) -> Result<Vec<Boundary>> {
    let mut boundaries = Vec::new();
    let mut previous = None;
    let mut checked = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        if index >= checked {
            job.check()?;
            checked = index + BYTES_PER_CHECK;
        }
        if !character.is_whitespace() {
            if previous.is_some_and(is_wide_terminal) && is_closing(character) {
                continue;
            }
            if previous.is_some_and(|previous| stands_alone(previous) || is_wide_terminal(previous)) {
                let level = if previous.is_some_and(is_wide_terminal) { SENTENCE } else { WORD };
                boundaries.push(Boundary { end: index, next: index, level });
            }
            previous = Some(character);
            continue;
        }
        let mut breaks = usize::from(character == '\n');
        while let Some((_, space)) = characters.next_if(|(_, next)| next.is_whitespace()) {
            breaks += usize::from(space == '\n');
        }
        let Some(&(next, following)) = characters.peek() else { break };
        if previous.is_none() {
            continue;
        }
        let level = match breaks {
            0 if ends_sentence(text.get(..index).unwrap_or_default(), following) => SENTENCE,
            0 => WORD,
            1 => LINE,
            _ => PARAGRAPH,
        };
        boundaries.push(Boundary { end: index, next, level });
        previous = None;
    }
    let end = text.trim_end().len();
    boundaries.push(Boundary { end, next: text.len(), level: Level::MAX });
    Ok(boundaries)
}

/// Full-width marks end a sentence without white space after them.
fn is_wide_terminal(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡')
}

/// Quotes and brackets that may stand behind the mark that ends a sentence.
fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '」' | '』' | '）')
}

/// Whether `before` ends a sentence when `following` comes next: what goes on in lower
/// case goes on.
fn ends_sentence(before: &str, following: char) -> bool {
    let last = before.chars().rev().take(4).find(|character| !is_closing(*character));
    !following.is_lowercase() && last.is_some_and(|last| TERMINALS.contains(&last))
}

/// A heading of a Markdown text.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its first byte.
    pub start: usize,
    /// From 1, the highest.
    pub level: u8,
    /// Its text, without markup.
    pub text: String,
}

/// The boundaries of Markdown, in order, and its headings. Before a heading is the best place to cut, right behind one is
/// no better than a line's end; blank lines within code do not end anything.
pub fn of_markdown(text: &str, job: &Job) -> Result<(Vec<Boundary>, Vec<Heading>)> {
    let mut boundaries = of_text(text, job)?;
    let mut headings: Vec<Heading> = Vec::new();
    let mut kept_together = Vec::new();
    let mut open: Option<Heading> = None;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (index, (event, range)) in Parser::new_ext(text, options).into_offset_iter().enumerate() {
        if index % 1024 == 0 {
            job.check()?;
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => kept_together.push(trimmed(text, range)),
            Event::Start(Tag::Heading { level, .. }) => {
                open = Some(Heading { start: range.start, level: level_number(level), text: String::new() });
            }
            Event::Text(piece) | Event::Code(piece) => {
                if let Some(heading) = &mut open {
                    heading.text.push_str(&piece);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut open {
                    heading.text.push(' ');
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                // The blank line behind it belongs to what it is the heading of.
                let heading = trimmed(text, range);
                kept_together.push(heading.start..heading.end + 1);
                headings.extend(open.take());
            }
            _ => {}
        }
    }
    let mut together = kept_together.iter().peekable();
    let mut before = headings.iter().peekable();
    for boundary in &mut boundaries {
        while before.next_if(|heading| heading.start < boundary.end).is_some() {}
        // Up to three spaces may stand before a heading.
        if let Some(heading) = before.next_if(|heading| heading.start <= boundary.next) {
            boundary.level = boundary.level.max(HEADING + 6 - heading.level);
        }
        while together.next_if(|range| range.end <= boundary.end).is_some() {}
        if together.peek().is_some_and(|range| range.contains(&boundary.end)) && boundary.next < text.len() {
            boundary.level = boundary.level.min(LINE);
        }
    }
    Ok((boundaries, headings))
}

/// A range without the line breaks at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text.get(range).map_or(0, |text| text.trim_end().len())
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Vec<(usize, Level)> {
        of_text(text, &Job::default()).unwrap().iter().map(|boundary| (boundary.end, boundary.level)).collect()
    }

    #[test]
    fn blank_lines_lines_sentences_and_words_are_told_apart() {
        let text = " One two. Three e.g. four\nfive\n \n six ";
        let end = Level::MAX;
        let expected =
            [(4, WORD), (9, SENTENCE), (15, WORD), (20, WORD), (25, LINE), (30, PARAGRAPH), (text.len() - 1, end)];
        assert_eq!(levels(text), expected);
    }

    #[test]
    fn scripts_without_spaces_are_cut_between_characters_and_after_full_stops() {
        assert_eq!(levels("東京。首"), [(3, WORD), (6, WORD), (9, SENTENCE), (12, Level::MAX)]);
    }

    #[test]
    fn headings_are_good_places_and_code_is_kept_together() {
        let text = "a\n\n## H *x*\n\nb\n\n```\nc\n\nd\n```\n\ne";
        let (boundaries, headings) = of_markdown(text, &Job::default()).unwrap();
        assert_eq!(headings, [Heading { start: 3, level: 2, text: "H x".into() }]);
        let level = |before: &str| {
            let end = text.find(before).unwrap() + before.len();
            boundaries.iter().find(|boundary| boundary.end == end).unwrap().level
        };
        assert_eq!(
            [level("a"), level("x*"), level("b"), level("\nc"), level("```\n\ne")],
            [9, LINE, PARAGRAPH, LINE, Level::MAX]
        );
    }
}
