//! TIFF: each picture is a page, save thumbnails and masks.

use std::io::Cursor;

use ::tiff::decoder::ifd::Value;
use ::tiff::decoder::{BufferLayoutPreference, Decoder, DecodingResult, Limits};
use ::tiff::tags::Tag;
use ::tiff::{ColorType, TiffError};
use image::metadata::Orientation;
use lode_runtime::{Error, ErrorCode, Job, Result};

use super::exif::{self, CENTIMETRES_PER_INCH, Exif};
use super::pixels::Pixels;
use super::{Headers, Picture, check_size, damaged, decoder_bytes, xmp};

type TiffDecoder<'a> = Decoder<Cursor<&'a [u8]>>;

/// Bits of NewSubfileType (TIFF 6.0, section 8): a reduced version of another picture, a transparency mask.
const REDUCED_OR_MASK: u32 = 0b101;

fn failed(error: TiffError) -> Error {
    match error {
        TiffError::UnsupportedError(_) => Error::new(
            ErrorCode::UnsupportedFormat,
            format!("the TIFF picture uses something that Lode does not read: {error}"),
        ),
        _ => damaged("TIFF", &error),
    }
}

pub fn headers(bytes: &[u8], job: &Job) -> Result<Headers> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(failed)?;
    let mut headers = Headers::default();
    Exif::parse(bytes).describe(&mut headers.metadata);
    if let Ok(packet) = decoder.get_tag_u8_vec(Tag::Unknown(700)) {
        xmp::describe(&mut headers.metadata, &packet, job)?;
    }
    let mut index = 0;
    loop {
        job.check()?;
        job.limits().frames(index as u64 + 1)?;
        let picture = picture(&mut decoder, index).map_err(failed)?;
        let kind = decoder.find_tag_unsigned(Tag::NewSubfileType).ok().flatten().unwrap_or(0_u32);
        if index == 0 || kind & REDUCED_OR_MASK == 0 {
            check_size(picture.width, picture.height, job)?;
            headers.pictures.push(picture);
        }
        if !decoder.more_images() {
            return Ok(headers);
        }
        index += 1;
        // What comes before a damaged directory is still there to be read.
        if decoder.next_image().is_err() {
            headers.cut_off = true;
            return Ok(headers);
        }
    }
}

fn picture(decoder: &mut TiffDecoder, index: usize) -> Result<Picture, TiffError> {
    let (width, height) = decoder.dimensions()?;
    let mut number = |tag| decoder.find_tag_unsigned::<u8>(tag).ok().flatten();
    let orientation = number(Tag::Orientation).and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms);
    let unit = match number(Tag::ResolutionUnit).unwrap_or(2) {
        2 => Some(1.0),
        3 => Some(CENTIMETRES_PER_INCH),
        _ => None,
    };
    let mut resolution = |tag| match decoder.find_tag(tag).ok()?? {
        Value::Rational(above, below) if below != 0 => Some(f64::from(above) / f64::from(below) * unit?),
        _ => None,
    };
    let resolution = resolution(Tag::XResolution).zip(resolution(Tag::YResolution));
    Ok(Picture { width, height, orientation, resolution, index })
}

pub fn decode(bytes: &[u8], picture: &Picture) -> Result<Pixels> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(decoder_bytes(picture)).unwrap_or(usize::MAX);
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    let open = |bytes| -> Result<TiffDecoder, TiffError> {
        let mut decoder = Decoder::new(Cursor::new(bytes))?.with_limits(limits.clone());
        decoder.seek_to_image(picture.index)?;
        Ok(decoder)
    };
    let mut decoder = open(bytes).map_err(failed)?;
    let palette = palette(&mut decoder);
    // The decoder does not read pictures with a palette: it gets a copy that says to hold the numbers of colours as gray.
    let patched = palette.as_ref().and_then(|_| as_gray(bytes, &mut decoder));
    if let Some(patched) = &patched {
        decoder = open(patched).map_err(failed)?;
    }
    let (width, height) = decoder.dimensions().map_err(failed)?;
    let color = decoder.colortype().map_err(failed)?;
    let palette = palette.filter(|_| patched.is_some());
    let mut samples = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut samples).map_err(failed)?;
    let samples = Samples::new(samples, color, palette.is_some(), width, &layout);
    let pixel = palette.as_deref().map_or_else(|| pixel_of(color), |palette| Ok(colored_by(palette)))?;
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for index in 0..width as usize * height as usize {
        rgba.extend_from_slice(&pixel(&samples, index));
    }
    Ok(Pixels { width, height, rgba })
}

