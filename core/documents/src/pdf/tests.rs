//! PDFs built by hand, read as a whole.

use std::sync::Arc;

use lode_runtime::{Bytes, ErrorCode, Job, JobSettings, Limit, Limits, Result};

use super::read;
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::options::{ExtractOptions, parse_options};

/// Numbers the objects from 1; the first is the catalog, the second the page tree.
pub(super) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        bytes.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend_from_slice(end.as_bytes());
    bytes
}

pub(super) fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    bytes.extend_from_slice(data);
    bytes.extend_from_slice(b"\nendstream");
    bytes
}

/// A page of 600 by 800 points with fonts `F` (Helvetica), `B` (Helvetica-Bold) and `C` (Courier), and more entries for it.
pub(super) fn page(content: &str, entries: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let fonts = "/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> \
                 /B << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> \
                 /C << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {entries} /Resources << /Font << {fonts} >> /XObject << /X 5 0 R >> >> >>"
        )
        .into_bytes(),
        stream("", content.as_bytes()),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

/// Text at a place, 10 points high.
pub(super) fn at(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

pub(super) fn read_with(bytes: Vec<u8>, options: &str, job: &Job) -> Result<Document> {
    let options: ExtractOptions = parse_options(options.as_bytes()).unwrap();
    let bytes: Bytes = Arc::new(bytes);
    read(&bytes, &Context { job, options: &options, depth: 0, name: None })
}

pub(super) fn document(content: &str) -> Document {
    read_with(page(content, "", &[]), "", &Job::default()).unwrap()
}

pub(super) fn text(document: &Document) -> String {
    let of = |content: &Content| match content {
        Content::Paragraph(text)
        | Content::Heading { text, .. }
        | Content::ListItem { text, .. }
        | Content::Header(text)
        | Content::Footer(text) => text.text.clone(),
        Content::Table(table) => (0..table.cells.rows())
            .map(|row| table.cells.row(row).collect::<Vec<_>>().join("|"))
            .collect::<Vec<_>>()
            .join("/"),
        other => format!("{other:?}"),
    };
    document.blocks.iter().map(|block| of(&block.content)).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_close_together_are_one_paragraph_and_a_gap_starts_another() {
    let lines = [at(50, 700, "one line"), at(50, 688, "and the next"), at(50, 640, "far below")].concat();
    assert_eq!(text(&document(&lines)), "one line and the next\nfar below");
}

#[test]
fn gaps_between_glyphs_are_spaces_and_kerning_is_not() {
    assert_eq!(text(&document("BT /F 10 Tf 50 700 Td [(two) -300 (wo) 20 (rds)] TJ ET")), "two words");
}

#[test]
fn columns_that_were_written_row_by_row_are_read_one_after_the_other() {
    let mut content = String::new();
    for row in 0..6 {
        content += &at(50, 700 - row * 12, &format!("left column with flowing words {row}"));
        content += &at(320, 700 - row * 12, &format!("right column with flowing words {row}"));
    }
    let text = text(&document(&content));
    assert!(text.find("left column with flowing words 5") < text.find("right column with flowing words 0"), "{text}");
}

#[test]
fn a_rotated_page_reads_as_it_is_shown() {
    let content = "BT /F 10 Tf 0 1 -1 0 100 100 Tm (up the page) Tj 0 1 -1 0 112 100 Tm (and its second line) Tj ET";
    let document = read_with(page(content, "/Rotate 90", &[]), "", &Job::default()).unwrap();
    assert_eq!(text(&document), "up the page and its second line");
    assert_eq!(document.pages[0].size, Some((800.0, 600.0)));
}

#[test]
fn text_that_is_shown_twice_to_look_bold_is_read_once() {
    let twice = "BT /F 10 Tf 50 700 Td (bold) Tj ET BT /F 10 Tf 50.3 700 Td (bold) Tj ET";
    assert_eq!(text(&document(twice)), "bold");
}

#[test]
fn invisible_text_is_read_since_scans_carry_their_text_so() {
    assert_eq!(text(&document("BT 3 Tr /F 10 Tf 50 700 Td (hidden layer) Tj ET")), "hidden layer");
}

#[test]
fn actual_text_replaces_what_is_shown() {
    let content = "/Span << /ActualText (fish) >> BDC BT /F 10 Tf 50 700 Td (f1sh) Tj ET EMC";
    assert_eq!(text(&document(content)), "fish");
}

#[test]
fn text_outside_the_page_is_not_read() {
    assert_eq!(text(&document(&(at(50, 700, "inside") + &at(900, 700, "outside")))), "inside");
}

#[test]
fn large_short_text_is_a_heading() {
    let content =
        format!("BT /B 20 Tf 50 740 Td (A heading) Tj ET {}", at(50, 700, "Text of the body, which is longer."));
    let blocks = document(&content).blocks;
    assert!(
        matches!(&blocks[0].content, Content::Heading { level: 1, text } if text.text == "A heading"),
        "{blocks:?}"
    );
    assert!(matches!(&blocks[1].content, Content::Paragraph(_)), "{blocks:?}");
}

/// Lines around the cells of a grid of 3 rows and 2 columns.
const GRID: &str = "100 700 200 0 re 100 680 200 0 re 100 660 200 0 re 100 640 200 0 re \
                    100 640 0 60 re 200 640 0 60 re 300 640 0 60 re S\n";

fn cells() -> String {
    let rows = [("Name", "Age"), ("Ann", "31"), ("Bob", "29")];
    let row = |(index, (first, second)): (usize, &(&str, &str))| {
        let y = 685 - index as u32 * 20;
        at(105, y, first) + &at(205, y, second)
    };
    rows.iter().enumerate().map(row).collect()
}

#[test]
fn a_grid_of_lines_is_a_table_and_its_text_appears_once() {
    let content = at(50, 750, "before") + GRID + &cells() + &at(50, 600, "after");
    let document = document(&content);
    assert_eq!(text(&document), "before\nName|Age/Ann|31/Bob|29\nafter");
    let Content::Table(table) = &document.blocks[1].content else { panic!("{:?}", document.blocks) };
    let bounds = table.bounding_box.unwrap();
    assert_eq!((table.header_rows, bounds.x0, bounds.y0, bounds.x1, bounds.y1), (1, 100.0, 100.0, 300.0, 160.0));
}

#[test]
fn without_tables_the_text_of_a_grid_is_text() {
    let document = read_with(page(&(GRID.to_string() + &cells()), "", &[]), r#"{"tables": false}"#, &Job::default());
    let text = text(&document.unwrap());
    assert!(!text.contains('|') && text.contains("Ann") && text.contains("29"), "{text}");
}

#[test]
fn short_cells_in_aligned_columns_are_a_table_without_lines() {
    let mut content = at(50, 750, "A paragraph of text above the table, which belongs to nothing in it.");
    for (index, row) in
        [["City", "Size", "Rank"], ["Rome", "2.8", "3"], ["Oslo", "0.7", "9"], ["Bonn", "0.3", "7"]].iter().enumerate()
    {
        for (column, cell) in row.iter().enumerate() {
            content += &at(60 + column as u32 * 120, 700 - index as u32 * 14, cell);
        }
    }
    let text = text(&document(&content));
    assert!(text.ends_with("City|Size|Rank/Rome|2.8|3/Oslo|0.7|9/Bonn|0.3|7"), "{text}");
}

#[test]
fn a_table_of_contents_is_no_table() {
    let row = |index: u32| {
        at(60, 700 - index * 14, &format!("Chapter {index}")) + &at(400, 700 - index * 14, &format!("{}", index * 7))
    };
    let content: String = (1..8).map(row).collect();
    assert!(document(&content).blocks.iter().all(|block| !matches!(block.content, Content::Table(_))));
}

#[test]
fn links_have_their_target_and_the_text_beneath() {
    let annotations = "/Annots [ << /Subtype /Link /Rect [48 695 80 712] /A << /S /URI /URI (https://example.org/) >> >> \
                       << /Subtype /Link /Rect [90 695 200 712] /Dest [3 0 R /Fit] >> \
                       << /Subtype /Text /Rect [0 0 9 9] /Contents (a note) /T (Ann) /M (D:20240102030405Z) >> ]";
    let content = at(50, 700, "click") + &at(100, 700, "inside");
    let document = read_with(page(&content, annotations, &[]), "", &Job::default()).unwrap();
    let links: Vec<(&str, &str)> = document.links.iter().map(|link| (link.url.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("https://example.org/", "click"), ("#page=1", "inside")]);
    let note = &document.annotations[0];
    assert_eq!((note.kind.as_str(), note.content.as_str(), note.author.as_deref()), ("comment", "a note", Some("Ann")));
    assert_eq!(note.created.as_deref(), Some("2024-01-02T03:04:05Z"));
}

#[test]
fn a_filled_field_without_an_appearance_is_text_and_an_annotation() {
    let field = "/Annots [ << /Subtype /Widget /FT /Tx /T (city) /V (Oslo) /Rect [50 600 200 620] >> ]";
    let document = read_with(page("", field, &[]), "", &Job::default()).unwrap();
    assert_eq!(text(&document), "Oslo");
    assert_eq!(
        (document.annotations[0].kind.as_str(), document.annotations[0].content.as_str()),
        ("field", "city: Oslo")
    );
}

fn picture() -> Vec<u8> {
    stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8",
        &[255, 0, 0, 0, 0, 255],
    )
}

#[test]
fn a_page_that_is_all_picture_is_scanned_and_a_blank_one_is_not() {
    let shown = read_with(page("600 0 0 800 0 0 cm /X Do", "", &[picture()]), "", &Job::default()).unwrap();
    let with_text = page(&(at(50, 700, "a page with text of its own") + "600 0 0 800 0 0 cm /X Do"), "", &[picture()]);
    let with_text = read_with(with_text, "", &Job::default()).unwrap();
    assert!(shown.pages[0].scanned && !with_text.pages[0].scanned && !document("").pages[0].scanned);
    assert!(document("").warnings.is_empty());
}

#[test]
fn pictures_come_out_as_png_with_their_size_and_place() {
    let bytes = page("60 0 0 40 100 200 cm /X Do", "", &[picture()]);
    let document = read_with(bytes, r#"{"images": true}"#, &Job::default()).unwrap();
    let image = &document.images[0];
    assert_eq!(
        (image.mime_type.as_str(), image.width, image.height, image.page),
        ("image/png", Some(2), Some(1), Some(1))
    );
    let bounds = image.bounding_box.unwrap();
    assert_eq!(
        (bounds.x0.round(), bounds.y0.round(), bounds.x1.round(), bounds.y1.round()),
        (100.0, 560.0, 160.0, 600.0)
    );
    let mut reader = png::Decoder::new(std::io::Cursor::new(&image.data)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels, [255, 0, 0, 0, 0, 255]);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let form =
        stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 5 0 R >> >>", b"/X Do");
    let document = read_with(page(&(at(50, 700, "text") + "/X Do"), "", &[form]), "", &Job::default()).unwrap();
    assert_eq!(text(&document), "text");
}

#[test]
fn forms_that_draw_forms_over_and_over_are_a_limit_error() {
    // 20 forms, each drawing the next one ten times: 10^20 drawings.
    let forms: Vec<Vec<u8>> = (0..20)
        .map(|index| {
            let dict = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>",
                index + 6
            );
            stream(&dict, "/X Do ".repeat(10).as_bytes())
        })
        .collect();
    let limits = Limits { expanded_bytes: Limit::at_most(1 << 20), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let error = read_with(page("/X Do", "", &forms), "", &job).unwrap_err();
    assert_eq!((error.code, error.page), (ErrorCode::LimitExpandedBytes, Some(1)));
}

#[test]
fn a_stream_that_grows_a_thousandfold_is_a_limit_error() {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b' '; 8 << 20]).unwrap();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
    ];
    objects.push(stream("/Filter /FlateDecode", &encoder.finish().unwrap()));
    let error = read_with(file(&objects), "", &Job::default()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitCompressionRatio);
}

