//! Small builders of input for tests.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// A ZIP file with these entries, deflated where that pays.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    write_zip(entries, 64)
}

/// A ZIP file with these entries, none of them compressed.
pub fn stored_zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    write_zip(entries, usize::MAX)
}

fn write_zip(entries: &[(&str, &[u8])], deflated_from: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        let method =
            if data.len() < deflated_from { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
