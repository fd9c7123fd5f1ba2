//! Asks now and then, while a source is read, whether to read on.

use std::cell::Cell;

/// Bytes between two questions: the slowest lexer reads them in a few milliseconds.
pub(super) const STRETCH: usize = 256 << 10;

/// Asks as often as the place that is read moves on.
pub(super) struct Watch<'a> {
    go_on: &'a dyn Fn() -> bool,
    next: Cell<usize>,
    stopped: Cell<bool>,
}

impl<'a> Watch<'a> {
    pub fn new(go_on: &'a dyn Fn() -> bool) -> Self {
        Self { go_on, next: Cell::new(STRETCH), stopped: Cell::new(false) }
    }

    /// Whether to read on from `at`; asks if it has not for a while, and not again once the answer was no.
    pub fn goes_on(&self, at: usize) -> bool {
        if at < self.next.get() {
            return true;
        }
        let stopped = self.stopped.get() || !(self.go_on)();
        self.stopped.set(stopped);
        self.next.set(if stopped { 0 } else { at + STRETCH });
        !stopped
    }
}
