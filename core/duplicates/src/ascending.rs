//! Numbers that never decrease, in about a byte each: differences of variable length (LEB128), and a whole number every so often.

/// How many numbers share a whole one.
const BLOCK: usize = 64;

/// Numbers that never decrease.
#[derive(Debug, Clone, Default)]
pub struct Ascending {
    /// What each number is more than the one before it; nothing for the first one of a block.
    differences: Box<[u8]>,
    /// The first number of each block, and where the differences of the others begin.
    blocks: Box<[(u32, u32)]>,
}

impl Ascending {
    /// Takes numbers in; they do not decrease.
    #[must_use]
    pub fn new(numbers: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut differences = Vec::with_capacity(numbers.len() + numbers.len() / 16);
        let mut blocks = Vec::with_capacity(numbers.len().div_ceil(BLOCK));
        let mut last = 0;
        let mut left = 0;
        for number in numbers {
            if left == 0 {
                blocks.push((number, differences.len() as u32));
                left = BLOCK;
            } else {
                push(&mut differences, number.wrapping_sub(last));
            }
            left -= 1;
            last = number;
        }
        Self { differences: differences.into_boxed_slice(), blocks: blocks.into_boxed_slice() }
    }

    /// The number at `index`; the last one of its block if there are fewer.
    #[must_use]
    pub fn get(&self, index: u32) -> u32 {
        let index = index as usize;
        let Some((first, _)) = self.blocks.get(index / BLOCK) else { return 0 };
        if let Some(bytes) = self.bytes(index / BLOCK).get(..index % BLOCK)
            && bytes.is_ascii()
        {
            // Each byte is a difference.
            return first + bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
        }
        self.rest(index / BLOCK).take(index % BLOCK).last().unwrap_or(*first)
    }

    /// The last number that is at most `value`, and its index; the first one if there is none.
    #[must_use]
    pub fn last_at_most(&self, value: u32) -> (u32, u32) {
        let block = self.blocks.partition_point(|(first, _)| *first <= value).saturating_sub(1);
        let first = self.blocks.get(block).map_or(0, |(first, _)| *first);
        let (mut count, mut last) = (0, first);
        let bytes = self.bytes(block);
        if bytes.is_ascii() {
            // Each byte is a difference.
            for byte in bytes {
                if last + u32::from(*byte) > value {
                    break;
                }
                (count, last) = (count + 1, last + u32::from(*byte));
            }
        } else {
            for number in self.rest(block).take_while(|number| *number <= value) {
                (count, last) = (count + 1, number);
            }
        }
        (block as u32 * BLOCK as u32 + count, last)
    }

    /// The differences of a block.
    fn bytes(&self, block: usize) -> &[u8] {
        let start = self.blocks.get(block).map_or(0, |(_, start)| *start as usize);
        let end = self.blocks.get(block + 1).map_or(self.differences.len(), |(_, start)| *start as usize);
        &self.differences[start..end]
    }

    /// The numbers of a block after its first one.
    fn rest(&self, block: usize) -> impl Iterator<Item = u32> {
        let mut number = self.blocks.get(block).map_or(0, |(number, _)| *number);
        let mut bytes = self.bytes(block).iter();
        std::iter::from_fn(move || {
            let (mut difference, mut shift) = (0_u32, 0);
            loop {
                let byte = *bytes.next()?;
                difference |= u32::from(byte & 0x7F) << shift;
                if byte < 0x80 {
                    break;
                }
                shift += 7;
            }
            number = number.wrapping_add(difference);
            Some(number)
        })
    }
}

#[inline]
fn push(bytes: &mut Vec<u8>, mut difference: u32) {
    while difference >= 0x80 {
        bytes.push(difference as u8 | 0x80);
        difference >>= 7;
    }
    bytes.push(difference as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_by_index_and_by_value() {
        let mut numbers = vec![3_u32];
        for index in 1..1000_u32 {
            let difference = [0, 1, 5, 127, 128, 300, 70_000][index as usize % 7] * u32::from(index % 11 != 0);
            numbers.push(numbers[index as usize - 1] + difference);
        }
        let ascending = Ascending::new(numbers.iter().copied());
        for (index, number) in numbers.iter().enumerate() {
            assert_eq!(ascending.get(index as u32), *number);
            for value in [*number, *number + 1] {
                let expected = numbers.partition_point(|number| *number <= value) - 1;
                assert_eq!(ascending.last_at_most(value), (expected as u32, numbers[expected]));
            }
        }
        assert_eq!(ascending.last_at_most(0), (0, 3));
    }

    #[test]
    fn the_largest_number_is_kept() {
        let ascending = Ascending::new([0, u32::MAX].into_iter());
        assert_eq!(ascending.get(1), u32::MAX);
    }

    #[test]
    fn nothing_holds_nothing() {
        let ascending = Ascending::default();
        assert_eq!(ascending.get(0), 0);
        assert_eq!(ascending.last_at_most(7), (0, 0));
    }
}
