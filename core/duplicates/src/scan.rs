//! A scan: from paths to a report.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use lode_runtime::{Job, Result, pool};

use crate::classes::{Class, Range};
use crate::corpus::{Corpus, SourceFile, Unit};
use crate::filter::Filter;
use crate::locate::{Located, Places, locate};
use crate::model::{CloneClass, DuplicateReport, Fragment, ScanStats, Skipped};
use crate::normalize::Normalization;
use crate::options::DuplicateOptions;
use crate::read::{Outcome, Source, read};
use crate::search::search;
use crate::tokenize::tokenize;
use crate::units::Units;
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
    let corpus = load(paths, options, &normalization, job)?;
    let (classes, unique_hashes) = search(&corpus, options, &normalization, job)?;
    let units = Units::resident(&corpus.units);
    let ranges = classes.iter().flat_map(|class| class.fragments.iter().copied()).collect();
    let places = locate(ranges, units, &corpus.files, job)?;
    let path = |range: &Range| corpus.files[units.get(range.unit).file as usize].path.as_str();
    for class in &classes {
        job.check()?;
        if let Some(class) = describe(class, &path, &places, options).filter(|class| filter.wants(class)) {
            emit(class)?;
        }
    }
    let total_lines = corpus.files.iter().map(|file| u64::from(file.lines)).sum();
    let total_tokens = corpus.units.iter().map(|unit| u64::from(unit.len())).sum();
    let seconds = started.elapsed().as_secs_f64();
    let duplicated_lines = duplicated_lines(places.all(), &corpus);
    Ok(DuplicateReport {
        files_scanned: corpus.files.len() as u32,
        functions_analyzed: corpus.files.iter().map(|file| file.functions).sum(),
        classes: Vec::new(),
        skipped: corpus.skipped,
        stats: ScanStats {
            total_lines,
            total_tokens,
            unique_hashes,
            duration_ms: seconds * 1000.0,
            tokens_per_second: total_tokens as f64 / seconds.max(1e-9),
            duplicated_lines,
            duplication_ratio: if total_lines == 0 { 0.0 } else { duplicated_lines as f64 / total_lines as f64 },
        },
    })
}

/// Reads and tokenizes all files.
///
/// # Errors
/// As [`find_duplicates`].
pub fn load(paths: &[String], options: &DuplicateOptions, normalization: &Normalization, job: &Job) -> Result<Corpus> {
    let wanted = Languages::new(options)?;
    let (found, skipped) = walk(paths, options, job)?;
    let done = AtomicU64::new(0);
    let results = pool::map(job, found.len(), |index| {
        let result = match read(&found[index], options, &wanted, job) {
            Outcome::Source(source) => Loaded::Units(units_of(path(&found[index]), &source, normalization)),
            Outcome::Skipped(skipped) => Loaded::Skipped(skipped),
            Outcome::Other => Loaded::Other,
        };
        job.progress(done.fetch_add(1, Ordering::Relaxed) + 1, found.len() as u64);
        Ok(result)
    })?;
    let mut corpus = Corpus { skipped, ..Corpus::default() };
    for result in results {
        match result {
            Loaded::Units((file, units)) => corpus.add(file, units),
            Loaded::Skipped(skipped) => corpus.skipped.push(skipped),
            Loaded::Other => {}
        }
    }
    corpus.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(corpus)
}

enum Loaded {
    Units((SourceFile, Vec<Unit>)),
    Skipped(Skipped),
    Other,
}

fn path(found: &Found) -> String {
    found.path.to_string_lossy().into_owned()
}

/// What is kept of a source.
pub fn units_of(path: String, source: &Source, normalization: &Normalization) -> (SourceFile, Vec<Unit>) {
    let streams = tokenize(source.language, &source.bytes);
    let newlines = memchr::memchr_iter(b'\n', &source.bytes).count();
    let unfinished = source.bytes.last().is_some_and(|byte| *byte != b'\n');
    let file = SourceFile {
        path,
        language: source.language,
        lines: (newlines + usize::from(unfinished)) as u32,
        functions: streams.iter().map(|stream| stream.functions.len() as u32).sum(),
    };
    let units = streams.iter().map(|stream| Unit::new(stream, &source.bytes, normalization)).collect();
    (file, units)
}

/// A class as a report shows it; nothing if too little of it is left or wanted.
pub fn describe<'a>(
    class: &Class,
    path: &dyn Fn(&Range) -> &'a str,
    places: &Places,
    options: &DuplicateOptions,
) -> Option<CloneClass> {
    let located: Vec<&Located> = class.fragments.iter().filter_map(|range| places.get(range)).collect();
    let lines = located.iter().map(|located| located.lines()).max()?;
    if located.len() < 2 || lines < options.min_lines {
        return None;
    }
    let content = located.iter().map(|located| located.content).min()?;
    let fragment = |located: &&Located| Fragment {
        file: path(&located.range).to_string(),
        start_line: located.start.0,
        start_column: located.start.1,
        end_line: located.end.0,
        end_column: located.end.1,
        start_byte: located.bytes.0,
        end_byte: located.bytes.1,
        function: located.function.as_deref().map(str::to_string),
        language: located.language.to_string(),
    };
    Some(CloneClass {
        r#type: class.clone_type,
        similarity: class.similarity,
        tokens: class.tokens(),
        lines,
        hash: format!("{content:016x}"),
        fragments: located.iter().map(fragment).collect(),
    })
}

/// Lines that some fragment covers.
fn duplicated_lines(located: &[Located], corpus: &Corpus) -> u64 {
    let file = |located: &Located| corpus.units[located.range.unit as usize].file;
    let mut spans: Vec<(u32, u32, u32)> = located.iter().map(|at| (file(at), at.start.0, at.end.0)).collect();
    spans.sort_unstable();
    let mut lines = 0;
    let mut covered = (u32::MAX, 0);
    for (file, first, last) in spans {
        if covered.0 != file {
            covered = (file, 0);
        }
        let first = first.max(covered.1 + 1);
        if first <= last {
            lines += u64::from(last - first + 1);
            covered.1 = last;
        }
    }
    lines
}
