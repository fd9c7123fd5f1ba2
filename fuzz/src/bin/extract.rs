//! Extracts what the fuzzer makes up, as the format that `LODE_FUZZ_FORMAT` names (a media type; absent: as detected).
#![no_main]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use lode_documents::extract_bytes;
use lode_documents::model::OutputFormat;
use lode_documents::options::{ExtractOptions, Toggle};
use lode_runtime::{Bytes, Job, JobSettings, Limit, Limits};

static OPTIONS: LazyLock<ExtractOptions> = LazyLock::new(|| ExtractOptions {
    mime_type: std::env::var("LODE_FUZZ_FORMAT").ok(),
    output_format: OutputFormat::Markdown,
    images: Toggle::Flag(true),
    ..ExtractOptions::default()
});

fuzz_target!(|data: &[u8]| {
    let bytes: Bytes = Arc::new(data.to_vec());
    let limits = Limits {
        expanded_bytes: Limit::at_most(16 << 20),
        pixels: Limit::at_most(1 << 20),
        table_cells: Limit::at_most(100_000),
        pages: Limit::at_most(100),
        ..Limits::default()
    };
    let settings = JobSettings { limits, timeout: Some(Duration::from_secs(5)), threads: Some(1), ..JobSettings::default() };
    if let Ok(extraction) = extract_bytes(&bytes, &OPTIONS, &Job::new(settings)) {
        for element in &extraction.elements {
            assert!(extraction.content.get(element.text.start..element.text.end).is_some());
        }
    }
});
