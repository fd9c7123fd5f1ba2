//! Errors of FFmpeg and of sources, as Lode's.

use std::io;

use lode_ffmpeg::{AvError, AvErrorKind};
use lode_runtime::{Error, ErrorCode, Job};

/// What could not be done, and why; `what` continues "cannot". An interrupted job says so itself, and an error of the source
/// comes before FFmpeg's idea of it.
pub fn failed(job: &Job, what: &str, name: &str, error: &AvError, cause: Option<io::Error>) -> Error {
    if let Err(stopped) = job.check() {
        return stopped;
    }
    if let Some(cause) = cause {
        return from_io(cause, name);
    }
    let message = match error.kind() {
        AvErrorKind::Memory => format!("cannot {what}: not enough memory"),
        AvErrorKind::Missing => {
            format!("cannot {what}: the loaded FFmpeg lacks a part that this needs ({})", error.message)
        }
        _ => format!("cannot {what}: {}", error.message),
    };
    Error::new(ErrorCode::Media, message).at_path(name)
}

/// The error that a source or sink gave; our own travel inside.
pub fn from_io(error: io::Error, name: &str) -> Error {
    let kind = error.kind();
    match error.downcast::<Error>() {
        Ok(own) => own,
        Err(error) if kind == io::ErrorKind::StorageFull => {
            Error::new(ErrorCode::Io, format!("cannot write {name}: the disk is full"))
                .with_source(&error)
                .at_path(name)
        }
        Err(error) => Error::io(&error, name),
    }
}

/// Damage that is passed over: counted, and told once.
#[derive(Debug, Default)]
pub struct Damage {
    count: u64,
    first: Option<String>,
    other: Vec<String>,
}

impl Damage {
    /// Something could not be decoded.
    pub fn add(&mut self, error: &AvError) {
        self.count += 1;
        self.first.get_or_insert_with(|| error.message.clone());
    }

    /// Tells of a packet that the container says is damaged.
    pub fn note(&mut self, packet: &lode_ffmpeg::Packet) {
        if packet.is_corrupt() {
            self.say("some packets are damaged");
        }
    }

    /// Something else that a user should know.
    pub fn say(&mut self, message: impl Into<String>) {
        let message = message.into();
        if self.other.len() < 20 && !self.other.contains(&message) {
            self.other.push(message);
        }
    }

    /// The first error, if something could not be decoded.
    pub fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }

    /// What to tell.
    pub fn warnings(&self) -> Vec<String> {
        let packets = self.first.as_ref().map(|first| {
            format!(
                "{} {} could not be decoded: {first}",
                self.count,
                if self.count == 1 { "packet" } else { "packets" }
            )
        });
        packets.into_iter().chain(self.other.iter().cloned()).collect()
    }
}
