//! Where a link leads ([MS-OSHARED] 2.3.7.1).

use super::text::counted_utf16;
use crate::little_endian::{u16_at, u32_at, utf16};

const HAS_TARGET: u32 = 0x01;
const HAS_PLACE: u32 = 0x08;
const HAS_NAME: u32 = 0x10;
const HAS_FRAME: u32 = 0x80;
const TARGET_IS_TEXT: u32 = 0x100;

const URL_TARGET: &[u8; 16] = b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";
const FILE_TARGET: &[u8; 16] = b"\x03\x03\0\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";

/// The address of a link, from its class id on; places within the workbook start with `#`.
pub fn target(data: &[u8]) -> Option<String> {
    let flags = u32_at(data, 20)?;
    let mut rest = data.get(24..)?;
    for flag in [HAS_NAME, HAS_FRAME] {
        if flags & flag != 0 {
            rest = rest.get(counted_utf16(rest)?.1..)?;
        }
    }
    let mut address = String::new();
    if flags & HAS_TARGET != 0 {
        let (text, size) = if flags & TARGET_IS_TEXT != 0 { counted_utf16(rest)? } else { moniker(rest)? };
        address = text;
        rest = rest.get(size..).unwrap_or_default();
    }
    if flags & HAS_PLACE != 0
        && let Some((place, _)) = counted_utf16(rest)
    {
        address.push('#');
        address.push_str(&place);
    }
    (!address.is_empty()).then_some(address)
}

/// The address in an object that names a target, and the size of that object.
fn moniker(data: &[u8]) -> Option<(String, usize)> {
    let class = data.get(..16)?;
    if class == URL_TARGET {
        let size = u32_at(data, 16)? as usize;
        let text = utf16(data.get(20..size.checked_add(20)?)?);
        // A serial number may follow the zero that ends the address.
        let text = text.split('\0').next().unwrap_or_default().to_string();
        return Some((text, size + 20));
    }
    if class != FILE_TARGET {
        return None;
    }
    let parents = usize::from(u16_at(data, 16)?);
    let short = u32_at(data, 18)? as usize;
    let path = data.get(22..short.checked_add(22)?)?;
    let (path, _, _) = encoding_rs::WINDOWS_1252.decode(path);
    let after = short + 22 + 24;
    let wide_size = u32_at(data, after)? as usize;
    let wide = data.get(after + 10..(after + 4).checked_add(wide_size)?);
    let path = wide.map_or_else(|| path.trim_end_matches('\0').to_string(), utf16);
    Some(("../".repeat(parents.min(64)) + &path, (after + 4).checked_add(wide_size)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// A text with its count of characters, the zero at its end among them ([MS-OSHARED] 2.3.7.9).
    fn counted(text: &str) -> Vec<u8> {
        let text = text.to_string() + "\0";
        [&(text.encode_utf16().count() as u32).to_le_bytes()[..], &wide(&text)].concat()
    }

    fn link(flags: u32, rest: &[&[u8]]) -> Vec<u8> {
        [&[0; 16][..], &2_u32.to_le_bytes(), &flags.to_le_bytes(), &rest.concat()].concat()
    }

    /// A file by its path of before Windows 95 and, where it has one, its own (2.3.7.8).
    fn file(folders_up: u16, short: &str, long: Option<&str>) -> Vec<u8> {
        let short = short.to_string() + "\0";
        let long = long.map_or(Vec::new(), |path| {
            let path = wide(path);
            [&(path.len() as u32).to_le_bytes()[..], &3_u16.to_le_bytes(), &path].concat()
        });
        [
            &FILE_TARGET[..],
            &folders_up.to_le_bytes(),
            &(short.len() as u32).to_le_bytes(),
            short.as_bytes(),
            &[0xFF, 0xFF, 0xAD, 0xDE],
            &[0; 20],
            &(long.len() as u32).to_le_bytes(),
            &long,
        ]
        .concat()
    }

    #[test]
    fn a_file_is_named_by_its_long_path_and_by_its_short_one_where_that_is_all() {
        let target_and_place = HAS_TARGET | HAS_PLACE;
        let data = link(target_and_place, &[&file(1, "LOGBOO~1.XLS", Some("Logb\u{fc}cher.xls")), &counted("Mai!A1")]);
        assert_eq!(target(&data).as_deref(), Some("../Logb\u{fc}cher.xls#Mai!A1"));
        assert_eq!(target(&link(HAS_TARGET, &[&file(0, "LOG.XLS", None)])).as_deref(), Some("LOG.XLS"));
    }

    #[test]
    fn names_and_frames_stand_before_the_target() {
        let flags = HAS_NAME | HAS_FRAME | HAS_TARGET | TARGET_IS_TEXT;
        let data = link(flags, &[&counted("shown"), &counted("_blank"), &counted("https://sea.example/")]);
        assert_eq!(target(&data).as_deref(), Some("https://sea.example/"));
        assert_eq!(target(&link(HAS_NAME, &[&counted("shown")])), None);
    }

    #[test]
    fn links_that_break_off_or_are_of_another_kind_lead_nowhere() {
        assert_eq!(target(&link(HAS_TARGET, &[&[7; 40]])), None);
        let whole = link(HAS_TARGET, &[&file(0, "LOG.XLS", None)]);
        for length in 0..whole.len() {
            assert_eq!(target(&whole[..length]), None, "{length}");
        }
    }
}
