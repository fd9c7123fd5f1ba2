//! Standard encryption, as Office 2007 writes it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES in ECB mode, SHA-1.

use lode_runtime::{Job, Result};

use super::cipher::Aes;
use super::hash::Hash;
use super::header::{Header, RC4};
use super::{damaged, unsupported};

/// How often the password is hashed.
const ROUNDS: u32 = 50_000;
/// Encrypted bytes between two looks at the clock.
const STEP: usize = 1 << 20;

/// What `EncryptionInfo` says.
pub struct Standard {
    key_bytes: usize,
    salt: [u8; 16],
    verifier: [u8; 16],
    verifier_hash: [u8; 32],
}

impl Standard {
    /// Reads what follows version and flags.
    ///
    /// # Errors
    /// `Parse`, `EncryptionUnsupported` for what is not AES.
    pub fn read(info: &[u8]) -> Result<Self> {
        let header = Header::read(info).ok_or_else(damaged)?;
        let key_bits = match header.algorithm {
            0x660E => 128,
            0x660F => 192,
            0x6610 => 256,
            RC4 => return Err(unsupported("RC4")),
            algorithm => return Err(unsupported(&format!("algorithm {algorithm:#x}"))),
        };
        Ok(Self {
            key_bytes: key_bits / 8,
            salt: header.salt,
            verifier: header.verifier,
            verifier_hash: *header.verifier_hash.first_chunk().ok_or_else(damaged)?,
        })
    }

    /// The key that a password makes (2.3.4.7), if it is the right one (2.3.4.9).
    pub fn key(&self, password: &[u8], job: &Job) -> Result<Option<Vec<u8>>> {
        let hash = Hash::Sha1.iterated(&self.salt, password, ROUNDS, job)?;
        let hash = Hash::Sha1.of(hash.as_ref(), &0_u32.to_le_bytes());
        let half = |fill: u8| {
            let mut bytes = [fill; 64];
            bytes.iter_mut().zip(hash.as_ref()).for_each(|(byte, hash)| *byte ^= hash);
            Hash::Sha1.of(&bytes, &[])
        };
        let mut key = [half(0x36).as_ref(), half(0x5C).as_ref()].concat();
        key.truncate(self.key_bytes);
        let Some(aes) = Aes::new(&key) else { return Ok(None) };
        let (mut verifier, mut verifier_hash) = (self.verifier, self.verifier_hash);
        aes.decrypt(&mut verifier);
        aes.decrypt(&mut verifier_hash);
        let right = verifier_hash.starts_with(Hash::Sha1.of(&verifier, &[]).as_ref());
        Ok(right.then_some(key))
    }
}

/// # Errors
/// `Cancelled`, `Timeout`.
pub fn decrypt(key: &[u8], encrypted: &[u8], job: &Job) -> Result<Vec<u8>> {
    let aes = Aes::new(key).ok_or_else(damaged)?;
    let mut data = encrypted.to_vec();
    for step in data.chunks_mut(STEP) {
        job.check()?;
        aes.decrypt(step);
    }
    Ok(data)
}
