//! Workbooks in XML, built here part by part. Expected values are those that Excel shows, by ECMA-376.

use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Job, JobSettings, Limit, Limits};

use super::read;
use crate::document::{Content, Document, Mark, MarkKind};
use crate::formats::Context;
use crate::model::Table;
use crate::options::{ExtractOptions, parse_options};
use crate::testing::zip;

const RELATIONS: &str = r#"<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
    <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;
const STRINGS: &str = "<sst><si><t>name</t></si><si><r><t>ri</t></r><r><t>ch</t></r></si></sst>";

/// The parts of a workbook with these sheets, and more parts besides.
fn workbook(sheets: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::from(r#"<workbook xmlns:r="x"><workbookPr/><sheets>"#);
    let mut references = String::from("<Relationships>");
    let mut parts: Vec<(String, String)> = Vec::new();
    for (number, (name, data)) in (1..).zip(sheets) {
        list += &format!(r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
        references += &format!(
            r#"<Relationship Id="rId{number}" Type="http://x/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        let sheet = format!(r#"<worksheet xmlns:r="x">{data}</worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    parts.push(("_rels/.rels".into(), RELATIONS.into()));
    parts.push(("xl/workbook.xml".into(), list + "</sheets></workbook>"));
    parts.push(("xl/_rels/workbook.xml.rels".into(), references + "</Relationships>"));
    parts.push(("xl/styles.xml".into(), STYLES.into()));
    parts.push(("xl/sharedStrings.xml".into(), STRINGS.into()));
    // What comes later under the same name counts.
    parts.extend(more.iter().map(|(path, text)| ((*path).to_string(), (*text).to_string())));
    let mut entries: Vec<(&str, &[u8])> = Vec::new();
    for (index, (path, text)) in parts.iter().enumerate() {
        if parts.iter().rposition(|(other, _)| other == path) == Some(index) {
            entries.push((path, text.as_bytes()));
        }
    }
    zip(&entries)
}

fn read_with(bytes: Vec<u8>, options: &str, job: &Job) -> Result<Document, Error> {
    let bytes: Bytes = Arc::new(bytes);
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    read(&bytes, &Context { job, options: &options, depth: 0, name: None })
}

fn document(sheets: &[(&str, &str)], more: &[(&str, &str)]) -> Document {
    read_with(workbook(sheets, more), "{}", &Job::default()).unwrap()
}

fn tables(document: &Document) -> Vec<&Table> {
    let contents = document.blocks.iter().map(|block| &block.content);
    contents.filter_map(|content| if let Content::Table(table) = content { Some(table) } else { None }).collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let contents = document.blocks.iter().map(|block| &block.content);
    contents
        .filter_map(|content| if let Content::Paragraph(text) = content { Some(&*text.text) } else { None })
        .collect()
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect()
}

/// The cells of the only row of a sheet.
fn row(cells: &str) -> Vec<String> {
    let document = document(&[("S", &format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"))], &[]);
    tables(&document)[0].cells.row(0).map(str::to_string).collect()
}

#[test]
fn every_kind_of_cell_is_written_as_it_is_shown() {
    let cells = r#"<c r="A1" t="s"><v>1</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="b"><v>1</v></c>
        <c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="str"><f>x</f><v>a &amp; b</v></c>
        <c r="F1" t="inlineStr"><is><t>in</t></is></c><c r="G1" s="1"><v>44197</v></c>
        <c r="H1" s="2"><v>44197.5</v></c><c r="I1" s="3"><v>1.5</v></c><c r="J1" t="d"><v>2021-01-01</v></c>
        <c r="K1"><v>0.30000000000000004</v></c><c r="L1"><v>1E3</v></c><c r="M1" t="b"><v>0</v></c>"#;
    let shown = [
        "rich",
        "2",
        "TRUE",
        "#DIV/0!",
        "a & b",
        "in",
        "2021-01-01",
        "2021-01-01T12:00:00",
        "36:00:00",
        "2021-01-01",
        "0.3",
        "1000",
        "FALSE",
    ];
    assert_eq!(row(cells), shown);
}

#[test]
fn a_cell_that_says_no_place_stands_right_of_the_one_before_it() {
    let cells = r#"<c r="A1"><v>0</v></c><c r="B1"/><c r="C1" s="1"/><c><v>1</v></c><c/><c><v>2</v></c>"#;
    assert_eq!(row(cells), ["0", "", "", "1", "", "2"]);
}

#[test]
fn each_sheet_is_a_page_with_its_name_as_a_heading_above_its_table() {
    let one = r#"<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>"#;
    let document = document(&[("First &amp; last", one), ("Empty", "<sheetData/>")], &[]);
    assert_eq!(document.metadata.sheets, ["First & last", "Empty"]);
    assert_eq!(document.metadata.pages, Some(2));
    let pages: Vec<_> = document.pages.iter().map(|page| page.number).collect();
    assert_eq!(pages, [1, 2]);
    let headings = document.blocks.iter().filter(|block| matches!(block.content, Content::Heading { level: 1, .. }));
    assert_eq!(headings.map(|block| block.page).collect::<Vec<_>>(), [Some(1), Some(2)]);
    let table = tables(&document)[0];
    assert_eq!((table.title.as_deref(), table.page, rows(table)), (Some("First & last"), Some(1), vec![vec!["1"]]));
}

#[test]
fn only_the_sheets_that_are_wanted_are_read() {
    let sheet = r#"<sheetData><row><c><v>1</v></c></row></sheetData>"#;
    let bytes = workbook(&[("A", sheet), ("B", sheet), ("C", sheet)], &[]);
    let document = read_with(bytes, r#"{"pages": "2-"}"#, &Job::default()).unwrap();
    let pages: Vec<_> = document.pages.iter().map(|page| page.number).collect();
    assert_eq!((pages, document.metadata.pages), (vec![2, 3], Some(3)));
}

#[test]
fn cells_without_a_place_follow_each_other() {
    let sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>";
    let document = document(&[("S", sheet)], &[]);
    assert_eq!(rows(tables(&document)[0]), [["1", "2"], ["3", ""]]);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let list =
        r#"<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>"#;
    let sheet = r#"<sheetData><row><c s="1"><v>0</v></c></row></sheetData>"#;
    let document = document(&[("S", sheet)], &[("xl/workbook.xml", list)]);
    assert_eq!(rows(tables(&document)[0]), [["1904-01-01"]]);
}

#[test]
fn a_cell_at_xfd1048576_is_a_limit_error() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    let error = read_with(workbook(&[("S", sheet)], &[]), "{}", &Job::default()).unwrap_err();
    assert_eq!((error.code, error.page), (ErrorCode::LimitTableCells, Some(1)));
}

#[test]
fn a_claimed_range_of_a_whole_sheet_costs_nothing() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    assert_eq!(rows(tables(&document(&[("S", sheet)], &[]))[0]), [["2"]]);
}

#[test]
fn a_long_string_in_a_great_many_cells_is_a_limit_error() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let sheet = format!("<sheetData>{}</sheetData>", format!("<row>{cells}</row>").repeat(20));
    let limits = Limits { expanded_bytes: Limit::at_most(10 << 20), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let bytes = workbook(&[("S", &sheet)], &[("xl/sharedStrings.xml", &strings)]);
    assert_eq!(read_with(bytes, "{}", &job).unwrap_err().code, ErrorCode::LimitExpandedBytes);
}

#[test]
fn more_sheets_than_pages_are_allowed_are_a_limit_error() {
    let limits = Limits { pages: Limit::at_most(1), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let error = read_with(workbook(&[("A", ""), ("B", "")], &[]), "{}", &job).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitPages);
}

#[test]
fn a_sheet_that_breaks_off_is_kept_as_far_as_it_goes() {
    let cut = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2";
    let document = document(&[("S", "")], &[("xl/worksheets/sheet1.xml", cut)]);
    assert_eq!(rows(tables(&document)[0]), [["1"]]);
    assert_eq!((&*document.warnings[0].code, document.warnings[0].page), ("SHEET_DAMAGED", Some(1)));
}

#[test]
fn links_comments_and_conversations_on_cells_are_found() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row></sheetData>
        <hyperlinks><hyperlink ref="A1" r:id="rId1"/><hyperlink ref="B1" location="Other!A1"/></hyperlinks>
        <legacyDrawing r:id="rId9"/>"#;
    let references = r#"<Relationships><Relationship Id="rId1" Type="x/hyperlink" Target="https://example.org/a" TargetMode="External"/>
        <Relationship Id="rId2" Type="x/comments" Target="../comments1.xml"/>
        <Relationship Id="rId3" Type="x/threadedComment" Target="/xl/threads.xml"/></Relationships>"#;
    let comments = r#"<comments><authors><author>Ann</author></authors><commentList>
        <comment ref="A1" authorId="0"><text><r><t>Look </t></r><r><t>here</t></r></text></comment>
        <comment ref="B1" authorId="0"><text><t>[Threaded comment] Upgrade</t></text></comment></commentList></comments>"#;
    let threads = r#"<ThreadedComments><threadedComment ref="B1" dT="2021-01-01T10:00:00.00" personId="p"><text>Really?</text></threadedComment></ThreadedComments>"#;
    let persons = r#"<personList><person displayName="Bob" id="p"/></personList>"#;
    let list = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="x/person" Target="persons/person.xml"/></Relationships>"#;
    let document = document(
        &[("S", sheet)],
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", references),
            ("xl/comments1.xml", comments),
            ("xl/threads.xml", threads),
            ("xl/persons/person.xml", persons),
            ("xl/_rels/workbook.xml.rels", list),
        ],
    );
    let links: Vec<_> = document.links.iter().map(|link| (&*link.url, &*link.text)).collect();
    assert_eq!(links, [("https://example.org/a", "name"), ("#Other!A1", "7")]);
    let (cells, link) = (&tables(&document)[0].cells, MarkKind::Link("https://example.org/a".into()));
    assert_eq!(cells.rich(0, 0).unwrap().marks, [Mark { start: 0, end: 4, kind: link }]);
    assert_eq!(cells.rich(0, 1), None);
    let comments: Vec<_> = document.annotations.iter().map(|note| (note.author.as_deref(), &*note.content)).collect();
    assert_eq!(comments, [(Some("Ann"), "Look here"), (Some("Bob"), "Really?")]);
    assert_eq!(document.annotations[1].created.as_deref(), Some("2021-01-01T10:00:00.00"));
}

#[test]
fn shapes_charts_and_pictures_of_a_sheet_are_found() {
    let references =
        r#"<Relationships><Relationship Id="rId1" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>"#;
    let drawing = r#"<wsDr xmlns:a="a" xmlns:r="r"><sp><txBody><a:p><a:r><a:t>In a </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p></txBody></sp>
        <graphicFrame><c:chart xmlns:c="c" r:id="rId1"/></graphicFrame>
        <pic><nvPicPr><cNvPr id="2" name="P" descr="A dot"/></nvPicPr><blipFill><a:blip r:embed="rId2"/></blipFill></pic></wsDr>"#;
    let drawn = r#"<Relationships><Relationship Id="rId1" Type="x/chart" Target="../charts/c.xml"/>
        <Relationship Id="rId2" Type="x/image" Target="../media/p.png"/></Relationships>"#;
    let chart =
        r#"<chartSpace><chart><title><tx><rich><p><r><t>Sales</t></r></p></rich></tx></title></chart></chartSpace>"#;
    let parts = [
        ("xl/worksheets/_rels/sheet1.xml.rels", references),
        ("xl/drawings/d.xml", drawing),
        ("xl/drawings/_rels/d.xml.rels", drawn),
        ("xl/charts/c.xml", chart),
        ("xl/media/p.png", "picture"),
    ];
    let sheet = r#"<sheetData/><drawing r:id="rId1"/>"#;
    let found = document(&[("S", sheet)], &parts);
    assert_eq!(paragraphs(&found), ["In a box", "Sales"]);
    assert!(found.images.is_empty());
    let found = read_with(workbook(&[("S", sheet)], &parts), r#"{"images": true}"#, &Job::default()).unwrap();
    let image = &found.images[0];
    assert_eq!((&*image.data, &*image.mime_type, image.page), (&b"picture"[..], "image/png", Some(1)));
    assert_eq!(image.description.as_deref(), Some("A dot"));
}

#[test]
fn the_first_row_of_an_excel_table_is_a_header_whatever_it_holds() {
    let sheet = r#"<sheetData><row r="3"><c r="A3" t="s"><v>0</v></c></row><row r="4"><c r="A4" t="s"><v>1</v></c></row></sheetData>
        <tableParts><tablePart r:id="rId1"/></tableParts>"#;
    let references =
        r#"<Relationships><Relationship Id="rId1" Type="x/table" Target="../tables/t.xml"/></Relationships>"#;
    let header = |table: &str| {
        let document = document(
            &[("S", sheet)],
            &[("xl/worksheets/_rels/sheet1.xml.rels", references), ("xl/tables/t.xml", table)],
        );
        tables(&document)[0].header_rows
    };
    assert_eq!(header(r#"<table ref="A3:A4"/>"#), 1);
    assert_eq!(header(r#"<table ref="A3:A4" headerRowCount="0"/>"#), 0);
}

#[test]
fn properties_of_the_file_are_its_metadata() {
    let core = r#"<cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:dcterms="c"><dc:title>Plan</dc:title><dc:creator>Ann; Bob</dc:creator>
        <cp:keywords>a, b</cp:keywords><dcterms:created>2021-01-01T10:00:00Z</dcterms:created></cp:coreProperties>"#;
    let app = "<Properties><Application>Microsoft Excel</Application></Properties>";
    let metadata = document(&[("S", "")], &[("docProps/core.xml", core), ("docProps/app.xml", app)]).metadata;
    assert_eq!((metadata.title.as_deref(), metadata.creator.as_deref()), (Some("Plan"), Some("Microsoft Excel")));
    assert_eq!(
        (&*metadata.authors, &*metadata.keywords),
        (&["Ann", "Bob"].map(String::from)[..], &["a", "b"].map(String::from)[..])
    );
    assert_eq!(metadata.created.as_deref(), Some("2021-01-01T10:00:00Z"));
}

#[test]
fn a_package_without_a_workbook_is_a_parse_error_that_names_the_part() {
    let error = read_with(zip(&[("a.xml", b"<a/>")]), "{}", &Job::default()).unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Parse, Some("xl/workbook.xml")));
}

#[test]
fn damaged_workbooks_give_a_result_or_a_typed_error() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44197</v></c></row></sheetData>
        <hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>"#;
    crate::sheets::fuzz::mutate(&workbook(&[("S", sheet)], &[]), |bytes| {
        if let Err(error) = read_with(bytes, "{}", &Job::default()) {
            assert_ne!(error.code, ErrorCode::Internal);
        }
    });
    // And its XML as such, which the package's compression hides from most of the above.
    crate::sheets::fuzz::mutate(sheet.as_bytes(), |bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = read_with(workbook(&[("S", &text)], &[("xl/styles.xml", &text)]), "{}", &Job::default());
    });
}
