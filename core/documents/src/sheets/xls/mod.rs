//! Excel 97-2003 workbooks and those of earlier versions: BIFF records in a compound file or bare.
//!
//! Sources: [MS-XLS]; for versions before 97 "OpenOffice.org's Documentation of the Microsoft Excel File Format".

mod cells;
mod decrypt;
mod globals;
mod hyperlink;
mod record;
mod text;

#[cfg(test)]
mod tests;

use lode_runtime::{Bytes, Error, Result};

use self::cells::SheetReader;
use self::globals::Globals;
use self::record::Records;
use super::workbook::Workbook;
use crate::compound::Container;
use crate::document::{Content, Document, RichText};
use crate::formats::Context;
use crate::office::decrypt::rc4::Rc4Key;
use crate::office::{encrypted, ole_object, property_set};

/// Reads a workbook.
///
/// # Errors
/// `Parse`, `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, the limits, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes = bytes.as_ref().as_ref();
    if !Container::is_one(bytes) {
        return read_stream(bytes, context).map(|(workbook, _)| workbook.document);
    }
    let container = Container::open(bytes)?;
    if container.has("EncryptedPackage") {
        return Err(encrypted::unsupported());
    }
    let stream = ["Workbook", "Book"].into_iter().find_map(|name| container.stream(name)).ok_or_else(|| {
        Error::parse("expected a workbook in the compound file: it has neither a `Workbook` nor a `Book` stream")
    })?;
    context.job.charge_expanded(stream.len() as u64)?;
    let (mut workbook, key) = read_stream(&stream, context)?;
    // Each object has a storage of its own ([MS-XLS], "Embedding Storage").
    ole_object::attach_all(container.root().storages("MBD"), &mut workbook.document, context)?;
    if let Some(summary) = property_set::summary(&container, key.as_ref()) {
        let metadata = &mut workbook.document.metadata;
        metadata.creator = property_set::read_summary(&summary, metadata);
    }
    Ok(workbook.document)
}

/// Whether a file that should be a package is one inside a compound file, as encrypted ones are.
pub fn is_compound(bytes: &[u8]) -> bool {
    Container::is_one(bytes)
}

/// The workbook in a stream, and its key, if it was encrypted with one.
fn read_stream<'a>(stream: &[u8], context: &'a Context) -> Result<(Workbook<'a>, Option<Rc4Key>)> {
    if record::version(stream).is_none() {
        return Err(Error::parse("expected an Excel workbook, its first record is not the beginning of one"));
    }
    let decrypted = decrypt::decrypt(stream, context)?;
    let stream = decrypted.as_ref().map_or(stream, |decrypted| &decrypted.stream);
    let globals = Globals::read(stream, context.job)?;
    let names = globals.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut workbook = Workbook::new(context, names)?;
    workbook.document.metadata.encrypted = decrypted.is_some().then_some(true);
    for number in workbook.wanted() {
        let Some(sheet) = globals.sheets.get(number as usize - 1) else { continue };
        let records = Records::new(stream, sheet.start);
        let mut reader = SheetReader::new(&globals, context.job);
        reader.read(records).map_err(|error| error.at_page(number))?;
        for (row, column, url) in std::mem::take(&mut reader.links) {
            workbook.link_cell(number, &mut reader.grid, (row, column), url);
        }
        for comment in reader.comments() {
            workbook.comment(number, comment.text, comment.author, None);
        }
        let shapes = reader.shape_texts();
        workbook.add_sheet(number, reader.grid, None)?;
        for text in shapes {
            workbook.push(number, Content::Paragraph(RichText::plain(text)));
        }
    }
    Ok((workbook, decrypted.and_then(|decrypted| decrypted.key)))
}
