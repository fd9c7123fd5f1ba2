//! The page that shows classes side by side. It is one file without scripts, and loads nothing.

use std::collections::HashSet;
use std::fmt::Write;

use lode_runtime::{Job, Result};

use super::excerpt::{Excerpt, excerpt};
use super::{counted, kind, place, summary};
use crate::model::{CloneClass, DuplicateReport, Fragment};

/// Classes that are shown with their code, and places of one class: a page is to be looked at.
const MOST_CLASSES: usize = 500;
const MOST_FRAGMENTS: usize = 12;

const STYLE: &str = include_str!("page.css");

/// Writes the page.
pub fn write(report: &DuplicateReport, job: &Job) -> Result<String> {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Duplicates</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>Duplicates</h1>\n<p>{}</p>\n</header>\n<main>\n",
        escaped(&summary(report))
    );
    for (number, class) in report.classes.iter().take(MOST_CLASSES).enumerate() {
        job.check()?;
        write_class(&mut page, class, number == 0);
    }
    if report.classes.len() > MOST_CLASSES {
        let rest = counted((report.classes.len() - MOST_CLASSES) as u64, "more class is", "more classes are");
        let _ = writeln!(page, "<p class=\"note\">{rest} not shown.</p>");
    }
    write_skipped(&mut page, report);
    page.push_str("</main>\n</body>\n</html>\n");
    Ok(page)
}

fn write_class(page: &mut String, class: &CloneClass, open: bool) {
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<details class=\"class\"{}>\n<summary><span class=\"kind {kind}\">{kind}</span> {} × {}, {}{}\
         <span class=\"where\">{}</span></summary>\n<div class=\"places\">\n",
        if open { " open" } else { "" },
        class.fragments.len(),
        counted(u64::from(class.lines), "line", "lines"),
        counted(u64::from(class.tokens), "token", "tokens"),
        if class.r#type == 3 { format!(", {:.0} % alike", class.similarity * 100.0) } else { String::new() },
        escaped(&class.fragments.first().map(place).unwrap_or_default()),
        kind = kind(class),
    );
    let excerpts: Vec<_> =
        class.fragments.iter().take(MOST_FRAGMENTS).map(|fragment| (fragment, excerpt(fragment))).collect();
    let known = |skipped: usize| -> HashSet<&str> {
        let others = excerpts.iter().enumerate().filter(|(at, _)| *at != skipped);
        others
            .filter_map(|(_, (_, read))| read.as_ref().ok())
            .flat_map(|read| &read.lines)
            .map(|line| line.trim())
            .collect()
    };
    for (at, (fragment, read)) in excerpts.iter().enumerate() {
        write_fragment(page, fragment, read, &known(at));
    }
    page.push_str("</div>\n");
    if class.fragments.len() > MOST_FRAGMENTS {
        page.push_str("<ul class=\"note\">\n");
        for fragment in class.fragments.iter().skip(MOST_FRAGMENTS) {
            let _ = writeln!(page, "<li>{}</li>", escaped(&place(fragment)));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</details>\n");
}

/// Writes a fragment; lines that none of the others has are marked.
fn write_fragment(page: &mut String, fragment: &Fragment, read: &Result<Excerpt, String>, others: &HashSet<&str>) {
    let function =
        fragment.function.as_ref().map(|name| format!(" <code>{}</code>", escaped(name))).unwrap_or_default();
    let _ = write!(page, "<section>\n<h2>{}{function}</h2>\n", escaped(&place(fragment)));
    match read {
        Ok(read) => {
            page.push_str("<pre>");
            for (number, line) in (read.first..).zip(&read.lines) {
                let own = if others.contains(line.trim()) { "" } else { " class=\"own\"" };
                let _ = write!(page, "<span{own} data-line=\"{number}\">{}\n</span>", escaped(line));
            }
            page.push_str("</pre>\n");
            if read.more > 0 {
                let _ =
                    writeln!(page, "<p class=\"note\">{}</p>", counted(read.more as u64, "more line", "more lines"));
            }
        }
        Err(reason) => {
            let _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(reason));
        }
    }
    page.push_str("</section>\n");
}

fn write_skipped(page: &mut String, report: &DuplicateReport) {
    if report.skipped.is_empty() {
        return;
    }
    page.push_str("<details class=\"class\">\n<summary>Not read</summary>\n<ul class=\"note\">\n");
    for skipped in &report.skipped {
        let text = format!("{}: {}: {}", skipped.path, skipped.reason, skipped.detail);
        let _ = writeln!(page, "<li>{}</li>", escaped(&text));
    }
    page.push_str("</ul>\n</details>\n");
}

/// Text as HTML shows it. Control characters, which HTML does not allow, become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' => out.push('\t'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
