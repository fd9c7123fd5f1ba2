//! EXIF: what cameras and scanners say about a picture. It has the structure of a TIFF file, so the same reader finds
//! the tags of a TIFF's first picture.

use image::metadata::Orientation;

use super::text_of;
use crate::model::Metadata;

pub const CENTIMETRES_PER_INCH: f64 = 2.54;

/// Tags that are read, of the EXIF 3.0 and TIFF 6.0 specifications.
mod tag {
    pub const DESCRIPTION: u16 = 0x010E;
    pub const ORIENTATION: u16 = 0x0112;
    pub const X_RESOLUTION: u16 = 0x011A;
    pub const Y_RESOLUTION: u16 = 0x011B;
    pub const RESOLUTION_UNIT: u16 = 0x0128;
    pub const SOFTWARE: u16 = 0x0131;
    pub const MODIFIED: u16 = 0x0132;
    pub const ARTIST: u16 = 0x013B;
    pub const EXIF_DIRECTORY: u16 = 0x8769;
    pub const CREATED: u16 = 0x9003;
    pub const MODIFIED_OFFSET: u16 = 0x9010;
    pub const CREATED_OFFSET: u16 = 0x9011;
}

/// Entries of a directory beyond which it is taken for damaged.
const MOST_ENTRIES: usize = 1024;

/// What was found.
#[derive(Debug, Default)]
pub struct Exif {
    pub orientation: Option<Orientation>,
    /// Pixels an inch, across and down.
    pub resolution: Option<(f64, f64)>,
    description: Option<String>,
    software: Option<String>,
    artist: Option<String>,
    modified: Option<String>,
    created: Option<String>,
}

impl Exif {
    /// Reads what can be read; what is damaged is absent.
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
        Directory::first(bytes).map(|first| Self::of(&first)).unwrap_or_default()
    }

    fn of(first: &Directory) -> Self {
        let camera = first.number(tag::EXIF_DIRECTORY).map(|offset| first.at(offset));
        let text = |directory: Option<&Directory>, tag| directory?.text(tag);
        let camera_text = |tag| text(camera.as_ref(), tag);
        let unit = match first.number(tag::RESOLUTION_UNIT).unwrap_or(2) {
            2 => Some(1.0),
            3 => Some(CENTIMETRES_PER_INCH),
            _ => None,
        };
        let resolution = |tag| Some(first.ratio(tag)? * unit?);
        Self {
            orientation: first
                .number(tag::ORIENTATION)
                .and_then(|number| Orientation::from_exif(u8::try_from(number).ok()?)),
            resolution: resolution(tag::X_RESOLUTION).zip(resolution(tag::Y_RESOLUTION)),
            description: first.text(tag::DESCRIPTION),
            software: first.text(tag::SOFTWARE),
            artist: first.text(tag::ARTIST),
            modified: first.text(tag::MODIFIED).and_then(|date| date_time(&date, camera_text(tag::MODIFIED_OFFSET))),
            created: camera_text(tag::CREATED).and_then(|date| date_time(&date, camera_text(tag::CREATED_OFFSET))),
        }
    }

    /// Writes into `metadata` what it says.
    pub fn describe(self: &Exif, metadata: &mut Metadata) {
        metadata.description.clone_from(&self.description);
        metadata.producer.clone_from(&self.software);
        metadata.modified.clone_from(&self.modified);
        metadata.created.clone_from(&self.created);
        metadata.authors = self.artist.iter().flat_map(|artists| artists.split(';')).filter_map(text_of).collect();
    }
}

/// `2024:05:31 23:59:58` as RFC 3339, with the offset from UTC where it is known.
fn date_time(text: &str, offset: Option<String>) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text
                .bytes()
                .zip(shape.bytes())
                .all(|(byte, like)| if like == b'0' { byte.is_ascii_digit() } else { byte == like })
    };
    let known = shaped(date, "0000:00:00") && shaped(time, "00:00:00") && !date.starts_with("0000");
    let offset = offset.filter(|offset| shaped(offset, "+00:00") || shaped(offset, "-00:00")).unwrap_or_default();
    known.then(|| format!("{}T{time}{offset}", date.replace(':', "-")))
}

/// Where the value of a SHORT stands in a TIFF file, of the tag in the directory at `directory`.
pub fn place_of_short(file: &[u8], directory: u64, tag: u16) -> Option<usize> {
    let directory = Directory::first(file)?.at(u32::try_from(directory).ok()?);
    let entry = directory.entry(tag)?;
    (directory.short(entry.checked_add(2)?)? == 3).then_some(entry.checked_add(8)?)
}

/// An image file directory of TIFF 6.0, section 2: a count, then entries of 12 bytes.
struct Directory<'a> {
    file: &'a [u8],
    little_endian: bool,
    start: usize,
}

