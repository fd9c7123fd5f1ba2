//! Functions of Haskell: bindings with parameters, of a lambda or of an action (`do`), and those whose signature has an arrow.
//!
//! Clauses of one name in a row are one function. The layout rule is that of the Haskell 2010 Report, section 10.3, as far as it
//! is needed to tell where declarations begin.

use std::ops::Range;

use lode_runtime::sort;

use crate::token::TokenKind;

use super::{FAR, Function, Text, columns};

/// Declarations or statements that begin in one column.
struct Block {
    column: usize,
    /// How many brackets are open around it.
    depth: usize,
    /// Opened by `let`, which `in` may end on the same line.
    is_let: bool,
    /// Of declarations; otherwise of statements or alternatives.
    declares: bool,
    /// Where the current declaration begins.
    item: usize,
    /// The name whose signature was read last, and that it has an arrow.
    signature: Option<(Range<usize>, bool)>,
    /// The function whose clauses are being read.
    function: Option<(Range<usize>, Range<usize>)>,
}

struct Finder<'a> {
    text: Text<'a>,
    blocks: Vec<Block>,
    depth: usize,
    functions: Vec<Function>,
    /// Where the last token begins: byte and column.
    place: (usize, usize),
}

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut finder = Finder { text, blocks: Vec::new(), depth: 0, functions: Vec::new(), place: (0, 0) };
    let mut opens = (text.of(0) != b"module").then_some((true, false));
    let mut line = true;
    for (index, token) in text.tokens.iter().enumerate() {
        if token.kind == TokenKind::Layout {
            line = true;
            continue;
        }
        line |= text.first_in_line(index);
        finder.advance(token.start as usize);
        if let Some((declares, is_let)) = opens.take()
            && text.of(index) != b"{"
        {
            finder.open(index, declares, is_let);
        } else if line {
            finder.begin_line(index);
        }
        line = false;
        match text.of(index) {
            b"(" | b"[" | b"{" => finder.depth += 1,
            b")" | b"]" | b"}" => finder.close_bracket(index),
            b";" => finder.begin_item(index, index + 1),
            b"in" if finder.blocks.last().is_some_and(|block| block.is_let) => finder.close(index),
            b"where" => opens = Some((true, false)),
            b"let" => opens = Some((true, true)),
            b"do" | b"of" | b"mdo" | b"rec" => opens = Some((false, false)),
            b"case" if index > 0 && text.of(index - 1) == b"\\" => opens = Some((false, false)),
            _ => {}
        }
    }
    while !finder.blocks.is_empty() {
        finder.close(text.tokens.len());
    }
    // A function is known only once what follows it is no further clause.
    sort::by_key(&mut finder.functions, |function| function.tokens.end);
    finder.functions
}

impl Finder<'_> {
    /// Notes the column of what begins at `start`.
    fn advance(&mut self, start: usize) {
        let (from, column) = self.place;
        self.place = (start, columns(column, self.text.source.get(from..start).unwrap_or_default()));
    }

    fn open(&mut self, index: usize, declares: bool, is_let: bool) {
        let column = self.place.1;
        // An empty block: what follows belongs to the one around.
        if self.blocks.last().is_some_and(|block| column <= block.column && block.depth == self.depth)
            && self.text.first_in_line(index)
        {
            self.begin_line(index);
            return;
        }
        let depth = self.depth;
        self.blocks.push(Block { column, depth, is_let, declares, item: index, signature: None, function: None });
    }

    fn begin_line(&mut self, index: usize) {
        let column = self.place.1;
        while self.blocks.last().is_some_and(|block| column < block.column) {
            self.close(index);
        }
        if self.blocks.last().is_some_and(|block| column == block.column && block.depth == self.depth) {
            self.begin_item(index, index);
        }
    }

    fn begin_item(&mut self, end: usize, next: usize) {
        self.end_item(end);
        if let Some(block) = self.blocks.last_mut() {
            block.item = next;
        }
    }

    fn close_bracket(&mut self, index: usize) {
        self.depth = self.depth.saturating_sub(1);
        while self.blocks.last().is_some_and(|block| block.depth > self.depth) {
            self.close(index);
        }
    }

    fn close(&mut self, end: usize) {
        self.end_item(end);
        self.end_function();
        self.blocks.pop();
    }

    /// Gives the function whose clauses end here.
    fn end_function(&mut self) {
        if let Some((name, tokens)) = self.blocks.last_mut().and_then(|block| block.function.take()) {
            self.functions.extend(self.text.function(tokens.start, name, tokens.end));
        }
    }

    /// Looks at the declaration that ends before `end`.
    fn end_item(&mut self, end: usize) {
        let Some(block) = self.blocks.last_mut().filter(|block| block.declares && block.item < end) else { return };
        let start = block.item;
        block.item = end;
        let is_layout = |at: &usize| self.text.tokens[*at].kind == TokenKind::Layout;
        let end = (start..end).rev().find(|at| !is_layout(at)).map_or(end, |at| at + 1);
        match declaration(self.text, start, end) {
            Some(Declaration::Signature(name, arrow)) => {
                block.signature = Some((name, arrow));
                self.end_function();
            }
            Some(Declaration::Binding(name, function)) => {
                let same = |other: &Range<usize>| self.text.of(other.start) == self.text.of(name.start);
                if let Some((_, tokens)) = block.function.as_mut().filter(|(other, _)| same(other)) {
                    tokens.end = end;
                    return;
                }
                let by_type = block.signature.as_ref().is_some_and(|(other, arrow)| *arrow && same(other));
                self.end_function();
                if let Some(block) = self.blocks.last_mut().filter(|_| function || by_type) {
                    block.function = Some((name, start..end));
                }
            }
            None => self.end_function(),
        }
    }
}

