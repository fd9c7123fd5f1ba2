//! From runs to classes: equal ranges of tokens are one fragment, and fragments that are copies of each other one class.

use std::cmp::Reverse;

use lode_runtime::{Job, Result};

use crate::extend::Run;
use crate::sort::sort_by;

/// Steps between two looks at the job.
const CHECK: usize = 1 << 14;

/// A range of tokens in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The unit's index.
    pub unit: u32,
    /// The first token.
    pub start: u32,
    /// The last token, exclusive.
    pub end: u32,
}

impl Range {
    /// How many tokens it has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.end - self.start
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn contains(&self, other: &Range) -> bool {
        self.unit == other.unit && self.start <= other.start && other.end <= self.end
    }
}

/// Ranges that are copies of each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// 1, 2 or 3.
    pub clone_type: u32,
    /// The least similarity of a fragment and its best partner.
    pub similarity: f64,
    /// The fragments, ordered; two or more.
    pub fragments: Vec<Range>,
}

impl Class {
    /// Tokens of its largest fragment.
    #[must_use]
    pub fn tokens(&self) -> u32 {
        self.fragments.iter().map(Range::len).max().unwrap_or(0)
    }

    /// Tokens that one would save with a single copy.
    #[must_use]
    pub fn weight(&self) -> u64 {
        u64::from(self.tokens()) * (self.fragments.len() as u64 - 1)
    }
}

/// Groups runs into classes of types 1 and 2.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn classes(runs: &[Run], job: &Job) -> Result<Vec<Class>> {
    let ends = |run: &Run| {
        let range = |unit, start| Range { unit, start, end: start + run.length };
        [range(run.units.0, run.starts.0), range(run.units.1, run.starts.1)]
    };
    // Both ends of all runs, by place; then a number for each place.
    let mut places: Vec<(Range, u32)> = Vec::with_capacity(runs.len() * 2);
    for (chunk, first) in runs.chunks(CHECK).zip((0..).step_by(CHECK * 2)) {
        job.check()?;
        places.extend(chunk.iter().flat_map(ends).zip(first..));
    }
    let places = sort_by(places, job, Ord::cmp)?;
    let mut numbers = vec![0_u32; places.len()];
    let mut ranges: Vec<Range> = Vec::new();
    for (range, end) in places {
        if ranges.last() != Some(&range) {
            ranges.push(range);
        }
        numbers[end as usize] = ranges.len() as u32 - 1;
    }
    job.check()?;
    let mut sets = Sets::new(ranges.len());
    let mut inexact = vec![false; ranges.len()];
    for (run, ends) in runs.iter().zip(numbers.chunks_exact(2)) {
        sets.join(ends[0] as usize, ends[1] as usize);
        inexact[ends[0] as usize] |= !run.exact;
    }
    job.check()?;
    let class = |group: &[u32]| Class {
        clone_type: if group.iter().any(|at| inexact[*at as usize]) { 2 } else { 1 },
        similarity: 1.0,
        fragments: group.iter().map(|at| ranges[*at as usize]).collect(),
    };
    Ok(sets.groups().iter().map(class).collect())
}

/// Disjoint sets of indexes.
pub struct Sets(Vec<u32>);

impl Sets {
    /// `count` sets of one index each.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    /// The index that stands for the set of `at`.
    pub fn root(&mut self, at: usize) -> usize {
        let mut at = at as u32;
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at as usize
    }

    /// Joins two sets. The lower root stands for both.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b) as u32;
    }

    /// The sets, each in order, ordered by their first indexes.
    pub fn groups(&mut self) -> Groups {
        let count = self.0.len();
        let roots: Vec<u32> = (0..count).map(|at| self.root(at) as u32).collect();
        // The lowest index is the root, so sets are met in order.
        let mut sizes = vec![0_u32; count];
        roots.iter().for_each(|root| sizes[*root as usize] += 1);
        let mut ends: Vec<u32> = sizes
            .iter()
            .scan(0, |end, size| {
                *end += size;
                Some(*end - size)
            })
            .collect();
        let mut members = vec![0; count];
        for (at, root) in roots.iter().enumerate() {
            let end = &mut ends[*root as usize];
            members[*end as usize] = at as u32;
            *end += 1;
        }
        ends.dedup();
        Groups { members, ends }
    }
}

/// Sets of indexes.
pub struct Groups {
    members: Vec<u32>,
    /// Where each set ends in the members.
    ends: Vec<u32>,
}

impl Groups {
    /// The sets.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().filter_map(move |end| {
            let group = self.members.get(start..*end as usize)?;
            start = *end as usize;
            (!group.is_empty()).then_some(group)
        })
    }
}

/// Of ranges that overlap keeps the first, so that each place is one fragment.
#[must_use]
pub fn without_overlaps(mut class: Class) -> Option<Class> {
    let mut last: Option<Range> = None;
    class.fragments.retain(|range| {
        let keeps = last.is_none_or(|last| last.unit != range.unit || last.end <= range.start);
        if keeps {
            last = Some(*range);
        }
        keeps
    });
    (class.fragments.len() > 1).then_some(class)
}

/// Orders classes by what they weigh, and drops those that are part of a heavier one, fragment by fragment.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn without_parts(classes: Vec<Class>, units: usize, job: &Job) -> Result<Vec<Class>> {
    /// Larger fragments that are looked at for one that contains a given one.
    const LOOK_BACK: usize = 64;
    let all = |class: &Class| class.fragments.iter().map(|range| u64::from(range.len())).sum::<u64>();
    let sized = classes.into_iter().map(|class| (Reverse(class.tokens()), Reverse(all(&class)), class)).collect();
    let sized = sort_by(sized, job, |a: &(_, _, Class), b| {
        (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| a.2.fragments.cmp(&b.2.fragments))
    })?;
    let mut taken: Vec<Vec<(Range, u32)>> = (0..units).map(|_| Vec::new()).collect();
    let mut kept: Vec<(Reverse<u64>, Class)> = Vec::with_capacity(sized.len());
    for (index, (_, _, class)) in sized.into_iter().enumerate() {
        if index.is_multiple_of(256) {
            job.check()?;
        }
        let Some(first) = class.fragments.first() else { continue };
        let larger = &taken[first.unit as usize];
        let end = larger.partition_point(|(other, _)| other.start <= first.start);
        let is_part = larger[end.saturating_sub(LOOK_BACK)..end]
            .iter()
            .filter(|(other, _)| other.contains(first))
            .any(|(_, other)| kept.get(*other as usize).is_some_and(|(_, other)| is_part_of(&class, other)));
        if is_part {
            continue;
        }
        for range in &class.fragments {
            let ranges = &mut taken[range.unit as usize];
            let at = ranges.partition_point(|(other, _)| other.start <= range.start);
            ranges.insert(at, (*range, kept.len() as u32));
        }
        kept.push((Reverse(class.weight()), class));
    }
    let kept = sort_by(kept, job, |a, b| a.0.cmp(&b.0))?;
    Ok(kept.into_iter().map(|(_, class)| class).collect())
}

/// Whether each fragment of `part` is in a fragment of its own of `whole`. Both are ordered.
fn is_part_of(part: &Class, whole: &Class) -> bool {
    let mut rest = whole.fragments.iter();
    part.fragments.iter().all(|fragment| rest.any(|other| other.contains(fragment)))
}
