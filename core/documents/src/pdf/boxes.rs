//! Tables whose cells are painted instead of ruled, as striped ones are: filled boxes side by side in rows below each other.

use lode_runtime::sort;

use super::paths::{Rect, Rule};

/// What two boxes may be apart to touch.
const NEAR: f32 = 2.0;

/// Rows of boxes on a page; more are a picture.
const MOST_ROWS: usize = 1_000;

/// Boxes side by side, from left to right.
struct Row {
    boxes: Vec<Rect>,
    /// It touches another row as wide.
    is_in_table: bool,
}

/// The edges of boxes that make tables: of at least two rows of at least two.
pub fn edges(boxes: &[Rect]) -> Vec<Rule> {
    let mut rows = rows(boxes);
    if rows.len() > MOST_ROWS {
        return Vec::new();
    }
    for below in 1..rows.len() {
        let (above, rest) = rows.split_at_mut(below);
        let Some(row) = rest.first_mut() else { continue };
        for above in above.iter_mut() {
            if touches(above, row) {
                (above.is_in_table, row.is_in_table) = (true, true);
            }
        }
    }
    let of_box = |rect: &Rect| {
        let rule = |start, end, at, horizontal| Rule { start, end, at, horizontal };
        [
            rule(rect.x0, rect.x1, rect.y0, true),
            rule(rect.x0, rect.x1, rect.y1, true),
            rule(rect.y0, rect.y1, rect.x0, false),
            rule(rect.y0, rect.y1, rect.x1, false),
        ]
    };
    rows.iter().filter(|row| row.is_in_table).flat_map(|row| row.boxes.iter().flat_map(of_box)).collect()
}

/// Boxes that touch in a row, from top to bottom.
fn rows(boxes: &[Rect]) -> Vec<Row> {
    let mut sorted = boxes.to_vec();
    let line = |rect: &Rect| (rect.y0 / NEAR).round();
    sort::by(&mut sorted, |a, b| line(a).total_cmp(&line(b)).then(a.x0.total_cmp(&b.x0)));
    let is_near = |a: f32, b: f32| (a - b).abs() <= NEAR;
    let mut rows: Vec<Row> = Vec::new();
    for rect in sorted {
        match rows.last_mut().and_then(|row| row.boxes.last().copied().map(|last| (row, last))) {
            // Painted twice.
            Some((_, last)) if last == rect => {}
            Some((row, last))
                if is_near(last.y0, rect.y0) && is_near(last.y1, rect.y1) && is_near(last.x1, rect.x0) =>
            {
                row.boxes.push(rect);
            }
            _ => rows.push(Row { boxes: vec![rect], is_in_table: false }),
        }
    }
    rows.retain(|row| row.boxes.len() >= 2);
    rows
}

/// Whether a row is right below another, and both are as wide.
fn touches(above: &Row, below: &Row) -> bool {
    let around = |row: &Row| Some((*row.boxes.first()?, *row.boxes.last()?));
    around(above).zip(around(below)).is_some_and(|((first, last), (left, right))| {
        (first.y1 - left.y0).abs() <= NEAR && (first.x0 - left.x0).abs() <= NEAR && (last.x1 - right.x1).abs() <= NEAR
    })
}
