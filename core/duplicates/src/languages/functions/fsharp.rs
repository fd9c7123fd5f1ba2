//! Functions of F#: `let name parameter = …`, `member this.Name … = …`, and deeper lines.

use std::ops::Range;

use crate::token::TokenKind;

use super::{FAR, Function, Text};

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    // The column, the first token and the name of each that is open.
    let mut open: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for index in 0..text.tokens.len() {
        if text.tokens[index].kind == TokenKind::Layout || !text.first_in_line(index) {
            continue;
        }
        let column = text.column(index);
        while let Some((_, start, name)) = open.pop_if(|(open, _, _)| *open >= column) {
            functions.extend(text.function(start, name, before_layout(text, index)));
        }
        if let Some(name) = definition(text, index) {
            open.push((column, index, name));
        }
    }
    while let Some((_, start, name)) = open.pop() {
        functions.extend(text.function(start, name, before_layout(text, text.tokens.len())));
    }
    functions
}

/// The index after the last token before `end` that is no line end.
fn before_layout(text: Text, mut end: usize) -> usize {
    while end > 0 && text.tokens[end - 1].kind == TokenKind::Layout {
        end -= 1;
    }
    end
}

/// The name of the function that is defined at `at`, the start of a line.
fn definition(text: Text, mut at: usize) -> Option<Range<usize>> {
    // `[<Attribute>]`
    if text.of(at) == b"[" && text.of(at + 1) == b"<" || text.of(at) == b"[<" {
        at = text.after_brackets(at);
    }
    let mut member = false;
    loop {
        match text.of(at) {
            b"abstract" | b"type" | b"module" | b"val" => return None,
            b"member" | b"override" | b"default" => member = true,
            b"let" | b"and" | b"static" | b"rec" | b"inline" | b"private" | b"internal" | b"public" => {}
            // `new(x) = …`
            b"new" if matches!(text.of(at + 1), b"(") => {
                return has_body(text, at + 1).then_some(at..at + 1);
            }
            _ => break,
        }
        at += 1;
    }
    let keyword = at.checked_sub(1).is_some_and(|before| {
        member || matches!(text.of(before), b"let" | b"and" | b"rec" | b"inline" | b"private" | b"internal" | b"public")
    });
    if !keyword {
        return None;
    }
    // `this.Name`
    let own = member && text.of(at + 1) == b".";
    let start = if own { at + 2 } else { at };
    let kind = text.tokens.get(start)?.kind;
    let (name, mut end) = if text.of(start) == b"(" && text.tokens.get(start + 1)?.kind == TokenKind::Punctuation {
        // An operator, an active pattern.
        let end = text.after_brackets(start);
        (start + 1..end - 1, end)
    } else if kind == TokenKind::Identifier {
        (start..start + 1, start + 1)
    } else {
        return None;
    };
    if text.of(end) == b"<" && text.tokens[end].start == text.tokens[end - 1].end {
        end = (end..end + 64).find(|at| text.of(*at).ends_with(b">"))? + 1;
    }
    let parameters = !matches!(text.of(end), b"=" | b":" | b"," | b"as" | b"with" | b"::" | b"|" | b"&");
    let equals = equals(text, end)?;
    let mut value = equals + 1;
    while text.tokens.get(value).is_some_and(|token| token.kind == TokenKind::Layout) {
        value += 1;
    }
    (parameters || member || matches!(text.of(value), b"fun" | b"function")).then_some(name)
}

fn has_body(text: Text, at: usize) -> bool {
    equals(text, at).is_some()
}

/// Where the `=` of the definition is, or the `with` of a property.
fn equals(text: Text, mut at: usize) -> Option<usize> {
    let end = text.tokens.len().min(at + FAR);
    while at < end {
        match text.of(at) {
            b"=" | b"with" => return Some(at),
            b"(" | b"[" | b"{" => at = text.after_brackets(at),
            b"let" | b"member" | b"type" | b"module" => return None,
            _ => at += 1,
        }
    }
    None
}
