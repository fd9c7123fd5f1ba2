//! Renders the pages of what the fuzzer makes up, as the format that `LODE_FUZZ_FORMAT` names (absent: PDF).
#![no_main]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use lode_documents::{RenderOptions, render_pages};
use lode_runtime::{
    Bytes, Error, Host, HostFunction, Job, JobSettings, Limit, Limits, Payload, Progress, Result,
};

/// Takes every page.
struct Taker;

impl Host for Taker {
    fn call(&self, _: HostFunction, _: Box<dyn Payload>) -> Result<Vec<u8>> {
        Err(Error::internal("rendering calls no function"))
    }

    fn item(&self, payload: Box<dyn Payload>) -> Result<()> {
        payload.write(&mut vec![0; payload.size()]);
        Ok(())
    }

    fn progress(&self, _: Progress) {}
}

static OPTIONS: LazyLock<RenderOptions> = LazyLock::new(|| RenderOptions {
    mime_type: Some(std::env::var("LODE_FUZZ_FORMAT").unwrap_or_else(|_| "application/pdf".into())),
    dpi: Some(20.0),
    ..RenderOptions::default()
});

fuzz_target!(|data: &[u8]| {
    let bytes: Bytes = Arc::new(data.to_vec());
    let limits = Limits {
        expanded_bytes: Limit::at_most(16 << 20),
        pixels: Limit::at_most(1 << 20),
        pages: Limit::at_most(10),
        ..Limits::default()
    };
    let settings = JobSettings {
        limits,
        timeout: Some(Duration::from_secs(5)),
        threads: Some(1),
        host: Some(Arc::new(Taker)),
    };
    let _ = render_pages(&bytes, &OPTIONS, &Job::new(settings));
});
