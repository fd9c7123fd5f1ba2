//! Functions of Fortran: `subroutine name … end subroutine`, `function name(…) … end`.

use std::ops::Range;

use crate::token::TokenKind;

use super::{Function, Text};

/// Units that `end` alone may end, and what they may be called after it.
const UNITS: &[&str] = &["subroutine", "function", "procedure", "program", "module", "submodule", "block", "interface"];

/// What is open: the unit's first token, and its name if it is a function.
type Open = (&'static str, usize, Option<Range<usize>>);

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for statement in statements(text) {
        let in_interface = open.last().is_some_and(|(unit, _, _)| *unit == "interface");
        if let Some(unit) = ended(text, &statement) {
            if unit.is_some_and(|unit| open.last().is_none_or(|(last, _, _)| *last != unit)) {
                continue;
            }
            if let Some((_, start, Some(name))) = open.pop() {
                functions.extend(text.function(start, name, statement.end));
            }
        } else if let Some((unit, name)) = begun(text, &statement) {
            // Interfaces declare what is elsewhere.
            let function = matches!(unit, "subroutine" | "function" | "procedure") && !in_interface;
            open.push((unit, statement.start, function.then_some(name)));
        }
    }
    functions
}

/// The statements, without labels.
fn statements(text: Text) -> Vec<Range<usize>> {
    let mut statements = Vec::new();
    let mut start = 0;
    for index in 0..=text.tokens.len() {
        let token = text.tokens.get(index);
        if token.is_some_and(|token| token.kind != TokenKind::Layout && text.of(index) != b";") {
            continue;
        }
        if start < index && text.tokens[start].kind == TokenKind::Number {
            start += 1;
        }
        if start < index {
            statements.push(start..index);
        }
        start = index + 1;
    }
    statements
}

/// If the statement is the end of a unit: which, where it says so.
fn ended(text: Text, statement: &Range<usize>) -> Option<Option<&'static str>> {
    let first = text.of(statement.start).to_ascii_lowercase();
    let rest = first.strip_prefix(b"end")?;
    let word = if rest.is_empty() {
        if statement.len() == 1 {
            return Some(None);
        }
        text.of(statement.start + 1).to_ascii_lowercase()
    } else {
        rest.to_vec()
    };
    // `end = 3`
    let unit = UNITS.iter().find(|unit| unit.as_bytes() == word)?;
    let construct = *unit == "block" && !text.is_word(statement.start + 2, "data");
    (!construct).then_some(Some(unit))
}

/// The unit that a statement begins, and its name.
fn begun(text: Text, statement: &Range<usize>) -> Option<(&'static str, Range<usize>)> {
    let mut at = statement.start;
    while at < statement.end {
        let named = text.tokens.get(at + 1).is_some_and(|token| {
            at + 1 < statement.end && matches!(token.kind, TokenKind::Identifier | TokenKind::Keyword)
        });
        let name = at + 1..at + 2;
        let first = at == statement.start;
        match &text.of(at).to_ascii_lowercase()[..] {
            b"subroutine" if named => return Some(("subroutine", name)),
            b"function" if named => return Some(("function", name)),
            b"procedure" if named && !first && text.is_word(at - 1, "module") && statement.len() == 3 => {
                return Some(("procedure", name));
            }
            b"program" if named && first => return Some(("program", name)),
            b"block" if first && text.is_word(at + 1, "data") => return Some(("block", name)),
            b"submodule" if first && text.of(at + 1) == b"(" => return Some(("submodule", name)),
            b"interface" if first || text.is_word(at - 1, "abstract") => return Some(("interface", name)),
            b"module" if first && statement.len() == 2 => return Some(("module", name)),
            b"(" => at = text.after_brackets(at),
            // Prefixes and types; anything else is another statement.
            b"*" => at += 1,
            _ if matches!(text.tokens[at].kind, TokenKind::Keyword | TokenKind::Number) => at += 1,
            b"impure" | b"non_recursive" => at += 1,
            _ => return None,
        }
    }
    None
}
