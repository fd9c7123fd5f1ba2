//! What belongs to a sheet and lies in parts of its own: comments, tables, drawings with charts and pictures.

use lode_runtime::Result;

use super::super::parts::{Relation, image_type, read_text, relations, target};
use super::super::scanner::{Scanner, Token};
use super::super::workbook::Workbook;
use super::place;
use super::strings::read_runs;
use crate::document::{Content, RichText};
use crate::formats::Context;
use crate::model::ExtractedImage;
use crate::package::Package;
use crate::xml::{Node, Walker};

/// Excel puts the replies of a conversation into an ordinary comment as well, for older versions.
const THREAD_MARK: &str = "[Threaded comment]";

fn of_kind<'r>(relations: &'r [Relation], kind: &'r str) -> impl Iterator<Item = &'r Relation> {
    relations.iter().filter(move |relation| relation.kind == kind)
}

/// Ids and names of the people who take part in conversations.
///
/// # Errors
/// `Parse`, the limits, `Cancelled`, `Timeout`.
pub fn persons(package: &Package, references: &[Relation], context: &Context) -> Result<Vec<(String, String)>> {
    let mut persons = Vec::new();
    for relation in of_kind(references, "person") {
        let Some(text) = read_text(package, &relation.target)? else { continue };
        let mut walker = Walker::new(&text, context.job);
        while let Some(node) = walker.next(0)? {
            let Node::Start(tag) = node else { continue };
            if let (Some(id), Some(name)) = (tag.attribute("id"), tag.attribute("displayName")) {
                persons.push((id.into_owned(), name.into_owned()));
            }
        }
    }
    Ok(persons)
}

/// The row, from 0, of the topmost header of a table on the sheet.
///
/// # Errors
/// `Parse`, the limits, `Cancelled`, `Timeout`.
pub fn header_row(package: &Package, references: &[Relation], context: &Context) -> Result<Option<u32>> {
    let mut topmost: Option<u32> = None;
    for relation in of_kind(references, "table") {
        let Some(text) = read_text(package, &relation.target)? else { continue };
        let mut walker = Walker::new(&text, context.job);
        let Some(Node::Start(tag)) = walker.next(0)? else { continue };
        let has_header = tag.number("headerRowCount") != Some(0u32);
        if let Some((row, _)) = tag.attribute("ref").and_then(|name| place::parse(&name)).filter(|_| has_header) {
            topmost = Some(topmost.map_or(row, |other| other.min(row)));
        }
    }
    Ok(topmost)
}

/// Reads comments and drawings.
///
/// # Errors
/// The limits, `Cancelled`, `Timeout`.
pub fn read(
    package: &Package,
    references: &[Relation],
    number: u32,
    persons: &[(String, String)],
    workbook: &mut Workbook,
    context: &Context,
) -> Result<()> {
    for relation in references {
        let result = match relation.kind.as_str() {
            "comments" => read_comments(package, &relation.target, number, workbook, context),
            "threadedComment" => read_conversations(package, &relation.target, number, persons, workbook, context),
            "drawing" => read_drawing(package, &relation.target, number, workbook, context),
            _ => Ok(()),
        };
        super::damage(result, &relation.target, number, workbook)?;
    }
    Ok(())
}

fn read_comments(package: &Package, path: &str, number: u32, workbook: &mut Workbook, context: &Context) -> Result<()> {
    let Some(text) = read_text(package, path)? else { return Ok(()) };
    let mut scanner = Scanner::new(&text, context.job);
    let mut authors = Vec::new();
    let mut author = None;
    while let Some(token) = scanner.next()? {
        match token {
            Token::Start("author", _) => {
                let mut name = String::new();
                scanner.text_until("author", &mut name)?;
                authors.push(name);
            }
            Token::Empty("author", _) => authors.push(String::new()),
            Token::Start("comment", attributes) => {
                let index = attributes.get("authorId").and_then(|index| index.parse::<usize>().ok());
                author = index.and_then(|index| authors.get(index).cloned());
            }
            Token::Start("text", _) => {
                let mut comment = String::new();
                read_runs(&mut scanner, "text", &mut comment)?;
                if !comment.starts_with(THREAD_MARK) {
                    workbook.comment(number, comment, author.take(), None);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_conversations(
    package: &Package,
    path: &str,
    number: u32,
    persons: &[(String, String)],
    workbook: &mut Workbook,
    context: &Context,
) -> Result<()> {
    let Some(text) = read_text(package, path)? else { return Ok(()) };
    let mut walker = Walker::new(&text, context.job);
    let (mut author, mut created) = (None, None);
    while let Some(node) = walker.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "threadedComment" => {
                let id = tag.attribute("personId").unwrap_or_default();
                author = persons.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
                created = tag.attribute("dT").map(|time| time.into_owned());
            }
            "text" => workbook.comment(number, walker.text()?, author.take(), created.take()),
            _ => {}
        }
    }
    Ok(())
}

/// Adds the texts of shapes and charts of a drawing, and its pictures where they are wanted.
fn read_drawing(package: &Package, path: &str, number: u32, workbook: &mut Workbook, context: &Context) -> Result<()> {
    let Some(text) = read_text(package, path)? else { return Ok(()) };
    let references = relations(package, path, context.job)?;
    let mut walker = Walker::new(&text, context.job);
    let mut description = None;
    while let Some(node) = walker.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "txBody" => add_text(number, read_shape(&mut walker)?, workbook),
            "cNvPr" => description = tag.attribute("descr").map(|text| text.into_owned()),
            "blip" => {
                let path = tag.prefixed_attribute("embed").and_then(|id| target(&references, &id));
                if let Some(path) = path.filter(|_| context.options.images.get().is_some()) {
                    read_picture(package, path, number, description.take(), workbook)?;
                }
            }
            "chart" => {
                if let Some(path) = tag.prefixed_attribute("id").and_then(|id| target(&references, &id)) {
                    read_chart(package, path, number, workbook, context)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Adds the titles of a chart and its axes; its numbers are those of cells.
fn read_chart(package: &Package, path: &str, number: u32, workbook: &mut Workbook, context: &Context) -> Result<()> {
    let Some(text) = read_text(package, path)? else { return Ok(()) };
    let mut walker = Walker::new(&text, context.job);
    while let Some(node) = walker.next(0)? {
        if matches!(node, Node::Start(tag) if tag.name() == "title") {
            add_text(number, read_shape(&mut walker)?, workbook);
        }
    }
    Ok(())
}

fn add_text(number: u32, text: String, workbook: &mut Workbook) {
    let text = text.trim();
    if !text.is_empty() {
        workbook.push(number, Content::Paragraph(RichText::plain(text)));
    }
}

/// The text of the element that was opened last (ECMA-376 part 1, 21.1.2): paragraphs of runs.
fn read_shape(walker: &mut Walker) -> Result<String> {
    let depth = walker.depth();
    let mut text = String::new();
    while let Some(node) = walker.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "p" | "br" if !text.is_empty() => text.push('\n'),
            "t" | "v" => walker.text_into(&mut text)?,
            _ => {}
        }
    }
    Ok(text)
}

fn read_picture(
    package: &Package,
    path: &str,
    number: u32,
    description: Option<String>,
    workbook: &mut Workbook,
) -> Result<()> {
    let Some(data) = package.read_path(path)? else { return Ok(()) };
    let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mime_type = image_type(&extension);
    let data = data.into_owned();
    let page = Some(number);
    workbook.document.images.push(ExtractedImage { data, mime_type, page, description, ..ExtractedImage::default() });
    Ok(())
}
