//! What a PDF says about itself: the information dictionary (ISO 32000-2, 14.3.3) and XMP (14.3.2).

use hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use hayro_syntax::{Pdf, PdfVersion};
use lode_runtime::{Job, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{streams, strings};
use crate::model::Metadata;

/// XMP longer than this is not read.
const LONGEST_XMP: usize = 4 << 20;

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
    let xmp = match catalog.as_ref().and_then(|catalog| catalog.get::<Stream>("Metadata")) {
        Some(stream) => streams::decode(&stream, job)?.map(|bytes| Xmp::read(&bytes, job)).transpose()?,
        None => None,
    }
    .unwrap_or_default();
    Ok(Metadata {
        title: text(&info.title).or(xmp.title),
        authors: if xmp.authors.is_empty() {
            text(&info.author).map(|all| split(&all, &[';'])).unwrap_or_default()
        } else {
            xmp.authors
        },
        subject: text(&info.subject).or(xmp.subject),
        keywords: text(&info.keywords).or(xmp.keywords).map_or(xmp.subjects, |all| split(&all, &[',', ';'])),
        language: catalog
            .as_ref()
            .and_then(|catalog| catalog.get::<PdfString>("Lang"))
            .map(|language| strings::text(language.as_bytes()))
            .filter(|language| !language.is_empty())
            .or(xmp.language),
        created: info.creation_date.map(|date| rfc3339(&date)).or(xmp.created),
        modified: info.modification_date.map(|date| rfc3339(&date)).or(xmp.modified),
        producer: text(&info.producer).or(xmp.producer),
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

/// The properties of an XMP packet that have a place in [`Metadata`].
#[derive(Debug, Default, PartialEq)]
struct Xmp {
    title: Option<String>,
    authors: Vec<String>,
    subject: Option<String>,
    subjects: Vec<String>,
    keywords: Option<String>,
    language: Option<String>,
    created: Option<String>,
    modified: Option<String>,
    producer: Option<String>,
    creator: Option<String>,
}

impl Xmp {
    fn read(bytes: &[u8], job: &Job) -> Result<Self> {
        let mut xmp = Self::default();
        if bytes.len() > LONGEST_XMP {
            return Ok(xmp);
        }
        let text = String::from_utf8_lossy(bytes);
        let mut reader = Reader::from_str(&text);
        let mut property = String::new();
        let mut value = String::new();
        loop {
            job.check()?;
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    xmp.attributes(&element);
                    let name = element.name().as_ref().to_string();
                    if !name.starts_with("rdf:") {
                        property = name;
                    }
                    value.clear();
                }
                Ok(Event::Empty(element)) => xmp.attributes(&element),
                Ok(Event::Text(part)) => value.push_str(&part),
                Ok(Event::GeneralRef(reference)) => value.push_str(&resolved(&reference)),
                Ok(Event::End(_)) => {
                    xmp.set(&property, value.trim());
                    value.clear();
                }
                Ok(Event::Eof) | Err(_) => return Ok(xmp),
                Ok(_) => {}
            }
        }
    }

    fn attributes(&mut self, element: &BytesStart) {
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
            self.set(attribute.key.as_ref(), value.trim());
        }
    }

    fn set(&mut self, property: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let place = match property {
            "dc:creator" => return self.authors.push(value.into()),
            "dc:subject" => return self.subjects.push(value.into()),
            "dc:title" => &mut self.title,
            "dc:description" => &mut self.subject,
            "dc:language" => &mut self.language,
            "pdf:Keywords" => &mut self.keywords,
            "pdf:Producer" => &mut self.producer,
            "xmp:CreatorTool" | "xap:CreatorTool" => &mut self.creator,
            "xmp:CreateDate" | "xap:CreateDate" => &mut self.created,
            "xmp:ModifyDate" | "xap:ModifyDate" => &mut self.modified,
            _ => return,
        };
        place.get_or_insert_with(|| value.into());
    }
}

fn resolved(reference: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.into();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_has_properties_as_elements_and_as_attributes() {
        let packet =
            br#"<x:xmpmeta><rdf:RDF><rdf:Description xmp:CreateDate="2024-01-02T03:04:05Z" pdf:Producer="P &amp; Q">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &lt;title&gt;</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let xmp = Xmp::read(packet, &Job::default()).unwrap();
        assert_eq!(xmp.title.as_deref(), Some("A <title>"));
        assert_eq!(xmp.authors, ["Ann", "Bob"]);
        assert_eq!(xmp.created.as_deref(), Some("2024-01-02T03:04:05Z"));
        assert_eq!(xmp.producer.as_deref(), Some("P & Q"));
    }
}
