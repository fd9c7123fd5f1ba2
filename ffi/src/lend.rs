//! Memory that JavaScript is given instead of a copy, and that comes back when its garbage is collected.

use std::ffi::c_void;

use crate::allocator::free_at_once;
use crate::arguments::Output;
use crate::hubs::find;
use crate::status::{LodeStatus, entry};

/// Hands over the memory of an item of a stream, which need not be copied then, and forgets the item; the stream goes on. Writes
/// three numbers to `out`: where the memory is, the address of `lode_memory_free`, and what that is to be called with.
///
/// For runtimes that call a function when an array is garbage, on any thread, and count its memory meanwhile.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_BUFFER_SIZE` when `size` is not the event's, `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `out` points to 24 writable bytes. The memory is not used after `lode_memory_free` was called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_item_lend(hub: u64, item: u64, size: usize, out: *mut u64) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let out = unsafe { Output::new(out) }?;
        let bytes = Box::into_raw(find(hub)?.lend_item(item, size)?.into_boxed_slice());
        let free: unsafe extern "C" fn(*mut c_void, *mut c_void) = lode_memory_free;
        out.set_all(&[bytes.cast::<u8>().expose_provenance() as u64, free as usize as u64, size as u64]);
        Ok(())
    })
}

/// Frees memory that was handed over. `size` is the third number of `lode_item_lend`.
///
/// # Safety
/// `bytes` is what `lode_item_lend` gave with this size, and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_memory_free(bytes: *mut c_void, size: *mut c_void) {
    let bytes = std::ptr::slice_from_raw_parts_mut(bytes.cast::<u8>(), size.addr());
    // SAFETY: a box of this size, as the caller promises.
    free_at_once(unsafe { Box::from_raw(bytes) });
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::event::LodeEvent;
    use crate::event::LodeEventKind::{Completed, Item};
    use crate::hubs::{lode_hub_close, lode_hub_open, next_id};
    use crate::job::{Common, start};

    #[test]
    fn an_item_is_lent_once_and_its_memory_is_freed_by_who_got_it() {
        for size in [5, 3 << 20] {
            let mut hub = 0;
            // SAFETY: points to a number.
            unsafe { lode_hub_open(&raw mut hub) };
            let work = move |job: &lode_runtime::Job| job.item(Box::new(vec![7; size])).map(|()| Vec::new());
            start(&find(hub).unwrap(), next_id(), Ok(Common::default()), work).unwrap();
            let mut events = [LodeEvent::new(Completed, 0)];
            find(hub).unwrap().wait(&mut events, Duration::from_secs(10)).unwrap();
            assert_eq!((events[0].kind, events[0].size), (Item as u32, size as u64));
            let mut numbers = [0; 3];
            // SAFETY: points to three numbers.
            let mut lend = |size| unsafe { lode_item_lend(hub, events[0].request, size, numbers.as_mut_ptr()) };
            assert_eq!(lend(size - 1), LodeStatus::BufferSize);
            assert_eq!(lend(size), LodeStatus::Ok);
            assert_eq!(lend(size), LodeStatus::NotFound);
            let bytes: *mut u8 = std::ptr::with_exposed_provenance_mut(numbers[0] as usize);
            // SAFETY: what was lent, and is used until it is freed.
            unsafe {
                assert!(std::slice::from_raw_parts(bytes, size).iter().all(|byte| *byte == 7));
                lode_memory_free(bytes.cast(), std::ptr::without_provenance_mut(numbers[2] as usize));
            }
            lode_hub_close(hub);
        }
    }
}
