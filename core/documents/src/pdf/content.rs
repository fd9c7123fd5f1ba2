//! Reads the content streams of a page: glyphs with their places, ruling lines, pictures. Nothing is painted.
//!
//! Operators and their effect: ISO 32000-2, annex A; text state: 9.3; text positioning: 9.4.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point, Rect as KurboRect};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Rect, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};
use lode_runtime::{Job, Result};

use super::annotations::{field_value, inherited};
use super::fonts::{Fonts, PageFont, Style};
use super::layers::Layers;
use super::paths::{Paths, Shapes};
use super::streams;
use super::strings;

/// Forms inside forms inside forms.
const FORM_DEPTH: usize = 24;

/// Saved graphics states; more are damage or an attack.
const STATE_DEPTH: usize = 512;

/// Glyphs of one page; more is no page for people.
const MOST_GLYPHS: usize = 2_000_000;

/// Operators between two looks at the clock.
const OPERATORS_PER_CHECK: u32 = 256;

/// A glyph as it is shown. Places are in points from the top left corner of the page, y grows downwards.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    /// Where it starts, on the baseline.
    pub x: f32,
    /// Where it starts, on the baseline.
    pub y: f32,
    /// Where it ends, relative to its start.
    pub dx: f32,
    /// Where it ends, relative to its start.
    pub dy: f32,
    /// Direction of the text, a unit vector.
    pub direction: (f32, f32),
    /// Height of the font on the page.
    pub size: f32,
    /// What the font looks like.
    pub style: Style,
    /// Start of its characters in the page's text.
    pub start: u32,
    /// Their number of bytes.
    pub bytes: u16,
    /// Whether it is marked as an artifact of the page, such as a page number.
    pub artifact: bool,
    /// The number of the marked content that it is in, among that of the page.
    pub mark: Option<u32>,
}

/// What a page shows.
#[derive(Default)]
pub struct PageContent {
    /// The characters of all glyphs.
    pub text: String,
    /// The glyphs, in the order they are shown.
    pub glyphs: Vec<Glyph>,
    /// Horizontal and vertical lines, for tables, and dots, for lists.
    pub shapes: Shapes,
    /// Where pictures are: left, top, right, bottom.
    pub pictures: Vec<[f64; 4]>,
    /// Whether some of the content could not be decoded.
    pub damaged: bool,
    /// Whether glyphs were left out since there are too many.
    pub cut_off: bool,
    /// Glyphs that say nothing since their font does not tell their characters.
    pub unknown_glyphs: u32,
}

/// Reads pages; keeps fonts from one to the next.
pub struct Reader<'a, 'j> {
    fonts: Fonts<'a>,
    layers: &'j Layers,
    job: &'j Job,
}

impl<'a, 'j> Reader<'a, 'j> {
    /// A reader for pages of one file.
    pub fn new(layers: &'j Layers, job: &'j Job) -> Self {
        Self { fonts: Fonts::new(), layers, job }
    }

    /// Reads a page and the appearances of its annotations.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout` and the limits.
    pub fn read(&mut self, page: &Page<'a>) -> Result<PageContent> {
        let transform = page.initial_transform(true).as_coeffs();
        let mut interpreter = Interpreter {
            reader: self,
            content: PageContent::default(),
            states: Vec::new(),
            state: State::new(Affine::new(transform)),
            text_matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
            paths: Paths::default(),
            marks: Vec::new(),
            hidden: 0,
            artifacts: 0,
            mark: None,
            forms: Vec::new(),
            decoded: HashMap::new(),
            operators: 0,
        };
        interpreter.page(page)?;
        Ok(interpreter.content)
    }
}

#[derive(Clone)]
struct State<'a> {
    transform: Affine,
    font: Option<Rc<PageFont<'a>>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
}

