//! Scans a folder of files that the fuzzer makes up, and checks that every fragment is a piece of its file. The first byte
//! chooses the language and the way of comparing; bytes 0xFF divide the files.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lode_duplicates::find_duplicates;
use lode_duplicates::options::{DuplicateOptions, Identifiers, Literals};
use lode_runtime::Job;

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("lode-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the files");
    folder
});

const EXTENSIONS: [&str; 8] = ["go", "c", "ts", "py", "rs", "java", "vue", "sql"];
const MOST_FILES: usize = 6;

fuzz_target!(|data: &[u8]| {
    let Some((&first, sources)) = data.split_first() else { return };
    let extension = EXTENSIONS[usize::from(first & 7)];
    for number in 0..MOST_FILES {
        let source = sources.split(|byte| *byte == 0xFF).nth(number).unwrap_or_default();
        std::fs::write(FOLDER.join(format!("{number}.{extension}")), source).expect("a file is written");
    }
    let options = DuplicateOptions {
        min_block_size: if first & 8 == 0 { 5 } else { 17 },
        threshold: if first & 16 == 0 { 0.5 } else { 0.9 },
        identifiers: if first & 32 == 0 { Identifiers::Ignore } else { Identifiers::Consistent },
        literals: if first & 64 == 0 { Literals::Ignore } else { Literals::Exact },
        languages: None,
        ..DuplicateOptions::default()
    };
    let paths: Vec<String> =
        (0..MOST_FILES).map(|number| FOLDER.join(format!("{number}.{extension}")).to_string_lossy().into_owned()).collect();
    let report = find_duplicates(&paths, &options, &Job::default()).expect("all files are there");
    for class in &report.classes {
        assert!(class.fragments.len() > 1 && class.similarity >= options.threshold && class.similarity <= 1.0);
        for at in &class.fragments {
            let source = std::fs::read(&*at.file).expect("the file is there");
            assert!(at.start_byte < at.end_byte && at.end_byte as usize <= source.len());
            assert!((at.start_line, at.start_column) < (at.end_line, at.end_column));
        }
    }
});
