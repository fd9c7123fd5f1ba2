//! What a paragraph is, by its style, its outline level and its list.

use crate::document::{Block, Content, Document, Inside, RichText};
use crate::office::numbering::{ListPlace, Marker};

/// What a paragraph is, by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing special.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading of level 1 to 9.
    Heading(u8),
    /// Preformatted text.
    Code,
    /// A block quote.
    Quote,
}

/// Adds a paragraph to the document. Paragraphs of code that follow each other are one block.
pub fn push(text: RichText, role: Role, marker: Option<(ListPlace, Marker)>, document: &mut Document) {
    let mut inside = Inside { quotes: u32::from(role == Role::Quote), item: 0 };
    let content = match (role, marker) {
        (Role::Title, _) => Content::Title(text),
        (Role::Heading(level), marker) => {
            let text = match marker {
                Some((_, Marker::Number { label, .. })) => text.labelled(&label),
                _ => text,
            };
            Content::Heading { level: level.min(6), text }
        }
        (_, Some((place, marker))) => {
            let depth = u32::from(place.level) + 1;
            match marker {
                Marker::Bullet => Content::ListItem { depth, number: None, text },
                Marker::Blank => {
                    inside.item = depth;
                    Content::Paragraph(text)
                }
                Marker::Number { number, compound: false, .. } => {
                    Content::ListItem { depth, number: Some(number), text }
                }
                // One number cannot say `2.1.3`: the label becomes part of the text.
                Marker::Number { label, .. } => Content::ListItem { depth, number: None, text: text.labelled(&label) },
            }
        }
        (Role::Code, None) => return push_code(&text.text, document),
        (Role::Body | Role::Quote, None) => Content::Paragraph(text),
    };
    document.blocks.push(Block { inside, ..Block::new(content) });
}

/// Notes an empty paragraph: they say nothing, except between lines of code.
pub fn push_blank(role: Role, document: &mut Document) {
    if role == Role::Code
        && let Some(Content::Code { text, .. }) = document.blocks.last_mut().map(|block| &mut block.content)
    {
        text.push('\n');
    }
}

fn push_code(line: &str, document: &mut Document) {
    if let Some(Content::Code { text, .. }) = document.blocks.last_mut().map(|block| &mut block.content) {
        text.push('\n');
        text.push_str(line);
    } else {
        document.push(Content::Code { language: None, text: line.to_string() });
    }
}

/// Built-in styles have English names in files of every language; ids are translated.
#[must_use]
pub fn role_by_name(name: &str) -> Option<Role> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    if let Some(level) = name.strip_prefix("heading") {
        return level.parse().ok().filter(|level| (1..=9).contains(level)).map(Role::Heading);
    }
    match name.as_str() {
        "title" => Some(Role::Title),
        "htmlpreformatted" | "sourcecode" | "preformattedtext" | "codeblock" | "macrotext" | "macro" => {
            Some(Role::Code)
        }
        "quote" | "intensequote" | "quotations" | "blocktext" | "blockquote" => Some(Role::Quote),
        _ => None,
    }
}

/// How deep a list lies whose level is its style, as in `List Bullet 2`: such styles have lists of their own, all at the first level.
#[must_use]
pub fn depth_by_name(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    let rest = name.strip_prefix("list bullet ").or_else(|| name.strip_prefix("list number "))?;
    rest.parse().ok().filter(|depth| (2..=5).contains(depth)).map(|depth: u8| depth - 1)
}

/// Names of character styles for code: those of HTML, of pandoc and of LibreOffice.
#[must_use]
pub fn is_code_name(name: &str) -> bool {
    ["html code", "html typewriter", "html sample", "html keyboard", "verbatim char", "source text", "inline code"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}
