//! Texts of shapes: titles, list items, paragraphs, footers.

use lode_runtime::Result;

use super::Reader;
use super::layout::{Bullets, Placeholder, list_style};
use crate::document::{Content, RichText};
use crate::office::drawing_text::{self, Bullet, Paragraph};
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
                return Ok(vec![self.title(placeholder, paragraphs)]);
            }
            if placeholder.is_body() {
                self.layout_bullets(parts, placeholder, &mut bullets)?;
            }
        }
        Ok(items(paragraphs, &bullets))
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

    /// A title on one line. That of a title slide at the start is the title of the show.
    fn title(&self, placeholder: &Placeholder, paragraphs: Vec<Paragraph>) -> Content {
        let mut title = RichText::default();
        for paragraph in paragraphs {
            if !title.text.is_empty() {
                title.text.push(' ');
            }
            let start = title.text.len();
            title.text.push_str(&paragraph.text.text.replace('\n', " "));
            title.marks.extend(paragraph.text.marks.into_iter().map(|mut mark| {
                mark.start += start;
                mark.end += start;
                mark
            }));
        }
        if self.page == 1 && placeholder.kind == "ctrTitle" {
            return Content::Title(title);
        }
        Content::Heading { level: 1, text: title }
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

/// Paragraphs, those with bullets as list items. Numbers count on until an item above or without one comes.
fn items(paragraphs: Vec<Paragraph>, bullets: &Bullets) -> Vec<Content> {
    let mut counts: [Option<u32>; 9] = [None; 9];
    let mut contents = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let level = usize::from(paragraph.level).min(counts.len() - 1);
        let bullet = paragraph.bullet.or(bullets.get(level).copied().flatten()).unwrap_or(Bullet::None);
        counts.iter_mut().skip(level + 1).for_each(|count| *count = None);
        let number = match bullet {
            Bullet::Number(start) => Some(counts[level].map_or(start, |count| count.saturating_add(1))),
            _ => None,
        };
        counts[level] = number;
        contents.push(match bullet {
            Bullet::None => Content::Paragraph(paragraph.text),
            _ => Content::ListItem { depth: level as u32 + 1, number, text: paragraph.text },
        });
    }
    contents
}
