//! What every Lode engine shares.
//!
//! A [`Job`] travels through an engine: it carries limits, the deadline, cancellation and progress, and it is the only
//! way to reach the host, the program that embeds Lode, whose functions (OCR, text sizers, models) the engine may call.
//! [`Error`] is the one error type. [`pool`] runs jobs on threads with a large, fixed stack,
//! [`stack`] gives the calling thread one for the time of a job.

mod error;
mod host;
mod job;
mod limits;
mod options;
pub mod pool;
pub mod sort;
pub mod stack;

pub use error::{Error, ErrorClass, ErrorCode, Result};
pub use host::{Host, HostFunction, Payload};
pub use job::{Job, JobSettings, Progress, Watch};
pub use limits::{Limit, Limits};
pub use options::parse_options;

/// The bytes of an input: shared, never copied, kept alive by whoever still reads them.
pub type Bytes = std::sync::Arc<dyn AsRef<[u8]> + Send + Sync>;
