//! Reading and writing through Rust: FFmpeg opens no file and no address by itself.

use std::ffi::{c_char, c_int, c_void};
use std::io::{self, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use crate::error::{AvError, EOF, EXIT, EXTERNAL, allocated};
use crate::generated::types::*;
use crate::load::Ffmpeg;

/// Bytes that are read or written at once.
const BUFFER_BYTES: usize = 64 << 10;

/// Something that bytes are read from.
pub trait Source: Send {
    /// Reads some bytes; 0 at the end.
    ///
    /// # Errors
    /// Those of the source.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Goes to a place and returns it; fails when the source cannot.
    ///
    /// # Errors
    /// `Unsupported` when it cannot.
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Whether it can.
    fn can_seek(&self) -> bool {
        false
    }

    /// How many bytes there are, when that is known.
    fn size(&self) -> Option<u64> {
        None
    }
}

impl<S: Source + ?Sized> Source for Box<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (**self).read(buffer)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        (**self).seek(to)
    }

    fn can_seek(&self) -> bool {
        (**self).can_seek()
    }

    fn size(&self) -> Option<u64> {
        (**self).size()
    }
}

/// Something that bytes are written to.
pub trait Sink: Send {
    /// Writes all bytes.
    ///
    /// # Errors
    /// Those of the sink.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Goes to a place and returns it; fails when the sink cannot.
    ///
    /// # Errors
    /// `Unsupported` when it cannot.
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Whether it can.
    fn can_seek(&self) -> bool {
        false
    }

    /// Opens what was written for reading, from the start: an MP4's index moves to its front in a second pass.
    ///
    /// # Errors
    /// `Unsupported` when it cannot.
    fn reopen(&mut self) -> io::Result<Box<dyn Source>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl<S: Sink + ?Sized> Sink for Box<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        (**self).write(bytes)
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        (**self).seek(to)
    }

    fn can_seek(&self) -> bool {
        (**self).can_seek()
    }

    fn reopen(&mut self) -> io::Result<Box<dyn Source>> {
        (**self).reopen()
    }
}

/// Says whether to give up. Asked often, also by FFmpeg in its own loops.
pub type Stop<'a> = Box<dyn Fn() -> bool + Send + Sync + 'a>;

pub(crate) enum Device<'a> {
    Source(Box<dyn Source + 'a>),
    Sink(Box<dyn Sink + 'a>),
}

/// What the callbacks reach.
pub(crate) struct State<'a> {
    pub(crate) device: Device<'a>,
    /// The first error of the device.
    pub(crate) error: Option<io::Error>,
    /// Where sources read into.
    bytes: Vec<u8>,
    stop: Stop<'a>,
}

/// FFmpeg's side of a device.
pub(crate) struct Io<'a> {
    ffmpeg: Ffmpeg,
    pub(crate) context: *mut AVIOContext,
    /// From `Box::into_raw`; freed by us, after the context.
    pub(crate) state: *mut State<'a>,
}

// SAFETY: devices are `Send`, `stop` is `Sync`, and the context is only reached through its owner.
unsafe impl Send for Io<'_> {}

impl<'a> Io<'a> {
    pub(crate) fn new(ffmpeg: Ffmpeg, device: Device<'a>, stop: Stop<'a>) -> Result<Self, AvError> {
        let state = Box::into_raw(Box::new(State { device, error: None, bytes: Vec::new(), stop }));
        let mut io = Self { ffmpeg, context: ptr::null_mut(), state };
        io.allocate()?;
        Ok(io)
    }

    fn allocate(&mut self) -> Result<(), AvError> {
        let functions = self.ffmpeg.functions();
        // SAFETY: no callback runs while `self` is borrowed exclusively.
        let (writes, seeks) = match unsafe { &(*self.state).device } {
            Device::Source(source) => (0, source.can_seek()),
            Device::Sink(sink) => (1, sink.can_seek()),
        };
        // SAFETY: the buffer is FFmpeg's and the context takes it; callbacks get `state`, which outlives the context.
        unsafe {
            let buffer = allocated((functions.av_malloc)(BUFFER_BYTES))?;
            self.context = (functions.avio_alloc_context)(
                buffer.cast(),
                BUFFER_BYTES as c_int,
                writes,
                self.state.cast(),
                (writes == 0).then_some(read),
                (writes == 1).then_some(write),
                seeks.then_some(seek),
            );
            if self.context.is_null() {
                (functions.av_free)(buffer);
                return Err(AvError::new(crate::error::NO_MEMORY, "not enough memory"));
            }
            if !seeks {
                (*self.context).seekable = 0;
            }
        }
        Ok(())
    }

    /// Goes to the first byte of a source, with a new context. The one before is returned, for [`Io::free`].
    pub(crate) fn restart(&mut self) -> Result<*mut AVIOContext, AvError> {
        // SAFETY: no callback runs while `self` is borrowed exclusively.
        let rewound = match unsafe { &mut (*self.state).device } {
            Device::Source(source) => source.seek(SeekFrom::Start(0)),
            Device::Sink(_) => Err(io::ErrorKind::Unsupported.into()),
        };
        rewound.map_err(|error| AvError::other(&error.to_string()))?;
        let before = std::mem::replace(&mut self.context, ptr::null_mut());
        if let Err(error) = self.allocate() {
            self.context = before;
            return Err(error);
        }
        Ok(before)
    }

