//! ZIP files, as the packages of office documents and books: read from memory, entry by entry, within limits.
//!
//! What the file declares about sizes is a hint at best; what counts is what comes out. The format is described in
//! PKWARE's APPNOTE.TXT, whose section numbers are given below.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Mutex, PoisonError};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::model::Warning;
use crate::office::decrypt::opendocument::EncryptedParts;
use crate::text::charset::decode_text;

/// Inflated bytes between two looks at the limits and the clock.
const STEP: usize = 1 << 20;
/// Room beyond the size that is declared: where less than 260 bytes of it are left, the decoder goes symbol by symbol, which
/// for the small parts of office documents is most of the time.
const SPARE: usize = 512;

const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8; 4] = b"PK\x01\x02";
const END_RECORD: &[u8; 4] = b"PK\x05\x06";
const END_RECORD_64: &[u8; 4] = b"PK\x06\x06";
const END_LOCATOR_64: &[u8; 4] = b"PK\x06\x07";

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

const ENCRYPTED: u16 = 1;
/// The sizes follow the data instead of preceding it.
const SIZES_FOLLOW: u16 = 1 << 3;

/// A file in a package.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    name: Cow<'a, str>,
    flags: u16,
    method: u16,
    crc: u32,
    /// Size of the data in the package; `None` where only the end of the data tells.
    compressed: Option<u64>,
    /// Size of the data when inflated, as declared.
    expanded: u64,
    /// Where the local header is.
    header: u64,
}

impl Entry<'_> {
    /// Its path, with `/` between folders and none at the start.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it stands for a folder, and has no data.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Whether its data is in the package as it is.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.method == STORED
    }

    /// Whether its data is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.flags & ENCRYPTED != 0
    }
}

/// A ZIP file in memory.
pub struct Package<'a> {
    bytes: &'a [u8],
    job: &'a Job,
    entries: Vec<Entry<'a>>,
    /// Hashes of names, case aside, and indexes of entries; in the order of both.
    by_name: Vec<(u64, u32)>,
    hasher: RandomState,
    warnings: Mutex<Vec<Warning>>,
    /// Kept from one entry to the next: to make one takes as long as to inflate a small entry.
    inflater: Mutex<Option<Decompress>>,
    /// Entries that are encrypted by other means than those of ZIP.
    encrypted: Option<EncryptedParts>,
}

impl<'a> Package<'a> {
    /// Reads the list of entries. Where the central directory is damaged, the entries are found by their own headers
    /// and a warning says so.
    ///
    /// # Errors
    /// `Parse` when there are no entries to be found, `LimitArchiveEntries`.
    pub fn open(bytes: &'a [u8], job: &'a Job) -> Result<Self> {
        let mut warnings = Vec::new();
        let entries = match central_directory(bytes, job) {
            Ok(entries) => entries,
            Err(error) if error.code != ErrorCode::Parse => return Err(error),
            Err(error) => {
                let entries = entries_by_local_headers(bytes, job)?;
                if entries.is_empty() {
                    return Err(error);
                }
                warnings.push(warning("ARCHIVE_DAMAGED", format!("{}; entries were searched for", error.message)));
                entries
            }
        };
        let hasher = RandomState::new();
        let mut by_name: Vec<_> = entries.iter().zip(0..).map(|(entry, at)| (hash(&hasher, &entry.name), at)).collect();
        by_name.sort_unstable();
        Ok(Self {
            bytes,
            job,
            entries,
            by_name,
            hasher,
            warnings: Mutex::new(warnings),
            inflater: Mutex::new(None),
            encrypted: None,
        })
    }

    /// The same package, which from now on decrypts these entries.
    #[must_use]
    pub fn with_encrypted(self, parts: EncryptedParts) -> Self {
        Self { encrypted: Some(parts), ..self }
    }

    /// Whether entries are decrypted.
    #[must_use]
    pub fn is_decrypted(&self) -> bool {
        self.encrypted.is_some()
    }

