//! What Office Open XML files say about themselves: `docProps/core.xml` (Dublin Core) and `docProps/app.xml`.

use lode_runtime::{Job, Result};

use crate::model::Metadata;
use crate::office::relationships::Root;
use crate::package::Package;
use crate::xml::{Node, Walker, decode};

/// Reads both property files into `metadata`.
///
/// # Errors
/// Those of reading the parts.
pub fn read(package: &Package, root: &Root, metadata: &mut Metadata, job: &Job) -> Result<()> {
    each_property(package, &root.core_properties, job, |name, value| set_core(metadata, name, value))?;
    let mut version = String::new();
    each_property(package, &root.extended_properties, job, |name, value| match name {
        "Application" => metadata.producer = Some(value),
        "AppVersion" => version = value,
        "Pages" => metadata.pages = value.parse().ok().filter(|pages| *pages > 0),
        _ => {}
    })?;
    if let Some(producer) = metadata.producer.as_mut().filter(|_| !version.is_empty()) {
        producer.push(' ');
        producer.push_str(&version);
    }
    Ok(())
}

fn set_core(metadata: &mut Metadata, name: &str, value: String) {
    match name {
        "title" => metadata.title = Some(value),
        "creator" => metadata.authors = split(&value, &[';']),
        "subject" => metadata.subject = Some(value),
        "description" => metadata.description = Some(value),
        "keywords" => metadata.keywords = split(&value, &[';', ',']),
        "language" => metadata.language = Some(value),
        "created" => metadata.created = rfc_3339(&value),
        "modified" => metadata.modified = rfc_3339(&value),
        _ => {}
    }
}

/// Calls `set` with the name and text of each child of the root element that has text.
fn each_property(package: &Package, path: &str, job: &Job, mut set: impl FnMut(&str, String)) -> Result<()> {
    let Some(bytes) = package.read_path(path)? else { return Ok(()) };
    let text = decode(&bytes);
    let mut xml = Walker::new(&text, job);
    while let Some(node) = xml.next(0).map_err(|error| error.at_path(path))? {
        if let Node::Start(tag) = node
            && xml.depth() == 2
        {
            let value = xml.text()?;
            let value = value.trim();
            if !value.is_empty() {
                set(tag.name(), value.to_string());
            }
        }
    }
    Ok(())
}

/// The parts of a list that is written in one string.
#[must_use]
pub fn split(value: &str, separators: &[char]) -> Vec<String> {
    value.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_string).collect()
}

/// A date as RFC 3339 has it. Files have W3CDTF dates, in which time, seconds and zone may be missing; a time without a
/// zone is taken for UTC, which is what it is in most files.
#[must_use]
pub fn rfc_3339(value: &str) -> Option<String> {
    let value = value.trim();
    let (date, time) = value.split_once(['T', ' ']).unwrap_or((value, ""));
    let numbers: Vec<u32> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match numbers.as_slice() {
        [year] => (*year, 1, 1),
        [year, month] => (*year, *month, 1),
        [year, month, day] => (*year, *month, *day),
        _ => return None,
    };
    if year > 9999 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone_at)?;
    let zone = if zone.is_empty() || zone.eq_ignore_ascii_case("z") { "Z" } else { zone };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let parts: Vec<u32> =
        clock.split(':').filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let part = |index: usize| parts.get(index).copied().unwrap_or(0);
    let (hour, minute, second) = (part(0), part(1), part(2));
    if hour > 23 || minute > 59 || second > 60 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0').get(..9).unwrap_or(fraction.trim_end_matches('0'));
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{dot}{fraction}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zip;

    #[test]
    fn dates_are_completed_to_rfc_3339_and_nonsense_is_left_out() {
        for (value, date) in [
            ("2013-12-23T23:15:00Z", Some("2013-12-23T23:15:00Z")),
            ("2013-12-23T23:15:00.120+01:00", Some("2013-12-23T23:15:00.12+01:00")),
            ("2013-12-23", Some("2013-12-23T00:00:00Z")),
            ("2013", Some("2013-01-01T00:00:00Z")),
            ("2009-01-27T12:11:45.250000000", Some("2009-01-27T12:11:45.25Z")),
            ("yesterday", None),
            ("2013-13-01", None),
            ("2013-12-23T25:00", None),
        ] {
            assert_eq!(rfc_3339(value).as_deref(), date, "{value}");
        }
    }

    #[test]
    fn both_property_files_are_read() {
        let core = br#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>A &amp; B</dc:title>
            <dc:creator>Ann; Bob</dc:creator><cp:keywords>one, two; three</cp:keywords><dc:subject> </dc:subject>
            <dcterms:created>2020-01-02T03:04:05Z</dcterms:created></cp:coreProperties>"#;
        let app =
            b"<Properties><Application>Writer</Application><AppVersion>7.5</AppVersion><Pages>3</Pages></Properties>";
        let bytes = zip(&[("docProps/core.xml", core), ("docProps/app.xml", app)]);
        let job = Job::default();
        let package = Package::open(&bytes, &job).unwrap();
        let mut metadata = Metadata::default();
        read(&package, &Root::read(&package, "x", &job).unwrap(), &mut metadata, &job).unwrap();
        assert_eq!(metadata.title.as_deref(), Some("A & B"));
        assert_eq!(metadata.authors, ["Ann", "Bob"]);
        assert_eq!(metadata.keywords, ["one", "two", "three"]);
        assert_eq!(metadata.subject, None);
        assert_eq!(metadata.created.as_deref(), Some("2020-01-02T03:04:05Z"));
        assert_eq!((metadata.producer.as_deref(), metadata.pages), (Some("Writer 7.5"), Some(3)));
    }
}
