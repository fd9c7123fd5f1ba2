//! Functions of languages with braces and semicolons.

use std::ops::Range;

use crate::languages::tables::Tables;
use crate::token::{Token, TokenKind};

use super::roles::{Inside, Role};
use super::{Function, Style, Text};

/// A function without braces.
struct Expression {
    start: usize,
    name: Range<usize>,
    /// The column of the line it begins on.
    column: u32,
}

/// An open bracket, and what was read of the statement in it.
struct Frame {
    inside: Inside,
    /// The first token of the statement.
    statement: usize,
    /// The name that parameters seem to follow.
    candidate: Option<Range<usize>>,
    /// No later candidate is better.
    settled: bool,
    /// A class or the like is declared.
    container: bool,
    /// It is an enumeration.
    constants: bool,
    /// What follows is a value.
    assigned: bool,
    /// `new` was read.
    new: bool,
    /// The base of a constructor's initialisers was read: braces after names are values.
    initialisers: bool,
    /// The statement around it goes on after its end.
    continues: bool,
    /// The function that its end ends.
    function: Option<(usize, Range<usize>)>,
    /// A function without braces that the statement's end ends.
    expression: Option<Expression>,
}

impl Frame {
    fn new(inside: Inside, statement: usize) -> Self {
        Frame {
            inside,
            statement,
            candidate: None,
            settled: false,
            container: false,
            constants: false,
            assigned: false,
            new: false,
            initialisers: false,
            continues: false,
            function: None,
            expression: None,
        }
    }

    /// Forgets the statement; the next begins at `statement`.
    fn next_statement(&mut self, statement: usize) {
        let inside = self.inside;
        let function = self.function.take();
        let continues = self.continues;
        *self = Frame { function, continues, ..Frame::new(inside, statement) };
    }
}

struct Finder<'a> {
    style: Style,
    text: Text<'a>,
    frames: Vec<Frame>,
    functions: Vec<Function>,
    /// The first token of the line, and where the line starts in the source.
    line_first: usize,
    line_start: u32,
    /// For each open `#if`, how many brackets were open at it.
    branches: Vec<usize>,
}

pub(super) fn functions(tables: &Tables, style: Style, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let roles = &tables.roles;
    let frames = vec![Frame::new(Inside::Container, 0)];
    let mut finder = Finder {
        style,
        text: Text { source, tokens },
        frames,
        functions: Vec::new(),
        line_first: 0,
        line_start: 0,
        branches: Vec::new(),
    };
    // Lines matter where they end statements, and most tokens do not matter.
    let lines = style != Style::C;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let role = roles[usize::from(token.code)];
        if lines {
            finder.begin_line(index);
        }
        index = if matches!(role, Role::Other | Role::Name) { index + 1 } else { finder.step(role, index) };
    }
    finder.end_expression(tokens.len());
    finder.functions
}

