//! Sources that cargo fetches, checked against `sources/Cargo.lock`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::run;
use super::places::{Places, VERSION};
use crate::Result;
use crate::files;

/// The package whose dependencies are the sources.
pub fn manifest() -> PathBuf {
    files::root().join("xtask/src/ffmpeg/sources/Cargo.toml")
}

/// Unpacks the crates into `vendor`, and FFmpeg and zlib beside it.
pub fn fetch(places: &Places) -> Result<()> {
    let mut vendor = Command::new("cargo");
    vendor.args(["vendor", "--locked", "--versioned-dirs", "--manifest-path"]).arg(manifest()).arg(&places.vendor);
    run(&places.work, "fetch-sources", &mut vendor)?;
    let archives = crate_folder(places, &format!("ffmpeg-src-{VERSION}"))?.join("native");
    unpack(places, &archives.join("ffmpeg.tar.xz"), &places.ffmpeg)?;
    unpack(places, &archives.join("zlib.tar.xz"), &places.work.join("zlib"))
}

/// The folder of a crate whose folder's name starts with `prefix`: some versions carry build metadata.
pub fn crate_folder(places: &Places, prefix: &str) -> Result<PathBuf> {
    for entry in std::fs::read_dir(&places.vendor)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            return Ok(entry.path());
        }
    }
    Err(format!("no {prefix} in {}", places.vendor.display()).into())
}

/// Unpacks an archive whose entries lie in one folder, into `folder`, from nothing.
pub fn unpack(places: &Places, archive: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let mut tar = Command::new("tar");
    tar.arg("-C").arg(folder).args(["--strip-components=1", "-xf"]).arg(archive);
    run(&places.work, "unpack", &mut tar)
}
