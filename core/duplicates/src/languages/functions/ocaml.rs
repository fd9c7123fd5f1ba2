//! Functions of OCaml: `let name parameter = …`, `let name = fun …`, `method name = …`.
//!
//! Nothing ends a definition of a module but the next one: it is told by the columns where lines begin.

use std::ops::Range;

use crate::token::TokenKind;

use super::{Function, Text};

/// A definition that is open, a function's if it has a name.
struct Open {
    start: usize,
    name: Option<Range<usize>>,
    column: usize,
    depth: usize,
    /// Whether `in` ends it.
    is_let: bool,
}

struct Finder<'a> {
    text: Text<'a>,
    open: Vec<Open>,
    depth: usize,
    functions: Vec<Function>,
    /// How many are open that `in` ends.
    lets: usize,
}

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut finder = Finder { text, open: Vec::new(), depth: 0, functions: Vec::new(), lets: 0 };
    let mut line = 0;
    for index in 0..text.tokens.len() {
        if text.first_in_line(index) {
            line = index;
            finder.begin_line(index);
        }
        match text.of(index) {
            b"(" | b"[" | b"{" | b"[|" | b"begin" | b"struct" | b"object" | b"sig" => finder.depth += 1,
            b")" | b"]" | b"}" | b"|]" | b"end" => {
                finder.depth = finder.depth.saturating_sub(1);
                let depth = finder.depth;
                finder.close_while(index, |open| open.depth > depth);
            }
            b";;" => finder.close_while(index, |_| true),
            b"in" => {
                if finder.lets > 0
                    && let Some(at) = finder.open.iter().rposition(|open| open.is_let)
                {
                    while finder.open.len() > at {
                        finder.close(index);
                    }
                }
            }
            b"and" => {
                // The definitions that are joined are as deep as each other.
                if let Some(is_let) =
                    finder.open.last().filter(|open| open.depth == finder.depth).map(|open| open.is_let)
                {
                    finder.close(index);
                    finder.define(index, line, is_let);
                }
            }
            b"let" => finder.define(index, line, true),
            b"method" => finder.define(index, line, false),
            _ => {}
        }
    }
    finder.close_while(text.tokens.len(), |_| true);
    finder.functions
}

impl Finder<'_> {
    fn begin_line(&mut self, index: usize) {
        if self.text.of(index) == b"in" {
            return;
        }
        let column = self.text.column(index);
        let token = self.text.tokens[index];
        let continues = match self.text.of(index) {
            b"and" | b"then" | b"else" | b"with" | b"done" | b"do" | b"end" | b"of" | b"when" | b"to" => true,
            b"[" | b"(" | b"{" => false,
            _ => token.kind == TokenKind::Punctuation,
        };
        let depth = self.depth;
        self.close_while(index, |open| {
            open.depth == depth && (column < open.column || column == open.column && !continues)
        });
    }

    fn close_while(&mut self, end: usize, ends: impl Fn(&Open) -> bool) {
        while self.open.last().is_some_and(&ends) {
            self.close(end);
        }
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        self.lets -= usize::from(open.is_let);
        if let Some(name) = open.name {
            self.functions.extend(self.text.function(open.start, name, end));
        }
    }

    /// `let rec name …`, `and name …`, `method private name …`
    fn define(&mut self, index: usize, line: usize, is_let: bool) {
        let mut at = index + 1;
        while matches!(self.text.of(at), b"rec" | b"nonrec" | b"private" | b"!") {
            at += 1;
        }
        let name = self.name(at);
        let function =
            name.as_ref().is_some_and(|name| self.is_function(name.end, !is_let && self.text.of(index) == b"method"));
        self.lets += usize::from(is_let);
        self.open.push(Open {
            start: index,
            name: name.filter(|_| function),
            // What follows `let` on its line is as deep as the line.
            column: self.text.column(line),
            depth: self.depth,
            is_let,
        });
    }

    /// `name`, `(+)`
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let kind = |at: usize| self.text.tokens.get(at).map(|token| token.kind);
        let word = self.text.of(at);
        if kind(at) == Some(TokenKind::Identifier) && !word.first()?.is_ascii_uppercase() && word != b"_" {
            return Some(at..at + 1);
        }
        let operator = word == b"(" && kind(at + 1) != Some(TokenKind::Identifier);
        let end = (at + 1..at + 4).find(|end| self.text.of(*end) == b")")?;
        (operator && end > at + 1).then_some(at + 1..end)
    }

    /// Whether what follows the name makes it a function: parameters, or the value is one.
    fn is_function(&self, mut at: usize, method: bool) -> bool {
        at += usize::from(self.text.of(at) == b")");
        if !matches!(self.text.of(at), b"=" | b":" | b"," | b"::" | b";" | b"|" | b"as" | b"") {
            return true;
        }
        if self.text.of(at) == b":" {
            while !matches!(self.text.of(at), b"=" | b"" | b"let" | b"val" | b"method" | b"end") {
                at = if matches!(self.text.of(at), b"(" | b"[" | b"{") { self.text.after_brackets(at) } else { at + 1 };
            }
        }
        self.text.of(at) == b"=" && (method || matches!(self.text.of(at + 1), b"fun" | b"function"))
    }
}
