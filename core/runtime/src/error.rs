//! The one error type, with everything a user needs to act on it.

use std::fmt;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The class that JavaScript sees for an error (`instanceof`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// An option is unknown, of the wrong type, or out of range.
    InvalidOptionsError,
    /// No reader for this kind of file.
    UnsupportedFormatError,
    /// The input is damaged beyond what can be recovered.
    ParseError,
    /// The input is encrypted and no password given opens it.
    EncryptedError,
    /// A limit was reached; each limit has a code of its own.
    LimitError,
    /// The operating system refused: not found, no permission, disk full.
    IoError,
    /// Optical character recognition failed.
    OcrError,
    /// A plugin threw or rejected; the cause is what it threw.
    PluginError,
    /// A validator rejected a result.
    ValidationError,
    /// Audio or video could not be read or written.
    MediaError,
    /// A module of model functions could not be loaded.
    ModelImportError,
    /// A model function threw or rejected.
    ModelExecutionError,
    /// A function returned something of the wrong type.
    TypeConversionError,
    /// A native library could not be loaded.
    LibraryLoadError,
    /// The job's own signal was aborted; JavaScript rejects with the signal's reason instead.
    Cancelled,
    /// A defect in Lode.
    InternalError,
}

macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $class:ident, $text:literal;)+) => {
        /// A stable number for each kind of failure. Numbers are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u32)]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl ErrorCode {
            /// Every code, in the order of their numbers.
            pub const ALL: &[ErrorCode] = &[$(ErrorCode::$name,)+];

            /// The stable name that users compare with, such as `LIMIT_PAGES`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ErrorCode::$name => $text,)+ }
            }

            /// The class this code belongs to.
            #[must_use]
            pub const fn class(self) -> ErrorClass {
                match self { $(ErrorCode::$name => ErrorClass::$class,)+ }
            }
        }
    };
}

error_codes! {
    /// An option is unknown, of the wrong type, or out of range.
    InvalidOptions = 1, InvalidOptionsError, "INVALID_OPTIONS";
    /// No reader for this kind of file.
    UnsupportedFormat = 2, UnsupportedFormatError, "UNSUPPORTED_FORMAT";
    /// The input is damaged beyond what can be recovered.
    Parse = 3, ParseError, "PARSE";
    /// The input is encrypted and no password was given.
    PasswordRequired = 4, EncryptedError, "PASSWORD_REQUIRED";
    /// The input is encrypted and none of the passwords given opens it.
    PasswordWrong = 5, EncryptedError, "PASSWORD_WRONG";
    /// The input is encrypted in a way that Lode cannot decrypt.
    EncryptionUnsupported = 6, EncryptedError, "ENCRYPTION_UNSUPPORTED";
    /// The operating system refused.
    Io = 7, IoError, "IO";
    /// The file does not exist.
    NotFound = 8, IoError, "NOT_FOUND";
    /// The operating system or the runtime denied access.
    PermissionDenied = 9, IoError, "PERMISSION_DENIED";
    /// Optical character recognition failed.
    Ocr = 10, OcrError, "OCR";
    /// A plugin threw or rejected.
    Plugin = 11, PluginError, "PLUGIN";
    /// A plugin returned a promise in a synchronous call.
    PluginAsync = 12, PluginError, "PLUGIN_ASYNC";
    /// A validator rejected a result.
    Validation = 13, ValidationError, "VALIDATION";
    /// Audio or video could not be read or written.
    Media = 14, MediaError, "MEDIA";
    /// A module of model functions could not be loaded.
    ModelImport = 15, ModelImportError, "MODEL_IMPORT";
    /// A model function threw or rejected.
    ModelExecution = 16, ModelExecutionError, "MODEL_EXECUTION";
    /// A function returned something of the wrong type.
    TypeConversion = 17, TypeConversionError, "TYPE_CONVERSION";
    /// A native library could not be loaded.
    LibraryLoad = 18, LibraryLoadError, "LIBRARY_LOAD";
    /// The job was cancelled.
    Cancelled = 19, Cancelled, "CANCELLED";
    /// A defect in Lode.
    Internal = 20, InternalError, "INTERNAL";
    /// The loaded FFmpeg has no such codec.
    MediaCodec = 30, MediaError, "MEDIA_CODEC";
    /// A container cannot hold a codec, or is not known.
    MediaContainer = 31, MediaError, "MEDIA_CONTAINER";
    /// A file has no stream of the kind that is needed.
    MediaStream = 32, MediaError, "MEDIA_STREAM";
    /// The output exists, and replacing it was not asked for.
    OutputExists = 33, IoError, "OUTPUT_EXISTS";
    /// The job ran longer than its `timeout`.
    Timeout = 100, LimitError, "TIMEOUT";
    /// The input is larger than `limits.inputBytes`.
    LimitInputBytes = 101, LimitError, "LIMIT_INPUT_BYTES";
    /// Decompressing gave more than `limits.expandedBytes`.
    LimitExpandedBytes = 102, LimitError, "LIMIT_EXPANDED_BYTES";
    /// A compressed stream grew by more than `limits.compressionRatio`.
    LimitCompressionRatio = 103, LimitError, "LIMIT_COMPRESSION_RATIO";
    /// An archive has more than `limits.archiveEntries` entries.
    LimitArchiveEntries = 104, LimitError, "LIMIT_ARCHIVE_ENTRIES";
    /// Files are nested in files deeper than `limits.archiveDepth`.
    LimitArchiveDepth = 105, LimitError, "LIMIT_ARCHIVE_DEPTH";
    /// Elements are nested deeper than `limits.nestingDepth`.
    LimitNestingDepth = 106, LimitError, "LIMIT_NESTING_DEPTH";
    /// Tables have more than `limits.tableCells` cells.
    LimitTableCells = 107, LimitError, "LIMIT_TABLE_CELLS";
    /// An image or page has more than `limits.pixels` pixels.
    LimitPixels = 108, LimitError, "LIMIT_PIXELS";
    /// A document has more than `limits.pages` pages.
    LimitPages = 109, LimitError, "LIMIT_PAGES";
    /// A file has more than `limits.frames` frames.
    LimitFrames = 110, LimitError, "LIMIT_FRAMES";
    /// A media file has more than `limits.streams` streams.
    LimitStreams = 120, LimitError, "LIMIT_STREAMS";
    /// Sound or video is longer than `limits.mediaSeconds`.
    LimitMediaSeconds = 121, LimitError, "LIMIT_MEDIA_SECONDS";
}

