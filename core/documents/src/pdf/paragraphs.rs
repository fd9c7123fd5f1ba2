//! From lines to paragraphs.

use std::ops::Range;

use super::blocks::Piece;
use super::fonts::Style;
use super::looks;
use super::order::Line;
use super::spans::Span;
use crate::document::RichText;
use crate::model::{BoundingBox, Table};

/// Lines that belong together.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What it says.
    pub text: RichText,
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
    /// Bytes at its start that are the mark of a footnote.
    pub mark: usize,
    /// Its lines as they stand, where all characters are equally wide.
    pub typed: Vec<TypedLine>,
    /// What the file says that it is.
    pub tag: Tag,
}

/// What a file says that a paragraph is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// Nothing, or a paragraph.
    None,
    /// A heading of a level from 1.
    Heading(u8),
    /// A list item at a depth from 1, and its bullet or number where that is text.
    Item(u8, String),
    /// A further paragraph of a list item.
    More(u8),
    /// A block quote.
    Quote,
}

/// A line as a typewriter sets it.
#[derive(Debug, Clone)]
pub struct TypedLine {
    /// Where it starts.
    pub start: f32,
    /// Its baseline.
    pub baseline: f32,
    /// The width of a character.
    pub advance: f32,
    /// What it says, with the spaces between its parts.
    pub text: String,
}

impl TypedLine {
    fn new(line: &Line) -> Option<Self> {
        let (first, main) = (line.spans.first()?, line.main()?);
        if !line.spans.iter().all(|span| span.style.monospaced && !span.right_to_left) {
            return None;
        }
        let advance = (main.end - main.start) / main.length().max(1) as f32;
        let mut text = String::new();
        for span in &line.spans {
            let column = columns(span.start - first.start, advance);
            let length = text.chars().count();
            text.extend(std::iter::repeat_n(' ', column.saturating_sub(length).max(usize::from(length > 0))));
            text.push_str(&span.text);
        }
        Some(Self { start: first.start, baseline: main.baseline, advance, text })
    }
}

/// How many characters fit into a width.
pub fn columns(width: f32, advance: f32) -> usize {
    const MOST: f32 = 200.0;
    (width / advance.max(0.1)).round().clamp(0.0, MOST) as usize
}

/// Distance between baselines in a paragraph, in parts of the font size.
const LEADING: f32 = 1.75;

/// Joins lines of a page, and puts each table where a span stands for it. `links` are the addresses of the page's links.
pub fn pieces(
    lines: &[Line],
    range: Range<usize>,
    directions: &[(f32, f32)],
    mut tables: Vec<Table>,
    links: &[String],
) -> Vec<Piece> {
    let mut result = Vec::new();
    let mut start = range.start;
    let end = range.end;
    for (index, line) in range.zip(lines.get(start..).unwrap_or_default()) {
        let table = line.spans.first().and_then(|span| span.table);
        let open = lines.get(start..index).unwrap_or_default();
        if table.is_some()
            || !open.is_empty() && !continues(open, line, lines.get(index + 1).filter(|_| index + 1 < end))
        {
            result.extend(joined(lines, start..index, directions, links).map(Piece::Text));
            start = index;
        }
        if let Some(table) = table {
            result.extend(tables.get_mut(table).map(|table| Piece::Table(std::mem::take(table))));
            start = index + 1;
        }
    }
    result.extend(joined(lines, start..end, directions, links).map(Piece::Text));
    result
}

/// Whether `line` goes on with the paragraph that is `open`; `after` is the line that follows it.
fn continues(open: &[Line], line: &Line, after: Option<&Line>) -> bool {
    let (Some(first), Some(last)) = (open.first(), open.last()) else { return false };
    let (Some(before), Some(next)) = (last.main(), line.main()) else { return false };
    let distance = next.baseline - before.baseline;
    let leading = match open {
        [.., second, _] => second.main().map(|span| before.baseline - span.baseline).filter(|leading| *leading > 0.0),
        _ => None,
    };
    let is_alike = before.direction == next.direction
        && (before.size - next.size).abs() < 0.1 * next.size
        && before.style.bold == next.style.bold
        && before.artifact == next.artifact
        && before.right_to_left == next.right_to_left;
    let is_below = distance > 0.3 * next.size
        && distance < LEADING * next.size
        && leading.is_none_or(|leading| distance < 1.25 * leading)
        && line.start() < last.end()
        && last.start() < line.end();
    is_alike
        && (is_below && !starts_anew(first, last, line, next, after)
            || is_in_next_column(last, line, distance / next.size))
        && line.mark() == 0
        && !last.is_entry()
        && bullet(&line.text()).is_none()
}

