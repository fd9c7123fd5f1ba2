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

/// Takes pictures out of a video, which come as items of one or more: the pixels, picture after picture, the list of `FrameInfo`,
/// zeros up to a multiple of 4 bytes, and as 32-bit words width, height, bytes of the list, and bytes of all after the pixels. A
/// single picture is scaled and converted when its item is taken, straight into the memory given for it. `options` is JSON as in the
/// TypeScript `FrameOptions`. Ends with nothing.
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
    pixels: Box<dyn Payload>,
    /// What comes after the pixels.
    tail: Vec<u8>,
}

impl From<FrameBatch> for Pictures {
    fn from(batch: FrameBatch) -> Self {
        let mut tail = wire::write_frame_infos(&batch.frames);
        let (pixels, list) = (batch.pixels.size(), tail.len());
        tail.resize((pixels + list).next_multiple_of(4) - pixels, 0);
        let words = [batch.width, batch.height, list as u32, tail.len() as u32 + 16];
        tail.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        Self { pixels: batch.pixels, tail }
    }
}

impl Payload for Pictures {
    fn size(&self) -> usize {
        self.pixels.size() + self.tail.len()
    }

    fn write(&self, out: &mut [u8]) {
        let (pixels, tail) = out.split_at_mut(self.pixels.size());
        self.pixels.write(pixels);
        tail.copy_from_slice(&self.tail);
    }

    fn is_work(&self) -> bool {
        true
    }

    fn into_bytes(self: Box<Self>) -> Vec<u8> {
        let Self { pixels, tail } = *self;
        let mut bytes = pixels.into_bytes();
        bytes.extend(tail);
        bytes
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
