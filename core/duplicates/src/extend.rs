//! From seeds to runs: as far as the tokens around two equal windows are equal, verified token by token.

use lode_runtime::{Job, Result, pool};

use crate::corpus::Unit;
use crate::normalize::Normalization;
use crate::renames::consistent_parts;
use crate::seeds::Seed;
use crate::units::Units;

/// How many tokens of one form but of other texts may be between parts of a run.
const REACH: usize = 256;

/// How many tokens are compared at a time.
const STEP: usize = 32;

/// Two runs of equal tokens that cannot be made longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The units.
    pub units: (u32, u32),
    /// The first token in each.
    pub starts: (u32, u32),
    /// How many tokens.
    pub length: u32,
    /// Whether names and literals are the same too.
    pub exact: bool,
}

/// Extends all seeds.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn runs(seeds: &[Vec<Seed>], units: Units, normalization: &Normalization, job: &Job) -> Result<Vec<Run>> {
    let parts = pool::map(job, seeds.len(), |part| {
        let mut runs = Vec::new();
        for diagonal in seeds[part].chunk_by(|a, b| (a.units, a.diagonal) == (b.units, b.diagonal)) {
            job.check()?;
            extend_diagonal(diagonal, units, normalization, job, &mut runs)?;
        }
        Ok(runs)
    })?;
    Ok(parts.into_iter().flatten().collect())
}

/// Extends the seeds of one pair of units that have the same distance, ordered; each run once.
fn extend_diagonal(
    seeds: &[Seed],
    units: Units,
    normalization: &Normalization,
    job: &Job,
    runs: &mut Vec<Run>,
) -> Result<()> {
    let Some(first) = seeds.first() else { return Ok(()) };
    let (a, b) = (units.get(first.units.0), units.get(first.units.1));
    if a.family != b.family {
        return Ok(());
    }
    // Tokens of the first unit before this one are in a run already.
    let mut done = 0;
    for seed in seeds {
        if seed.position + normalization.window as u32 <= done {
            continue;
        }
        let start_b = i64::from(seed.position) + i64::from(seed.diagonal);
        let Some((from, to)) = extend(a, seed.position as usize, b, start_b as usize, normalization) else { continue };
        if to - from > 4096 {
            job.check()?;
        }
        done = to as u32;
        let from_b = (from as i64 + i64::from(seed.diagonal)) as usize;
        let mut length = to - from;
        if first.units.0 == first.units.1 {
            // A copy that overlaps itself: what repeats is as long as the distance.
            length = length.min(first.diagonal.unsigned_abs() as usize);
        }
        let hashes = (&a.hashes[from..from + length], &b.hashes[from_b..from_b + length]);
        let parts = if normalization.consistent {
            consistent_parts(&a.codes[from..from + length], hashes.0, hashes.1)
        } else {
            std::iter::once(0..length).collect()
        };
        for part in parts.into_iter().filter(|part| part.len() >= normalization.min_tokens as usize) {
            runs.push(Run {
                units: first.units,
                starts: ((from + part.start) as u32, (from_b + part.start) as u32),
                length: part.len() as u32,
                exact: hashes.0[part.clone()] == hashes.1[part],
            });
        }
    }
    Ok(())
}

/// The first and last token (exclusive), in `a`, of the longest run of equal windows around the window at `at_a` and `at_b`.
fn extend(a: &Unit, at_a: usize, b: &Unit, at_b: usize, normalization: &Normalization) -> Option<(usize, usize)> {
    let pair = Pair { a, b, at_a, at_b, normalization };
    let window = normalization.window;
    if at_a + window > a.codes.len() || at_b + window > b.codes.len() || pair.common(0, window) < window {
        return None;
    }
    pair.varied_run().or_else(|| pair.run())
}

struct Pair<'a> {
    a: &'a Unit,
    b: &'a Unit,
    at_a: usize,
    at_b: usize,
    normalization: &'a Normalization,
}

