//! The container: where the package document is, and what is encrypted (EPUB Open Container Format 3.3, section 4.2.6).

use lode_runtime::{Error, ErrorCode, Job, Result};

use super::for_each_element;
use crate::package::Package;
use crate::xml::decode;

/// Ways to make fonts unusable outside the book; text is not concerned.
const FONT_OBFUSCATION: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Fails when the content of the book is encrypted.
///
/// # Errors
/// `EncryptionUnsupported`, and those of reading XML in a ZIP file.
pub fn refuse_encrypted(package: &Package, job: &Job) -> Result<()> {
    const PATH: &str = "META-INF/encryption.xml";
    let Some(bytes) = package.read_path(PATH)? else { return Ok(()) };
    let mut encrypted = None;
    // The method stands before the reference to what it was used on.
    let mut method = String::new();
    for_each_element(&decode(&bytes), job, |tag, _| {
        match tag.name() {
            "EncryptedData" => method.clear(),
            "EncryptionMethod" if method.is_empty() => {
                method = tag.attribute("Algorithm").unwrap_or_default().into_owned()
            }
            "CipherReference" if !FONT_OBFUSCATION.contains(&method.as_str()) && encrypted.is_none() => {
                encrypted = Some(tag.attribute("URI").unwrap_or_default().into_owned());
            }
            _ => {}
        }
        Ok(())
    })
    .map_err(|error| error.at_path(PATH))?;
    match encrypted {
        None => Ok(()),
        Some(path) => Err(Error::new(
            ErrorCode::EncryptionUnsupported,
            format!(
                "the book is protected by digital rights management ({path} is encrypted), which Lode cannot decrypt"
            ),
        )),
    }
}

/// The path of the package document: the one that the container names, else the first that there is.
///
/// # Errors
/// `Parse` when there is none, and those of reading XML in a ZIP file.
pub fn package_document(package: &Package, job: &Job) -> Result<String> {
    const PATH: &str = "META-INF/container.xml";
    let mut named = None;
    if let Some(bytes) = package.read_path(PATH)? {
        for_each_element(&decode(&bytes), job, |tag, _| {
            if tag.name() == "rootfile" && named.is_none() {
                named = tag.attribute("full-path").map(|path| path.into_owned());
            }
            Ok(())
        })
        .map_err(|error| error.at_path(PATH))?;
    }
    let found =
        || package.entries().iter().find(|entry| entry.name().ends_with(".opf")).map(|entry| entry.name().to_string());
    named
        .filter(|path| package.find(path).is_some())
        .or_else(found)
        .ok_or_else(|| Error::parse("expected a package document (.opf) in the book, found none").at_path(PATH))
}
