//! RC4, as documents of Office 97-2003 are encrypted: with MD5 and 40 bits of key (Office 97, [MS-OFFCRYPTO] 2.3.6), or by the
//! CryptoAPI with SHA-1 (Office 2002 and later, 2.3.5).

use lode_runtime::{Job, Result};
use rc4::{KeyInit, Rc4, StreamCipher};

use super::hash::{Hash, Value};
use super::header::{self, Header};
use super::{damaged, unsupported};
use crate::little_endian::{u16_at, u32_at, utf16};

/// Bytes of the hash of a password that are kept (2.3.6.2).
const KEPT: usize = 5;
/// How often they are hashed together with the salt.
const REPEATED: usize = 16;
/// Blocks between two looks at the clock.
const BLOCKS_PER_CHECK: u32 = 256;

/// What a document says of its encryption.
pub struct Rc4Encryption {
    method: Method,
    salt: [u8; 16],
    verifier: [u8; 16],
    /// As long as the hash is.
    verifier_hash: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
enum Method {
    Office97,
    CryptoApi { key_bytes: usize },
}

impl Rc4Encryption {
    /// Reads version, header and verifier (2.3.5.1, 2.3.6.1).
    ///
    /// # Errors
    /// `Parse`, `EncryptionUnsupported` for other ciphers.
    pub fn read(info: &[u8]) -> Result<Self> {
        let version = u16_at(info, 0).zip(u16_at(info, 2)).ok_or_else(damaged)?;
        match version {
            (1, 1) => Self::office_97(info).ok_or_else(damaged),
            (2..=4, 2) => Self::crypto_api(info.get(8..).unwrap_or_default()),
            (major, minor) => Err(unsupported(&format!("version {major}.{minor}"))),
        }
    }

    fn office_97(info: &[u8]) -> Option<Self> {
        Some(Self {
            method: Method::Office97,
            salt: *info.get(4..)?.first_chunk()?,
            verifier: *info.get(20..)?.first_chunk()?,
            verifier_hash: info.get(36..52)?.to_vec(),
        })
    }

    fn crypto_api(info: &[u8]) -> Result<Self> {
        let header = Header::read(info).ok_or_else(damaged)?;
        if header.algorithm != header::RC4 {
            return Err(unsupported(&format!("algorithm {:#x}", header.algorithm)));
        }
        // 2.3.2: no size at all means 40 bits; SHA-1 gives 160 for a key of 128 at most.
        let key_bytes = match header.key_bits {
            0 => 5,
            bits @ 40..=128 => bits as usize / 8,
            _ => return Err(damaged()),
        };
        Ok(Self {
            method: Method::CryptoApi { key_bytes },
            salt: header.salt,
            verifier: header.verifier,
            verifier_hash: header.verifier_hash.get(..20).ok_or_else(damaged)?.to_vec(),
        })
    }

    /// The key that a password makes, if it is the right one (2.3.5.6, 2.3.6.4).
    pub fn key(&self, password: &str) -> Option<Rc4Key> {
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let hash = match self.method {
            Method::Office97 => {
                let hash = Hash::Md5.of(&password, &[]);
                let part = [hash.as_ref().get(..KEPT)?, &self.salt].concat();
                Hash::Md5.of(&part.repeat(REPEATED), &[])
            }
            Method::CryptoApi { .. } => Hash::Sha1.of(&self.salt, &password),
        };
        let key = Rc4Key { method: self.method, hash };
        let (mut verifier, mut verifier_hash) = (self.verifier, self.verifier_hash.clone());
        let mut cipher = key.cipher(0)?;
        cipher.apply_keystream(&mut verifier);
        cipher.apply_keystream(&mut verifier_hash);
        let hash = match self.method {
            Method::Office97 => Hash::Md5,
            Method::CryptoApi { .. } => Hash::Sha1,
        };
        (hash.of(&verifier, &[]).as_ref() == verifier_hash).then_some(key)
    }
}

/// What the keys of all blocks are made of.
pub struct Rc4Key {
    method: Method,
    hash: Value,
}

impl Rc4Key {
    /// The cipher at the start of a block (2.3.5.2, 2.3.6.2).
    fn cipher(&self, block: u32) -> Option<Rc4> {
        let (hash, block) = (self.hash.as_ref(), block.to_le_bytes());
        match self.method {
            Method::Office97 => Rc4::new_from_slice(Hash::Md5.of(hash.get(..KEPT)?, &block).as_ref()).ok(),
            Method::CryptoApi { key_bytes } => {
                let value = Hash::Sha1.of(hash, &block);
                let mut key = value.as_ref().get(..key_bytes)?.to_vec();
                // 40 bits are filled up with zeros.
                key.resize(if key_bytes == KEPT { 16 } else { key_bytes }, 0);
                Rc4::new_from_slice(&key).ok()
            }
        }
    }

    /// Decrypts what is encrypted with the key of one block.
    pub fn decrypt_block(&self, block: u32, data: &mut [u8]) {
        if let Some(mut cipher) = self.cipher(block) {
            cipher.apply_keystream(data);
        }
    }

    /// Decrypts a stream whose blocks of this size, counted from its start, have a key each.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn decrypt_stream(&self, block_size: usize, stream: &mut [u8], job: &Job) -> Result<()> {
        for (block, data) in (0_u32..).zip(stream.chunks_mut(block_size)) {
            if block.is_multiple_of(BLOCKS_PER_CHECK) {
                job.check()?;
            }
            self.decrypt_block(block, data);
        }
        Ok(())
    }

    /// The bytes of a stream that is kept within another one, as what a document says about itself is (2.3.5.4). `None` where it is
    /// not there, or damaged.
    pub fn inner_stream(&self, outer: &[u8], name: &str) -> Option<Vec<u8>> {
        let decrypted = |block: u32, data: &[u8]| {
            let mut data = data.to_vec();
            self.decrypt_block(block, &mut data);
            data
        };
        let list = u32_at(&decrypted(0, outer.get(..8)?), 0)? as usize;
        let list = decrypted(0, outer.get(list..)?);
        let mut entry = list.get(4..)?;
        for _ in 0..u32_at(&list, 0)? {
            let end = 16 + 2 * usize::from(*entry.get(10)?);
            if utf16(entry.get(16..end)?) == name {
                let (start, size) = (u32_at(entry, 0)? as usize, u32_at(entry, 4)? as usize);
                return Some(decrypted(u32::from(u16_at(entry, 8)?), outer.get(start..start.checked_add(size)?)?));
            }
            // A zero ends the name.
            entry = entry.get(end + 2..)?;
        }
        None
    }
}
