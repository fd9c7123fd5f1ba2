//! What a workbook says about itself: the `SummaryInformation` stream ([MS-OLEPS], [MS-OSHARED] 2.3.3.2.1).

use encoding_rs::Encoding;

use super::super::bytes::{u16_at, u32_at, u64_at, utf16};
use super::super::moment::windows_time;
use super::text::encoding;
use crate::model::Metadata;

/// Fills in what the stream says; what is damaged is left out.
pub fn read(stream: &[u8], metadata: &mut Metadata) {
    let Some(set) = u32_at(stream, 44).and_then(|start| stream.get(start as usize..)) else { return };
    let count = u32_at(set, 4).unwrap_or(0).min(256) as usize;
    let property = |wanted: u32| {
        let index = (0..count).find(|index| u32_at(set, 8 + 8 * index) == Some(wanted))?;
        set.get(u32_at(set, 12 + 8 * index)? as usize..)
    };
    let code_page = property(1).and_then(|value| u16_at(value, 4)).unwrap_or(1252);
    let text = |wanted| property(wanted).and_then(|value| string(value, encoding(code_page)));
    metadata.title = text(2);
    metadata.subject = text(3);
    metadata.authors = text(4).into_iter().collect();
    metadata.keywords = text(5).map(|words| split_keywords(&words)).unwrap_or_default();
    metadata.description = text(6);
    metadata.creator = text(18);
    metadata.created = property(12).and_then(time);
    metadata.modified = property(13).and_then(time);
}

/// Words between commas and semicolons.
pub fn split_keywords(words: &str) -> Vec<String> {
    words.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_string).collect()
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
