//! Functions, recognised in a stream of tokens.
//!
//! What is given are functions with a body and a name of their own: declarations, methods, constructors, accessors, and
//! function values that are bound to a name. Anonymous ones belong to the function around them.

mod braces;
mod ends;
mod indentation;
mod javascript;
mod lisp;
mod roles;
mod shell;

use std::ops::Range;

use crate::token::Token;

use super::Language;

pub(in crate::languages) use roles::{Role, roles};

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
    /// It has none, or they are not recognised.
    None,
    /// `int name(…) {…}`, and no functions in functions but in classes in them.
    C,
    /// The same, and functions in functions.
    CSharp,
    /// `fn name(…) {…}`.
    Keyword,
    /// The same, where line ends end statements, and `fun name(…) = …`.
    KeywordLines,
    /// `function name(…) {…}`, `name(…) {…}` in classes and objects, `name = (…) => …`.
    JavaScript,
    /// `def name(…):` and deeper lines.
    Indentation,
    /// `def name … end` of Ruby.
    Ruby,
    /// `function name(…) … end` of Lua.
    Lua,
    /// `function name(…) … end`, `name(…) = …` of Julia.
    Julia,
    /// `def name(…) do … end` of Elixir.
    Elixir,
    /// `(defn name …)`.
    Lisp,
    /// `name() {…}`, `function name {…}`.
    Shell,
}

/// The functions in `tokens`, which are all in `language` and were read from `source`; in order of their ends.
#[must_use]
pub fn functions(language: &'static Language, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let text = Text { source, tokens };
    match language.functions {
        Style::None => Vec::new(),
        Style::Indentation => indentation::functions(language.tables(), source, tokens),
        Style::JavaScript => javascript::functions(language.tables(), source, tokens),
        Style::Lisp => lisp::functions(text),
        Style::Shell => shell::functions(text),
        style @ (Style::Ruby | Style::Lua | Style::Julia | Style::Elixir) => ends::functions(style, text),
        style => braces::functions(language.tables(), style, source, tokens),
    }
}

/// Tokens and what they stand for.
#[derive(Clone, Copy)]
struct Text<'a> {
    source: &'a [u8],
    tokens: &'a [Token],
}

impl<'a> Text<'a> {
    /// The text of a token; empty after the last.
    fn of(&self, index: usize) -> &'a [u8] {
        let token = self.tokens.get(index);
        token.and_then(|token| self.source.get(token.start as usize..token.end as usize)).unwrap_or_default()
    }

    /// A function that consists of the tokens `start..end` and is called as those of `name` are.
    fn function(&self, start: usize, name: Range<usize>, end: usize) -> Option<Function> {
        let (first, last) = (self.tokens.get(name.start)?, self.tokens.get(name.end.checked_sub(1)?)?);
        Some(Function { name: first.start..last.end, tokens: start as u32..end as u32 })
    }
}
