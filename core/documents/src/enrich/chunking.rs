//! Cutting a text into chunks, at the best places that keep them small enough.
//!
//! A chunk takes as many whole sections as fit; where not even one fits, as many paragraphs, then lines, sentences, words,
//! and in the end characters. Sizes are asked for as rarely as possible, since a host function may answer them: the end
//! of a chunk is guessed from the sizes seen so far, and then closed in on.

use lode_runtime::{Error, ErrorCode, Job, Result};
use unicode_segmentation::UnicodeSegmentation;

use super::boundaries::{Boundary, Heading, Level, of_markdown, of_text};
use super::sizer::size;
use crate::model::{Chunk, TextRange};
use crate::options::{ChunkBy, ChunkOptions};

/// Bytes for each unit of size before anything is known: the usual length of a token.
const USUAL_BYTES: f64 = 4.0;

/// Cuts `text` into chunks.
///
/// # Errors
/// `InvalidOptions`, `TypeConversion`, `Cancelled`, `Timeout`, and what a sizer function throws.
pub fn chunk(text: &str, options: &ChunkOptions, job: &Job) -> Result<Vec<Chunk>> {
    check_options(options)?;
    let (boundaries, headings) = match options.by.unwrap_or_default() {
        ChunkBy::Text => (of_text(text, job)?, Vec::new()),
        ChunkBy::Markdown => of_markdown(text, job)?,
    };
    let first = text.len() - text.trim_start().len();
    let mut cutter = Cutter { text, options, job, boundaries, bytes_per_unit: USUAL_BYTES };
    let mut path = HeadingPath::new(&headings);
    let mut chunks: Vec<Chunk> = Vec::new();
    let (mut start, mut done) = (first, first);
    while done < text.len() {
        let cut = cutter.cut(start, done)?;
        let index = u32::try_from(chunks.len()).unwrap_or(u32::MAX);
        let size = cut.size.ceil().min(f64::from(u32::MAX)) as u32;
        chunks.push(Chunk {
            index,
            text: TextRange { start: cut.start, end: cut.end },
            size,
            headings: path.at(cut.start),
        });
        done = cut.next;
        start = cutter.overlap_start(cut)?;
    }
    Ok(chunks)
}

fn check_options(options: &ChunkOptions) -> Result<()> {
    if options.max_characters == 0 {
        let message = "options.chunking.maxCharacters: expected a whole number of 1 or more, got 0";
        return Err(Error::new(ErrorCode::InvalidOptions, message));
    }
    if options.overlap >= options.max_characters {
        let message = format!(
            "options.chunking.overlap: expected less than maxCharacters ({}), got {}",
            options.max_characters, options.overlap
        );
        return Err(Error::new(ErrorCode::InvalidOptions, message));
    }
    Ok(())
}

/// A chunk.
#[derive(Clone, Copy)]
struct Cut {
    start: usize,
    end: usize,
    /// Where what comes after it begins.
    next: usize,
    size: f64,
}

struct Cutter<'a> {
    text: &'a str,
    options: &'a ChunkOptions,
    job: &'a Job,
    boundaries: Vec<Boundary>,
    /// What the pieces that were sized had on average.
    bytes_per_unit: f64,
}

