//! What tokens do: groups, fonts, destinations, text.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use lode_runtime::Result;

use super::frame::{Frame, Look, Paragraph, Style};
use super::lexer::Token;
use super::words::{self, Destination, Info};
use crate::document::{Content, Document, MarkKind, RichText};
use crate::formats::Context;
use crate::inline::is_link;
use crate::model::Annotation;

/// Reads tokens into a document.
pub struct Reader<'a> {
    context: &'a Context<'a>,
    document: Document,
    group: Group,
    groups: Vec<Group>,
    body: Frame,
    /// Running footers, which come last.
    footers: Vec<Content>,
    /// Texts that are open within the body.
    frames: Vec<Frame>,
    default_encoding: &'static Encoding,
    default_font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    styles: HashMap<i32, Style>,
    /// The font or style that a table is about to define.
    defined: i32,
    defined_style: Style,
    /// Bytes of text, all in one encoding, not yet decoded.
    pending: Vec<u8>,
    /// The first half of a character outside the basic plane.
    high_surrogate: Option<u16>,
    /// Characters to leave out: the substitute of one that came as Unicode.
    substitutes: u32,
    /// Text of a destination that is not shown.
    captured: String,
    date: [i32; 6],
    /// The address of each open field, once it is known.
    fields: Vec<Option<String>>,
    notes: u32,
    note_label: Option<String>,
    comment_author: Option<String>,
}

/// What a group keeps to itself.
#[derive(Debug, Clone)]
struct Group {
    destination: Destination,
    /// It is this group that set the destination, so its end is the end of that.
    owner: bool,
    /// `\*` stands before the next word.
    optional: bool,
    /// It holds a field.
    field: bool,
    encoding: &'static Encoding,
    substitute_length: u32,
    look: Look,
    hidden: bool,
    paragraph: Paragraph,
}

impl<'a> Reader<'a> {
    /// A reader before the first token.
    pub fn new(context: &'a Context<'a>) -> Self {
        let group = Group {
            destination: Destination::Body,
            owner: false,
            optional: false,
            field: false,
            encoding: WINDOWS_1252,
            substitute_length: 1,
            look: Look::default(),
            hidden: false,
            paragraph: Paragraph::default(),
        };
        Self {
            context,
            document: Document::default(),
            group,
            groups: Vec::new(),
            body: Frame::new(Destination::Body),
            footers: Vec::new(),
            frames: Vec::new(),
            default_encoding: WINDOWS_1252,
            default_font: 0,
            fonts: HashMap::new(),
            styles: HashMap::new(),
            defined: 0,
            defined_style: Style::Text,
            pending: Vec::new(),
            high_surrogate: None,
            substitutes: 0,
            captured: String::new(),
            date: [0; 6],
            fields: Vec::new(),
            notes: 0,
            note_label: None,
            comment_author: None,
        }
    }

    /// Reads a token; tells whether the document goes on.
    ///
    /// # Errors
    /// `LimitNestingDepth`, `LimitTableCells`.
    pub fn token(&mut self, token: Token) -> Result<bool> {
        match token {
            Token::Text(text) => self.bytes(text),
            Token::Hex(byte) => self.bytes(&[byte]),
            Token::Binary(_) => {}
            Token::Symbol(symbol) => self.symbol(symbol)?,
            Token::Open => self.open()?,
            Token::Close => {
                self.close()?;
                return Ok(!self.groups.is_empty());
            }
            Token::Word(word, parameter) => {
                self.flush();
                self.substitutes = 0;
                self.word(word, parameter)?;
                self.group.optional = false;
            }
        }
        Ok(true)
    }

    /// What was read.
    ///
    /// # Errors
    /// `LimitTableCells`.
    pub fn finish(mut self) -> Result<Document> {
        // A file that was cut has open groups.
        while !self.groups.is_empty() {
            self.close()?;
        }
        self.flush();
        let paragraph = self.group.paragraph;
        self.body.finish(paragraph, self.context.job)?;
        self.body.blocks.into_iter().chain(self.footers).for_each(|block| self.document.push(block));
        self.document.links.extend(self.body.inline.into_links());
        Ok(self.document)
    }

