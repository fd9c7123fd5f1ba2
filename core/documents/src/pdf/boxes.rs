//! Tables whose cells are painted or underlined one by one, as browsers and libraries do it: boxes side by side, thick ones that
//! are backgrounds, thin ones that are borders. Where they meet, columns do.

use lode_runtime::sort;

use super::content::Glyph;
use super::paths::{Rect, Rule, THICKEST};

/// What two boxes may be apart to touch.
const NEAR: f32 = 2.0;

/// What two borders may be apart, with the lines of one row of cells between them.
const FAR: f32 = 80.0;

/// How far above the first border the names of columns stand.
const HEADER: f32 = 30.0;

/// Rows of boxes on a page; more are a picture.
const MOST_ROWS: usize = 1_000;

/// Rows of boxes times glyphs of a page: each row is held against each glyph.
const MOST_LOOKS: usize = 20_000_000;

/// Boxes side by side, from left to right.
struct Row(Vec<Rect>);

impl Row {
    fn top(&self) -> f32 {
        self.0.first().map_or(0.0, |rect| rect.y0)
    }

    fn bottom(&self) -> f32 {
        self.0.first().map_or(0.0, |rect| rect.y1)
    }

    fn is_thin(&self) -> bool {
        f64::from(self.bottom() - self.top()) <= THICKEST
    }

    /// Where its boxes begin, and where the last one ends.
    fn edges(&self) -> impl Iterator<Item = f32> + '_ {
        self.0.iter().map(|rect| rect.x0).chain(self.0.last().map(|rect| rect.x1))
    }

    /// Whether another row has the same columns and is near below.
    fn goes_on(&self, below: &Self) -> bool {
        (-NEAR..FAR).contains(&(below.top() - self.bottom()))
            && self.0.len() == below.0.len()
            && self.edges().zip(below.edges()).all(|(a, b)| (a - b).abs() <= NEAR)
    }
}

/// The lines of the tables that boxes make, of at least two rows of cells in two columns. `glyphs` are those of the page: no text
/// runs over the edge of a column.
pub fn edges(boxes: &[Rect], glyphs: &[Glyph]) -> Vec<Rule> {
    let rows = rows(boxes);
    let mut rules = Vec::new();
    if rows.len() < 2 || rows.len() > MOST_ROWS || rows.len().saturating_mul(glyphs.len()) > MOST_LOOKS {
        return rules;
    }
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match groups.iter_mut().rev().find(|group| group.last().is_some_and(|last| last.goes_on(&row))) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    for group in groups.iter().filter(|group| group.len() >= 2) {
        let bands = bands(group, glyphs);
        if bands.len() >= 2 {
            bands.iter().for_each(|band| band_rules(group, *band, &mut rules));
        }
    }
    rules
}

/// Boxes that touch in a row, from top to bottom.
fn rows(boxes: &[Rect]) -> Vec<Row> {
    let mut sorted = boxes.to_vec();
    let line = |rect: &Rect| (rect.y0 / NEAR).round();
    sort::by(&mut sorted, |a, b| line(a).total_cmp(&line(b)).then(a.x0.total_cmp(&b.x0)));
    let is_near = |a: f32, b: f32| (a - b).abs() <= NEAR;
    let mut rows: Vec<Row> = Vec::new();
    for rect in sorted {
        match rows.last_mut().and_then(|row| row.0.last().copied().map(|last| (row, last))) {
            // Painted twice.
            Some((_, last)) if last == rect => {}
            Some((row, last))
                if is_near(last.y0, rect.y0) && is_near(last.y1, rect.y1) && is_near(last.x1, rect.x0) =>
            {
                row.0.push(rect);
            }
            _ => rows.push(Row(vec![rect])),
        }
    }
    rows.retain(|row| row.0.len() >= 2);
    rows
}

/// The tops and bottoms of the rows of cells that a table has: its backgrounds, what is between its borders, and the names above.
fn bands(group: &[Row], glyphs: &[Glyph]) -> Vec<(f32, f32)> {
    let mut bands = Vec::new();
    let Some(first) = group.first() else { return bands };
    let edges: Vec<f32> = first.edges().collect();
    let texts = |top: f32, bottom: f32| {
        glyphs.iter().filter(move |glyph| top < glyph.y && glyph.y <= bottom).map(|glyph| (glyph.x, glyph.x + glyph.dx))
    };
    let is_free = |top: f32, bottom: f32| {
        let inner = edges.get(1..edges.len().saturating_sub(1)).unwrap_or_default();
        texts(top, bottom).all(|(start, end)| inner.iter().all(|edge| end < edge + 1.0 || start > edge - 1.0))
    };
    if first.is_thin() {
        let (top, bottom) = (first.top() - HEADER, first.top());
        let inside = |(start, _): &(f32, f32)| {
            edges.first().is_some_and(|left| left <= start) && edges.last().is_some_and(|right| start <= right)
        };
        let mut columns: Vec<usize> =
            texts(top, bottom).filter(inside).map(|(start, _)| edges.partition_point(|edge| *edge <= start)).collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() >= 2 && is_free(top, bottom) {
            bands.push((top, bottom));
        }
    }
    for (index, row) in group.iter().enumerate() {
        if !row.is_thin() {
            bands.push((row.top(), row.bottom()));
        }
        let Some(next) = group.get(index + 1) else { break };
        let (top, bottom) = (row.bottom(), next.top());
        if bottom - top > NEAR && is_free(top, bottom) {
            bands.push((top, bottom));
        }
    }
    bands
}

fn band_rules(group: &[Row], (top, bottom): (f32, f32), rules: &mut Vec<Rule>) {
    let edges = || group.first().into_iter().flat_map(Row::edges);
    let (Some(left), Some(right)) = (edges().next(), edges().last()) else { return };
    rules.extend([top, bottom].map(|at| Rule { start: left, end: right, at, horizontal: true }));
    rules.extend(edges().map(|at| Rule { start: top, end: bottom, at, horizontal: false }));
}
