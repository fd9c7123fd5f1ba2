//! RTF as messages of Outlook have it: compressed by references to what came before ([MS-OXRTFCP]).

use std::borrow::Cow;

use lode_runtime::{Error, Job, Result};

use crate::little_endian::u32_at;

const COMPRESSED: u32 = 0x7546_5A4C;
const UNCOMPRESSED: u32 = 0x414C_454D;
const HEADER: usize = 16;
/// The dictionary is a ring of so many bytes.
const RING: usize = 4096;
/// What the dictionary holds at first ([MS-OXRTFCP] 2.1.2.1).
const FIRST: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\
\\tab\\tx";

/// The RTF in a stream; as much of it as there is when the stream is cut.
///
/// # Errors
/// `Parse` when it is neither of the two known forms, `LimitExpandedBytes`.
pub fn expand<'a>(stream: &'a [u8], job: &Job) -> Result<Cow<'a, [u8]>> {
    let field = |at| u32_at(stream, at).ok_or_else(|| Error::parse("expected compressed RTF, its header is cut"));
    let (size, kind) = (field(4)? as usize, field(8)?);
    let data = stream.get(HEADER..).unwrap_or_default();
    match kind {
        UNCOMPRESSED => Ok(Cow::Borrowed(data.get(..size).unwrap_or(data))),
        COMPRESSED => {
            // A reference of two bytes stands for 17 at most.
            let most = size.min(data.len().saturating_mul(9));
            job.charge_expanded(most as u64)?;
            Ok(Cow::Owned(inflate(data, most)))
        }
        _ => Err(Error::parse(format!("expected compressed RTF, got the mark {kind:08X}"))),
    }
}

fn inflate(data: &[u8], size: usize) -> Vec<u8> {
    let mut ring = [0_u8; RING];
    ring[..FIRST.len()].copy_from_slice(FIRST);
    let mut write = FIRST.len();
    let mut out = Vec::with_capacity(size);
    let mut bytes = data.iter().copied();
    let mut push = |byte: u8, ring: &mut [u8; RING], out: &mut Vec<u8>| {
        ring[write % RING] = byte;
        write += 1;
        out.push(byte);
        write % RING
    };
    let mut end = FIRST.len();
    while let Some(control) = bytes.next() {
        for bit in 0..8 {
            if out.len() >= size {
                return out;
            }
            if control >> bit & 1 == 0 {
                let Some(literal) = bytes.next() else { return out };
                end = push(literal, &mut ring, &mut out);
                continue;
            }
            let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else { return out };
            let reference = usize::from(high) << 8 | usize::from(low);
            let (offset, length) = (reference >> 4, (reference & 0xF) + 2);
            // A reference to where the next byte goes is the end.
            if offset == end {
                return out;
            }
            for step in 0..length {
                end = push(ring[(offset + step) % RING], &mut ring, &mut out);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    // The examples of [MS-OXRTFCP] 4.1 and 4.2.
    #[test]
    fn the_examples_of_the_specification_are_expanded() {
        let simple = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3\x20hel\x09\0\x20bw\x05\xb0ld}\
\x0a\x80\x0f\xa0";
        let expected = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
        assert_eq!(expand(simple, &Job::default()).unwrap().as_ref(), expected);
        let repeated = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0";
        assert_eq!(expand(repeated, &Job::default()).unwrap().as_ref(), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    #[test]
    fn what_is_cut_gives_what_there_is() {
        let cut = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WX";
        assert_eq!(expand(cut, &Job::default()).unwrap().as_ref(), b"{\\rtf1 WX");
        assert!(expand(b"LZFu", &Job::default()).is_err());
        assert!(expand(&[0; 32], &Job::default()).is_err());
    }
}
