//! Memory for large things that is used again.
//!
//! Drawing a page takes buffers of its size, many of them where it has soft masks or pictures: 34 megabytes each for 8.5 by
//! 11 inches at 300 dpi. From the operating system such memory comes page by page of 4 KiB, each zeroed when it is first
//! touched, which takes longer than what is done with it. So large blocks come in huge pages where the system has them, and
//! a few that are freed wait for the next that fits, until none was wanted for a while.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::memory::will_be_written;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Smaller blocks come quickly from the system's allocator anyway.
const LARGE: usize = 1 << 20;

/// Bytes that wait at most.
const MOST_KEPT: usize = 80 << 20;

/// Blocks that wait at most.
const SLOTS: usize = 16;

/// How long blocks wait while none is wanted.
const IDLE_TIME: Duration = Duration::from_secs(2);

/// A block that waits: where, and its full size; 0 in an empty slot.
#[derive(Clone, Copy)]
struct Spare {
    address: usize,
    size: usize,
}

struct Spares {
    slots: [Spare; SLOTS],
    kept: usize,
    /// Changes whenever a block comes or goes.
    uses: u64,
}

const NONE: [Spare; SLOTS] = [Spare { address: 0, size: 0 }; SLOTS];

static SPARES: Mutex<Spares> = Mutex::new(Spares { slots: NONE, kept: 0, uses: 0 });

/// Whether a thread waits for the blocks to be idle.
static WATCHED: AtomicBool = AtomicBool::new(false);

fn spares() -> MutexGuard<'static, Spares> {
    SPARES.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Spares {
    fn take(&mut self, size: usize) -> Option<*mut u8> {
        let slot = self.slots.iter_mut().find(|slot| slot.size == size)?;
        let taken = std::mem::replace(slot, Spare { address: 0, size: 0 });
        self.kept -= size;
        self.uses += 1;
        Some(std::ptr::with_exposed_provenance_mut(taken.address))
    }

    /// Whether the block was kept.
    fn keep(&mut self, block: *mut u8, size: usize) -> bool {
        if self.kept + size > MOST_KEPT {
            return false;
        }
        let Some(slot) = self.slots.iter_mut().find(|slot| slot.size == 0) else { return false };
        *slot = Spare { address: block.expose_provenance(), size };
        self.kept += size;
        self.uses += 1;
        true
    }
}

/// Sees to it that blocks that wait go back to the system once none was wanted for a while. To be called after what may have
/// freed some; an allocator cannot start a thread itself.
pub fn give_back_when_idle() {
    if spares().kept == 0 || WATCHED.swap(true, Ordering::AcqRel) {
        return;
    }
    let watching = std::thread::Builder::new().name("lode-memory".into()).stack_size(64 << 10).spawn(|| {
        let mut uses = spares().uses;
        loop {
            std::thread::sleep(IDLE_TIME);
            let now = spares().uses;
            if now == uses {
                break;
            }
            uses = now;
        }
        // First: what is freed from now on is watched anew.
        WATCHED.store(false, Ordering::Release);
        give_back();
    });
    if watching.is_err() {
        WATCHED.store(false, Ordering::Release);
    }
}

/// Frees a block without letting it wait: for threads that cannot see to it that it is given back later.
pub fn free_at_once(block: Box<[u8]>) {
    let layout = Layout::for_value(&*block);
    if !is_large(layout) {
        return;
    }
    // SAFETY: the block came from this allocator, so from the system with the full layout, and nobody else has it.
    unsafe { System.dealloc(Box::into_raw(block).cast(), full_layout(layout)) }
}

/// Gives all blocks that wait back to the system.
fn give_back() {
    let slots = {
        let mut spares = spares();
        spares.kept = 0;
        std::mem::replace(&mut spares.slots, NONE)
    };
    for Spare { address, size } in slots {
        if let Ok(layout) = Layout::from_size_align(size, 16)
            && size > 0
        {
            // SAFETY: the block came from the system with this layout, and belongs to nobody since it was taken out.
            unsafe { System.dealloc(std::ptr::with_exposed_provenance_mut(address), layout) }
        }
    }
}

/// Whether blocks of this layout are of those that are kept.
fn is_large(layout: Layout) -> bool {
    layout.size() >= LARGE && layout.align() <= 16
}

