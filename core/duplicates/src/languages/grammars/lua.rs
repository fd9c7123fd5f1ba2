//! Lua.

use crate::languages::grammar::{Grammar, Numbers, Quote, Starter};

pub(in crate::languages) static LUA: Grammar = Grammar {
    keywords: &[&[
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]],
    values: &["true", "false", "nil", "end"],
    operators: &["...", "..", "::", "//", "<<", ">>", "<=", ">=", "==", "~=", "+=", "-="],
    starters: &[Starter::LongBracket("--"), Starter::Quote(Quote::line("\"")), Starter::Quote(Quote::line("'"))],
    numbers: Numbers::DOTTED,
    ..Grammar::PLAIN
};
