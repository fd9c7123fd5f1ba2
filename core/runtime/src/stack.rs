//! The stack that parsers run on.

use std::cell::Cell;

use corosensei::on_stack;
use corosensei::stack::DefaultStack;

/// The stack of everything that parses: parsers of nested input need a large one, and the threads of a host may have little.
pub const STACK_BYTES: usize = 16 << 20;

thread_local! {
    /// Kept from one call to the next: to map one, and to touch its pages first, takes longer than a small document.
    static KEPT: Cell<Option<DefaultStack>> = const { Cell::new(None) };
}

/// Runs `work` on this thread, on a stack of [`STACK_BYTES`]; on the thread's own where memory for one is not to be had.
/// Panics come through.
pub fn with_large_stack<R>(work: impl FnOnce() -> R) -> R {
    let Some(mut stack) = KEPT.take().or_else(|| DefaultStack::new(STACK_BYTES).ok()) else { return work() };
    let result = on_stack(&mut stack, work);
    KEPT.set(Some(stack));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uses more than a kibibyte of stack for each level.
    fn descend(levels: usize) -> usize {
        let mut room = [0_u8; 1024];
        std::hint::black_box(&mut room);
        if levels == 0 { 0 } else { 1 + descend(levels - 1) + usize::from(room[levels % 1024]) }
    }

    #[test]
    fn a_thread_with_a_small_stack_runs_what_needs_a_large_one() {
        let small = std::thread::Builder::new().stack_size(256 << 10);
        let depth = small.spawn(|| with_large_stack(|| descend(8_000))).unwrap().join().unwrap();
        assert_eq!(depth, 8_000);
    }

    #[test]
    fn a_call_within_a_call_has_a_stack_of_its_own() {
        assert_eq!(with_large_stack(|| with_large_stack(|| descend(4_000)) + descend(4_000)), 8_000);
    }

    #[test]
    fn a_panic_on_the_large_stack_reaches_the_caller() {
        let panic = std::panic::catch_unwind(|| with_large_stack(|| panic!("on purpose"))).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"on purpose"));
        assert_eq!(with_large_stack(|| 7), 7);
    }
}
