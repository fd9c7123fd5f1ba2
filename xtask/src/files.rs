//! The files that are generated.

use std::path::{Path, PathBuf};

use crate::schema::Schema;
use crate::{Result, bindings, errors, header, rust_writer, typescript_reader, typescript_types};

/// Writes the files that differ, and says which.
pub fn write() -> Result<()> {
    for (path, text) in generate()? {
        let target = root().join(path);
        if std::fs::read_to_string(&target).is_ok_and(|current| current == text) {
            continue;
        }
        std::fs::create_dir_all(target.parent().unwrap_or(Path::new(".")))?;
        std::fs::write(&target, text).map_err(|error| format!("cannot write {path}: {error}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Fails with a list of the files that differ.
pub fn check() -> Result<()> {
    let differs = |(path, text): &(&str, String)| {
        !std::fs::read_to_string(root().join(path)).is_ok_and(|current| current == *text)
    };
    let stale: Vec<&str> = generate()?.iter().filter(|file| differs(file)).map(|(path, _)| *path).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("stale, run `cargo xtask generate` and commit:\n  {}", stale.join("\n  ")).into())
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

fn generate() -> Result<Vec<(&'static str, String)>> {
    let schema = Schema::read(&root())?;
    let abi = bindings::Abi::read(&root())?;
    Ok(vec![
        ("ffi/src/wire/generated/writers.rs", rust_writer::generate(&schema)?),
        ("ffi/include/lode.h", header::generate(&root())?),
        ("src/native/generated/types.ts", typescript_types::generate(&schema)),
        ("src/native/generated/wire.ts", typescript_reader::generate(&schema)),
        ("src/native/generated/errors.ts", errors::generate()),
        ("src/native/generated/symbols.ts", abi.generate()),
    ])
}
