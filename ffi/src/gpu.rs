//! Graphics processors.

use crate::arguments::{Output, buffer};
use crate::common::write_text;
use crate::status::{LodeStatus, entry};

/// Writes the list of NVIDIA's graphics processors as JSON, and its length to `written`: `[{ index, name, used, total, free }]`,
/// memory in bytes. The list is empty where there is no driver.
///
/// Fails with `LODE_STATUS_BUFFER_SIZE` when `capacity` is too small (64 KiB always do), `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `out` points to `capacity` writable bytes, `written` to 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_gpu_memory(out: *mut u8, capacity: usize, written: *mut u32) -> LodeStatus {
    entry(|| {
        // SAFETY: as the caller promises.
        let (out, written) = unsafe { (buffer(out, capacity)?, Output::new(written)?) };
        let json = serde_json::to_string(&lode_gpu::gpu_memory()).map_err(|_| LodeStatus::Panic)?;
        write_text(&json, out, &written)
    })
}
