//! Functions of R: `name <- function(…) …`, and those in lists and classes: `list(name = function(…) …)`.

use std::ops::Range;

use crate::token::TokenKind;

use super::{Function, Text};

/// Calls whose named arguments are the methods of an object.
const OBJECTS: &[&[u8]] = &[b"list", b"R6Class", b"ggproto"];

/// The first token and the name of a function.
type Named = (usize, Range<usize>);

enum Open {
    /// Brackets: whether arguments in them are bound to their names, and the function that they are the body of.
    Brackets(bool, Option<Named>),
    /// The parameters of a function.
    Parameters(Option<Named>),
    /// A body without braces, to the end of a line that is no operator's.
    Expression(Option<Named>),
}

struct Finder<'a> {
    text: Text<'a>,
    open: Vec<Open>,
    functions: Vec<Function>,
    /// The function whose parameters come next, and the one whose body does.
    parameters: Option<Option<Named>>,
    body: Option<Option<Named>>,
}

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut finder = Finder { text, open: Vec::new(), functions: Vec::new(), parameters: None, body: None };
    for (index, token) in text.tokens.iter().enumerate() {
        if token.kind != TokenKind::Layout {
            finder.step(index);
        } else if !continues(text, index) {
            finder.end_expressions(index);
        }
    }
    finder.end_expressions(text.tokens.len());
    finder.functions
}

impl Finder<'_> {
    fn step(&mut self, index: usize) {
        let word = self.text.of(index);
        if self.body.is_some() && word != b"{" {
            self.open.extend(self.body.take().map(Open::Expression));
        }
        match word {
            b"(" | b"[" | b"{" => {
                let opened = match (self.parameters.take(), self.body.take()) {
                    (Some(function), _) if word == b"(" => Open::Parameters(function),
                    (_, Some(function)) => Open::Brackets(true, function),
                    _ => Open::Brackets(word == b"{" || index > 0 && OBJECTS.contains(&self.text.of(index - 1)), None),
                };
                self.open.push(opened);
            }
            b")" | b"]" | b"}" => {
                self.end_expressions(index);
                match self.open.pop() {
                    Some(Open::Parameters(function)) => self.body = Some(function),
                    Some(Open::Brackets(_, function)) => self.give(function, index + 1),
                    _ => {}
                }
            }
            b"," | b";" => self.end_expressions(index),
            b"function" | b"\\" => self.parameters = Some(self.named(index)),
            _ => {}
        }
    }

    /// The name that the function at `index` is bound to.
    fn named(&self, index: usize) -> Option<Named> {
        let bound = match self.text.of(index.checked_sub(1)?) {
            b"<-" | b"<<-" => true,
            b"=" => !matches!(self.open.last(), Some(Open::Brackets(false, _) | Open::Parameters(_))),
            _ => false,
        };
        let name = index.checked_sub(2)?;
        if !bound || !matches!(self.text.tokens[name].kind, TokenKind::Identifier | TokenKind::String) {
            return None;
        }
        let mut start = name;
        while start > 1 && matches!(self.text.of(start - 1), b"$" | b"@" | b"::") {
            start -= 2;
        }
        Some((start, start..name + 1))
    }

    fn end_expressions(&mut self, end: usize) {
        while let Some(Open::Expression(function)) = self.open.pop_if(|open| matches!(open, Open::Expression(_))) {
            self.give(function, end);
        }
    }

    fn give(&mut self, function: Option<Named>, end: usize) {
        self.functions.extend(function.and_then(|(start, name)| self.text.function(start, name, end)));
    }
}

/// Whether the expression before the line end at `at` goes on after it.
fn continues(text: Text, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let operator = text.tokens[before].kind == TokenKind::Punctuation && !matches!(text.of(before), b")" | b"]" | b"}");
    operator || text.of(at + 1) == b"else"
}
