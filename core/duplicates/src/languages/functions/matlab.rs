//! Functions of MATLAB and Octave: `function result = name(…) … end`.
//!
//! In a file of functions alone, all may be without an end: each reaches to the next.

use std::ops::Range;

use crate::token::TokenKind;

use super::{Function, Text};

#[derive(Clone)]
enum Open {
    Bracket,
    Block,
    Class,
    Function(usize, Range<usize>),
}

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut open: Vec<Open> = Vec::new();
    let mut functions = Vec::new();
    let mut begun: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, token) in text.tokens.iter().enumerate() {
        let word = text.of(index);
        match token.kind {
            TokenKind::Punctuation => match word {
                b"(" | b"[" | b"{" => open.push(Open::Bracket),
                b")" | b"]" | b"}" => {
                    open.pop_if(|open| matches!(open, Open::Bracket));
                }
                _ => {}
            },
            // Inside of brackets, `end` is an index.
            TokenKind::Keyword | TokenKind::Identifier if !matches!(open.last(), Some(Open::Bracket)) => match word {
                b"function" => {
                    let name = name(text, index + 1);
                    begun.push((index, name.clone()));
                    open.push(Open::Function(index, name));
                }
                b"classdef" => open.push(Open::Class),
                b"if" | b"for" | b"while" | b"switch" | b"try" | b"parfor" | b"spmd" | b"unwind_protect" | b"do" => {
                    open.push(Open::Block);
                }
                b"methods" | b"properties" | b"events" | b"enumeration"
                    if matches!(open.last(), Some(Open::Class)) && begins_line(text, index) =>
                {
                    open.push(Open::Block);
                }
                b"arguments" if matches!(open.last(), Some(Open::Function(..))) && stands_alone(text, index) => {
                    open.push(Open::Block);
                }
                b"until" => {
                    open.pop();
                }
                b"end"
                | b"endif"
                | b"endfor"
                | b"endwhile"
                | b"endswitch"
                | b"endfunction"
                | b"endparfor"
                | b"end_try_catch"
                | b"end_unwind_protect" => {
                    if let Some(Open::Function(start, name)) = open.pop() {
                        functions.extend(text.function(start, name, index + 1));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if !open.iter().any(|open| matches!(open, Open::Function(..))) {
        return functions;
    }
    let ends = begun.iter().skip(1).map(|(start, _)| *start).chain([text.tokens.len()]);
    let is_layout = |index: &usize| text.tokens[*index].kind == TokenKind::Layout;
    let without_layout =
        |start: usize, end: usize| (start..end).rev().find(|index| !is_layout(index)).map_or(end, |at| at + 1);
    begun
        .iter()
        .zip(ends)
        .filter_map(|((start, name), end)| text.function(*start, name.clone(), without_layout(*start, end)))
        .collect()
}

/// `name`, `result = name`, `[a, b] = name`, `get.name`.
fn name(text: Text, mut at: usize) -> Range<usize> {
    if text.of(at) == b"[" {
        at = text.after_brackets(at);
    } else if text.of(at + 1) == b"=" {
        at += 1;
    }
    at += usize::from(text.of(at) == b"=");
    let mut end = at + 1;
    while text.of(end) == b"." {
        end += 2;
    }
    at..end.min(text.tokens.len())
}

fn begins_line(text: Text, index: usize) -> bool {
    index == 0 || text.tokens[index - 1].kind == TokenKind::Layout
}

fn stands_alone(text: Text, index: usize) -> bool {
    begins_line(text, index)
        && (text.of(index + 1) == b"("
            || text.tokens.get(index + 1).is_none_or(|token| token.kind == TokenKind::Layout))
}
