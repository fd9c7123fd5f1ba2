//! Haskell.

use crate::languages::grammar::{Grammar, Layout, Numbers, Quote, Starter};

pub(in crate::languages) static HASKELL: Grammar = Grammar {
    keywords: &[&[
        "case",
        "class",
        "data",
        "default",
        "deriving",
        "do",
        "else",
        "family",
        "forall",
        "foreign",
        "if",
        "import",
        "in",
        "infix",
        "infixl",
        "infixr",
        "instance",
        "let",
        "mdo",
        "module",
        "newtype",
        "of",
        "proc",
        "qualified",
        "rec",
        "then",
        "type",
        "where",
    ]],
    operators: &[
        "->", "<-", "=>", "::", "..", "<=", ">=", "==", "/=", "&&", "||", "++", ">>=", ">>", "<>", "<$>", "<*>", "$!",
    ],
    operator_characters: "!#$%&*+./<=>?@\\^|-~:",
    word_part: "'",
    starters: &[
        Starter::NestedComment("{-", "-}"),
        Starter::LineComment("--"),
        // Lines for the C preprocessor.
        Starter::ColumnComment("#"),
        Starter::Quote(Quote::lines("\"")),
        Starter::CharacterOrName,
    ],
    numbers: Numbers::PLAIN,
    layout: Layout::Indentation { inside: "([" },
    ..Grammar::PLAIN
};
