//! Lists (ECMA-376 part 1, section 17.9): which paragraphs have bullets, and the numbers of the others.

use std::collections::{HashMap, HashSet};

use lode_runtime::{Job, Result};

use crate::office::docx::styles::ListPlace;
use crate::office::numerals::{letters, roman};
use crate::xml::{Node, Tag, Walker};

const LEVELS: usize = 9;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum NumberFormat {
    #[default]
    Decimal,
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    Bullet,
    None,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: NumberFormat,
    /// The label, with `%1` for the number at level 1 and so on.
    text: String,
    /// The level whose items start this one anew; 0 for none, absent for any above.
    restart: Option<usize>,
    /// Numbers of all levels are decimal in its label.
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: NumberFormat::Decimal, text: String::new(), restart: None, legal: false }
    }
}

#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    /// Another list's style that has the levels.
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// A bullet or a picture.
    Bullet,
    /// A number.
    Number {
        /// The number of the item among those of its level.
        number: u32,
        /// As it is shown, such as `2.1.` or `(iv)`.
        label: String,
        /// The label has the numbers of several levels.
        compound: bool,
    },
}

/// The lists of a document and where they are in counting.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    /// Lists that a style stands for.
    by_style: HashMap<String, u32>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have begun, and so used up their own start numbers, by level.
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// Those of the walker.
    pub fn read(text: &str, job: &Job) -> Result<Self> {
        let mut xml = Walker::new(text, job);
        let mut numbering = Self::default();
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "abstractNum" => numbering.read_definition(&tag, &mut xml)?,
                "num" => {
                    let id = tag.number("numId").unwrap_or(0);
                    let list = read_list(&mut xml)?;
                    numbering.lists.insert(id, list);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    fn read_definition(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let id = tag.number("abstractNumId").unwrap_or(0);
        let mut definition = Definition::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "lvl" => {
                    let level = read_level(xml)?;
                    if definition.levels.len() < LEVELS {
                        definition.levels.push(level);
                    }
                }
                "styleLink" => {
                    if let Some(style) = tag.attribute("val") {
                        self.by_style.insert(style.into_owned(), id);
                    }
                }
                "numStyleLink" => definition.style_link = tag.attribute("val").map(|style| style.into_owned()),
                _ => {}
            }
        }
        self.definitions.insert(id, definition);
        Ok(())
    }

    /// Counts the next item at `place` and says what stands before it; `None` when that is no item.
    pub fn next(&mut self, place: ListPlace) -> Option<Marker> {
        let at = usize::from(place.level).min(LEVELS - 1);
        let list = self.lists.get(&place.list)?;
        let linked = self.definitions.get(&list.definition).and_then(|definition| definition.style_link.as_ref());
        let definition_id = linked.and_then(|style| self.by_style.get(style).copied()).unwrap_or(list.definition);
        let levels = &self.definitions.get(&definition_id)?.levels;
        let level = |at: usize| {
            let own = list.levels.get(at).and_then(Option::as_ref);
            own.or_else(|| levels.get(at))
        };
        let counts = self.counts.entry(definition_id).or_default();
        let current = level(at)?;
        let own_start = list.starts.get(at).copied().flatten();
        let first = self.begun.insert((place.list, at));
        let count = match (counts[at], own_start) {
            (_, Some(start)) if first => start,
            (Some(count), _) => count.saturating_add(1),
            (None, own) => own.unwrap_or(current.start),
        };
        counts[at] = Some(count);
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restarts = match level(below).and_then(|level| level.restart) {
                Some(0) => false,
                Some(limit) => at < limit,
                None => true,
            };
            if restarts {
                *count = None;
            }
        }
        match current.format {
            NumberFormat::Bullet => Some(Marker::Bullet),
            NumberFormat::None if current.text.trim().is_empty() => None,
            _ => {
                let number_at = |at: usize| counts.get(at).copied().flatten();
                let mut label = String::new();
                let mut numbers = 0;
                let mut characters = current.text.chars();
                while let Some(character) = characters.next() {
                    let digit = if character == '%' { characters.next() } else { None };
                    let Some(other) = digit.and_then(|digit| digit.to_digit(10)?.checked_sub(1)) else {
                        label.push(character);
                        label.extend(digit);
                        continue;
                    };
                    let Some(shown) = level(other as usize) else { continue };
                    let format = if current.legal { NumberFormat::Decimal } else { shown.format };
                    write_number(number_at(other as usize).unwrap_or(shown.start), format, &mut label);
                    numbers += 1;
                }
                Some(Marker::Number { number: count, label, compound: numbers > 1 })
            }
        }
    }
}

