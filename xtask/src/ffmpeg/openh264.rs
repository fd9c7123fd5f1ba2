//! openh264, with memory that takes room only where something is written to it.
//!
//! It fills every buffer with zeros itself. Those for its output have room for the worst case, 31 MB of them for two threads and
//! 1080p, of which a picture of 50 kB uses next to nothing. What `calloc` gives is zero without having been touched.

use std::path::Path;
use std::process::Command;

use super::command::{output, run};
use super::places::Places;
use super::sources::crate_folder;
use crate::Result;

const CRATE: &str = "openh264-sys2-";
const SOURCE: &str = "upstream/codec/common/src/memory_align.cpp";

/// What stands in the source, how often, and what takes its place.
const CHANGES: &[(&str, usize, &str)] = &[
    ("(uint8_t*) malloc (kiActualRequestedSize)", 1, "(uint8_t*) calloc (1, kiActualRequestedSize)"),
    ("memset (pPointer, 0, kuiSize);", 2, ""),
];

/// Compiles the source of its memory anew, into `archive`.
pub fn leave_memory_untouched(places: &Places, archive: &Path, flags: &str) -> Result<()> {
    let folder = crate_folder(places, CRATE)?;
    let mut text = std::fs::read_to_string(folder.join(SOURCE))?;
    for (old, times, new) in CHANGES {
        let found = text.matches(old).count();
        if found != *times {
            return Err(format!("{SOURCE} of openh264: expected `{old}` {times} times, found it {found} times").into());
        }
        text = text.replace(old, new);
    }
    let members = output(Command::new("ar").arg("t").arg(archive))?;
    let member = members.lines().find(|name| name.ends_with("memory_align.o"));
    let object = places.work.join(member.ok_or_else(|| format!("no memory_align.o in {}", archive.display()))?);
    let changed = places.work.join("memory_align.cpp");
    std::fs::write(&changed, text)?;
    let mut compile = Command::new("g++");
    compile.args(flags.split(' ')).arg("-I").arg(folder.join("upstream/codec/common/inc"));
    compile.arg("-I").arg(folder.join("upstream/codec/api/wels")).arg("-c").arg(&changed).arg("-o").arg(&object);
    run(&places.work, "openh264-memory", &mut compile)?;
    run(&places.work, "openh264-archive", Command::new("ar").arg("r").arg(archive).arg(&object))
}
