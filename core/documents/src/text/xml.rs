//! XML of any kind: its text, where each element that is not part of a sentence is a paragraph.

use lode_runtime::{Bytes, Result};

use crate::document::{Content, Document};
use crate::formats::Context;
use crate::inline::Inline;
use crate::xml::{Node, Walker, decode};

/// Reads XML. Entities of a document type are not expanded.
///
/// # Errors
/// `Parse` where the XML is not well-formed, `LimitNestingDepth`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let text = decode(bytes.as_ref().as_ref());
    let mut walker = Walker::new(&text, context.job);
    let mut document = Document::default();
    let mut paragraph = Inline::default();
    // The depth of the element whose text the paragraph is; elements deeper than it are parts of that text.
    let mut owner: Option<u64> = None;
    while let Some(node) = walker.next(0)? {
        match node {
            Node::Start(_) if owner.is_some_and(|depth| walker.depth() <= depth) => {
                owner = None;
                flush(&mut paragraph, &mut document);
            }
            Node::Start(_) => {}
            Node::Text(text) => {
                if !text.trim_ascii().is_empty() {
                    owner = Some(owner.map_or(walker.depth(), |depth| depth.min(walker.depth())));
                }
                paragraph.push(&text);
            }
        }
    }
    flush(&mut paragraph, &mut document);
    if document.blocks.is_empty() {
        document.warn("XML_NO_TEXT", "the XML has elements and attributes only, no text between tags");
    }
    Ok(document)
}

fn flush(paragraph: &mut Inline, document: &mut Document) {
    let text = paragraph.take();
    if !text.text.is_empty() {
        document.push(Content::Paragraph(text));
    }
}

#[cfg(test)]
mod tests {
    use lode_runtime::{ErrorCode, Job};

    use super::*;
    use crate::options::ExtractOptions;

    fn read_all(xml: &[u8]) -> Result<Document> {
        let (job, options) = (Job::default(), ExtractOptions::default());
        let bytes: Bytes = std::sync::Arc::new(xml.to_vec());
        read(&bytes, &Context { job: &job, options: &options, depth: 0, name: None })
    }

    fn paragraphs(xml: &str) -> Vec<String> {
        let text = |content| match content {
            Content::Paragraph(text) => text.text,
            other => panic!("{other:?}"),
        };
        read_all(xml.as_bytes()).unwrap().blocks.into_iter().map(|block| text(block.content)).collect()
    }

    #[test]
    fn fields_are_paragraphs_of_their_own() {
        assert_eq!(paragraphs("<p><name>Ann</name>\n <age>3</age><x><y>a</y><y>b</y></x></p>"), ["Ann", "3", "a", "b"]);
    }

    #[test]
    fn elements_within_a_sentence_belong_to_it() {
        let xml =
            "<doc><para><em>Some</em> text <b>in <i>it</i></b> <u>here</u>.</para><para>Next\n  line</para></doc>";
        assert_eq!(paragraphs(xml), ["Some text in it here.", "Next line"]);
    }

    #[test]
    fn entity_bombs_stay_as_written() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"xxxx\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert_eq!(paragraphs(xml), ["&c;"]);
    }

    #[test]
    fn xml_without_text_is_a_warning() {
        let document = read_all(b"<a b='c'/>").unwrap();
        assert_eq!(document.warnings[0].code, "XML_NO_TEXT");
    }

    #[test]
    fn broken_and_deep_xml_are_errors() {
        assert_eq!(read_all(b"<a><b></a>").unwrap_err().code, ErrorCode::Parse);
        assert_eq!(read_all("<a>".repeat(1000).as_bytes()).unwrap_err().code, ErrorCode::LimitNestingDepth);
    }
}
