//! A grammar, compiled into tables that a byte is looked up in.

use std::sync::Arc;

use crate::token::TokenKind;
use crate::token_hash::{mix, of_bytes};

use super::functions::{Role, roles};
use super::grammar::{ANY_WORD, Grammar, Layout, Starter};
use super::perl;

/// The code of a line end before a line that is indented as this one.
pub(super) const LAYOUT: u8 = TokenKind::Layout as u8;
/// The code of a line end before a deeper line.
pub(super) const INDENT: u8 = 9;
/// The code of a line end before a less deep line.
pub(super) const DEDENT: u8 = 10;
/// The code of an operator that the program defines.
pub(super) const OTHER_OPERATOR: u8 = TokenKind::Punctuation as u8;
const FIRST_CODE: u8 = 11;
const ASCII_PUNCTUATION: &[u8] = b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Class {
    Space,
    Newline,
    Word,
    Digit,
    Punctuation,
    Operator,
    Open,
    Close,
    OperatorRun,
    Starter,
}

#[derive(Clone, Copy)]
struct Operator {
    bytes: u32,
    mask: u32,
    length: u8,
    code: u8,
}

/// The tables of a language.
pub(super) struct Tables {
    /// The language's name, for those who hold many.
    pub name: Arc<str>,
    pub grammar: &'static Grammar,
    /// What a byte begins.
    pub class: [Class; 256],
    /// What a byte begins when no starter fits.
    pub plain: [Class; 256],
    /// Whether a byte continues a word.
    pub word: [bool; 256],
    /// Whether a byte, right after a word, may make that word the prefix of a string.
    pub after_prefix: [bool; 256],
    /// Whether a byte may end a word.
    pub ends_word: [bool; 256],
    /// The code of a byte that is an operator by itself.
    pub single: [u8; 256],
    /// Whether an operand ends with a token of this code.
    pub value: [bool; 256],
    /// Whether a word after a token of this code is a name whatever it is.
    pub member: [bool; 256],
    /// Whether a parenthesis after a token of this code is followed by a statement.
    pub control: [bool; 256],
    /// Whether a closing brace mostly ends a statement: what follows is an operand.
    pub brace_ends_statement: bool,
    /// Whether a name and an operator follow `${`.
    pub expands: bool,
    /// Whether brackets are more than punctuation.
    pub counts_brackets: bool,
    /// Whether a statement may begin after a token of this code.
    pub statement_ends: [bool; 256],
    /// A hash of the text of tokens of this code, or of their kind where texts differ.
    pub code_hashes: [u64; 256],
    /// What tokens of this code mean to the reader of functions with braces.
    pub roles: [Role; 256],
    /// The longest prefix of a string.
    pub longest_prefix: usize,
    keywords: Keywords,
    operators: Vec<Operator>,
    operators_of: [(u16, u16); 256],
    starters_of: [(u16, u16); 256],
    starters: Vec<u8>,
    names: Vec<(&'static str, u8)>,
}

impl Tables {
    pub fn new(name: &str, grammar: &'static Grammar) -> Self {
        let mut tables = Tables {
            name: name.into(),
            grammar,
            class: [Class::Space; 256],
            plain: [Class::Space; 256],
            word: [false; 256],
            after_prefix: [false; 256],
            ends_word: [false; 256],
            single: [OTHER_OPERATOR; 256],
            value: [false; 256],
            member: [false; 256],
            control: [false; 256],
            brace_ends_statement: false,
            expands: grammar.starters.iter().any(|starter| matches!(starter, Starter::Expansion)),
            counts_brackets: false,
            statement_ends: [false; 256],
            code_hashes: [0; 256],
            roles: [Role::Other; 256],
            longest_prefix: 0,
            keywords: Keywords::default(),
            operators: Vec::new(),
            operators_of: [(0, 0); 256],
            starters_of: [(0, 0); 256],
            starters: Vec::new(),
            names: Vec::new(),
        };
        tables.assign_codes();
        tables.fill_classes();
        tables.fill_operators();
        tables.fill_starters();
        tables.fill_meanings();
        tables
    }

    fn fill_meanings(&mut self) {
        for byte in b";{}" {
            self.statement_ends[usize::from(self.single[usize::from(*byte)])] = true;
        }
        for code in [LAYOUT, INDENT, DEDENT] {
            self.statement_ends[usize::from(code)] = true;
        }
        for kind in 0..=LAYOUT {
            self.code_hashes[usize::from(kind)] = mix(u64::from(kind) + 1);
        }
        self.code_hashes[usize::from(INDENT)] = self.code_hashes[usize::from(LAYOUT)];
        self.code_hashes[usize::from(DEDENT)] = self.code_hashes[usize::from(LAYOUT)];
        let singles =
            ASCII_PUNCTUATION.iter().map(|byte| (std::slice::from_ref(byte), self.single[usize::from(*byte)]));
        let names = self.names.iter().map(|(name, code)| (name.as_bytes(), *code));
        let hashes = singles.chain(names).map(|(text, code)| (code, mix(u64::from(of_bytes(text)) << 8)));
        for (code, hash) in hashes.collect::<Vec<_>>() {
            self.code_hashes[usize::from(code)] = hash;
        }
        // Several words may share the last code.
        self.code_hashes[usize::from(u8::MAX)] = mix(u64::from(u8::MAX));
        self.roles = roles(self);
    }

