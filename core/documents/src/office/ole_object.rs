//! Files inside of the compound files that office documents keep embedded objects in.

use std::sync::Arc;

use lode_runtime::{Bytes, Result};

use crate::compound::{Container, Storage};
use crate::document::Document;
use crate::extract::attach;
use crate::formats::Context;
use crate::little_endian::{u16_at, u32_at};

/// A file, and its name where that is known.
pub struct OleObject {
    /// The name that it had.
    pub name: Option<String>,
    /// Its content.
    pub data: Vec<u8>,
}

/// The file that an object wraps; nothing where the object is a document itself, or something else.
#[must_use]
pub fn content(bytes: &[u8]) -> Option<OleObject> {
    if !Container::is_one(bytes) {
        return None;
    }
    content_of(&Container::open(bytes).ok()?.root())
}

/// Extracts the files that the objects in `storages` wrap, as attachments of `document`.
///
/// # Errors
/// `LimitArchiveEntries`, `LimitExpandedBytes` and the others that end the whole job.
pub fn attach_all<'c, 'a: 'c>(
    storages: impl Iterator<Item = Storage<'c, 'a>>,
    document: &mut Document,
    context: &Context,
) -> Result<()> {
    for (count, storage) in (1..).zip(storages) {
        context.job.check()?;
        context.job.limits().archive_entries(count)?;
        let Some(object) = content_of(&storage) else { continue };
        // Objects of a damaged file may all be the same megabytes.
        context.job.charge_expanded(object.data.len() as u64)?;
        attach(&(Arc::new(object.data) as Bytes), object.name.as_deref(), document, context)?;
    }
    Ok(())
}

fn content_of(storage: &Storage) -> Option<OleObject> {
    if let Some(native) = storage.stream("\u{1}Ole10Native") {
        return packaged(&native);
    }
    // Office's own newer formats, and what other programs keep as it is, such as Acrobat.
    let whole = storage.stream("Package").or_else(|| {
        let contents = storage.stream("CONTENTS")?;
        contents.starts_with(b"%PDF-").then_some(contents)
    });
    whole.map(|data| OleObject { name: None, data: data.into_owned() })
}

/// What Windows' object packager writes: label, file name, path it was copied to, content (as `oleobj` of oletools reads it;
/// Microsoft specifies only the size in front, [MS-OLEDS] 2.3.6).
fn packaged(native: &[u8]) -> Option<OleObject> {
    // Other programs keep data of their own there, such as formulas.
    if u16_at(native, 4)? != 2 {
        return None;
    }
    let (label, rest) = text(native.get(6..)?)?;
    let (_, rest) = text(rest)?;
    let path = u32_at(rest, 4)? as usize;
    let rest = rest.get(8..)?.get(path..)?;
    let size = u32_at(rest, 0)? as usize;
    let data = rest.get(4..)?;
    Some(OleObject { name: Some(label), data: data.get(..size).unwrap_or(data).to_vec() })
}

/// Text up to a zero byte, and what follows.
fn text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (text, _) = crate::text::charset::decode_text(bytes.get(..end)?, None);
    Some((text, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use lode_runtime::Job;

    use super::*;
    use crate::options::ExtractOptions;

    fn object(stream: &str, data: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(data).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn a_packaged_file_has_its_name_and_content() {
        let mut native = vec![0, 0, 0, 0, 2, 0];
        native.extend_from_slice(
            b"notes.txt\0C:\\notes.txt\0\0\0\x03\0\x0C\0\0\0C:\\T\\n1.txt\0\x05\0\0\0hello and more",
        );
        let found = content(&object("\u{1}Ole10Native", &native)).unwrap();
        assert_eq!((found.name.as_deref(), found.data.as_slice()), (Some("notes.txt"), &b"hello"[..]));
    }

    #[test]
    fn files_that_objects_in_storages_wrap_are_attached_and_formulas_are_not() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let packaged: &[u8] = b"\0\0\0\0\x02\0a.txt\0a\0\0\0\x03\0\x02\0\0\0a\0\x05\0\0\0words";
        for (name, data) in [("_2", packaged), ("_10", b"\x09\0\0\0\x1C\0formulas of another program")] {
            file.create_storage_all(format!("ObjectPool/{name}")).unwrap();
            file.create_stream(format!("ObjectPool/{name}/\u{1}Ole10Native")).unwrap().write_all(data).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        let container = Container::open(&bytes).unwrap();
        let pool = container.root().storages("ObjectPool").next().unwrap();
        let (job, options) = (Job::default(), ExtractOptions::default());
        let context = Context { job: &job, options: &options, depth: 0, name: None };
        let mut document = Document::default();
        attach_all(pool.storages("_"), &mut document, &context).unwrap();
        let found: Vec<_> =
            document.attachments.iter().map(|file| (file.name.as_deref(), file.content.as_str())).collect();
        assert_eq!((found, document.warnings.len()), (vec![(Some("a.txt"), "words")], 0));
    }

    #[test]
    fn a_pdf_is_found_where_acrobat_keeps_it() {
        assert_eq!(content(&object("CONTENTS", b"%PDF-1.4 and so on")).unwrap().data, b"%PDF-1.4 and so on");
        assert!(content(&object("CONTENTS", b"a drawing")).is_none());
        assert!(content(&object("Workbook", b"")).is_none());
        assert!(content(b"no compound file").is_none());
    }

    #[test]
    fn what_is_cut_is_no_object() {
        let mut native = vec![9, 0, 0, 0, 2, 0];
        native.extend_from_slice(b"notes.txt\0C:\\notes.txt\0");
        for length in 0..native.len() {
            assert!(content(&object("\u{1}Ole10Native", &native[..length])).is_none_or(|found| found.data.len() < 30));
        }
    }
}
