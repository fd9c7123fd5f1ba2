//! Spreadsheets built here part by part, after OpenDocument 1.3 and what LibreOffice writes.

use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Job};

use super::read;
use crate::document::{Content, Document, Mark, MarkKind};
use crate::formats::Context;
use crate::model::Table;
use crate::options::{ExtractOptions, parse_options};
use crate::testing::zip;

fn package(tables: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"table\"/></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut entries: Vec<(&str, &[u8])> = vec![("content.xml", content.as_bytes())];
    entries.extend(more.iter().map(|(path, text)| (*path, text.as_bytes())));
    zip(&entries)
}

fn try_read(bytes: Vec<u8>, options: &str) -> Result<Document, Error> {
    let bytes: Bytes = Arc::new(bytes);
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    read(&bytes, &Context { job: &Job::default(), options: &options, depth: 0, name: None })
}

fn document(rows: &str) -> Document {
    try_read(package(&format!("<table:table table:name=\"S\">{rows}</table:table>"), &[]), "{}").unwrap()
}

fn table(document: &Document) -> &Table {
    let contents = document.blocks.iter().map(|block| &block.content);
    contents.filter_map(|content| if let Content::Table(table) = content { Some(table) } else { None }).next().unwrap()
}

fn rows(document: &Document) -> Vec<Vec<&str>> {
    let cells = &table(document).cells;
    (0..cells.rows()).map(|row| cells.row(row).collect()).collect()
}

#[test]
fn every_kind_of_cell_is_written_as_its_value() {
    let document = document(
        r#"<table:table-row>
        <table:table-cell office:value-type="string" calcext:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="0.1"><text:p>0,10</text:p></table:table-cell>
        <table:table-cell office:value-type="currency" office:value="1234.5"><text:p>1,234.50 €</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2021-01-01"><text:p>01.01.21</text:p></table:table-cell>
        <table:table-cell office:value-type="time" office:time-value="PT36H05M00S"><text:p>36:05</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>
        <table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
        </table:table-row>"#,
    );
    assert_eq!(rows(&document), [["a  b\nc", "0.1", "1234.5", "2021-01-01", "36:05:00", "TRUE", "#DIV/0!"]]);
}

