//! Records, of which everything consists ([MS-PPT] 2.3.1; [MS-ODRAW] 2.2.1).

use crate::little_endian::{u16_at, u32_at};

/// Types of records ([MS-PPT] 2.13.24; [MS-ODRAW] 2.2).
pub const DOCUMENT: u16 = 0x03E8;
pub const DOCUMENT_ATOM: u16 = 0x03E9;
pub const SLIDE: u16 = 0x03EE;
pub const SLIDE_ATOM: u16 = 0x03EF;
pub const SLIDE_PERSIST: u16 = 0x03F3;
pub const MASTER: u16 = 0x03F8;
pub const DOCUMENT_INFORMATION: u16 = 0x07D0;
pub const EXTERNAL_OBJECTS: u16 = 0x0409;
pub const DRAWING: u16 = 0x040C;
pub const PLACEHOLDER: u16 = 0x0BC3;
pub const OUTLINE_TEXT: u16 = 0x0F9E;
pub const TEXT_HEADER: u16 = 0x0F9F;
pub const TEXT_CHARACTERS: u16 = 0x0FA0;
pub const TEXT_STYLE: u16 = 0x0FA1;
pub const MASTER_TEXT_STYLE: u16 = 0x0FA3;
pub const TEXT_BYTES: u16 = 0x0FA8;
pub const TEXT_NUMBERS: u16 = 0x0FAC;
pub const OUTLINE_NUMBERS: u16 = 0x0FAE;
pub const OUTLINE_NUMBERS_HEADER: u16 = 0x0FAF;
pub const STRING: u16 = 0x0FBA;
pub const HYPERLINK_ATOM: u16 = 0x0FD3;
pub const HYPERLINK: u16 = 0x0FD7;
/// The number of the slide, dates, header and footer, where they stand in a text.
pub const FIELDS: [u16; 5] = [0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA];
pub const HEADERS_FOOTERS: u16 = 0x0FD9;
pub const HEADERS_FOOTERS_ATOM: u16 = 0x0FDA;
pub const TEXT_INTERACTION: u16 = 0x0FDF;
pub const SLIDE_LIST: u16 = 0x0FF0;
pub const INTERACTION: u16 = 0x0FF2;
pub const INTERACTION_ATOM: u16 = 0x0FF3;
pub const USER_EDIT: u16 = 0x0FF5;
pub const CURRENT_USER: u16 = 0x0FF6;
pub const PROGRAM_TAGS: u16 = 0x1388;
pub const PROGRAM_TAG: u16 = 0x138A;
pub const TAG_DATA: u16 = 0x138B;
pub const PERSIST_DIRECTORY: u16 = 0x1772;
pub const ENCRYPTION: u16 = 0x2F14;
pub const COMMENT: u16 = 0x2EE0;
pub const COMMENT_ATOM: u16 = 0x2EE1;
pub const DRAWING_CONTAINER: u16 = 0xF002;
pub const GROUP: u16 = 0xF003;
pub const SHAPE: u16 = 0xF004;
pub const GROUP_COORDINATES: u16 = 0xF009;
pub const OPTIONS: [u16; 2] = [0xF00B, 0xF122];
pub const TEXT_BOX: u16 = 0xF00D;
pub const CHILD_ANCHOR: u16 = 0xF00F;
pub const ANCHOR: u16 = 0xF010;
pub const CLIENT_DATA: u16 = 0xF011;

/// Size of a record's header.
pub const HEADER: usize = 8;

/// A record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub kind: u16,
    /// Tells records of a type apart.
    pub instance: u16,
    pub data: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record at `place`; one that goes on where the file is cut has what there is of it.
    pub fn at(bytes: &'a [u8], place: usize) -> Option<Self> {
        let rest = bytes.get(place..)?;
        let (version, kind, size) = (u16_at(rest, 0)?, u16_at(rest, 2)?, u32_at(rest, 4)? as usize);
        let data = rest.get(HEADER..)?;
        Some(Self { kind, instance: version >> 4, data: data.get(..size).unwrap_or(data) })
    }

    /// The records in it.
    pub fn children(&self) -> Records<'a> {
        Records(self.data)
    }

    /// The first record of this type in it.
    pub fn child(&self, kind: u16) -> Option<Record<'a>> {
        self.children().find(|child| child.kind == kind)
    }

    /// The records that versions after PowerPoint 97 add to it, among the tags of programs ([MS-PPT] 2.11.22).
    pub fn added(self) -> impl Iterator<Item = Record<'a>> {
        let tags = self.child(PROGRAM_TAGS).into_iter().flat_map(|tags| tags.children());
        let data = tags.filter(|tag| tag.kind == PROGRAM_TAG).filter_map(|tag| tag.child(TAG_DATA));
        data.flat_map(|data| data.children())
    }
}

/// Records that follow each other.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a>(pub &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = Record::at(self.0, 0)?;
        self.0 = self.0.get(HEADER + record.data.len()..)?;
        Some(record)
    }
}
