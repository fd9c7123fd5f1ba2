//! The text of one block while it is read: white space collapsed, marks kept in order.

use crate::document::{Mark, MarkKind, RichText};
use crate::model::Link;

/// Marks open at once; more say nothing to a reader.
const MAX_OPEN_MARKS: usize = 32;

/// Text under construction.
#[derive(Default)]
pub struct Inline {
    text: String,
    /// White space stands between the text and what comes next.
    space: bool,
    open: Vec<OpenMark>,
    closed: Vec<(usize, Mark)>,
    links: Vec<Link>,
}

struct OpenMark {
    kind: MarkKind,
    /// Where it begins, once there is text inside.
    start: Option<usize>,
    /// Which of the links it is.
    link: Option<usize>,
}

impl Inline {
    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the text so far ends with a line break.
    pub fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Adds text; runs of white space become one space (CSS Text 3, section 4.1.1).
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let word = rest.trim_ascii_start();
            self.space |= word.len() < rest.len();
            if word.is_empty() {
                return;
            }
            let end = word.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            self.push_as_is(word);
            rest = after;
        }
    }

    /// Adds text whose white space counts.
    pub fn push_as_is(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.space) && !self.at_line_start() {
            self.text.push(' ');
        }
        let start = self.text.len();
        for mark in self.open.iter_mut().rev().take_while(|mark| mark.start.is_none()) {
            mark.start = Some(start);
        }
        self.text.push_str(text);
    }

    /// Keeps what comes next apart from what is there.
    pub fn separate(&mut self) {
        self.space = true;
    }

    /// Adds a line break.
    pub fn push_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Begins a mark.
    pub fn open(&mut self, kind: MarkKind) {
        if self.open.len() >= MAX_OPEN_MARKS {
            return;
        }
        let mut link = None;
        if let MarkKind::Link(url) = &kind {
            // A link cannot lie in another: the first one was not closed.
            self.close(is_link);
            link = Some(self.links.len());
            self.links.push(Link { url: url.clone(), ..Link::default() });
        }
        self.open.push(OpenMark { kind, start: None, link });
    }

    /// Ends the innermost mark that `is_kind` accepts; those inside it go on behind it.
    pub fn close(&mut self, is_kind: impl Fn(&MarkKind) -> bool) {
        let Some(index) = self.open.iter().rposition(|mark| is_kind(&mark.kind)) else { return };
        self.end_marks(index);
        self.open.remove(index);
    }

    /// How many marks are open.
    pub fn open_marks(&self) -> usize {
        self.open.len()
    }

    /// Ends all marks but the first `count`, as the end of a table cell does.
    pub fn close_all_but(&mut self, count: usize) {
        self.end_marks(count);
        self.open.truncate(count);
    }

    /// Notes what the marks from `index` on cover so far, innermost first.
    fn end_marks(&mut self, index: usize) {
        let end = self.text.len();
        for (depth, mark) in self.open.iter_mut().enumerate().skip(index) {
            let Some(start) = mark.start.take() else { continue };
            let part = self.text.get(start..end).unwrap_or_default();
            if let Some(link) = mark.link.and_then(|link| self.links.get_mut(link)) {
                if !link.text.is_empty() {
                    link.text.push(' ');
                }
                link.text.push_str(part.trim());
            }
            self.closed.push((depth, Mark { start, end, kind: mark.kind.clone() }));
        }
    }

    /// The text so far, without white space at its ends; marks that are open go on in the next block.
    pub fn take(&mut self) -> RichText {
        self.end_marks(0);
        self.space = false;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        let mut marks = std::mem::take(&mut self.closed);
        let indent = text.len() - text.trim_start().len();
        if indent > 0 {
            text.drain(..indent);
            for (_, mark) in &mut marks {
                mark.start = mark.start.saturating_sub(indent);
                mark.end = mark.end.saturating_sub(indent);
            }
        }
        if !marks.is_empty() {
            marks.sort_by_key(|(depth, mark)| (mark.start, std::cmp::Reverse(mark.end), *depth));
        }
        RichText { marks: without_repeats(marks, text.len()), text }
    }

    /// The text so far, exactly; marks and links in it are dropped.
    pub fn take_as_is(&mut self) -> String {
        self.end_marks(0);
        self.closed.clear();
        self.space = false;
        std::mem::take(&mut self.text)
    }

    /// Every link that was opened.
    pub fn into_links(self) -> Vec<Link> {
        self.links
    }
}

/// Whether a mark is a link.
pub fn is_link(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Link(_))
}

/// Cuts marks at the end of the text and drops those that are empty or lie in another of their kind.
fn without_repeats(sorted: Vec<(usize, Mark)>, length: usize) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::with_capacity(sorted.len());
    // Marks around the current one, by their index in `kept`.
    let mut around: Vec<usize> = Vec::new();
    for (_, mut mark) in sorted {
        mark.end = mark.end.min(length);
        if mark.start >= mark.end {
            continue;
        }
        while around.last().and_then(|index| kept.get(*index)).is_some_and(|outer| outer.end <= mark.start) {
            around.pop();
        }
        if around.iter().any(|index| kept.get(*index).is_some_and(|outer| outer.kind == mark.kind)) {
            continue;
        }
        around.push(kept.len());
        kept.push(mark);
    }
    kept
}
