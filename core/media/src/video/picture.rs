//! A decoded frame on its way to the caller: the last pass over its pixels is also the copy.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lode_ffmpeg::{AvError, Frame, Pixels, Scaler};
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
            PixelFormat::Rgb | PixelFormat::Tensor => Pixels::Rgb,
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
        match &self.tables {
            None => self.write_pixels(frame, out),
            Some(tables) => {
                let mut pixels = vec![0; self.area() * 3];
                self.write_pixels(frame, &mut pixels)?;
                write_tensor(&pixels, tables, out);
                Ok(())
            }
        }
    }

    fn write_pixels(&self, frame: &Frame, out: &mut [u8]) -> Result<(), AvError> {
        let Geometry { scaled, canvas, .. } = self.geometry;
        let cut = self.cut(frame)?;
        let frame = cut.as_ref().unwrap_or(frame);
        let mut scaler = self.scaler_for(frame)?;
        let Some(scaler) = scaler.as_mut() else { return Ok(()) };
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

/// Interleaved bytes to one plane of floats a color, in the machine's byte order.
fn write_tensor(pixels: &[u8], tables: &[[f32; 256]; 3], out: &mut [u8]) {
    let plane = out.len() / 3;
    for ((channel, table), target) in tables.iter().enumerate().zip(out.chunks_exact_mut(plane.max(1))) {
        for (pixel, value) in pixels.chunks_exact(3).zip(target.as_chunks_mut::<4>().0) {
            *value = table[pixel[channel] as usize].to_ne_bytes();
        }
    }
}

/// Frames that are written when the caller has memory for them.
pub(crate) struct Pictures {
    pub look: Arc<Look>,
    pub frames: Vec<Arc<Frame>>,
}

impl Payload for Pictures {
    fn size(&self) -> usize {
        self.look.size() * self.frames.len()
    }

    fn write(&self, out: &mut [u8]) {
        for (frame, target) in self.frames.iter().zip(out.chunks_exact_mut(self.look.size().max(1))) {
            // Shapes were checked when the frame was taken; what still fails is a black picture.
            if self.look.write(frame, target).is_err() {
                target.fill(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_are_planes_of_normalised_values() {
        let geometry = Geometry { crop: None, scaled: (2, 1), canvas: (2, 1) };
        let look = Look::new(geometry, PixelFormat::Tensor, Some([0.5, 0.0, 0.0]), Some([0.5, 1.0, 1.0]));
        let mut out = vec![0; look.size()];
        write_tensor(&[255, 51, 0, 0, 102, 255], &look.tables.unwrap(), &mut out);
        let values: Vec<f32> = out.chunks_exact(4).map(|bytes| f32::from_ne_bytes(bytes.try_into().unwrap())).collect();
        assert_eq!(values, [1.0, -1.0, 0.2, 0.4, 0.0, 1.0]);
    }

    #[test]
    fn pictures_are_placed_in_the_middle() {
        let mut out = [9; 15];
        place(&[1, 2, 3], (3, 1), &mut out, (5, 3), Pixels::Gray);
        assert_eq!(out, [0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
    }
}
