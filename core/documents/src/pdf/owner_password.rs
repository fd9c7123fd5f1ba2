//! Owner passwords of revision 2 to 4: they hold the user password (ISO 32000-2, 7.6.4.4.5, algorithm 7).
//!
//! hayro opens files by user password, and from revision 5 on by either.

use hayro_syntax::object::{Dict, FromBytes, String as PdfString};
use md5::{Digest, Md5};
use memchr::memmem;
use rc4::{KeyInit, Rc4, StreamCipher};

/// Fills passwords up to 32 bytes (7.6.4.3.2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// The user password of a file, as its owner password gives it away. It is right only if the owner password is.
pub fn user_password(file: &[u8], owner_password: &str) -> Option<String> {
    let encryption = encryption(file)?;
    let revision = encryption.get::<u32>("R").filter(|revision| (2..=4).contains(revision))?;
    let bits = if revision == 2 {
        40
    } else {
        encryption.get::<u32>("Length").unwrap_or(if revision == 4 { 128 } else { 40 })
    };
    let length = (bits / 8).clamp(5, 16) as usize;
    let mut key = Md5::digest(padded(owner_password.as_bytes()));
    let mut user = encryption.get::<PdfString>("O")?.as_bytes().get(..32)?.to_vec();
    if revision == 2 {
        decrypt(key.get(..length)?, &mut user);
    } else {
        for _ in 0..50 {
            key = Md5::digest(key);
        }
        for round in (0..20_u8).rev() {
            let key: Vec<u8> = key.iter().take(length).map(|byte| byte ^ round).collect();
            decrypt(&key, &mut user);
        }
    }
    // The padding starts where all that follows is its beginning.
    let end = (0..=user.len()).find(|end| user.get(*end..).is_some_and(|rest| PADDING.starts_with(rest)))?;
    String::from_utf8(user.get(..end)?.to_vec()).ok()
}

/// The encryption dictionary, which the trailer refers to; neither is encrypted or compressed.
fn encryption(file: &[u8]) -> Option<Dict<'_>> {
    memmem::rfind_iter(file, b"/Encrypt").find_map(|start| {
        let value = file.get(start.checked_add(8)?..)?.trim_ascii_start();
        if value.starts_with(b"<<") {
            return Dict::from_bytes(value);
        }
        let mut numbers = value.split(|byte| !byte.is_ascii_digit()).filter(|part| !part.is_empty());
        let number = |part: &[u8]| std::str::from_utf8(part).ok()?.parse::<u32>().ok();
        let heading = format!("{} {} obj", number(numbers.next()?)?, number(numbers.next()?)?);
        let object = memmem::rfind_iter(file, &heading).find(|place| {
            place.checked_sub(1).and_then(|before| file.get(before)).is_none_or(|byte| !byte.is_ascii_digit())
        })?;
        Dict::from_bytes(file.get(object.checked_add(heading.len())?..)?.trim_ascii_start())
    })
}

fn padded(password: &[u8]) -> Vec<u8> {
    password.iter().chain(&PADDING).take(32).copied().collect()
}

/// RC4. A key has 5 to 16 bytes, all of which it takes.
fn decrypt(key: &[u8], data: &mut [u8]) {
    if let Ok(mut cipher) = Rc4::new_from_slice(key) {
        cipher.apply_keystream(data);
    }
}
