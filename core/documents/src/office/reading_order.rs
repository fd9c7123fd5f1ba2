//! The order in which one reads what stands freely on a slide.

use lode_runtime::sort::{arrange, order};

use crate::model::BoundingBox;

/// Things whose tops differ by less than this many points stand in one row.
const ROW_TOLERANCE: f64 = 14.0;

/// Sorts by rank, then from top to bottom, and from left to right in a row. What has no place keeps its order, at the end
/// of its rank.
pub fn sort<T>(items: &mut Vec<T>, rank: impl Fn(&T) -> u8, place: impl Fn(&T) -> Option<BoundingBox>) {
    let places: Vec<Place> = items
        .iter()
        .map(|item| {
            let (top, left) = place(item).map_or((f64::MAX, f64::MAX), |place| (place.y0, place.x0));
            Place { rank: rank(item), row: 0, top, left }
        })
        .collect();
    arrange(items, &reading_order(places));
}

struct Place {
    rank: u8,
    row: usize,
    top: f64,
    left: f64,
}

fn reading_order(mut places: Vec<Place>) -> Vec<usize> {
    let key = |index: usize| places.get(index).map(|place| (place.rank, place.top));
    let downwards = order(places.len(), &|a, b| {
        let ((rank, top), (other_rank, other_top)) = (key(a).unwrap_or_default(), key(b).unwrap_or_default());
        rank.cmp(&other_rank).then(top.total_cmp(&other_top))
    });
    let (mut row, mut above): (usize, Option<(u8, f64)>) = (0, None);
    for index in downwards {
        let Some(place) = places.get_mut(index) else { continue };
        let goes_on = above.is_some_and(|(rank, top)| rank == place.rank && place.top - top < ROW_TOLERANCE);
        row += usize::from(!goes_on);
        place.row = row;
        above = Some((place.rank, place.top));
    }
    let key = |index: usize| places.get(index).map(|place| (place.row, place.left, place.top));
    order(places.len(), &|a, b| {
        let ((row, left, top), (other_row, other_left, other_top)) =
            (key(a).unwrap_or_default(), key(b).unwrap_or_default());
        // Within a row, what begins at the same place keeps the order from top to bottom.
        row.cmp(&other_row).then(left.total_cmp(&other_left)).then(top.total_cmp(&other_top))
    })
}
