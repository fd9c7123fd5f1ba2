//! What an extraction gives: the types that cross to JavaScript.
//!
//! `cargo xtask generate` reads this file and writes the wire writer, the reader and the TypeScript types from it, so it
//! holds plain structs of strings, numbers, `Option`, `Vec` and unit enums only. Doc comments become the public docs.

use serde::{Deserialize, Serialize};

use crate::document::{Mark, RichText};

/// How `content` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputFormat {
    /// Plain text.
    #[default]
    Text,
    /// CommonMark with GitHub's tables.
    Markdown,
    /// An HTML fragment.
    Html,
}

/// A range of an extraction's `content`: bytes in Rust, UTF-16 code units in JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct TextRange {
    /// Where it starts.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// A rectangle in points (1/72 inch), measured from the top left corner of the page as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct BoundingBox {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

/// Everything that was found in a file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Extraction {
    /// The whole text, in the format asked for.
    pub content: String,
    /// What the file is, such as `application/pdf`.
    pub mime_type: String,
    /// How `content` is written.
    pub format: OutputFormat,
    /// The file's name, where it is known: that of an attachment, or the one that was given.
    pub name: Option<String>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// Pages, slides or sheets, in order; empty for formats without them.
    pub pages: Vec<Page>,
    /// Headings, paragraphs, tables and so on, in reading order.
    pub elements: Vec<Element>,
    /// Every table, in reading order.
    pub tables: Vec<Table>,
    /// Embedded pictures; filled when asked for with `images`.
    pub images: Vec<ExtractedImage>,
    /// Links out of the document or within it.
    pub links: Vec<Link>,
    /// Comments, notes and highlights that readers left.
    pub annotations: Vec<Annotation>,
    /// Files inside this file: attachments of mails, members of archives, embedded documents.
    pub attachments: Vec<Extraction>,
    /// Pieces of `content`; filled when asked for with `chunking`.
    pub chunks: Vec<Chunk>,
    /// Key phrases; filled when asked for with `keywords`.
    pub keywords: Vec<Keyword>,
    /// Languages of `content`; filled when asked for with `languageDetection`.
    pub languages: Vec<DetectedLanguage>,
    /// What could not be read, and was not worth failing for.
    pub warnings: Vec<Warning>,
    /// What the extraction took.
    pub stats: Stats,
}

/// What a file says about itself. Fields that it does not say are absent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Metadata {
    /// Title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Subject.
    pub subject: Option<String>,
    /// A longer description or comment.
    pub description: Option<String>,
    /// Keywords that the file itself carries.
    pub keywords: Vec<String>,
    /// Language tag (BCP 47) as the file declares it.
    pub language: Option<String>,
    /// When it was made, RFC 3339.
    pub created: Option<String>,
    /// When it was last changed, RFC 3339.
    pub modified: Option<String>,
    /// The program that wrote the file.
    pub producer: Option<String>,
    /// The program that the content was made with.
    pub creator: Option<String>,
    /// Number of pages, slides, sheets or frames in the file, also when only some were asked for.
    pub pages: Option<u32>,
    /// Number of words in `content`.
    pub words: u32,
    /// Version of the format, such as `1.7` for a PDF.
    pub format_version: Option<String>,
    /// Whether the file is encrypted.
    pub encrypted: Option<bool>,
    /// Names of the sheets of a workbook.
    pub sheets: Vec<String>,
    /// Width of an image in pixels.
    pub width: Option<u32>,
    /// Height of an image in pixels.
    pub height: Option<u32>,
    /// Character set that a text was decoded from, such as `windows-1252`.
    pub charset: Option<String>,
    /// Sender of a mail.
    pub from: Option<String>,
    /// Recipients of a mail.
    pub to: Vec<String>,
    /// Recipients of copies of a mail.
    pub cc: Vec<String>,
    /// Message id of a mail.
    pub message_id: Option<String>,
    /// How long a sound or video is, in seconds.
    pub duration: Option<f64>,
    /// What else the file says about itself: tags of sound and video, such as `album`.
    pub tags: Vec<Tag>,
    /// Quality of the text from 0 (garbage) to 1 (clean prose); filled when asked for with `quality`.
    pub quality: Option<f64>,
}

/// Something that a file says about itself, under a name of its own choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The name, such as `album`.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A page, slide or sheet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Page {
    /// Number of the page, from 1.
    pub number: u32,
    /// The page's part of `content`.
    pub content: TextRange,
    /// Width in points, as shown.
    pub width: Option<f64>,
    /// Height in points, as shown.
    pub height: Option<f64>,
    /// Indexes into `tables`.
    pub tables: Vec<u32>,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ElementType {
    /// The title of the document.
    Title,
    /// A heading; see `level`.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list; see `level`.
    ListItem,
    /// A table; see `table`.
    Table,
    /// Preformatted code.
    Code,
    /// A picture; its text is what it shows or says of itself.
    Image,
    /// A footnote or endnote.
    Footnote,
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// A formula.
    Formula,
}

/// A piece of the document's structure.
#[derive(Debug, Clone, Serialize)]
pub struct Element {
    /// What it is.
    pub r#type: ElementType,
    /// The element's part of `content`.
    pub text: TextRange,
    /// Level of a heading (1 to 6) or depth of a list item (from 1).
    pub level: Option<u32>,
    /// The page it is on, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
    /// Index into `tables`.
    pub table: Option<u32>,
    /// When it begins to be spoken or shown, in seconds from the start of the file.
    pub start_time: Option<f64>,
    /// When it ends, in seconds from the start of the file.
    pub end_time: Option<f64>,
}

