//! Opens a PDF: decrypts it, recovers a damaged page tree, counts its pages.

use std::sync::Arc;

use hayro_syntax::object::{Dict, Name, ObjectIdentifier};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use lode_runtime::{Bytes, Error, ErrorCode, Job, Result};
use memchr::memmem;

use super::owner_password::user_password;
use super::stoppable::watched;
use crate::formats::Context;

/// A PDF that was opened and whose number of pages is within the limit.
pub struct OpenPdf {
    /// The file.
    pub pdf: Pdf,
    /// Whether it is encrypted; it was decrypted then.
    pub encrypted: bool,
    /// Whether its page tree was damaged and pages were searched for instead, so that some may be missing or out of order.
    pub recovered: bool,
}

/// Opens a PDF with the passwords of the options and the empty one.
///
/// # Errors
/// `Parse` when no page can be found, `PasswordRequired`, `PasswordWrong` and `EncryptionUnsupported` when it is encrypted,
/// `LimitPages`.
pub fn open(bytes: &Bytes, context: &Context) -> Result<OpenPdf> {
    context.job.check()?;
    let opened = match decrypt(bytes, context)? {
        Some(pdf) if has_whole_page_tree(&pdf) => OpenPdf { pdf, encrypted: is_encrypted(bytes), recovered: false },
        first => recover(bytes, first, context.job)?,
    };
    context.job.check()?;
    context.job.limits().pages(opened.pdf.pages().len() as u64)?;
    Ok(opened)
}

/// Opens the file with each password in turn; `None` when its structure cannot be read.
fn decrypt(bytes: &Bytes, context: &Context) -> Result<Option<Pdf>> {
    let passwords = context.options.password.all();
    let given = || passwords.iter().map(String::as_str);
    let from_owner = given().filter_map(|password| user_password(bytes.as_ref().as_ref(), password));
    for password in std::iter::once("").chain(given()).map(String::from).chain(from_owner) {
        match Pdf::new_with_password(watched(bytes, context.job), &password) {
            Ok(pdf) => return Ok(Some(pdf)),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm)) => {
                return Err(Error::new(
                    ErrorCode::EncryptionUnsupported,
                    "expected a PDF encrypted by password (RC4 or AES), got another security handler; decrypt the file with the program that made it",
                ));
            }
            Err(LoadPdfError::Decryption(_)) => {
                return Err(Error::parse("the encryption dictionary of the PDF is damaged, so it cannot be decrypted"));
            }
            Err(LoadPdfError::Invalid) => return Ok(None),
        }
        context.job.check()?;
    }
    Err(if passwords.is_empty() {
        Error::new(ErrorCode::PasswordRequired, "the PDF is encrypted; give its password in options.password")
    } else {
        Error::new(
            ErrorCode::PasswordWrong,
            format!("the PDF is encrypted, and none of the {} passwords in options.password opens it", passwords.len()),
        )
    })
}

/// Whether the page tree leads to pages, and only to pages: hayro takes a node that lacks `/Type` for a page.
fn has_whole_page_tree(pdf: &Pdf) -> bool {
    let pages = pdf.pages();
    !pages.is_empty() && pages.iter().all(|page| !page.raw().contains_key("Kids"))
}

/// Whether the trailer names an encryption dictionary. Trailers are never compressed, so its name stands in the bytes.
fn is_encrypted(bytes: &Bytes) -> bool {
    let bytes = bytes.as_ref().as_ref();
    memmem::find_iter(bytes, b"/Encrypt").any(|start| {
        let value = bytes.get(start.saturating_add(8)..).unwrap_or_default().trim_ascii_start();
        value.first().is_some_and(|byte| byte.is_ascii_digit()) || value.starts_with(b"<<")
    })
}

/// Gives a file whose page tree is broken a new one, with every page that can be found, in the order of the file.
///
/// The new catalog is appended as an incremental update would be, with a `startxref` that leads nowhere, so that hayro
/// searches the whole file for objects.
fn recover(bytes: &Bytes, first: Option<Pdf>, job: &Job) -> Result<OpenPdf> {
    let unreadable = || {
        Error::parse(
            "expected a PDF with pages, got one whose structure is damaged beyond recovery; repair it or save it again",
        )
    };
    if is_encrypted(bytes) {
        // The appended catalog would need the file's own encryption.
        let pdf = first.filter(|pdf| !pdf.pages().is_empty()).ok_or_else(unreadable)?;
        return Ok(OpenPdf { pdf, encrypted: true, recovered: true });
    }
    let bare = first.or_else(|| with_page_tree(bytes, &[], job)).ok_or_else(unreadable)?;
    let pages = find_pages(&bare);
    drop(bare);
    let pdf = if pages.is_empty() { None } else { with_page_tree(bytes, &pages, job) };
    let pdf = pdf.filter(|pdf| !pdf.pages().is_empty()).ok_or_else(unreadable)?;
    Ok(OpenPdf { pdf, encrypted: false, recovered: true })
}

