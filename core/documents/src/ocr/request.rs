//! What a backend is sent: the language and a page image.

use lode_runtime::Payload;

use crate::raster::{PageImage, PixelBuffer};

/// A page for a backend to read, laid out so:
///
/// | bytes | what |
/// |---|---|
/// | 4 | number of the page, from 1 |
/// | 4 | width in pixels |
/// | 4 | height in pixels |
/// | 4 | length of the language in bytes |
/// | length, then zeros up to a multiple of 4 | the language, UTF-8 |
/// | width × height × 4 | pixels: red, green, blue, alpha, rows from the top |
///
/// Numbers are unsigned and little-endian.
pub struct PageRequest {
    head: Vec<u8>,
    rgba: PixelBuffer,
}

impl PageRequest {
    pub fn new(image: PageImage, language: &str) -> Self {
        let mut head = Vec::with_capacity(16 + language.len().next_multiple_of(4));
        for number in [image.page, image.width, image.height, language.len() as u32] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        head.extend_from_slice(language.as_bytes());
        head.resize(head.len().next_multiple_of(4), 0);
        Self { head, rgba: image.rgba }
    }
}

impl Payload for PageRequest {
    fn size(&self) -> usize {
        self.head.len() + self.rgba.len()
    }

    fn write(&self, out: &mut [u8]) {
        let Some((head, pixels)) = out.split_at_mut_checked(self.head.len()) else { return };
        head.copy_from_slice(&self.head);
        pixels.copy_from_slice(&self.rgba);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_header_the_padded_language_and_the_pixels() {
        let image = PageImage { page: 3, width: 1, height: 2, rgba: vec![1, 2, 3, 255, 4, 5, 6, 255].into() };
        let request = PageRequest::new(image, "chi_sim");
        let mut out = vec![0xAA; request.size()];
        request.write(&mut out);
        let expected =
            [&[3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0][..], b"chi_sim\0", &[1, 2, 3, 255, 4, 5, 6, 255]];
        assert_eq!(out, expected.concat());
    }
}