/// A page whose content stream has these entries and this data.
fn page_of_stream(entries: &str, data: &[u8]) -> Vec<u8> {
    file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>".to_vec(),
        stream(entries, data),
    ])
}

fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn lzw(data: &[u8]) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(data).unwrap()
}

fn hex(data: &[u8]) -> Vec<u8> {
    data.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

/// Text that hardly compresses, so that its streams are long.
fn long_content() -> String {
    let mut state = 1_u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{state:x}")
    };
    let lines = (0..6000).map(|_| format!("1 0 0 1 50 400 Tm ({}{}) Tj\n", word(), word()));
    format!("BT /F 9 Tf {} 1 0 0 1 50 700 Tm (the end) Tj ET", lines.collect::<String>())
}

#[test]
fn long_streams_with_filters_that_could_grow_a_great_deal_are_read_when_they_do_not() {
    let content = long_content();
    let content = content.as_bytes();
    for (filters, data) in [
        ("/LZWDecode", lzw(content)),
        ("[/ASCIIHexDecode /FlateDecode]", hex(&deflated(content))),
        ("[/ASCIIHexDecode /LZWDecode]", hex(&lzw(content))),
    ] {
        assert!(data.len() > 64 << 10);
        let bytes = page_of_stream(&format!("/Filter {filters}"), &data);
        let document = read_with(bytes, "", &Job::default()).unwrap();
        assert!(text(&document).contains("the end"), "{filters}");
    }
}

