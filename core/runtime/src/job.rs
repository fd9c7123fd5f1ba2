//! One operation on its way through an engine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::{Error, ErrorCode, Host, HostFunction, Limits, Payload, Result, pool};

/// How far a job is, in units that its engine chooses (pages, bytes, files).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Units done.
    pub done: u64,
    /// Units in all; 0 while unknown.
    pub total: u64,
}

/// What a caller may set on a job.
#[derive(Default)]
pub struct JobSettings {
    /// Bounds on what the input may cause.
    pub limits: Limits,
    /// The longest the job may run.
    pub timeout: Option<Duration>,
    /// Threads that the job may use; the machine's parallelism when absent.
    pub threads: Option<usize>,
    /// Whom plugin calls, items and progress go to; without one they fail or are dropped.
    pub host: Option<Arc<dyn Host>>,
}

/// What stops a job; see [`Job::watch`].
#[derive(Debug, Clone)]
pub struct Watch {
    cancelled: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

impl Watch {
    /// Whether [`Job::check`] would fail.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.cancelled.load(Ordering::Acquire) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// One operation: its limits, deadline, cancellation, progress, and the way to the host.
pub struct Job {
    limits: Limits,
    deadline: Option<Instant>,
    threads: usize,
    host: Option<Arc<dyn Host>>,
    cancelled: Arc<AtomicBool>,
    expanded: AtomicU64,
    cells: AtomicU64,
}

impl Default for Job {
    fn default() -> Self {
        Self::new(JobSettings::default())
    }
}

impl Job {
    /// A job with the given settings; its clock starts now.
    #[must_use]
    pub fn new(settings: JobSettings) -> Self {
        Self {
            limits: settings.limits,
            deadline: settings.timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
            threads: settings.threads.unwrap_or_else(pool::parallelism).max(1),
            host: settings.host,
            cancelled: Arc::default(),
            expanded: AtomicU64::new(0),
            cells: AtomicU64::new(0),
        }
    }

    /// The bounds of this job.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Threads that this job may use, at least 1.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Asks the job to stop; it does so at its next [`Job::check`].
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
    }

    /// Whether the job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    /// To be called at least every few milliseconds of work.
    ///
    /// # Errors
    /// `Cancelled` after [`Job::cancel`], `Timeout` past the deadline.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::new(ErrorCode::Cancelled, "the job was cancelled"));
        }
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Error::new(
                ErrorCode::Timeout,
                "the job ran longer than its timeout; raise `timeout` or give a smaller input",
            ));
        }
        Ok(())
    }

    /// Tells whether the job is to stop, where the job itself cannot be had.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch { cancelled: self.cancelled.clone(), deadline: self.deadline }
    }

    /// Counts `bytes` of decompressed data against the limit of the whole job.
    ///
    /// # Errors
    /// `LimitExpandedBytes` when the sum is above the limit.
    pub fn charge_expanded(&self, bytes: u64) -> Result<()> {
        let before = self.expanded.fetch_add(bytes, Ordering::Relaxed);
        self.limits.expanded_bytes(before.saturating_add(bytes))
    }

    /// Counts `cells` of tables against the limit of the whole job. Call it before allocating them.
    ///
    /// # Errors
    /// `LimitTableCells` when the sum is above the limit.
    pub fn charge_cells(&self, cells: u64) -> Result<()> {
        let before = self.cells.fetch_add(cells, Ordering::Relaxed);
        self.limits.table_cells(before.saturating_add(cells))
    }

    /// Tells the host how far the job is.
    pub fn progress(&self, done: u64, total: u64) {
        if let Some(host) = &self.host {
            host.progress(Progress { done, total });
        }
    }

    /// Calls a function of the host. While it waits, this thread's place in the pool is free for other work.
    ///
    /// # Errors
    /// What [`Host::call`] says; `Internal` when the job has no host.
    pub fn call(&self, function: HostFunction, payload: Box<dyn Payload>) -> Result<Vec<u8>> {
        self.check()?;
        pool::parked(|| self.host()?.call(function, payload))
    }

    /// Hands one item of a stream to the host; waits while the host is behind.
    ///
    /// # Errors
    /// What [`Host::item`] says; `Internal` when the job has no host.
    pub fn item(&self, payload: Box<dyn Payload>) -> Result<()> {
        self.check()?;
        pool::parked(|| self.host()?.item(payload))
    }

    /// Ends calls to the host that wait, since the job has failed already.
    pub fn withdraw(&self) {
        if let Some(host) = &self.host {
            host.withdraw();
        }
    }

    fn host(&self) -> Result<&Arc<dyn Host>> {
        self.host.as_ref().ok_or_else(|| Error::internal("this job has no host to call"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_job_says_so_at_its_next_check() {
        let job = Job::default();
        assert!(job.check().is_ok());
        job.cancel();
        assert_eq!(job.check().unwrap_err().code, ErrorCode::Cancelled);
    }

    #[test]
    fn a_job_past_its_deadline_says_so_at_its_next_check() {
        let job = Job::new(JobSettings { timeout: Some(Duration::ZERO), ..JobSettings::default() });
        assert_eq!(job.check().unwrap_err().code, ErrorCode::Timeout);
    }

    #[test]
    fn expanded_bytes_add_up_over_the_job() {
        let limits = Limits { expanded_bytes: crate::Limit::at_most(10), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        assert!(job.charge_expanded(6).is_ok());
        assert_eq!(job.charge_expanded(6).unwrap_err().code, ErrorCode::LimitExpandedBytes);
    }
}
