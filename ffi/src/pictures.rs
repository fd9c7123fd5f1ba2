//! The media engine's pictures.

use lode_media::options::{FrameOptions, ThumbnailOptions};
use lode_media::{FrameBatch, thumbnail, video_frames};
use lode_runtime::Payload;

use crate::job::Common;
use crate::media::{media_options, start_on_input};
use crate::operation::Options;
use crate::status::LodeStatus;
use crate::wire;

media_options! {
    ThumbnailOptions: false;
    FrameOptions: true;
}

/// Takes pictures out of a video, which come as items of one or more: width, height, and bytes of the list of `FrameInfo` as
/// 32-bit words and a 0, the list, zeros up to a multiple of 8 bytes, and the pixels, picture after picture. They are scaled and
/// converted when an item is taken, straight into the memory given for it. `options` is JSON as in the TypeScript
/// `FrameOptions`. Ends with nothing.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// As `lode_probe`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_video_frames(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_input(hub, kind, data, length, options, options_length, job, |input, options: &FrameOptions, job| {
            video_frames(input, options, job, &mut |batch| job.item(Box::new(Pictures::from(batch))))?;
            Ok(Vec::new())
        })
    }
}

/// Pictures as an item.
struct Pictures {
    width: u32,
    height: u32,
    infos: Vec<u8>,
    pixels: Box<dyn Payload>,
}

impl From<FrameBatch> for Pictures {
    fn from(batch: FrameBatch) -> Self {
        Self {
            width: batch.width,
            height: batch.height,
            infos: wire::write_frame_infos(&batch.frames),
            pixels: batch.pixels,
        }
    }
}

impl Pictures {
    fn start_of_pixels(&self) -> usize {
        16 + self.infos.len().next_multiple_of(8)
    }
}

impl Payload for Pictures {
    fn size(&self) -> usize {
        self.start_of_pixels() + self.pixels.size()
    }

    fn write(&self, out: &mut [u8]) {
        let (start, pixels) = out.split_at_mut(self.start_of_pixels());
        start.fill(0);
        for (place, word) in start.chunks_exact_mut(4).zip([self.width, self.height, self.infos.len() as u32]) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        start[16..16 + self.infos.len()].copy_from_slice(&self.infos);
        self.pixels.write(pixels);
    }

    fn is_work(&self) -> bool {
        true
    }
}

/// Makes a small picture of a video. `options` is JSON as in the TypeScript `ThumbnailOptions`. Ends with the bytes of an image
/// file.
///
/// Fails as `lode_probe`.
///
/// # Safety
/// As `lode_probe`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_thumbnail(
    hub: u64,
    kind: u32,
    data: *const u8,
    length: usize,
    options: *const u8,
    options_length: usize,
    job: *mut u64,
) -> LodeStatus {
    // SAFETY: as the caller promises.
    unsafe {
        start_on_input(
            hub,
            kind,
            data,
            length,
            options,
            options_length,
            job,
            |input, options: &ThumbnailOptions, job| thumbnail(input, options, job),
        )
    }
}
