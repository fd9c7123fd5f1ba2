use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use lode_runtime::{JobSettings, Limit, Limits};

use super::*;
use crate::testing::zip;

fn job(limits: Limits) -> Job {
    Job::new(JobSettings { limits, ..JobSettings::default() })
}

fn read(bytes: &[u8], path: &str) -> Result<Vec<u8>> {
    let job = Job::default();
    Package::open(bytes, &job)?.require(path).map(Cow::into_owned)
}

/// A local header and its data, for tests of what no honest writer makes.
fn local(name: &str, flags: u16, method: u16, compressed: u32, expanded: u32, data: &[u8]) -> Vec<u8> {
    let mut out = LOCAL_HEADER.to_vec();
    out.extend(20u16.to_le_bytes());
    out.extend(flags.to_le_bytes());
    out.extend(method.to_le_bytes());
    out.extend([0; 8]);
    out.extend(compressed.to_le_bytes());
    out.extend(expanded.to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0; 2]);
    out.extend(name.as_bytes());
    out.extend(data);
    out
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn stored_and_deflated_entries_are_read() {
    let text = "long enough to be deflated ".repeat(100);
    let bytes = zip(&[("a.txt", b"short"), ("folder/b.txt", text.as_bytes())]);
    assert_eq!(read(&bytes, "a.txt").unwrap(), b"short");
    assert_eq!(read(&bytes, "folder/b.txt").unwrap(), text.as_bytes());
}

#[test]
fn paths_are_found_whatever_their_case_and_slashes() {
    let bytes = zip(&[("Word\\Document.xml", b"1"), ("/ppt/slide.xml", b"2")]);
    assert_eq!(read(&bytes, "/word/document.XML").unwrap(), b"1");
    assert_eq!(read(&bytes, "ppt\\Slide.xml").unwrap(), b"2");
    assert_eq!(read(&bytes, "word/other.xml").unwrap_err().path.as_deref(), Some("word/other.xml"));
}

#[test]
fn the_last_of_entries_with_the_same_name_counts() {
    let job = Job::default();
    let mut bytes = local("a", 0, STORED, 1, 1, b"1");
    bytes.extend(local("A", 0, STORED, 1, 1, b"2"));
    let package = Package::open(&bytes, &job).unwrap();
    assert_eq!(package.read_path("a").unwrap().unwrap().as_ref(), b"2");
}

#[test]
fn bytes_before_the_first_entry_do_not_matter() {
    let mut bytes = vec![b'x'; 1000];
    bytes.extend(zip(&[("a", b"1"), ("b", b"2")]));
    let job = Job::default();
    let package = Package::open(&bytes, &job).unwrap();
    assert_eq!(package.require("b").unwrap().as_ref(), b"2");
    assert_eq!(package.take_warnings(), []);
}

#[test]
fn a_lost_directory_is_replaced_by_a_search_and_a_warning() {
    let text = "some text ".repeat(50);
    let bytes = zip(&[("a.txt", text.as_bytes()), ("b.txt", b"2")]);
    let directory = memchr::memmem::find(&bytes, CENTRAL_HEADER).unwrap();
    let job = Job::default();
    let package = Package::open(&bytes[..directory], &job).unwrap();
    assert_eq!(package.require("a.txt").unwrap().as_ref(), text.as_bytes());
    assert_eq!(package.require("b.txt").unwrap().as_ref(), b"2");
    assert_eq!(package.take_warnings()[0].code, "ARCHIVE_DAMAGED");
}

#[test]
fn an_entry_whose_sizes_follow_its_data_is_recovered() {
    let mut bytes = local("a", SIZES_FOLLOW, DEFLATED, 0, 0, &deflated(b"text of a"));
    bytes.extend(local("b", 0, STORED, 1, 1, b"2"));
    assert_eq!(read(&bytes, "a").unwrap(), b"text of a");
    assert_eq!(read(&bytes, "b").unwrap(), b"2");
}

#[test]
fn what_is_no_zip_file_is_a_parse_error() {
    for bytes in [&b""[..], b"PK", b"hello, this is text", &[0; 100]] {
        assert_eq!(read(bytes, "a").unwrap_err().code, ErrorCode::Parse);
    }
}

#[test]
fn cut_data_is_a_parse_error_with_the_entry_and_its_place() {
    let text: Vec<u8> = (0..5000u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let bytes = zip(&[("a.bin", &text)]);
    let error = read(&bytes[..bytes.len() / 2], "a.bin").unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Parse, Some("a.bin")));
    assert!(error.offset.is_some());
}

#[test]
fn damaged_content_is_a_warning_that_names_the_entry() {
    let mut bytes = zip(&[("a.txt", b"stored text")]);
    let place = memchr::memmem::find(&bytes, b"stored").unwrap();
    bytes[place] = b'S';
    let job = Job::default();
    let package = Package::open(&bytes, &job).unwrap();
    assert_eq!(package.require("a.txt").unwrap().as_ref(), b"Stored text");
    assert_eq!(package.take_warnings()[0].path.as_deref(), Some("a.txt"));
}

#[test]
fn an_encrypted_entry_is_an_encryption_error() {
    let bytes = local("a", ENCRYPTED, STORED, 1, 1, b"1");
    assert_eq!(read(&bytes, "a").unwrap_err().code, ErrorCode::EncryptionUnsupported);
}

#[test]
fn an_unknown_compression_method_is_named() {
    let error = read(&local("a", 0, 14, 1, 1, b"1"), "a").unwrap_err();
    assert!(error.message.contains("method 14"), "{}", error.message);
}

#[test]
fn more_entries_than_the_limit_are_refused_before_they_are_listed() {
    let job = job(Limits { archive_entries: Limit::at_most(1), ..Limits::default() });
    let bytes = zip(&[("a", b"1"), ("b", b"2")]);
    assert_eq!(Package::open(&bytes, &job).err().unwrap().code, ErrorCode::LimitArchiveEntries);
    let headers = [local("a", 0, STORED, 0, 0, b""), local("b", 0, STORED, 0, 0, b"")].concat();
    assert_eq!(Package::open(&headers, &job).err().unwrap().code, ErrorCode::LimitArchiveEntries);
}

#[test]
fn a_bomb_is_stopped_by_its_ratio_whatever_size_it_declares() {
    let data = deflated(&vec![0; 20 << 20]);
    let bytes = local("a", 0, DEFLATED, data.len() as u32, 10, &data);
    let error = read(&bytes, "a").unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::LimitCompressionRatio, Some("a")));
}

#[test]
fn expanded_bytes_are_counted_while_inflating() {
    let limits =
        Limits { expanded_bytes: Limit::at_most(2 << 20), compression_ratio: Limit::NONE, ..Limits::default() };
    let job = job(limits);
    let data = deflated(&vec![0; 200 << 20]);
    let bytes = local("a", 0, DEFLATED, data.len() as u32, u32::MAX - 1, &data);
    let package = Package::open(&bytes, &job).unwrap();
    assert_eq!(package.require("a").unwrap_err().code, ErrorCode::LimitExpandedBytes);
}

#[test]
fn cutting_or_changing_any_byte_never_panics() {
    let bytes = zip(&[("a.txt", "text ".repeat(40).as_bytes()), ("b", b"2")]);
    let job = Job::default();
    for place in 0..bytes.len() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut changed = bytes.clone();
            changed[place] = value;
            for input in [&changed[..], &bytes[..place]] {
                if let Ok(package) = Package::open(input, &job) {
                    package.entries().iter().for_each(|entry| drop(package.read(entry)));
                }
            }
        }
    }
}
