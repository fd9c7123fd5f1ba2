//! What a PDF says about itself: the information dictionary (ISO 32000-2, 14.3.3) and XMP (14.3.2).

use hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use hayro_syntax::{Pdf, PdfVersion};
use lode_runtime::{Job, Result};

use super::{streams, strings};
use crate::image::xmp;
use crate::model::Metadata;

/// Reads the metadata of the file.
///
/// # Errors
/// `LimitExpandedBytes` and `LimitCompressionRatio`.
pub fn read(pdf: &Pdf, encrypted: bool, job: &Job) -> Result<Metadata> {
    let info = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        bytes.as_deref().map(strings::text).map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    };
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let mut xmp = Metadata::default();
    if let Some(stream) = catalog.as_ref().and_then(|catalog| catalog.get::<Stream>("Metadata"))
        && let Some(packet) = streams::decode(&stream, job)?
    {
        xmp::describe(&mut xmp, &packet, job)?;
    }
    Ok(Metadata {
        title: text(&info.title).or(xmp.title),
        authors: if xmp.authors.is_empty() {
            text(&info.author).map(|all| split(&all, &[';'])).unwrap_or_default()
        } else {
            xmp.authors
        },
        subject: text(&info.subject).or(xmp.description),
        keywords: text(&info.keywords).map_or(xmp.keywords, |all| split(&all, &[',', ';'])),
        language: catalog
            .as_ref()
            .and_then(|catalog| catalog.get::<PdfString>("Lang"))
            .map(|language| strings::text(language.as_bytes()))
            .filter(|language| !language.is_empty())
            .or(xmp.language),
        created: info.creation_date.map(|date| rfc3339(&date)).or(xmp.created),
        modified: info.modification_date.map(|date| rfc3339(&date)).or(xmp.modified),
        producer: text(&info.producer),
        creator: text(&info.creator).or(xmp.creator),
        pages: u32::try_from(pdf.pages().len()).ok(),
        format_version: Some(version(pdf.version()).to_string()),
        encrypted: Some(encrypted),
        ..Metadata::default()
    })
}

fn split(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(String::from).collect()
}

fn version(version: PdfVersion) -> &'static str {
    match version {
        PdfVersion::Pdf10 => "1.0",
        PdfVersion::Pdf11 => "1.1",
        PdfVersion::Pdf12 => "1.2",
        PdfVersion::Pdf13 => "1.3",
        PdfVersion::Pdf14 => "1.4",
        PdfVersion::Pdf15 => "1.5",
        PdfVersion::Pdf16 => "1.6",
        PdfVersion::Pdf17 => "1.7",
        PdfVersion::Pdf20 => "2.0",
    }
}

fn rfc3339(date: &DateTime) -> String {
    let zone = if date.utc_offset_hour == 0 && date.utc_offset_minute == 0 {
        "Z".to_string()
    } else {
        format!("{:+03}:{:02}", date.utc_offset_hour, date.utc_offset_minute)
    };
    let DateTime { year, month, day, hour, minute, second, .. } = date;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
}
