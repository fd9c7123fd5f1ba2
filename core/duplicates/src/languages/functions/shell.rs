//! Functions of shells: `name() {…}`, `function name {…}`.

use crate::token::TokenKind;

use super::{Function, Text};

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    // For each open brace, the function that it is the body of.
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    let mut pending: Option<(usize, usize)> = None;
    for (index, token) in text.tokens.iter().enumerate() {
        let word = text.of(index);
        match token.kind {
            TokenKind::Keyword if word.eq_ignore_ascii_case(b"function") || word.eq_ignore_ascii_case(b"filter") => {
                let named = text.tokens.get(index + 1).is_some_and(|name| name.kind == TokenKind::Identifier);
                pending = named.then_some((index, index + 1));
            }
            TokenKind::Punctuation => match word {
                b"(" if text.of(index + 1) == b")" && pending.is_none() && index > 0 => {
                    let name = index - 1;
                    let adjacent = text.tokens[name].kind == TokenKind::Identifier;
                    pending = adjacent.then_some((name, name));
                }
                b"{" | b"${" | b"@{" => open.push(if word == b"{" { pending.take() } else { None }),
                b"}" => {
                    if let Some(Some((start, name))) = open.pop() {
                        functions.extend(text.function(start, name..name + 1, index + 1));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    functions
}