    /// The entries, in the order of the package.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The entry at `path`. Case does not matter, nor does a slash at the start, nor which slashes are used.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Entry<'a>> {
        let path = normalized(Cow::Borrowed(path));
        let hash = hash(&self.hasher, &path);
        let after = self.by_name.partition_point(|(known, _)| *known <= hash);
        // Of entries with the same name the last one counts, as for programs that append a newer version.
        let candidates = self.by_name.get(..after)?.iter().rev().take_while(|(known, _)| *known == hash);
        candidates
            .filter_map(|(_, index)| self.entries.get(*index as usize))
            .find(|entry| entry.name.eq_ignore_ascii_case(&path))
    }

    /// The data at `path`, or `None` when there is no such entry.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub fn read_path(&self, path: &str) -> Result<Option<Cow<'a, [u8]>>> {
        self.find(path).map(|entry| self.read(entry)).transpose()
    }

    /// The data at `path`.
    ///
    /// # Errors
    /// As [`Package::read`], and `Parse` when there is no such entry.
    pub fn require(&self, path: &str) -> Result<Cow<'a, [u8]>> {
        self.read_path(path)?
            .ok_or_else(|| Error::parse(format!("expected {path} in the package, it is missing")).at_path(path))
    }

    /// The data of an entry.
    ///
    /// # Errors
    /// `Parse` for damaged data, `EncryptionUnsupported`, `LimitExpandedBytes`, `LimitCompressionRatio`, `Cancelled`,
    /// `Timeout`; all with the entry's name.
    pub fn read(&self, entry: &Entry<'a>) -> Result<Cow<'a, [u8]>> {
        let read = || {
            let data = self.data(entry)?;
            let decrypted = self.encrypted.as_ref().map(|parts| parts.decrypt(&entry.name, data, self.job));
            match decrypted.transpose()?.flatten() {
                // The checksum is of the encrypted data.
                Some(data) => self.inflate(&data, entry).map(|data| (Cow::Owned(data), 0)),
                None => self.expand(data, entry).map(|data| (data, entry.crc)),
            }
        };
        let (data, expected) = read().map_err(|error| error.at_path(entry.name.as_ref()))?;
        let mut crc = Crc::new();
        crc.update(&data);
        if expected != 0 && crc.sum() != expected {
            let message = "the checksum is wrong: its content may be damaged";
            self.warn(Warning {
                path: Some(entry.name.to_string()),
                ..warning("ARCHIVE_ENTRY_DAMAGED", message.to_string())
            });
        }
        Ok(data)
    }

    /// What was found to be damaged and could still be read; each is told once.
    #[must_use]
    pub fn take_warnings(&self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn warn(&self, warning: Warning) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    fn expand(&self, data: &'a [u8], entry: &Entry<'a>) -> Result<Cow<'a, [u8]>> {
        match entry.method {
            STORED => {
                self.job.charge_expanded(data.len() as u64)?;
                Ok(Cow::Borrowed(data))
            }
            DEFLATED => self.inflate(data, entry).map(Cow::Owned),
            method => Err(Error::parse(format!(
                "expected an entry that is stored (0) or deflated (8), got compression method {method}"
            ))),
        }
    }

    fn inflate(&self, data: &[u8], entry: &Entry<'a>) -> Result<Vec<u8>> {
        let kept = self.inflater.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut inflater = kept.unwrap_or_else(|| Decompress::new(false));
        inflater.reset(false);
        let inflated = inflate(data, entry, &mut inflater, self.job);
        *self.inflater.lock().unwrap_or_else(PoisonError::into_inner) = Some(inflater);
        inflated
    }

    /// The data of an entry as it lies in the file.
    fn data(&self, entry: &Entry<'a>) -> Result<&'a [u8]> {
        self.job.check()?;
        if entry.is_encrypted() {
            return Err(Error::new(
                ErrorCode::EncryptionUnsupported,
                "this entry of the ZIP file is encrypted, which Lode cannot decrypt; unpack it with its password first",
            ));
        }
        self.slice(entry).ok_or_else(|| {
            Error::parse("expected the entry's header and data here, the ZIP file is cut or damaged")
                .at_offset(entry.header)
        })
    }

    /// The bytes between the local header (4.3.7) and the end of the data, or of the file where no size is known.
    fn slice(&self, entry: &Entry<'a>) -> Option<&'a [u8]> {
        let header = self.bytes.get(usize::try_from(entry.header).ok()?..)?;
        let start = local_header_length(header)?;
        match entry.compressed {
            Some(size) => header.get(start..start.checked_add(usize::try_from(size).ok()?)?),
            None => header.get(start..),
        }
    }
}

/// Inflates in steps, each of them within the limits.
fn inflate(data: &[u8], entry: &Entry, inflater: &mut Decompress, job: &Job) -> Result<Vec<u8>> {
    let hint = usize::try_from(entry.expanded).unwrap_or(STEP);
    let mut out: Vec<u8> = Vec::with_capacity(hint.clamp(64, STEP) + SPARE);
    loop {
        let rest = usize::try_from(inflater.total_in()).ok().and_then(|read| data.get(read..)).unwrap_or_default();
        let before = (inflater.total_in(), out.len());
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::Finish).map_err(|error| {
            Error::parse("expected deflated data, it is damaged")
                .with_source(&error)
                .at_offset(entry.header.saturating_add(inflater.total_in()))
        })?;
        job.charge_expanded((out.len() - before.1) as u64)?;
        if out.len() > STEP {
            job.limits().compression_ratio(out.len() as u64 / inflater.total_in().max(1))?;
        }
        if status == Status::StreamEnd {
            return Ok(out);
        }
        job.check()?;
        if out.len() == out.capacity() {
            // Doubling, but no more than a few steps ahead of what is really there.
            out.reserve(out.len().clamp(1024, 16 * STEP));
        } else if before == (inflater.total_in(), out.len()) {
            return Err(Error::parse("expected more deflated data, it ends early")
                .at_offset(entry.header.saturating_add(inflater.total_in())));
        }
    }
}

/// The entries that the directory at the end of the file lists (4.3.12).
fn central_directory<'a>(bytes: &'a [u8], job: &Job) -> Result<Vec<Entry<'a>>> {
    let end = end_record(bytes)
        .ok_or_else(|| Error::parse("expected a ZIP file, its directory is missing: the file is cut or is none"))?;
    job.limits().archive_entries(end.count)?;
    // Bytes before the first entry (a program that unpacks itself) move everything; offsets then start after them.
    let start = end.place.saturating_sub(end.size);
    let moved = start.saturating_sub(end.offset);
    let mut place = if signature_at(bytes, end.offset) == Some(CENTRAL_HEADER) { end.offset } else { start };
    let moved = if place == end.offset { 0 } else { moved };
    // A count may lie; each entry takes 46 bytes at least.
    let room = (bytes.len() as u64 / 46).min(end.count);
    let mut entries = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
    for number in 0..end.count {
        let (entry, next) = central_entry(bytes, place, moved).ok_or_else(|| {
            Error::parse(format!("the directory of the ZIP file is damaged at entry {} of {}", number + 1, end.count))
                .at_offset(place)
        })?;
        entries.push(entry);
        place = next;
    }
    Ok(entries)
}

