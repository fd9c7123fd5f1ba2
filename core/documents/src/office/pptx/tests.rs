use std::sync::Arc;

use lode_runtime::{ErrorCode, Job};

use super::*;
use crate::document::{Content, Mark, MarkKind};
use crate::options::{ExtractOptions, parse_options};
use crate::testing::{CHART, DIAGRAM, zip};

/// A presentation: shapes of each slide, the references of each slide (kind and target), and other parts.
fn presentation(slides: &[(&str, &[(&str, &str)])], parts: &[(&str, &str)]) -> Vec<u8> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let (mut list, mut rels) = (String::new(), String::new());
    for (index, (shapes, references)) in slides.iter().enumerate() {
        // The names run against the order of the show, which only the presentation knows.
        let name = format!("slide{}.xml", slides.len() - index);
        list += &format!(r#"<p:sldId id="{}" r:id="s{index}"/>"#, 256 + index);
        rels += &format!(r#"<R Id="s{index}" Type="x/slide" Target="slides/{name}"/>"#);
        entries.push((
            format!("ppt/slides/{name}"),
            format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"),
        ));
        let references: String = references
            .iter()
            .enumerate()
            .map(|(number, (kind, target))| {
                let mode = if target.contains("://") { r#" TargetMode="External""# } else { "" };
                format!(r#"<R Id="r{number}" Type="x/{kind}" Target="{target}"{mode}/>"#)
            })
            .collect();
        entries.push((format!("ppt/slides/_rels/{name}.rels"), format!("<R>{references}</R>")));
    }
    rels += r#"<R Id="a" Type="x/commentAuthors" Target="commentAuthors.xml"/>"#;
    entries.push((
        "ppt/presentation.xml".into(),
        format!(
            r#"<p:presentation><p:sldIdLst>{list}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>"#
        ),
    ));
    entries.push(("ppt/_rels/presentation.xml.rels".into(), format!("<R>{rels}</R>")));
    entries.extend(parts.iter().map(|(path, text)| (path.to_string(), text.to_string())));
    let borrowed: Vec<(&str, &[u8])> = entries.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    zip(&borrowed)
}

fn read_bytes(bytes: Vec<u8>, options: &str) -> Result<Document> {
    let bytes: Bytes = Arc::new(bytes);
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    read(&bytes, &Context { job: &Job::default(), options: &options, depth: 0, name: None })
}

fn contents(document: Document) -> Vec<(u32, Content)> {
    document.blocks.into_iter().map(|block| (block.page.unwrap_or(0), block.content)).collect()
}

fn slide(shapes: &str, references: &[(&str, &str)], parts: &[(&str, &str)]) -> Document {
    read_bytes(presentation(&[(shapes, references)], parts), "").unwrap()
}

fn only(shapes: &str) -> Vec<Content> {
    contents(slide(shapes, &[], &[])).into_iter().map(|(_, content)| content).collect()
}

fn p(text: &str) -> String {
    format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
}

fn shape(placeholder: &str, at: Option<(u32, u32)>, paragraphs: &str) -> String {
    let place = at.map_or(String::new(), |(x, y)| {
        format!(r#"<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="12700" cy="12700"/></a:xfrm>"#, x * 12_700, y * 12_700)
    });
    format!(
        "<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
    )
}

#[test]
fn slides_are_pages_in_the_order_of_the_show() {
    let first = shape(r#"<p:ph type="title"/>"#, None, &p("first"));
    let second = shape("", None, &p("second"));
    let bytes = presentation(&[(&first, &[]), (&second, &[])], &[]);
    let document = read_bytes(bytes.clone(), "").unwrap();
    assert_eq!(document.metadata.pages, Some(2));
    assert_eq!(document.pages[1], PageInfo { number: 2, size: Some((720.0, 540.0)), scanned: false });
    assert_eq!(
        contents(document),
        [(1, Content::Heading { level: 1, text: "first".into() }), (2, Content::Paragraph("second".into()))]
    );
    let second_only = read_bytes(bytes, r#"{"pages": "2"}"#).unwrap();
    assert_eq!(second_only.metadata.pages, Some(2));
    assert_eq!(contents(second_only), [(2, Content::Paragraph("second".into()))]);
}

#[test]
fn the_title_comes_first_and_the_rest_from_top_to_bottom_and_left_to_right() {
    let shapes = [
        shape("", Some((300, 100)), &p("right")),
        shape("", Some((0, 400)), &p("below")),
        shape("", Some((10, 105)), &p("left")),
        shape(r#"<p:ph type="title"/>"#, Some((0, 500)), &(p("the") + &p("title"))),
    ];
    let texts: Vec<String> = only(&shapes.concat())
        .into_iter()
        .map(|content| match content {
            Content::Heading { text, .. } | Content::Paragraph(text) => text.text,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["the title", "left", "right", "below"]);
}

#[test]
fn a_shape_in_a_group_is_where_the_group_puts_it() {
    let group = format!(
        r#"<p:grpSp><p:grpSpPr><a:xfrm><a:off x="12700" y="25400"/><a:ext cx="127000" cy="127000"/><a:chOff x="0" y="0"/>
        <a:chExt cx="12700" cy="12700"/></a:xfrm></p:grpSpPr>{}</p:grpSp>"#,
        shape("", Some((0, 0)), &p("in"))
    );
    let document = slide(&group, &[], &[]);
    let place = document.blocks[0].bounding_box.unwrap();
    assert_eq!((place.x0, place.y0, place.x1, place.y1), (1.0, 2.0, 11.0, 12.0));
}

#[test]
fn paragraphs_of_a_body_are_list_items_unless_they_say_otherwise() {
    let body = r#"<a:lstStyle/><a:p><a:r><a:t>a</a:t></a:r></a:p><a:p><a:pPr lvl="1"/><a:r><a:t>b</a:t></a:r></a:p>
        <a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>c</a:t></a:r></a:p>
        <a:p><a:pPr><a:buAutoNum type="arabicPeriod" startAt="4"/></a:pPr><a:r><a:t>d</a:t></a:r></a:p>
        <a:p><a:pPr><a:buAutoNum type="arabicPeriod" startAt="4"/></a:pPr><a:r><a:t>e</a:t></a:r></a:p>"#;
    assert_eq!(
        only(&shape(r#"<p:ph idx="1"/>"#, None, body)),
        [
            Content::ListItem { depth: 1, number: None, text: "a".into() },
            Content::ListItem { depth: 2, number: None, text: "b".into() },
            Content::Paragraph("c".into()),
            Content::ListItem { depth: 1, number: Some(4), text: "d".into() },
            Content::ListItem { depth: 1, number: Some(5), text: "e".into() },
        ]
    );
}

#[test]
fn a_layout_says_where_its_placeholders_are_and_whether_they_have_bullets() {
    let layout = format!(
        "<p:sldLayout>{}{}</p:sldLayout>",
        shape(
            r#"<p:ph type="body" idx="1"/>"#,
            Some((0, 300)),
            "<a:lstStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></a:lstStyle>"
        ),
        shape(r#"<p:ph type="body" idx="2"/>"#, Some((0, 100)), "")
    );
    let shapes = shape(r#"<p:ph type="body" idx="1"/>"#, None, &p("low"))
        + &shape(r#"<p:ph type="body" idx="2"/>"#, None, &p("high"));
    let document = slide(&shapes, &[("slideLayout", "../slideLayouts/l.xml")], &[("ppt/slideLayouts/l.xml", &layout)]);
    assert_eq!(
        contents(document),
        [(1, Content::ListItem { depth: 1, number: None, text: "high".into() }), (1, Content::Paragraph("low".into())),]
    );
}

#[test]
fn slide_numbers_are_left_out_and_footers_come_once() {
    let one = shape(r#"<p:ph type="sldNum"/>"#, None, &p("7")) + &shape(r#"<p:ph type="ftr"/>"#, None, &p("foot"));
    let field = "<a:p><a:fld type='slidenum'><a:t>3</a:t></a:fld><a:r><a:t>of many</a:t></a:r></a:p>";
    let two = one.clone() + &shape("", None, field);
    let document = read_bytes(presentation(&[(&one, &[]), (&two, &[])], &[]), "").unwrap();
    assert_eq!(contents(document), [(1, Content::Footer("foot".into())), (2, Content::Paragraph("of many".into()))]);
}

#[test]
fn merged_cells_of_a_table_have_their_text_once() {
    let cell = |attributes: &str, text: &str| format!("<a:tc {attributes}><a:txBody>{}</a:txBody></a:tc>", p(text));
    let table = format!(
        r#"<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow="1"/><a:tr>{}{}{}</a:tr><a:tr>{}{}{}</a:tr></a:tbl></a:graphic></p:graphicFrame>"#,
        cell("gridSpan='2'", "ab"),
        cell("hMerge='1'", "x"),
        cell("rowSpan='2'", "c"),
        cell("", "d"),
        "<a:tc><a:txBody><a:p><a:r><a:rPr b='1'/><a:t>e</a:t></a:r></a:p></a:txBody></a:tc>",
        cell("vMerge='1'", "y"),
    );
    let contents = only(&table);
    let [Content::Table(table)] = contents.as_slice() else { panic!("{contents:?}") };
    let rows: Vec<Vec<&str>> = (0..2).map(|row| table.cells.row(row).collect()).collect();
    assert_eq!(rows, [["ab", "", "c"], ["d", "e", ""]]);
    assert_eq!((table.header_rows, table.page), (1, Some(1)));
    assert_eq!(table.cells.rich(1, 1).unwrap().marks, [Mark { start: 0, end: 1, kind: MarkKind::Bold }]);
}

#[test]
fn notes_comments_and_links_belong_to_their_slide() {
    let linked = r#"<a:p><a:r><a:rPr><a:hlinkClick r:id="r2"/></a:rPr><a:t>here</a:t></a:r></a:p>"#;
    let notes = format!(
        "<p:notes><p:cSld><p:spTree>{}{}</p:spTree></p:cSld></p:notes>",
        shape(r#"<p:ph type="sldImg"/>"#, None, &p("not this")),
        shape(r#"<p:ph type="body" idx="1"/>"#, None, &p("say this"))
    );
    let comments = r#"<p:cmLst><p:cm authorId="3" dt="2020-01-02T03:04:05.000"><p:text>why?</p:text></p:cm></p:cmLst>"#;
    let document = slide(
        &shape("", None, linked),
        &[
            ("notesSlide", "../notesSlides/n.xml"),
            ("comments", "../comments/c.xml"),
            ("hyperlink", "http://example.com/"),
        ],
        &[
            ("ppt/notesSlides/n.xml", &notes),
            ("ppt/comments/c.xml", comments),
            ("ppt/commentAuthors.xml", r#"<p:cmAuthorLst><p:cmAuthor id="3" name="Ann"/></p:cmAuthorLst>"#),
        ],
    );
    assert_eq!((document.links[0].url.as_str(), document.links[0].page), ("http://example.com/", Some(1)));
    let comment = &document.annotations[0];
    assert_eq!((comment.content.as_str(), comment.author.as_deref(), comment.page), ("why?", Some("Ann"), Some(1)));
    assert_eq!(comment.created.as_deref(), Some("2020-01-02T03:04:05Z"));
    let texts: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match &block.content {
            Content::Paragraph(text) => text.text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["here", "say this"]);
}

#[test]
fn a_missing_slide_is_a_warning_and_the_others_are_read() {
    let bytes = zip(&[
        (
            "ppt/presentation.xml",
            br#"<p><p:sldIdLst><p:sldId id="1" r:id="a"/><p:sldId id="2" r:id="b"/></p:sldIdLst></p>"#,
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            br#"<R><R Id="a" Type="slide" Target="gone.xml"/><R Id="b" Type="slide" Target="here.xml"/></R>"#,
        ),
        ("ppt/here.xml", format!("<s><p:spTree>{}</p:spTree></s>", shape("", None, &p("here"))).as_bytes()),
    ]);
    let document = read_bytes(bytes, "").unwrap();
    let warning = &document.warnings[0];
    assert_eq!(
        (warning.code.as_str(), warning.page, warning.path.as_deref()),
        ("PAGE_DAMAGED", Some(1), Some("ppt/gone.xml"))
    );
    assert_eq!(contents(document), [(2, Content::Paragraph("here".into()))]);
}

#[test]
fn groups_nested_ten_thousand_deep_are_a_warning() {
    let deep = "<p:grpSp>".repeat(10_000);
    let document = slide(&deep, &[], &[]);
    assert!(document.warnings[0].message.contains("nestingDepth"), "{:?}", document.warnings);
}

#[test]
fn a_package_without_a_presentation_is_a_parse_error() {
    let error = read_bytes(zip(&[("a", b"b")]), "").unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Parse, Some("ppt/presentation.xml")));
}

fn frame(inside: &str) -> String {
    format!("<p:graphicFrame><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></p:graphicFrame>")
}

#[test]
fn charts_and_diagrams_are_read_from_their_parts_and_missing_ones_are_a_warning() {
    let shapes = ["<c:chart r:id='r0'/>", "<dgm:relIds r:dm='r1'/>", "<c:chart r:id='r2'/>"].map(frame).concat();
    let references =
        [("chart", "../charts/chart1.xml"), ("diagramData", "../diagrams/data1.xml"), ("chart", "../charts/none.xml")];
    let parts = [("ppt/charts/chart1.xml", CHART), ("ppt/diagrams/data1.xml", DIAGRAM)];
    let document = slide(&shapes, &references, &parts);
    let warnings: Vec<_> = document.warnings.iter().map(|warning| warning.path.as_deref().unwrap_or("")).collect();
    assert_eq!(warnings, ["ppt/charts/none.xml"]);
    let contents = contents(document);
    let [(1, title), (1, Content::Table(table)), (1, plan)] = contents.as_slice() else { panic!("{contents:?}") };
    assert_eq!((title, plan), (&Content::Paragraph("Tides".into()), &Content::Paragraph("Plan".into())));
    assert_eq!((table.cells.get(0, 1), table.cells.get(1, 0), table.cells.get(1, 1)), ("High", "Monday", "4.2"));
}

#[test]
fn pictures_are_returned_with_their_slide_when_asked_for() {
    let shapes = r#"<p:pic><p:nvPicPr><p:cNvPr descr="a boat"/></p:nvPicPr><p:blipFill><a:blip r:embed="r0"/></p:blipFill></p:pic>"#;
    let bytes = presentation(&[(shapes, &[("image", "../media/boat.bmp")])], &[("ppt/media/boat.bmp", "BM")]);
    let document = read_bytes(bytes, r#"{"images": true}"#).unwrap();
    let image = &document.images[0];
    assert_eq!((image.mime_type.as_str(), image.page), ("image/bmp", Some(1)));
    assert_eq!(contents(document), [(1, Content::Image { description: "a boat".into(), url: None })]);
}
