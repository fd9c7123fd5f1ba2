//! Go.

use crate::languages::grammar::{Grammar, Numbers, Quote, Starter};

pub(in crate::languages) static GO: Grammar = Grammar {
    keywords: &[&[
        "break",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "fallthrough",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "interface",
        "map",
        "package",
        "range",
        "return",
        "select",
        "struct",
        "switch",
        "type",
        "var",
    ]],
    operators: &[
        "<<=", ">>=", "&^=", "...", "&^", ":=", "<-", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=",
        "-=", "*=", "/=", "%=", "&=", "^=", "|=",
    ],
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::lines("`").raw()),
        Starter::Quote(Quote::character()),
    ],
    numbers: Numbers::DOTTED,
    ..Grammar::PLAIN
};
