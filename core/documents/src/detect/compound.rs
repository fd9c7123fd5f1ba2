//! What a compound file ([MS-CFB]) is, by the names of the streams in its root.

use super::known;

const HEADER_SIZE: usize = 512;
const ENTRY_SIZE: usize = 128;
const MAX_ENTRIES: usize = 4096;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams and storages in the root that tell a format, strongest first.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    ("EncryptedPackage", known::ENCRYPTED_OFFICE),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("PP97_DUALSTORAGE", "application/vnd.ms-powerpoint"),
    ("VisioDocument", "application/vnd.visio"),
    ("Quill", "application/vnd.ms-publisher"),
    ("MatOST", "application/vnd.ms-works"),
    ("SPELLING", "application/vnd.ms-works"),
    ("CONTENTS", "application/vnd.ms-works"),
    ("FileHeader", "application/x-hwp"),
    ("__nameid_version1.0", "application/vnd.ms-outlook"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
];

/// The media type of a compound file; `claimed` decides where its streams leave it open.
pub fn kind(bytes: &[u8], claimed: Option<&'static str>) -> &'static str {
    let names = root_names(bytes).unwrap_or_default();
    let found = SIGNS.iter().find(|(sign, _)| names.iter().any(|name| name.eq_ignore_ascii_case(sign)));
    found.map(|(_, mime_type)| *mime_type).or(claimed).unwrap_or(known::COMPOUND)
}

/// The names of the entries directly in the root storage.
fn root_names(bytes: &[u8]) -> Option<Vec<String>> {
    let entries = directory(bytes)?;
    let word =
        |entry: &[u8], at: usize| entry.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    let mut names = Vec::new();
    let mut waiting = vec![word(entries.first()?, 76)?];
    // Each entry names its two siblings; a loop in damaged input ends when as many were seen as there are.
    while let Some(next) = waiting.pop() {
        let Some(entry) = entries.get(next as usize).filter(|_| next != NO_ENTRY) else { continue };
        if names.len() >= entries.len() {
            break;
        }
        names.push(entry_name(entry));
        waiting.extend([word(entry, 68)?, word(entry, 72)?]);
    }
    Some(names)
}

fn entry_name(entry: &[u8]) -> String {
    let length = entry.get(64).map_or(0, |length| usize::from(*length).saturating_sub(2).min(62));
    let units = entry.get(..length).unwrap_or_default().as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|char| char.unwrap_or('\u{FFFD}')).collect()
}

/// The entries of the directory, along its chain of sectors.
fn directory(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let word = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    let shift = u32::from(*bytes.get(30)?).clamp(7, 16);
    let size = 1_usize << shift;
    let sector_start = |sector: u32| (sector as usize + 1).checked_mul(size);
    let mut sector = word(48)?;
    let mut entries = Vec::new();
    while sector < LAST_SECTOR && entries.len() < MAX_ENTRIES {
        let start = sector_start(sector)?;
        let Some(content) = bytes.get(start..) else { break };
        let before = entries.len();
        entries.extend(content.chunks_exact(ENTRY_SIZE).take(size / ENTRY_SIZE));
        // A chain may lead back to a sector that is cut off, over and over.
        if entries.len() == before {
            break;
        }
        sector = next_sector(&word, &sector_start, sector, size).unwrap_or(LAST_SECTOR);
    }
    Some(entries)
}

/// The sector after `sector`, from the allocation table's sectors that the header lists (enough for 6.8 MB and more).
fn next_sector(
    word: &impl Fn(usize) -> Option<u32>,
    sector_start: &impl Fn(u32) -> Option<usize>,
    sector: u32,
    size: usize,
) -> Option<u32> {
    let per_sector = size / 4;
    let (table, index) = (sector as usize / per_sector, sector as usize % per_sector);
    let listed = 76 + table * 4;
    if listed >= HEADER_SIZE {
        return None;
    }
    word(sector_start(word(listed)?)? + index * 4)
}
