//! The media engine.

use std::path::PathBuf;
use std::sync::Arc;

use lode_media::options::{AudioChunkOptions, AudioOptions, ProbeOptions};
use lode_media::{AudioChunk, Input, Search, audio_chunks, codecs, decode_audio, probe, set_search};
use lode_runtime::{Job, Payload, Result};
use serde::Deserialize;

use crate::arguments::{Output, bytes};
use crate::host_streams::{Failure, HostFile, HostSource};
use crate::job::{Common, new_job};
use crate::operation::{Options, start_on_text, start_with};
use crate::status::{LodeStatus, entry};
use crate::wire;

/// What an input is given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum LodeInputKind {
    /// The path of a file, in UTF-8.
    Path = 0,
    /// The bytes of a file, which are copied.
    Bytes = 1,
    /// What function 1 of the host answers, piece by piece, until a piece is empty. `data` has no meaning.
    Stream = 2,
    /// Bytes that function 1 of the host gives pieces of: its argument is where and how many, two little-endian 64-bit numbers.
    /// `data` is how many there are in all, one such number.
    File = 3,
}

/// How errors call bytes that have no name.
const UNNAMED: &str = "the input";

impl LodeInputKind {
    /// The input of this kind; `source` is what a stream is read from.
    pub fn read(kind: u32, data: &[u8], source: HostSource) -> Result<Input, LodeStatus> {
        match kind {
            kind if kind == Self::Path as u32 => {
                let path = std::str::from_utf8(data).map_err(|_| LodeStatus::InvalidUtf8)?;
                Ok(Input::Path(PathBuf::from(path)))
            }
            kind if kind == Self::Bytes as u32 => Ok(Input::Bytes(Arc::new(data.to_vec()), UNNAMED.into())),
            kind if kind == Self::Stream as u32 => Ok(Input::Stream(Box::new(source), UNNAMED.into())),
            kind if kind == Self::File as u32 => {
                let size = data.try_into().map(u64::from_le_bytes).map_err(|_| LodeStatus::InvalidValue)?;
                Ok(Input::Stream(Box::new(HostFile::new(source, size)), UNNAMED.into()))
            }
            _ => Err(LodeStatus::InvalidValue),
        }
    }
}

/// What the options of all of these operations have in common is the same; whether they hand items to the host is not.
macro_rules! media_options {
    ($($options:ident: $calls_host:literal;)+) => {
        $(impl Options for $options {
            fn common(&self) -> Common {
                Common {
                    limits: self.limits.clone(),
                    timeout: self.timeout,
                    threads: self.threads,
                    progress_interval: self.progress_interval,
                    calls_host: $calls_host,
                }
            }
        })+
    };
}

pub(crate) use media_options;

media_options! {
    ProbeOptions: false;
    AudioOptions: false;
    AudioChunkOptions: true;
}

/// Starts an operation on an input.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[allow(clippy::too_many_arguments, reason = "the arguments of a C function, and what it does")]
pub unsafe fn start_on_input<O: Options, P: Payload + 'static>(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
    work: impl FnOnce(Input, &O, &Job) -> Result<P> + Send + 'static,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (data, options, job) =
            unsafe { (bytes(data, length)?, bytes(options, options_length)?, Output::new(job)?) };
        let (hub, id) = new_job(hub)?;
        let failure = Failure::default();
        let source = HostSource::new(hub.clone(), id, failure.clone());
        let input = LodeInputKind::read(kind, data, source)?;
        start_with(&hub, id, options, matches!(input, Input::Stream(..)), move |options, job| {
            work(input, options, job).map_err(|error| failure.take().unwrap_or(error))
        })?;
        job.set(id);
        Ok(())
    })
}

/// A result on the wire, and other bytes after it: two little-endian 32-bit words (bytes of the result, then 0), the
/// result, zeros up to a multiple of 8 bytes, then the data.
pub struct Attached<P> {
    /// The result.
    pub head: Vec<u8>,
    /// The other bytes.
    pub data: P,
}

impl<P: Payload> Attached<P> {
    fn start_of_data(&self) -> usize {
        8 + self.head.len().next_multiple_of(8)
    }
}

impl<P: Payload> Payload for Attached<P> {
    fn size(&self) -> usize {
        self.start_of_data() + self.data.size()
    }

    fn write(&self, out: &mut [u8]) {
        let (start, data) = out.split_at_mut(self.start_of_data());
        start.fill(0);
        start[..4].copy_from_slice(&(self.head.len() as u32).to_le_bytes());
        start[8..8 + self.head.len()].copy_from_slice(&self.head);
        self.data.write(data);
    }
}

