//! Sorting on all threads of a job, which can be cancelled at any time.

use std::cmp::Ordering;
use std::sync::{Mutex, PoisonError};

use lode_runtime::{Job, Result, pool};

/// Items that are sorted or merged between two looks at the job.
const CHUNK: usize = 1 << 14;

/// Sorts items; equal ones keep their order.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn sort_by<T: Send>(items: Vec<T>, job: &Job, compare: impl Fn(&T, &T) -> Ordering + Sync) -> Result<Vec<T>> {
    let mut items = items.into_iter();
    let mut parts: Vec<Mutex<Vec<T>>> = Vec::with_capacity(items.len() / CHUNK + 1);
    while items.len() > 0 {
        parts.push(Mutex::new(items.by_ref().take(CHUNK).collect()));
    }
    drop(items);
    let take = |part: &Mutex<Vec<T>>| std::mem::take(&mut *part.lock().unwrap_or_else(PoisonError::into_inner));
    let mut sorted = pool::map(job, parts.len(), |index| {
        let mut part = take(&parts[index]);
        part.sort_by(&compare);
        Ok(part)
    })?;
    while sorted.len() > 1 {
        let parts: Vec<Mutex<Vec<T>>> = sorted.into_iter().map(Mutex::new).collect();
        let pairs: Vec<&[Mutex<Vec<T>>]> = parts.chunks(2).collect();
        sorted = pool::map(job, pairs.len(), |index| match pairs[index] {
            [a, b] => merge(take(a), take(b), job, &compare),
            rest => Ok(rest.iter().flat_map(take).collect()),
        })?;
    }
    Ok(sorted.pop().unwrap_or_default())
}

fn merge<T>(a: Vec<T>, b: Vec<T>, job: &Job, compare: &impl Fn(&T, &T) -> Ordering) -> Result<Vec<T>> {
    let mut merged = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
        if merged.len().is_multiple_of(CHUNK) {
            job.check()?;
        }
        merged.extend(if compare(second, first).is_lt() { b.next() } else { a.next() });
    }
    merged.extend(a);
    merged.extend(b);
    Ok(merged)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_equal_ones_as_they_were() {
        for count in [0, 1, CHUNK - 1, CHUNK, 3 * CHUNK + 5, 8 * CHUNK] {
            let items: Vec<(u32, usize)> =
                (0..count).map(|at| ((at as u32).wrapping_mul(0x9E37_79B9) >> 22, at)).collect();
            let mut expected = items.clone();
            expected.sort();
            assert_eq!(sort_by(items, &Job::default(), |a, b| a.0.cmp(&b.0)).unwrap(), expected);
        }
    }
}
