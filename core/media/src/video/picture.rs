//! A decoded frame on its way to the caller: the last pass over its pixels is also the copy.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lode_ffmpeg::{AvError, Frame, Pixels, Plane, Scaler};
use lode_runtime::Payload;

use super::geometry::Geometry;
use crate::options::PixelFormat;

/// What becomes of frames; shared by all of them, with the scaler that does it.
pub(crate) struct Look {
    pub geometry: Geometry,
    pub format: PixelFormat,
    /// What each of the 256 values of a color becomes, for tensors.
    tables: Option<[[f32; 256]; 3]>,
    scaler: Mutex<Option<Scaler>>,
}

impl Look {
    pub fn new(geometry: Geometry, format: PixelFormat, mean: Option<[f32; 3]>, std: Option<[f32; 3]>) -> Self {
        let (mean, std) = (mean.unwrap_or([0.0; 3]), std.unwrap_or([1.0; 3]));
        let table = |channel: usize| std::array::from_fn(|value| (value as f32 / 255.0 - mean[channel]) / std[channel]);
        let tables = (format == PixelFormat::Tensor).then(|| [table(0), table(1), table(2)]);
        Self { geometry, format, tables, scaler: Mutex::new(None) }
    }

    fn pixels(&self) -> Pixels {
        match self.format {
            PixelFormat::Rgb => Pixels::Rgb,
            PixelFormat::Tensor => Pixels::Planes,
            PixelFormat::Rgba => Pixels::Rgba,
            PixelFormat::Gray => Pixels::Gray,
        }
    }

    fn area(&self) -> usize {
        self.geometry.canvas.0 as usize * self.geometry.canvas.1 as usize
    }

    /// Bytes of a picture.
    pub fn size(&self) -> usize {
        self.area() * if self.format == PixelFormat::Tensor { 12 } else { self.pixels().bytes() }
    }

    /// Sets up the scaler for frames like this one, so that what cannot be converted fails before it is promised.
    pub fn prepare(&self, frame: &Frame) -> Result<(), AvError> {
        let cut = self.cut(frame)?;
        self.scaler_for(cut.as_ref().unwrap_or(frame)).map(drop)
    }

    /// Cuts, scales, converts and writes a frame.
    pub fn write(&self, frame: &Frame, out: &mut [u8]) -> Result<(), AvError> {
        let cut = self.cut(frame)?;
        let frame = cut.as_ref().unwrap_or(frame);
        let mut scaler = self.scaler_for(frame)?;
        match (scaler.as_mut(), &self.tables) {
            (None, _) => Ok(()),
            (Some(scaler), None) => self.write_pixels(scaler, frame, out),
            (Some(scaler), Some(tables)) => {
                let planes = scaler.scale_to_planes(frame)?;
                for ((plane, table), out) in planes.iter().zip(tables).zip(out.chunks_exact_mut(self.area() * 4)) {
                    write_plane(plane, table, out, self.geometry.canvas);
                }
                Ok(())
            }
        }
    }

    /// The same. The shape was checked when the frame was taken; what still fails is a black picture.
    pub fn write_or_black(&self, frame: &Frame, out: &mut [u8]) {
        if self.write(frame, out).is_err() {
            out.fill(0);
        }
    }

    fn write_pixels(&self, scaler: &mut Scaler, frame: &Frame, out: &mut [u8]) -> Result<(), AvError> {
        let Geometry { scaled, canvas, .. } = self.geometry;
        if scaled == canvas {
            return scaler.scale(frame, out);
        }
        let mut inner = vec![0; scaler.size()];
        scaler.scale(frame, &mut inner)?;
        place(&inner, scaled, out, canvas, self.pixels());
        Ok(())
    }

