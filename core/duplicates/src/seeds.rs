//! Pairs of equal sampled windows: where copies may be.

use std::sync::{Mutex, PoisonError};

use lode_runtime::{Job, Result, pool};

use crate::corpus::Unit;
use crate::fingerprint::Sample;

/// A sampled window and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// A hash of the window.
    pub hash: u32,
    /// The unit's index.
    pub unit: u32,
    /// The index of its first token.
    pub position: u32,
}

/// Two places whose windows have the same hash. `a` is before `b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// The units.
    pub units: (u32, u32),
    /// How far `b` is after `a`, in tokens of their units.
    pub diagonal: i32,
    /// The first token in the first unit.
    pub position: u32,
}

impl Seed {
    /// A seed; `a` is before `b`.
    #[must_use]
    pub fn new(a: Place, b: Place) -> Self {
        Self {
            units: (a.unit, b.unit),
            diagonal: b.position.wrapping_sub(a.position).cast_signed(),
            position: a.position,
        }
    }
}

/// Parts that places are divided into, so that each fits the caches and threads can share them.
const PARTS: usize = 256;

/// Parts that seeds are divided into.
const SEED_PARTS: usize = 64;

/// Every pair of places is looked at in buckets up to this size; in larger ones each place and the few that are most alike
/// around it, which keeps the work linear. A small corpus can afford more.
fn small_bucket(places: usize) -> usize {
    if places < 1 << 16 { 256 } else { 24 }
}

/// Seeds, in parts: those of a pair of units are in one part, ordered.
pub struct Seeds {
    /// The parts.
    pub parts: Vec<Vec<Seed>>,
    /// How many different hashes the places have.
    pub unique_hashes: u64,
}

/// Finds the seeds of all pairs of places.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn seeds(units: &[Unit], job: &Job) -> Result<Seeds> {
    let places = scatter(units, job)?;
    let small = small_bucket(units.iter().map(|unit| unit.samples.len()).sum());
    let results = pool::map(job, PARTS, |part| {
        let mut places = lock(&places[part]);
        let mut places = std::mem::take(&mut *places);
        places.sort_unstable();
        let mut found = Found { seeds: vec![Vec::new(); SEED_PARTS], unique: 0 };
        for bucket in places.chunk_by(|a, b| a.hash == b.hash) {
            found.unique += 1;
            if bucket.len() > 1 {
                pair(bucket, small, units, &mut found.seeds);
                job.check()?;
            }
        }
        Ok(found)
    })?;
    drop(places);
    let unique_hashes = results.iter().map(|found| found.unique).sum();
    let results: Vec<Mutex<Vec<Vec<Seed>>>> = results.into_iter().map(|found| Mutex::new(found.seeds)).collect();
    let parts = pool::map(job, SEED_PARTS, |part| {
        let mut all: Vec<Seed> = Vec::new();
        for result in &results {
            let seeds = std::mem::take(&mut lock(result)[part]);
            all.extend(seeds);
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    })?;
    Ok(Seeds { parts, unique_hashes })
}

/// The places of some units, ordered; the first unit has the number `first`.
#[must_use]
pub fn places(units: &[Unit], first: u32) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(units.iter().map(|unit| unit.samples.len()).sum());
    for (unit, number) in units.iter().zip(first..) {
        places.extend(unit.samples.iter().map(|sample| Place {
            hash: sample.hash(),
            unit: number,
            position: sample.position(),
        }));
    }
    places.sort_unstable();
    places
}

struct Found {
    /// For each part, the seeds that belong there.
    seeds: Vec<Vec<Seed>>,
    unique: u64,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Divides all places by their hash.
fn scatter(units: &[Unit], job: &Job) -> Result<Vec<Mutex<Vec<Place>>>> {
    let mut counts = [0_usize; PARTS];
    for unit in units {
        for sample in &unit.samples {
            counts[part_of(*sample)] += 1;
        }
    }
    let mut parts: Vec<Vec<Place>> = counts.iter().map(|count| Vec::with_capacity(*count)).collect();
    for (index, unit) in units.iter().enumerate() {
        if index % 1024 == 0 {
            job.check()?;
        }
        for sample in &unit.samples {
            let place = Place { hash: sample.hash(), unit: index as u32, position: sample.position() };
            parts[part_of(*sample)].push(place);
        }
    }
    Ok(parts.into_iter().map(Mutex::new).collect())
}

fn part_of(sample: Sample) -> usize {
    (sample.hash() >> 24) as usize
}

fn pair(bucket: &[Place], small: usize, units: &[Unit], seeds: &mut [Vec<Seed>]) {
    let mut add = |a: Place, b: Place| {
        let (a, b) = if (a.unit, a.position) <= (b.unit, b.position) { (a, b) } else { (b, a) };
        let part = (a.unit.wrapping_mul(0x9E37_79B9) ^ b.unit.wrapping_mul(0x85EB_CA6B)) >> 26;
        seeds[part as usize].push(Seed::new(a, b));
    };
    if bucket.len() <= small {
        for (index, a) in bucket.iter().enumerate() {
            for b in &bucket[index + 1..] {
                add(*a, *b);
            }
        }
        return;
    }
    for pair in bucket.windows(2) {
        add(pair[0], pair[1]);
    }
    // Neighbours in the order of what follows: those that have the longest common continuation.
    let mut ordered: Vec<(Place, &[Sample])> = bucket.iter().map(|place| (*place, following(place, units))).collect();
    ordered.sort_by(|(_, a), (_, b)| a.iter().map(|sample| sample.hash()).cmp(b.iter().map(|sample| sample.hash())));
    for pair in ordered.windows(2) {
        add(pair[0].0, pair[1].0);
    }
}

/// The samples after a place; a few are enough to tell long continuations from short ones.
fn following<'a>(place: &Place, units: &'a [Unit]) -> &'a [Sample] {
    const LOOK_AHEAD: usize = 64;
    let Some(unit) = units.get(place.unit as usize) else { return &[] };
    let first = unit.samples.partition_point(|sample| sample.position() <= place.position);
    &unit.samples[first..unit.samples.len().min(first + LOOK_AHEAD)]
}
