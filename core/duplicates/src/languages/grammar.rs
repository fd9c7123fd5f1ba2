//! What a grammar says about a language: data only, read by [`super::tables`] and [`super::code`].

use crate::token::TokenKind;

/// The lexical rules of a language.
pub(super) struct Grammar {
    /// Reserved words, in lists that relatives share.
    pub keywords: &'static [&'static [&'static str]],
    /// The reserved words of the whole family, in the same order for each member, so that a word has one code in all of
    /// them; empty: those of the language alone.
    pub vocabulary: &'static [&'static [&'static str]],
    /// Reserved words that end an operand, such as `this`: what follows is an operator.
    pub values: &'static [&'static str],
    /// Whether case means nothing in reserved words.
    pub ignore_case: bool,
    /// Operators of two to four bytes; each ASCII punctuation is one by itself.
    pub operators: &'static [&'static str],
    /// Characters that join to operators of any length, where programs define their own.
    pub operator_characters: &'static str,
    /// Characters that begin a word, besides letters, `_` and everything that is not ASCII.
    pub word_start: &'static str,
    /// Characters that continue a word, besides letters, digits, `_`, everything that is not ASCII and `word_start`.
    pub word_part: &'static str,
    /// Characters that are white space, besides the usual ones.
    pub white_space: &'static str,
    /// Characters that may end a word (`empty?`), unless `=` follows; a backslash takes the next character into the word.
    pub word_end: &'static str,
    /// Comments, strings and whatever else has its own rule; the first that fits is taken.
    pub starters: &'static [Starter],
    /// How numbers are written.
    pub numbers: Numbers,
    /// Whether line ends count.
    pub layout: Layout,
    /// After these, a word is a name even if it is reserved elsewhere (`a.default`).
    pub member_operators: &'static [&'static str],
    /// Ends the code, where it is embedded in something else (`?>`).
    pub stop: &'static str,
}

impl Grammar {
    /// No rules: words, numbers and single punctuation.
    pub const PLAIN: Grammar = Grammar {
        keywords: &[],
        vocabulary: &[],
        values: &[],
        ignore_case: false,
        operators: &[],
        operator_characters: "",
        word_start: "",
        word_part: "",
        white_space: "",
        word_end: "",
        starters: &[],
        numbers: Numbers::PLAIN,
        layout: Layout::None,
        member_operators: &[],
        stop: "",
    };
}

/// How numbers are written.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    /// Character between digits.
    pub separator: u8,
    /// `1.` is a number.
    pub trailing_dot: bool,
    /// `.5` is a number.
    pub leading_dot: bool,
    /// `0x1F`, `0b1`, `0o7`.
    pub prefixed: bool,
    /// Letters right after a number belong to it.
    pub suffix: bool,
    /// Those after an apostrophe too: `1'i64`.
    pub quoted_suffix: bool,
    /// A number with more of a word after it is a name: `1+` of Lisp.
    pub names: bool,
}

impl Numbers {
    pub const PLAIN: Numbers = Numbers {
        separator: b'_',
        trailing_dot: false,
        leading_dot: false,
        prefixed: true,
        suffix: true,
        quoted_suffix: false,
        names: false,
    };
    pub const DOTTED: Numbers = Numbers { trailing_dot: true, leading_dot: true, ..Numbers::PLAIN };
}

/// Whether line ends are tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// White space.
    None,
    /// They end statements, but not between the brackets named here.
    Lines {
        /// The opening ones.
        inside: &'static str,
    },
    /// As `Lines`, and the code says whether the next line is indented deeper or less.
    Indentation {
        /// The opening ones.
        inside: &'static str,
    },
}

