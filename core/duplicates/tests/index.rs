//! The resident index.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod support;

use lode_duplicates::DuplicateIndex;
use lode_duplicates::options::DuplicateOptions;
use lode_runtime::Job;
use support::{Folder, function};

fn build(folder: &Folder) -> DuplicateIndex {
    DuplicateIndex::build(&[folder.path("")], &DuplicateOptions::default(), &Job::default()).unwrap()
}

#[test]
fn a_source_is_checked_against_all_files_but_itself() {
    let folder = Folder::with(&[("a.go", &function(1, 15)), ("b.go", &function(2, 15))]);
    let index = build(&folder);
    let source = format!("{}\n{}", function(9, 10), function(2, 15));
    let classes = index.check(&source, "new.go", None, &Job::default()).unwrap();
    assert_eq!(classes.len(), 1, "{classes:?}");
    let files: Vec<&str> = classes[0].fragments.iter().map(|at| at.file.as_ref()).collect();
    assert_eq!(files, [folder.path("b.go").as_str(), "new.go"]);
    assert_eq!(classes[0].fragments[1].function.as_deref(), Some("work2"));
    let own = index.check(&function(1, 15), &folder.path("a.go"), None, &Job::default()).unwrap();
    assert!(own.is_empty(), "{own:?}");
}

#[test]
fn an_edited_copy_is_found_and_so_is_one_in_a_named_language() {
    let folder = Folder::with(&[("a.go", &function(1, 15))]);
    let index = build(&folder);
    let original = function(1, 15);
    let mut lines: Vec<&str> = original.lines().collect();
    lines.insert(8, "\tlog(\"edited\")");
    let classes = index.check(&lines.join("\n"), "untitled", Some("go"), &Job::default()).unwrap();
    assert_eq!(classes.iter().map(|class| class.r#type).collect::<Vec<_>>(), [3]);
    assert!(index.check("x", "untitled", Some("gibberish"), &Job::default()).is_err());
}

#[test]
fn files_that_were_updated_or_removed_are_found_as_they_are_now() {
    let folder = Folder::with(&[("a.go", &function(1, 15)), ("b.go", &function(2, 15))]);
    let mut index = build(&folder);
    let count =
        |index: &DuplicateIndex, seed| index.check(&function(seed, 15), "new.go", None, &Job::default()).unwrap().len();
    assert_eq!((count(&index, 1), count(&index, 3)), (1, 0));
    folder.write("a.go", function(3, 15));
    index.update(&[folder.path("a.go")], &Job::default()).unwrap();
    assert_eq!((count(&index, 1), count(&index, 2), count(&index, 3)), (0, 1, 1));
    assert_eq!(index.remove(&[folder.path("a.go"), folder.path("none.go")]), 1);
    assert_eq!((count(&index, 3), index.file_count()), (0, 1));
    let skipped = index.update(&[folder.path("gone.go")], &Job::default()).unwrap();
    assert_eq!(skipped[0].reason, "vanished");
}
