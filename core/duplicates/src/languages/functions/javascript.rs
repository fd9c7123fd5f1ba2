//! Functions of JavaScript and TypeScript.

use std::ops::Range;

use crate::languages::tables::Tables;
use crate::token::{Token, TokenKind};

use super::Function;

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Statements,
    Class,
    Object,
    Type,
    Parentheses,
}

/// A function's first token and the tokens of its name.
type Named = (usize, Range<usize>);

/// An open bracket, and what was read of the statement or member in it.
struct Frame {
    inside: Inside,
    /// The first token of the statement.
    statement: usize,
    /// Its column.
    column: u32,
    /// What the value is called.
    binding: Option<Range<usize>>,
    /// A colon gave the name: in a class, a type follows.
    from_colon: bool,
    /// What follows is a value.
    assigned: bool,
    /// `a ? b : c`
    conditional: bool,
    /// The name of a method whose body may come.
    method: Option<Range<usize>>,
    /// `function` was read: its name, if it has one.
    function_word: bool,
    pending: Option<Named>,
    class: bool,
    /// A type is declared.
    declares_type: bool,
    /// The statement around it goes on after its end.
    continues: bool,
    /// It is a hole of a template.
    interpolation: bool,
    /// The function whose body it is.
    function: Option<Named>,
    /// A function whose body is the expression that is read.
    expression: Option<Named>,
}

impl Frame {
    fn new(inside: Inside, statement: usize) -> Self {
        Frame {
            inside,
            statement,
            column: 0,
            binding: None,
            from_colon: false,
            assigned: false,
            conditional: false,
            method: None,
            function_word: false,
            pending: None,
            class: false,
            declares_type: false,
            continues: false,
            interpolation: false,
            function: None,
            expression: None,
        }
    }

    fn next_statement(&mut self, statement: usize) {
        let (function, continues, interpolation) = (self.function.take(), self.continues, self.interpolation);
        *self = Frame { function, continues, interpolation, ..Frame::new(self.inside, statement) };
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Other,
    Name,
    Function,
    Class,
    Interface,
    Declaration,
    OpenBrace,
    CloseBrace,
    Open,
    Close,
    Semicolon,
    Comma,
    Colon,
    Assign,
    Arrow,
    Question,
}

const ROLES: &[(&[&str], Role)] = &[
    (&["function"], Role::Function),
    (&["class"], Role::Class),
    (&["interface"], Role::Interface),
    (&["const", "let", "var"], Role::Declaration),
    (&["{", "${"], Role::OpenBrace),
    (&["}"], Role::CloseBrace),
    (&["(", "["], Role::Open),
    (&[")", "]"], Role::Close),
    (&[";"], Role::Semicolon),
    (&[","], Role::Comma),
    (&[":"], Role::Colon),
    (&["="], Role::Assign),
    (&["=>"], Role::Arrow),
    (&["?"], Role::Question),
];

struct Finder<'a> {
    source: &'a [u8],
    tokens: &'a [Token],
    frames: Vec<Frame>,
    functions: Vec<Function>,
    /// Where the line of the current token starts.
    line_start: u32,
}

pub(super) fn functions(tables: &Tables, source: &[u8], tokens: &[Token]) -> Vec<Function> {
    let mut roles = [Role::Other; 256];
    roles[TokenKind::Identifier as usize] = Role::Name;
    for (names, role) in ROLES {
        for name in *names {
            roles[usize::from(tables.code_of(name))] = *role;
        }
    }
    let frames = vec![Frame::new(Inside::Statements, 0)];
    let mut finder = Finder { source, tokens, frames, functions: Vec::new(), line_start: 0 };
    for (index, token) in tokens.iter().enumerate() {
        finder.step(roles[usize::from(token.code)], index);
    }
    while let Some(frame) = finder.frames.pop() {
        if let Some(named) = frame.expression {
            finder.give(named, tokens.len());
        }
    }
    finder.functions
}

