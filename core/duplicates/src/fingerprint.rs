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
    let mut texts = Texts { codes, hashes, window, leaving: power(window), rolling: 0, end: 0 };
    let mut variety = Variety::new(window);
    let mut windows = rolling(codes, hashes, normalization);
    // The first windows begin before the first token.
    for code in &codes[..window - 1] {
        variety.next(*code);
    }
    for ((start, window), code) in windows.iter_mut().enumerate().zip(&codes[window - 1..]) {
        *window = if variety.next(*code) < normalization.variety {
            monotonous[start / 64] |= 1 << (start % 64);
            mix(texts.of_window(start) ^ (u64::from(family) + 1))
        } else {
            mix(*window ^ u64::from(family) << 32)
        };
    }
    (winnow(&windows, normalization.stretch), BitSet(monotonous))
}

/// What tokens of each code count in the hash of a window, and what they count when they leave it.
#[must_use]
pub fn values(window: usize) -> Box<[(u64, u64); 256]> {
    let leaving = power(window - 1);
    let value = |code: usize| mix(code as u64 + 1);
    Box::new(std::array::from_fn(|code| (value(code), value(code).wrapping_mul(leaving))))
}

fn power(exponent: usize) -> u64 {
    (0..exponent).fold(1, |power, _| BASE.wrapping_mul(power))
}

/// The hashes of all windows up to names and literals: polynomials, modulo 2^64, of what must be equal in their tokens.
fn rolling(codes: &[u8], hashes: &[u32], normalization: &Normalization) -> Vec<u64> {
    let window = normalization.window;
    let text = |(code, hash): (&u8, &u32)| {
        if normalization.by_text(*code) { u64::from(*hash).wrapping_mul(TEXT) } else { 0 }
    };
    let mut windows = Vec::with_capacity(codes.len() - window + 1);
    let before = &codes[..window - 1];
    let value = |code: &u8| normalization.values(*code);
    let mut hash = before.iter().fold(0_u64, |hash, code| hash.wrapping_mul(BASE).wrapping_add(value(code).0));
    let mut leaving = 0;
    windows.extend(codes[window - 1..].iter().zip(codes).map(|(entering, first)| {
        hash = hash.wrapping_sub(leaving).wrapping_mul(BASE).wrapping_add(value(entering).0);
        leaving = value(first).1;
        hash
    }));
    if normalization.compares_texts() {
        let power = power(window - 1);
        let tokens = || codes.iter().zip(hashes);
        let mut hash =
            tokens().take(window - 1).fold(0_u64, |hash, token| hash.wrapping_mul(BASE).wrapping_add(text(token)));
        let mut leaving = 0;
        for ((entering, first), window) in tokens().skip(window - 1).zip(tokens()).zip(&mut windows) {
            hash = hash.wrapping_sub(leaving).wrapping_mul(BASE).wrapping_add(text(entering));
            leaving = text(first).wrapping_mul(power);
            *window = window.wrapping_add(hash);
        }
    }
    windows
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
    counts: [u8; 512],
    /// The bins of the window's sequences, as a ring.
    ring: [u16; 64],
    /// The last codes.
    codes: u32,
    sequences: u8,
    /// Sequences so far, modulo the ring; those that are in the window.
    seen: u8,
    filled: u8,
    codes_seen: usize,
    different: usize,
}

impl Variety {
    fn new(window: usize) -> Self {
        let sequences = (window + 1).saturating_sub(SEQUENCE) as u8;
        Self { counts: [0; 512], ring: [0; 64], codes: 0, sequences, seen: 0, filled: 0, codes_seen: 0, different: 0 }
    }

    /// Takes the next code; gives the count of the window that ends with it.
    #[inline]
    fn next(&mut self, code: u8) -> usize {
        self.codes = self.codes << 8 | u32::from(code);
        if self.codes_seen < SEQUENCE - 1 {
            self.codes_seen += 1;
            return 0;
        }
        if self.filled == self.sequences {
            let gone = self.ring[usize::from(self.seen.wrapping_sub(self.sequences) % 64)];
            let count = &mut self.counts[usize::from(gone)];
            *count -= 1;
            self.different -= usize::from(*count == 0);
        } else {
            self.filled += 1;
        }
        let bin = (self.codes.wrapping_mul(0x9E37_79B1) >> 23) as u16;
        self.ring[usize::from(self.seen % 64)] = bin;
        let count = &mut self.counts[usize::from(bin)];
        self.different += usize::from(*count == 0);
        *count += 1;
        self.seen = self.seen.wrapping_add(1);
        self.different
    }
}

/// Takes of every `stretch` consecutive hashes the least one, the last of several.
fn winnow(hashes: &[u64], stretch: usize) -> Box<[Sample]> {
    let mut samples = Vec::with_capacity(hashes.len() * 2 / (stretch + 1) + 8);
    let last_least = |from: usize, to: usize| {
        let least = hashes[from..to].iter().enumerate().min_by_key(|(at, hash)| (**hash, std::cmp::Reverse(*at)));
        least.map_or((u64::MAX, from), |(at, hash)| (*hash, from + at))
    };
    if hashes.len() < stretch {
        return Box::default();
    }
    let (mut least, mut least_at) = last_least(0, stretch);
    samples.push(Sample::new(least, least_at));
    for (index, hash) in hashes.iter().enumerate().skip(stretch) {
        if *hash <= least {
            (least, least_at) = (*hash, index);
        } else if least_at + stretch <= index {
            (least, least_at) = last_least(index + 1 - stretch, index + 1);
        } else {
            continue;
        }
        samples.push(Sample::new(least, least_at));
    }
    samples.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_every_stretch_the_last_least_hash_is_sampled() {
        let hashes: Vec<u64> = (0..500_u64).map(|at| mix(at * at % 61) & 0xFF_0000_0000).collect();
        for stretch in [1, 2, 7, 20] {
            let mut expected: Vec<u32> = hashes
                .windows(stretch)
                .enumerate()
                .map(|(start, hashes)| {
                    let least = hashes.iter().min().copied().unwrap_or_default();
                    (start + hashes.iter().rposition(|hash| *hash == least).unwrap_or_default()) as u32
                })
                .collect();
            expected.dedup();
            let sampled: Vec<u32> = winnow(&hashes, stretch).iter().map(|sample| sample.position()).collect();
            assert_eq!(sampled, expected);
        }
    }
}
