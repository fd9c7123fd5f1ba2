//! What a hub tells its owner.

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum LodeEventKind {
    /// A job is done. `size`: bytes of its result, to be fetched with `lode_job_take`.
    Completed = 1,
    /// A job failed. `code`: the error's number; `size`: bytes of the error as JSON, to be fetched with `lode_job_take`.
    Failed = 2,
    /// A job got further. `request`: units done; `size`: units in all, 0 while unknown.
    Progress = 3,
    /// A job calls a function of the host. `code`: the function; `request`: to be answered with `lode_request_reply` or
    /// `lode_request_fail`; `size`: bytes of the argument, to be fetched with `lode_request_take`.
    HostRequest = 4,
    /// A stream has an item. `request`: the item; `size`: its bytes, to be fetched with `lode_item_take`.
    Item = 5,
}

/// One event: 32 bytes, the same on every platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct LodeEvent {
    /// A `LodeEventKind`.
    pub kind: u32,
    /// See the kind.
    pub code: u32,
    /// The job.
    pub job: u64,
    /// See the kind.
    pub request: u64,
    /// See the kind.
    pub size: u64,
}

const _: () = assert!(size_of::<LodeEvent>() == 32);

impl LodeEvent {
    /// An event of `kind` for `job`, all else 0.
    pub fn new(kind: LodeEventKind, job: u64) -> Self {
        Self { kind: kind as u32, code: 0, job, request: 0, size: 0 }
    }
}
