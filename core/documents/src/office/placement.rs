//! Where shapes are on a slide, also those in groups, which have coordinates of their own.

use crate::model::BoundingBox;

/// Where a shape is, and for a group in which coordinates its shapes are given.
#[derive(Debug, Clone, Copy)]
pub struct Transform {
    /// On the slide.
    pub place: BoundingBox,
    /// In the coordinates of what is in the group.
    pub inside: Option<BoundingBox>,
}

/// A place given in a group's coordinates, on the slide.
#[must_use]
pub fn placed(place: BoundingBox, group: Option<&Transform>) -> BoundingBox {
    let Some((outer, inner)) = group.and_then(|group| Some((group.place, group.inside?))) else { return place };
    let scale = |outer: f64, inner: f64| if inner == 0.0 { 1.0 } else { outer / inner };
    let across = scale(outer.x1 - outer.x0, inner.x1 - inner.x0);
    let down = scale(outer.y1 - outer.y0, inner.y1 - inner.y0);
    let x = |x: f64| outer.x0 + (x - inner.x0) * across;
    let y = |y: f64| outer.y0 + (y - inner.y0) * down;
    BoundingBox { x0: x(place.x0), y0: y(place.y0), x1: x(place.x1), y1: y(place.y1) }
}
