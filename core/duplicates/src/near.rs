//! Edited copies of functions: those that share enough short windows are compared as a whole.
//!
//! Short windows survive edits between them, so functions with a third of their lines edited still share some. The comparison
//! is the longest common subsequence of their tokens, so what is reported is verified.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use lode_runtime::{Job, Result, pool};

use crate::classes::{Class, Range};
use crate::lcs;
use crate::normalize::{Normalization, SEQUENCE, has_free_text};
use crate::renames::consistent_parts;
use crate::sort::sort_by;
use crate::token::TokenKind;
use crate::token_hash::mix;
use crate::units::Units;

/// Functions that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Both, the earlier one first.
    pub ranges: (Range, Range),
    /// Tokens of the longest common subsequence, as a share of those of the shorter one.
    pub similarity: f64,
}

/// Tokens of a short window.
const WINDOW: usize = 9;
/// One short window of this many is taken, chosen by its hash.
const DENSITY: u64 = 3;
/// Up to this many functions with the same window are all compared with each other; more, with the next ones in size.
const COMMON: usize = 12;
/// Longer functions are compared by their equal runs alone.
const LONGEST: u32 = 20_000;

/// The functions of some units, and their short windows.
#[derive(Default)]
pub struct Functions {
    /// Functions of which no two are the same.
    ranges: Vec<Range>,
    /// The others, with the index of the one that they are the same as.
    copies: Vec<(u32, Range)>,
    /// How many windows were taken of each.
    counts: Vec<u32>,
    /// A hash of a window, and the function's index.
    windows: Vec<(u32, u32)>,
}

impl Functions {
    /// The functions of some of the units that have at least the least size.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn of(
        units: Units,
        numbers: std::ops::Range<u32>,
        normalization: &Normalization,
        edited: bool,
        job: &Job,
    ) -> Result<Self> {
        /// Units that one thread looks at a time.
        const CHUNK: usize = 64;
        let numbers: Vec<u32> = numbers.collect();
        let chunks: Vec<&[u32]> = numbers.chunks(CHUNK).collect();
        let hashed = pool::map(job, chunks.len(), |index| {
            let ranges = chunks[index].iter().flat_map(|number| {
                let functions = units.get(*number).functions.iter();
                functions.map(|function| Range { unit: *number, start: function.start, end: function.end })
            });
            let sized = ranges.filter(|range| (normalization.min_tokens..=LONGEST).contains(&range.len()));
            Ok(sized.map(|range| (range, whole_hash(&range, units, normalization))).collect::<Vec<_>>())
        })?;
        let mut functions = Self::default();
        let mut known: HashMap<u64, u32> = HashMap::new();
        for chunk in hashed {
            job.check()?;
            for (range, hash) in chunk {
                let index = functions.ranges.len() as u32;
                let first = *known.entry(hash).or_insert(index);
                if first != index && are_same(&functions.ranges[first as usize], &range, units, normalization) {
                    functions.copies.push((first, range));
                } else {
                    functions.ranges.push(range);
                }
            }
        }
        functions.copies.sort_unstable();
        if edited {
            functions.sample(units, job)?;
        }
        Ok(functions)
    }

    /// Takes the short windows of all functions.
    fn sample(&mut self, units: Units, job: &Job) -> Result<()> {
        /// Functions that one thread looks at a time.
        const CHUNK: usize = 256;
        let chunks: Vec<&[Range]> = self.ranges.chunks(CHUNK).collect();
        let sampled = pool::map(job, chunks.len(), |index| {
            let mut counts = Vec::with_capacity(CHUNK);
            let mut all: Vec<(u32, u32)> = Vec::new();
            for (range, function) in chunks[index].iter().zip((index * CHUNK) as u32..) {
                let mut own: Vec<u32> = windows(units.codes(range), units.get(range.unit).family).collect();
                // A window counts once for a function.
                own.sort_unstable();
                own.dedup();
                counts.push(own.len() as u32);
                all.extend(own.into_iter().map(|hash| (hash, function)));
            }
            Ok((counts, all))
        })?;
        let (counts, windows): (Vec<_>, Vec<_>) = sampled.into_iter().unzip();
        self.counts = counts.concat();
        self.windows = sort_by(windows.concat(), job, Ord::cmp)?;
        Ok(())
    }

    /// Adds those of another.
    pub fn extend(&mut self, other: Functions) {
        let first = self.ranges.len() as u32;
        self.ranges.extend(other.ranges);
        self.counts.extend(other.counts);
        self.copies.extend(other.copies.iter().map(|(function, range)| (function + first, *range)));
        self.windows.extend(other.windows.iter().map(|(hash, function)| (*hash, function + first)));
        self.windows.sort_unstable();
    }

    /// Classes of functions that are the same up to names and literals.
    #[must_use]
    pub fn identical(&self, units: Units) -> Vec<Class> {
        let class = |group: &[(u32, Range)]| {
            let first = self.ranges[group[0].0 as usize];
            let exact = group.iter().all(|(_, range)| units.hashes(range) == units.hashes(&first));
            let mut fragments: Vec<Range> = group.iter().map(|(_, range)| *range).chain([first]).collect();
            fragments.sort_unstable();
            Class { clone_type: if exact { 1 } else { 2 }, similarity: 1.0, fragments }
        };
        self.copies.chunk_by(|a, b| a.0 == b.0).map(class).collect()
    }

    /// Adds to each class the functions that are the same as one of its members.
    pub fn complete(&self, classes: &mut [Class]) {
        let copies: HashMap<Range, &[(u32, Range)]> =
            self.copies.chunk_by(|a, b| a.0 == b.0).map(|group| (self.ranges[group[0].0 as usize], group)).collect();
        for class in classes {
            let more = class.fragments.iter().filter_map(|range| copies.get(range)).flat_map(|group| group.iter());
            let more: Vec<Range> = more.map(|(_, range)| *range).collect();
            class.fragments.extend(more);
            class.fragments.sort_unstable();
            class.fragments.dedup();
        }
    }
}

