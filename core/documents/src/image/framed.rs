//! WebP, BMP and GIF. Of an animation, the first frame is decoded.

use std::io::Cursor;

use image::codecs::bmp::BmpDecoder;
use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use lode_runtime::{Error, ErrorCode, Job, Result};

use super::exif::{self, Exif};
use super::pixels::Pixels;
use super::{Headers, Kind, Picture, check_size, damaged, decoder_bytes, xmp};

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::WebP => "WebP",
        Kind::Bmp => "BMP",
        _ => "GIF",
    }
}

fn failed(kind: Kind) -> impl Fn(ImageError) -> Error {
    move |error| match error {
        ImageError::Unsupported(_) => Error::new(
            ErrorCode::UnsupportedFormat,
            format!("the {} picture uses something that Lode does not read: {error}", name(kind)),
        ),
        _ => damaged(name(kind), &error),
    }
}

/// A decoder that has read the headers.
fn decoder(kind: Kind, bytes: &[u8]) -> Result<Box<dyn ImageDecoder + '_>> {
    let reader = Cursor::new(bytes);
    let decoder: Result<Box<dyn ImageDecoder>, ImageError> = match kind {
        Kind::WebP => WebPDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        Kind::Bmp => BmpDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        _ => GifDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
    };
    decoder.map_err(failed(kind))
}

pub fn headers(kind: Kind, bytes: &[u8], job: &Job) -> Result<Headers> {
    let mut decoder = decoder(kind, bytes)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, job)?;
    let mut headers = Headers { cut_off: is_cut_off(kind, bytes), ..Headers::default() };
    let exif = decoder.exif_metadata().ok().flatten().map(|exif| Exif::parse(&exif)).unwrap_or_default();
    exif.describe(&mut headers.metadata);
    if let Ok(Some(packet)) = decoder.xmp_metadata() {
        xmp::describe(&mut headers.metadata, &packet, job)?;
    }
    headers.pictures.push(Picture {
        width,
        height,
        orientation: exif.orientation.unwrap_or(Orientation::NoTransforms),
        resolution: if kind == Kind::Bmp { bmp_resolution(bytes) } else { exif.resolution },
        index: 0,
    });
    Ok(headers)
}

pub fn decode(kind: Kind, bytes: &[u8], picture: &Picture) -> Result<Pixels> {
    let mut decoder = decoder(kind, bytes)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(decoder_bytes(picture));
    decoder.set_limits(limits).map_err(failed(kind))?;
    let image = DynamicImage::from_decoder(decoder).map_err(failed(kind))?;
    Ok(Pixels { width: image.width(), height: image.height(), rgba: image.into_rgba8().into_raw() })
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

/// Pixels a metre of the BITMAPINFOHEADER, which is 40 bytes or longer.
fn bmp_resolution(bytes: &[u8]) -> Option<(f64, f64)> {
    little_endian(bytes, 14).filter(|size| *size >= 40)?;
    let per_inch = |at| little_endian(bytes, at).map(|pixels| f64::from(pixels) * exif::CENTIMETRES_PER_INCH / 100.0);
    Some((per_inch(38)?, per_inch(42)?))
}

fn is_cut_off(kind: Kind, bytes: &[u8]) -> bool {
    let shorter_than = |size: Option<u64>| size.is_some_and(|size| (bytes.len() as u64) < size);
    match kind {
        // The size in a RIFF header leaves out the 8 bytes up to and including itself.
        Kind::WebP => shorter_than(little_endian(bytes, 4).map(|size| u64::from(size) + 8)),
        Kind::Bmp => shorter_than(little_endian(bytes, 2).map(u64::from)),
        // A GIF ends with a trailer of one byte; some programs pad it with zeros.
        _ => bytes.iter().rfind(|byte| **byte != 0) != Some(&0x3B),
    }
}
