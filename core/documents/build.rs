//! Writes the stop words of every language as one text each. As the crate has them, a pointer for each of twenty thousand words, they
//! would make the library 800 kB larger: the dynamic linker is told of each pointer.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut table = String::from("&[\n");
    for code in stop_words::available_languages().iter().filter(|code| code.len() == 2) {
        writeln!(table, "({code:?}, {:?}),", stop_words::get(code).join("\n"))?;
    }
    table += "]";
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("stop_words.rs"), table)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
