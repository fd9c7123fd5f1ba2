//! Fonts: what a character code means and how far it advances.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::Encoding;
use hayro_font::hayro_cmap::{self, BfString};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, Rect, Stream};
use lode_runtime::{Job, Result};

use super::composite::Composite;
use super::direction::without_presentation_forms;
use super::streams;
use super::to_unicode::ToUnicode;

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
    kind: Kind<'a>,
    to_unicode: Option<ToUnicode>,
    /// Codes that were met, in blocks of 256.
    codes: RefCell<Vec<Option<CodeBlock>>>,
    /// What it looks like.
    pub style: Style,
    /// The font size that its glyphs look like, in parts of the font size that is set.
    pub em: f32,
    /// Whether text goes from left to right, not from top to bottom.
    pub horizontal: bool,
}

enum Kind<'a> {
    /// Codes of one byte.
    Simple(Simple<'a>),
    /// Codes of several bytes.
    Composite(Box<Composite>),
}

/// A simple font. Its font program is loaded when the dictionary alone does not say enough.
struct Simple<'a> {
    dict: Dict<'a>,
    loader: Loader<'a>,
    font: OnceCell<Option<Font<'a>>>,
    first: u32,
    widths: Vec<f32>,
    /// The character set that its encoding is, where it is one.
    characters: Option<&'static Encoding>,
}

impl<'a> Simple<'a> {
    fn new(dict: &Dict<'a>, loader: &Loader<'a>) -> Self {
        // The widths of Type 3 fonts are in a space of their own, which hayro knows.
        let is_type3 = dict.get::<Name>("Subtype").is_some_and(|name| name.as_str() == "Type3");
        let widths = dict.get::<Array>("Widths").filter(|_| !is_type3);
        Self {
            dict: dict.clone(),
            loader: loader.clone(),
            font: OnceCell::new(),
            first: dict.get::<u32>("FirstChar").unwrap_or(0),
            widths: widths.map(|widths| widths.iter::<f32>().take(256).collect()).unwrap_or_default(),
            characters: characters(dict),
        }
    }

    fn font(&self) -> Option<&Font<'a>> {
        self.font.get_or_init(|| self.loader.load(&self.dict)).as_ref()
    }

    fn text(&self, code: u32) -> Option<BfString> {
        if let Some(characters) = self.characters {
            // The soft hyphen's place is a plain hyphen's (annex D.2).
            let byte = u8::try_from(code).ok().map(|byte| if byte == 0xAD { b'-' } else { byte })?;
            return Some(BfString::String(characters.decode_without_bom_handling(&[byte]).0.into_owned()));
        }
        match self.font()?.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        }
    }

    fn advance(&self, code: u32) -> f32 {
        let width = code.checked_sub(self.first).and_then(|index| self.widths.get(index as usize));
        width.copied().unwrap_or_else(|| self.font().map_or(0.0, |font| font.code_advance(code).x as f32))
    }
}

/// WinAnsiEncoding and MacRomanEncoding without differences are character sets of old.
fn characters(dict: &Dict) -> Option<&'static Encoding> {
    let name = dict.get::<Name>("Encoding")?;
    let is_pictorial = |font: Name| ["Symbol", "Dingbats"].iter().any(|word| font.as_str().contains(word));
    if dict.get::<Name>("BaseFont").is_some_and(is_pictorial) {
        return None;
    }
    match name.as_str() {
        "WinAnsiEncoding" => Some(encoding_rs::WINDOWS_1252),
        "MacRomanEncoding" => Some(encoding_rs::MACINTOSH),
        _ => None,
    }
}

