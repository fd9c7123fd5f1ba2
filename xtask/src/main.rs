//! Project chores: `cargo xtask generate` writes everything that is made from the Rust sources, `cargo xtask generate
//! --check` fails where a file on disk differs from what would be written.

mod bindings;
mod errors;
mod files;
mod header;
mod rust_writer;
mod schema;
mod sources;
mod typescript_reader;
mod typescript_types;

use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["generate"] => files::write(),
        ["generate", "--check"] => files::check(),
        _ => Err("usage: cargo xtask generate [--check]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
