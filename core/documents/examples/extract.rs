//! Prints the text of files: `cargo run --release -p lode-documents --example extract -- [--format markdown] FILE...`
//!
//! With `--to DIR` each file's text goes to `DIR/<name>.txt` instead, errors to standard error.

use lode_documents::{extract_file, options::parse_options};
use lode_runtime::Job;

fn main() {
    let mut options = String::from("{}");
    let mut to = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--format" => options = format!("{{\"outputFormat\":{:?}}}", arguments.next().unwrap_or_default()),
            "--to" => to = arguments.next(),
            path => {
                let result =
                    parse_options(options.as_bytes()).and_then(|options| extract_file(path, &options, &Job::default()));
                match (result, &to) {
                    (Err(error), _) => eprintln!("{path}: {}: {error}", error.code.name()),
                    (Ok(extraction), None) => println!("{}", extraction.content),
                    (Ok(extraction), Some(folder)) => {
                        let name =
                            std::path::Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
                        let target = format!("{folder}/{}.txt", name.unwrap_or_default());
                        if let Err(error) = std::fs::write(&target, &extraction.content) {
                            eprintln!("{target}: {error}");
                        }
                    }
                }
            }
        }
    }
}
