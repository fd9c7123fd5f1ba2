//! What FFmpeg's functions return when they fail.

use std::ffi::c_int;
use std::fmt;

use crate::load::Ffmpeg;
use crate::log;

const fn tag(text: &[u8; 4]) -> c_int {
    -(c_int::from_le_bytes(*text))
}

/// `AVERROR_EOF`: nothing more comes.
pub(crate) const EOF: c_int = tag(b"EOF ");
/// `AVERROR_EXIT`: the interrupt callback said so.
pub(crate) const EXIT: c_int = tag(b"EXIT");
/// `AVERROR_EXTERNAL`: a callback of ours failed.
pub(crate) const EXTERNAL: c_int = tag(b"EXT ");
/// `AVERROR_INVALIDDATA`.
pub(crate) const INVALID_DATA: c_int = tag(b"INDA");
const DECODER_NOT_FOUND: c_int = -c_int::from_le_bytes([0xf8, b'D', b'E', b'C']);
const ENCODER_NOT_FOUND: c_int = -c_int::from_le_bytes([0xf8, b'E', b'N', b'C']);
const DEMUXER_NOT_FOUND: c_int = -c_int::from_le_bytes([0xf8, b'D', b'E', b'M']);
const MUXER_NOT_FOUND: c_int = -c_int::from_le_bytes([0xf8, b'M', b'U', b'X']);
const OPTION_NOT_FOUND: c_int = -c_int::from_le_bytes([0xf8, b'O', b'P', b'T']);
const PATCH_WELCOME: c_int = tag(b"PAWE");
/// `AVERROR(EAGAIN)`: more input is needed, or output must be taken first.
pub(crate) const AGAIN: c_int = if cfg!(target_os = "macos") { -35 } else { -11 };
/// `AVERROR(ENOMEM)`.
pub(crate) const NO_MEMORY: c_int = -12;
/// `AVERROR(EINVAL)`.
pub(crate) const INVALID: c_int = -22;
/// `AVERROR(ENOSYS)`.
pub(crate) const NOT_IMPLEMENTED: c_int = if cfg!(target_os = "macos") { -78 } else { -38 };

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvErrorKind {
    /// Nothing more comes.
    End,
    /// The work was interrupted.
    Interrupted,
    /// The data is damaged, or not what it is taken for.
    InvalidData,
    /// The loaded FFmpeg lacks a part that is needed.
    Missing,
    /// FFmpeg does not know how.
    Unsupported,
    /// Not enough memory.
    Memory,
    /// An argument is refused.
    InvalidArgument,
    /// Reading or writing failed.
    Io,
    /// Anything else.
    Other,
}

/// An error of FFmpeg's.
#[derive(Debug, Clone)]
pub struct AvError {
    code: c_int,
    /// FFmpeg's words, with what it logged meanwhile on this thread.
    pub message: String,
}

impl AvError {
    pub(crate) fn new(code: c_int, message: &str) -> Self {
        Self { code, message: message.into() }
    }

    /// An error that is none of FFmpeg's own.
    #[must_use]
    pub fn other(message: &str) -> Self {
        Self::new(EXTERNAL, message)
    }

    pub(crate) fn from_code(ffmpeg: Ffmpeg, code: c_int) -> Self {
        let mut buffer = [0u8; 128];
        // SAFETY: the buffer has the size that is passed; the function ends what it writes with a zero.
        unsafe { (ffmpeg.functions().av_strerror)(code, buffer.as_mut_ptr().cast(), buffer.len()) };
        let end = buffer.iter().position(|byte| *byte == 0).unwrap_or(buffer.len());
        let mut message = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).into_owned();
        let logged = log::take_messages();
        if !logged.is_empty() {
            message = format!("{message}: {}", logged.join("; "));
        }
        Self { code, message }
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> AvErrorKind {
        match self.code {
            EOF => AvErrorKind::End,
            EXIT => AvErrorKind::Interrupted,
            INVALID_DATA => AvErrorKind::InvalidData,
            DECODER_NOT_FOUND | ENCODER_NOT_FOUND | DEMUXER_NOT_FOUND | MUXER_NOT_FOUND | OPTION_NOT_FOUND => {
                AvErrorKind::Missing
            }
            PATCH_WELCOME | NOT_IMPLEMENTED => AvErrorKind::Unsupported,
            NO_MEMORY => AvErrorKind::Memory,
            INVALID => AvErrorKind::InvalidArgument,
            EXTERNAL => AvErrorKind::Io,
            code if (-200..0).contains(&code) => AvErrorKind::Io,
            _ => AvErrorKind::Other,
        }
    }
}

impl fmt::Display for AvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AvError {}

/// Turns a return value into an error when it is one.
pub(crate) fn check(ffmpeg: Ffmpeg, code: c_int) -> Result<c_int, AvError> {
    if code < 0 { Err(AvError::from_code(ffmpeg, code)) } else { Ok(code) }
}

/// Turns a null pointer, which means that memory is short, into an error.
pub(crate) fn allocated<T>(pointer: *mut T) -> Result<*mut T, AvError> {
    if pointer.is_null() { Err(AvError::new(NO_MEMORY, "not enough memory")) } else { Ok(pointer) }
}
