//! What is kept of the sources in memory: about five bytes a token.

use crate::languages::{LANGUAGES, Language};
use crate::model::Skipped;
use crate::normalize::Normalization;
use crate::tokenize::Stream;
use crate::{fingerprint, token_hash};

/// A file that was read.
pub struct SourceFile {
    /// Its path, as it was found.
    pub path: String,
    /// Its language.
    pub language: &'static Language,
    /// How many lines it has.
    pub lines: u32,
    /// Functions that were recognised in it.
    pub functions: u32,
}

/// The tokens of one family of languages in one file, without their text.
#[derive(Default)]
pub struct Unit {
    /// The file's index.
    pub file: u32,
    /// The number of the family of languages; only units of the same are compared.
    pub family: u8,
    /// What each token is up to names and literals.
    pub codes: Box<[u8]>,
    /// A hash of each token's text.
    pub hashes: Box<[u32]>,
    /// Places that matches are looked up by.
    pub samples: Box<[fingerprint::Sample]>,
    /// For each window of tokens, a bit: it has so little variety that only equal texts make it a copy.
    pub monotonous: fingerprint::BitSet,
    /// Functions, as ranges of tokens.
    pub functions: Box<[(u32, u32)]>,
}

impl Unit {
    /// Makes a unit of a stream; its file is set when all are known.
    #[must_use]
    pub fn new(stream: &Stream, source: &[u8], normalization: &Normalization) -> Self {
        let codes: Box<[u8]> = stream.tokens.iter().map(|token| token.code).collect();
        let hashes: Box<[u32]> = stream.tokens.iter().map(|token| token_hash::of(source, token)).collect();
        let family = family_number(stream.language);
        let (samples, monotonous) = fingerprint::fingerprint(&codes, &hashes, family, normalization);
        let functions = stream.functions.iter().map(|function| (function.tokens.start, function.tokens.end)).collect();
        Self { file: 0, family, codes, hashes, samples, monotonous, functions }
    }

    /// How many tokens it has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.codes.len() as u32
    }
}

impl Unit {
    /// Gives back the memory of a unit that is no longer needed; its number stays taken.
    pub fn clear(&mut self) {
        *self = Self { file: self.file, family: self.family, ..Self::default() };
    }

    /// Whether these are the tokens that it was made of.
    #[must_use]
    pub fn is_of(&self, stream: &Stream) -> bool {
        stream.tokens.len() == self.codes.len()
            && stream.tokens.iter().zip(&self.codes).all(|(token, code)| token.code == *code)
    }
}

/// The sources of a scan.
#[derive(Default)]
pub struct Corpus {
    /// The files, ordered by path.
    pub files: Vec<SourceFile>,
    /// Their units, in the order of the files.
    pub units: Vec<Unit>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
}

impl Corpus {
    /// Adds a file and its units.
    pub fn add(&mut self, file: SourceFile, units: Vec<Unit>) {
        let index = self.files.len() as u32;
        self.files.push(file);
        self.units.extend(units.into_iter().map(|unit| Unit { file: index, ..unit }));
    }
}

/// A number for the family of `language`.
#[must_use]
pub fn family_number(language: &Language) -> u8 {
    LANGUAGES.iter().position(|other| other.family == language.family).unwrap_or(0) as u8
}
