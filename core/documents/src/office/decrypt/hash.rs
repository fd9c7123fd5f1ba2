//! Keys out of passwords, by hashing them over and over.

use lode_runtime::{Job, Result};
use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// Rounds between two looks at the clock: less than a millisecond.
pub const ROUNDS_PER_CHECK: u32 = 1024;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// A hash: as many of its bytes as the function has.
#[derive(Clone, Copy)]
pub struct Value {
    bytes: [u8; 64],
    length: usize,
}

impl AsRef<[u8]> for Value {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Hash {
    /// By its name in the XML of an encrypted document.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Self::Sha1),
            "SHA256" | "SHA-256" => Some(Self::Sha256),
            "SHA384" | "SHA-384" => Some(Self::Sha384),
            "SHA512" | "SHA-512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The hash of two parts, one after the other.
    pub fn of(self, first: &[u8], second: &[u8]) -> Value {
        match self {
            Self::Md5 => digest::<Md5>(first, second),
            Self::Sha1 => digest::<Sha1>(first, second),
            Self::Sha256 => digest::<Sha256>(first, second),
            Self::Sha384 => digest::<Sha384>(first, second),
            Self::Sha512 => digest::<Sha512>(first, second),
        }
    }

    /// The hash of salt and password, hashed `rounds` times with the round's number before it ([MS-OFFCRYPTO] 2.3.4.7 and
    /// 2.3.4.11).
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn iterated(self, salt: &[u8], password: &[u8], rounds: u32, job: &Job) -> Result<Value> {
        let mut value = self.of(salt, password);
        for round in 0..rounds {
            if round.is_multiple_of(ROUNDS_PER_CHECK) {
                job.check()?;
            }
            value = self.of(&round.to_le_bytes(), value.as_ref());
        }
        Ok(value)
    }
}

fn digest<D: Digest>(first: &[u8], second: &[u8]) -> Value {
    let mut state = D::new();
    state.update(first);
    state.update(second);
    let mut value = Value { bytes: [0; 64], length: 0 };
    for (to, from) in value.bytes.iter_mut().zip(state.finalize()) {
        *to = from;
        value.length += 1;
    }
    value
}
