//! Where media comes from.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lode_ffmpeg::Source;
use lode_runtime::{Bytes, Error, Job, Limits, Result};

/// Something to read media from.
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Bytes in memory, with a name for errors and for its extension.
    Bytes(Bytes, String),
    /// A stream, with a name for errors and for its extension.
    Stream(Box<dyn Source>, String),
}

/// An opened input.
pub(crate) struct Opened {
    pub source: Box<dyn Source>,
    pub name: String,
    /// Bytes that were read of a stream.
    pub read: Arc<AtomicU64>,
}

impl Input {
    /// The name in errors.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.to_string_lossy().into_owned(),
            Self::Bytes(_, name) | Self::Stream(_, name) => name.clone(),
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// `NotFound`, `PermissionDenied`, `Io`, `LimitInputBytes`.
    pub(crate) fn open(self, job: &Job) -> Result<Opened> {
        job.check()?;
        let name = self.name();
        let read = Arc::new(AtomicU64::new(0));
        let source: Box<dyn Source> = match self {
            Self::Path(path) => {
                let file = File::open(&path).map_err(|error| Error::io(&error, &name))?;
                let metadata = file.metadata().map_err(|error| Error::io(&error, &name))?;
                if metadata.is_dir() {
                    return Err(Error::io(&io::Error::from(io::ErrorKind::IsADirectory), &name));
                }
                if metadata.is_file() {
                    limit_file(metadata.len(), job.limits())?;
                    Box::new(FileSource { file, size: metadata.len(), place: 0 })
                } else {
                    Box::new(StreamSource::new(FileStream(file), job, read.clone()))
                }
            }
            Self::Bytes(bytes, _) => {
                job.limits().input_bytes((*bytes).as_ref().len() as u64)?;
                Box::new(BytesSource { bytes, place: 0 })
            }
            Self::Stream(source, _) if source.can_seek() => {
                source.size().map_or(Ok(()), |size| limit_file(size, job.limits()))?;
                source
            }
            Self::Stream(source, _) => Box::new(StreamSource::new(source, job, read.clone())),
        };
        Ok(Opened { source, name, read })
    }
}

/// The default bounds what is held in memory. A file on the disk is not, and films are larger: it is held to a limit that the
/// caller set.
fn limit_file(size: u64, limits: &Limits) -> Result<()> {
    if limits.input_bytes == Limits::default().input_bytes { Ok(()) } else { limits.input_bytes(size) }
}

/// A file, as long as it was when it was opened: one that grows meanwhile still ends.
struct FileSource {
    file: File,
    size: u64,
    place: u64,
}

impl Source for FileSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.place)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let count = self.file.read(buffer.get_mut(..wanted).unwrap_or_default())?;
        self.place += count as u64;
        Ok(count)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::End(offset) => SeekFrom::Start(self.size.saturating_add_signed(offset)),
            other => other,
        };
        self.place = self.file.seek(to)?;
        Ok(self.place)
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn size(&self) -> Option<u64> {
        Some(self.size)
    }
}

struct BytesSource {
    bytes: Bytes,
    place: u64,
}

impl Source for BytesSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = (*self.bytes).as_ref();
        let start = usize::try_from(self.place).unwrap_or(usize::MAX).min(bytes.len());
        let count = buffer.len().min(bytes.len() - start);
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), bytes.get(start..start + count)) {
            to.copy_from_slice(from);
        }
        self.place += count as u64;
        Ok(count)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let size = (*self.bytes).as_ref().len() as u64;
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(offset) => self.place.checked_add_signed(offset),
            SeekFrom::End(offset) => size.checked_add_signed(offset),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn size(&self) -> Option<u64> {
        Some((*self.bytes).as_ref().len() as u64)
    }
}

/// A pipe or device.
struct FileStream(File);

impl Source for FileStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

/// Something that cannot be told the end of: `limits.inputBytes` ends it.
struct StreamSource<S> {
    inner: S,
    read: Arc<AtomicU64>,
    limits: Limits,
}

impl<S: Source> StreamSource<S> {
    fn new(inner: S, job: &Job, read: Arc<AtomicU64>) -> Self {
        Self { inner, read, limits: job.limits().clone() }
    }
}

impl<S: Source> Source for StreamSource<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let before = self.read.fetch_add(count as u64, Ordering::Relaxed);
        self.limits.input_bytes(before + count as u64).map_err(io::Error::other)?;
        Ok(count)
    }

    fn size(&self) -> Option<u64> {
        self.inner.size()
    }
}
