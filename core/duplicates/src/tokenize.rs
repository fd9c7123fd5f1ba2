//! From the bytes of a file to streams of tokens: one stream for each family of languages in it, without imports.

use lode_runtime::{Job, Result};

use crate::imports;
use crate::languages::functions::{Function, functions};
use crate::languages::{Language, lex_regions_while};
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

/// Reads the streams of a file, in the order of their first tokens. `tokens` is room for them.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn tokenize(language: &'static Language, source: &[u8], mut tokens: Vec<Token>, job: &Job) -> Result<Vec<Stream>> {
    tokens.clear();
    // Most code has a token for every four to eight bytes.
    tokens.reserve(source.len() / 5);
    // Where the language changes: the first token of each region.
    let mut regions: Vec<(&'static Language, usize)> = Vec::new();
    let mut current: *const Language = std::ptr::null();
    lex_regions_while(language, source, &|| job.check().is_ok(), &mut |language, token| {
        if !std::ptr::eq(current, language) {
            current = language;
            regions.push((language, tokens.len()));
        }
        tokens.push(token);
    });
    let mut streams = divide(tokens, &regions);
    for stream in &mut streams {
        job.check()?;
        stream.functions = functions(stream.language, source, &stream.tokens);
        imports::remove(source, stream);
    }
    job.check()?;
    Ok(streams)
}

/// Gathers the regions that are in the same family of languages.
fn divide(tokens: Vec<Token>, regions: &[(&'static Language, usize)]) -> Vec<Stream> {
    if let [(language, _)] = regions {
        return vec![Stream { language, tokens, functions: Vec::new() }];
    }
    let mut streams: Vec<Stream> = Vec::new();
    for (index, (language, start)) in regions.iter().enumerate() {
        let end = regions.get(index + 1).map_or(tokens.len(), |(_, start)| *start);
        let known = streams.iter().position(|stream| stream.language.family == language.family);
        let at = known.unwrap_or_else(|| {
            streams.push(Stream { language, tokens: Vec::new(), functions: Vec::new() });
            streams.len() - 1
        });
        streams[at].tokens.extend_from_slice(&tokens[*start..end]);
    }
    streams
}
