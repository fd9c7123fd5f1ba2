//! Paragraphs of DrawingML (ECMA-376 part 1, section 21.1), as slides, charts and diagrams have them.

use lode_runtime::Result;

use crate::document::{Content, RichText};
use crate::math;
use crate::office::relationships::Relationships;
use crate::office::rich::{Format, RichWriter};
use crate::xml::{Node, Tag, Walker};

/// A paragraph.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text.
    pub text: RichText,
    /// Level, from 0.
    pub level: u8,
    /// Whether it has a bullet or number of its own; unknown when its place decides.
    pub bullet: Option<Bullet>,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bullet {
    /// Nothing.
    None,
    /// A character or picture.
    Character,
    /// A number, counted from this one.
    Number(u32),
}

impl Bullet {
    /// What one of the elements for bullets says.
    #[must_use]
    pub fn read(tag: &Tag) -> Option<Self> {
        match tag.name() {
            "buNone" => Some(Self::None),
            "buChar" | "buBlip" => Some(Self::Character),
            "buAutoNum" => Some(Self::Number(tag.number("startAt").unwrap_or(1))),
            _ => None,
        }
    }
}

/// Levels of a list.
pub const LEVELS: usize = 9;

/// Bullets of each level, where they are said.
pub type Bullets = [Option<Bullet>; LEVELS];

/// The paragraph (`a:p`) whose start came last. Fields that number slides are left out.
///
/// # Errors
/// Those of the walker.
pub fn paragraph(xml: &mut Walker, relationships: &Relationships) -> Result<Paragraph> {
    let mut paragraph = Paragraph::default();
    let mut writer = RichWriter::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "pPr" => properties(&tag, xml, &mut paragraph)?,
            "r" => run(xml, relationships, &mut writer)?,
            "br" => {
                writer.push("\n");
                xml.skip()?;
            }
            "fld" => {
                if tag.attribute("type").is_some_and(|kind| kind == "slidenum") {
                    xml.skip()?;
                } else {
                    run(xml, relationships, &mut writer)?;
                }
            }
            "oMath" => {
                writer.push_formula(&math::office::formula(xml)?);
            }
            "endParaRPr" | "Fallback" => xml.skip()?,
            _ => {}
        }
    }
    writer.set_link(None);
    paragraph.text = writer.take();
    Ok(paragraph)
}

fn properties(tag: &Tag, xml: &mut Walker, paragraph: &mut Paragraph) -> Result<()> {
    paragraph.level = tag.number("lvl").unwrap_or(0);
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        paragraph.bullet = Bullet::read(&tag).or(paragraph.bullet);
    }
    Ok(())
}

fn run(xml: &mut Walker, relationships: &Relationships, writer: &mut RichWriter) -> Result<()> {
    writer.set_format(Format::default());
    let mut link = None;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "rPr" => writer.set_format(format(&tag)),
            "hlinkClick" => link = hyperlink(&tag, relationships),
            "t" => {
                writer.set_link(link.take());
                let inside = xml.depth();
                while let Some(node) = xml.next(inside)? {
                    if let Node::Text(text) = node {
                        // A vertical tab is how files write a line break within a run.
                        push_lines(&text, writer);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn push_lines(text: &str, writer: &mut RichWriter) {
    for (index, line) in text.split(['\u{b}', '\r']).enumerate() {
        if index > 0 {
            writer.push("\n");
        }
        writer.push(line);
    }
}

fn format(tag: &Tag) -> Format {
    let on = |name| tag.attribute(name).is_some_and(|value| matches!(value.as_ref(), "1" | "true"));
    let baseline = tag.attribute("baseline").and_then(|value| value.trim_end_matches('%').parse::<f64>().ok());
    let strike = tag.attribute("strike").is_some_and(|value| value != "noStrike");
    Format::default()
        .with(Format::BOLD, on("b"))
        .with(Format::ITALIC, on("i"))
        .with(Format::STRIKETHROUGH, strike)
        .with(Format::SUPERSCRIPT, baseline.is_some_and(|shift| shift > 0.0))
        .with(Format::SUBSCRIPT, baseline.is_some_and(|shift| shift < 0.0))
}

/// Where a link leads; jumps within a presentation (`ppaction://`) lead to a part and are left out.
fn hyperlink(tag: &Tag, relationships: &Relationships) -> Option<String> {
    let id = tag.prefixed_attribute("id").or_else(|| tag.attribute("id"))?;
    let target = relationships.by_id(&id).filter(|relationship| relationship.external)?;
    Some(target.target.clone())
}

/// A title on one line: that of the whole show, or of a slide.
#[must_use]
pub fn title(paragraphs: Vec<Paragraph>, is_of_show: bool) -> Content {
    let mut title = RichText::default();
    for paragraph in paragraphs {
        if !title.text.is_empty() {
            title.push(" ");
        }
        let RichText { text, marks } = paragraph.text;
        title.push_rich(&RichText { text: text.replace('\n', " "), marks });
    }
    if is_of_show {
        return Content::Title(title);
    }
    Content::Heading { level: 1, text: title }
}

/// Paragraphs, those with bullets as list items. Numbers count on until an item above or without one comes.
#[must_use]
pub fn items(paragraphs: Vec<Paragraph>, bullets: &Bullets) -> Vec<Content> {
    let mut counts: [Option<u32>; LEVELS] = [None; LEVELS];
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
            Bullet::None => Content::paragraph(paragraph.text),
            _ => Content::ListItem { depth: level as u32 + 1, number, text: paragraph.text },
        });
    }
    contents
}
