use std::sync::Arc;

use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::document::{Content, Mark, MarkKind, RichText};
use crate::options::{ExtractOptions, parse_options};
use crate::testing::{CHART, DIAGRAM, zip};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package whose document has this body and refers to `parts`: kind, path in `word/`, content.
fn package(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w" xmlns:r="r"><w:body>{body}</w:body></w:document>"#);
    let mut rels = String::from("<Relationships>");
    for (index, (kind, path, _)) in parts.iter().enumerate() {
        let mode = if path.contains("://") { r#" TargetMode="External""# } else { "" };
        rels += &format!(r#"<Relationship Id="r{index}" Type="{RELATIONSHIPS}/{kind}" Target="{path}"{mode}/>"#);
    }
    rels += "</Relationships>";
    let root = format!(
        r#"<Relationships><Relationship Id="r" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let paths: Vec<String> = parts.iter().map(|(_, path, _)| format!("word/{path}")).collect();
    let mut entries = vec![
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
    ];
    entries.extend(paths.iter().zip(parts).map(|(path, part)| (path.as_str(), part.2.as_bytes())));
    zip(&entries)
}

fn read_bytes(bytes: Vec<u8>, options: &ExtractOptions, job: &Job) -> Result<Document> {
    let bytes: Bytes = Arc::new(bytes);
    read(&bytes, &Context { job, options, depth: 0, name: None })
}

fn document(body: &str, parts: &[(&str, &str, &str)]) -> Document {
    read_bytes(package(body, parts), &ExtractOptions::default(), &Job::default()).unwrap()
}

fn contents(body: &str, parts: &[(&str, &str, &str)]) -> Vec<Content> {
    document(body, parts).blocks.into_iter().map(|block| block.content).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn rows(table: &crate::model::Table) -> Vec<Vec<&str>> {
    (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect()
}

fn only_table(body: &str) -> crate::model::Table {
    match contents(body, &[]).as_slice() {
        [Content::Table(table)] => table.clone(),
        other => panic!("{other:?}"),
    }
}

fn one_paragraph(body: &str) -> RichText {
    match contents(body, &[]).as_slice() {
        [Content::Paragraph(text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn runs_become_text_with_marks() {
    let text = one_paragraph(
        r#"<w:p><w:r><w:t xml:space="preserve">plain </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>
        <w:r><w:rPr><w:b w:val="0"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>
        <w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>"#,
    );
    assert_eq!(text.text, "plain bold2\ta\nb\u{2011}α");
    let marks: Vec<_> = text.marks.iter().map(|mark| (mark.start, mark.end, mark.kind.clone())).collect();
    assert_eq!(marks, [(6, 10, MarkKind::Bold), (10, 11, MarkKind::Superscript)]);
}

#[test]
fn headings_titles_and_code_are_known_by_their_styles() {
    let styles = r#"<w:styles><w:style w:styleId="T"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:styleId="C"><w:name w:val="Source Code"/></w:style></w:styles>"#;
    let styled = |style: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        styled("T", "A"),
        styled("berschrift1", "B"),
        r#"<w:p><w:pPr><w:outlineLvl w:val="7"/></w:pPr><w:r><w:t>C</w:t></w:r></w:p>"#.to_string(),
        styled("C", "let x"),
        styled("C", "let y"),
        p("D"),
    ];
    assert_eq!(
        contents(&body.concat(), &[("styles", "styles.xml", styles)]),
        [
            Content::Title("A".into()),
            Content::Heading { level: 1, text: "B".into() },
            Content::Heading { level: 6, text: "C".into() },
            Content::Code { language: None, text: "let x\nlet y".into() },
            Content::Paragraph("D".into()),
        ]
    );
}

#[test]
fn list_items_have_their_depth_and_number() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        </w:numbering>"#;
    let item = |list: u32, level: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [item(1, 0, "a"), item(1, 0, "b"), item(1, 1, "c"), item(2, 0, "d"), item(0, 0, "e")].concat();
    assert_eq!(
        contents(&body, &[("numbering", "numbering.xml", numbering)]),
        [
            Content::ListItem { depth: 1, number: Some(1), text: "a".into() },
            Content::ListItem { depth: 1, number: Some(2), text: "b".into() },
            Content::ListItem { depth: 2, number: None, text: "2.1 c".into() },
            Content::ListItem { depth: 1, number: None, text: "d".into() },
            Content::Paragraph("e".into()),
        ]
    );
}

#[test]
fn merged_cells_have_their_text_once() {
    let table = only_table(&format!(
        r#"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"#,
        p("ab"),
        p("c"),
        p("d"),
        p("e"),
        p("f"),
        p("hidden"),
        p("g") + &p("h"),
    ));
    assert_eq!(rows(&table), [["ab", "", "c"], ["d", "e", "f"], ["", "g\nh", ""]]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn cells_keep_their_marks_also_where_a_row_was_dropped() {
    let bold = "<w:p><w:r><w:t>a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r></w:p>";
    let deleted = format!("<w:tr><w:trPr><w:del/></w:trPr><w:tc>{bold}</w:tc></w:tr>");
    let table = only_table(&format!("<w:tbl>{deleted}<w:tr><w:tc>{}</w:tc><w:tc>{bold}</w:tc></w:tr></w:tbl>", p("c")));
    assert_eq!(rows(&table), [["c", "a b"]]);
    assert_eq!(table.cells.rich(0, 0), None);
    assert_eq!(table.cells.rich(0, 1).unwrap().marks, [Mark { start: 2, end: 3, kind: MarkKind::Bold }]);
}

#[test]
fn a_table_in_a_cell_is_part_of_the_cells_text() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("x"), p("y"));
    let table = only_table(&format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("a"), p("b")));
    assert_eq!(rows(&table), [["a\nx\ty\nb"]]);
}

#[test]
fn insertions_stay_and_deletions_go() {
    let text = one_paragraph(
        "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del>
        <w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>e</w:t></w:r></w:moveTo></w:p>",
    );
    assert_eq!(text.text, "abe");
}

#[test]
fn a_text_box_is_read_once_and_stands_after_its_paragraph() {
    let shape = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice>
        <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> after</w:t></w:r></w:p>",
        shape("box"),
        shape("box")
    );
    assert_eq!(contents(&body, &[]), [Content::Paragraph("before after".into()), Content::Paragraph("box".into())]);
}

#[test]
fn links_come_from_relationships_and_from_field_codes() {
    let body = r#"<w:p><w:hyperlink r:id="r0" w:anchor="part"><w:r><w:t>one</w:t></w:r></w:hyperlink><w:r><w:t> and </w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://two.example"</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>two</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:r><w:t>.</w:t></w:r></w:p>"#;
    let document = document(body, &[("hyperlink", "http://one.example/", "")]);
    let links: Vec<_> = document.links.iter().map(|link| (link.url.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("http://one.example/#part", "one"), ("http://two.example", "two")]);
    assert!(matches!(&document.blocks[0].content, Content::Paragraph(text) if text.text == "one and two."));
}

#[test]
fn a_field_without_an_end_does_not_swallow_the_rest() {
    let body = format!("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>a</w:t></w:r></w:p>{}", p("b"));
    assert_eq!(contents(&body, &[]), [Content::Paragraph("a".into()), Content::Paragraph("b".into())]);
}

#[test]
fn notes_comments_headers_and_footers_are_read_from_their_parts() {
    let body = r#"<w:p><w:r><w:t>text</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="5"/></w:r></w:p>
        <w:sectPr><w:headerReference r:id="r3"/><w:footerReference r:id="r4"/></w:sectPr>"#;
    let footnotes = format!(
        r#"<w:footnotes><w:footnote w:type="separator" w:id="-1">{}</w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        p("no"),
        p(" note")
    );
    let endnotes = format!(r#"<w:endnotes><w:endnote w:id="5">{}</w:endnote></w:endnotes>"#, p("end"));
    let comments = format!(
        r#"<w:comments><w:comment w:id="0" w:author="Ann" w:date="2020-01-02T03:04:05Z">{}</w:comment></w:comments>"#,
        p("why?")
    );
    let header = format!("<w:hdr>{}</w:hdr>", p("head"));
    let footer = "<w:ftr><w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p></w:ftr>";
    let document = document(
        body,
        &[
            ("footnotes", "footnotes.xml", &footnotes),
            ("endnotes", "endnotes.xml", &endnotes),
            ("comments", "comments.xml", &comments),
            ("header", "header1.xml", &header),
            ("footer", "footer1.xml", footer),
        ],
    );
    let contents: Vec<_> = document.blocks.into_iter().map(|block| block.content).collect();
    assert_eq!(
        contents,
        [
            Content::Header("head".into()),
            Content::Paragraph(RichText {
                text: "text[1][i]".into(),
                marks: [(4, 7), (7, 10)]
                    .map(|(start, end)| Mark { start, end, kind: MarkKind::FootnoteReference })
                    .to_vec(),
            }),
            Content::Footnote { label: "1".into(), text: "note".into() },
            Content::Footnote { label: "i".into(), text: "end".into() },
            Content::Footer("Page ".into()),
        ]
    );
    let comment = &document.annotations[0];
    assert_eq!((comment.kind.as_str(), comment.content.as_str()), ("comment", "why?"));
    assert_eq!((comment.author.as_deref(), comment.created.as_deref()), (Some("Ann"), Some("2020-01-02T03:04:05Z")));
}

#[test]
fn pictures_have_their_description_and_are_returned_when_asked_for() {
    let body = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="A red dot"/><a:graphic>
        <pic:pic><pic:blipFill><a:blip r:embed="r0"/></pic:blipFill></pic:pic></a:graphic></wp:inline></w:drawing></w:r></w:p>"#;
    // A GIF of one pixel (GIF89a, sections 17 to 27): header, screen, image, one block of data, trailer.
    let gif = "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let bytes = package(body, &[("image", "media/dot.gif", gif)]);
    let options: ExtractOptions = parse_options(br#"{"images": true}"#).unwrap();
    let document = read_bytes(bytes, &options, &Job::default()).unwrap();
    assert_eq!(document.blocks[0].content, Content::Image { description: "A red dot".into(), url: None });
    let image = &document.images[0];
    assert_eq!((image.mime_type.as_str(), image.width, image.height), ("image/gif", Some(1), Some(1)));
    assert_eq!((image.data.as_slice(), image.description.as_deref()), (gif.as_bytes(), Some("A red dot")));
}

#[test]
fn formulas_are_blocks_of_their_own_or_part_of_the_text() {
    let formula =
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>";
    let body = format!(
        "<w:p><m:oMathPara>{formula}</m:oMathPara></w:p><w:p><w:r><w:t xml:space='preserve'>is </w:t></w:r>{formula}</w:p>"
    );
    let mark = Mark { start: 3, end: 6, kind: MarkKind::Formula };
    let sentence = RichText { text: "is x^2".into(), marks: vec![mark] };
    assert_eq!(contents(&body, &[]), [Content::Formula("x^2".into()), Content::Paragraph(sentence)]);
}

#[test]
fn a_file_inside_is_an_attachment_and_one_that_cannot_be_read_a_warning() {
    let body = r#"<w:p><w:r><w:object><o:OLEObject r:id="r0"/></w:object></w:r><w:r><w:object><o:OLEObject r:id="r1"/></w:object></w:r></w:p>"#;
    let mut document =
        document(body, &[("package", "embeddings/a.json", r#"{"a": 1}"#), ("oleObject", "embeddings/missing.bin", "")]);
    assert_eq!(document.attachments.len(), 1);
    assert_eq!(document.warnings.pop().map(|warning| warning.code).as_deref(), Some("ATTACHMENT_UNREADABLE"));
}

#[test]
fn a_package_without_a_document_is_a_parse_error_that_names_the_part() {
    let error = read_bytes(zip(&[("a.txt", b"text")]), &ExtractOptions::default(), &Job::default()).unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Parse, Some("word/document.xml")));
}

#[test]
fn tables_nested_ten_thousand_deep_are_a_limit_error() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(10_000);
    let error = read_bytes(package(&body, &[]), &ExtractOptions::default(), &Job::default()).unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::LimitNestingDepth, Some("word/document.xml")));
    assert!(error.offset.is_some());
}

#[test]
fn a_cell_beyond_a_thousand_million_columns_is_a_limit_error() {
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr><w:p/></w:tc>";
    let body = format!("<w:tbl><w:tr>{wide}<w:tc>{}</w:tc></w:tr></w:tbl>", p("a"));
    let error = read_bytes(package(&body, &[]), &ExtractOptions::default(), &Job::default()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitTableCells);
}

#[test]
fn a_document_that_refers_to_itself_as_its_notes_and_header_ends() {
    let document = r#"<w:document><w:body><w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r></w:p>
        <w:sectPr><w:headerReference r:id="h"/></w:sectPr></w:body></w:document>"#;
    let rels = br#"<R><R Id="f" Type="/footnotes" Target="document.xml"/><R Id="h" Type="/header" Target="../../../word/document.xml"/></R>"#;
    let bytes = zip(&[("word/document.xml", document.as_bytes()), ("word/_rels/document.xml.rels", rels)]);
    assert!(read_bytes(bytes, &ExtractOptions::default(), &Job::default()).is_ok());
}

#[test]
fn damaged_styles_are_a_warning() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#;
    let document = document(body, &[("styles", "styles.xml", "<w:styles><w:style")]);
    assert_eq!(document.warnings[0].code, "PART_DAMAGED");
    assert_eq!(document.blocks[0].content, Content::Heading { level: 1, text: "a".into() });
}

#[test]
fn expanded_bytes_are_limited() {
    let limits = Limits { expanded_bytes: Limit::at_most(1000), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let error = read_bytes(package(&p("a").repeat(1000), &[]), &ExtractOptions::default(), &job).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitExpandedBytes);
}

#[test]
fn changed_bytes_never_panic() {
    let footnotes = format!("<w:footnotes><w:footnote w:id='1'>{}</w:footnote></w:footnotes>", p("n"));
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>a&amp;é</w:t><w:footnoteReference w:id="1"/>
        </w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#;
    // Stored, so that changes reach the XML.
    let bytes = crate::testing::stored_zip(&[
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()),
        ("word/_rels/document.xml.rels", br#"<R><R Id="r1" Type="/footnotes" Target="footnotes.xml"/></R>"#),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/styles.xml", br#"<w:styles><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>"#),
    ]);
    let job = Job::default();
    for place in 0..bytes.len() {
        for value in [0, b'<', b'"', b'9', 0xFF] {
            let mut changed = bytes.clone();
            changed[place] = value;
            let _ = read_bytes(changed, &ExtractOptions::default(), &job);
        }
        let _ = read_bytes(bytes[..place].to_vec(), &ExtractOptions::default(), &job);
    }
}

/// A paragraph in a frame of its own: the first letters of the one that follows.
fn drop_cap(text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

#[test]
fn large_first_letters_belong_to_the_paragraph_that_follows() {
    assert_eq!(contents(&(drop_cap("D") + &p("rop cap.")), &[]), [Content::Paragraph("Drop cap.".into())]);
}

#[test]
fn large_first_letters_that_nothing_follows_are_a_paragraph() {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", drop_cap("B"));
    let body = drop_cap("A") + &table + &drop_cap("C");
    let contents = contents(&body, &[]);
    assert_eq!((&contents[0], &contents[2]), (&Content::Paragraph("A".into()), &Content::Paragraph("C".into())));
    assert!(matches!(&contents[1], Content::Table(table) if rows(table) == [["B"]]));
}

#[test]
fn paragraphs_in_the_styles_for_quotes_are_block_quotes() {
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style></w:styles>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#.to_string() + &p("b");
    let blocks = document(&body, &[("styles", "styles.xml", styles)]).blocks;
    let places: Vec<_> = blocks.iter().map(|block| (&block.content, block.inside.quotes)).collect();
    assert_eq!(places, [(&Content::Paragraph("a".into()), 1), (&Content::Paragraph("b".into()), 0)]);
}

#[test]
fn charts_diagrams_and_decorated_text_stand_after_their_paragraph() {
    let body = r#"<w:p><w:r><w:t>see</w:t><w:drawing><c:chart r:id="r0"/></w:drawing><w:drawing><dgm:relIds r:dm="r1"/></w:drawing>
        <w:pict><v:shape><v:textpath string="Draft"/></v:shape></w:pict></w:r></w:p>"#;
    let parts = [("chart", "charts/chart1.xml", CHART), ("diagramData", "diagrams/data1.xml", DIAGRAM)];
    let contents = contents(body, &parts);
    let [see, title, Content::Table(table), plan, draft] = contents.as_slice() else { panic!("{contents:?}") };
    let texts = [see, title, plan, draft];
    assert_eq!(texts, ["see", "Tides", "Plan", "Draft"].map(|text| Content::Paragraph(text.into())).each_ref());
    assert_eq!(rows(table), [["", "High"], ["Monday", "4.2"]]);
}

#[test]
fn a_chart_that_is_damaged_is_a_warning_that_names_its_part() {
    let body = r#"<w:p><w:r><w:t>see</w:t><w:drawing><c:chart r:id="r0"/></w:drawing></w:r></w:p>"#;
    let document = document(body, &[("chart", "charts/chart1.xml", "<c:chartSpace><c:chart>")]);
    let warning = &document.warnings[0];
    assert_eq!((warning.code.as_str(), warning.path.as_deref()), ("PART_DAMAGED", Some("word/charts/chart1.xml")));
    assert_eq!(document.blocks.len(), 1);
}
