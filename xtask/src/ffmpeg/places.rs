//! Where things are built and where they end up.

use std::path::PathBuf;

use crate::files;

/// FFmpeg's version, which is that of the crate it comes from.
pub const VERSION: &str = "9.0.2";

/// Folders of one build.
pub struct Places {
    /// Sources, objects and logs.
    pub work: PathBuf,
    /// Static libraries and headers that FFmpeg is linked with.
    pub sdk: PathBuf,
    /// What cargo fetched.
    pub vendor: PathBuf,
    /// FFmpeg's sources.
    pub ffmpeg: PathBuf,
    /// FFmpeg's objects.
    pub objects: PathBuf,
    /// What FFmpeg's `make install` gives.
    pub staging: PathBuf,
    /// The result.
    pub output: PathBuf,
}

impl Places {
    pub fn new() -> Self {
        let base = files::root().join("target/ffmpeg");
        let work = base.join("build");
        Self {
            sdk: work.join("sdk"),
            vendor: work.join("vendor"),
            ffmpeg: work.join("ffmpeg"),
            objects: work.join("objects"),
            staging: work.join("staging"),
            output: base.join(platform()),
            work,
        }
    }
}

/// The platform's name as in the packages' names: `linux-x64`.
fn platform() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{machine}")
}

/// How many compilers run at once.
pub fn jobs() -> String {
    std::thread::available_parallelism().map_or(1, usize::from).to_string()
}