    /// The part of the picture that is shown, where that is not all of it.
    fn cut(&self, frame: &Frame) -> Result<Option<Frame>, AvError> {
        match self.geometry.crop {
            // A video may change its size on the way; what was to be cut from another one is shown whole.
            Some((left, top, width, height)) if left + width <= frame.width() && top + height <= frame.height() => {
                frame.crop(left, top, width, height).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The scaler, made for frames like this one.
    fn scaler_for(&self, frame: &Frame) -> Result<MutexGuard<'_, Option<Scaler>>, AvError> {
        let mut scaler = self.scaler.lock().unwrap_or_else(PoisonError::into_inner);
        if !scaler.as_ref().is_some_and(|scaler| scaler.fits(frame)) {
            let (width, height) = self.geometry.scaled;
            *scaler = Some(Scaler::new(frame, width, height, self.pixels())?);
        }
        Ok(scaler)
    }
}

/// Puts a picture into the middle of a black one.
fn place(inner: &[u8], size: (u32, u32), out: &mut [u8], canvas: (u32, u32), pixels: Pixels) {
    let bytes = pixels.bytes();
    out.fill(0);
    if pixels == Pixels::Rgba {
        out.iter_mut().skip(3).step_by(4).for_each(|alpha| *alpha = 255);
    }
    let (left, top) = (((canvas.0 - size.0) / 2) as usize, ((canvas.1 - size.1) / 2) as usize);
    let (row, wide) = (size.0 as usize * bytes, canvas.0 as usize * bytes);
    for (from, to) in inner.chunks_exact(row).zip(out.chunks_exact_mut(wide).skip(top)) {
        if let Some(to) = to.get_mut(left * bytes..left * bytes + row) {
            to.copy_from_slice(from);
        }
    }
}

/// One color of a picture, in the middle of a black one, as floats in the machine's byte order.
fn write_plane(plane: &Plane, table: &[f32; 256], out: &mut [u8], canvas: (u32, u32)) {
    let (width, height) = (canvas.0 as usize, canvas.1 as usize);
    let values = out.as_chunks_mut::<4>().0;
    if (plane.row, plane.rows) != (width, height) {
        values.fill(table[0].to_ne_bytes());
    }
    let (left, top) = (width.saturating_sub(plane.row) / 2, height.saturating_sub(plane.rows) / 2);
    for (index, to) in values.chunks_exact_mut(width.max(1)).skip(top).take(plane.rows).enumerate() {
        for (pixel, value) in plane.row(index).iter().zip(to.iter_mut().skip(left)) {
            *value = table[usize::from(*pixel)].to_ne_bytes();
        }
    }
}

/// A frame that is written when the caller has memory for it.
pub(crate) struct Picture {
    pub look: Arc<Look>,
    pub frame: Arc<Frame>,
}

impl Payload for Picture {
    fn size(&self) -> usize {
        self.look.size()
    }

    fn write(&self, out: &mut [u8]) {
        self.look.write_or_black(&self.frame, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_are_planes_of_normalised_values() {
        let geometry = Geometry { crop: None, scaled: (2, 1), canvas: (2, 1) };
        let look = Look::new(geometry, PixelFormat::Tensor, Some([0.5, 0.0, 0.0]), Some([0.5, 1.0, 1.0]));
        let tables = look.tables.unwrap();
        assert_eq!(floats(&[255, 0, 9], 3, &tables[0], (2, 1)), [1.0, -1.0]);
        assert_eq!(floats(&[51, 102], 2, &tables[1], (2, 1)), [0.2, 0.4]);
    }

    #[test]
    fn tensors_have_normalised_black_around_what_is_smaller() {
        let table = std::array::from_fn(|value| value as f32 - 1.0);
        let row = |value| [-1.0, value, -1.0];
        assert_eq!(floats(&[7, 0, 8], 2, &table, (3, 4)), [row(-1.0), row(6.0), row(7.0), row(-1.0)].concat());
    }

    /// What a plane whose rows are `stride` bytes apart, and one byte shorter than that where `canvas` is wider, comes to.
    fn floats(bytes: &[u8], stride: usize, table: &[f32; 256], canvas: (u32, u32)) -> Vec<f32> {
        let row = if canvas.0 as usize > stride { stride - 1 } else { canvas.0 as usize };
        let plane = Plane { bytes, stride, row, rows: bytes.len().div_ceil(stride) };
        let mut out = vec![0; canvas.0 as usize * canvas.1 as usize * 4];
        write_plane(&plane, table, &mut out, canvas);
        out.as_chunks().0.iter().copied().map(f32::from_ne_bytes).collect()
    }

    #[test]
    fn pictures_are_placed_in_the_middle() {
        let mut out = [9; 15];
        place(&[1, 2, 3], (3, 1), &mut out, (5, 3), Pixels::Gray);
        assert_eq!(out, [0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
    }
}