impl Cutter<'_> {
    fn size(&mut self, start: usize, end: usize) -> Result<f64> {
        self.job.check()?;
        let piece = self.text.get(start..end).unwrap_or_default();
        let size = size(piece, self.options.sizer, self.job)?;
        if size > 0.0 {
            self.bytes_per_unit = (piece.len() as f64 / size).clamp(0.01, 1e6);
        }
        Ok(size)
    }

    /// The best cut of a chunk that begins at `start` and ends after `done`.
    fn cut(&mut self, start: usize, done: usize) -> Result<Cut> {
        let first = self.boundaries.partition_point(|boundary| boundary.end <= done.max(start));
        let found = self.best_boundary(start, first)?;
        if let Some((index, size)) = found
            && let Some(boundary) = self.boundaries.get(index)
        {
            return Ok(Cut { start, end: boundary.end, next: boundary.next, size });
        }
        if start < done {
            // What is repeated leaves no room for anything new.
            return self.cut(done, done);
        }
        self.cut_word(start, first)
    }

    /// The last of the best boundaries from `first` on where the chunk is not too large, and the size there.
    fn best_boundary(&mut self, start: usize, first: usize) -> Result<Option<(usize, f64)>> {
        let max = self.options.max_characters as f64;
        // Below `low` all fit, from `high` on none does.
        let (mut low, mut high) = (first, self.boundaries.len());
        let mut sizes: Vec<(usize, f64)> = Vec::new();
        let mut guesses = 0;
        loop {
            let best = self.best_in(first, low);
            let level = best.and_then(|best| self.boundaries.get(best)).map_or(0, |boundary| boundary.level);
            let guess = if guesses < 4 {
                let room = if low > first { sizes.last().map_or(max, |(_, size)| max - size) } else { max };
                let from = if low > first { self.end_of(low - 1) } else { start };
                self.boundary_near(from.saturating_add((room * self.bytes_per_unit) as usize), low, high)
            } else {
                low + (high - low) / 2
            };
            guesses += 1;
            let candidate = self.nearest_of_level(guess, level, low, high);
            let far = self.boundary_near(start.saturating_add((2.0 * max * self.bytes_per_unit) as usize), low, high);
            let probe = match (candidate, best) {
                // So large a piece need not be sized: one that is too large already says as much.
                (Some(candidate), _) => candidate.min(far),
                (None, Some(best)) => match sizes.iter().find(|(index, _)| *index == best) {
                    Some(size) => return Ok(Some(*size)),
                    None => best,
                },
                (None, None) => return Ok(None),
            };
            let end = self.end_of(probe);
            let size = self.size(start, end)?;
            if size <= max {
                sizes.push((probe, size));
                low = low.max(probe + 1);
            } else {
                high = probe;
                low = low.min(probe);
            }
        }
    }

    fn end_of(&self, index: usize) -> usize {
        self.boundaries.get(index).map_or(self.text.len(), |boundary| boundary.end)
    }

    /// The last boundary of the highest level.
    fn best_in(&self, first: usize, end: usize) -> Option<usize> {
        let candidates = self.boundaries.get(first..end)?;
        candidates.iter().enumerate().max_by_key(|(_, boundary)| boundary.level).map(|(index, _)| first + index)
    }

    /// The last boundary that ends at or before `position`, within `low..high`.
    fn boundary_near(&self, position: usize, low: usize, high: usize) -> usize {
        let index = self.boundaries.partition_point(|boundary| boundary.end <= position);
        index.saturating_sub(1).clamp(low, high.saturating_sub(1).max(low))
    }

    /// The boundary of at least `level` next to `guess`, before it if there is one.
    fn nearest_of_level(&self, guess: usize, level: Level, low: usize, high: usize) -> Option<usize> {
        let is_good = |index: &usize| self.boundaries.get(*index).is_some_and(|boundary| boundary.level >= level);
        (low..high.min(guess.saturating_add(1))).rev().find(is_good).or_else(|| (guess.max(low)..high).find(is_good))
    }

    /// Cuts a word that is too large by itself: between characters as readers see them.
    fn cut_word(&mut self, start: usize, first: usize) -> Result<Cut> {
        let boundary = self.boundaries.get(first).copied();
        let (end, next) = boundary.map_or((self.text.len(), self.text.len()), |found| (found.end, found.next));
        let max = self.options.max_characters as f64;
        let word = self.text.get(start..end).unwrap_or_default();
        let (mut low, mut high) = (0, word.len());
        let mut fitting = None;
        let mut tries = 0;
        loop {
            let room = max - fitting.unwrap_or(0.0);
            let middle = low + if tries < 4 { (room * self.bytes_per_unit) as usize } else { (high - low) / 2 };
            tries += 1;
            let Some(middle) = grapheme_between(word, middle, low, high) else { break };
            let size = self.size(start, start + middle)?;
            if size <= max {
                (low, fitting) = (middle, Some(size));
            } else {
                high = middle;
            }
        }
        if let Some(size) = fitting {
            return Ok(Cut { start, end: start + low, next: start + low, size });
        }
        let grapheme = word.graphemes(true).next().map_or(word.len(), str::len);
        let size = self.size(start, start + grapheme)?;
        let next = if grapheme == word.len() { next } else { start + grapheme };
        Ok(Cut { start, end: start + grapheme, next, size })
    }

    /// Where the next chunk begins: so much before the end of this one as the overlap allows, at a word.
    fn overlap_start(&mut self, cut: Cut) -> Result<usize> {
        if self.options.overlap == 0 || cut.next >= self.text.len() {
            return Ok(cut.next);
        }
        let overlap = self.options.overlap as f64;
        let mut low = self.boundaries.partition_point(|boundary| boundary.next <= cut.start);
        let mut high = self.boundaries.partition_point(|boundary| boundary.next < cut.end);
        let mut found = cut.next;
        let mut guesses = 0;
        while low < high {
            let guess = cut.end.saturating_sub((overlap * self.bytes_per_unit) as usize);
            let middle = if guesses < 2 {
                self.boundaries.partition_point(|boundary| boundary.next < guess)
            } else {
                low + (high - low) / 2
            };
            guesses += 1;
            let middle = middle.clamp(low, high - 1);
            let from = self.boundaries.get(middle).map_or(cut.next, |boundary| boundary.next);
            if self.size(from, cut.end)? <= overlap {
                (found, high) = (from, middle);
            } else {
                low = middle + 1;
            }
        }
        Ok(found)
    }
}

/// An end of a grapheme strictly between `low` and `high`, near `middle`.
fn grapheme_between(word: &str, middle: usize, low: usize, high: usize) -> Option<usize> {
    let rest = word.get(low..high)?;
    let target = middle.clamp(low + 1, high.max(low + 1)) - low;
    let mut last = None;
    for (index, grapheme) in rest.grapheme_indices(true) {
        let end = index + grapheme.len();
        if end >= rest.len() || (end > target && last.is_some()) {
            break;
        }
        last = Some(low + end);
    }
    last
}

/// The headings above a place, outermost first.
struct HeadingPath<'a> {
    rest: &'a [Heading],
    open: Vec<&'a Heading>,
}

impl<'a> HeadingPath<'a> {
    fn new(headings: &'a [Heading]) -> Self {
        Self { rest: headings, open: Vec::new() }
    }

    /// The texts of the headings at or above `position`, which never goes back before a place asked for earlier.
    fn at(&mut self, position: usize) -> Vec<String> {
        while let Some((heading, rest)) = self.rest.split_first()
            && heading.start <= position
        {
            self.open.retain(|open| open.level < heading.level);
            self.open.push(heading);
            self.rest = rest;
        }
        self.open.iter().map(|heading| heading.text.clone()).collect()
    }
}

#[cfg(test)]
#[path = "chunking_tests.rs"]
mod tests;
