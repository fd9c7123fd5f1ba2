//! What the generated writers write with. The format is described in the parent module.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use lode_documents::model::{Cells, TextRange};

use super::utf16::{self, Utf16Offsets};

/// "LODE" in the order of the bytes.
const MAGIC: u32 = u32::from_le_bytes(*b"LODE");

/// Bytes of the header.
const HEADER: usize = 48;

/// Collects a result; long texts and raw bytes are only referred to until [`Writer::finish`] copies them once.
pub struct Writer<'a> {
    floats: Vec<u8>,
    words: Vec<u8>,
    blobs: Vec<&'a [u8]>,
    pool: Vec<u8>,
    /// Strings that many values have, by where they are in memory, which is quicker to look up than what they say.
    shared: HashMap<(*const u8, usize), u32>,
    text: Utf16Offsets<'a>,
}

impl<'a> Writer<'a> {
    /// Begins a result whose ranges refer to `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            floats: Vec::new(),
            words: Vec::new(),
            blobs: Vec::new(),
            pool: Vec::new(),
            shared: HashMap::new(),
            text: Utf16Offsets::new(text),
        }
    }

    /// A 32-bit number.
    pub fn word(&mut self, value: u32) {
        self.words.extend_from_slice(&value.to_le_bytes());
    }

    /// Up to 32 yes-or-no values, the first in the lowest bit.
    pub fn flags<const COUNT: usize>(&mut self, flags: [bool; COUNT]) {
        self.word(flags.iter().rev().fold(0, |word, flag| (word << 1) | u32::from(*flag)));
    }

    /// A length or count. What does not fit into 32 bits is larger than any JavaScript string or array; the reader refuses it.
    pub fn count(&mut self, value: usize) {
        self.word(u32::try_from(value).unwrap_or(u32::MAX));
    }

    /// A 64-bit float.
    pub fn float(&mut self, value: f64) {
        self.floats.extend_from_slice(&value.to_le_bytes());
    }

    /// A short string.
    pub fn string(&mut self, value: &str) {
        self.count(utf16::length(value.as_bytes()));
        self.pool.extend_from_slice(value.as_bytes());
    }

    /// A string that many values have: its number, which the string follows where it is new.
    pub fn shared_string(&mut self, value: &'a str) {
        let next = u32::try_from(self.shared.len()).unwrap_or(u32::MAX);
        match self.shared.entry((value.as_ptr(), value.len())) {
            Entry::Occupied(known) => {
                let number = *known.get();
                self.word(number);
            }
            Entry::Vacant(place) => {
                place.insert(next);
                self.word(next);
                self.string(value);
            }
        }
    }

    /// A text that is decoded on its own.
    pub fn long_string(&mut self, value: &'a str) {
        self.bytes(value.as_bytes());
    }

    /// Raw bytes.
    pub fn bytes(&mut self, value: &'a [u8]) {
        self.count(value.len());
        self.blobs.push(value);
    }

    /// A range of the current text.
    pub fn range(&mut self, range: TextRange) {
        let (start, end) = (self.text.at(range.start), self.text.at(range.end));
        self.count(start);
        self.count(end);
    }

    /// The cells of a table: columns, text, and where each cell ends in it.
    pub fn cells(&mut self, cells: &'a Cells) {
        let (text, ends) = cells.parts();
        self.count(cells.columns());
        self.count(ends.len());
        self.long_string(text);
        self.words.reserve(ends.len().saturating_mul(4));
        if text.is_ascii() {
            ends.iter().for_each(|end| self.count(*end));
            return;
        }
        let (mut from, mut units) = (0, 0);
        for end in ends {
            units += text.as_bytes().get(from..*end).map_or(0, utf16::length);
            from = *end;
            self.count(units);
        }
    }

    /// The elements of a list, each written by `write`.
    pub fn list<T>(&mut self, items: &'a [T], write: impl Fn(&mut Self, &'a T)) {
        self.count(items.len());
        for item in items {
            write(self, item);
        }
    }

    /// Makes `text` the one that ranges refer to while `write` runs.
    pub fn within(&mut self, text: &'a str, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.text, Utf16Offsets::new(text));
        write(self);
        self.text = outer;
    }

    /// The whole buffer.
    pub fn finish(self, checksum: u32, root: u32) -> Vec<u8> {
        let blobs: usize = self.blobs.iter().map(|blob| blob.len()).sum();
        let total = HEADER + self.floats.len() + self.words.len() + blobs + self.pool.len();
        let mut buffer = Vec::with_capacity(total);
        for word in [MAGIC, checksum, root, 0] {
            buffer.extend_from_slice(&word.to_le_bytes());
        }
        for length in [self.floats.len() / 8, self.words.len() / 4, blobs, self.pool.len()] {
            buffer.extend_from_slice(&(length as f64).to_le_bytes());
        }
        buffer.extend_from_slice(&self.floats);
        buffer.extend_from_slice(&self.words);
        for blob in self.blobs {
            buffer.extend_from_slice(blob);
        }
        buffer.extend_from_slice(&self.pool);
        buffer
    }
}
