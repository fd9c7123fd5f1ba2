//! The hub of one JavaScript thread: its jobs, what they tell, and what they wait for.
//!
//! There are no callbacks from native threads: a Worker that ends under one would take the process with it. Everything
//! that happens is an event in the hub's queue, and the owner fetches events when it likes. A hub is closed by its owner,
//! or by the end of the thread that opened it.

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lode_runtime::stack::with_large_stack;
use lode_runtime::{Error, ErrorCode, Job, Payload, Progress, Result, pool};

use crate::allocator::give_back_when_idle;
use crate::event::{LodeEvent, LodeEventKind};
use crate::hubs::next_id;
use crate::pipe::Pipe;
use crate::request::{Request, SPIN};
use crate::status::LodeStatus;

/// Items of one stream that may wait for the host.
const RING: usize = 3;

/// What `lode_hub_arm` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum LodeHubReadiness {
    /// Nothing is there: park. The next event wakes the pipe.
    Park = 0,
    /// Events are there: fetch them.
    Ready = 1,
    /// Nothing is there, but in this burst of calls the next request is likely within microseconds: ask again.
    Poll = 2,
}

/// How a hub's owner waits for its jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It does something else meanwhile; jobs run on threads of their own.
    Asynchronous,
    /// It waits in [`Hub::wait`], for one job at a time, which runs there and then.
    Synchronous,
}

/// A job's work, to be done once.
type Task = Box<dyn FnOnce() + Send>;

/// What a job made for later ones.
type Kept = Arc<dyn Any + Send + Sync>;

/// A hub.
pub struct Hub {
    mode: Mode,
    state: Mutex<State>,
    posted: Condvar,
    taken: Condvar,
}

#[derive(Default)]
struct State {
    events: VecDeque<LodeEvent>,
    jobs: HashMap<u64, Entry>,
    /// Work for the thread that waits.
    deferred: VecDeque<Task>,
    requests: HashMap<u64, Arc<Request>>,
    items: HashMap<u64, (u64, Box<dyn Payload>)>,
    kept: HashMap<u64, Kept>,
    pipe: Option<Arc<Pipe>>,
    armed: bool,
    waiting: usize,
    closed: bool,
    /// When the last request was answered.
    answered_at: Option<Instant>,
    /// The last request was answered quickly: the next is worth staying awake for on the asking side.
    quick: bool,
    /// The last request came right after an answer: the next is worth staying awake for on the answering side.
    burst: bool,
}

struct Entry {
    job: Arc<Job>,
    outcome: Option<Box<dyn Payload>>,
    untaken: usize,
    /// The job has failed, and calls nobody any more.
    withdrawn: bool,
    progress: ProgressEntry,
}

#[derive(Default)]
struct ProgressEntry {
    interval: Option<Duration>,
    latest: Option<Progress>,
    queued: bool,
    told_at: Option<Instant>,
}

impl Hub {
    /// A hub without jobs.
    pub fn new(mode: Mode) -> Self {
        Self { mode, state: Mutex::default(), posted: Condvar::new(), taken: Condvar::new() }
    }

    /// Sees to it that a job's work is done: by the thread that waits for it where that can, else by a thread of the pool.
    ///
    /// What talks with the host while it runs needs the owner's thread for the answers.
    pub fn run(&self, task: impl FnOnce() + Send + 'static, talks_with_host: bool) -> Result<()> {
        if self.answers(talks_with_host) {
            return pool::spawn(task);
        }
        self.lock().deferred.push_back(Box::new(task));
        Ok(())
    }

