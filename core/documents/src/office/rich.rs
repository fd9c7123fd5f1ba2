//! Writes rich text run by run, and turns each run's format into marks that nest.

use crate::document::{Mark, MarkKind, RichText};
use crate::model::Link;

/// Where a word may be broken; it shows nothing and keeps words from being found.
const SOFT_HYPHEN: &str = "\u{ad}";

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format(u8);

impl Format {
    /// Bold.
    pub const BOLD: Self = Self(1);
    /// Italic.
    pub const ITALIC: Self = Self(2);
    /// Struck through.
    pub const STRIKETHROUGH: Self = Self(4);
    /// Code.
    pub const CODE: Self = Self(8);
    /// Superscript.
    pub const SUPERSCRIPT: Self = Self(16);
    /// Subscript.
    pub const SUBSCRIPT: Self = Self(32);

    const ALL: [(Self, MarkKind); 6] = [
        (Self::BOLD, MarkKind::Bold),
        (Self::ITALIC, MarkKind::Italic),
        (Self::STRIKETHROUGH, MarkKind::Strikethrough),
        (Self::CODE, MarkKind::Code),
        (Self::SUPERSCRIPT, MarkKind::Superscript),
        (Self::SUBSCRIPT, MarkKind::Subscript),
    ];

    /// This format with `part` switched on or off.
    #[must_use]
    pub fn with(self, part: Self, on: bool) -> Self {
        Self(if on { self.0 | part.0 } else { self.0 & !part.0 })
    }

    /// This format without what `other` has.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// This format and `other`.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has all of `part`.
    #[must_use]
    pub fn has(self, part: Self) -> bool {
        self.0 & part.0 == part.0
    }
}

/// Formats that are switched on and off; others stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatChange {
    on: Format,
    off: Format,
}

impl FormatChange {
    /// Switches `part` on or off.
    pub fn set(&mut self, part: Format, on: bool) {
        self.on = self.on.with(part, on);
        self.off = self.off.with(part, !on);
    }

    /// The format that `base` becomes.
    #[must_use]
    pub fn apply(self, base: Format) -> Format {
        base.without(self.off).and(self.on)
    }

    /// This change, and then `later`.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        Self { on: later.apply(self.on), off: self.off.without(later.on).and(later.off) }
    }
}

/// Whether code is what a font is for.
#[must_use]
pub fn is_monospaced(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font.contains("mono")
        || ["courier", "consolas", "menlo", "lucida console", "source code", "cascadia code", "fira code"]
            .iter()
            .any(|known| font.starts_with(known))
}

/// Rich text in the making.
#[derive(Debug, Default)]
pub struct RichWriter {
    rich: RichText,
    /// Marks that have no end yet, outermost first: indexes into `rich.marks`.
    open: Vec<usize>,
    /// The format of the marks that are open.
    applied: Format,
    format: Format,
    link: Option<String>,
    link_is_open: bool,
}

impl RichWriter {
    /// Whether nothing was written since it was taken.
    pub fn is_empty(&self) -> bool {
        self.rich.text.is_empty()
    }

    /// The format of what is written next.
    pub fn set_format(&mut self, format: Format) {
        self.format = format;
    }

    /// The address that what is written next links to.
    pub fn set_link(&mut self, link: Option<String>) {
        if self.link != link {
            self.close(0);
            self.link_is_open = false;
            self.link = link;
        }
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.applied != self.format || self.link_is_open != self.link.is_some() {
            self.apply();
        }
        if memchr::memmem::find(text.as_bytes(), SOFT_HYPHEN.as_bytes()).is_none() {
            self.rich.text.push_str(text);
        } else {
            text.split(SOFT_HYPHEN).for_each(|part| self.rich.text.push_str(part));
        }
    }

    /// Adds what refers to a note: its label in brackets, in no format.
    pub fn push_note_reference(&mut self, label: &str) {
        self.push_marked(&format!("[{label}]"), MarkKind::FootnoteReference);
    }

    /// Adds a formula, in no format.
    pub fn push_formula(&mut self, formula: &str) {
        self.push_marked(formula, MarkKind::Formula);
    }

    fn push_marked(&mut self, text: &str, kind: MarkKind) {
        self.close(0);
        self.link_is_open = false;
        let start = self.rich.text.len();
        self.rich.text.push_str(text);
        self.rich.marks.push(Mark { start, end: self.rich.text.len(), kind });
    }

