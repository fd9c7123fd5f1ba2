//! Owner passwords of revision 2 to 4: they hold the user password (ISO 32000-2, 7.6.4.4.5, algorithm 7).
//!
//! hayro opens files by user password, and from revision 5 on by either. MD5: RFC 1321. RC4: as published in 1994.

use hayro_syntax::object::{Dict, FromBytes, String as PdfString};
use memchr::memmem;

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
    let mut key = md5(&padded(owner_password.as_bytes()));
    let mut user = encryption.get::<PdfString>("O")?.as_bytes().get(..32)?.to_vec();
    if revision == 2 {
        rc4(key.get(..length)?, &mut user);
    } else {
        for _ in 0..50 {
            key = md5(&key);
        }
        for round in (0..20_u8).rev() {
            let key: Vec<u8> = key.iter().take(length).map(|byte| byte ^ round).collect();
            rc4(&key, &mut user);
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

fn rc4(key: &[u8], data: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut other = 0_u8;
    let swap = |state: &mut [u8; 256], a: u8, b: u8| state.swap(usize::from(a), usize::from(b));
    for (index, byte) in (0..=255_u8).zip(key.iter().cycle()) {
        other = other.wrapping_add(state[usize::from(index)]).wrapping_add(*byte);
        swap(&mut state, index, other);
    }
    let (mut index, mut other) = (0_u8, 0_u8);
    for byte in data {
        index = index.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(index)]);
        swap(&mut state, index, other);
        let sum = state[usize::from(index)].wrapping_add(state[usize::from(other)]);
        *byte ^= state[usize::from(sum)];
    }
}

fn md5(message: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut whole = message.to_vec();
    whole.push(0x80);
    whole.resize((whole.len() + 8).next_multiple_of(64), 0);
    let length = (message.len() as u64).wrapping_mul(8).to_le_bytes();
    let end = whole.len() - 8;
    whole[end..].copy_from_slice(&length);
    let mut state = [0x6745_2301_u32, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476];
    for block in whole.chunks_exact(64) {
        let words: Vec<u32> = block.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64_usize {
            let (mixed, word) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), 7 * step % 16),
            };
            // The constants are the sine's: 2^32 * |sin(step + 1)|.
            let constant = ((step as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mixed).wrapping_add(constant).wrapping_add(words[word]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(SHIFTS[step / 16][step % 4])));
        }
        for (word, more) in state.iter_mut().zip([a, b, c, d]) {
            *word = word.wrapping_add(more);
        }
    }
    let mut digest = [0; 16];
    for (bytes, word) in digest.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn md5_gives_the_digests_of_rfc_1321() {
        let hex = |message: &str| md5(message.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(hex(""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
        assert_eq!(
            hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
            "57edf4a22be3c955ac49da2e2107b67a"
        );
        // 57 to 63 bytes take a block more for the length.
        assert_eq!(
            hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
            "d174ab98d277d9f5a5611c2c9f419d9f"
        );
    }

    #[test]
    fn rc4_gives_the_published_vector() {
        let mut data = b"Plaintext".to_vec();
        rc4(b"Key", &mut data);
        assert_eq!(data, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }
}
