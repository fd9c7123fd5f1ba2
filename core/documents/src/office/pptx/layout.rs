//! Slide layouts: where placeholders are, and whether their paragraphs have bullets, when the slide does not say.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use super::EMU_PER_POINT;
use crate::model::BoundingBox;
use crate::office::drawing_text::{Bullet, Bullets};
use crate::office::placement::Transform;
use crate::xml::{Node, Tag, Walker};

/// What a placeholder on a slide or layout is for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    pub kind: String,
    pub index: String,
}

impl Placeholder {
    pub fn read(tag: &Tag) -> Self {
        let value = |name, default: &str| tag.attribute(name).map_or_else(|| default.to_string(), |v| v.into_owned());
        Self { kind: value("type", "obj"), index: value("idx", "0") }
    }

    pub fn is_title(&self) -> bool {
        matches!(self.kind.as_str(), "title" | "ctrTitle")
    }

    /// Whether its paragraphs have bullets in most templates.
    pub fn is_body(&self) -> bool {
        matches!(self.kind.as_str(), "body" | "obj")
    }
}

/// What a layout says of one placeholder.
#[derive(Debug, Default, Clone)]
pub(super) struct Slot {
    kind: String,
    pub place: Option<BoundingBox>,
    pub bullets: Bullets,
}

/// The placeholders of a layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    slots: HashMap<String, Slot>,
}

impl Layout {
    /// Reads a layout.
    pub fn read(text: &str, job: &Job) -> Result<Self> {
        let mut layout = Self::default();
        let mut xml = Walker::new(text, job);
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "sp" => {
                    if let Some((placeholder, mut slot)) = shape(&mut xml)? {
                        slot.kind = placeholder.kind;
                        layout.slots.entry(placeholder.index).or_insert(slot);
                    }
                }
                "txStyles" | "extLst" | "bg" | "timing" | "Fallback" => xml.skip()?,
                _ => {}
            }
        }
        Ok(layout)
    }

    /// The slot for a placeholder: that with its index, or else one of its kind.
    pub fn slot(&self, placeholder: &Placeholder) -> Option<&Slot> {
        let is_title = |kind: &str| matches!(kind, "title" | "ctrTitle");
        let same = |slot: &&Slot| slot.kind == placeholder.kind || is_title(&slot.kind) && placeholder.is_title();
        // Those that give no index share 0: a title is not the place of an object.
        let by_index = self.slots.get(&placeholder.index).filter(|slot| placeholder.index != "0" || same(slot));
        by_index.or_else(|| self.slots.values().find(same))
    }
}

fn shape(xml: &mut Walker) -> Result<Option<(Placeholder, Slot)>> {
    let mut placeholder = None;
    let mut slot = Slot::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "ph" => placeholder = Some(Placeholder::read(&tag)),
            "xfrm" => slot.place = transform(xml)?.map(|transform| transform.place),
            "lstStyle" => list_style(xml, &mut slot.bullets)?,
            "p" => xml.skip()?,
            _ => {}
        }
    }
    Ok(placeholder.map(|placeholder| (placeholder, slot)))
}

/// The bullets in `a:lstStyle`.
pub(super) fn list_style(xml: &mut Walker, bullets: &mut Bullets) -> Result<()> {
    let mut level = None;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        if let Some(number) = tag.name().strip_prefix("lvl").and_then(|rest| rest.strip_suffix("pPr")) {
            level = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        }
        if let Some(bullet) = Bullet::read(&tag)
            && let Some(slot) = level.and_then(|level| bullets.get_mut(level))
        {
            *slot = Some(bullet);
        }
    }
    Ok(())
}

/// Reads `a:xfrm` or `p:xfrm`; lengths become points.
pub(super) fn transform(xml: &mut Walker) -> Result<Option<Transform>> {
    let (mut offset, mut extent, mut inner_offset, mut inner_extent) = (None, None, None, None);
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        let pair = |first, second| {
            let points = |name| tag.number::<f64>(name).map(|length| length / EMU_PER_POINT);
            points(first).zip(points(second))
        };
        match tag.name() {
            "off" => offset = pair("x", "y"),
            "ext" => extent = pair("cx", "cy"),
            "chOff" => inner_offset = pair("x", "y"),
            "chExt" => inner_extent = pair("cx", "cy"),
            _ => {}
        }
    }
    let area = |offset: Option<(f64, f64)>, extent: Option<(f64, f64)>| {
        let ((x, y), (width, height)) = offset.zip(extent)?;
        Some(BoundingBox { x0: x, y0: y, x1: x + width, y1: y + height })
    };
    let inside = area(inner_offset, inner_extent);
    Ok(area(offset, extent).map(|place| Transform { place, inside }))
}