/// Whether a line at the top of a column goes on in the middle of a sentence. The distance is in parts of the font size.
fn is_in_next_column(last: &Line, line: &Line, distance: f32) -> bool {
    distance < -5.0
        && (line.start() > last.end() || line.end() < last.start())
        && line.text().starts_with(char::is_lowercase)
        && ends_openly(last)
}

/// Whether what ends and starts with these characters is one sentence.
pub fn is_one_sentence(end: char, start: char) -> bool {
    start.is_lowercase() && (end.is_alphanumeric() || end == ',')
}

/// Whether a line does not end a sentence.
fn ends_openly(line: &Line) -> bool {
    line.spans.last().is_some_and(|span| !span.text.ends_with(['.', '!', '?', ':', '…', '”', '"', '»']))
}

/// A first line is indented, and the last line of a paragraph is often short.
fn starts_anew(first: &Line, last: &Line, line: &Line, next: &Span, after: Option<&Line>) -> bool {
    let size = next.size;
    if next.right_to_left {
        return line.end() < last.end() - 1.2 * size && last.end() >= first.end() - 0.2 * size;
    }
    let (line_text, first_text) = (line.text(), first.text());
    let is_moved = (line.start() - last.start()).abs() > 0.8 * size;
    let is_next_item = is_enumerated(&line_text) && (is_moved || is_enumerated(&first_text));
    if is_next_item || is_reference(&line_text) && is_reference(&first_text) {
        return true;
    }
    // What hung under a word has ended, as a definition does.
    if line.start() < last.start() - 2.0 * size && !ends_openly(last) {
        return true;
    }
    let indented = line.start() > last.start() + 0.8 * size && line.start() < last.start() + 4.0 * size;
    let hanging = first.start() + 0.5 * size < last.start();
    let is_list = bullet(&first_text).is_some() || is_enumerated(&first_text) || is_reference(&first_text);
    indented && !hanging && !is_list && !hangs_below(last, line, after, size)
}

/// Whether an indented line is the second of an entry whose lines are indented but for the first: the one above it is full
/// and in the middle of a sentence, and the one below it is no fuller text to the left.
fn hangs_below(last: &Line, line: &Line, after: Option<&Line>, size: f32) -> bool {
    let is_full =
        last.end() > line.end() - 0.5 * size && after.is_none_or(|after| last.end() > after.end() - 2.0 * size);
    let stays =
        after.is_none_or(|after| (after.start() - line.start()).abs() < 0.3 * size || line.end() < last.end() - size);
    is_full && stays && ends_openly(last)
}

/// Whether a line starts with a label such as `[12]` or `[Knu84]`, as in a list of references.
fn is_reference(line: &str) -> bool {
    line.strip_prefix('[').and_then(|rest| rest.find(']')).is_some_and(|end| (1..=12).contains(&end))
}

/// Whether a line starts with a letter or a small Roman number, as the items of a list: `(a)`, `b)`, `iv.`, `(C)`.
fn is_enumerated(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once(' ') else { return false };
    let label = mark.strip_prefix('(').unwrap_or(mark);
    let Some(label) = label.strip_suffix(')').or_else(|| label.strip_suffix('.').filter(|_| label == mark)) else {
        return false;
    };
    let is_letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_roman = (1..=5).contains(&label.len()) && label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let is_number =
        mark.starts_with('(') && (1..=2).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
    !rest.trim().is_empty() && (is_letter || is_roman || is_number)
}

/// Lines of a page as one paragraph, whatever they look like.
pub fn joined(all: &[Line], range: Range<usize>, directions: &[(f32, f32)], links: &[String]) -> Option<Paragraph> {
    let lines = all.get(range.clone())?;
    let main = lines.first()?.main()?;
    let (mut text, mut looks) = (String::new(), Vec::new());
    // Where all lines may end on purpose and one does, all do. Those set to the right are never full.
    let mut inner = range.clone().skip(1);
    let may_end = inner.clone().filter(|index| may_end_on_purpose(all, *index)).count();
    let is_broken = may_end * 2 >= lines.len() && are_set_right(lines)
        || may_end + 1 == lines.len() && (are_in_the_middle(lines) || inner.any(|index| ends_on_purpose(all, index)));
    for (index, line) in range.zip(lines) {
        let more = line.text();
        if !text.is_empty() && (is_broken || ends_on_purpose(all, index)) {
            text.push('\n');
            text.push_str(&more);
        } else {
            append(&mut text, &more);
        }
        looks::add_all(&mut looks, &line.looks(), text.len() - more.len());
    }
    let text = looks::rich(text, &looks, links);
    let frame = directions.get(main.direction).copied().unwrap_or((1.0, 0.0));
    let bounds = lines.iter().flat_map(|line| &line.spans).map(|span| bounds(span, frame)).reduce(union)?;
    let (size, style, artifact) = (main.size, main.style, main.artifact);
    let typed: Option<Vec<TypedLine>> = lines.iter().map(TypedLine::new).collect();
    let mark = lines.first()?.mark();
    let typed = typed.unwrap_or_default();
    Some(Paragraph { text, lines: lines.len(), size, style, bounds, artifact, mark, typed, tag: Tag::None })
}

