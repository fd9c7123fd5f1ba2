//! Finding and loading the libraries.

use std::ffi::{CStr, OsStr, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use libloading::Library;
use lode_runtime::{Error, ErrorCode, Result};

use crate::generated::functions::Functions;
use crate::generated::types::{
    LIBAVCODEC_VERSION_MAJOR, LIBAVFILTER_VERSION_MAJOR, LIBAVFORMAT_VERSION_MAJOR, LIBAVUTIL_VERSION_MAJOR,
    LIBSWRESAMPLE_VERSION_MAJOR, LIBSWSCALE_VERSION_MAJOR,
};
use crate::log;
use crate::strings::text;

/// The libraries with their major versions, in the order in which they are loaded: each finds those before it.
const LIBRARIES: [(&str, u32); 6] = [
    ("avutil", LIBAVUTIL_VERSION_MAJOR),
    ("swresample", LIBSWRESAMPLE_VERSION_MAJOR),
    ("swscale", LIBSWSCALE_VERSION_MAJOR),
    ("avcodec", LIBAVCODEC_VERSION_MAJOR),
    ("avformat", LIBAVFORMAT_VERSION_MAJOR),
    ("avfilter", LIBAVFILTER_VERSION_MAJOR),
];

const ADVICE: &str = "Install the package @lode/ffmpeg for your platform, build it with `cargo xtask ffmpeg` in a checkout of \
                      Lode, or point LODE_FFMPEG at the folder of another FFmpeg 9 build with shared libraries";

/// Where to look.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The folder that the caller named, or one of the libraries in it: nothing else is tried.
    pub path: Option<PathBuf>,
    /// Folders of packages, tried in order after the environment variable `LODE_FFMPEG`.
    pub packages: Vec<PathBuf>,
}

struct Loaded {
    functions: Functions,
    folder: PathBuf,
}

static LOADED: OnceLock<Loaded> = OnceLock::new();
static LOADING: Mutex<()> = Mutex::new(());

/// The loaded FFmpeg. There is one in a process.
#[derive(Clone, Copy)]
pub struct Ffmpeg(&'static Loaded);

impl Ffmpeg {
    pub(crate) fn functions(self) -> &'static Functions {
        &self.0.functions
    }

    /// The folder that it was loaded from.
    #[must_use]
    pub fn folder(self) -> &'static Path {
        &self.0.folder
    }

    /// Its version, such as `9.0.2`.
    #[must_use]
    pub fn version(self) -> String {
        // SAFETY: the function returns a constant string.
        unsafe { text((self.functions().av_version_info)()) }.unwrap_or_default()
    }

    /// Its licence, such as `LGPL version 2.1 or later`.
    #[must_use]
    pub fn license(self) -> String {
        // SAFETY: the function returns a constant string.
        unsafe { text((self.functions().avutil_license)()) }.unwrap_or_default()
    }

    /// The line it was configured with.
    #[must_use]
    pub fn configuration(self) -> String {
        // SAFETY: the function returns a constant string.
        unsafe { text((self.functions().avutil_configuration)()) }.unwrap_or_default()
    }
}

/// The FFmpeg that was loaded, if one was.
#[must_use]
pub fn loaded() -> Option<Ffmpeg> {
    LOADED.get().map(Ffmpeg)
}

/// Loads FFmpeg, unless it is loaded.
///
/// # Errors
/// `LibraryLoad` that says what was found where.
pub fn load(search: &Search) -> Result<Ffmpeg> {
    let _one_at_a_time = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(ffmpeg) = loaded() {
        return same_folder(ffmpeg, search);
    }
    let mut tried = Vec::new();
    for (source, folder) in candidates(search) {
        match load_from(&folder) {
            Ok(loaded) => {
                let ffmpeg = Ffmpeg(LOADED.get_or_init(|| loaded));
                ffmpeg.quieten();
                return Ok(ffmpeg);
            }
            Err(reason) => tried.push(format!("  {source} {}: {reason}", folder.display())),
        }
    }
    if tried.is_empty() {
        tried.push("  nowhere: no package is installed, and LODE_FFMPEG is not set".into());
    }
    let message = format!("cannot load FFmpeg's libraries. Tried:\n{}\n{ADVICE}", tried.join("\n"));
    Err(Error::new(ErrorCode::LibraryLoad, message))
}

/// Two FFmpegs in one process would be two sets of global state; a second one is refused.
fn same_folder(ffmpeg: Ffmpeg, search: &Search) -> Result<Ffmpeg> {
    let Some(path) = &search.path else { return Ok(ffmpeg) };
    let same =
        |path: &Path| path.canonicalize().is_ok_and(|path| ffmpeg.folder().canonicalize().is_ok_and(|l| l == path));
    if same(&folder_of(path)) {
        return Ok(ffmpeg);
    }
    Err(Error::new(
        ErrorCode::LibraryLoad,
        format!(
            "FFmpeg was loaded from {} already, and a process can have one only; load {} before the first media call",
            ffmpeg.folder().display(),
            path.display()
        ),
    ))
}

fn candidates(search: &Search) -> Vec<(&'static str, PathBuf)> {
    if let Some(path) = &search.path {
        return vec![("the path given,", folder_of(path))];
    }
    if let Some(path) = std::env::var_os("LODE_FFMPEG").filter(|path| !path.is_empty()) {
        return vec![("LODE_FFMPEG,", folder_of(Path::new(&path)))];
    }
    let packages = search.packages.iter().map(|path| ("the package,", path.clone()));
    packages.chain(workspace_build().map(|path| ("the workspace's build,", path))).collect()
}

