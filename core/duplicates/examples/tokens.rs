//! Prints what the lexers make of files, for comparison with other lexers, or how fast they are.
//!
//! `tokens FILE...` prints a line of JSON for each file: its language, its tokens `[kind, code, start, end]`, its functions
//! `[name, start, end]` (bytes). `tokens --time FILE...` reads all files, then times the lexers on them.

use std::path::Path;
use std::time::Instant;

use lode_duplicates::languages::{Language, detect, functions, lex_regions};
use lode_duplicates::token::Token;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let time = arguments.first().is_some_and(|first| first == "--time");
    if time {
        arguments.remove(0);
    }
    let sources = arguments.iter().filter_map(|path| {
        let source = std::fs::read(path).ok()?;
        let name = Path::new(path).file_name()?.to_string_lossy().into_owned();
        Some((path.clone(), detect(&name, &source)?, source))
    });
    if time {
        measure(&sources.collect::<Vec<_>>())
    } else {
        sources.for_each(|(path, language, source)| print(&path, language, &source))
    }
}

fn measure(sources: &[(String, &'static Language, Vec<u8>)]) {
    let bytes: usize = sources.iter().map(|(_, _, source)| source.len()).sum();
    let (mut best, mut best_functions) = (f64::MAX, f64::MAX);
    let (mut count, mut found) = (0u64, 0usize);
    for _ in 0..60 {
        let start = Instant::now();
        count = 0;
        let mut sum = 0u64;
        for (_, language, source) in sources {
            lex_regions(language, source, &mut |_, token| {
                count += 1;
                sum = sum.wrapping_mul(31).wrapping_add(u64::from(token.code) ^ u64::from(token.end));
            });
        }
        best = best.min(start.elapsed().as_secs_f64());
        std::hint::black_box(sum);
        let mut tokens = Vec::new();
        found = 0;
        let mut seconds = 0.0;
        for (_, language, source) in sources {
            tokens.clear();
            lex_regions(language, source, &mut |_, token| tokens.push(token));
            let start = Instant::now();
            found += functions::functions(language, source, &tokens).len();
            seconds += start.elapsed().as_secs_f64();
        }
        best_functions = best_functions.min(seconds);
    }
    println!(
        "{} files, {:.1} MB, {count} tokens: {:.0} MB/s, {:.0} M tokens/s; {found} functions in {:.0} M tokens/s",
        sources.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / best,
        count as f64 / 1e6 / best,
        count as f64 / 1e6 / best_functions,
    );
}

fn print(path: &str, language: &'static Language, source: &[u8]) {
    let mut regions: Vec<(&'static Language, Vec<Token>)> = Vec::new();
    lex_regions(language, source, &mut |language, token| match regions.last_mut() {
        Some((last, tokens)) if *last == language => tokens.push(token),
        _ => regions.push((language, vec![token])),
    });
    let mut tokens = Vec::new();
    let mut found = Vec::new();
    for (language, region) in &regions {
        for function in functions::functions(language, source, region) {
            let name =
                String::from_utf8_lossy(&source[function.name.start as usize..function.name.end as usize]).into_owned();
            let (first, last) = (function.tokens.start as usize, function.tokens.end as usize - 1);
            found.push(serde_json::json!([name, region[first].start, region[last].end]));
        }
        for token in region {
            tokens.push(serde_json::json!([format!("{:?}", token.kind), token.code, token.start, token.end]));
        }
    }
    println!(
        "{}",
        serde_json::json!({ "path": path, "language": language.name, "tokens": tokens, "functions": found })
    );
}
