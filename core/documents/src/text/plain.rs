//! Plain text.

use lode_runtime::{Bytes, Job, Result};

use super::charset::decode_text;
use crate::document::{Content, Document, RichText};
use crate::formats::Context;

/// Reads text: a paragraph for each run of lines between blank lines or page breaks.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let mut document = Document::default();
    let (text, charset) = decode_text(bytes.as_ref().as_ref(), None);
    document.metadata.charset = Some(charset.into());
    push_paragraphs(&text, &mut document, context.job)?;
    Ok(document)
}

/// Adds the paragraphs of `text` to `document`.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn push_paragraphs(text: &str, document: &mut Document, job: &Job) -> Result<()> {
    let mut paragraph = String::new();
    for (number, line) in lines(text).enumerate() {
        if number % 4096 == 0 {
            job.check()?;
        }
        if line.is_empty() {
            push_paragraph(&mut paragraph, document);
            continue;
        }
        if !paragraph.is_empty() {
            paragraph.push('\n');
        }
        paragraph.push_str(line);
    }
    push_paragraph(&mut paragraph, document);
    Ok(())
}

/// Lines without white space at their ends: after LF, CR LF, CR (old Macs), and empty ones around form feeds.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let pages =
        text.split_inclusive('\x0C').flat_map(|page| page.strip_suffix('\x0C').map_or([page, ""], |page| [page, "\n"]));
    let unix = pages.flat_map(|page| page.split('\n'));
    unix.flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
        .map(|line| line.trim_end_matches(|char: char| char.is_whitespace() || char == '\0'))
}

fn push_paragraph(paragraph: &mut String, document: &mut Document) {
    if paragraph.is_empty() {
        return;
    }
    let mut text = std::mem::take(paragraph);
    // Zero bytes pad records of old systems; nothing downstream can show them.
    if text.contains('\0') {
        text.retain(|char| char != '\0');
    }
    document.push(Content::Paragraph(RichText::plain(text)));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::options::ExtractOptions;

    fn paragraphs(bytes: &[u8]) -> Vec<String> {
        let (job, options) = (Job::default(), ExtractOptions::default());
        let context = Context { job: &job, options: &options, depth: 0, name: None };
        let bytes: Bytes = Arc::new(bytes.to_vec());
        let blocks = read(&bytes, &context).unwrap().blocks;
        let text = |content| match content {
            Content::Paragraph(text) => text.text,
            other => panic!("{other:?}"),
        };
        blocks.into_iter().map(|block| text(block.content)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_lines_within_are_kept() {
        assert_eq!(paragraphs(b"one\r\ntwo\r\n \r\n\r\n  three\r\n"), ["one\ntwo", "  three"]);
    }

    #[test]
    fn old_macintosh_line_ends_are_line_ends() {
        assert_eq!(paragraphs(b"one\rtwo\r\rthree"), ["one\ntwo", "three"]);
    }

    #[test]
    fn a_form_feed_ends_a_paragraph() {
        assert_eq!(paragraphs(b"one\x0Ctwo\nthree\x0C"), ["one", "two\nthree"]);
    }

    #[test]
    fn zero_bytes_are_dropped() {
        assert_eq!(
            paragraphs(b"a rather long line\0 of text, padded\0\0\0\nnext"),
            ["a rather long line of text, padded\nnext"]
        );
    }

    #[test]
    fn a_cancelled_job_stops() {
        let (job, options) = (Job::default(), ExtractOptions::default());
        job.cancel();
        let context = Context { job: &job, options: &options, depth: 0, name: None };
        let bytes: Bytes = Arc::new(b"text".to_vec());
        assert!(read(&bytes, &context).is_err());
    }
}