#[test]
fn a_stream_that_grows_a_thousandfold_is_a_limit_error_whatever_its_filters() {
    let spaces = vec![b' '; 200 << 20];
    for (filters, data) in [
        ("/LZWDecode", lzw(&spaces)),
        ("[/ASCIIHexDecode /FlateDecode]", hex(&deflated(&spaces))),
        ("[/FlateDecode /FlateDecode]", deflated(&deflated(&spaces))),
    ] {
        let bytes = page_of_stream(&format!("/Filter {filters}"), &data);
        let error = read_with(bytes, "", &Job::default()).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitCompressionRatio, "{filters}");
    }
}

#[test]
fn a_picture_whose_data_grow_far_beyond_its_size_is_a_limit_error() {
    let spaces = vec![b' '; 200 << 20];
    for (filter, data) in [("/FlateDecode", deflated(&spaces)), ("/LZWDecode", lzw(&spaces))] {
        let entries = "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8";
        let picture = stream(&format!("{entries} /Filter {filter}"), &data);
        let error = read_with(page("/X Do", "", &[picture]), r#"{"images": true}"#, &Job::default()).unwrap_err();
        assert_eq!((error.code, error.page), (ErrorCode::LimitCompressionRatio, Some(1)), "{filter}");
    }
}

#[test]
fn a_picture_that_is_larger_by_its_own_account_than_the_limit_is_left_out() {
    let mut codestream = b"\xff\x4f\xff\x51\x00\x29\x00\x00".to_vec();
    for side in [60_000_u32, 60_000, 0, 0] {
        codestream.extend_from_slice(&side.to_be_bytes());
    }
    let entries = "/Type /XObject /Subtype /Image /Width 2 /Height 1 /Filter /JPXDecode";
    let bytes = page("/X Do", "", &[stream(entries, &codestream)]);
    let document = read_with(bytes, r#"{"images": true}"#, &Job::default()).unwrap();
    assert!(document.images.is_empty());
    assert_eq!((document.warnings[0].code.as_str(), document.warnings[0].page), ("IMAGE_SKIPPED", Some(1)));
}

#[test]
fn a_picture_that_forms_draw_ten_thousand_times_is_taken_once() {
    let form = |next: usize| {
        let dict =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>");
        stream(&dict, "/X Do ".repeat(10).as_bytes())
    };
    let picture = picture();
    let forms = [form(6), form(7), form(8), form(9), picture];
    let limits = Limits { expanded_bytes: Limit::at_most(20 << 20), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let document = read_with(page("/X Do", "", &forms), r#"{"images": true}"#, &job).unwrap();
    assert_eq!(document.images.len(), 1);
}

#[test]
fn a_page_whose_content_is_damaged_says_so() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 2 /Kids [3 0 R 5 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
        stream("/Filter /JPXDecode", b"no such thing"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_vec(),
    ];
    let document = read_with(file(&objects), "", &Job::default()).unwrap();
    let warnings: Vec<(&str, Option<u32>)> =
        document.warnings.iter().map(|warning| (warning.code.as_str(), warning.page)).collect();
    assert_eq!(warnings, [("PAGE_DAMAGED", Some(1))]);
    let only = read_with(file(&objects[..5]), r#"{"pages": "1"}"#, &Job::default());
    assert_eq!(only.unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn pages_that_are_not_wanted_are_left_out() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 3 /Kids [3 0 R 3 0 R 4 0 R 5 0 R] >>".to_vec(),
        b"<< /Type /Page /MediaBox [0 0 9 9] >>".to_vec(),
        b"<< /Type /Page /MediaBox [0 0 9 9] >>".to_vec(),
        b"<< /Type /Page /MediaBox [0 0 9 9] >>".to_vec(),
    ];
    let document = read_with(file(&objects), r#"{"pages": "2-"}"#, &Job::default()).unwrap();
    let numbers: Vec<u32> = document.pages.iter().map(|page| page.number).collect();
    assert_eq!((numbers, document.metadata.pages), (vec![2, 3], Some(3)));
}

#[test]
fn an_embedded_file_is_extracted_and_one_that_fails_is_a_warning() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R (b) 5 0 R] >> >> >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /MediaBox [0 0 9 9] >>".to_vec(),
        b"<< /Type /Filespec /F (note.txt) /EF << /F 6 0 R >> >>".to_vec(),
        b"<< /Type /Filespec /F (broken.pdf) /EF << /F 7 0 R >> >>".to_vec(),
        stream("/Type /EmbeddedFile", b"the text of a note, which is long enough to be one"),
        stream("/Type /EmbeddedFile", b"%PDF-1.4 and nothing more"),
    ];
    let document = read_with(file(&objects), "", &Job::default()).unwrap();
    assert_eq!(document.attachments.len(), 1);
    let warning = &document.warnings[0];
    assert_eq!((warning.code.as_str(), warning.path.as_deref()), ("ATTACHMENT_FAILED", Some("broken.pdf")));
}

#[test]
fn text_that_repeats_on_every_page_is_a_running_header_or_footer() {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 4 /Kids [3 0 R 5 0 R 7 0 R 9 0 R] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".to_vec(),
    ];
    for number in 1..=4_u32 {
        objects.push(
            format!("<< /Type /Page /MediaBox [0 0 600 800] /Parent 2 0 R /Contents {} 0 R >>", number * 2 + 2)
                .into_bytes(),
        );
        let content =
            at(50, 770, "A Journal") + &at(50, 400, &format!("body {number}")) + &at(290, 20, &number.to_string());
        objects.push(stream("", content.as_bytes()));
    }
    let document = read_with(file(&objects), "", &Job::default()).unwrap();
    let count = |test: fn(&Content) -> bool| document.blocks.iter().filter(|block| test(&block.content)).count();
    assert_eq!(count(|content| matches!(content, Content::Header(text) if text.text == "A Journal")), 4);
    assert_eq!(count(|content| matches!(content, Content::Footer(_))), 4);
    assert_eq!(count(|content| matches!(content, Content::Paragraph(_))), 4);
}

#[test]
fn a_cancelled_job_is_not_read() {
    let job = Job::default();
    job.cancel();
    assert_eq!(read_with(page("", "", &[]), "", &job).unwrap_err().code, ErrorCode::Cancelled);
}

#[test]
fn no_mutation_of_a_file_makes_the_reader_panic() {
    let annotations = "/Annots [ << /Subtype /Link /Rect [48 695 80 712] /A << /S /URI /URI (x) >> >> ]";
    let form = stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800]", at(9, 9, "in a form").as_bytes());
    let content = at(50, 750, "text") + GRID + &cells() + "/X Do";
    let original = page(&content, annotations, &[form]);
    // Marsaglia's xorshift, so that a failure can be repeated.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for round in 0..1500 {
        let mut bytes = original.clone();
        for _ in 0..=random(6) {
            let place = random(bytes.len().max(1));
            match random(4) {
                0 if place < bytes.len() => bytes[place] = random(256) as u8,
                1 => drop(bytes.drain(place..(place + random(40)).min(bytes.len()))),
                2 => bytes.truncate(place.max(1)),
                _ if place >= bytes.len() => {}
                _ => bytes[place] = b"0123456789-.[]<>()/ R"[random(21)],
            }
        }
        if let Err(error) = read_with(bytes, "", &Job::default()) {
            assert_ne!(error.code, ErrorCode::Internal, "round {round}: {error}");
        }
    }
}

