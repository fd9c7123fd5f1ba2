//! Tar archives: ustar and pax (POSIX.1-2017, `pax`), and GNU's long names.

use lode_runtime::{Bytes, Error, Result};

use super::Archive;
use crate::document::Document;
use crate::formats::Context;
use crate::text::charset::decode_text;

const BLOCK: usize = 512;

/// Reads an archive: lists its files, and extracts those that can be read.
///
/// # Errors
/// `Parse` when its first header is damaged, `LimitArchiveEntries`, `LimitArchiveDepth`, `LimitExpandedBytes`, `Cancelled`,
/// `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes = bytes.as_ref().as_ref();
    let mut archive = Archive::new(context);
    let mut place = 0;
    // What headers of their own say about the next file.
    let (mut long_name, mut long_size) = (None, None);
    while let Some(header) = bytes.get(place..place + BLOCK).filter(|header| !is_empty(header)) {
        context.job.check()?;
        if !is_sound(header) {
            let message = "expected the header of a file here, the archive is damaged";
            if place == 0 {
                return Err(Error::parse(message).at_offset(0));
            }
            archive.document.warn("ARCHIVE_DAMAGED", format!("{message}: byte {place}"));
            break;
        }
        let kind = header[156];
        let own_size = number(&header[124..136]);
        let size = if is_extra(kind) { own_size } else { long_size.take().or(own_size) };
        let start = place + BLOCK;
        let end = size.and_then(|size| start.checked_add(usize::try_from(size).ok()?)).unwrap_or(usize::MAX);
        let data = bytes.get(start..end.min(bytes.len())).unwrap_or_default();
        match kind {
            b'L' => long_name = Some(text(data)),
            b'x' => {
                long_name = record(data, b"path").map(text).or(long_name);
                long_size = record(data, b"size").and_then(|size| std::str::from_utf8(size).ok()?.parse().ok());
            }
            b'0' | b'7' | 0 => {
                let name = long_name.take().unwrap_or_else(|| name(header));
                // Old writers mark folders by a slash at the end.
                if !name.ends_with('/') {
                    archive.list(&name)?;
                    context.job.charge_expanded(data.len() as u64)?;
                    archive.add(&name, data.to_vec())?;
                }
            }
            _ if is_extra(kind) => {}
            _ => long_name = None,
        }
        place = end.div_ceil(BLOCK).saturating_mul(BLOCK);
        let rest = bytes.get(end..).map(|_| bytes.get(place..).unwrap_or_default());
        // A file that goes beyond the end, or a header that does.
        if rest.is_none_or(|rest| rest.len() < BLOCK && !is_empty(rest)) {
            archive.document.warn("ARCHIVE_DAMAGED", "the archive is cut: its last file is not whole");
            break;
        }
    }
    Ok(archive.finish())
}

/// Whether there are only zeros, with which an archive ends.
fn is_empty(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0)
}

/// Whether a header is about the next one or about all, and no file.
fn is_extra(kind: u8) -> bool {
    matches!(kind, b'L' | b'K' | b'x' | b'g')
}

/// Whether the header's sum is right: that of its bytes, with spaces where the sum stands.
fn is_sound(header: &[u8]) -> bool {
    let sum = |of: &dyn Fn(u8) -> i64| -> i64 {
        let bytes = header.iter().enumerate();
        bytes.map(|(at, byte)| if (148..156).contains(&at) { 32 } else { of(*byte) }).sum()
    };
    let stored = number(&header[148..156]).and_then(|stored| i64::try_from(stored).ok());
    // Some old writers added signed bytes.
    stored == Some(sum(&i64::from)) || stored == Some(sum(&|byte| i64::from(byte.cast_signed())))
}

/// An octal number, or a binary one of GNU's where the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 != 0 {
        let (high, low) = field.split_at(field.len().saturating_sub(8));
        let fits = high.iter().enumerate().all(|(at, byte)| *byte == if at == 0 { 0x80 } else { 0 });
        return Some(u64::from_be_bytes(low.try_into().ok()?)).filter(|_| fits);
    }
    let digits = field.iter().copied().skip_while(|byte| *byte == b' ').take_while(|byte| !matches!(byte, b' ' | 0));
    digits.into_iter().try_fold(0_u64, |value, digit| match digit {
        b'0'..=b'7' => value.checked_mul(8)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    })
}

/// The name in a header; ustar's has its folders in a field of their own.
fn name(header: &[u8]) -> String {
    let (name, prefix) = (text(&header[..100]), text(&header[345..500]));
    if &header[257..263] == b"ustar\0" && !prefix.is_empty() { format!("{prefix}/{name}") } else { name }
}

/// Text up to the first zero byte, without `./` at its start.
fn text(field: &[u8]) -> String {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    let (text, _) = decode_text(&field[..end], None);
    text.strip_prefix("./").unwrap_or(&text).to_string()
}

/// The last value of a keyword in pax' records: `LENGTH KEYWORD=VALUE\n`.
fn record<'a>(mut records: &'a [u8], keyword: &[u8]) -> Option<&'a [u8]> {
    let mut found = None;
    while let Some(space) = records.iter().position(|byte| *byte == b' ') {
        let Some(length) = std::str::from_utf8(&records[..space]).ok().and_then(|length| length.parse().ok()) else {
            break;
        };
        let Some(body) = records.get(space + 1..length).and_then(|record| record.strip_suffix(b"\n")) else { break };
        if let Some(value) = body.strip_prefix(keyword).and_then(|rest| rest.strip_prefix(b"=")) {
            found = Some(value);
        }
        records = &records[length..];
    }
    found
}
