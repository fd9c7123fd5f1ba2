//! The order in which one reads what stands freely on a slide.

use crate::model::BoundingBox;

/// Things whose tops differ by less than this many points stand in one row.
const ROW_TOLERANCE: f64 = 14.0;

/// Sorts by rank, then from top to bottom, and from left to right in a row. What has no place keeps its order, at the end
/// of its rank.
pub fn sort<T>(items: &mut [T], rank: impl Fn(&T) -> u8, place: impl Fn(&T) -> Option<BoundingBox>) {
    let top = |item: &T| place(item).map_or(f64::MAX, |place| place.y0);
    let left = |item: &T| place(item).map_or(f64::MAX, |place| place.x0);
    items.sort_by(|a, b| rank(a).cmp(&rank(b)).then(top(a).total_cmp(&top(b))));
    for row in items.chunk_by_mut(|a, b| rank(a) == rank(b) && top(b) - top(a) < ROW_TOLERANCE) {
        row.sort_by(|a, b| left(a).total_cmp(&left(b)));
    }
}
