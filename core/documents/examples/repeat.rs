//! What an extraction costs without any runtime: `cargo run --release -p lode-documents --example repeat -- ROUNDS FILE...`
//!
//! Prints the fastest time of each file in microseconds.

use std::time::{Duration, Instant};

use lode_documents::{extract_file, options::ExtractOptions};
use lode_runtime::Job;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(100);
    let options = ExtractOptions::default();
    let mut sum = Duration::ZERO;
    let mut count = 0;
    for path in arguments {
        let mut best = Duration::MAX;
        for _ in 0..rounds {
            let start = Instant::now();
            if extract_file(&path, &options, &Job::default()).is_err() {
                break;
            }
            best = best.min(start.elapsed());
        }
        if best < Duration::MAX {
            println!("{:9.1} {path}", best.as_secs_f64() * 1e6);
            sum += best;
            count += 1;
        }
    }
    println!("{:9.1} mean of {count}", sum.as_secs_f64() * 1e6 / f64::from(count.max(1)));
}
