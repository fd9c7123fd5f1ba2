//! Reads what the fuzzer makes up in each of the languages, one after the other, or in the one that the first byte names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lode_duplicates::languages::{LANGUAGES, detect, functions, lex_regions};
use lode_duplicates::token::Token;

fuzz_target!(|data: &[u8]| {
    let Some((&first, source)) = data.split_first() else { return };
    let language = &LANGUAGES[usize::from(first) % LANGUAGES.len()];
    let mut end = 0;
    let mut tokens: Vec<Token> = Vec::new();
    lex_regions(language, source, &mut |_, token| {
        assert!(token.start >= end && token.end > token.start && token.end as usize <= source.len());
        end = token.end;
        tokens.push(token);
    });
    for function in functions::functions(language, source, &tokens) {
        assert!(function.tokens.start < function.tokens.end && function.tokens.end as usize <= tokens.len());
        assert!(function.name.start <= function.name.end && function.name.end as usize <= source.len());
    }
    let _ = detect("file.h", source);
});
