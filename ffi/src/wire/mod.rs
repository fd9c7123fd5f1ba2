//! Results cross to JavaScript as one flat buffer.
//!
//! ```text
//! header   32-bit: magic, checksum, root type, 0; 64-bit floats: number of floats, number of words,
//!          bytes of blobs, bytes of the pool                                          (48 bytes)
//! floats   every f64, u64, i64 and usize, as 64-bit floats
//! words    every other number, as 32-bit words: lengths, counts, tags, flags
//! blobs    raw bytes and the long texts (content, cells), each decoded on its own or when touched
//! pool     every other string, one after another, in UTF-8; decoded at once
//! ```
//!
//! All little-endian. Values are written in the order of the fields; a string is one word, its length in UTF-16 code units,
//! and takes the next piece of the pool. A string that many values have is a word, its number, and only where that is new, a
//! string as well. What is optional or a `bool` has a bit in the words that its struct begins with.
//! A [`TextRange`](lode_documents::model::TextRange) crosses as two words: offsets in UTF-16 code units.
//!
//! The writers in `generated` and the readers in `src/native/generated/wire.ts` are made from the same Rust types by
//! `cargo xtask generate`; a checksum over those types is compared when the library is loaded and in every buffer.

mod generated {
    pub mod writers;
}
mod utf16;
mod writer;

pub use generated::writers::*;

#[cfg(test)]
mod tests;
