//! Charts (ECMA-376 part 1, section 21.2): their titles, and their data as a table.

use std::collections::BTreeSet;

use lode_runtime::{Job, Result, sort};

use crate::document::{Content, RichText};
use crate::model::Table;
use crate::office::table::TableBuilder;
use crate::xml::{Node, Walker};

/// A row of values or categories: place and text, in the order of the file.
type Points = Vec<(u32, String)>;

#[derive(Default)]
struct Series {
    name: String,
    categories: Points,
    values: Points,
}

/// The title, the titles of the axes and the data of the chart in `text`.
///
/// # Errors
/// Those of the walker, `LimitTableCells`.
pub fn read(text: &str, job: &Job) -> Result<Vec<Content>> {
    let mut xml = Walker::new(text, job);
    let mut contents = Vec::new();
    let mut all = Vec::new();
    while let Some(node) = xml.next(0)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "title" => {
                let title = title(&mut xml)?;
                if !title.is_empty() {
                    contents.push(Content::Paragraph(RichText::plain(title)));
                }
            }
            "ser" => all.push(series(&mut xml)?),
            "externalData" | "userShapes" | "legend" | "txPr" | "spPr" | "AlternateContent" => xml.skip()?,
            _ => {}
        }
    }
    let data = table(&all, job)?;
    if data.cells.rows() > 0 {
        contents.push(Content::Table(data));
    }
    Ok(contents)
}

/// The text of a title, its paragraphs on one line.
fn title(xml: &mut Walker) -> Result<String> {
    let mut title = String::new();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "p" | "br" if !title.is_empty() => title.push(' '),
            "t" | "v" => xml.text_into(&mut title)?,
            "f" | "txPr" => xml.skip()?,
            _ => {}
        }
    }
    Ok(title.trim().to_string())
}

fn series(xml: &mut Walker) -> Result<Series> {
    let mut series = Series::default();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "tx" => series.name = title(xml)?,
            "cat" | "xVal" => series.categories = points(xml)?,
            "val" | "yVal" => series.values = points(xml)?,
            "dLbls" | "dPt" | "spPr" | "errBars" | "trendline" | "extLst" | "bubbleSize" => xml.skip()?,
            _ => {}
        }
    }
    Ok(series)
}

fn points(xml: &mut Walker) -> Result<Points> {
    let mut points = Points::new();
    let mut at = 0;
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "pt" => {
                at = tag.number("idx").unwrap_or(0);
                // Categories on several levels come as several points of the same place.
                points.push((at, String::new()));
            }
            "v" => {
                if let Some((_, text)) = points.last_mut().filter(|(place, _)| *place == at) {
                    xml.text_into(text)?;
                }
            }
            "f" | "formatCode" => xml.skip()?,
            _ => {}
        }
    }
    Ok(points)
}

/// A row for each category, a column for each series; the first row and column say what they are.
fn table(all: &[Series], job: &Job) -> Result<Table> {
    let mut table = TableBuilder::new(job);
    let categories = all.iter().find(|series| !series.categories.is_empty()).map(|series| &series.categories);
    let places: BTreeSet<u32> =
        all.iter().flat_map(|series| &series.values).chain(categories.into_iter().flatten()).map(|p| p.0).collect();
    if places.is_empty() {
        return table.finish(0);
    }
    table.cell("")?;
    all.iter().try_for_each(|series| table.cell(&series.name))?;
    table.end_row();
    let mut cursors: Vec<_> = all.iter().map(|series| sorted(&series.values).into_iter().peekable()).collect();
    let mut names = sorted(categories.map_or(&[], Vec::as_slice)).into_iter().peekable();
    for place in places {
        job.check()?;
        table.cell(&at_place(&mut names, place))?;
        for cursor in &mut cursors {
            table.cell(&at_place(cursor, place))?;
        }
        table.end_row();
    }
    table.finish(u64::from(all.iter().any(|series| !series.name.is_empty())))
}

fn sorted(points: &[(u32, String)]) -> Vec<&(u32, String)> {
    let mut points: Vec<_> = points.iter().collect();
    sort::by_key(&mut points, |(place, _)| *place);
    points
}

/// The texts at `place`, joined.
fn at_place<'p>(points: &mut std::iter::Peekable<impl Iterator<Item = &'p (u32, String)>>, place: u32) -> String {
    let mut text = String::new();
    while let Some((_, part)) = points.next_if(|(at, _)| *at <= place) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_data_are_read_and_gaps_stay_empty() {
        let xml = r#"<c:chartSpace><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title>
            <c:plotArea><c:barChart>
            <c:ser><c:tx><c:strRef><c:f>S!$B$1</c:f><c:strCache><c:pt idx="0"><c:v>North</c:v></c:pt></c:strCache></c:strRef></c:tx>
              <c:cat><c:strRef><c:strCache><c:ptCount val="2"/><c:pt idx="0"><c:v>2019</c:v></c:pt><c:pt idx="1"><c:v>2020</c:v></c:pt></c:strCache></c:strRef></c:cat>
              <c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt idx="0"><c:v>4.3</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
            <c:ser><c:tx><c:v>South</c:v></c:tx><c:val><c:numLit><c:pt idx="4000000000"><c:v>9</c:v></c:pt><c:pt idx="1"><c:v>2.5</c:v></c:pt></c:numLit></c:val></c:ser>
            </c:barChart></c:plotArea></c:chart></c:chartSpace>"#;
        let contents = read(xml, &Job::default()).unwrap();
        let [Content::Paragraph(title), Content::Table(table)] = contents.as_slice() else {
            panic!("{contents:?}");
        };
        assert_eq!(title.text, "Sales");
        let rows: Vec<Vec<&str>> = (0..table.cells.rows()).map(|row| table.cells.row(row).collect()).collect();
        assert_eq!(rows, [["", "North", "South"], ["2019", "4.3", ""], ["2020", "", "2.5"], ["", "", "9"]]);
        assert_eq!(table.header_rows, 1);
    }
}
