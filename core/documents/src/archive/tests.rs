use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use lode_runtime::{Bytes, ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::options::ExtractOptions;
use crate::testing;

type Reader = fn(&Bytes, &Context) -> Result<Document>;

fn read_with(job: &Job, reader: Reader, bytes: Vec<u8>, name: &str) -> Result<Document> {
    let options = ExtractOptions::default();
    reader(&(Arc::new(bytes) as Bytes), &Context { job, options: &options, depth: 0, name: Some(name) })
}

fn read(reader: Reader, bytes: Vec<u8>, name: &str) -> Result<Document> {
    read_with(&Job::default(), reader, bytes, name)
}

fn limited(limits: Limits) -> Job {
    Job::new(JobSettings { limits, ..JobSettings::default() })
}

fn gzipped(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A header as POSIX.1-2017 lays it out (`pax`, ustar interchange format), and the file's data in blocks.
fn member(name: &str, kind: u8, size: &str, data: &[u8]) -> Vec<u8> {
    let mut header = [0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..124 + size.len()].copy_from_slice(size.as_bytes());
    header[148..156].fill(b' ');
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let mut bytes = header.to_vec();
    bytes.extend_from_slice(data);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

fn file(name: &str, data: &str) -> Vec<u8> {
    member(name, b'0', &format!("{:011o}", data.len()), data.as_bytes())
}

/// The files of an archive: their names, and what is read of them.
fn texts(document: &Document) -> Vec<(&str, &str)> {
    document.attachments.iter().map(|file| (file.name.as_deref().unwrap_or_default(), file.content.as_str())).collect()
}

fn codes(document: &Document) -> Vec<&str> {
    document.warnings.iter().map(|warning| warning.code.as_ref()).collect()
}

#[test]
fn folders_links_and_devices_of_a_tar_are_no_files() {
    let members = [
        member("docs/", b'5', "00000000000", b""),
        member("link", b'2', "00000000000", b""),
        member("null", b'3', "00000000000", b""),
        file("./docs/a.txt", "one"),
        vec![0; 1024],
    ];
    let document = read(tar, members.concat(), "a.tar").unwrap();
    assert_eq!((texts(&document), document.blocks.len()), (vec![("docs/a.txt", "one")], 1));
}

#[test]
fn the_last_of_several_records_about_a_name_counts() {
    // A record's length counts all its bytes, those of the length too.
    let records = "12 path=a.b\n19 comment=nothing\n22 path=ordner/ä.txt\n";
    let extra = member("x", b'x', &format!("{:o}", records.len()), records.as_bytes());
    let document = read(tar, [extra, file("short", "two")].concat(), "a.tar").unwrap();
    assert_eq!(texts(&document), [("ordner/ä.txt", "two")]);
}

#[test]
fn a_tar_that_is_damaged_keeps_what_came_before() {
    let mut bytes = [file("a.txt", "one"), file("b.txt", "two")].concat();
    bytes[1024 + 3] ^= 0x40;
    let document = read(tar, bytes.clone(), "a.tar").unwrap();
    assert_eq!((texts(&document), codes(&document)), (vec![("a.txt", "one")], vec!["ARCHIVE_DAMAGED"]));
    let error = read(tar, bytes.split_off(1024), "a.tar").unwrap_err();
    assert_eq!(error.code, ErrorCode::Parse);
}

#[test]
fn a_tar_that_is_cut_says_so_wherever_it_is_cut() {
    let bytes = [file("a.txt", "one"), file("b.txt", &"two ".repeat(200))].concat();
    for length in (513..bytes.len()).step_by(7) {
        let document = read(tar, bytes[..length].to_vec(), "a.tar").unwrap();
        // Between the files, and in what fills up the last block, nothing is missing.
        let whole = (512 + 3..=1024).contains(&length) || length >= 1024 + 512 + 800;
        assert_eq!(codes(&document).is_empty(), whole, "{length}");
    }
}

#[test]
fn a_size_that_no_archive_can_have_ends_it() {
    let mut header = member("a.txt", b'0', "77777777777", b"one");
    let document = read(tar, header.clone(), "a.tar").unwrap();
    assert_eq!(codes(&document), ["ARCHIVE_DAMAGED"]);
    // GNU's binary sizes: all bits set.
    header[124..136].fill(0xFF);
    header[148..156].fill(b' ');
    let sum: u32 = header[..512].iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    assert_eq!(codes(&read(tar, header, "a.tar").unwrap()), ["ARCHIVE_DAMAGED"]);
}

#[test]
fn the_files_of_an_archive_are_counted() {
    let job = limited(Limits { archive_entries: Limit::at_most(2), ..Limits::default() });
    let bytes = [file("a.txt", "1"), file("b.txt", "2"), file("c.txt", "3")].concat();
    let error = read_with(&job, tar, bytes, "a.tar").unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitArchiveEntries);
}

#[test]
fn a_file_that_fails_is_a_warning_with_its_name() {
    let bytes = testing::zip(&[("bad.pdf", b"%PDF-1.4 nothing"), ("good.txt", b"words")]);
    let document = read(zip, bytes, "a.zip").unwrap();
    assert_eq!(texts(&document), [("good.txt", "words")]);
    assert_eq!(document.warnings[0].path.as_deref(), Some("bad.pdf"));
}

#[test]
fn archives_inside_of_archives_end_at_the_limit() {
    let mut bytes = testing::zip(&[("note.txt", b"innermost")]);
    for level in 0..8 {
        bytes = testing::zip(&[(&format!("{level}.zip"), &bytes)]);
    }
    let document = read(zip, bytes, "a.zip").unwrap();
    let mut inner = &document.attachments;
    let mut depth = 0;
    while let Some(next) = inner.first() {
        inner = &next.attachments;
        depth += 1;
    }
    // The default of limits.archiveDepth.
    assert_eq!(depth, 4);
}

#[test]
fn many_names_without_a_reader_are_one_warning() {
    let names: Vec<String> = (0..30).map(|number| format!("{number}.bin")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"\0\x01\x02\xFF"[..])).collect();
    let document = read(zip, testing::zip(&entries), "a.zip").unwrap();
    assert_eq!(codes(&document), ["ATTACHMENTS_UNREAD"]);
    let message = &document.warnings[0].message;
    assert!(message.contains("30 of the 30 files") && message.ends_with("19.bin, …"), "{message}");
}

#[test]
fn a_gzip_file_is_read_as_what_is_inside() {
    let document = read(gzip, gzipped(b"a,b\n1,2\n"), "table.csv.gz").unwrap();
    assert_eq!(document.blocks.len(), 1);
    assert!(matches!(document.blocks[0].content, Content::Table(_)), "{:?}", document.blocks);
    // RFC 1952, section 2.2: a file may have several members.
    let members = [gzipped(b"one "), gzipped(b"two")].concat();
    let document = read(gzip, members, "a.txt.gz").unwrap();
    assert!(matches!(&document.blocks[0].content, Content::Paragraph(text) if text.text == "one two"));
}

#[test]
fn a_gzip_file_that_is_cut_gives_what_there_is() {
    let mut text = String::new();
    for number in 0..9000_u32 {
        text.push_str(&format!("{} ", number.wrapping_mul(2_654_435_761)));
    }
    let bytes = gzipped(text.as_bytes());
    let document = read(gzip, bytes[..bytes.len() / 2].to_vec(), "a.txt.gz").unwrap();
    assert_eq!(codes(&document), ["ARCHIVE_DAMAGED"]);
    let Content::Paragraph(found) = &document.blocks[0].content else { panic!("{:?}", document.blocks) };
    assert!(found.text.len() > 1000 && text.starts_with(&found.text));
    for length in 0..40 {
        let cut = read(gzip, bytes[..length].to_vec(), "a.txt.gz");
        match cut {
            Ok(document) => assert_eq!(codes(&document), ["ARCHIVE_DAMAGED"], "{length}"),
            Err(error) => assert_eq!(error.code, ErrorCode::Parse, "{length}"),
        }
    }
    assert_eq!(
        read(gzip, b"\x1F\x8B\x08\0junk that is not deflated".to_vec(), "a.gz").unwrap_err().code,
        ErrorCode::Parse
    );
}

#[test]
fn a_gzip_bomb_is_refused() {
    let bytes = gzipped(&vec![b' '; 64 << 20]);
    let job = limited(Limits {
        expanded_bytes: Limit::at_most(16 << 20),
        compression_ratio: Limit::NONE,
        ..Limits::default()
    });
    assert_eq!(read_with(&job, gzip, bytes.clone(), "a.gz").unwrap_err().code, ErrorCode::LimitExpandedBytes);
    let job = limited(Limits { compression_ratio: Limit::at_most(100), ..Limits::default() });
    assert_eq!(read_with(&job, gzip, bytes, "a.gz").unwrap_err().code, ErrorCode::LimitCompressionRatio);
}

#[test]
fn damaged_archives_never_panic() {
    let whole = [
        (tar as Reader, [file("a.txt", "one"), member("x", b'x', "14", b"12 path=abcd\n"), file("b", "two")].concat()),
        (zip, testing::zip(&[("a.txt", b"one"), ("b/c.txt", &[b'x'; 100])])),
        (gzip, gzipped(&[b'y'; 300])),
    ];
    let mut seed = 11_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    for (reader, bytes) in &whole {
        for _ in 0..400 {
            let mut damaged = bytes.clone();
            for _ in 0..=random() % 4 {
                let place = random() % damaged.len();
                damaged[place] = (random() % 256) as u8;
            }
            damaged.truncate(random() % (damaged.len() + 1));
            drop(read(*reader, damaged, "a"));
        }
    }
}
