//! Functions, recognised in a stream of tokens.
//!
//! What is given are functions with a body and a name of their own: declarations, methods, constructors, accessors, and
//! function values that are bound to a name. Anonymous ones belong to the function around them.

mod basic;
mod braces;
mod ends;
mod erlang;
mod fortran;
mod fsharp;
mod haskell;
mod indentation;
mod javascript;
mod lisp;
mod matlab;
mod ocaml;
mod pascal;
mod r;
mod roles;
mod shell;

use std::ops::Range;

use crate::token::{Token, TokenKind};

use super::Language;
use super::starter::is_first_in_line;

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
    /// `proc name(…) =` and deeper lines.
    Nim,
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
    /// `Sub name(…) … End Sub`.
    Basic,
    /// `name(…) -> ….`
    Erlang,
    /// `subroutine name … end subroutine`.
    Fortran,
    /// `let name parameter = …` and deeper lines.
    FSharp,
    /// `name parameter = …` and deeper lines.
    Haskell,
    /// `function name(…) … end`, or to the next one.
    Matlab,
    /// `let name parameter = …`.
    OCaml,
    /// `procedure name(…); begin … end`.
    Pascal,
    /// `name <- function(…) …`.
    R,
}

/// The functions in `tokens`, which are all in `language` and were read from `source`; in order of their ends.
#[must_use]
pub fn functions(language: &'static Language, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let text = Text { source, tokens };
    match language.functions {
        Style::None => Vec::new(),
        Style::Basic => basic::functions(text),
        Style::Erlang => erlang::functions(text),
        Style::Fortran => fortran::functions(text),
        Style::FSharp => fsharp::functions(text),
        Style::Haskell => haskell::functions(text),
        Style::Indentation => indentation::functions(text, &["def"]),
        Style::Matlab => matlab::functions(text),
        Style::Nim => indentation::functions(text, indentation::NIM),
        Style::OCaml => ocaml::functions(text),
        Style::Pascal => pascal::functions(text),
        Style::R => r::functions(text),
        Style::JavaScript => javascript::functions(language.tables(), source, tokens),
        Style::Lisp => lisp::functions(text),
        Style::Shell => shell::functions(text),
        style @ (Style::Ruby | Style::Lua | Style::Julia | Style::Elixir) => ends::functions(style, text),
        style => braces::functions(language.tables(), style, source, tokens),
    }
}

/// How many tokens are looked at for the end of something, so that it takes no longer the more there is.
const FAR: usize = 512;

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

    /// Whether a token is that word, in whatever case.
    fn is_word(&self, index: usize, word: &str) -> bool {
        self.of(index).eq_ignore_ascii_case(word.as_bytes())
    }

    /// The index after the bracket that closes the one at `at`, or where looking for it ends.
    fn after_brackets(&self, mut at: usize) -> usize {
        let mut depth = 0_usize;
        let end = at + FAR;
        while let Some(token) = self.tokens.get(at).filter(|_| at < end) {
            if token.kind == TokenKind::Punctuation {
                match self.of(at) {
                    b"(" | b"[" | b"{" | b"[|" | b"[<" => depth += 1,
                    b")" | b"]" | b"}" | b"|]" | b">]" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        at
    }

    /// Whether a token is the first of its line.
    fn first_in_line(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| is_first_in_line(self.source, token.start as usize))
    }

    /// How far a line's first token is indented, in columns; tabs go to the next multiple of eight.
    fn column(&self, index: usize) -> usize {
        let start = self.tokens.get(index).map_or(0, |token| token.start as usize);
        let before = self.source.get(..start).unwrap_or_default();
        let length = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        columns(0, &before[start - length..])
    }

    /// A function that consists of the tokens `start..end` and is called as those of `name` are.
    fn function(&self, start: usize, name: Range<usize>, end: usize) -> Option<Function> {
        let (first, last) = (self.tokens.get(name.start)?, self.tokens.get(name.end.checked_sub(1)?)?);
        Some(Function { name: first.start..last.end, tokens: start as u32..end as u32 })
    }
}

/// The column after `text`, which begins in `column`.
fn columns(column: usize, text: &[u8]) -> usize {
    text.iter().fold(column, |column, byte| match byte {
        b'\n' => 0,
        b'\t' => (column / 8 + 1) * 8,
        _ => column + 1,
    })
}
