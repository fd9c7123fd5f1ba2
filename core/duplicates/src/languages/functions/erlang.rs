//! Functions of Erlang: `name(Pattern) -> Body; name(Pattern) -> Body.`

use crate::token::TokenKind;

use super::{Function, Text};

pub(super) fn functions(text: Text) -> Vec<Function> {
    let mut functions = Vec::new();
    let mut start = 0;
    for index in 0..text.tokens.len() {
        if !ends_form(text, index) {
            continue;
        }
        // Attributes and specifications begin with a minus.
        let is_atom = text.tokens[start].kind == TokenKind::Identifier;
        if is_atom && text.of(start + 1) == b"(" && (start..index).any(|at| text.of(at) == b"->") {
            functions.extend(text.function(start, start..start + 1, index + 1));
        }
        start = index + 1;
    }
    functions
}

/// Whether the token is the dot at the end of a form: one that white space or nothing follows.
fn ends_form(text: Text, index: usize) -> bool {
    let end = text.tokens[index].end as usize;
    let next = text.source.get(end);
    text.of(index) == b"." && next.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'%')
}