impl Finder<'_> {
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Inside::Container, 0));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn is(&self, index: usize, text: &str) -> bool {
        self.text.of(index) == text.as_bytes()
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.text.tokens.get(index).map(|token| token.kind)
    }

    /// Takes in the token at `index`; the index of the next one.
    fn step(&mut self, role: Role, index: usize) -> usize {
        let keyword = self.style != Style::C && self.style != Style::CSharp;
        match role {
            Role::Other | Role::Name => {}
            Role::Function if keyword => return self.function_keyword(index, index + 1),
            Role::Constructor if keyword && matches!(self.text.of(index + 1), b"(" | b"<" | b"?") => {
                return self.function_keyword(index, index);
            }
            Role::Function | Role::Constructor => {}
            Role::Container => {
                // A declaration without a body was before, unless this is the type of what is declared.
                let line = self.line_first;
                let is_type = index > 0 && matches!(self.text.of(index - 1), b")" | b":" | b"->" | b"*" | b"," | b"]");
                let frame = self.frame();
                frame.container = true;
                if keyword && frame.settled && frame.candidate.take_if(|name| line > name.start && !is_type).is_some() {
                    frame.settled = false;
                }
            }
            Role::Constants => {
                self.frame().container = true;
                self.frame().constants = true;
            }
            Role::New => self.frame().new = true,
            Role::Operator => return self.operator(index),
            Role::Open => self.open(index),
            Role::Close => self.close(index),
            Role::OpenBrace => self.open_brace(index),
            Role::CloseBrace => self.close_brace(index),
            Role::Semicolon => {
                self.end_expression(index + 1);
                let frame = self.frame();
                if frame.inside == Inside::Constants {
                    frame.inside = Inside::Container;
                }
                frame.next_statement(index + 1);
            }
            Role::Colon => self.colon(index),
            Role::Assign => self.assign(),
            Role::Arrow => self.arrow(),
            Role::Define => return self.after_definition(index),
            Role::BranchStart => {
                let depth = self.frames.len();
                self.branches.push(depth);
            }
            Role::BranchElse => {
                // The brackets that one branch opened are opened again by the other.
                if let Some(&depth) = self.branches.last() {
                    self.frames.truncate(depth.max(1));
                }
            }
            Role::BranchEnd => {
                self.branches.pop();
            }
        }
        index + 1
    }

    /// Skips a macro's definition.
    fn after_definition(&self, index: usize) -> usize {
        let mut end = self.text.tokens[index].end as usize;
        loop {
            let Some(length) = memchr::memchr(b'\n', &self.text.source[end.min(self.text.source.len())..]) else {
                return self.text.tokens.len();
            };
            end += length + 1;
            let line = self.text.source[..end - 1].strip_suffix(b"\r").unwrap_or(&self.text.source[..end - 1]);
            if !line.ends_with(b"\\") {
                break;
            }
        }
        let rest = &self.text.tokens[index..];
        index + rest.iter().position(|token| token.start as usize >= end).unwrap_or(rest.len())
    }

    /// Where the line starts whose first token is at `index`; nothing if another one is the first.
    fn new_line(&self, index: usize) -> Option<u32> {
        let start = self.text.tokens.get(index)?.start;
        let before = index.checked_sub(1).map_or(0, |before| self.text.tokens[before].end);
        let gap = self.text.source.get(before as usize..start as usize)?;
        // Mostly there is nothing, or one space.
        if gap.is_empty() || gap == b" " {
            return None;
        }
        memchr::memrchr(b'\n', gap).map(|newline| before + newline as u32 + 1)
    }

    /// Notes where lines begin; a line that is no deeper than a function without braces ends it.
    fn begin_line(&mut self, index: usize) {
        let Some(line_start) = self.new_line(index) else { return };
        (self.line_start, self.line_first) = (line_start, index);
        let column = self.text.tokens[index].start.saturating_sub(line_start);
        if self.frame().expression.as_ref().is_some_and(|expression| column <= expression.column)
            && !matches!(self.text.of(index), b"}" | b")" | b"]" | b"{")
        {
            self.end_expression(index);
            self.frame().next_statement(index);
        }
    }

    /// `fn name`, `func (receiver) name`; the name is at `name`, or after the receiver there.
    fn function_keyword(&mut self, index: usize, mut name: usize) -> usize {
        if self.text.of(name) == b"(" {
            name = self.after_parentheses(name);
        }
        let lines = self.style == Style::KeywordLines;
        // Kotlin's `fun <T> name(`.
        if lines && self.text.of(name) == b"<" {
            let mut depth = 0u32;
            while name < self.text.tokens.len() && name < index + 64 {
                match self.text.of(name) {
                    b"<" => depth += 1,
                    b">" => depth -= 1,
                    _ => {}
                }
                name += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        // Kotlin's `fun Type.name(`.
        while self.text.of(name + 1) == b"." && lines {
            name += 2;
        }
        let follows = self.text.of(name + 1);
        let named = name == index || self.kind(name) == Some(TokenKind::Identifier);
        let parameters = matches!(follows, b"(" | b"<" | b"[" | b"?");
        let definition = matches!(self.text.of(index), b"def" | b"sub");
        let operator = lines && self.kind(name) == Some(TokenKind::Punctuation) && name > index && follows == b"(";
        if !operator && (!named || !parameters && !definition) {
            return index + 1;
        }
        let line_first = self.line_first;
        self.end_expression(index);
        let frame = self.frame();
        if lines || frame.assigned {
            frame.next_statement(line_first.max(frame.statement).min(index));
        }
        frame.candidate = Some(name..name + 1);
        frame.settled = true;
        frame.container = false;
        name + 1
    }

    /// The index after the parentheses that open at `at`.
    fn after_parentheses(&self, mut at: usize) -> usize {
        let mut depth = 0usize;
        while at < self.text.tokens.len() {
            match self.text.of(at) {
                b"(" => depth += 1,
                b")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        at
    }

    /// `operator==(`, `operator()(`, `operator new(`.
    fn operator(&mut self, index: usize) -> usize {
        let mut end = index + 1;
        if self.is(end, "(") {
            end += 2;
        }
        while end < index + 8 && !self.is(end, "(") {
            end += 1;
        }
        let end = end.min(self.text.tokens.len());
        let frame = self.frame();
        if !frame.settled && frame.inside == Inside::Container {
            frame.candidate = Some(index..end);
            frame.settled = true;
        }
        end
    }

    fn open(&mut self, index: usize) {
        if matches!(self.style, Style::C | Style::CSharp) && self.is(index, "(") {
            let is_method =
                |sign: usize| matches!(self.text.of(sign), b"-" | b"+") && (sign == 0 || self.new_line(sign).is_some());
            if index.checked_sub(1).is_some_and(is_method) {
                self.objective_c_method(index);
            } else {
                self.consider(index);
            }
        }
        let frame = Frame::new(Inside::Parentheses, index + 1);
        self.frames.push(frame);
    }

    /// `- (void)name:(int)argument {`
    fn objective_c_method(&mut self, index: usize) {
        let name = self.after_parentheses(index);
        let frame = self.frame();
        if frame.inside == Inside::Container && !frame.settled {
            frame.next_statement(index - 1);
            frame.candidate = Some(name..name + 1);
            frame.settled = true;
        }
    }

    /// The name before the type parameters that end before `end`: `name<T>(`.
    fn before_type_parameters(&self, end: usize) -> Option<usize> {
        let mut depth = 0u32;
        for at in (end.saturating_sub(64)..=end).rev() {
            match self.text.of(at) {
                b">" => depth += 1,
                b"<" => depth = depth.checked_sub(1)?,
                b";" | b"{" | b"}" | b"(" => return None,
                _ => {}
            }
            if depth == 0 {
                return at.checked_sub(1);
            }
        }
        None
    }

    /// Takes the name before the parenthesis at `index` as that of a function, if it may be one.
    fn consider(&mut self, index: usize) {
        let Some(mut name) = index.checked_sub(1) else { return };
        let sharp = self.style == Style::CSharp;
        if sharp && self.is(name, ">") {
            name = self.before_type_parameters(name).unwrap_or(name);
        }
        if self.kind(name) != Some(TokenKind::Identifier) {
            return;
        }
        let before = name.checked_sub(1);
        let is_before = |text: &str| before.is_some_and(|before| self.is(before, text));
        if ["@", "new", "class", "struct", "enum", "record", ".", "->", "return"].iter().any(|text| is_before(text)) {
            if is_before("record") {
                self.frame().container = true;
            }
            return;
        }
        let typed = before.is_some_and(|before| {
            self.kind(before) == Some(TokenKind::Identifier)
                || matches!(
                    self.text.of(before),
                    b">" | b"]"
                        | b"?"
                        | b"void"
                        | b"int"
                        | b"string"
                        | b"bool"
                        | b"double"
                        | b"long"
                        | b"object"
                        | b"var"
                        | b"dynamic"
                )
        });
        let frame = self.frame();
        if sharp && frame.inside != Inside::Container && !typed {
            return;
        }
        let first = frame.candidate.as_ref().is_some_and(|candidate| candidate.start == frame.statement);
        if frame.assigned || frame.settled || frame.candidate.is_some() && !first {
            return;
        }
        frame.candidate = Some(name..name + 1);
    }

    fn close(&mut self, _index: usize) {
        if self.frames.last().is_some_and(|frame| frame.inside == Inside::Parentheses) {
            self.frames.pop();
        }
    }

    fn colon(&mut self, index: usize) {
        let frame = self.frame();
        if frame.candidate.is_some() {
            // Not the colons in the signature of a method of Objective-C.
            frame.initialisers |= !frame.settled;
            frame.settled = true;
        } else if !frame.container && matches!(frame.inside, Inside::Container | Inside::Function | Inside::Block) {
            // A label, an access specifier.
            frame.next_statement(index + 1);
        }
    }

    /// `fun twice(x: Int) = 2 * x`
    fn assign(&mut self) {
        let keyword = self.style != Style::C && self.style != Style::CSharp;
        let (first, start) = (self.line_first, self.line_start);
        let column = self.text.tokens.get(first).map_or(0, |token| token.start.saturating_sub(start));
        let frame = self.frame();
        if !frame.settled {
            frame.assigned = true;
        } else if keyword && let Some(name) = frame.candidate.take() {
            frame.expression = Some(Expression { start: frame.statement, name, column });
            frame.assigned = true;
        }
    }

    /// `int twice(int x) => 2 * x;`
    fn arrow(&mut self) {
        if self.style != Style::CSharp {
            return;
        }
        // Only a semicolon ends it.
        let column = 0;
        let frame = self.frame();
        if frame.inside == Inside::Container
            && !frame.assigned
            && let Some(name) = frame.candidate.take()
        {
            frame.expression = Some(Expression { start: frame.statement, name, column });
            frame.assigned = true;
        }
    }

    fn end_expression(&mut self, end: usize) {
        if let Some(Expression { start, name, .. }) = self.frame().expression.take() {
            self.give(start, name, end);
        }
    }

    fn give(&mut self, start: usize, name: Range<usize>, end: usize) {
        self.functions.extend(self.text.function(start, name, end));
    }

    fn open_brace(&mut self, index: usize) {
        let before = index.checked_sub(1);
        let after_name =
            before.is_some_and(|before| self.kind(before) == Some(TokenKind::Identifier) || self.is(before, ">"));
        let after_type = before.is_some_and(|before| self.is(before, "interface") || self.is(before, "struct"));
        let after_string = before.and_then(|before| self.kind(before)) == Some(TokenKind::String);
        let after_parenthesis = before.is_some_and(|before| self.is(before, ")"));
        let keyword = self.style != Style::C && self.style != Style::CSharp;
        let sharp = self.style == Style::CSharp;
        let frame = self.frame();
        let mut opened = Frame::new(Inside::Block, index + 1);
        let allowed = keyword || sharp || frame.inside == Inside::Container;
        let value = if keyword { after_type } else { frame.initialisers && after_name };
        if frame.candidate.is_some() && value {
            opened.continues = true;
        } else if let Some(name) = frame.candidate.take_if(|_| allowed && !frame.assigned) {
            opened.inside = Inside::Function;
            opened.function = Some((frame.statement, name));
        } else if frame.new && after_parenthesis || frame.inside == Inside::Constants {
            opened.inside = Inside::Container;
            opened.continues = frame.new;
        } else if frame.container && !frame.assigned || after_string && frame.inside == Inside::Container {
            opened.inside = if frame.constants { Inside::Constants } else { Inside::Container };
        } else if frame.inside == Inside::Parentheses || frame.assigned {
            opened.continues = true;
        }
        self.frames.push(opened);
    }

    fn close_brace(&mut self, index: usize) {
        // Parentheses that were never closed.
        while self.frames.len() > 1 && self.frames.last().is_some_and(|frame| frame.inside == Inside::Parentheses) {
            self.frames.pop();
        }
        self.end_expression(index);
        if self.frames.len() == 1 {
            self.frame().next_statement(index + 1);
            return;
        }
        let Some(closed) = self.frames.pop() else { return };
        if let Some((start, name)) = closed.function {
            self.give(start, name, index + 1);
        }
        if !closed.continues {
            self.frame().next_statement(index + 1);
        }
    }
}
