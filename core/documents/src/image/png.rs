//! PNG.

use std::io::Cursor;

use image::metadata::Orientation;
use lode_runtime::{Error, Job, Result};
use memchr::memmem;
use png::{ColorType, Decoder, Limits, Transformations, Unit};

use super::exif::{self, Exif};
use super::pixels::{Pixels, of_gray, with_alpha};
use super::{Headers, Picture, check_size, damaged, decoder_bytes, text_of, xmp};
use crate::model::Metadata;

/// Bytes that one compressed text may expand to.
const TEXT_BYTES: usize = 1 << 20;

/// Bytes for what precedes the pixels: palette, texts, colour profile.
const HEADER_BYTES: usize = 16 << 20;

pub fn headers(bytes: &[u8], job: &Job) -> Result<Headers> {
    let failed = |error: png::DecodingError| damaged("PNG", &error);
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: HEADER_BYTES });
    let info = decoder.read_header_info().map_err(failed)?;
    let (width, height) = (info.width, info.height);
    check_size(width, height, job)?;
    let reader = decoder.read_info().map_err(failed)?;
    let info = reader.info();
    let mut headers = Headers { cut_off: memmem::rfind(bytes, b"IEND").is_none(), ..Headers::default() };
    let exif = info.exif_metadata.as_deref().map(Exif::parse).unwrap_or_default();
    exif.describe(&mut headers.metadata);
    describe(&mut headers.metadata, info, job)?;
    let density = info.pixel_dims.filter(|density| density.unit == Unit::Meter);
    let per_inch = |pixels: u32| f64::from(pixels) * exif::CENTIMETRES_PER_INCH / 100.0;
    headers.pictures.push(Picture {
        width,
        height,
        orientation: exif.orientation.unwrap_or(Orientation::NoTransforms),
        resolution: density.map(|density| (per_inch(density.xppu), per_inch(density.yppu))).or(exif.resolution),
        index: 0,
    });
    Ok(headers)
}

/// Keywords of PNG's third edition, section 11.3.3.1, and the one under which XMP comes.
fn describe(metadata: &mut Metadata, info: &png::Info, job: &Job) -> Result<()> {
    let latin1 = info.uncompressed_latin1_text.iter().map(|chunk| (chunk.keyword.as_str(), Some(chunk.text.clone())));
    let compressed = info.compressed_latin1_text.iter().map(|chunk| {
        let mut chunk = chunk.clone();
        let text = chunk.decompress_text_with_limit(TEXT_BYTES).and_then(|()| chunk.get_text()).ok();
        (chunk.keyword, text)
    });
    let utf8 = info.utf8_text.iter().map(|chunk| {
        let mut chunk = chunk.clone();
        let text = chunk.decompress_text_with_limit(TEXT_BYTES).and_then(|()| chunk.get_text()).ok();
        (chunk.keyword, text)
    });
    let latin1 = latin1.map(|(keyword, text)| (keyword.to_string(), text));
    for (keyword, text) in latin1.chain(compressed).chain(utf8) {
        let Some(text) = text.as_deref().and_then(text_of) else { continue };
        match keyword.as_str() {
            "Title" => metadata.title = Some(text),
            "Description" => metadata.description = Some(text),
            "Comment" => _ = metadata.description.get_or_insert(text),
            "Author" => metadata.authors = vec![text],
            "Software" => metadata.producer = Some(text),
            "XML:com.adobe.xmp" => xmp::describe(metadata, text.as_bytes(), job)?,
            _ => {}
        }
    }
    Ok(())
}

pub fn decode(bytes: &[u8], picture: &Picture) -> Result<Pixels> {
    let failed = |error: png::DecodingError| damaged("PNG", &error);
    let limits = Limits { bytes: usize::try_from(decoder_bytes(picture)).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(failed)?;
    let size = reader.output_buffer_size().ok_or_else(|| Error::parse("the PNG picture is too large to decode"))?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(failed)?;
    let (color, _) = reader.output_color_type();
    samples.truncate(frame.buffer_size());
    let rgba = match color {
        ColorType::Rgba => samples,
        ColorType::Rgb => with_alpha(&samples),
        ColorType::GrayscaleAlpha => {
            samples.as_chunks().0.iter().flat_map(|[gray, alpha]| [*gray, *gray, *gray, *alpha]).collect()
        }
        ColorType::Grayscale => of_gray(&samples),
        ColorType::Indexed => return Err(Error::parse("the PNG picture has no palette for its colours")),
    };
    Ok(Pixels { width: frame.width, height: frame.height, rgba })
}