/// Where the directory is and how many entries it has.
struct EndRecord {
    count: u64,
    size: u64,
    offset: u64,
    /// Where the record itself is; the directory lies before it.
    place: u64,
}

/// The record at the end of the file (4.3.16), or its 64-bit form where that is used (4.3.14).
fn end_record(bytes: &[u8]) -> Option<EndRecord> {
    // The comment after it has at most 65,535 bytes.
    let tail = bytes.len().saturating_sub(22 + 0xFFFF);
    let place = tail + memchr::memmem::rfind(bytes.get(tail..)?, END_RECORD)?;
    let record = bytes.get(place..)?;
    let small = EndRecord {
        count: u64::from(u16_at(record, 10)?),
        size: u64::from(u32_at(record, 12)?),
        offset: u64::from(u32_at(record, 16)?),
        place: place as u64,
    };
    if small.count != 0xFFFF && small.size != 0xFFFF_FFFF && small.offset != 0xFFFF_FFFF {
        return Some(small);
    }
    Some(end_record_64(bytes, place).unwrap_or(small))
}

fn end_record_64(bytes: &[u8], end: usize) -> Option<EndRecord> {
    let locator = bytes.get(end.checked_sub(20)?..end)?;
    if !locator.starts_with(END_LOCATOR_64) {
        return None;
    }
    let place = u64_at(locator, 8)?;
    let record = bytes.get(usize::try_from(place).ok()?..)?;
    record.starts_with(END_RECORD_64).then_some(())?;
    Some(EndRecord { count: u64_at(record, 32)?, size: u64_at(record, 40)?, offset: u64_at(record, 48)?, place })
}

/// The entry of the directory at `place`, and where the next one is.
fn central_entry(bytes: &[u8], place: u64, moved: u64) -> Option<(Entry<'_>, u64)> {
    let header = bytes.get(usize::try_from(place).ok()?..)?;
    header.starts_with(CENTRAL_HEADER).then_some(())?;
    let name_end = 46 + usize::from(u16_at(header, 28)?);
    let extra_end = name_end + usize::from(u16_at(header, 30)?);
    let comment = u64::from(u16_at(header, 32)?);
    let name = header.get(46..name_end)?;
    let mut wide = Wide(zip64_values(header.get(name_end..extra_end)?));
    // In the order of 4.5.3: only the values that do not fit are in the extra field.
    let expanded = wide.or_next(u32_at(header, 24)?)?;
    let compressed = wide.or_next(u32_at(header, 20)?)?;
    let offset = wide.or_next(u32_at(header, 42)?)?;
    let entry = Entry {
        name: decoded_name(name),
        flags: u16_at(header, 8)?,
        method: u16_at(header, 10)?,
        crc: u32_at(header, 16)?,
        compressed: Some(compressed),
        expanded,
        header: offset.checked_add(moved)?,
    };
    Some((entry, place.checked_add(extra_end as u64)?.checked_add(comment)?))
}

