//! From the bytes of a file to streams of tokens: one stream for each family of languages in it, without imports.

use crate::imports;
use crate::languages::functions::{Function, functions};
use crate::languages::{Language, lex_regions};
use crate::token::Token;

/// The tokens of a file that are in one family of languages. A Vue file has one of HTML, one of JavaScript, one of CSS.
pub struct Stream {
    /// The language of its first token.
    pub language: &'static Language,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// Functions, as ranges of `tokens`.
    pub functions: Vec<Function>,
}

/// Reads the streams of a file, in the order of their first tokens.
#[must_use]
pub fn tokenize(language: &'static Language, source: &[u8]) -> Vec<Stream> {
    let mut streams: Vec<Stream> = Vec::new();
    let mut current = 0;
    lex_regions(language, source, &mut |language, token| {
        if streams.get(current).is_none_or(|stream| !std::ptr::eq(stream.language, language)) {
            current = streams.iter().position(|stream| stream.language.family == language.family).unwrap_or_else(|| {
                // Most code has a token for every four to eight bytes.
                let expected = if streams.is_empty() { source.len() / 5 } else { 0 };
                streams.push(Stream { language, tokens: Vec::with_capacity(expected), functions: Vec::new() });
                streams.len() - 1
            });
        }
        streams[current].tokens.push(token);
    });
    for stream in &mut streams {
        stream.functions = functions(stream.language, source, &stream.tokens);
        imports::remove(source, stream);
    }
    streams
}