impl Pair<'_> {
    /// The run if it has no window with little variety, as most have not: then the texts do not matter.
    fn varied_run(&self) -> Option<(usize, usize)> {
        let (window, at_a) = (self.normalization.window, self.at_a);
        let (mut after, mut before) = (window, 0);
        if self.a.monotonous.any(at_a..at_a + 1) {
            return None;
        }
        loop {
            let same = self.common(after, STEP);
            let first = at_a + after + 1 - window;
            after += same;
            if self.a.monotonous.any(first..at_a + after + 1 - window) {
                return None;
            }
            if same < STEP {
                break;
            }
        }
        loop {
            let same = self.common_before(before, STEP);
            before += same;
            if self.a.monotonous.any(at_a - before..at_a - before + same) {
                return None;
            }
            if same < STEP {
                return Some((at_a - before, at_a + after));
            }
        }
    }

    /// The run, whatever its variety.
    fn run(&self) -> Option<(usize, usize)> {
        let Self { a, b, at_a, at_b, normalization } = *self;
        let window = normalization.window;
        // The last place where the texts differ, so far, as offsets from the seed.
        let mut last_difference = (0..window).rev().find(|offset| self.texts_differ(*offset));
        let mut nearest = (0..window).find(|offset| self.texts_differ(*offset)).map(usize::cast_signed);
        if a.monotonous.contains(at_a) && last_difference.is_some() {
            return None;
        }
        // What is of one form but not of the same text belongs to a run only between parts that are more varied.
        let (mut end, mut probe) = (window, window);
        while at_a + probe < a.codes.len() && at_b + probe < b.codes.len() && probe < end + REACH && self.equal(probe) {
            if self.texts_differ(probe) {
                last_difference = Some(probe);
            }
            probe += 1;
            let start = probe - window;
            if !a.monotonous.contains(at_a + start) || last_difference.is_none_or(|at| at < start) {
                end = probe;
            }
        }
        // To the left, offsets are counted from the token before the seed.
        let (mut before, mut probe) = (0, 0);
        while probe < at_a && probe < at_b && probe < before + REACH && self.equal_before(probe) {
            let offset = -(probe as isize) - 1;
            if self.texts_differ_before(probe) {
                nearest = Some(offset);
            }
            probe += 1;
            if !a.monotonous.contains(at_a - probe) || nearest.is_none_or(|at| at >= offset + window as isize) {
                before = probe;
            }
        }
        Some((at_a - before, at_a + end))
    }

    /// How many of the tokens from `offset` on are equal, up to `most`.
    fn common(&self, offset: usize, most: usize) -> usize {
        let (from_a, from_b) = (self.at_a + offset, self.at_b + offset);
        let most = most.min(self.a.codes.len() - from_a).min(self.b.codes.len() - from_b);
        let (codes_a, codes_b) = (&self.a.codes[from_a..from_a + most], &self.b.codes[from_b..from_b + most]);
        let same =
            if codes_a == codes_b { most } else { codes_a.iter().zip(codes_b).take_while(|(a, b)| a == b).count() };
        if !self.normalization.compares_texts() {
            return same;
        }
        let texts = self.a.hashes[from_a..].iter().zip(&self.b.hashes[from_b..]);
        let equal = |(code, (a, b)): &(&u8, (&u32, &u32))| !self.normalization.by_text(**code) || a == b;
        codes_a[..same].iter().zip(texts).take_while(equal).count()
    }

    /// How many of the tokens before the one `before` tokens ahead of the seed are equal, up to `most`.
    fn common_before(&self, before: usize, most: usize) -> usize {
        let most = most.min(self.at_a - before).min(self.at_b - before);
        (before..before + most).take_while(|before| self.equal_before(*before)).count()
    }

    #[inline]
    fn equal_at(&self, a: usize, b: usize) -> bool {
        let code = self.a.codes[a];
        code == self.b.codes[b] && (!self.normalization.by_text(code) || self.a.hashes[a] == self.b.hashes[b])
    }

    fn equal(&self, offset: usize) -> bool {
        self.equal_at(self.at_a + offset, self.at_b + offset)
    }

    fn texts_differ(&self, offset: usize) -> bool {
        self.a.hashes[self.at_a + offset] != self.b.hashes[self.at_b + offset]
    }

    fn equal_before(&self, before: usize) -> bool {
        self.equal_at(self.at_a - before - 1, self.at_b - before - 1)
    }

    fn texts_differ_before(&self, before: usize) -> bool {
        self.a.hashes[self.at_a - before - 1] != self.b.hashes[self.at_b - before - 1]
    }
}