/// Something that begins with a certain byte and has its own rule.
#[derive(Clone, Copy)]
pub(super) enum Starter {
    /// A comment to the end of the line.
    LineComment(&'static str),
    /// The same, only as the first thing of a line.
    LineStartComment(&'static str),
    /// The same, only after white space or at the start of a line.
    SpacedComment(&'static str),
    /// A comment between two marks.
    BlockComment(&'static str, &'static str),
    /// The same, and they nest.
    NestedComment(&'static str, &'static str),
    /// The same, only in the first column.
    ColumnComment(&'static str),
    /// A comment of whole lines, from one that begins with the first mark to one that begins with the second.
    SectionComment(&'static str, &'static str),
    /// A string.
    Quote(Quote),
    /// A comment from a line that consists of the mark to the end of the source.
    EndComment(&'static str),
    /// `[=[…]=]` of Lua; after the mark, a comment.
    LongBracket(&'static str),
    /// `'a'` against `'a`: a character, or a name (Rust's lifetimes, the type variables of ML).
    CharacterOrName,
    /// `r#"…"#`, `#"…"#`: quotes with any number of hashes around. The name is the prefix; with one, `r#name` is a word.
    Hashed(&'static [&'static str]),
    /// `R"x(…)x"`.
    Delimited(&'static [&'static str]),
    /// A regular expression between slashes, where an operand is expected.
    Regex {
        /// A closing brace mostly ends a statement: what follows is an operand.
        after_brace: bool,
    },
    /// A quote-like operator of Perl: `qw(…)`, `s{…}{…}`.
    PerlQuote,
    /// A regular expression of Perl between slashes.
    PerlRegex,
    /// A percent literal of Ruby: `%w[…]`.
    RubyPercent,
    /// A character after this byte, or an escape: `?a`, `$a`, `\\a`, `#\\a`; a whole name where names may stand there.
    CharacterAfter {
        /// What stands before it.
        mark: &'static str,
        /// It may be a name (`\\newline`).
        named: bool,
        /// Only where an operand is expected.
        operand: bool,
    },
    /// `#x1F`, `#36rZZ` of the Lisps: a number in another base.
    RadixNumber,
    /// `'` right after an operand is an operator (transposition).
    Transpose,
    /// A string between equal tags: `$tag$…$tag$` of PostgreSQL, `{tag|…|tag}` of OCaml.
    Tagged(u8, u8, &'static str),
    /// A name with a mark: `$name`, `@name`.
    Sigil {
        /// The marks.
        marks: &'static str,
        /// Those that are operators after an operand.
        operators: &'static str,
        /// What may follow `$` instead of a name.
        special: &'static str,
    },
    /// `:name`, not after a name or a colon.
    Symbol,
    /// A sigil of Elixir: `~r/…/`.
    TildeSigil,
    /// `url(…)` without quotes.
    Url,
    /// The line goes on after this and, at most, a comment: `_`, `&`, `...`.
    Continuation(&'static str),
    /// `#if`, at the start of a line: one keyword; `#include <file>`; the text of `#error`.
    Directive,
    /// `${name` of shells: what follows the name is an operator.
    Expansion,
    /// `((…))` and `$((…))` of shells.
    Arithmetic,
    /// An element of JSX, where an operand is expected.
    Jsx,
    /// `<<END`: the lines after this one up to `END`.
    Heredoc(HeredocStyle),
}

/// How heredocs are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HeredocStyle {
    /// `<<END`, `<<-END`, `<<'END'`.
    Shell,
    /// `<<~END`, `<<-"END"`; not before white space.
    Ruby,
    /// `<<"END"`, `<<END`, `<<~END`.
    Perl,
    /// `<<<END`, whose text begins on the next line and which goes on right after.
    Php,
}

/// As a prefix of a string: any word that is not reserved (the generalized raw strings of Nim).
pub(super) const ANY_WORD: &str = "*";

/// A string or character.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    /// Words that may stand right before it; an empty one: none needs to.
    pub prefixes: &'static [&'static str],
    /// Its start.
    pub open: &'static str,
    /// Its end.
    pub close: &'static str,
    /// How its end is written inside it.
    pub escape: Escape,
    /// Whether it goes over line ends.
    pub multiline: bool,
    /// Code inside it.
    pub holes: &'static [Hole],
    /// What it is.
    pub kind: TokenKind,
}

impl Quote {
    /// A string on one line.
    pub const fn line(open: &'static str) -> Quote {
        Quote {
            prefixes: &[""],
            open,
            close: open,
            escape: Escape::Backslash,
            multiline: false,
            holes: &[],
            kind: TokenKind::String,
        }
    }

    /// A string over any number of lines.
    pub const fn lines(open: &'static str) -> Quote {
        Quote { multiline: true, ..Quote::line(open) }
    }

    /// A character.
    pub const fn character() -> Quote {
        Quote { kind: TokenKind::Character, ..Quote::line("'") }
    }

    /// The same, with words before it.
    pub const fn after(self, prefixes: &'static [&'static str]) -> Quote {
        Quote { prefixes, ..self }
    }

    /// The same, without escapes.
    pub const fn raw(self) -> Quote {
        Quote { escape: Escape::None, ..self }
    }

    /// The same, with its end doubled inside.
    pub const fn doubled(self) -> Quote {
        Quote { escape: Escape::Doubled, ..self }
    }

    /// The same, with `character` escaping the next one.
    pub const fn escaped_by(self, character: u8) -> Quote {
        Quote { escape: Escape::By(character), ..self }
    }

    /// The same, with code inside it.
    pub const fn with(self, holes: &'static [Hole]) -> Quote {
        Quote { holes, ..self }
    }
}

/// How the end of a string is written inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// It cannot be.
    None,
    /// A backslash takes the next character in.
    Backslash,
    /// This character takes the next one in.
    By(u8),
    /// Twice in a row; a backslash means nothing.
    Doubled,
}

/// Code inside a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    /// Its start.
    pub open: &'static str,
    /// Its end.
    pub close: u8,
    /// What looks like a start and is text.
    pub not: &'static str,
    /// A colon outside of brackets ends the code: a format follows.
    pub format: bool,
}

impl Hole {
    /// `${…}` and the like.
    pub const fn new(open: &'static str, close: u8) -> Hole {
        Hole { open, close, not: "", format: false }
    }

    /// `{…:format}`, with `{{` for a brace.
    pub const BRACES: Hole = Hole { open: "{", close: b'}', not: "{{", format: true };
}