/// The colours of a picture with a palette.
fn palette(decoder: &mut TiffDecoder) -> Option<Vec<u16>> {
    let photometric: u16 = decoder.find_tag_unsigned(Tag::PhotometricInterpretation).ok()??;
    (photometric == PALETTE).then(|| decoder.get_tag_u16_vec(Tag::ColorMap).ok())?
}

/// Values of PhotometricInterpretation (TIFF 6.0, section 8).
const PALETTE: u16 = 3;
const BLACK_IS_ZERO: u8 = 1;

/// The file, with the current picture declared to be gray.
fn as_gray(bytes: &[u8], decoder: &mut TiffDecoder) -> Option<Vec<u8>> {
    let place = exif::place_of_short(bytes, decoder.ifd_pointer()?.0, Tag::PhotometricInterpretation.to_u16())?;
    let mut copy = bytes.to_vec();
    let value = copy.get_mut(place..)?.first_chunk_mut::<2>()?;
    *value = if bytes.starts_with(b"II") { [BLACK_IS_ZERO, 0] } else { [0, BLACK_IS_ZERO] };
    Some(copy)
}

/// Samples of 8 bits, and how to find those of a pixel.
struct Samples {
    bytes: Vec<u8>,
    /// From a sample of a pixel to the next one, and from a pixel to the next one.
    sample_step: usize,
    pixel_step: usize,
}

impl Samples {
    fn new(
        samples: DecodingResult,
        color: ColorType,
        indexed: bool,
        width: u32,
        layout: &BufferLayoutPreference,
    ) -> Self {
        let channels = usize::from(color.num_samples());
        let bits = color.bit_depth();
        let bytes = match samples {
            DecodingResult::U8(packed) if bits < 8 => {
                let in_row = width as usize * if layout.planes > 1 { 1 } else { channels };
                unpack(&packed, usize::from(bits), in_row, indexed)
            }
            other => to_bytes(other),
        };
        let planes = layout.planes.max(1);
        if planes > 1 {
            let plane = bytes.len() / planes;
            return Self { bytes, sample_step: plane, pixel_step: 1 };
        }
        Self { bytes, sample_step: 1, pixel_step: channels }
    }

    /// A sample of a pixel; 0 where the picture is cut off.
    fn get(&self, pixel: usize, sample: usize) -> u8 {
        self.bytes.get(pixel * self.pixel_step + sample * self.sample_step).copied().unwrap_or(0)
    }
}

/// Spreads samples of fewer than 8 bits, whose rows start at whole bytes. Numbers of colours stay as they are.
fn unpack(packed: &[u8], bits: usize, samples_in_row: usize, indexed: bool) -> Vec<u8> {
    let highest = (1_u32 << bits) - 1;
    let row_bytes = (samples_in_row * bits).div_ceil(8).max(1);
    let mut samples = Vec::with_capacity(packed.len() / row_bytes * samples_in_row);
    for row in packed.chunks(row_bytes) {
        for index in 0..samples_in_row {
            let bit = index * bits;
            let pair = |at: usize| u32::from(row.get(at).copied().unwrap_or(0));
            let window = pair(bit / 8) << 8 | pair(bit / 8 + 1);
            let value = window >> (16 - bits - bit % 8) & highest;
            samples.push(if indexed { value as u8 } else { (value * 255 / highest) as u8 });
        }
    }
    samples
}

/// The upper 8 bits of integers; floats from 0 to 1.
fn to_bytes(samples: DecodingResult) -> Vec<u8> {
    let fraction = |value: f64| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    match samples {
        DecodingResult::U8(values) => values,
        DecodingResult::U16(values) => values.into_iter().map(|value| (value >> 8) as u8).collect(),
        DecodingResult::U32(values) => values.into_iter().map(|value| (value >> 24) as u8).collect(),
        DecodingResult::U64(values) => values.into_iter().map(|value| (value >> 56) as u8).collect(),
        DecodingResult::I8(values) => values.into_iter().map(|value| (value as u8) ^ 0x80).collect(),
        DecodingResult::I16(values) => values.into_iter().map(|value| (value >> 8) as u8 ^ 0x80).collect(),
        DecodingResult::I32(values) => values.into_iter().map(|value| (value >> 24) as u8 ^ 0x80).collect(),
        DecodingResult::I64(values) => values.into_iter().map(|value| (value >> 56) as u8 ^ 0x80).collect(),
        DecodingResult::F16(values) => values.into_iter().map(|value| fraction(value.to_f64())).collect(),
        DecodingResult::F32(values) => values.into_iter().map(|value| fraction(f64::from(value))).collect(),
        DecodingResult::F64(values) => values.into_iter().map(fraction).collect(),
    }
}

