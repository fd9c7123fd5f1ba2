//! Decoded pixels.

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};

/// RGBA, 8 bits a channel, rows from the top, no padding.
#[derive(Debug)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// RGB as RGBA.
pub fn with_alpha(rgb: &[u8]) -> Vec<u8> {
    let pixels = rgb.as_chunks::<3>().0;
    let mut rgba = vec![255; pixels.len() * 4];
    for (to, [red, green, blue]) in rgba.as_chunks_mut::<4>().0.iter_mut().zip(pixels) {
        *to = [*red, *green, *blue, 255];
    }
    rgba
}

/// Gray as RGBA.
pub fn of_gray(gray: &[u8]) -> Vec<u8> {
    let mut rgba = vec![255; gray.len() * 4];
    for (to, gray) in rgba.as_chunks_mut::<4>().0.iter_mut().zip(gray) {
        *to = [*gray, *gray, *gray, 255];
    }
    rgba
}

impl Pixels {
    /// Paints them on white paper, so that they are opaque.
    pub fn on_white(mut self) -> Self {
        for pixel in self.rgba.as_chunks_mut::<4>().0 {
            let [red, green, blue, alpha] = *pixel;
            if alpha < 255 {
                let mix = |channel: u8| {
                    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
                    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
                };
                *pixel = [mix(red), mix(green), mix(blue), 255];
            }
        }
        self
    }

    /// Turns and flips them.
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let Some(image) = RgbaImage::from_raw(width, height, self.rgba) else {
            return Self { width: 0, height: 0, rgba: Vec::new() };
        };
        let mut image = DynamicImage::ImageRgba8(image);
        image.apply_orientation(orientation);
        Self { width: image.width(), height: image.height(), rgba: image.into_bytes() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_transparent_shows_white_and_what_is_half_so_is_mixed_with_it() {
        let rgba = vec![255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 51];
        let shown = Pixels { width: 3, height: 1, rgba }.on_white();
        // An alpha of 51 is a fifth: black becomes four fifths of white.
        assert_eq!(shown.rgba, [255, 0, 0, 255, 255, 255, 255, 255, 204, 204, 204, 255]);
    }

    #[test]
    fn a_quarter_turn_clockwise_swaps_the_sides() {
        let rgba = vec![1, 1, 1, 255, 2, 2, 2, 255];
        let turned = Pixels { width: 2, height: 1, rgba: rgba.clone() }.turned(Orientation::Rotate90);
        assert_eq!((turned.width, turned.height, turned.rgba), (1, 2, rgba));
    }
}
