//! From spans to lines in the order of reading.
//!
//! Most producers write text in the order of reading, and what they wrote is better than any guess: it is kept, unless the
//! page itself speaks against it. Two things do: lines that jump up within their own column, and rows that run across a
//! gutter between columns of flowing text. Then the page is cut along its white space (the recursive X-Y cut: Nagy and
//! Seth, 1984).

use super::spans::Span;

/// Spans on one baseline, in the order of reading.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its spans.
    pub spans: Vec<Span>,
}

impl Line {
    /// The left end, along the text.
    pub fn start(&self) -> f32 {
        self.spans.iter().map(|span| span.start).fold(f32::INFINITY, f32::min)
    }

    /// The right end, along the text.
    pub fn end(&self) -> f32 {
        self.spans.iter().map(|span| span.end).fold(f32::NEG_INFINITY, f32::max)
    }

    /// The span with the most text.
    pub fn main(&self) -> Option<&Span> {
        self.spans.iter().max_by_key(|span| span.text.len())
    }

    /// What it says.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for span in &self.spans {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&span.text);
        }
        text
    }
}

/// Orders the spans of a page.
pub fn lines(spans: Vec<Span>) -> Vec<Line> {
    let lines = in_stream_order(spans);
    let mut ordered = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(direction) = rest.peek().and_then(|line| line.spans.first()).map(|span| span.direction) {
        let mut group = Vec::new();
        while let Some(line) = rest.next_if(|line| line.spans.first().is_some_and(|span| span.direction == direction)) {
            group.push(line);
        }
        if is_out_of_order(&group) || runs_across_columns(&group) {
            let spans = group.into_iter().flat_map(|line| line.spans).collect();
            cut(spans, 0, &mut ordered);
        } else {
            ordered.append(&mut group);
        }
    }
    ordered
}

/// Joins what was written on one baseline, one after the other.
fn in_stream_order(spans: Vec<Span>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for span in spans {
        match lines.last_mut() {
            Some(line) if line.spans.last().is_some_and(|last| is_beside(last, &span)) => line.spans.push(span),
            _ => lines.push(Line { spans: vec![span] }),
        }
    }
    lines
}

/// Whether a span goes on with the line of the last one, in the direction of reading.
fn is_beside(last: &Span, span: &Span) -> bool {
    last.direction == span.direction
        && last.table.is_none()
        && span.table.is_none()
        && (last.baseline - span.baseline).abs() < 0.3 * last.size.min(span.size)
        && if last.right_to_left && span.right_to_left {
            span.end < last.start + 0.5 * span.size
        } else {
            span.start > last.end - 0.5 * span.size
        }
}

/// Whether lines jump up within their column more often than side notes and captions make them.
fn is_out_of_order(lines: &[Line]) -> bool {
    let jumps = lines
        .windows(2)
        .filter(|pair| {
            let [above, below] = pair else { return false };
            let (Some(first), Some(second)) = (above.main(), below.main()) else { return false };
            let overlap = above.end().min(below.end()) - above.start().max(below.start());
            let narrower = (above.end() - above.start()).min(below.end() - below.start());
            first.text.len() >= 6
                && second.text.len() >= 6
                && second.baseline < first.baseline - 0.6 * first.size.min(second.size)
                && overlap > 0.3 * narrower
        })
        .count();
    jumps > 3.max(lines.len() / 8)
}

/// Letters that a piece of a line has in a column of flowing text, and cells of a table have not.
const FLOWING: usize = 18;

/// Gaps that are compared with each other.
const MOST_GAPS: usize = 1_000;

/// Whether rows of flowing text stand side by side over several lines, and were written across the gutter.
fn runs_across_columns(lines: &[Line]) -> bool {
    let gaps: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| line.spans.windows(2))
        .filter_map(|pair| match pair {
            [left, right] if left.length() >= FLOWING && right.length() >= FLOWING => {
                Some((left.end.min(right.end), left.start.max(right.start)))
            }
            _ => None,
        })
        .take(MOST_GAPS)
        .collect();
    gaps.iter().any(|gap| {
        let middle = f32::midpoint(gap.0, gap.1);
        gaps.iter().filter(|other| other.0 < middle && middle < other.1).count() >= 4
    })
}

/// Cuts a region along its widest white space until none is left, and adds its lines.
fn cut(mut spans: Vec<Span>, depth: usize, lines: &mut Vec<Line>) {
    const DEEPEST: usize = 40;
    if spans.len() > 1 && depth < DEEPEST {
        if let Some(gutter) = gutter(&spans) {
            let right_to_left = spans.iter().filter(|span| span.right_to_left).count() * 2 > spans.len();
            let (left, right): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(|span| span.end <= gutter);
            let (first, second) = if right_to_left { (right, left) } else { (left, right) };
            cut(first, depth + 1, lines);
            return cut(second, depth + 1, lines);
        }
        if let Some(gap) = gap(&mut spans) {
            let (above, below): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(|span| span.baseline <= gap);
            cut(above, depth + 1, lines);
            return cut(below, depth + 1, lines);
        }
    }
    rows(spans, lines);
}

/// The place of a vertical gutter with flowing text on both sides.
fn gutter(spans: &[Span]) -> Option<f32> {
    let mut order: Vec<&Span> = spans.iter().collect();
    order.sort_by(|a, b| a.start.total_cmp(&b.start));
    let all: usize = spans.iter().map(Span::length).sum();
    let mut letters = 0;
    let mut end = f32::NEG_INFINITY;
    let mut best: Option<(f32, f32)> = None;
    for (index, span) in order.iter().enumerate() {
        let width = span.start - end;
        let is_wide = width > 0.7 * span.size && best.is_none_or(|(known, _)| width > known);
        if index > 0 && is_wide && is_flowing(index, letters) && is_flowing(order.len() - index, all - letters) {
            best = Some((width, f32::midpoint(end, span.start)));
        }
        letters += span.length();
        end = end.max(span.end);
    }
    best.map(|(_, place)| place)
}

fn is_flowing(spans: usize, letters: usize) -> bool {
    spans >= 3 && letters >= spans * FLOWING
}

/// The place of the widest horizontal gap.
fn gap(spans: &mut [Span]) -> Option<f32> {
    spans.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = f32::NEG_INFINITY;
    let mut best: Option<(f32, f32)> = None;
    for (index, span) in spans.iter().enumerate() {
        let height = span.top() - bottom;
        if index > 0 && height > 0.1 * span.size && best.is_none_or(|(known, _)| height > known) {
            best = Some((height, f32::midpoint(bottom, span.top())));
        }
        bottom = bottom.max(span.bottom());
    }
    best.map(|(_, place)| place)
}

/// Adds the lines of a region without columns, from top to bottom.
fn rows(mut spans: Vec<Span>, lines: &mut Vec<Line>) {
    spans.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let same_row = |a: &Span, b: &Span| {
        a.table.is_none() && b.table.is_none() && (b.baseline - a.baseline).abs() < 0.3 * a.size.min(b.size)
    };
    for row in spans.chunk_by_mut(same_row) {
        let right_to_left = row.iter().filter(|span| span.right_to_left).count() * 2 > row.len();
        row.sort_by(|a, b| if right_to_left { b.start.total_cmp(&a.start) } else { a.start.total_cmp(&b.start) });
        lines.push(Line { spans: row.to_vec() });
    }
}
