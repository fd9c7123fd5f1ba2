//! Compressed data of one stream.

use crate::error::{AvError, allocated, check};
use crate::generated::types::{AV_PKT_FLAG_CORRUPT, AV_PKT_FLAG_DISCARD, AV_PKT_FLAG_KEY, AVPacket};
use crate::load::Ffmpeg;
use crate::rational::Rational;

/// A packet.
pub struct Packet {
    ffmpeg: Ffmpeg,
    pub(crate) raw: *mut AVPacket,
}

// SAFETY: a packet is only reached through its owner, and its buffers are counted atomically.
unsafe impl Send for Packet {}

impl Packet {
    /// An empty packet.
    ///
    /// # Errors
    /// When memory is short.
    pub fn new(ffmpeg: Ffmpeg) -> Result<Self, AvError> {
        // SAFETY: the function has no requirements.
        Ok(Self { ffmpeg, raw: allocated(unsafe { (ffmpeg.functions().av_packet_alloc)() })? })
    }

    /// A packet with a copy of `bytes`.
    ///
    /// # Errors
    /// When memory is short.
    pub fn from_bytes(ffmpeg: Ffmpeg, bytes: &[u8]) -> Result<Self, AvError> {
        let packet = Self::new(ffmpeg)?;
        let size =
            i32::try_from(bytes.len()).map_err(|_| AvError::new(crate::error::NO_MEMORY, "too large a packet"))?;
        // SAFETY: the packet is empty; after success it has `size` bytes of its own.
        unsafe {
            check(ffmpeg, (ffmpeg.functions().av_new_packet)(packet.raw, size))?;
            if size > 0 {
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), (*packet.raw).data, bytes.len());
            }
        }
        Ok(packet)
    }

    /// Another packet with the same data, which is shared.
    ///
    /// # Errors
    /// When memory is short.
    pub fn share(&self) -> Result<Self, AvError> {
        let other = Self::new(self.ffmpeg)?;
        // SAFETY: both are packets; the target is empty.
        check(self.ffmpeg, unsafe { (self.ffmpeg.functions().av_packet_ref)(other.raw, self.raw) })?;
        Ok(other)
    }

    /// Lets go of the data.
    pub fn clear(&mut self) {
        // SAFETY: the packet is ours.
        unsafe { (self.ffmpeg.functions().av_packet_unref)(self.raw) };
    }

    fn get(&self) -> &AVPacket {
        // SAFETY: the packet lives as long as `self`, and nothing writes to it meanwhile.
        unsafe { &*self.raw }
    }

    fn get_mut(&mut self) -> &mut AVPacket {
        // SAFETY: the packet lives as long as `self`, which is borrowed exclusively.
        unsafe { &mut *self.raw }
    }

    /// The stream's index.
    #[must_use]
    pub fn stream(&self) -> usize {
        usize::try_from(self.get().stream_index).unwrap_or(usize::MAX)
    }

    /// Sets the stream's index.
    pub fn set_stream(&mut self, index: usize) {
        self.get_mut().stream_index = i32::try_from(index).unwrap_or(i32::MAX);
    }

    /// When it is shown; [`crate::NO_TIME`] when unknown.
    #[must_use]
    pub fn pts(&self) -> i64 {
        self.get().pts
    }

    /// When it is decoded; [`crate::NO_TIME`] when unknown.
    #[must_use]
    pub fn dts(&self) -> i64 {
        self.get().dts
    }

    /// How long it lasts; 0 when unknown.
    #[must_use]
    pub fn duration(&self) -> i64 {
        self.get().duration
    }

    /// Sets when it is shown, when it is decoded, and how long it lasts.
    pub fn set_times(&mut self, pts: i64, dts: i64, duration: i64) {
        let packet = self.get_mut();
        (packet.pts, packet.dts, packet.duration) = (pts, dts, duration);
    }

    /// Changes the unit of its times.
    pub fn rescale(&mut self, from: Rational, to: Rational) {
        // SAFETY: the packet is ours.
        unsafe { (self.ffmpeg.functions().av_packet_rescale_ts)(self.raw, from.av(), to.av()) };
        self.get_mut().time_base = to.av();
    }

    /// Whether decoding can start here.
    #[must_use]
    pub fn is_key(&self) -> bool {
        self.get().flags & AV_PKT_FLAG_KEY as i32 != 0
    }

    /// Whether the container says that what comes out must not be shown.
    #[must_use]
    pub fn is_discarded(&self) -> bool {
        self.get().flags & AV_PKT_FLAG_DISCARD as i32 != 0
    }

    /// Whether the container noticed damage.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.get().flags & AV_PKT_FLAG_CORRUPT as i32 != 0
    }

    /// Where it lies in the file, in bytes, if that is known.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        u64::try_from(self.get().pos).ok()
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        let packet = self.get();
        let size = usize::try_from(packet.size).unwrap_or(0);
        if packet.data.is_null() || size == 0 {
            return &[];
        }
        // SAFETY: `data` has `size` bytes that live as long as the packet holds them.
        unsafe { std::slice::from_raw_parts(packet.data, size) }
    }
}

impl Drop for Packet {
    fn drop(&mut self) {
        // SAFETY: the packet is ours and is not used again.
        unsafe { (self.ffmpeg.functions().av_packet_free)(&raw mut self.raw) };
    }
}
