//! The pipe through which a hub wakes a JavaScript event loop that can wait for descriptors only (Bun).

#[cfg(unix)]
mod unix {
    use std::io::{PipeReader, PipeWriter, Write};
    use std::os::fd::AsRawFd;

    /// Both ends; closed when dropped.
    pub struct Pipe {
        reader: PipeReader,
        writer: PipeWriter,
    }

    impl Pipe {
        /// Opens a pipe.
        pub fn open() -> std::io::Result<Self> {
            let (reader, writer) = std::io::pipe()?;
            Ok(Self { reader, writer })
        }

        /// The descriptor to read from.
        pub fn descriptor(&self) -> i32 {
            self.reader.as_raw_fd()
        }

        /// Wakes the reader. At most one byte lies in the pipe, so this never blocks.
        pub fn wake(&self) {
            // Without a reader there is nobody to wake.
            let _ = (&self.writer).write(&[1]);
        }
    }
}

#[cfg(not(unix))]
mod other {
    /// Descriptors cannot be handed to JavaScript here; the binding polls.
    pub struct Pipe;

    impl Pipe {
        /// Always fails.
        pub fn open() -> std::io::Result<Self> {
            Err(std::io::ErrorKind::Unsupported.into())
        }

        /// Never called, since none can be opened.
        pub fn descriptor(&self) -> i32 {
            -1
        }

        /// Never called, since none can be opened.
        pub fn wake(&self) {}
    }
}

#[cfg(not(unix))]
pub use other::Pipe;
#[cfg(unix)]
pub use unix::Pipe;
