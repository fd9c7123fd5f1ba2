//! One call from a job to a function of the host, and the wait for its answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lode_runtime::{Error, ErrorCode, Payload, Result};

use crate::status::LodeStatus;

/// How long either side stays awake for the other in a burst of calls. Longer than a quick function takes, shorter than
/// parking and waking costs.
pub const SPIN: Duration = Duration::from_micros(40);

/// A call that waits for its answer.
pub struct Request {
    /// The job that asks.
    pub job: u64,
    asked_at: Instant,
    payload: Mutex<Option<Box<dyn Payload>>>,
    answered: AtomicBool,
    answer: Mutex<Option<Result<Vec<u8>>>>,
    ready: Condvar,
}

impl Request {
    /// A call of `job` with `payload`.
    pub fn new(job: u64, payload: Box<dyn Payload>) -> Self {
        Self {
            job,
            asked_at: Instant::now(),
            payload: Mutex::new(Some(payload)),
            answered: AtomicBool::new(false),
            answer: Mutex::new(None),
            ready: Condvar::new(),
        }
    }

    /// Whether an answer now is a quick one: the host was awake, or as good as, and its function short.
    pub fn is_fresh(&self) -> bool {
        self.asked_at.elapsed() < 2 * SPIN
    }

    /// Writes the argument, once.
    pub fn write_payload(&self, out: &mut [u8]) -> Result<(), LodeStatus> {
        let mut place = self.payload.lock().unwrap_or_else(PoisonError::into_inner);
        let payload = place.take_if(|payload| payload.size() == out.len());
        match payload {
            Some(payload) => {
                drop(place);
                payload.write(out);
                Ok(())
            }
            None if place.is_some() => Err(LodeStatus::BufferSize),
            None => Err(LodeStatus::NotFound),
        }
    }

    /// Gives the answer; the first one counts.
    pub fn answer(&self, answer: Result<Vec<u8>>) {
        let mut place = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.answered.load(Ordering::Relaxed) {
            *place = Some(answer);
            self.answered.store(true, Ordering::Release);
            // With the lock let go: to take it is the first thing that the waiter does.
            drop(place);
            self.ready.notify_one();
        }
    }

    /// Waits for the answer, awake for a short while first when `spin` is set, no longer than until `deadline`.
    pub fn wait(&self, spin: bool, deadline: Option<Instant>) -> Result<Vec<u8>> {
        if spin {
            let start = Instant::now();
            while !self.answered.load(Ordering::Acquire) && start.elapsed() < SPIN {
                std::hint::spin_loop();
            }
        }
        let mut place = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(answer) = place.take() {
                return answer;
            }
            let left = match deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => {
                    return Err(Error::new(
                        ErrorCode::Timeout,
                        "a plugin did not answer within the job's timeout; raise `timeout` or look into the plugin",
                    ));
                }
                Some(left) => left,
                None => Duration::from_secs(3600),
            };
            place = self.ready.wait_timeout(place, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
