//! Places that matches are looked up by: winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003) over rolling hashes.
//!
//! Of every `stretch` consecutive windows the one with the least hash is sampled, the last one of several. Two equal runs of
//! `window + stretch - 1` tokens therefore share a sampled window, at the same place of both.

use crate::normalize::{Normalization, SEQUENCE};
use crate::token_hash::mix;

/// A sampled window: the upper half is a hash of it, the lower half the index of its first token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample(u64);

impl Sample {
    fn new(hash: u64, position: usize) -> Self {
        Self(hash & 0xFFFF_FFFF_0000_0000 | position as u64 & 0xFFFF_FFFF)
    }

    /// A hash of the window.
    #[must_use]
    pub fn hash(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The index of its first token.
    #[must_use]
    pub fn position(self) -> u32 {
        self.0 as u32
    }
}

/// A bit for each index.
#[derive(Debug, Clone, Default)]
pub struct BitSet(Box<[u64]>);

impl BitSet {
    /// Whether the bit is set.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Whether a bit of these is set.
    #[must_use]
    pub fn any(&self, mut indexes: std::ops::Range<usize>) -> bool {
        while indexes.start < indexes.end {
            let count = (64 - indexes.start % 64).min(indexes.end - indexes.start);
            let mask = u64::MAX >> (64 - count) << (indexes.start % 64);
            if self.0.get(indexes.start / 64).is_some_and(|word| word & mask != 0) {
                return true;
            }
            indexes.start += count;
        }
        false
    }
}

const BASE: u64 = 0x2545_F491_4F6C_DD1D;
/// What a text counts in the value of its token.
const TEXT: u64 = 0x9E37_79B9_7F4A_7C15;

/// Samples the windows of a unit, and marks those with little variety.
#[must_use]
pub fn fingerprint(codes: &[u8], hashes: &[u32], family: u8, normalization: &Normalization) -> (Box<[Sample]>, BitSet) {
    let window = normalization.window;
    if codes.len() < normalization.min_tokens as usize {
        return (Box::default(), BitSet::default());
    }
    let mut monotonous = vec![0_u64; codes.len().div_ceil(64)].into_boxed_slice();
    let mut samples = Vec::with_capacity(codes.len() * 2 / (normalization.stretch + 1) + 8);
    let mut rolling = Rolling::new(codes, hashes, normalization);
    let mut texts = Texts { codes, hashes, window, leaving: power(window), rolling: 0, end: 0 };
    let mut variety = Variety::new(window);
    let mut winnow = Winnow::new(normalization.stretch);
    for (index, code) in codes.iter().enumerate() {
        let rolling = rolling.next(index);
        let variety = variety.next(*code);
        let Some(start) = (index + 1).checked_sub(window) else { continue };
        let hash = if variety < normalization.variety {
            monotonous[start / 64] |= 1 << (start % 64);
            mix(texts.of_window(start) ^ (u64::from(family) + 1))
        } else {
            mix(rolling ^ u64::from(family) << 32)
        };
        if let Some((hash, position)) = winnow.next(hash) {
            samples.push(Sample::new(hash, position));
        }
    }
    (samples.into_boxed_slice(), BitSet(monotonous))
}

/// What tokens of each code count in the hash of a window, and what they count when they leave it.
#[must_use]
pub fn values(window: usize) -> Box<[(u64, u64); 256]> {
    let leaving = power(window);
    let value = |code: usize| mix(code as u64 + 1);
    Box::new(std::array::from_fn(|code| (value(code), value(code).wrapping_mul(leaving))))
}

fn power(exponent: usize) -> u64 {
    (0..exponent).fold(1, |power, _| BASE.wrapping_mul(power))
}

/// The hash of a window up to names and literals: a polynomial, modulo 2^64, of what must be equal in its tokens.
struct Rolling<'a> {
    codes: &'a [u8],
    hashes: &'a [u32],
    normalization: &'a Normalization,
    leaving: u64,
    texts: bool,
    hash: u64,
}

impl<'a> Rolling<'a> {
    fn new(codes: &'a [u8], hashes: &'a [u32], normalization: &'a Normalization) -> Self {
        let leaving = power(normalization.window);
        Self { codes, hashes, normalization, leaving, texts: normalization.compares_texts(), hash: 0 }
    }

