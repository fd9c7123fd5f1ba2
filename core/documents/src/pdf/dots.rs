//! Bullets that are drawn: browsers and most libraries that make PDFs paint circles and squares before the items of lists.

use lode_runtime::sort;

use super::fonts::Style;
use super::paths::Rect;
use super::spans::Span;

/// Spans of a page that dots are looked for before; a page with more is a drawing.
const MOST_SPANS: usize = 10_000;

/// A single dot before a text may be anything.
const FEWEST: usize = 2;

/// Adds a bullet to `spans` for each dot that stands before a text as a bullet does, right before that text. `upright` is the
/// number of the direction of text from left to right.
pub fn add_bullets(spans: &mut Vec<Span>, upright: usize, dots: &[Rect]) {
    if dots.len() < FEWEST || spans.len() > MOST_SPANS {
        return;
    }
    let mut before: Vec<(usize, &Rect)> =
        dots.iter().filter_map(|dot| Some((index_behind(spans, upright, dot)?, dot))).collect();
    sort::by_key(&mut before, |(index, _)| *index);
    // Some are filled, and then painted around.
    before.dedup_by_key(|(index, _)| *index);
    if before.len() < FEWEST {
        return;
    }
    for (index, dot) in before.into_iter().rev() {
        if let Some(bullet) = spans.get(index).map(|span| bullet(span, dot)) {
            spans.insert(index, bullet);
        }
    }
}

/// The text that a dot is the bullet of: it is as high as the middle of small letters, and nothing stands close before it.
fn index_behind(spans: &[Span], upright: usize, dot: &Rect) -> Option<usize> {
    let (middle, height) = (f32::midpoint(dot.y0, dot.y1), dot.y1 - dot.y0);
    let is_level = |span: &Span| {
        span.direction == upright && (0.0..0.75).contains(&((span.baseline - middle) / span.size.max(0.1)))
    };
    let gap = |span: &Span| span.start - dot.x1;
    let is_behind = |span: &Span| {
        is_level(span)
            && span.table.is_none()
            && !span.right_to_left
            && (0.0..2.5).contains(&(gap(span) / span.size))
            && (0.12..0.6).contains(&(height / span.size))
    };
    let candidates = spans.iter().enumerate().filter(|(_, span)| is_behind(span));
    let (index, span) = candidates.min_by(|(_, a), (_, b)| gap(a).total_cmp(&gap(b)))?;
    let is_close = |other: &Span| is_level(other) && other.start < dot.x1 && other.end > dot.x0 - 0.7 * span.size;
    (!spans.iter().any(is_close)).then_some(index)
}

fn bullet(span: &Span, dot: &Rect) -> Span {
    Span {
        text: "•".into(),
        start: dot.x0,
        end: dot.x1,
        style: Style::default(),
        raised: 0,
        looks: Vec::new(),
        majority: "•".len(),
        goes_on: false,
        ..span.clone()
    }
}
