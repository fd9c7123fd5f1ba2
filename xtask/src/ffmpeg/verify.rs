//! What is promised of the result, checked on the files.

use std::path::Path;
use std::process::Command;

use super::command::output;
use super::install::{LIBRARIES, library};
use super::places::Places;
use crate::Result;

/// What a machine has anyway.
const SYSTEM_LIBRARIES: &[&str] = &["libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so", "ld-linux"];

/// Fails when a library exports a foreign name or needs one that a machine may lack.
pub fn verify(places: &Places) -> Result<()> {
    for name in LIBRARIES {
        let path = library(&places.output, name)?;
        exports_only_ffmpeg(&path)?;
        needs_only_the_system(&path)?;
    }
    Ok(())
}

fn exports_only_ffmpeg(path: &Path) -> Result<()> {
    let symbols = output(Command::new("nm").args(["-D", "--defined-only"]).arg(path))?;
    let names: Vec<&str> = symbols.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    // `LIBAVUTIL_61` and the like are the versions of the symbols.
    let known = |name: &&str| ["av", "sw", "LIBAV", "LIBSW"].iter().any(|prefix| name.starts_with(prefix));
    let foreign: Vec<&&str> = names.iter().filter(|name| !known(name)).collect();
    if foreign.is_empty() && names.len() > 10 {
        return Ok(());
    }
    Err(format!("{} exports {} names, of which not FFmpeg's: {foreign:?}", path.display(), names.len()).into())
}

fn needs_only_the_system(path: &Path) -> Result<()> {
    let dynamic = output(Command::new("readelf").arg("-d").arg(path))?;
    for line in dynamic.lines().filter(|line| line.contains("(NEEDED)")) {
        let Some(needed) = line.split(['[', ']']).nth(1) else { continue };
        let ours = LIBRARIES.iter().any(|name| needed.starts_with(&format!("lib{name}.so.")));
        if !ours && !SYSTEM_LIBRARIES.iter().any(|known| needed.starts_with(known)) {
            return Err(format!("{} needs {needed}, which a machine may not have", path.display()).into());
        }
    }
    Ok(())
}
