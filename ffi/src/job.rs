//! Jobs: how one starts, reaches its host, ends, and is fetched.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use lode_runtime::{Error, Host, HostFunction, Job, JobSettings, Limits, Payload, Progress, Result};
use serde::Serialize;

use crate::arguments::{Output, buffer, bytes};
use crate::hub::Hub;
use crate::hubs::{find, next_id};
use crate::memory::will_be_written;
use crate::status::{LodeStatus, entry};

/// What the options of every operation have in common.
#[derive(Default)]
pub struct Common {
    /// Bounds.
    pub limits: Limits,
    /// Milliseconds.
    pub timeout: Option<f64>,
    /// Threads.
    pub threads: Option<usize>,
    /// Milliseconds between progress events; absent where nobody listens.
    pub progress_interval: Option<f64>,
    /// Whether the job calls functions of the host, or hands it items.
    pub calls_host: bool,
}

fn duration(milliseconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(milliseconds / 1000.0).ok()
}

struct JobHost {
    hub: Arc<Hub>,
    job: u64,
    deadline: Option<Instant>,
    /// Whether the owner's thread is free to answer.
    answered: bool,
}

impl JobHost {
    /// Nobody would answer a job that runs on the thread that waits for it, so asking is refused.
    fn check_answered(&self) -> Result<()> {
        if self.answered {
            return Ok(());
        }
        Err(Error::internal("a defect in Lode, please report it: the host was called by a job that did not say so"))
    }
}

impl Host for JobHost {
    fn call(&self, function: HostFunction, payload: Box<dyn Payload>) -> Result<Vec<u8>> {
        self.check_answered()?;
        self.hub.call(self.job, function.0, payload, self.deadline)
    }

    fn item(&self, payload: Box<dyn Payload>) -> Result<()> {
        self.check_answered()?;
        self.hub.item(self.job, payload, self.deadline)
    }

    fn withdraw(&self) {
        self.hub.withdraw(self.job);
    }

    fn progress(&self, progress: Progress) {
        self.hub.progress(self.job, progress);
    }
}

/// Starts `work` as job `id` of `hub`. Options that could not be read make a job that fails.
pub fn start<P: Payload + 'static>(
    hub: &Arc<Hub>,
    id: u64,
    common: Result<Common>,
    work: impl FnOnce(&Job) -> Result<P> + Send + 'static,
) -> Result<(), LodeStatus> {
    silence_panics();
    let (common, refused) = match common {
        Ok(common) => (common, None),
        Err(error) => (Common::default(), Some(error)),
    };
    let timeout = common.timeout.and_then(duration);
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let talks_with_host = common.calls_host || common.progress_interval.is_some();
    let answered = hub.answers(talks_with_host);
    let host: Arc<dyn Host> = Arc::new(JobHost { hub: hub.clone(), job: id, deadline, answered });
    let settings = JobSettings { limits: common.limits, timeout, threads: common.threads, host: Some(host) };
    let job = Arc::new(Job::new(settings));
    hub.add(id, job.clone(), common.progress_interval.and_then(duration))?;
    if let Some(error) = refused {
        hub.finish(id, Err(error));
        return Ok(());
    }
    let owner = hub.clone();
    let task = move || owner.finish(id, run(|| job.check().and_then(|()| work(&job))));
    hub.run(task, talks_with_host).map_err(|_| {
        // The caller sees the status; the job must not stay behind.
        let _ = hub.cancel(id);
        LodeStatus::Exhausted
    })
}

/// Where a job that runs on this thread panicked.
enum PanicPlace {
    NoJob,
    Job(Option<String>),
}

thread_local! {
    static PANIC_PLACE: RefCell<PanicPlace> = const { RefCell::new(PanicPlace::NoJob) };
}

/// A job's panic is reported in its error, not on the user's terminal. The hook is that of this library alone.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let silenced = PANIC_PLACE.with_borrow_mut(|place| match place {
                PanicPlace::NoJob => false,
                PanicPlace::Job(place) => {
                    *place = info.location().map(ToString::to_string);
                    true
                }
            });
            if !silenced {
                usual(info);
            }
        }));
    });
}

/// Runs a job; a panic becomes an error.
fn run<P: Payload + 'static>(work: impl FnOnce() -> Result<P>) -> Result<Box<dyn Payload>> {
    PANIC_PLACE.set(PanicPlace::Job(None));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let place = PANIC_PLACE.replace(PanicPlace::NoJob);
    let outcome = outcome.unwrap_or_else(|panic| Err(panic_error(panic.as_ref(), place)));
    outcome.map(|payload| Box::new(payload) as Box<dyn Payload>)
}