    /// The code of a keyword or an operator; 0 (no token's: identifiers have it, and they are not asked for) if the family
    /// has no such.
    pub fn code_of(&self, text: &str) -> u8 {
        if let [byte] = text.as_bytes()
            && byte.is_ascii_punctuation()
        {
            return self.single[usize::from(*byte)];
        }
        self.names.iter().find(|(name, _)| *name == text).map_or(0, |(_, code)| *code)
    }

    fn assign_codes(&mut self) {
        let mut next = FIRST_CODE;
        for &byte in ASCII_PUNCTUATION {
            self.single[usize::from(byte)] = next;
            next += 1;
        }
        let grammar = self.grammar;
        let words = if grammar.vocabulary.is_empty() { grammar.keywords } else { grammar.vocabulary };
        let holes = grammar.starters.iter().flat_map(|starter| match starter {
            Starter::Quote(quote) => quote.holes,
            _ => &[],
        });
        let names = grammar.operators.iter().chain(words.iter().copied().flatten()).copied();
        for name in names.chain(holes.map(|hole| hole.open)) {
            let known = name.len() == 1 && name.as_bytes()[0].is_ascii_punctuation();
            if !known && self.code_of(name) == 0 {
                self.names.push((name, next));
                // Languages with more words than codes (SQL's dialects) let the rest share the last one.
                next = next.saturating_add(1);
            }
        }
    }

    fn fill_classes(&mut self) {
        let grammar = self.grammar;
        for byte in 0..=255u8 {
            let index = usize::from(byte);
            self.plain[index] = match byte {
                b'0'..=b'9' => Class::Digit,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Class::Word,
                b'(' | b'[' | b'{' => Class::Open,
                b')' | b']' | b'}' => Class::Close,
                b'\n' => Class::Newline,
                _ if byte.is_ascii_punctuation() => Class::Punctuation,
                _ => Class::Space,
            };
            self.word[index] = matches!(self.plain[index], Class::Digit | Class::Word);
        }
        for &byte in grammar.operator_characters.as_bytes() {
            self.plain[usize::from(byte)] = Class::OperatorRun;
        }
        for &byte in grammar.word_start.as_bytes() {
            self.plain[usize::from(byte)] = Class::Word;
            self.word[usize::from(byte)] = true;
        }
        for &byte in grammar.word_part.as_bytes() {
            self.word[usize::from(byte)] = true;
        }
        for &byte in grammar.white_space.as_bytes() {
            self.plain[usize::from(byte)] = Class::Space;
        }
        for &byte in grammar.word_end.as_bytes() {
            self.ends_word[usize::from(byte)] = true;
        }
        for kind in
            [TokenKind::Identifier, TokenKind::Number, TokenKind::String, TokenKind::Character, TokenKind::Regex]
        {
            self.value[kind as usize] = true;
        }
        for name in grammar.values.iter().chain(&[")", "]", "}"]) {
            let code = self.code_of(name);
            self.value[usize::from(code)] = true;
        }
        for name in grammar.member_operators {
            let code = self.code_of(name);
            self.member[usize::from(code)] = code != 0;
        }
        if grammar.starters.iter().any(|starter| matches!(starter, Starter::Regex { after_brace: true })) {
            self.brace_ends_statement = true;
            for name in ["if", "while", "for", "with"] {
                let code = self.code_of(name);
                self.control[usize::from(code)] = code != 0;
            }
        }
        self.keywords = Keywords::new(
            grammar.ignore_case,
            grammar.keywords.iter().copied().flatten().map(|word| (*word, self.code_of(word))),
        );
    }

    fn fill_operators(&mut self) {
        let mut operators: Vec<&'static str> = self.grammar.operators.to_vec();
        operators.retain(|operator| operator.len() > 1);
        operators.sort_by_key(|operator| (operator.as_bytes()[0], std::cmp::Reverse(operator.len())));
        for operator in operators {
            let mut bytes = [0; 4];
            let length = operator.len().min(4);
            bytes[..length].copy_from_slice(&operator.as_bytes()[..length]);
            let first = usize::from(bytes[0]);
            let mask = if length == 4 { u32::MAX } else { (1 << (8 * length)) - 1 };
            let at = self.operators.len() as u16;
            let range = &mut self.operators_of[first];
            *range = if range.0 == range.1 { (at, at + 1) } else { (range.0, at + 1) };
            let code = self.code_of(operator);
            self.operators.push(Operator { bytes: u32::from_le_bytes(bytes), mask, length: length as u8, code });
            if matches!(self.plain[first], Class::Punctuation | Class::Open) {
                self.plain[first] = Class::Operator;
            }
        }
    }