impl<'a> Directory<'a> {
    fn first(file: &'a [u8]) -> Option<Self> {
        let little_endian = match file.get(..4)? {
            [b'I', b'I', 42, 0] => true,
            [b'M', b'M', 0, 42] => false,
            _ => return None,
        };
        let header = Self { file, little_endian, start: 0 };
        Some(header.at(header.long(4)?))
    }

    fn at(&self, offset: u32) -> Self {
        Self { file: self.file, little_endian: self.little_endian, start: offset as usize }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.file.get(at..)?.first_chunk()?;
        Some(if self.little_endian { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.file.get(at..)?.first_chunk()?;
        Some(if self.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    /// Where the entry with `tag` is.
    fn entry(&self, tag: u16) -> Option<usize> {
        let count = usize::from(self.short(self.start)?).min(MOST_ENTRIES);
        let first = self.start.checked_add(2)?;
        (0..count).map(|index| first.saturating_add(index * 12)).find(|entry| self.short(*entry) == Some(tag))
    }

    /// A value of type SHORT or LONG.
    fn number(&self, tag: u16) -> Option<u32> {
        let entry = self.entry(tag)?;
        match self.short(entry.checked_add(2)?)? {
            3 => self.short(entry.checked_add(8)?).map(u32::from),
            4 => self.long(entry.checked_add(8)?),
            _ => None,
        }
    }

    /// A value of type RATIONAL: two LONGs elsewhere in the file.
    fn ratio(&self, tag: u16) -> Option<f64> {
        let entry = self.entry(tag)?;
        if self.short(entry.checked_add(2)?)? != 5 {
            return None;
        }
        let at = self.long(entry.checked_add(8)?)? as usize;
        let (above, below) = (self.long(at)?, self.long(at.checked_add(4)?)?);
        (below != 0).then(|| f64::from(above) / f64::from(below))
    }

    /// A value of type ASCII, which most programs write in UTF-8; up to four bytes stand in the entry itself.
    fn text(&self, tag: u16) -> Option<String> {
        let entry = self.entry(tag)?;
        if self.short(entry.checked_add(2)?)? != 2 {
            return None;
        }
        let length = self.long(entry.checked_add(4)?)? as usize;
        let value = entry.checked_add(8)?;
        let start = if length <= 4 { value } else { self.long(value)? as usize };
        let bytes = self.file.get(start..start.checked_add(length)?)?;
        let bytes = bytes.split(|byte| *byte == 0).next()?;
        text_of(&String::from_utf8_lossy(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of one entry: tag, type, count and the four bytes of its value, then `more`.
    fn exif(tag: u16, kind: u16, count: u32, value: [u8; 4], more: &[u8]) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0\x01\0".to_vec();
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend_from_slice(&kind.to_le_bytes());
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend_from_slice(&value);
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(more);
        bytes
    }

    #[test]
    fn an_orientation_is_read() {
        assert_eq!(Exif::parse(&exif(0x0112, 3, 1, [6, 0, 0, 0], b"")).orientation, Some(Orientation::Rotate90));
    }

    #[test]
    fn a_long_text_is_found_where_its_offset_says() {
        let parsed = Exif::parse(&exif(0x010E, 2, 9, [26, 0, 0, 0], b"A bridge\0"));
        assert_eq!(parsed.description.as_deref(), Some("A bridge"));
    }

    #[test]
    fn a_text_of_up_to_three_letters_stands_in_its_entry() {
        assert_eq!(Exif::parse(&exif(0x0131, 2, 4, *b"Pix\0", b"")).software.as_deref(), Some("Pix"));
    }

    #[test]
    fn dates_become_rfc_3339_and_wrong_ones_are_dropped() {
        let offset = Some("+02:00".to_string());
        assert_eq!(date_time("2024:05:31 23:59:58", offset).as_deref(), Some("2024-05-31T23:59:58+02:00"));
        assert_eq!(date_time("2024:05:31 23:59:58", None).as_deref(), Some("2024-05-31T23:59:58"));
        assert_eq!([date_time("0000:00:00 00:00:00", None), date_time("yesterday", None)], [None, None]);
    }

    #[test]
    fn offsets_that_lead_out_of_the_file_are_nothing() {
        for cut in 0..35 {
            let whole = exif(0x010E, 2, 9, [26, 0, 0, 0], b"A bridge\0");
            let parsed = Exif::parse(&whole[..cut.min(whole.len() - 1)]);
            assert_eq!(parsed.description, None);
        }
        assert_eq!(Exif::parse(&exif(0x010E, 2, u32::MAX, [255; 4], b"")).description, None);
    }
}
