//! AES, block by block.

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

/// Bytes of a block.
pub const BLOCK: usize = 16;

/// AES with a key of one of its three sizes.
pub enum Aes {
    Key128(Aes128),
    Key192(Aes192),
    Key256(Aes256),
}

impl Aes {
    /// `None` for a key of another size.
    pub fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Self::Key128),
            24 => Aes192::new_from_slice(key).ok().map(Self::Key192),
            32 => Aes256::new_from_slice(key).ok().map(Self::Key256),
            _ => None,
        }
    }

    fn decrypt_block(&self, block: &mut [u8; BLOCK]) {
        let block = block.into();
        match self {
            Self::Key128(aes) => aes.decrypt_block(block),
            Self::Key192(aes) => aes.decrypt_block(block),
            Self::Key256(aes) => aes.decrypt_block(block),
        }
    }

    /// Each block by itself (ECB). What is left of a cut block is not touched.
    pub fn decrypt(&self, data: &mut [u8]) {
        for block in data.as_chunks_mut().0 {
            self.decrypt_block(block);
        }
    }

    /// Each block with the one before it (CBC).
    pub fn decrypt_chained(&self, mut before: [u8; BLOCK], data: &mut [u8]) {
        for block in data.as_chunks_mut().0 {
            let encrypted = *block;
            self.decrypt_block(block);
            block.iter_mut().zip(before).for_each(|(byte, before)| *byte ^= before);
            before = encrypted;
        }
    }
}