impl State<'_> {
    fn new(transform: Affine) -> Self {
        Self {
            transform,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// An open marked-content sequence (14.6).
struct Mark {
    hides: bool,
    artifact: bool,
    /// The number around it.
    outer: Option<u32>,
    /// What the glyphs inside really say (14.9.4), and the first of them.
    actual: Option<(String, usize)>,
}

struct Interpreter<'r, 'a, 'j> {
    reader: &'r mut Reader<'a, 'j>,
    content: PageContent,
    states: Vec<State<'a>>,
    state: State<'a>,
    text_matrix: Affine,
    line_matrix: Affine,
    paths: Paths,
    marks: Vec<Mark>,
    /// Open marks that hide their content.
    hidden: u32,
    /// Open marks that say artifact.
    artifacts: u32,
    /// The number of the innermost open mark that has one.
    mark: Option<u32>,
    /// Forms that are being drawn, so that none draws itself.
    forms: Vec<ObjectIdentifier>,
    decoded: HashMap<ObjectIdentifier, Rc<Vec<u8>>>,
    operators: u32,
}

impl<'a> Interpreter<'_, 'a, '_> {
    fn page(&mut self, page: &Page<'a>) -> Result<()> {
        let content = self.page_stream(page)?;
        self.run(&content, page.resources())?;
        let Some(annotations) = page.raw().get::<Array>("Annots") else { return Ok(()) };
        for annotation in annotations.iter::<Dict>() {
            self.appearance(&annotation, page.resources())?;
        }
        Ok(())
    }

    /// The page's content streams, one after another (7.8.2).
    fn page_stream(&mut self, page: &Page<'a>) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        let streams: Vec<Option<Stream>> = match page.raw().get::<Object>("Contents") {
            None | Some(Object::Null(_)) => {
                self.content.damaged |= page.raw().get_ref("Contents").is_some();
                Vec::new()
            }
            Some(Object::Stream(stream)) => vec![Some(stream)],
            Some(Object::Array(array)) => array.iter::<Object>().map(Object::into_stream).collect(),
            Some(_) => vec![None],
        };
        for stream in streams {
            let decoded = match stream {
                Some(stream) => streams::decode(&stream, self.reader.job)?,
                None => None,
            };
            match decoded {
                Some(decoded) => whole.extend_from_slice(&decoded),
                None => self.content.damaged = true,
            }
            whole.push(b'\n');
        }
        Ok(whole)
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'a>) -> Result<()> {
        let depth = self.states.len();
        let marks = self.marks.len();
        let mut fonts: HashMap<Vec<u8>, Option<Rc<PageFont<'a>>>> = HashMap::new();
        self.save();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            self.operators = self.operators.wrapping_add(1);
            if self.operators.is_multiple_of(OPERATORS_PER_CHECK) {
                self.reader.job.check()?;
            }
            match operator {
                TypedInstruction::TextFont(font) => {
                    let name: &[u8] = font.0.as_ref();
                    let known = match fonts.get(name) {
                        Some(known) => known.clone(),
                        None => {
                            let loaded = self.font(resources, font.0)?;
                            fonts.insert(name.to_vec(), loaded.clone());
                            loaded
                        }
                    };
                    self.state.font = known;
                    self.state.size = font.1.as_f64();
                }
                TypedInstruction::XObject(name) => self.x_object(resources, name.0)?,
                TypedInstruction::SetGraphicsState(name) => self.graphics_state(resources, name.0)?,
                TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                    self.begin_mark(resources, mark.0, Some(mark.1));
                }
                TypedInstruction::BeginMarkedContent(mark) => self.begin_mark(resources, mark.0, None),
                TypedInstruction::EndMarkedContent(_) if self.marks.len() > marks => self.end_mark(),
                TypedInstruction::RestoreState(_) if self.states.len() > depth + 1 => self.restore(),
                TypedInstruction::SaveState(_) => self.save(),
                operator => self.simple(&operator),
            }
        }
        while self.marks.len() > marks {
            self.end_mark();
        }
        while self.states.len() > depth {
            self.restore();
        }
        self.paths.discard();
        Ok(())
    }

    /// Operators that need no resources.
    fn simple(&mut self, operator: &TypedInstruction) {
        match operator {
            TypedInstruction::Transform(t) => {
                self.state.transform *= Affine::new([t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64()));
            }
            TypedInstruction::BeginText(_) => self.set_matrix(Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(t) => {
                self.set_matrix(Affine::new([t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64())));
            }
            TypedInstruction::NextLine(t) => self.next_line(t.0.as_f64(), t.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(t) => {
                self.state.leading = -t.1.as_f64();
                self.next_line(t.0.as_f64(), t.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.state.word_space = text.0.as_f64();
                self.state.character_space = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            TypedInstruction::ShowTexts(texts) => {
                for item in texts.0.iter::<Object>() {
                    match item {
                        Object::Number(number) => self.adjust(number.as_f64()),
                        Object::String(text) => self.show(text.as_bytes()),
                        _ => {}
                    }
                }
            }
            TypedInstruction::CharacterSpacing(number) => self.state.character_space = number.0.as_f64(),
            TypedInstruction::WordSpacing(number) => self.state.word_space = number.0.as_f64(),
            TypedInstruction::HorizontalScaling(number) => self.state.scaling = number.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(number) => self.state.leading = number.0.as_f64(),
            TypedInstruction::TextRise(number) => self.state.rise = number.0.as_f64(),
            TypedInstruction::InlineImage(_) => self.picture(),
            path if self.hidden == 0 => {
                self.paths.operator(path, self.state.transform, &mut self.content.shapes);
            }
            _ => {}
        }
    }

    fn save(&mut self) {
        if self.states.len() < STATE_DEPTH {
            self.states.push(self.state.clone());
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.states.pop() {
            self.state = state;
        }
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name) -> Result<Option<Rc<PageFont<'a>>>> {
        let loaded = match resources.get_font(name) {
            Some(dict) => self.reader.fonts.load(&dict, self.reader.job)?,
            None => None,
        };
        Ok(loaded.or_else(|| self.reader.fonts.fallback()))
    }

    fn graphics_state(&mut self, resources: &Resources<'a>, name: &Name) -> Result<()> {
        let Some(font) = resources.get_ext_g_state(name).and_then(|state| state.get::<Array>("Font")) else {
            return Ok(());
        };
        let mut items = font.iter::<Object>();
        if let (Some(Object::Dict(dict)), Some(Object::Number(size))) = (items.next(), items.next()) {
            self.state.font = self.reader.fonts.load(&dict, self.reader.job)?;
            self.state.size = size.as_f64();
        }
        Ok(())
    }

    fn set_matrix(&mut self, matrix: Affine) {
        self.text_matrix = matrix;
        self.line_matrix = matrix;
    }

    fn next_line(&mut self, tx: f64, ty: f64) {
        self.set_matrix(self.line_matrix * Affine::translate((tx, ty)));
    }

    /// A number in the array of `TJ`: thousandths of the font size, backwards.
    fn adjust(&mut self, thousandths: f64) {
        let distance = -thousandths / 1000.0 * self.state.size;
        let vertical = self.state.font.as_ref().is_some_and(|font| !font.horizontal);
        self.advance(if vertical { (0.0, distance) } else { (distance * self.state.scaling, 0.0) });
    }

    fn advance(&mut self, (tx, ty): (f64, f64)) {
        let [a, b, c, d, e, f] = self.text_matrix.as_coeffs();
        self.text_matrix = Affine::new([a, b, c, d, e + a * tx + c * ty, f + b * tx + d * ty]);
    }

    fn show(&mut self, bytes: &[u8]) {
        if self.state.font.is_none() {
            self.state.font = self.reader.fonts.fallback();
        }
        let Some(font) = self.state.font.clone() else { return };
        let room = MOST_GLYPHS.saturating_sub(self.content.glyphs.len());
        let bytes = bytes.get(..room).inspect(|_| self.content.cut_off = true).unwrap_or(bytes);
        let state = &self.state;
        let (size, scaling) = (state.size, state.scaling);
        let (character_space, word_space) = (state.character_space, state.word_space);
        let [a, b, c, d, ..] = (state.transform * self.text_matrix).as_coeffs();
        let height = ((c * c + d * d).sqrt() * size.abs()) as f32 * font.em;
        let (along, length) =
            if font.horizontal { ((a, b), (a * a + b * b).sqrt()) } else { ((-c, -d), (c * c + d * d).sqrt()) };
        let sign = if size < 0.0 { -1.0 } else { 1.0 } * if scaling < 0.0 && font.horizontal { -1.0 } else { 1.0 };
        let direction = if length > 0.0 { (along.0 / length * sign, along.1 / length * sign) } else { (1.0, 0.0) };
        let visible = self.hidden == 0 && length.is_finite() && height.is_finite();
        let transform = state.transform;
        let rise = state.rise;
        let mut matrix = self.text_matrix;
        let content = &mut self.content;
        let artifact = self.artifacts > 0;
        let mark = self.mark.filter(|_| self.forms.is_empty());
        font.for_each_code(bytes, |code, code_bytes, known| {
            let glyph_advance = f64::from(known.advance) / 1000.0 * size;
            let space = character_space + if code == 32 && code_bytes == 1 { word_space } else { 0.0 };
            let [a, b, c, d, e, f] = matrix.as_coeffs();
            if visible && known.text.is_empty() {
                content.unknown_glyphs = content.unknown_glyphs.saturating_add(1);
            } else if visible {
                let origin = transform * Point::new(e + c * rise, f + d * rise);
                let end = if font.horizontal { glyph_advance * scaling } else { glyph_advance };
                let (ex, ey) = if font.horizontal { (a * end, b * end) } else { (c * end, d * end) };
                let [ta, tb, tc, td, ..] = transform.as_coeffs();
                let start = content.text.len() as u32;
                content.text.push_str(&known.text);
                content.glyphs.push(Glyph {
                    x: origin.x as f32,
                    y: origin.y as f32,
                    dx: (ta * ex + tc * ey) as f32,
                    dy: (tb * ex + td * ey) as f32,
                    direction: (direction.0 as f32, direction.1 as f32),
                    size: height,
                    style: font.style,
                    start,
                    bytes: known.text.len().min(usize::from(u16::MAX)) as u16,
                    artifact,
                    mark,
                });
            }
            let (tx, ty) =
                if font.horizontal { ((glyph_advance + space) * scaling, 0.0) } else { (0.0, glyph_advance + space) };
            matrix = Affine::new([a, b, c, d, e + a * tx + c * ty, f + b * tx + d * ty]);
        });
        self.text_matrix = matrix;
    }

    fn begin_mark(&mut self, resources: &Resources<'a>, tag: &Name, properties: Option<&Object<'_>>) {
        let named = properties.and_then(|object| object.clone().into_name());
        let hides = tag.as_str() == "OC"
            && named.as_ref().is_some_and(|name| !self.reader.layers.shows(&resources.properties, name.as_ref()));
        let of = |dict: &Dict| (actual_text(dict), dict.get::<u32>("MCID"));
        let (actual, number) = match (&named, properties) {
            (Some(name), _) => resources.properties.get::<Dict>(name.as_ref()).as_ref().map(of).unwrap_or_default(),
            (None, Some(Object::Dict(dict))) => of(dict),
            _ => (None, None),
        };
        let artifact = tag.as_str() == "Artifact";
        self.hidden = self.hidden.saturating_add(u32::from(hides));
        self.artifacts = self.artifacts.saturating_add(u32::from(artifact));
        let actual = actual.map(|text| (text, self.content.glyphs.len()));
        let outer = self.mark;
        self.mark = number.or(outer);
        self.marks.push(Mark { hides, artifact, outer, actual });
    }

    fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        self.mark = mark.outer;
        self.hidden = self.hidden.saturating_sub(u32::from(mark.hides));
        self.artifacts = self.artifacts.saturating_sub(u32::from(mark.artifact));
        if let Some((text, first)) = mark.actual {
            self.replace_glyphs(&text, first);
        }
    }

    /// Puts one glyph that says `text` in the place of those from `first` on.
    fn replace_glyphs(&mut self, text: &str, first: usize) {
        let glyphs = &mut self.content.glyphs;
        let (Some(start), Some(end)) = (glyphs.get(first).copied(), glyphs.last().copied()) else { return };
        if text.len() > usize::from(u16::MAX) || (start.y - end.y).abs() > start.size && text.contains(' ') {
            return;
        }
        glyphs.truncate(first);
        if text.is_empty() {
            return;
        }
        let offset = self.content.text.len() as u32;
        self.content.text.push_str(text);
        let (dx, dy) = (end.x + end.dx - start.x, end.y + end.dy - start.y);
        self.content.glyphs.push(Glyph { dx, dy, start: offset, bytes: text.len() as u16, ..start });
    }

    fn x_object(&mut self, resources: &Resources<'a>, name: &Name) -> Result<()> {
        if self.hidden > 0 {
            return Ok(());
        }
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        if !self.reader.layers.shows(stream.dict(), "OC") {
            return Ok(());
        }
        match stream.dict().get::<Name>("Subtype").as_ref().map(Name::as_str) {
            Some("Image") => {
                self.picture();
                Ok(())
            }
            _ => self.form(&stream, resources),
        }
    }

    /// Draws a form (8.10) in the current coordinate system.
    fn form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) -> Result<()> {
        let id = stream.obj_id();
        if self.forms.len() >= FORM_DEPTH || self.forms.contains(&id) {
            return Ok(());
        }
        let Some(content) = self.form_content(stream, id)? else {
            self.content.damaged = true;
            return Ok(());
        };
        let dict = stream.dict();
        let own = dict.get::<Dict>("Resources").map(Resources::new);
        let (outer, text) = (self.state.clone(), (self.text_matrix, self.line_matrix));
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            self.state.transform *= Affine::new(matrix);
        }
        self.forms.push(id);
        let result = self.run(&content, own.as_ref().unwrap_or(resources));
        self.forms.pop();
        self.state = outer;
        (self.text_matrix, self.line_matrix) = text;
        result
    }

    /// A form that is drawn again is not decoded again, but counts as often as it is drawn: forms that draw forms many
    /// times over could go on for years.
    fn form_content(&mut self, stream: &Stream<'a>, id: ObjectIdentifier) -> Result<Option<Rc<Vec<u8>>>> {
        if let Some(known) = self.decoded.get(&id) {
            self.reader.job.charge_expanded(known.len() as u64 + 1024)?;
            return Ok(Some(known.clone()));
        }
        let Some(decoded) = streams::decode(stream, self.reader.job)? else { return Ok(None) };
        let decoded = Rc::new(decoded.into_owned());
        self.decoded.insert(id, decoded.clone());
        Ok(Some(decoded))
    }

    /// Draws the normal appearance of an annotation (12.5.5).
    fn appearance(&mut self, annotation: &Dict<'a>, resources: &Resources<'a>) -> Result<()> {
        const HIDDEN: u32 = 1 << 1;
        const NO_VIEW: u32 = 1 << 5;
        let hidden = annotation.get::<u32>("F").unwrap_or(0) & (HIDDEN | NO_VIEW) != 0;
        if hidden || !self.reader.layers.shows(annotation, "OC") {
            return Ok(());
        }
        let Some(stream) = appearance_stream(annotation) else {
            self.field(annotation);
            return Ok(());
        };
        let (Some(rect), Some(bounds)) = (annotation.get::<Rect>("Rect"), stream.dict().get::<Rect>("BBox")) else {
            return Ok(());
        };
        let matrix = Affine::new(stream.dict().get::<[f64; 6]>("Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        let shown = matrix.transform_rect_bbox(KurboRect::new(bounds.x0, bounds.y0, bounds.x1, bounds.y1));
        let ratio = |wanted: f64, got: f64| if got.abs() > 1e-9 { wanted / got } else { 1.0 };
        let (sx, sy) = (ratio(rect.x1 - rect.x0, shown.width()), ratio(rect.y1 - rect.y0, shown.height()));
        let place = Affine::new([sx, 0.0, 0.0, sy, rect.x0 - sx * shown.x0, rect.y0 - sy * shown.y0]);
        let outer = self.state.clone();
        self.state.transform *= place;
        let result = self.form(&stream, resources);
        self.state = outer;
        result
    }

    /// A text field without an appearance shows its value all the same (12.7.4.3).
    fn field(&mut self, annotation: &Dict) {
        let is = |object: Option<Object>, names: &[&str]| {
            object.and_then(Object::into_name).is_some_and(|name| names.contains(&name.as_str()))
        };
        if !is(annotation.get::<Object>("Subtype"), &["Widget"]) || !is(inherited(annotation, "FT"), &["Tx", "Ch"]) {
            return;
        }
        let (Some(rect), Some(value)) = (annotation.get::<Rect>("Rect"), field_value(annotation)) else { return };
        let shown = self.state.transform.transform_rect_bbox(KurboRect::new(rect.x0, rect.y0, rect.x1, rect.y1));
        let size = (shown.height() * 0.7).min(12.0);
        let Ok(bytes) = u16::try_from(value.len()) else { return };
        let start = self.content.text.len() as u32;
        self.content.text.push_str(&value);
        self.content.glyphs.push(Glyph {
            x: shown.x0 as f32,
            y: (shown.y0 + (shown.height() + size) * 0.5) as f32,
            dx: shown.width() as f32,
            dy: 0.0,
            direction: (1.0, 0.0),
            size: size as f32,
            style: Style::default(),
            start,
            bytes,
            artifact: false,
            mark: None,
        });
    }

    fn picture(&mut self) {
        if self.hidden > 0 {
            return;
        }
        let unit = KurboRect::new(0.0, 0.0, 1.0, 1.0);
        let shown = self.state.transform.transform_rect_bbox(unit);
        self.content.pictures.push([shown.x0, shown.y0, shown.x1, shown.y1]);
    }
}

fn actual_text(dict: &Dict) -> Option<String> {
    dict.get::<PdfString>("ActualText").map(|text| strings::text(text.as_bytes()))
}

fn appearance_stream<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict>("AP")?.get::<Object>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => {
            let state = annotation.get::<Name>("AS")?;
            states.get::<Stream>(state.as_ref())
        }
        _ => None,
    }
}
