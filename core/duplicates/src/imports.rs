//! Lists of imports are alike by nature: their tokens take no part in the search.

use crate::languages::Language;
use crate::token::{Token, TokenKind};
use crate::tokenize::Stream;

/// How a family of languages writes imports: the words that statements of imports begin with.
fn starters(family: &str) -> &'static [&'static [u8]] {
    match family {
        "java" | "groovy" | "kotlin" | "scala" | "go" => &[b"import", b"package"],
        "csharp" => &[b"using"],
        "python" => &[b"import", b"from"],
        "javascript" | "swift" | "haskell" => &[b"import"],
        "dart" => &[b"import", b"export", b"part"],
        "rust" => &[b"use", b"mod", b"extern"],
        "c" => &[b"#include", b"#include_next", b"#import", b"@import", b"using"],
        "php" => &[b"use", b"namespace"],
        "perl" => &[b"use"],
        "ruby" => &[b"require", b"require_relative"],
        "elixir" => &[b"alias", b"import", b"require", b"use"],
        "ocaml" | "fsharp" => &[b"open"],
        "julia" => &[b"using", b"import"],
        _ => &[],
    }
}

/// Drops the tokens of imports from a stream, and moves its functions accordingly.
pub fn remove(source: &[u8], stream: &mut Stream) {
    let starters = starters(stream.language.family);
    if starters.is_empty() {
        return;
    }
    let dropped = imports(source, &stream.tokens, stream.language, starters);
    let Some((first, _)) = dropped.first() else { return };
    let mut kept = *first as usize;
    for (index, (_, end)) in dropped.iter().enumerate() {
        let next = dropped.get(index + 1).map_or(stream.tokens.len(), |(start, _)| *start as usize);
        stream.tokens.copy_within(*end as usize..next, kept);
        kept += next - *end as usize;
    }
    stream.tokens.truncate(kept);
    for function in &mut stream.functions {
        function.tokens = moved(function.tokens.start, &dropped)..moved(function.tokens.end, &dropped);
    }
    stream.functions.retain(|function| !function.tokens.is_empty());
}

/// The ranges of tokens that are imports, in order.
fn imports(source: &[u8], tokens: &[Token], language: &Language, starters: &[&[u8]]) -> Vec<(u32, u32)> {
    let ends = language.statement_ends();
    let mut ranges = Vec::new();
    let mut index = 0;
    while let Some(statement) = tokens.get(index..).filter(|statement| !statement.is_empty()) {
        if is_import(source, statement, starters) {
            let end = index + statement_length(source, statement);
            ranges.push((index as u32, end as u32));
            index = end;
            continue;
        }
        let Some(length) = statement.iter().position(|token| ends[usize::from(token.code)]) else { break };
        index += length + 1;
    }
    ranges
}

/// Where the token `index` is once the ranges `dropped` are gone.
fn moved(index: u32, dropped: &[(u32, u32)]) -> u32 {
    let before = dropped.iter().take_while(|(start, _)| *start < index).map(|(start, end)| (*end).min(index) - start);
    index - before.sum::<u32>()
}

fn text<'a>(source: &'a [u8], token: &Token) -> &'a [u8] {
    source.get(token.start as usize..token.end as usize).unwrap_or_default()
}

fn is_import(source: &[u8], tokens: &[Token], starters: &[&[u8]]) -> bool {
    let Some(first) = tokens.first() else { return false };
    if !matches!(first.kind, TokenKind::Keyword | TokenKind::Identifier) {
        return false;
    }
    let word = text(source, first);
    if !starters.iter().any(|starter| starter.first() == word.first() && *starter == word) {
        return false;
    }
    let Some(second) = tokens.get(1) else { return true };
    let next = text(source, second);
    match word {
        // `import(…)` and `import.meta` are expressions; Go lists imports in parentheses.
        b"import" => next != b"." && (next != b"(" || starters.contains(&b"package".as_slice())),
        // `using (resource)`, `using var resource = …`
        b"using" => {
            next != b"("
                && !tokens.iter().take(8).take_while(|t| text(source, t) != b";").any(|t| text(source, t) == b"(")
        }
        b"extern" => next == b"crate",
        // `mod name;` without a body
        b"mod" => tokens.get(2).is_some_and(|third| text(source, third) == b";"),
        b"namespace" | b"part" | b"export" | b"open" | b"require" | b"require_relative" | b"alias" | b"from" => {
            next != b"=" && next != b"."
        }
        _ => true,
    }
}

/// Tokens of the statement: to a `;` or a line end outside of brackets.
fn statement_length(source: &[u8], tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    let mut previous: &[u8] = b"";
    let mut previous_end = tokens.first().map_or(0, |token| token.start);
    for (index, token) in tokens.iter().enumerate() {
        let word = text(source, token);
        let gap = || source.get(previous_end as usize..token.start as usize);
        let new_line = || token.start > previous_end && gap().is_some_and(|gap| memchr::memchr(b'\n', gap).is_some());
        if depth == 0 && index > 0 {
            if token.kind == TokenKind::Layout || word == b";" {
                return index + 1;
            }
            let ends = !matches!(previous, b"," | b"." | b"::" | b"from" | b"\\") && word != b"from" && word != b"{";
            if ends && new_line() {
                return index;
            }
        }
        match word {
            b"(" | b"{" | b"[" => depth += 1,
            b")" | b"}" | b"]" if depth == 0 => return index.max(1),
            b")" | b"}" | b"]" => depth -= 1,
            _ => {}
        }
        (previous, previous_end) = (word, token.end);
    }
    tokens.len()
}
