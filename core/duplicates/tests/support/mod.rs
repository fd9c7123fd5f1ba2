#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
//! Folders of sources that a test makes, and random numbers.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use lode_duplicates::model::DuplicateReport;
use lode_duplicates::options::DuplicateOptions;
use lode_runtime::{Job, parse_options};

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("lode-duplicates-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_string()
    }

    pub fn scan(&self, options: &str) -> DuplicateReport {
        self.try_scan(options).unwrap()
    }

    pub fn try_scan(&self, options: &str) -> lode_runtime::Result<DuplicateReport> {
        let options: DuplicateOptions = parse_options(options.as_bytes())?;
        lode_duplicates::find_duplicates(&[self.0.to_str().unwrap().to_string()], &options, &Job::default())
    }

    /// The part of a path after the folder's.
    pub fn relative(&self, path: &str) -> String {
        path.strip_prefix(self.0.to_str().unwrap()).unwrap().trim_start_matches('/').to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A linear congruential generator: the same numbers in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A function in Go of `lines` statements that no other seed gives.
pub fn function(seed: u64, lines: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = format!("func work{seed}(a int, b []string) int {{\n");
    for line in 0..lines {
        let name = random.below(900);
        // An expression of a form that hardly occurs twice.
        let mut rest = format!("a{name}");
        for _ in 0..4 {
            let operator = ["+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^"][random.below(10) as usize];
            rest =
                if random.below(2) == 0 { format!("{rest} {operator} b.c") } else { format!("d({rest}) {operator} 1") };
        }
        text += &match random.below(4) {
            0 => format!("\tvalue{name} := compute{line}({rest}, b[{name}], \"text{name}\")\n"),
            1 => format!("\tif a > {name} {{\n\t\treturn {rest}\n\t}}\n"),
            2 => format!("\tfor index{name} := range b {{\n\t\ta += {rest} * {line}\n\t}}\n"),
            _ => format!("\tb[{name}] = join{name}({rest}, b...)\n"),
        };
    }
    text + "\treturn a\n}\n"
}
