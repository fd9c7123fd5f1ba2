//! Makes things ahead of those who use them, in order, on several threads, and never more than a few at once.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lode_runtime::stack::STACK_BYTES;
use lode_runtime::{Error, Job, Result};

/// How many work at a time.
#[derive(Debug, Clone, Copy)]
pub struct Crew {
    /// Threads that make.
    pub makers: usize,
    /// Threads that use; the calling one is the first.
    pub users: usize,
    /// Things that exist at a time: made, being made, or in use.
    pub window: usize,
}

/// How long a thread that waits leaves a cancelled job unnoticed.
const CHECK_INTERVAL: Duration = Duration::from_millis(10);

struct Line<T> {
    next_to_make: usize,
    next_to_use: usize,
    used: usize,
    /// What was made, or why it could not be, by index.
    ready: BTreeMap<usize, Result<T>>,
    failed: Option<Error>,
}

struct Belt<'a, T> {
    job: &'a Job,
    count: usize,
    window: usize,
    line: Mutex<Line<T>>,
    moved: Condvar,
}

/// Makes `count` things and uses each. Things are taken in order; with several users, several are in use at a time.
///
/// `maker` is called once on each thread that makes, and gives the function that makes a thing by its index: what that
/// keeps from one to the next need not be `Send`. What cannot be made fails when its turn comes, so that everything before
/// it has been taken; a user that fails stops everyone at once.
///
/// # Errors
/// The first error of a maker or user, and what [`Job::check`] says.
pub fn make_ahead<T: Send, M: FnMut(usize) -> Result<T>>(
    job: &Job,
    count: usize,
    crew: Crew,
    maker: impl Fn() -> M + Sync,
    using: impl Fn(usize, T) -> Result<()> + Sync,
) -> Result<()> {
    if count == 1 {
        // Nothing to be ahead of, so no thread to start.
        return alone(|| job.check().and_then(|()| maker()(0)).and_then(|thing| using(0, thing)));
    }
    let line = Line { next_to_make: 0, next_to_use: 0, used: 0, ready: BTreeMap::new(), failed: None };
    let belt = Belt { job, count, window: crew.window.max(1), line: Mutex::new(line), moved: Condvar::new() };
    let make = || belt.guarded(|| belt.make(maker()));
    let consume = || belt.guarded(|| belt.consume(&using));
    std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new().stack_size(STACK_BYTES);
        // A thread that cannot be had is no error as long as there is one.
        let started = (0..crew.makers.clamp(1, count.max(1))).map(|_| thread().spawn_scoped(scope, make).map(drop));
        if let Some(error) = started.reduce(|one, other| one.or(other)).and_then(Result::err) {
            belt.fail(Error::internal("cannot start a thread; the process has too many").with_source(&error));
        }
        for _ in 1..crew.users.min(count) {
            let _ = thread().spawn_scoped(scope, consume);
        }
        consume();
    });
    belt.line.into_inner().unwrap_or_else(PoisonError::into_inner).failed.map_or(Ok(()), Err)
}

const PANICKED: &str = "a thread that makes or uses pages panicked";

fn alone(work: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::internal(PANICKED)))
}

