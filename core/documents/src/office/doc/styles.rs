//! Styles ([MS-DOC] 2.9.271, 2.9.260): what makes a paragraph a heading, a list item or code, and how its text looks.

use super::properties::{Characters, Paragraph};
use crate::little_endian::{u16_at, utf16};
use crate::office::numbering::ListPlace;
use crate::office::paragraph::{Role, is_code_name, role_by_name};
use crate::office::rich::{Format, FormatChange};

/// Styles based on styles are followed this far; a circle ends here.
const LONGEST_CHAIN: usize = 32;
/// The most styles that a document has (2.9.271).
const MOST_STYLES: usize = 4095;

/// The built-in title's number (2.9.260).
const TITLE: u16 = 62;
/// Style numbers above are none.
const NO_STYLE: u16 = 0xFFF;

/// A style with what it takes from those it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// What a paragraph in it is.
    pub role: Role,
    /// The list of a paragraph in it.
    pub list: Option<u32>,
    /// The level in that list.
    pub level: Option<u8>,
    /// How text in it looks.
    pub format: FormatChange,
}

impl Style {
    /// The list place of a paragraph that says this itself.
    pub fn place(&self, own: &Paragraph) -> Option<ListPlace> {
        let list = own.list.or(self.list).filter(|list| *list != 0)?;
        Some(ListPlace { list, level: own.level.or(self.level).unwrap_or(0) })
    }

    /// What a paragraph is that says this itself.
    pub fn role(&self, own: &Paragraph) -> Role {
        match own.outline {
            Some(level) if level < 9 && self.role != Role::Title => Role::Heading(level + 1),
            _ => self.role,
        }
    }
}

/// A style as the sheet has it.
#[derive(Default)]
struct Entry<'a> {
    number: u16,
    kind: u16,
    based_on: u16,
    name: String,
    /// Lists of changes, of which the kind of style says what they change.
    changes: [&'a [u8]; 3],
}

/// The styles of a document.
pub struct Styles<'a> {
    entries: Vec<&'a [u8]>,
    /// Size of the fixed part of each style.
    base: usize,
    resolved: Vec<Option<Style>>,
}

impl<'a> Styles<'a> {
    /// Takes the style sheet apart; what is damaged is as good as absent.
    pub fn new(sheet: &'a [u8]) -> Self {
        let mut styles = Self { entries: Vec::new(), base: 10, resolved: Vec::new() };
        let mut split = || {
            let mut at = 2 + usize::from(u16_at(sheet, 0)?);
            let count = usize::from(u16_at(sheet, 2)?).min(MOST_STYLES);
            styles.base = usize::from(u16_at(sheet, 4)?);
            for _ in 0..count {
                let size = usize::from(u16_at(sheet, at)?);
                styles.entries.push(sheet.get(at + 2..at + 2 + size)?);
                at += 2 + size + size % 2;
            }
            Some(())
        };
        split();
        styles.resolved.resize(styles.entries.len(), None);
        styles
    }

    /// The style with this number; one without anything special where there is none.
    pub fn resolve(&mut self, number: u16) -> Style {
        let mut chain = Vec::new();
        let mut next = number;
        let mut style = Style::default();
        while chain.len() < LONGEST_CHAIN && next < NO_STYLE {
            match self.resolved.get(usize::from(next)) {
                Some(Some(known)) => {
                    style = *known;
                    break;
                }
                Some(None) => {}
                None => break,
            }
            let entry = self.entries.get(usize::from(next)).and_then(|data| entry(data, self.base)).unwrap_or_default();
            let based_on = entry.based_on;
            chain.push((next, entry));
            next = based_on;
        }
        for (number, entry) in chain.iter().rev() {
            style = derived(style, entry);
            if let Some(resolved) = self.resolved.get_mut(usize::from(*number)) {
                *resolved = Some(style);
            }
        }
        style
    }
}

fn entry(data: &[u8], base: usize) -> Option<Entry<'_>> {
    let kind_and_base = u16_at(data, 2)?;
    let mut entry = Entry {
        number: u16_at(data, 0)? & 0xFFF,
        kind: kind_and_base & 0xF,
        based_on: kind_and_base >> 4,
        ..Entry::default()
    };
    let lists = u16_at(data, 4)? & 0xF;
    let length = 2 * usize::from(u16_at(data, base)?);
    entry.name = utf16(data.get(base + 2..base + 2 + length)?);
    let mut at = base + 2 + length + 2;
    for change in entry.changes.iter_mut().take(usize::from(lists)) {
        let Some(list) = u16_at(data, at).and_then(|size| data.get(at + 2..at + 2 + usize::from(size))) else { break };
        *change = list;
        at += 2 + list.len() + list.len() % 2;
    }
    Some(entry)
}

fn derived(base: Style, entry: &Entry) -> Style {
    let mut style = base;
    let [first, second, third] = entry.changes;
    // 2.9.139: paragraph styles have a paragraph's changes and then characters', table styles a table's before both.
    let (of_paragraph, of_characters) = match entry.kind {
        1 => (first, second),
        2 => (&[][..], first),
        3 => (second, third),
        _ => (first, &[][..]),
    };
    let mut paragraph = Paragraph::default();
    paragraph.apply(of_paragraph.get(2..).unwrap_or_default());
    let outline = paragraph.outline.map(|level| if level < 9 { Role::Heading(level + 1) } else { Role::Body });
    style.role = role(entry).or(outline).unwrap_or(style.role);
    style.list = paragraph.list.or(style.list);
    style.level = paragraph.level.or(style.level);
    let mut characters = Characters::default();
    characters.apply(of_characters, base.format.apply(Format::default()));
    style.format = style.format.then(characters.format);
    if is_code_name(&entry.name) {
        style.format.set(Format::CODE, true);
    }
    style
}

/// Built-in styles are known by their numbers in files of every language.
fn role(entry: &Entry) -> Option<Role> {
    match entry.number {
        level @ 1..=9 => Some(Role::Heading(level as u8)),
        TITLE => Some(Role::Title),
        _ => role_by_name(&entry.name),
    }
}
