//! Fonts: what a character code means and how far it advances.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{self, BfString, CMap, CMapName, CidFamily};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, StandardFont};
use hayro_syntax::object::{self, Array, Dict, Name, Object, Rect, Stream};
use lode_runtime::{Job, Result};

use super::direction::without_presentation_forms;
use super::streams;

/// What a font looks like, as far as structure is read from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold or heavier.
    pub bold: bool,
    /// Italic or oblique.
    pub italic: bool,
    /// All characters are equally wide.
    pub monospaced: bool,
}

/// A character code of a font.
#[derive(Debug, Clone, Default)]
pub struct Code {
    /// What it says; empty when that is not known.
    pub text: Rc<str>,
    /// How far it advances, in thousandths of the font size.
    pub advance: f32,
}

/// What is known about 256 codes; those not met yet are absent.
type CodeBlock = Box<[Option<Code>; 256]>;

/// A font of the file.
pub struct PageFont<'a> {
    font: Font<'a>,
    collection: Option<Collection>,
    composite: bool,
    /// Codes that were met, in blocks of 256.
    codes: RefCell<Vec<Option<CodeBlock>>>,
    /// What it looks like.
    pub style: Style,
    /// The font size that its glyphs look like, in parts of the font size that is set.
    pub em: f32,
    /// Whether text goes from left to right, not from top to bottom.
    pub horizontal: bool,
}

/// Composite fonts without a `ToUnicode` map: codes lead to the characters of a known collection.
struct Collection {
    encoding: CMap,
    unicode: CMap,
}

impl PageFont<'_> {
    /// Calls `show` with each character code of a string, how many bytes it has, and what is known about it.
    pub fn for_each_code(&self, bytes: &[u8], mut show: impl FnMut(u32, usize, &Code)) {
        let mut offset = 0;
        while offset < bytes.len() {
            let (code, length) = self.font.read_code(bytes, offset);
            offset += length.max(1);
            self.with_code(code, |known| show(code, length, known));
        }
    }

    fn with_code(&self, code: u32, show: impl FnOnce(&Code)) {
        let (block, index) = ((code >> 8) as usize, (code & 0xFF) as usize);
        if block > 0xFF {
            return show(&self.look_up(code));
        }
        let mut codes = self.codes.borrow_mut();
        if codes.len() <= block {
            codes.resize_with(block + 1, || None);
        }
        if let Some(block) = codes.get_mut(block) {
            let block = block.get_or_insert_with(|| Box::new([const { None }; 256]));
            if let Some(slot) = block.get_mut(index) {
                show(slot.get_or_insert_with(|| self.look_up(code)));
            }
        }
    }

    fn look_up(&self, code: u32) -> Code {
        let known = match self.font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let text = known
            .and_then(readable)
            .or_else(|| self.collection.as_ref()?.look_up(code).and_then(readable))
            .or_else(|| self.guess(code))
            .unwrap_or_default();
        let advance = self.font.code_advance(code);
        Code { text: text.into(), advance: if self.horizontal { advance.x as f32 } else { advance.y as f32 } }
    }
}

impl PageFont<'_> {
    /// Where nothing says what a code means, it is most likely a character itself, as other readers take it.
    fn guess(&self, code: u32) -> Option<String> {
        let character = char::from_u32(code).filter(|_| self.composite || code <= 0xFF)?;
        readable(BfString::Char(character)).filter(|_| !(0x80..0xA0).contains(&code))
    }
}

impl Collection {
    fn new(dict: &Dict) -> Option<Self> {
        if dict.contains_key("ToUnicode") {
            return None;
        }
        let descendant = dict.get::<Array>("DescendantFonts")?.iter::<Dict>().next()?;
        let encoding = match dict.get::<Object>("Encoding")? {
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                name => CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)?,
            },
            Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, hayro_cmap::load_embedded)?,
            _ => return None,
        };
        let declared = || {
            let info = descendant.get::<Dict>("CIDSystemInfo")?;
            let text = |key: &str| info.get::<object::String>(key);
            Some(CidFamily::from_registry_ordering(text("Registry")?.as_bytes(), text("Ordering")?.as_bytes()))
        };
        let family = encoding
            .metadata()
            .character_collection
            .as_ref()
            .map(|collection| collection.family.clone())
            .filter(|family| family.ucs2_cmap().is_some())
            .or_else(declared)?;
        let unicode = CMap::parse(hayro_cmap::load_embedded(family.ucs2_cmap()?)?, hayro_cmap::load_embedded)?;
        Some(Self { encoding, unicode })
    }

    fn look_up(&self, code: u32) -> Option<BfString> {
        let cid = (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))?;
        self.unicode.lookup_bf_string(cid)
    }
}

