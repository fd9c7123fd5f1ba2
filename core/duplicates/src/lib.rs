//! Source trees -> classes of copies.
//!
//! The data goes one way: files are found ([`walk`](mod@walk)), read, lexed ([`languages`], `tokenize`) and kept as codes and hashes
//! (`corpus`); sampled windows (`fingerprint`) give seeds (`seeds`), which are extended into verified runs (`extend`) and
//! grouped (`classes`) and compared with their sources once more (`verify`); what is to be reported is located in its files (`locate`) and described (`describe`, [`model`]), or written as
//! a [`report`].

mod ascending;
mod classes;
mod corpus;
mod describe;
mod extend;
mod filter;
mod fingerprint;
mod imports;
mod index;
pub mod languages;
mod lcs;
mod locate;
pub mod model;
mod near;
mod normalize;
pub mod options;
mod read;
mod renames;
pub mod report;
mod scan;
mod search;
mod seeds;
mod sort;
mod tables;
pub mod token;
mod token_hash;
mod tokenize;
mod units;
mod verify;
mod walk;

pub use index::DuplicateIndex;
pub use scan::{find_duplicates, scan_duplicates};
