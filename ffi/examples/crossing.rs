//! Makes the inputs of `bench/crossing`: results as Lode's buffers and as JSON, and what writing each takes.
//!
//! `cargo run --release -p lode-ffi --example crossing -- target/crossing`

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use lode::wire;
use lode_documents::model::{BoundingBox, Cells, Element, ElementType, Extraction, Page, Table, TextRange};
use serde::Serialize;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: crossing FOLDER")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let latin = "The quick brown fox jumps over the lazy dog while the committee reads its report. ";
    let mixed = "Der schnelle braune Fuchs springt über den faulen Hund, während 委員会 den Bericht liest. ";
    let cases = [
        ("text", document(300, 5_000, latin)),
        ("text-mixed", document(300, 5_000, mixed)),
        ("rows", document(300, 20_000, "Row of numbers. ")),
        ("table", sheet(20_000, 6)),
    ];
    let mut summary = Vec::new();
    for (name, extraction) in &cases {
        let (wire_ms, buffer) = timed(|| wire::write_extraction(extraction));
        let (json_ms, json) = timed(|| serde_json::to_vec(&Json::from(extraction)));
        let json = json?;
        std::fs::write(folder.join(format!("{name}.bin")), &buffer)?;
        std::fs::write(folder.join(format!("{name}.json")), &json)?;
        summary.push(serde_json::json!({
            "name": name, "wireMs": wire_ms, "jsonMs": json_ms, "wireBytes": buffer.len(), "jsonBytes": json.len(),
        }));
    }
    std::fs::write(folder.join("summary.json"), serde_json::to_vec_pretty(&summary)?)?;
    Ok(())
}

/// The shortest of many runs in milliseconds, and what the last one gave.
fn timed<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut last = run();
    for _ in 0..60 {
        let started = Instant::now();
        last = black_box(run());
        best = best.min(started.elapsed().as_secs_f64() * 1000.0);
    }
    (best, last)
}

/// About a megabyte of text in `pages` pages and `elements` elements, every tenth a heading.
fn document(pages: u32, elements: u32, sentence: &str) -> Extraction {
    let each = (1_000_000 / elements as usize / sentence.len()).max(1);
    let mut extraction = Extraction { mime_type: "application/pdf".into(), ..Extraction::default() };
    extraction.metadata.title = Some("Annual report".into());
    extraction.metadata.pages = Some(pages);
    let mut page_start = 0;
    for index in 0..elements {
        let start = extraction.content.len();
        extraction.content.push_str(&sentence.repeat(each));
        let text = TextRange { start, end: extraction.content.len() };
        extraction.content.push('\n');
        let page = index * pages / elements + 1;
        let heading = index % 10 == 0;
        let top = f64::from(index % 17) * 42.5;
        extraction.elements.push(Element {
            r#type: if heading { ElementType::Heading } else { ElementType::Paragraph },
            text,
            level: heading.then_some(2),
            page: Some(page),
            bounding_box: Some(BoundingBox { x0: 72.0, y0: top, x1: 523.25, y1: top + 40.125 }),
            table: None,
            start_time: None,
            end_time: None,
        });
        if (index + 1) * pages / elements + 1 != page {
            let content = TextRange { start: page_start, end: extraction.content.len() };
            page_start = extraction.content.len();
            let (width, height) = (Some(595.0), Some(842.0));
            extraction.pages.push(Page { number: page, content, width, height, tables: Vec::new() });
        }
    }
    extraction
}

/// One sheet of words, numbers and empty cells.
fn sheet(rows: u32, columns: u32) -> Extraction {
    let mut cells = Cells::new(columns as usize);
    for row in 0..rows {
        for column in 0..columns {
            match column {
                0 => cells.push(&format!("{row}")),
                1 => cells.push(&format!("Customer number {}", row * 7 % 1000)),
                2 => cells.push(["open", "closed", "pending"][(row % 3) as usize]),
                3 => cells.push(&format!("{}.{:02}", row * 13 % 10_000, row % 100)),
                4 => cells.push(&format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1)),
                _ => cells.push(if row % 4 == 0 { "checked by hand" } else { "" }),
            }
        }
    }
    let table = Table { cells, header_rows: 1, page: Some(1), title: Some("Orders".into()), ..Table::default() };
    Extraction { mime_type: "text/csv".into(), tables: vec![table], ..Extraction::default() }
}

/// What JavaScript is to see, as serde would write it: with texts, not ranges.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    content: &'a str,
    mime_type: &'a str,
    title: Option<&'a str>,
    pages: Vec<JsonPage<'a>>,
    elements: Vec<JsonElement<'a>>,
    tables: Vec<JsonTable<'a>>,
}

#[derive(Serialize)]
struct JsonPage<'a> {
    number: u32,
    content: &'a str,
    width: Option<f64>,
    height: Option<f64>,
    tables: &'a [u32],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonElement<'a> {
    r#type: ElementType,
    text: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u32>,
    page: Option<u32>,
    bounding_box: Option<BoundingBox>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonTable<'a> {
    cells: &'a Cells,
    header_rows: u32,
    page: Option<u32>,
    title: Option<&'a str>,
}

impl<'a> From<&'a Extraction> for Json<'a> {
    fn from(extraction: &'a Extraction) -> Self {
        let content = extraction.content.as_str();
        let page = |page: &'a Page| JsonPage {
            number: page.number,
            content: &content[page.content.start..page.content.end],
            width: page.width,
            height: page.height,
            tables: &page.tables,
        };
        let element = |element: &'a Element| JsonElement {
            r#type: element.r#type,
            text: &content[element.text.start..element.text.end],
            start: element.text.start,
            end: element.text.end,
            level: element.level,
            page: element.page,
            bounding_box: element.bounding_box,
        };
        let table = |table: &'a Table| JsonTable {
            cells: &table.cells,
            header_rows: table.header_rows,
            page: table.page,
            title: table.title.as_deref(),
        };
        Self {
            content,
            mime_type: &extraction.mime_type,
            title: extraction.metadata.title.as_deref(),
            pages: extraction.pages.iter().map(page).collect(),
            elements: extraction.elements.iter().map(element).collect(),
            tables: extraction.tables.iter().map(table).collect(),
        }
    }
}
