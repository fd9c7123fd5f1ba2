//! The media engine's transcoder.

use std::path::PathBuf;

use lode_media::model::TranscodeProgress;
use lode_media::options::TranscodeSettings;
use lode_media::{Input, MemoryOutput, Output, transcode};
use lode_runtime::HostFunction;

use crate::arguments::{Output as Place, bytes, text};
use crate::host_streams::{Failure, HostSink, HostSource};
use crate::job::{Common, new_job};
use crate::media::{Attached, LodeInputKind, media_options};
use crate::operation::{Options, start_with};
use crate::status::{LodeStatus, entry};
use crate::wire;

media_options! {
    TranscodeSettings: false;
}

/// The function of the host that hears of progress.
const PROGRESS: HostFunction = HostFunction(0);

/// Where an output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum LodeOutputKind {
    /// A file, by its path in UTF-8.
    Path = 0,
    /// Memory: the bytes come with the result.
    Memory = 1,
    /// Function 2 of the host, which takes it piece by piece.
    Stream = 2,
}

/// Writes an input in another form. `input_kind` is a `LodeInputKind`, `input` what it says; `output_kind` is a `LodeOutputKind`,
/// `output` the path, or nothing; `options` is JSON as in the TypeScript `TranscodeSettings`. With `progressInterval`, function
/// 0 of the host hears of progress: a `TranscodeProgress`. Ends with a `TranscodeStats` and, for memory, the bytes: two 32-bit
/// words (bytes of the `TranscodeStats`, then 0), the `TranscodeStats`, zeros up to a multiple of 8 bytes, then the bytes.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// `input` points to `input_length` readable bytes, `output` to `output_length`, `options` to `options_length`, `job` to 8
/// writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_transcode(
    hub: u64,
    input_kind: u32,
    input: *const u8,
    input_length: usize,
    output_kind: u32,
    output: *const u8,
    output_length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (input, output, options, job) = unsafe {
            (
                bytes(input, input_length)?,
                text(output, output_length)?,
                bytes(options, options_length)?,
                Place::new(job)?,
            )
        };
        let (hub, id) = new_job(hub)?;
        let failure = Failure::default();
        let memory = MemoryOutput::default();
        let source = HostSource::new(hub.clone(), id, failure.clone());
        let sink = HostSink::new(hub.clone(), id, failure.clone());
        let input = LodeInputKind::read(input_kind, input, source)?;
        let output = match output_kind {
            kind if kind == LodeOutputKind::Path as u32 => Output::Path(PathBuf::from(output)),
            kind if kind == LodeOutputKind::Memory as u32 => Output::Memory(memory.clone()),
            kind if kind == LodeOutputKind::Stream as u32 => Output::Stream(Box::new(sink), "output".into()),
            _ => return Err(LodeStatus::InvalidValue),
        };
        let streams = matches!(input, Input::Stream(..)) || matches!(output, Output::Stream(..));
        start_with(&hub, id, options, streams, move |settings: &TranscodeSettings, job| {
            let mut report = |progress: &TranscodeProgress| {
                if settings.progress_interval.is_none() {
                    return;
                }
                if let Err(error) = job.call(PROGRESS, Box::new(wire::write_transcode_progress(progress))) {
                    failure.keep(error);
                    job.cancel();
                }
            };
            let stats = transcode(input, output, settings, job, &mut report);
            let stats = stats.map_err(|error| failure.take().unwrap_or(error))?;
            Ok(Attached { head: wire::write_transcode_stats(&stats), data: memory.take() })
        })?;
        job.set(id);
        Ok(())
    })
}
