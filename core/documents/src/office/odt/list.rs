//! Lists (section 5.3): items at any depth, and the numbers of those that have one.

use lode_runtime::Result;

use super::Reader;
use super::styles::Level;
use crate::office::numerals::{letters, roman};
use crate::xml::{Node, Tag, Walker};

/// A list around the paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenList {
    style: Option<String>,
    /// The number of the last item.
    number: u32,
    /// The item has begun and has had no paragraph yet: the next one bears its mark.
    unmarked: bool,
}

/// What stands before a paragraph.
pub(super) enum Marker {
    Bullet,
    Number(u32),
    /// Numbers of several levels, or one that is not decimal on its own.
    Label(String),
}

impl Reader<'_> {
    pub(super) fn list(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let own_style = tag.attribute("style-name").map(|style| style.into_owned());
        let style = own_style.or_else(|| self.lists.last()?.style.clone());
        let at = self.lists.len();
        let start = style.as_deref().and_then(|style| self.styles.level(style, at)).map_or(1, |level| level.start);
        let goes_on = tag.attribute("continue-numbering").is_some_and(|value| value == "true")
            || tag.attribute("continue-list").is_some();
        let counted = style.as_ref().and_then(|style| self.counted.get(style)?.get(at).copied());
        let number = counted.filter(|_| goes_on).unwrap_or(start.saturating_sub(1));
        self.lists.push(OpenList { style, number, unmarked: false });
        let result = self.list_items(xml);
        if let Some(list) = self.lists.pop()
            && let Some(style) = list.style
        {
            let counts = self.counted.entry(style).or_default();
            // Lists are as deep as elements may be nested, and no deeper.
            if counts.len() <= at {
                counts.resize(at + 1, 0);
            }
            if let Some(count) = counts.get_mut(at) {
                *count = list.number;
            }
        }
        result
    }

    fn list_items(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "list-item" => {
                    if let Some(list) = self.lists.last_mut() {
                        list.unmarked = true;
                        if let Some(start) = tag.number::<u32>("start-value") {
                            list.number = start.saturating_sub(1);
                        }
                    }
                    self.blocks(xml)?;
                }
                // A header belongs to the list and has no mark.
                "list-header" => {
                    if let Some(list) = self.lists.last_mut() {
                        list.unmarked = false;
                    }
                    self.blocks(xml)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The mark of the next paragraph, if it is the first of an item. Items without a paragraph do not count.
    pub(super) fn marker(&mut self) -> Option<Marker> {
        let at = self.lists.len().checked_sub(1)?;
        let list = self.lists.last_mut().filter(|list| list.unmarked)?;
        list.unmarked = false;
        list.number = list.number.saturating_add(1);
        let list = self.lists.last()?;
        let level = list.style.as_deref().and_then(|style| self.styles.level(style, at));
        let Some(level) = level.filter(|level| !level.format.is_empty()) else { return Some(Marker::Bullet) };
        if level.shown <= 1 {
            return Some(Marker::Number(list.number));
        }
        let first = (at + 1).saturating_sub(level.shown as usize);
        let numbers: Vec<String> = (first..=at)
            .filter_map(|at| {
                let list = self.lists.get(at)?;
                let level = self.styles.level(list.style.as_deref()?, at)?;
                Some(number_text(list.number.max(1), &level.format))
            })
            .filter(|number| !number.is_empty())
            .collect();
        Some(Marker::Label(format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)))
    }

    /// The label of the next heading at `level`, from 1; empty when headings have none.
    pub(super) fn heading_label(&mut self, level: usize) -> String {
        for (at, count) in self.headings.iter_mut().enumerate().skip(level) {
            *count = if at == level { count.saturating_add(1) } else { 0 };
        }
        let style =
            |level: usize| self.styles.outline.get(level.checked_sub(1)?).filter(|style| !style.format.is_empty());
        let Some(own) = style(level) else { return String::new() };
        let first = (level + 1).saturating_sub(own.shown.max(1) as usize).max(1);
        let number = |level: usize| -> Option<String> {
            let Level { format, start, .. } = style(level)?;
            let count = self.headings.get(level).copied().unwrap_or(0).max(1);
            Some(number_text(start.saturating_add(count) - 1, format))
        };
        let numbers: Vec<String> = (first..=level).filter_map(number).collect();
        format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
    }
}

/// A number as `style:num-format` wants it (19.500).
fn number_text(number: u32, format: &str) -> String {
    match format {
        "" => String::new(),
        "a" => letters(number),
        "A" => letters(number).to_uppercase(),
        "i" => roman(number),
        "I" => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}