type PixelOf<'a> = Box<dyn Fn(&Samples, usize) -> [u8; 4] + 'a>;

/// How to make a pixel of samples of a colour type.
fn pixel_of(color: ColorType) -> Result<PixelOf<'static>> {
    Ok(match color {
        // Extra samples of a gray picture have no common meaning.
        ColorType::Gray(_) | ColorType::Multiband { .. } => Box::new(|samples, index| {
            let gray = samples.get(index, 0);
            [gray, gray, gray, 255]
        }),
        ColorType::GrayA(_) => Box::new(|samples, index| {
            let gray = samples.get(index, 0);
            [gray, gray, gray, samples.get(index, 1)]
        }),
        ColorType::RGB(_) => {
            Box::new(|samples, index| [samples.get(index, 0), samples.get(index, 1), samples.get(index, 2), 255])
        }
        ColorType::RGBA(_) => Box::new(|samples, index| [0, 1, 2, 3].map(|sample| samples.get(index, sample))),
        ColorType::CMYK(_) | ColorType::CMYKA(_) => {
            Box::new(|samples, index| cmyk_to_rgb([0, 1, 2, 3].map(|sample| samples.get(index, sample))))
        }
        ColorType::YCbCr(_) => {
            Box::new(|samples, index| ycbcr_to_rgb([0, 1, 2].map(|sample| samples.get(index, sample))))
        }
        _ => {
            return Err(Error::new(
                ErrorCode::UnsupportedFormat,
                format!("expected a TIFF picture in gray, RGB, CMYK, YCbCr or with a palette, got {color:?}"),
            ));
        }
    })
}

/// Pixels whose one sample is the number of a colour: all reds, then greens, then blues, 16 bits each (TIFF 6.0, section 5).
fn colored_by(palette: &[u16]) -> PixelOf<'_> {
    let count = palette.len() / 3;
    Box::new(move |samples, index| {
        let number = usize::from(samples.get(index, 0));
        let channel = |nth: usize| palette.get(nth * count + number).map_or(0, |value| (value >> 8) as u8);
        [channel(0), channel(1), channel(2), 255]
    })
}

fn cmyk_to_rgb([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 4] {
    let light = |ink: u8| (u16::from(255 - ink) * u16::from(255 - black) / 255) as u8;
    [light(cyan), light(magenta), light(yellow), 255]
}

/// With the luma of ITU-R BT.601 and the full range of 8 bits, as JPEG has it (JFIF 1.02, "Conversion to and from RGB").
fn ycbcr_to_rgb([luma, blue, red]: [u8; 3]) -> [u8; 4] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    let byte = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    [byte(luma + 1.402 * red), byte(luma - 0.344_136 * blue - 0.714_136 * red), byte(luma + 1.772 * blue), 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_fewer_bits_are_spread_over_the_whole_range_row_by_row() {
        // Two rows of three samples of 2 bits: 3 0 1, 2 2 2; the last 2 bits of each byte are padding.
        assert_eq!(unpack(&[0b1100_0111, 0b1010_1011], 2, 3, false), [255, 0, 85, 170, 170, 170]);
        assert_eq!(unpack(&[0b1100_0111, 0b1010_1011], 2, 3, true), [3, 0, 1, 2, 2, 2]);
    }

    #[test]
    fn inks_take_away_light() {
        assert_eq!(cmyk_to_rgb([0, 0, 0, 0]), [255, 255, 255, 255]);
        assert_eq!(cmyk_to_rgb([255, 0, 0, 0]), [0, 255, 255, 255]);
        assert_eq!(cmyk_to_rgb([0, 0, 0, 255]), [0, 0, 0, 255]);
    }

    #[test]
    fn ycbcr_of_pure_red_is_red() {
        // Red in JFIF: Y = 76, Cb = 85, Cr = 255.
        assert_eq!(ycbcr_to_rgb([76, 85, 255]), [254, 0, 0, 255]);
    }
}
