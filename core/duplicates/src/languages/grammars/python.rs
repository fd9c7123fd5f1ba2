//! Python.

use crate::languages::grammar::{Grammar, Hole, Layout, Numbers, Quote, Starter};

const PREFIXES: &[&str] = &["", "r", "b", "u", "br", "rb"];
const FORMAT_PREFIXES: &[&str] = &["f", "fr", "rf", "t", "tr", "rt"];
const HOLES: &[Hole] = &[Hole::BRACES];

pub(in crate::languages) static PYTHON: Grammar = Grammar {
    keywords: &[&[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]],
    values: &["False", "None", "True"],
    operators: &[
        "**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=",
        "*=", "/=", "%=", "&=", "^=", "|=", "@=",
    ],
    starters: &[
        Starter::LineComment("#"),
        Starter::Quote(Quote::lines("\"\"\"").after(FORMAT_PREFIXES).with(HOLES)),
        Starter::Quote(Quote::lines("'''").after(FORMAT_PREFIXES).with(HOLES)),
        Starter::Quote(Quote::line("\"").after(FORMAT_PREFIXES).with(HOLES)),
        Starter::Quote(Quote::line("'").after(FORMAT_PREFIXES).with(HOLES)),
        Starter::Quote(Quote::lines("\"\"\"").after(PREFIXES)),
        Starter::Quote(Quote::lines("'''").after(PREFIXES)),
        Starter::Quote(Quote::line("\"").after(PREFIXES)),
        Starter::Quote(Quote::line("'").after(PREFIXES)),
    ],
    numbers: Numbers::DOTTED,
    layout: Layout::Indentation { inside: "([{" },
    ..Grammar::PLAIN
};
