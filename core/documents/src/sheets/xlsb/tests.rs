//! Binary workbooks, built here record by record after [MS-XLSB].

use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Job};

use super::read;
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::options::ExtractOptions;
use crate::testing::zip;

/// Seven bits a byte, the lowest first, the eighth set while more follow (2.1.4).
fn seven_bits(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn record(kind: usize, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [seven_bits(kind), seven_bits(data.len()), data].concat()
}

fn string(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [(units.len() as u32).to_le_bytes().to_vec(), units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
}

fn cell(kind: usize, column: u32, format: u32, data: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes(), &format.to_le_bytes(), data])
}

fn row(number: u32) -> Vec<u8> {
    record(0, &[&number.to_le_bytes(), &[0; 13]])
}

const REFERENCES: &str =
    r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;

fn workbook(sheet: &[Vec<u8>], from_1904: u8) -> Vec<u8> {
    let list = [record(0x99, &[&[from_1904, 0, 0, 0]]), record(0x9C, &[&[0; 8], &string("rId1"), &string("Sheet é")])];
    let strings = [record(0x13, &[&[0], &string("one")]), record(0x13, &[&[0], &string("two")])];
    let styles = [
        record(0x2C, &[&164u16.to_le_bytes(), &string("[h]:mm")]),
        record(0x269, &[&3u32.to_le_bytes()]),
        record(0x2F, &[&[0; 16]]),
        record(0x2F, &[&[0, 0, 14, 0], &[0; 12]]),
        record(0x2F, &[&[0, 0, 164, 0], &[0; 12]]),
        record(0x26A, &[]),
    ];
    let links = r#"<Relationships><Relationship Id="rId7" Type="x/hyperlink" Target="https://example.org" TargetMode="External"/>
        <Relationship Id="rId8" Type="x/comments" Target="../comments1.bin"/></Relationships>"#;
    let comments =
        [record(0x278, &[&string("Ann")]), record(0x27B, &[&[0; 36]]), record(0x27D, &[&[0], &string("note")])];
    zip(&[
        ("xl/workbook.bin", &list.concat()),
        ("xl/_rels/workbook.bin.rels", REFERENCES.as_bytes()),
        ("xl/sharedStrings.bin", &strings.concat()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
        ("xl/worksheets/_rels/sheet1.bin.rels", links.as_bytes()),
        ("xl/comments1.bin", &comments.concat()),
    ])
}

fn try_read(bytes: Vec<u8>) -> Result<Document, Error> {
    let bytes: Bytes = Arc::new(bytes);
    read(&bytes, &Context { job: &Job::default(), options: &ExtractOptions::default(), depth: 0, name: None })
}

fn rows(document: &Document) -> Vec<Vec<&str>> {
    let tables = document.blocks.iter().filter_map(|block| match &block.content {
        Content::Table(table) => Some(&table.cells),
        _ => None,
    });
    tables.flat_map(|cells| (0..cells.rows()).map(|row| cells.row(row).collect())).collect()
}

fn sheet() -> Vec<Vec<u8>> {
    vec![
        row(3),
        cell(7, 0, 0, &1u32.to_le_bytes()),
        cell(2, 1, 0, &0x004B_5647u32.to_le_bytes()),
        cell(5, 2, 1, &44_197.0f64.to_le_bytes()),
        cell(9, 3, 2, &1.5f64.to_le_bytes()),
        cell(4, 4, 0, &[1]),
        cell(11, 5, 0, &[0x07]),
        cell(8, 6, 0, &string("text")),
        record(0x1EE, &[&3u32.to_le_bytes(), &3u32.to_le_bytes(), &[0; 8], &string("rId7"), &string(""), &[0; 8]]),
    ]
}

#[test]
fn every_kind_of_cell_is_written_as_it_is_shown() {
    let document = try_read(workbook(&sheet(), 0)).unwrap();
    assert_eq!(rows(&document), [["two", "12343.21", "2021-01-01", "36:00:00", "TRUE", "#DIV/0!", "text"]]);
    assert_eq!(document.metadata.sheets, ["Sheet é"]);
    assert_eq!((&*document.links[0].url, &*document.links[0].text), ("https://example.org", "two"));
    let note = &document.annotations[0];
    assert_eq!((&*note.content, note.author.as_deref()), ("note", Some("Ann")));
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let document = try_read(workbook(&[row(0), cell(5, 0, 1, &0f64.to_le_bytes())], 1)).unwrap();
    assert_eq!(rows(&document), [["1904-01-01"]]);
}

#[test]
fn cells_at_opposite_corners_of_a_sheet_are_a_limit_error() {
    let cells = [row(0), cell(4, 0, 0, &[1]), row(1_048_575), cell(4, 16_383, 0, &[1])];
    assert_eq!(try_read(workbook(&cells, 0)).unwrap_err().code, ErrorCode::LimitTableCells);
}

#[test]
fn damaged_workbooks_give_a_result_or_a_typed_error() {
    crate::sheets::fuzz::mutate(&workbook(&sheet(), 0), |bytes| drop(try_read(bytes)));
    crate::sheets::fuzz::mutate(&sheet().concat(), |bytes| drop(try_read(workbook(&[bytes], 0))));
}
