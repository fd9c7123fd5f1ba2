//! Where a transcode goes.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lode_ffmpeg::{Sink, Source};
use lode_runtime::{Error, ErrorCode, Limits, Result};

/// Ends the names of files that are being written.
const SUFFIX: &str = ".lode-part";

/// Where a transcode goes.
pub enum Output {
    /// A file, which appears when it is complete.
    Path(PathBuf),
    /// Memory.
    Memory(MemoryOutput),
    /// A stream, with a name for errors and for its extension.
    Stream(Box<dyn Sink>, String),
}

impl Output {
    /// The name in errors.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.to_string_lossy().into_owned(),
            Self::Memory(_) => "output".into(),
            Self::Stream(_, name) => name.clone(),
        }
    }
}

/// An output in memory: keep a clone, and take the bytes when the transcode is done.
#[derive(Clone, Default)]
pub struct MemoryOutput(Arc<Mutex<Vec<u8>>>);

impl MemoryOutput {
    /// The bytes written, which are then gone from here.
    #[must_use]
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct MemorySink {
    bytes: MemoryOutput,
    place: usize,
    limits: Limits,
}

impl Sink for MemorySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut all = self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner);
        let end = self.place + bytes.len();
        if end > all.len() {
            self.limits.expanded_bytes(end as u64).map_err(io::Error::other)?;
            let missing = end - all.len();
            all.try_reserve(missing).map_err(|_| io::ErrorKind::OutOfMemory)?;
            all.resize(end, 0);
        }
        if let Some(target) = all.get_mut(self.place..end) {
            target.copy_from_slice(bytes);
        }
        self.place = end;
        Ok(())
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let length = self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner).len() as u64;
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(offset) => (self.place as u64).checked_add_signed(offset),
            SeekFrom::End(offset) => length.checked_add_signed(offset),
        };
        let place = place.filter(|place| *place <= length).ok_or(io::ErrorKind::InvalidInput)?;
        self.place = usize::try_from(place).map_err(|_| io::ErrorKind::InvalidInput)?;
        Ok(place)
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn reopen(&mut self) -> io::Result<Box<dyn Source>> {
        Ok(Box::new(MemoryReader { bytes: self.bytes.clone(), place: 0 }))
    }
}

/// Reads what is being written.
struct MemoryReader {
    bytes: MemoryOutput,
    place: usize,
}

impl Source for MemoryReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let all = self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner);
        let from = all.get(self.place..).unwrap_or_default();
        let count = from.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), from.get(..count)) {
            to.copy_from_slice(from);
        }
        self.place += count;
        Ok(count)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(place) = to else { return Err(io::ErrorKind::Unsupported.into()) };
        self.place = usize::try_from(place).map_err(|_| io::ErrorKind::InvalidInput)?;
        Ok(place)
    }

    fn can_seek(&self) -> bool {
        true
    }
}

struct FileSink {
    file: File,
    path: PathBuf,
}

impl Sink for FileSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn reopen(&mut self) -> io::Result<Box<dyn Source>> {
        Ok(Box::new(FileReader(File::open(&self.path)?)))
    }
}

/// A device or a pipe, which cannot be replaced by a file that is complete.
struct DeviceSink(File);

impl Sink for DeviceSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

struct FileReader(File);

impl Source for FileReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }

    fn can_seek(&self) -> bool {
        true
    }
}

/// Counts bytes: how far the output reaches.
struct Counting<S> {
    inner: S,
    place: u64,
    size: Arc<AtomicU64>,
}

impl<S: Sink> Sink for Counting<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write(bytes)?;
        self.place += bytes.len() as u64;
        self.size.fetch_max(self.place, Ordering::Relaxed);
        Ok(())
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.place = self.inner.seek(to)?;
        Ok(self.place)
    }

    fn can_seek(&self) -> bool {
        self.inner.can_seek()
    }

    fn reopen(&mut self) -> io::Result<Box<dyn Source>> {
        self.inner.reopen()
    }
}

/// An output that is being written. Dropped before [`Pending::publish`], it leaves nothing behind.
pub(crate) struct Pending {
    /// How many bytes there are.
    pub size: Arc<AtomicU64>,
    pub name: String,
    file: Option<Temporary>,
}