/// Whether the line before number `index` of a page may end where it does on purpose, as in an address or a poem: the next one
/// begins with a capital letter or a digit.
fn may_end_on_purpose(all: &[Line], index: usize) -> bool {
    let (Some(before), Some(line)) = (index.checked_sub(1).and_then(|before| all.get(before)), all.get(index)) else {
        return false;
    };
    let begins_large =
        line.text().starts_with(|character: char| character.is_uppercase() || character.is_ascii_digit());
    begins_large && !before.text().ends_with(['-', '\u{AD}']) && line.main().is_some_and(|main| !main.right_to_left)
}

/// Whether lines end at one place, and start at three or more, or the last one to the right of others. A paragraph has two starts at
/// most, that of its first line and that of the others, and its last line is rarely full.
fn are_set_right(lines: &[Line]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let size = first.main().map_or(0.0, |main| main.size);
    let differs = |one: f32, other: f32| (one - other).abs() > 0.3 * size;
    let left = lines.iter().map(Line::start).fold(f32::INFINITY, f32::min);
    let is_last_short = rest.last().is_some_and(|last| last.start() > left + size);
    let mut others = rest.iter().map(Line::start).filter(|start| differs(*start, first.start()));
    let second = others.next();
    rest.iter().all(|line| !differs(line.end(), first.end()))
        && (is_last_short || second.is_some_and(|second| others.any(|third| differs(second, third))))
}

/// Whether three lines or more are set in the middle, and are not full.
fn are_in_the_middle(lines: &[Line]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let size = first.main().map_or(0.0, |main| main.size);
    rest.len() >= 2
        && rest.iter().all(|line| (middle(line) - middle(first)).abs() < 0.3 * size)
        && rest.iter().any(|line| (line.start() - first.start()).abs() > 0.5 * size)
}

fn middle(line: &Line) -> f32 {
    f32::midpoint(line.start(), line.end())
}

/// Whether it does so: the first word of the next line would have fitted beside it, as lines around show.
fn ends_on_purpose(all: &[Line], index: usize) -> bool {
    /// Lines around that show how long a line can be.
    const AROUND: usize = 8;
    let (Some(before), Some(line)) = (index.checked_sub(1).and_then(|before| all.get(before)), all.get(index)) else {
        return false;
    };
    let Some(main) = line.main().filter(|_| may_end_on_purpose(all, index)) else { return false };
    let near = all.get(index.saturating_sub(AROUND)..(index + AROUND).min(all.len())).unwrap_or_default();
    let near = || near.iter().filter(|other| other.main().is_some_and(|other| other.direction == main.direction));
    let text = line.text();
    let word = text.split(' ').next().map_or(0, |word| word.chars().count());
    let width = (line.end() - line.start()) * word as f32 / text.chars().count().max(1) as f32;
    let needed = width + 1.5 * main.size;
    let starts_alike = |other: &&Line| (other.start() - before.start()).abs() < 1.5 * main.size;
    let margin = near().filter(starts_alike).map(Line::end).fold(f32::NEG_INFINITY, f32::max);
    if before.end() + needed < margin {
        return true;
    }
    // The same of lines that are set in the middle, which start anywhere.
    let in_the_middle = |other: &&Line| (middle(other) - middle(line)).abs() < 0.3 * main.size;
    let length = |line: &Line| line.end() - line.start();
    let most = near().filter(in_the_middle).map(length).fold(0.0, f32::max);
    in_the_middle(&before) && (before.start() - line.start()).abs() > 1.5 * main.size && length(before) + needed < most
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
    } else if !(text.ends_with('-') || text.ends_with(has_no_spaces) && line.starts_with(has_no_spaces)) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a character is of a script whose words stand without spaces, and lines end anywhere: Chinese, Japanese.
fn has_no_spaces(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
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
    fn lines_of_japanese_are_joined_without_a_space() {
        let mut text = "デュプ".to_string();
        append(&mut text, "レックス");
        append(&mut text, "PDF");
        assert_eq!(text, "デュプレックス PDF");
    }

    #[test]
    fn bullets_and_numbers_start_list_items() {
        assert_eq!(bullet("• one"), Some((None, "one")));
        assert_eq!(bullet("12. twelve"), Some((Some(12), "twelve")));
        assert_eq!(bullet("2024. a year"), None);
        assert_eq!(bullet("•"), None);
    }
}
