//! Tables whose cells are drawn with lines.

use lode_runtime::{Job, Result, sort};

use super::paths::Rule;
use super::spans::Span;
use super::tables::Found;

/// What two lines may be apart to count as meeting.
pub const NEAR: f32 = 3.0;

/// Rows or columns of one table on one page; more are graph paper.
const MOST_LINES: usize = 400;

/// Cells of one table on one page.
const MOST_CELLS: usize = 20_000;

/// Rules that are looked at; drawings have more.
const MOST_RULES: usize = 3_000;

/// Finds the grids among `rules`, which are merged, that have text in them.
///
/// # Errors
/// `Cancelled` and `Timeout`.
pub fn find(spans: &[Span], free: &[bool], rules: &[Rule], job: &Job) -> Result<Vec<Found>> {
    // The smallest grid has three lines each way.
    if !(6..=MOST_RULES).contains(&rules.len()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for group in connected(rules, job)? {
        job.check()?;
        if let Some(grid) = Grid::new(group)
            && let Some(table) = grid.fill(spans, free)
        {
            found.push(table);
        }
    }
    // A grid inside a cell of another would take its text twice: the larger one is kept.
    sort::by(&mut found, |a: &Found, b| area(b.bounds).total_cmp(&area(a.bounds)));
    let mut kept: Vec<Found> = Vec::new();
    for table in found {
        if !kept.iter().any(|known| overlap(known.bounds, table.bounds)) {
            kept.push(table);
        }
    }
    Ok(kept)
}

fn area([left, top, right, bottom]: [f32; 4]) -> f32 {
    (right - left) * (bottom - top)
}

fn overlap(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0].max(b[0]) + NEAR < a[2].min(b[2]) && a[1].max(b[1]) + NEAR < a[3].min(b[3])
}

/// Joins the pieces of lines that are drawn in pieces.
pub fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    let line = |rule: &Rule| (rule.at / 1.5).round() as i64;
    sort::by(&mut sorted, |a, b| {
        (a.horizontal, line(a)).cmp(&(b.horizontal, line(b))).then_with(|| a.start.total_cmp(&b.start))
    });
    let mut out: Vec<Rule> = Vec::with_capacity(sorted.len());
    for rule in sorted {
        match out.last_mut() {
            Some(last)
                if last.horizontal == rule.horizontal
                    && (last.at - rule.at).abs() < 1.5
                    && rule.start <= last.end + NEAR =>
            {
                last.end = last.end.max(rule.end);
            }
            _ => out.push(rule),
        }
    }
    out.retain(|rule| rule.end - rule.start > 5.0);
    out
}

/// Groups of rules that meet.
fn connected(rules: &[Rule], job: &Job) -> Result<Vec<Vec<Rule>>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    fn root(group: &mut [usize], mut index: usize) -> usize {
        while let Some(parent) = group.get(index).copied().filter(|parent| *parent != index) {
            let above = group.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = group.get_mut(index) {
                *slot = above;
            }
            index = above;
        }
        index
    }
    for (first, a) in rules.iter().enumerate() {
        job.check()?;
        for (second, b) in rules.iter().enumerate().skip(first + 1) {
            if meet(a, b) {
                let (a, b) = (root(&mut group, first), root(&mut group, second));
                if let Some(slot) = group.get_mut(a.max(b)) {
                    *slot = a.min(b);
                }
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        groups.entry(root(&mut group, index)).or_default().push(*rule);
    }
    Ok(groups.into_values().filter(|group| group.len() >= 5).collect())
}

fn meet(a: &Rule, b: &Rule) -> bool {
    let (horizontal, vertical) = match (a.horizontal, b.horizontal) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return false,
    };
    (horizontal.start - NEAR..=horizontal.end + NEAR).contains(&vertical.at)
        && (vertical.start - NEAR..=vertical.end + NEAR).contains(&horizontal.at)
}

struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    rules: Vec<Rule>,
}

impl Grid {
    fn new(rules: Vec<Rule>) -> Option<Self> {
        let xs = places(rules.iter().filter(|rule| !rule.horizontal));
        let ys = places(rules.iter().filter(|rule| rule.horizontal));
        let fits = |places: &[f32]| (3..=MOST_LINES).contains(&places.len());
        let is_small = xs.len().saturating_mul(ys.len()) <= MOST_CELLS;
        (fits(&xs) && fits(&ys) && is_small).then_some(Self { xs, ys, rules })
    }

