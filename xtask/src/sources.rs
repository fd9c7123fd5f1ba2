//! The Rust files of the C ABI.

use std::path::{Path, PathBuf};

use crate::Result;

/// The files that functions of the ABI are in, in the order of their names. Nested modules have none. `lib.rs` is left out:
/// it has none either, and cbindgen would follow its modules and declare everything twice.
pub fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join("ffi/src"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("lib.rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A file, parsed.
pub fn parse(path: &Path) -> Result<syn::File> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}
