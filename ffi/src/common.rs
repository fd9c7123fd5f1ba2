//! What belongs to no engine: versions and the processor.

use crate::arguments::{Output, buffer};
use crate::status::{LodeStatus, entry};

/// Grows with every change of this ABI that older bindings cannot follow.
pub const LODE_ABI_VERSION: u32 = 1;

/// The version of this ABI. A binding made for another one must not call anything else.
#[unsafe(no_mangle)]
pub extern "C" fn lode_abi_version() -> u32 {
    LODE_ABI_VERSION
}

/// A checksum over the layout of results. A reader made for another one must not read any.
#[unsafe(no_mangle)]
pub extern "C" fn lode_wire_checksum() -> u32 {
    crate::wire::CHECKSUM
}

/// What the processor can do: 1 SSE4.2, 2 AVX2, 4 AVX-512 (F, BW and VL), 8 NEON, added up.
#[unsafe(no_mangle)]
pub extern "C" fn lode_detect_simd() -> u32 {
    #[cfg(target_arch = "x86_64")]
    {
        let avx512 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl");
        u32::from(is_x86_feature_detected!("sse4.2"))
            | u32::from(is_x86_feature_detected!("avx2")) << 1
            | u32::from(avx512) << 2
    }
    #[cfg(target_arch = "aarch64")]
    {
        8
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        0
    }
}

/// Writes this library's version, such as `0.1.0`, and its length to `length`.
///
/// Fails with `LODE_STATUS_BUFFER_SIZE` when `capacity` is too small (32 bytes always do), `LODE_STATUS_NULL_POINTER`.
///
/// # Safety
/// `out` points to `capacity` writable bytes, `length` to 4.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_version(out: *mut u8, capacity: usize, length: *mut u32) -> LodeStatus {
    // SAFETY: as the caller promises.
    entry(|| write_text(env!("CARGO_PKG_VERSION"), unsafe { buffer(out, capacity) }?, &unsafe { Output::new(length) }?))
}

/// Writes `text` to the start of `out`.
pub fn write_text(text: &str, out: &mut [u8], length: &Output<u32>) -> Result<(), LodeStatus> {
    let place = out.get_mut(..text.len()).ok_or(LodeStatus::BufferSize)?;
    place.copy_from_slice(text.as_bytes());
    length.set(text.len() as u32);
    Ok(())
}
