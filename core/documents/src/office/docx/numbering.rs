//! Reads `numbering.xml` (ECMA-376 part 1, section 17.9).

use lode_runtime::{Job, Result};

use crate::office::numbering::{Definition, LEVELS, Level, List, NumberFormat, Numbering};
use crate::xml::{Node, Tag, Walker};

/// Reads `numbering.xml`.
///
/// # Errors
/// Those of the walker.
pub fn read(text: &str, job: &Job) -> Result<Numbering> {
    let mut xml = Walker::new(text, job);
    let mut numbering = Numbering::default();
    while let Some(node) = xml.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "abstractNum" => read_definition(&mut numbering, &tag, &mut xml)?,
            "num" => {
                let id = tag.number("numId").unwrap_or(0);
                let list = read_list(&mut xml)?;
                numbering.lists.insert(id, list);
            }
            _ => {}
        }
    }
    Ok(numbering)
}

fn read_definition(numbering: &mut Numbering, tag: &Tag, xml: &mut Walker) -> Result<()> {
    let id = tag.number("abstractNumId").unwrap_or(0);
    let mut definition = Definition::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "lvl" => {
                let level = read_level(xml)?;
                if definition.levels.len() < LEVELS {
                    definition.levels.push(level);
                }
            }
            "styleLink" => {
                if let Some(style) = tag.attribute("val") {
                    numbering.by_style.insert(style.into_owned(), id);
                }
            }
            "numStyleLink" => definition.style_link = tag.attribute("val").map(|style| style.into_owned()),
            _ => {}
        }
    }
    numbering.definitions.insert(id, definition);
    Ok(())
}

fn read_list(xml: &mut Walker) -> Result<List> {
    let mut list = List::default();
    let mut at = 0;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "abstractNumId" => list.definition = tag.number("val").unwrap_or(0),
            "lvlOverride" => at = tag.number("ilvl").unwrap_or(0),
            "startOverride" => {
                if let Some(start) = list.starts.get_mut(at) {
                    *start = Some(tag.number("val").unwrap_or(1));
                }
            }
            "lvl" => {
                let level = read_level(xml)?;
                if let Some(own) = list.levels.get_mut(at) {
                    *own = Some(level);
                }
            }
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Walker) -> Result<Level> {
    let mut level = Level::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "start" => level.start = tag.number("val").unwrap_or(1),
            "numFmt" => {
                level.format = match tag.attribute("val").as_deref() {
                    Some("bullet") => NumberFormat::Bullet,
                    Some("none") => NumberFormat::None,
                    Some("upperRoman") => NumberFormat::UpperRoman,
                    Some("lowerRoman") => NumberFormat::LowerRoman,
                    Some("upperLetter") => NumberFormat::UpperLetter,
                    Some("lowerLetter") => NumberFormat::LowerLetter,
                    Some("decimalZero") => NumberFormat::DecimalZero,
                    _ => NumberFormat::Decimal,
                }
            }
            "lvlText" => level.text = tag.attribute("val").unwrap_or_default().into_owned(),
            "lvlRestart" => level.restart = tag.number("val"),
            "isLgl" => level.legal = super::styles::is_on(&tag),
            "lvlPicBulletId" => level.format = NumberFormat::Bullet,
            "pPr" | "rPr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::numbering::{ListPlace, Marker};

    fn numbering(xml: &str) -> Numbering {
        read(&format!("<w:numbering>{xml}</w:numbering>"), &Job::default()).unwrap()
    }

    fn level(level: u8, format: &str, text: &str) -> String {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    }

    fn labels(numbering: &mut Numbering, places: &[(u32, u8)]) -> Vec<String> {
        let shown = |marker| match marker {
            Some(Marker::Number { label, .. }) => label,
            Some(Marker::Bullet) => "*".to_string(),
            Some(Marker::Blank) => " ".to_string(),
            None => "-".to_string(),
        };
        places.iter().map(|(list, level)| shown(numbering.next(ListPlace { list: *list, level: *level }))).collect()
    }

    #[test]
    fn levels_count_on_their_own_and_start_anew_below_the_next_item() {
        let levels =
            [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerRoman", "(%3)")].concat();
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#
        ));
        let places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (9, 0)];
        assert_eq!(labels(&mut numbering, &places), ["1.", "1.1", "1.2", "(i)", "(ii)", "2.", "2.1", "-"]);
    }

    #[test]
    fn a_list_with_its_own_start_begins_there_and_lists_of_one_definition_share_their_count() {
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
            level(0, "upperLetter", "%1)")
        ));
        let places = [(1, 0), (1, 0), (2, 0), (3, 0), (3, 0)];
        assert_eq!(labels(&mut numbering, &places), ["A)", "B)", "C)", "A)", "B)"]);
    }

    #[test]
    fn a_bullet_of_white_space_is_none() {
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
            level(0, "bullet", " ")
        ));
        assert_eq!(labels(&mut numbering, &[(1, 0)]), [" "]);
    }

    #[test]
    fn bullets_and_lists_behind_styles_are_found() {
        let mut numbering = numbering(&format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Mine"/>{}</w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Mine"/></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>"#,
            level(0, "bullet", "o")
        ));
        assert_eq!(labels(&mut numbering, &[(5, 0)]), ["*"]);
    }
}
