//! Agile encryption, as Office 2010 and later write it ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15): AES in CBC mode, described in
//! XML. The HMAC over the package is not looked at: each part of a package has a checksum of its own.

use lode_runtime::{Job, Result};
use mail_parser::decoders::base64::base64_decode;

use super::cipher::{Aes, BLOCK};
use super::hash::Hash;
use super::{MOST_ROUNDS, damaged, unsupported};
use crate::xml::{Node, Tag, Walker, decode};

/// Bytes of the package that are encrypted as one (2.3.4.15).
const SEGMENT: usize = 4096;
/// What is hashed with the password for each of the things that it encrypts (2.3.4.13).
const VERIFIER_INPUT: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const VERIFIER_VALUE: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY_VALUE: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
/// What fills up what is too short (2.3.4.11 and 2.3.4.12).
const FILLER: u8 = 0x36;

/// A cipher, and the hash and salt that go with it.
struct Parameters {
    key_bytes: usize,
    hash: Hash,
    salt: Vec<u8>,
}

/// What `EncryptionInfo` says.
pub struct Agile {
    /// Of the package.
    data: Parameters,
    /// Of the package's key.
    password: Parameters,
    rounds: u32,
    verifier_input: Vec<u8>,
    verifier_value: Vec<u8>,
    key_value: Vec<u8>,
}

impl Agile {
    /// Reads the XML.
    ///
    /// # Errors
    /// `Parse`, `EncryptionUnsupported` for ciphers other than AES-CBC, and for documents without a password.
    pub fn read(xml: &[u8], job: &Job) -> Result<Self> {
        let text = decode(xml);
        let mut walker = Walker::new(&text, job);
        let mut data = None;
        while let Some(node) = walker.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "keyData" => data = Some(Parameters::read(&tag)?),
                "encryptedKey" => {
                    let rounds = tag.number("spinCount").ok_or_else(damaged)?;
                    if rounds > MOST_ROUNDS {
                        return Err(damaged());
                    }
                    return Ok(Self {
                        data: data.ok_or_else(damaged)?,
                        password: Parameters::read(&tag)?,
                        rounds,
                        verifier_input: bytes(&tag, "encryptedVerifierHashInput")?,
                        verifier_value: bytes(&tag, "encryptedVerifierHashValue")?,
                        key_value: bytes(&tag, "encryptedKeyValue")?,
                    });
                }
                _ => {}
            }
        }
        Err(unsupported("one that no password opens"))
    }

    /// The key of the package, if the password is right (2.3.4.13).
    pub fn key(&self, password: &[u8], job: &Job) -> Result<Option<Vec<u8>>> {
        let Parameters { hash, salt, key_bytes } = &self.password;
        let iterated = hash.iterated(salt, password, self.rounds, job)?;
        let decrypted = |block: &[u8; 8], encrypted: &[u8]| {
            let key = filled(hash.of(iterated.as_ref(), block).as_ref(), *key_bytes);
            let mut data = encrypted.to_vec();
            Aes::new(&key).ok_or_else(damaged)?.decrypt_chained(first_block(salt), &mut data);
            Ok(data)
        };
        let input = decrypted(&VERIFIER_INPUT, &self.verifier_input)?;
        let value = decrypted(&VERIFIER_VALUE, &self.verifier_value)?;
        if !value.starts_with(hash.of(&input, &[]).as_ref()) {
            return Ok(None);
        }
        let mut key = decrypted(&KEY_VALUE, &self.key_value)?;
        key.truncate(self.data.key_bytes);
        Ok(Some(key))
    }

    /// Decrypts the package, segment by segment (2.3.4.15).
    ///
    /// # Errors
    /// `Parse`, `Cancelled`, `Timeout`.
    pub fn decrypt(&self, key: &[u8], encrypted: &[u8], job: &Job) -> Result<Vec<u8>> {
        let aes = Aes::new(key).ok_or_else(damaged)?;
        let mut data = encrypted.to_vec();
        for (segment, number) in data.chunks_mut(SEGMENT).zip(0_u32..) {
            if number.is_multiple_of(256) {
                job.check()?;
            }
            let before = self.data.hash.of(&self.data.salt, &number.to_le_bytes());
            aes.decrypt_chained(first_block(before.as_ref()), segment);
        }
        Ok(data)
    }
}

impl Parameters {
    fn read(tag: &Tag) -> Result<Self> {
        let named = |name| tag.attribute(name).unwrap_or_default();
        let (cipher, chaining, hash) = (named("cipherAlgorithm"), named("cipherChaining"), named("hashAlgorithm"));
        if cipher != "AES" || chaining != "ChainingModeCBC" {
            return Err(unsupported(&format!("{cipher} with {chaining}")));
        }
        let hash = Hash::by_name(&hash).ok_or_else(|| unsupported(&format!("{cipher} with {hash}")))?;
        let key_bits: usize = tag.number("keyBits").ok_or_else(damaged)?;
        Ok(Self { key_bytes: key_bits / 8, hash, salt: bytes(tag, "saltValue")? })
    }
}

/// The first bytes of a hash or a salt, filled up where there are too few.
fn filled(value: &[u8], length: usize) -> Vec<u8> {
    // No key of AES is longer: a size out of a damaged file must not be asked for.
    let mut value = value.to_vec();
    value.resize(length.min(64), FILLER);
    value
}

fn first_block(value: &[u8]) -> [u8; BLOCK] {
    let mut block = [FILLER; BLOCK];
    block.iter_mut().zip(value).for_each(|(to, from)| *to = *from);
    block
}

/// An attribute in Base64.
fn bytes(tag: &Tag, name: &str) -> Result<Vec<u8>> {
    tag.attribute(name).and_then(|text| base64_decode(text.as_bytes())).ok_or_else(damaged)
}
