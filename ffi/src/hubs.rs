//! The open hubs, by number, and the functions that open, close and ask them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use lode_runtime::Result;

use crate::arguments::Output;
use crate::event::{LodeEvent, LodeEventKind};
use crate::hub::{Hub, Mode};
use crate::status::{LodeStatus, entry};

static HUBS: OnceLock<RwLock<HashMap<u64, Arc<Hub>>>> = OnceLock::new();
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// A number that was never used before in this process, for whatever needs one.
pub fn next_id() -> u64 {
    NEXT_ID.fetch_add(1, Ordering::Relaxed)
}

fn hubs() -> &'static RwLock<HashMap<u64, Arc<Hub>>> {
    HUBS.get_or_init(RwLock::default)
}

fn open(mode: Mode) -> u64 {
    let id = next_id();
    hubs().write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::new(Hub::new(mode)));
    OPENED_HERE.with_borrow_mut(|opened| opened.0.push(id));
    id
}

/// The open hub with this number.
pub fn find(hub: u64) -> Result<Arc<Hub>, LodeStatus> {
    let hubs = hubs().read().unwrap_or_else(PoisonError::into_inner);
    hubs.get(&hub).cloned().ok_or(LodeStatus::NotFound)
}

fn close(hub: u64) -> Result<(), LodeStatus> {
    let removed = hubs().write().unwrap_or_else(PoisonError::into_inner).remove(&hub);
    removed.map(|hub| hub.close()).ok_or(LodeStatus::NotFound)
}

/// The hubs that a thread opened. A Worker may be ended without warning; its thread then still runs this.
#[derive(Default)]
struct OpenedHere(Vec<u64>);

impl Drop for OpenedHere {
    fn drop(&mut self) {
        for hub in self.0.drain(..) {
            // One that its owner has closed is gone already.
            let _ = close(hub);
        }
    }
}

thread_local! {
    static OPENED_HERE: RefCell<OpenedHere> = RefCell::default();
}

/// Opens a hub for the calling thread. It is closed by `lode_hub_close`, or when this thread ends.
///
/// Fails with `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `hub` is NULL or points to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_hub_open(hub: *mut u64) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let hub = unsafe { Output::new(hub) }?;
        hub.set(open(Mode::Asynchronous));
        Ok(())
    })
}

/// As `lode_hub_open`, for an owner that starts a job and waits for it, one at a time: a job that needs nothing of the host
/// while it runs does so in `lode_hub_wait`, on the calling thread with a large stack of its own, which saves two changes of
/// threads. `timeout` does not end such a wait, that of the job's options does.
///
/// Fails with `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `hub` is NULL or points to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_hub_open_synchronous(hub: *mut u64) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let hub = unsafe { Output::new(hub) }?;
        hub.set(open(Mode::Synchronous));
        Ok(())
    })
}

/// Closes a hub: cancels its jobs, frees what they hold, ends every wait, and closes the pipe.
///
/// Fails with `LODE_STATUS_NOT_FOUND`.
#[unsafe(no_mangle)]
pub extern "C" fn lode_hub_close(hub: u64) -> LodeStatus {
    entry(|| close(hub))
}

/// Gives a file descriptor that becomes readable when an event comes after `lode_hub_arm` answered
/// `LODE_HUB_READINESS_PARK`. The hub owns it and closes it. POSIX only.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_UNSUPPORTED`, `LODE_STATUS_EXHAUSTED`, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `descriptor` is NULL or points to 4 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_hub_descriptor(hub: u64, descriptor: *mut i32) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let descriptor = unsafe { Output::new(descriptor) }?;
        descriptor.set(find(hub)?.descriptor()?);
        Ok(())
    })
}

/// Tells whether to fetch events, ask again at once, or park; see `LodeHubReadiness`. Answering "park" arms the pipe.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `readiness` is NULL or points to 4 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_hub_arm(hub: u64, readiness: *mut u32) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let readiness = unsafe { Output::new(readiness) }?;
        readiness.set(find(hub)?.arm() as u32);
        Ok(())
    })
}

/// Moves up to `capacity` events to `events`, and their number to `count`. Where there are none it waits for the first,
/// up to `timeout` microseconds; 0 does not wait. One call at a time for each hub.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_CLOSED` (also when the hub is closed during the wait),
/// `LODE_STATUS_NULL_POINTER`.
///
/// Binding: nonblocking as hub_wait_async
///
/// # Safety
/// `events` points to `capacity` writable events, `count` to 4 writable bytes; both until the call has returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_hub_wait(
    hub: u64,
    events: *mut LodeEvent,
    capacity: u32,
    timeout: u32,
    count: *mut u32,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (target, count) = unsafe { (Output::new(events)?, Output::new(count)?) };
        let mut drained = [LodeEvent::new(LodeEventKind::Completed, 0); 64];
        let wanted = drained.len().min(capacity as usize);
        let moved = find(hub)?.wait(&mut drained[..wanted], Duration::from_micros(u64::from(timeout)))?;
        target.set_all(&drained[..moved]);
        count.set(moved as u32);
        Ok(())
    })
}
