//! Composite fonts: codes of several bytes, without loading what only painting needs (ISO 32000-2, 9.7).

use std::cell::OnceCell;

use hayro_font::hayro_cmap::{self, BfString, CMap, CMapName, CidFamily, WritingMode};
use hayro_syntax::object::{Array, Dict, Object, String as PdfString};

/// Glyph numbers have two bytes.
const MOST_CIDS: usize = 1 << 16;

/// A composite font.
pub struct Composite {
    encoding: CMap,
    /// Every code has two bytes and is the number of its glyph.
    is_identity: bool,
    /// By glyph number; not a number where the default is meant.
    widths: Vec<f32>,
    default_width: f32,
    default_height: f32,
    /// The collection that the glyph numbers belong to.
    family: Option<CidFamily>,
    collection: OnceCell<Option<CMap>>,
}

impl Composite {
    /// Reads the font; `None` when its encoding is not known.
    pub fn new(dict: &Dict) -> Option<Self> {
        let descendant = dict.get::<Array>("DescendantFonts")?.iter::<Dict>().next()?;
        let (encoding, is_identity) = match dict.get::<Object>("Encoding")? {
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH => (CMap::identity_h(), true),
                CMapName::IdentityV => (CMap::identity_v(), true),
                name => (CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)?, false),
            },
            Object::Stream(stream) => (CMap::parse(&stream.decoded_data().ok()?, hayro_cmap::load_embedded)?, false),
            _ => return None,
        };
        let own = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family = own.filter(|family| family.ucs2_cmap().is_some()).or_else(|| family(&descendant));
        Some(Self {
            encoding,
            is_identity,
            widths: descendant.get::<Array>("W").map(|array| widths(&array)).unwrap_or_default(),
            default_width: descendant.get::<f32>("DW").unwrap_or(1000.0),
            default_height: descendant.get::<[f32; 2]>("DW2").map_or(-1000.0, |pair| pair[1]),
            family,
            collection: OnceCell::new(),
        })
    }

    /// Whether text goes from left to right, not from top to bottom.
    pub fn is_horizontal(&self) -> bool {
        self.encoding.metadata().writing_mode != Some(WritingMode::Vertical)
    }

    /// The next code and its number of bytes.
    pub fn read_code(&self, bytes: &[u8]) -> (u32, usize) {
        if self.is_identity {
            return match bytes {
                [high, low, ..] => (u32::from(*high) << 8 | u32::from(*low), 2),
                _ => (0, 1),
            };
        }
        let mut code = 0_u32;
        for (length, byte) in (1..=4_u8).zip(bytes) {
            code = code << 8 | u32::from(*byte);
            if self.encoding.lookup_cid_code(code, length).is_some() {
                return (code, usize::from(length));
            }
        }
        (0, 1)
    }

    fn cid(&self, code: u32) -> Option<u32> {
        if self.is_identity {
            return Some(code);
        }
        (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))
    }

    /// How far a code advances, in thousandths of the font size.
    pub fn advance(&self, code: u32) -> f32 {
        if !self.is_horizontal() {
            return self.default_height;
        }
        let width = self.cid(code).and_then(|cid| self.widths.get(cid as usize)).copied();
        width.filter(|width| !width.is_nan()).unwrap_or(self.default_width)
    }

    /// The character that a code has in the font's collection.
    pub fn character(&self, code: u32) -> Option<BfString> {
        let collection = self.collection.get_or_init(|| {
            let name = self.family.as_ref()?.ucs2_cmap()?;
            CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
        });
        collection.as_ref()?.lookup_bf_string(self.cid(code)?)
    }
}

fn family(descendant: &Dict) -> Option<CidFamily> {
    let info = descendant.get::<Dict>("CIDSystemInfo")?;
    let text = |key: &str| info.get::<PdfString>(key);
    Some(CidFamily::from_registry_ordering(text("Registry")?.as_bytes(), text("Ordering")?.as_bytes()))
}

/// What a list of widths consists of.
enum Item {
    Number(f32),
    Open,
    Close,
}

/// Widths stand as `first [w1 w2 ...]` or `first last w` (9.7.4.3).
fn widths(array: &Array) -> Vec<f32> {
    let mut widths = Widths::default();
    let data = array.data().trim_ascii();
    let data = data.strip_prefix(b"[").unwrap_or(data);
    if data.iter().any(u8::is_ascii_alphabetic) {
        // With references and the like in it, hayro reads it.
        for item in array.iter::<Object>() {
            match item {
                Object::Number(number) => widths.take(Item::Number(number.as_f32())),
                Object::Array(list) => {
                    widths.take(Item::Open);
                    list.iter::<f32>().take(MOST_CIDS).for_each(|width| widths.take(Item::Number(width)));
                    widths.take(Item::Close);
                }
                _ => {}
            }
        }
        return widths.widths;
    }
    for part in data.split_inclusive(|byte| byte.is_ascii_whitespace() || b"[]".contains(byte)) {
        let (number, end) = match part.split_last() {
            Some((end, number)) if end.is_ascii_whitespace() || b"[]".contains(end) => (number, *end),
            _ => (part, b' '),
        };
        if let Some(number) = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok()) {
            widths.take(Item::Number(number));
        }
        match end {
            b'[' => widths.take(Item::Open),
            b']' => widths.take(Item::Close),
            _ => {}
        }
    }
    widths.widths
}

#[derive(Default)]
struct Widths {
    widths: Vec<f32>,
    /// Numbers before a list.
    before: Vec<f32>,
    /// The glyph number that the next width in a list is for.
    next: Option<usize>,
}

impl Widths {
    fn take(&mut self, item: Item) {
        match (item, self.next) {
            (Item::Open, _) => {
                self.next = Some(self.before.last().map_or(0, |first| first.max(0.0) as usize));
                self.before.clear();
            }
            (Item::Close, _) => self.next = None,
            (Item::Number(width), Some(cid)) => {
                self.set(cid, width);
                self.next = cid.checked_add(1);
            }
            (Item::Number(number), None) => {
                self.before.push(number);
                if let [first, last, width] = *self.before.as_slice() {
                    let last = (last.max(0.0) as usize).min(MOST_CIDS);
                    (first.max(0.0) as usize..=last).for_each(|cid| self.set(cid, width));
                    self.before.clear();
                }
            }
        }
    }

    fn set(&mut self, cid: usize, width: f32) {
        if cid < MOST_CIDS {
            if self.widths.len() <= cid {
                self.widths.resize(cid + 1, f32::NAN);
            }
            if let Some(slot) = self.widths.get_mut(cid) {
                *slot = width;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes;

    use super::*;

    #[test]
    fn widths_are_lists_and_ranges() {
        let array = Array::from_bytes(b"[ 2 [500 250.5] 5 7 600 9[1]]").unwrap();
        let widths: Vec<Option<f32>> =
            widths(&array).into_iter().map(|width| Some(width).filter(|width| !width.is_nan())).collect();
        let (long, unset) = (Some(600.0), None);
        assert_eq!(widths, [unset, unset, Some(500.0), Some(250.5), unset, long, long, long, unset, Some(1.0)]);
    }
}