    /// What was written; the writer starts anew, with the same link and no format.
    pub fn take(&mut self) -> RichText {
        self.close(0);
        self.link_is_open = false;
        self.format = Format::default();
        let mut rich = std::mem::take(&mut self.rich);
        rich.marks.retain(|mark| mark.start < mark.end);
        rich
    }

    /// Opens and closes marks so that they are those of the format and link wanted.
    fn apply(&mut self) {
        let wanted = self.format;
        let keep = self.open.iter().position(|index| !self.is_wanted(*index)).unwrap_or(self.open.len());
        self.close(keep);
        if !self.link_is_open
            && let Some(link) = self.link.clone()
        {
            // A link is outside of formats, so that one link is one mark.
            self.close(0);
            self.open_mark(MarkKind::Link(link));
            self.link_is_open = true;
        }
        for (part, kind) in Format::ALL {
            if wanted.has(part) && !self.applied.has(part) {
                self.open_mark(kind);
                self.applied = self.applied.with(part, true);
            }
        }
    }

    fn is_wanted(&self, index: usize) -> bool {
        let kind = self.rich.marks.get(index).map(|mark| &mark.kind);
        Format::ALL.iter().find(|(_, known)| Some(known) == kind).is_none_or(|(part, _)| self.format.has(*part))
    }

    fn open_mark(&mut self, kind: MarkKind) {
        let start = self.rich.text.len();
        self.open.push(self.rich.marks.len());
        self.rich.marks.push(Mark { start, end: start, kind });
    }

    /// Closes all marks but the outermost `keep`.
    fn close(&mut self, keep: usize) {
        let end = self.rich.text.len();
        for index in self.open.drain(keep.min(self.open.len())..) {
            if let Some(mark) = self.rich.marks.get_mut(index) {
                mark.end = end;
                if let Some((part, _)) = Format::ALL.iter().find(|(_, kind)| *kind == mark.kind) {
                    self.applied = self.applied.without(*part);
                }
            }
        }
    }
}

/// The links of `text`.
pub fn links(text: &RichText) -> impl Iterator<Item = Link> {
    text.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link(url) => Some(Link {
            url: url.clone(),
            text: text.text.get(mark.start..mark.end)?.trim().to_string(),
            ..Link::default()
        }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(rich: &RichText) -> Vec<(usize, usize, MarkKind)> {
        rich.marks.iter().map(|mark| (mark.start, mark.end, mark.kind.clone())).collect()
    }

    #[test]
    fn formats_that_overlap_become_marks_that_nest() {
        let mut writer = RichWriter::default();
        writer.set_format(Format::BOLD);
        writer.push("ab");
        writer.set_format(Format::BOLD.with(Format::ITALIC, true));
        writer.push("cd");
        writer.set_format(Format::ITALIC);
        writer.push("ef");
        writer.set_format(Format::default());
        writer.push("gh");
        let rich = writer.take();
        assert_eq!(rich.text, "abcdefgh");
        assert_eq!(marks(&rich), [(0, 4, MarkKind::Bold), (2, 4, MarkKind::Italic), (4, 6, MarkKind::Italic)]);
    }

    #[test]
    fn runs_of_the_same_format_are_one_mark_and_a_link_is_around_them() {
        let mut writer = RichWriter::default();
        writer.set_format(Format::BOLD);
        writer.push("a");
        writer.set_link(Some("u".into()));
        writer.push("b");
        writer.set_format(Format::default());
        writer.push("c");
        writer.set_link(None);
        writer.push("d");
        let rich = writer.take();
        assert_eq!(marks(&rich), [(0, 1, MarkKind::Bold), (1, 3, MarkKind::Link("u".into())), (1, 2, MarkKind::Bold)]);
        assert_eq!(links(&rich).map(|link| link.text).collect::<Vec<_>>(), ["bc"]);
    }

    #[test]
    fn a_link_goes_on_in_the_next_text_when_it_was_not_ended() {
        let mut writer = RichWriter::default();
        writer.set_link(Some("u".into()));
        writer.push("a");
        let first = writer.take();
        writer.push("b");
        assert_eq!((marks(&first).len(), marks(&writer.take()).len()), (1, 1));
    }
}
