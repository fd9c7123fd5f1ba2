use std::sync::Arc;

use lode_runtime::{ErrorCode, Job};

use super::*;
use crate::document::{Mark, MarkKind, PageInfo, RichText};
use crate::options::{ExtractOptions, parse_options};
use crate::testing::zip;

fn read_bytes(bytes: Vec<u8>, options: &str) -> Result<Document> {
    let bytes: Bytes = Arc::new(bytes);
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    read(&bytes, &Context { job: &Job::default(), options: &options, depth: 0, name: None })
}

/// A package with this body, these automatic styles and other parts.
fn package(body: &str, styles: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>
        <office:body>{body}</office:body></office:document-content>"
    );
    let mut entries = vec![("content.xml", content.as_bytes())];
    entries.extend(parts.iter().map(|(path, text)| (*path, text.as_bytes())));
    zip(&entries)
}

fn document(body: &str, styles: &str, parts: &[(&str, &str)]) -> Document {
    read_bytes(package(body, styles, parts), "").unwrap()
}

fn contents(body: &str, styles: &str) -> Vec<Content> {
    document(body, styles, &[]).blocks.into_iter().map(|block| block.content).collect()
}

fn p(text: &str) -> String {
    format!("<text:p>{text}</text:p>")
}

#[test]
fn white_space_collapses_and_elements_stand_for_more_of_it() {
    let body =
        p(" one \n  two<text:s text:c=\"3\"/>three <text:span> four</text:span><text:tab/>five<text:line-break/> six");
    assert_eq!(contents(&body, ""), [Content::Paragraph("one two   three four\tfive\nsix".into())]);
}

#[test]
fn spans_have_the_format_of_their_styles_and_of_those_they_come_from() {
    let styles = r#"<style:style style:name="T1" style:family="text" style:parent-style-name="T0"><style:text-properties fo:font-style="italic"/></style:style>
        <style:style style:name="T0" style:family="text" style:parent-style-name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>"#;
    let body = p("a<text:span text:style-name=\"T1\">b</text:span><text:span text:style-name=\"T2\">c</text:span>");
    let contents = contents(&body, styles);
    let [Content::Paragraph(text)] = contents.as_slice() else { panic!("{contents:?}") };
    let marks: Vec<_> = text.marks.iter().map(|mark| (mark.start, mark.end, mark.kind.clone())).collect();
    assert_eq!(marks, [(1, 2, MarkKind::Bold), (1, 2, MarkKind::Italic), (2, 3, MarkKind::Subscript)]);
}

#[test]
fn headings_titles_and_code_are_known() {
    let styles = r#"<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>"#;
    let named = r#"<office:document-styles><office:styles><style:style style:name="Title" style:family="paragraph"/>
        <style:style style:name="Preformatted_20_Text" style:family="paragraph"/></office:styles></office:document-styles>"#;
    let body = r#"<text:p text:style-name="P1">T</text:p><text:h text:outline-level="2">H</text:h>
        <text:p text:style-name="Preformatted_20_Text">a</text:p><text:p text:style-name="Preformatted_20_Text"/>
        <text:p text:style-name="Preformatted_20_Text">b</text:p>"#;
    let contents: Vec<_> =
        document(body, styles, &[("styles.xml", named)]).blocks.into_iter().map(|block| block.content).collect();
    assert_eq!(
        contents,
        [
            Content::Title("T".into()),
            Content::Heading { level: 2, text: "H".into() },
            Content::Code { language: None, text: "a\n\nb".into() },
        ]
    );
}

