//! Tokens: what a lexer makes of a source text.

/// What a token is, whatever the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TokenKind {
    /// A name that the author chose.
    Identifier,
    /// A number.
    Number,
    /// A string or a piece of one: a raw string, a heredoc, the text of a template between its holes.
    String,
    /// A character.
    Character,
    /// A regular expression.
    Regex,
    /// Text of a document, such as that between HTML tags.
    Text,
    /// A reserved word of the language, or a built-in name that is as fixed as one.
    Keyword,
    /// An operator, a bracket or a separator; joined ones (`<<=`, `=>`) are one token.
    Punctuation,
    /// A structural line end or change of indentation, in languages where these separate statements.
    Layout,
}

/// A token. Comments and white space are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Equal for tokens that are the same up to names and literals: one code for each keyword and each punctuation of a
    /// language, one for each other kind ([`TokenKind`] as a number).
    pub code: u8,
    /// Where it starts, in bytes of the source.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}