/// A hash of all that has to be equal in functions that are the same.
fn whole_hash(range: &Range, units: Units, normalization: &Normalization) -> u64 {
    let family = u64::from(units.get(range.unit).family);
    // Names that may be replaced are known by the order in which they come.
    let mut names: HashMap<u32, u64> = HashMap::new();
    units.codes(range).iter().zip(units.hashes(range)).fold(mix(family), |hash, (code, text)| {
        let next = names.len() as u64;
        let text = if normalization.by_text(*code) {
            u64::from(*text)
        } else if normalization.consistent && *code == TokenKind::Identifier as u8 {
            *names.entry(*text).or_insert(next)
        } else {
            0
        };
        (hash.rotate_left(5) ^ u64::from(*code) ^ text << 8).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

fn are_same(a: &Range, b: &Range, units: Units, normalization: &Normalization) -> bool {
    let texts = || units.hashes(a).iter().zip(units.hashes(b));
    units.get(a.unit).family == units.get(b.unit).family
        && units.codes(a) == units.codes(b)
        && (!normalization.consistent || consistent_parts(units.codes(a), units.hashes(a), units.hashes(b)).len() == 1)
        && units.codes(a).iter().zip(texts()).all(|(code, (a, b))| !normalization.by_text(*code) || a == b)
}

/// Hashes of the short windows that are taken of a function.
fn windows(codes: &[u8], family: u8) -> impl Iterator<Item = u32> {
    codes.windows(WINDOW).filter_map(move |window| {
        let hash = window
            .iter()
            .fold(u64::from(family) + 1, |hash, code| (hash ^ u64::from(*code)).wrapping_mul(0x0100_0000_01B3));
        let hash = mix(hash);
        (hash >> 24).is_multiple_of(DENSITY).then_some((hash >> 32) as u32)
    })
}

/// Finds the pairs of functions that are alike.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn pairs(functions: &Functions, units: Units, threshold: f64, job: &Job) -> Result<Vec<Pair>> {
    const PARTS: usize = 64;
    let mut candidates: Vec<Vec<(u32, u32)>> = vec![Vec::new(); PARTS];
    let mut add = |a: u32, b: u32| candidates[a as usize % PARTS].push((a.min(b), a.max(b)));
    for (number, bucket) in functions.windows.chunk_by(|a, b| a.0 == b.0).enumerate() {
        if number.is_multiple_of(1024) {
            job.check()?;
        }
        if bucket.len() <= COMMON {
            for (index, (_, a)) in bucket.iter().enumerate() {
                bucket[index + 1..].iter().for_each(|(_, b)| add(*a, *b));
            }
        } else if bucket.len() <= 512 {
            let mut by_size: Vec<u32> = bucket.iter().map(|(_, function)| *function).collect();
            by_size.sort_unstable_by_key(|function| (functions.ranges[*function as usize].len(), *function));
            for (index, a) in by_size.iter().enumerate() {
                by_size[index + 1..].iter().take(3).for_each(|b| add(*a.min(b), *a.max(b)));
            }
        }
    }
    let candidates: Vec<Mutex<Vec<(u32, u32)>>> = candidates.into_iter().map(Mutex::new).collect();
    let found = pool::map(job, PARTS, |part| {
        let mut candidates = std::mem::take(&mut *candidates[part].lock().unwrap_or_else(PoisonError::into_inner));
        candidates.sort_unstable();
        let mut pairs = Vec::new();
        for shared in candidates.chunk_by(|a, b| a == b) {
            let (a, b) = shared[0];
            let fewest = functions.counts[a as usize].min(functions.counts[b as usize]);
            if (shared.len() as u32) < (fewest / 8).max(2) {
                continue;
            }
            job.check()?;
            pairs.extend(compare(functions.ranges[a as usize], functions.ranges[b as usize], units, threshold));
        }
        Ok(pairs)
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Finds the pairs of a function of `query` and one of `resident` whose unit is `alive`.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn pairs_between(
    query: &Functions,
    resident: &Functions,
    alive: &dyn Fn(u32) -> bool,
    units: Units,
    threshold: f64,
    job: &Job,
) -> Result<Vec<Pair>> {
    /// Windows that more functions have say little.
    const MOST: usize = 512;
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    for (hash, function) in &query.windows {
        let first = resident.windows.partition_point(|(other, _)| other < hash);
        let same = &resident.windows[first..];
        let count = same.iter().take(MOST + 1).take_while(|(other, _)| other == hash).count();
        if count <= MOST {
            candidates.extend(same[..count].iter().map(|(_, other)| (*function, *other)));
        }
    }
    candidates.sort_unstable();
    let mut pairs = Vec::new();
    for shared in candidates.chunk_by(|a, b| a == b) {
        let (a, b) = shared[0];
        let (range_a, range_b) = (query.ranges[a as usize], resident.ranges[b as usize]);
        let fewest = query.counts[a as usize].min(resident.counts[b as usize]);
        if (shared.len() as u32) < (fewest / 8).max(2) || !alive(range_b.unit) {
            continue;
        }
        job.check()?;
        pairs.extend(compare(range_a, range_b, units, threshold));
    }
    Ok(pairs)
}

/// Compares two functions as a whole.
#[must_use]
pub fn compare(a: Range, b: Range, units: Units, threshold: f64) -> Option<Pair> {
    if units.get(a.unit).family != units.get(b.unit).family {
        return None;
    }
    // One in the other.
    if a.unit == b.unit && a.start < b.end && b.start < a.end {
        return None;
    }
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter * 3 < longer * 2 {
        return None;
    }
    let share = |common: u32| f64::from(common) / f64::from(shorter);
    let (codes_a, codes_b) = (units.codes(&a), units.codes(&b));
    if share(common_codes(codes_a, codes_b)) < threshold {
        return None;
    }
    let common = lcs::common(codes_a, codes_b);
    let similarity = share(common);
    // Of the longer one nearly as much must be common: a third of it may not be something else.
    let of_both = f64::from(common * 2) / f64::from(shorter + longer);
    if similarity < threshold || of_both < 0.9 * threshold || !is_convincing(&a, &b, common, units, threshold) {
        return None;
    }
    Some(Pair { ranges: (a.min(b), a.max(b)), similarity })
}

/// Whether enough of the texts is the same, since much code is of the same form by chance.
fn is_convincing(a: &Range, b: &Range, common: u32, units: Units, threshold: f64) -> bool {
    let mut texts = (Vec::new(), Vec::new());
    for (range, texts) in [(a, &mut texts.0), (b, &mut texts.1)] {
        let tokens = units.codes(range).iter().zip(units.hashes(range));
        texts.extend(tokens.filter(|(code, _)| has_free_text(**code)).map(|(_, hash)| *hash));
        texts.sort_unstable();
    }
    let (same, fewest) = (common_sorted(&texts.0, &texts.1), texts.0.len().min(texts.1.len()));
    if same * 2 >= fewest {
        return true;
    }
    // Names were replaced: then the form must be the same in both directions.
    f64::from(common * 2) >= threshold * f64::from(a.len() + b.len()) && is_varied(units.codes(a))
}

/// How many values two sorted sequences have in common.
fn common_sorted(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut count) = (0, 0);
    for value in a {
        while b.get(at).is_some_and(|other| other < value) {
            at += 1;
        }
        if b.get(at) == Some(value) {
            at += 1;
            count += 1;
        }
    }
    count
}

/// Whether a function is no row of statements of the same form.
fn is_varied(codes: &[u8]) -> bool {
    let mut sequences: Vec<&[u8]> = codes.windows(SEQUENCE).collect();
    let all = sequences.len();
    sequences.sort_unstable();
    sequences.dedup();
    sequences.len() * 2 > all.min(200)
}

/// How many tokens are the same without regard to their order: no subsequence is longer.
fn common_codes(a: &[u8], b: &[u8]) -> u32 {
    let mut counts = [0_i32; 256];
    a.iter().for_each(|code| counts[usize::from(*code)] += 1);
    b.iter()
        .filter(|code| {
            let count = &mut counts[usize::from(**code)];
            *count -= 1;
            *count >= 0
        })
        .count() as u32
}

/// Groups pairs into classes of which every two members are alike. Every pair is in some class.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn classes(pairs: &[Pair], units: Units, threshold: f64, job: &Job) -> Result<Vec<Class>> {
    let mut likeness: HashMap<(Range, Range), Option<f64>> = HashMap::with_capacity(pairs.len());
    let mut neighbours: BTreeMap<Range, Vec<(Range, f64)>> = BTreeMap::new();
    for pair in pairs {
        let (a, b) = pair.ranges;
        likeness.insert((a, b), Some(pair.similarity));
        neighbours.entry(a).or_default().push((b, pair.similarity));
        neighbours.entry(b).or_default().push((a, pair.similarity));
    }
    let mut order: Vec<(usize, Range)> = neighbours.iter().map(|(range, others)| (others.len(), *range)).collect();
    order.sort_unstable_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let mut covered: HashSet<(Range, Range)> = HashSet::new();
    let mut classes = Vec::new();
    for (_, centre) in order {
        let Some(mut others) = neighbours.remove(&centre) else { continue };
        others.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for start in 0..others.len() {
            if covered.contains(&ordered(centre, others[start].0)) {
                continue;
            }
            job.check()?;
            let class = grow(centre, &others[start..], &mut likeness, units, threshold);
            for (index, a) in class.fragments.iter().enumerate() {
                covered.extend(class.fragments[index + 1..].iter().map(|b| (*a, *b)));
            }
            classes.push(class);
        }
    }
    Ok(classes)
}

/// The class of `centre` and the first of `others`, with all further ones that are like every member.
fn grow(
    centre: Range,
    others: &[(Range, f64)],
    likeness: &mut HashMap<(Range, Range), Option<f64>>,
    units: Units,
    threshold: f64,
) -> Class {
    /// Members of one class, which bounds the work for functions that are everywhere.
    const MOST: usize = 64;
    let mut fragments = vec![centre];
    let mut similarity = 1.0_f64;
    for (other, _) in others.iter().take(4 * MOST) {
        let mut least = 1.0_f64;
        let fits = fragments.iter().all(|member| {
            let (a, b) = ordered(*member, *other);
            let like =
                *likeness.entry((a, b)).or_insert_with(|| compare(a, b, units, threshold).map(|pair| pair.similarity));
            least = least.min(like.unwrap_or(0.0));
            like.is_some()
        });
        if fits {
            similarity = similarity.min(least);
            fragments.push(*other);
        }
        if fragments.len() == MOST {
            break;
        }
    }
    fragments.sort_unstable();
    Class { clone_type: 3, similarity, fragments }
}

fn ordered(a: Range, b: Range) -> (Range, Range) {
    (a.min(b), a.max(b))
}
