//! The programs that the build runs.

use std::path::Path;

use crate::Result;

/// A program and the Debian package that has it.
const TOOLS: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("g++", "g++"),
    ("make", "make"),
    ("cmake", "cmake"),
    ("nasm", "nasm"),
    ("meson", "meson"),
    ("ninja", "ninja-build"),
    ("pkg-config", "pkg-config"),
    ("perl", "perl"),
    ("patch", "patch"),
    ("tar", "tar"),
    ("xz", "xz-utils"),
    ("ar", "binutils"),
    ("strip", "binutils"),
    ("readelf", "binutils"),
    ("nm", "binutils"),
    ("sha256sum", "coreutils"),
];

/// Fails with the names of all missing programs and the command that installs them.
pub fn check(needs_system_sources: bool) -> Result<()> {
    let missing: Vec<_> = TOOLS.iter().filter(|(program, _)| !is_installed(program)).collect();
    if !missing.is_empty() {
        let programs: Vec<&str> = missing.iter().map(|(program, _)| *program).collect();
        let mut packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
        packages.dedup();
        return Err(format!(
            "building FFmpeg needs {}; on Debian or Ubuntu: apt-get install -y {}",
            programs.join(", "),
            packages.join(" ")
        )
        .into());
    }
    if needs_system_sources && !is_installed("apt-get") {
        return Err(
            "the sources of libvpx and SVT-AV1 come from Debian's source packages, and there is no apt-get here; \
                    leave these encoders out with --without vpx --without svt-av1"
                .into(),
        );
    }
    Ok(())
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| is_program(&folder, program)))
}

fn is_program(folder: &Path, program: &str) -> bool {
    folder.join(program).is_file()
}
