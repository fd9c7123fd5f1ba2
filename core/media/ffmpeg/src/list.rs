//! The containers that FFmpeg has.

use std::ffi::{c_char, c_int, c_void};
use std::ptr;

use crate::codec::codec_id;
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::strings::{c_string, text};

/// A container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// The name, or several with commas between them.
    pub name: String,
    /// A description.
    pub description: String,
    /// Extensions of file names.
    pub extensions: Vec<String>,
    /// MIME types.
    pub mime_types: Vec<String>,
}

/// Containers that can be read.
#[must_use]
pub fn containers_in(ffmpeg: Ffmpeg) -> Vec<Container> {
    let mut all = Vec::new();
    let mut state: *mut c_void = ptr::null_mut();
    loop {
        // SAFETY: `state` is what the function wants for its place; what is returned is null or constant.
        unsafe {
            let raw = (ffmpeg.functions().av_demuxer_iterate)(&raw mut state);
            if raw.is_null() {
                return all;
            }
            all.push(container((*raw).name, (*raw).long_name, (*raw).extensions, (*raw).mime_type));
        }
    }
}

/// Containers that can be written.
#[must_use]
pub fn containers_out(ffmpeg: Ffmpeg) -> Vec<Container> {
    let mut all = Vec::new();
    let mut state: *mut c_void = ptr::null_mut();
    loop {
        // SAFETY: as above.
        unsafe {
            let raw = (ffmpeg.functions().av_muxer_iterate)(&raw mut state);
            if raw.is_null() {
                return all;
            }
            all.push(container((*raw).name, (*raw).long_name, (*raw).extensions, (*raw).mime_type));
        }
    }
}

/// # Safety
/// All are null or zero-terminated strings.
unsafe fn container(
    name: *const c_char,
    description: *const c_char,
    extensions: *const c_char,
    mime_types: *const c_char,
) -> Container {
    let list = |text: Option<String>| {
        text.unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty()).map(String::from).collect()
    };
    // SAFETY: the caller's promise.
    unsafe {
        Container {
            name: text(name).unwrap_or_default(),
            description: text(description).unwrap_or_default(),
            extensions: list(text(extensions)),
            mime_types: list(text(mime_types)),
        }
    }
}

/// The format that is written under this name, or null.
pub(crate) fn output_format(ffmpeg: Ffmpeg, name: &str) -> *const AVOutputFormat {
    let Ok(name) = c_string(name) else { return ptr::null() };
    // SAFETY: the string lives during the call; null for what is not known.
    unsafe { (ffmpeg.functions().av_guess_format)(name.as_ptr(), ptr::null(), ptr::null()) }
}

/// Whether the container called `format` can hold the codec or what the encoder called `codec` makes; none when FFmpeg cannot
/// tell.
#[must_use]
pub fn can_hold(ffmpeg: Ffmpeg, format: &str, codec: &str) -> Option<bool> {
    let raw = output_format(ffmpeg, format);
    if raw.is_null() {
        return Some(false);
    }
    let Ok(id) = codec_id(ffmpeg, codec) else { return Some(false) };
    // SAFETY: `raw` is a format.
    match unsafe { (ffmpeg.functions().avformat_query_codec)(raw, id, FF_COMPLIANCE_NORMAL as c_int) } {
        0 => Some(false),
        code if code > 0 => Some(true),
        _ => None,
    }
}
