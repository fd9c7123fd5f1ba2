//! What is kept of the sources in memory: about eight bytes a token.

use std::num::NonZeroU32;
use std::sync::Arc;

use crate::ascending::Ascending;
use crate::languages::{LANGUAGES, Language};
use crate::locate::Positions;
use crate::model::Skipped;
use crate::normalize::Normalization;
use crate::tokenize::Stream;
use crate::{fingerprint, token_hash};

/// A file that was read.
pub struct SourceFile {
    /// Its path, as it was found.
    pub path: Arc<str>,
    /// How many lines it has.
    pub lines: u32,
    /// Where its lines start.
    pub line_starts: Ascending,
    /// Functions that were recognised in it.
    pub functions: u32,
}

/// A function of a unit.
pub struct UnitFunction {
    /// Its first token.
    pub start: u32,
    /// The token after its last one.
    pub end: u32,
    /// One more than the index of the innermost function around it.
    pub around: Option<NonZeroU32>,
    /// Where its name ends in the names of the unit's functions.
    name_end: u32,
}

/// The tokens of one family of languages in one file, without their text.
pub struct Unit {
    /// The file's index.
    pub file: u32,
    /// The language of its first token.
    pub language: &'static Language,
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
    /// Functions, by their starts.
    pub functions: Box<[UnitFunction]>,
    /// Their names, one after the other.
    names: Box<str>,
    /// Where the tokens are in the file.
    pub positions: Positions,
}

impl Unit {
    /// Makes a unit of a stream; its file is set when all are known.
    #[must_use]
    pub fn new(stream: &Stream, source: &[u8], normalization: &Normalization) -> Self {
        let codes: Box<[u8]> = stream.tokens.iter().map(|token| token.code).collect();
        let hashes: Box<[u32]> = stream.tokens.iter().map(|token| token_hash::of(source, token)).collect();
        let family = family_number(stream.language);
        let (samples, monotonous) = fingerprint::fingerprint(&codes, &hashes, family, normalization);
        let (functions, names) = functions(stream, source);
        let positions = Positions::new(&stream.tokens, source);
        let language = stream.language;
        Self { file: 0, language, family, codes, hashes, samples, monotonous, functions, names, positions }
    }

    /// How many tokens it has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.codes.len() as u32
    }

    /// The name of one of its functions.
    #[must_use]
    pub fn function_name(&self, index: usize) -> &str {
        let end = |index: usize| self.functions.get(index).map_or(0, |function| function.name_end as usize);
        let start = index.checked_sub(1).map_or(0, end);
        self.names.get(start..end(index)).unwrap_or_default()
    }

    /// Gives back the memory of a unit that is no longer needed; its number stays taken.
    pub fn clear(&mut self) {
        let Self { file, language, family, .. } = *self;
        *self = Self {
            file,
            language,
            family,
            codes: Box::default(),
            hashes: Box::default(),
            samples: Box::default(),
            monotonous: fingerprint::BitSet::default(),
            functions: Box::default(),
            names: Box::default(),
            positions: Positions::default(),
        };
    }
}

/// The functions of a stream by their starts, and their names.
fn functions(stream: &Stream, source: &[u8]) -> (Box<[UnitFunction]>, Box<str>) {
    let mut ordered: Vec<_> = stream.functions.iter().collect();
    ordered.sort_by_key(|function| (function.tokens.start, std::cmp::Reverse(function.tokens.end)));
    let mut functions: Vec<UnitFunction> = Vec::with_capacity(ordered.len());
    let mut names = String::new();
    for function in ordered {
        let tokens = &function.tokens;
        let mut around = NonZeroU32::new(functions.len() as u32);
        while let Some(at) = around.filter(|at| functions[at.get() as usize - 1].end < tokens.end) {
            around = functions[at.get() as usize - 1].around;
        }
        let name = source.get(function.name.start as usize..function.name.end as usize).unwrap_or_default();
        names.push_str(&String::from_utf8_lossy(name));
        functions.push(UnitFunction { start: tokens.start, end: tokens.end, around, name_end: names.len() as u32 });
    }
    (functions.into_boxed_slice(), names.into_boxed_str())
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
