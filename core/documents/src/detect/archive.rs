//! What a ZIP archive is, by the names of its entries. Nothing is decompressed.

use memchr::memmem;

use super::known;

/// Entries looked at; what tells a format stands among the first.
const MAX_ENTRIES: usize = 2000;

/// Names that tell a format, strongest first. A name that ends in `/` stands for everything in that folder.
#[rustfmt::skip]
const SIGNS: &[(&[u8], &str)] = &[
    (b"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    (b"word/document.xml", WORD),
    (b"ppt/presentation.xml", POWERPOINT),
    (b"xl/workbook.xml", EXCEL),
    (b"visio/document.xml", "application/vnd.visio"),
    (b"META-INF/container.xml", "application/epub+zip"),
    (b"FixedDocSeq.fdseq", "application/vnd.ms-xpsdocument"),
    (b"FixedDocumentSequence.fdseq", "application/vnd.ms-xpsdocument"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"word/", WORD),
    (b"ppt/", POWERPOINT),
    (b"xl/", EXCEL),
    (b"Contents/content.hpf", "application/vnd.hancom.hwpx"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
];

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const POWERPOINT: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const OPENDOCUMENT: &str = "application/vnd.oasis.opendocument.";

/// The media type of an archive; `claimed` decides where its entries leave it open.
pub fn kind(bytes: &[u8], claimed: Option<&'static str>) -> &'static str {
    if let Some(found) = mime_type_entry(bytes) {
        return found;
    }
    let names = entry_names(bytes);
    let found = SIGNS.iter().find(|(sign, _)| {
        let folder = sign.ends_with(b"/");
        names.iter().any(|entry| {
            entry.get(..sign.len()).is_some_and(|start| is_path(start, sign)) && (folder || entry.len() == sign.len())
        })
    });
    if let Some((_, mime_type)) = found {
        return mime_type;
    }
    let has = |wanted: &[u8]| names.contains(&wanted);
    // iWork '08 and '09 have one document, later versions many archives.
    let old_apple =
        has(b"index.xml") && claimed.is_some_and(|mime_type| mime_type.starts_with("application/vnd.apple."));
    if old_apple || names.iter().any(|entry| entry.ends_with(b".iwa")) || has(b"Index.zip") || has(b"index.apxl") {
        let apple = claimed.filter(|mime_type| mime_type.starts_with("application/vnd.apple."));
        return apple.unwrap_or("application/vnd.apple.pages");
    }
    if has(b"content.xml") && has(b"META-INF/manifest.xml") {
        let document = claimed.filter(|mime_type| mime_type.starts_with(OPENDOCUMENT));
        return document.unwrap_or("application/vnd.oasis.opendocument.text");
    }
    // Packages may name their parts freely ([MS-OE376] part names are only custom); the extension is all that is left.
    if has(b"[Content_Types].xml") || names.is_empty() {
        return claimed.unwrap_or(known::ZIP);
    }
    known::ZIP
}

/// Whether these are the same path: some programs write `\\` between folders, and case does not matter in Office's packages.
fn is_path(name: &[u8], path: &[u8]) -> bool {
    let slash = |byte: &u8| if *byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() };
    name.iter().map(slash).eq(path.iter().map(slash))
}

/// OpenDocument (part 2, section 3.3) and EPUB (OCF 3.3, section 4.3) begin with a stored entry `mimetype`.
fn mime_type_entry(bytes: &[u8]) -> Option<&'static str> {
    let field = |at: usize| bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
    let (name_length, extra_length) = (usize::from(field(26)?), usize::from(field(28)?));
    if bytes.get(30..30 + name_length)? != b"mimetype" || field(8)? != 0 {
        return None;
    }
    let content = bytes.get(30 + name_length + extra_length..)?;
    let end = content.iter().position(|byte| !matches!(byte, b'!'..=b'~')).unwrap_or(content.len()).min(120);
    let text = std::str::from_utf8(content.get(..end)?).ok()?;
    // The next entry's `PK` follows at once where no data descriptor or white space stands between.
    let text = text.strip_suffix("PK").unwrap_or(text);
    let text = text.strip_suffix("-template").unwrap_or(text);
    super::static_mime_type(text)
}

/// The names of the first entries: from the central directory, else from the entries' own headers.
fn entry_names(bytes: &[u8]) -> Vec<&[u8]> {
    let names = central_directory(bytes).map(|directory| records(directory, b"PK\x01\x02", 28, 46));
    names.filter(|names| !names.is_empty()).unwrap_or_else(|| local_names(bytes))
}

fn central_directory(bytes: &[u8]) -> Option<&[u8]> {
    // The end record is 22 bytes and a comment of at most 65,535.
    let tail_start = bytes.len().saturating_sub(22 + 65_535);
    let end = tail_start + memmem::rfind(bytes.get(tail_start..)?, b"PK\x05\x06")?;
    let word = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    let (size, start) = (word(end + 12)? as usize, word(end + 16)? as usize);
    let by_offset = bytes.get(start..).filter(|rest| rest.starts_with(b"PK\x01\x02"));
    // Bytes before the archive shift all offsets; the directory then ends where the end record starts.
    by_offset.or_else(|| bytes.get(end.checked_sub(size)?..end))
}

/// Names out of records that follow one another: `lengths` is where the three 16-bit lengths (name, extra, comment) stand.
fn records<'a>(mut rest: &'a [u8], magic: &[u8], lengths: usize, header: usize) -> Vec<&'a [u8]> {
    let mut names = Vec::new();
    while rest.starts_with(magic) && names.len() < MAX_ENTRIES {
        let length = |at: usize| rest.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
        let (Some(name), Some(extra), Some(comment)) = (length(lengths), length(lengths + 2), length(lengths + 4))
        else {
            break;
        };
        let Some(entry) = rest.get(header..header + usize::from(name)) else { break };
        names.push(entry);
        let size = header + usize::from(name) + usize::from(extra) + usize::from(comment);
        rest = rest.get(size..).unwrap_or_default();
    }
    names
}

/// Names out of local headers, wherever they stand: for archives that lost their end.
fn local_names(bytes: &[u8]) -> Vec<&[u8]> {
    let head = bytes.get(..bytes.len().min(4 << 20)).unwrap_or_default();
    let name_at = |at: usize| {
        let length = head.get(at + 26..at + 28)?.try_into().ok().map(u16::from_le_bytes)?;
        head.get(at + 30..at + 30 + usize::from(length))
    };
    memmem::find_iter(head, b"PK\x03\x04").filter_map(name_at).take(MAX_ENTRIES).collect()
}
