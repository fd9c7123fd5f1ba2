//! Excel workbooks in binary parts ([MS-XLSB]).

#[cfg(test)]
mod tests;

use lode_runtime::{Bytes, Job, Result};

use super::grid::{Grid, Kind};
use super::moment::{NumberFormat, write_formatted};
use super::parts::{Relation, first_of_kind, read_properties, relations, root_relations, target};
use super::strings::Strings;
use super::values::{boolean_text, error_text, rk_number};
use super::workbook::Workbook;
use crate::document::Document;
use crate::formats::Context;
use crate::little_endian::{f64_at, u16_at, u32_at, utf16};
use crate::package::Package;

const USUAL_PATH: &str = "xl/workbook.bin";
/// Records between two looks at the clock.
const RECORDS_PER_CHECK: u32 = 4096;

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
    let contents = Contents::read(&package.require(path)?, context.job)?;
    let references = relations(&package, path, context.job)?;
    let shared = Shared {
        strings: read_strings(&package, &references, context.job)?,
        formats: read_formats(&package, &references, context.job)?,
        from_1904: contents.from_1904,
    };
    let names = contents.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut workbook = Workbook::new(context, names)?;
    read_properties(&package, &root, &mut workbook.document.metadata, context.job)?;
    for number in workbook.wanted() {
        let relation =
            contents.sheets.get(number as usize - 1).map(|sheet| sheet.relation.as_str()).unwrap_or_default();
        let Some(path) = target(&references, relation) else {
            workbook.warn(
                "SHEET_MISSING",
                number,
                relation,
                "the workbook lists this sheet, the file has no part for it",
            );
            workbook.add_sheet(number, Grid::new(context.job), None)?;
            continue;
        };
        let mut sheet = Sheet { grid: Grid::new(context.job), links: Vec::new(), row: 0 };
        match package.read_path(path)? {
            Some(data) => {
                sheet.read(&data, &shared, context.job).map_err(|error| error.at_path(path).at_page(number))?
            }
            None => workbook.warn(
                "SHEET_MISSING",
                number,
                path,
                "the workbook lists this sheet, the file has no part for it",
            ),
        }
        add_sheet(&package, path, number, sheet, &mut workbook, context)?;
    }
    workbook.document.warnings.extend(package.take_warnings());
    Ok(workbook.document)
}

/// Adds a sheet with its links and comments.
fn add_sheet(
    package: &Package,
    path: &str,
    number: u32,
    mut sheet: Sheet,
    workbook: &mut Workbook,
    context: &Context,
) -> Result<()> {
    let references = relations(package, path, context.job)?;
    for link in sheet.links {
        let outside = target(&references, &link.relation).unwrap_or_default();
        let url = outside.to_string() + &link.place;
        workbook.link_cell(number, &mut sheet.grid, (link.row, link.column), url);
    }
    workbook.add_sheet(number, sheet.grid, None)?;
    if let Some(data) =
        first_of_kind(&references, "comments").map(|path| package.read_path(path)).transpose()?.flatten()
    {
        read_comments(&data, number, workbook, context.job)?;
    }
    Ok(())
}

/// What all sheets share.
struct Shared {
    strings: Strings,
    formats: Vec<NumberFormat>,
    from_1904: bool,
}

/// A record: its type and data.
type Record<'a> = (u16, &'a [u8]);

/// Gives the records of a part to `read`, until one is cut short or `read` says that it has seen enough ([MS-XLSB] 2.1.4).
fn for_each<'a>(data: &'a [u8], job: &Job, mut read: impl FnMut(Record<'a>) -> Result<bool>) -> Result<()> {
    let mut rest = data;
    let mut until_check = RECORDS_PER_CHECK;
    while let Some((record, after)) = next_record(rest) {
        until_check -= 1;
        if until_check == 0 {
            job.check()?;
            until_check = RECORDS_PER_CHECK;
        }
        if !read(record)? {
            break;
        }
        rest = after;
    }
    Ok(())
}

