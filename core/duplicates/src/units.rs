//! The units that are compared: those of a corpus, and perhaps those of a source that is checked against it.

use crate::classes::Range;
use crate::corpus::Unit;

/// Units by their numbers: first the resident ones, then those of a query.
#[derive(Clone, Copy)]
pub struct Units<'a> {
    resident: &'a [Unit],
    query: &'a [Unit],
}

impl<'a> Units<'a> {
    /// The units of a corpus alone.
    #[must_use]
    pub fn resident(resident: &'a [Unit]) -> Self {
        Self { resident, query: &[] }
    }

    /// Those of a corpus, then those of a query.
    #[must_use]
    pub fn with_query(resident: &'a [Unit], query: &'a [Unit]) -> Self {
        Self { resident, query }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.resident.len() + self.query.len()
    }

    /// The number of the first one of the query.
    #[must_use]
    pub fn first_of_query(&self) -> u32 {
        self.resident.len() as u32
    }

    /// The unit of that number, which was taken from these units before.
    #[must_use]
    pub fn get(&self, number: u32) -> &'a Unit {
        let number = number as usize;
        if number < self.resident.len() { &self.resident[number] } else { &self.query[number - self.resident.len()] }
    }

    /// The codes of a range.
    #[must_use]
    pub fn codes(&self, range: &Range) -> &'a [u8] {
        &self.get(range.unit).codes[range.start as usize..range.end as usize]
    }

    /// The hashes of a range.
    #[must_use]
    pub fn hashes(&self, range: &Range) -> &'a [u32] {
        &self.get(range.unit).hashes[range.start as usize..range.end as usize]
    }
}
