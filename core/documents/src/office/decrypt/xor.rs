//! XOR obfuscation, of Excel and Word since before 97 ([MS-OFFCRYPTO] 2.3.7): 16 bytes made of the password, over and over.

/// The most characters that a password may have.
const MOST_CHARACTERS: usize = 15;
/// What follows the password in the 16 bytes (2.3.7.2, 2.3.7.5).
const FILLER: [u8; 15] = [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];

/// What a file says of its obfuscation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Xor {
    pub key: u16,
    pub verifier: u16,
}

impl Xor {
    /// The pattern that a password makes, if it is the right one.
    pub fn pattern(self, password: &str) -> Option<Pattern> {
        let password = single_bytes(password);
        if password.len() > MOST_CHARACTERS || self != (Self { key: key(&password), verifier: verifier(&password) }) {
            return None;
        }
        let mut pattern = [0; 16];
        let key = self.key.to_le_bytes().into_iter().cycle();
        for ((byte, from), key) in pattern.iter_mut().zip(password.into_iter().chain(FILLER)).zip(key) {
            *byte = (from ^ key).rotate_right(1);
        }
        Some(Pattern(pattern))
    }
}

/// Characters as single bytes: the lower half of each, or the upper one where the lower is zero (2.3.7.4).
fn single_bytes(password: &str) -> Vec<u8> {
    let halves = password.encode_utf16().map(u16::to_le_bytes);
    halves.map(|[low, high]| if low == 0 { high } else { low }).collect()
}

/// The hash of a password in 15 bits, with one above (2.3.7.1).
fn verifier(password: &[u8]) -> u16 {
    let rotated = |value: u16| (value << 1 | value >> 14) & 0x7FFF;
    let hash = password.iter().rev().fold(0, |hash, byte| rotated(hash) ^ u16::from(*byte));
    // A password has at most 15 characters.
    rotated(hash) ^ password.len() as u16 ^ 0xCE4B
}

/// The key of 16 bits (2.3.7.2). The tables there hold the states of a shift register, that of the polynomial of CRC-16-CCITT:
/// `XorMatrix` those that it goes through from 0x8000 on, eight to a character of which seven count, `InitialCode` where it is
/// from 0xFFFF on after as many characters.
fn key(password: &[u8]) -> u16 {
    let shifted = |state: u16| state << 1 ^ if state & 0x8000 == 0 { 0 } else { 0x1021 };
    let (mut key, mut bit, mut end) = (0, 0x8000, 0xFFFF);
    for byte in password.iter().rev() {
        for number in 0..8 {
            (bit, end) = (shifted(bit), shifted(end));
            if number < 7 && byte >> number & 1 == 1 {
                key ^= bit;
            }
        }
    }
    if password.is_empty() { 0 } else { key ^ end }
}

/// What data is obfuscated with.
pub struct Pattern([u8; 16]);

impl Pattern {
    /// Restores the data of a record of Excel's that begins at this place of the stream and whose first `plain` bytes are as they
    /// were (2.3.7.3). The end of the record tells where in the pattern it begins, as all that read such files have it; the
    /// specification does not say.
    pub fn restore_record(&self, place: usize, plain: usize, data: &mut [u8]) {
        let start = place.wrapping_add(data.len()) % 16;
        for (byte, pattern) in data.iter_mut().zip(self.0.iter().cycle().skip(start)).skip(plain) {
            *byte = (*byte ^ pattern).rotate_left(3);
        }
    }

    /// Restores a stream of Word's, where zeros and what would become zero are as they were (2.3.7.6).
    pub fn restore_stream(&self, stream: &mut [u8]) {
        for (byte, pattern) in stream.iter_mut().zip(self.0.iter().cycle()) {
            if *byte != 0 && byte != pattern {
                *byte ^= pattern;
            }
        }
    }
}
