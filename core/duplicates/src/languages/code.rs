//! The lexer of program code: one loop over a grammar's tables.
//!
//! Memory is constant: strings with code inside them are kept on a stack of [`DEPTH`]; what is nested deeper is text.

use crate::token::{Token, TokenKind};

use super::grammar::{Hole, Layout};
use super::heredoc::Heredocs;
use super::literal::{Literal, PieceEnd};
use super::number;
use super::tables::{Class, DEDENT, INDENT, LAYOUT, OTHER_OPERATOR, Tables};
use super::watch::{STRETCH, Watch};

/// How deep code in strings in code may nest.
const DEPTH: usize = 32;

/// Code inside something else.
#[derive(Clone, Copy)]
pub(super) struct Inside {
    /// The bracket that ends it.
    close: u8,
    /// Brackets that are open in it.
    depth: u32,
    /// A colon outside of brackets ends it.
    format: bool,
    /// What goes on after it.
    pub around: Around,
}

/// What goes on after code inside of it.
#[derive(Clone, Copy)]
pub(super) enum Around {
    /// A string.
    String(Literal),
    /// Nothing: the reader stops.
    Nothing,
    /// An element of JSX, with so many around it and itself, in a tag or not.
    Jsx { depth: u32, tag: bool },
}

/// Reads code and gives its tokens to `emit`.
pub(super) struct Code<'a, F> {
    pub tables: &'a Tables,
    /// The source up to where this code ends.
    pub source: &'a [u8],
    watch: &'a Watch<'a>,
    pub emit: F,
    /// The code of the last token.
    pub last: u8,
    /// Where it ended.
    pub last_end: usize,
    pub heredocs: Heredocs,
    /// Where a line ends on which no regular expression was found.
    pub no_regex_before: usize,
    /// Where parentheses end that are no arithmetic.
    pub no_arithmetic_before: usize,
    /// For each open parenthesis, whether it belongs to `if` and the like: an operand follows its end.
    control: u64,
    control_closed: bool,
    brackets: u32,
    indentation: usize,
    inside: [Option<Inside>; DEPTH],
    pub depth: usize,
}

impl<'a, F: FnMut(Token)> Code<'a, F> {
    pub fn new(tables: &'a Tables, source: &'a [u8], watch: &'a Watch<'a>, emit: F) -> Self {
        Code {
            tables,
            source,
            watch,
            emit,
            last: LAYOUT,
            last_end: usize::MAX,
            heredocs: Heredocs::default(),
            no_regex_before: 0,
            no_arithmetic_before: 0,
            control: 0,
            control_closed: false,
            brackets: 0,
            indentation: 0,
            inside: [None; DEPTH],
            depth: 0,
        }
    }

    /// Reads from `at` to the end, or to where the grammar's mark ends the code; gives where it stopped. When it is told not
    /// to go on, that is the end.
    pub fn run(&mut self, mut at: usize) -> usize {
        let tables = self.tables;
        let mut pause = at + STRETCH;
        while let Some(&byte) = self.source.get(at) {
            if at >= pause {
                if !self.watch.goes_on(at) {
                    return self.source.len();
                }
                pause = at + STRETCH;
            }
            match tables.class[usize::from(byte)] {
                Class::Space => {
                    at += 1;
                    while self.source.get(at).is_some_and(|&byte| tables.class[usize::from(byte)] == Class::Space) {
                        at += 1;
                    }
                }
                Class::Word => at = self.word(at),
                Class::Punctuation => {
                    if byte == b'\\' && is_line_end(self.source, at + 1) {
                        at += 2;
                    } else {
                        at = self.push(TokenKind::Punctuation, tables.single[usize::from(byte)], at, at + 1);
                    }
                }
                Class::Operator => at = self.operator(at),
                Class::Digit => at = self.number(at),
                Class::Open => at = self.open(at),
                Class::Close => at = self.close(at),
                Class::OperatorRun => at = self.operator_run(at),
                Class::Newline => at = self.newline(at),
                Class::Starter => {
                    let stop = tables.grammar.stop;
                    if !stop.is_empty() && self.source[at..].starts_with(stop.as_bytes()) {
                        return at;
                    }
                    at = self.starter(at).unwrap_or_else(|| self.plain(at));
                }
            }
        }
        self.end_of_line(self.source.len());
        self.source.len()
    }

