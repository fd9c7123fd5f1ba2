//! The order in which one reads what stands freely on a slide.

use lode_runtime::sort;

use crate::model::BoundingBox;

/// Things whose tops differ by less than this many points stand in one row.
const ROW_TOLERANCE: f64 = 14.0;

/// Sorts by rank, then from top to bottom, and from left to right in a row. What has no place keeps its order, at the end
/// of its rank.
pub fn sort<T>(items: &mut Vec<T>, rank: impl Fn(&T) -> u8, place: impl Fn(&T) -> Option<BoundingBox>) {
    let place = |(index, item): (usize, &T)| {
        let (top, left) = place(item).map_or((f64::MAX, f64::MAX), |place| (place.y0, place.x0));
        Place { index, rank: rank(item), row: 0, top, left }
    };
    let order = reading_order(items.iter().enumerate().map(place).collect());
    sort::arrange(items, &order);
}

struct Place {
    index: usize,
    rank: u8,
    row: usize,
    top: f64,
    left: f64,
}

fn reading_order(mut places: Vec<Place>) -> Vec<usize> {
    sort::by(&mut places, |a, b| a.rank.cmp(&b.rank).then(a.top.total_cmp(&b.top)));
    let (mut row, mut above): (usize, Option<(u8, f64)>) = (0, None);
    for place in &mut places {
        let goes_on = above.is_some_and(|(rank, top)| rank == place.rank && place.top - top < ROW_TOLERANCE);
        row += usize::from(!goes_on);
        place.row = row;
        above = Some((place.rank, place.top));
    }
    // Within a row, what begins at the same place keeps the order from top to bottom.
    sort::by(&mut places, |a, b| a.row.cmp(&b.row).then(a.left.total_cmp(&b.left)));
    places.into_iter().map(|place| place.index).collect()
}
