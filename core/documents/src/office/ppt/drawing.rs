//! Shapes of a slide ([MS-ODRAW] 2.2.13 to 2.2.16, [MS-PPT] 2.5.13, 2.7).

use super::record::{self, Record};
use super::text::{self, Text};
use crate::little_endian::{u16_at, u32_at, utf16};
use crate::model::BoundingBox;
use crate::office::placement::{Transform, placed};

/// Groups in groups; deeper ones are left out.
const DEEPEST_GROUP: usize = 64;
/// Master units in a point ([MS-PPT] 2.2.22).
pub const UNITS_PER_POINT: f64 = 8.0;

/// Properties of shapes ([MS-ODRAW] 2.3.4.46, 2.3.4.33).
const DESCRIPTION: u16 = 0x0381;
const TABLE: u16 = 0x039F;

/// Where a shape's text is.
pub enum Source<'a> {
    Own(Text<'a>),
    /// The text with this number among those of the slide in the list of slides.
    Outline(usize),
}

/// A shape with something to read.
#[derive(Default)]
pub struct Shape<'a> {
    /// What it stands for ([MS-PPT] 2.13.23); 0 for nothing.
    pub placeholder: u8,
    pub place: Option<BoundingBox>,
    pub text: Option<Source<'a>>,
    pub description: String,
    /// The cells of a table, which is a group.
    pub cells: Vec<Shape<'a>>,
}

/// The shapes of a slide or a page of notes, those in groups included, in the order of the file.
pub fn shapes<'a>(slide: &Record<'a>) -> Vec<Shape<'a>> {
    let mut shapes = Vec::new();
    let drawing = slide.child(record::DRAWING).and_then(|drawing| drawing.child(record::DRAWING_CONTAINER));
    if let Some(all) = drawing.and_then(|drawing| drawing.child(record::GROUP)) {
        group(&all, None, 0, &mut shapes);
    }
    shapes
}

fn group<'a>(records: &Record<'a>, outer: Option<&Transform>, depth: usize, shapes: &mut Vec<Shape<'a>>) {
    let mut own = None;
    let mut table = None;
    let start = shapes.len();
    for child in records.children() {
        let transform = own.as_ref().or(outer);
        match child.kind {
            // The first shape is the group itself.
            record::SHAPE if child.child(record::GROUP_COORDINATES).is_some() => {
                let place = place(&child, outer);
                let inside = child.child(record::GROUP_COORDINATES).and_then(|inside| rectangle(inside.data));
                own = place.map(|place| Transform { place, inside });
                let is_table = |options: &Record| property(options, TABLE).is_some_and(|(flags, _)| flags & 1 != 0);
                if options(&child).any(|options| is_table(&options)) {
                    table = Some(Shape { place, ..Shape::default() });
                }
            }
            record::SHAPE => shapes.extend(shape(&child, transform)),
            record::GROUP if depth < DEEPEST_GROUP => group(&child, transform, depth + 1, shapes),
            _ => {}
        }
    }
    if let Some(mut table) = table {
        table.cells = shapes.split_off(start);
        shapes.push(table);
    }
}

fn shape<'a>(record: &Record<'a>, group: Option<&Transform>) -> Option<Shape<'a>> {
    let mut shape = Shape { place: place(record, group), ..Shape::default() };
    let mut numbers = None;
    for child in record.children() {
        match child.kind {
            record::TEXT_BOX => shape.text = source(&child),
            record::CLIENT_DATA => {
                numbers = child.added().find(|added| added.kind == record::TEXT_NUMBERS);
                let placeholder = child.child(record::PLACEHOLDER).and_then(|atom| atom.data.get(4).copied());
                shape.placeholder = placeholder.unwrap_or(0);
            }
            _ => {}
        }
    }
    if let (Some(Source::Own(text)), Some(numbers)) = (&mut shape.text, numbers) {
        text.numbers = numbers.data;
    }
    if shape.text.is_none() {
        let said = options(record).find_map(|options| property(&options, DESCRIPTION).map(|(_, data)| utf16(data)));
        shape.description = said.unwrap_or_default().trim().to_string();
    }
    (shape.text.is_some() || !shape.description.is_empty()).then_some(shape)
}

fn source<'a>(text_box: &Record<'a>) -> Option<Source<'a>> {
    if let Some(outline) = text_box.child(record::OUTLINE_TEXT) {
        return u32_at(outline.data, 0).map(|index| Source::Outline(index as usize));
    }
    text::texts(text_box.children()).into_iter().next().map(Source::Own)
}

fn options<'a>(shape: &Record<'a>) -> impl Iterator<Item = Record<'a>> {
    shape.children().filter(|child| record::OPTIONS.contains(&child.kind))
}

/// A property's value, and the data that it may have after all properties.
fn property<'a>(options: &Record<'a>, wanted: u16) -> Option<(u32, &'a [u8])> {
    const SIZE: usize = 6;
    let (fixed, mut data) = options.data.split_at_checked(SIZE * usize::from(options.instance))?;
    for property in fixed.chunks_exact(SIZE) {
        let (id, value) = (u16_at(property, 0)?, u32_at(property, 2)?);
        let has_data = id & 0x8000 != 0;
        let (own, after) = data.split_at_checked(if has_data { value as usize } else { 0 })?;
        if id & 0x3FFF == wanted {
            return Some((value, own));
        }
        data = after;
    }
    None
}

/// Where a shape is on the slide, in points.
fn place(shape: &Record, group: Option<&Transform>) -> Option<BoundingBox> {
    if let Some(anchor) = shape.child(record::CHILD_ANCHOR) {
        return Some(placed(rectangle(anchor.data)?, group));
    }
    let data = shape.child(record::ANCHOR)?.data;
    let long = |index: usize| Some(f64::from(u32_at(data, 4 * index)?.cast_signed()));
    let short = |index: usize| Some(f64::from(u16_at(data, 2 * index)?.cast_signed()));
    let edge = |index: usize| if data.len() >= 16 { long(index) } else { short(index) };
    // [MS-PPT] 2.7.1: top, left, right, bottom.
    Some(scaled(edge(1)?, edge(0)?, edge(2)?, edge(3)?))
}

/// A rectangle in points from its edges: left, top, right, bottom.
fn rectangle(data: &[u8]) -> Option<BoundingBox> {
    let edge = |index: usize| Some(f64::from(u32_at(data, 4 * index)?.cast_signed()));
    Some(scaled(edge(0)?, edge(1)?, edge(2)?, edge(3)?))
}

fn scaled(left: f64, top: f64, right: f64, bottom: f64) -> BoundingBox {
    let point = |units: f64| units / UNITS_PER_POINT;
    BoundingBox { x0: point(left), y0: point(top), x1: point(right), y1: point(bottom) }
}
