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

/// A chart with a title, a series and a value.
pub const CHART: &str = r#"<c:chartSpace><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Tides</a:t></a:r></a:p></c:rich></c:tx></c:title>
    <c:plotArea><c:barChart><c:ser><c:tx><c:v>High</c:v></c:tx>
    <c:cat><c:strLit><c:pt idx="0"><c:v>Monday</c:v></c:pt></c:strLit></c:cat>
    <c:val><c:numLit><c:pt idx="0"><c:v>4.2</c:v></c:pt></c:numLit></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"#;

/// A diagram with one text.
pub const DIAGRAM: &str = r#"<dgm:dataModel><dgm:ptLst><dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt>
    </dgm:ptLst></dgm:dataModel>"#;
