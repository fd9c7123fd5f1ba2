//! From runs to classes: equal ranges of tokens are one fragment, and fragments that are copies of each other one class.

use crate::extend::Run;

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
#[must_use]
pub fn classes(runs: &[Run]) -> Vec<Class> {
    let ends = |run: &Run| {
        let range = |unit, start| Range { unit, start, end: start + run.length };
        (range(run.units.0, run.starts.0), range(run.units.1, run.starts.1))
    };
    let mut ranges: Vec<Range> = runs.iter().flat_map(|run| <[Range; 2]>::from(ends(run))).collect();
    ranges.sort_unstable();
    ranges.dedup();
    let mut sets = Sets::new(ranges.len());
    let mut inexact = Vec::new();
    let index = |range: &Range| ranges.binary_search(range).unwrap_or(0);
    for run in runs {
        let (a, b) = ends(run);
        let a = index(&a);
        sets.join(a, index(&b));
        if !run.exact {
            inexact.push(a);
        }
    }
    let mut is_exact = vec![true; ranges.len()];
    for at in inexact {
        is_exact[sets.root(at)] = false;
    }
    sets.groups()
        .into_iter()
        .map(|group| Class {
            clone_type: if is_exact[sets.root(group[0])] { 1 } else { 2 },
            similarity: 1.0,
            fragments: group.into_iter().map(|at| ranges[at]).collect(),
        })
        .collect()
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
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut members: Vec<(usize, usize)> = (0..self.0.len()).map(|at| (self.root(at), at)).collect();
        members.sort_unstable();
        members.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|(_, at)| *at).collect()).collect()
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
#[must_use]
pub fn without_parts(mut classes: Vec<Class>, units: usize) -> Vec<Class> {
    /// Larger fragments that are looked at for one that contains a given one.
    const LOOK_BACK: usize = 64;
    let tokens = |class: &Class| class.fragments.iter().map(|range| u64::from(range.len())).sum::<u64>();
    classes.sort_by(|a, b| (b.tokens(), tokens(b), &a.fragments).cmp(&(a.tokens(), tokens(a), &b.fragments)));
    let mut taken: Vec<Vec<(Range, u32)>> = (0..units).map(|_| Vec::new()).collect();
    let mut kept: Vec<Class> = Vec::new();
    for class in classes {
        let Some(first) = class.fragments.first() else { continue };
        let larger = &taken[first.unit as usize];
        let end = larger.partition_point(|(other, _)| other.start <= first.start);
        let is_part = larger[end.saturating_sub(LOOK_BACK)..end]
            .iter()
            .filter(|(other, _)| other.contains(first))
            .any(|(_, other)| kept.get(*other as usize).is_some_and(|other| is_part_of(&class, other)));
        if is_part {
            continue;
        }
        for range in &class.fragments {
            let ranges = &mut taken[range.unit as usize];
            let at = ranges.partition_point(|(other, _)| other.start <= range.start);
            ranges.insert(at, (*range, kept.len() as u32));
        }
        kept.push(class);
    }
    kept.sort_by(|a, b| (b.weight(), &a.fragments).cmp(&(a.weight(), &b.fragments)));
    kept
}

/// Whether each fragment of `part` is in a fragment of its own of `whole`. Both are ordered.
fn is_part_of(part: &Class, whole: &Class) -> bool {
    let mut rest = whole.fragments.iter();
    part.fragments.iter().all(|fragment| rest.any(|other| other.contains(fragment)))
}
