//! Lists: which paragraphs have bullets, and the numbers of the others. As Word counts (ECMA-376 part 1, section 17.9).

use std::collections::{HashMap, HashSet};

use crate::office::numerals::{letters, roman};

/// Levels of a list.
pub const LEVELS: usize = 9;

/// The list that a paragraph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListPlace {
    /// Number of the list; 0 takes the paragraph out of any list.
    pub list: u32,
    /// Level, from 0.
    pub level: u8,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberFormat {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// No number but a character or picture.
    Bullet,
    /// No number.
    None,
}

/// How a level of a list is numbered.
#[derive(Debug, Clone)]
pub struct Level {
    /// The first number.
    pub start: u32,
    /// How numbers are written.
    pub format: NumberFormat,
    /// The label, with `%1` for the number at level 1 and so on.
    pub text: String,
    /// The level whose items start this one anew; 0 for none, absent for any above.
    pub restart: Option<usize>,
    /// Numbers of all levels are decimal in its label.
    pub legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: NumberFormat::Decimal, text: String::new(), restart: None, legal: false }
    }
}

/// What lists share.
#[derive(Debug, Default)]
pub struct Definition {
    /// Its levels, outermost first.
    pub levels: Vec<Level>,
    /// Another list's style that has the levels.
    pub style_link: Option<String>,
}

/// A list.
#[derive(Debug, Default)]
pub struct List {
    /// The definition that it follows.
    pub definition: u32,
    /// First numbers of its own.
    pub starts: [Option<u32>; LEVELS],
    /// Levels of its own.
    pub levels: [Option<Level>; LEVELS],
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// A bullet or a picture.
    Bullet,
    /// A bullet that is not seen: the paragraph goes on an item.
    Blank,
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
    /// What lists share, by the numbers of the definitions.
    pub definitions: HashMap<u32, Definition>,
    /// The lists, by their numbers.
    pub lists: HashMap<u32, List>,
    /// Definitions that a style stands for.
    pub by_style: HashMap<String, u32>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have begun, and so used up their own start numbers, by level.
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
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
            // As pandoc writes a second paragraph.
            NumberFormat::Bullet if !current.text.is_empty() && current.text.trim().is_empty() => Some(Marker::Blank),
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