impl PageFont<'_> {
    /// Calls `show` with each character code of a string, how many bytes it has, and what is known about it.
    pub fn for_each_code(&self, bytes: &[u8], mut show: impl FnMut(u32, usize, &Code)) {
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let (code, length) = match &self.kind {
                Kind::Simple(_) => (u32::from(*first), 1),
                Kind::Composite(font) => font.read_code(rest),
            };
            rest = rest.get(length.max(1)..).unwrap_or_default();
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
        let advance = match &self.kind {
            Kind::Simple(font) => font.advance(code),
            Kind::Composite(font) => font.advance(code),
        };
        Code { text: self.text(code).into(), advance }
    }

    /// What a code means: what the file says, what the font or its collection of characters says, and where none of
    /// them says anything the code as a character, as other readers take it.
    fn text(&self, code: u32) -> String {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.look_up(code));
        if let Some(text) = mapped.and_then(|text| readable(&text)) {
            return text;
        }
        let known = match &self.kind {
            Kind::Simple(font) => font.text(code),
            Kind::Composite(font) => font.character(code),
        };
        let known = match known {
            Some(BfString::Char(character)) => readable(character.encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => readable(&text),
            None => None,
        };
        known.or_else(|| self.guess(code)).unwrap_or_default()
    }

    fn guess(&self, code: u32) -> Option<String> {
        let is_mapped = self.to_unicode.as_ref().is_some_and(|map| !map.is_empty());
        if is_mapped || (0x80..0xA0).contains(&code) {
            return None;
        }
        readable(char::from_u32(code)?.encode_utf8(&mut [0; 4]))
    }
}

/// Characters that say something; a map to nothing but control characters is as good as none.
fn readable(text: &str) -> Option<String> {
    if let "\t" | "\n" | "\r" | "\u{A0}" = text {
        return Some(" ".into());
    }
    let keep = |character: &char| !character.is_control() && !matches!(character, '\u{FFFD}' | '\u{FEFF}');
    let text: String = text.chars().filter(keep).collect();
    (!text.is_empty()).then(|| without_presentation_forms(&text).unwrap_or(text))
}

/// Loads fonts with hayro.
#[derive(Clone)]
struct Loader<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    character_maps: CMapResolverFn,
}

impl<'a> Loader<'a> {
    fn load(&self, dict: &Dict<'a>) -> Option<Font<'a>> {
        self.cache.font(dict, &self.programs, &self.character_maps)
    }
}

/// The fonts of a file, each read once. Not shared between threads.
pub struct Fonts<'a> {
    loader: Loader<'a>,
    /// By the address of the dictionary, which lives as long as the file.
    loaded: HashMap<usize, Option<Rc<PageFont<'a>>>>,
    fallback: Option<Rc<PageFont<'a>>>,
}

impl<'a> Fonts<'a> {
    /// No fonts yet.
    pub fn new() -> Self {
        let loader = Loader {
            cache: FontCache::new(),
            programs: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            character_maps: Arc::new(hayro_cmap::load_embedded),
        };
        Self { loader, loaded: HashMap::new(), fallback: None }
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
        let to_unicode = match dict.get::<Stream>("ToUnicode") {
            Some(stream) => streams::decode(&stream, job)?.map(|bytes| ToUnicode::read(&bytes)),
            None => None,
        };
        let kind = if dict.get::<Name>("Subtype").is_some_and(|name| name.as_str() == "Type0") {
            Composite::new(dict).map(|font| Kind::Composite(Box::new(font)))
        } else {
            Some(Kind::Simple(Simple::new(dict, &self.loader)))
        };
        let font = kind.map(|kind| {
            Rc::new(PageFont {
                horizontal: match &kind {
                    Kind::Simple(_) => true,
                    Kind::Composite(font) => font.is_horizontal(),
                },
                kind,
                to_unicode,
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
            let font = self.loader.cache.standard_font(StandardFont::Helvetica, &self.loader.programs)?;
            let simple = Simple::new(&Dict::default(), &self.loader);
            self.fallback = Some(Rc::new(PageFont {
                kind: Kind::Simple(Simple { font: OnceCell::from(Some(font)), ..simple }),
                to_unicode: None,
                codes: RefCell::default(),
                style: Style::default(),
                em: 1.0,
                horizontal: true,
            }));
        }
        self.fallback.clone()
    }
}

/// hayro decodes these itself.
fn check_streams(dict: &Dict, job: &Job) -> Result<()> {
    let check = |dict: &Dict, key: &str| match dict.get::<Stream>(key) {
        Some(stream) => streams::check(&stream, job),
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
