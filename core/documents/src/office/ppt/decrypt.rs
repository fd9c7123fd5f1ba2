//! Presentations that a password opens ([MS-PPT] 2.3.7): each object is encrypted by itself, with its number for a block.

use lode_runtime::Result;

use super::persist::Directory;
use super::record::{self, HEADER, Record};
use crate::formats::Context;
use crate::little_endian::u32_at;
use crate::office::decrypt::rc4::{Rc4Encryption, Rc4Key};
use crate::office::decrypt::{damaged, first_that_opens};

/// Decrypts the objects in the stream `PowerPoint Document`, and gives the key.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`, `Cancelled`, `Timeout`.
pub fn decrypt(directory: &Directory, stream: &mut [u8], context: &Context) -> Result<Rc4Key> {
    let session = directory.encryption.and_then(|number| directory.places.get(&number));
    let session = session.and_then(|place| Record::at(stream, *place as usize));
    let session = session.filter(|session| session.kind == record::ENCRYPTION).ok_or_else(damaged)?;
    let encryption = Rc4Encryption::read(session.data)?;
    let key = first_that_opens(context.options, |password| Ok(encryption.key(password)))?;
    let mut objects: Vec<_> = directory.places.iter().map(|(number, place)| (*place as usize, *number)).collect();
    objects.sort_unstable();
    // Objects of a damaged file may lie within each other: where one was decrypted, no other is.
    let mut free = 0;
    for (place, number) in objects {
        context.job.check()?;
        if place < free || Some(number) == directory.encryption {
            continue;
        }
        let Some(object) = stream.get_mut(place..) else { break };
        let Some(header) = object.first_chunk() else { break };
        let mut header: [u8; HEADER] = *header;
        key.decrypt_block(number, &mut header);
        let size = u32_at(&header, 4).unwrap_or(0) as usize;
        let end = size.saturating_add(HEADER).min(object.len());
        key.decrypt_block(number, object.get_mut(..end).unwrap_or_default());
        free = place.saturating_add(end);
    }
    Ok(key)
}
