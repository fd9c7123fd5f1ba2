//! From spans to lines in the order of reading.
//!
//! Most producers write text in the order of reading, and what they wrote is better than any guess: it is kept, unless the
//! page itself speaks against it. Two things do: lines that jump up within their own column, and rows that run across a
//! gutter between columns of flowing text. Then the page is cut along its white space (the recursive X-Y cut: Nagy and
//! Seth, 1984).

use std::borrow::Cow;

use lode_runtime::sort;

use super::looks::{self, Look, Shift, Stretch, is_smaller};
use super::paragraphs::bullet;
use super::spans::{SPACE, Span};

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
    pub fn text(&self) -> Cow<'_, str> {
        if let [only] = self.spans.as_slice() {
            return Cow::Borrowed(&only.text);
        }
        let mut text = String::new();
        for (index, span) in self.spans.iter().enumerate() {
            if index.checked_sub(1).and_then(|last| self.spans.get(last)).is_some_and(|last| stands_apart(last, span)) {
                text.push(' ');
            }
            text.push_str(&span.text);
        }
        Cow::Owned(text)
    }

    /// The parts of its text that look unlike plain text.
    pub fn looks(&self) -> Cow<'_, [Stretch]> {
        if let [only] = self.spans.as_slice() {
            return Cow::Borrowed(&only.looks);
        }
        let Some(base) = self.base() else { return Cow::Borrowed(&[]) };
        let (mut looks, mut at) = (Vec::new(), 0);
        for (index, span) in self.spans.iter().enumerate() {
            let last = index.checked_sub(1).and_then(|last| self.spans.get(last));
            at += usize::from(last.is_some_and(|last| stands_apart(last, span)));
            match Shift::new(span.size, span.baseline, base.size, base.baseline) {
                Shift::None => looks::add_all(&mut looks, &span.looks, at),
                shift => {
                    let look =
                        Look { style: span.style, shift, link: span.looks.first().map_or(0, |first| first.look.link) };
                    looks::add(&mut looks, Stretch { start: at, end: at + span.text.len(), look });
                }
            }
            at += span.text.len();
        }
        Cow::Owned(looks)
    }

    /// Bytes at its start that are the mark of a footnote.
    pub fn mark(&self) -> usize {
        match (self.spans.first(), self.main()) {
            (Some(first), Some(main)) if is_smaller(first.size, main.size) && first.baseline < main.baseline => {
                first.text.len()
            }
            (Some(first), _) => first.raised,
            _ => 0,
        }
    }

    /// Whether it ends in a number as an entry of a table of contents does, or an equation: behind leaders, or far from the
    /// rest.
    pub fn is_entry(&self) -> bool {
        let Some((last, rest)) = self.spans.split_last() else { return false };
        let number = last.text.trim_matches(['(', ')']);
        let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        self.spans.iter().any(Span::has_leaders)
            || is_number && rest.last().is_some_and(|other| last.start > other.end + last.size)
    }

    /// The span that tells where its baseline is.
    fn base(&self) -> Option<&Span> {
        let weight = |span: &&Span| (!hangs(span), (span.size * 2.0) as u32, span.text.len());
        self.spans.iter().max_by_key(weight)
    }
}

/// Whether there is a space between two spans of a line; there is none before what is raised or lowered beside a word.
fn stands_apart(last: &Span, span: &Span) -> bool {
    let size = last.size.max(span.size);
    let gap = span.start - last.end;
    let is_beside = (last.baseline - span.baseline).abs() < 0.1 * size;
    is_beside || gap > SPACE * size || gap < -0.3 * size
}

/// Whether a span is or starts with a sign that may hang below its baseline instead of standing on it, as TeX's large ones do.
fn hangs(span: &Span) -> bool {
    const LARGE: &str = "∑∏∐∫∮√⋃⋂⋁⋀⨁⨂⨀()[]{}|";
    span.length() <= 3 && span.text.starts_with(|character| LARGE.contains(character))
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
    with_labels(ordered)
}

