//! 32 bits that stand for the text of a token.

use crate::normalize::has_free_text;
use crate::token::Token;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of the token's text; of its code where that determines the text.
#[must_use]
pub fn of(source: &[u8], token: &Token) -> u32 {
    if !has_free_text(token.code) {
        return u32::from(token.code);
    }
    of_bytes(source.get(token.start as usize..token.end as usize).unwrap_or_default())
}

/// A hash of a text.
#[must_use]
pub fn of_bytes(text: &[u8]) -> u32 {
    let mut state = (text.len() as u64).wrapping_mul(MULTIPLIER);
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        state = mix(state ^ u64::from_le_bytes(*word));
        rest = after;
    }
    let tail = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        // Both halves overlap; the length is a part of the hash.
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)),
        _ => rest.iter().fold(0, |tail, byte| tail << 8 | u64::from(*byte)),
    };
    (mix(state ^ tail) >> 32) as u32
}

/// Spreads every bit of `value` over the upper half.
#[must_use]
pub fn mix(value: u64) -> u64 {
    let value = (value ^ value >> 32).wrapping_mul(MULTIPLIER);
    (value ^ value >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}
