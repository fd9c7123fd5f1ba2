//! HTML and its relatives, with the code that is in them.

use memchr::{memchr, memchr2, memmem};

use crate::token::{Token, TokenKind};

use super::code::Code;
use super::tables::Tables;
use super::watch::Watch;
use super::{Language, find};

/// What a relative of HTML adds to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Scripts and styles.
    Html,
    /// Neither.
    Xml,
    /// Code between `{{` and `}}`.
    Vue,
    /// Code in braces, in texts and tags.
    Svelte,
    /// The same, and TypeScript between lines of `---` at the start.
    Astro,
}

/// Where reading goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    /// A value in quotes that was cut.
    Value(u8),
    /// The inside of `script` and `style`.
    Raw,
}

/// Reads markup, in pieces if something else is in between.
pub(super) struct Markup<'a, E> {
    language: &'static Language,
    tables: &'static Tables,
    dialect: Dialect,
    source: &'a [u8],
    watch: &'a Watch<'a>,
    emit: &'a mut E,
    state: State,
    /// The name of the element whose tag is read.
    element: (usize, usize),
    /// The language of the code in it: an attribute said so.
    code: Option<&'static Language>,
    /// The last attribute's name.
    attribute: (usize, usize),
    closing: bool,
}

impl<'a, E: FnMut(&'static Language, Token)> Markup<'a, E> {
    pub fn new(
        language: &'static Language,
        dialect: Dialect,
        source: &'a [u8],
        watch: &'a Watch<'a>,
        emit: &'a mut E,
    ) -> Self {
        Markup {
            language,
            tables: language.tables(),
            dialect,
            source,
            watch,
            emit,
            state: State::Text,
            element: (0, 0),
            code: None,
            attribute: (0, 0),
            closing: false,
        }
    }

    /// Reads `at..to`.
    pub fn run(&mut self, mut at: usize, to: usize) {
        if self.dialect == Dialect::Astro && at == 0 {
            at = self.front_matter(to);
        }
        while at < to && self.watch.goes_on(at) {
            at = match self.state {
                State::Text => self.text(at, to),
                State::Tag => self.tag(at, to),
                State::Value(quote) => self.value(at, at, to, quote),
                State::Raw => self.raw(at, to),
            };
        }
    }

    /// Gives a token of other languages around this markup.
    pub fn emit(&mut self, language: &'static Language, token: Token) {
        (self.emit)(language, token);
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) -> usize {
        let code = match kind {
            TokenKind::Punctuation => {
                let text = std::str::from_utf8(&self.source[start..end]).unwrap_or_default();
                self.tables.code_of(text)
            }
            kind => kind as u8,
        };
        (self.emit)(self.language, Token { kind, code, start: start as u32, end: end as u32 });
        end
    }

    fn begins(&self, at: usize, mark: &str) -> bool {
        self.source[at..].starts_with(mark.as_bytes())
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or(0)
    }

    fn braces(&self) -> bool {
        matches!(self.dialect, Dialect::Svelte | Dialect::Astro)
    }

    fn text(&mut self, at: usize, to: usize) -> usize {
        let mut end = at;
        let brace = if self.braces() || self.dialect == Dialect::Vue { b'{' } else { b'<' };
        loop {
            match memchr2(b'<', brace, &self.source[end..to]) {
                None => {
                    end = to;
                    break;
                }
                Some(length) => end += length,
            }
            if self.begins_markup(end) {
                break;
            }
            end += 1;
        }
        self.push_text(at, end);
        if end == to {
            return to;
        }
        self.markup(end, to)
    }

    fn push_text(&mut self, from: usize, to: usize) {
        let text = &self.source[from..to];
        let trimmed = text.trim_ascii_start();
        let start = to - trimmed.len();
        let length = trimmed.trim_ascii_end().len();
        if length > 0 {
            self.push(TokenKind::Text, start, start + length);
        }
    }

    fn begins_markup(&self, at: usize) -> bool {
        let next = self.byte(at + 1);
        match self.source[at] {
            b'<' => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') || next == b'>' && self.braces(),
            _ => self.braces() || next == b'{',
        }
    }

    fn markup(&mut self, at: usize, to: usize) -> usize {
        if self.source[at] == b'{' {
            return if self.braces() { self.braced(at, to) } else { self.mustache(at, to) };
        }
        if self.begins(at, "<!--") {
            let end = memmem::find(&self.source[at + 4..to], b"-->");
            return end.map_or(to, |length| at + 4 + length + 3);
        }
        if self.begins(at, "<![CDATA[") {
            let end = memmem::find(&self.source[at..to], b"]]>").map_or(to, |length| at + length);
            self.push_text((at + 9).min(end), end);
            return (end + 3).min(to);
        }
        let marks = usize::from(matches!(self.byte(at + 1), b'/' | b'!' | b'?'));
        self.closing = self.byte(at + 1) == b'/';
        let name = self.push(TokenKind::Punctuation, at, (at + 1 + marks).min(to));
        let end = self.name_end(name, to);
        self.element = (name, end);
        self.code = None;
        self.state = State::Tag;
        if end > name { self.push(TokenKind::Identifier, name, end) } else { name }
    }

    fn name_end(&self, at: usize, to: usize) -> usize {
        let ends = |byte: &u8| {
            byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/' | b'"' | b'\'' | b'<' | b'{' | b'?')
        };
        self.source[at..to].iter().position(ends).map_or(to, |length| at + length)
    }

    fn tag(&mut self, at: usize, to: usize) -> usize {
        match self.source[at] {
            b'>' => {
                self.push(TokenKind::Punctuation, at, at + 1);
                self.state = if self.opens_code() { State::Raw } else { State::Text };
                at + 1
            }
            b'/' | b'?' if self.byte(at + 1) == b'>' && at + 1 < to => {
                self.state = State::Text;
                self.push(TokenKind::Punctuation, at, at + 2)
            }
            b'{' if self.braces() => self.braced(at, to),
            quote @ (b'"' | b'\'') => self.value(at, at + 1, to, quote),
            b'=' => {
                let mut from = self.push(TokenKind::Punctuation, at, at + 1);
                while from < to && self.source[from].is_ascii_whitespace() {
                    from += 1;
                }
                let first = if from < to { self.source[from] } else { b'>' };
                if matches!(first, b'"' | b'\'' | b'>' | b'{') {
                    return from;
                }
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                let end = self.source[from..to].iter().position(ends).map_or(to, |length| from + length);
                self.note_value(from, end);
                self.push(TokenKind::String, from, end)
            }
            byte if byte.is_ascii_whitespace() => at + 1,
            b'<' => {
                // A tag that was never closed.
                self.state = State::Text;
                if self.begins_markup(at) { at } else { self.push(TokenKind::Punctuation, at, at + 1) }
            }
            _ => {
                let end = self.name_end(at, to);
                if end == at {
                    return self.push(TokenKind::Punctuation, at, at + 1);
                }
                self.attribute = (at, end);
                self.push(TokenKind::Identifier, at, end)
            }
        }
    }

    /// Reads a value that began at `start` from `at` to its quote or the end of the piece.
    fn value(&mut self, start: usize, at: usize, to: usize, quote: u8) -> usize {
        let found = memchr(quote, &self.source[at..to]);
        let end = found.map_or(to, |length| at + length + 1);
        self.state = if found.is_some() { State::Tag } else { State::Value(quote) };
        if found.is_some() && start < at {
            self.note_value(at, end - 1);
        }
        self.push(TokenKind::String, start, end)
    }

    /// `lang="ts"`, `type="module"`.
    fn note_value(&mut self, from: usize, to: usize) {
        let (name, value) = (&self.source[self.attribute.0..self.attribute.1], &self.source[from..to]);
        if !name.eq_ignore_ascii_case(b"lang") && !name.eq_ignore_ascii_case(b"type") {
            return;
        }
        let Ok(value) = std::str::from_utf8(value) else { return };
        let value = value.rsplit('/').next().unwrap_or(value);
        let known = match value.trim_start_matches("x-") {
            "ts" | "typescript" => find("typescript"),
            "tsx" => find("tsx"),
            "json" | "ld+json" | "importmap" | "speculationrules" => find("json"),
            "scss" | "sass" | "postcss" => find("scss"),
            "less" => find("less"),
            "template" | "html" | "x-template" | "text" | "plain" => Some(self.language),
            _ => None,
        };
        self.code = known.or(self.code);
    }

    fn element(&self) -> &[u8] {
        &self.source[self.element.0..self.element.1]
    }

    fn opens_code(&self) -> bool {
        let element = self.element();
        self.dialect != Dialect::Xml
            && !self.closing
            && (element.eq_ignore_ascii_case(b"script") || element.eq_ignore_ascii_case(b"style"))
    }

    /// The inside of `script` or `style`.
    fn raw(&mut self, at: usize, to: usize) -> usize {
        let element = self.element().to_ascii_lowercase();
        let script = element == b"script";
        let mut end = at;
        loop {
            match memmem::find(&self.source[end..to], b"</") {
                None => {
                    end = to;
                    break;
                }
                Some(length) => end += length,
            }
            let name = &self.source[end + 2..];
            if name.get(..element.len()).is_some_and(|name| name.eq_ignore_ascii_case(&element)) {
                self.state = State::Text;
                break;
            }
            end += 2;
        }
        let usual = match (script, self.dialect) {
            (true, Dialect::Astro) => "typescript",
            (true, _) => "javascript",
            (false, _) => "css",
        };
        match self.code.or_else(|| find(usual)) {
            Some(language) if language != self.language => self.run_code(language, at, end),
            _ => self.push_text(at, end),
        }
        end
    }

    fn run_code(&mut self, language: &'static Language, from: usize, to: usize) {
        let emit = &mut *self.emit;
        Code::new(language.tables(), &self.source[..to], self.watch, |token| emit(language, token)).run(from);
    }

    fn expressions(&self) -> Option<&'static Language> {
        find(if self.dialect == Dialect::Astro { "tsx" } else { "typescript" })
    }

    /// `{…}`, with the braces.
    fn braced(&mut self, at: usize, to: usize) -> usize {
        let Some(language) = self.expressions() else { return at + 1 };
        let emit = &mut *self.emit;
        Code::new(language.tables(), &self.source[..to], self.watch, |token| emit(language, token)).run_braced(at)
    }

    /// `{{…}}`.
    fn mustache(&mut self, at: usize, to: usize) -> usize {
        let Some(length) = memmem::find(&self.source[at..to], b"}}") else {
            self.push_text(at, to);
            return to;
        };
        self.push(TokenKind::Punctuation, at, at + 2);
        if let Some(language) = self.expressions() {
            self.run_code(language, at + 2, at + length);
        }
        self.push(TokenKind::Punctuation, at + length, at + length + 2)
    }

    /// Astro's script between lines of `---`; where markup begins.
    fn front_matter(&mut self, to: usize) -> usize {
        let start = self.source[..to].len() - self.source[..to].trim_ascii_start().len();
        if !self.begins(start, "---") {
            return 0;
        }
        let Some(length) = memmem::find(&self.source[start + 3..to], b"\n---") else { return 0 };
        let end = start + 3 + length + 1;
        if let Some(language) = find("typescript") {
            self.run_code(language, start + 3, end);
        }
        end + 3
    }
}