    /// Whether the owner's thread can answer what a job asks while it runs.
    pub fn answers(&self, talks_with_host: bool) -> bool {
        self.mode == Mode::Asynchronous || talks_with_host
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues an event and wakes the owner, with the lock let go: the owner's first step is to take it.
    fn post(&self, mut state: MutexGuard<State>, event: LodeEvent) {
        state.events.push_back(event);
        let waits = state.waiting > 0;
        let pipe = if std::mem::take(&mut state.armed) { state.pipe.clone() } else { None };
        drop(state);
        if waits {
            self.posted.notify_one();
        }
        if let Some(pipe) = pipe {
            pipe.wake();
        }
    }

    /// Takes a job in. `progress_interval` is absent where nobody wants to know.
    pub fn add(&self, id: u64, job: Arc<Job>, progress_interval: Option<Duration>) -> Result<(), LodeStatus> {
        let mut state = self.lock();
        if state.closed {
            return Err(LodeStatus::Closed);
        }
        let progress = ProgressEntry { interval: progress_interval, ..ProgressEntry::default() };
        state.jobs.insert(id, Entry { job, outcome: None, untaken: 0, withdrawn: false, progress });
        Ok(())
    }

    /// Keeps what a job came to until it is taken.
    pub fn finish(&self, id: u64, outcome: Result<Box<dyn Payload>>) {
        let mut state = self.lock();
        let Some(entry) = state.jobs.get_mut(&id) else { return };
        let (kind, code, payload): (_, _, Box<dyn Payload>) = match outcome {
            Ok(payload) => (LodeEventKind::Completed, 0, payload),
            Err(error) => (LodeEventKind::Failed, error.code as u32, Box::new(crate::job::error_json(&error))),
        };
        let size = payload.size() as u64;
        entry.outcome = Some(payload);
        if kind == LodeEventKind::Completed && entry.progress.interval.is_some() && entry.progress.told_at.is_none() {
            // What is read in one go is done.
            entry.progress.latest.get_or_insert(Progress { done: 1, total: 1 });
        }
        // The last progress always arrives.
        if entry.progress.latest.is_some() && !std::mem::replace(&mut entry.progress.queued, true) {
            state.events.push_back(LodeEvent::new(LodeEventKind::Progress, id));
        }
        self.post(state, LodeEvent { code, size, ..LodeEvent::new(kind, id) });
    }

    /// Notes how far a job is, and tells so if it has been a while.
    pub fn progress(&self, id: u64, progress: Progress) {
        let mut state = self.lock();
        let Some(entry) = state.jobs.get_mut(&id) else { return };
        let Some(interval) = entry.progress.interval else { return };
        entry.progress.latest = Some(progress);
        let due = entry.progress.told_at.is_none_or(|told_at| told_at.elapsed() >= interval);
        if due && !std::mem::replace(&mut entry.progress.queued, true) {
            self.post(state, LodeEvent::new(LodeEventKind::Progress, id));
        }
    }

    /// Asks the host and waits for the answer.
    pub fn call(
        &self,
        job: u64,
        function: u32,
        payload: Box<dyn Payload>,
        deadline: Option<Instant>,
    ) -> Result<Vec<u8>> {
        let size = payload.size() as u64;
        let request = Arc::new(Request::new(job, payload));
        let id = next_id();
        let spin = {
            let mut state = self.lock();
            if state.jobs.get(&job).is_none_or(|entry| entry.withdrawn) {
                return Err(cancelled());
            }
            state.burst = state.answered_at.is_some_and(|answered_at| answered_at.elapsed() < SPIN);
            state.requests.insert(id, request.clone());
            let event = LodeEvent::new(LodeEventKind::HostRequest, job);
            let spin = state.burst && state.quick;
            self.post(state, LodeEvent { code: function, request: id, size, ..event });
            spin
        };
        let answer = request.wait(spin, deadline);
        self.lock().requests.remove(&id);
        answer
    }

    /// Queues an item of a stream; waits while the host has several to take yet.
    pub fn item(&self, id: u64, payload: Box<dyn Payload>, deadline: Option<Instant>) -> Result<()> {
        let takes_block = self.reserve_item(id, deadline)?;
        let payload = if takes_block && payload.is_work() { Box::new(payload.into_bytes()) } else { payload };
        let mut state = self.lock();
        if !state.jobs.contains_key(&id) {
            return Err(cancelled());
        }
        let item = next_id();
        let size = payload.size() as u64;
        state.items.insert(item, (id, payload));
        let event = LodeEvent::new(LodeEventKind::Item, id);
        self.post(state, LodeEvent { request: item, size, ..event });
        Ok(())
    }

    /// Waits for a place in the job's ring. Tells whether the host takes items on the thread that waits for events: one that
    /// reads a pipe does.
    fn reserve_item(&self, id: u64, deadline: Option<Instant>) -> Result<bool> {
        let mut state = self.lock();
        loop {
            let Some(entry) = state.jobs.get_mut(&id) else { return Err(cancelled()) };
            if entry.untaken < RING {
                entry.untaken += 1;
                return Ok(state.pipe.is_some());
            }
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Err(Error::new(
                    ErrorCode::Timeout,
                    "items were not taken within the job's timeout; raise `timeout`",
                ));
            }
            state =
                self.taken.wait_timeout(state, Duration::from_millis(100)).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The request with this number, while it waits.
    pub fn request(&self, id: u64) -> Result<Arc<Request>, LodeStatus> {
        self.lock().requests.get(&id).cloned().ok_or(LodeStatus::NotFound)
    }

    /// Answers a request.
    pub fn answer(&self, id: u64, answer: Result<Vec<u8>>) -> Result<(), LodeStatus> {
        let request = {
            let mut state = self.lock();
            let request = state.requests.remove(&id).ok_or(LodeStatus::NotFound)?;
            state.answered_at = Some(Instant::now());
            state.quick = request.is_fresh();
            request
        };
        request.answer(answer);
        Ok(())
    }

    /// Writes what a job came to, and forgets the job.
    pub fn take(&self, id: u64, out: &mut [u8]) -> Result<(), LodeStatus> {
        let outcome = {
            let mut state = self.lock();
            let entry = state.jobs.get(&id).ok_or(LodeStatus::NotFound)?;
            let size = entry.outcome.as_ref().map(|payload| payload.size()).ok_or(LodeStatus::NotFound)?;
            if size != out.len() {
                return Err(LodeStatus::BufferSize);
            }
            // Items that were not taken yet stay.
            state.jobs.remove(&id)
        };
        if let Some(outcome) = outcome.and_then(|entry| entry.outcome) {
            outcome.write(out);
        }
        give_back_when_idle();
        Ok(())
    }

    /// Writes an item, and makes place for the next.
    pub fn take_item(&self, id: u64, out: &mut [u8]) -> Result<(), LodeStatus> {
        let payload = self.remove_item(id, out.len())?;
        payload.write(out);
        drop(payload);
        give_back_when_idle();
        Ok(())
    }

    /// Hands over the memory of an item of `size` bytes, and makes place for the next.
    pub fn lend_item(&self, id: u64, size: usize) -> Result<Vec<u8>, LodeStatus> {
        let bytes = self.remove_item(id, size)?.into_bytes();
        give_back_when_idle();
        Ok(bytes)
    }

    fn remove_item(&self, id: u64, size: usize) -> Result<Box<dyn Payload>, LodeStatus> {
        let mut state = self.lock();
        let (_, payload) = state.items.get(&id).ok_or(LodeStatus::NotFound)?;
        if payload.size() != size {
            return Err(LodeStatus::BufferSize);
        }
        let (job, payload) = state.items.remove(&id).ok_or(LodeStatus::NotFound)?;
        if let Some(entry) = state.jobs.get_mut(&job) {
            entry.untaken = entry.untaken.saturating_sub(1);
        }
        self.taken.notify_all();
        Ok(payload)
    }

    /// Keeps what a job made for later ones, until it is let go or the hub is closed. The number is its name.
    pub fn keep(&self, value: Kept) -> Result<u64> {
        let mut state = self.lock();
        if state.closed {
            return Err(cancelled());
        }
        let id = next_id();
        state.kept.insert(id, value);
        Ok(id)
    }

    /// What is kept under this number, if it is a `T`.
    pub fn kept<T: Any + Send + Sync>(&self, id: u64) -> Result<Arc<T>, LodeStatus> {
        let kept = self.lock().kept.get(&id).cloned().ok_or(LodeStatus::NotFound)?;
        kept.downcast().map_err(|_| LodeStatus::NotFound)
    }

    /// Lets go of what is kept under this number; jobs that use it still have it.
    pub fn let_go(&self, id: u64) -> Result<(), LodeStatus> {
        let kept = self.lock().kept.remove(&id);
        kept.map(drop).ok_or(LodeStatus::NotFound)
    }

    /// Ends the calls of a job that wait for an answer, and those to come.
    pub fn withdraw(&self, id: u64) {
        let requests = {
            let mut state = self.lock();
            let Some(entry) = state.jobs.get_mut(&id) else { return };
            entry.withdrawn = true;
            state.take_requests(id)
        };
        requests.iter().for_each(|request| request.answer(Err(cancelled())));
    }

    /// Stops a job and forgets it and its items: none of its events is delivered any more.
    pub fn cancel(&self, id: u64) -> Result<(), LodeStatus> {
        let (entry, requests) = {
            let mut state = self.lock();
            state.items.retain(|_, (job, _)| *job != id);
            let entry = state.jobs.remove(&id).ok_or(LodeStatus::NotFound)?;
            state.events.retain(|event| event.job != id);
            (entry, state.take_requests(id))
        };
        entry.job.cancel();
        requests.iter().for_each(|request| request.answer(Err(cancelled())));
        self.taken.notify_all();
        Ok(())
    }

    /// Does the work that was left for the thread that waits.
    pub fn work(&self) {
        loop {
            let Some(task) = self.lock().deferred.pop_front() else { return };
            with_large_stack(task);
        }
    }

    /// Moves queued events to `out`; waits up to `timeout` for the first.
    pub fn wait(&self, out: &mut [LodeEvent], timeout: Duration) -> Result<usize, LodeStatus> {
        self.work();
        let mut state = self.lock();
        if state.events.is_empty() && !timeout.is_zero() && !state.closed {
            state = self.linger(state);
            let deadline = Instant::now() + timeout;
            while state.events.is_empty() && !state.closed {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    break;
                }
                state.waiting += 1;
                state = self.posted.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
                state.waiting -= 1;
            }
        }
        if state.closed {
            return Err(LodeStatus::Closed);
        }
        Ok(state.drain(out))
    }

    /// Stays awake a moment if the next request is likely to come right away.
    fn linger<'a>(&'a self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        while state.expects_request() && state.events.is_empty() {
            drop(state);
            std::hint::spin_loop();
            state = self.lock();
        }
        state
    }

