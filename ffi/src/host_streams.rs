//! Streams of the host, read and written by a media job through calls to the host's functions.

use std::io::{self, SeekFrom};
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

/// Bytes of the host that are read from anywhere, such as a file behind a `Blob`: the argument of the read function is where and
/// how many, two little-endian 64-bit numbers, and it answers with as many, or fewer at the end.
pub struct HostFile {
    source: HostSource,
    size: u64,
    /// Where the next read begins.
    place: u64,
    /// Where the piece at hand begins.
    start: u64,
}

/// How much is asked for at once: a call of the host costs as much as reading this.
const PIECE: u64 = 1 << 18;

impl HostFile {
    /// The `size` bytes that `source` gives pieces of.
    pub fn new(source: HostSource, size: u64) -> Self {
        Self { source, size, place: 0, start: 0 }
    }

    fn fetch(&mut self) -> Result<()> {
        let HostSource { hub, job, .. } = &self.source;
        let wanted = PIECE.min(self.size - self.place);
        let argument = [self.place.to_le_bytes(), wanted.to_le_bytes()].concat();
        let piece = pool::parked(|| hub.call(*job, READ, Box::new(argument), None))?;
        if piece.len() as u64 > wanted {
            return Err(Error::internal("the host answered with more bytes than were asked for"));
        }
        (self.source.piece, self.start) = (piece, self.place);
        Ok(())
    }

    /// What of the piece at hand lies at the place where the next read begins.
    fn at_hand(&self) -> &[u8] {
        let skipped = self.place.checked_sub(self.start).and_then(|skipped| usize::try_from(skipped).ok());
        skipped.and_then(|skipped| self.source.piece.get(skipped..)).unwrap_or_default()
    }
}

impl Source for HostFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at_hand().is_empty() && self.place < self.size {
            self.fetch().map_err(|error| self.source.failure.keep(error))?;
        }
        let rest = self.at_hand();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.place += count as u64;
        Ok(count)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(offset) => self.place.checked_add_signed(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn size(&self) -> Option<u64> {
        Some(self.size)
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
