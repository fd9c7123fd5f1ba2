//! Measures what a stream decodes to, without keeping it.
//!
//! Filters: ISO 32000-2, 7.4. What cannot be told, since the data is damaged, counts as the most it could be.

use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Result as IoResult};

use flate2::bufread::ZlibDecoder;
use hayro_syntax::Filter;
use lode_runtime::{Job, Result};
use weezl::{BitOrder, LzwStatus};

/// What a stream decodes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Bytes.
    pub bytes: u64,
    /// Whether the stream could be decoded to its end, so that this is its true size.
    pub certain: bool,
}

/// The most bytes that one byte can become: RFC 1951 (a match of 258 bytes in 2 bits), a 12-bit LZW code for 4,096 bytes,
/// 2 bytes for a run of 128, `z` for 4 zeros.
pub fn largest_growth(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => 1032,
        Filter::LzwDecode => 2731,
        Filter::RunLengthDecode => 64,
        Filter::Ascii85Decode => 4,
        _ => 1,
    }
}

/// The most that `bytes` can become through all `filters`.
pub fn largest_size(bytes: u64, filters: &[Filter]) -> u64 {
    filters.iter().fold(bytes, |bytes, filter| bytes.saturating_mul(largest_growth(*filter)))
}

/// Decodes `raw` through `filters`, up to those of pictures, and counts. Stops at `most` bytes.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn measure(raw: &[u8], filters: &[Filter], early_change: bool, most: u64, job: &Job) -> Result<Measured> {
    let mut source = Cursor::new(raw);
    let mut bytes = 0_u64;
    let ended = {
        let mut decoder = chain(&mut source, filters, early_change);
        let mut buffer = vec![0_u8; 32 << 10];
        loop {
            job.check()?;
            match decoder.read(&mut buffer) {
                Ok(0) => break true,
                Ok(count) => bytes = bytes.saturating_add(count as u64),
                Err(error) => break error.kind() == ErrorKind::UnexpectedEof,
            }
            if bytes > most {
                return Ok(Measured { bytes, certain: true });
            }
        }
    };
    // hayro goes on behind damage, or takes the data for something else from the start.
    let rest = if bytes == 0 { raw.len() as u64 } else { (raw.len() as u64).saturating_sub(source.position()) };
    let more = if ended && bytes > 0 { 0 } else { largest_size(rest, filters) };
    Ok(Measured { bytes: bytes.saturating_add(more), certain: ended && bytes > 0 })
}

fn chain<'a>(source: impl BufRead + 'a, filters: &[Filter], early_change: bool) -> Box<dyn BufRead + 'a> {
    let mut input: Box<dyn BufRead + 'a> = Box::new(source);
    for filter in filters {
        input = match filter {
            Filter::FlateDecode => Box::new(BufReader::new(ZlibDecoder::new(input))),
            Filter::LzwDecode => Box::new(BufReader::new(Lzw::new(input, early_change))),
            Filter::RunLengthDecode => Box::new(BufReader::new(RunLength { input, left: 0, repeated: None })),
            Filter::Ascii85Decode => Box::new(BufReader::new(Ascii85 { input, ended: false })),
            Filter::AsciiHexDecode => Box::new(BufReader::new(AsciiHex { input })),
            _ => return input,
        };
    }
    input
}

fn next_byte(input: &mut impl BufRead) -> IoResult<Option<u8>> {
    let byte = input.fill_buf()?.first().copied();
    input.consume(usize::from(byte.is_some()));
    Ok(byte)
}

struct Lzw<R> {
    input: R,
    decoder: weezl::decode::Decoder,
}

impl<R> Lzw<R> {
    fn new(input: R, early_change: bool) -> Self {
        let decoder = if early_change {
            weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
        } else {
            weezl::decode::Decoder::new(BitOrder::Msb, 8)
        };
        Self { input, decoder }
    }
}

impl<R: BufRead> Read for Lzw<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        loop {
            let data = self.input.fill_buf()?;
            let at_end = data.is_empty();
            let result = self.decoder.decode_bytes(data, out);
            self.input.consume(result.consumed_in);
            match result.status {
                _ if result.consumed_out > 0 => return Ok(result.consumed_out),
                Ok(LzwStatus::Done) => return Ok(0),
                Ok(_) if at_end => return Ok(0),
                Ok(_) => {}
                Err(_) => return Err(Error::from(ErrorKind::InvalidData)),
            }
        }
    }
}

struct RunLength<R> {
    input: R,
    /// Bytes to come of a run, repeated or copied.
    left: usize,
    repeated: Option<u8>,
}

