//! Scans a folder: `scan PATH... [--options JSON] [--csv] [--root FOLDER] [--classes N]`.
//!
//! Prints time, peak memory and classes; with `--csv` one line for each pair instead: file, first and last line, of both, with
//! paths relative to `--root`.

use std::error::Error;

use lode_duplicates::model::{CloneClass, DuplicateReport, Fragment};
use lode_duplicates::options::DuplicateOptions;
use lode_runtime::{Job, JobSettings, parse_options};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    let (mut json, mut csv, mut root, mut shown) = (String::new(), false, String::new(), 10);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--options" => json = value()?,
            "--root" => root = value()?,
            "--classes" => shown = value()?.parse()?,
            "--csv" => csv = true,
            _ => paths.push(argument),
        }
    }
    let options: DuplicateOptions = parse_options(json.as_bytes())?;
    let job = Job::new(JobSettings { threads: options.threads, ..JobSettings::default() });
    let report = lode_duplicates::find_duplicates(&paths, &options, &job)?;
    if csv {
        print_pairs(&report, &root);
    } else {
        print_summary(&report, shown);
    }
    Ok(())
}

fn print_pairs(report: &DuplicateReport, root: &str) {
    let row = |at: &Fragment| {
        let path = at.file.strip_prefix(root).unwrap_or(&at.file).trim_start_matches('/');
        format!("{path},{},{}", at.start_line, at.end_line)
    };
    for class in &report.classes {
        for (index, a) in class.fragments.iter().enumerate() {
            for b in &class.fragments[index + 1..] {
                println!("{},{}", row(a), row(b));
            }
        }
    }
}

fn print_summary(report: &DuplicateReport, shown: usize) {
    let stats = &report.stats;
    println!(
        "{} files, {} lines, {} tokens, {} functions, {} skipped",
        report.files_scanned,
        stats.total_lines,
        stats.total_tokens,
        report.functions_analyzed,
        report.skipped.len()
    );
    println!(
        "{:.1} ms, {:.1} M tokens/s, {} MiB at most",
        stats.duration_ms,
        stats.tokens_per_second / 1e6,
        peak_memory()
    );
    let of_type = |clone_type| report.classes.iter().filter(|class| class.r#type == clone_type).count();
    println!(
        "{} classes ({} of type 1, {} of type 2, {} of type 3), {:.2} % of the lines",
        report.classes.len(),
        of_type(1),
        of_type(2),
        of_type(3),
        stats.duplication_ratio * 100.0
    );
    report.classes.iter().take(shown).for_each(print_class);
}

fn print_class(class: &CloneClass) {
    println!(
        "type {}, {:.2}, {} tokens, {} lines, {}",
        class.r#type, class.similarity, class.tokens, class.lines, class.hash
    );
    for at in class.fragments.iter().take(6) {
        println!("    {}:{}-{} {}", at.file, at.start_line, at.end_line, at.function.as_deref().unwrap_or(""));
    }
}

/// The most memory that the process has had, in MiB; 0 where that is not known.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kibibytes.unwrap_or(0) / 1024
}
