//! The threads that jobs run on.
//!
//! Threads have a large, fixed stack, since parsers of nested input need one and the threads of a host may have little.
//! As many tasks run at once as the machine has cores; a task that waits for the host gives its place away meanwhile, so
//! that a slow plugin never stops other jobs. Threads that found nothing to do for a while end.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::stack::STACK_BYTES;
use crate::{Error, Job, Result};

const IDLE_TIME: Duration = Duration::from_secs(2);

type Task = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    queue: VecDeque<Task>,
    /// Tasks that run and are not parked.
    running: usize,
    /// Threads that wait for a task.
    idle: usize,
}

struct Pool {
    state: Mutex<State>,
    work: Condvar,
}

static POOL: Pool =
    Pool { state: Mutex::new(State { queue: VecDeque::new(), running: 0, idle: 0 }), work: Condvar::new() };

thread_local! {
    static IN_POOL: Cell<bool> = const { Cell::new(false) };
}

/// How many tasks run at once: the machine's available parallelism.
pub fn parallelism() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// Runs `task` as soon as there is a place for it.
///
/// # Errors
/// `Internal` when the operating system gives no thread and none is running that could take the task.
pub fn spawn(task: impl FnOnce() + Send + 'static) -> Result<()> {
    let mut state = POOL.lock();
    state.queue.push_back(Box::new(task));
    if let Err(error) = POOL.wake_one(&mut state)
        && state.running == 0
    {
        state.queue.pop_back();
        return Err(Error::internal("cannot start a thread; the process has too many").with_source(&error));
    }
    Ok(())
}

/// Waits in `wait` for something outside, and lets another task run meanwhile.
pub fn parked<T>(wait: impl FnOnce() -> T) -> T {
    if !IN_POOL.get() {
        return wait();
    }
    {
        let mut state = POOL.lock();
        state.running -= 1;
        // Without a thread for it the queued task runs when this one is done: late, not lost.
        let _ = POOL.wake_one(&mut state);
    }
    let result = wait();
    POOL.lock().running += 1;
    result
}

/// Applies `work` to every index below `count`, on as many threads as the job may use, and keeps the order.
///
/// Stops at the first error, which of several is not defined. Every call starts with [`Job::check`].
///
/// # Errors
/// The error of a call that failed.
pub fn map<R: Send>(job: &Job, count: usize, work: impl Fn(usize) -> Result<R> + Sync) -> Result<Vec<R>> {
    let checked = |index| job.check().and_then(|()| work(index));
    let helpers = job.threads().min(count).saturating_sub(1);
    if helpers == 0 {
        return (0..count).map(checked).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || -> Result<Vec<(usize, R)>> {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return Ok(done);
            }
            match checked(index) {
                Ok(result) => done.push((index, result)),
                Err(error) => {
                    next.store(count, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    };
    let parts = std::thread::scope(|scope| {
        // A thread that cannot be had is no error: the others do its share.
        let threads: Vec<_> = (0..helpers)
            .filter_map(|_| std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run).ok())
            .collect();
        let mut parts = vec![run()];
        parts.extend(threads.into_iter().map(|thread| match thread.join() {
            Ok(part) => part,
            Err(panic) => std::panic::resume_unwind(panic),
        }));
        parts
    });
    let mut all: Vec<Option<R>> = std::iter::repeat_with(|| None).take(count).collect();
    for part in parts {
        for (index, result) in part? {
            if let Some(place) = all.get_mut(index) {
                *place = Some(result);
            }
        }
    }
    Ok(all.into_iter().flatten().collect())
}

impl Pool {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees to it that a queued task is taken if there is a place for it.
    fn wake_one(&self, state: &mut MutexGuard<'_, State>) -> std::io::Result<()> {
        if state.queue.is_empty() || state.running >= parallelism() {
            return Ok(());
        }
        // An idle thread may have been notified and not have woken yet: count one for each queued task.
        if state.idle >= state.queue.len() {
            self.work.notify_one();
            return Ok(());
        }
        std::thread::Builder::new().name("lode".into()).stack_size(STACK_BYTES).spawn(run_tasks).map(drop)
    }
}

fn run_tasks() {
    IN_POOL.set(true);
    let mut state = POOL.lock();
    loop {
        while state.running < parallelism()
            && let Some(task) = state.queue.pop_front()
        {
            state.running += 1;
            drop(state);
            // Tasks report their own panics; one that does not must not take the thread's place in the count with it.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(task));
            state = POOL.lock();
            state.running -= 1;
        }
        state.idle += 1;
        let (guard, wait) = POOL.work.wait_timeout(state, IDLE_TIME).unwrap_or_else(PoisonError::into_inner);
        state = guard;
        state.idle -= 1;
        if wait.timed_out() && (state.queue.is_empty() || state.running >= parallelism()) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::ErrorCode;

    #[test]
    fn map_keeps_the_order_of_its_items() {
        let squares = map(&Job::default(), 1000, |index| Ok(index * index)).unwrap();
        assert!(squares.iter().enumerate().all(|(index, square)| index * index == *square));
    }

    #[test]
    fn map_stops_at_an_error() {
        let result = map(&Job::default(), 1000, |index| if index == 7 { Err(Error::parse("seven")) } else { Ok(()) });
        assert_eq!(result.unwrap_err().code, ErrorCode::Parse);
    }

    #[test]
    fn tasks_that_wait_for_the_host_leave_their_place_to_others() {
        let (release, wait) = mpsc::channel::<()>();
        let wait = std::sync::Arc::new(Mutex::new(wait));
        let (done, finished) = mpsc::channel();
        for _ in 0..parallelism() {
            let (wait, done) = (wait.clone(), done.clone());
            spawn(move || {
                parked(|| wait.lock().unwrap().recv().unwrap());
                done.send("waited").unwrap();
            })
            .unwrap();
        }
        spawn(move || done.send("ran").unwrap()).unwrap();
        assert_eq!(finished.recv_timeout(Duration::from_secs(10)).unwrap(), "ran");
        for _ in 0..parallelism() {
            release.send(()).unwrap();
        }
        for _ in 0..parallelism() {
            assert_eq!(finished.recv_timeout(Duration::from_secs(10)).unwrap(), "waited");
        }
    }

    #[test]
    fn a_task_that_panics_does_not_stop_the_pool() {
        let (done, finished) = mpsc::channel();
        spawn(|| panic!("on purpose")).unwrap();
        spawn(move || done.send(()).unwrap()).unwrap();
        finished.recv_timeout(Duration::from_secs(10)).unwrap();
    }
}
