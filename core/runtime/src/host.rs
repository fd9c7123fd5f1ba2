//! Calls from an engine to functions of the program that embeds Lode.

use serde::Deserialize;

use crate::Result;

/// A function of the host, by the number that the host gave it. Options carry it as `{ "function": 3 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct HostFunction(pub u32);

/// Bytes that are written once, straight into memory that the host owns.
///
/// What is written may be computed on the way: a rendered page converts its pixels here, so that the last pass over them
/// is also the copy.
pub trait Payload: Send {
    /// How many bytes [`Payload::write`] writes.
    fn size(&self) -> usize;
    /// Writes exactly [`Payload::size`] bytes; `out` has that length.
    fn write(&self, out: &mut [u8]);
    /// Whether writing takes much longer than a copy would. Where the host can only take on the thread that must not be held up,
    /// it is done before, and then copied.
    fn is_work(&self) -> bool {
        false
    }
    /// What [`Payload::write`] writes, in memory of its own.
    fn into_bytes(self: Box<Self>) -> Vec<u8> {
        let mut bytes = vec![0; self.size()];
        self.write(&mut bytes);
        bytes
    }
}

impl Payload for Vec<u8> {
    fn size(&self) -> usize {
        self.len()
    }

    fn write(&self, out: &mut [u8]) {
        out.copy_from_slice(self);
    }

    fn into_bytes(self: Box<Self>) -> Vec<u8> {
        *self
    }
}

/// The program that embeds Lode, as seen by one job.
pub trait Host: Send + Sync {
    /// Calls `function` with `payload` and parks this thread until the answer is there.
    ///
    /// # Errors
    /// `Plugin` with [`crate::Error::request`] set when the function threw; `Cancelled` when the job was cancelled or the
    /// host has gone.
    fn call(&self, function: HostFunction, payload: Box<dyn Payload>) -> Result<Vec<u8>>;

    /// Hands one item of a stream to the host; parks while the host is behind.
    ///
    /// # Errors
    /// `Cancelled` when the job was cancelled or the host has gone.
    fn item(&self, payload: Box<dyn Payload>) -> Result<()>;

    /// Ends every call of this job that waits, and those to come, with `Cancelled`: the job has failed, and nobody needs the
    /// answers.
    fn withdraw(&self) {}

    /// Tells how far the job is. Called often; the host coalesces.
    fn progress(&self, progress: crate::Progress);
}
