//! Decodes streams within the limits.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use lode_runtime::{Job, Result};

/// What a stream that is decoded without measuring it first may grow to.
const SMALL: u64 = 64 << 20;

/// Decodes a stream that is no picture; `None` when it is damaged.
///
/// # Errors
/// `LimitExpandedBytes` and `LimitCompressionRatio`.
pub fn decode<'a>(stream: &Stream<'a>, job: &Job) -> Result<Option<Cow<'a, [u8]>>> {
    let raw_bytes = check_growth(stream, job)?;
    let decoded = match stream.decoded_data() {
        Ok(decoded) => decoded,
        Err(_) => return Ok(None),
    };
    charge(decoded.len() as u64, raw_bytes, job)?;
    Ok(Some(decoded))
}

/// Fails when the stream could grow beyond the limits, before it is decoded. Gives its encoded size.
///
/// # Errors
/// `LimitExpandedBytes` and `LimitCompressionRatio`.
pub fn check_growth(stream: &Stream, job: &Job) -> Result<u64> {
    let filters = stream.filters();
    if filters.is_empty() {
        return Ok(u64::MAX);
    }
    let raw = stream.raw_data();
    let raw_bytes = raw.len() as u64;
    let largest = filters.iter().fold(raw_bytes, |bytes, filter| bytes.saturating_mul(largest_growth(*filter)));
    if largest > SMALL {
        let measured = match filters.as_slice() {
            [Filter::FlateDecode] => inflated_size(&raw, job)?,
            _ => largest,
        };
        charge(measured, raw_bytes, job)?;
    }
    Ok(raw_bytes)
}

/// The most bytes that one byte can become: RFC 1951 (a match of 258 bytes in 2 bits), a 12-bit LZW code for 4,096 bytes,
/// 2 bytes for a run of 128.
fn largest_growth(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => 1032,
        Filter::LzwDecode => 2731,
        Filter::RunLengthDecode => 64,
        Filter::Ascii85Decode => 4,
        _ => 1,
    }
}

fn charge(decoded: u64, raw: u64, job: &Job) -> Result<()> {
    job.charge_expanded(decoded)?;
    if decoded > 1 << 20 {
        job.limits().compression_ratio(decoded.checked_div(raw).unwrap_or(0))?;
    }
    Ok(())
}

/// Inflates without keeping anything, up to the limit.
///
/// # Errors
/// `LimitExpandedBytes`, `Cancelled`, `Timeout`.
pub fn inflated_size(raw: &[u8], job: &Job) -> Result<u64> {
    let mut decoder = ZlibDecoder::new(raw);
    let mut buffer = [0_u8; 32 << 10];
    let mut total = 0_u64;
    loop {
        job.check()?;
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => return Ok(total),
            Ok(count) => total = total.saturating_add(count as u64),
        }
        job.limits().expanded_bytes(total)?;
    }
}
