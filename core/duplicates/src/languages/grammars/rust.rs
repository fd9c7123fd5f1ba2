//! Rust.

use crate::languages::grammar::{Grammar, Numbers, Quote, Starter};
use crate::token::TokenKind;

pub(in crate::languages) static RUST: Grammar = Grammar {
    keywords: &[&[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn",
        "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self",
        "Self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while", "yield",
    ]],
    values: &["self", "true", "false"],
    // `>>` is two tokens, as it also ends nested type arguments.
    operators: &[
        "<<=", ">>=", "...", "..=", "..", "->", "=>", "::", "<<", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=",
        "/=", "%=", "&=", "^=", "|=",
    ],
    starters: &[
        Starter::NestedComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Hashed(&["r", "br", "cr"]),
        Starter::Quote(Quote::lines("\"").after(&["", "b", "c"])),
        Starter::Quote(Quote { kind: TokenKind::Character, ..Quote::line("'") }.after(&["b"])),
        Starter::CharacterOrName,
    ],
    numbers: Numbers { trailing_dot: true, ..Numbers::PLAIN },
    ..Grammar::PLAIN
};
