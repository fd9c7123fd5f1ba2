//! What holds for every lexer, whatever it reads: tokens in order, apart, inside the source; an end in linear time.

use std::time::{Duration, Instant};

use lode_duplicates::languages::{LANGUAGES, Language, functions, lex_regions};
use lode_duplicates::token::Token;

/// Pieces that begin or end something in some language.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "`",
    "\"\"\"",
    "'''",
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "{-",
    "-}",
    "(*",
    "*)",
    "<!--",
    "-->",
    "<",
    ">",
    "</",
    "/>",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "${",
    "#{",
    "\\(",
    "$(",
    "{{",
    "}}",
    "r#\"",
    "\"#",
    "R\"x(",
    ")x\"",
    "<<A",
    "<<~B",
    "<<<C",
    "\nA\n",
    "\nB\n",
    "@\"",
    "$\"",
    "$@\"",
    "f\"",
    "rb'",
    "%w[",
    "%{",
    "?a",
    ":a",
    "~r/",
    "/",
    "/x/",
    "\\",
    "\\\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "  x",
    "1.",
    ".5",
    "1e5",
    "0x",
    "1..2",
    "a",
    "def ",
    "fn ",
    "function ",
    "class ",
    "end",
    "if",
    "do",
    "=>",
    "=",
    "|",
    "|x|",
    ">-\n",
    "---\n",
    "- ",
    ": ",
    "&",
    "*",
    "!",
    "$x",
    "$tag$",
    "[[",
    "]]",
    "[==[",
    "]==]",
    "--[[",
    "=begin\n",
    "\n=end\n",
    "__END__\n",
    "<?php ",
    "?>",
    "<script>",
    "</script>",
    "<style lang=\"scss\">",
    "é",
    "\u{feff}",
    "\u{1F600}",
    "\0",
    "#if\n",
    "#else\n",
    "#endif\n",
    "#define x \\\n",
    "qw(",
    "s{",
    "}{",
    "y/",
    "q ",
    "url(",
    "...",
    "_ ",
    "&\n",
    "(",
    ";",
    ",",
    "((",
    "${a",
    "$((1",
    "))",
    "+=",
    "where ",
    "let f ",
    "in ",
    "and g ",
    "method ",
    "object ",
    "procedure a(",
    "procedure a;\nbegin ",
    "record ",
    "sub a\n",
    "sub(",
    "end sub\n",
    "subroutine a\n",
    "proc a(",
    "f <- function(",
    "f(1) -> ",
    ".\n",
    "1'i8",
    "f :: a -> ",
    "[a]\nb = c\n",
    "classdef ",
];

/// A generator of numbers that are the same in each run (Steele and others, SplitMix).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

fn check(language: &'static Language, source: &[u8]) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    lex_regions(language, source, &mut |_, token| {
        let context = || format!("{} {token:?} after {end} in {:?}", language.name, String::from_utf8_lossy(source));
        assert!(token.start >= end, "out of order: {}", context());
        assert!(token.end > token.start && token.end as usize <= source.len(), "out of bounds: {}", context());
        end = token.end;
        tokens.push(token);
    });
    for function in functions::functions(language, source, &tokens) {
        assert!(function.tokens.start < function.tokens.end && function.tokens.end as usize <= tokens.len());
        assert!(function.name.start <= function.name.end && function.name.end as usize <= source.len());
    }
}

#[test]
fn tokens_of_arbitrary_bytes_are_in_order_and_in_bounds() {
    let mut numbers = Numbers(1);
    for language in LANGUAGES {
        for _ in 0..200 {
            let source: Vec<u8> = (0..numbers.below(200)).map(|_| numbers.below(256) as u8).collect();
            check(language, &source);
        }
    }
}

#[test]
fn tokens_of_shuffled_pieces_are_in_order_and_in_bounds() {
    let mut numbers = Numbers(2);
    for language in LANGUAGES {
        for _ in 0..1500 {
            let source: String = (0..numbers.below(40)).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
            check(language, source.as_bytes());
        }
    }
}

#[test]
fn each_piece_over_and_over_is_read_in_linear_time() {
    for language in LANGUAGES {
        for piece in PIECES {
            let source = piece.repeat(50_000 / piece.len());
            let start = Instant::now();
            check(language, source.as_bytes());
            let spent = start.elapsed();
            assert!(spent < Duration::from_secs(2), "{} took {spent:?} for {piece:?}", language.name);
        }
    }
}

#[test]
fn each_pair_of_pieces_over_and_over_is_read_in_linear_time() {
    for language in LANGUAGES {
        for first in PIECES {
            for second in PIECES {
                let source = [*first, *second].concat().repeat(60);
                let start = Instant::now();
                check(language, source.as_bytes());
                let spent = start.elapsed();
                assert!(spent < Duration::from_secs(1), "{} took {spent:?} for {first:?} {second:?}", language.name);
            }
        }
    }
}

#[test]
fn names_extensions_and_families_are_consistent() {
    for (index, language) in LANGUAGES.iter().enumerate() {
        let family = LANGUAGES.iter().position(|other| other.name == language.family);
        assert!(family.is_some_and(|family| family <= index), "{}: {}", language.name, language.family);
        for extension in language.extensions {
            let owner = LANGUAGES.iter().find(|other| other.extensions.contains(extension));
            assert_eq!(owner.map(|owner| owner.name), Some(language.name), "{extension}");
        }
    }
}