fn panic_error(panic: &(dyn Any + Send), place: PanicPlace) -> Error {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let place = match place {
        PanicPlace::Job(Some(place)) => format!(" at {place}"),
        _ => String::new(),
    };
    Error::internal(format!("a defect in Lode, please report it: {}{place}", message.unwrap_or("panic")))
}

/// An error as JavaScript reads it.
pub fn error_json(error: &Error) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Wire<'a> {
        code: u32,
        message: &'a str,
        sources: &'a [String],
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        offset: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        request: Option<u64>,
    }
    let wire = Wire {
        code: error.code as u32,
        message: &error.message,
        sources: &error.sources,
        path: error.path.as_deref(),
        page: error.page,
        line: error.line,
        offset: error.offset,
        request: error.request,
    };
    // Strings and numbers always serialize.
    serde_json::to_vec(&wire).unwrap_or_default()
}

/// Gives a number for a job that is about to be started with a call that takes one.
///
/// Fails with `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `job` is NULL or points to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_job_reserve(job: *mut u64) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let job = unsafe { Output::new(job) }?;
        job.set(next_id());
        Ok(())
    })
}

/// Stops a job within milliseconds and forgets it: no event of it is delivered any more, nothing is left to take. Items of
/// a job that has ended are forgotten, too.
///
/// Fails with `LODE_STATUS_NOT_FOUND` for a job that is not there, or no longer.
#[unsafe(no_mangle)]
pub extern "C" fn lode_job_cancel(hub: u64, job: u64) -> LodeStatus {
    entry(|| find(hub)?.cancel(job))
}

/// Writes what a job came to and forgets the job: the result after `LODE_EVENT_KIND_COMPLETED`, the error as JSON after
/// `LODE_EVENT_KIND_FAILED`.
///
/// Fails with `LODE_STATUS_NOT_FOUND` for a job that is not there or has not ended, `LODE_STATUS_BUFFER_SIZE` when `length`
/// is not the event's `size`, `LODE_STATUS_NULL_POINTER`.
///
/// Binding: nonblocking as job_take_async
///
/// # Safety
/// `out` points to `length` writable bytes until the call has returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_job_take(hub: u64, job: u64, out: *mut u8, length: usize) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let out = unsafe { buffer(out, length) }?;
        will_be_written(out.as_mut_ptr(), out.len());
        find(hub)?.take(job, out)
    })
}

/// Writes an item of a stream and forgets it; the stream goes on.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_BUFFER_SIZE` when `length` is not the event's `size`,
/// `LODE_STATUS_NULL_POINTER`.
///
/// Binding: nonblocking as item_take_async
///
/// # Safety
/// `out` points to `length` writable bytes until the call has returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_item_take(hub: u64, item: u64, out: *mut u8, length: usize) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let out = unsafe { buffer(out, length) }?;
        will_be_written(out.as_mut_ptr(), out.len());
        find(hub)?.take_item(item, out)
    })
}

/// Writes the argument of a request. It can be written once.
///
/// Fails with `LODE_STATUS_NOT_FOUND` for a request that is not there, was answered, or whose argument was taken,
/// `LODE_STATUS_BUFFER_SIZE` when `length` is not the event's `size`, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `out` points to `length` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_request_take(hub: u64, request: u64, out: *mut u8, length: usize) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let out = unsafe { buffer(out, length) }?;
        find(hub)?.request(request)?.write_payload(out)
    })
}

/// Answers a request. The bytes are copied.
///
/// Fails with `LODE_STATUS_NOT_FOUND` for a request that is not there, or was answered, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `data` points to `length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_request_reply(hub: u64, request: u64, data: *const u8, length: usize) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let data = unsafe { bytes(data, length) }?;
        find(hub)?.answer(request, Ok(data.to_vec()))
    })
}

/// Answers a request with a failure: the job ends with the error `code` (a number of the error table), whose JSON carries
/// `request`, so that the host finds again what was thrown.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_INVALID_UTF8`, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `message` points to `length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_request_fail(
    hub: u64,
    request: u64,
    code: u32,
    message: *const u8,
    length: usize,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let message = unsafe { crate::arguments::text(message, length) }?;
        let code = lode_runtime::ErrorCode::ALL.iter().find(|known| **known as u32 == code);
        let mut error = Error::new(code.copied().unwrap_or(lode_runtime::ErrorCode::Plugin), message);
        error.request = Some(request);
        find(hub)?.answer(request, Err(error))
    })
}

/// The hub with this number, and a new job's number.
pub fn new_job(hub: u64) -> Result<(Arc<Hub>, u64), LodeStatus> {
    Ok((find(hub)?, next_id()))
}