/// Characters that say something; a map to nothing but control characters is as good as none.
fn readable(text: BfString) -> Option<String> {
    let keep = |character: &char| !character.is_control() && *character != '\u{FFFD}' && *character != '\u{FEFF}';
    let text: String = match text {
        BfString::Char('\t' | '\n' | '\r' | '\u{A0}') => " ".into(),
        BfString::Char(character) => Some(character).filter(keep)?.into(),
        BfString::String(text) => text.chars().filter(keep).collect(),
    };
    (!text.is_empty()).then(|| without_presentation_forms(&text).unwrap_or(text))
}

/// The fonts of a file, each read once. Not shared between threads.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    character_maps: CMapResolverFn,
    /// By the address of the dictionary, which lives as long as the file.
    loaded: HashMap<usize, Option<Rc<PageFont<'a>>>>,
    fallback: Option<Rc<PageFont<'a>>>,
}

impl<'a> Fonts<'a> {
    /// No fonts yet.
    pub fn new() -> Self {
        Self {
            cache: FontCache::new(),
            programs: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            character_maps: Arc::new(hayro_cmap::load_embedded),
            loaded: HashMap::new(),
            fallback: None,
        }
    }

    /// The font that a dictionary describes, or `None` when it cannot be read.
    ///
    /// # Errors
    /// `LimitExpandedBytes` and `LimitCompressionRatio` from its streams.
    pub fn load(&mut self, dict: &Dict<'a>, job: &Job) -> Result<Option<Rc<PageFont<'a>>>> {
        let key = dict.data().as_ptr() as usize;
        if let Some(known) = self.loaded.get(&key) {
            return Ok(known.clone());
        }
        check_streams(dict, job)?;
        let font = self.cache.font(dict, &self.programs, &self.character_maps).map(|font| {
            Rc::new(PageFont {
                horizontal: font.is_horizontal(),
                font,
                collection: Collection::new(dict),
                composite: dict.contains_key("DescendantFonts"),
                codes: RefCell::default(),
                style: style(dict),
                em: type3_em(dict).unwrap_or(1.0),
            })
        });
        self.loaded.insert(key, font.clone());
        Ok(font)
    }

    /// The font for text that names none that exists.
    pub fn fallback(&mut self) -> Option<Rc<PageFont<'a>>> {
        if self.fallback.is_none() {
            self.fallback = self.cache.standard_font(StandardFont::Helvetica, &self.programs).map(|font| {
                Rc::new(PageFont {
                    font,
                    collection: None,
                    composite: false,
                    codes: RefCell::default(),
                    style: Style::default(),
                    em: 1.0,
                    horizontal: true,
                })
            });
        }
        self.fallback.clone()
    }
}

/// hayro decodes these itself.
fn check_streams(dict: &Dict, job: &Job) -> Result<()> {
    let check = |dict: &Dict, key: &str| match dict.get::<Stream>(key) {
        Some(stream) => streams::check_growth(&stream, job).map(drop),
        None => Ok(()),
    };
    check(dict, "ToUnicode")?;
    check(dict, "Encoding")?;
    let descendant = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
    for font in [Some(dict), descendant.as_ref()].into_iter().flatten() {
        check(font, "CIDToGIDMap")?;
        if let Some(descriptor) = font.get::<Dict>("FontDescriptor") {
            for key in ["FontFile", "FontFile2", "FontFile3"] {
                check(&descriptor, key)?;
            }
        }
    }
    Ok(())
}

fn style(dict: &Dict) -> Style {
    const FIXED_PITCH: i64 = 1;
    const ITALIC: i64 = 1 << 6;
    let descendant = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
    let descriptor = dict
        .get::<Dict>("FontDescriptor")
        .or_else(|| descendant.as_ref()?.get::<Dict>("FontDescriptor"))
        .unwrap_or_default();
    let name = dict.get::<Name>("BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
    let flags = descriptor.get::<i64>("Flags").unwrap_or(0);
    let named = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Style {
        bold: named(&["bold", "black", "heavy", "cmbx"]) || descriptor.get::<f32>("FontWeight").unwrap_or(0.0) >= 600.0,
        italic: named(&["italic", "oblique"]) || flags & ITALIC != 0,
        monospaced: named(&["courier", "mono", "consola"]) || flags & FIXED_PITCH != 0,
    }
}

/// Type 3 glyphs have a space of their own, so the font size says little: its box does, where it is given.
fn type3_em(dict: &Dict) -> Option<f32> {
    if dict.get::<Name>("Subtype")?.as_str() != "Type3" {
        return None;
    }
    let matrix = dict.get::<[f64; 6]>("FontMatrix")?;
    let height = dict.get::<Rect>("FontBBox").map(|bounds| bounds.y1 - bounds.y0).filter(|height| *height > 0.0);
    let em = match height {
        Some(height) => height * matrix[3].abs().max(matrix[1].abs()),
        None => 1000.0 * matrix[3].abs(),
    };
    Some(em as f32).filter(|em| em.is_finite() && *em > 1e-4)
}
