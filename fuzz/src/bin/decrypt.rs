//! Opens encrypted Office documents: what the fuzzer makes up is the file, or what the file says of its encryption.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use cfb::CompoundFile;
use libfuzzer_sys::fuzz_target;
use lode_documents::extract_bytes;
use lode_documents::options::{ExtractOptions, parse_options};
use lode_runtime::{Bytes, Job, JobSettings};

/// What compound files start with ([MS-CFB] 2.2).
const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// A size, and three blocks.
const PACKAGE: &[u8] = &[48; 56];

static OPTIONS: LazyLock<ExtractOptions> =
    LazyLock::new(|| parse_options(br#"{"password":["x"]}"#).unwrap_or_default());

fn encrypted(info: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new()))?;
    file.create_stream("/EncryptionInfo")?.write_all(info)?;
    file.create_stream("/EncryptedPackage")?.write_all(PACKAGE)?;
    Ok(file.into_inner().into_inner())
}

fuzz_target!(|data: &[u8]| {
    let file = if data.starts_with(SIGNATURE) { Ok(data.to_vec()) } else { encrypted(data) };
    let Ok(file) = file else { return };
    let bytes: Bytes = Arc::new(file);
    // A password may be hashed ten million times, which says nothing new.
    let settings = JobSettings { timeout: Some(Duration::from_millis(500)), ..JobSettings::default() };
    let _ = extract_bytes(&bytes, &OPTIONS, &Job::new(settings));
});