    fn fill_starters(&mut self) {
        let grammar = self.grammar;
        self.class = self.plain;
        self.counts_brackets = self.brackets_matter();
        if !self.counts_brackets {
            for class in &mut self.plain {
                if matches!(class, Class::Open | Class::Close) {
                    *class = Class::Punctuation;
                }
            }
            self.class = self.plain;
        }
        if grammar.layout == Layout::None && !grammar.starters.iter().any(needs_newlines) {
            self.class[usize::from(b'\n')] = Class::Space;
        }
        for byte in 0..=255u8 {
            let from = self.starters.len() as u16;
            for (index, starter) in grammar.starters.iter().enumerate() {
                if starter.begins_with(byte) {
                    self.starters.push(index as u8);
                }
            }
            let to = self.starters.len() as u16;
            self.starters_of[usize::from(byte)] = (from, to);
            if from < to {
                self.class[usize::from(byte)] = Class::Starter;
            }
        }
        for starter in grammar.starters {
            for prefix in starter.prefixes() {
                let longest = if *prefix == ANY_WORD { usize::MAX } else { prefix.len() };
                self.longest_prefix = self.longest_prefix.max(longest);
            }
            let prefixed = starter.prefixes().iter().any(|prefix| !prefix.is_empty());
            for byte in starter.after_prefix().bytes().filter(|_| prefixed) {
                self.after_prefix[usize::from(byte)] = true;
            }
        }
        if let Some(&first) = grammar.stop.as_bytes().first() {
            self.class[usize::from(first)] = Class::Starter;
        }
    }

    /// Whether brackets are more than punctuation: they are counted for line ends, code in strings, regular expressions.
    fn brackets_matter(&self) -> bool {
        let counts = |starter: &Starter| match starter {
            Starter::Quote(quote) => !quote.holes.is_empty(),
            Starter::Regex { .. } | Starter::Jsx | Starter::Arithmetic => true,
            _ => false,
        };
        self.grammar.layout != Layout::None || self.grammar.starters.iter().any(counts)
    }

    /// The starters that begin with `byte`.
    pub fn starters(&self, byte: u8) -> impl Iterator<Item = (usize, &'static Starter)> {
        let (from, to) = self.starters_of[usize::from(byte)];
        let starters = self.grammar.starters;
        self.starters[usize::from(from)..usize::from(to)]
            .iter()
            .map(move |&index| (usize::from(index), &starters[usize::from(index)]))
    }

    /// The code of the keyword `source[from..to]`.
    #[inline(always)]
    pub fn keyword(&self, source: &[u8], from: usize, to: usize) -> Option<u8> {
        self.keywords.find(source, from, to)
    }

    /// The longest operator at `at`: its length and code.
    #[inline]
    pub fn operator(&self, source: &[u8], at: usize) -> (usize, u8) {
        let first = usize::from(source[at]);
        let (from, to) = self.operators_of[first];
        let next = match source.get(at..at + 4) {
            Some(bytes) => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            None => {
                let mut bytes = [0; 4];
                let rest = &source[at..];
                bytes[..rest.len()].copy_from_slice(rest);
                u32::from_le_bytes(bytes)
            }
        };
        for operator in &self.operators[usize::from(from)..usize::from(to)] {
            if next & operator.mask == operator.bytes {
                return (usize::from(operator.length), operator.code);
            }
        }
        (1, self.single[first])
    }
}

/// Whether line ends matter to a starter: heredocs begin after one, and strings on one line end with it in spite of holes.
fn needs_newlines(starter: &Starter) -> bool {
    match starter {
        Starter::Heredoc(_) => true,
        Starter::Quote(quote) => !quote.holes.is_empty() && !quote.multiline,
        _ => false,
    }
}

impl Starter {
    /// Words that stand right before it.
    fn prefixes(&self) -> &'static [&'static str] {
        match self {
            Starter::Quote(quote) => quote.prefixes,
            Starter::Hashed(prefixes) | Starter::Delimited(prefixes) => prefixes,
            Starter::PerlQuote => perl::QUOTES,
            Starter::Url => &["url"],
            _ => &[],
        }
    }

