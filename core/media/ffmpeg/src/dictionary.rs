//! Names with values: options and tags.

use std::ptr;

use crate::error::{AvError, check};
use crate::generated::types::AVDictionary;
use crate::load::Ffmpeg;
use crate::strings::{c_string, text};

/// A dictionary that is freed with its owner.
pub(crate) struct Dictionary {
    ffmpeg: Ffmpeg,
    pub(crate) raw: *mut AVDictionary,
}

impl Dictionary {
    pub(crate) fn new(ffmpeg: Ffmpeg) -> Self {
        Self { ffmpeg, raw: ptr::null_mut() }
    }

    pub(crate) fn from_pairs(ffmpeg: Ffmpeg, pairs: &[(String, String)]) -> Result<Self, AvError> {
        let mut dictionary = Self::new(ffmpeg);
        for (name, value) in pairs {
            dictionary.set(name, value)?;
        }
        Ok(dictionary)
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), AvError> {
        // SAFETY: `raw` is null or a dictionary of ours; the strings live during the call, which copies them.
        unsafe { set(self.ffmpeg, &raw mut self.raw, name, value) }
    }

    /// Gives the dictionary away, to something that frees it.
    pub(crate) fn into_raw(mut self) -> *mut AVDictionary {
        std::mem::replace(&mut self.raw, ptr::null_mut())
    }

    /// The names left in it: options that nobody knew.
    pub(crate) fn names(&self) -> Vec<String> {
        // SAFETY: `raw` is null or a dictionary of ours.
        unsafe { pairs(self.ffmpeg, self.raw) }.into_iter().map(|(name, _)| name).collect()
    }
}

impl Drop for Dictionary {
    fn drop(&mut self) {
        // SAFETY: `raw` is null or a dictionary of ours; null is allowed.
        unsafe { (self.ffmpeg.functions().av_dict_free)(&raw mut self.raw) };
    }
}

/// Sets an entry.
///
/// # Safety
/// `*dictionary` is null or a dictionary.
unsafe fn set(ffmpeg: Ffmpeg, dictionary: *mut *mut AVDictionary, name: &str, value: &str) -> Result<(), AvError> {
    let (name, value) = (c_string(name)?, c_string(value)?);
    // SAFETY: the caller's promise; the strings live during the call, which copies them.
    check(ffmpeg, unsafe { (ffmpeg.functions().av_dict_set)(dictionary, name.as_ptr(), value.as_ptr(), 0) }).map(drop)
}

/// All entries.
///
/// # Safety
/// `dictionary` is null or a dictionary that nobody changes meanwhile.
pub(crate) unsafe fn pairs(ffmpeg: Ffmpeg, dictionary: *const AVDictionary) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut entry = ptr::null();
    loop {
        // SAFETY: the caller's promise; `entry` is null or what the last call returned.
        entry = unsafe { (ffmpeg.functions().av_dict_iterate)(dictionary, entry) };
        if entry.is_null() {
            return all;
        }
        // SAFETY: entries hold two strings.
        if let (Some(name), Some(value)) = unsafe { (text((*entry).key), text((*entry).value)) } {
            all.push((name, value));
        }
    }
}
