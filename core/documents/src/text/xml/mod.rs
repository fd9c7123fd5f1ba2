//! XML: documents in vocabularies that are known, and of any other kind its text, where each element that is not part of a
//! sentence is a paragraph.

mod vocabulary;

use lode_runtime::{Bytes, Job, Result};

use crate::document::{Content, Document};
use crate::formats::Context;
use crate::inline::Inline;
use crate::web::html;
use crate::xml::{Node, Walker, decode};
use vocabulary::Vocabulary;

/// Reads XML. Entities of a document type are not expanded.
///
/// # Errors
/// `Parse` where the XML is not well-formed, `LimitNestingDepth`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let text = decode(bytes.as_ref().as_ref());
    if let Some(vocabulary) = vocabulary(&text, context.job) {
        let (html, metadata) = vocabulary::html(&text, vocabulary, context.job)?;
        return Ok(Document { metadata, ..html::read_str(&html, context)? });
    }
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

/// The vocabulary of a document, by its root element and what its start says of it.
fn vocabulary(text: &str, job: &Job) -> Option<&'static Vocabulary> {
    /// Document types, namespaces and the first elements stand within so many bytes.
    const HEAD_BYTES: usize = 4096;
    let head = text.get(..text.floor_char_boundary(HEAD_BYTES.min(text.len())))?;
    let mut walker = Walker::new(text, job);
    while let Ok(Some(node)) = walker.next(0) {
        if let Node::Start(root) = node {
            return Vocabulary::of(root.name(), head);
        }
    }
    None
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
    use crate::model::OutputFormat;
    use crate::options::ExtractOptions;
    use crate::render::render;

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

    fn markdown(xml: &str) -> String {
        let document = read_all(xml.as_bytes()).unwrap();
        render(document, OutputFormat::Markdown, &Job::default()).unwrap().content
    }

    #[test]
    fn a_book_in_fiction_book_has_its_sections_and_its_notes() {
        let xml = r##"<?xml version="1.0"?><FictionBook xmlns:l="x"><description><title-info><genre>prose</genre><author><first-name>Ann</first-name>
            <last-name>Lee</last-name></author><book-title>The Light</book-title><lang>en</lang></title-info></description>
            <body><title><p>The</p><p>Light</p></title><section><title><p>One</p></title><p>It <emphasis>burns</emphasis><a l:href="#n1" type="note">1</a>.</p>
            <section><title><p>Deep</p></title><cite><p>Said.</p></cite></section></section></body>
            <body name="notes"><section id="n1"><title><p>1</p></title><p>Since 1884.</p></section></body><binary id="c">AAAA</binary></FictionBook>"##;
        assert_eq!(
            markdown(xml),
            "# The Light\n\n## One\n\nIt _burns_[^1].\n\n### Deep\n\n> Said.\n\n[^1]: Since 1884."
        );
        let metadata = read_all(xml.as_bytes()).unwrap().metadata;
        assert_eq!((metadata.title.as_deref(), metadata.language.as_deref()), (Some("The Light"), Some("en")));
        assert_eq!(metadata.authors, ["Ann Lee"]);
    }

    #[test]
    fn docbook_has_lists_tables_code_and_notes() {
        let xml = r#"<article xmlns="http://docbook.org/ns/docbook"><info><title>Ships &amp; co</title><author><personname>Ann Lee</personname></author></info>
            <section><title>One</title><para>Text<footnote><para>A note.</para></footnote> and <literal>code</literal>.</para>
            <orderedlist><listitem><para>first</para></listitem></orderedlist>
            <variablelist><varlistentry><term>Term</term><listitem><para>Meaning.</para></listitem></varlistentry></variablelist>
            <note><title>Mind</title><para>The fog.</para></note>
            <programlisting language="c">int a;
  int b;</programlisting>
            <table><title>Sums</title><tgroup cols="2"><thead><row><entry>A</entry><entry>B</entry></row></thead>
            <tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup></table></section></article>"#;
        let written = markdown(xml);
        for part in [
            "# Ships & co\n\n## One\n\nText[^1] and `code`.\n\n1. first\n\n**Term**\n\nMeaning.",
            "**Mind**\n\nThe fog.",
            "```c\nint a;\n  int b;\n```",
            "| A | B |\n| --- | --- |\n| 1 | 2 |",
            "[^1]: A note.",
        ] {
            assert!(written.contains(part), "{written}");
        }
        assert_eq!(read_all(xml.as_bytes()).unwrap().metadata.title.as_deref(), Some("Ships & co"));
    }

    #[test]
    fn an_article_in_jats_has_its_formulas_notes_and_references() {
        let xml = r#"<article article-type="research-article"><front><journal-meta><journal-id>J</journal-id></journal-meta><article-meta>
            <article-id>10.1</article-id><title-group><article-title>On light</article-title></title-group><contrib-group><contrib>
            <name><surname>Lee</surname><given-names>Ann</given-names></name></contrib></contrib-group>
            <abstract><title>Abstract</title><p>Short.</p></abstract></article-meta></front><body><sec><title>One</title>
            <p>See <xref ref-type="fn" rid="fn1">1</xref>, <xref ref-type="fig" rid="f">Figure 2</xref> and <inline-formula><alternatives>
            <tex-math>x^2</tex-math><mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math></alternatives></inline-formula>.</p></sec></body>
            <back><fn-group><fn id="fn1"><label>1</label><p>A note.</p></fn></fn-group><ref-list><title>References</title><ref>
            <element-citation><name><surname>Lee</surname></name><year>1884</year></element-citation></ref></ref-list></back></article>"#;
        let expected = "# On light\n\n## Abstract\n\nShort.\n\n## One\n\nSee [^1], Figure 2 and $x^2$.\n\n[^1]: A note.\n\n## References\n\n- Lee 1884";
        assert_eq!(markdown(xml), expected);
        assert_eq!(read_all(xml.as_bytes()).unwrap().metadata.authors, ["Lee Ann"]);
    }

    #[test]
    fn outlines_and_feeds_say_what_is_in_their_attributes_and_their_html() {
        let outline = r#"<opml version="2.0"><head><title>Feeds</title><dateCreated>x</dateCreated></head><body><outline text="News">
            <outline text="A &amp; B" xmlUrl="https://a.example/feed"/></outline></body></opml>"#;
        assert_eq!(markdown(outline), "# Feeds\n\n- News\n  - [A & B](https://a.example/feed)");
        let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://h.example/</link><item><title>Fog</title>
            <description>&lt;p&gt;All &lt;b&gt;day&lt;/b&gt;.&lt;/p&gt;</description><guid>7</guid></item></channel></rss>"#;
        assert_eq!(markdown(rss), "# Harbour\n\nhttps://h.example/\n\n## Fog\n\nAll **day**.");
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><entry><title>Fog</title><id>7</id>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All <b>day</b>.</p></div></content></entry></feed>"#;
        assert_eq!(markdown(atom), "# Harbour\n\n## Fog\n\nAll **day**.");
    }

    #[test]
    fn xml_that_only_has_the_name_of_a_document_is_any_xml() {
        assert_eq!(paragraphs("<article><title>a</title><b>c</b></article>"), ["a", "c"]);
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
