//! Links and annotations of a page (ISO 32000-2, 12.5).

use std::collections::HashMap;

use hayro_font::kurbo::{Affine, Rect as Box};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Rect, String as PdfString};
use hayro_syntax::page::Page;

use super::content::{Glyph, PageContent};
use super::strings;
use crate::model::{Annotation, BoundingBox, Link};

/// Annotations of one page; more are an attack.
const MOST: usize = 5_000;

/// Glyphs that are compared with the rectangles of links, over all links of a page.
const MOST_COMPARISONS: usize = 50_000_000;

/// The numbers of pages, by object, for links within the document.
pub struct PageNumbers(HashMap<ObjectIdentifier, usize>);

impl PageNumbers {
    /// Numbers the pages from 1.
    pub fn new(pdf: &Pdf) -> Self {
        let numbered = pdf.pages().iter().enumerate();
        Self(numbered.filter_map(|(index, page)| Some((page.raw().obj_id()?, index + 1))).collect())
    }
}

/// What a page has of each.
#[derive(Default)]
pub struct Annotations {
    /// Links.
    pub links: Vec<Link>,
    /// Comments, marks, fields.
    pub annotations: Vec<Annotation>,
    /// Addresses outside the document that links lead to.
    pub addresses: Vec<String>,
    /// For each glyph of the page the number of its address, from 1, or 0; empty where there are no addresses.
    pub linked: Vec<u16>,
}

impl Annotations {
    fn link(&mut self, url: &str, covered: &[usize], glyphs: usize) {
        let Ok(number) = u16::try_from(self.addresses.len() + 1) else { return };
        self.addresses.push(url.to_string());
        self.linked.resize(glyphs, 0);
        for index in covered {
            if let Some(link) = self.linked.get_mut(*index) {
                *link = number;
            }
        }
    }
}

/// Reads the annotations of a page.
pub fn read(page: &Page, number: u32, content: &PageContent, numbers: &PageNumbers) -> Annotations {
    let mut result = Annotations::default();
    let Some(array) = page.raw().get::<Array>("Annots") else { return result };
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let mut comparisons = 0_usize;
    for dict in array.iter::<Dict>().take(MOST) {
        let Some(kind) = dict.get::<Name>("Subtype").map(|name| name.as_str().to_string()) else { continue };
        let bounds = dict.get::<Rect>("Rect").map(|rect| {
            let shown = transform.transform_rect_bbox(Box::new(rect.x0, rect.y0, rect.x1, rect.y1));
            BoundingBox { x0: shown.x0, y0: shown.y0, x1: shown.x1, y1: shown.y1 }
        });
        let is_mark = matches!(kind.as_str(), "Highlight" | "Underline" | "Squiggly" | "StrikeOut");
        let mut covered = Vec::new();
        if let Some(bounds) = bounds
            && (is_mark || kind == "Link")
            && comparisons < MOST_COMPARISONS
        {
            comparisons = comparisons.saturating_add(content.glyphs.len());
            covered = glyphs_in(content, &bounds);
        }
        let covered_text = text_of(content, &covered);
        if kind == "Link" {
            if let Some(url) = target(&dict, numbers) {
                if !url.starts_with('#') {
                    result.link(&url, &covered, content.glyphs.len());
                }
                result.links.push(Link { url, text: covered_text, page: Some(number), bounding_box: bounds });
            }
        } else if let Some((kind, content)) = annotation(&kind, &dict, covered_text) {
            result.annotations.push(Annotation {
                kind: kind.into(),
                content,
                author: text(&dict, "T").filter(|_| kind != "field"),
                created: text(&dict, "CreationDate").or_else(|| text(&dict, "M")).and_then(|date| strings::date(&date)),
                page: Some(number),
                bounding_box: bounds,
            });
        }
    }
    result
}

fn text(dict: &Dict, key: &str) -> Option<String> {
    dict.get::<PdfString>(key).map(|text| strings::text(text.as_bytes())).filter(|text| !text.is_empty())
}

/// The kind of an annotation and what it says; `None` for those that say nothing to a reader.
fn annotation(subtype: &str, dict: &Dict, covered: String) -> Option<(&'static str, String)> {
    let contents = text(dict, "Contents");
    let kind = match subtype {
        "Text" => "comment",
        "FreeText" => "text",
        "Highlight" => "highlight",
        "Underline" => "underline",
        "Squiggly" => "squiggly",
        "StrikeOut" => "strikeout",
        "Stamp" => "stamp",
        "Caret" => "caret",
        "Ink" => "ink",
        "FileAttachment" => "attachment",
        "Widget" => {
            let (name, value) = (field_name(dict), field_value(dict)?);
            return Some(("field", name.map_or(value.clone(), |name| format!("{name}: {value}"))));
        }
        "Line" | "Square" | "Circle" | "Polygon" | "PolyLine" if contents.is_some() => "shape",
        _ => return None,
    };
    Some((kind, contents.unwrap_or(covered)))
}

