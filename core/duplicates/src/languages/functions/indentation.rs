//! Functions of languages where deeper lines are a body.

use crate::token::{Token, TokenKind};

use super::{FAR, Function, Text};

/// Words that begin functions of Nim.
pub(super) const NIM: &[&str] = &["proc", "func", "method", "iterator", "converter", "macro", "template"];

struct Open {
    column: usize,
    name: usize,
    start: usize,
}

/// Functions that begin with one of `words`.
pub(super) fn functions(text: Text, words: &[&str]) -> Vec<Function> {
    let tokens = text.tokens;
    let mut open: Vec<Open> = Vec::new();
    let mut functions = Vec::new();
    let mut statement = true;
    for (index, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Layout {
            statement = true;
            continue;
        }
        if !std::mem::take(&mut statement) {
            continue;
        }
        let column = text.column(index);
        while let Some(function) = open.pop_if(|function| function.column >= column) {
            functions.push(close(tokens, &function, index));
        }
        if token.kind != TokenKind::Keyword {
            continue;
        }
        let keyword = index + usize::from(text.of(index) == b"async");
        let is_function = words.iter().any(|word| word.as_bytes() == text.of(keyword));
        let named = tokens.get(keyword + 1).is_some_and(|name| name.kind == TokenKind::Identifier);
        if is_function && named && (words.len() == 1 || has_body(text, keyword + 1, column)) {
            open.push(Open { column, name: keyword + 1, start: index });
        }
    }
    while let Some(function) = open.pop() {
        functions.push(close(tokens, &function, tokens.len()));
    }
    functions
}

/// The function that `next` is the first token after.
fn close(tokens: &[Token], function: &Open, next: usize) -> Function {
    let layout = tokens[function.start..next].iter().rev().take_while(|token| token.kind == TokenKind::Layout).count();
    let name = &tokens[function.name];
    Function { name: name.start..name.end, tokens: function.start as u32..(next - layout) as u32 }
}

/// Whether a `=` outside of brackets follows the name at `at`, before a line that is no deeper than `column`.
fn has_body(text: Text, mut at: usize, column: usize) -> bool {
    let end = at + FAR;
    while let Some(token) = text.tokens.get(at).filter(|_| at < end) {
        match text.of(at) {
            b"(" | b"[" | b"{" => at = text.after_brackets(at),
            b"=" => return true,
            _ if token.kind == TokenKind::Layout && text.column(at + 1) <= column => return false,
            _ => at += 1,
        }
    }
    false
}
