//! R.

use crate::languages::grammar::{Grammar, Layout, Numbers, Quote, Starter};
use crate::token::TokenKind;

pub(in crate::languages) static R: Grammar = Grammar {
    keywords: &[&[
        "FALSE", "Inf", "NA", "NULL", "NaN", "TRUE", "break", "else", "for", "function", "if", "in", "next", "repeat",
        "return", "while",
    ]],
    values: &["FALSE", "Inf", "NA", "NULL", "NaN", "TRUE"],
    operators: &[":::", "<<-", "->>", "<-", "->", "<=", ">=", "==", "!=", "&&", "||", "|>", "::", ":=", "%%"],
    word_part: ".",
    word_start: ".",
    starters: &[
        Starter::LineComment("#"),
        Starter::Quote(Quote::lines("\"")),
        Starter::Quote(Quote::lines("'")),
        Starter::Quote(Quote { kind: TokenKind::Identifier, ..Quote::line("`") }),
        Starter::Quote(Quote { open: "%", close: "%", kind: TokenKind::Punctuation, ..Quote::line("").raw() }),
    ],
    numbers: Numbers::DOTTED,
    layout: Layout::Lines { inside: "([" },
    ..Grammar::PLAIN
};
