//! The static libraries that FFmpeg is linked with, each with a pkg-config file, in `sdk`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::run;
use super::openh264;
use super::places::{Places, jobs};
use super::sources::{crate_folder, manifest};
use super::system_sources::SystemSource;
use crate::Result;

const COMPILER_FLAGS: &str = "-O3 -fPIC -ffunction-sections -fdata-sections";

/// The C++ library goes into the shared libraries: a runtime with another one in it would crash.
const CPLUSPLUS: &str = "-l:libstdc++.a -lm -lpthread";

/// Builds all of them, side by side.
pub fn build(places: &Places, encoders: &[&SystemSource]) -> Result<()> {
    std::fs::create_dir_all(places.sdk.join("lib/pkgconfig"))?;
    std::fs::create_dir_all(places.sdk.join("include"))?;
    std::thread::scope(|scope| {
        let mut builds = vec![
            scope.spawn(|| bundled(places).map_err(|error| error.to_string())),
            scope.spawn(|| zlib(places).and_then(|()| dav1d(places)).map_err(|error| error.to_string())),
        ];
        builds.extend(encoders.iter().map(|encoder| {
            scope.spawn(|| match encoder.name {
                "vpx" => vpx(places, &encoder.folder(places)).map_err(|error| error.to_string()),
                _ => svt_av1(places, &encoder.folder(places)).map_err(|error| error.to_string()),
            })
        }));
        for build in builds {
            build.join().map_err(|_| "a build panicked")??;
        }
        Ok(())
    })
}

/// openh264, Opus and LAME, compiled by the build scripts of the crates that carry them.
fn bundled(places: &Places) -> Result<()> {
    let target = places.work.join("bundled");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--locked", "--release", "--manifest-path"])
        .arg(manifest())
        .arg("--target-dir")
        .arg(&target)
        .env("CFLAGS", COMPILER_FLAGS)
        .env("CXXFLAGS", COMPILER_FLAGS)
        .env_remove("RUSTFLAGS");
    run(&places.work, "bundled-libraries", &mut cargo)?;
    let built = built_folders(&target.join("release/build"))?;
    let find = |name: &str| {
        built.iter().find(|path| path.join(name).is_file()).ok_or_else(|| format!("no build script made {name}"))
    };
    let library = |name: &str| -> Result<()> {
        let file = Path::new(name).file_name().unwrap_or_default();
        std::fs::copy(find(name)?.join(name), places.sdk.join("lib").join(file))?;
        Ok(())
    };
    for name in ["encoder", "decoder", "processing", "common"] {
        library(&format!("libopenh264_{name}.a"))?;
    }
    openh264::leave_memory_untouched(places, &places.sdk.join("lib/libopenh264_common.a"), COMPILER_FLAGS)?;
    library("lib/libopus.a")?;
    library("lib/libmp3lame.a")?;
    let include = places.sdk.join("include");
    copy_folder(&crate_folder(places, "openh264-sys2-")?.join("upstream/codec/api/wels"), &include.join("wels"))?;
    copy_folder(&crate_folder(places, "opusic-sys-")?.join("opus/include"), &include.join("opus"))?;
    copy_folder(&find("lib/libmp3lame.a")?.join("include/lame"), &include.join("lame"))?;
    let openh264 = format!("-lopenh264_encoder -lopenh264_decoder -lopenh264_processing -lopenh264_common {CPLUSPLUS}");
    pkg_config(places, "openh264", "2.6.0", &openh264, "")?;
    pkg_config(places, "opus", "1.5.2", "-lopus -lm", &format!("-I{}", include.join("opus").display()))
}

/// The `out` folders of the build scripts that ran.
fn built_folders(build: &Path) -> Result<Vec<PathBuf>> {
    Ok(std::fs::read_dir(build)?.flatten().map(|entry| entry.path().join("out")).filter(|path| path.is_dir()).collect())
}

