use super::*;
use crate::model::{ScanStats, Skipped};

fn fragment(file: &str, start_line: u32, end_line: u32) -> Fragment {
    Fragment {
        file: file.into(),
        start_line,
        start_column: 3,
        end_line,
        end_column: 9,
        start_byte: 20,
        end_byte: 90,
        function: Some("read<T>".into()),
        language: "rust".into(),
    }
}

fn report(files: [&str; 2]) -> DuplicateReport {
    let class = CloneClass {
        r#type: 2,
        similarity: 1.0,
        tokens: 60,
        lines: 2,
        hash: "00000000000000ab".into(),
        fragments: files.iter().map(|file| fragment(file, 2, 3)).collect(),
    };
    DuplicateReport {
        files_scanned: 2,
        functions_analyzed: 4,
        classes: vec![class.clone(), class],
        skipped: vec![Skipped { path: "a<b>.bin".into(), reason: "binary".into(), detail: "it has NUL bytes".into() }],
        stats: ScanStats {
            total_lines: 12_345,
            duplicated_lines: 4,
            duplication_ratio: 0.000_324,
            ..ScanStats::default()
        },
    }
}

fn written(report: &DuplicateReport, format: ReportFormat) -> String {
    write_report(report, format, &Job::default()).unwrap()
}

#[test]
fn the_text_names_every_place_and_what_was_not_read() {
    let text = written(&report(["src/a.rs", "src/b.rs"]), ReportFormat::Text);
    for part in [
        "2 renamed copies, 2 lines, 60 tokens",
        "  src/a.rs:2-3 in read<T>",
        "  src/b.rs:2-3",
        "a<b>.bin: binary",
        "12,345",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_baseline_has_each_fingerprint_once() {
    let text = written(&report(["a", "b"]), ReportFormat::Baseline);
    let hashes: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(hashes, ["00000000000000ab"]);
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let log: serde_json::Value =
        serde_json::from_str(&written(&report(["src/a b.rs", "/abs/ü.rs"]), ReportFormat::Sarif)).unwrap();
    // 3.13, 3.14, 3.19: version, runs, tool.driver.name; 3.27: message; 3.29, 3.30: location and region.
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "Lode");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "duplicate/renamed");
    assert!(run["tool"]["driver"]["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == result["ruleId"]));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "src/a%20b.rs");
    assert_eq!((&place["region"]["startLine"], &place["region"]["byteLength"]), (&2.into(), &70.into()));
    let related = &result["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "file:///abs/%C3%BC.rs");
    assert!(result["message"]["text"].as_str().unwrap().contains(&format!("]({})", related["id"])));
}

#[test]
fn a_page_shows_the_code_and_lets_none_of_it_become_markup() {
    let folder = std::env::temp_dir().join(format!("lode-report-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("<img src=x>.rs").to_string_lossy().into_owned();
    std::fs::write(&path, "first\nlet a = \"</pre><script>\";\nlet b = 1 & 2;\nlast\n").unwrap();
    let page = written(&report([&path, "gone.rs"]), ReportFormat::Html);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(page.contains("data-line=\"2\">let a = &quot;&lt;/pre&gt;&lt;script&gt;&quot;;"), "{page}");
    assert!(page.contains("let b = 1 &amp; 2;") && page.contains("read&lt;T&gt;"));
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(page.contains("gone.rs cannot be read again"));
}

#[test]
fn lines_that_a_copy_does_not_share_are_marked() {
    let folder = std::env::temp_dir().join(format!("lode-report-own-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = ["a.rs", "b.rs"].map(|name| folder.join(name).to_string_lossy().into_owned());
    std::fs::write(&paths[0], "x\nsame();\nfirst();\n").unwrap();
    std::fs::write(&paths[1], "x\n  same();\nsecond();\n").unwrap();
    let page = written(&report([&paths[0], &paths[1]]), ReportFormat::Html);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(page.contains("<span data-line=\"2\">same();"));
    assert!(page.contains("<span class=\"own\" data-line=\"3\">first();"));
    assert!(page.contains("<span class=\"own\" data-line=\"3\">second();"));
}

#[test]
fn a_file_that_changed_is_said_to_have_changed() {
    let path = std::env::temp_dir().join(format!("lode-report-changed-{}.rs", std::process::id()));
    std::fs::write(&path, "one line\n").unwrap();
    let page = written(&report([&path.to_string_lossy(), "gone.rs"]), ReportFormat::Html);
    std::fs::remove_file(&path).unwrap();
    assert!(page.contains("has changed since it was scanned"));
}
