//! Project chores: `cargo xtask generate` writes everything that is made from the Rust sources, `cargo xtask generate
//! --check` fails where a file on disk differs from what would be written; `cargo xtask ffmpeg` builds FFmpeg's libraries.

mod bindings;
mod errors;
mod ffmpeg;
mod files;
mod header;
mod rust_writer;
mod schema;
mod sources;
mod typescript_reader;
mod typescript_types;

use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str =
    "usage: cargo xtask generate [--check]\n       cargo xtask ffmpeg [--without vpx] [--without svt-av1]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["generate"] => files::write(),
        ["generate", "--check"] => files::check(),
        #[cfg(feature = "bindings")]
        ["ffmpeg", "--bindings"] => ffmpeg::bindings::write(),
        ["ffmpeg", options @ ..] => ffmpeg_options(options).and_then(|without| ffmpeg::build(&without)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn ffmpeg_options<'a>(options: &[&'a str]) -> Result<Vec<&'a str>> {
    options.chunks(2).map(|pair| if let ["--without", name] = pair { Ok(*name) } else { Err(USAGE.into()) }).collect()
}
