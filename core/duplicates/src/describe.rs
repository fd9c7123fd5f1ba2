//! From classes to what a report says of them.

use lode_runtime::{Job, Result, pool};

use crate::classes::{Class, Range};
use crate::locate::{Located, Places, content};
use crate::model::{CloneClass, Fragment};
use crate::options::DuplicateOptions;
use crate::sort::sort_by;

/// Classes that one thread describes at a time.
const CHUNK: usize = 64;
/// Classes that are described before any of them is handed over.
const BATCH: usize = 64 * CHUNK;

/// Describes classes, and hands over one after the other; gives how many lines some fragment covers.
///
/// # Errors
/// `Cancelled`, `Timeout`, and those of `emit`.
pub fn describe_all(
    classes: &[Class],
    places: Places,
    options: &DuplicateOptions,
    job: &Job,
    emit: &mut dyn FnMut(CloneClass) -> Result<()>,
) -> Result<u64> {
    let mut spans = Vec::new();
    for batch in classes.chunks(BATCH) {
        let chunks: Vec<&[Class]> = batch.chunks(CHUNK).collect();
        let described = pool::map(job, chunks.len(), |index| {
            let mut spans = Vec::new();
            let described: Vec<CloneClass> =
                chunks[index].iter().filter_map(|class| describe(class, places, options, &mut spans)).collect();
            Ok((described, spans))
        })?;
        for (described, lines) in described {
            spans.extend(lines);
            for class in described {
                job.check()?;
                emit(class)?;
            }
        }
    }
    covered(spans, job)
}

/// Lines of a file.
type Span = (u32, u32, u32);

/// A class as a report shows it; nothing if it has too few lines. Notes the lines of its fragments.
fn describe(class: &Class, places: Places, options: &DuplicateOptions, spans: &mut Vec<Span>) -> Option<CloneClass> {
    let located: Vec<Located> = class.fragments.iter().map(|range| places.locate(range)).collect();
    let file = |range: &Range| places.units.get(range.unit).file;
    spans.extend(class.fragments.iter().zip(&located).map(|(range, at)| (file(range), at.start.0, at.end.0)));
    let lines = located.iter().map(Located::lines).max()?;
    if lines < options.min_lines {
        return None;
    }
    // Fragments that are the same up to names and literals have one fingerprint.
    let distinct = if class.clone_type < 3 { 1 } else { class.fragments.len() };
    let hashes = class.fragments.iter().take(distinct).map(|range| content(places.units.get(range.unit), range));
    let fragment = |(range, at): (&Range, &Located)| Fragment {
        file: places.file(range).path.clone(),
        start_line: at.start.0,
        start_column: at.start.1,
        end_line: at.end.0,
        end_column: at.end.1,
        start_byte: at.bytes.0,
        end_byte: at.bytes.1,
        function: places.function(range).map(str::to_string),
        language: places.units.get(range.unit).language.shared_name(),
    };
    Some(CloneClass {
        r#type: class.clone_type,
        similarity: class.similarity,
        tokens: class.tokens(),
        lines,
        hash: format!("{:016x}", hashes.min()?),
        fragments: class.fragments.iter().zip(&located).map(fragment).collect(),
    })
}

/// How many lines some span covers.
fn covered(spans: Vec<Span>, job: &Job) -> Result<u64> {
    let spans = sort_by(spans, job, Ord::cmp)?;
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
    Ok(lines)
}
