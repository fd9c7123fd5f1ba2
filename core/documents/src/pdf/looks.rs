//! What parts of a text look like, from which marks are made.

use super::fonts::Style;
use crate::document::{MarkKind, RichText};
use crate::inline::Inline;

/// What some characters look like, and where they lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold, italic, monospaced.
    pub style: Style,
    /// Above or below the line.
    pub shift: Shift,
    /// The link over them: its number on the page, from 1.
    pub link: u16,
}

/// Whether characters are smaller and above or below the line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shift {
    /// On the line.
    #[default]
    None,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

impl Shift {
    /// That of characters of a size on a baseline, in a line of another.
    pub fn new(size: f32, baseline: f32, line_size: f32, line_baseline: f32) -> Self {
        let rise = (line_baseline - baseline) / line_size;
        match rise {
            _ if !is_smaller(size, line_size) => Self::None,
            _ if rise > 0.15 => Self::Raised,
            _ if rise < -0.05 => Self::Lowered,
            _ => Self::None,
        }
    }
}

/// Whether a font size is that of exponents, indexes and marks of notes beside text of another.
pub fn is_smaller(size: f32, text: f32) -> bool {
    size < 0.85 * text
}

/// A part of a text that looks unlike plain text: its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first byte.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// What it looks like.
    pub look: Look,
}

/// Adds a stretch behind others; it goes on with the last where they look alike, also over a space between words.
pub fn add(stretches: &mut Vec<Stretch>, stretch: Stretch) {
    if stretch.look == Look::default() || stretch.start >= stretch.end {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.look == stretch.look && stretch.start <= last.end + 1 => last.end = stretch.end,
        _ => stretches.push(stretch),
    }
}

/// Adds the stretches of a text that was appended to another, at byte `at` of it.
pub fn add_all(stretches: &mut Vec<Stretch>, appended: &[Stretch], at: usize) {
    // A hyphen may have been taken away.
    if let Some(last) = stretches.last_mut() {
        last.end = last.end.min(at);
    }
    for stretch in appended {
        add(stretches, Stretch { start: stretch.start + at, end: stretch.end + at, look: stretch.look });
    }
}

/// The text with marks. `links` are those of the page.
pub fn rich(text: String, stretches: &[Stretch], links: &[String]) -> RichText {
    if stretches.is_empty() {
        return RichText::plain(text);
    }
    let mut inline = Inline::default();
    let mut done = 0;
    let mut push = |inline: &mut Inline, end: usize| {
        inline.push_as_is(text.get(done..end).unwrap_or_default());
        done = end.max(done);
    };
    let mut open: Vec<MarkKind> = Vec::new();
    let mut last_end = 0;
    for stretch in stretches {
        let wanted = kinds(stretch.look, text.get(stretch.start..stretch.end).unwrap_or_default(), links);
        let touches = stretch.start <= last_end + 1;
        for kind in open.extract_if(.., |kind| !touches || !wanted.contains(kind)) {
            inline.close(|other| *other == kind);
        }
        push(&mut inline, stretch.start);
        for kind in wanted {
            if !open.contains(&kind) {
                inline.open(kind.clone());
                open.push(kind);
            }
        }
        push(&mut inline, stretch.end);
        last_end = stretch.end;
    }
    for kind in open {
        inline.close(|other| *other == kind);
    }
    push(&mut inline, text.len());
    inline.take()
}

fn kinds(look: Look, text: &str, links: &[String]) -> Vec<MarkKind> {
    // Fonts of ideographs, and those of which a few letters are embedded, are as wide throughout.
    let is_code = look.style.monospaced && text.len() > 1 && text.is_ascii();
    let link = usize::from(look.link).checked_sub(1).and_then(|index| links.get(index));
    let mut kinds: Vec<MarkKind> = link.map(|url| MarkKind::Link(url.clone())).into_iter().collect();
    kinds.extend(look.style.bold.then_some(MarkKind::Bold));
    kinds.extend(look.style.italic.then_some(MarkKind::Italic));
    kinds.extend(is_code.then_some(MarkKind::Code));
    match look.shift {
        Shift::None => {}
        Shift::Raised => kinds.push(MarkKind::Superscript),
        Shift::Lowered => kinds.push(MarkKind::Subscript),
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Mark;

    const BOLD: Look =
        Look { style: Style { bold: true, italic: false, monospaced: false }, shift: Shift::None, link: 0 };
    const BOTH: Look =
        Look { style: Style { bold: true, italic: true, monospaced: false }, shift: Shift::None, link: 0 };

    #[test]
    fn stretches_that_look_alike_are_one_also_over_a_space_and_a_lost_hyphen() {
        let mut stretches = Vec::new();
        add(&mut stretches, Stretch { start: 0, end: 3, look: BOLD });
        add(&mut stretches, Stretch { start: 4, end: 9, look: BOLD });
        add(&mut stretches, Stretch { start: 11, end: 12, look: Look::default() });
        add_all(&mut stretches, &[Stretch { start: 0, end: 4, look: BOLD }], 8);
        assert_eq!(stretches, [Stretch { start: 0, end: 12, look: BOLD }]);
    }

    #[test]
    fn marks_are_nested_and_go_on_where_the_next_part_has_them_too() {
        let stretches = [Stretch { start: 0, end: 3, look: BOLD }, Stretch { start: 4, end: 8, look: BOTH }];
        let rich = rich("one both plain".into(), &stretches, &[]);
        let mark = |start, end, kind| Mark { start, end, kind };
        assert_eq!(rich.marks, [mark(0, 8, MarkKind::Bold), mark(4, 8, MarkKind::Italic)]);
    }

    #[test]
    fn a_link_has_the_address_of_its_number() {
        let link = Look { link: 2, ..Look::default() };
        let rich = rich("see it".into(), &[Stretch { start: 4, end: 6, look: link }], &["a:b".into(), "c:d".into()]);
        assert_eq!(rich.marks, [Mark { start: 4, end: 6, kind: MarkKind::Link("c:d".into()) }]);
    }
}
