//! The result: libraries, licences and a record of what they were made from.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::run;
use super::configure::arguments;
use super::places::{Places, VERSION};
use super::sources::crate_folder;
use super::system_sources::SystemSource;
use crate::Result;

/// The libraries, in the order in which they are loaded: each needs those before it.
pub const LIBRARIES: &[&str] = &["avutil", "swresample", "swscale", "avcodec", "avformat", "avfilter"];

const RECORD: &str = "BUILD.txt";

/// Everything that decides what comes out.
pub fn recipe(encoders: &[&SystemSource]) -> String {
    let mut text = format!(
        "FFmpeg {VERSION}, LGPL version 2.1 or later, built by `cargo xtask ffmpeg`.\n\nconfigure:\n  {}\n\nsources:\n",
        arguments(encoders).join("\n  ")
    );
    for package in lock_entries() {
        text.push_str(&format!("  {package}\n"));
    }
    for encoder in encoders {
        text.push_str(&format!("  {encoder:?}\n"));
    }
    let mut hasher = std::hash::DefaultHasher::new();
    include_str!("dependencies.rs").hash(&mut hasher);
    include_str!("openh264.rs").hash(&mut hasher);
    text.push_str(&format!("\nhow the sources are compiled: {:016x}\n", hasher.finish()));
    text
}

/// `name version checksum` of each crate in the lock file.
fn lock_entries() -> Vec<String> {
    let lock = include_str!("sources/Cargo.lock");
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix("= \""));
        line.map(|value| value.trim_end_matches('"').to_string())
    };
    let entry = |block: &str| {
        Some(format!("{} {} {}", value(block, "name")?, value(block, "version")?, value(block, "checksum")?))
    };
    lock.split("[[package]]").filter_map(entry).collect()
}

/// Whether the libraries are there and were made by this recipe.
pub fn is_up_to_date(places: &Places, recipe: &str) -> bool {
    std::fs::read_to_string(places.output.join(RECORD)).is_ok_and(|text| text == recipe)
        && LIBRARIES.iter().all(|name| library(&places.output, name).is_ok())
}

/// The file of a library in a folder, such as `libavutil.so.61`.
pub fn library(folder: &Path, name: &str) -> Result<PathBuf> {
    let prefix = format!("lib{name}.so.");
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let found = entries.flatten().find(|entry| {
        // One dot more would be the full version, which the name with the major one links to.
        entry.file_name().to_string_lossy().strip_prefix(&prefix).is_some_and(|major| !major.contains('.'))
    });
    found.map(|entry| entry.path()).ok_or_else(|| format!("no {prefix}* in {}", folder.display()).into())
}

/// Strips and copies the libraries, and the licences of everything inside them.
pub fn install(places: &Places, encoders: &[&SystemSource]) -> Result<()> {
    if places.output.exists() {
        std::fs::remove_dir_all(&places.output)?;
    }
    std::fs::create_dir_all(places.output.join("licenses"))?;
    for name in LIBRARIES {
        let built = library(&places.staging.join("lib"), name)?;
        let target = places.output.join(built.file_name().unwrap_or_default());
        run(&places.work, "strip", Command::new("strip").arg("--strip-unneeded").arg("-o").arg(target).arg(built))?;
    }
    for (name, file) in licenses(places, encoders)? {
        let target = places.output.join("licenses").join(format!("{name}.txt"));
        std::fs::copy(&file, target).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

fn licenses(places: &Places, encoders: &[&SystemSource]) -> Result<Vec<(&'static str, PathBuf)>> {
    let mut files = vec![
        ("ffmpeg", places.ffmpeg.join("COPYING.LGPLv2.1")),
        ("ffmpeg-details", places.ffmpeg.join("LICENSE.md")),
        ("zlib", places.work.join("zlib/LICENSE")),
        ("openh264", crate_folder(places, "openh264-sys2-")?.join("upstream/LICENSE")),
        ("opus", crate_folder(places, "opusic-sys-")?.join("opus/COPYING")),
        ("lame", crate_folder(places, "mp3lame-sys-")?.join("lame-3.100/COPYING")),
        ("dav1d", crate_folder(places, "libdav1d-sys-")?.join("vendor/COPYING")),
    ];
    files.extend(encoders.iter().map(|encoder| (encoder.name, encoder.folder(places).join(encoder.license))));
    Ok(files)
}

/// Says that the result is complete.
pub fn record(places: &Places, recipe: &str) -> Result<()> {
    Ok(std::fs::write(places.output.join(RECORD), recipe)?)
}
