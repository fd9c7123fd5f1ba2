//! Bounds on what an input may make Lode do.

use serde::{Deserialize, Deserializer};

use crate::{Error, ErrorCode, Result};

/// One bound: a largest allowed value, or none where the caller opted out with `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(Option<u64>);

impl Limit {
    /// At most `value`.
    #[must_use]
    pub const fn at_most(value: u64) -> Self {
        Self(Some(value))
    }

    /// No bound.
    pub const NONE: Limit = Limit(None);

    /// The largest allowed value; `u64::MAX` without a bound.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0.unwrap_or(u64::MAX)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a whole number of 0 or more, or false for no limit")]
        enum Wire {
            Number(u64),
            Flag(bool),
        }
        match Wire::deserialize(deserializer)? {
            Wire::Number(value) => Ok(Self(Some(value))),
            Wire::Flag(false) => Ok(Self(None)),
            Wire::Flag(true) => {
                Err(serde::de::Error::custom("expected a whole number of 0 or more, or false for no limit, got true"))
            }
        }
    }
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $field:ident = $default:expr, $code:ident, $camel:literal, $what:literal;)+) => {
        /// Bounds on what an input may make Lode do. The defaults are safe for hostile input; each can be raised, or
        /// switched off with `false`.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "camelCase")]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $field: Limit,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: Limit::at_most($default),)+ }
            }
        }

        impl Limits {
            $(
                #[doc = concat!("Fails with `", stringify!($code), "` when `value` is above the limit.")]
                pub fn $field(&self, value: u64) -> Result<()> {
                    if value <= self.$field.get() {
                        return Ok(());
                    }
                    Err(Error::new(ErrorCode::$code, format!(
                        concat!("expected at most {} ", $what, ", got {}; raise limits.", $camel, " if you trust this input"),
                        self.$field.get(), value
                    )))
                }
            )+
        }
    };
}

limits! {
    /// Bytes of the input itself. The default does not hold for media files on the disk, which are not taken into memory.
    input_bytes = 2 << 30, LimitInputBytes, "inputBytes", "bytes of input";
    /// Bytes after decompression, added up over the whole job.
    expanded_bytes = 1 << 30, LimitExpandedBytes, "expandedBytes", "bytes after decompression";
    /// Growth of one compressed stream, counted once it is larger than a mebibyte.
    compression_ratio = 250, LimitCompressionRatio, "compressionRatio", "times growth in decompression";
    /// Entries in one archive.
    archive_entries = 20_000, LimitArchiveEntries, "archiveEntries", "entries in an archive";
    /// Files inside files inside files.
    archive_depth = 4, LimitArchiveDepth, "archiveDepth", "levels of files inside files";
    /// Elements inside elements (XML, HTML, RTF groups, JSON, mail parts).
    nesting_depth = 256, LimitNestingDepth, "nestingDepth", "levels of nesting";
    /// Cells over all tables of a document, empty ones between filled ones included.
    table_cells = 10_000_000, LimitTableCells, "tableCells", "table cells";
    /// Pixels of one image or rendered page.
    pixels = 150_000_000, LimitPixels, "pixels", "pixels";
    /// Pages of one document.
    pages = 20_000, LimitPages, "pages", "pages";
    /// Frames of one animated or multi-page image, or of a video.
    frames = 10_000, LimitFrames, "frames", "frames";
    /// Streams of one media file.
    streams = 256, LimitStreams, "streams", "streams";
    /// Seconds of sound or video that are decoded or copied.
    media_seconds = 172_800, LimitMediaSeconds, "mediaSeconds", "seconds of sound or video";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_at_the_limit_passes_and_one_above_names_the_limit() {
        let limits = Limits { pages: Limit::at_most(3), ..Limits::default() };
        assert!(limits.pages(3).is_ok());
        let error = limits.pages(4).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitPages);
        assert!(error.message.contains("at most 3 pages") && error.message.contains("got 4"), "{}", error.message);
    }

    #[test]
    fn false_switches_a_limit_off() {
        let limits: Limits = serde_json::from_str(r#"{"pages": false}"#).unwrap();
        assert!(limits.pages(u64::MAX).is_ok());
        assert_eq!(limits.pixels, Limits::default().pixels);
    }

    #[test]
    fn true_negative_and_unknown_limits_are_refused() {
        for text in [r#"{"pages": true}"#, r#"{"pages": -1}"#, r#"{"pages": "3"}"#, r#"{"page": 3}"#] {
            assert!(serde_json::from_str::<Limits>(text).is_err(), "{text}");
        }
    }
}