/// What went wrong, where, and what to do about it.
#[derive(Debug, Clone)]
pub struct Error {
    /// The kind of failure.
    pub code: ErrorCode,
    /// What was expected, what came, and what to do, in one or two sentences.
    pub message: String,
    /// The messages of the errors beneath this one, outermost first.
    pub sources: Vec<String>,
    /// The file, or the part inside a container (`report.docx!word/document.xml`).
    pub path: Option<String>,
    /// The page, from 1.
    pub page: Option<u32>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The byte offset.
    pub offset: Option<u64>,
    /// The host request whose function threw; the host keeps what was thrown under this number.
    pub request: Option<u64>,
}

impl Error {
    /// An error with a code and a message, and no place yet.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            sources: Vec::new(),
            path: None,
            page: None,
            line: None,
            offset: None,
            request: None,
        }
    }

    /// Damaged input.
    pub fn parse(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Parse, message)
    }

    /// A defect in Lode.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Internal, message)
    }

    /// Keeps the messages of `source` and of everything beneath it.
    #[must_use]
    pub fn with_source(mut self, source: &(dyn std::error::Error + 'static)) -> Self {
        let mut next = Some(source);
        while let Some(error) = next {
            if self.sources.len() == 16 {
                break;
            }
            self.sources.push(error.to_string());
            next = error.source();
        }
        self
    }

    /// Names the file or part, unless an inner place is already known.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.path.get_or_insert_with(|| path.into());
        self
    }

    /// Names the page, from 1, unless it is already known.
    #[must_use]
    pub fn at_page(mut self, page: u32) -> Self {
        self.page.get_or_insert(page);
        self
    }

    /// Names the line, from 1, unless it is already known.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line.get_or_insert(line);
        self
    }

    /// Names the byte offset, unless it is already known.
    #[must_use]
    pub fn at_offset(mut self, offset: u64) -> Self {
        self.offset.get_or_insert(offset);
        self
    }

    /// Turns an operating system error for `path` into the code that fits.
    pub fn io(error: &std::io::Error, path: &str) -> Self {
        use std::io::ErrorKind;
        let (code, message) = match error.kind() {
            ErrorKind::NotFound => (ErrorCode::NotFound, format!("no file at {path}")),
            ErrorKind::PermissionDenied => (ErrorCode::PermissionDenied, format!("no permission to read {path}")),
            _ => (ErrorCode::Io, format!("cannot read {path}: {error}")),
        };
        Self::new(code, message).with_source(error).at_path(path)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(path) = &self.path {
            write!(f, " (in {path})")?;
        }
        if let Some(page) = self.page {
            write!(f, " (page {page})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_of_codes_are_unique() {
        let mut numbers: Vec<u32> = ErrorCode::ALL.iter().map(|code| *code as u32).collect();
        let mut names: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
        numbers.sort_unstable();
        names.sort_unstable();
        numbers.dedup();
        names.dedup();
        assert_eq!((numbers.len(), names.len()), (ErrorCode::ALL.len(), ErrorCode::ALL.len()));
    }

    #[test]
    fn an_inner_place_is_not_overwritten_by_an_outer_one() {
        let error = Error::parse("bad").at_path("inner.xml").at_path("outer.docx").at_page(2).at_page(1);
        assert_eq!((error.path.as_deref(), error.page), (Some("inner.xml"), Some(2)));
    }

    #[test]
    fn a_missing_file_and_a_forbidden_one_have_different_codes() {
        let missing = Error::io(&std::io::Error::from(std::io::ErrorKind::NotFound), "a");
        let forbidden = Error::io(&std::io::Error::from(std::io::ErrorKind::PermissionDenied), "a");
        assert_eq!((missing.code, forbidden.code), (ErrorCode::NotFound, ErrorCode::PermissionDenied));
    }
}
