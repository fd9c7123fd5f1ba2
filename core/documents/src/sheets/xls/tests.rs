//! Workbooks of old versions, built here record by record after [MS-XLS].

use std::io::{Cursor, Write};
use std::sync::Arc;

use lode_runtime::{Bytes, Error, ErrorCode, Job};

use super::read;
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::model::Table;
use crate::options::ExtractOptions;

fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), &data].concat()
}

/// A cell record: row, column, format and what else it holds.
fn cell(kind: u16, row: u16, column: u16, format: u16, data: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes(), &column.to_le_bytes(), &format.to_le_bytes(), data])
}

fn beginning(version: u16, kind: u16) -> Vec<u8> {
    record(0x0809, &[&version.to_le_bytes(), &kind.to_le_bytes(), &[0; 12]])
}

fn end() -> Vec<u8> {
    record(0x0A, &[])
}

/// A stream of one sheet with these records, and with these in the globals.
fn workbook(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let name = b"\x05\x00Sheet";
    // Formats of cells: plain, a day, and one of the workbook's own.
    let formats = [0u16, 14, 164].map(|format| record(0xE0, &[&[0, 0], &format.to_le_bytes(), &[0; 16]])).concat();
    let own = record(0x41E, &[&164u16.to_le_bytes(), b"\x07\x00\x00[h]:mm;"]);
    let before = [beginning(0x0600, 5), globals.concat(), formats, own].concat();
    let start = before.len() + 4 + 6 + name.len() + end().len();
    let listed = record(0x85, &[&(start as u32).to_le_bytes(), &[0, 0], name]);
    [before, listed, end(), beginning(0x0600, 0x10), sheet.concat(), end()].concat()
}

fn try_read(bytes: Vec<u8>) -> Result<Document, Error> {
    let bytes: Bytes = Arc::new(bytes);
    read(&bytes, &Context { job: &Job::default(), options: &ExtractOptions::default(), depth: 0, name: None })
}

fn table(document: &Document) -> &Table {
    let contents = document.blocks.iter().map(|block| &block.content);
    contents.filter_map(|content| if let Content::Table(table) = content { Some(table) } else { None }).next().unwrap()
}

fn rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let document = try_read(bytes).unwrap();
    let cells = &table(&document).cells;
    (0..cells.rows()).map(|row| cells.row(row).map(str::to_string).collect()).collect()
}

/// Two shared strings; the second goes on, with wide characters, in a record that continues the first.
fn shared_strings() -> Vec<u8> {
    let first = [&2u32.to_le_bytes()[..], &2u32.to_le_bytes(), b"\x03\x00\x00one", b"\x04\x00\x00tw"].concat();
    [record(0xFC, &[&first]), record(0x3C, &[b"\x01o\0\xE9\0"])].concat()
}

#[test]
fn every_kind_of_cell_is_written_as_it_is_shown() {
    let sheet = [
        cell(0xFD, 0, 0, 0, &1u32.to_le_bytes()),
        cell(0x203, 0, 1, 0, &2.5f64.to_le_bytes()),
        cell(0x203, 0, 2, 1, &44_197.0f64.to_le_bytes()),
        cell(0x203, 0, 3, 2, &1.5f64.to_le_bytes()),
        // 12,343.21 in hundredths, the example of [MS-XLS] 2.5.217
        cell(0x27E, 0, 4, 0, &0x004B_5647u32.to_le_bytes()),
        cell(0x205, 0, 5, 0, &[1, 0]),
        cell(0x205, 0, 6, 0, &[0x07, 1]),
        cell(0x204, 0, 7, 0, b"\x02\x00\x00hi"),
        record(0xBD, &[&0u16.to_le_bytes(), &8u16.to_le_bytes(), &[0, 0, 6, 0, 0, 0], &[0, 0, 10, 0, 0, 0], &[9, 0]]),
    ];
    let shown = ["twoé", "2.5", "2021-01-01", "36:00:00", "12343.21", "TRUE", "#DIV/0!", "hi", "1", "2"];
    assert_eq!(rows(workbook(&[shared_strings()], &sheet)), [shown]);
}

#[test]
fn formulas_show_the_results_they_had() {
    let formula = |column: u16, result: [u8; 8]| cell(0x06, 0, column, 0, &[&result[..], &[0; 8]].concat());
    let sheet = [
        formula(0, 4.0f64.to_le_bytes()),
        formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x207, &[b"\x04\x00\x00text"]),
        formula(2, [1, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        formula(3, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]),
        formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
    ];
    assert_eq!(rows(workbook(&[], &sheet)), [["4", "text", "FALSE", "#N/A"]]);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let sheet = [cell(0x203, 0, 0, 1, &0f64.to_le_bytes())];
    assert_eq!(rows(workbook(&[record(0x22, &[&[1, 0]])], &sheet)), [["1904-01-01"]]);
}

