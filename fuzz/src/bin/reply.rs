//! Answers a job's calls of the host with what the fuzzer makes up: an OCR backend's reply, a sizer's number.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use lode_documents::options::{ExtractOptions, parse_options};
use lode_documents::{enrich, extract_bytes};
use lode_runtime::{Bytes, Host, HostFunction, Job, JobSettings, Payload, Progress, Result};

struct Answers(Vec<u8>);

impl Host for Answers {
    fn call(&self, _: HostFunction, _: Box<dyn Payload>) -> Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn item(&self, _: Box<dyn Payload>) -> Result<()> {
        Ok(())
    }

    fn progress(&self, _: Progress) {}
}

/// A picture of one pixel (the smallest GIF there is), which takes OCR to read.
const PICTURE: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

static OPTIONS: LazyLock<ExtractOptions> = LazyLock::new(|| {
    parse_options(br#"{"ocr":{"backend":{"name":"fuzz","function":0}}}"#).unwrap_or_default()
});

fuzz_target!(|data: &[u8]| {
    let job = || Job::new(JobSettings { host: Some(Arc::new(Answers(data.to_vec()))), ..JobSettings::default() });
    let picture: Bytes = Arc::new(PICTURE);
    let _ = extract_bytes(&picture, &OPTIONS, &job());
    if let Ok(options) = parse_options(br#"{"sizer":{"function":0},"maxCharacters":3}"#) {
        let _ = enrich::chunk("one two three four", &options, &job());
    }
});
