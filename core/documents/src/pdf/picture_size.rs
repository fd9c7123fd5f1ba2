//! How large a picture is by its own account, which may differ from the PDF's.

use hayro_syntax::Filter;
use memchr::memmem;

/// Pixels of the largest bitmap that decoding `data` takes, where its format says; 0 for others.
pub fn pixels(data: &[u8], filter: Option<Filter>) -> u64 {
    match filter {
        Some(Filter::JpxDecode) => jpeg2000_pixels(data),
        Some(Filter::Jbig2Decode) => jbig2_pixels(data),
        _ => 0,
    }
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

/// ISO 15444-1, A.4.1 and A.5.1: the markers SOC and SIZ, its length and capabilities, then the grid's size and offset.
fn jpeg2000_pixels(data: &[u8]) -> u64 {
    memmem::find_iter(data, b"\xff\x4f\xff\x51")
        .filter_map(|start| {
            let side = |at| Some(u64::from(number(data, start + at)?.saturating_sub(number(data, start + at + 8)?)));
            Some(side(8)?.saturating_mul(side(12)?))
        })
        .max()
        .unwrap_or(0)
}

/// ITU-T T.88, 7.2: segments one after another, of which pages and regions begin with their size (7.4.1 and 7.4.8).
fn jbig2_pixels(data: &[u8]) -> u64 {
    let mut rest = data;
    let mut most = 0;
    while let Some(segment) = segment(rest) {
        if segment.has_size
            && let (Some(width), Some(height)) = (number(segment.data, 0), number(segment.data, 4))
        {
            // A page of unknown height grows with its stripes.
            let height = if height == u32::MAX { 0 } else { height };
            most = most.max(u64::from(width) * u64::from(height));
        }
        rest = segment.rest;
    }
    most
}

struct Segment<'a> {
    has_size: bool,
    data: &'a [u8],
    rest: &'a [u8],
}

fn segment(data: &[u8]) -> Option<Segment<'_>> {
    let own_number = number(data, 0)?;
    let flags = *data.get(4)?;
    let short_count = u32::from(*data.get(5)? >> 5);
    let (count, mut at) = if short_count == 7 {
        let count = number(data, 5)? & 0x1fff_ffff;
        (count, 9 + (count as usize + 8) / 8)
    } else {
        (short_count, 6)
    };
    let reference_bytes = match own_number {
        0..=256 => 1,
        257..=65_536 => 2,
        _ => 4,
    };
    at = at.checked_add((count as usize).checked_mul(reference_bytes)?)?;
    at = at.checked_add(if flags & 0x40 == 0 { 1 } else { 4 })?;
    let length = number(data, at)? as usize;
    let data = data.get(at + 4..)?;
    let (data, rest) = data.split_at(length.min(data.len()));
    // Text, halftone, generic and refinement regions, and the page.
    let has_size = matches!(flags & 0x3f, 4 | 6 | 7 | 20 | 22 | 23 | 36 | 38..=40 | 42 | 43 | 48);
    Some(Segment { has_size, data, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_2000_codestream_tells_its_size() {
        let mut data = b"boxes before\xff\x4f\xff\x51\x00\x29\x00\x00".to_vec();
        for side in [1010_u32, 620, 10, 20] {
            data.extend_from_slice(&side.to_be_bytes());
        }
        assert_eq!(pixels(&data, Some(Filter::JpxDecode)), 1000 * 600);
        assert_eq!(pixels(&data[..20], Some(Filter::JpxDecode)), 0);
    }

    #[test]
    fn the_largest_page_or_region_of_a_jbig2_stream_counts() {
        let segment = |number: u32, kind: u8, width: u32, height: u32| {
            let mut bytes = number.to_be_bytes().to_vec();
            bytes.extend_from_slice(&[kind, 0, 1, 0, 0, 0, 8]);
            bytes.extend_from_slice(&width.to_be_bytes());
            bytes.extend_from_slice(&height.to_be_bytes());
            bytes
        };
        let data = [segment(0, 0, 9999, 9999), segment(1, 48, 64, 56), segment(2, 38, 54, 44)].concat();
        assert_eq!(pixels(&data, Some(Filter::Jbig2Decode)), 64 * 56);
    }

    #[test]
    fn no_bytes_make_it_panic() {
        for seed in 0..2000_u32 {
            let data: Vec<u8> = (0..seed % 61).map(|index| (seed.wrapping_mul(index * 7919 + 13) >> 5) as u8).collect();
            pixels(&data, Some(Filter::Jbig2Decode));
            pixels(&[b"\xff\x4f\xff\x51", &data[..]].concat(), Some(Filter::JpxDecode));
        }
    }
}