/// The cells of a table, row by row, in one buffer. In JavaScript: `string[][]`, read when first touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    columns: usize,
    /// Marks are each within a cell; they are for Markdown and HTML.
    text: RichText,
    ends: Vec<usize>,
}

impl Cells {
    /// No cells yet, `columns` in each row.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { columns, ..Self::default() }
    }

    /// Cells of rows that may differ in length; short rows are filled up with empty cells.
    pub fn from_rows<R: AsRef<[S]>, S: AsRef<str>>(rows: &[R]) -> Self {
        Self::filled_up(rows, |cells, cell: &S| cells.push(cell.as_ref()))
    }

    /// The same of cells with marks.
    #[must_use]
    pub fn from_rich_rows(rows: &[Vec<RichText>]) -> Self {
        Self::filled_up(rows, Self::push_rich)
    }

    fn filled_up<R: AsRef<[T]>, T>(rows: &[R], push: impl Fn(&mut Self, &T)) -> Self {
        let columns = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
        let mut cells = Self::new(columns);
        for row in rows {
            row.as_ref().iter().for_each(|cell| push(&mut cells, cell));
            (row.as_ref().len()..columns).for_each(|_| cells.push(""));
        }
        cells
    }

    /// Adds the next cell, left to right, top to bottom.
    pub fn push(&mut self, cell: &str) {
        self.push_with(|text| text.push(cell));
    }

    /// Adds the next cell and its marks.
    pub fn push_rich(&mut self, cell: &RichText) {
        self.push_with(|text| text.push_rich(cell));
    }

    /// Adds the next cell by writing it.
    pub fn push_with(&mut self, write: impl FnOnce(&mut RichText)) {
        write(&mut self.text);
        self.ends.push(self.text.text.len());
    }

    /// Sets the marks of all cells: ranges of their text, ordered by start, each within a cell.
    pub fn set_marks(&mut self, marks: Vec<Mark>) {
        self.text.marks = marks;
    }

    /// Columns in each row.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Complete rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.ends.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The cell at `row` and `column`, both from 0; empty outside the table.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> &str {
        self.range(row, column).and_then(|range| self.text.text.get(range)).unwrap_or_default()
    }

    /// The same with its marks; none where it has no marks.
    #[must_use]
    pub fn rich(&self, row: usize, column: usize) -> Option<RichText> {
        if self.text.marks.is_empty() {
            return None;
        }
        let cell = self.text.part(self.range(row, column)?);
        (!cell.marks.is_empty()).then_some(cell)
    }

    fn range(&self, row: usize, column: usize) -> Option<std::ops::Range<usize>> {
        if column >= self.columns {
            return None;
        }
        let index = row.checked_mul(self.columns)?.checked_add(column)?;
        let start = index.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        Some(*start..*self.ends.get(index)?)
    }

    /// The cells of one row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.columns).map(move |column| self.get(row, column))
    }

    /// All cells, one after another, and where each ends.
    #[must_use]
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.text.text, &self.ends)
    }
}

impl Serialize for Cells {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.rows()).map(|row| self.row(row).collect::<Vec<_>>()))
    }
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// Rows of cells, all of the same length.
    pub cells: Cells,
    /// How many of the first rows are headers.
    pub header_rows: u32,
    /// The page, slide or sheet it is on, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
    /// Caption, or name of the sheet. What of it belongs into `content` stands there as a block of its own.
    pub title: Option<String>,
}

/// A picture inside a document.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExtractedImage {
    /// The picture's own file, as embedded, such as the bytes of a JPEG.
    pub data: Vec<u8>,
    /// What `data` is, such as `image/jpeg`.
    pub mime_type: String,
    /// Width in pixels, where known.
    pub width: Option<u32>,
    /// Height in pixels, where known.
    pub height: Option<u32>,
    /// The page it is on, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
    /// Alternative text or caption.
    pub description: Option<String>,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Link {
    /// Where it leads: a URL, or `#page=3` and `#name` within the document.
    pub url: String,
    /// The text that is linked.
    pub text: String,
    /// The page it is on, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
}

/// A comment, note or highlight.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Annotation {
    /// What it is: `comment`, `highlight`, `underline`, `strikeout`, `note`, `text`, `stamp`, `field` and so on.
    pub kind: String,
    /// What it says.
    pub content: String,
    /// Who left it.
    pub author: Option<String>,
    /// When, RFC 3339.
    pub created: Option<String>,
    /// The page it is on, from 1.
    pub page: Option<u32>,
    /// Where it is on the page.
    pub bounding_box: Option<BoundingBox>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chunk {
    /// Number of the chunk, from 0.
    pub index: u32,
    /// The chunk's part of the text.
    pub text: TextRange,
    /// Its size, as the sizer counts it.
    pub size: u32,
    /// The headings it stands under, outermost first (Markdown only).
    pub headings: Vec<String>,
}

/// A key phrase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyword {
    /// The phrase.
    pub text: String,
    /// YAKE: the lower, the more important. RAKE: the higher, the more important.
    pub score: f64,
}

/// A language of the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetectedLanguage {
    /// ISO 639-3 code, such as `eng`.
    pub language: String,
    /// ISO 15924 script, such as `Latn`.
    pub script: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// The share of the text in this language, from 0 to 1.
    pub share: f64,
}

/// Something that could not be read, and was not worth failing for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A stable name, such as `PAGE_DAMAGED`.
    pub code: String,
    /// What happened, and what to do about it.
    pub message: String,
    /// The page, from 1.
    pub page: Option<u32>,
    /// The part inside a container.
    pub path: Option<String>,
}

/// What an extraction took.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Size of the input in bytes.
    pub bytes: u64,
    /// Milliseconds from start to end.
    pub duration_ms: f64,
    /// Pages whose text came from OCR.
    pub pages_ocred: u32,
}