struct Temporary {
    path: PathBuf,
    target: PathBuf,
    overwrite: bool,
    /// Locked as long as it is being written, so that others can tell it from one that was left behind.
    _lock: Option<File>,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Pending {
    /// Opens an output.
    ///
    /// # Errors
    /// `OutputExists`, `NotFound` without its folder, and what the operating system refuses. An output in memory may grow to
    /// `limits.expandedBytes`.
    pub fn open(output: Output, overwrite: bool, limits: &Limits) -> Result<(Self, Box<dyn Sink>)> {
        let name = output.name();
        let size = Arc::new(AtomicU64::new(0));
        let counted =
            |inner: Box<dyn Sink>| -> Box<dyn Sink> { Box::new(Counting { inner, place: 0, size: size.clone() }) };
        let (sink, file) = match output {
            Output::Path(path) if is_device(&path) => {
                let file = OpenOptions::new().write(true).open(&path).map_err(|error| cannot_write(&error, &name))?;
                (counted(Box::new(DeviceSink(file))), None)
            }
            Output::Path(path) => {
                // What a link leads to is replaced, not the link.
                let path = path.canonicalize().unwrap_or(path);
                let (temporary, sink) = create(&path, overwrite, &name)?;
                (counted(Box::new(sink)), Some(temporary))
            }
            Output::Memory(bytes) => (counted(Box::new(MemorySink { bytes, place: 0, limits: limits.clone() })), None),
            Output::Stream(sink, _) => (counted(sink), None),
        };
        Ok((Self { size, name, file }, sink))
    }

    /// Gives the output its name.
    ///
    /// # Errors
    /// `OutputExists` when somebody else made one meanwhile, and what the operating system refuses.
    pub fn publish(mut self) -> Result<()> {
        let Some(temporary) = self.file.take() else { return Ok(()) };
        refuse_existing(&temporary.target, temporary.overwrite, &self.name)?;
        std::fs::rename(&temporary.path, &temporary.target).map_err(|error| cannot_write(&error, &self.name))
    }
}

fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn refuse_existing(path: &Path, overwrite: bool, name: &str) -> Result<()> {
    if overwrite || !path.exists() {
        return Ok(());
    }
    let message = format!("{name} exists; set overwrite to replace it");
    Err(Error::new(ErrorCode::OutputExists, message).at_path(name))
}

fn create(target: &Path, overwrite: bool, name: &str) -> Result<(Temporary, FileSink)> {
    refuse_existing(target, overwrite, name)?;
    if target.is_dir() {
        return Err(Error::new(ErrorCode::Io, format!("{name} is a folder")).at_path(name));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("the folder of {name} does not exist");
        return Err(Error::new(ErrorCode::NotFound, message).at_path(name));
    }
    let file_name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    remove_abandoned(folder, &file_name);
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!(".{file_name}.{}-{number}{SUFFIX}", std::process::id()));
    let file = OpenOptions::new()
        .write(true)
        .read(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| cannot_write(&error, name))?;
    // Where files cannot be locked, abandoned ones stay.
    let lock = file.try_clone().ok().filter(|file| file.try_lock().is_ok());
    let temporary = Temporary { path: path.clone(), target: target.to_path_buf(), overwrite, _lock: lock };
    Ok((temporary, FileSink { file, path }))
}

/// Removes what processes that were killed left of the same output.
fn remove_abandoned(folder: &Path, file_name: &str) {
    let prefix = format!(".{file_name}.");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix) && name.ends_with(SUFFIX) {
            let unlocked = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if unlocked {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

fn cannot_write(error: &io::Error, name: &str) -> Error {
    let code = match error.kind() {
        io::ErrorKind::PermissionDenied => ErrorCode::PermissionDenied,
        _ => ErrorCode::Io,
    };
    Error::new(code, format!("cannot write {name}: {error}")).with_source(error).at_path(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("lode-output-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn an_output_appears_when_it_is_published_and_not_before() {
        let folder = folder("publish");
        let target = folder.join("a.mp4");
        let (pending, mut sink) = Pending::open(Output::Path(target.clone()), false, &Limits::default()).unwrap();
        sink.write(b"hello").unwrap();
        assert!(!target.exists());
        assert_eq!(pending.size.load(Ordering::Relaxed), 5);
        pending.publish().unwrap();
        assert_eq!((std::fs::read(&target).unwrap(), names(&folder)), (b"hello".to_vec(), vec!["a.mp4".to_string()]));
    }

    #[test]
    fn an_output_that_is_given_up_leaves_nothing_behind() {
        let folder = folder("drop");
        drop(Pending::open(Output::Path(folder.join("a.mp4")), false, &Limits::default()).unwrap());
        assert!(names(&folder).is_empty());
    }

    #[test]
    fn an_existing_output_is_refused_unless_asked_for() {
        let folder = folder("exists");
        let target = folder.join("a.mp4");
        std::fs::write(&target, "old").unwrap();
        let error = Pending::open(Output::Path(target.clone()), false, &Limits::default()).err().unwrap();
        assert_eq!(error.code, ErrorCode::OutputExists);
        assert!(Pending::open(Output::Path(target), true, &Limits::default()).is_ok());
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_what_another_one_writes_is_not() {
        let folder = folder("abandoned");
        std::fs::write(folder.join(format!(".a.mp4.1-0{SUFFIX}")), "left").unwrap();
        let (_first, _) = Pending::open(Output::Path(folder.join("a.mp4")), false, &Limits::default()).unwrap();
        let (_second, _) = Pending::open(Output::Path(folder.join("a.mp4")), false, &Limits::default()).unwrap();
        let left = names(&folder);
        assert!(left.len() == 2 && left.iter().all(|name| !name.contains(".1-0")), "{left:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        let (pending, mut sink) = Pending::open(Output::Path("/dev/null".into()), true, &Limits::default()).unwrap();
        sink.write(b"hello").unwrap();
        pending.publish().unwrap();
        assert!(is_device(Path::new("/dev/null")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let folder = folder("link");
        std::fs::create_dir(folder.join("inner")).unwrap();
        std::fs::write(folder.join("inner/a.mp4"), "old").unwrap();
        std::os::unix::fs::symlink(folder.join("inner/a.mp4"), folder.join("link.mp4")).unwrap();
        let (pending, mut sink) =
            Pending::open(Output::Path(folder.join("link.mp4")), true, &Limits::default()).unwrap();
        sink.write(b"new").unwrap();
        pending.publish().unwrap();
        assert!(folder.join("link.mp4").is_symlink());
        assert_eq!(std::fs::read(folder.join("inner/a.mp4")).unwrap(), b"new");
    }

    #[test]
    fn a_missing_folder_is_said_to_be_missing() {
        let path = std::env::temp_dir().join("lode-no-such-folder/a.mp4");
        let error = Pending::open(Output::Path(path), false, &Limits::default()).err().unwrap();
        assert_eq!(error.code, ErrorCode::NotFound);
        assert!(error.message.contains("folder"), "{}", error.message);
    }
}
