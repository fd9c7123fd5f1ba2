//! Arrays of positions with data for what lies between them ([MS-DOC] 2.2.2).

use crate::little_endian::u32_at;

/// Positions, rising, and data of one size for each but the last.
#[derive(Clone, Copy, Default)]
pub struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    len: usize,
}

impl<'a> Plc<'a> {
    /// An array whose data have `size` bytes each.
    pub fn new(bytes: &'a [u8], size: usize) -> Self {
        Self { bytes, size, len: bytes.len().saturating_sub(4) / (4 + size) }
    }

    /// How many ranges there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Where range `index` starts, which is where the one before it ends.
    pub fn position(&self, index: usize) -> Option<u32> {
        u32_at(self.bytes, 4 * index).filter(|_| index <= self.len)
    }

    /// How many ranges come before the first that ends before it starts.
    pub fn rising(&self) -> usize {
        let falls = |index: &usize| self.position(*index) > self.position(index + 1);
        (0..self.len).find(falls).unwrap_or(self.len)
    }

    /// The data of range `index`.
    pub fn data(&self, index: usize) -> Option<&'a [u8]> {
        let start = 4 * (self.len + 1) + self.size * index;
        self.bytes.get(start..start + self.size).filter(|_| index < self.len)
    }

    /// The range that `position` lies in.
    pub fn find(&self, position: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.position(middle)? <= position {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let index = low.checked_sub(1)?;
        (position < self.position(index + 1)?).then_some(index)
    }

    /// The range that starts at `position`.
    pub fn starting_at(&self, position: u32) -> Option<usize> {
        self.find(position).filter(|index| self.position(*index) == Some(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_found_in_their_ranges_and_nowhere_else() {
        let bytes: Vec<u8> = [2u32, 5, 9].iter().flat_map(|position| position.to_le_bytes()).chain([7, 8]).collect();
        let plc = Plc::new(&bytes, 1);
        assert_eq!(
            [1, 2, 4, 5, 8, 9].map(|position| plc.find(position)),
            [None, Some(0), Some(0), Some(1), Some(1), None]
        );
        assert_eq!((plc.starting_at(5), plc.starting_at(6)), (Some(1), None));
        assert_eq!((plc.data(1), plc.data(2)), (Some(&[8][..]), None));
    }

    #[test]
    fn an_array_that_is_cut_has_the_ranges_that_are_whole() {
        assert_eq!(Plc::new(&[0; 3], 2).len(), 0);
        assert_eq!(Plc::new(&[0; 17], 2).len(), 2);
    }
}