    /// Puts the spans into cells; `None` when what comes out is no table.
    fn fill(&self, spans: &[Span], free: &[bool]) -> Option<Found> {
        let (columns, rows) = (self.xs.len() - 1, self.ys.len() - 1);
        let owner = self.owners();
        let mut cells: Vec<Vec<usize>> = vec![Vec::new(); columns.checked_mul(rows)?];
        let mut letters = 0;
        for (index, span) in spans.iter().enumerate().filter(|(index, _)| free.get(*index).copied().unwrap_or(false)) {
            let (x, y) = (f32::midpoint(span.start, span.end), span.baseline - 0.3 * span.size);
            if let (Some(column), Some(row)) = (slot(&self.xs, x), slot(&self.ys, y))
                && let Some(cell) = owner.get(row * columns + column).and_then(|cell| cells.get_mut(*cell))
            {
                cell.push(index);
                letters += span.text.len();
            }
        }
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        for cell in &mut cells {
            in_rows(cell, spans);
        }
        let mut rows: Vec<Vec<Vec<usize>>> = cells.chunks(columns).map(<[_]>::to_vec).collect();
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        drop_empty_columns(&mut rows);
        let wide = rows.first().map_or(0, Vec::len);
        let several_columns = rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() >= 2).count();
        let is_table = rows.len() >= 2
            && wide >= 2
            && several_columns * 2 >= rows.len()
            && filled * 10 >= rows.len() * wide * 3
            && letters < filled * 400;
        is_table.then(|| Found { rows, bounds: self.bounds(), header: None })
    }

    fn bounds(&self) -> [f32; 4] {
        let edge =
            |places: &[f32], last: bool| if last { places.last() } else { places.first() }.copied().unwrap_or(0.0);
        [edge(&self.xs, false), edge(&self.ys, false), edge(&self.xs, true), edge(&self.ys, true)]
    }

    /// For each cell the first cell of those it is merged with, as there is no line between them.
    fn owners(&self) -> Vec<usize> {
        let (columns, rows) = (self.xs.len() - 1, self.ys.len() - 1);
        let mut owners: Vec<usize> = (0..columns * rows).collect();
        for row in 0..rows {
            for column in 0..columns {
                let index = row * columns + column;
                let from = if column > 0 && !self.has_rule(false, column, row) {
                    Some(index - 1)
                } else if row > 0 && !self.has_rule(true, row, column) {
                    Some(index - columns)
                } else {
                    None
                };
                if let Some(owner) = from.and_then(|from| owners.get(from).copied())
                    && let Some(slot) = owners.get_mut(index)
                {
                    *slot = owner;
                }
            }
        }
        owners
    }

    /// Whether line number `line` is drawn beside cell number `cell` along it.
    fn has_rule(&self, horizontal: bool, line: usize, cell: usize) -> bool {
        let (lines, cells) = if horizontal { (&self.ys, &self.xs) } else { (&self.xs, &self.ys) };
        let (Some(at), Some(start), Some(end)) = (lines.get(line), cells.get(cell), cells.get(cell + 1)) else {
            return false;
        };
        let middle = f32::midpoint(*start, *end);
        self.rules.iter().any(|rule| {
            rule.horizontal == horizontal && (rule.at - at).abs() <= NEAR && rule.start <= middle && middle <= rule.end
        })
    }
}

/// The places of parallel rules, those close together as one.
fn places<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<f32> {
    let mut all: Vec<f32> = rules.map(|rule| rule.at).collect();
    all.sort_unstable_by(f32::total_cmp);
    all.dedup_by(|next, kept| *next - *kept <= NEAR);
    all
}

/// The number of the interval between `places` that `at` is in.
fn slot(places: &[f32], at: f32) -> Option<usize> {
    let index = places.partition_point(|place| *place <= at);
    (index > 0 && index < places.len()).then(|| index - 1)
}

/// Sorts by a number. Not generic: each instance of a sort is five kilobytes of code.
fn sort(indexes: &mut [usize], key: &dyn Fn(&usize) -> f32) {
    indexes.sort_by(|a, b| key(a).total_cmp(&key(b)));
}

/// Sorts the spans of a cell by line, then along the line.
pub fn in_rows(cell: &mut [usize], spans: &[Span]) {
    let place =
        |index: &usize| spans.get(*index).map_or((0.0, 0.0, 1.0), |span| (span.baseline, span.start, span.size));
    sort(cell, &|index| place(index).0);
    for row in cell.chunk_by_mut(|a, b| (place(b).0 - place(a).0).abs() < 0.3 * place(a).2) {
        sort(row, &|index| place(index).1);
    }
}

fn drop_empty_columns(rows: &mut [Vec<Vec<usize>>]) {
    let columns = rows.first().map_or(0, Vec::len);
    for column in (0..columns).rev() {
        if rows.iter().all(|row| row.get(column).is_none_or(Vec::is_empty)) {
            for row in rows.iter_mut().filter(|row| column < row.len()) {
                row.remove(column);
            }
        }
    }
}
