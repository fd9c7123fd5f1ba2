//! The formats that Lode reads: one row each, with the function that reads it.

use std::path::Path;

use lode_runtime::{Bytes, Job, Result};

use crate::document::Document;
use crate::options::ExtractOptions;
use crate::raster::PageSource;
use crate::{archive, image, mail, office, pdf, sheets, text, web};

/// What a reader may look at besides the bytes.
pub struct Context<'a> {
    /// Limits, deadline and cancellation.
    pub job: &'a Job,
    /// What the caller asked for.
    pub options: &'a ExtractOptions,
    /// How many files this file is inside of.
    pub depth: u64,
    /// The name of the file, where it is known.
    pub name: Option<&'a str>,
}

/// Reads a file.
pub type Read = fn(&Bytes, &Context) -> Result<Document>;

/// Reads a file where it lies, without taking it into memory.
pub type ReadFile = fn(&Path, &Context) -> Result<Document>;

/// Opens a file to render its pages.
pub type OpenPages = fn(&Bytes, &Context) -> Result<Box<dyn PageSource>>;

/// A format.
#[derive(Debug)]
pub struct Format {
    /// Its common name.
    pub name: &'static str,
    /// Its media type.
    pub mime_type: &'static str,
    /// Other media types in use for it.
    pub aliases: &'static [&'static str],
    /// Extensions of its file names, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Reads it.
    pub read: Read,
    /// Reads it from the disk, where it may be larger than memory.
    pub read_file: Option<ReadFile>,
    /// Opens it for rendering, where it has pages or pictures.
    pub open_pages: Option<OpenPages>,
}

const fn format(
    name: &'static str,
    mime_type: &'static str,
    aliases: &'static [&'static str],
    extensions: &'static [&'static str],
    read: Read,
) -> Format {
    Format { name, mime_type, aliases, extensions, read, read_file: None, open_pages: None }
}

const fn raster(name: &'static str, mime_type: &'static str, extensions: &'static [&'static str]) -> Format {
    Format {
        name,
        mime_type,
        aliases: &[],
        extensions,
        read: image::read,
        read_file: None,
        open_pages: Some(image::open_pages),
    }
}

