//! What a reader makes of a file, before it is written as text, Markdown or HTML.
//!
//! Readers produce blocks in reading order and know nothing of output formats; `render` writes blocks and knows nothing
//! of file formats.

use crate::model::{Annotation, BoundingBox, ExtractedImage, Extraction, Link, Metadata, Table, Warning};

/// A file, read.
#[derive(Debug, Default)]
pub struct Document {
    /// What the file says about itself.
    pub metadata: Metadata,
    /// Pages, slides or sheets; empty for formats without them.
    pub pages: Vec<PageInfo>,
    /// The content, in reading order. Blocks of one page stand together.
    pub blocks: Vec<Block>,
    /// Embedded pictures.
    pub images: Vec<ExtractedImage>,
    /// Links.
    pub links: Vec<Link>,
    /// Comments, notes and highlights.
    pub annotations: Vec<Annotation>,
    /// Files inside the file.
    pub attachments: Vec<Extraction>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// Adds a warning without a place.
    pub fn warn(&mut self, code: &str, message: impl Into<String>) {
        self.warnings.push(Warning { code: code.into(), message: message.into(), page: None, path: None });
    }

    /// Adds a block that is on no page.
    pub fn push(&mut self, content: Content) {
        self.blocks.push(Block::new(content));
    }

    /// Adds a block that is spoken or shown from one time to another, in seconds.
    pub fn push_at(&mut self, content: Content, time: (f64, f64)) {
        self.blocks.push(Block { time: Some(time), ..Block::new(content) });
    }
}

/// A page, slide or sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageInfo {
    /// Number, from 1.
    pub number: u32,
    /// Width and height in points, as shown.
    pub size: Option<(f64, f64)>,
    /// The page shows pictures and has no text of its own: reading it takes OCR.
    pub scanned: bool,
}

/// One piece of content and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub content: Content,
    /// The page, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
    /// When it is spoken or shown: start and end in seconds.
    pub time: Option<(f64, f64)>,
    /// What it stands in.
    pub inside: Inside,
}

impl Block {
    /// A block that is on no page and stands in nothing.
    #[must_use]
    pub fn new(content: Content) -> Self {
        Self { content, page: None, bounding_box: None, time: None, inside: Inside::default() }
    }
}

/// What a block stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Inside {
    /// How many block quotes are around it.
    pub quotes: u32,
    /// The depth of the list item that it belongs to beside the item's own text, as a second paragraph does; 0 for none.
    pub item: u32,
}

impl Inside {
    /// Where a block of another document stands that lies here.
    #[must_use]
    pub fn with(self, inner: Self) -> Self {
        let item = if inner == Self::default() { self.item } else { inner.item };
        Self { quotes: self.quotes.saturating_add(inner.quotes), item }
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The title of the document.
    Title(RichText),
    /// A heading of level 1 to 6.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its text.
        text: RichText,
    },
    /// A paragraph.
    Paragraph(RichText),
    /// A list item.
    ListItem {
        /// From 1.
        depth: u32,
        /// The number of an item in an ordered list.
        number: Option<u32>,
        /// Its text, without the bullet or number.
        text: RichText,
    },
    /// A table.
    Table(Table),
    /// Preformatted text.
    Code {
        /// The programming language, where the file names it.
        language: Option<String>,
        /// Its text, line breaks kept.
        text: String,
    },
    /// A picture.
    Image {
        /// Alternative text or caption.
        description: String,
        /// Where it lies, for formats that link their pictures.
        url: Option<String>,
    },
    /// A footnote or endnote.
    Footnote {
        /// What refers to it, such as `1` or `*`.
        label: String,
        /// Its text.
        text: RichText,
    },
    /// A running header.
    Header(RichText),
    /// A running footer.
    Footer(RichText),
    /// A formula, in LaTeX where the file has it so.
    Formula(String),
}

/// Text with marks over parts of it. Line breaks are `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RichText {
    /// The characters.
    pub text: String,
    /// What is special about ranges of them; sorted by start, properly nested, never empty ranges.
    pub marks: Vec<Mark>,
}

