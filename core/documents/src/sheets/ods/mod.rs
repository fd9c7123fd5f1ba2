//! OpenDocument spreadsheets (OpenDocument 1.3 part 3), in packages and in single XML files.

mod cells;
mod paragraph;

#[cfg(test)]
mod tests;

use lode_runtime::{Bytes, Error, ErrorCode, Result};

use self::cells::{Picture, TableReader};
use super::parts::read_text;
use super::workbook::Workbook;
use crate::document::{Content, Document, RichText};
use crate::formats::Context;
use crate::model::ExtractedImage;
use crate::office::decrypt::opendocument;
use crate::office::odt::{is_flat, meta};
use crate::package::Package;
use crate::xml::{Node, Walker, decode};

/// Reads a spreadsheet.
///
/// # Errors
/// `Parse`, `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, the limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes: &[u8] = bytes.as_ref().as_ref();
    if is_flat(bytes) {
        let text = decode(bytes);
        return read_parts(&text, Some(&text), None, context);
    }
    let package = opendocument::open(bytes, context)?;
    let text = read_text(&package, "content.xml")?
        .ok_or_else(|| Error::parse("expected content.xml in the package, it is missing").at_path("content.xml"))?;
    let meta = read_text(&package, "meta.xml")?;
    let mut document = read_parts(&text, meta.as_deref(), Some(&package), context)?;
    document.warnings.extend(package.take_warnings());
    document.metadata.encrypted = package.is_decrypted().then_some(true);
    Ok(document)
}

fn read_parts(text: &str, about: Option<&str>, package: Option<&Package>, context: &Context) -> Result<Document> {
    let mut workbook = Workbook::new(context, Vec::new())?;
    let result = read_tables(text, package, &mut workbook, context);
    let found = !workbook.document.metadata.sheets.is_empty();
    match result {
        Err(error) if error.code == ErrorCode::Parse && found => {
            workbook.document.warn("DOCUMENT_DAMAGED", format!("the content breaks off here: {}", error.message));
        }
        other => other.map_err(|error| error.at_path("content.xml"))?,
    }
    if let Some(about) = about {
        let sheets = workbook.document.metadata.pages;
        // Damaged metadata is no reason to fail.
        let _ = meta::read(about, &mut workbook.document.metadata, context.job);
        workbook.document.metadata.pages = sheets;
        context.job.check()?;
    }
    Ok(workbook.document)
}

fn read_tables(text: &str, package: Option<&Package>, workbook: &mut Workbook, context: &Context) -> Result<()> {
    let mut walker = Walker::new(text, context.job);
    while let Some(node) = walker.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "meta" | "settings" | "scripts" | "font-face-decls" | "styles" | "automatic-styles" | "master-styles"
            | "tracked-changes" | "dde-links" => walker.skip()?,
            "table" => {
                let number = workbook.add_name(tag.attribute("name").unwrap_or_default().into_owned())?;
                if context.options.wants_page(number) {
                    let mut reader = TableReader::new(context);
                    let result = reader.read(&mut walker);
                    add_sheet(number, reader, package, workbook, context)?;
                    result?;
                } else {
                    walker.skip()?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn add_sheet(
    number: u32,
    reader: TableReader,
    package: Option<&Package>,
    workbook: &mut Workbook,
    context: &Context,
) -> Result<()> {
    for (url, text) in reader.links {
        workbook.link(number, url, text);
    }
    for comment in reader.comments {
        workbook.comment(number, comment.text, comment.author, comment.created);
    }
    workbook.add_sheet(number, reader.grid, reader.header_row)?;
    let mut texts = reader.shapes;
    if let Some(package) = package {
        for path in &reader.objects {
            texts.extend(chart_titles(package, path, context)?);
        }
    }
    for text in texts {
        workbook.push(number, Content::Paragraph(RichText::plain(text)));
    }
    if let Some(package) = package.filter(|_| context.options.images.get().is_some()) {
        for picture in reader.pictures {
            add_picture(number, picture, package, workbook)?;
        }
    }
    Ok(())
}

/// The titles of a chart, which is a document of its own in the package.
fn chart_titles(package: &Package, path: &str, context: &Context) -> Result<Vec<String>> {
    let path = format!("{}/content.xml", path.trim_start_matches("./").trim_end_matches('/'));
    let Some(text) = read_text(package, &path)? else { return Ok(Vec::new()) };
    cells::titles(&mut Walker::new(&text, context.job))
}

fn add_picture(number: u32, picture: Picture, package: &Package, workbook: &mut Workbook) -> Result<()> {
    let Some(data) = package.read_path(picture.path.trim_start_matches("./"))? else { return Ok(()) };
    let extension = picture.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    workbook.document.images.push(ExtractedImage {
        data: data.into_owned(),
        mime_type: super::parts::image_type(&extension),
        page: Some(number),
        description: picture.description,
        ..ExtractedImage::default()
    });
    Ok(())
}
