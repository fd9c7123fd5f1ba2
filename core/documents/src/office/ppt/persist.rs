//! Which of the objects in the stream are those that were saved last ([MS-PPT] 2.1.2, 2.3.2 to 2.3.5).

use std::collections::{HashMap, HashSet};

use lode_runtime::{Error, Result};

use super::record::{self, Record, Records};
use crate::little_endian::u32_at;

/// What the atom of the current user says when the presentation is encrypted (2.3.2).
const ENCRYPTED: u32 = 0xF3D1_C4DF;

/// What the edits say of the objects: none of it is encrypted.
#[derive(Default)]
pub struct Directory {
    /// Where the objects are in the stream, by their numbers.
    pub places: HashMap<u32, u32>,
    /// The number of the document.
    document: Option<u32>,
    /// The number of what is said of the encryption (2.3.3).
    pub encryption: Option<u32>,
    /// Whether the presentation is encrypted, though no edit may say how.
    pub is_encrypted: bool,
}

impl Directory {
    /// Follows the edits from the last to the first. Where that leads nowhere, there is neither document nor objects.
    pub fn read(current_user: &[u8], stream: &[u8]) -> Self {
        let user = Record::at(current_user, 0).filter(|user| user.kind == record::CURRENT_USER);
        let named = user.and_then(|user| u32_at(user.data, 8));
        let is_edit =
            |place: &u32| Record::at(stream, *place as usize).is_some_and(|edit| edit.kind == record::USER_EDIT);
        let last = named.filter(is_edit).or_else(|| last_edit(stream));
        let mut directory = Self::default();
        directory.follow(stream, last);
        // FreeOffice names an object that is not there in presentations that are not encrypted.
        let is_there = directory.encryption.is_some_and(|number| directory.places.contains_key(&number));
        directory.is_encrypted = is_there || user.is_some_and(|user| u32_at(user.data, 4) == Some(ENCRYPTED));
        directory
    }

    fn follow(&mut self, stream: &[u8], last: Option<u32>) {
        // Directories of a damaged file may lie within each other.
        let mut left = stream.len() / 4;
        let mut seen = HashSet::new();
        let mut next = last;
        // The edit before an edit lies before it; one that leads back ends.
        while let Some(place) = next.filter(|place| seen.insert(*place)) {
            let edit = Record::at(stream, place as usize).filter(|edit| edit.kind == record::USER_EDIT);
            let Some(edit) = edit else { break };
            self.document = self.document.or(u32_at(edit.data, 16));
            self.encryption = self.encryption.or(u32_at(edit.data, 28));
            if let Some(directory) = u32_at(edit.data, 12).filter(|directory| seen.insert(*directory)) {
                add_directory(stream, directory, &mut left, &mut self.places);
            }
            next = u32_at(edit.data, 8).filter(|before| *before != 0);
        }
    }
}

/// The objects of a presentation.
pub struct Objects<'a> {
    stream: &'a [u8],
    places: HashMap<u32, u32>,
    pub document: Record<'a>,
    /// Slides in the order of the stream, where the objects had to be searched for.
    pub found_slides: Option<Vec<Record<'a>>>,
}

impl<'a> Objects<'a> {
    /// Finds the document where the directory says. Where it is not there, takes the objects in their order.
    ///
    /// # Errors
    /// `Parse` without a presentation.
    pub fn read(directory: Directory, stream: &'a [u8]) -> Result<Self> {
        let nothing = Record { kind: record::DOCUMENT, instance: 0, data: &[] };
        let objects = Self { stream, places: directory.places, document: nothing, found_slides: None };
        let document = directory.document.and_then(|document| objects.get(document, record::DOCUMENT));
        if let Some(document) = document {
            return Ok(Self { document, ..objects });
        }
        let document = Records(stream).filter(|found| found.kind == record::DOCUMENT).last();
        let slides: Vec<_> = Records(stream).filter(|found| found.kind == record::SLIDE).collect();
        if document.is_none() && slides.is_empty() {
            return Err(Error::parse(
                "expected a presentation of PowerPoint 97 or later, the stream has neither a document nor slides",
            )
            .at_path("PowerPoint Document"));
        }
        Ok(Self { stream, places: HashMap::new(), document: document.unwrap_or(nothing), found_slides: Some(slides) })
    }

    /// The object with this number, if it is of this type.
    pub fn get(&self, number: u32, kind: u16) -> Option<Record<'a>> {
        let place = self.places.get(&number)?;
        Record::at(self.stream, *place as usize).filter(|object| object.kind == kind)
    }
}

fn last_edit(stream: &[u8]) -> Option<u32> {
    let mut place = 0;
    let mut last = None;
    for found in Records(stream) {
        if found.kind == record::USER_EDIT {
            last = u32::try_from(place).ok();
        }
        place += 8 + found.data.len();
    }
    last
}

/// Adds the objects of a directory: runs of numbers, and a place for each. Those that are known are newer.
fn add_directory(stream: &[u8], place: u32, left: &mut usize, places: &mut HashMap<u32, u32>) {
    let directory = Record::at(stream, place as usize).filter(|found| found.kind == record::PERSIST_DIRECTORY);
    let mut rest = directory.map(|directory| directory.data).unwrap_or_default();
    while let Some(run) = u32_at(rest, 0) {
        let Some(fewer) = left.checked_sub(1 + (run >> 20) as usize) else { return };
        *left = fewer;
        let (first, count) = (run & 0xF_FFFF, run >> 20);
        rest = rest.get(4..).unwrap_or_default();
        for number in first..first + count {
            let Some(place) = u32_at(rest, 0) else { return };
            places.entry(number).or_insert(place);
            rest = rest.get(4..).unwrap_or_default();
        }
    }
}
