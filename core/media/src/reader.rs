//! An open file, with its job.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use lode_ffmpeg::{AvError, Ffmpeg, InputSettings, InputStream, MediaKind, Packet, Search};
use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::failure::{Damage, failed};
use crate::input::Input;

static SEARCH: Mutex<Search> = Mutex::new(Search { path: None, packages: Vec::new() });

/// Says where to look for FFmpeg when the first call needs it, and loads it at once if a path is given.
///
/// # Errors
/// `LibraryLoad` that says what was found where.
pub fn set_search(search: Search) -> Result<()> {
    let loads = search.path.is_some();
    *SEARCH.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = search.clone();
    if loads { lode_ffmpeg::load(&search).map(drop) } else { Ok(()) }
}

/// FFmpeg, loaded if it is not yet.
///
/// # Errors
/// `LibraryLoad` that says what was found where.
pub fn ffmpeg() -> Result<Ffmpeg> {
    if let Some(ffmpeg) = lode_ffmpeg::loaded() {
        return Ok(ffmpeg);
    }
    let search = SEARCH.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    lode_ffmpeg::load(&search)
}

/// What fails when a file is opened.
const READING: &str = "read this as audio or video";

/// Without a limit there is this one.
const MOST_STREAMS: u32 = 100_000;

/// An open container.
pub(crate) struct Reader<'j> {
    pub ffmpeg: Ffmpeg,
    pub job: &'j Job,
    pub name: String,
    pub size: Option<u64>,
    /// Bytes that were read of a stream.
    pub read: Arc<AtomicU64>,
    pub seekable: bool,
    pub input: lode_ffmpeg::Input<'j>,
    pub damage: Damage,
    /// What had to be counted, see [`Reader::measure`].
    pub measured: Option<Measured>,
}

/// What an animation consists of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// Its pictures.
    pub frames: u64,
    /// How long they are shown together, in seconds.
    pub seconds: f64,
}

impl<'j> Reader<'j> {
    /// Opens a file and finds out what its streams are.
    pub fn open(job: &'j Job, input: Input) -> Result<Self> {
        Self::open_for(job, input, None)
    }

    /// As [`Reader::open`], where only streams of one kind matter, if that is given.
    pub fn open_for(job: &'j Job, input: Input, only: Option<MediaKind>) -> Result<Self> {
        let mut reader = Self::open_unexamined(job, input)?;
        reader.examine(only)?;
        Ok(reader)
    }

    /// Finds out what the headers do not say of the streams.
    pub fn examine(&mut self, only: Option<MediaKind>) -> Result<()> {
        let max_pixels = self.job.limits().pixels.get();
        self.input.examine(max_pixels, only).map_err(|error| self.fail(READING, &error))?;
        self.job.check()
    }

    /// Opens a file, of whose streams no more is known than the headers say.
    pub fn open_unexamined(job: &'j Job, input: Input) -> Result<Self> {
        let ffmpeg = ffmpeg()?;
        let opened = input.open(job)?;
        let (size, seekable) = (opened.source.size(), opened.source.can_seek());
        if size == Some(0) {
            return Err(Error::new(ErrorCode::Media, "the file is empty").at_path(opened.name));
        }
        let most_streams = job.limits().streams.get();
        let settings = InputSettings {
            name: opened.name.clone(),
            // One more than are allowed, so that it is found out here that there are more.
            max_streams: u32::try_from(most_streams.saturating_add(1)).unwrap_or(u32::MAX).min(MOST_STREAMS),
        };
        let stop = Box::new(move || job.check().is_err());
        let input =
            lode_ffmpeg::Input::open(ffmpeg, opened.source, stop, &settings).map_err(|(error, cause)| {
                match job.limits().streams(most_streams.saturating_add(1)) {
                    Err(too_many) if error.message.contains("max_streams") => too_many.at_path(opened.name.clone()),
                    _ => failed(job, READING, &opened.name, &error, cause),
                }
            })?;
        job.limits().streams(input.stream_count() as u64)?;
        let reader = Self {
            ffmpeg,
            job,
            name: opened.name,
            size,
            read: opened.read,
            seekable,
            input,
            damage: Damage::default(),
            measured: None,
        };
        job.check()?;
        Ok(reader)
    }

    /// Turns an error of FFmpeg's into ours.
    pub fn fail(&mut self, what: &str, error: &AvError) -> Error {
        let cause = self.input.take_error();
        failed(self.job, what, &self.name, error, cause)
    }

    /// The stream of a kind that was asked for by index, or the default one.
    pub fn choose(&mut self, kind: MediaKind, index: Option<u32>) -> Result<InputStream> {
        let what = match kind {
            MediaKind::Video => "video",
            MediaKind::Audio => "audio",
            _ => "subtitle",
        };
        let none = |message: String| Error::new(ErrorCode::MediaStream, message).at_path(self.name.clone());
        let chosen = match index {
            Some(index) => index as usize,
            None => self.input.best_stream(kind).ok_or_else(|| none(format!("expected {what}, but there is none")))?,
        };
        let count = self.input.stream_count();
        if chosen >= count {
            return Err(none(format!("expected a stream below {count}, got {chosen}")));
        }
        let stream = self.input.stream(chosen).map_err(|error| self.fail("read the stream", &error))?;
        if stream.parameters.kind() != kind {
            return Err(
                Error::new(ErrorCode::MediaStream, format!("stream {chosen} is not {what}")).at_path(self.name.clone())
            );
        }
        Ok(stream)
    }

    /// The next packet; false at the end. Data that breaks off is an end, with a warning.
    pub fn read(&mut self, packet: &mut Packet) -> Result<bool> {
        self.job.check()?;
        match self.input.read(packet) {
            Ok(more) => Ok(more),
            Err(error) => {
                let cause = self.input.take_error();
                if cause.is_some() || self.job.check().is_err() {
                    return Err(failed(self.job, "read the file", &self.name, &error, cause));
                }
                self.damage.say(format!("the file breaks off: {}", error.message));
                Ok(false)
            }
        }
    }

    /// Finds out how long an animated WebP or PNG is, which say it of each picture only. Where the source cannot go back, it is left
    /// unknown. What streams are is asked before: it may be forgotten.
    pub fn measure(&mut self) -> Result<()> {
        let animated = matches!(self.input.format().0.as_str(), "webp_anim" | "apng");
        if !animated || !self.seekable || self.measured.is_some() {
            return Ok(());
        }
        let time_base = self.input.stream(0).map_err(|error| self.fail(READING, &error))?.time_base;
        let mut packet = Packet::new(self.ffmpeg).map_err(|error| self.fail(READING, &error))?;
        let (mut frames, mut length) = (0, 0_i64);
        // Where the data breaks off, that is said when it is read again.
        while self.input.read(&mut packet).unwrap_or(false) {
            self.job.check()?;
            frames += 1;
            length = length.saturating_add(packet.duration());
        }
        self.input.rewind().map_err(|error| self.fail(READING, &error))?;
        self.measured = time_base.seconds(length).map(|seconds| Measured { frames, seconds });
        Ok(())
    }

    /// The file's first time, in seconds.
    pub fn start(&self) -> f64 {
        lode_ffmpeg::TIME_BASE.seconds(self.input.times().0).unwrap_or(0.0)
    }

    /// The file's length, in seconds.
    pub fn duration(&self) -> Option<f64> {
        let known = lode_ffmpeg::TIME_BASE.seconds(self.input.times().1);
        known.or(self.measured.map(|measured| measured.seconds)).filter(|duration| *duration > 0.0)
    }
}