#[test]
fn each_revision_of_encryption_opens_with_the_user_and_the_owner_password() {
    let files: [&[u8]; 4] = [
        include_bytes!("../../../../tests/fixtures/encrypted-r2.pdf"),
        include_bytes!("../../../../tests/fixtures/encrypted-r3.pdf"),
        include_bytes!("../../../../tests/fixtures/encrypted-r4.pdf"),
        include_bytes!("../../../../tests/fixtures/encrypted-r6.pdf"),
    ];
    for file in files {
        let read = |options: &str| read_with(file.to_vec(), options, &Job::default());
        for options in [r#"{"password": "user"}"#, r#"{"password": ["no", "owner"]}"#] {
            let document = read(options).unwrap();
            assert_eq!(
                (text(&document).as_str(), document.metadata.encrypted),
                ("secret text", Some(true)),
                "{options}"
            );
        }
        assert_eq!(read("").unwrap_err().code, ErrorCode::PasswordRequired);
        assert_eq!(read(r#"{"password": "no"}"#).unwrap_err().code, ErrorCode::PasswordWrong);
    }
}

#[test]
fn the_information_dictionary_speaks_first_and_xmp_fills_what_it_leaves_out() {
    let packet = b"<x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li>Other</rdf:li></rdf:Alt></dc:title>\
        <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>\
        </rdf:Description></rdf:RDF></x:xmpmeta>";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /Metadata 4 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /MediaBox [0 0 9 9] >>".to_vec(),
        stream("/Type /Metadata /Subtype /XML", packet),
        b"<< /Title (A title) /Keywords (one, two) /CreationDate (D:20240102030405+01'00') >>".to_vec(),
    ];
    let with_info = String::from_utf8(file(&objects)).unwrap().replace("/Root 1 0 R", "/Root 1 0 R /Info 5 0 R");
    let metadata = read_with(with_info.into_bytes(), "", &Job::default()).unwrap().metadata;
    assert_eq!((metadata.title.as_deref(), metadata.language.as_deref()), (Some("A title"), Some("en-GB")));
    assert_eq!(
        (metadata.authors, metadata.keywords),
        (vec!["Ann".into(), "Bob".into()], vec!["one".into(), "two".into()])
    );
    assert_eq!(metadata.created.as_deref(), Some("2024-01-02T03:04:05+01:00"));
    assert_eq!((metadata.format_version.as_deref(), metadata.encrypted), (Some("1.7"), Some(false)));
}

#[test]
fn hebrew_that_stands_from_right_to_left_is_read_in_its_own_order() {
    // Codes 1 to 4 are the letters of the word for peace, placed from the left as they stand on the page.
    let map = stream(
        "",
        b"1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar <01> <05E9> <02> <05DC> <03> <05D5> <04> <05DD> endbfchar",
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F << /Type /Font \
          /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 4 /Widths [500 500 500 500] /ToUnicode 5 0 R >> >> >> >>"
            .to_vec(),
        stream("", b"BT /F 10 Tf 50 700 Td <04030201> Tj ET"),
        map,
    ];
    assert_eq!(text(&read_with(file(&objects), "", &Job::default()).unwrap()), "\u{5E9}\u{5DC}\u{5D5}\u{5DD}");
}

/// A page of text with these fonts and other resources; `more` are the objects from 5 on.
fn page_with(catalog: &str, fonts: &str, resources: &str, content: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>").into_bytes(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << {fonts} >> {resources} >> >>"
        )
        .into_bytes(),
        stream("", content.as_bytes()),
    ];
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    file(&objects)
}

