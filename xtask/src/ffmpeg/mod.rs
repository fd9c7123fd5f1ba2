//! `cargo xtask ffmpeg`: FFmpeg's libraries for this machine, from pinned sources, into `target/ffmpeg/<platform>/`.
//!
//! What comes out is what the packages `@lode/ffmpeg-<platform>` hold: six stripped shared libraries that export only
//! FFmpeg's own names and need nothing but the C library, with `BUILD.txt` (versions and the configure line) and
//! `licenses/` beside them. FFmpeg is LGPL 2.1 or later; the build fails if it would be anything else.

#[cfg(feature = "bindings")]
pub mod bindings;
mod command;
mod components;
mod configure;
mod dependencies;
#[cfg(feature = "bindings")]
mod functions;
mod install;
mod openh264;
mod places;
mod sources;
mod system_sources;
mod tools;
mod verify;

use std::time::Instant;

use crate::Result;
use places::Places;
use system_sources::{ENCODERS, SystemSource};

/// Builds what is not up to date. `without` names encoders to leave out.
pub fn build(without: &[&str]) -> Result<()> {
    if let Some(unknown) = without.iter().find(|name| !ENCODERS.iter().any(|encoder| encoder.name == **name)) {
        let known: Vec<_> = ENCODERS.iter().map(|encoder| encoder.name).collect();
        return Err(format!("--without {unknown}: expected one of {}", known.join(", ")).into());
    }
    let encoders: Vec<&SystemSource> = ENCODERS.iter().filter(|encoder| !without.contains(&encoder.name)).collect();
    let places = Places::new();
    let recipe = install::recipe(&encoders);
    if install::is_up_to_date(&places, &recipe) {
        println!("{} is up to date", places.output.display());
        return Ok(());
    }
    let started = Instant::now();
    tools::check(!encoders.is_empty())?;
    sources::fetch(&places)?;
    system_sources::fetch(&places, &encoders)?;
    dependencies::build(&places, &encoders)?;
    configure::configure(&places, &encoders)?;
    configure::make(&places)?;
    install::install(&places, &encoders)?;
    verify::verify(&places)?;
    install::record(&places, &recipe)?;
    println!("built {} in {} s", places.output.display(), started.elapsed().as_secs());
    Ok(())
}