impl Content {
    /// A paragraph, or the formula that is all of it.
    #[must_use]
    pub fn paragraph(text: RichText) -> Self {
        if text.is_formula() { Self::Formula(text.text.trim().to_string()) } else { Self::Paragraph(text) }
    }
}

impl RichText {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// The same with a label in front.
    #[must_use]
    pub fn labelled(self, label: &str) -> Self {
        if label.is_empty() {
            return self;
        }
        let mut all = Self::plain(format!("{label} "));
        all.push_rich(&self);
        all
    }

    /// Adds text without marks.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The same without what all of it looks like, as headings do by their style.
    #[must_use]
    pub fn without_common_look(mut self) -> Self {
        let length = self.text.len();
        let is_look = |kind: &MarkKind| matches!(kind, MarkKind::Bold | MarkKind::Italic | MarkKind::Code);
        self.marks.retain(|mark| !is_look(&mark.kind) || mark.end - mark.start < length);
        self
    }

    /// The same without its first bytes.
    #[must_use]
    pub fn without_start(mut self, bytes: usize) -> Self {
        if !self.text.is_char_boundary(bytes) {
            return self;
        }
        self.text.drain(..bytes);
        for mark in &mut self.marks {
            mark.start = mark.start.saturating_sub(bytes);
            mark.end = mark.end.saturating_sub(bytes);
        }
        self.marks.retain(|mark| mark.start < mark.end);
        self
    }

    /// Whether there is nothing but formulas in it.
    #[must_use]
    pub fn is_formula(&self) -> bool {
        let mut end = 0;
        for mark in &self.marks {
            let between = self.text.get(end..mark.start).unwrap_or_default();
            if mark.kind != MarkKind::Formula || !between.trim().is_empty() {
                return false;
            }
            end = mark.end;
        }
        end > 0 && self.text.get(end..).is_none_or(|rest| rest.trim().is_empty())
    }

    /// A range of it, in bytes; empty where there is no such text.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        let Some(text) = self.text.get(range.clone()) else { return Self::default() };
        let first = self.marks.partition_point(|mark| mark.start < range.start);
        let inside = self.marks.iter().skip(first).take_while(|mark| mark.start < range.end);
        let shifted = |mark: &Mark| Mark {
            start: mark.start - range.start,
            end: mark.end.min(range.end) - range.start,
            kind: mark.kind.clone(),
        };
        Self { text: text.to_string(), marks: inside.map(shifted).collect() }
    }

    /// Texts with `separator` between them.
    #[must_use]
    pub fn joined(texts: &[Self], separator: &str) -> Self {
        let mut all = Self::default();
        for (index, text) in texts.iter().enumerate() {
            all.push(if index > 0 { separator } else { "" });
            all.push_rich(text);
        }
        all
    }

    /// Drops all from `end` on.
    pub fn truncate(&mut self, end: usize) {
        self.text.truncate(end);
        let kept = self.marks.partition_point(|mark| mark.start < end);
        self.marks.truncate(kept);
    }

    /// Adds text and its marks.
    pub fn push_rich(&mut self, more: &Self) {
        let start = self.text.len();
        self.marks.extend(more.marks.iter().map(|mark| mark.moved(start)));
        self.text.push_str(&more.text);
    }
}

impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// A mark over a range of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: usize,
    /// End, exclusive.
    pub end: usize,
    /// What it says.
    pub kind: MarkKind,
}

impl Mark {
    /// The same mark on text that stands `by` bytes further on.
    #[must_use]
    pub fn moved(&self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, kind: self.kind.clone() }
    }
}

/// What a mark says about its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Struck through.
    Strikethrough,
    /// Code.
    Code,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// A link to this address.
    Link(String),
    /// The text is the label of a [`Content::Footnote`], which it refers to.
    FootnoteReference,
    /// The text is a formula, as that of [`Content::Formula`].
    Formula,
}