/// Every format, in the order that `supportedFormats` lists them.
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    Format { name: "PDF", mime_type: "application/pdf", aliases: &["application/x-pdf"], extensions: &["pdf"],
        read: pdf::read, read_file: None, open_pages: Some(pdf::open_pages) },
    format("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["application/vnd.ms-word.document.macroenabled.12",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.template"], &["docx", "docm", "dotx", "dotm"], office::docx::read),
    format("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["application/vnd.ms-powerpoint.presentation.macroenabled.12",
          "application/vnd.openxmlformats-officedocument.presentationml.slideshow"], &["pptx", "pptm", "ppsx", "potx"], office::pptx::read),
    format("Word 97-2003", "application/msword", &["application/vnd.ms-word"], &["doc", "dot"], office::doc::read),
    format("PowerPoint 97-2003", "application/vnd.ms-powerpoint", &["application/mspowerpoint"], &["ppt", "pps", "pot"], office::ppt::read),
    format("OpenDocument text", "application/vnd.oasis.opendocument.text",
        &["application/vnd.oasis.opendocument.text-template"], &["odt", "ott", "fodt"], office::odt::read),
    format("OpenDocument presentation", "application/vnd.oasis.opendocument.presentation", &[], &["odp", "fodp"], office::odt::read),
    format("OpenDocument drawing", "application/vnd.oasis.opendocument.graphics", &[], &["odg", "fodg"], office::odt::read),
    format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["application/vnd.ms-excel.sheet.macroenabled.12"], &["xlsx", "xlsm", "xltx", "xlam"], sheets::xlsx),
    format("Excel binary", "application/vnd.ms-excel.sheet.binary.macroenabled.12", &[], &["xlsb"], sheets::xlsb),
    format("Excel 97-2003", "application/vnd.ms-excel", &["application/msexcel"], &["xls", "xlt", "xla"], sheets::xls),
    format("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", &[], &["ods", "fods"], sheets::ods),
    format("CSV", "text/csv", &["application/csv"], &["csv"], sheets::csv),
    format("TSV", "text/tab-separated-values", &[], &["tsv", "tab"], sheets::csv),
    format("HTML", "text/html", &["application/xhtml+xml"], &["html", "htm", "xhtml"], web::html::read),
    format("EPUB", "application/epub+zip", &[], &["epub"], web::epub::read),
    format("RTF", "application/rtf", &["text/rtf"], &["rtf"], text::rtf::read),
    format("Mail", "message/rfc822", &["multipart/related", "application/x-mimearchive"], &["eml", "mht", "mhtml"], mail::read),
    format("Mailbox", "application/mbox", &[], &["mbox"], mail::read_mailbox),
    format("Outlook message", "application/vnd.ms-outlook", &[], &["msg"], mail::read_outlook),
    format("ZIP archive", "application/zip", &["application/x-zip-compressed"], &["zip"], archive::zip),
    format("Tar archive", "application/x-tar", &[], &["tar"], archive::tar),
    format("Gzip", "application/gzip", &["application/x-gzip"], &["gz", "tgz", "svgz"], archive::gzip),
    format("Markdown", "text/markdown", &["text/x-markdown"], &["md", "markdown"], text::markdown::read),
    format("Jupyter notebook", "application/x-ipynb+json", &[], &["ipynb"], text::notebook::read),
    format("JSON", "application/json", &["text/json", "application/x-ndjson", "application/jsonl"],
        &["json", "jsonl", "ndjson", "geojson"], text::json::read),
    format("XML", "application/xml", &["text/xml", "image/svg+xml", "application/rss+xml", "application/atom+xml", "application/x-fictionbook+xml", "text/x-opml",
          "application/docbook+xml", "application/jats+xml"],
        &["xml", "svg", "rss", "atom", "fb2", "opml", "docbook", "dbk", "jats", "nxml", "xsd", "xsl", "xslt"], text::xml::read),
    format("Text", "text/plain", &[], &["txt", "text", "log"], text::plain::read),
    raster("PNG", "image/png", &["png"]),
    raster("JPEG", "image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    raster("WebP", "image/webp", &["webp"]),
    raster("TIFF", "image/tiff", &["tif", "tiff"]),
    raster("BMP", "image/bmp", &["bmp", "dib"]),
    raster("GIF", "image/gif", &["gif"]),
];

/// The format with this media type, parameters such as `; charset=` and case aside; `more` are looked through, too.
#[must_use]
pub fn by_mime_type(mime_type: &str, more: &'static [Format]) -> Option<&'static Format> {
    let wanted = mime_type.split(';').next().unwrap_or_default().trim();
    FORMATS.iter().chain(more).find(|format| {
        format.mime_type.eq_ignore_ascii_case(wanted)
            || format.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(wanted))
    })
}

/// The format with this file name's extension.
#[must_use]
pub fn by_file_name(name: &str) -> Option<&'static Format> {
    let (_, extension) = name.rsplit_once('.')?;
    FORMATS.iter().find(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_and_extensions_belong_to_one_format_each() {
        let mut types: Vec<_> = FORMATS.iter().flat_map(|f| f.aliases.iter().chain([&f.mime_type])).collect();
        let mut extensions: Vec<_> = FORMATS.iter().flat_map(|f| f.extensions).collect();
        let counts = (types.len(), extensions.len());
        types.sort();
        types.dedup();
        extensions.sort();
        extensions.dedup();
        assert_eq!((types.len(), extensions.len()), counts);
    }

    #[test]
    fn parameters_and_case_of_a_media_type_do_not_matter() {
        assert_eq!(by_mime_type("Text/HTML; charset=utf-8", &[]).map(|format| format.name), Some("HTML"));
        assert_eq!(by_file_name("a.b/REPORT.PDF").map(|format| format.name), Some("PDF"));
    }
}