enum Declaration {
    /// A name, and whether its type is that of a function.
    Signature(Range<usize>, bool),
    /// A name, and whether it is bound to a function.
    Binding(Range<usize>, bool),
}

/// What the tokens `start..end` declare, if it is a signature or binds a single name.
fn declaration(text: Text, start: usize, end: usize) -> Option<Declaration> {
    if text.tokens[start].kind == TokenKind::Keyword || text.of(start) == b"pattern" && is_capital(text, start + 1) {
        return None;
    }
    let end = end.min(start + FAR);
    // The head: to the first `=`, `|` or `::` outside of brackets.
    let mut at = start;
    let mut operator = None;
    let mut tick = false;
    while at < end && !matches!(text.of(at), b"=" | b"|" | b"::") {
        match text.of(at) {
            b"(" | b"[" | b"{" => {
                at = text.after_brackets(at);
                continue;
            }
            b"`" if !tick => (operator, tick) = (operator.or(Some(at + 1)), true),
            b"@" | b"\\" | b"," | b"`" => {}
            b"!" | b"~" if is_prefix(text, at) => {}
            _ if text.tokens[at].kind == TokenKind::Punctuation => operator = operator.or(Some(at)),
            _ => {}
        }
        at += 1;
    }
    let bracketed = text.of(start) == b"(" && text.of(start + 2) == b")";
    // `(<>) a b = …`
    let named = if bracketed { start + 1 } else { start };
    let name = operator.unwrap_or(named);
    if at >= end || is_capital(text, name) || text.of(at) == b"::" {
        return (text.of(at) == b"::").then(|| Declaration::Signature(named..named + 1, has_arrow(text, at, end)));
    }
    let (name, parameters) = match operator {
        Some(name) => (name, true),
        None if bracketed => (named, at > start + 3),
        None if text.of(start) == b"(" => (infix_in_brackets(text, start, at)?, true),
        // Other patterns bind several names or none.
        None if text.tokens[start].kind != TokenKind::Identifier => return None,
        None => (named, at > start + 1),
    };
    let value = (at + 1..end).find(|index| text.tokens[*index].kind != TokenKind::Layout)?;
    let is_function = parameters || matches!(text.of(value), b"\\" | b"do" | b"mdo");
    Some(Declaration::Binding(name..name + 1, is_function))
}

/// Whether a type has an arrow outside of brackets.
fn has_arrow(text: Text, mut at: usize, end: usize) -> bool {
    while at < end && text.of(at) != b"->" {
        at = if matches!(text.of(at), b"(" | b"[" | b"{") { text.after_brackets(at) } else { at + 1 };
    }
    at < end
}

/// The operator of `(f . g) x = …`; nothing if no parameter follows the brackets.
fn infix_in_brackets(text: Text, start: usize, end: usize) -> Option<usize> {
    let close = text.after_brackets(start) - 1;
    let is_operator = |at: &usize| text.tokens[*at].kind == TokenKind::Punctuation;
    if close + 1 >= end {
        return None;
    }
    (start + 2..close).find(is_operator).filter(|at| !matches!(text.of(*at), b"," | b"("))
}

fn is_capital(text: Text, at: usize) -> bool {
    text.of(at).first().is_some_and(u8::is_ascii_uppercase)
}

/// Whether the operator is written before its operand, as marks of patterns are: `f !x` against `f ! x`.
fn is_prefix(text: Text, at: usize) -> bool {
    let token = text.tokens[at];
    let adjacent = text.tokens.get(at + 1).is_some_and(|next| next.start == token.end);
    adjacent && at > 0 && text.tokens[at - 1].end < token.start
}