    /// Bytes that may follow the prefix.
    fn after_prefix(&self) -> &'static str {
        match self {
            Starter::Quote(quote) => quote.open,
            Starter::Hashed(_) => "#\"",
            Starter::Delimited(_) => "\"",
            Starter::PerlQuote => perl::AFTER_QUOTES,
            Starter::Url => "(",
            _ => "",
        }
    }

    fn begins_with(&self, byte: u8) -> bool {
        let first = |text: &str| text.as_bytes().first() == Some(&byte);
        match self {
            Starter::LineComment(mark)
            | Starter::LineStartComment(mark)
            | Starter::SpacedComment(mark)
            | Starter::ColumnComment(mark)
            | Starter::BlockComment(mark, _)
            | Starter::NestedComment(mark, _)
            | Starter::SectionComment(mark, _)
            | Starter::EndComment(mark)
            | Starter::Continuation(mark)
            | Starter::CharacterAfter { mark, .. } => first(mark),
            Starter::LongBracket(comment) => byte == b'[' || first(comment),
            Starter::Quote(quote) => quote.prefixes.contains(&"") && first(quote.open),
            Starter::Hashed(prefixes) => prefixes.contains(&"") && byte == b'#',
            Starter::Delimited(_) | Starter::PerlQuote | Starter::Url => false,
            Starter::CharacterOrName | Starter::Transpose => byte == b'\'',
            Starter::Regex { .. } | Starter::PerlRegex => byte == b'/',
            Starter::Directive | Starter::RadixNumber => byte == b'#',
            Starter::Jsx | Starter::Heredoc(_) => byte == b'<',
            Starter::RubyPercent => byte == b'%',
            Starter::Expansion => byte == b'$',
            Starter::Arithmetic => byte == b'(',
            Starter::Tagged(open, ..) => byte == *open,
            Starter::Sigil { marks, operators, .. } => {
                marks.as_bytes().contains(&byte) || operators.as_bytes().contains(&byte)
            }
            Starter::Symbol => byte == b':',
            Starter::TildeSigil => byte == b'~',
        }
    }
}

/// Reserved words by their first eight bytes.
#[derive(Default)]
struct Keywords {
    ignore_case: bool,
    shortest: usize,
    longest: usize,
    shift: u32,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    head: u64,
    text: &'static str,
    code: u8,
}

/// Bits that tell letters' cases apart, in eight bytes.
const CASE_BITS: u64 = 0x2020_2020_2020_2020;

impl Keywords {
    fn new(ignore_case: bool, words: impl Iterator<Item = (&'static str, u8)>) -> Self {
        let words: Vec<_> = words.filter(|(word, _)| !word.is_empty()).collect();
        let size = (words.len() * 4).next_power_of_two().max(16);
        let mut keywords = Keywords {
            ignore_case,
            shortest: words.iter().map(|(word, _)| word.len()).min().unwrap_or(usize::MAX),
            longest: words.iter().map(|(word, _)| word.len()).max().unwrap_or(0),
            shift: 64 - size.trailing_zeros(),
            slots: vec![Slot::default(); size],
        };
        for (text, code) in words {
            let head = keywords.head(text.as_bytes(), 0, text.len());
            let mut slot = keywords.slot(head, text.len());
            while !keywords.slots[slot].text.is_empty() {
                slot = (slot + 1) % size;
            }
            keywords.slots[slot] = Slot { head, text, code };
        }
        keywords
    }

    #[inline(always)]
    fn head(&self, source: &[u8], from: usize, to: usize) -> u64 {
        let length = to - from;
        let mut head = match source.get(from..from + 8) {
            Some(bytes) => {
                let mut eight = [0; 8];
                eight.copy_from_slice(bytes);
                u64::from_le_bytes(eight)
            }
            None => {
                let mut eight = [0; 8];
                let taken = length.min(8);
                eight[..taken].copy_from_slice(&source[from..from + taken]);
                u64::from_le_bytes(eight)
            }
        };
        if self.ignore_case {
            head |= CASE_BITS;
        }
        if length < 8 { head & ((1 << (8 * length)) - 1) } else { head }
    }

    #[inline(always)]
    fn slot(&self, head: u64, length: usize) -> usize {
        // Fibonacci hashing: the top bits of a product with 2^64 / golden ratio.
        ((head ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline(always)]
    fn find(&self, source: &[u8], from: usize, to: usize) -> Option<u8> {
        let length = to - from;
        if length < self.shortest || length > self.longest {
            return None;
        }
        let head = self.head(source, from, to);
        let mut index = self.slot(head, length);
        loop {
            let slot = self.slots.get(index)?;
            if slot.text.is_empty() {
                return None;
            }
            if slot.head == head
                && slot.text.len() == length
                && (length <= 8 || self.same(slot.text, &source[from..to]))
            {
                return Some(slot.code);
            }
            index = (index + 1) & (self.slots.len() - 1);
        }
    }

    fn same(&self, keyword: &str, word: &[u8]) -> bool {
        if self.ignore_case { keyword.as_bytes().eq_ignore_ascii_case(word) } else { keyword.as_bytes() == word }
    }
}