fn next_record(data: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let (kind, rest) = variable_number(data, 2)?;
    let (size, rest) = variable_number(rest, 4)?;
    let (data, rest) = rest.split_at_checked(size as usize)?;
    Some(((u16::try_from(kind).ok()?, data), rest))
}

/// A number of seven bits a byte, of at most `most` bytes.
fn variable_number(data: &[u8], most: u32) -> Option<(u32, &[u8])> {
    let mut number = 0u32;
    let mut rest = data;
    for index in 0..most {
        let (byte, after) = rest.split_first()?;
        number |= u32::from(byte & 0x7F) << (7 * index);
        rest = after;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some((number, rest))
}

/// A string with its length in characters before it ([MS-XLSB] 2.5.168); also what follows it.
fn wide_string(data: &[u8]) -> Option<(String, &[u8])> {
    let size = (u32_at(data, 0)? as usize).checked_mul(2)?;
    let (text, rest) = data.get(4..)?.split_at_checked(size)?;
    Some((utf16(text), rest))
}

/// A string that may be absent, for which the length is -1 (2.5.165).
fn nullable_string(data: &[u8]) -> Option<(String, &[u8])> {
    if u32_at(data, 0)? == u32::MAX { Some((String::new(), data.get(4..)?)) } else { wide_string(data) }
}

struct ListedSheet {
    name: String,
    relation: String,
}

/// What the workbook part says.
#[derive(Default)]
struct Contents {
    sheets: Vec<ListedSheet>,
    from_1904: bool,
}

impl Contents {
    fn read(data: &[u8], job: &Job) -> Result<Self> {
        let mut contents = Self::default();
        for_each(data, job, |(kind, data)| {
            match kind {
                // BrtWbProp
                0x99 => contents.from_1904 = data.first().is_some_and(|flags| flags & 1 != 0),
                // BrtBundleSh: state, id, relation, name
                0x9C => {
                    let strings = data.get(8..).and_then(nullable_string);
                    if let Some((relation, rest)) = strings
                        && let Some((name, _)) = wide_string(rest)
                    {
                        contents.sheets.push(ListedSheet { name, relation });
                    }
                }
                _ => {}
            }
            Ok(true)
        })?;
        Ok(contents)
    }
}

fn read_strings(package: &Package, references: &[Relation], job: &Job) -> Result<Strings> {
    let mut strings = Strings::default();
    let path = first_of_kind(references, "sharedStrings").unwrap_or("xl/sharedStrings.bin");
    let Some(data) = package.read_path(path)? else { return Ok(strings) };
    for_each(&data, job, |(kind, data)| {
        // BrtSSTItem: flags, text
        if kind == 0x13 {
            let text = data.get(1..).and_then(wide_string).map(|(text, _)| text).unwrap_or_default();
            strings.push(&text);
        }
        Ok(true)
    })?;
    Ok(strings)
}

fn read_formats(package: &Package, references: &[Relation], job: &Job) -> Result<Vec<NumberFormat>> {
    let mut own: Vec<(u16, NumberFormat)> = Vec::new();
    let mut formats = Vec::new();
    let path = first_of_kind(references, "styles").unwrap_or("xl/styles.bin");
    let Some(data) = package.read_path(path)? else { return Ok(formats) };
    let mut of_cells = false;
    for_each(&data, job, |(kind, data)| {
        match kind {
            // BrtFmt
            0x2C => {
                if let (Some(id), Some((code, _))) = (u16_at(data, 0), data.get(2..).and_then(wide_string)) {
                    own.push((id, NumberFormat::parse(&code)));
                }
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            0x269 => of_cells = true,
            0x26A => of_cells = false,
            // BrtXF
            0x2F if of_cells => {
                let id = u16_at(data, 2).unwrap_or(0);
                let format = own.iter().find(|(known, _)| *known == id).map(|(_, format)| *format);
                formats.push(format.unwrap_or_else(|| NumberFormat::built_in(u32::from(id))));
            }
            _ => {}
        }
        Ok(true)
    })?;
    Ok(formats)
}

struct CellLink {
    row: u32,
    column: u32,
    relation: String,
    place: String,
}

/// A sheet on its way.
struct Sheet<'a> {
    grid: Grid<'a>,
    links: Vec<CellLink>,
    row: u32,
}

impl Sheet<'_> {
    fn read(&mut self, data: &[u8], shared: &Shared, job: &Job) -> Result<()> {
        for_each(data, job, |(kind, data)| {
            // A record that is too short for what it should hold is left out.
            self.read_record(kind, data, shared).transpose()?;
            Ok(true)
        })
    }

    /// Cells start with their column and the index of their format (2.5.9).
    fn read_record(&mut self, kind: u16, data: &[u8], shared: &Shared) -> Option<Result<()>> {
        let column = u32_at(data, 0)?;
        if kind <= 11 && kind != 0 && column > 16_383 {
            return None;
        }
        match kind {
            // BrtRowHdr; rows end at 1,048,575.
            0 => self.row = column.min(1_048_575),
            // BrtCellRk
            2 => return Some(self.number(column, rk_number(u32_at(data, 8)?), data, shared)),
            // BrtCellError, BrtFmlaError
            3 | 11 => return Some(self.value(column, error_text(*data.get(8)?))),
            // BrtCellBool, BrtFmlaBool
            4 | 10 => return Some(self.value(column, boolean_text(*data.get(8)? != 0))),
            // BrtCellReal, BrtFmlaNum
            5 | 9 => return Some(self.number(column, f64_at(data, 8)?, data, shared)),
            // BrtCellSt, BrtFmlaString
            6 | 8 => return Some(self.grid.text(self.row, column, &wide_string(data.get(8..)?)?.0)),
            // BrtCellIsst
            7 => return Some(self.grid.text(self.row, column, shared.strings.get(u32_at(data, 8)? as usize))),
            // BrtCellRString: flags, text, runs
            0x3E => return Some(self.grid.text(self.row, column, &wide_string(data.get(9..)?)?.0)),
            // BrtHLink: first row, last row, first column, last column, relation, place
            0x1EE => {
                let (relation, rest) = nullable_string(data.get(16..)?)?;
                let place = wide_string(rest).map(|(place, _)| place).filter(|place| !place.is_empty());
                let place = place.map(|place| format!("#{place}")).unwrap_or_default();
                self.links.push(CellLink { row: column, column: u32_at(data, 8)?, relation, place });
            }
            _ => {}
        }
        Some(Ok(()))
    }

    fn number(&mut self, column: u32, value: f64, data: &[u8], shared: &Shared) -> Result<()> {
        // The format's index has 24 bits.
        let index = u32_at(data, 4).unwrap_or(0) & 0x00FF_FFFF;
        let format = shared.formats.get(index as usize).copied().unwrap_or_default();
        self.grid.write(self.row, column, Kind::Value, |out| write_formatted(out, value, format, shared.from_1904))
    }

    fn value(&mut self, column: u32, text: &str) -> Result<()> {
        self.grid.write(self.row, column, Kind::Value, |out| out.push_str(text))
    }
}

fn read_comments(data: &[u8], number: u32, workbook: &mut Workbook, job: &Job) -> Result<()> {
    let mut authors = Vec::new();
    let mut author = None;
    for_each(data, job, |(kind, data)| {
        match kind {
            // BrtCommentAuthor
            0x278 => authors.push(wide_string(data).map(|(name, _)| name).unwrap_or_default()),
            // BrtBeginComment
            0x27B => author = u32_at(data, 0).and_then(|index| authors.get(index as usize).cloned()),
            // BrtCommentText: flags, text, runs
            0x27D => {
                if let Some((text, _)) = data.get(1..).and_then(wide_string) {
                    workbook.comment(number, text, author.take(), None);
                }
            }
            _ => {}
        }
        Ok(true)
    })
}
