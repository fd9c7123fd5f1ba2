//! Paragraphs, headings and what they stand in (section 5).

use lode_runtime::Result;

use super::Reader;
use super::list::Marker;
use super::styles::Role;
use crate::document::{Content, Inside, RichText};
use crate::office::rich::FormatChange;
use crate::xml::{Node, Tag, Walker};

impl Reader<'_> {
    /// The root of the content: styles that were made for it, and the body.
    pub(super) fn root(&mut self, xml: &mut Walker) -> Result<()> {
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "style" => self.styles.read_style(&tag, xml)?,
                "list-style" => self.styles.read_list(&tag, xml)?,
                "body" => self.blocks(xml)?,
                "font-face-decls" | "scripts" | "styles" | "master-styles" | "meta" | "settings" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The blocks in the element whose start came last.
    pub(super) fn blocks(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            if let Node::Start(tag) = node {
                self.block(&tag, xml)?;
            }
        }
        Ok(())
    }

    /// One element among blocks. Elements that only group others are passed over.
    pub(super) fn block(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        match tag.name() {
            "p" => self.paragraph(tag, xml),
            "h" => self.heading(tag, xml),
            "list" => self.list(tag, xml),
            "table" => self.table(xml),
            "page" => self.slide(tag, xml),
            "annotation" => self.annotation(xml),
            "footer-decl" => self.footer(xml),
            "frame" | "custom-shape" | "rect" | "line" | "g" | "ellipse" | "polygon" | "polyline" | "path"
            | "connector" | "caption" | "circle" | "regular-polygon" | "control" => self.drawing(tag, xml).map(drop),
            // Deleted text; how indexes are made; declarations; forms; what a chart looks like.
            "tracked-changes"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "header-decl"
            | "date-time-decl"
            | "calculation-settings"
            | "named-expressions"
            | "database-ranges"
            | "shapes" => xml.skip(),
            name if name.ends_with("-source") => xml.skip(),
            _ => Ok(()),
        }
    }

    fn paragraph(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let (format, role) = self.paragraph_style(tag);
        // Text of a title is bold in most templates, and code is set in a font for it: that says nothing more.
        let format = if role == Role::Body { format } else { FormatChange::default() };
        let (text, after) = self.paragraph_text(xml, format)?;
        if !text.text.trim().is_empty() {
            let depth = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
            let marker = self.marker();
            let item = if marker.is_none() { depth } else { 0 };
            match (role, marker) {
                (_, Some(Marker::Bullet)) => self.push(Content::ListItem { depth, number: None, text }),
                (_, Some(Marker::Number(number))) => self.push(Content::ListItem { depth, number: Some(number), text }),
                (_, Some(Marker::Label(label))) => {
                    self.push(Content::ListItem { depth, number: None, text: text.labelled(&label) });
                }
                (Role::Title, None) => self.push(Content::Title(text)),
                (Role::Code, None) => self.push_code(&text.text),
                (Role::Body, None) => self.push(Content::paragraph(text)),
                (Role::Quote, None) => self.push(Content::Paragraph(text)),
            }
            if let Some(block) = self.document.blocks.last_mut() {
                block.inside = Inside { quotes: u32::from(role == Role::Quote), item };
            }
        } else if role == Role::Code {
            self.push_code("");
        }
        self.document.blocks.extend(after);
        Ok(())
    }

    fn paragraph_style(&self, tag: &Tag) -> (FormatChange, Role) {
        tag.attribute("style-name").map(|name| self.styles.resolve("paragraph", &name)).unwrap_or_default()
    }

    fn heading(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let level = tag.number::<u8>("outline-level").unwrap_or(1).clamp(1, 9);
        let (mut text, after) = self.paragraph_text(xml, FormatChange::default())?;
        if !text.text.trim().is_empty() {
            let in_list = self.marker();
            if tag.attribute("is-list-header").is_none_or(|value| value != "true") {
                let of_outline = self.heading_label(usize::from(level));
                let label = match in_list {
                    Some(Marker::Number(number)) if of_outline.is_empty() => format!("{number}."),
                    Some(Marker::Label(label)) if of_outline.is_empty() => label,
                    _ => of_outline,
                };
                text = text.labelled(&label);
            }
            self.push(Content::Heading { level: level.min(6), text });
        }
        self.document.blocks.extend(after);
        Ok(())
    }

    /// Paragraphs of code that follow each other are one block.
    fn push_code(&mut self, line: &str) {
        if let Some(Content::Code { text, .. }) = self.document.blocks.last_mut().map(|block| &mut block.content) {
            text.push('\n');
            text.push_str(line);
        } else if !line.is_empty() {
            self.push(Content::Code { language: None, text: line.to_string() });
        }
    }

    fn footer(&mut self, xml: &mut Walker) -> Result<()> {
        let text = xml.text()?;
        if !text.trim().is_empty() {
            self.styles.footers.push(RichText::plain(text.trim()));
        }
        Ok(())
    }
}
