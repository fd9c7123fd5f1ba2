//! Workbooks that a password opens ([MS-XLS] 2.2.10): the data of records is encrypted, in place.

use lode_runtime::Result;

use super::record::{Records, Version, is_beginning, version};
use crate::formats::Context;
use crate::little_endian::u16_at;
use crate::office::decrypt::rc4::{Rc4Encryption, Rc4Key};
use crate::office::decrypt::xor::Xor;
use crate::office::decrypt::{damaged, first_that_opens, unsupported};

const EOF: u16 = 0x0A;
const FILE_PASS: u16 = 0x2F;
const BOUND_SHEET: u16 = 0x85;
/// Records that are never encrypted, besides the beginnings of substreams: FILEPASS, INTERFACEHDR, RRDHEAD, USREXCL, FILELOCK and
/// RRDINFO (2.2.10).
const PLAIN: [u16; 6] = [FILE_PASS, 0xE1, 0x138, 0x194, 0x195, 0x196];
/// Bytes of the stream that have a key of their own.
const BLOCK: usize = 1024;
const HEADER: usize = 4;

/// A workbook without its encryption.
pub struct Decrypted {
    pub stream: Vec<u8>,
    /// Of RC4.
    pub key: Option<Rc4Key>,
}

/// Decrypts the stream of a workbook; `None` if it is not encrypted.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`, `Cancelled`, `Timeout`.
pub fn decrypt(stream: &[u8], context: &Context) -> Result<Option<Decrypted>> {
    let Some((start, data)) = file_pass(stream) else { return Ok(None) };
    // Before Excel 97 there is no type, and XOR alone (2.4.117).
    let (kind, data) = match version(stream) {
        Some(Version::Biff8) => (u16_at(data, 0).ok_or_else(damaged)?, data.get(2..).unwrap_or_default()),
        _ => (0, data),
    };
    match kind {
        0 => restore(stream, start, data, context).map(Some),
        1 => decrypt_blocks(stream, start, data, context).map(Some),
        _ => Err(unsupported(&format!("type {kind}"))),
    }
}

/// What the workbook says of its encryption, and where the records after it begin.
fn file_pass(stream: &[u8]) -> Option<(usize, &[u8])> {
    let mut place = 0;
    for (index, (kind, data)) in Records::new(stream, 0).enumerate() {
        place += HEADER + data.len();
        match kind {
            FILE_PASS => return Some((place, data)),
            EOF => return None,
            _ if index > 0 && is_beginning(kind) => return None,
            _ => {}
        }
    }
    None
}

/// How many bytes of a record's data are as they were.
fn plain_bytes(kind: u16, size: usize) -> usize {
    match kind {
        // Where the records of the sheet begin.
        BOUND_SHEET => size.min(4),
        _ if is_beginning(kind) || PLAIN.contains(&kind) => size,
        _ => 0,
    }
}

fn restore(stream: &[u8], start: usize, data: &[u8], context: &Context) -> Result<Decrypted> {
    let (key, verifier) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(damaged)?;
    let pattern = first_that_opens(context.options, |password| Ok(Xor { key, verifier }.pattern(password)))?;
    let mut decrypted = stream.to_vec();
    let mut place = start;
    for (kind, data) in Records::new(stream, start) {
        place += HEADER;
        if let Some(encrypted) = decrypted.get_mut(place..place + data.len()) {
            pattern.restore_record(place, plain_bytes(kind, data.len()), encrypted);
        }
        place += data.len();
    }
    Ok(Decrypted { stream: decrypted, key: None })
}

/// The keys of RC4 go on over what is not encrypted: all is decrypted, then that is put back.
fn decrypt_blocks(stream: &[u8], start: usize, data: &[u8], context: &Context) -> Result<Decrypted> {
    let encryption = Rc4Encryption::read(data)?;
    let key = first_that_opens(context.options, |password| Ok(encryption.key(password)))?;
    let mut decrypted = stream.to_vec();
    key.decrypt_stream(BLOCK, &mut decrypted, context.job)?;
    let mut put_back = |place: usize, size: usize| {
        if let (Some(to), Some(from)) = (decrypted.get_mut(place..place + size), stream.get(place..place + size)) {
            to.copy_from_slice(from);
        }
    };
    put_back(0, start);
    let mut place = start;
    for (kind, data) in Records::new(stream, start) {
        put_back(place, HEADER + plain_bytes(kind, data.len()));
        place += HEADER + data.len();
    }
    Ok(Decrypted { stream: decrypted, key: Some(key) })
}
