//! Functions of languages with braces and semicolons.

use std::ops::Range;

use crate::languages::tables::Tables;
use crate::token::{Token, TokenKind};

use super::{Function, Style};

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Inside {
    /// The file, or a class, a namespace: functions may be in it.
    Container,
    /// An enumeration before its first semicolon: what looks like functions are constants with bodies.
    Constants,
    /// A function's body.
    Function,
    /// Statements or values.
    Block,
    /// Parentheses or square brackets.
    Parentheses,
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
    expression: Option<(usize, Range<usize>)>,
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

/// What a token means here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Other,
    Name,
    Function,
    Container,
    Constants,
    New,
    Operator,
    OpenBrace,
    CloseBrace,
    Open,
    Close,
    Semicolon,
    Colon,
    Assign,
    Arrow,
    Define,
    BranchStart,
    BranchElse,
    BranchEnd,
}

fn roles(tables: &Tables) -> [Role; 256] {
    let mut roles = [Role::Other; 256];
    roles[TokenKind::Identifier as usize] = Role::Name;
    let named: &[(&[&str], Role)] = &[
        (&["fn", "func", "fun", "function", "def", "sub"], Role::Function),
        (
            &[
                "class",
                "object",
                "interface",
                "protocol",
                "extension",
                "contract",
                "library",
                "struct",
                "union",
                "namespace",
                "trait",
                "impl",
                "mod",
                "extern",
                "@interface",
                "@implementation",
            ],
            Role::Container,
        ),
        (&["enum"], Role::Constants),
        (&["new"], Role::New),
        (&["operator"], Role::Operator),
        (&["{"], Role::OpenBrace),
        (&["}"], Role::CloseBrace),
        (&["(", "["], Role::Open),
        (&[")", "]"], Role::Close),
        (&[";"], Role::Semicolon),
        (&[":"], Role::Colon),
        (&["="], Role::Assign),
        (&["=>"], Role::Arrow),
        (&["#define"], Role::Define),
        (&["#if", "#ifdef", "#ifndef"], Role::BranchStart),
        (&["#else", "#elif"], Role::BranchElse),
        (&["#endif"], Role::BranchEnd),
    ];
    for (names, role) in named {
        for name in *names {
            let code = tables.code_of(name);
            if code != 0 {
                roles[usize::from(code)] = *role;
            }
        }
    }
    roles
}

struct Finder<'a> {
    style: Style,
    source: &'a [u8],
    tokens: &'a [Token],
    frames: Vec<Frame>,
    functions: Vec<Function>,
    /// For each open `#if`, how many brackets were open at it.
    branches: Vec<usize>,
}

