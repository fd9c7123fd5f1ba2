//! The text of paragraphs (OpenDocument 1.3 part 3, 6.1).

use lode_runtime::Result;

use crate::xml::{Node, Walker};

/// The most spaces that one element may stand for; an attribute must not make the text of a cell larger than its file.
const MOST_SPACES: usize = 1000;

/// Adds the text of the paragraph that was opened last, and the addresses of links with their texts.
///
/// # Errors
/// `Parse`, the limits, `Cancelled`, `Timeout`.
pub fn read(walker: &mut Walker, out: &mut String, links: &mut Vec<(String, String)>) -> Result<()> {
    let depth = walker.depth();
    let start = out.len();
    while let Some(node) = walker.next(depth)? {
        match node {
            Node::Text(text) => push_collapsed(out, start, &text),
            Node::Start(tag) => match tag.name() {
                "s" => {
                    let count = tag.number::<usize>("c").unwrap_or(1).min(MOST_SPACES);
                    out.extend(std::iter::repeat_n(' ', count));
                }
                "tab" => out.push('\t'),
                "line-break" => out.push('\n'),
                "a" => {
                    let url = tag.attribute("href").unwrap_or_default().into_owned();
                    let from = out.len();
                    read(walker, out, links)?;
                    links.push((url, out.get(from..).unwrap_or_default().to_string()));
                }
                "annotation" | "ruby-text" | "note" => walker.skip()?,
                _ => {}
            },
        }
    }
    Ok(())
}

/// Adds text in which white space counts as one space, and as none at the start (6.1.2).
fn push_collapsed(out: &mut String, start: usize, text: &str) {
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\r' | '\n' => {
                if out.len() > start && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(character),
        }
    }
}
