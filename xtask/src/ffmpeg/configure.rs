//! FFmpeg itself.

use std::process::Command;

use super::command::run;
use super::components::{COMPONENTS, FLAGS};
use super::places::{Places, VERSION, jobs};
use super::system_sources::SystemSource;
use crate::Result;

/// Hides what the static libraries bring, drops what nothing uses, and fails on a symbol that is nowhere.
const LINKER_FLAGS: &str = "-Wl,-z,defs -Wl,--gc-sections -Wl,--exclude-libs,ALL -static-libgcc";

/// configure's arguments, without folders.
pub fn arguments(encoders: &[&SystemSource]) -> Vec<String> {
    let mut arguments: Vec<String> = FLAGS.iter().map(|flag| (*flag).into()).collect();
    arguments.extend(COMPONENTS.iter().map(|(kind, names)| format!("--enable-{kind}={names}")));
    for encoder in encoders {
        arguments.push(format!("--enable-{}", encoder.library));
        arguments.push(format!("--enable-encoder={}", encoder.encoder));
    }
    arguments.push(format!("--extra-ldsoflags={LINKER_FLAGS}"));
    arguments
}

/// Configures, and fails unless FFmpeg says that the result is LGPL.
pub fn configure(places: &Places, encoders: &[&SystemSource]) -> Result<()> {
    for folder in [&places.objects, &places.staging] {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    std::fs::create_dir_all(&places.objects)?;
    let mut configure = Command::new(places.ffmpeg.join("configure"));
    configure
        .current_dir(&places.objects)
        .env("PKG_CONFIG_LIBDIR", places.sdk.join("lib/pkgconfig"))
        .arg(format!("--prefix={}", places.staging.display()))
        .args(arguments(encoders))
        .arg(format!("--extra-cflags=-ffunction-sections -fdata-sections -I{}", places.sdk.join("include").display()))
        .arg(format!("--extra-ldflags=-L{}", places.sdk.join("lib").display()));
    run(&places.work, "configure", &mut configure)?;
    let config = std::fs::read_to_string(places.objects.join("config.h"))?;
    if !config.contains("#define FFMPEG_LICENSE \"LGPL version 2.1 or later\"") {
        return Err(
            "FFmpeg's configure says that this is not LGPL version 2.1 or later; a GPL or nonfree part was switched \
                    on in xtask/src/ffmpeg/components.rs"
                .into(),
        );
    }
    Ok(())
}

/// Compiles, and installs libraries and headers into `staging`.
pub fn make(places: &Places) -> Result<()> {
    let revision = format!("REVISION={VERSION}");
    let make = || {
        let mut command = Command::new("make");
        command.current_dir(&places.objects).arg(&revision);
        command
    };
    run(&places.work, "make", make().args(["-j", &jobs()]))?;
    run(&places.work, "make-install", make().args(["install-libs", "install-headers"]))
}
