//! What every function returns, and the boundary at which panics end.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of a call. Numbers are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum LodeStatus {
    /// Done; outputs are written.
    Ok = 0,
    /// A pointer was NULL although its length was not 0, or an output pointer was NULL.
    NullPointer = 1,
    /// A text was not UTF-8.
    InvalidUtf8 = 2,
    /// A length was larger than memory can hold.
    InvalidLength = 3,
    /// No such hub, job, request or item, or no longer.
    NotFound = 4,
    /// The hub was closed.
    Closed = 5,
    /// The buffer is not exactly as large as what is to be written.
    BufferSize = 6,
    /// The operating system gave no thread, pipe or memory.
    Exhausted = 7,
    /// This platform has no pipes that can be handed to JavaScript.
    Unsupported = 8,
    /// A defect in Lode: a panic that was stopped at the boundary.
    Panic = 9,
    /// A number was none of those that its parameter takes.
    InvalidValue = 10,
}

/// Runs the body of an entry point. Every `extern "C"` function goes through here.
pub fn entry(body: impl FnOnce() -> Result<(), LodeStatus>) -> LodeStatus {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => LodeStatus::Ok,
        Ok(Err(status)) => status,
        Err(_) => LodeStatus::Panic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_at_the_boundary() {
        assert_eq!(entry(|| panic!("on purpose")), LodeStatus::Panic);
    }
}