/// Everything in the file that says it is a page.
fn find_pages(pdf: &Pdf) -> Vec<ObjectIdentifier> {
    let is_page = |dict: &Dict| dict.get::<Name>("Type").is_some_and(|name| name.as_str() == "Page");
    pdf.objects().into_iter().filter_map(|object| object.into_dict().filter(is_page)?.obj_id()).collect()
}

fn with_page_tree(bytes: &Bytes, pages: &[ObjectIdentifier], job: &Job) -> Option<Pdf> {
    // The largest object numbers that hayro reads, so that no object of the file has them.
    let (catalog, tree) = (i32::MAX, i32::MAX - 1);
    let kids: String = pages.iter().map(|page| format!("{} {} R ", page.obj_number, page.gen_number)).collect();
    let mut whole = bytes.as_ref().as_ref().to_vec();
    whole.extend_from_slice(
        format!(
            "\n{tree} 0 obj\n<< /Type /Pages /Count {} /Kids [ {kids}] >>\nendobj\n{catalog} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R >>\nendobj\ntrailer\n<< /Root {catalog} 0 R >>\nstartxref\n-1\n%%EOF\n",
            pages.len(),
        )
        .as_bytes(),
    );
    let whole: Bytes = Arc::new(whole);
    Pdf::new(watched(&whole, job)).ok()
}

#[cfg(test)]
mod tests {
    use lode_runtime::{JobSettings, Limit, Limits};

    use super::*;
    use crate::options::ExtractOptions;

    fn opened(bytes: Vec<u8>) -> Result<OpenPdf> {
        let (job, options) = (Job::default(), ExtractOptions::default());
        let bytes: Bytes = Arc::new(bytes);
        open(&bytes, &Context { job: &job, options: &options, depth: 0, name: None })
    }

    fn pdf(objects: &[&str]) -> Vec<u8> {
        let mut bytes = b"%PDF-1.4\n".to_vec();
        for (index, object) in objects.iter().enumerate() {
            bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
        }
        bytes.extend_from_slice(b"trailer\n<< /Root 1 0 R >>\n");
        bytes
    }

    #[test]
    fn a_page_tree_that_leads_nowhere_is_rebuilt_from_the_pages_in_the_file() {
        let opened = opened(pdf(&[
            "<< /Type /Catalog /Pages 9 0 R >>",
            "<< /Type /Page /MediaBox [0 0 100 100] >>",
            "<< /Type /Page /MediaBox [0 0 200 100] >>",
        ]))
        .unwrap();
        let widths: Vec<f64> = opened.pdf.pages().iter().map(|page| page.media_box().x1).collect();
        assert_eq!((widths, opened.recovered), (vec![100.0, 200.0], true));
    }

    #[test]
    fn a_file_without_a_catalog_is_read_by_its_pages() {
        let opened = opened(pdf(&["<< /Nothing true >>", "<< /Type /Page /MediaBox [0 0 100 100] >>"])).unwrap();
        assert_eq!(opened.pdf.pages().len(), 1);
    }

    #[test]
    fn a_page_tree_that_contains_itself_ends() {
        let opened = opened(pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R 2 0 R] >>",
            "<< /Type /Page /MediaBox [0 0 100 100] >>",
        ]))
        .unwrap();
        assert_eq!((opened.pdf.pages().len(), opened.recovered), (1, false));
    }

    #[test]
    fn bytes_without_any_page_are_a_parse_error() {
        for bytes in [b"%PDF-1.4\n%%EOF".to_vec(), Vec::new(), pdf(&["<< /Type /Catalog >>"])] {
            assert_eq!(opened(bytes).err().map(|error| error.code), Some(ErrorCode::Parse));
        }
    }

    #[test]
    fn more_pages_than_the_limit_are_a_limit_error() {
        let limits = Limits { pages: Limit::at_most(2), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        let page = "<< /Type /Page >>";
        let bytes: Bytes = Arc::new(pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] >>",
            page,
            page,
            page,
        ]));
        let error = open(&bytes, &Context { job: &job, options: &ExtractOptions::default(), depth: 0, name: None });
        assert_eq!(error.err().map(|error| error.code), Some(ErrorCode::LimitPages));
    }
}
