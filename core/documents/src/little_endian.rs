//! Numbers and text at places in bytes, little-endian; `None` beyond the end.

fn array<const N: usize>(bytes: &[u8], place: usize) -> Option<[u8; N]> {
    bytes.get(place..place.checked_add(N)?)?.try_into().ok()
}

/// 16 bits, unsigned.
pub fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    array(bytes, place).map(u16::from_le_bytes)
}

/// 32 bits, unsigned.
pub fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    array(bytes, place).map(u32::from_le_bytes)
}

/// 64 bits, unsigned.
pub fn u64_at(bytes: &[u8], place: usize) -> Option<u64> {
    array(bytes, place).map(u64::from_le_bytes)
}

/// 64 bits, floating point.
pub fn f64_at(bytes: &[u8], place: usize) -> Option<f64> {
    array(bytes, place).map(f64::from_le_bytes)
}

/// Text in UTF-16, little-endian; what is no character becomes U+FFFD, a zero at the end is left out.
pub fn utf16(bytes: &[u8]) -> String {
    let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes);
    text.trim_end_matches('\0').to_string()
}