/// The full size of a large block of `size` bytes: four steps to every doubling, so that similar sizes share blocks. Memory
/// that is never touched costs nothing.
fn full_size(size: usize) -> usize {
    let step = 1_usize << (size.ilog2() - 2);
    size.checked_next_multiple_of(step).filter(|size| *size <= isize::MAX as usize - 16).unwrap_or(size)
}

fn full_layout(layout: Layout) -> Layout {
    if !is_large(layout) {
        return layout;
    }
    Layout::from_size_align(full_size(layout.size()), 16).unwrap_or(layout)
}

/// The system's allocator, but for large blocks.
struct Allocator;

// SAFETY: every block is one of the system's, of the layout `full_layout(layout)`, which depends on nothing but the layout
// that the caller gives each time. A block that waits belongs to nobody, and is given to one caller.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let full = full_layout(layout);
        if is_large(layout)
            && let Some(block) = spares().take(full.size())
        {
            return block;
        }
        // SAFETY: not empty, since the caller's is not.
        let block = unsafe { System.alloc(full) };
        advise(block, full);
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let full = full_layout(layout);
        if is_large(layout)
            && let Some(block) = spares().take(full.size())
        {
            // SAFETY: the block has at least the size of the layout.
            unsafe { block.write_bytes(0, layout.size()) };
            return block;
        }
        // SAFETY: not empty, since the caller's is not.
        let block = unsafe { System.alloc_zeroed(full) };
        advise(block, full);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let full = full_layout(layout);
        if is_large(layout) && spares().keep(block, full.size()) {
            return;
        }
        // SAFETY: the block came from the system with this layout.
        unsafe { System.dealloc(block, full) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let full = full_layout(layout);
        // SAFETY: the caller vouches that `size`, rounded up to the alignment, is no overflow.
        let wanted = full_layout(unsafe { Layout::from_size_align_unchecked(size, layout.align()) });
        if wanted == full {
            return block;
        }
        if wanted.align() == full.align() {
            // SAFETY: the block came from the system with this layout; the size is not 0, since the caller's is not.
            return unsafe { System.realloc(block, full, wanted.size()) };
        }
        // SAFETY: as the caller promises for the old and the new layout; both blocks have at least the bytes that are copied.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// Asks for huge pages, where they pay.
fn advise(block: *mut u8, full: Layout) {
    if !block.is_null() && full.size() >= LARGE {
        will_be_written(block, full.size());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_rounded_up_by_a_quarter_at_most() {
        for size in [LARGE, LARGE + 1, 3 << 20, 33_660_000, usize::MAX >> 8] {
            let full = full_size(size);
            assert!(full >= size && full - size <= size / 4, "{size} {full}");
        }
    }

    #[test]
    fn a_large_block_that_was_freed_is_zero_when_it_is_asked_for_as_zero() {
        for _ in 0..4 {
            let mut block = vec![0_u8; 5 << 20];
            assert!(block.iter().all(|byte| *byte == 0));
            block.fill(0xaa);
        }
    }

    #[test]
    fn a_block_keeps_its_bytes_when_it_grows_and_shrinks_across_the_sizes() {
        let mut block: Vec<u8> = Vec::new();
        for index in 0..9 << 20 {
            block.push(index as u8);
        }
        for size in [8 << 20, (1 << 20) + 5, LARGE, 1000] {
            block.truncate(size);
            block.shrink_to_fit();
            assert!(block.iter().enumerate().all(|(index, byte)| *byte == index as u8));
        }
    }

    #[test]
    fn large_blocks_of_a_large_alignment_are_aligned() {
        #[repr(align(64))]
        #[derive(Clone)]
        struct Aligned([u8; 64]);
        let mut blocks = vec![Aligned([7; 64]); 40_000];
        blocks.extend_from_within(..);
        assert!(blocks.as_ptr().addr().is_multiple_of(64) && blocks.iter().all(|block| block.0 == [7; 64]));
    }

    #[test]
    fn blocks_that_are_given_back_are_no_longer_kept() {
        // Of a size that no other test uses: tests run at the same time.
        let size = 37 << 20;
        drop(vec![1_u8; size]);
        give_back();
        assert!(spares().slots.iter().all(|slot| slot.size != full_size(size)));
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        drop([(); 12].map(|()| vec![1_u8; 16 << 20]));
        assert!(spares().kept <= MOST_KEPT);
    }
}
