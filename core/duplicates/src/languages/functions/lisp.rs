//! Functions of Lisps: `(defn name …)`, `(define (name …) …)`.

use crate::token::TokenKind;

use super::{Function, Text};

const DEFINITIONS: &[&[u8]] =
    &[b"defn", b"defn-", b"defun", b"defmacro", b"defmethod", b"defsubst", b"cl-defun", b"deftest"];

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    // For each open parenthesis: where, and the name of the function that it defines.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, token) in text.tokens.iter().enumerate() {
        match text.of(index) {
            b"(" | b"#(" | b"[" | b"{" | b"#{" if token.kind == TokenKind::Punctuation => {
                let word = text.of(index + 1);
                let name = if text.of(index) != b"(" {
                    None
                } else if DEFINITIONS.contains(&word) {
                    name(text, index + 2)
                } else if word == b"define" && text.of(index + 2) == b"(" {
                    Some(index + 3)
                } else {
                    None
                };
                open.push((index, name));
            }
            b")" | b"]" | b"}" if token.kind == TokenKind::Punctuation => {
                if let Some((start, Some(name))) = open.pop() {
                    functions.extend(text.function(start, name..name + 1, index + 1));
                }
            }
            _ => {}
        }
    }
    functions
}

/// The name after metadata such as `^:private`.
fn name(text: Text, mut index: usize) -> Option<usize> {
    while text.of(index) == b"^" {
        index += 2;
    }
    (text.tokens.get(index)?.kind == TokenKind::Identifier).then_some(index)
}