#[test]
fn comments_find_their_text_and_links_their_address() {
    let address: Vec<u8> = "https://example.org\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let class = b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";
    let size = (address.len() as u32).to_le_bytes();
    let sheet = [
        cell(0x204, 0, 0, 0, b"\x02\x00\x00hi"),
        record(0x1B8, &[&[0; 8], &[0; 16], &2u32.to_le_bytes(), &3u32.to_le_bytes(), class, &size, &address]),
        record(0x5D, &[&[0x15, 0, 0x12, 0, 0x19, 0, 7, 0], &[0; 14]]),
        record(0x1B6, &[&[0; 10], &[4, 0], &[0; 6]]),
        record(0x3C, &[b"\x00note"]),
        record(0x1C, &[&[0, 0, 0, 0, 0, 0, 7, 0], b"\x03\x00\x00Ann", &[0]]),
    ];
    let document = try_read(workbook(&[], &sheet)).unwrap();
    let note = &document.annotations[0];
    assert_eq!((&*note.content, note.author.as_deref(), note.page), ("note", Some("Ann"), Some(1)));
    let link = &document.links[0];
    assert_eq!((&*link.url, &*link.text), ("https://example.org", "hi"));
}

#[test]
fn a_chart_on_a_sheet_gives_its_titles_and_no_cells() {
    let chart = [
        beginning(0x0600, 0x20),
        record(0x100D, &[&[0, 0], b"\x05\x00Sales"]),
        cell(0x203, 9, 9, 0, &1f64.to_le_bytes()),
        end(),
    ];
    let sheet = [cell(0x203, 0, 0, 0, &1f64.to_le_bytes()), chart.concat(), cell(0x203, 0, 1, 0, &2f64.to_le_bytes())];
    let document = try_read(workbook(&[], &sheet)).unwrap();
    assert_eq!(table(&document).cells.row(0).collect::<Vec<_>>(), ["1", "2"]);
    assert!(document.blocks.iter().any(|block| block.content == Content::Paragraph("Sales".into())));
}

#[test]
fn workbooks_of_excel_2_to_5_are_read() {
    let two = [record(9, &[&[2, 0, 0x10, 0]]), record(4, &[&[0, 0, 0, 0, 0, 0, 0], b"\x02hi"]), end()].concat();
    assert_eq!(rows(two), [["hi"]]);
    let four = [record(0x409, &[&[0, 4, 0x10, 0, 0, 0]]), cell(0x204, 0, 0, 0, b"\x02\x00hi"), end()].concat();
    assert_eq!(rows(four), [["hi"]]);
    let five = [
        beginning(0x0500, 0x10),
        record(0x42, &[&1251u16.to_le_bytes()]),
        cell(0x204, 0, 0, 0, b"\x02\x00\xC4\xE0"),
        end(),
    ];
    // windows-1251
    assert_eq!(rows(five.concat()), [["Да"]]);
}

#[test]
fn the_workbook_is_found_in_a_compound_file_small_or_large() {
    for cells in [1u16, 2000] {
        let sheet: Vec<_> = (0..cells).map(|row| cell(0x203, row, 0, 0, &f64::from(row).to_le_bytes())).collect();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Other").unwrap().write_all(&[7; 5000]).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&workbook(&[], &sheet)).unwrap();
        let rows = rows(file.into_inner().into_inner());
        assert_eq!(rows.len(), usize::from(cells));
        assert_eq!(rows.last().unwrap()[0], (cells - 1).to_string());
    }
}

#[test]
fn encrypted_workbooks_that_cannot_be_read_say_so() {
    let code = |info: &[u8]| try_read(workbook(&[record(0x2F, &[info])], &[])).unwrap_err().code;
    assert_eq!(code(&[1, 0]), ErrorCode::Parse);
    assert_eq!(code(&[2, 0]), ErrorCode::EncryptionUnsupported);
    assert_eq!(code(&[1, 0, 9, 0, 9, 0]), ErrorCode::EncryptionUnsupported);
    assert_eq!(code(&[0, 0, 1, 2, 3, 4]), ErrorCode::PasswordRequired);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 100]).unwrap();
    assert_eq!(try_read(file.into_inner().into_inner()).unwrap_err().code, ErrorCode::EncryptionUnsupported);
}

#[test]
fn cells_at_opposite_corners_of_a_sheet_are_a_limit_error() {
    let sheet = [cell(0x203, 0, 0, 0, &1f64.to_le_bytes()), cell(0x203, 65_535, 255, 0, &1f64.to_le_bytes())];
    assert_eq!(try_read(workbook(&[], &sheet)).unwrap_err().code, ErrorCode::LimitTableCells);
}

#[test]
fn what_is_no_workbook_is_a_parse_error() {
    for bytes in [&b""[..], b"\x09", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"hello, this is text"] {
        assert_eq!(try_read(bytes.to_vec()).unwrap_err().code, ErrorCode::Parse);
    }
}

#[test]
fn damaged_workbooks_give_a_result_or_a_typed_error() {
    let sheet = [
        cell(0xFD, 0, 0, 0, &1u32.to_le_bytes()),
        cell(0x203, 0, 2, 1, &44_197.0f64.to_le_bytes()),
        record(0x1B6, &[&[0; 10], &[4, 0], &[0; 6]]),
        record(0x3C, &[b"\x00note"]),
        record(0x1C, &[&[0, 0, 0, 0, 0, 0, 7, 0], b"\x03\x00\x00Ann", &[0]]),
    ];
    let stream = workbook(&[shared_strings()], &sheet);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    for good in [stream, file.into_inner().into_inner()] {
        crate::sheets::fuzz::mutate(&good, |bytes| drop(try_read(bytes)));
    }
}
