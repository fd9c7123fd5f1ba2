//! From a path to the bytes of a source, or to the reason why it is none.

use std::fs::File;
use std::io::Read;
use std::sync::LazyLock;

use lode_runtime::Job;
use memchr::memmem::Finder;

use crate::languages::{self, Language};
use crate::model::Skipped;
use crate::options::DuplicateOptions;
use crate::walk::{Found, Languages, io_reason};

/// A source that is to be compared.
pub struct Source<'a> {
    /// Its language.
    pub language: &'static Language,
    /// Its text.
    pub bytes: &'a [u8],
}

/// What became of a file.
pub enum Outcome<'a> {
    /// It is to be compared.
    Source(Source<'a>),
    /// It should have been compared, but cannot or need not be.
    Skipped(Skipped),
    /// It is in no language that is wanted.
    Other,
}

/// Reads a file that was found into `bytes`.
pub fn read<'a>(
    found: &Found,
    options: &DuplicateOptions,
    wanted: &Languages,
    job: &Job,
    bytes: &'a mut Vec<u8>,
) -> Outcome<'a> {
    let name = found.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let path = || found.path.to_string_lossy().into_owned();
    let skipped =
        |reason: &str, detail: String| Outcome::Skipped(Skipped { path: path(), reason: reason.to_string(), detail });
    let by_name = languages::detect(name, b"");
    if by_name.is_some_and(|language| !wanted.contains(language)) && !languages::depends_on_content(name) {
        return Outcome::Other;
    }
    let mut file = match File::open(&found.path) {
        Ok(file) => file,
        Err(_) if by_name.is_none() && !found.named => return Outcome::Other,
        Err(error) => return skipped(io_reason(&error), error.to_string()),
    };
    bytes.clear();
    if by_name.is_none() {
        // Most files without an extension are no sources: their first line decides.
        if let Err(error) = file.by_ref().take(256).read_to_end(bytes) {
            return if found.named { skipped(io_reason(&error), error.to_string()) } else { Outcome::Other };
        }
        if languages::detect(name, bytes).is_none() {
            return if found.named { skipped("unknownLanguage", String::new()) } else { Outcome::Other };
        }
    }
    let limit = options.max_file_size.min(job.limits().input_bytes.get()).min(u64::from(u32::MAX));
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size > limit {
        return skipped("tooLarge", format!("{size} bytes, expected at most {limit}; raise maxFileSize to read it"));
    }
    // One more than there is, so that one call reads all and finds the end. A file may grow while it is read.
    bytes.reserve(size as usize + 1);
    if let Err(error) = file.take(limit).read_to_end(bytes) {
        return skipped(io_reason(&error), error.to_string());
    }
    let Some(language) = languages::detect(name, bytes) else { return Outcome::Other };
    if !wanted.contains(language) {
        return Outcome::Other;
    }
    match unfit(bytes, options) {
        Some((reason, detail)) => skipped(reason, detail.to_string()),
        None => Outcome::Source(Source { language, bytes }),
    }
}

/// Why these bytes are not compared.
pub fn unfit(bytes: &[u8], options: &DuplicateOptions) -> Option<(&'static str, &'static str)> {
    if memchr::memchr(0, bytes).is_some() {
        return Some(("binary", "it has NUL bytes"));
    }
    if std::str::from_utf8(bytes).is_err() {
        return Some(("encoding", "it is not UTF-8"));
    }
    if is_minified(bytes) {
        return Some(("minified", "its lines are too long to be written by hand"));
    }
    if options.skip_generated && is_generated(bytes) {
        return Some(("generated", "its head says that it was generated; skipGenerated: false reads it"));
    }
    None
}

/// Whether most of a text is in very long lines.
fn is_minified(bytes: &[u8]) -> bool {
    const LONG_LINE: usize = 2_000;
    if bytes.len() < 2 * LONG_LINE {
        return false;
    }
    // Cheap first: with this many lines, few can be long.
    if memchr::memchr_iter(b'\n', bytes).count() > bytes.len() / 500 {
        return false;
    }
    let long: usize = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).filter(|length| *length > LONG_LINE).sum();
    long > bytes.len() / 2
}

/// Whether a comment in the head of a file says that a program wrote it.
fn is_generated(bytes: &[u8]) -> bool {
    // All the phrases have this word; most heads have not.
    static WORD: LazyLock<[Finder; 2]> = LazyLock::new(|| [Finder::new(b"enerated"), Finder::new(b"ENERATED")]);
    let head = &bytes[..bytes.len().min(2_048)];
    if WORD.iter().all(|word| word.find(head).is_none()) {
        return false;
    }
    head.split(|byte| *byte == b'\n').take(40).any(|line| {
        let line = line.trim_ascii_start();
        let is_comment = [&b"//"[..], b"/*", b"*", b"#", b"--", b"<!--", b";", b"%", b"(*", b"{-", b"\"\"\""]
            .iter()
            .any(|start| line.starts_with(start));
        if !is_comment {
            return false;
        }
        let line = line.to_ascii_lowercase();
        let has = |text: &str| memchr::memmem::find(&line, text.as_bytes()).is_some();
        has("@generated")
            || has("<auto-generated")
            || has("<autogenerated")
            || has("code generated by")
            || has("this file is generated")
            || has("this file was generated")
            || has("automatically generated by")
            || has("auto-generated by")
            || has("autogenerated by")
            || has("generated by the protocol buffer compiler")
            || (has("generated") && (has("do not edit") || has("do not modify")))
    })
}
