//! Tables as text: values between commas, semicolons, tabs or bars.

use csv::ReaderBuilder;
use lode_runtime::{Bytes, Error, Result};

use super::grid::{Grid, Kind};
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::text::charset::decode_text;

/// In the order of preference among equals: a comma may also stand inside numbers, a tab hardly does.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];
/// How much of the text is looked at to find the delimiter.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 200;

/// Reads CSV and TSV.
///
/// # Errors
/// `LimitTableCells`, `LimitExpandedBytes`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let (mut text, charset) = decode_text(bytes.as_ref().as_ref(), None);
    if text.contains('\0') {
        text = text.replace('\0', "");
    }
    let (delimiter, text) = declared_delimiter(&text).unwrap_or_else(|| (find_delimiter(&text), &text));
    let mut grid = Grid::new(context.job);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = 0u32;
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| Error::parse("expected values between delimiters").with_source(&error))?;
        if !more {
            break;
        }
        if row.is_multiple_of(4096) {
            context.job.check()?;
        }
        for (column, field) in (0u32..).zip(&record) {
            let field = field.trim_end_matches('\r');
            grid.write(row, column, kind(field), |out| out.push_str(field))?;
        }
        row = row.saturating_add(1);
    }
    let mut document = Document::default();
    document.metadata.charset = Some(charset.to_string());
    if let Some(table) = grid.into_table(None)? {
        document.push(Content::Table(table));
    }
    Ok(document)
}

/// The delimiter that a first line `sep=;` names, as Excel writes it, and what follows that line.
fn declared_delimiter(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match *first.trim_end_matches('\r').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if delimiter.is_ascii() => Some((delimiter, rest)),
        _ => None,
    }
}

/// The delimiter that cuts most records into the same number of fields.
fn find_delimiter(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default();
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let share = consistency(sample, delimiter);
        if share > best.0 {
            best = (share, delimiter);
        }
    }
    best.1
}

/// How many records in a thousand have the most common number of fields, where that is more than one.
fn consistency(sample: &str, delimiter: u8) -> usize {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(sample.as_bytes());
    let mut counts: Vec<usize> = Vec::new();
    let mut record = csv::ByteRecord::new();
    while counts.len() < SAMPLE_RECORDS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        counts.push(record.len());
    }
    // The sample may end inside a record.
    if counts.len() > 2 {
        counts.pop();
    }
    counts.sort_unstable();
    let most_common = counts.chunk_by(|left, right| left == right).filter(|same| same.first() > Some(&1));
    most_common.map(<[usize]>::len).max().unwrap_or(0) * 1000 / counts.len().max(1)
}

/// Whether a field is text, or a number, date or the like.
fn kind(field: &str) -> Kind {
    let field = field.trim();
    let mut digits = 0usize;
    for byte in field.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'+' | b'-' | b'.' | b',' | b':' | b'/' | b'%' | b' ' | b'$' => {}
            _ if field.parse::<f64>().is_ok() => return Kind::Value,
            _ => return Kind::Text,
        }
    }
    if digits > 0 { Kind::Value } else { Kind::Text }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

    use super::*;
    use crate::model::Table;
    use crate::options::ExtractOptions;

    fn read_with(bytes: &[u8], job: &Job) -> Result<Document> {
        let bytes: Bytes = Arc::new(bytes.to_vec());
        read(&bytes, &Context { job, options: &ExtractOptions::default(), depth: 0, name: None })
    }

    fn table(bytes: &[u8]) -> Table {
        let document = read_with(bytes, &Job::default()).unwrap();
        match &document.blocks[0].content {
            Content::Table(table) => table.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let table = table(bytes);
        (0..table.cells.rows()).map(|row| table.cells.row(row).map(str::to_string).collect()).collect()
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_all_rows_alike() {
        let expected = [["a", "b", "c"], ["1", "2", "3"]];
        for text in ["a,b,c\n1,2,3\n", "a;b;c\r\n1;2;3", "a\tb\tc\n1\t2\t3\n", "a|b|c\n1|2|3\n"] {
            assert_eq!(rows(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(rows(b"price;tax\n1,5;0,3\n2,5;0,5\n")[1], ["1,5", "0,3"]);
        assert_eq!(rows(b"name,note\nAnn,hello; you\nBob,x\n")[1], ["Ann", "hello; you"]);
        assert_eq!(rows(b"sep=:\na:b\n"), [["a", "b"]]);
    }

    // RFC 4180 section 2.
    #[test]
    fn quoted_fields_hold_delimiters_line_breaks_and_quotes() {
        assert_eq!(rows(b"a,\"b,\n\"\"c\"\"\"\n1,2\n"), [["a", "b,\n\"c\""], ["1", "2"]]);
    }

    #[test]
    fn short_rows_are_filled_up() {
        assert_eq!(rows(b"a,b,c\n1\n1,2\n"), [["a", "b", "c"], ["1", "", ""], ["1", "2", ""]]);
    }

    #[test]
    fn text_is_decoded_by_mark_as_utf_8_or_by_likelihood() {
        assert_eq!(rows(b"\xEF\xBB\xBFa,\xC3\xA9\n"), [["a", "\u{e9}"]]);
        let utf_16: Vec<u8> = "\u{feff}a,\u{e9}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf_16), [["a", "\u{e9}"]]);
        let unmarked: Vec<u8> = "name,city\nAnn,Oslo\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(rows(&unmarked)[1], ["Ann", "Oslo"]);
        let latin = b"nom,ville\nRen\xE9,Orl\xE9ans\nZo\xEB,N\xEEmes\n";
        assert_eq!(rows(latin)[1], ["Ren\u{e9}", "Orl\u{e9}ans"]);
    }

    #[test]
    fn zeros_are_dropped() {
        assert_eq!(rows(b"a,b\0\nc,d\n"), [["a", "b"], ["c", "d"]]);
    }

    #[test]
    fn a_first_row_of_words_above_numbers_is_a_header() {
        assert_eq!(table(b"name,age\nAnn,7\n").header_rows, 1);
        assert_eq!(table(b"1,2\n3,4\n").header_rows, 0);
    }

    #[test]
    fn an_empty_file_has_no_table() {
        for text in ["", "\n\n", ",,\n,,\n"] {
            assert!(read_with(text.as_bytes(), &Job::default()).unwrap().blocks.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_table_with_one_long_row_and_many_short_ones_is_a_limit_error() {
        let text = format!("{}\n{}", ",x".repeat(1000), "a\n".repeat(1000));
        let limits = Limits { table_cells: Limit::at_most(100_000), ..Limits::default() };
        let job = Job::new(JobSettings { limits, ..JobSettings::default() });
        assert_eq!(read_with(text.as_bytes(), &job).unwrap_err().code, ErrorCode::LimitTableCells);
    }
}
