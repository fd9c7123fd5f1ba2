//! OpenDocument packages that a password opens (OpenDocument 1.3 part 2, 3.4 and 4.4 to 4.7): each part is deflated, then
//! encrypted with a key of its own.

use std::borrow::Cow;
use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use lode_runtime::{Job, Result};
use mail_parser::decoders::base64::base64_decode;
use sha1::Sha1;

use super::cipher::{Aes, BLOCK};
use super::hash::{Hash, ROUNDS_PER_CHECK};
use super::{MOST_ROUNDS, damaged, first_that_opens, unsupported};
use crate::formats::Context;
use crate::package::Package;
use crate::xml::{Node, Tag, Walker, decode};

const MANIFEST: &str = "META-INF/manifest.xml";
const CONTENT: &str = "content.xml";
/// What LibreOffice 24.2 and later encrypt the whole package as.
const WHOLE: &str = "encrypted-package";
/// As much of a part its checksum is of.
const CHECKED: usize = 1024;
/// Bytes that each block of PBKDF2 with SHA-1 gives (RFC 8018, 5.2).
const DERIVED: usize = 20;

/// Opens a package. If a password is needed for its content, its parts are decrypted as they are read.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, and those of [`Package::open`] and [`Package::read`].
pub fn open<'a>(bytes: &'a [u8], context: &Context<'a>) -> Result<Package<'a>> {
    let package = Package::open(bytes, context.job)?;
    // What is encrypted is stored (3.4): most packages need not be asked for more.
    if package.find(CONTENT).is_some_and(|content| !content.is_stored()) {
        return Ok(package);
    }
    let manifest = package.read_path(MANIFEST)?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_none() {
        return Ok(package);
    }
    let parts = read_manifest(&decode(&manifest), context.job).map_err(|error| error.at_path(MANIFEST))?;
    if let Some(whole) = parts.get(WHOLE) {
        return Err(whole.unsupported());
    }
    let Some(content) = parts.get(CONTENT) else { return Ok(package) };
    let data = package.require(CONTENT)?;
    let (password, content) = first_that_opens(context.options, |password| {
        let decrypted = content.decrypt(password, &data, context.job)?;
        Ok(decrypted.map(|decrypted| (password.to_string(), decrypted)))
    })?;
    Ok(package.with_encrypted(EncryptedParts { parts, password, content }))
}

/// The encrypted parts of a package, and the password that opens them.
pub struct EncryptedParts {
    parts: HashMap<String, Part>,
    password: String,
    /// The deflated content, by which the password was tried: to derive its key once more would take as long again.
    content: Vec<u8>,
}

impl EncryptedParts {
    /// The deflated data of a part; `None` for one that is not encrypted.
    ///
    /// # Errors
    /// `Parse`, `EncryptionUnsupported`, `Cancelled`, `Timeout`.
    pub fn decrypt(&self, path: &str, data: &[u8], job: &Job) -> Result<Option<Cow<'_, [u8]>>> {
        if path == CONTENT {
            return Ok(Some(Cow::Borrowed(&self.content)));
        }
        let Some(part) = self.parts.get(path) else { return Ok(None) };
        part.decrypt(&self.password, data, job)?.ok_or_else(damaged).map(|data| Some(Cow::Owned(data)))
    }
}

/// What the manifest says of how a part is encrypted.
#[derive(Default)]
struct Part {
    checksum_type: String,
    checksum: Vec<u8>,
    algorithm: String,
    vector: Vec<u8>,
    start_key: String,
    derivation: String,
    rounds: u32,
    salt: Vec<u8>,
}

fn read_manifest(text: &str, job: &Job) -> Result<HashMap<String, Part>> {
    let mut walker = Walker::new(text, job);
    let mut parts: HashMap<String, Part> = HashMap::new();
    let mut path = String::new();
    while let Some(node) = walker.next(0)? {
        let Node::Start(tag) = node else { continue };
        if tag.name() == "file-entry" {
            path = text_of(&tag, "full-path");
        } else if tag.name() == "encryption-data" {
            parts.insert(path.clone(), Part::default());
        }
        if let Some(part) = parts.get_mut(&path) {
            part.read(&tag);
        }
    }
    Ok(parts)
}