impl<R: BufRead> Read for RunLength<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        if self.left == 0 {
            match next_byte(&mut self.input)? {
                None | Some(128) => return Ok(0),
                Some(length @ 0..128) => (self.left, self.repeated) = (usize::from(length) + 1, None),
                Some(length) => {
                    let Some(byte) = next_byte(&mut self.input)? else { return Ok(0) };
                    (self.left, self.repeated) = (257 - usize::from(length), Some(byte));
                }
            }
        }
        let count = self.left.min(out.len());
        let Some(out) = out.get_mut(..count) else { return Ok(0) };
        let count = match self.repeated {
            Some(byte) => {
                out.fill(byte);
                count
            }
            None => self.input.read(out)?,
        };
        self.left -= count;
        Ok(count)
    }
}

struct Ascii85<R> {
    input: R,
    ended: bool,
}

impl<R: BufRead> Read for Ascii85<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let mut group = 0_u32;
        let mut digits = 0;
        while !self.ended {
            match next_byte(&mut self.input)? {
                Some(b'z') if digits == 0 => return write(&[0; 4], out),
                Some(digit @ b'!'..=b'u') => {
                    group = group.wrapping_mul(85).wrapping_add(u32::from(digit - b'!'));
                    digits += 1;
                    if digits == 5 {
                        return write(&group.to_be_bytes(), out);
                    }
                }
                Some(space) if space.is_ascii_whitespace() || space == 0 => {}
                Some(b'~') | None => self.ended = true,
                Some(_) => return Err(Error::from(ErrorKind::InvalidData)),
            }
        }
        // The last group lacks digits, which count as the largest.
        for _ in digits..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        let bytes = group.to_be_bytes();
        write(bytes.get(..usize::max(digits, 1) - 1).unwrap_or_default(), out)
    }
}

/// `out` is that of a `BufReader` and so has room.
fn write(bytes: &[u8], out: &mut [u8]) -> IoResult<usize> {
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    Ok(bytes.len().min(out.len()))
}

struct AsciiHex<R> {
    input: R,
}

impl<R: BufRead> Read for AsciiHex<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let mut byte = 0;
        let mut digits = 0;
        while digits < 2 {
            match next_byte(&mut self.input)? {
                None | Some(b'>') => break,
                Some(character) => {
                    let Some(digit) = char::from(character).to_digit(16) else { continue };
                    byte = byte << 4 | digit as u8;
                    digits += 1;
                }
            }
        }
        if digits == 0 { Ok(0) } else { write(&[byte << (4 * (2 - digits))], out) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn decoded(raw: &[u8], filters: &[Filter]) -> Vec<u8> {
        let mut whole = Vec::new();
        chain(Cursor::new(raw), filters, true).read_to_end(&mut whole).unwrap();
        whole
    }

    fn measured(raw: &[u8], filters: &[Filter]) -> Measured {
        measure(raw, filters, true, u64::MAX, &Job::default()).unwrap()
    }

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn the_examples_of_the_standard_decode() {
        // ISO 32000-2, 7.4.4.2: LZW of 45 45 45 45 45 65 45 45 45 66.
        let lzw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(decoded(&lzw, &[Filter::LzwDecode]), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        // Encoded with Python's base64.a85encode.
        assert_eq!(decoded(b"Ao\nDTs~>", &[Filter::Ascii85Decode]), b"foob");
        assert_eq!(decoded(b"AoDS~>", &[Filter::Ascii85Decode]), b"foo");
        assert_eq!(decoded(b"z5l~>", &[Filter::Ascii85Decode]), b"\0\0\0\0A");
        assert_eq!(decoded(b"66 6F6F7>zz", &[Filter::AsciiHexDecode]), b"foop");
        assert_eq!(decoded(&[2, 1, 2, 3, 255, 9, 128, 7], &[Filter::RunLengthDecode]), [1, 2, 3, 9, 9]);
    }

    #[test]
    fn filters_are_applied_one_after_the_other() {
        let hex: Vec<u8> = deflated(&[7; 100_000]).iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
        let filters = [Filter::AsciiHexDecode, Filter::FlateDecode];
        assert_eq!(measured(&hex, &filters), Measured { bytes: 100_000, certain: true });
    }

    #[test]
    fn a_stream_that_is_cut_off_counts_as_far_as_it_goes() {
        let whole = deflated(&(0..100_000_u64).map(|index| ((index * index) >> 7) as u8).collect::<Vec<_>>());
        let cut = measured(&whole[..whole.len() / 2], &[Filter::FlateDecode]);
        assert!(cut.certain && cut.bytes > 1000 && cut.bytes < 100_000, "{cut:?}");
    }

    #[test]
    fn what_is_behind_damage_counts_as_the_most_it_could_be() {
        let measured = measured(&[0xff; 1000], &[Filter::FlateDecode]);
        assert_eq!(measured, Measured { bytes: 1000 * 1032, certain: false });
    }

    #[test]
    fn counting_stops_once_there_is_too_much() {
        let raw = deflated(&vec![0; 10 << 20]);
        let measured = measure(&raw, &[Filter::FlateDecode], true, 1 << 20, &Job::default()).unwrap();
        assert!(measured.bytes > 1 << 20 && measured.bytes < 2 << 20);
    }
}
