use std::sync::Arc;

use lode_runtime::{ErrorCode, Job};

use super::*;
use crate::document::{Content, MarkKind};
use crate::options::ExtractOptions;

/// Made by `tests/fixtures/make/formats.sh` with LibreOffice from `letter.fodt`, whose texts are expected here.
const LETTER: &[u8] = include_bytes!("../../../../../tests/fixtures/formats/letter.doc");

fn try_read(bytes: Vec<u8>) -> Result<Document> {
    let bytes: Bytes = Arc::new(bytes);
    read(&bytes, &Context { job: &Job::default(), options: &ExtractOptions::default(), depth: 0, name: None })
}

fn letter() -> Document {
    try_read(LETTER.to_vec()).unwrap()
}

fn contents() -> Vec<Content> {
    letter().blocks.into_iter().map(|block| block.content).collect()
}

fn tables() -> Vec<Vec<Vec<String>>> {
    let mut tables = Vec::new();
    for content in contents() {
        if let Content::Table(table) = content {
            let row = |row| table.cells.row(row).map(str::to_string).collect();
            tables.push((0..table.cells.rows()).map(row).collect());
        }
    }
    tables
}

fn paragraph(start: &str) -> crate::document::RichText {
    let found = contents().into_iter().find_map(|content| match content {
        Content::Paragraph(text) if text.text.starts_with(start) => Some(text),
        _ => None,
    });
    found.unwrap()
}

/// The file with other bytes at a place of the stream `WordDocument`, which begins a sector.
fn with_bytes(place: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = LETTER.to_vec();
    let start = (512..file.len()).step_by(512).find(|start| file[*start..].starts_with(&[0xEC, 0xA5])).unwrap();
    file[start + place..start + place + bytes.len()].copy_from_slice(bytes);
    file
}

#[test]
fn titles_headings_lists_and_code_are_known_by_their_styles() {
    let contents = contents();
    let has = |content: Content| assert!(contents.contains(&content), "no {content:?} in {contents:#?}");
    has(Content::Title("Letter to the harbour".into()));
    has(Content::Heading { level: 1, text: "Tides".into() });
    has(Content::Heading { level: 2, text: "Lists".into() });
    has(Content::ListItem { depth: 1, number: Some(1), text: "First".into() });
    has(Content::ListItem { depth: 2, number: None, text: "1.1. Below the first".into() });
    has(Content::ListItem { depth: 1, number: Some(2), text: "Second".into() });
    has(Content::ListItem { depth: 1, number: None, text: "A bullet".into() });
    has(Content::Code { language: None, text: "let tide = 3;\nlet bell = 2;".into() });
    has(Content::Paragraph("The end.".into()));
}

#[test]
fn characters_of_all_scripts_and_their_formats_are_read() {
    let text = paragraph("The water");
    assert_eq!(text.text, "The water rises and falls by 3 m2, «déjà vu», Привет, 你好 😀.");
    let marked = |kind| text.marks.iter().find(|mark| mark.kind == kind).map(|mark| &text.text[mark.start..mark.end]);
    assert_eq!(marked(MarkKind::Bold), Some("rises"));
    assert_eq!(marked(MarkKind::Italic), Some("falls"));
    assert_eq!(marked(MarkKind::Superscript), Some("2"));
}

#[test]
fn deleted_text_is_left_out_and_breaks_and_tabs_are_kept() {
    let text = paragraph("The bell");
    let expected = "The bell rings[1] twice[i]; see the bell for more.\nA new line\tand a tab, non\u{2011}breaking.";
    assert_eq!(text.text, expected);
}

#[test]
fn fields_that_link_are_links() {
    let links = letter().links;
    let links: Vec<_> = links.iter().map(|link| (link.url.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("https://example.org/bell", "the bell")]);
}

#[test]
fn notes_headers_and_footers_stand_around_the_text() {
    let contents = contents();
    assert_eq!(contents[0], Content::Header("Harbour office".into()));
    let last = &contents[contents.len() - 3..];
    assert_eq!(last[0], Content::Footnote { label: "1".into(), text: "At noon only.".into() });
    assert_eq!(last[1], Content::Footnote { label: "i".into(), text: "As the law of 1901 has it.".into() });
    // The number of the page is left out.
    assert_eq!(last[2], Content::Footer("Page  of the log".into()));
}