pub(super) fn functions(tables: &Tables, style: Style, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let roles = roles(tables);
    let frames = vec![Frame::new(Inside::Container, 0)];
    let mut finder = Finder { style, source, tokens, frames, functions: Vec::new(), branches: Vec::new() };
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index = finder.step(roles[usize::from(token.code)], index);
    }
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
        self.tokens.get(index).is_some_and(|token| {
            token.kind != TokenKind::String
                && self.source.get(token.start as usize..token.end as usize) == Some(text.as_bytes())
        })
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// Takes in the token at `index`; the index of the next one.
    fn step(&mut self, role: Role, index: usize) -> usize {
        let style = self.style;
        match role {
            Role::Other | Role::Name => {}
            Role::Function if style == Style::Keyword => return self.function_keyword(index),
            Role::Function => {}
            Role::Container => self.frame().container = true,
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
        let mut end = self.tokens[index].end as usize;
        loop {
            let Some(length) = memchr::memchr(b'\n', &self.source[end.min(self.source.len())..]) else {
                return self.tokens.len();
            };
            end += length + 1;
            let line = self.source[..end - 1].strip_suffix(b"\r").unwrap_or(&self.source[..end - 1]);
            if !line.ends_with(b"\\") {
                break;
            }
        }
        let rest = &self.tokens[index..];
        index + rest.iter().position(|token| token.start as usize >= end).unwrap_or(rest.len())
    }

    /// `fn name`, `func (receiver) name`.
    fn function_keyword(&mut self, index: usize) -> usize {
        let mut name = index + 1;
        if self.is(name, "(") {
            let mut depth = 0usize;
            while let Some(token) = self.tokens.get(name) {
                match self.source.get(token.start as usize) {
                    Some(b'(') => depth += 1,
                    Some(b')') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                name += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        let follows = self.is(name + 1, "(") || self.is(name + 1, "<") || self.is(name + 1, "[");
        if self.kind(name) != Some(TokenKind::Identifier) || !follows {
            return index + 1;
        }
        let frame = self.frame();
        frame.candidate = Some(name..name + 1);
        frame.settled = true;
        if frame.statement > index || frame.assigned {
            frame.statement = index;
        }
        name + 1
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
        let end = end.min(self.tokens.len());
        let frame = self.frame();
        if !frame.settled && frame.inside == Inside::Container {
            frame.candidate = Some(index..end);
            frame.settled = true;
        }
        end
    }

    fn open(&mut self, index: usize) {
        if self.style != Style::Keyword && self.is(index, "(") {
            self.consider(index);
        }
        let frame = Frame::new(Inside::Parentheses, index + 1);
        self.frames.push(frame);
    }

    /// Takes the name before the parenthesis at `index` as that of a function, if it may be one.
    fn consider(&mut self, index: usize) {
        let Some(name) = index.checked_sub(1) else { return };
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
        let frame = self.frame();
        let first = frame.candidate.as_ref().is_some_and(|candidate| candidate.start == frame.statement);
        if frame.assigned || frame.settled || frame.candidate.is_some() && !first {
            return;
        }
        frame.candidate = Some(name..index);
    }

    fn close(&mut self, _index: usize) {
        if self.frames.last().is_some_and(|frame| frame.inside == Inside::Parentheses) {
            self.frames.pop();
        }
    }

    fn colon(&mut self, index: usize) {
        let frame = self.frame();
        if frame.candidate.is_some() {
            frame.settled = true;
            frame.initialisers = true;
        } else if !frame.container && matches!(frame.inside, Inside::Container | Inside::Function | Inside::Block) {
            // A label, an access specifier.
            frame.next_statement(index + 1);
        }
    }

    /// `fun twice(x: Int) = 2 * x`
    fn assign(&mut self) {
        let keyword = self.style == Style::Keyword;
        let frame = self.frame();
        if !frame.settled {
            frame.assigned = true;
        } else if keyword && let Some(name) = frame.candidate.take() {
            frame.expression = Some((frame.statement, name));
            frame.assigned = true;
        }
    }

    /// `int twice(int x) => 2 * x;`
    fn arrow(&mut self) {
        if self.style != Style::C {
            return;
        }
        let frame = self.frame();
        if frame.inside == Inside::Container
            && !frame.assigned
            && let Some(name) = frame.candidate.take()
        {
            frame.expression = Some((frame.statement, name));
            frame.assigned = true;
        }
    }

    fn end_expression(&mut self, end: usize) {
        if let Some((start, name)) = self.frame().expression.take() {
            self.give(start, name, end);
        }
    }

    fn give(&mut self, start: usize, name: Range<usize>, end: usize) {
        let (Some(first), Some(last)) = (self.tokens.get(name.start), self.tokens.get(name.end - 1)) else { return };
        self.functions.push(Function { name: first.start..last.end, tokens: start as u32..end as u32 });
    }

    fn open_brace(&mut self, index: usize) {
        let before = index.checked_sub(1);
        let after_name =
            before.is_some_and(|before| self.kind(before) == Some(TokenKind::Identifier) || self.is(before, ">"));
        let after_type = before.is_some_and(|before| self.is(before, "interface") || self.is(before, "struct"));
        let after_string = before.and_then(|before| self.kind(before)) == Some(TokenKind::String);
        let after_parenthesis = before.is_some_and(|before| self.is(before, ")"));
        let keyword = self.style == Style::Keyword;
        let frame = self.frame();
        let mut opened = Frame::new(Inside::Block, index + 1);
        let allowed = keyword || frame.inside == Inside::Container;
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
