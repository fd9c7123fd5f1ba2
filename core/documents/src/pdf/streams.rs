//! Decodes streams within the limits.

use std::borrow::Cow;

use hayro_syntax::object::{Array, Dict, Object, Stream};
use lode_runtime::{Job, Result};

use super::measure::{largest_size, measure};
use super::picture_size;

/// What a stream that is decoded without measuring it first may grow to.
const SMALL: u64 = 64 << 20;

/// From this size on growth is counted.
const COUNTED: u64 = 1 << 20;

/// Decodes a stream that is no picture; `None` when it is damaged.
///
/// # Errors
/// `LimitExpandedBytes` and `LimitCompressionRatio`.
pub fn decode<'a>(stream: &Stream<'a>, job: &Job) -> Result<Option<Cow<'a, [u8]>>> {
    check(stream, job)?;
    let decoded = match stream.decoded_data() {
        Ok(decoded) => decoded,
        Err(_) => return Ok(None),
    };
    let size = decoded.len() as u64;
    job.charge_expanded(size)?;
    if !stream.filters().is_empty() {
        check_ratio(size, stream, job)?;
    }
    Ok(Some(decoded))
}

/// Fails when the stream would grow beyond the limits, before it is decoded.
///
/// # Errors
/// `LimitExpandedBytes`, `LimitCompressionRatio`, `LimitPixels`, `Cancelled`, `Timeout`.
pub fn check(stream: &Stream, job: &Job) -> Result<()> {
    let filters = stream.filters();
    if filters.is_empty() {
        return Ok(());
    }
    let raw = stream.raw_data();
    job.limits().pixels(picture_size::pixels(&raw, filters.last().copied()))?;
    let most = job.limits().expanded_bytes.get();
    if largest_size(raw.len() as u64, &filters) <= SMALL.min(most) {
        return Ok(());
    }
    let measured = measure(&raw, &filters, changes_early(stream.dict()), most, job)?;
    job.limits().expanded_bytes(measured.bytes)?;
    if measured.certain { check_ratio(measured.bytes, stream, job) } else { Ok(()) }
}

fn check_ratio(decoded: u64, stream: &Stream, job: &Job) -> Result<()> {
    if decoded <= COUNTED {
        return Ok(());
    }
    job.limits().compression_ratio(decoded.checked_div(stream.raw_data().len() as u64).unwrap_or(0))
}

/// Whether LZW codes grow one code early, which they do by default (ISO 32000-2, table 8).
fn changes_early(dict: &Dict) -> bool {
    let late = |parameters: &Dict| parameters.get::<u8>("EarlyChange") == Some(0);
    match dict.get::<Object>("DecodeParms") {
        Some(Object::Dict(parameters)) => !late(&parameters),
        Some(Object::Array(all)) => !Array::iter::<Object>(&all).filter_map(Object::into_dict).any(|one| late(&one)),
        _ => true,
    }
}
