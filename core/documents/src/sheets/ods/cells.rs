//! The cells of one table, with its comments, links and shapes (OpenDocument 1.3 part 3, 9).

use std::borrow::Cow;

use lode_runtime::Result;

use super::super::grid::{Grid, Kind};
use super::super::number::write_decimal;
use super::super::values::boolean_text;
use super::paragraph;
use crate::formats::Context;
use crate::xml::{Node, Tag, Walker, unescape};

/// A comment on a cell.
#[derive(Default)]
pub struct Comment {
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub created: Option<String>,
    /// What it says.
    pub text: String,
}

/// A picture that lies in the package.
pub struct Picture {
    /// Its path there.
    pub path: String,
    /// What it shows.
    pub description: Option<String>,
}

/// Reads a table.
pub struct TableReader<'a> {
    /// The cells.
    pub grid: Grid<'a>,
    /// The row, from 0, that is marked as a header.
    pub header_row: Option<u32>,
    /// Addresses and texts of links.
    pub links: Vec<(String, String)>,
    /// Comments.
    pub comments: Vec<Comment>,
    /// The texts of shapes.
    pub shapes: Vec<String>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Paths of embedded documents, such as charts.
    pub objects: Vec<String>,
    row: u32,
    column: u32,
    text: String,
}

impl<'a> TableReader<'a> {
    /// Nothing read yet.
    pub fn new(context: &'a Context) -> Self {
        Self {
            grid: Grid::new(context.job),
            header_row: None,
            links: Vec::new(),
            comments: Vec::new(),
            shapes: Vec::new(),
            pictures: Vec::new(),
            objects: Vec::new(),
            row: 0,
            column: 0,
            text: String::new(),
        }
    }

    /// Reads the table that was opened last.
    ///
    /// # Errors
    /// `Parse`, the limits, `Cancelled`, `Timeout`.
    pub fn read(&mut self, walker: &mut Walker) -> Result<()> {
        let depth = walker.depth();
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "table-row" => {
                    let repeated = tag.number("number-rows-repeated").unwrap_or(1u32).max(1);
                    self.read_row(walker)?;
                    self.grid.repeat_row(self.row, repeated - 1)?;
                    self.row = self.row.saturating_add(repeated);
                }
                "table-header-rows" => self.header_row = self.header_row.or(Some(self.row)),
                "shapes" => self.read_shapes(walker, None)?,
                "tracked-changes" | "forms" | "event-listeners" => walker.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_row(&mut self, walker: &mut Walker) -> Result<()> {
        let depth = walker.depth();
        self.column = 0;
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            if matches!(tag.name(), "table-cell" | "covered-table-cell") {
                let repeated = tag.number("number-columns-repeated").unwrap_or(1u32).max(1);
                let value = Value::read(&tag);
                self.read_cell(value, walker)?;
                self.grid.repeat_cell(self.row, self.column, repeated - 1)?;
                self.column = self.column.saturating_add(repeated);
            }
        }
        Ok(())
    }

    fn read_cell(&mut self, value: Value, walker: &mut Walker) -> Result<()> {
        let depth = walker.depth();
        self.text.clear();
        let links = self.links.len();
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "p" => {
                    if !self.text.is_empty() {
                        self.text.push('\n');
                    }
                    paragraph::read(walker, &mut self.text, &mut self.links)?;
                }
                "annotation" => {
                    let comment = self.read_comment(walker)?;
                    self.comments.push(comment);
                }
                "frame" | "custom-shape" | "rect" | "ellipse" | "line" | "g" | "control" => {
                    self.read_shapes(walker, None)?;
                }
                _ => {}
            }
        }
        let shown = &self.text;
        if let Some((url, _)) = self.links.iter().skip(links).find(|(_, text)| text == shown) {
            self.grid.link(self.row, self.column, url.clone());
        }
        let kind = if matches!(value, Value::Shown | Value::Text(_)) { Kind::Text } else { Kind::Value };
        self.grid.write(self.row, self.column, kind, |out| value.write(out, shown))
    }

    fn read_comment(&mut self, walker: &mut Walker) -> Result<Comment> {
        let depth = walker.depth();
        let mut comment = Comment::default();
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "creator" => comment.author = Some(walker.text()?),
                "date" => comment.created = Some(walker.text()?),
                "p" => {
                    if !comment.text.is_empty() {
                        comment.text.push('\n');
                    }
                    paragraph::read(walker, &mut comment.text, &mut self.links)?;
                }
                _ => {}
            }
        }
        Ok(comment)
    }

    /// Reads what is drawn inside the element that was opened last.
    fn read_shapes(&mut self, walker: &mut Walker, mut description: Option<String>) -> Result<()> {
        let depth = walker.depth();
        let mut text = String::new();
        let first_picture = self.pictures.len();
        while let Some(node) = walker.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "p" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    paragraph::read(walker, &mut text, &mut self.links)?;
                }
                "image" => {
                    if let Some(path) = tag.attribute("href").map(Cow::into_owned) {
                        self.pictures.push(Picture { path, description: None });
                    }
                }
                "object" => match tag.attribute("href") {
                    Some(path) => self.objects.push(path.into_owned()),
                    None => self.shapes.extend(titles(walker)?),
                },
                "title" | "desc" => description = Some(walker.text()?),
                _ => {}
            }
        }
        // The description comes after the picture.
        if let Some(picture) = self.pictures.get_mut(first_picture) {
            picture.description = description;
        }
        if !text.trim().is_empty() {
            self.shapes.push(text);
        }
        Ok(())
    }
}

