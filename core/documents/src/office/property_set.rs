//! What files of Office 97-2003 say about themselves: property sets ([MS-OLEPS], [MS-OSHARED] 2.3.3.2.1).

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::decrypt::rc4::Rc4Key;
use super::properties::split;
use crate::compound::Container;
use crate::little_endian::{u16_at, u32_at, u64_at, utf16};
use crate::model::Metadata;
use crate::sheets::windows_time;
use crate::text::charset::encoding_by_code_page;

/// The name of the stream with what a document says about itself; it is the same in all Office formats.
pub const SUMMARY_INFORMATION: &str = "\u{5}SummaryInformation";
/// Streams that have it inside, in encrypted documents: that of Word and Excel ([MS-DOC] 2.1.9, [MS-XLS] 2.1.7.6), that of
/// PowerPoint ([MS-PPT] 2.1.6).
const ENCRYPTED: [&str; 2] = ["encryption", "EncryptedSummary"];

/// Properties that a set may claim to have; real ones have a few dozen.
const MOST_PROPERTIES: u32 = 256;

/// The stream `SummaryInformation` of a document, whose key is known if it is encrypted.
pub fn summary<'a>(container: &Container<'a>, key: Option<&Rc4Key>) -> Option<Cow<'a, [u8]>> {
    let encrypted = |name| key?.inner_stream(&container.stream(name)?, SUMMARY_INFORMATION);
    let plain = container.stream(SUMMARY_INFORMATION);
    plain.or_else(|| ENCRYPTED.into_iter().find_map(encrypted).map(Cow::Owned))
}

/// Fills in what the stream `SummaryInformation` says, and gives the name of the program that wrote the file. What is
/// damaged is left out.
pub fn read_summary(stream: &[u8], metadata: &mut Metadata) -> Option<String> {
    let set = u32_at(stream, 44).and_then(|start| stream.get(start as usize..))?;
    let count = u32_at(set, 4).unwrap_or(0).min(MOST_PROPERTIES) as usize;
    let property = |wanted: u32| {
        let index = (0..count).find(|index| u32_at(set, 8 + 8 * index) == Some(wanted))?;
        set.get(u32_at(set, 12 + 8 * index)? as usize..)
    };
    let code_page = property(1).and_then(|value| u16_at(value, 4)).unwrap_or(1252);
    let encoding = encoding_by_code_page(u32::from(code_page)).unwrap_or(encoding_rs::WINDOWS_1252);
    let text = |wanted| property(wanted).and_then(|value| string(value, encoding));
    let list = |wanted, separators: &[char]| text(wanted).map(|words| split(&words, separators)).unwrap_or_default();
    metadata.title = text(2);
    metadata.subject = text(3);
    metadata.authors = list(4, &[';']);
    metadata.keywords = list(5, &[';', ',']);
    metadata.description = text(6);
    metadata.created = property(12).and_then(time);
    metadata.modified = property(13).and_then(time);
    let pages = property(14).filter(|value| u32_at(value, 0) == Some(3)).and_then(|value| u32_at(value, 4));
    metadata.pages = pages.filter(|pages| (1..=i32::MAX.unsigned_abs()).contains(pages)).or(metadata.pages);
    text(18)
}

fn string(value: &[u8], encoding: &'static Encoding) -> Option<String> {
    let length = u32_at(value, 4)? as usize;
    let text = match u32_at(value, 0)? {
        0x1F => utf16(value.get(8..length.checked_mul(2)?.checked_add(8)?)?),
        0x1E => encoding.decode_without_bom_handling(value.get(8..length.checked_add(8)?)?).0.into_owned(),
        _ => return None,
    };
    let text = text.trim_matches(['\0', ' ']).to_string();
    (!text.is_empty()).then_some(text)
}

fn time(value: &[u8]) -> Option<String> {
    let ticks = u64_at(value, 4).filter(|_| u32_at(value, 0) == Some(0x40))?;
    windows_time(ticks)
}
