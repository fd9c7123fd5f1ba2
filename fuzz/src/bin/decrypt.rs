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

/// What compound files ([MS-CFB] 2.2) and packages start with.
const SIGNATURES: [&[u8]; 2] = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"PK\x03\x04"];
/// What the stream of a workbook starts with ([MS-XLS] 2.4.21).
const WORKBOOK: &[u8] = b"\x09\x08";
/// A size, and three blocks.
const PACKAGE: &[u8] = &[48; 56];

static OPTIONS: LazyLock<ExtractOptions> =
    LazyLock::new(|| parse_options(r#"{"password":["x","öffne dich","sesame"]}"#.as_bytes()).unwrap_or_default());

fn compound(streams: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new()))?;
    for (name, data) in streams {
        file.create_stream(name)?.write_all(data)?;
    }
    Ok(file.into_inner().into_inner())
}

fuzz_target!(|data: &[u8]| {
    let file = if SIGNATURES.iter().any(|signature| data.starts_with(signature)) {
        Ok(data.to_vec())
    } else if data.starts_with(WORKBOOK) {
        compound(&[("/Workbook", data)])
    } else {
        compound(&[("/EncryptionInfo", data), ("/EncryptedPackage", PACKAGE)])
    };
    let Ok(file) = file else { return };
    let bytes: Bytes = Arc::new(file);
    // A password may be hashed ten million times, which says nothing new.
    let settings = JobSettings { timeout: Some(Duration::from_millis(500)), ..JobSettings::default() };
    let _ = extract_bytes(&bytes, &OPTIONS, &Job::new(settings));
});