fn zlib(places: &Places) -> Result<()> {
    let source = places.work.join("zlib");
    let mut configure = Command::new("sh");
    configure.current_dir(&source).args(["./configure", "--static"]).env("CFLAGS", COMPILER_FLAGS);
    run(&places.work, "zlib-configure", configure.arg(format!("--prefix={}", places.sdk.display())))?;
    run(&places.work, "zlib", Command::new("make").current_dir(&source).args(["-j", &jobs(), "libz.a"]))?;
    std::fs::copy(source.join("libz.a"), places.sdk.join("lib/libz.a"))?;
    for header in ["zlib.h", "zconf.h"] {
        std::fs::copy(source.join(header), places.sdk.join("include").join(header))?;
    }
    pkg_config(places, "zlib", "1.3.2", "-lz", "")
}

fn dav1d(places: &Places) -> Result<()> {
    let build = fresh(&places.work.join("dav1d"))?;
    let mut meson = Command::new("meson");
    meson
        .arg("setup")
        .arg(&build)
        .arg(crate_folder(places, "libdav1d-sys-")?.join("vendor"))
        .args(["--buildtype=release", "--default-library=static", "--libdir=lib"])
        .args(["-Denable_tools=false", "-Denable_tests=false"])
        .arg(format!("--prefix={}", places.sdk.display()))
        .env("CFLAGS", COMPILER_FLAGS);
    run(&places.work, "dav1d-setup", &mut meson)?;
    run(&places.work, "dav1d", Command::new("ninja").arg("-C").arg(build).arg("install"))
}

/// Only the VP9 encoder: FFmpeg decodes VP8 and VP9 by itself.
fn vpx(places: &Places, source: &Path) -> Result<()> {
    let build = fresh(&places.work.join("vpx-build"))?;
    let mut configure = Command::new(source.join("configure"));
    configure
        .current_dir(&build)
        .args(["--disable-vp8", "--disable-vp9-decoder", "--enable-vp9-highbitdepth", "--enable-runtime-cpu-detect"])
        .args(["--disable-examples", "--disable-tools", "--disable-docs", "--disable-unit-tests", "--disable-webm-io"])
        .args(["--disable-libyuv", "--disable-shared", "--enable-static", "--enable-pic", "--as=nasm"])
        .arg(format!("--extra-cflags={COMPILER_FLAGS}"))
        .arg(format!("--prefix={}", places.sdk.display()));
    run(&places.work, "vpx-configure", &mut configure)?;
    run(&places.work, "vpx", Command::new("make").current_dir(build).args(["-j", &jobs(), "install"]))
}

/// Without link-time optimisation: its objects leave undefined symbols in what they are linked into, silently.
fn svt_av1(places: &Places, source: &Path) -> Result<()> {
    let build = fresh(&places.work.join("svt-av1-build"))?;
    let mut cmake = Command::new("cmake");
    cmake
        .args(["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF", "-DSVT_AV1_LTO=OFF"])
        .args(["-DBUILD_APPS=OFF", "-DBUILD_DEC=OFF", "-DBUILD_TESTING=OFF", "-DENABLE_NASM=ON"])
        .args(["-DCMAKE_POSITION_INDEPENDENT_CODE=ON", "-DCMAKE_INSTALL_LIBDIR=lib"])
        // It prints to standard error otherwise.
        .arg(format!("-DCMAKE_C_FLAGS={COMPILER_FLAGS} -DSVT_LOG_QUIET"))
        .arg(format!("-DCMAKE_INSTALL_PREFIX={}", places.sdk.display()))
        .arg("-S")
        .arg(source)
        .arg("-B")
        .arg(&build);
    run(&places.work, "svt-av1-configure", &mut cmake)?;
    run(&places.work, "svt-av1", Command::new("ninja").arg("-C").arg(build).arg("install"))
}

fn pkg_config(places: &Places, name: &str, version: &str, libraries: &str, flags: &str) -> Result<()> {
    let text = format!(
        "prefix={}\nName: {name}\nDescription: {name}\nVersion: {version}\nLibs: -L${{prefix}}/lib {libraries}\n\
         Cflags: -I${{prefix}}/include {flags}\n",
        places.sdk.display()
    );
    Ok(std::fs::write(places.sdk.join("lib/pkgconfig").join(format!("{name}.pc")), text)?)
}

/// An empty folder.
fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    Ok(folder.to_path_buf())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)?.flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
