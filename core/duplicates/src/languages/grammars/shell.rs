//! Shells.
//!
//! Words are what the shell's are: `/usr/bin/x-y`, `--option`.

use crate::languages::grammar::{Grammar, HeredocStyle, Hole, Layout, Numbers, Quote, Starter};

/// `$(…)` and `${…}` are expanded wherever they are.
const HOLES: &[Hole] = &[Hole::new("$(", b')'), Hole::new("${", b'}')];

const SHELL_OPERATORS: &[&str] = &["+=", "$(", "${", "&&", "||", ";;", "<<<", "<<", ">>", "&>", ">&", "<&", "<(", ">("];
const SHELL_STARTERS: &[Starter] = &[
    Starter::SpacedComment("#"),
    Starter::Heredoc(HeredocStyle::Shell),
    Starter::Expansion,
    Starter::Arithmetic,
    Starter::Sigil { marks: "$", operators: "", special: "?@*#!$-_" },
    Starter::CharacterAfter { mark: "\\", named: false, operand: false },
    Starter::Quote(Quote { open: "$'", close: "'", ..Quote::lines("") }),
    Starter::Quote(Quote { open: "$\"", close: "\"", ..Quote::lines("").with(HOLES) }),
    Starter::Quote(Quote::lines("\"").with(HOLES)),
    Starter::Quote(Quote::lines("'").raw()),
];

pub(in crate::languages) static SHELL: Grammar = Grammar {
    keywords: &[&[
        "break", "case", "continue", "coproc", "declare", "do", "done", "elif", "else", "esac", "eval", "exec", "exit",
        "export", "fi", "for", "function", "if", "in", "local", "readonly", "return", "select", "set", "shift",
        "source", "then", "time", "trap", "typeset", "unset", "until", "while",
    ]],
    operators: SHELL_OPERATORS,
    word_start: "/.-~%+,:*?!^@",
    word_part: "#",
    // `name+=value`
    word_end: "=",
    starters: SHELL_STARTERS,
    numbers: Numbers::PLAIN,
    layout: Layout::Lines { inside: "" },
    ..Grammar::PLAIN
};

/// What is between `((` and `))`: the operators are those of C.
pub(in crate::languages) static ARITHMETIC: Grammar = Grammar {
    operators: SHELL_OPERATORS,
    starters: &[
        Starter::Sigil { marks: "$", operators: "", special: "?@*#!$-_" },
        Starter::Quote(Quote::lines("\"").with(HOLES)),
    ],
    ..Grammar::PLAIN
};

pub(in crate::languages) static DOCKERFILE: Grammar = Grammar {
    keywords: &[&[
        "FROM",
        "AS",
        "RUN",
        "CMD",
        "LABEL",
        "MAINTAINER",
        "EXPOSE",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "ONBUILD",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "SHELL",
    ]],
    operators: SHELL_OPERATORS,
    word_start: "/.-~%+,:*?!^@",
    word_part: "#",
    starters: SHELL_STARTERS,
    layout: Layout::Lines { inside: "" },
    ..Grammar::PLAIN
};

pub(in crate::languages) static MAKE: Grammar = Grammar {
    keywords: &[&[
        "define", "else", "endef", "endif", "export", "ifdef", "ifeq", "ifndef", "ifneq", "include", "-include",
        "override", "private", "undefine", "unexport", "vpath",
    ]],
    operators: &[
        "$(", "${", "::=", ":=", "?=", "+=", "!=", "::", "&&", "||", "$@", "$<", "$^", "$*", "$?", "$%", "$+", "$$",
    ],
    word_start: "/.-~%*@_",
    word_part: "+",
    // `NAME+=value`
    word_end: "=",
    starters: &[
        Starter::LineComment("#"),
        Starter::CharacterAfter { mark: "\\", named: false, operand: false },
        Starter::Quote(Quote::line("\"").with(HOLES)),
        Starter::Quote(Quote::line("'").raw().with(HOLES)),
    ],
    layout: Layout::Lines { inside: "" },
    ..Grammar::PLAIN
};

pub(in crate::languages) static CMAKE: Grammar = Grammar {
    keywords: &[&[
        "and",
        "break",
        "continue",
        "else",
        "elseif",
        "endforeach",
        "endfunction",
        "endif",
        "endmacro",
        "endwhile",
        "foreach",
        "function",
        "if",
        "include",
        "macro",
        "not",
        "or",
        "return",
        "set",
        "unset",
        "while",
    ]],
    ignore_case: true,
    operators: &["${"],
    // All that an unquoted argument may have (cmake-language(7)), but for what begins a reference or ends it.
    word_start: "/.-+*@_~:;=,<>&!?|%^[]'0123456789",
    word_end: "\\",
    starters: &[
        Starter::LongBracket("#"),
        Starter::CharacterAfter { mark: "\\", named: false, operand: false },
        Starter::Quote(Quote::lines("\"").with(&[Hole::new("${", b'}')])),
    ],
    ..Grammar::PLAIN
};

pub(in crate::languages) static POWERSHELL: Grammar = Grammar {
    keywords: &[&[
        "begin",
        "break",
        "catch",
        "class",
        "continue",
        "data",
        "do",
        "dynamicparam",
        "else",
        "elseif",
        "end",
        "enum",
        "exit",
        "filter",
        "finally",
        "for",
        "foreach",
        "function",
        "if",
        "in",
        "param",
        "process",
        "return",
        "switch",
        "throw",
        "trap",
        "try",
        "until",
        "using",
        "while",
        "-eq",
        "-ne",
        "-gt",
        "-ge",
        "-lt",
        "-le",
        "-like",
        "-notlike",
        "-match",
        "-notmatch",
        "-replace",
        "-contains",
        "-notcontains",
        "-in",
        "-notin",
        "-is",
        "-isnot",
        "-as",
        "-and",
        "-or",
        "-xor",
        "-not",
        "-join",
        "-split",
        "-f",
        "-band",
        "-bor",
    ]],
    ignore_case: true,
    operators: &["::", "..", "++", "--", "+=", "-=", "*=", "/=", "%=", "&&", "||", "@(", "@{", "$(", "${", ">>"],
    word_part: "-",
    starters: &[
        Starter::BlockComment("<#", "#>"),
        Starter::LineComment("#"),
        Starter::Quote(Quote { open: "@\"", close: "\n\"@", ..Quote::lines("").raw().with(&[Hole::new("$(", b')')]) }),
        Starter::Quote(Quote { open: "@'", close: "\n'@", ..Quote::lines("").raw() }),
        Starter::Quote(Quote::lines("\"").escaped_by(b'`').with(&[Hole::new("$(", b')')])),
        Starter::Quote(Quote::lines("'").doubled()),
        Starter::Sigil { marks: "$@", operators: "", special: "?_^$" },
        Starter::CharacterAfter { mark: "`", named: false, operand: false },
    ],
    layout: Layout::Lines { inside: "(" },
    ..Grammar::PLAIN
};
