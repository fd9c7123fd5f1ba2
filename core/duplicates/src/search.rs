//! From a corpus to its classes.

use lode_runtime::{Job, Result, pool};

use crate::classes::{Class, classes, without_overlaps, without_parts};
use crate::corpus::Corpus;
use crate::extend::runs;
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
    let functions = near::Functions::of(units, 0..units.len() as u32, normalization, options.wants(3), job)?;
    let mut found = classes(&runs, job)?;
    drop(runs);
    found.extend(functions.identical(units));
    if options.wants(3) {
        let mut edited =
            near::classes(&near::pairs(&functions, units, options.threshold, job)?, units, options.threshold, job)?;
        functions.complete(&mut edited);
        found.extend(edited);
    }
    Ok((reported(found, units, options, job)?, unique_hashes))
}

/// Leaves out what is not to be reported, and what is part of something else.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn reported(classes: Vec<Class>, units: Units, options: &DuplicateOptions, job: &Job) -> Result<Vec<Class>> {
    /// Classes that one thread looks at a time.
    const CHUNK: usize = 256;
    let chunks: Vec<&[Class]> = classes.chunks(CHUNK).collect();
    let tables = pool::map(job, chunks.len(), |index| {
        Ok(chunks[index].iter().map(|class| is_table(class, units, options)).collect::<Vec<_>>())
    })?;
    let found = classes.into_iter().zip(tables.into_iter().flatten()).filter(|(_, is_table)| !is_table);
    let mut classes =
        without_parts(found.filter_map(|(class, _)| without_overlaps(class)).collect(), units.len(), job)?;
    classes.retain(|class| options.wants(class.clone_type));
    Ok(classes)
}
