//! Compound files where a package was expected. Those that are encrypted by password were decrypted before
//! (`super::decrypt`); what is left is rights management, whose keys are with a server ([MS-OFFCRYPTO] 2.2).

use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::package::Package;

/// The first bytes of a compound file ([MS-CFB] 2.2).
const COMPOUND_FILE: &[u8; 8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Opens a package, or says what a compound file in its place is.
///
/// # Errors
/// `EncryptionUnsupported`, and those of [`Package::open`].
pub fn open<'a>(bytes: &'a [u8], job: &'a Job) -> Result<Package<'a>> {
    if bytes.starts_with(COMPOUND_FILE) { Err(explain(bytes)) } else { Package::open(bytes, job) }
}

/// Why a compound file cannot be read as a package.
#[must_use]
pub fn explain(bytes: &[u8]) -> Error {
    // Names of streams are in UTF-16.
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_none() {
        return Error::parse(
            "expected a ZIP package, got a compound file: it may be a document of Office 97-2003 under a newer name",
        );
    }
    unsupported()
}

/// The error for documents that rights management protects, whatever their format.
#[must_use]
pub fn unsupported() -> Error {
    Error::new(
        ErrorCode::EncryptionUnsupported,
        "this document is encrypted by rights management, whose keys are with a server, so that no password opens it; save it \
         without protection first",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encrypted_package_and_an_older_document_are_told_apart() {
        let with = |stream: &str| {
            let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
            file.create_stream(stream).unwrap();
            file.into_inner().into_inner()
        };
        let job = Job::default();
        let code = |bytes: Vec<u8>| open(&bytes, &job).err().unwrap().code;
        assert_eq!(code(with("/EncryptedPackage")), ErrorCode::EncryptionUnsupported);
        assert_eq!(code(with("/WordDocument")), ErrorCode::Parse);
    }
}
