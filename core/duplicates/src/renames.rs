//! Names that are replaced consistently: always the same name by the same other one, in both directions.

use std::collections::HashMap;

use crate::token::TokenKind;

/// The names of one side and those of the other that they stand for, so far.
#[derive(Default)]
pub struct Renames {
    forth: HashMap<u32, u32>,
    back: HashMap<u32, u32>,
}

impl Renames {
    /// Takes a pair of names; says whether it agrees with those before.
    pub fn agree(&mut self, a: u32, b: u32) -> bool {
        *self.forth.entry(a).or_insert(b) == b && *self.back.entry(b).or_insert(a) == a
    }
}

/// Cuts a run of tokens of equal form, given as codes and both sides' hashes, into the parts in which names are replaced
/// consistently.
#[must_use]
pub fn consistent_parts(codes: &[u8], a: &[u32], b: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut renames = Renames::default();
    for (at, code) in codes.iter().enumerate() {
        if *code == TokenKind::Identifier as u8 && !renames.agree(a[at], b[at]) {
            parts.push(start..at);
            start = at;
            renames = Renames::default();
            renames.agree(a[at], b[at]);
        }
    }
    parts.push(start..codes.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_cut_where_a_name_is_replaced_by_another_than_before() {
        let codes = [0; 6];
        assert_eq!(consistent_parts(&codes, &[1, 2, 1, 3, 2, 3], &[7, 8, 7, 9, 8, 9]), [0..6]);
        assert_eq!(consistent_parts(&codes, &[1, 2, 1, 3, 2, 3], &[7, 8, 8, 9, 8, 9]), [0..2, 2..4, 4..6]);
        // Two names by the same one.
        assert_eq!(consistent_parts(&codes[..2], &[1, 2], &[7, 7]), [0..1, 1..2]);
    }
}
