//! Which tokens are compared by their text, and how long the windows are that matches are made of.

use crate::fingerprint;
use crate::options::{DuplicateOptions, Identifiers, Literals};
use crate::token::TokenKind;

/// Whether tokens of this code can have different texts: names and literals, whose code is that of their kind; operators that
/// a program defines; and the words of a language that has more than there are codes.
#[must_use]
pub const fn has_free_text(code: u8) -> bool {
    code <= TokenKind::Text as u8 || code == TokenKind::Punctuation as u8 || code == u8::MAX
}

/// Codes of a sequence by which the variety of a window is measured.
pub const SEQUENCE: usize = 4;

/// How tokens are compared.
#[derive(Debug, Clone)]
pub struct Normalization {
    /// For each code, whether tokens of it must have the same text.
    by_text: [bool; 256],
    /// For each code, what a token of it counts in the hash of a window, and when it leaves the window.
    values: Box<[(u64, u64); 256]>,
    /// Whether names must be replaced consistently.
    pub consistent: bool,
    /// Tokens of a window. A match is a run of equal windows.
    pub window: usize,
    /// Windows among which one is sampled, so that each match of the least size has one.
    pub stretch: usize,
    /// Fewest different sequences of [`SEQUENCE`] codes in a window that may match up to names and literals.
    pub variety: usize,
    /// Fewest tokens of a match.
    pub min_tokens: u32,
}

impl Normalization {
    /// What the options ask for.
    #[must_use]
    pub fn new(options: &DuplicateOptions) -> Self {
        let exact = !options.wants(2) && !options.wants(3);
        let mut by_text = [false; 256];
        for code in [TokenKind::Identifier as u8, TokenKind::Punctuation as u8, u8::MAX] {
            by_text[usize::from(code)] = exact || options.identifiers == Identifiers::Exact;
        }
        for kind in [TokenKind::Number, TokenKind::String, TokenKind::Character, TokenKind::Regex, TokenKind::Text] {
            by_text[kind as usize] = exact || options.literals == Literals::Exact;
        }
        let size = options.min_block_size as usize;
        // Longer windows are rarer, so fewer candidates are looked at; shorter stretches take more memory.
        let window = (size * 3 / 5).clamp(SEQUENCE, 48);
        Self {
            by_text,
            values: fingerprint::values(window),
            consistent: options.identifiers == Identifiers::Consistent,
            window,
            stretch: size - window + 1,
            // In a window of statements of one form, there are as many as one of them has tokens.
            variety: (window + 1 - SEQUENCE.min(window)) * 3 / 5,
            min_tokens: options.min_block_size,
        }
    }

    /// What a token of this code counts in the hash of a window, and when it leaves the window.
    #[must_use]
    pub fn values(&self, code: u8) -> (u64, u64) {
        self.values[usize::from(code)]
    }

    /// Whether some tokens must have the same text.
    #[must_use]
    pub fn compares_texts(&self) -> bool {
        self.by_text[..=TokenKind::Text as usize].contains(&true)
    }

    /// Whether tokens of this code must have the same text.
    #[must_use]
    pub fn by_text(&self, code: u8) -> bool {
        self.by_text[usize::from(code)]
    }
}
