//! Streams and storages of a compound file ([MS-CFB]), read from memory.
//!
//! Lenient on purpose: what a damaged file allocates where does not matter as long as the streams of interest can be followed.

use std::borrow::Cow;

use lode_runtime::{Error, Result, sort};

use crate::little_endian::{u16_at, u32_at, u64_at, utf16};

const SIGNATURE: &[u8; 8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Sectors above are marks: the end of a chain, a free sector and so on ([MS-CFB] 2.1).
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const ENTRY_SIZE: usize = 128;
/// Streams below this size lie in the mini stream ([MS-CFB] 2.2).
const MINI_STREAM_BELOW: u64 = 4096;
const MINI_SECTOR_SIZE: usize = 64;

struct Entry {
    name: String,
    /// 1 is a storage, 2 a stream, 5 the root.
    kind: u8,
    /// Other members of the same storage, and one of its own, as numbers of entries.
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

/// A compound file.
pub struct Container<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini_stream: Cow<'a, [u8]>,
    entries: Vec<Entry>,
}

impl<'a> Container<'a> {
    /// Whether `bytes` begin as a compound file does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(SIGNATURE)
    }

    /// Reads the tables and the directory.
    ///
    /// # Errors
    /// `Parse` when the header is cut or says something impossible.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        Self::parse(bytes).ok_or_else(|| Error::parse("expected a compound file, its header is cut or damaged"))
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let sector_size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container = Self {
            bytes,
            sector_size,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini_stream: Cow::Borrowed(&[]),
            entries: Vec::new(),
        };
        for sector in container.table_sectors()? {
            let numbers = container.sector(sector)?.chunks_exact(4).filter_map(|four| u32_at(four, 0));
            container.next.extend(numbers);
        }
        // A chain that leads back into itself ends when it is as long as the table: no longer than the file.
        container.next.truncate(bytes.len().div_ceil(sector_size));
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX);
        container.entries = directory.chunks_exact(ENTRY_SIZE).filter_map(entry).collect();
        let mini_table = container.chain(u32_at(bytes, 60)?, usize::MAX);
        container.mini_next = mini_table.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
        let root = container.entries.iter().find(|entry| entry.kind == 5).map(|root| (root.start, root.size));
        if let Some((start, size)) = root {
            container.mini_stream = container.chain(start, usize::try_from(size).unwrap_or(usize::MAX));
        }
        Some(container)
    }

    /// The sectors that hold the table of sectors: 109 in the header, more in a chain of their own ([MS-CFB] 2.5).
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let count = self.bytes.len() / self.sector_size;
        let mut sectors: Vec<u32> = (0..109).map_while(|index| u32_at(self.bytes, 76 + 4 * index)).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut left = count;
        while more < LAST_SECTOR && left > 0 {
            let Some(sector) = self.sector(more) else { break };
            let last = self.sector_size - 4;
            sectors.extend(sector.get(..last)?.chunks_exact(4).filter_map(|four| u32_at(four, 0)));
            more = u32_at(sector, last)?;
            left -= 1;
        }
        sectors.retain(|sector| *sector < LAST_SECTOR && self.sector(*sector).is_some());
        // Each sector is named once in a sound file; a damaged one must not make the table larger than the file.
        sectors.truncate(count);
        Some(sectors)
    }

    /// A sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector_size)?;
        let end = start.checked_add(self.sector_size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of the sectors that follow `start`, up to `size` of them. In one piece where they lie in one.
    fn chain(&self, start: u32, size: usize) -> Cow<'a, [u8]> {
        let mut run = start;
        let mut sectors = 1;
        let wanted = size.div_ceil(self.sector_size);
        while sectors < wanted && self.next.get(run as usize) == Some(&run.wrapping_add(1)) {
            run += 1;
            sectors += 1;
        }
        if sectors == wanted || self.next.get(run as usize).is_none_or(|next| *next > LAST_SECTOR) {
            let first = (start as usize).saturating_add(1).saturating_mul(self.sector_size);
            let length = sectors.saturating_mul(self.sector_size).min(size);
            let end = first.saturating_add(length).min(self.bytes.len());
            return Cow::Borrowed(self.bytes.get(first..end).unwrap_or_default());
        }
        Cow::Owned(follow(&self.next, start, size, |number| self.sector(number)))
    }

    /// The stream with this name: that in the root, since documents inside the document have streams of the same names;
    /// in a damaged file, whichever there is.
    fn entry(&self, name: &str) -> Option<&Entry> {
        let wanted = |entry: &&Entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name);
        self.root().entries().find(wanted).or_else(|| self.entries.iter().find(wanted))
    }

    /// Whether there is a stream with this name, in whatever storage.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of the stream with this name, in whatever storage, as many as can be found.
    pub fn stream(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        self.entry(name).map(|entry| self.content(entry))
    }

    /// The storage that holds all others.
    pub fn root(&self) -> Storage<'_, 'a> {
        let root = self.entries.iter().find(|entry| entry.kind == 5);
        Storage { container: self, members: root.map_or_else(Vec::new, |root| self.members(root)) }
    }

    /// The numbers of the entries in a storage, along the tree that they form ([MS-CFB] 2.6.4).
    fn members(&self, storage: &Entry) -> Vec<u32> {
        let mut members = Vec::new();
        let mut waiting = vec![storage.child];
        // A damaged tree that leads back into itself ends when there are as many members as entries.
        while let Some(number) = waiting.pop().filter(|_| members.len() < self.entries.len()) {
            if let Some(entry) = self.entries.get(number as usize) {
                members.push(number);
                waiting.extend([entry.right, entry.left]);
            }
        }
        members
    }

    fn content(&self, entry: &Entry) -> Cow<'a, [u8]> {
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        if entry.size >= MINI_STREAM_BELOW {
            return self.chain(entry.start, size);
        }
        let sector = |number: u32| {
            let start = (number as usize).checked_mul(MINI_SECTOR_SIZE)?;
            self.mini_stream.get(start..start.checked_add(MINI_SECTOR_SIZE)?.min(self.mini_stream.len()))
        };
        Cow::Owned(follow(&self.mini_next, entry.start, size, sector))
    }
}