impl<T> Belt<'_, T> {
    fn make(&self, mut make: impl FnMut(usize) -> Result<T>) {
        while let Some(index) = self.claim() {
            let thing = self.job.check().and_then(|()| make(index));
            let mut line = self.lock();
            if thing.is_err() {
                line.next_to_make = self.count;
            }
            line.ready.insert(index, thing);
            self.moved.notify_all();
        }
    }

    /// The next index to make, once there is room for it.
    fn claim(&self) -> Option<usize> {
        let mut line = self.lock();
        while line.failed.is_none() && line.next_to_make < self.count {
            if line.next_to_make - line.used < self.window {
                line.next_to_make += 1;
                return Some(line.next_to_make - 1);
            }
            line = self.wait(line);
        }
        None
    }

    fn consume(&self, using: impl Fn(usize, T) -> Result<()>) {
        while let Some((index, thing)) = self.take() {
            match thing.and_then(|thing| using(index, thing)) {
                Ok(()) => self.lock().used += 1,
                Err(error) => self.fail(error),
            }
            self.moved.notify_all();
        }
    }

    /// The next thing to use, once it is made.
    fn take(&self) -> Option<(usize, Result<T>)> {
        let mut line = self.lock();
        while line.failed.is_none() && line.next_to_use < self.count {
            let index = line.next_to_use;
            if let Some(thing) = line.ready.remove(&index) {
                line.next_to_use += 1;
                return Some((index, thing));
            }
            line = self.wait(line);
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, Line<T>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'l>(&self, line: MutexGuard<'l, Line<T>>) -> MutexGuard<'l, Line<T>> {
        let (mut line, _) = self.moved.wait_timeout(line, CHECK_INTERVAL).unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = self.job.check() {
            line.failed.get_or_insert(error);
        }
        line
    }

    fn fail(&self, error: Error) {
        self.lock().failed.get_or_insert(error);
        self.moved.notify_all();
        // Another user may wait for an answer that takes long, or never comes.
        self.job.withdraw();
    }

    /// A thread that panics must not leave the others waiting for it.
    fn guarded(&self, work: impl FnOnce()) {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            self.fail(Error::internal(PANICKED));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use lode_runtime::ErrorCode;

    use super::*;

    const CREW: Crew = Crew { makers: 3, users: 1, window: 4 };

    #[test]
    fn one_user_gets_everything_in_order() {
        let seen = Mutex::new(Vec::new());
        let using = |index, thing: usize| {
            seen.lock().unwrap().push((index, thing));
            Ok(())
        };
        make_ahead(&Job::default(), 100, CREW, || |index| Ok(index * 2), using).unwrap();
        assert_eq!(seen.into_inner().unwrap(), (0..100).map(|index| (index, index * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_things_exist_than_the_window_allows() {
        let (alive, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |_| {
            most.fetch_max(alive.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            Ok(())
        };
        let using = |_, ()| {
            alive.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        };
        make_ahead(&Job::default(), 200, CREW, || make, using).unwrap();
        assert!(most.load(Ordering::SeqCst) <= CREW.window);
    }

    #[test]
    fn the_next_thing_is_made_while_one_is_in_use() {
        let (made, wait) = mpsc::channel();
        let wait = Mutex::new(wait);
        let maker = || {
            let made = made.clone();
            move |index: usize| {
                made.send(index).unwrap();
                Ok(())
            }
        };
        // The use of the first thing ends only once the second is being made.
        let using = |index, ()| {
            let patience = Duration::from_secs(10);
            while index == 0 && wait.lock().unwrap().recv_timeout(patience).unwrap() == 0 {}
            Ok(())
        };
        make_ahead(&Job::default(), 2, Crew { makers: 1, users: 1, window: 2 }, maker, using).unwrap();
    }

    #[test]
    fn what_cannot_be_made_fails_after_everything_before_it_was_used() {
        let used = AtomicUsize::new(0);
        let make = |index| if index == 5 { Err(Error::parse("five")) } else { Ok(()) };
        let using = |_, ()| {
            used.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        let result = make_ahead(&Job::default(), 100, CREW, || make, using);
        assert_eq!((result.unwrap_err().code, used.into_inner()), (ErrorCode::Parse, 5));
    }

    #[test]
    fn a_user_that_fails_stops_the_makers() {
        let made = AtomicUsize::new(0);
        let make = |_| {
            made.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        let result = make_ahead(&Job::default(), 1000, CREW, || make, |_, ()| Err(Error::parse("no")));
        assert_eq!(result.unwrap_err().code, ErrorCode::Parse);
        assert!(made.into_inner() <= CREW.window);
    }

    #[test]
    fn a_panic_on_any_thread_is_an_error_and_not_a_hang() {
        let panics = |index: usize| if index == 3 { panic!("on purpose") } else { Ok(()) };
        let made = make_ahead(&Job::default(), 9, CREW, || panics, |_, ()| Ok(()));
        let used = make_ahead(&Job::default(), 9, CREW, || Ok, |index, _| panics(index));
        assert_eq!((made.unwrap_err().code, used.unwrap_err().code), (ErrorCode::Internal, ErrorCode::Internal));
    }

    #[test]
    fn a_cancelled_job_stops_those_who_wait() {
        let job = Job::default();
        let make = |index| {
            if index == 1 {
                job.cancel();
            }
            Ok(())
        };
        let result = make_ahead(&job, 1000, CREW, || make, |_, ()| Ok(()));
        assert_eq!(result.unwrap_err().code, ErrorCode::Cancelled);
    }

    #[test]
    fn a_single_thing_is_made_and_used_on_the_calling_thread() {
        let here = std::thread::current().id();
        let using = |index, made_on| {
            assert_eq!((index, made_on, std::thread::current().id()), (0, here, here));
            Ok(())
        };
        make_ahead(&Job::default(), 1, CREW, || |_| Ok(std::thread::current().id()), using).unwrap();
        let panics = |_: usize| -> Result<()> { panic!("on purpose") };
        let failed = make_ahead(&Job::default(), 1, CREW, || panics, |_, ()| Ok(()));
        assert_eq!(failed.unwrap_err().code, ErrorCode::Internal);
    }

    #[test]
    fn nothing_to_make_is_no_error() {
        make_ahead(&Job::default(), 0, CREW, || |_| Ok(()), |_, ()| Ok(())).unwrap();
    }
}
