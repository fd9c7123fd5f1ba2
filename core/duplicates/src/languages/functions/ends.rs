//! Functions of languages where `end` ends a body: Ruby, Lua, Julia, Elixir.

use std::ops::Range;

use crate::token::TokenKind;

use super::{Function, Style, Text};

/// Something that is open.
enum Open {
    Bracket,
    Block,
    Function(usize, Range<usize>),
}

struct Finder<'a> {
    style: Style,
    text: Text<'a>,
    open: Vec<Open>,
    functions: Vec<Function>,
    /// A function whose body is the rest of the line, with the brackets that are open around it.
    line: Option<(usize, Range<usize>, usize)>,
    /// A `do` is still to come that belongs to a loop.
    loop_do: bool,
    /// Elixir's `def` was read, and its name.
    pending: Option<(usize, Range<usize>)>,
}

pub(super) fn functions(style: Style, text: Text) -> Vec<Function> {
    let mut finder =
        Finder { style, text, open: Vec::new(), functions: Vec::new(), line: None, loop_do: false, pending: None };
    for index in 0..text.tokens.len() {
        finder.step(index);
    }
    finder.end_line(text.tokens.len());
    finder.functions
}

impl Finder<'_> {
    fn step(&mut self, index: usize) {
        let token = self.text.tokens[index];
        match token.kind {
            TokenKind::Layout => {
                self.loop_do = false;
                if self.line.as_ref().is_some_and(|(_, _, depth)| *depth >= self.open.len()) {
                    self.end_line(index);
                }
            }
            TokenKind::Punctuation => match self.text.of(index) {
                b"(" | b"[" | b"{" | b"#{" | b"%{" | b"$(" => self.open.push(Open::Bracket),
                b")" | b"]" | b"}" => {
                    if matches!(self.open.last(), Some(Open::Bracket)) {
                        self.open.pop();
                    }
                }
                b"=" if self.style == Style::Julia => self.short_function(index),
                _ => {}
            },
            TokenKind::Keyword if !self.is_label(index) => self.keyword(index),
            TokenKind::Keyword if self.text.of(index) == b"do" => {
                // `, do: …`
                if let Some((start, name)) = self.pending.take() {
                    self.line = Some((start, name, self.open.len()));
                }
            }
            _ => {}
        }
    }

    /// `end: 1`
    fn is_label(&self, index: usize) -> bool {
        let colon = self.text.of(index + 1) == b":";
        colon && self.text.tokens[index + 1].start == self.text.tokens[index].end && self.style != Style::Julia
    }

    fn keyword(&mut self, index: usize) {
        let word = self.text.of(index);
        if word == b"end" {
            // An index, where brackets are open: `a[end]`.
            if !matches!(self.open.last(), Some(Open::Bracket)) {
                self.close(index);
            }
            return;
        }
        match self.style {
            Style::Ruby => self.ruby(word, index),
            Style::Lua => match word {
                b"function" => self.lua_function(index),
                b"do" | b"if" | b"repeat" => self.open.push(Open::Block),
                b"until" => self.close(index),
                _ => {}
            },
            Style::Julia => self.julia(word, index),
            _ => match word {
                b"def" | b"defp" | b"defmacro" | b"defmacrop" => {
                    let named = self.kind(index + 1) == Some(TokenKind::Identifier);
                    self.pending = named.then_some((index, index + 1..index + 2));
                }
                b"do" => {
                    let opened = self.pending.take().map_or(Open::Block, |(start, name)| Open::Function(start, name));
                    self.open.push(opened);
                }
                b"fn" => self.open.push(Open::Block),
                _ => {}
            },
        }
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.text.tokens.get(index).map(|token| token.kind)
    }

    /// Whether a statement or an operand may begin at `index`: what stands before it is no operand.
    fn begins(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return true };
        match self.text.tokens[before].kind {
            TokenKind::Layout => true,
            TokenKind::Punctuation => !matches!(self.text.of(before), b")" | b"]" | b"}"),
            TokenKind::Keyword => !matches!(
                self.text.of(before),
                b"end"
                    | b"self"
                    | b"nil"
                    | b"true"
                    | b"false"
                    | b"super"
                    | b"return"
                    | b"break"
                    | b"next"
                    | b"yield"
                    | b"redo"
                    | b"retry"
            ),
            _ => false,
        }
    }

    fn ruby(&mut self, word: &[u8], index: usize) {
        match word {
            b"def" => {
                let name = self.ruby_name(index + 1);
                let mut after = name.end;
                if self.text.of(after) == b"(" {
                    after = self.text.after_brackets(after);
                }
                // `def twice(x) = 2 * x`
                if self.text.of(after) == b"=" {
                    self.line = Some((index, name, self.open.len()));
                } else {
                    self.open.push(Open::Function(index, name));
                }
            }
            b"class" | b"module" | b"begin" | b"case" => self.open.push(Open::Block),
            b"if" | b"unless" if self.begins(index) => self.open.push(Open::Block),
            b"while" | b"until" | b"for" if self.begins(index) => {
                self.open.push(Open::Block);
                self.loop_do = true;
            }
            b"do" if !std::mem::take(&mut self.loop_do) => self.open.push(Open::Block),
            _ => {}
        }
    }

    /// `name`, `self.name`, `==`, `[]=`.
    fn ruby_name(&self, mut at: usize) -> Range<usize> {
        if self.text.of(at + 1) == b"." {
            at += 2;
        }
        let mut end = at + 1;
        let adjacent =
            |end: usize| self.text.tokens.get(end).is_some_and(|token| token.start == self.text.tokens[end - 1].end);
        let operator = self.kind(at) == Some(TokenKind::Punctuation);
        while operator && adjacent(end) && matches!(self.text.of(end), b"]" | b"=" | b"@") {
            end += 1;
        }
        if !operator && self.text.of(end) == b"=" && adjacent(end) && self.text.of(end + 1) == b"(" {
            end += 1;
        }
        at..end.min(self.text.tokens.len())
    }

    fn lua_function(&mut self, index: usize) {
        let mut end = index + 1;
        while self.kind(end) == Some(TokenKind::Identifier) || matches!(self.text.of(end), b"." | b":") {
            end += 1;
        }
        let opened = if end > index + 1 {
            let local = index > 0 && self.text.of(index - 1) == b"local";
            Open::Function(index - usize::from(local), index + 1..end)
        } else if index > 1 && self.text.of(index - 1) == b"=" && self.kind(index - 2) == Some(TokenKind::Identifier) {
            Open::Function(index - 2, index - 2..index - 1)
        } else {
            Open::Block
        };
        self.open.push(opened);
    }

    fn julia(&mut self, word: &[u8], index: usize) {
        let bracket = matches!(self.open.last(), Some(Open::Bracket));
        match word {
            b"function" | b"macro" => {
                let mut end = index + 1;
                while self.kind(end) == Some(TokenKind::Identifier) || self.text.of(end) == b"." {
                    end += 1;
                }
                let named = end > index + 1;
                self.open.push(if named { Open::Function(index, index + 1..end) } else { Open::Block });
            }
            b"for" | b"if" if bracket => {}
            b"if" | b"for" | b"while" | b"let" | b"begin" | b"try" | b"struct" | b"module" | b"baremodule"
            | b"quote" | b"do" => {
                self.open.push(Open::Block);
            }
            b"abstract" | b"primitive" => self.open.push(Open::Block),
            _ => {}
        }
    }

    /// `name(…) = …` at the start of a line.
    fn short_function(&mut self, equals: usize) {
        if self.line.is_some() || matches!(self.open.last(), Some(Open::Bracket)) {
            return;
        }
        let line =
            self.text.tokens[..equals].iter().rev().take(200).take_while(|token| token.kind != TokenKind::Layout);
        let start = equals - line.count();
        let mut end = start;
        while self.kind(end) == Some(TokenKind::Identifier) || self.text.of(end) == b"." {
            end += 1;
        }
        if end == start || self.text.of(end) != b"(" {
            return;
        }
        let after = self.text.after_brackets(end);
        if after == equals || matches!(self.text.of(after), b"::" | b"where") && after < equals {
            self.line = Some((start, start..end, self.open.len()));
        }
    }

    fn close(&mut self, index: usize) {
        if let Some(Open::Function(start, name)) = self.open.pop() {
            self.functions.extend(self.text.function(start, name, index + 1));
        }
    }

    fn end_line(&mut self, end: usize) {
        if let Some((start, name, _)) = self.line.take() {
            self.functions.extend(self.text.function(start, name, end));
        }
    }
}
