//! SmartArt (ECMA-376 part 1, section 21.4): the texts of a diagram's data.

use lode_runtime::{Job, Result};

use crate::document::Content;
use crate::office::drawing_text;
use crate::office::relationships::Relationships;
use crate::xml::{Node, Walker};

/// The texts of the diagram whose data part is `text`, in the order of its points.
///
/// # Errors
/// Those of the walker.
pub fn read(text: &str, relationships: &Relationships, job: &Job) -> Result<Vec<Content>> {
    let mut xml = Walker::new(text, job);
    let mut contents = Vec::new();
    while let Some(node) = xml.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            // Points for the presentation and for lines between others repeat or have no text of their own.
            "pt" if tag.attribute("type").is_some_and(|kind| kind == "pres") => xml.skip()?,
            "cxnLst" | "bg" | "whole" | "prSet" => xml.skip()?,
            "p" => {
                let paragraph = drawing_text::paragraph(&mut xml, relationships)?;
                if !paragraph.text.text.trim().is_empty() {
                    contents.push(Content::Paragraph(paragraph.text));
                }
            }
            _ => {}
        }
    }
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_points_are_paragraphs() {
        let xml = r#"<dgm:dataModel><dgm:ptLst>
            <dgm:pt modelId="1" type="doc"><dgm:t><a:p><a:endParaRPr/></a:p></dgm:t></dgm:pt>
            <dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt>
            <dgm:pt modelId="3" type="pres"><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt>
            </dgm:ptLst></dgm:dataModel>"#;
        let contents = read(xml, &Relationships::default(), &Job::default()).unwrap();
        assert_eq!(contents, [Content::Paragraph("Plan".into())]);
    }
}
