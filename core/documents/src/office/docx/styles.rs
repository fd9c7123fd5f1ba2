//! Styles (ECMA-376 part 1, section 17.7): what makes a paragraph a heading, a list item or code, and how its text looks.

use std::collections::HashMap;

use lode_runtime::{Job, Result};

use crate::office::numbering::ListPlace;
use crate::office::paragraph::{Role, depth_by_name, is_code_name, role_by_name};
use crate::office::rich::{Format, FormatChange, is_monospaced};
use crate::xml::{Node, Tag, Walker};

/// Styles based on styles are followed this far; a circle ends here.
const LONGEST_CHAIN: usize = 32;

/// Documents that use more styles than this have them read in one go.
const MOST_SEARCHES: usize = 48;

/// Reads one child of `w:rPr` into `change`.
pub fn read_format(tag: &Tag, change: &mut FormatChange) {
    match tag.name() {
        "b" => change.set(Format::BOLD, is_on(tag)),
        "i" => change.set(Format::ITALIC, is_on(tag)),
        "strike" | "dstrike" => change.set(Format::STRIKETHROUGH, is_on(tag)),
        "vertAlign" => {
            let value = tag.attribute("val").unwrap_or_default();
            change.set(Format::SUPERSCRIPT, value == "superscript");
            change.set(Format::SUBSCRIPT, value == "subscript");
        }
        "rFonts" => {
            if let Some(font) = tag.attribute("ascii") {
                change.set(Format::CODE, is_monospaced(&font));
            }
        }
        _ => {}
    }
}

/// A style with what it takes from those it is based on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Resolved {
    /// What a paragraph in it is.
    pub role: Role,
    /// The list of a paragraph in it.
    pub list: Option<ListPlace>,
    /// The level at which its list lies at least, from 0.
    pub nesting: u8,
    /// How text in it looks.
    pub format: FormatChange,
    /// The first row of a table in it looks like a header.
    pub first_row: bool,
}

#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    outline: Option<u8>,
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<u8>,
    nesting: Option<u8>,
    format: FormatChange,
    first_row: bool,
}

/// The styles of a document. Files define hundreds and use a few: each is read when it is first asked for.
#[derive(Debug, Default)]
pub struct Styles {
    text: String,
    styles: HashMap<String, Style>,
    resolved: HashMap<String, Resolved>,
    /// Styles that were searched for on their own.
    searched: usize,
    /// All of them were read.
    complete: bool,
}

impl Styles {
    /// The styles in `styles.xml`.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The style with this id. One that is not defined is judged by its id.
    ///
    /// # Errors
    /// Those of the walker.
    pub fn resolve(&mut self, id: &str, job: &Job) -> Result<Resolved> {
        if let Some(resolved) = self.resolved.get(id) {
            return Ok(*resolved);
        }
        let resolved = self.resolve_chain(id, job)?;
        self.resolved.insert(id.to_string(), resolved);
        Ok(resolved)
    }

    fn resolve_chain(&mut self, id: &str, job: &Job) -> Result<Resolved> {
        let mut chain = Vec::new();
        let mut next = Some(id.to_string());
        while let Some(id) = next.take_if(|_| chain.len() < LONGEST_CHAIN) {
            self.load(&id, job)?;
            next = self.styles.get(&id).and_then(|style| style.based_on.clone());
            chain.push(id);
        }
        let mut resolved = Resolved::default();
        if !self.styles.contains_key(id) {
            resolved.role = role_by_name(id).unwrap_or_default();
        }
        let mut place = (None, None);
        for style in chain.iter().rev().filter_map(|id| self.styles.get(id)) {
            let outline = style.outline.map(|level| if level < 9 { Role::Heading(level + 1) } else { Role::Body });
            // A title has an outline level in some templates; its name tells more.
            resolved.role = style.role.or(outline).unwrap_or(resolved.role);
            place = (style.list.or(place.0), style.level.or(place.1));
            resolved.nesting = style.nesting.unwrap_or(resolved.nesting);
            resolved.format = resolved.format.then(style.format);
            resolved.first_row |= style.first_row;
        }
        resolved.list = place.0.map(|list| ListPlace { list, level: place.1.unwrap_or(0) });
        Ok(resolved)
    }

    /// Sees to it that the style with this id was read, if there is one.
    fn load(&mut self, id: &str, job: &Job) -> Result<()> {
        if self.complete || self.styles.contains_key(id) {
            return Ok(());
        }
        self.searched += 1;
        if self.searched > MOST_SEARCHES || !self.search(id, job)? {
            self.complete = true;
            let text = std::mem::take(&mut self.text);
            self.read_all(&text, job)?;
        }
        Ok(())
    }