/// Samples, little-endian.
struct Samples(Vec<f32>);

impl Payload for Samples {
    fn size(&self) -> usize {
        self.0.len() * 4
    }

    fn write(&self, out: &mut [u8]) {
        for (place, sample) in out.chunks_exact_mut(4).zip(&self.0) {
            place.copy_from_slice(&sample.to_le_bytes());
        }
    }
}

/// Reads what is in a media file. `kind` is a `LodeInputKind`, `data` what it says; `options` is JSON as in the TypeScript
/// `JobOptions`. Ends with a `MediaInfo`.
///
/// Fails with `LODE_STATUS_NOT_FOUND`, `LODE_STATUS_CLOSED`, `LODE_STATUS_INVALID_UTF8`, `LODE_STATUS_NULL_POINTER`,
/// `LODE_STATUS_INVALID_VALUE`, `LODE_STATUS_EXHAUSTED`. Wrong options, and an FFmpeg that cannot be loaded, make a job that fails.
///
/// # Safety
/// `data` points to `length` readable bytes, `options` to `options_length`, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_probe(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_input(hub, kind, data, length, options, options_length, job, |input, options: &ProbeOptions, job| {
            probe(input, options, job).map(|info| wire::write_media_info(&info))
        })
    }
}

/// Decodes sound. `options` is JSON as in the TypeScript `AudioOptions`. Ends with an `AudioInfo` and the samples: two 32-bit
/// words (bytes of the `AudioInfo`, then 0), the `AudioInfo`, zeros up to a multiple of 8 bytes, and 32-bit floats,
/// interleaved.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// As `lode_probe`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_decode_audio(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_input(hub, kind, data, length, options, options_length, job, |input, options: &AudioOptions, job| {
            let audio = decode_audio(input, options, job)?;
            Ok(Attached { head: wire::write_audio_info(&audio.info), data: Samples(audio.samples) })
        })
    }
}

/// Decodes sound in chunks, which come as items: a 64-bit float (seconds from the start of the file), then the samples as
/// 32-bit floats. `options` is JSON as in the TypeScript `AudioChunkOptions`. Ends with an `AudioInfo`.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// As `lode_probe`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_audio_chunks(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_input(
            hub,
            kind,
            data,
            length,
            options,
            options_length,
            job,
            |input, options: &AudioChunkOptions, job| {
                let info = audio_chunks(input, options, job, &mut |chunk| job.item(Box::new(Chunk::from(chunk))))?;
                Ok(wire::write_audio_info(&info))
            },
        )
    }
}

/// A chunk of sound as an item.
struct Chunk {
    start: f64,
    samples: Samples,
}

impl From<AudioChunk> for Chunk {
    fn from(chunk: AudioChunk) -> Self {
        Self { start: chunk.start, samples: Samples(chunk.samples) }
    }
}

impl Payload for Chunk {
    fn size(&self) -> usize {
        8 + self.samples.size()
    }

    fn write(&self, out: &mut [u8]) {
        let (start, samples) = out.split_at_mut(8);
        start.copy_from_slice(&self.start.to_le_bytes());
        self.samples.write(samples);
    }
}

/// Where FFmpeg's libraries may be.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct SearchOptions {
    path: Option<PathBuf>,
    packages: Vec<PathBuf>,
}

impl Options for SearchOptions {}

/// Says where to look for FFmpeg's libraries when the first media call comes, and loads them at once where `path` is given.
/// `options` is JSON: `{ path, packages }`, a folder that must be it, or folders to try in order. Ends with nothing, or with
/// an error that says what was found where.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// `options` points to `options_length` readable bytes, `job` to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_ffmpeg_search(
    hub: u64,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises; the text is empty.
    unsafe {
        start_on_text(hub, std::ptr::null(), 0, options, options_length, job, |_, options: &SearchOptions, _| {
            set_search(Search { path: options.path.clone(), packages: options.packages.clone() }).map(|()| Vec::new())
        })
    }
}

/// Lists what the FFmpeg at hand can do; loads it if need be. Ends with a `CodecList`.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// `job` points to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_codecs(hub: u64, job: *mut u64) -> LodeStatus {
    // SAFETY: as the caller promises; the text and the options are empty.
    unsafe {
        start_on_text(hub, std::ptr::null(), 0, std::ptr::null(), 0, job, |_, _: &SearchOptions, _| {
            codecs().map(|list| wire::write_codec_list(&list))
        })
    }
}
