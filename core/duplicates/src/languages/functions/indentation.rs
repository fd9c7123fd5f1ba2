//! Functions of languages where deeper lines are a body.

use crate::languages::tables::Tables;
use crate::token::{Token, TokenKind};

use super::Function;

struct Open {
    column: usize,
    name: usize,
    start: usize,
}

pub(super) fn functions(tables: &Tables, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let (def, async_word) = (tables.code_of("def"), tables.code_of("async"));
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
        let column = column(source, token.start as usize);
        while let Some(function) = open.pop_if(|function| function.column >= column) {
            functions.push(close(tokens, &function, index));
        }
        let keyword = index + usize::from(token.code == async_word);
        let is_function = tokens.get(keyword).is_some_and(|token| token.code == def);
        if is_function && tokens.get(keyword + 1).is_some_and(|name| name.kind == TokenKind::Identifier) {
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

/// How far a line's first token is indented, in columns; tabs go to the next multiple of eight.
fn column(source: &[u8], start: usize) -> usize {
    let before = source.get(..start).unwrap_or_default();
    let length = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    before[before.len() - length..]
        .iter()
        .fold(0, |column, byte| if *byte == b'\t' { (column / 8 + 1) * 8 } else { column + 1 })
}
