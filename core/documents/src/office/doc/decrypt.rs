//! Documents that a password opens ([MS-DOC] 2.2.6): each of the three streams is encrypted, but for its start.

use std::borrow::Cow;

use lode_runtime::Result;

use super::fib::Base;
use crate::formats::Context;
use crate::office::decrypt::rc4::{Rc4Encryption, Rc4Key};
use crate::office::decrypt::xor::Xor;
use crate::office::decrypt::{damaged, first_that_opens};

/// Bytes of the stream `WordDocument` that are never encrypted.
const PLAIN: usize = 68;
/// Bytes of a stream that have a key of their own.
const BLOCK: usize = 512;

/// Decrypts the streams `WordDocument`, of the tables and `Data`; gives the key, if it is one of RC4.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`, `Cancelled`, `Timeout`.
pub fn decrypt(base: Base, streams: &mut [Cow<[u8]>; 3], context: &Context) -> Result<Option<Rc4Key>> {
    if base.is_obfuscated {
        // The key is in the upper half, the verifier in the lower one ([MS-OFFCRYPTO] 2.3.7.4).
        let xor = Xor { key: (base.key >> 16) as u16, verifier: base.key as u16 };
        let pattern = first_that_opens(context.options, |password| Ok(xor.pattern(password)))?;
        each(streams, [PLAIN, 0, 0], |stream| {
            pattern.restore_stream(stream);
            context.job.check()
        })?;
        return Ok(None);
    }
    let size = usize::try_from(base.key).unwrap_or(usize::MAX);
    let info = streams[1].get(..size).ok_or_else(|| damaged().at_path(base.table))?;
    let encryption = Rc4Encryption::read(info).map_err(|error| error.at_path(base.table))?;
    let key = first_that_opens(context.options, |password| Ok(encryption.key(password)))?;
    each(streams, [PLAIN, size, 0], |stream| key.decrypt_stream(BLOCK, stream, context.job))?;
    Ok(Some(key))
}

/// Decrypts each stream as a whole, then puts back as many bytes at its start as are not encrypted: the keys count them.
fn each(streams: &mut [Cow<[u8]>; 3], plain: [usize; 3], decrypt: impl Fn(&mut [u8]) -> Result<()>) -> Result<()> {
    for (stream, plain) in streams.iter_mut().zip(plain) {
        let start = stream.get(..plain).unwrap_or(stream).to_vec();
        let stream = stream.to_mut();
        decrypt(stream)?;
        stream.iter_mut().zip(start).for_each(|(to, from)| *to = from);
    }
    Ok(())
}
