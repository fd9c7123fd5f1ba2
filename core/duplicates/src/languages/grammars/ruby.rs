//! Ruby and Crystal.

use crate::languages::grammar::{Grammar, HeredocStyle, Hole, Layout, Numbers, Quote, Starter};

const HOLES: &[Hole] = &[Hole::new("#{", b'}')];

pub(in crate::languages) static RUBY: Grammar = Grammar {
    keywords: &[&[
        "BEGIN", "END", "__FILE__", "__LINE__", "alias", "and", "begin", "break", "case", "class", "def", "defined?",
        "do", "else", "elsif", "end", "ensure", "false", "for", "if", "in", "module", "next", "nil", "not", "or",
        "redo", "rescue", "retry", "return", "self", "super", "then", "true", "undef", "unless", "until", "when",
        "while", "yield",
    ]],
    // After `def` there is the name of a method, which may be an operator.
    values: &["def", "self", "super", "nil", "true", "false", "end", "__FILE__", "__LINE__"],
    operators: &[
        "**=", "<=>", "===", "...", "<<=", ">>=", "&&=", "||=", "=~", "!~", "=>", "->", "::", "..", "**", "<<", ">>",
        "<=", ">=", "==", "!=", "&&", "||", "&.", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=",
    ],
    word_end: "?!",
    starters: &[
        Starter::LineComment("#"),
        Starter::SectionComment("=begin", "=end"),
        Starter::EndComment("__END__"),
        Starter::Heredoc(HeredocStyle::Ruby),
        Starter::Sigil { marks: "@$", operators: "", special: "!@&`'+~=/\\,;.<>_0*$?:\"" },
        Starter::Symbol,
        Starter::Quote(Quote::lines("\"").with(HOLES)),
        Starter::Quote(Quote::lines("'")),
        Starter::Quote(Quote::lines("`").with(HOLES)),
        Starter::RubyPercent,
        Starter::Regex { after_brace: false },
        Starter::CharacterAfter { mark: "?", named: false, operand: true },
    ],
    layout: Layout::Lines { inside: "([" },
    numbers: Numbers::PLAIN,
    member_operators: &[".", "&."],
    ..Grammar::PLAIN
};