/// 64-bit values that stand in for 32-bit ones with all bits set.
struct Wide<'a>(&'a [u8]);

impl Wide<'_> {
    fn or_next(&mut self, value: u32) -> Option<u64> {
        if value != u32::MAX {
            return Some(u64::from(value));
        }
        let wide = u64_at(self.0, 0)?;
        self.0 = self.0.get(8..)?;
        Some(wide)
    }
}

/// The content of the extra field for 64-bit sizes; empty without one.
fn zip64_values(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let end = 4 + usize::from(size);
        if id == 1 {
            return extra.get(4..end).unwrap_or_default();
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    &[]
}

/// Entries found by searching for their headers, for files whose directory is lost.
fn entries_by_local_headers<'a>(bytes: &'a [u8], job: &Job) -> Result<Vec<Entry<'a>>> {
    let finder = memchr::memmem::Finder::new(LOCAL_HEADER);
    let mut entries = Vec::new();
    let mut place = 0;
    while let Some(found) = bytes.get(place..).and_then(|rest| finder.find(rest)) {
        job.check()?;
        place += found;
        let Some((entry, length)) = bytes.get(place..).and_then(|header| local_entry(header, place)) else {
            place += LOCAL_HEADER.len();
            continue;
        };
        let size = entry.compressed.and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
        place = place.saturating_add(length).saturating_add(size);
        entries.push(entry);
        job.limits().archive_entries(entries.len() as u64)?;
    }
    Ok(entries)
}

/// The entry whose local header (4.3.7) `header` starts with, and the length of that header.
fn local_entry(header: &[u8], place: usize) -> Option<(Entry<'_>, usize)> {
    let length = local_header_length(header)?;
    let name = header.get(30..30 + usize::from(u16_at(header, 26)?))?;
    let flags = u16_at(header, 6)?;
    let compressed = u32_at(header, 18)?;
    let known = flags & SIZES_FOLLOW == 0 && compressed != u32::MAX;
    let entry = Entry {
        name: decoded_name(name),
        flags,
        method: u16_at(header, 8)?,
        crc: if known { u32_at(header, 14)? } else { 0 },
        compressed: known.then_some(u64::from(compressed)),
        expanded: if known { u64::from(u32_at(header, 22)?) } else { 0 },
        header: place as u64,
    };
    Some((entry, length))
}

/// The length of the local header that `header` starts with, name and extra field included.
fn local_header_length(header: &[u8]) -> Option<usize> {
    header.starts_with(LOCAL_HEADER).then_some(())?;
    Some(30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?))
}

/// Names are UTF-8 in packages; older archives use the code page of their writer, which they do not tell: it is guessed.
fn decoded_name(name: &[u8]) -> Cow<'_, str> {
    let name = std::str::from_utf8(name).map_or_else(|_| Cow::Owned(decode_text(name, None).0), Cow::Borrowed);
    normalized(name)
}

/// A path with `/` between folders and none at the start.
fn normalized(path: Cow<'_, str>) -> Cow<'_, str> {
    if path.contains('\\') {
        return Cow::Owned(path.replace('\\', "/").trim_start_matches('/').to_string());
    }
    match path {
        Cow::Borrowed(path) => Cow::Borrowed(path.trim_start_matches('/')),
        Cow::Owned(path) => Cow::Owned(path.trim_start_matches('/').to_string()),
    }
}

fn hash(hasher: &RandomState, name: &str) -> u64 {
    let mut state = hasher.build_hasher();
    let mut lower = [0; 64];
    for part in name.as_bytes().chunks(lower.len()) {
        let lower = &mut lower[..part.len()];
        lower.copy_from_slice(part);
        lower.make_ascii_lowercase();
        state.write(lower);
    }
    state.finish()
}

fn warning(code: &str, message: String) -> Warning {
    Warning { code: code.into(), message, page: None, path: None }
}

fn signature_at(bytes: &[u8], place: u64) -> Option<&[u8; 4]> {
    bytes.get(usize::try_from(place).ok()?..)?.first_chunk()
}

fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    bytes.get(place..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    bytes.get(place..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

fn u64_at(bytes: &[u8], place: usize) -> Option<u64> {
    bytes.get(place..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests;
