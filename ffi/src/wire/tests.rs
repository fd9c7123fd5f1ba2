use lode_documents::model::{
    Cells, Chunk, Element, ElementType, Extraction, Keyword, Metadata, Page, Table, TextRange,
};

use std::sync::Arc;

use lode_duplicates::model::{CloneClass, Fragment};

use super::*;

/// The sections of a buffer, taken apart as the module's description says.
struct Sections {
    header: [u32; 4],
    floats: Vec<f64>,
    words: Vec<u32>,
    blobs: Vec<u8>,
    pool: String,
}

fn take_apart(buffer: &[u8]) -> Sections {
    let word = |at: usize| u32::from_le_bytes(buffer[at..at + 4].try_into().unwrap());
    let float = |at: usize| f64::from_le_bytes(buffer[at..at + 8].try_into().unwrap());
    let [floats, words, blobs, pool] = [16, 24, 32, 40].map(|at| float(at) as usize);
    let (at_words, at_blobs) = (48 + floats * 8, 48 + floats * 8 + words * 4);
    assert_eq!(buffer.len(), at_blobs + blobs + pool);
    Sections {
        header: [0, 4, 8, 12].map(word),
        floats: (0..floats).map(|index| float(48 + index * 8)).collect(),
        words: (0..words).map(|index| word(at_words + index * 4)).collect(),
        blobs: buffer[at_blobs..at_blobs + blobs].to_vec(),
        pool: String::from_utf8(buffer[at_blobs + blobs..].to_vec()).unwrap(),
    }
}

#[test]
fn a_buffer_begins_with_its_name_the_checksum_and_the_root_type() {
    let buffer = write_keywords(&[]);
    assert_eq!(&buffer[..4], b"LODE");
    assert_eq!(take_apart(&buffer).header[1..], [CHECKSUM, 2, 0]);
}

#[test]
fn keywords_are_a_count_lengths_in_utf16_units_scores_and_one_pool() {
    let keywords = [Keyword { text: "Grüße".into(), score: 0.5 }, Keyword { text: "🦀".into(), score: 2.0 }];
    let sections = take_apart(&write_keywords(&keywords));
    assert_eq!(sections.words, [2, 5, 2]);
    assert_eq!(sections.floats, [0.5, 2.0]);
    assert_eq!(sections.pool, "Grüße🦀");
}

#[test]
fn ranges_of_chunks_are_offsets_in_utf16_units_of_the_text() {
    let text = "äö🦀 end";
    let range = TextRange { start: "äö🦀 ".len(), end: text.len() };
    let chunk = Chunk { index: 0, text: range, size: 3, headings: vec!["H".into()] };
    let sections = take_apart(&write_chunks(&[chunk], text));
    assert_eq!(sections.words, [1, 0, 5, 8, 3, 1, 1]);
    assert_eq!(sections.pool, "H");
}

#[test]
fn a_range_that_does_not_fit_its_text_is_cut_short() {
    let range = TextRange { start: 2, end: 900 };
    let chunk = Chunk { index: 0, text: range, size: 0, headings: Vec::new() };
    assert_eq!(take_apart(&write_chunks(&[chunk], "four")).words, [1, 0, 2, 4, 0, 0]);
}

#[test]
fn ranges_after_an_attachment_refer_to_the_outer_text_again() {
    let element = |end| Element {
        r#type: ElementType::Paragraph,
        text: TextRange { start: 0, end },
        level: None,
        page: None,
        bounding_box: None,
        table: None,
        start_time: None,
        end_time: None,
    };
    let chunk = |end| Chunk { index: 0, text: TextRange { start: 0, end }, size: 77, headings: Vec::new() };
    let attachment = Extraction { content: "🦀".into(), elements: vec![element(4)], ..Extraction::default() };
    let extraction = Extraction {
        content: "äöü".into(),
        attachments: vec![attachment],
        chunks: vec![chunk(6)],
        ..Extraction::default()
    };
    let sections = take_apart(&write_extraction(&extraction));
    let size = sections.words.iter().position(|word| *word == 77).unwrap();
    assert_eq!(sections.words[size - 2..size], [0, 3]);
    assert_eq!(sections.blobs, "äöü🦀".as_bytes());
}

#[test]
fn cells_are_their_text_and_where_each_ends_in_utf16_units() {
    for (cells, text, ends) in [
        (Cells::from_rows(&[["a", "bc"], ["", "d"]]), "abcd", [1, 3, 3, 4]),
        (Cells::from_rows(&[["ä", "🦀"], ["", "d"]]), "ä🦀d", [1, 3, 3, 4]),
    ] {
        let tables = vec![Table { cells, ..Table::default() }];
        let sections = take_apart(&write_extraction(&Extraction { tables, ..Extraction::default() }));
        let expected: Vec<u32> = [2, 4, text.len() as u32].into_iter().chain(ends).collect();
        assert!(sections.words.windows(7).any(|words| words == expected), "{:?}", sections.words);
        assert_eq!(sections.blobs, text.as_bytes());
    }
}

#[test]
fn absent_fields_take_no_place() {
    let page = |width| Page { number: 9, width, ..Page::default() };
    let of = |pages: Vec<Page>| take_apart(&write_extraction(&Extraction { pages, ..Extraction::default() }));
    let (without, with) = (of(vec![page(None)]), of(vec![page(Some(595.0))]));
    assert_eq!(without.words.len(), with.words.len());
    assert_eq!(without.floats.len() + 1, with.floats.len());
}

#[test]
fn a_string_that_many_values_have_is_written_once() {
    let [file, language]: [Arc<str>; 2] = ["ä.rs".into(), "rust".into()];
    let fragment =
        |start_line| Fragment { file: file.clone(), language: language.clone(), start_line, ..Fragment::default() };
    let fragments = vec![fragment(7), fragment(8)];
    let sections = take_apart(&write_clone_class(&CloneClass { fragments, ..CloneClass::default() }));
    assert_eq!(sections.pool, "ä.rsrust");
    // After type, tokens, lines, the length of the hash and the count: flags, file, six numbers, language, twice.
    assert_eq!(sections.words[5..], [0, 0, 4, 7, 0, 0, 0, 0, 0, 1, 4, 0, 0, 8, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_yes_or_no_that_may_be_absent_has_two_bits() {
    let of = |encrypted| {
        let metadata = Metadata { encrypted, ..Metadata::default() };
        // The flags of the metadata follow the length of the content, that of the media type, and the format.
        take_apart(&write_extraction(&Extraction { metadata, ..Extraction::default() })).words[3]
    };
    assert_eq!(of(None), 0);
    assert_eq!(of(Some(true)), of(Some(false)) * 3);
}