/// A library's folder, when one of the libraries was named in place of it.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if path.is_file() => parent.to_path_buf(),
        _ => path.to_path_buf(),
    }
}

/// `target/ffmpeg/<platform>`, when the program that runs was itself built there: tests and examples of a checkout.
fn workspace_build() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let target = program.ancestors().find(|folder| folder.file_name() == Some(OsStr::new("target")))?;
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
    Some(target.join("ffmpeg").join(format!("{system}-{machine}")))
}

fn file_name(name: &str, major: u32) -> String {
    match std::env::consts::OS {
        "macos" => format!("lib{name}.{major}.dylib"),
        "windows" => format!("{name}-{major}.dll"),
        _ => format!("lib{name}.so.{major}"),
    }
}

fn load_from(folder: &Path) -> std::result::Result<Loaded, String> {
    if !folder.is_dir() {
        return Err("no such folder".into());
    }
    let mut libraries = Vec::with_capacity(LIBRARIES.len());
    for (name, major) in LIBRARIES {
        libraries.push((name, open(folder, name, major)?));
    }
    let find = |library: &'static str, symbol: &'static CStr| -> std::result::Result<*mut c_void, String> {
        let found = libraries.iter().find(|(name, _)| *name == library);
        let (_, opened) = found.ok_or_else(|| format!("no library {library}"))?;
        // SAFETY: the symbol is only read as an address here; its type is given where it is used.
        unsafe { opened.get::<*mut c_void>(symbol.to_bytes_with_nul()) }
            .ok()
            // SAFETY: the libraries are never closed, so that the address stays valid.
            .and_then(|symbol| unsafe { symbol.try_as_raw_ptr() })
            .ok_or_else(|| {
                format!("{library} has no function {}; it is not a whole FFmpeg 9", symbol.to_string_lossy())
            })
    };
    check_versions(find)?;
    // SAFETY: the major versions are those of the headers that the types were made from, and FFmpeg keeps types and
    // functions compatible within them.
    let functions = unsafe { Functions::load(find)? };
    // The libraries stay for good: threads and thread-local destructors may still run their code.
    libraries.into_iter().for_each(|(_, library)| std::mem::forget(library));
    Ok(Loaded { functions, folder: folder.to_path_buf() })
}

fn open(folder: &Path, name: &str, major: u32) -> std::result::Result<Library, String> {
    let file = folder.join(file_name(name, major));
    if !file.is_file() {
        return Err(missing(folder, name, major));
    }
    // SAFETY: loading runs the library's initialisers: FFmpeg's have no requirements, and whoever named the folder trusts
    // what is in it, as with every library.
    unsafe { Library::new(&file) }.map_err(|error| format!("{} does not load: {error}", file.display()))
}

/// Says what is there in place of a library.
fn missing(folder: &Path, name: &str, major: u32) -> String {
    let mut others: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|file| file.trim_start_matches("lib").starts_with(name))
        .collect();
    others.sort_unstable();
    others.truncate(3);
    let expected = file_name(name, major);
    if others.is_empty() {
        return format!("expected {expected}, found no {name} at all");
    }
    format!("expected {expected} (FFmpeg 9), found {}", others.join(", "))
}

fn check_versions(
    find: impl Fn(&'static str, &'static CStr) -> std::result::Result<*mut c_void, String>,
) -> std::result::Result<(), String> {
    let symbols = [
        c"avutil_version",
        c"swresample_version",
        c"swscale_version",
        c"avcodec_version",
        c"avformat_version",
        c"avfilter_version",
    ];
    for ((name, major), symbol) in LIBRARIES.into_iter().zip(symbols) {
        let address = find(name, symbol)?;
        // SAFETY: in every version of FFmpeg these functions take nothing and return an `unsigned`.
        let version = unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn() -> u32>(address)() };
        if version >> 16 != major {
            return Err(format!("{name} says that it is version {}, expected {major} (FFmpeg 9)", version >> 16));
        }
    }
    Ok(())
}

impl Ffmpeg {
    /// FFmpeg prints to standard error unless told otherwise.
    fn quieten(self) {
        // SAFETY: the callback is what FFmpeg wants, and lives as long as the process.
        unsafe { (self.functions().av_log_set_callback)(Some(log::callback)) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("lode-ffmpeg-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for file in files {
            std::fs::write(folder.join(file), "no library").unwrap();
        }
        folder
    }

    fn refusal(folder: &Path) -> String {
        load_from(folder).err().unwrap()
    }

    #[test]
    fn another_major_version_is_named_with_the_one_that_is_expected() {
        let older = file_name("avutil", LIBAVUTIL_VERSION_MAJOR - 4);
        let reason = refusal(&folder("older", &[&older]));
        assert!(reason.contains(&older) && reason.contains(&file_name("avutil", LIBAVUTIL_VERSION_MAJOR)), "{reason}");
    }

    #[test]
    fn an_empty_folder_and_one_that_is_missing_are_told_apart() {
        assert!(refusal(&folder("empty", &[])).contains("no avutil at all"));
        assert_eq!(refusal(Path::new("/nonexistent/lode")), "no such folder");
    }

    #[test]
    fn a_file_that_is_no_library_is_said_not_to_load() {
        let reason = refusal(&folder("text", &[&file_name("avutil", LIBAVUTIL_VERSION_MAJOR)]));
        assert!(reason.contains("does not load"), "{reason}");
    }

    #[test]
    fn a_path_may_name_the_folder_or_a_library_in_it() {
        let name = file_name("avutil", LIBAVUTIL_VERSION_MAJOR);
        let folder = folder("path", &[&name]);
        assert_eq!((folder_of(&folder), folder_of(&folder.join(name))), (folder.clone(), folder));
    }
}
