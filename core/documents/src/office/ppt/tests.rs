use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use lode_runtime::Job;

use super::record::Records;
use super::*;
use crate::document::{Content, MarkKind, RichText};
use crate::options::{ExtractOptions, parse_options};

/// Made by `tests/fixtures/make/formats.sh` with LibreOffice from `talk.fodp`, whose texts are expected here.
const TALK: &[u8] = include_bytes!("../../../../../tests/fixtures/formats/talk.ppt");
const STREAM: &str = "PowerPoint Document";

fn read_with(bytes: Vec<u8>, options: &str) -> Result<Document> {
    let bytes: Bytes = Arc::new(bytes);
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    read(&bytes, &Context { job: &Job::default(), options: &options, depth: 0, name: None })
}

fn try_read(bytes: Vec<u8>) -> Result<Document> {
    read_with(bytes, "{}")
}

fn talk() -> Document {
    try_read(TALK.to_vec()).unwrap()
}

/// What stands on a slide.
fn slide(number: u32) -> Vec<Content> {
    talk().blocks.into_iter().filter(|block| block.page == Some(number)).map(|block| block.content).collect()
}

/// A stream of the presentation.
fn stream(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    cfb::CompoundFile::open(Cursor::new(TALK)).unwrap().open_stream(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some((storage, _)) = path.split_once('/') {
            file.create_storage(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

fn titles(document: &Document) -> Vec<&str> {
    let title = |content: &'_ Content| matches!(content, Content::Title(_) | Content::Heading { .. });
    let titles = document.blocks.iter().map(|block| &block.content).filter(|content| title(content));
    titles.map(text_of).collect()
}

fn text_of(content: &Content) -> &str {
    match content {
        Content::Title(text) | Content::Paragraph(text) | Content::Heading { text, .. } => &text.text,
        Content::ListItem { text, .. } => &text.text,
        _ => "",
    }
}

fn heading(text: &str) -> Content {
    Content::Heading { level: 1, text: text.into() }
}

#[test]
fn a_title_comes_first_wherever_the_file_has_it() {
    let expected = [heading("Talk of the harbour"), Content::Paragraph("What the water does".into())];
    assert_eq!(slide(1)[..2], expected);
}

#[test]
fn the_footer_of_a_slide_stands_at_its_end() {
    assert_eq!(slide(1)[2..], [Content::Footer("Harbour office".into())]);
}

#[test]
fn lists_have_their_levels_and_texts_their_formats() {
    let items: Vec<(u32, RichText)> = slide(2)
        .into_iter()
        .filter_map(|content| match content {
            Content::ListItem { depth, number: None, text } => Some((depth, text)),
            _ => None,
        })
        .collect();
    let texts: Vec<_> = items.iter().map(|(depth, text)| (*depth, text.text.as_str())).collect();
    let expected =
        [(1, "The water rises and falls"), (2, "by 3 m2, «déjà vu», Привет, 你好 😀"), (1, "The bell rings")];
    assert_eq!(texts, expected);
    let marked = |text: &RichText, kind| {
        let mark = text.marks.iter().find(|mark| mark.kind == kind);
        mark.map(|mark| text.text[mark.start..mark.end].to_string())
    };
    assert_eq!(marked(&items[0].1, MarkKind::Bold).as_deref(), Some("rises"));
    assert_eq!(marked(&items[0].1, MarkKind::Italic).as_deref(), Some("falls"));
    assert_eq!(marked(&items[1].1, MarkKind::Superscript).as_deref(), Some("2"));
}

#[test]
fn breaks_tabs_and_links_in_a_text_are_kept() {
    let slide = slide(2);
    assert!(slide.iter().any(|content| text_of(content) == "See the bell for more.\nA new line\tand a tab."));
    let links = talk().links;
    let links: Vec<_> = links.iter().map(|link| (link.url.as_str(), link.text.as_str(), link.page)).collect();
    assert_eq!(links, [("https://example.org/bell", "the bell", Some(2))]);
}

#[test]
fn what_the_speaker_notes_stands_after_the_slide() {
    let notes = ["Speak slowly.", "Ring it once."].map(|text| Content::Paragraph(text.into()));
    let slide = slide(2);
    assert_eq!(slide[slide.len() - 2..], notes);
}

#[test]
fn comments_are_annotations_of_their_slide() {
    let annotations = talk().annotations;
    let [comment] = annotations.as_slice() else { panic!("{annotations:?}") };
    assert_eq!((comment.kind.as_str(), comment.content.as_str(), comment.page), ("comment", "Which bell?", Some(2)));
    assert_eq!(comment.author.as_deref(), Some("Cy Reader"));
    assert_eq!(comment.created.as_deref(), Some("2026-01-04T05:06:00Z"));
}

#[test]
fn a_table_on_a_hidden_slide_is_read_and_its_merged_cells_have_their_text_once() {
    let slide = slide(3);
    assert_eq!(slide[0], heading("Boats"));
    let [_, Content::Table(table)] = slide.as_slice() else { panic!("{slide:?}") };
    let rows: Vec<Vec<&str>> = (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect();
    assert_eq!(rows, [["Boat and crew", "", "Port"], ["Anna", "3", "Ystad"], ["Bela", "four\nor five", ""]]);
}

#[test]
fn shapes_in_a_group_are_read_from_left_to_right() {
    let slide = slide(4);
    let texts: Vec<_> = slide.iter().map(text_of).collect();
    assert_eq!(texts[..2], ["On the left", "On the right"]);
}

#[test]
fn numbered_paragraphs_count_from_the_number_that_they_say() {
    let item = |number, text: &str| Content::ListItem { depth: 1, number: Some(number), text: text.into() };
    assert_eq!(slide(4)[2..], [item(3, "Third"), item(4, "Fourth")]);
}

#[test]
fn slides_are_pages_of_their_size_and_those_that_are_not_wanted_are_left_out() {
    let document = read_with(TALK.to_vec(), r#"{"pages": "3"}"#).unwrap();
    assert_eq!(titles(&document), ["Boats"]);
    assert_eq!(document.metadata.pages, Some(4));
    // 120 cm by 4 cm; the file counts in 576ths of an inch.
    let (width, height) = document.pages[0].size.unwrap();
    assert!((width - 3401.6).abs() < 0.2 && (height - 113.4).abs() < 0.2, "{width} {height}");
}

#[test]
fn what_the_presentation_says_about_itself_is_read() {
    let metadata = talk().metadata;
    assert_eq!(metadata.title.as_deref(), Some("Talk of the harbour"));
    assert_eq!(metadata.subject.as_deref(), Some("Tides"));
    assert_eq!(metadata.authors, ["Ada Keeper"]);
    assert_eq!(metadata.keywords, ["tide", "bell"]);
    assert_eq!(metadata.description.as_deref(), Some("A talk of many parts"));
    assert_eq!(metadata.created.as_deref(), Some("2026-01-02T03:04:05Z"));
}

#[test]
fn presentations_that_say_they_are_encrypted_but_not_how_are_parse_errors() {
    // The current user's token (2.3.2).
    let mut user = stream("Current User");
    user[12..16].copy_from_slice(&0xF3D1_C4DF_u32.to_le_bytes());
    let file = compound(&[(STREAM, &stream(STREAM)), ("Current User", &user)]);
    assert_eq!(try_read(file).unwrap_err().code, ErrorCode::Parse);
    // The last edit names an object with what is said of the encryption (2.3.3): here the document, which says nothing of it.
    let mut edits = stream(STREAM);
    let edit = edits.len() - 36;
    assert_eq!(edits[edit + 2..edit + 8], [0xF5, 0x0F, 28, 0, 0, 0]);
    edits[edit + 4] = 32;
    edits.extend([1, 0, 0, 0]);
    assert_eq!(try_read(compound(&[(STREAM, &edits)])).unwrap_err().code, ErrorCode::Parse);
}

/// As FreeOffice writes it.
#[test]
fn a_presentation_that_names_an_encryption_that_is_not_there_is_read() {
    let mut edits = stream(STREAM);
    let edit = edits.len() - 36;
    edits[edit + 4] = 32;
    edits.extend([0xFF, 0xFF, 0, 0]);
    assert_eq!(titles(&try_read(compound(&[(STREAM, &edits)])).unwrap()), ["Talk of the harbour", "Tides", "Boats"]);
}

#[test]
fn presentations_before_powerpoint_97_say_so_and_those_saved_for_both_are_read() {
    for streams in [&[("PP40", &b"old"[..])][..], &[(STREAM, b"old"), ("PersistentStorage Directory", b"")]] {
        let error = try_read(compound(streams)).unwrap_err();
        assert_eq!(error.code, ErrorCode::UnsupportedFormat);
        assert!(error.message.contains("PowerPoint 95"), "{error}");
    }
    let newer = stream(STREAM);
    let both = compound(&[
        (STREAM, b"old"),
        ("PersistentStorage Directory", b""),
        ("PP97_DUALSTORAGE/PowerPoint Document", &newer),
    ]);
    assert_eq!(titles(&try_read(both).unwrap()), ["Talk of the harbour", "Tides", "Boats"]);
}

#[test]
fn slides_are_found_where_what_says_where_they_are_is_lost() {
    let all = stream(STREAM);
    // The directory and the edit are the last two records (2.3.3, 2.3.4).
    let found = try_read(compound(&[(STREAM, &all[..all.len() - 36 - 56])])).unwrap();
    assert_eq!(titles(&found), ["Talk of the harbour", "Tides", "Boats"]);
    assert_eq!(found.warnings[0].code, "DIRECTORY_DAMAGED");
}

#[test]
fn a_slide_that_is_not_where_the_presentation_says_is_a_warning() {
    let mut bytes = stream(STREAM);
    // The third slide's type.
    let slides = Records(&bytes).enumerate().filter(|(_, found)| found.kind == record::SLIDE).map(|(index, _)| index);
    let third = slides.skip(2).take(1).next().unwrap();
    let place: usize = Records(&bytes).take(third).map(|before| 8 + before.data.len()).sum();
    bytes[place + 2] = 0;
    let document = try_read(compound(&[(STREAM, &bytes)])).unwrap();
    assert_eq!(titles(&document), ["Talk of the harbour", "Tides"]);
    let [warning] = document.warnings.as_slice() else { panic!("{:?}", document.warnings) };
    assert_eq!((warning.code.as_str(), warning.page), ("PAGE_DAMAGED", Some(3)));
}

#[test]
fn what_is_no_presentation_is_a_parse_error() {
    for bytes in [&b""[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"hello, this is text"] {
        assert_eq!(try_read(bytes.to_vec()).unwrap_err().code, ErrorCode::Parse);
    }
    let nothing = compound(&[(STREAM, b"neither slides nor a document")]);
    assert_eq!(try_read(nothing).unwrap_err().code, ErrorCode::Parse);
    assert_eq!(try_read(compound(&[("Workbook", b"")])).unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn damaged_presentations_give_a_result_or_a_typed_error() {
    crate::sheets::fuzz::mutate(TALK, |bytes| drop(try_read(bytes)));
    let streams = (stream(STREAM), stream("Current User"));
    crate::sheets::fuzz::mutate(&streams.0, |bytes| {
        drop(try_read(compound(&[(STREAM, &bytes), ("Current User", &streams.1)])));
    });
}
