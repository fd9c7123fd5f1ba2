//! CSS, SCSS, LESS.

use crate::languages::grammar::{Grammar, Hole, Numbers, Quote, Starter};

const OPERATORS: &[&str] = &["::", "||", "~=", "|=", "^=", "$=", "*=", "==", "!=", "<=", ">=", "...", "#{", "@{"];
const WORDS: &[&str] = &[
    "@charset",
    "@font-face",
    "@import",
    "@keyframes",
    "@layer",
    "@media",
    "@namespace",
    "@page",
    "@property",
    "@supports",
    "@container",
    "@extend",
    "@include",
    "@mixin",
    "@function",
    "@return",
    "@if",
    "@else",
    "@each",
    "@for",
    "@while",
    "@use",
    "@forward",
    "@at-root",
    "@content",
    "and",
    "not",
    "or",
    "only",
    "from",
    "to",
    "through",
    "in",
];
const NUMBERS: Numbers = Numbers {
    separator: 0,
    trailing_dot: false,
    leading_dot: true,
    prefixed: false,
    suffix: true,
    quoted_suffix: false,
    names: false,
};
const INTERPOLATION: &[Hole] = &[Hole::new("#{", b'}')];

const BASE: Grammar = Grammar {
    keywords: &[WORDS],
    operators: OPERATORS,
    word_start: "@",
    word_part: "-",
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::Url,
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::line("'")),
    ],
    numbers: NUMBERS,
    ..Grammar::PLAIN
};

pub(in crate::languages) static CSS: Grammar = BASE;

pub(in crate::languages) static SCSS: Grammar = Grammar {
    word_start: "@$",
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Url,
        Starter::Quote(Quote::line("\"").with(INTERPOLATION)),
        Starter::Quote(Quote::line("'").with(INTERPOLATION)),
    ],
    ..BASE
};

pub(in crate::languages) static LESS: Grammar = Grammar {
    starters: &[
        Starter::BlockComment("/*", "*/"),
        Starter::LineComment("//"),
        Starter::Url,
        Starter::Quote(Quote::line("\"")),
        Starter::Quote(Quote::line("'")),
        Starter::Quote(Quote::line("`")),
    ],
    ..BASE
};
