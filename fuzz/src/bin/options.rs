//! Reads what the fuzzer makes up as the options of each operation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lode_documents::RenderOptions;
use lode_documents::options::{ChunkOptions, ExtractOptions, KeywordOptions, LanguageOptions, parse_options};

fuzz_target!(|data: &[u8]| {
    let _ = parse_options::<ExtractOptions>(data);
    let _ = parse_options::<ChunkOptions>(data);
    let _ = parse_options::<KeywordOptions>(data);
    let _ = parse_options::<LanguageOptions>(data);
    let _ = parse_options::<RenderOptions>(data);
});
