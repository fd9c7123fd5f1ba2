//! Functions, recognised in a stream of tokens.
//!
//! What is given are functions with a body and a name of their own: declarations, methods, constructors, accessors, and
//! function values that are bound to a name. Anonymous ones belong to the function around them.

mod braces;
mod indentation;

use std::ops::Range;

use crate::token::Token;

use super::Language;

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Where its name is in the source, in bytes.
    pub name: Range<u32>,
    /// Its tokens, from the first of its declaration to the last of its body, as indexes.
    pub tokens: Range<u32>,
}

/// How a language writes functions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// It has none.
    None,
    /// `int name(…) {…}`, and no functions in functions but in classes in them.
    C,
    /// The same, and functions in functions.
    CSharp,
    /// `fn name(…) {…}`.
    Keyword,
    /// `function name(…) {…}`, `name(…) {…}` in classes and objects, `name = (…) => …`.
    JavaScript,
    /// `def name(…):` and deeper lines.
    Indentation,
    /// `proc name(…) =` and deeper lines.
    Nim,
    /// `def name … end`.
    Ends,
    /// `(defn name …)`.
    Lisp,
    /// `name() {…}`, `function name {…}`.
    Shell,
    /// `name(…) -> ….`
    Erlang,
    /// `name <- function(…) {…}`.
    R,
}

/// The functions in `tokens`, which are all in `language` and were read from `source`; in order of their ends.
#[must_use]
pub fn functions(language: &'static Language, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    match language.functions {
        Style::None => Vec::new(),
        Style::Indentation => indentation::functions(language.tables(), source, tokens),
        Style::JavaScript | Style::Nim | Style::Ends | Style::Lisp | Style::Shell | Style::Erlang | Style::R => {
            Vec::new()
        }
        style => braces::functions(language.tables(), style, source, tokens),
    }
}
