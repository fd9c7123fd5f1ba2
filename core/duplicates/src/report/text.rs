//! The report that people read in a terminal.

use std::fmt::Write;

use super::{counted, kind, place, summary};
use crate::model::{CloneClass, DuplicateReport};

/// Writes the classes with their places, what was not read, and a summary.
pub fn write(report: &DuplicateReport) -> String {
    let mut text = String::new();
    for class in &report.classes {
        write_class(&mut text, class);
    }
    if !report.skipped.is_empty() {
        text.push_str("Not read:\n");
        for skipped in &report.skipped {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {}: {}: {}", skipped.path, skipped.reason, skipped.detail);
        }
        text.push('\n');
    }
    text.push_str(&summary(report));
    text
}

fn write_class(text: &mut String, class: &CloneClass) {
    let (tokens, lines) = (u64::from(class.tokens), u64::from(class.lines));
    let similarity =
        if class.r#type == 3 { format!(", {:.0} % alike", class.similarity * 100.0) } else { String::new() };
    let _ = writeln!(
        text,
        "{} {} copies, {}, {}{similarity} ({})",
        class.fragments.len(),
        kind(class),
        counted(lines, "line", "lines"),
        counted(tokens, "token", "tokens"),
        class.hash,
    );
    for fragment in &class.fragments {
        let function = fragment.function.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
        let _ = writeln!(text, "  {}{function}", place(fragment));
    }
    text.push('\n');
}
