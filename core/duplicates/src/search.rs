//! From a corpus to its classes.

use lode_runtime::{Job, Result};

use crate::classes::{Class, classes, without_overlaps, without_parts};
use crate::corpus::Corpus;
use crate::extend::{Run, runs};
use crate::near;
use crate::normalize::Normalization;
use crate::options::DuplicateOptions;
use crate::seeds::seeds;
use crate::tables::is_table;
use crate::units::Units;

/// Finds the classes of a corpus, and counts the different windows that were compared.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn search(
    corpus: &Corpus,
    options: &DuplicateOptions,
    normalization: &Normalization,
    job: &Job,
) -> Result<(Vec<Class>, u64)> {
    let units = Units::resident(&corpus.units);
    let seeds = seeds(&corpus.units, job)?;
    let runs = runs(&seeds.parts, units, normalization, job)?;
    let unique_hashes = seeds.unique_hashes;
    drop(seeds);
    let edited = if options.wants(3) {
        let functions = near::Functions::new(units, normalization);
        near::pairs(&functions, units, options.threshold, job)?
    } else {
        Vec::new()
    };
    Ok((group(&runs, &edited, units, options), unique_hashes))
}

/// Makes classes of what was found, without those that are not to be reported.
#[must_use]
pub fn group(runs: &[Run], edited: &[near::Pair], units: Units, options: &DuplicateOptions) -> Vec<Class> {
    let mut all = classes(runs);
    all.extend(near::classes(edited, options.threshold));
    all.retain(|class| !is_table(class, units, options));
    let all = all.into_iter().filter_map(without_overlaps).collect();
    let mut all = without_parts(all, units.len());
    all.retain(|class| options.wants(class.clone_type));
    all
}
