//! XMP: what editors say about a picture, in RDF.

use lode_runtime::{Job, Result};

use super::text_of;
use crate::model::Metadata;
use crate::xml::{Node, Walker, decode, unescape};

/// Writes into `metadata` what the packet says; where it is damaged, what came before.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn describe(metadata: &mut Metadata, packet: &[u8], job: &Job) -> Result<()> {
    let text = decode(packet);
    let mut walker = Walker::new(&text, job);
    // The property that the walk is inside of, and how deep it was opened.
    let mut property: Option<(String, u64)> = None;
    while let Ok(Some(node)) = walker.next(0) {
        // A tag at the depth of the property is the next one beside it.
        let next = u64::from(matches!(node, Node::Start(_)));
        if property.as_ref().is_some_and(|(_, depth)| walker.depth() < depth.saturating_add(next)) {
            property = None;
        }
        match node {
            Node::Start(tag) => {
                // Simple properties may be attributes of the description instead of elements in it.
                if tag.name() == "Description" {
                    for (name, value) in tag.attributes() {
                        set(metadata, name.rsplit(':').next().unwrap_or(name), &unescape(value));
                    }
                }
                if property.is_none() && PROPERTIES.contains(&tag.name()) {
                    property = Some((tag.name().to_string(), walker.depth()));
                }
            }
            Node::Text(text) => {
                if let Some((name, _)) = &property {
                    set(metadata, name, &text);
                }
            }
        }
    }
    job.check()
}

/// Properties of the Dublin Core and XMP namespaces (XMP specification, part 1, sections 8.3 and 8.4).
const PROPERTIES: [&str; 8] =
    ["title", "description", "language", "creator", "subject", "CreatorTool", "CreateDate", "ModifyDate"];

/// Of alternatives, the first is the default.
fn set(metadata: &mut Metadata, property: &str, value: &str) {
    let Some(value) = text_of(value) else { return };
    match property {
        "title" => _ = metadata.title.get_or_insert(value),
        "description" => _ = metadata.description.get_or_insert(value),
        "language" => _ = metadata.language.get_or_insert(value),
        "creator" if !metadata.authors.contains(&value) => metadata.authors.push(value),
        "subject" if !metadata.keywords.contains(&value) => metadata.keywords.push(value),
        "CreatorTool" => _ = metadata.creator.get_or_insert(value),
        "CreateDate" => _ = metadata.created.get_or_insert(value),
        "ModifyDate" => _ = metadata.modified.get_or_insert(value),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(packet: &str) -> Metadata {
        let mut metadata = Metadata::default();
        describe(&mut metadata, packet.as_bytes(), &Job::default()).unwrap();
        metadata
    }

    #[test]
    fn properties_are_read_from_elements_lists_and_attributes() {
        let metadata = described(
            r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreatorTool="Editor &amp; Co">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A bridge</rdf:li><rdf:li xml:lang="de">Brücke</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>
            <dc:subject><rdf:Bag><rdf:li>steel</rdf:li></rdf:Bag></dc:subject>
            <xmp:CreateDate>2024-05-31T10:00:00Z</xmp:CreateDate>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#,
        );
        assert_eq!(metadata.title.as_deref(), Some("A bridge"));
        assert_eq!((metadata.authors, metadata.keywords), (vec!["Ann".into(), "Bob".into()], vec!["steel".into()]));
        assert_eq!(metadata.creator.as_deref(), Some("Editor & Co"));
        assert_eq!(metadata.created.as_deref(), Some("2024-05-31T10:00:00Z"));
    }

    #[test]
    fn a_packet_that_breaks_off_gives_what_came_before() {
        assert_eq!(described("<a><dc:title>Half</dc:title><dc:creat").title.as_deref(), Some("Half"));
    }
}