/// The titles of the chart in the element that was opened last, or in the whole part.
///
/// # Errors
/// Those of the walker.
pub fn titles(walker: &mut Walker) -> Result<Vec<String>> {
    let mut titles = Vec::new();
    let depth = walker.depth();
    while let Some(node) = walker.next(depth)? {
        let Node::Start(tag) = node else { continue };
        if matches!(tag.name(), "title" | "subtitle") {
            let title = walker.text()?;
            if !title.trim().is_empty() {
                titles.push(title.trim().to_string());
            }
        }
    }
    Ok(titles)
}

/// What a cell says of its value (19.385, 19.386).
enum Value {
    /// What is shown is all there is.
    Shown,
    /// Text, which may also be given by an attribute.
    Text(String),
    /// An error, whose name is shown.
    Error,
    /// A number.
    Number(String),
    /// A date, or date and time.
    Date(String),
    /// A duration.
    Time(String),
    /// A boolean.
    Boolean(bool),
}

impl Value {
    fn read(tag: &Tag) -> Self {
        let (mut kind, mut value) = ("", "");
        for (name, text) in tag.attributes() {
            match name.rsplit(':').next().unwrap_or_default() {
                // LibreOffice adds a second attribute of this name, of its own, to tell errors from text.
                "value-type" if kind != "error" => kind = text,
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => value = text,
                _ => {}
            }
        }
        let value = unescape(value).into_owned();
        match kind {
            "float" | "currency" | "percentage" => Self::Number(value),
            "date" => Self::Date(value),
            "time" => Self::Time(value),
            "boolean" => Self::Boolean(value == "true"),
            "string" => Self::Text(value),
            "error" => Self::Error,
            _ => Self::Shown,
        }
    }

    fn write(&self, out: &mut String, shown: &str) {
        match self {
            Self::Shown | Self::Error => out.push_str(shown),
            Self::Text(text) => out.push_str(if shown.is_empty() { text } else { shown }),
            Self::Number(value) if value.is_empty() => out.push_str(shown),
            Self::Number(value) => write_decimal(out, value),
            Self::Date(value) if value.is_empty() => out.push_str(shown),
            Self::Date(value) => out.push_str(value.split('.').next().unwrap_or_default()),
            Self::Time(value) => match clock(value) {
                Some(text) => out.push_str(&text),
                None => out.push_str(shown),
            },
            Self::Boolean(value) => out.push_str(boolean_text(*value)),
        }
    }
}

/// Hours, minutes and seconds of a duration such as `PT36H05M09.5S` (XML Schema part 2, 3.2.6).
fn clock(duration: &str) -> Option<String> {
    let (sign, rest) = duration.strip_prefix('-').map_or(("", duration), |rest| ("-", rest));
    let (days, time) = rest.strip_prefix('P')?.split_once('T')?;
    let mut hours = 24 * days.strip_suffix('D').map_or(Some(0), |days| days.parse::<u64>().ok())?;
    let (mut minutes, mut seconds) = (0u64, 0u64);
    for part in time.split_inclusive(['H', 'M', 'S']) {
        let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
        let number: u64 = number.split(['.', ',']).next()?.parse().ok()?;
        match unit {
            "H" => hours = hours.checked_add(number)?,
            "M" => minutes = number,
            _ => seconds = number,
        }
    }
    Some(format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_become_hours_minutes_and_seconds() {
        assert_eq!(clock("PT10H30M00S").as_deref(), Some("10:30:00"));
        assert_eq!(clock("PT36H05M09.5S").as_deref(), Some("36:05:09"));
        assert_eq!(clock("-P1DT1H").as_deref(), Some("-25:00:00"));
        assert_eq!(clock("PT").as_deref(), Some("00:00:00"));
        for bad in ["", "P", "PTxH", "10:30", "PT99999999999999999999H", "PTé"] {
            assert_eq!(clock(bad), None, "{bad}");
        }
    }
}