    /// Reads the one style with this id; false when it is not to be found where one would expect it.
    fn search(&mut self, id: &str, job: &Job) -> Result<bool> {
        let attribute = format!("styleId=\"{id}\"");
        let found = memchr::memmem::find(self.text.as_bytes(), attribute.as_bytes());
        let before = found.and_then(|at| self.text.get(..at));
        let start = before.and_then(|before| memchr::memrchr(b'<', before.as_bytes()));
        let Some(element) = start.and_then(|start| self.text.get(start..)) else { return Ok(false) };
        let mut xml = Walker::new(element, job);
        match xml.next(0)? {
            Some(Node::Start(tag)) if tag.name() == "style" => {
                let style = read_style(&mut xml)?;
                self.styles.insert(id.to_string(), style);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn read_all(&mut self, text: &str, job: &Job) -> Result<()> {
        let mut xml = Walker::new(text, job);
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "style" => {
                    let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                    let style = read_style(&mut xml)?;
                    self.styles.insert(id, style);
                }
                "docDefaults" | "latentStyles" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn read_style(xml: &mut Walker) -> Result<Style> {
    let mut style = Style::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "name" => {
                let name = tag.attribute("val").unwrap_or_default();
                style.role = role_by_name(&name);
                style.nesting = depth_by_name(&name);
                if is_code_name(&name) {
                    style.format.set(Format::CODE, true);
                }
            }
            "basedOn" => style.based_on = tag.attribute("val").map(|id| id.into_owned()),
            "outlineLvl" => style.outline = tag.number("val"),
            "numId" => style.list = tag.number("val"),
            "ilvl" => style.level = tag.number("val"),
            "tblStylePr" => {
                style.first_row |= tag.attribute("type").is_some_and(|kind| kind == "firstRow");
                xml.skip()?;
            }
            "pPrChange" | "rPrChange" => xml.skip()?,
            _ => read_format(&tag, &mut style.format),
        }
    }
    Ok(style)
}

/// Whether a switch such as `<w:b/>` or `<w:b w:val="0"/>` is on.
#[must_use]
pub fn is_on(tag: &Tag) -> bool {
    !tag.attribute("val").is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(xml: &str) -> Styles {
        Styles::new(format!("<w:styles>{xml}</w:styles>"))
    }

    #[test]
    fn headings_are_known_by_name_outline_level_and_what_they_are_based_on() {
        let mut styles = styles(
            r#"<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
            <w:style w:styleId="Outlined"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
            <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>"#,
        );
        assert_eq!(styles.resolve("berschrift2", &Job::default()).unwrap().role, Role::Heading(2));
        assert_eq!(styles.resolve("Mine", &Job::default()).unwrap().role, Role::Heading(2));
        assert_eq!(styles.resolve("Outlined", &Job::default()).unwrap().role, Role::Heading(4));
        assert_eq!(styles.resolve("Titel", &Job::default()).unwrap().role, Role::Title);
        assert_eq!(styles.resolve("Heading3", &Job::default()).unwrap().role, Role::Heading(3));
        assert_eq!(styles.resolve("Normal", &Job::default()).unwrap().role, Role::Body);
    }

    #[test]
    fn the_level_of_a_list_may_be_in_the_name_of_its_style() {
        let mut styles = styles(
            r#"<w:style w:styleId="Liste2"><w:name w:val="List Bullet 2"/></w:style>
            <w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Liste2"/></w:style>
            <w:style w:styleId="Plain"><w:name w:val="List Number"/></w:style>"#,
        );
        let nesting = ["Liste2", "Mine", "Plain"].map(|id| styles.resolve(id, &Job::default()).unwrap().nesting);
        assert_eq!(nesting, [1, 1, 0]);
    }

    #[test]
    fn styles_based_on_each_other_in_a_circle_end() {
        let mut styles = styles(
            r#"<w:style w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:i/></w:rPr></w:style>"#,
        );
        let format = styles.resolve("a", &Job::default()).unwrap().format.apply(Format::default());
        assert!(format.has(Format::BOLD) && format.has(Format::ITALIC));
    }

    #[test]
    fn a_style_switches_off_what_its_base_switches_on() {
        let mut styles = styles(
            r#"<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:styleId="plain"><w:basedOn w:val="base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>
            <w:rPr><w:b w:val="false"/></w:rPr></w:style>"#,
        );
        let plain = styles.resolve("plain", &Job::default()).unwrap();
        assert!(!plain.format.apply(Format::default()).has(Format::BOLD));
        assert!(!plain.format.apply(Format::BOLD).has(Format::BOLD));
        assert_eq!(plain.list, Some(ListPlace { list: 3, level: 1 }));
    }

    #[test]
    fn styles_written_in_an_unusual_way_or_many_of_them_are_found_too() {
        let mut styles = styles("<w:style  w:styleId = 'A'><w:name w:val='heading 3'/></w:style>");
        assert_eq!(styles.resolve("A", &Job::default()).unwrap().role, Role::Heading(3));
        let many: String = (0..100)
            .map(|n| format!(r#"<w:style w:styleId="S{n}"><w:name w:val="heading {}"/></w:style>"#, n % 9 + 1))
            .collect();
        let mut styles = super::tests::styles(&many);
        for n in 0..100 {
            assert_eq!(styles.resolve(&format!("S{n}"), &Job::default()).unwrap().role, Role::Heading(n % 9 + 1));
        }
    }
}
