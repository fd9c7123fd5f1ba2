//! Functions of Visual Basic: `Sub name(…) … End Sub`.

use std::ops::Range;

use crate::token::TokenKind;

use super::{FAR, Function, Text};

const WORDS: &[&str] = &["sub", "function", "property", "operator"];

/// What is declared and not ended: which of the words, the first token, the name; without one, a lambda.
type Open = (usize, usize, Option<Range<usize>>);

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // How many of each kind.
    let mut counts = [0_usize; WORDS.len()];
    let mut line = 0;
    for index in 0..text.tokens.len() {
        let token = text.tokens[index];
        if token.kind == TokenKind::Layout || text.of(index) == b":" {
            line = index + 1;
        }
        let Some(word) = WORDS.iter().position(|word| text.is_word(index, word)) else { continue };
        let before = |word: &str| index > line && text.is_word(index - 1, word);
        if before("end") {
            // What was declared after it has no end: a property without accessors, a method of an interface.
            if counts[word] > 0
                && let Some(at) = open.iter().rposition(|(kind, _, _)| *kind == word)
            {
                open[at..].iter().for_each(|(kind, _, _)| counts[*kind] -= 1);
                if let Some((_, start, Some(name))) = open.drain(at..).next() {
                    functions.extend(text.function(start, name, index + 1));
                }
            }
        } else if text.of(index + 1) == b"(" {
            let end = text.after_brackets(index + 1);
            if ends_line(text, end) {
                counts[word] += 1;
                open.push((word, index, None));
            }
        } else if !before("exit") && !before("declare") && !before("delegate") && is_declaration(text, line..index) {
            // `Property Get name` of older dialects.
            let accessor = ["get", "let", "set"].iter().any(|word| text.is_word(index + 1, word));
            let name = index + 1 + usize::from(accessor && !ends_line(text, index + 2) && text.of(index + 2) != b"(");
            if text.tokens.get(name).is_some_and(|token| token.kind != TokenKind::Layout) {
                counts[word] += 1;
                open.push((word, line, Some(name..name + 1)));
            }
        }
    }
    functions
}

/// Whether the tokens before the word are modifiers and attributes.
fn is_declaration(text: Text, before: Range<usize>) -> bool {
    if before.len() > FAR {
        return false;
    }
    let mut at = before.start;
    while at < before.end {
        if text.of(at) == b"<" {
            at = (at..before.end).find(|at| text.of(*at) == b">").unwrap_or(before.end);
        } else if text.tokens[at].kind != TokenKind::Keyword && !text.is_word(at, "iterator") {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether a line ends at `at`, after at most the type of what is returned.
fn ends_line(text: Text, mut at: usize) -> bool {
    if text.is_word(at, "as") {
        at += 1;
        while text.tokens.get(at).is_some_and(|token| token.kind != TokenKind::Layout) && text.of(at) != b")" {
            at += 1;
        }
    }
    text.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Layout)
}
