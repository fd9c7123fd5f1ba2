//! Decrypts Office documents ([MS-OFFCRYPTO]): here those that are encrypted as a whole (2.3.4), packages inside a compound file;
//! in `rc4` and `xor` what the readers of Office 97-2003 decrypt their streams with; in `opendocument` packages of OpenDocument.

mod agile;
mod cipher;
mod hash;
mod header;
pub mod opendocument;
pub mod rc4;
mod standard;
#[cfg(test)]
mod tests;
pub mod xor;

use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};

use crate::compound::Container;
use crate::options::ExtractOptions;

/// Documents that may be read but not changed are encrypted with this, and opened without asking ([MS-OFFCRYPTO] 2.4.2.3).
const WRITE_PROTECTED: &str = "VelvetSweatshop";

/// The most that a password may be hashed ([MS-OFFCRYPTO] 2.3.4.10, `spinCount`).
const MOST_ROUNDS: u32 = 10_000_000;

/// The package in an encrypted document; `None` for all other files.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, `EncryptionUnsupported`, `Parse`, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
pub fn decrypt(bytes: &Bytes, options: &ExtractOptions, job: &Job) -> Result<Option<Bytes>> {
    let file = bytes.as_ref().as_ref();
    if !Container::is_one(file) {
        return Ok(None);
    }
    let Ok(container) = Container::open(file) else { return Ok(None) };
    let (Some(info), Some(package)) = (container.stream("EncryptionInfo"), container.stream("EncryptedPackage")) else {
        return Ok(None);
    };
    // 2.3.4.4: the size of the package, then the package, padded to whole blocks.
    let Some((size, encrypted)) = package.split_first_chunk().filter(|(_, encrypted)| !encrypted.is_empty()) else {
        return Err(Error::parse("expected an encrypted package, it is empty"));
    };
    let size = usize::try_from(u64::from_le_bytes(*size)).unwrap_or(usize::MAX);
    let encryption = Encryption::read(&info, job).map_err(|error| error.at_path("EncryptionInfo"))?;
    let key = first_that_opens(options, |password| encryption.key(password, job))?;
    job.charge_expanded(encrypted.len() as u64)?;
    let mut decrypted = encryption.decrypt(&key, encrypted, job)?;
    decrypted.truncate(size);
    Ok(Some(Arc::new(decrypted)))
}

/// What `open` gives for the first of the passwords in the options that is the right one, or for that of documents which open
/// without asking.
///
/// # Errors
/// `PasswordRequired`, `PasswordWrong`, and those of `open`.
pub fn first_that_opens<K>(options: &ExtractOptions, open: impl Fn(&str) -> Result<Option<K>>) -> Result<K> {
    let passwords = options.password.all();
    for password in passwords.iter().map(String::as_str).chain([WRITE_PROTECTED]) {
        if let Some(key) = open(password)? {
            return Ok(key);
        }
    }
    Err(if passwords.is_empty() {
        Error::new(ErrorCode::PasswordRequired, "the document is encrypted; give its password in options.password")
    } else {
        Error::new(
            ErrorCode::PasswordWrong,
            format!(
                "the document is encrypted, and none of the {} passwords in options.password opens it",
                passwords.len()
            ),
        )
    })
}

/// How a document is encrypted.
enum Encryption {
    /// Office 2007 (2.3.4.5).
    Standard(standard::Standard),
    /// Office 2010 and later (2.3.4.10).
    Agile(agile::Agile),
}

impl Encryption {
    fn read(info: &[u8], job: &Job) -> Result<Self> {
        let version = info.split_first_chunk::<8>().map(|(head, rest)| {
            let [major, _, minor, ..] = *head;
            (major, minor, rest)
        });
        match version {
            Some((4, 4, xml)) => agile::Agile::read(xml, job).map(Self::Agile),
            Some((2..=4, 2, rest)) => standard::Standard::read(rest).map(Self::Standard),
            Some((major, minor, _)) => Err(unsupported(&format!("version {major}.{minor}"))),
            None => Err(damaged()),
        }
    }

    /// The key of the package, if the password is right.
    fn key(&self, password: &str, job: &Job) -> Result<Option<Vec<u8>>> {
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        match self {
            Self::Standard(standard) => standard.key(&password, job),
            Self::Agile(agile) => agile.key(&password, job),
        }
    }

    fn decrypt(&self, key: &[u8], encrypted: &[u8], job: &Job) -> Result<Vec<u8>> {
        match self {
            Self::Standard(_) => standard::decrypt(key, encrypted, job),
            Self::Agile(agile) => agile.decrypt(key, encrypted, job),
        }
    }
}

/// The error for documents that say something impossible of their encryption.
pub fn damaged() -> Error {
    Error::parse("the document is encrypted, and what it says of its encryption is cut or damaged")
}

/// The error for encryptions that are not read; `what` names them.
pub fn unsupported(what: &str) -> Error {
    Error::new(
        ErrorCode::EncryptionUnsupported,
        format!(
            "expected a document encrypted by password with AES or RC4, got {what}; save it without a password first"
        ),
    )
}
