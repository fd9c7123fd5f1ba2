//! The length of the longest common subsequence, 64 tokens at a time.
//!
//! The bit-vector algorithm of Crochemore, Iliopoulos, Pinzon and Reid (Information Processing Letters 80, 2001), with the
//! carry between words of Hyyrö (AWOCA 2004).

/// The length of the longest common subsequence of two sequences of codes.
#[must_use]
pub fn common(a: &[u8], b: &[u8]) -> u32 {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (prefix + suffix) as u32 + if short.is_empty() { 0 } else { common_in(short, long) }
}

fn common_in(short: &[u8], long: &[u8]) -> u32 {
    let words = short.len().div_ceil(64);
    // For each code that occurs, the places where it does.
    let mut row_of = [0_u16; 256];
    let mut places: Vec<u64> = vec![0; words];
    for (index, code) in short.iter().enumerate() {
        let row = &mut row_of[usize::from(*code)];
        if *row == 0 {
            *row = (places.len() / words) as u16;
            places.resize(places.len() + words, 0);
        }
        places[usize::from(*row) * words + index / 64] |= 1 << (index % 64);
    }
    // A zero for each token of `short` that is part of the subsequence so far.
    let mut state = vec![u64::MAX; words];
    for code in long {
        let row = usize::from(row_of[usize::from(*code)]);
        if row == 0 {
            continue;
        }
        let mut carry = false;
        for (word, place) in state.iter_mut().zip(&places[row * words..][..words]) {
            let matched = *word & place;
            let (sum, over) = word.overflowing_add(matched);
            let (sum, over_carry) = sum.overflowing_add(u64::from(carry));
            carry = over | over_carry;
            *word = sum | (*word & !place);
        }
    }
    let unused = words * 64 - short.len();
    let zeros: u32 = state.iter().map(|word| word.count_zeros()).sum();
    let padding = if unused == 0 { 0 } else { (!state[words - 1] >> (64 - unused)).count_ones() };
    zeros - padding
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook recurrence.
    fn expected(a: &[u8], b: &[u8]) -> u32 {
        let mut row = vec![0_u32; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (index, y) in b.iter().enumerate() {
                let above = row[index + 1];
                row[index + 1] = if x == y { diagonal + 1 } else { above.max(row[index]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn it_is_what_the_recurrence_gives() {
        let mut state = 7_u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for round in 0..500 {
            let (a, b) = (random(200), random(200));
            let alphabet = 1 + round % 9;
            let a: Vec<u8> = (0..a).map(|_| random(alphabet) as u8).collect();
            let b: Vec<u8> = (0..b).map(|_| random(alphabet) as u8).collect();
            assert_eq!(common(&a, &b), expected(&a, &b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn nothing_is_common_with_nothing() {
        assert_eq!((common(b"", b"abc"), common(b"", b"")), (0, 0));
    }
}
