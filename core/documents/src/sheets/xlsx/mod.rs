//! Excel workbooks in XML (ECMA-376 part 1, section 18).

mod cells;
mod extras;
mod place;
mod strings;
mod styles;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use lode_runtime::{Bytes, ErrorCode, Result};

use self::cells::SheetReader;
use self::styles::Styles;
use super::parts::{Relation, first_of_kind, read_properties, read_text, relations, root_relations, target};
use super::scanner::Scanner;
use super::strings::Strings;
use super::workbook::Workbook;
use crate::document::Document;
use crate::formats::Context;
use crate::package::Package;
use crate::xml::decode;

const USUAL_PATH: &str = "xl/workbook.xml";

/// A sheet as the workbook lists it.
struct Sheet {
    name: String,
    relation: String,
}

/// What the workbook part says.
#[derive(Default)]
struct Contents {
    sheets: Vec<Sheet>,
    from_1904: bool,
}

/// What all sheets share.
pub struct Shared {
    strings: Strings,
    styles: Styles,
    from_1904: bool,
}

/// Reads a workbook.
///
/// # Errors
/// `Parse`, `EncryptionUnsupported`, the limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let data = bytes.as_ref().as_ref();
    if super::xls::is_compound(data) {
        return super::xls::read(bytes, context);
    }
    let package = Package::open(data, context.job)?;
    let root = root_relations(&package, USUAL_PATH, context.job)?;
    let path = first_of_kind(&root, "officeDocument").unwrap_or(USUAL_PATH);
    let text = package.require(path)?;
    let contents = Contents::read(&decode(&text), context).map_err(|error| error.at_path(path))?;
    let references = relations(&package, path, context.job)?;
    let shared = Shared {
        strings: match part(&package, &references, "sharedStrings", "xl/sharedStrings.xml")? {
            Some(text) => strings::read(&text, context.job)?,
            None => Strings::default(),
        },
        styles: match part(&package, &references, "styles", "xl/styles.xml")? {
            Some(text) => Styles::read(&text, context.job)?,
            None => Styles::default(),
        },
        from_1904: contents.from_1904,
    };
    let names = contents.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut workbook = Workbook::new(context, names)?;
    read_properties(&package, &root, &mut workbook.document.metadata, context.job)?;
    let persons = extras::persons(&package, &references, context)?;
    for number in workbook.wanted() {
        let path = contents.sheets.get(number as usize - 1).and_then(|sheet| target(&references, &sheet.relation));
        let path = path.map_or_else(|| format!("xl/worksheets/sheet{number}.xml"), str::to_string);
        read_sheet(&package, &path, number, &shared, &persons, &mut workbook, context)
            .map_err(|error| error.at_path(path).at_page(number))?;
    }
    workbook.document.warnings.extend(package.take_warnings());
    Ok(workbook.document)
}

fn part(package: &Package, references: &[Relation], kind: &str, usual: &str) -> Result<Option<String>> {
    read_text(package, first_of_kind(references, kind).unwrap_or(usual))
}

impl Contents {
    fn read(text: &str, context: &Context) -> Result<Self> {
        let mut contents = Self::default();
        let mut scanner = Scanner::new(text, context.job);
        while let Some((name, attributes)) = scanner.next_element()? {
            match name {
                "workbookPr" => {
                    contents.from_1904 =
                        attributes.get("date1904").is_some_and(|value| value == "1" || value == "true");
                }
                "sheet" => {
                    let relation = attributes.get("id").map(Cow::into_owned).unwrap_or_default();
                    let name = attributes.get("name").map(Cow::into_owned).unwrap_or_default();
                    contents.sheets.push(Sheet { name, relation });
                }
                _ => {}
            }
        }
        Ok(contents)
    }
}

/// Reads a sheet and what belongs to it. One whose XML breaks off is kept as far as it goes.
fn read_sheet(
    package: &Package,
    path: &str,
    number: u32,
    shared: &Shared,
    persons: &[(String, String)],
    workbook: &mut Workbook,
    context: &Context,
) -> Result<()> {
    let mut reader = SheetReader::new(shared, context.job);
    match read_text(package, path) {
        Ok(Some(text)) => {
            let result = reader.read(&text);
            damage(result, path, number, workbook)?;
        }
        Ok(None) => {
            workbook.warn("SHEET_MISSING", number, path, "the workbook lists this sheet, the file has no part for it")
        }
        Err(error) => damage(Err(error), path, number, workbook)?,
    }
    let sheet = std::mem::take(&mut reader.sheet);
    let references = if sheet.refers { relations(package, path, context.job)? } else { Vec::new() };
    for link in sheet.links {
        let outside = target(&references, &link.relation).unwrap_or_default();
        let url = outside.to_string() + &link.place;
        workbook.link_cell(number, &mut reader.grid, (link.row, link.column), url);
    }
    let header_row = extras::header_row(package, &references, context)?;
    workbook.add_sheet(number, reader.grid, header_row)?;
    extras::read(package, &references, number, persons, workbook, context)
}

/// Turns damage into a warning; the limits and the end of the job stay errors.
fn damage(result: Result<()>, path: &str, number: u32, workbook: &mut Workbook) -> Result<()> {
    match result {
        Err(error) if error.code == ErrorCode::Parse => {
            let message = format!("the sheet is damaged, what could be read of it is here: {}", error.message);
            workbook.warn("SHEET_DAMAGED", number, path, &message);
            Ok(())
        }
        other => other,
    }
}
