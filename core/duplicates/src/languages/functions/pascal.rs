//! Functions of Pascal: `procedure name(…); … begin … end`.

use std::ops::Range;

use crate::token::TokenKind;

use super::{FAR, Function, Text};

/// What is open.
enum Open {
    /// A heading: its body may be still to come, after declarations.
    Heading(usize, Range<usize>),
    /// A body, and the function it is of.
    Body(Option<(usize, Range<usize>)>),
    /// A record, a class: what looks like a heading declares a method.
    Type,
}

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Headings in the interface of a unit have no bodies.
    let mut interface = false;
    let mut index = 0;
    while index < text.tokens.len() {
        let is = |word: &str| text.is_word(index, word);
        let in_type = matches!(open.last(), Some(Open::Type));
        if text.tokens[index].kind != TokenKind::Keyword && !is("object") && !is("record") {
            index += 1;
            continue;
        }
        if is("implementation") {
            interface = false;
        } else if is("interface") && open.is_empty() && text.of(index.wrapping_sub(1)) != b"=" {
            interface = true;
        } else if ["procedure", "function", "constructor", "destructor", "operator"].iter().any(|word| is(word)) {
            let name = name(text, index + 1);
            if !in_type && !interface && !name.is_empty() && !is_without_body(text, name.end) {
                open.push(Open::Heading(index, name.clone()));
            }
            index = name.end.max(index + 1);
            continue;
        } else if opens_type(text, index) {
            open.push(Open::Type);
        } else if ["begin", "asm", "try"].iter().any(|word| is(word)) || is("case") && !in_type {
            let heading =
                if is("begin") || is("asm") { open.pop_if(|open| matches!(open, Open::Heading(..))) } else { None };
            open.push(Open::Body(match heading {
                Some(Open::Heading(start, name)) => Some((start, name)),
                _ => None,
            }));
        } else if is("end")
            && let Some(Open::Body(Some((start, name)))) = open.pop()
        {
            functions.extend(text.function(start, name, index + 1));
        }
        index += 1;
    }
    functions
}

/// `name`, `Class.name`, `Class<T>.name`, `Class.+`.
fn name(text: Text, start: usize) -> Range<usize> {
    let named = |at: usize| {
        text.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Identifier | TokenKind::Keyword))
            || at > start && matches!(text.of(at), b"+" | b"-" | b"*" | b"/" | b"=" | b"<" | b">" | b":=")
    };
    let operator = text.is_word(start.wrapping_sub(1), "operator");
    if operator && text.tokens.get(start).is_some_and(|token| token.kind == TokenKind::Punctuation) {
        return start..start + 1;
    }
    let mut end = start;
    while named(end) {
        end += 1;
        if text.of(end) == b"<" {
            let close = (end..end + 16).find(|at| text.of(*at) == b">");
            end = close.map_or(end, |close| close + 1);
        }
        if text.of(end) != b"." {
            break;
        }
        end += 1;
    }
    start..end
}

/// Whether the heading that goes on after its name is that of a type (`procedure(…) of object`) or has a directive instead of a
/// body.
fn is_without_body(text: Text, mut at: usize) -> bool {
    let far = at + FAR;
    // To the semicolon after the heading, then over directives.
    loop {
        match text.of(at) {
            b"(" | b"[" => at = text.after_brackets(at),
            b";" => break,
            b"" => return true,
            _ if at > far => return true,
            _ => at += 1,
        }
    }
    loop {
        at += 1;
        let is = |word: &str| text.is_word(at, word);
        if is("forward") || is("external") {
            return true;
        }
        let starts = ["begin", "var", "const", "type", "label", "asm", "procedure", "function", "implementation"];
        if starts.iter().any(|word| is(word)) || at >= text.tokens.len().min(far) {
            return false;
        }
        // A directive, to its semicolon.
        while at < text.tokens.len().min(far) && text.of(at) != b";" {
            if is_start(text, at) {
                return false;
            }
            at += 1;
        }
    }
}

fn is_start(text: Text, at: usize) -> bool {
    ["begin", "var", "const", "type", "asm"].iter().any(|word| text.is_word(at, word))
}

/// Whether the word begins a type that `end` ends.
fn opens_type(text: Text, index: usize) -> bool {
    let is = |word: &str| text.is_word(index, word);
    if is("record") {
        return true;
    }
    let before = index.checked_sub(1).map_or(&b""[..], |before| text.of(before));
    if !["class", "object", "interface", "dispinterface"].iter().any(|word| is(word))
        || before != b"=" && !before.eq_ignore_ascii_case(b"packed")
    {
        return false;
    }
    // `class;`, `class of T` and `class(T);` end there.
    let mut after = index + 1;
    if text.of(after) == b"(" {
        after = text.after_brackets(after);
    }
    text.of(after) != b";" && !text.is_word(after, "of")
}