    /// Takes in the token at `index`; the hash of the window that ends with it.
    #[inline]
    fn next(&mut self, index: usize) -> u64 {
        self.hash = self.hash.wrapping_mul(BASE).wrapping_add(self.normalization.values(self.codes[index]).0);
        let gone = index.checked_sub(self.normalization.window);
        if let Some(gone) = gone {
            self.hash = self.hash.wrapping_sub(self.normalization.values(self.codes[gone]).1);
        }
        if self.texts {
            self.hash = self.hash.wrapping_add(self.text(index));
            let gone = gone.map_or(0, |gone| self.text(gone));
            self.hash = self.hash.wrapping_sub(gone.wrapping_mul(self.leaving));
        }
        self.hash
    }

    fn text(&self, index: usize) -> u64 {
        let compared = self.normalization.by_text(self.codes[index]);
        if compared { u64::from(self.hashes[index]).wrapping_mul(TEXT) } else { 0 }
    }
}

/// The hashes of windows by their texts. Few are asked for, in rows.
struct Texts<'a> {
    codes: &'a [u8],
    hashes: &'a [u32],
    window: usize,
    leaving: u64,
    rolling: u64,
    /// Where the last window ends.
    end: usize,
}

impl Texts<'_> {
    fn of_window(&mut self, start: usize) -> u64 {
        let end = start + self.window;
        let value = |index: usize| u64::from(self.hashes[index]) << 8 | u64::from(self.codes[index]);
        let push = |hash: u64, index: usize| hash.wrapping_mul(BASE).wrapping_add(value(index));
        self.rolling = if self.end + 1 == end && start > 0 {
            push(self.rolling, end - 1).wrapping_sub(value(start - 1).wrapping_mul(self.leaving))
        } else {
            (start..end).fold(0, push)
        };
        self.end = end;
        self.rolling
    }
}

/// Counts the different sequences of codes in a window.
struct Variety {
    /// How many sequences of the window fall into each bin.
    counts: [u16; 512],
    /// The bins of the window's sequences, as a ring.
    ring: [u16; 64],
    /// The last codes.
    codes: u32,
    sequences: usize,
    seen: usize,
    different: usize,
}

impl Variety {
    fn new(window: usize) -> Self {
        let sequences = (window + 1).saturating_sub(SEQUENCE);
        Self { counts: [0; 512], ring: [0; 64], codes: 0, sequences, seen: 0, different: 0 }
    }

    /// Takes the next code; gives the count of the window that ends with it.
    #[inline]
    fn next(&mut self, code: u8) -> usize {
        self.codes = self.codes << 8 | u32::from(code);
        self.seen += 1;
        let Some(at) = self.seen.checked_sub(SEQUENCE) else { return 0 };
        if let Some(gone) = at.checked_sub(self.sequences) {
            let count = &mut self.counts[usize::from(self.ring[gone % 64])];
            *count = count.saturating_sub(1);
            self.different -= usize::from(*count == 0);
        }
        let bin = (self.codes.wrapping_mul(0x9E37_79B1) >> 23) as u16;
        self.ring[at % 64] = bin;
        let count = &mut self.counts[usize::from(bin)];
        self.different += usize::from(*count == 0);
        *count += 1;
        self.different
    }
}

/// Finds the least hash of every `stretch` consecutive ones.
struct Winnow {
    /// The last hashes, as a ring whose size is a power of two.
    ring: Vec<u64>,
    stretch: usize,
    seen: usize,
    least: u64,
    least_at: usize,
}

impl Winnow {
    fn new(stretch: usize) -> Self {
        Self { ring: vec![0; stretch.next_power_of_two()], stretch, seen: 0, least: u64::MAX, least_at: 0 }
    }

    /// Takes the next hash; gives the least one and its index if it became the least.
    #[inline]
    fn next(&mut self, hash: u64) -> Option<(u64, usize)> {
        let (index, mask) = (self.seen, self.ring.len() - 1);
        self.ring[index & mask] = hash;
        self.seen += 1;
        let is_new = hash <= self.least;
        if is_new {
            (self.least, self.least_at) = (hash, index);
        }
        if index < self.stretch {
            return (index + 1 == self.stretch).then_some((self.least, self.least_at));
        }
        if !is_new && self.least_at + self.stretch <= index {
            self.least = u64::MAX;
            for at in index + 1 - self.stretch..=index {
                let hash = self.ring[at & mask];
                if hash <= self.least {
                    (self.least, self.least_at) = (hash, at);
                }
            }
            return Some((self.least, self.least_at));
        }
        is_new.then_some((self.least, self.least_at))
    }
}
