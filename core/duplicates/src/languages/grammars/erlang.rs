//! Erlang.

use crate::languages::grammar::{Grammar, Numbers, Quote, Starter};
use crate::token::TokenKind;

pub(in crate::languages) static ERLANG: Grammar = Grammar {
    keywords: &[&[
        "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "div",
        "else", "end", "fun", "if", "maybe", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor",
    ]],
    values: &["end"],
    operators: &[
        "=:=", "=/=", "<-", "->", "=>", ":=", "::", "||", "++", "--", "<<", ">>", "=<", ">=", "==", "/=", "<=", "..",
        "?=",
    ],
    word_part: "@",
    starters: &[
        Starter::LineComment("%"),
        Starter::Quote(Quote::lines("\"")),
        Starter::Quote(Quote { kind: TokenKind::Identifier, ..Quote::line("'") }),
        Starter::CharacterAfter { mark: "$", named: false, operand: false },
    ],
    numbers: Numbers { prefixed: false, ..Numbers::PLAIN },
    ..Grammar::PLAIN
};
