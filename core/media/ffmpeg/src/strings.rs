//! C strings.

use std::ffi::{CStr, CString, c_char};

use crate::error::AvError;

/// The text at `pointer`, invalid UTF-8 replaced; nothing for null.
///
/// # Safety
/// `pointer` is null or points to a zero-terminated string that lives during the call.
pub(crate) unsafe fn text(pointer: *const c_char) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller promises the rest.
    Some(unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
}

/// A C string; one with a zero byte inside is refused.
pub(crate) fn c_string(text: &str) -> Result<CString, AvError> {
    CString::new(text).map_err(|_| AvError::new(crate::error::INVALID, "a text with a zero byte"))
}
