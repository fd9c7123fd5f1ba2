//! JavaScript and TypeScript.
//!
//! TypeScript's own words (`type`, `declare`, `readonly`…) are names, as they are in JavaScript: so a copy between the two
//! is found.

use crate::languages::grammar::{Grammar, Hole, Numbers, Quote, Starter};

const TEMPLATE: Starter = Starter::Quote(Quote::lines("`").with(&[Hole::new("${", b'}')]));
const STRING: Starter = Starter::Quote(Quote::line("\""));
const SINGLE_STRING: Starter = Starter::Quote(Quote::line("'"));

const BASE: Grammar = Grammar {
    keywords: &[&[
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "of",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]],
    values: &["this", "super", "true", "false", "null"],
    // `>>` is two tokens, as it also ends nested type arguments.
    operators: &[
        ">>>=", "**=", "<<=", ">>=", "&&=", "||=", "??=", "===", "!==", "...", "=>", "?.", "??", "**", "++", "--",
        "<<", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=",
    ],
    word_start: "$#",
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        STRING,
        SINGLE_STRING,
        TEMPLATE,
        Starter::Regex { after_brace: true },
    ],
    numbers: Numbers::DOTTED,
    member_operators: &[".", "?."],
    ..Grammar::PLAIN
};

pub(in crate::languages) static TYPESCRIPT: Grammar = BASE;

pub(in crate::languages) static JAVASCRIPT: Grammar = Grammar {
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        STRING,
        SINGLE_STRING,
        TEMPLATE,
        Starter::Regex { after_brace: true },
        Starter::Jsx,
    ],
    ..BASE
};