/// Streams and storages that are kept together.
pub struct Storage<'c, 'a> {
    container: &'c Container<'a>,
    members: Vec<u32>,
}

impl<'c, 'a> Storage<'c, 'a> {
    fn entries(&self) -> impl Iterator<Item = &'c Entry> {
        self.members.iter().filter_map(|number| self.container.entries.get(*number as usize))
    }

    /// The bytes of a stream in it, as many as can be found.
    pub fn stream(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        let entry = self.entries().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        Some(self.container.content(entry))
    }

    /// The storages in it whose names begin so, in the order of their names. One by one: those of a damaged file may each have
    /// all others in them.
    pub fn storages(&self, start: &str) -> impl Iterator<Item = Storage<'c, 'a>> + use<'c, 'a> {
        let named = |name: &str| name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let mut found: Vec<&Entry> = self.entries().filter(|entry| entry.kind == 1 && named(&entry.name)).collect();
        sort::by(&mut found, |a, b| a.name.cmp(&b.name));
        let container = self.container;
        found.into_iter().map(|entry| Storage { container, members: container.members(entry) })
    }
}

/// Follows a chain. It has at most as many sectors as the table has entries, so one that leads back into itself ends.
fn follow<'b>(next: &[u32], start: u32, size: usize, sector: impl Fn(u32) -> Option<&'b [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut number = start;
    for _ in 0..next.len() {
        let Some(data) = sector(number) else { break };
        bytes.extend_from_slice(data);
        match next.get(number as usize) {
            Some(following) if bytes.len() < size && *following < LAST_SECTOR => number = *following,
            _ => break,
        }
    }
    bytes.truncate(size);
    bytes
}

fn entry(data: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(data, 64)?).min(64);
    Some(Entry {
        name: utf16(data.get(..length)?),
        kind: *data.get(66)?,
        left: u32_at(data, 68)?,
        right: u32_at(data, 72)?,
        child: u32_at(data, 76)?,
        start: u32_at(data, 116)?,
        // Files with small sectors may have garbage in the upper half ([MS-CFB] 2.6.3).
        size: u64_at(data, 120)? & 0xFFFF_FFFF,
    })
}