/// An entry that a field may have from those above it (12.7.4.1).
pub fn inherited<'a>(dict: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    const DEEPEST: usize = 16;
    let mut field = dict.clone();
    for _ in 0..DEEPEST {
        if let Some(value) = field.get::<Object>(key).filter(|value| !matches!(value, Object::Null(_))) {
            return Some(value);
        }
        field = field.get::<Dict>("Parent")?;
    }
    None
}

/// The full name of a field: its own and those above it, joined with dots (12.7.4.2).
fn field_name(dict: &Dict) -> Option<String> {
    const DEEPEST: usize = 16;
    let mut names = Vec::new();
    let mut field = Some(dict.clone());
    while let Some(current) = field.filter(|_| names.len() < DEEPEST) {
        names.extend(text(&current, "T"));
        field = current.get::<Dict>("Parent");
        if names.is_empty() && field.is_none() {
            return None;
        }
    }
    names.reverse();
    (!names.is_empty()).then(|| names.join("."))
}

/// What was filled into a field; not for passwords.
pub fn field_value(dict: &Dict) -> Option<String> {
    const PASSWORD: i64 = 1 << 13;
    if let Some(Object::Number(flags)) = inherited(dict, "Ff")
        && flags.as_i64() & PASSWORD != 0
    {
        return None;
    }
    let value = match inherited(dict, "V")? {
        Object::String(value) => strings::text(value.as_bytes()),
        Object::Name(name) if name.as_str() != "Off" => name.as_str().to_string(),
        Object::Array(values) => {
            let values = values.iter::<PdfString>().map(|value| strings::text(value.as_bytes()));
            values.collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    Some(value).filter(|value| !value.is_empty())
}

/// Where a link leads.
fn target(dict: &Dict, numbers: &PageNumbers) -> Option<String> {
    if let Some(destination) = dict.get::<Object>("Dest") {
        return place(&destination, numbers);
    }
    let action = dict.get::<Dict>("A")?;
    let file = || match action.get::<Object>("F")? {
        Object::String(name) => Some(strings::text(name.as_bytes())),
        Object::Dict(file) => text(&file, "UF").or_else(|| text(&file, "F")),
        _ => None,
    };
    match action.get::<Name>("S")?.as_str() {
        "URI" => text(&action, "URI"),
        "GoTo" => place(&action.get::<Object>("D")?, numbers),
        "GoToR" | "Launch" => file(),
        _ => None,
    }
}

fn place(destination: &Object, numbers: &PageNumbers) -> Option<String> {
    match destination {
        Object::String(name) => Some(format!("#{}", strings::text(name.as_bytes()))),
        Object::Name(name) => Some(format!("#{}", name.as_str())),
        Object::Dict(dict) => place(&Object::Array(dict.get::<Array>("D")?), numbers),
        Object::Array(array) => match array.raw_iter().next()? {
            MaybeRef::Ref(page) => numbers.0.get(&page.into()).map(|number| format!("#page={number}")),
            MaybeRef::NotRef(Object::Number(index)) => Some(format!("#page={}", index.as_i64().checked_add(1)?)),
            MaybeRef::NotRef(_) => None,
        },
        _ => None,
    }
}

/// The glyphs that have their middle in a box.
fn glyphs_in(content: &PageContent, bounds: &BoundingBox) -> Vec<usize> {
    let is_inside = |glyph: &Glyph| {
        let (up_x, up_y) = (glyph.direction.1 * glyph.size * 0.3, -glyph.direction.0 * glyph.size * 0.3);
        let (x, y) = (f64::from(glyph.x + glyph.dx * 0.5 + up_x), f64::from(glyph.y + glyph.dy * 0.5 + up_y));
        (bounds.x0..=bounds.x1).contains(&x) && (bounds.y0..=bounds.y1).contains(&y)
    };
    content.glyphs.iter().enumerate().filter(|(_, glyph)| is_inside(glyph)).map(|(index, _)| index).collect()
}

/// What some glyphs say.
fn text_of(content: &PageContent, indexes: &[usize]) -> String {
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in indexes.iter().filter_map(|index| content.glyphs.get(*index)) {
        if let Some(last) = last {
            let gap = (glyph.x - last.x - last.dx).abs() + (glyph.y - last.y - last.dy).abs();
            if gap > 0.15 * glyph.size && !text.ends_with(' ') {
                text.push(' ');
            }
        }
        let start = glyph.start as usize;
        text.push_str(content.text.get(start..start + usize::from(glyph.bytes)).unwrap_or(""));
        last = Some(glyph);
    }
    text.trim().to_string()
}
