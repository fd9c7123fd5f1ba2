//! Written by `cargo xtask ffmpeg --bindings`, save this file.

pub mod functions;
pub mod types;