    /// Reads from the brace at `at` to the one that closes it, or the end.
    pub fn run_braced(&mut self, at: usize) -> usize {
        self.enter(b'}', false, Around::Nothing);
        self.push(TokenKind::Punctuation, self.tables.single[usize::from(b'{')], at, at + 1);
        self.run(at + 1)
    }

    /// What a byte begins when no starter fits.
    fn plain(&mut self, at: usize) -> usize {
        let byte = usize::from(self.source[at]);
        match self.tables.plain[byte] {
            Class::Space | Class::Newline => at + 1,
            Class::Word => self.word(at),
            Class::Digit => self.number(at),
            Class::Open => self.open(at),
            Class::Close => self.close(at),
            Class::OperatorRun => self.operator_run(at),
            Class::Operator => self.operator(at),
            Class::Punctuation | Class::Starter => {
                self.push(TokenKind::Punctuation, self.tables.single[byte], at, at + 1)
            }
        }
    }

    /// Gives a token; its end.
    #[inline]
    pub fn push(&mut self, kind: TokenKind, code: u8, start: usize, end: usize) -> usize {
        self.last = code;
        self.last_end = end;
        (self.emit)(Token { kind, code, start: start as u32, end: end as u32 });
        end
    }

    /// Gives a token whose code is its kind's; its end.
    #[inline]
    pub fn push_kind(&mut self, kind: TokenKind, start: usize, end: usize) -> usize {
        self.push(kind, kind as u8, start, end)
    }

    #[inline]
    pub fn word_end(&self, mut at: usize) -> usize {
        while self.source.get(at).is_some_and(|&byte| self.tables.word[usize::from(byte)]) {
            at += 1;
        }
        at
    }

