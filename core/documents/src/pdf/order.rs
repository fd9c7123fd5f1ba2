//! From spans to lines in the order of reading.

use super::spans::{Span, Spans};

/// Spans on one baseline, in the order of reading.
#[derive(Debug)]
pub struct Line {
    /// Its spans.
    pub spans: Vec<Span>,
}

/// Orders the spans of a page.
pub fn lines(spans: Spans) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for span in spans.spans {
        match lines.last_mut().and_then(|line| line.spans.last().map(|last| last.clone()).map(|last| (line, last))) {
            Some((line, last))
                if last.direction == span.direction
                    && (last.baseline - span.baseline).abs() < 0.3 * last.size.min(span.size)
                    && span.start > last.end - 0.5 * span.size =>
            {
                line.spans.push(span);
            }
            _ => lines.push(Line { spans: vec![span] }),
        }
    }
    lines
}
