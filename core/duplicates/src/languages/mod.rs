//! The languages, and the lexers that read them.
//!
//! A language is a row of [`LANGUAGES`]; its rules are data ([`grammar`]) that one lexer of code ([`code`]) reads. Tokens
//! have the codes of their family: JavaScript and TypeScript, or C and C++, share one set.
//!
//! Line ends are [`TokenKind::Layout`](crate::token::TokenKind::Layout) where they matter, and have three codes: the next line
//! is indented as this one, deeper, or less deep. `>>` is two tokens in families with type arguments.

mod code;
mod detect;
mod expansion;
pub mod functions;
mod grammar;
mod grammars;
mod heredoc;
mod ini;
mod jsx;
mod lisp;
mod literal;
mod markup;
mod number;
mod perl;
mod quote;
mod starter;
mod table;
mod tables;
mod watch;
mod yaml;

use std::sync::{Arc, OnceLock};

use crate::token::Token;

use code::Code;
use grammar::Grammar;
use markup::{Dialect, Markup};
use tables::Tables;
use watch::Watch;

pub use detect::{depends_on_content, detect};
pub use table::LANGUAGES;

/// A language that sources can be written in.
pub struct Language {
    /// Its name, in lower case, such as `typescript`.
    pub name: &'static str,
    /// The first language of its family: tokens of a family share codes, so copies between its members can be found.
    pub family: &'static str,
    /// Extensions of its files, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Names of its files that have no extension, in lower case.
    pub file_names: &'static [&'static str],
    /// Interpreters that a first line `#!` may name.
    pub interpreters: &'static [&'static str],
    grammar: &'static Grammar,
    reader: Reader,
    functions: functions::Style,
    /// Apart from the language: 64 of them in place would be 300 KB of zeros in the library.
    tables: OnceLock<Box<Tables>>,
}

/// Which lexer reads a language.
#[derive(Clone, Copy)]
enum Reader {
    Code,
    Markup(Dialect),
    Ini,
    Php,
    Yaml,
}

impl Language {
    /// Its name, for those who hold many.
    pub(crate) fn shared_name(&self) -> Arc<str> {
        self.tables().name.clone()
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Box::new(Tables::new(self.name, self.grammar)))
    }

    /// For each code of a token, a hash of its text, or of its kind where texts differ.
    pub(crate) fn code_hashes(&self) -> &[u64; 256] {
        &self.tables().code_hashes
    }

    /// For each code of a token, whether a statement may begin after it.
    pub(crate) fn statement_ends(&self) -> &[bool; 256] {
        &self.tables().statement_ends
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Language {}

/// The language of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.name == name)
}

/// Gives the tokens of `source` to `emit`, in order; with each, the language it is in.
///
/// Any bytes are read, in time linear in their number and in constant memory; what is no token of the language is skipped.
/// Nothing after 4 GiB is read.
pub fn lex_regions(language: &'static Language, source: &[u8], emit: &mut impl FnMut(&'static Language, Token)) {
    lex_regions_while(language, source, &|| true, emit);
}

/// As [`lex_regions`], and asks `go_on` every few hundred kilobytes; reads no further once it says no.
pub fn lex_regions_while(
    language: &'static Language,
    source: &[u8],
    go_on: &dyn Fn() -> bool,
    emit: &mut impl FnMut(&'static Language, Token),
) {
    let watch = Watch::new(go_on);
    let source = &source[..source.len().min(u32::MAX as usize)];
    let start = start(source);
    match language.reader {
        Reader::Code => {
            Code::new(language.tables(), source, &watch, |token| emit(language, token)).run(start);
        }
        Reader::Ini => ini::run(language.tables(), source, &watch, start, |token| emit(language, token)),
        Reader::Yaml => yaml::run(language.tables(), source, &watch, start, |token| emit(language, token)),
        Reader::Markup(dialect) => Markup::new(language, dialect, source, &watch, emit).run(start, source.len()),
        Reader::Php => markup::php(language, find("html").unwrap_or(language), source, &watch, start, emit),
    }
}

/// Gives the tokens of `source` to `emit`, in order, whatever the language they are in.
///
/// As [`lex_regions`].
pub fn lex(language: &'static Language, source: &[u8], emit: &mut impl FnMut(Token)) {
    lex_regions(language, source, &mut |_, token| emit(token));
}

/// Where the source begins, after a byte order mark and a line that names an interpreter.
fn start(source: &[u8]) -> usize {
    let mark = if source.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let rest = &source[mark..];
    if rest.starts_with(b"#!") && !rest.starts_with(b"#![") {
        return mark + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }
    mark
}
