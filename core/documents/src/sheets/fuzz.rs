//! Damage for tests: the same every time.

/// Gives `read` some hundred damaged versions of `good`: bytes changed, cut off, doubled, or put elsewhere.
pub fn mutate(good: &[u8], mut read: impl FnMut(Vec<u8>)) {
    // xorshift64 (Marsaglia 2003)
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for round in 0..400 {
        let mut bytes = good.to_vec();
        for _ in 0..=random(4) {
            let place = random(bytes.len());
            match random(5) {
                0 => bytes.truncate(place),
                1 => bytes.extend_from_within(place..(place + 40).min(good.len()).min(bytes.len()).max(place)),
                2 if place < bytes.len() => bytes[place] = [0, 1, 0x7F, 0x80, 0xFF][random(5)],
                _ if place < bytes.len() => bytes[place] = random(256) as u8,
                _ => bytes.push(round as u8),
            }
        }
        read(bytes);
    }
}
