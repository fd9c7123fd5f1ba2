//! Decoded pictures and sound.

use crate::error::{AvError, allocated, check};
use crate::generated::types::{
    AV_FRAME_DATA_DISPLAYMATRIX, AV_FRAME_FLAG_CORRUPT, AV_FRAME_FLAG_INTERLACED, AV_FRAME_FLAG_KEY, AVFrame,
};
use crate::load::Ffmpeg;
use crate::parameters::{Orientation, pixel_format_name, sample_format_name};
use crate::rational::Rational;

/// `AV_FRAME_CROP_UNALIGNED` of libavutil/frame.h: edges need not lie where vectors begin.
const CROP_UNALIGNED: i32 = 1;

/// A frame: one picture, or some samples of sound.
pub struct Frame {
    pub(crate) ffmpeg: Ffmpeg,
    pub(crate) raw: *mut AVFrame,
}

// SAFETY: a frame is only reached through its owner, and its buffers are counted atomically.
unsafe impl Send for Frame {}
// SAFETY: shared references only read.
unsafe impl Sync for Frame {}

/// Rows of one plane of a picture.
pub struct Plane<'a> {
    /// The bytes, from the first row to the end of the last.
    pub bytes: &'a [u8],
    /// Bytes from a row to the next.
    pub stride: usize,
    /// Bytes of a row that hold pixels.
    pub row: usize,
    /// Rows.
    pub rows: usize,
}

impl Plane<'_> {
    /// The pixels of a row; none where there is no such row.
    #[must_use]
    pub fn row(&self, index: usize) -> &[u8] {
        let start = index * self.stride;
        self.bytes.get(start..start + self.row).unwrap_or_default()
    }
}

impl Frame {
    /// An empty frame.
    ///
    /// # Errors
    /// When memory is short.
    pub fn new(ffmpeg: Ffmpeg) -> Result<Self, AvError> {
        // SAFETY: the function has no requirements.
        Ok(Self { ffmpeg, raw: allocated(unsafe { (ffmpeg.functions().av_frame_alloc)() })? })
    }

    /// A picture of undefined content.
    ///
    /// # Errors
    /// When memory is short, or there is no such format.
    pub fn picture(ffmpeg: Ffmpeg, format: &str, width: u32, height: u32) -> Result<Self, AvError> {
        let mut frame = Self::new(ffmpeg)?;
        let format = crate::parameters::pixel_format(ffmpeg, format)?;
        let size =
            |value: u32| i32::try_from(value).map_err(|_| AvError::new(crate::error::INVALID, "too large a picture"));
        let raw = frame.get_mut();
        (raw.format, raw.width, raw.height) = (format, size(width)?, size(height)?);
        // SAFETY: format and size are set, and the frame has no buffers.
        check(ffmpeg, unsafe { (ffmpeg.functions().av_frame_get_buffer)(frame.raw, 0) })?;
        Ok(frame)
    }

    /// The FFmpeg that it belongs to.
    #[must_use]
    pub fn ffmpeg(&self) -> Ffmpeg {
        self.ffmpeg
    }

    /// Another frame with the same data, which is shared.
    ///
    /// # Errors
    /// When memory is short.
    pub fn share(&self) -> Result<Self, AvError> {
        let other = Self::new(self.ffmpeg)?;
        // SAFETY: both are frames; the target is empty.
        check(self.ffmpeg, unsafe { (self.ffmpeg.functions().av_frame_ref)(other.raw, self.raw) })?;
        Ok(other)
    }

    /// A part of a picture, which shares its data. Where colors are stored for several pixels at once, theirs are those of the
    /// first of them.
    ///
    /// # Errors
    /// When memory is short, or the part is not within the picture.
    pub fn crop(&self, left: u32, top: u32, width: u32, height: u32) -> Result<Self, AvError> {
        let mut part = self.share()?;
        let outside = || AvError::new(crate::error::INVALID, "a part that is not within the picture");
        let right = self.width().checked_sub(left.saturating_add(width)).ok_or_else(outside)?;
        let bottom = self.height().checked_sub(top.saturating_add(height)).ok_or_else(outside)?;
        let raw = part.get_mut();
        (raw.crop_left, raw.crop_top) = (left as usize, top as usize);
        (raw.crop_right, raw.crop_bottom) = (right as usize, bottom as usize);
        // SAFETY: the frame has a picture of the size that the edges were checked against; what is moved are its own pointers, by
        // the offsets that the format gives.
        check(self.ffmpeg, unsafe { (self.ffmpeg.functions().av_frame_apply_cropping)(part.raw, CROP_UNALIGNED) })?;
        Ok(part)
    }

    /// Moves the content out and leaves this frame empty.
    ///
    /// # Errors
    /// When memory is short.
    pub fn take(&mut self) -> Result<Self, AvError> {
        let other = Self::new(self.ffmpeg)?;
        // SAFETY: both are frames; the target is empty.
        unsafe { (self.ffmpeg.functions().av_frame_move_ref)(other.raw, self.raw) };
        Ok(other)
    }

    /// Lets go of the data.
    pub fn clear(&mut self) {
        // SAFETY: the frame is ours.
        unsafe { (self.ffmpeg.functions().av_frame_unref)(self.raw) };
    }

    pub(crate) fn get(&self) -> &AVFrame {
        // SAFETY: the frame lives as long as `self`, and nothing writes to it meanwhile.
        unsafe { &*self.raw }
    }

    pub(crate) fn get_mut(&mut self) -> &mut AVFrame {
        // SAFETY: the frame lives as long as `self`, which is borrowed exclusively.
        unsafe { &mut *self.raw }
    }

