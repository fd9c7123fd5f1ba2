//! Styles (section 16): how text looks, what paragraphs are, which lists have numbers, how large pages are.

use std::collections::HashMap;

use lode_runtime::Result;

use super::Reader;
use crate::document::RichText;
use crate::flatten;
use crate::office::rich::{Format, FormatChange, is_monospaced};
use crate::xml::{Node, Tag, Walker};

/// Styles derived from styles are followed this far; a circle ends here.
const LONGEST_CHAIN: usize = 32;

/// What a paragraph is, by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Body,
    Title,
    Code,
    Quote,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    format: FormatChange,
    role: Option<Role>,
}

/// How the items of one level of a list are marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// `1`, `a`, `A`, `i` or `I`; empty for a bullet.
    pub format: String,
    pub prefix: String,
    pub suffix: String,
    pub start: u32,
    /// How many levels the label shows.
    pub shown: u32,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name, as `paragraph/P1`.
    styles: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
    /// Levels of numbered headings.
    pub outline: Vec<Level>,
    /// Sizes of pages in points, by the name of the page layout.
    layouts: HashMap<String, (f64, f64)>,
    /// The page layout of each master page.
    masters: HashMap<String, String>,
    pub headers: Vec<RichText>,
    pub footers: Vec<RichText>,
}

impl Styles {
    /// How text of a style looks, and what a paragraph of it is.
    pub fn resolve(&self, family: &str, name: &str) -> (FormatChange, Role) {
        let mut key = String::with_capacity(family.len() + name.len() + 1);
        let mut find = |name: &str| {
            key.clear();
            key.push_str(family);
            key.push('/');
            key.push_str(name);
            self.styles.get(&key)
        };
        let mut chain = Vec::new();
        let mut next = find(name);
        while let Some(style) = next.filter(|_| chain.len() < LONGEST_CHAIN) {
            chain.push(style);
            next = style.parent.as_deref().and_then(&mut find);
        }
        let format = chain.iter().rev().fold(FormatChange::default(), |format, style| format.then(style.format));
        // A style that nobody defined is named as the one that everybody has.
        let undefined =
            || chain.last().map_or(Some(name), |style| style.parent.as_deref()).and_then(|name| role(name, None));
        (format, chain.iter().find_map(|style| style.role).or_else(undefined).unwrap_or_default())
    }

    /// The marks of a list's items at `level`, from 0.
    pub fn level(&self, list: &str, level: usize) -> Option<&Level> {
        self.lists.get(list)?.get(level)
    }

    /// The size of a slide with this master page.
    pub fn page_size(&self, master: &str) -> Option<(f64, f64)> {
        self.layouts.get(self.masters.get(master)?).copied()
    }

