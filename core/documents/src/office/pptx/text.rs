//! Texts of shapes: titles, list items, paragraphs, footers.

use lode_runtime::Result;

use super::Reader;
use super::layout::{Placeholder, list_style};
use crate::document::{Content, RichText};
use crate::office::drawing_text::{self, Bullet, Bullets, Paragraph};
use crate::office::relationships::Relationships;
use crate::office::rich;
use crate::xml::{Node, Walker};

impl Reader<'_> {
    /// Reads `p:txBody`. The number of the slide is left out.
    pub(super) fn text_body(
        &mut self,
        xml: &mut Walker,
        parts: &Relationships,
        placeholder: Option<&Placeholder>,
    ) -> Result<Vec<Content>> {
        let kind = placeholder.map_or("", |placeholder| placeholder.kind.as_str());
        if kind == "sldNum" {
            xml.skip()?;
            return Ok(Vec::new());
        }
        let (paragraphs, mut bullets) = self.paragraphs(xml, parts)?;
        if paragraphs.is_empty() {
            return Ok(Vec::new());
        }
        if matches!(kind, "ftr" | "dt" | "hdr") {
            let texts: Vec<String> = paragraphs.into_iter().map(|paragraph| paragraph.text.text).collect();
            let text = texts.join("\n");
            let is_new = self.footers.insert(text.clone());
            return Ok(is_new.then(|| Content::Footer(RichText::plain(text))).into_iter().collect());
        }
        if let Some(placeholder) = placeholder {
            if placeholder.is_title() {
                return Ok(vec![drawing_text::title(paragraphs, self.page == 1 && placeholder.kind == "ctrTitle")]);
            }
            if placeholder.is_body() {
                self.layout_bullets(parts, placeholder, &mut bullets)?;
            }
        }
        Ok(drawing_text::items(paragraphs, &bullets))
    }

    /// The paragraphs that have text, and the bullets that the shape says for its levels.
    fn paragraphs(&mut self, xml: &mut Walker, parts: &Relationships) -> Result<(Vec<Paragraph>, Bullets)> {
        let mut paragraphs = Vec::new();
        let mut bullets = Bullets::default();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "lstStyle" => list_style(xml, &mut bullets)?,
                "p" => {
                    let paragraph = drawing_text::paragraph(xml, parts)?;
                    if !paragraph.text.text.trim().is_empty() {
                        let page = Some(self.page);
                        self.document.links.extend(rich::links(&paragraph.text).map(|mut link| {
                            link.page = page;
                            link
                        }));
                        paragraphs.push(paragraph);
                    }
                }
                _ => {}
            }
        }
        Ok((paragraphs, bullets))
    }

    /// Fills in the bullets that the slide does not say: those of its layout, and else what most templates have.
    fn layout_bullets(&mut self, parts: &Relationships, placeholder: &Placeholder, own: &mut Bullets) -> Result<()> {
        let slot = self.layout(parts)?.and_then(|layout| layout.slot(placeholder));
        let of_layout = slot.map(|slot| slot.bullets).unwrap_or_default();
        for (bullet, of_layout) in own.iter_mut().zip(of_layout) {
            *bullet = bullet.or(of_layout).or(Some(Bullet::Character));
        }
        Ok(())
    }
}