#[test]
fn repeated_cells_and_rows_are_repeated_and_trailing_empty_ones_trimmed() {
    let document = document(
        r#"<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="16383"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/>
        <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    assert_eq!(rows(&document), [["a", "", ""], ["", "1", "1"], ["", "1", "1"]]);
}

#[test]
fn cells_that_are_repeated_over_the_whole_sheet_are_a_limit_error() {
    for (cells, rows) in [("16384", "1048576"), ("4294967295", "1"), ("1", "4294967295")] {
        let table = format!(
            "<table:table><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{cells}\"><text:p>a</text:p></table:table-cell></table:table-row></table:table>"
        );
        assert_eq!(try_read(package(&table, &[]), "{}").unwrap_err().code, ErrorCode::LimitTableCells);
    }
}

#[test]
fn comments_links_shapes_and_pictures_are_found_and_are_no_part_of_cells() {
    let rows_of_sheet = r#"<table:table><table:shapes><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>
        <table:table-row><table:table-cell office:value-type="string">
        <office:annotation><dc:creator>Ann</dc:creator><dc:date>2021-01-01T10:00:00</dc:date><text:p>Look</text:p><text:p>here</text:p></office:annotation>
        <draw:frame><draw:image xlink:href="Pictures/p.png"><text:p/></draw:image><svg:desc>A dot</svg:desc></draw:frame>
        <draw:custom-shape><text:p>In a box</text:p></draw:custom-shape>
        <text:p>to <text:a xlink:href="https://example.org">there</text:a></text:p></table:table-cell>
        <table:table-cell><text:p><text:a xlink:href="https://a.example">all</text:a></text:p></table:table-cell></table:table-row></table:table>"#;
    let chart = "<office:chart><chart:title><text:p>Sales</text:p></chart:title></office:chart>";
    let parts = [("Object 1/content.xml", chart), ("Pictures/p.png", "picture")];
    let document = try_read(package(rows_of_sheet, &parts), r#"{"images": true}"#).unwrap();
    assert_eq!(rows(&document), [["to there", "all"]]);
    let cells = &table(&document).cells;
    let link = MarkKind::Link("https://a.example".into());
    assert_eq!(cells.rich(0, 0), None);
    assert_eq!(cells.rich(0, 1).unwrap().marks, [Mark { start: 0, end: 3, kind: link }]);
    let note = &document.annotations[0];
    assert_eq!((&*note.content, note.author.as_deref()), ("Look\nhere", Some("Ann")));
    assert_eq!(note.created.as_deref(), Some("2021-01-01T10:00:00"));
    assert_eq!((&*document.links[0].url, &*document.links[0].text), ("https://example.org", "there"));
    let texts = document.blocks.iter().filter_map(|block| match &block.content {
        Content::Paragraph(text) => Some(&*text.text),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["In a box", "Sales"]);
    let image = &document.images[0];
    assert_eq!((&*image.data, image.description.as_deref()), (&b"picture"[..], Some("A dot")));
}

#[test]
fn rows_marked_as_headers_are_headers() {
    let document = document(
        "<table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>\
         </table:table-header-rows><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(table(&document).header_rows, 1);
}

#[test]
fn only_the_sheets_that_are_wanted_are_read() {
    let sheet = "<table:table table:name=\"N\"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    let document = try_read(package(&sheet.repeat(3), &[]), r#"{"pages": "2"}"#).unwrap();
    assert_eq!((document.metadata.pages, document.pages.len(), document.pages[0].number), (Some(3), 1, 2));
    assert_eq!(document.metadata.sheets, ["N", "N", "N"]);
}

#[test]
fn metadata_is_what_the_file_says() {
    let meta = "<office:document-meta><office:meta><meta:initial-creator>Ann</meta:initial-creator><dc:title>Plan</dc:title>\
        <meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword></office:meta></office:document-meta>";
    let metadata = try_read(package("<table:table/>", &[("meta.xml", meta)]), "{}").unwrap().metadata;
    assert_eq!((metadata.title.as_deref(), &*metadata.authors), (Some("Plan"), &["Ann".to_string()][..]));
    assert_eq!(metadata.keywords, ["a", "b"]);
}

#[test]
fn a_spreadsheet_may_be_a_single_xml_file() {
    let chart = "<draw:object><office:document><office:body><chart:title><text:p>Sales</text:p></chart:title>\
        <table:table><table:table-row><table:table-cell><text:p>no cell</text:p></table:table-cell></table:table-row></table:table>\
        </office:body></office:document></draw:object>";
    let xml = format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
        <office:meta><dc:title>Plan</dc:title></office:meta><office:body><office:spreadsheet><table:table table:name=\"N\">\
        <table:table-row><table:table-cell><text:p>x</text:p><draw:frame>{chart}</draw:frame></table:table-cell></table:table-row>\
        </table:table></office:spreadsheet></office:body></office:document>"
    );
    let document = try_read(xml.into_bytes(), "{}").unwrap();
    assert_eq!(
        (document.metadata.title.as_deref(), &*document.metadata.sheets),
        (Some("Plan"), &["N".to_string()][..])
    );
    let contents: Vec<_> = document.blocks.iter().map(|block| &block.content).collect();
    assert!(
        matches!(&contents[..], [.., Content::Table(_), Content::Paragraph(title)] if title.text == "Sales"),
        "{contents:?}"
    );
}

#[test]
fn damaged_spreadsheets_give_a_result_or_a_typed_error() {
    let good = "<table:table><table:table-row table:number-rows-repeated=\"3\"><table:table-cell office:value-type=\"time\" \
        office:time-value=\"PT10H30M00S\" table:number-columns-repeated=\"2\"><text:p>a<text:s/>b</text:p></table:table-cell></table:table-row></table:table>";
    crate::sheets::fuzz::mutate(good.as_bytes(), |bytes| {
        let _ = try_read(package(&String::from_utf8_lossy(&bytes), &[]), "{}");
    });
}