    /// Frees a context.
    ///
    /// # Safety
    /// Nothing uses it any more.
    pub(crate) unsafe fn free(&self, mut context: *mut AVIOContext) {
        if !context.is_null() {
            // SAFETY: the caller's promise; a context owns its buffer, which may have been replaced by FFmpeg.
            unsafe {
                (self.ffmpeg.functions().av_freep)((&raw mut (*context).buffer).cast());
                (self.ffmpeg.functions().avio_context_free)(&raw mut context);
            }
        }
    }

    /// What was forgotten after its context had been given away.
    ///
    /// # Safety
    /// `context` is that of a forgotten `Io` with the lifetime `'a`, and is not used again.
    pub(crate) unsafe fn from_context(ffmpeg: Ffmpeg, context: *mut AVIOContext) -> Self {
        // SAFETY: the caller's promise: `opaque` is the state.
        Self { ffmpeg, context, state: unsafe { (*context).opaque.cast() } }
    }

    /// The first error of the device, once.
    pub(crate) fn take_error(&mut self) -> Option<io::Error> {
        // SAFETY: no callback runs while `self` is borrowed exclusively: FFmpeg calls them inside its functions only.
        unsafe { (*self.state).error.take() }
    }
}

impl Drop for Io<'_> {
    fn drop(&mut self) {
        // SAFETY: whatever used the context is gone, and with it all that reached the state.
        unsafe {
            self.free(self.context);
            drop(Box::from_raw(self.state));
        }
    }
}

/// Runs `work` on the state; a panic must not cross FFmpeg's frames.
///
/// # Safety
/// `opaque` is the state of an [`Io`] whose callback this is.
unsafe fn with_state<R>(opaque: *mut c_void, work: impl FnOnce(&mut State) -> Result<R, c_int>) -> Result<R, c_int> {
    // SAFETY: the state is only used here while FFmpeg is inside a call on its context.
    let state = unsafe { &mut *opaque.cast::<State>() };
    catch_unwind(AssertUnwindSafe(|| {
        if (state.stop)() {
            return Err(EXIT);
        }
        work(state)
    }))
    .unwrap_or(Err(EXTERNAL))
}

impl State<'_> {
    fn keep<R>(&mut self, result: io::Result<R>) -> Result<R, c_int> {
        result.map_err(|error| {
            self.error.get_or_insert(error);
            EXTERNAL
        })
    }
}

unsafe extern "C" fn read(opaque: *mut c_void, buffer: *mut u8, size: c_int) -> c_int {
    let size = usize::try_from(size).unwrap_or(0);
    // SAFETY: FFmpeg passes our state, and a buffer with `size` bytes.
    let result = unsafe {
        with_state(opaque, |state| {
            let Device::Source(source) = &mut state.device else { return Err(EXTERNAL) };
            // FFmpeg's buffer may be uninitialised, and has to stay as it is where nothing is read into it.
            let size = size.min(BUFFER_BYTES);
            state.bytes.resize(size, 0);
            let result = source.read(&mut state.bytes).map(|count| count.min(size));
            let count = state.keep(result)?;
            ptr::copy_nonoverlapping(state.bytes.as_ptr(), buffer, count);
            Ok(count)
        })
    };
    match result {
        Ok(0) => EOF,
        Ok(count) => c_int::try_from(count).unwrap_or(EXTERNAL),
        Err(code) => code,
    }
}

unsafe extern "C" fn write(opaque: *mut c_void, buffer: *const u8, size: c_int) -> c_int {
    let length = usize::try_from(size).unwrap_or(0);
    // SAFETY: FFmpeg passes our state, and `size` bytes.
    let result = unsafe {
        let bytes = std::slice::from_raw_parts(buffer, length);
        with_state(opaque, |state| {
            let Device::Sink(sink) = &mut state.device else { return Err(EXTERNAL) };
            let result = sink.write(bytes);
            state.keep(result)
        })
    };
    result.map_or_else(|code| code, |()| size)
}

unsafe extern "C" fn seek(opaque: *mut c_void, offset: i64, whence: c_int) -> i64 {
    let whence = whence & !(AVSEEK_FORCE as c_int);
    // SAFETY: FFmpeg passes our state.
    let result = unsafe {
        with_state(opaque, |state| {
            if whence == AVSEEK_SIZE as c_int {
                let Device::Source(source) = &state.device else { return Err(EXTERNAL) };
                return source.size().ok_or(EXTERNAL);
            }
            let to = match whence {
                0 => SeekFrom::Start(u64::try_from(offset).map_err(|_| crate::error::INVALID)?),
                1 => SeekFrom::Current(offset),
                _ => SeekFrom::End(offset),
            };
            let result = match &mut state.device {
                Device::Source(source) => source.seek(to),
                Device::Sink(sink) => sink.seek(to),
            };
            state.keep(result)
        })
    };
    result.map_or_else(i64::from, |place| i64::try_from(place).unwrap_or(i64::from(EXTERNAL)))
}

/// FFmpeg's interrupt callback.
pub(crate) unsafe extern "C" fn interrupted(opaque: *mut c_void) -> c_int {
    // SAFETY: `opaque` is the state of the context's `Io`, which outlives it; only `stop` is read, which never changes.
    let stop = unsafe { &(*opaque.cast::<State>()).stop };
    c_int::from(catch_unwind(AssertUnwindSafe(stop)).unwrap_or(true))
}

/// Refuses to open anything else: files that a hostile file names.
pub(crate) unsafe extern "C" fn open_nothing(
    _: *mut AVFormatContext,
    _: *mut *mut AVIOContext,
    _: *const c_char,
    _: c_int,
    _: *mut *mut AVDictionary,
) -> c_int {
    -1 // AVERROR(EPERM)
}
