//! Optional content: layers that are switched off are not shown, and their text is not read (ISO 32000-2, 8.11).

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use hayro_syntax::xref::XRef;

/// The layers that are off when the file is opened.
pub struct Layers(HashSet<ObjectIdentifier>);

impl Layers {
    /// Reads the default configuration.
    pub fn new(xref: &XRef) -> Self {
        Self(read(xref).unwrap_or_default())
    }

    /// Whether content is shown that belongs to the layer, or the set of layers, that `key` of `dict` refers to.
    pub fn shows(&self, dict: &Dict, key: impl AsRef<[u8]>) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let key = key.as_ref();
        if dict.get_ref(key).is_some_and(|reference| self.0.contains(&reference.into())) {
            return false;
        }
        let Some(membership) = dict.get::<Dict>(key).filter(|dict| is_type(dict, "OCMD")) else { return true };
        let layers: Vec<ObjectIdentifier> = match membership.get::<Array>("OCGs") {
            Some(array) => references(&array).collect(),
            None => membership.get_ref("OCGs").map(ObjectIdentifier::from).into_iter().collect(),
        };
        let off = layers.iter().filter(|layer| self.0.contains(layer)).count();
        layers.is_empty()
            || match membership.get::<Name>("P").as_ref().map(Name::as_str) {
                Some("AllOn") => off == 0,
                Some("AnyOff") => off > 0,
                Some("AllOff") => off == layers.len(),
                _ => off < layers.len(),
            }
    }
}

fn is_type(dict: &Dict, name: &str) -> bool {
    dict.get::<Name>("Type").is_some_and(|found| found.as_str() == name)
}

fn references<'a>(array: &Array<'a>) -> impl Iterator<Item = ObjectIdentifier> + use<'a> {
    array.raw_iter().filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from)
}

fn read(xref: &XRef) -> Option<HashSet<ObjectIdentifier>> {
    if !xref.has_optional_content_groups() {
        return None;
    }
    let properties = xref.get::<Dict>(xref.root_id())?.get::<Dict>("OCProperties")?;
    let configuration = properties.get::<Dict>("D")?;
    let list = |dict: &Dict, key: &str| -> Vec<ObjectIdentifier> {
        dict.get::<Array>(key).map(|array| references(&array).collect()).unwrap_or_default()
    };
    let mut off = HashSet::new();
    if configuration.get::<Name>("BaseState").is_some_and(|state| state.as_str() == "OFF") {
        off.extend(list(&properties, "OCGs"));
    }
    list(&configuration, "ON").iter().for_each(|layer| {
        off.remove(layer);
    });
    off.extend(list(&configuration, "OFF"));
    Some(off)
}