#[test]
fn comments_are_annotations() {
    let annotations = letter().annotations;
    let [comment] = annotations.as_slice() else { panic!("{annotations:?}") };
    assert_eq!((comment.kind.as_str(), comment.content.as_str()), ("comment", "Which bell?"));
    assert_eq!(comment.author.as_deref(), Some("Cy Reader"));
    assert_eq!(comment.created.as_deref(), Some("2026-01-04T05:06:00Z"));
}

#[test]
fn a_text_box_stands_after_the_paragraph_that_it_is_anchored_in() {
    let contents = contents();
    let at = contents.iter().position(|content| *content == Content::Paragraph("In a box of its own".into())).unwrap();
    assert_eq!(contents[at - 1], Content::Paragraph("Between the lists and the table.".into()));
}

#[test]
fn merged_cells_have_their_text_once_and_tables_in_cells_are_text() {
    let tables = tables();
    let expected = [["Boat and crew", "", "Port"], ["Anna", "3", "Ystad"], ["Bela", "four\nor five", ""]];
    assert_eq!(tables[0], expected);
    assert_eq!(tables[1], [["Outside\nin one\tin two\nBelow", "Beside"]]);
    assert_eq!(tables.len(), 2);
}

#[test]
fn the_first_row_is_a_header_where_it_is_repeated_on_each_page() {
    let headers: Vec<_> = contents()
        .into_iter()
        .filter_map(|content| if let Content::Table(table) = content { Some(table.header_rows) } else { None })
        .collect();
    assert_eq!(headers, [1, 0]);
}

#[test]
fn what_the_document_says_about_itself_is_read() {
    let metadata = letter().metadata;
    assert_eq!(metadata.title.as_deref(), Some("Letter to the harbour"));
    assert_eq!(metadata.subject.as_deref(), Some("Tides"));
    assert_eq!(metadata.authors, ["Ada Keeper"]);
    assert_eq!(metadata.keywords, ["tide", "bell"]);
    assert_eq!(metadata.description.as_deref(), Some("A letter of many parts"));
    assert_eq!(metadata.created.as_deref(), Some("2026-01-02T03:04:05Z"));
}

#[test]
fn encrypted_documents_and_those_before_word_97_say_so() {
    // Flags (2.5.2): encrypted, with nothing in the table stream about it; by XOR; and the version of Word 6 and 95.
    let damaged = try_read(with_bytes(11, &[0x13])).unwrap_err();
    assert_eq!((damaged.code, damaged.path.as_deref()), (ErrorCode::Parse, Some("1Table")));
    assert_eq!(try_read(with_bytes(11, &[0x93])).unwrap_err().code, ErrorCode::PasswordRequired);
    for earlier in [with_bytes(2, &[0x68, 0]), with_bytes(0, &[0xDC, 0xA5]), with_bytes(0, &[0x99, 0xA6])] {
        let error = try_read(earlier).unwrap_err();
        assert_eq!(error.code, ErrorCode::UnsupportedFormat);
        assert!(error.message.contains("Word 95"), "{error}");
    }
    // Word 2: no compound file around the document.
    assert_eq!(try_read(vec![0xDB, 0xA5, 0x2D, 0]).unwrap_err().code, ErrorCode::UnsupportedFormat);
}

#[test]
fn a_document_without_its_table_of_pieces_is_a_parse_error_that_names_the_stream() {
    // The other table stream, which is not there.
    let flags = with_bytes(11, &[0x10]);
    let error = try_read(flags).unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Parse, Some("0Table")));
}

#[test]
fn what_is_no_document_is_a_parse_error() {
    for bytes in [&b""[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"hello, this is text"] {
        assert_eq!(try_read(bytes.to_vec()).unwrap_err().code, ErrorCode::Parse);
    }
    assert_eq!(try_read(with_bytes(0, &[0])).unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn damaged_documents_give_a_result_or_a_typed_error() {
    crate::sheets::fuzz::mutate(LETTER, |bytes| drop(try_read(bytes)));
    for place in (0..LETTER.len()).step_by(7) {
        for value in [0, 0x7F, 0xFF] {
            let mut bytes = LETTER.to_vec();
            bytes[place] = value;
            let _ = try_read(bytes);
        }
    }
    for end in (0..LETTER.len()).step_by(64) {
        let _ = try_read(LETTER[..end].to_vec());
    }
}
