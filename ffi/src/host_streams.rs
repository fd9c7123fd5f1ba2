//! Streams of the host, read and written by a media job through calls to the host's functions.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use lode_media::{Sink, Source};
use lode_runtime::{Error, Result, pool};

use crate::hub::Hub;

/// The function that answers with the next piece of the input.
const READ: u32 = 1;
/// The function that takes the next piece of the output.
const WRITE: u32 = 2;

/// What a function of the host failed with; FFmpeg, through which it comes back, knows numbers only.
#[derive(Clone, Default)]
pub struct Failure(Arc<Mutex<Option<Error>>>);

impl Failure {
    /// What it was, once.
    pub fn take(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Keeps the first, and gives what FFmpeg's side may know of it.
    pub fn keep(&self, error: Error) -> io::Error {
        let text = error.message.clone();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        io::Error::other(text)
    }
}

/// A stream of the host that is read.
pub struct HostSource {
    hub: Arc<Hub>,
    job: u64,
    failure: Failure,
    piece: Vec<u8>,
    /// How much of the piece was read.
    read: usize,
    ended: bool,
}

impl HostSource {
    /// The stream that belongs to `job`.
    pub fn new(hub: Arc<Hub>, job: u64, failure: Failure) -> Self {
        Self { hub, job, failure, piece: Vec::new(), read: 0, ended: false }
    }

    fn next_piece(&mut self) -> Result<()> {
        self.piece = pool::parked(|| self.hub.call(self.job, READ, Box::new(Vec::new()), None))?;
        self.read = 0;
        self.ended = self.piece.is_empty();
        Ok(())
    }
}

impl Source for HostSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.piece.len() && !self.ended {
            self.next_piece().map_err(|error| self.failure.keep(error))?;
        }
        let rest = self.piece.get(self.read..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// A stream of the host that is written; it takes the pieces one after another.
pub struct HostSink {
    hub: Arc<Hub>,
    job: u64,
    failure: Failure,
}

impl HostSink {
    /// The stream that belongs to `job`.
    pub fn new(hub: Arc<Hub>, job: u64, failure: Failure) -> Self {
        Self { hub, job, failure }
    }
}

impl Sink for HostSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let answer = pool::parked(|| self.hub.call(self.job, WRITE, Box::new(bytes.to_vec()), None));
        answer.map(drop).map_err(|error| self.failure.keep(error))
    }
}