fn text_of(tag: &Tag, name: &str) -> String {
    tag.attribute(name).unwrap_or_default().into_owned()
}

fn bytes_of(tag: &Tag, name: &str) -> Vec<u8> {
    tag.attribute(name).and_then(|text| base64_decode(text.as_bytes())).unwrap_or_default()
}

/// Names are addresses of which the last word tells, or that word alone.
fn last_word(name: &str) -> String {
    name.rsplit(['#', ':']).next().unwrap_or_default().to_ascii_lowercase()
}

impl Part {
    fn read(&mut self, tag: &Tag) {
        match tag.name() {
            "encryption-data" => {
                self.checksum_type = last_word(&text_of(tag, "checksum-type"));
                self.checksum = bytes_of(tag, "checksum");
            }
            "algorithm" => {
                self.algorithm = last_word(&text_of(tag, "algorithm-name"));
                self.vector = bytes_of(tag, "initialisation-vector");
            }
            "start-key-generation" => self.start_key = last_word(&text_of(tag, "start-key-generation-name")),
            "key-derivation" => {
                self.derivation = last_word(&text_of(tag, "key-derivation-name"));
                self.rounds = tag.number("iteration-count").unwrap_or(0);
                self.salt = bytes_of(tag, "salt");
            }
            _ => {}
        }
    }

    fn unsupported(&self) -> lode_runtime::Error {
        unsupported(&format!("{:?} with {:?}", self.algorithm, self.derivation))
    }

    /// The deflated data, if the password is the right one.
    fn decrypt(&self, password: &str, data: &[u8], job: &Job) -> Result<Option<Vec<u8>>> {
        let key_bytes = match self.algorithm.as_str() {
            "aes128-cbc" => 16,
            "aes192-cbc" => 24,
            "aes256-cbc" => 32,
            _ => return Err(self.unsupported()),
        };
        if self.derivation != "pbkdf2" {
            return Err(self.unsupported());
        }
        if self.rounds > MOST_ROUNDS {
            return Err(damaged());
        }
        let start_key = if self.start_key == "sha256" { Hash::Sha256 } else { Hash::Sha1 };
        let start_key = start_key.of(password.as_bytes(), &[]);
        let key = derive(start_key.as_ref(), &self.salt, self.rounds, key_bytes, job)?;
        let aes = Aes::new(&key).ok_or_else(damaged)?;
        let vector: [u8; BLOCK] = *self.vector.first_chunk().ok_or_else(damaged)?;
        let mut data = data.to_vec();
        aes.decrypt_chained(vector, &mut data);
        // The last byte tells how many were filled in (XML Encryption 1.0, 5.2).
        let filled = data.last().map_or(0, |last| usize::from(*last));
        if filled <= BLOCK {
            data.truncate(data.len().saturating_sub(filled));
        }
        let hash = if self.checksum_type.starts_with("sha256") { Hash::Sha256 } else { Hash::Sha1 };
        let checked = if self.checksum_type.ends_with("1k") { data.get(..CHECKED).unwrap_or(&data) } else { &data };
        Ok((hash.of(checked, &[]).as_ref() == self.checksum).then_some(data))
    }
}

/// PBKDF2 with HMAC-SHA-1 (RFC 8018, 5.2).
fn derive(password: &[u8], salt: &[u8], rounds: u32, length: usize, job: &Job) -> Result<Vec<u8>> {
    let start = Hmac::<Sha1>::new_from_slice(password).map_err(|_| damaged())?;
    let mut key = vec![0; length];
    for (number, part) in (1_u32..).zip(key.chunks_mut(DERIVED)) {
        let mut value = start.clone().chain_update(salt).chain_update(number.to_be_bytes()).finalize().into_bytes();
        let mut sum = value;
        for round in 1..rounds {
            if round.is_multiple_of(ROUNDS_PER_CHECK) {
                job.check()?;
            }
            value = start.clone().chain_update(value).finalize().into_bytes();
            sum.iter_mut().zip(value).for_each(|(sum, value)| *sum ^= value);
        }
        part.iter_mut().zip(sum).for_each(|(to, from)| *to = from);
    }
    Ok(key)
}