    fn open(&mut self) -> Result<()> {
        self.flush();
        self.substitutes = 0;
        self.context.job.limits().nesting_depth(self.groups.len() as u64 + 1)?;
        self.groups.push(self.group.clone());
        self.group.owner = false;
        self.group.optional = false;
        self.group.field = false;
        if matches!(self.group.destination, Destination::Fonts | Destination::Styles) {
            self.captured.clear();
            self.defined = 0;
            self.defined_style = Style::Text;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.flush();
        self.substitutes = 0;
        if self.group.destination == Destination::Styles && !self.group.owner {
            self.define_style();
        }
        if self.group.owner {
            self.end_destination()?;
        }
        if self.group.field {
            self.fields.pop();
        }
        if let Some(group) = self.groups.pop() {
            self.group = group;
        }
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let skipped = bytes.len().min(self.substitutes as usize);
        self.substitutes -= skipped as u32;
        if !matches!(self.group.destination, Destination::Skip | Destination::Wrapper) {
            self.pending.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
        }
    }

    fn symbol(&mut self, symbol: u8) -> Result<()> {
        match symbol {
            b'\\' | b'{' | b'}' => self.bytes(&[symbol]),
            b'*' => self.group.optional = true,
            b'~' => self.character('\u{A0}'),
            b'_' => self.character('\u{2011}'),
            b'\r' | b'\n' => {
                self.flush();
                self.word("par", None)?;
            }
            b'\t' => self.character('\t'),
            // Optional hyphens show only where a line ends.
            _ => {}
        }
        Ok(())
    }

    fn character(&mut self, character: char) {
        if self.substitutes > 0 {
            self.substitutes -= 1;
            return;
        }
        self.flush();
        self.deliver(character.encode_utf8(&mut [0; 4]));
    }

    fn unicode(&mut self, parameter: i32) {
        // Code units above 32,767 are written as negative numbers; some programs write characters beyond 65,535 whole.
        let unit = if parameter < 0 { parameter.wrapping_add(0x1_0000) } else { parameter };
        let code = u32::try_from(unit).unwrap_or(0xFFFD);
        match (self.high_surrogate.take(), code) {
            (_, 0xD800..=0xDBFF) => self.high_surrogate = u16::try_from(code).ok(),
            (Some(high), 0xDC00..=0xDFFF) => {
                let low = u16::try_from(code).unwrap_or_default();
                let decoded = char::decode_utf16([high, low]).next().and_then(Result::ok);
                self.character(decoded.unwrap_or('\u{FFFD}'));
            }
            // Symbol fonts: their bullet, in the private area where Word puts them.
            (_, 0xF0B7) => self.character('\u{2022}'),
            // A byte order mark in the text, as some converters leave it, is no character.
            (_, 0 | 0xFEFF) => {}
            _ => self.character(char::from_u32(code).unwrap_or('\u{FFFD}')),
        }
        self.substitutes = self.group.substitute_length;
    }

    /// Decodes the text so far.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        let text = self.group.encoding.decode_without_bom_handling(&pending).0;
        self.deliver(&text);
        self.pending = pending;
        self.pending.clear();
    }

    fn deliver(&mut self, text: &str) {
        match self.group.destination {
            Destination::Skip | Destination::Wrapper | Destination::Date(_) => {}
            destination if is_shown(destination) => {
                let look = self.group.look;
                if !self.group.hidden {
                    self.frame().push(text, look);
                }
            }
            _ => self.captured.push_str(text),
        }
    }

    fn word(&mut self, word: &str, parameter: Option<i32>) -> Result<()> {
        if self.group.destination == Destination::Skip {
            return Ok(());
        }
        if word == "u" {
            self.unicode(parameter.unwrap_or(0));
            return Ok(());
        }
        if let Some(destination) = words::destination(word) {
            self.begin_destination(destination);
            return Ok(());
        }
        if self.group.optional {
            self.group.destination = Destination::Skip;
            return Ok(());
        }
        if let Some(character) = words::character(word) {
            self.character(character);
            return Ok(());
        }
        match self.group.destination {
            Destination::Fonts => self.font_word(word, parameter),
            Destination::Styles => self.style_word(word, parameter),
            Destination::Date(_) => self.date_word(word, parameter),
            _ => self.text_word(word, parameter)?,
        }
        Ok(())
    }

    fn font_word(&mut self, word: &str, parameter: Option<i32>) {
        let number = parameter.unwrap_or(0);
        match word {
            "f" => self.defined = number,
            "fcharset" => {
                if let Some(encoding) = words::font_encoding(number) {
                    self.fonts.insert(self.defined, encoding);
                }
            }
            "cpg" => {
                self.fonts.insert(self.defined, words::code_page(number));
            }
            _ => {}
        }
        self.group.encoding = self.font(self.defined);
    }