fn read_list(xml: &mut Walker) -> Result<List> {
    let mut list = List::default();
    let mut at = 0;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "abstractNumId" => list.definition = tag.number("val").unwrap_or(0),
            "lvlOverride" => at = tag.number("ilvl").unwrap_or(0),
            "startOverride" => {
                if let Some(start) = list.starts.get_mut(at) {
                    *start = Some(tag.number("val").unwrap_or(1));
                }
            }
            "lvl" => {
                let level = read_level(xml)?;
                if let Some(own) = list.levels.get_mut(at) {
                    *own = Some(level);
                }
            }
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Walker) -> Result<Level> {
    let mut level = Level::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "start" => level.start = tag.number("val").unwrap_or(1),
            "numFmt" => {
                level.format = match tag.attribute("val").as_deref() {
                    Some("bullet") => NumberFormat::Bullet,
                    Some("none") => NumberFormat::None,
                    Some("upperRoman") => NumberFormat::UpperRoman,
                    Some("lowerRoman") => NumberFormat::LowerRoman,
                    Some("upperLetter") => NumberFormat::UpperLetter,
                    Some("lowerLetter") => NumberFormat::LowerLetter,
                    Some("decimalZero") => NumberFormat::DecimalZero,
                    _ => NumberFormat::Decimal,
                }
            }
            "lvlText" => level.text = tag.attribute("val").unwrap_or_default().into_owned(),
            "lvlRestart" => level.restart = tag.number("val"),
            "isLgl" => level.legal = super::styles::is_on(&tag),
            "lvlPicBulletId" => level.format = NumberFormat::Bullet,
            "pPr" | "rPr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(level)
}

fn write_number(number: u32, format: NumberFormat, out: &mut String) {
    match format {
        NumberFormat::Decimal => out.push_str(&number.to_string()),
        NumberFormat::DecimalZero => out.push_str(&format!("{number:02}")),
        NumberFormat::UpperRoman => out.push_str(&roman(number).to_uppercase()),
        NumberFormat::LowerRoman => out.push_str(&roman(number)),
        NumberFormat::UpperLetter => out.push_str(&letters(number).to_uppercase()),
        NumberFormat::LowerLetter => out.push_str(&letters(number)),
        NumberFormat::Bullet | NumberFormat::None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(xml: &str) -> Numbering {
        Numbering::read(&format!("<w:numbering>{xml}</w:numbering>"), &Job::default()).unwrap()
    }

    fn level(level: u8, format: &str, text: &str) -> String {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    }

    fn labels(numbering: &mut Numbering, places: &[(u32, u8)]) -> Vec<String> {
        let shown = |marker| match marker {
            Some(Marker::Number { label, .. }) => label,
            Some(Marker::Bullet) => "*".to_string(),
            None => "-".to_string(),
        };
        places.iter().map(|(list, level)| shown(numbering.next(ListPlace { list: *list, level: *level }))).collect()
    }

    #[test]
    fn levels_count_on_their_own_and_start_anew_below_the_next_item() {
        let levels =
            [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerRoman", "(%3)")].concat();
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#
        ));
        let places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (9, 0)];
        assert_eq!(labels(&mut numbering, &places), ["1.", "1.1", "1.2", "(i)", "(ii)", "2.", "2.1", "-"]);
    }

    #[test]
    fn a_list_with_its_own_start_begins_there_and_lists_of_one_definition_share_their_count() {
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
            level(0, "upperLetter", "%1)")
        ));
        let places = [(1, 0), (1, 0), (2, 0), (3, 0), (3, 0)];
        assert_eq!(labels(&mut numbering, &places), ["A)", "B)", "C)", "A)", "B)"]);
    }

    #[test]
    fn bullets_and_lists_behind_styles_are_found() {
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Mine"/>{}</w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Mine"/></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>"#,
            level(0, "bullet", "o")
        ));
        assert_eq!(labels(&mut numbering, &[(5, 0)]), ["*"]);
    }
}
