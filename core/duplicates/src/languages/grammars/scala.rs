//! Scala.

use crate::languages::grammar::{Grammar, Hole, Numbers, Quote, Starter};
use crate::token::TokenKind;

const HOLES: &[Hole] = &[Hole::new("${", b'}')];
const INTERPOLATORS: &[&str] = &["s", "f", "q", "tq", "cq", "pq", "xml", "json", "sql", "fr", "ir", "msg", "log"];

pub(in crate::languages) static SCALA: Grammar = Grammar {
    keywords: &[&[
        "abstract",
        "case",
        "catch",
        "class",
        "def",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "final",
        "finally",
        "for",
        "forSome",
        "given",
        "if",
        "implicit",
        "import",
        "lazy",
        "macro",
        "match",
        "new",
        "null",
        "object",
        "override",
        "package",
        "private",
        "protected",
        "return",
        "sealed",
        "super",
        "then",
        "this",
        "throw",
        "trait",
        "true",
        "try",
        "type",
        "val",
        "var",
        "while",
        "with",
        "yield",
    ]],
    values: &["this", "super", "true", "false", "null"],
    operators: &[
        "=>", "<-", "->", "<:", ">:", "<%", "==", "!=", "<=", ">=", "&&", "||", "::", "++", "+=", "-=", "*=", "/=",
    ],
    operator_characters: "!#%&*+-/:<=>?@\\^|~",
    word_start: "$",
    starters: &[
        Starter::NestedComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Quote(Quote::lines("\"\"\"").raw().after(INTERPOLATORS).with(HOLES)),
        Starter::Quote(Quote::line("\"").after(INTERPOLATORS).with(HOLES)),
        Starter::Quote(Quote::lines("\"\"\"").raw().after(&["", "raw"])),
        Starter::Quote(Quote::line("\"").after(&["", "raw"])),
        Starter::Quote(Quote { kind: TokenKind::Identifier, ..Quote::line("`").raw() }),
        Starter::CharacterOrName,
    ],
    numbers: Numbers { leading_dot: true, ..Numbers::PLAIN },
    ..Grammar::PLAIN
};
