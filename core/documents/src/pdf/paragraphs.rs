//! From lines to paragraphs.

use super::blocks::Piece;
use super::fonts::Style;
use super::order::Line;
use super::spans::Span;
use crate::model::{BoundingBox, Table};

/// Lines that belong together.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What it says.
    pub text: String,
    /// The number of its lines.
    pub lines: usize,
    /// Its font size.
    pub size: f32,
    /// What it looks like.
    pub style: Style,
    /// Where it is on the page.
    pub bounds: BoundingBox,
    /// Whether it is marked as an artifact of the page, or found to be one.
    pub artifact: bool,
}

/// Distance between baselines in a paragraph, in parts of the font size.
const LEADING: f32 = 1.75;

/// Joins the lines of a page, and puts each table where a span stands for it.
pub fn pieces(lines: &[Line], directions: &[(f32, f32)], mut tables: Vec<Table>) -> Vec<Piece> {
    let mut result = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    for line in lines {
        if let Some(table) = line.spans.first().and_then(|span| span.table) {
            result.extend(joined(&open, directions));
            open.clear();
            result.extend(tables.get_mut(table).map(|table| Piece::Table(std::mem::take(table))));
            continue;
        }
        if !open.is_empty() && !continues(&open, line) {
            result.extend(joined(&open, directions));
            open.clear();
        }
        open.push(line);
    }
    result.extend(joined(&open, directions));
    result
}

fn continues(open: &[&Line], line: &Line) -> bool {
    let (Some(first), Some(last)) = (open.first(), open.last()) else { return false };
    let (Some(before), Some(next)) = (last.main(), line.main()) else { return false };
    let distance = next.baseline - before.baseline;
    let leading = match open {
        [.., second, _] => second.main().map_or(f32::INFINITY, |span| before.baseline - span.baseline),
        _ => f32::INFINITY,
    };
    before.direction == next.direction
        && (before.size - next.size).abs() < 0.1 * next.size
        && before.style.bold == next.style.bold
        && before.artifact == next.artifact
        && before.right_to_left == next.right_to_left
        && distance > 0.3 * next.size
        && distance < LEADING * next.size
        && distance < 1.25 * leading
        && line.start() < last.end()
        && last.start() < line.end()
        && bullet(&line.text()).is_none()
        && !starts_anew(first, last, line, next)
}

/// A first line is indented, and the last line of a paragraph is often short.
fn starts_anew(first: &Line, last: &Line, line: &Line, next: &Span) -> bool {
    if next.right_to_left {
        return line.end() < last.end() - 1.2 * next.size && last.end() >= first.end() - 0.2 * next.size;
    }
    let indented = line.start() > last.start() + 0.8 * next.size && line.start() < last.start() + 4.0 * next.size;
    let hanging = first.start() + 0.5 * next.size < last.start();
    let is_list = bullet(&first.text()).is_some();
    indented && !hanging && !is_list
}

fn joined(lines: &[&Line], directions: &[(f32, f32)]) -> Option<Piece> {
    let main = lines.first()?.main()?;
    let mut text = String::new();
    for line in lines {
        append(&mut text, &line.text());
    }
    let frame = directions.get(main.direction).copied().unwrap_or((1.0, 0.0));
    let bounds = lines.iter().flat_map(|line| &line.spans).map(|span| bounds(span, frame)).reduce(union)?;
    let (size, style, artifact) = (main.size, main.style, main.artifact);
    Some(Piece::Text(Paragraph { text, lines: lines.len(), size, style, bounds, artifact }))
}

/// Adds a line; a word that was cut at the end of the last one is made whole.
pub fn append(text: &mut String, line: &str) {
    if text.is_empty() {
        text.push_str(line);
        return;
    }
    let starts_small = line.chars().next().is_some_and(char::is_lowercase);
    if text.ends_with('\u{AD}') || starts_small && ends_in_cut_word(text) {
        text.pop();
    } else if !text.ends_with('-') {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a text ends in a lower-case letter and a hyphen, and the word has no other hyphen.
fn ends_in_cut_word(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or("");
    let stem = match word.strip_suffix(['-', '\u{2010}']) {
        Some(stem) => stem,
        None => return false,
    };
    stem.chars().count() > 1
        && stem.chars().all(|character| character.is_alphabetic() || character == '(')
        && stem.chars().next_back().is_some_and(char::is_lowercase)
}

/// Where a span is on the page.
pub fn bounds(span: &Span, (x, y): (f32, f32)) -> BoundingBox {
    let corner = |along: f32, across: f32| (f64::from(along * x - across * y), f64::from(along * y + across * x));
    let (a, b) = (corner(span.start, span.top()), corner(span.end, span.bottom()));
    BoundingBox { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
}

/// The box around two.
pub fn union(a: BoundingBox, b: BoundingBox) -> BoundingBox {
    BoundingBox { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) }
}

/// What a line starts with when it is a list item: its number if it has one, and the rest of it.
pub fn bullet(line: &str) -> Option<(Option<u32>, &str)> {
    let (mark, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    if matches!(
        mark,
        "•" | "◦"
            | "▪"
            | "‣"
            | "●"
            | "○"
            | "■"
            | "□"
            | "➢"
            | "\u{F0B7}"
            | "\u{F0A7}"
            | "·"
            | "–"
            | "-"
            | "*"
    ) {
        return Some((None, rest));
    }
    let digits = mark.strip_suffix(['.', ')'])?;
    let number =
        digits.parse().ok().filter(|_| digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((Some(number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_word_is_made_whole_and_a_compound_keeps_its_hyphen() {
        let join = |first: &str, second: &str| {
            let mut text = first.to_string();
            append(&mut text, second);
            text
        };
        assert_eq!(join("an exam-", "ple of it"), "an example of it");
        assert_eq!(join("the Smith-", "Jones"), "the Smith-Jones");
        assert_eq!(join("state-of-the-", "art"), "state-of-the-art");
        assert_eq!(join("1990-", "2000"), "1990-2000");
        assert_eq!(join("soft\u{AD}", "ware"), "software");
    }

    #[test]
    fn bullets_and_numbers_start_list_items() {
        assert_eq!(bullet("• one"), Some((None, "one")));
        assert_eq!(bullet("12. twelve"), Some((Some(12), "twelve")));
        assert_eq!(bullet("2024. a year"), None);
        assert_eq!(bullet("•"), None);
    }
}
