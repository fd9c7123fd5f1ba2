//! How an operation of an engine starts: its options are read, its work becomes a job.

use std::sync::Arc;

use lode_runtime::{Job, Payload, Result, parse_options};
use serde::de::DeserializeOwned;

use crate::arguments::{Output, bytes, text};
use crate::hub::Hub;
use crate::job::{Common, new_job, start};
use crate::status::{LodeStatus, entry};

/// The options of an operation.
pub trait Options: DeserializeOwned + Send + 'static {
    /// What they share with those of other operations; nothing where an operation has no such options.
    fn common(&self) -> Common {
        Common::default()
    }
}

/// Starts an operation with options of type `O`, which are read here, on the caller's thread. `calls_host` is for jobs that call
/// the host whatever their options say.
pub fn start_with<O: Options, P: Payload + 'static>(
    hub: &Arc<Hub>,
    job: u64,
    options: &[u8],
    calls_host: bool,
    work: impl FnOnce(&O, &Job) -> Result<P> + Send + 'static,
) -> Result<(), LodeStatus> {
    match parse_options::<O>(options) {
        Ok(options) => {
            let mut common = options.common();
            common.calls_host |= calls_host;
            start(hub, job, Ok(common), move |job| work(&options, job))
        }
        Err(error) => start(hub, job, Err(error), |_| Ok(Vec::new())),
    }
}

/// Starts an operation on the text at `data`.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
pub unsafe fn start_on_text<O: Options, P: Payload + 'static>(
    hub: u64,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
    work: impl FnOnce(&str, &O, &Job) -> Result<P> + Send + 'static,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, options, job) = unsafe { (text(data, length)?, bytes(options, options_length)?, Output::new(job)?) };
        let (hub, id) = new_job(hub)?;
        let data = data.to_string();
        start_with(&hub, id, options, false, move |options, job| work(&data, options, job))?;
        job.set(id);
        Ok(())
    })
}
