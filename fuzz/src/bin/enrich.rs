//! Chunks, keywords, languages and quality of whatever text the fuzzer makes up.
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use lode_documents::enrich;
use lode_documents::model::Extraction;
use lode_documents::options::{ExtractOptions, parse_options};
use lode_runtime::{Job, JobSettings};

static OPTIONS: LazyLock<Vec<ExtractOptions>> = LazyLock::new(|| {
    [
        r#"{"chunking":{"maxCharacters":40,"overlap":7},"keywords":{"algorithm":"yake"},"languageDetection":true,"quality":true}"#,
        r#"{"chunking":{"maxCharacters":9,"by":"markdown"},"keywords":{"algorithm":"rake","language":"en"}}"#,
    ]
    .iter()
    .filter_map(|json| parse_options(json.as_bytes()).ok())
    .collect()
});

fuzz_target!(|text: &str| {
    for options in OPTIONS.iter() {
        let settings = JobSettings { timeout: Some(Duration::from_secs(5)), threads: Some(1), ..JobSettings::default() };
        let mut extraction = Extraction { content: text.into(), ..Extraction::default() };
        let _ = enrich::enrich(&mut extraction, options, &Job::new(settings));
        for chunk in &extraction.chunks {
            assert!(text.get(chunk.text.start..chunk.text.end).is_some());
        }
    }
});
