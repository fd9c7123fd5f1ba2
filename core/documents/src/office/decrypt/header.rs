//! What documents say of an encryption by the CryptoAPI ([MS-OFFCRYPTO] 2.3.2 and 2.3.3), AES and RC4 alike.

use crate::little_endian::u32_at;

/// The number of RC4 among algorithms.
pub const RC4: u32 = 0x6801;

/// The header, and the verifier after it.
pub struct Header<'a> {
    pub algorithm: u32,
    pub key_bits: u32,
    pub salt: [u8; 16],
    pub verifier: [u8; 16],
    /// The hash of the verifier, as long as hash and cipher make it, and what follows.
    pub verifier_hash: &'a [u8],
}

impl<'a> Header<'a> {
    /// Reads what follows version and flags: the size of the header, the header, the verifier. `None` where that is cut.
    pub fn read(info: &'a [u8]) -> Option<Self> {
        let (size, rest) = info.split_first_chunk()?;
        let (header, verifier) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*size)).ok()?)?;
        Some(Self {
            algorithm: u32_at(header, 8)?,
            key_bits: u32_at(header, 16)?,
            salt: *verifier.get(4..)?.first_chunk()?,
            verifier: *verifier.get(20..)?.first_chunk()?,
            verifier_hash: verifier.get(40..)?,
        })
    }
}
