//! JPEG.

use image::metadata::Orientation;
use lode_runtime::{Error, Job, Result};
use memchr::memmem;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::exif::{self, Exif};
use super::pixels::{Pixels, with_alpha};
use super::{Headers, Picture, check_size, damaged, xmp};

/// The size is checked against the limit of pixels instead; what is damaged is decoded as far as possible.
fn decoder(bytes: &[u8], output: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(output);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}

pub fn headers(bytes: &[u8], job: &Job) -> Result<Headers> {
    let mut decoder = decoder(bytes, ColorSpace::RGB);
    decoder.decode_headers().map_err(|error| damaged("JPEG", &error))?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let (width, height) = (width as u32, height as u32);
    check_size(width, height, job)?;
    let exif = decoder.exif().map(|exif| Exif::parse(exif)).unwrap_or_default();
    let mut headers = Headers { cut_off: is_cut_off(bytes), ..Headers::default() };
    exif.describe(&mut headers.metadata);
    if let Some(packet) = decoder.xmp() {
        xmp::describe(&mut headers.metadata, packet, job)?;
    }
    headers.pictures.push(Picture {
        width,
        height,
        orientation: exif.orientation.unwrap_or(Orientation::NoTransforms),
        resolution: exif.resolution.or_else(|| jfif_resolution(bytes)),
        index: 0,
    });
    Ok(headers)
}

pub fn decode(bytes: &[u8]) -> Result<Pixels> {
    let mut headers = decoder(bytes, ColorSpace::RGB);
    headers.decode_headers().map_err(|error| damaged("JPEG", &error))?;
    // zune-jpeg 0.5 converts only these two to RGBA; from RGB it refuses, from CMYK the pixels are garbled.
    let direct = matches!(headers.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
    let mut decoder = decoder(bytes, if direct { ColorSpace::RGBA } else { ColorSpace::RGB });
    let samples = decoder.decode().map_err(|error| damaged("JPEG", &error))?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let rgba = if direct { samples } else { with_alpha(&samples) };
    if rgba.len() != width * height * 4 {
        let message = format!("the JPEG picture decodes to {} bytes, not {width} x {height} pixels", rgba.len());
        return Err(Error::parse(message));
    }
    Ok(Pixels { width: width as u32, height: height as u32, rgba })
}

/// The density of the JFIF segment, which stands right after the start of the image (JFIF 1.02, "JFIF Syntax").
fn jfif_resolution(bytes: &[u8]) -> Option<(f64, f64)> {
    let segment = bytes.get(2..18)?;
    if segment.get(..2)? != [0xFF, 0xE0] || segment.get(4..9)? != b"JFIF\0" {
        return None;
    }
    let number = |at: usize| segment.get(at..)?.first_chunk().map(|two| f64::from(u16::from_be_bytes(*two)));
    let (x, y) = (number(12)?, number(14)?);
    match segment.get(11)? {
        1 => Some((x, y)),
        2 => Some((x * exif::CENTIMETRES_PER_INCH, y * exif::CENTIMETRES_PER_INCH)),
        _ => None,
    }
}

/// Whether no end-of-image marker comes after the last start of a scan.
fn is_cut_off(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, &[0xFF, 0xD9]) < memmem::rfind(bytes, &[0xFF, 0xDA])
}
