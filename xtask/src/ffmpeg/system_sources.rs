//! Encoders that no registry carries the sources of: from the distribution's source packages.
//!
//! The upstream archive is pinned here by its checksum. The distribution's patches on top of it (security fixes, for the
//! most part) are checked by apt against its signed index, since their revision moves.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::{output, run};
use super::places::Places;
use super::sources::unpack;
use crate::Result;

/// A source package.
#[derive(Debug)]
pub struct SystemSource {
    /// What `--without` calls it.
    pub name: &'static str,
    /// The source package.
    pub package: &'static str,
    /// Upstream archives that were tried, with their SHA-256.
    pub archives: &'static [(&'static str, &'static str)],
    /// What FFmpeg's configure calls it.
    pub library: &'static str,
    /// The encoder in FFmpeg.
    pub encoder: &'static str,
    /// Its licence's file.
    pub license: &'static str,
}

/// VP9 and AV1. (The archives of Debian 12.)
pub const ENCODERS: &[SystemSource] = &[
    SystemSource {
        name: "vpx",
        package: "libvpx",
        archives: &[("libvpx_1.12.0.orig.tar.gz", "f1acc15d0fd0cb431f4bf6eac32d5e932e40ea1186fe78e074254d6d003957bb")],
        library: "libvpx",
        encoder: "libvpx_vp9",
        license: "LICENSE",
    },
    SystemSource {
        name: "svt-av1",
        package: "svt-av1",
        archives: &[(
            "svt-av1_1.4.1+dfsg.orig.tar.xz",
            "4ce800449365b6a4ead77b8ce4965ef20b4e54c2950fda52273ed1914ebfae78",
        )],
        library: "libsvtav1",
        encoder: "libsvtav1",
        license: "LICENSE.md",
    },
];

impl SystemSource {
    /// Where its patched sources lie.
    pub fn folder(&self, places: &Places) -> PathBuf {
        places.work.join(self.name)
    }
}

/// Downloads, checks, unpacks and patches.
pub fn fetch(places: &Places, encoders: &[&SystemSource]) -> Result<()> {
    let apt = places.work.join("apt");
    let absent: Vec<_> = encoders.iter().filter(|encoder| find_archive(&apt, encoder).is_none()).collect();
    if !absent.is_empty() {
        let packages: Vec<_> = absent.iter().map(|encoder| encoder.package).collect();
        download(places, &apt, &packages).map_err(|error| cannot_fetch(&absent, &error.to_string()))?;
    }
    let unknown: Vec<_> = encoders.iter().filter(|encoder| find_archive(&apt, encoder).is_none()).collect();
    if !unknown.is_empty() {
        let archives: Vec<_> = unknown.iter().flat_map(|encoder| encoder.archives).map(|(file, _)| *file).collect();
        let offered = offered(&apt, &unknown);
        return Err(cannot_fetch(
            &unknown,
            &format!(
                "pinned are {} (Debian 12), and this distribution offers {offered}; if you trust it, add its archive and \
                 SHA-256 to xtask/src/ffmpeg/system_sources.rs",
                archives.join(", ")
            ),
        ));
    }
    for encoder in encoders {
        let Some((archive, checksum)) = find_archive(&apt, encoder) else { continue };
        let actual = output(Command::new("sha256sum").arg(&archive))?;
        if !actual.starts_with(checksum) {
            return Err(format!("{}: expected SHA-256 {checksum}, got {actual}", archive.display()).into());
        }
        unpack(places, &archive, &encoder.folder(places))?;
        patch(places, &apt, encoder)?;
    }
    Ok(())
}

/// What went wrong, and the command that builds without.
fn cannot_fetch(encoders: &[&&SystemSource], reason: &str) -> Box<dyn std::error::Error> {
    let packages: Vec<_> = encoders.iter().map(|encoder| encoder.package).collect();
    let without: Vec<_> = encoders.iter().map(|encoder| format!("--without {}", encoder.name)).collect();
    let command = format!("cargo xtask ffmpeg {}", without.join(" "));
    format!("no sources of {}: {reason}. `{command}` builds FFmpeg without these encoders", packages.join(" and "))
        .into()
}

fn find_archive(apt: &Path, encoder: &SystemSource) -> Option<(PathBuf, &'static str)> {
    let found = encoder.archives.iter().find(|(file, _)| apt.join(file).is_file());
    found.map(|(file, checksum)| (apt.join(file), *checksum))
}

/// Upstream archives that apt brought of packages.
fn offered(apt: &Path, encoders: &[&&SystemSource]) -> String {
    let names = std::fs::read_dir(apt).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains(".orig.") && encoders.iter().any(|encoder| name.starts_with(encoder.package)))
        .collect();
    names.sort();
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

/// Fetches source packages with apt, with lists of its own, so that the machine's configuration stays as it is.
fn download(places: &Places, apt: &Path, packages: &[&str]) -> Result<()> {
    let parts = apt.join("parts");
    std::fs::create_dir_all(&parts)?;
    std::fs::create_dir_all(apt.join("lists/partial"))?;
    write_source_lists(&parts)?;
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command
            .current_dir(apt)
            .args(["-o", "Dir::Etc::SourceList=/dev/null", "-o"])
            .arg(format!("Dir::Etc::SourceParts={}", parts.display()))
            .arg("-o")
            .arg(format!("Dir::State::Lists={}", apt.join("lists").display()));
        command
    };
    run(&places.work, "apt-update", apt_get().arg("update"))?;
    run(&places.work, "apt-source", apt_get().args(["source", "--download-only"]).args(packages))
}

/// The machine's own package sources, with binary packages replaced by source packages.
fn write_source_lists(parts: &Path) -> Result<()> {
    let mut lists = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = std::fs::read_dir("/etc/apt/sources.list.d") {
        lists.extend(entries.flatten().map(|entry| entry.path()));
    }
    for list in lists {
        let (Some(name), Ok(text)) = (list.file_name(), std::fs::read_to_string(&list)) else { continue };
        let name = name.to_string_lossy();
        let lines = text.lines().filter_map(|line| match line.split_whitespace().next() {
            Some("deb") => Some(line.replacen("deb", "deb-src", 1)),
            Some("deb-src") => None,
            Some("Types:") => Some("Types: deb-src".into()),
            _ => Some(line.into()),
        });
        if name.ends_with(".list") || name.ends_with(".sources") {
            std::fs::write(parts.join(&*name), lines.collect::<Vec<String>>().join("\n") + "\n")?;
        }
    }
    Ok(())
}

/// Applies the distribution's patches, in the order of its `series` file.
fn patch(places: &Places, apt: &Path, encoder: &SystemSource) -> Result<()> {
    let prefix = format!("{}_", encoder.package);
    for entry in std::fs::read_dir(apt)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with(&prefix) || !name.contains(".debian.tar.") {
            continue;
        }
        let folder = encoder.folder(places);
        let debian = places.work.join(format!("{}-patches", encoder.name));
        unpack(places, &path, &debian)?;
        let Ok(series) = std::fs::read_to_string(debian.join("patches/series")) else { continue };
        for line in series.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let file = std::fs::File::open(debian.join("patches").join(line))?;
            let status = Command::new("patch").current_dir(&folder).args(["-p1", "-s"]).stdin(file).status()?;
            if !status.success() {
                return Err(format!("{}: the distribution's patch {line} does not apply", encoder.name).into());
            }
        }
    }
    Ok(())
}
