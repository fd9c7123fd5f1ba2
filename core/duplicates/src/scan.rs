//! A scan: from paths to a report.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use lode_runtime::{Job, Result, pool, sort};

use crate::ascending::Ascending;
use crate::corpus::{Corpus, SourceFile, Unit};
use crate::describe::describe_all;
use crate::filter::Filter;
use crate::locate::Places;
use crate::model::{CloneClass, DuplicateReport, ScanStats, Skipped};
use crate::normalize::Normalization;
use crate::options::DuplicateOptions;
use crate::read::{Outcome, Source, read};
use crate::search::search;
use crate::token::Token;
use crate::tokenize::tokenize;
use crate::units::Units;
use crate::verify::verified;
use crate::walk::{Found, Languages, walk};

/// Finds the copies in files and folders.
///
/// # Errors
/// `NotFound`, `PermissionDenied` and `Io` for a path that was given; `InvalidOptions`; `Cancelled`, `Timeout`. A file that
/// was found in a folder and cannot be read is no error: the report lists it.
pub fn find_duplicates(paths: &[String], options: &DuplicateOptions, job: &Job) -> Result<DuplicateReport> {
    let mut classes = Vec::new();
    let mut report = scan_duplicates(paths, options, job, &mut |class| {
        classes.push(class);
        Ok(())
    })?;
    report.classes = classes;
    Ok(report)
}

/// Finds the copies in files and folders, and hands over one class after the other, those with the most duplicated tokens
/// first. The report that is returned has no classes.
///
/// # Errors
/// As [`find_duplicates`], and those of `emit`.
pub fn scan_duplicates(
    paths: &[String],
    options: &DuplicateOptions,
    job: &Job,
    emit: &mut dyn FnMut(CloneClass) -> Result<()>,
) -> Result<DuplicateReport> {
    let started = Instant::now();
    let normalization = Normalization::new(options);
    let filter = Filter::new(options)?;
    let mut corpus = load(paths, options, &normalization, job)?;
    let (classes, unique_hashes) = search(&corpus, options, &normalization, job)?;
    let places = Places { units: Units::resident(&corpus.units), files: &corpus.files, query: None };
    let classes = verified(classes, places, b"", options, &normalization, job)?;
    let duplicated_lines = describe_all(&classes, places, options, job, &mut |class| {
        if filter.wants(&class) { emit(class) } else { Ok(()) }
    })?;
    let total_lines = corpus.files.iter().map(|file| u64::from(file.lines)).sum();
    let total_tokens = corpus.units.iter().map(|unit| u64::from(unit.len())).sum();
    let seconds = started.elapsed().as_secs_f64();
    let report = DuplicateReport {
        files_scanned: corpus.files.len() as u32,
        functions_analyzed: corpus.files.iter().map(|file| file.functions).sum(),
        classes: Vec::new(),
        skipped: std::mem::take(&mut corpus.skipped),
        stats: ScanStats {
            total_lines,
            total_tokens,
            unique_hashes,
            duration_ms: seconds * 1000.0,
            tokens_per_second: total_tokens as f64 / seconds.max(1e-9),
            duplicated_lines,
            duplication_ratio: if total_lines == 0 { 0.0 } else { duplicated_lines as f64 / total_lines as f64 },
        },
    };
    // Millions of pieces of memory: the report need not wait until they are given back. Without a thread it does.
    pool::spawn(move || drop((corpus, classes))).ok();
    Ok(report)
}

/// Reads and tokenizes all files.
///
/// # Errors
/// As [`find_duplicates`].
pub fn load(paths: &[String], options: &DuplicateOptions, normalization: &Normalization, job: &Job) -> Result<Corpus> {
    let wanted = Languages::new(options)?;
    let (found, skipped) = walk(paths, options, job)?;
    let done = AtomicU64::new(0);
    let chunks: Vec<&[Found]> = found.chunks(CHUNK).collect();
    let results = pool::map(job, chunks.len(), |index| {
        let mut buffers = Buffers::default();
        let mut loaded = Vec::with_capacity(CHUNK);
        for file in chunks[index] {
            job.check()?;
            loaded.push(match read(file, options, &wanted, job, &mut buffers.bytes) {
                Outcome::Source(source) => {
                    Loaded::Units(units_of(path(file), &source, normalization, &mut buffers.tokens, job)?)
                }
                Outcome::Skipped(skipped) => Loaded::Skipped(skipped),
                Outcome::Other => Loaded::Other,
            });
            job.progress(done.fetch_add(1, Ordering::Relaxed) + 1, found.len() as u64);
        }
        Ok(loaded)
    })?;
    let mut corpus = Corpus { skipped, ..Corpus::default() };
    for result in results.into_iter().flatten() {
        match result {
            Loaded::Units((file, units)) => corpus.add(file, units),
            Loaded::Skipped(skipped) => corpus.skipped.push(skipped),
            Loaded::Other => {}
        }
    }
    sort::by(&mut corpus.skipped, |a, b| a.path.cmp(&b.path));
    Ok(corpus)
}

/// Files that one thread reads at a time, into the same memory.
const CHUNK: usize = 32;

#[derive(Default)]
struct Buffers {
    bytes: Vec<u8>,
    tokens: Vec<Token>,
}

enum Loaded {
    Units((SourceFile, Vec<Unit>)),
    Skipped(Skipped),
    Other,
}

fn path(found: &Found) -> Arc<str> {
    found.path.to_string_lossy().into()
}

/// Bytes of a line, or a few less than most have.
const USUAL_LINE: usize = 24;

/// What is kept of a source. `tokens` is room for its tokens.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn units_of(
    path: Arc<str>,
    source: &Source,
    normalization: &Normalization,
    tokens: &mut Vec<Token>,
    job: &Job,
) -> Result<(SourceFile, Vec<Unit>)> {
    let streams = tokenize(source.language, source.bytes, std::mem::take(tokens), job)?;
    let mut starts = Vec::with_capacity(source.bytes.len() / USUAL_LINE + 1);
    starts.extend(std::iter::once(0).chain(memchr::memchr_iter(b'\n', source.bytes).map(|at| at as u32 + 1)));
    let newlines = starts.len() - 1;
    let unfinished = source.bytes.last().is_some_and(|byte| *byte != b'\n');
    let file = SourceFile {
        path,
        lines: (newlines + usize::from(unfinished)) as u32,
        line_starts: Ascending::new(starts.into_iter()),
        functions: streams.iter().map(|stream| stream.functions.len() as u32).sum(),
    };
    job.check()?;
    let units = streams.iter().map(|stream| Unit::new(stream, source.bytes, normalization)).collect();
    job.check()?;
    if let Some(stream) = streams.into_iter().next() {
        *tokens = stream.tokens;
    }
    Ok((file, units))
}