#[test]
fn text_in_layers_that_are_off_is_not_read() {
    // What is seen by ISO 32000-2, table 97, when layer 5 is on and layer 6 is off.
    let names = ["On", "Off", "AllOn", "AnyOn", "AnyOff", "AllOff", "Alone"];
    let content: String =
        (0..).zip(names).map(|(row, name)| format!("/OC /{name} BDC {} EMC\n", at(50, 700 - row * 40, name))).collect();
    let set = |policy: &str| format!("<< /Type /OCMD /OCGs [5 0 R 6 0 R] {policy} >>");
    let sets = [set("/P /AllOn"), set(""), set("/P /AnyOff"), set("/P /AllOff")];
    let mut objects = vec!["<< /Type /OCG /Name (a) >>", "<< /Type /OCG /Name (b) >>"];
    objects.extend(sets.iter().map(String::as_str));
    objects.push("<< /Type /OCMD /OCGs 6 0 R >>");
    let resources =
        "/Properties << /On 5 0 R /Off 6 0 R /AllOn 7 0 R /AnyOn 8 0 R /AnyOff 9 0 R /AllOff 10 0 R /Alone 11 0 R >>";
    let font = "/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    for state in ["/OFF [6 0 R]", "/BaseState /OFF /ON [5 0 R]"] {
        let catalog = format!("/OCProperties << /OCGs [5 0 R 6 0 R] /D << {state} >> >>");
        let bytes = page_with(&catalog, font, resources, &content, &objects);
        assert_eq!(text(&read_with(bytes, "", &Job::default()).unwrap()), "On\nAnyOn\nAnyOff");
    }
}

#[test]
fn characters_of_fonts_for_japanese_are_known_by_their_code_or_their_number() {
    // Python: "\u{3042}\u{3044}".encode("cp932") is 82 A0 82 A2; these are numbers 843 and 845 of Adobe-Japan1.
    for (encoding, codes) in [("90ms-RKSJ-H", "82A082A2"), ("Identity-H", "034B034D"), ("90ms-RKSJ-V", "82A082A2")] {
        let font = format!(
            "/F << /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /{encoding} /DescendantFonts [<< /Type /Font \
             /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) \
             /Supplement 2 >> /DW 1000 /W [843 [1000] 844 846 1000] >>] >>"
        );
        let bytes = page_with("", &font, "", &format!("BT /F 10 Tf 50 700 Td <{codes}> Tj ET"), &[]);
        let read = text(&read_with(bytes, "", &Job::default()).unwrap());
        let letters: String = read.chars().filter(|character| !character.is_whitespace()).collect();
        assert_eq!(letters, "\u{3042}\u{3044}", "{encoding}");
    }
}
