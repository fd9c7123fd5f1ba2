//! Image files. The headers of JPEG and PNG tell their size, so that nothing has to be decoded to find it out, and a JPEG that is to
//! become smaller is decoded at a half, a quarter or an eighth of its size, which its transform gives for less.

use lode_ffmpeg::Packet;
use lode_runtime::Result;

use crate::options::FrameOptions;
use crate::reader::Reader;

/// How often JPEG's decoder can halve a picture.
const MOST_HALVINGS: u8 = 3;

/// A compressed image and its size.
pub(super) struct Image {
    pub packet: Packet,
    /// Width and height, as they are stored.
    pub size: (u32, u32),
}

/// FFmpeg reads image files by demuxers named like `png_pipe`, which know of no length.
pub(super) fn is_image(reader: &Reader) -> bool {
    reader.input.format().0.ends_with("_pipe")
}

/// Reads an image whose header tells its size; none when this is another file.
pub(super) fn read(reader: &mut Reader) -> Result<Option<Image>> {
    let size_of = match reader.input.format().0.as_str() {
        "jpeg_pipe" => jpeg_size,
        "png_pipe" => png_size,
        _ => return Ok(None),
    };
    let mut packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("decode", &error))?;
    if !reader.read(&mut packet)? {
        return Ok(None);
    }
    // Without a size it is damaged, which its decoder tells best.
    let size = size_of(packet.data()).unwrap_or_default();
    reader.job.limits().pixels(u64::from(size.0) * u64::from(size.1))?;
    Ok(Some(Image { packet, size }))
}

/// How often an image may be halved and still is no smaller than what is asked for, whichever way it is turned.
pub(super) fn halvings((width, height): (u32, u32), options: &FrameOptions) -> u8 {
    let (Some(wide), Some(high)) = (options.width, options.height) else { return 0 };
    let (least, most) = (width.min(height), wide.max(high));
    (0..=MOST_HALVINGS).rev().find(|halvings| least >> halvings >= most).unwrap_or(0)
}

/// Width and height in a PNG's first chunk. W3C, Portable Network Graphics, third edition, section 11.2.1.
fn png_size(data: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    Some((number(16)?, number(20)?))
}

/// Width and height in a JPEG's frame header. ITU-T T.81, sections B.1.1 and B.2.2.
fn jpeg_size(data: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| data.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes);
    let mut at = 2;
    loop {
        match *data.get(at..at + 2)? {
            // Any number of fill bytes may come before a marker.
            [0xff, 0xff] => at += 1,
            // Start of frame: all of C0 to CF but tables (C4, CC) and an extension (C8).
            [0xff, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf] => {
                return Some((number(at + 7)?.into(), number(at + 5)?.into()));
            }
            // Start of scan: there was no frame header.
            [0xff, 0xda] => return None,
            // Markers without a length.
            [0xff, 0x01 | 0xd0..=0xd8] => at += 2,
            [0xff, _] => at += 2 + usize::from(number(at + 2)?),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_jpeg_is_in_its_frame_header() {
        let comment = [0xff, 0xfe, 0, 4, 1, 2];
        let frame = [0xff, 0xff, 0xc2, 0, 17, 8, 0, 16, 1, 0, 3];
        let file = [&[0xff, 0xd8][..], &comment, &frame].concat();
        assert_eq!(jpeg_size(&file), Some((256, 16)));
    }

    #[test]
    fn a_jpeg_that_breaks_off_has_no_size() {
        for length in 0..16 {
            assert_eq!(
                jpeg_size(&[0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 16, 1][..length]),
                None
            );
        }
    }

    #[test]
    fn an_image_is_halved_while_it_is_large_enough() {
        let wanted = FrameOptions { width: Some(224), height: Some(224), ..FrameOptions::default() };
        assert_eq!(halvings((1280, 720), &wanted), 1);
        assert_eq!(halvings((4000, 3000), &wanted), 3);
        assert_eq!(halvings((300, 4000), &wanted), 0);
        assert_eq!(halvings((100, 100), &wanted), 0);
        assert_eq!(halvings((4000, 3000), &FrameOptions { height: None, ..wanted }), 0);
    }
}
