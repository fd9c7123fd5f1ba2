//! What FFmpeg says about its work: kept for errors, never printed.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_int, c_void};

use crate::generated::types::AV_LOG_ERROR;
use crate::load;

/// Messages kept for each thread.
const KEPT: usize = 4;
const LONGEST: usize = 300;

thread_local! {
    static MESSAGES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The errors that FFmpeg logged on this thread since the last call, at most four, the first ones.
#[must_use]
pub fn take_messages() -> Vec<String> {
    MESSAGES.try_with(|messages| std::mem::take(&mut *messages.borrow_mut())).unwrap_or_default()
}

/// Leaves out of the next error what was logged before.
pub(crate) fn forget_messages() {
    drop(take_messages());
}

/// FFmpeg's log callback. The last argument is a C `va_list`, which every 64-bit ABI that Lode runs on passes as a pointer; it
/// is only passed on.
pub(crate) unsafe extern "C" fn callback(
    context: *mut c_void,
    level: c_int,
    format: *const c_char,
    arguments: *mut c_void,
) {
    if level > AV_LOG_ERROR as c_int {
        return;
    }
    let Some(ffmpeg) = load::loaded() else { return };
    let mut line = [0u8; LONGEST];
    let mut prefix: c_int = 0;
    // SAFETY: the arguments are those that FFmpeg passed for this very purpose; the buffer has the size that is passed.
    let length = unsafe {
        (ffmpeg.functions().av_log_format_line2)(
            context,
            level,
            format,
            arguments,
            line.as_mut_ptr().cast(),
            LONGEST as c_int,
            &raw mut prefix,
        )
    };
    let Ok(text) = CStr::from_bytes_until_nul(&line) else { return };
    let text = text.to_string_lossy();
    if length <= 0 || text.trim().is_empty() {
        return;
    }
    let text = without_addresses(text.trim());
    // A thread that ends has no list any more.
    let _ = MESSAGES.try_with(|messages| {
        if let Ok(mut messages) = messages.try_borrow_mut()
            && messages.len() < KEPT
            && messages.last() != Some(&text)
        {
            messages.push(text);
        }
    });
}

/// `[h264 @ 0x55d0c0]` without the address, which says nothing to anyone.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" @ 0x") {
        out.push_str(&rest[..at]);
        rest = rest[at + 3..].trim_start_matches(|c: char| c == 'x' || c.is_ascii_hexdigit());
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_left_out_of_messages() {
        assert_eq!(
            super::without_addresses("[mov,mp4 @ 0x55d0c0ff] moov atom not found"),
            "[mov,mp4] moov atom not found"
        );
    }
}