/// Reads PHP: markup, with code between `<?php` or `<?=` and `?>`.
pub(super) fn php<E: FnMut(&'static Language, Token)>(
    php: &'static Language,
    html: &'static Language,
    source: &[u8],
    watch: &Watch,
    mut at: usize,
    emit: &mut E,
) {
    let tables = php.tables();
    let mut markup = Markup::new(html, Dialect::Html, source, watch, emit);
    loop {
        let (open, code) = next_code(source, at);
        markup.run(at, open);
        if code == open || !watch.goes_on(open) {
            return;
        }
        let text = std::str::from_utf8(&source[open..code]).unwrap_or_default();
        let token = |code: u8, start: usize, end: usize| Token {
            kind: TokenKind::Keyword,
            code,
            start: start as u32,
            end: end as u32,
        };
        markup.emit(php, token(tables.code_of(text), open, code));
        let end = Code::new(tables, source, watch, |token| markup.emit(php, token)).run(code);
        if end == source.len() {
            return;
        }
        markup.emit(php, token(tables.code_of("?>"), end, end + 2));
        at = end + 2;
    }
}

/// Where the next code of PHP is opened, and where it begins; both the end, if there is none.
fn next_code(source: &[u8], mut at: usize) -> (usize, usize) {
    while let Some(length) = memmem::find(&source[at..], b"<?") {
        let open = at + length;
        let rest = &source[open + 2..];
        if rest.starts_with(b"=") {
            return (open, open + 3);
        }
        if rest.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(b"php")) {
            return (open, open + 5);
        }
        at = open + 2;
    }
    (source.len(), source.len())
}