    fn font(&self, number: i32) -> &'static Encoding {
        self.fonts.get(&number).copied().unwrap_or(self.default_encoding)
    }

    fn style_word(&mut self, word: &str, parameter: Option<i32>) {
        match word {
            "s" => self.defined = parameter.unwrap_or(0),
            // Styles of characters, sections and tables have numbers of their own.
            "cs" | "ds" | "ts" => self.defined = i32::MIN,
            "outlinelevel" => self.defined_style = heading(parameter),
            _ => {}
        }
    }

    fn define_style(&mut self) {
        let name = self.captured.trim().trim_end_matches(';').to_lowercase();
        let level = name.strip_prefix("heading ").and_then(|level| level.parse::<i32>().ok());
        let style = match (name.as_str(), level) {
            ("title", _) => Style::Title,
            (_, Some(level)) => heading(level.checked_sub(1)),
            _ => self.defined_style,
        };
        if self.defined != i32::MIN && style != Style::Text {
            self.styles.insert(self.defined, style);
        }
        self.captured.clear();
    }

    fn date_word(&mut self, word: &str, parameter: Option<i32>) {
        let place = ["yr", "mo", "dy", "hr", "min", "sec"].iter().position(|part| *part == word);
        if let (Some(part), Some(number)) = (place.and_then(|place| self.date.get_mut(place)), parameter) {
            *part = number;
        }
    }

    fn text_word(&mut self, word: &str, parameter: Option<i32>) -> Result<()> {
        let on = parameter != Some(0);
        let paragraph = self.group.paragraph;
        let job = self.context.job;
        match word {
            "ansicpg" => self.set_default_encoding(words::code_page(parameter.unwrap_or(0))),
            "mac" => self.set_default_encoding(words::code_page(10000)),
            "deff" => self.default_font = parameter.unwrap_or(0),
            "f" => self.group.encoding = self.font(parameter.unwrap_or(0)),
            "uc" => self.group.substitute_length = u32::try_from(parameter.unwrap_or(1)).unwrap_or(0).min(16),
            "plain" => {
                self.group.look = Look::default();
                self.group.hidden = false;
                self.group.encoding = self.font(self.default_font);
            }
            "b" => self.group.look.bold = on,
            "i" => self.group.look.italic = on,
            "strike" | "striked" => self.group.look.strike = on,
            "super" => self.group.look = Look { superscript: on, subscript: false, ..self.group.look },
            "sub" => self.group.look = Look { subscript: on, superscript: false, ..self.group.look },
            "nosupersub" => self.group.look = Look { superscript: false, subscript: false, ..self.group.look },
            "v" | "deleted" => self.group.hidden = on,
            "pard" => self.group.paragraph = Paragraph::default(),
            "s" => self.group.paragraph.style = self.styles.get(&parameter.unwrap_or(0)).copied().unwrap_or_default(),
            "outlinelevel" => self.group.paragraph.style = heading(parameter),
            "ilvl" => self.group.paragraph.level = u32::try_from(parameter.unwrap_or(0)).unwrap_or(0).min(8),
            "li" => self.group.paragraph.indent = parameter.unwrap_or(0),
            "fi" => self.group.paragraph.first_indent = parameter.unwrap_or(0),
            "intbl" => self.group.paragraph.in_table = on,
            "itap" => self.group.paragraph.in_table = parameter.unwrap_or(1) > 0,
            "field" => {
                self.group.field = true;
                self.fields.push(None);
            }
            "chftn" => self.note_reference(),
            // Stands in the group of the row's properties, which shows nothing.
            "nestrow" => self.frame().end_nested_row(),
            _ if !is_shown(self.group.destination) => {}
            "par" => self.frame().end_paragraph(paragraph, job)?,
            "sect" | "page" if !self.frame().inline.is_empty() => self.frame().end_paragraph(paragraph, job)?,
            "cell" => self.frame().end_cell(job)?,
            "row" => self.frame().end_row(),
            "nestcell" => self.frame().end_nested_cell(job)?,
            "trowd" => self.frame().begin_row(),
            "cellx" => self.frame().add_edge(parameter.unwrap_or(0)),
            "trhdr" => self.frame().set_header_row(),
            _ => {}
        }
        Ok(())
    }

    fn set_default_encoding(&mut self, encoding: &'static Encoding) {
        self.default_encoding = encoding;
        self.group.encoding = encoding;
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.body)
    }

    /// The number of a note, where the note is referred to. In the note itself its label says it.
    fn note_reference(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.kind == Destination::Footnote) {
            return;
        }
        self.notes = self.notes.saturating_add(1);
        let label = self.notes.to_string();
        if is_shown(self.group.destination) && !self.group.hidden {
            self.frame().push_note_reference(&label);
        }
        self.note_label = Some(label);
    }

    fn begin_destination(&mut self, destination: Destination) {
        // The second half of `\upr` is the Unicode form of the first, and goes where both would.
        let outer =
            self.groups.iter().rev().map(|group| group.destination).find(|outer| *outer != Destination::Wrapper);
        let transparent = destination == Destination::Body;
        self.group.destination = if transparent { outer.unwrap_or(Destination::Body) } else { destination };
        if transparent {
            return;
        }
        self.group.owner = true;
        match destination {
            Destination::Header
            | Destination::Footer
            | Destination::Footnote
            | Destination::TextBox
            | Destination::Annotation => {
                self.frames.push(Frame::new(destination));
                self.group.look = Look::default();
                self.group.paragraph = Paragraph::default();
            }
            Destination::FieldResult => {
                if let Some(Some(address)) = self.fields.last().cloned() {
                    self.frame().inline.open(MarkKind::Link(address));
                }
            }
            Destination::Date(_) => self.date = [0, 1, 1, 0, 0, 0],
            _ => self.captured.clear(),
        }
    }

    fn end_destination(&mut self) -> Result<()> {
        match self.group.destination {
            Destination::Info(info) => self.end_info(info),
            Destination::Date(info) => self.end_date(info),
            Destination::FieldInstruction => {
                let address = words::link(&std::mem::take(&mut self.captured));
                if let Some(field) = self.fields.last_mut() {
                    *field = address;
                }
            }
            Destination::FieldResult => {
                if matches!(self.fields.last(), Some(Some(_))) {
                    self.frame().inline.close(is_link);
                }
            }
            Destination::ListMarker => {
                let marker = std::mem::take(&mut self.captured);
                self.frame().marker = marker;
            }
            Destination::AnnotationAuthor => self.comment_author = self.captured_text(),
            Destination::Header
            | Destination::Footer
            | Destination::Footnote
            | Destination::TextBox
            | Destination::Annotation => {
                self.end_frame()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn captured_text(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.captured);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_string())
    }

    fn end_info(&mut self, info: Info) {
        let Some(text) = self.captured_text() else { return };
        let metadata = &mut self.document.metadata;
        match info {
            Info::Title => metadata.title = Some(text),
            Info::Author => metadata.authors.push(text),
            Info::Subject => metadata.subject = Some(text),
            Info::Keywords => {
                let keywords = text.split([',', ';']).map(str::trim).filter(|keyword| !keyword.is_empty());
                metadata.keywords = keywords.map(str::to_string).collect();
            }
            Info::Description => metadata.description = Some(text),
            Info::Generator => metadata.producer = Some(text.trim_end_matches(';').to_string()),
            Info::Created | Info::Modified => {}
        }
    }

    fn end_date(&mut self, info: Info) {
        let [year, month, day, hour, minute, second] = self.date;
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        if !valid || !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..61).contains(&second) {
            return;
        }
        let date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        match info {
            Info::Created => self.document.metadata.created = Some(date),
            _ => self.document.metadata.modified = Some(date),
        }
    }

    fn end_frame(&mut self) -> Result<()> {
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        frame.finish(self.group.paragraph, self.context.job)?;
        let blocks = frame.blocks;
        self.document.links.extend(frame.inline.into_links());
        match frame.kind {
            Destination::Header => {
                let blocks = blocks.into_iter().map(|block| as_text(block, Content::Header));
                self.frame().blocks.extend(blocks);
            }
            Destination::Footer => {
                self.footers.extend(blocks.into_iter().map(|block| as_text(block, Content::Footer)));
            }
            Destination::Footnote => {
                let label = self.note_label.take().unwrap_or_else(|| "*".to_string());
                let note = |text| Content::Footnote { label: label.clone(), text };
                let blocks: Vec<Content> = blocks.into_iter().map(|block| as_text(block, note)).collect();
                self.frame().after.extend(blocks);
            }
            Destination::Annotation => {
                let content: Vec<String> = blocks.into_iter().map(plain).collect();
                self.document.annotations.push(Annotation {
                    kind: "comment".into(),
                    content: content.join("\n"),
                    author: self.comment_author.take(),
                    ..Annotation::default()
                });
            }
            _ => self.frame().after.extend(blocks),
        }
        Ok(())
    }
}

/// Whether text of this destination is shown, in the innermost frame.
fn is_shown(destination: Destination) -> bool {
    matches!(
        destination,
        Destination::Body
            | Destination::FieldResult
            | Destination::Header
            | Destination::Footer
            | Destination::Footnote
            | Destination::TextBox
            | Destination::Annotation
    )
}

/// The heading of an outline level, which counts from 0.
fn heading(level: Option<i32>) -> Style {
    match level.map(u8::try_from) {
        Some(Ok(level @ 0..=5)) => Style::Heading(level + 1),
        _ => Style::Text,
    }
}

/// A block of text as what the frame around it makes of it; tables and the like stay what they are.
fn as_text(block: Content, make: impl Fn(RichText) -> Content) -> Content {
    match block {
        Content::Paragraph(text)
        | Content::Heading { text, .. }
        | Content::ListItem { text, .. }
        | Content::Title(text) => make(text),
        other => other,
    }
}

fn plain(block: Content) -> String {
    match block {
        Content::Paragraph(text)
        | Content::Heading { text, .. }
        | Content::ListItem { text, .. }
        | Content::Title(text) => text.text,
        Content::Table(table) => table.cells.parts().0.to_string(),
        _ => String::new(),
    }
}