/// Puts bullets and numbers that were written for themselves, before or after all else, before the lines that they belong to.
fn with_labels(mut lines: Vec<Line>) -> Vec<Line> {
    /// Labels of a page, and its lines; more are a drawing.
    const MOST: (usize, usize) = (200, 10_000);
    let labels: Vec<usize> = (0..lines.len()).filter(|index| lines.get(*index).is_some_and(is_label)).collect();
    if labels.is_empty() || labels.len() > MOST.0 || lines.len() > MOST.1 {
        return lines;
    }
    for index in labels {
        let Some(label) = lines.get(index).and_then(|line| line.spans.first()).cloned() else { continue };
        let gap = |line: &Line| line.start() - label.end;
        let is_beside = |line: &Line| {
            (-0.2..3.0).contains(&(gap(line) / label.size))
                && line.main().is_some_and(|main| {
                    main.direction == label.direction
                        && main.table.is_none()
                        && (main.baseline - label.baseline).abs() < 0.25 * label.size
                })
        };
        let beside = lines.iter_mut().filter(|line| is_beside(line)).min_by(|a, b| gap(a).total_cmp(&gap(b)));
        if let Some(line) = beside {
            line.spans.insert(0, label);
            lines.get_mut(index).into_iter().for_each(|line| line.spans.clear());
        }
    }
    lines.retain(|line| !line.spans.is_empty());
    lines
}

/// Whether a line is nothing but a bullet or a number.
fn is_label(line: &Line) -> bool {
    matches!(line.spans.as_slice(), [only] if only.length() <= 4 && !only.right_to_left && bullet(&format!("{} .", only.text)).is_some())
}

/// Joins what was written on one baseline, one after the other.
fn in_stream_order(spans: Vec<Span>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for span in spans {
        match lines.last_mut() {
            Some(line)
                if line.spans.last().is_some_and(|last| is_beside(last, &span) || is_attached(line, last, &span)) =>
            {
                line.spans.push(span);
            }
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

/// Whether a span stands beside the end of a line, higher or lower than its baseline but not above or below it: an exponent,
/// an index, a part of a fraction; or goes on behind one.
fn is_attached(line: &Line, last: &Span, span: &Span) -> bool {
    /// Spans of a line that is looked at as a whole for each that comes; more are no formula.
    const MOST: usize = 100;
    if line.spans.len() > MOST {
        return false;
    }
    let Some(base) = line.base() else { return false };
    if base.direction != span.direction
        || base.table.or(span.table).is_some()
        || last.right_to_left
        || span.right_to_left
    {
        return false;
    }
    let smaller = base.size.min(span.size);
    let bottom = |span: &Span| span.bottom() + if hangs(span) { 1.5 * span.size } else { 0.0 };
    let overlap = bottom(base).min(bottom(span)) - base.top().max(span.top());
    let end = line.end();
    let is_next = span.start > end - 0.6 * base.size && span.start < end + 0.8 * base.size;
    // Below an exponent there may be an index, below a number another.
    let is_part = is_smaller(span.size, base.size) || span.length() <= 3;
    let is_stacked = is_part && span.start > last.start - 0.3 * base.size && span.start < end;
    // Behind both the line goes on.
    let off = |span: &Span| (base.baseline - span.baseline).abs();
    let least = if off(last) > 0.1 * base.size { last.start - 0.3 * base.size } else { end - 0.5 * span.size };
    let is_level = off(span) < 0.3 * smaller && span.start > least;
    overlap > 0.25 * smaller && (is_next || is_stacked || is_level)
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
    sort::by(&mut order, |a, b| a.start.total_cmp(&b.start));
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
    sort(spans, Span::top);
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

/// Sorts by a number. Not generic: each instance of a sort is five kilobytes of code.
fn sort(spans: &mut [Span], key: fn(&Span) -> f32) {
    spans.sort_by(|a, b| key(a).total_cmp(&key(b)));
}

/// Adds the lines of a region without columns, from top to bottom.
fn rows(mut spans: Vec<Span>, lines: &mut Vec<Line>) {
    sort(&mut spans, |span| span.baseline);
    let same_row = |a: &Span, b: &Span| {
        a.table.is_none() && b.table.is_none() && (b.baseline - a.baseline).abs() < 0.3 * a.size.min(b.size)
    };
    for row in spans.chunk_by_mut(same_row) {
        let right_to_left = row.iter().filter(|span| span.right_to_left).count() * 2 > row.len();
        sort(row, if right_to_left { |span| -span.start } else { |span| span.start });
        lines.push(Line { spans: row.to_vec() });
    }
}
