//! Languages of data: JSON, TOML, INI, HCL, Protocol Buffers, GraphQL.

use crate::languages::grammar::{Grammar, HeredocStyle, Hole, Layout, Numbers, Quote, Starter};

pub(in crate::languages) static JSON: Grammar = Grammar {
    keywords: &[&["true", "false", "null"]],
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::line("'")),
    ],
    ..Grammar::PLAIN
};

pub(in crate::languages) static TOML: Grammar = Grammar {
    keywords: &[&["true", "false"]],
    word_part: "-",
    starters: &[
        Starter::LineComment("#"),
        Starter::Quote(Quote::lines("\"\"\"")),
        Starter::Quote(Quote::lines("'''").raw()),
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::line("'").raw()),
    ],
    layout: Layout::Lines { inside: "[{" },
    ..Grammar::PLAIN
};

pub(in crate::languages) static INI: Grammar = Grammar::PLAIN;

pub(in crate::languages) static HCL: Grammar = Grammar {
    keywords: &[&[
        "data",
        "dynamic",
        "else",
        "endfor",
        "endif",
        "false",
        "for",
        "if",
        "in",
        "locals",
        "module",
        "null",
        "output",
        "provider",
        "resource",
        "terraform",
        "true",
        "variable",
    ]],
    values: &["true", "false", "null"],
    operators: &["=>", "...", "<=", ">=", "==", "!=", "&&", "||"],
    word_part: "-",
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("#"),
        Starter::LineComment("//"),
        Starter::Heredoc(HeredocStyle::Shell),
        Starter::Quote(Quote::line("\"").with(&[Hole { not: "$${", ..Hole::new("${", b'}') }])),
    ],
    layout: Layout::Lines { inside: "([" },
    ..Grammar::PLAIN
};

pub(in crate::languages) static PROTOBUF: Grammar = Grammar {
    keywords: &[&[
        "bool",
        "bytes",
        "double",
        "enum",
        "extend",
        "extensions",
        "false",
        "fixed32",
        "fixed64",
        "float",
        "group",
        "import",
        "int32",
        "int64",
        "map",
        "message",
        "oneof",
        "option",
        "optional",
        "package",
        "public",
        "repeated",
        "required",
        "reserved",
        "returns",
        "rpc",
        "service",
        "sfixed32",
        "sfixed64",
        "sint32",
        "sint64",
        "stream",
        "string",
        "syntax",
        "to",
        "true",
        "uint32",
        "uint64",
        "weak",
    ]],
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::line("'")),
    ],
    numbers: Numbers::DOTTED,
    ..Grammar::PLAIN
};

pub(in crate::languages) static GRAPHQL: Grammar = Grammar {
    keywords: &[&[
        "directive",
        "enum",
        "extend",
        "false",
        "fragment",
        "implements",
        "input",
        "interface",
        "mutation",
        "null",
        "on",
        "query",
        "repeatable",
        "scalar",
        "schema",
        "subscription",
        "true",
        "type",
        "union",
    ]],
    operators: &["..."],
    starters: &[
        Starter::LineComment("#"),
        Starter::Sigil { marks: "$@", operators: "", special: "" },
        Starter::Quote(Quote::lines("\"\"\"")),
        Starter::Quote(Quote::line("\"")),
    ],
    ..Grammar::PLAIN
};
