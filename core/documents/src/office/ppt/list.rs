//! The lists of slides, masters and pages of notes, with their titles and main texts ([MS-PPT] 2.4.14.3).

use std::collections::HashMap;

use super::record::{self, Record, Records};
use crate::little_endian::u32_at;

/// Which list it is.
pub const SLIDES: u16 = 0;
pub const MASTERS: u16 = 1;
pub const NOTES: u16 = 2;

/// A slide, a master or a page of notes (2.4.14.5).
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// The number of the object.
    pub object: u32,
    /// What slides refer to it by.
    pub id: u32,
    /// The records of its texts.
    pub texts: &'a [u8],
}

/// The entries of a list.
pub fn read<'a>(document: &Record<'a>, which: u16) -> Vec<Entry<'a>> {
    let mut lists = document.children().filter(|list| list.kind == record::SLIDE_LIST);
    let data = lists.find(|list| list.instance == which).map(|list| list.data).unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut start = 0;
    let mut records = Records(data);
    loop {
        let place = data.len() - records.0.len();
        let found = records.next();
        let numbers = found.filter(|found| found.kind == record::SLIDE_PERSIST);
        if (found.is_none() || numbers.is_some())
            && let Some(last) = entries.last_mut()
        {
            last.texts = data.get(start..place).unwrap_or_default();
        }
        if found.is_none() {
            return entries;
        }
        if let Some(persist) = numbers {
            let number = |place| u32_at(persist.data, place).unwrap_or(0);
            entries.push(Entry { object: number(0), id: number(12), texts: &[] });
            start = data.len() - records.0.len();
        }
    }
}

/// The numbers of a list's objects, by what slides refer to them by; the first of several counts.
pub fn objects_by_id(document: &Record, which: u16) -> HashMap<u32, u32> {
    read(document, which).iter().rev().map(|entry| (entry.id, entry.object)).collect()
}

/// Which paragraphs are numbered of texts in the list of slides, by their slides and what the texts are for (2.4.16.3).
pub fn numbers<'a>(document: &Record<'a>) -> HashMap<(u32, u32), &'a [u8]> {
    let mut numbers = HashMap::new();
    let additions = document.child(record::DOCUMENT_INFORMATION).into_iter().flat_map(Record::added);
    for addition in additions.filter(|addition| addition.kind == record::OUTLINE_NUMBERS) {
        let mut text = None;
        for found in addition.children() {
            match found.kind {
                record::OUTLINE_NUMBERS_HEADER => text = u32_at(found.data, 0).zip(u32_at(found.data, 4)),
                record::TEXT_NUMBERS => {
                    if let Some(text) = text.take() {
                        numbers.entry(text).or_insert(found.data);
                    }
                }
                _ => {}
            }
        }
    }
    numbers
}
