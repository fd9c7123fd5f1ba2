//! Shapes, pictures and embedded objects (section 10).

use lode_runtime::Result;

use super::Reader;
use crate::document::Content;
use crate::math::mathml;
use crate::office::embedded::fail;
use crate::office::relationships::resolve;
use crate::xml::{Node, Tag, Walker, decode};

impl Reader<'_> {
    /// Reads a shape or frame into blocks. True when it held more than a description.
    pub(super) fn drawing(&mut self, tag: &Tag, xml: &mut Walker) -> Result<bool> {
        if tag.name() == "text-box" {
            self.blocks(xml)?;
            return Ok(true);
        }
        let mut description = String::new();
        let mut pictures = Vec::new();
        let before = self.document.blocks.len();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "title" | "desc" => {
                    let said = xml.text()?;
                    if !said.trim().is_empty() {
                        description = said.trim().to_string();
                    }
                }
                "image" => {
                    pictures.extend(tag.attribute("href").map(|href| resolve(&self.folder, &href)));
                    // Pictures may have text of their own; data in the XML itself is left alone.
                    self.blocks_beside_data(xml)?;
                }
                "object" => self.object(&tag, xml)?,
                "object-ole" => {
                    if let Some(path) = tag.attribute("href").map(|href| resolve(&self.folder, &href))
                        && let Some(embedded) = &mut self.embedded
                    {
                        embedded.file(&path, &mut self.document)?;
                    }
                    xml.skip()?;
                }
                "enhanced-geometry" | "glue-point" | "event-listeners" | "image-map" | "plugin" | "applet" => {
                    xml.skip()?
                }
                _ => self.block(&tag, xml)?,
            }
        }
        for path in pictures {
            // Stands in for an object that was read itself.
            if !path.starts_with("ObjectReplacements/")
                && let Some(embedded) = &mut self.embedded
            {
                embedded.image(&path, &description, self.page, &mut self.document)?;
            }
        }
        let has_content = self.document.blocks.len() > before;
        if !description.is_empty() && !has_content {
            self.push(Content::Image { description, url: None });
        }
        Ok(has_content)
    }

    fn blocks_beside_data(&mut self, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            match node {
                Node::Start(tag) if tag.name() == "binary-data" => xml.skip()?,
                Node::Start(tag) => self.block(&tag, xml)?,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// An object: a formula, a chart, a table or a text, in a folder of the package or right here.
    fn object(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "math" => self.formula(xml)?,
                _ => self.block(&tag, xml)?,
            }
        }
        let (Some(href), Some(package)) = (tag.attribute("href"), self.package) else { return Ok(()) };
        let folder = resolve(&self.folder, &href);
        let path = format!("{folder}/content.xml");
        if !self.objects.insert(path.clone()) {
            return Ok(());
        }
        let result = (|| {
            let Some(data) = package.read_path(&path)? else { return Ok(()) };
            // Names of styles are those of the object.
            let outer_styles = std::mem::take(&mut self.styles);
            let outer_folder = std::mem::replace(&mut self.folder, folder);
            let result = self.object_content(&decode(&data));
            self.styles = outer_styles;
            self.folder = outer_folder;
            result
        })();
        match result {
            Ok(()) => Ok(()),
            Err(error) => fail("PART_DAMAGED", &path, error, &mut self.document),
        }
    }

    fn object_content(&mut self, text: &str) -> Result<()> {
        let mut xml = Walker::new(text, self.context.job);
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "math" => self.formula(&mut xml)?,
                "style" => self.styles.read_style(&tag, &mut xml)?,
                "list-style" => self.styles.read_list(&tag, &mut xml)?,
                "body" => self.blocks(&mut xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn formula(&mut self, xml: &mut Walker) -> Result<()> {
        let formula = mathml::formula(xml)?;
        if !formula.is_empty() {
            self.push(Content::Formula(formula));
        }
        Ok(())
    }
}