    /// Reads `style:style`.
    pub fn read_style(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let family = tag.attribute("family").unwrap_or_default();
        let name = tag.attribute("name").unwrap_or_default();
        let mut style = Style {
            parent: tag.attribute("parent-style-name").map(|name| name.into_owned()),
            role: role(&name, tag.attribute("display-name").as_deref()),
            format: FormatChange::default(),
        };
        if is_code(&name) {
            style.format.set(Format::CODE, true);
        }
        // That cells are headers is told by their rows.
        let is_header_cell = name == "Table_20_Heading";
        let key = format!("{family}/{name}");
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            if let Node::Start(tag) = node
                && tag.name() == "text-properties"
                && !is_header_cell
            {
                read_format(&tag, &mut style.format);
            }
        }
        self.styles.insert(key, style);
        Ok(())
    }

    /// Reads `text:list-style` or `text:outline-style`.
    pub fn read_list(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let is_outline = tag.name() == "outline-style";
        let name = tag.attribute("name").unwrap_or_default().into_owned();
        let mut levels = Vec::new();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            if !tag.name().starts_with("list-level-style-") && tag.name() != "outline-level-style" {
                continue;
            }
            let at = tag.number::<usize>("level").unwrap_or(1).saturating_sub(1);
            if at >= 10 {
                continue;
            }
            if levels.len() <= at {
                levels.resize_with(at + 1, Level::default);
            }
            if let Some(level) = levels.get_mut(at) {
                *level = read_level(&tag);
            }
        }
        if is_outline {
            self.outline = levels;
        } else {
            self.lists.insert(name, levels);
        }
        Ok(())
    }

    /// Reads `style:page-layout`.
    pub fn read_page_layout(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let name = tag.attribute("name").unwrap_or_default().into_owned();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            if let Node::Start(tag) = node
                && tag.name() == "page-layout-properties"
            {
                let length = |name| tag.attribute(name).and_then(|length| points(&length));
                if let Some(size) = length("page-width").zip(length("page-height")) {
                    self.layouts.insert(name.clone(), size);
                }
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads `styles.xml`: styles, and the headers and footers of master pages.
    pub(super) fn styles_part(&mut self, text: &str) -> Result<()> {
        let mut xml = Walker::new(text, self.context.job);
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "style" => self.styles.read_style(&tag, &mut xml)?,
                "list-style" | "outline-style" => self.styles.read_list(&tag, &mut xml)?,
                "page-layout" => self.styles.read_page_layout(&tag, &mut xml)?,
                "master-page" => self.master_page(&tag, &mut xml)?,
                "default-style" | "font-face-decls" | "body" | "meta" | "settings" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The headers and footers of a master page; each text once.
    fn master_page(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        if let Some((name, layout)) = tag.attribute("name").zip(tag.attribute("page-layout-name")) {
            self.styles.masters.insert(name.into_owned(), layout.into_owned());
        }
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            let class = tag.attribute("class").unwrap_or_default();
            // Slides have theirs in frames, texts in elements of their own.
            let is_header = tag.name().starts_with("header") || class == "header";
            if !is_header && !tag.name().starts_with("footer") && class != "footer" {
                xml.skip()?;
                continue;
            }
            let is_shown = tag.attribute("display").is_none_or(|display| display != "false");
            self.inline.leaves_out_page_numbers = true;
            let blocks = self.collect(|reader| reader.blocks(xml));
            self.inline.leaves_out_page_numbers = false;
            let text = flatten::rich(blocks?);
            let known = if is_header { &mut self.styles.headers } else { &mut self.styles.footers };
            // A handful of master pages; more would be the same few texts anyway.
            if is_shown && !text.text.trim().is_empty() && known.len() < 64 && !known.contains(&text) {
                known.push(text);
            }
        }
        Ok(())
    }
}

fn read_format(tag: &Tag, format: &mut FormatChange) {
    if let Some(weight) = tag.attribute("font-weight") {
        format.set(Format::BOLD, weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600));
    }
    if let Some(style) = tag.attribute("font-style") {
        format.set(Format::ITALIC, style != "normal");
    }
    if let Some(line) = tag.attribute("text-line-through-style") {
        format.set(Format::STRIKETHROUGH, line != "none");
    }
    if let Some(position) = tag.attribute("text-position") {
        let shift = position.split_whitespace().next().unwrap_or_default().trim_end_matches('%');
        let number = shift.parse::<f64>().unwrap_or(0.0);
        format.set(Format::SUPERSCRIPT, shift == "super" || number > 0.0);
        format.set(Format::SUBSCRIPT, shift == "sub" || number < 0.0);
    }
    if let Some(font) = tag.attribute("font-name").or_else(|| tag.attribute("font-family")) {
        format.set(Format::CODE, is_monospaced(font.trim_matches('\'')));
    }
}

/// Names are English in files of every language; a space in them is written `_20_`.
fn role(name: &str, display_name: Option<&str>) -> Option<Role> {
    match display_name.unwrap_or(name) {
        "Title" => Some(Role::Title),
        "Quotations" => Some(Role::Quote),
        "Preformatted Text" | "Preformatted_20_Text" => Some(Role::Code),
        _ => None,
    }
}

fn is_code(name: &str) -> bool {
    matches!(name, "Source_20_Text" | "Teletype" | "User_20_Entry")
}

fn read_level(tag: &Tag) -> Level {
    let value = |name| tag.attribute(name).unwrap_or_default().into_owned();
    let is_number = matches!(tag.name(), "list-level-style-number" | "outline-level-style");
    Level {
        format: if is_number { value("num-format") } else { String::new() },
        prefix: value("num-prefix"),
        suffix: value("num-suffix"),
        start: tag.number("start-value").unwrap_or(1),
        shown: tag.number("display-levels").unwrap_or(1),
    }
}

/// A length such as `2.54cm` in points.
pub(super) fn points(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit_at = length.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(unit_at)?;
    let factor = match unit {
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        "pt" => 1.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * factor)
}