#[test]
fn numbered_headings_have_their_label() {
    let outline = r#"<s><text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
        <text:outline-level-style text:level="2" style:num-format="a" text:display-levels="2"/></text:outline-style></s>"#;
    let h = |level: u8, text: &str| format!(r#"<text:h text:outline-level="{level}">{text}</text:h>"#);
    let body = [h(1, "A"), h(2, "B"), h(2, "C"), h(1, "D"), h(2, "E"), h(3, "F")].concat();
    let texts: Vec<_> = document(&body, "", &[("styles.xml", outline)])
        .blocks
        .into_iter()
        .map(|block| match block.content {
            Content::Heading { text, .. } => text.text,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["1. A", "1.a B", "1.b C", "2. D", "2.a E", "F"]);
}

#[test]
fn items_of_lists_count_and_go_on_when_they_say_so() {
    let styles = r#"<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/>
        <text:list-level-style-bullet text:level="2"/></text:list-style>"#;
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let body = format!(
        r#"<text:list text:style-name="N">{}<text:list-item><text:p>b</text:p><text:p>more</text:p><text:list>{}</text:list></text:list-item></text:list>
        <text:list text:style-name="N" text:continue-numbering="true">{}</text:list><text:list text:style-name="N">{}</text:list>"#,
        item("a"),
        item("c"),
        item("d"),
        item("e")
    );
    let numbered = |number, text: &str| Content::ListItem { depth: 1, number: Some(number), text: text.into() };
    assert_eq!(
        contents(&body, styles),
        [
            numbered(3, "a"),
            numbered(4, "b"),
            Content::Paragraph("more".into()),
            Content::ListItem { depth: 2, number: None, text: "c".into() },
            numbered(5, "d"),
            numbered(3, "e"),
        ]
    );
}

#[test]
fn tables_repeat_cells_and_leave_covered_ones_empty() {
    let body = format!(
        r#"<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row>
        <table:table-cell table:number-columns-spanned="2">{}</table:table-cell><table:covered-table-cell/><table:table-cell>{}</table:table-cell>
        </table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated="2">
        <table:table-cell table:number-columns-repeated="2">{}</table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>
        </table:table>"#,
        p("ab"),
        p("c"),
        p("d")
    );
    let contents = contents(&body, "");
    let [Content::Table(table)] = contents.as_slice() else { panic!("{contents:?}") };
    let rows: Vec<Vec<&str>> = (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect();
    assert_eq!(rows, [["ab", "", "c"], ["d", "d", ""], ["d", "d", ""]]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn a_cell_keeps_its_link() {
    let cell = r#"<table:table-cell><text:p>see <text:a xlink:href="https://a.example">a</text:a></text:p></table:table-cell>"#;
    let body = format!("<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>");
    let contents = contents(&body, "");
    let [Content::Table(table)] = contents.as_slice() else { panic!("{contents:?}") };
    let link = Mark { start: 4, end: 5, kind: MarkKind::Link("https://a.example".into()) };
    assert_eq!([0, 1].map(|column| table.cells.rich(0, column).unwrap().marks), [[link.clone()], [link]]);
}

#[test]
fn a_thousand_million_cells_with_text_are_a_limit_error() {
    let body = format!(
        r#"<table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000000">{}</table:table-cell></table:table-row></table:table>"#,
        p("a")
    );
    assert_eq!(read_bytes(package(&body, "", &[]), "").unwrap_err().code, ErrorCode::LimitTableCells);
}

#[test]
fn notes_comments_and_deletions_are_told_apart() {
    let body = format!(
        r#"<text:tracked-changes><text:changed-region><text:deletion>{}</text:deletion></text:changed-region></text:tracked-changes>
        <text:p>a<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>
        <office:annotation><dc:creator>Ann</dc:creator><dc:date>2020-01-02T03:04:05</dc:date>{}</office:annotation>b</text:p>"#,
        p("gone"),
        p("note"),
        p("why?")
    );
    let document = document(&body, "", &[]);
    let comment = &document.annotations[0];
    assert_eq!((comment.content.as_str(), comment.author.as_deref()), ("why?", Some("Ann")));
    assert_eq!(comment.created.as_deref(), Some("2020-01-02T03:04:05Z"));
    let contents: Vec<_> = document.blocks.into_iter().map(|block| block.content).collect();
    assert_eq!(
        contents,
        [
            Content::Paragraph(RichText {
                text: "a[1] b".into(),
                marks: vec![Mark { start: 1, end: 4, kind: MarkKind::FootnoteReference }],
            }),
            Content::Footnote { label: "1".into(), text: "note".into() }
        ]
    );
}

#[test]
fn what_pandoc_writes_has_its_title_its_plain_headers_and_its_items_of_two_paragraphs() {
    let body = r#"<text:p text:style-name="Title">Report</text:p><text:list><text:list-item>
        <text:p>Williams</text:p><text:p>A pear.</text:p></text:list-item></text:list>
        <text:p text:style-name="P1">Year</text:p>"#;
    let styles = r#"<s><style:style style:name="Table_20_Heading" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Table_20_Heading"/></s>"#;
    let blocks = document(body, "", &[("styles.xml", styles)]).blocks;
    assert_eq!(blocks[0].content, Content::Title("Report".into()));
    assert_eq!((&blocks[2].content, blocks[2].inside.item), (&Content::Paragraph("A pear.".into()), 1));
    assert_eq!(blocks[3].content, Content::Paragraph("Year".into()));
}

#[test]
fn links_and_pictures_are_read() {
    let body = r#"<text:p><text:a xlink:href="http://example.com/">here</text:a><draw:frame><draw:image xlink:href="Pictures/a.png"/>
        <svg:desc>A dot</svg:desc></draw:frame></text:p>"#;
    let bytes = package(body, "", &[("Pictures/a.png", "data")]);
    let document = read_bytes(bytes, r#"{"images": true}"#).unwrap();
    assert_eq!((document.links[0].url.as_str(), document.links[0].text.as_str()), ("http://example.com/", "here"));
    assert_eq!(document.blocks[1].content, Content::Image { description: "A dot".into(), url: None });
    assert_eq!(
        (document.images[0].data.as_slice(), document.images[0].mime_type.as_str()),
        (&b"data"[..], "image/png")
    );
}

#[test]
fn objects_are_read_once_even_when_they_hold_themselves() {
    let body = r#"<text:p>a<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>
        <text:p><draw:frame><draw:object xlink:href="./Object 2"/></draw:frame></text:p>"#;
    let math = r#"<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="StarMath 5.0">x^2</annotation></semantics></math>"#;
    let inner = format!(
        "<d><office:body>{}<draw:frame><draw:object xlink:href='../Object 2'/></draw:frame></office:body></d>",
        p("in")
    );
    let document = document(body, "", &[("Object 1/content.xml", math), ("Object 2/content.xml", &inner)]);
    let contents: Vec<_> = document.blocks.into_iter().map(|block| block.content).collect();
    let formula = Mark { start: 1, end: 4, kind: MarkKind::Formula };
    let sentence = RichText { text: "ax^2".into(), marks: vec![formula] };
    assert_eq!(contents, [Content::Paragraph(sentence), Content::Paragraph("in".into())]);
}

#[test]
fn headers_footers_and_metadata_come_from_their_parts() {
    let styles = format!(
        r#"<s><style:master-page style:name="M"><style:header>{}</style:header><style:footer><text:p>Page <text:page-number>3</text:page-number></text:p>
        </style:footer></style:master-page><style:master-page style:name="N"><style:header>{}</style:header></style:master-page></s>"#,
        p("head"),
        p("head")
    );
    let meta = r#"<office:document-meta office:version="1.3"><office:meta><dc:title>T</dc:title><meta:initial-creator>Ann</meta:initial-creator>
        <dc:creator>Bob</dc:creator><meta:keyword>k</meta:keyword><dc:date>2020-01-02T03:04:05.5</dc:date><meta:generator>G</meta:generator>
        <meta:document-statistic meta:page-count="4"/></office:meta></office:document-meta>"#;
    let document = document(&p("text"), "", &[("styles.xml", &styles), ("meta.xml", meta)]);
    let metadata = &document.metadata;
    assert_eq!((metadata.title.as_deref(), metadata.authors.as_slice()), (Some("T"), &["Ann".to_string()][..]));
    assert_eq!((metadata.modified.as_deref(), metadata.pages), (Some("2020-01-02T03:04:05.5Z"), Some(4)));
    assert_eq!((metadata.format_version.as_deref(), metadata.producer.as_deref()), (Some("1.3"), Some("G")));
    let contents: Vec<_> = document.blocks.into_iter().map(|block| block.content).collect();
    assert_eq!(
        contents,
        [Content::Header("head".into()), Content::Paragraph("text".into()), Content::Footer("Page ".into())]
    );
}

#[test]
fn slides_are_pages_with_the_title_first_and_notes_last() {
    let frame = |class: &str, y: u32, text: &str| {
        format!(
            r#"<draw:frame presentation:class="{class}" svg:x="1cm" svg:y="{y}cm" svg:width="2cm" svg:height="1cm"><draw:text-box>{}</draw:text-box></draw:frame>"#,
            p(text)
        )
    };
    let body = format!(
        r#"<office:presentation><draw:page draw:master-page-name="M">{}{}{}<presentation:notes>{}{}</presentation:notes></draw:page>
        <draw:page>{}</draw:page></office:presentation>"#,
        frame("outline", 8, "low"),
        frame("outline", 4, "high"),
        frame("title", 9, "title"),
        frame("page", 1, "not this"),
        frame("notes", 1, "notes"),
        frame("title", 1, "second")
    );
    let styles = r#"<s><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="25.4cm" fo:page-height="7.5in"/></style:page-layout>
        <style:master-page style:name="M" style:page-layout-name="L"/></s>"#;
    let document = document(&body, "", &[("styles.xml", styles)]);
    assert_eq!(document.metadata.pages, Some(2));
    assert_eq!(document.pages[0], PageInfo { number: 1, size: Some((720.0, 540.0)), scanned: false });
    let blocks: Vec<_> = document.blocks.into_iter().map(|block| (block.page, block.content)).collect();
    assert_eq!(
        blocks,
        [
            (Some(1), Content::Heading { level: 1, text: "title".into() }),
            (Some(1), Content::Paragraph("high".into())),
            (Some(1), Content::Paragraph("low".into())),
            (Some(1), Content::Paragraph("notes".into())),
            (Some(2), Content::Heading { level: 1, text: "second".into() }),
        ]
    );
}

#[test]
fn a_single_xml_file_is_read_like_a_package() {
    let xml = r#"<?xml version="1.0"?><office:document office:version="1.2"><office:meta><dc:title>T</dc:title></office:meta>
        <office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
        <office:body><office:text><text:p><text:span text:style-name="B">a</text:span></text:p></office:text></office:body></office:document>"#;
    let document = read_bytes(xml.as_bytes().to_vec(), "").unwrap();
    assert_eq!(document.metadata.title.as_deref(), Some("T"));
    assert!(matches!(&document.blocks[0].content, Content::Paragraph(text) if text.marks[0].kind == MarkKind::Bold));
}

#[test]
fn an_encrypted_document_is_told_apart_from_a_damaged_one() {
    let manifest =
        "<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
    let bytes = zip(&[("content.xml", &[0x80, 0x81, 0x82]), ("META-INF/manifest.xml", manifest.as_bytes())]);
    assert_eq!(read_bytes(bytes, "").unwrap_err().code, ErrorCode::EncryptionUnsupported);
    let damaged = read_bytes(zip(&[("content.xml", &[0x80, 0x81, 0x82])]), "").unwrap_err();
    assert_eq!((damaged.code, damaged.path.as_deref()), (ErrorCode::Parse, Some("content.xml")));
}

#[test]
fn lists_nested_ten_thousand_deep_are_a_limit_error() {
    let body = "<text:list><text:list-item>".repeat(10_000);
    assert_eq!(read_bytes(package(&body, "", &[]), "").unwrap_err().code, ErrorCode::LimitNestingDepth);
}

#[test]
fn changed_bytes_never_panic() {
    let styles = r#"<s><style:style style:name="A" style:family="paragraph" style:parent-style-name="A"/></s>"#;
    let body = r#"<x><office:automatic-styles/><office:body><text:list text:style-name="N"><text:list-item text:start-value="3"><text:p>a&amp;<text:s text:c="9"/>b</text:p>
        </text:list-item></text:list><draw:page><draw:frame svg:x="1cm" svg:y="2cm"><draw:text-box><text:h text:outline-level="2">h</text:h></draw:text-box></draw:frame></draw:page>
        <table:table><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>c</text:p></table:table-cell></table:table-row></table:table></office:body></x>"#;
    let bytes = crate::testing::stored_zip(&[("content.xml", body.as_bytes()), ("styles.xml", styles.as_bytes())]);
    for place in 0..bytes.len() {
        for value in [0, b'<', b'"', b'9', 0xFF] {
            let mut changed = bytes.clone();
            changed[place] = value;
            let _ = read_bytes(changed, "");
        }
    }
}

#[test]
fn paragraphs_in_the_style_for_quotations_are_block_quotes() {
    let styles = r#"<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>"#;
    let named = r#"<office:document-styles><office:styles><style:style style:name="Quotations" style:family="paragraph"/>
        </office:styles></office:document-styles>"#;
    let body = r#"<text:p text:style-name="P1">a</text:p><text:p>b</text:p>"#;
    let quotes: Vec<_> =
        document(body, styles, &[("styles.xml", named)]).blocks.iter().map(|block| block.inside.quotes).collect();
    assert_eq!(quotes, [1, 0]);
}