impl Finder<'_> {
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Inside::Statements, 0));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn text(&self, index: usize) -> &[u8] {
        self.tokens
            .get(index)
            .and_then(|token| self.source.get(token.start as usize..token.end as usize))
            .unwrap_or_default()
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn step(&mut self, role: Role, index: usize) {
        self.begin_line(role, index);
        match role {
            Role::Other => {}
            Role::Name => self.name(index),
            Role::Function => self.function_word(index),
            Role::Class => {
                if !self.frame().assigned || self.frame().inside != Inside::Type {
                    self.frame().class = true;
                }
            }
            Role::Interface => self.frame().declares_type = true,
            Role::Declaration => {
                let exported = index > 0 && self.text(index - 1) == b"export";
                if !exported && self.frame().inside == Inside::Statements {
                    self.end_expression(index);
                    self.frame().next_statement(index);
                    self.frame().column = self.tokens[index].start - self.line_start;
                }
            }
            Role::Open => self.open(index),
            Role::Close => self.close(index),
            Role::OpenBrace => self.open_brace(index),
            Role::CloseBrace => self.close_brace(index),
            Role::Semicolon => {
                self.end_expression(index);
                self.frame().next_statement(index + 1);
            }
            Role::Comma => {
                self.end_expression(index);
                self.frame().next_statement(index + 1);
            }
            Role::Colon => self.colon(index),
            Role::Assign => self.assign(index),
            Role::Arrow => self.arrow(index),
            Role::Question => {
                let optional = matches!(self.text(index + 1), b":" | b")" | b"," | b"(" | b"=");
                self.frame().conditional |= !optional;
            }
        }
    }

    /// Notes where lines begin; a line that is no deeper than the statement before begins another.
    fn begin_line(&mut self, role: Role, index: usize) {
        let token = self.tokens[index];
        let before = index.checked_sub(1).map_or(0, |before| self.tokens[before].end);
        let gap = self.source.get(before as usize..token.start as usize).unwrap_or_default();
        let newline = memchr::memrchr(b'\n', gap);
        if let Some(newline) = newline {
            self.line_start = before + newline as u32 + 1;
        }
        let column = token.start.saturating_sub(self.line_start);
        let frame = self.frame();
        if frame.statement == index {
            frame.column = column;
            return;
        }
        let begins = matches!(role, Role::Name | Role::Function | Role::Class | Role::Interface | Role::Declaration)
            || role == Role::Other && token.kind == TokenKind::Keyword;
        let members = matches!(frame.inside, Inside::Statements | Inside::Class);
        if newline.is_some() && begins && members && column <= frame.column && frame.pending.is_none() && !frame.class {
            self.end_expression(index);
            self.frame().next_statement(index);
            self.frame().column = column;
        }
    }

    /// `type Name = …`
    fn name(&mut self, index: usize) {
        let statement = self.frame().statement;
        let first = index == statement || index == statement + 1 && self.text(statement) == b"export";
        if first && self.text(index) == b"type" && self.kind(index + 1) == Some(TokenKind::Identifier) {
            self.frame().declares_type = true;
        }
    }

    fn function_word(&mut self, index: usize) {
        let name = index + 1 + usize::from(self.text(index + 1) == b"*");
        let named = self.kind(name) == Some(TokenKind::Identifier);
        let frame = self.frame();
        let name = if named { Some(name..name + 1) } else { frame.binding.take() };
        frame.function_word = true;
        let statement = frame.statement;
        frame.pending = name.map(|name| (statement, name));
    }

    fn open(&mut self, index: usize) {
        let frame = self.frame();
        let members =
            matches!(frame.inside, Inside::Class | Inside::Object) && !frame.assigned && frame.method.is_none();
        if members && self.text(index) == b"(" {
            let method = self.method_name(index);
            self.frame().method = method;
        }
        self.frames.push(Frame::new(Inside::Parentheses, index + 1));
    }

    /// The name before the parameters that begin at `index`.
    fn method_name(&self, index: usize) -> Option<Range<usize>> {
        let mut name = index.checked_sub(1)?;
        if self.text(name) == b"?" {
            name = name.checked_sub(1)?;
        }
        if self.text(name) == b">" {
            // Type parameters: `map<T>(…)`.
            let mut depth = 0u32;
            for before in (name.saturating_sub(64)..=name).rev() {
                match self.text(before) {
                    b">" => depth += 1,
                    b"<" => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    name = before.checked_sub(1)?;
                    break;
                }
            }
        }
        if self.text(name) == b"]" {
            let open = (name.saturating_sub(16)..name).rev().find(|before| self.text(*before) == b"[")?;
            return Some(open..name + 1);
        }
        let named = match self.kind(name)? {
            TokenKind::Identifier | TokenKind::String | TokenKind::Number => true,
            TokenKind::Keyword => !matches!(self.text(name), b"super" | b"function" | b"new" | b"import"),
            _ => false,
        };
        let decorator = name > 0 && matches!(self.text(name - 1), b"@" | b".");
        (named && !decorator).then_some(name..name + 1)
    }

    fn close(&mut self, index: usize) {
        if self.frames.last().is_some_and(|frame| frame.inside == Inside::Parentheses && !frame.interpolation) {
            self.end_expression(index);
            self.frames.pop();
        }
    }

    fn colon(&mut self, index: usize) {
        let before = index.checked_sub(1);
        let before = before.map(|before| if self.text(before) == b"?" { before.saturating_sub(1) } else { before });
        let name = before.filter(|before| {
            matches!(self.kind(*before), Some(TokenKind::Identifier | TokenKind::String | TokenKind::Keyword))
        });
        let frame = self.frame();
        if frame.conditional {
            frame.conditional = false;
            return;
        }
        if frame.assigned || frame.method.is_some() {
            return;
        }
        frame.binding = name.map(|name| name..name + 1);
        frame.from_colon = true;
        frame.assigned |= frame.inside == Inside::Object;
    }

    fn assign(&mut self, index: usize) {
        let name = index.checked_sub(1).filter(|name| self.kind(*name) == Some(TokenKind::Identifier));
        let frame = self.frame();
        if !frame.from_colon || frame.inside == Inside::Object {
            frame.binding = name.map(|name| name..name + 1);
        }
        frame.from_colon = false;
        frame.assigned = true;
    }

    fn arrow(&mut self, index: usize) {
        if self.text(index + 1) == b"{" {
            return;
        }
        let frame = self.frame();
        let is_type =
            frame.declares_type || frame.inside == Inside::Type || frame.from_colon && frame.inside != Inside::Object;
        if is_type || frame.expression.is_some() {
            return;
        }
        let statement = frame.statement;
        frame.expression = frame.binding.take().map(|name| (statement, name));
    }

    fn open_brace(&mut self, index: usize) {
        let before = index.checked_sub(1);
        let previous = before.map(|before| self.text(before)).unwrap_or_default();
        let after_value = matches!(
            previous,
            b"=" | b"("
                | b","
                | b"["
                | b"?"
                | b"return"
                | b"&&"
                | b"||"
                | b"??"
                | b"default"
                | b"in"
                | b"of"
                | b"await"
                | b"yield"
                | b"..."
                | b"+="
        );
        let in_type = matches!(previous, b"<" | b"|" | b"&" | b"as" | b"extends" | b"satisfies" | b"keyof");
        let (colon, arrow) = (previous == b":", previous == b"=>");
        let statement = self.frame().statement;
        let case = matches!(self.text(statement), b"case" | b"default");
        let interpolation = self.text(index) == b"${";
        let frame = self.frame();
        let mut opened = Frame::new(Inside::Statements, index + 1);
        opened.continues = true;
        if interpolation {
            opened.inside = Inside::Parentheses;
            opened.interpolation = true;
        } else if in_type || colon && !case && (frame.inside != Inside::Object || frame.method.is_some()) {
            opened.inside = if colon && frame.conditional { Inside::Object } else { Inside::Type };
        } else if std::mem::take(&mut frame.function_word) {
            opened.function = frame.pending.take();
            opened.continues = opened.function.is_none() || frame.assigned;
        } else if let Some(method) = frame.method.take_if(|_| !arrow && !after_value) {
            opened.function = Some((statement, method));
            opened.continues = false;
        } else if arrow {
            let is_type = frame.declares_type || frame.from_colon && frame.inside != Inside::Object;
            if !is_type && frame.expression.is_none() {
                opened.function = frame.binding.take().map(|name| (statement, name));
            }
        } else if std::mem::take(&mut frame.class) {
            opened.inside = Inside::Class;
            opened.continues = frame.assigned;
        } else if frame.declares_type || frame.inside == Inside::Type {
            opened.inside = Inside::Type;
        } else if after_value || colon && !case {
            opened.inside = Inside::Object;
        } else {
            opened.continues = frame.inside != Inside::Statements && frame.inside != Inside::Class;
        }
        self.frames.push(opened);
    }

    fn close_brace(&mut self, index: usize) {
        // Parentheses that were never closed.
        while self.frames.len() > 1 && self.frame().inside == Inside::Parentheses && !self.frame().interpolation {
            self.end_expression(index);
            self.frames.pop();
        }
        self.end_expression(index);
        if self.frames.len() <= 1 {
            self.frame().next_statement(index + 1);
            return;
        }
        let Some(closed) = self.frames.pop() else { return };
        if let Some(named) = closed.function {
            self.give(named, index + 1);
        }
        let frame = self.frame();
        if closed.continues {
            frame.binding = None;
        } else {
            frame.next_statement(index + 1);
        }
    }

    fn end_expression(&mut self, end: usize) {
        if let Some(named) = self.frame().expression.take() {
            self.give(named, end);
        }
    }

    fn give(&mut self, (start, name): Named, end: usize) {
        let (Some(first), Some(last)) = (self.tokens.get(name.start), self.tokens.get(name.end - 1)) else { return };
        self.functions.push(Function { name: first.start..last.end, tokens: start as u32..end as u32 });
    }
}
