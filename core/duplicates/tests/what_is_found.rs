//! What is a copy and what is none, where it is, and what changes nothing.

mod support;

use std::collections::BTreeSet;

use lode_duplicates::model::DuplicateReport;
use support::{Folder, Random, function};

/// Each class as its type and the places of its fragments.
fn shape(folder: &Folder, report: &DuplicateReport, rename: impl Fn(String) -> String) -> BTreeSet<(u32, Vec<String>)> {
    let place = |at: &lode_duplicates::model::Fragment| {
        format!("{}:{}-{}", rename(folder.relative(&at.file)), at.start_line, at.end_line)
    };
    let classes = report.classes.iter();
    classes
        .map(|class| {
            let mut places: Vec<String> = class.fragments.iter().map(place).collect();
            places.sort();
            (class.r#type, places)
        })
        .collect()
}

#[test]
fn an_exact_copy_is_type_1_with_real_lines_columns_bytes_and_the_function_around_it() {
    let copy = function(7, 12);
    let (first, second) = (format!("package a\n\n{copy}"), format!("package b\n\nvar ü = \"𝄞\"; {copy}"));
    let folder = Folder::with(&[("a.go", &first), ("b.go", &second)]);
    let report = folder.scan("{}");
    assert_eq!(report.classes.len(), 1, "{:?}", report.classes);
    let class = &report.classes[0];
    assert_eq!((class.r#type, class.similarity, class.fragments.len()), (1, 1.0, 2));
    let [a, b] = &class.fragments[..] else { panic!() };
    assert_eq!((a.start_line, a.start_column), (3, 1));
    // `var ü = "𝄞"; ` has 14 UTF-16 code units.
    assert_eq!((b.start_line, b.start_column), (3, 15));
    assert_eq!(a.end_line, 2 + copy.lines().count() as u32);
    assert_eq!(first[a.start_byte as usize..a.end_byte as usize], *copy.trim_end());
    assert_eq!(second[b.start_byte as usize..b.end_byte as usize], *copy.trim_end());
    assert_eq!((a.function.as_deref(), b.function.as_deref()), (Some("work7"), Some("work7")));
    assert_eq!((&*a.language, report.functions_analyzed), ("go", 2));
}

#[test]
fn a_copy_with_other_names_and_literals_is_type_2_and_one_with_edits_type_3() {
    let original = function(7, 14);
    let renamed = original.replace("compute", "derive").replace("text", "other").replace("work7", "job");
    let mut lines: Vec<&str> = original.lines().collect();
    lines.insert(6, "\tlog.Print(\"edited\", a)");
    lines.insert(12, "\tcount++");
    let edited = lines.join("\n");
    for (copy, clone_type) in [(&renamed, 2), (&edited, 3)] {
        let folder = Folder::with(&[("a.go", &original), ("b.go", copy)]);
        let report = folder.scan("{}");
        let types: Vec<u32> = report.classes.iter().map(|class| class.r#type).collect();
        assert_eq!(types, [clone_type], "{:?}", report.classes);
        let others: Vec<u32> = (1..=3).filter(|other| *other != clone_type).collect();
        let without = folder.scan(&format!(r#"{{"types": {others:?}}}"#));
        assert!(without.classes.iter().all(|class| class.r#type != clone_type), "{:?}", without.classes);
    }
}

#[test]
fn a_function_with_a_third_of_something_else_between_edited_lines_is_no_copy() {
    let original = function(7, 24);
    let edited = |inserts: bool| {
        let mut lines: Vec<&str> = Vec::new();
        for line in original.lines() {
            let is_edited = ["\tvalue3", "\tvalue1"].iter().any(|start| line.starts_with(start));
            lines.push(if is_edited { "\tfor !<-done { select {} }" } else { line });
            if inserts && line.starts_with("\tb[") {
                lines.push("\tgo func() { defer close(done); for range ticks { select { case <-stop: return; case <-late: break; case <-gone: continue; case <-odd: goto end; default: wait() } } }()");
            }
        }
        lines.join("\n")
    };
    for (inserts, found) in [(false, true), (true, false)] {
        let folder = Folder::with(&[("a.go", &original), ("b.go", &edited(inserts))]);
        let report = folder.scan(r#"{"types": [3]}"#);
        assert_eq!(!report.classes.is_empty(), found, "{:?}", report.classes);
    }
}

#[test]
fn names_are_compared_as_asked() {
    let original = function(7, 14);
    let consistent = original
        .replace("b[", "items[")
        .replace("b.c", "items.c")
        .replace("b []", "items []")
        .replace("range b", "range items")
        .replace("b...", "items...");
    let folder = Folder::with(&[("a.go", &original), ("b.go", &consistent)]);
    assert_eq!(folder.scan(r#"{"types": [1, 2]}"#).classes.len(), 1);
    let exact = folder.scan(r#"{"types": [1, 2], "identifiers": "exact"}"#);
    assert!(exact.classes.iter().all(|class| class.r#type == 1 && class.lines < 14), "{:?}", exact.classes);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let mut random = Random(5);
    let files: Vec<String> =
        (0..9).map(|_| (0..3).map(|_| function(random.below(6), 12)).collect::<String>()).collect();
    let scan = |names: &[usize]| {
        let folder = Folder::new();
        files.iter().zip(names).for_each(|(text, name)| folder.write(&format!("{name}.go"), text));
        let back = |name: String| {
            let number: usize = name.trim_end_matches(".go").parse().unwrap();
            names.iter().position(|other| *other == number).unwrap().to_string()
        };
        shape(&folder, &folder.scan("{}"), back)
    };
    let expected = scan(&[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(!expected.is_empty());
    assert_eq!(scan(&[8, 7, 6, 5, 4, 3, 2, 1, 0]), expected);
    assert_eq!(scan(&[3, 0, 7, 5, 1, 8, 2, 6, 4]), expected);
}

#[test]
fn adding_a_copy_adds_exactly_its_fragments() {
    let files: Vec<String> = (0..8).map(|seed| function(seed, 15)).collect();
    let folder = Folder::new();
    files.iter().enumerate().for_each(|(at, text)| folder.write(&format!("{at}.go"), text));
    let before = shape(&folder, &folder.scan("{}"), |name| name);
    folder.write("copy.go", &files[3]);
    let mut after = shape(&folder, &folder.scan("{}"), |name| name);
    let lines = files[3].lines().count();
    assert!(after.remove(&(1, vec![format!("3.go:1-{lines}"), format!("copy.go:1-{lines}")])), "{after:?}");
    assert_eq!(after, before);
}

#[test]
fn a_class_keeps_its_hash_when_the_code_moves_and_a_baseline_knows_it() {
    let copy = function(7, 15);
    let first = Folder::with(&[("a.go", &copy), ("b.go", &copy)]).scan("{}");
    let moved = format!("{}\n\n{copy}", function(9, 12));
    let folder = Folder::with(&[("x/c.go", &moved), ("d.go", &copy)]);
    let second = folder.scan("{}");
    assert_eq!(first.classes[0].hash, second.classes[0].hash);
    let known = folder.scan(&format!(r##"{{"baseline": "# known\n{}\n"}}"##, first.classes[0].hash));
    assert!(known.classes.is_empty());
    assert!(folder.try_scan(r#"{"baseline": "nonsense"}"#).unwrap_err().message.contains("options.baseline"));
}

#[test]
fn only_classes_that_touch_changed_lines_are_given() {
    let (one, two) = (function(1, 15), function(2, 15));
    let both = format!("{one}\n{two}");
    let folder = Folder::with(&[("a.go", &both), ("b.go", &one), ("c.go", &two)]);
    assert_eq!(folder.scan("{}").classes.len(), 2);
    let path = folder.path("a.go");
    let changed = folder.scan(&format!(r#"{{"changed": {{"{path}": [[2, 2]]}}}}"#));
    assert_eq!(changed.classes.len(), 1);
    assert!(changed.classes[0].fragments.iter().any(|at| at.file.ends_with("b.go")));
}

#[test]
fn licences_imports_tables_and_generated_files_are_not_reported() {
    let licence: String =
        (0..40).map(|line| format!("// You may use this under the terms {line} of the licence\n")).collect();
    let imports: String = (0..60).map(|line| format!("import org.example.part{line}.Thing{line};\n")).collect();
    let table = |seed: u64| {
        let mut random = Random(seed);
        let rows: String =
            (0..60).map(|_| format!("{{ {}, {}, \"x\" }},\n", random.below(99), random.below(99))).collect();
        format!("int table[][3] = {{\n{rows}}};\n")
    };
    let generated = format!("// Code generated by tool. DO NOT EDIT.\n{}", function(3, 20));
    let folder = Folder::with(&[
        ("A.java", &format!("{licence}{imports}class A {{}}\n")),
        ("B.java", &format!("{licence}{imports}class B {{}}\n")),
        ("a.c", &table(1)),
        ("b.c", &table(2)),
        ("a.go", &generated),
        ("b.go", &generated),
    ]);
    let report = folder.scan("{}");
    assert!(report.classes.is_empty(), "{:?}", report.classes);
    assert!(report.skipped.iter().all(|skipped| skipped.reason == "generated") && report.skipped.len() == 2);
    assert_eq!(folder.scan(r#"{"skipGenerated": false}"#).classes.len(), 1);
}

#[test]
fn three_rows_of_literals_in_one_expression_are_a_table() {
    let rows = |salary: u32| {
        let row =
            |name| format!("    (\"{name}\", {salary}, \"Sales\", date(2005, {}, 1), {}),\n", salary % 7, salary / 2);
        ["Jones", "Smith", "Brown", "Moore"].map(row).concat()
    };
    let folder =
        Folder::with(&[("a.py", &format!("a = [\n{}]\n", rows(4100))), ("b.py", &format!("b = [\n{}]\n", rows(3900)))]);
    assert_eq!(folder.scan("{}").classes, []);
    // Statements of the same form are no table.
    let statements = rows(4100).replace("    (", "use(").replace("),\n", ")\n");
    let folder = Folder::with(&[("a.py", &statements), ("b.py", &statements.replace("4100", "17"))]);
    assert_eq!(folder.scan("{}").classes.len(), 1);
}

#[test]
fn ignored_files_are_not_scanned_unless_asked_for() {
    let copy = function(7, 15);
    let folder = Folder::with(&[("a.go", &copy), ("out/b.go", &copy), ("sub/skip/c.go", &copy), ("d_test.go", &copy)]);
    folder.write(".gitignore", "out/\n");
    folder.write("sub/.gitignore", "skip\n");
    assert_eq!(folder.scan("{}").files_scanned, 2);
    assert_eq!(folder.scan(r#"{"gitignore": false}"#).files_scanned, 4);
    assert_eq!(folder.scan(r#"{"ignorePatterns": ["*_test.go"]}"#).files_scanned, 1);
    assert_eq!(folder.scan(r#"{"languages": ["java"]}"#).files_scanned, 0);
    assert!(folder.try_scan(r#"{"languages": ["gibberish"]}"#).unwrap_err().message.contains("options.languages"));
}
