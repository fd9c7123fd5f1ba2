use super::*;

/// A ZIP archive of stored entries.
fn zip_of(entries: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn compound_of(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for stream in streams {
        if let Some((storage, _)) = stream.rsplit_once('/') {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(stream).unwrap();
    }
    file.into_inner().into_inner()
}

fn kind(bytes: &[u8]) -> &'static str {
    detect_mime_type(bytes, None)
}

fn detect(bytes: &[u8], name: Option<&str>, mime_type: Option<&str>) -> Result<&'static Format> {
    super::detect(bytes, name, mime_type, &[])
}

fn refusal(bytes: &[u8], name: Option<&str>, mime_type: Option<&str>) -> String {
    let error = detect(bytes, name, mime_type).map(|format| format.name).unwrap_err();
    assert_eq!(error.code, ErrorCode::UnsupportedFormat);
    error.message
}

#[test]
fn opendocument_files_that_are_no_packages_say_what_they_are() {
    let flat = |what: &str| {
        kind(format!("<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn\" office:mimetype=\"{what}\"><a/></office:document>").as_bytes())
    };
    for what in ["text", "spreadsheet", "presentation", "graphics"] {
        let known = format!("application/vnd.oasis.opendocument.{what}");
        assert_eq!(flat(&known), known);
    }
    assert_eq!(flat("application/vnd.oasis.opendocument.chart"), "application/xml");
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

#[test]
fn office_packages_are_told_by_their_main_part() {
    let types = ("[Content_Types].xml", "<Types/>");
    assert_eq!(kind(&zip_of(&[types, ("word/document.xml", "")])), DOCX);
    let slides = kind(&zip_of(&[types, ("ppt/presentation.xml", "")]));
    assert_eq!(slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation");
    let sheet = kind(&zip_of(&[types, ("xl/workbook.xml", "")]));
    assert_eq!(sheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let binary = kind(&zip_of(&[types, ("xl/workbook.bin", ""), ("xl/styles.xml", "")]));
    assert_eq!(binary, "application/vnd.ms-excel.sheet.binary.macroenabled.12");
}

#[test]
fn a_word_document_with_an_embedded_workbook_is_a_word_document() {
    let entries = [("word/embeddings/xl/workbook.xml", ""), ("xl/workbook.xml", ""), ("word/document.xml", "")];
    assert_eq!(kind(&zip_of(&entries)), DOCX);
}

#[test]
fn the_first_entry_names_opendocument_and_epub() {
    let text = "application/vnd.oasis.opendocument.text";
    assert_eq!(kind(&zip_of(&[("mimetype", text), ("content.xml", "")])), text);
    assert_eq!(kind(&zip_of(&[("mimetype", "application/vnd.oasis.opendocument.text-template")])), text);
    assert_eq!(kind(&zip_of(&[("mimetype", "application/epub+zip\n")])), "application/epub+zip");
    assert_eq!(kind(&zip_of(&[("META-INF/container.xml", "")])), "application/epub+zip");
}

#[test]
fn a_zip_that_lost_its_end_is_told_by_its_local_headers() {
    let whole = zip_of(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "text")]);
    let end = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    assert_eq!(kind(&whole[..end]), DOCX);
}

#[test]
fn a_zip_behind_other_bytes_of_its_own_is_told() {
    let mut bytes = b"PK\x03\x04 self-extracting stub".to_vec();
    bytes.extend(zip_of(&[("word/document.xml", "")]));
    assert_eq!(kind(&bytes), DOCX);
}

#[test]
fn other_archives_are_zip() {
    assert_eq!(kind(&zip_of(&[("readme.txt", "")])), "application/zip");
    assert_eq!(kind(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "application/zip");
}

#[test]
fn a_compound_file_whose_directory_leads_back_to_a_sector_that_is_cut_off_ends() {
    // Found by fuzzing: the first sector is its own successor and too short for an entry.
    let mut bytes = vec![0; 166];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    assert_eq!(kind(&bytes), "application/x-ole-storage");
}

#[test]
fn compound_files_are_told_by_their_root() {
    assert_eq!(kind(&compound_of(&["/Workbook"])), "application/vnd.ms-excel");
    assert_eq!(kind(&compound_of(&["/Book"])), "application/vnd.ms-excel");
    assert_eq!(kind(&compound_of(&["/WordDocument", "/1Table"])), "application/msword");
    assert_eq!(kind(&compound_of(&["/PowerPoint Document"])), "application/vnd.ms-powerpoint");
    assert_eq!(kind(&compound_of(&["/__properties_version1.0"])), "application/vnd.ms-outlook");
    assert_eq!(kind(&compound_of(&["/Something"])), "application/x-ole-storage");
}

#[test]
fn a_workbook_with_an_embedded_word_document_is_a_workbook() {
    let bytes = compound_of(&["/MBD0001/WordDocument", "/Workbook"]);
    assert_eq!(kind(&bytes), "application/vnd.ms-excel");
}

#[test]
fn a_compound_file_with_many_streams_is_read_to_its_end() {
    let mut names: Vec<String> = (0..300).map(|number| format!("/Aaaa{number}")).collect();
    names.push("/WordDocument".into());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(kind(&compound_of(&names)), "application/msword");
}

#[test]
fn an_encrypted_office_document_is_refused_as_encrypted() {
    let bytes = compound_of(&["/EncryptionInfo", "/EncryptedPackage"]);
    assert_eq!(kind(&bytes), "application/x-encrypted-office");
    for mime_type in [None, Some(DOCX)] {
        let error = detect(&bytes, Some("a.docx"), mime_type).map(|format| format.name).unwrap_err();
        assert_eq!(error.code, ErrorCode::EncryptionUnsupported);
    }
}

#[test]
fn a_pdf_may_follow_junk_and_a_text_about_pdfs_is_a_text() {
    assert_eq!(kind(b"%PDF-1.4\n"), "application/pdf");
    assert_eq!(kind(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n1 0 obj\n\nstartxref\n0\n%%EOF"), "application/pdf");
    assert_eq!(kind(b"A PDF begins with %PDF-1.7 or so."), "text/plain");
    let mail = b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n\r\n%PDF-1.7\nstartxref\n%%EOF";
    assert_eq!(detect_mime_type(mail, Some("a.eml")), "message/rfc822");
}

#[test]
fn html_may_begin_with_a_mark_white_space_comments_and_a_document_type() {
    for html in [
        "\u{FEFF}<!DOCTYPE html><p>a",
        " \n<!-- comment --><!-- another --><HTML lang=en>",
        "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<div class=a>text</div>",
        "<h1>Title</h1>",
    ] {
        assert_eq!(kind(html.as_bytes()), "text/html", "{html}");
    }
}

#[test]
fn xml_is_told_with_and_without_its_declaration() {
    for xml in ["<?xml version=\"1.0\"?><a/>", "<note><to>x</to></note>", "<!DOCTYPE note SYSTEM 'n.dtd'><note/>"] {
        assert_eq!(kind(xml.as_bytes()), "application/xml", "{xml}");
    }
}

#[test]
fn angle_brackets_alone_are_no_markup() {
    for text in ["<3 you", "<john@example.com> wrote this", "a < b", "<stdio.h> is a header"] {
        assert_eq!(kind(text.as_bytes()), "text/plain", "{text}");
    }
}

#[test]
fn mails_are_told_by_three_header_fields() {
    let mail = b"Received: from a by b;\r\n\tMon, 1 Jan 2024\r\nFrom: a@b.c\r\nSubject: Hello\r\n\r\nText";
    assert_eq!(kind(mail), "message/rfc822");
    assert_eq!(kind(b"From me@here Mon Jan  1 00:00:00 2024\nFrom: a@b.c\nSubject: Hello\n\nText"), "application/mbox");
    assert_eq!(kind(b"Subject: Minutes\nDate: Monday\n\nWe met."), "text/plain");
}

#[test]
fn notebooks_are_told_by_their_cells_or_their_name() {
    let notebook = br#"{"cells": [{"cell_type": "code", "source": "1"}]}"#;
    assert_eq!(kind(notebook), "application/x-ipynb+json");
    let named = detect(b"{\"nbformat\": 4}", Some("a.ipynb"), None).unwrap();
    assert_eq!(named.name, "Jupyter notebook");
}

#[test]
fn json_is_told_by_its_start() {
    for json in ["{\"a\": 1}", " [1, 2]", "[{}]", "{}", "[]"] {
        assert_eq!(kind(json.as_bytes()), "application/json", "{json}");
    }
    for text in ["[section]\nkey=value", "{braces} in a text", "[1] A footnote"] {
        assert_eq!(kind(text.as_bytes()), "text/plain", "{text}");
    }
}

#[test]
fn rtf_is_told_by_its_first_control_word() {
    assert_eq!(kind(b"{\\rtf1\\ansi text}"), "application/rtf");
    assert_eq!(detect_mime_type(b"{\\rtf1\\ansi text}", Some("letter.doc")), "application/rtf");
}

#[test]
fn tables_as_text_need_a_name_or_the_same_count_of_separators_in_every_line() {
    assert_eq!(kind(b"a,b,c\n1,2,3\n4,5,6\n7,\"8,9\",0\n"), "text/csv");
    assert_eq!(kind(b"a\tb\n1\t2\n3\t4\n"), "text/tab-separated-values");
    assert_eq!(kind(b"Dear all, we met.\nThen, we left.\nSo, that was it.\nBye, Ann\n"), "text/plain");
    assert_eq!(detect_mime_type(b"a,b\n1,2", Some("data.csv")), "text/csv");
    assert_eq!(detect_mime_type(b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", Some("data.txt")), "text/plain");
}

#[test]
fn names_choose_between_kinds_of_text() {
    assert_eq!(detect_mime_type(b"# Title", Some("README.md")), "text/markdown");
    assert_eq!(detect_mime_type(b"<h1 align=center>Lode</h1>", Some("README.md")), "text/markdown");
    assert_eq!(detect_mime_type(b"# Title", None), "text/plain");
    assert_eq!(detect_mime_type(b"fn main() {}", Some("main.rs")), "text/plain");
}

#[test]
fn content_wins_over_a_wrong_name() {
    assert_eq!(detect_mime_type(b"\x89PNG\r\n\x1a\n", Some("photo.jpg")), "image/png");
    assert_eq!(detect_mime_type(b"<!doctype html><title>Export", Some("export.xls")), "text/html");
    assert_eq!(detect_mime_type(b"plain words", Some("report.docx")), "text/plain");
}

#[test]
fn text_in_utf16_is_text() {
    let html: Vec<u8> = "<!doctype html><p>a".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(kind(&html), "text/html");
    assert_eq!(kind(b"\xFF\xFEa\0b\0"), "text/plain");
}

#[test]
fn bytes_of_no_kind_are_what_their_name_says_or_unknown() {
    let noise: Vec<u8> = (0..=255).cycle().take(4000).collect();
    assert_eq!(kind(&noise), "application/octet-stream");
    assert_eq!(detect_mime_type(&noise, Some("a.pdf")), "application/pdf");
    assert!(refusal(&noise, None, None).contains("binary data of an unknown kind"));
}

#[test]
fn kinds_without_a_reader_are_named() {
    for (bytes, name) in [
        (&b"\0\0\0\x18ftypmp42"[..], "an MPEG-4 video (video/mp4)"),
        (b"\0\0\0\x18ftypheic", "an HEIC picture (image/heic)"),
        (b"7z\xBC\xAF\x27\x1C\0\x04", "a 7-Zip archive (application/x-7z-compressed)"),
        (b"ITSF\x03\0\0\0", "a compiled HTML help file (application/vnd.ms-htmlhelp)"),
        (b"\x1A\x45\xDF\xA3\x01\0\0\0\0\0\0\x1F\x42\x86\x81\x01webm", "a WebM video (video/webm)"),
    ] {
        let message = refusal(bytes, None, None);
        assert!(message.contains(name) && message.contains("`supportedFormats()`"), "{message}");
    }
}

#[test]
fn an_empty_input_is_refused_as_empty() {
    assert!(refusal(b"", Some("a.txt"), Some("text/plain")).contains("empty input"));
    assert_eq!(kind(b""), "application/x-empty");
}

#[test]
fn the_caller_chooses_between_kinds_of_text() {
    assert_eq!(detect(b"{\"a\": 1}", None, Some("text/plain")).unwrap().name, "Text");
    assert_eq!(detect(b"# Title", None, Some("text/markdown; charset=utf-8")).unwrap().name, "Markdown");
}

#[test]
fn a_signature_wins_over_what_the_caller_says() {
    assert_eq!(detect(b"%PDF-1.7", None, Some("text/plain")).unwrap().name, "PDF");
    let zip = zip_of(&[("readme.txt", "")]);
    assert_eq!(detect(&zip, None, Some(DOCX)).unwrap().name, "ZIP archive");
    let parts_named_freely = zip_of(&[("[Content_Types].xml", "<Types/>"), ("text.xml", "")]);
    assert_eq!(detect(&parts_named_freely, None, Some(DOCX)).unwrap().name, "Word");
}

#[test]
fn a_package_is_known_by_its_parts_whichever_slashes_stand_between_folders() {
    let zip = zip_of(&[("[content_types].xml", "<Types/>"), ("XL\\workbook.xml", "")]);
    assert_eq!(detect(&zip, None, None).unwrap().name, "Excel");
}

#[test]
fn an_unknown_media_type_is_named_and_a_generic_one_is_ignored() {
    assert!(refusal(b"text", None, Some("application/x-nonsense")).contains("application/x-nonsense"));
    assert!(refusal(b"text", None, Some("video/mp4")).contains("an MPEG-4 video"));
    assert_eq!(detect(b"text", None, Some("application/octet-stream")).unwrap().name, "Text");
}

#[test]
fn kinds_and_their_extensions_are_listed_once() {
    let mut types: Vec<_> = known::KINDS.iter().map(|kind| kind.mime_type).collect();
    let mut extensions: Vec<_> = known::KINDS.iter().flat_map(|kind| kind.extensions).collect();
    let counts = (types.len(), extensions.len());
    types.sort_unstable();
    types.dedup();
    extensions.sort();
    extensions.dedup();
    assert_eq!((types.len(), extensions.len()), counts);
}

#[test]
fn damaged_containers_never_panic() {
    let mut seed = 7_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 8
    };
    let files = [
        zip_of(&[("mimetype", "application/epub+zip"), ("word/document.xml", "text")]),
        compound_of(&["/MBD0001/WordDocument", "/Workbook"]),
        b"MZ\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x40\0\0\0PE\0\0".to_vec(),
        "<?xml version=\"1.0\"?><!-- ä --><a".into(),
    ];
    for file in files {
        for _ in 0..3000 {
            let mut bytes = file.clone();
            for _ in 0..=random() % 8 {
                let at = random() as usize % bytes.len();
                bytes[at] = random() as u8;
            }
            bytes.truncate(random() as usize % (file.len() * 2));
            assert!(!detect_mime_type(&bytes, Some("a.docx")).is_empty());
        }
    }
}