    /// Whether to fetch events, ask again, or park, which arms the pipe.
    pub fn arm(&self) -> LodeHubReadiness {
        let mut state = self.lock();
        if !state.events.is_empty() || state.closed {
            return LodeHubReadiness::Ready;
        }
        if state.expects_request() {
            return LodeHubReadiness::Poll;
        }
        state.armed = true;
        LodeHubReadiness::Park
    }

    /// The descriptor of the pipe, which is opened at the first call.
    pub fn descriptor(&self) -> Result<i32, LodeStatus> {
        let mut state = self.lock();
        if state.pipe.is_none() {
            let pipe = Pipe::open().map_err(|error| match error.kind() {
                std::io::ErrorKind::Unsupported => LodeStatus::Unsupported,
                _ => LodeStatus::Exhausted,
            })?;
            // What was posted since the hub was armed found no pipe to wake.
            if !state.events.is_empty() {
                pipe.wake();
            }
            state.pipe = Some(Arc::new(pipe));
        }
        state.pipe.as_deref().map(Pipe::descriptor).ok_or(LodeStatus::Exhausted)
    }

    /// Cancels the jobs, and ends every wait.
    pub fn close(&self) {
        let state = {
            let mut state = self.lock();
            state.closed = true;
            let rest = std::mem::take(&mut *state);
            state.closed = true;
            state.waiting = rest.waiting;
            rest
        };
        state.jobs.values().for_each(|entry| entry.job.cancel());
        state.requests.values().for_each(|request| request.answer(Err(cancelled())));
        self.posted.notify_all();
        self.taken.notify_all();
    }
}

impl State {
    /// In a burst of calls, shortly after an answer.
    fn expects_request(&self) -> bool {
        self.burst && self.answered_at.is_some_and(|answered_at| answered_at.elapsed() < SPIN)
    }

    /// Takes out what a job asks for.
    fn take_requests(&mut self, job: u64) -> Vec<Arc<Request>> {
        self.requests.extract_if(|_, request| request.job == job).map(|(_, request)| request).collect()
    }

    fn drain(&mut self, out: &mut [LodeEvent]) -> usize {
        let count = out.len().min(self.events.len());
        for (place, mut event) in out.iter_mut().zip(self.events.drain(..count)) {
            if event.kind == LodeEventKind::Progress as u32
                && let Some(entry) = self.jobs.get_mut(&event.job)
                && let Some(latest) = entry.progress.latest.take()
            {
                entry.progress.queued = false;
                entry.progress.told_at = Some(Instant::now());
                (event.request, event.size) = (latest.done, latest.total);
            }
            *place = event;
        }
        count
    }
}

fn cancelled() -> Error {
    Error::new(ErrorCode::Cancelled, "the job was cancelled")
}

#[cfg(test)]
mod tests;
