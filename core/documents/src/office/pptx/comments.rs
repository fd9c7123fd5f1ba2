//! Comments on slides, in the form of ECMA-376 (19.4) and in that of newer versions ([MS-PPTX] 2.2.6).

use std::collections::HashMap;

use lode_runtime::Result;

use super::Reader;
use crate::model::Annotation;
use crate::office::relationships::Relationships;
use crate::office::{drawing_text, properties};
use crate::xml::{Node, Tag, Walker, decode};

impl Reader<'_> {
    /// Adds the comments of the part at `path` as annotations.
    pub(super) fn comments(&mut self, path: &str) -> Result<()> {
        let data = self.package.require(path)?;
        let text = decode(&data);
        let mut xml = Walker::new(&text, self.context.job);
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            if tag.name() == "cm" {
                self.comment(&tag, &mut xml)?;
            }
        }
        Ok(())
    }

    fn comment(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        let id = tag.attribute("authorId").unwrap_or_default();
        let author = self.authors()?.get(id.as_ref()).cloned();
        let at = self.document.annotations.len();
        self.document.annotations.push(Annotation {
            kind: "comment".to_string(),
            content: String::new(),
            author,
            created: tag.attribute("dt").or_else(|| tag.attribute("created")).and_then(|d| properties::rfc_3339(&d)),
            page: Some(self.page),
            bounding_box: None,
        });
        let mut content = String::new();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(child) = node else { continue };
            match child.name() {
                "text" => xml.text_into(&mut content)?,
                "p" => {
                    let paragraph = drawing_text::paragraph(xml, &Relationships::default())?;
                    if !content.is_empty() {
                        content.push('\n');
                    }
                    content.push_str(&paragraph.text.text);
                }
                "reply" => self.comment(&child, xml)?,
                _ => {}
            }
        }
        if let Some(annotation) = self.document.annotations.get_mut(at) {
            annotation.content = content.trim().to_string();
        }
        Ok(())
    }

    fn authors(&mut self) -> Result<&HashMap<String, String>> {
        if self.authors.is_none() {
            let mut authors = HashMap::new();
            for kind in ["commentAuthors", "authors"] {
                let Some(path) = self.presentation_parts.parts_of(kind).next() else { continue };
                let Some(data) = self.package.read_path(path)? else { continue };
                let text = decode(&data);
                let mut xml = Walker::new(&text, self.context.job);
                while let Some(node) = xml.next(0)? {
                    let Node::Start(tag) = node else { continue };
                    if let Some((id, name)) = tag.attribute("id").zip(tag.attribute("name")) {
                        authors.insert(id.into_owned(), name.into_owned());
                    }
                }
            }
            self.authors = Some(authors);
        }
        Ok(self.authors.get_or_insert_default())
    }
}