    /// The end of a word with escapes, the first of which is at `at`.
    fn escaped_word_end(&self, mut at: usize) -> usize {
        while self.source.get(at) == Some(&b'\\') && !is_line_end(self.source, at + 1) {
            at = self.word_end((at + 2).min(self.source.len()));
        }
        at
    }

    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let mut end = self.word_end(start + 1);
        if let Some(&next) = self.source.get(end)
            && self.tables.ends_word[usize::from(next)]
            && (self.source.get(end + 1) != Some(&b'=') || matches!(self.source.get(end + 2), Some(b'=' | b'~')))
        {
            if next == b'\\' {
                end = self.escaped_word_end(end);
            } else if next != b'=' {
                end += 1;
            } else if self.source[end - 1] == b'+' {
                // `name+=value` of shells, whose words have plus signs.
                if end - 1 == start {
                    return self.push(TokenKind::Punctuation, self.tables.code_of("+="), start, end + 1);
                }
                end -= 1;
            }
        }
        if let Some(&next) = self.source.get(end)
            && self.tables.after_prefix[usize::from(next)]
            && end - start <= self.tables.longest_prefix
            && let Some(end) = self.prefixed(start, end)
        {
            return end;
        }
        match self.tables.keyword(self.source, start, end) {
            Some(code) if !self.tables.member[usize::from(self.last)] => {
                self.push(TokenKind::Keyword, code, start, end)
            }
            _ => self.push_kind(TokenKind::Identifier, start, end),
        }
    }

    #[inline]
    fn operator(&mut self, at: usize) -> usize {
        let byte = self.source[at];
        if byte == b'.'
            && self.tables.grammar.numbers.leading_dot
            && self.is_digit(at + 1)
            && !self.after_operand_at(at)
        {
            return self.number(at);
        }
        let (length, code) = self.tables.operator(self.source, at);
        if byte == b':' && self.ends_format(at) {
            return self.leave(at);
        }
        if self.tables.counts_brackets {
            self.note_brackets(at, at + length);
        }
        self.push(TokenKind::Punctuation, code, at, at + length)
    }

    /// Counts the bracket that an operator begins or ends with (`[|`, `${`, `|]`).
    fn note_brackets(&mut self, at: usize, end: usize) {
        let (first, last) = (self.source[at], self.source[end - 1]);
        match (first, last) {
            (b'(' | b'[' | b'{', _) => self.note_open(first),
            (_, b'(' | b'[' | b'{') => self.note_open(last),
            (_, b')' | b']' | b'}') => self.note_close(last),
            _ => {}
        }
    }

    fn operator_run(&mut self, at: usize) -> usize {
        let (length, code) = self.tables.operator(self.source, at);
        let mut end = at + 1;
        while let Some(&byte) = self.source.get(end)
            && self.tables.plain[usize::from(byte)] == Class::OperatorRun
            && !self.begins_comment(end)
        {
            end += 1;
        }
        let code = match end - at {
            1 => self.tables.single[usize::from(self.source[at])],
            found if found == length => code,
            _ => OTHER_OPERATOR,
        };
        self.push(TokenKind::Punctuation, code, at, end)
    }

    fn number(&mut self, at: usize) -> usize {
        let rules = &self.tables.grammar.numbers;
        let member = !rules.leading_dot && self.last_end == at && self.last == self.tables.single[usize::from(b'.')];
        let end = number::end(self.tables, self.source, at, member).max(at + 1);
        if rules.names {
            let word_end = self.word_end(end);
            let kind =
                if number::goes_on(self.source, end, word_end) { TokenKind::Number } else { TokenKind::Identifier };
            return self.push_kind(kind, at, word_end);
        }
        self.push_kind(TokenKind::Number, at, end)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.source.get(at).is_some_and(u8::is_ascii_digit)
    }

    fn open(&mut self, at: usize) -> usize {
        let byte = self.source[at];
        self.note_open(byte);
        self.push(TokenKind::Punctuation, self.tables.single[usize::from(byte)], at, at + 1)
    }

    #[inline]
    pub fn note_open(&mut self, byte: u8) {
        if byte == b'(' {
            self.control = self.control << 1 | u64::from(self.tables.control[usize::from(self.last)]);
        }
        if let Some(inside) = self.innermost() {
            inside.depth += 1;
        }
        if let Layout::Lines { inside } | Layout::Indentation { inside } = self.tables.grammar.layout
            && inside.as_bytes().contains(&byte)
        {
            self.brackets += 1;
        }
    }

    fn close(&mut self, at: usize) -> usize {
        let byte = self.source[at];
        let code = self.tables.single[usize::from(byte)];
        if self.innermost().is_some_and(|inside| inside.depth == 0 && inside.close == byte) {
            self.push(TokenKind::Punctuation, code, at, at + 1);
            return self.leave(at + 1);
        }
        self.note_close(byte);
        self.push(TokenKind::Punctuation, code, at, at + 1)
    }

    fn note_close(&mut self, byte: u8) {
        if byte == b')' {
            self.control_closed = self.control & 1 == 1;
            self.control >>= 1;
        }
        if let Some(inside) = self.innermost() {
            inside.depth = inside.depth.saturating_sub(1);
        }
        if let Layout::Lines { inside } | Layout::Indentation { inside } = self.tables.grammar.layout {
            let open = if byte == b')' { b'(' } else { byte - 2 };
            if inside.as_bytes().contains(&open) {
                self.brackets = self.brackets.saturating_sub(1);
            }
        }
    }

    fn innermost(&mut self) -> Option<&mut Inside> {
        self.inside[..self.depth].last_mut()?.as_mut()
    }

    fn ends_format(&mut self, at: usize) -> bool {
        let walrus = self.source.get(at + 1) == Some(&b'=');
        !walrus && self.innermost().is_some_and(|inside| inside.format && inside.depth == 0)
    }

    /// Goes on with what is around the innermost code.
    fn leave(&mut self, at: usize) -> usize {
        self.depth -= 1;
        match self.inside[self.depth].take().map(|inside| inside.around) {
            Some(Around::String(literal)) => self.string(literal, at, at),
            Some(Around::Jsx { depth, tag }) => self.jsx(at, depth, tag),
            Some(Around::Nothing) => {
                self.source = &self.source[..at];
                at
            }
            None => at,
        }
    }

    /// Begins code inside of something; whether there is room for it.
    pub fn enter(&mut self, close: u8, format: bool, around: Around) -> bool {
        let Some(slot) = self.inside.get_mut(self.depth) else { return false };
        *slot = Some(Inside { close, depth: 0, format, around });
        self.depth += 1;
        true
    }

    /// Reads a string that began at `start`, or a piece of it, from `at` on; where its end or its first hole's code is.
    pub fn string(&mut self, mut literal: Literal, start: usize, at: usize) -> usize {
        if self.depth == DEPTH {
            literal.holes = &[];
        }
        let (end, reason) = literal.piece(self.source, at);
        if end > start {
            self.push_kind(literal.kind, start, end);
        }
        match reason {
            PieceEnd::Closed => end,
            PieceEnd::Hole(hole) => self.hole(literal, hole, end),
        }
    }

    fn hole(&mut self, literal: Literal, hole: Hole, at: usize) -> usize {
        self.enter(hole.close, hole.format, Around::String(literal));
        let code = self.tables.code_of(hole.open);
        let end = self.push(TokenKind::Punctuation, code, at, at + hole.open.len());
        if hole.open == "${" && self.tables.expands { self.parameter(end) } else { end }
    }

    /// Whether an operator is expected, not an operand.
    pub fn after_operand(&self) -> bool {
        let single = &self.tables.single;
        if self.last == single[usize::from(b')')] {
            return !self.control_closed;
        }
        if self.last == single[usize::from(b'}')] {
            return !self.tables.brace_ends_statement;
        }
        self.tables.value[usize::from(self.last)]
    }

    /// The same, for something that also separates when it stands apart (`f .5`).
    fn after_operand_at(&self, at: usize) -> bool {
        self.after_operand() && self.last_end == at
    }

    fn newline(&mut self, at: usize) -> usize {
        // Strings on one line end with it, whatever is open in them.
        while let Some(Inside { around: Around::String(Literal { multiline: false, .. }), .. }) = self.innermost() {
            self.depth -= 1;
        }
        if self.heredocs.pending() {
            self.end_of_line(at);
            return self.heredoc_bodies(at + 1);
        }
        self.end_of_line(at);
        at + 1
    }

    /// Gives the token of a line end at `at`, if one is due.
    fn end_of_line(&mut self, at: usize) {
        let layout = self.tables.grammar.layout;
        if layout == Layout::None
            || self.brackets > 0
            || matches!(self.last, LAYOUT | INDENT | DEDENT)
            || self.depth > 0
        {
            return;
        }
        let end = (at + 1).min(self.source.len());
        if end == at {
            return;
        }
        let mut code = LAYOUT;
        if matches!(layout, Layout::Indentation { .. }) {
            let indentation = self.next_indentation(at + 1);
            code = match indentation.cmp(&self.indentation) {
                std::cmp::Ordering::Less => DEDENT,
                std::cmp::Ordering::Equal => LAYOUT,
                std::cmp::Ordering::Greater => INDENT,
            };
            self.indentation = indentation;
        }
        self.push(TokenKind::Layout, code, at, end);
    }

    /// The column of the next line that is more than white space and comments.
    fn next_indentation(&self, mut at: usize) -> usize {
        let mut column = 0;
        while let Some(&byte) = self.source.get(at) {
            match byte {
                b' ' => column += 1,
                b'\t' => column = (column / 8 + 1) * 8,
                b'\n' => column = 0,
                b'\r' | 0x0c => {}
                _ => match self.comment_end(at) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => return column,
                },
            }
            at += 1;
        }
        0
    }
}

/// Whether a line ends at `at`.
pub(super) fn is_line_end(source: &[u8], at: usize) -> bool {
    source.get(at) == Some(&b'\n') || source[at.min(source.len())..].starts_with(b"\r\n")
}