    /// When it is shown, as well as can be told; [`crate::NO_TIME`] when it cannot.
    #[must_use]
    pub fn best_time(&self) -> i64 {
        let frame = self.get();
        // FFmpeg's guess goes wrong where packets are left out.
        if frame.pts == crate::NO_TIME { frame.best_effort_timestamp } else { frame.pts }
    }

    /// When it is shown.
    #[must_use]
    pub fn pts(&self) -> i64 {
        self.get().pts
    }

    /// Sets when it is shown.
    pub fn set_pts(&mut self, pts: i64) {
        self.get_mut().pts = pts;
    }

    /// How long it lasts; 0 when unknown.
    #[must_use]
    pub fn duration(&self) -> i64 {
        self.get().duration
    }

    /// The unit of its times, if it carries it.
    #[must_use]
    pub fn time_base(&self) -> Rational {
        self.get().time_base.into()
    }

    /// Lets the encoder choose the kind of picture, rather than repeat the decoder's.
    pub fn forget_picture_type(&mut self) {
        self.get_mut().pict_type = 0;
    }

    /// Whether it can be decoded alone.
    #[must_use]
    pub fn is_key(&self) -> bool {
        self.get().flags & AV_FRAME_FLAG_KEY as i32 != 0
    }

    /// Whether it consists of two fields.
    #[must_use]
    pub fn is_interlaced(&self) -> bool {
        self.get().flags & AV_FRAME_FLAG_INTERLACED as i32 != 0
    }

    /// Whether parts of it were damaged.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.get().flags & AV_FRAME_FLAG_CORRUPT as i32 != 0 || self.get().decode_error_flags != 0
    }

    /// Width in pixels; 0 for sound.
    #[must_use]
    pub fn width(&self) -> u32 {
        u32::try_from(self.get().width).unwrap_or(0)
    }

    /// Height in pixels; 0 for sound.
    #[must_use]
    pub fn height(&self) -> u32 {
        u32::try_from(self.get().height).unwrap_or(0)
    }

    /// Width of a pixel divided by its height, when known.
    #[must_use]
    pub fn pixel_aspect(&self) -> Option<f64> {
        Rational::from(self.get().sample_aspect_ratio).value()
    }

    /// How pixels are stored.
    #[must_use]
    pub fn pixel_format(&self) -> Option<String> {
        pixel_format_name(self.ffmpeg, self.get().format)
    }

    /// Whether this and `other` are stored alike, so that what was set up for one does for the other.
    #[must_use]
    pub fn is_like(&self, other: &FrameShape) -> bool {
        self.shape() == *other
    }

    /// What decides how a frame has to be processed.
    #[must_use]
    pub fn shape(&self) -> FrameShape {
        let frame = self.get();
        FrameShape {
            format: frame.format,
            size: (frame.width, frame.height),
            aspect: (frame.sample_aspect_ratio.num, frame.sample_aspect_ratio.den),
            color: (frame.colorspace as i32, frame.color_range as i32),
            sound: (frame.sample_rate, frame.ch_layout.nb_channels),
        }
    }

    /// Samples of each channel; 0 for pictures.
    #[must_use]
    pub fn samples(&self) -> usize {
        usize::try_from(self.get().nb_samples).unwrap_or(0)
    }

    /// Keeps the first `count` samples only.
    pub fn truncate_samples(&mut self, count: usize) {
        if count < self.samples() {
            self.get_mut().nb_samples = i32::try_from(count).unwrap_or(0);
        }
    }

    /// Samples a second; 0 for pictures.
    #[must_use]
    pub fn sample_rate(&self) -> u32 {
        u32::try_from(self.get().sample_rate).unwrap_or(0)
    }

    /// Channels; 0 for pictures.
    #[must_use]
    pub fn channels(&self) -> u32 {
        u32::try_from(self.get().ch_layout.nb_channels).unwrap_or(0)
    }

    /// How samples are stored.
    #[must_use]
    pub fn sample_format(&self) -> Option<String> {
        sample_format_name(self.ffmpeg, self.get().format)
    }

    /// How the frame itself says it is to be turned.
    #[must_use]
    pub fn orientation(&self) -> Option<Orientation> {
        // SAFETY: the frame is ours; what is returned belongs to it. A display matrix has nine 32-bit integers.
        unsafe {
            let data = (self.ffmpeg.functions().av_frame_get_side_data)(self.raw, AV_FRAME_DATA_DISPLAYMATRIX);
            if data.is_null() || (*data).size < 36 {
                return None;
            }
            crate::parameters::orientation_of(self.ffmpeg, (*data).data)
        }
    }

    /// The rows of a plane that has the picture's full height, as the first always has, with `row` bytes each.
    #[must_use]
    pub fn plane(&self, index: usize, row: usize) -> Option<Plane<'_>> {
        let frame = self.get();
        let (data, rows) = (*frame.data.get(index)?, self.height() as usize);
        let stride = usize::try_from(*frame.linesize.get(index)?).ok()?;
        if data.is_null() || rows == 0 || row > stride {
            return None;
        }
        let length = stride * (rows - 1) + row;
        // SAFETY: the plane has `stride` bytes for each of the picture's rows.
        let bytes = unsafe { std::slice::from_raw_parts(data, length) };
        Some(Plane { bytes, stride, row, rows })
    }
}

/// What decides how a frame has to be processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameShape {
    format: i32,
    size: (i32, i32),
    aspect: (i32, i32),
    color: (i32, i32),
    sound: (i32, i32),
}

impl Drop for Frame {
    fn drop(&mut self) {
        // SAFETY: the frame is ours and is not used again.
        unsafe { (self.ffmpeg.functions().av_frame_free)(&raw mut self.raw) };
    }
}
