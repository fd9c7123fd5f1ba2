//! The C ABI of Lode. `include/lode.h` is generated from these files.
//!
//! Conventions, for every function:
//! - it returns a [`status::LodeStatus`]; outputs are written only when that is `LODE_STATUS_OK`;
//! - text is UTF-8 with a length, never NUL-terminated; a pointer may be NULL only where its length is 0;
//! - memory passed in belongs to the caller and is not used after the call has returned; memory is never passed out, the
//!   caller hands in a buffer of the size that an event or an earlier call told;
//! - hubs, jobs, requests and items are numbers below 2^53 that are never used again, so a stale one is an error;
//! - any function may be called from any thread, and none throws: a panic ends at the boundary as `LODE_STATUS_PANIC`.

mod allocator;
mod arguments;
mod common;
mod documents;
mod duplicate_index;
mod duplicates;
pub mod event;
mod gpu;
mod host_streams;
pub mod hub;
pub mod hubs;
pub mod job;
mod lend;
mod media;
mod media_document;
mod memory;
mod operation;
mod pictures;
mod pipe;
pub mod request;
pub mod status;
mod transcode;
pub mod wire;
