//! Pages whose text is tagged (ISO 32000-2, 14.7 and 14.8), as Chromium, Word and LibreOffice write them.

use lode_runtime::Job;

use super::tests::{at, document, file, read_with, stream, text};
use crate::document::{Block, Content, Document};

/// Text in marked content of a number.
fn marked(number: u32, x: u32, y: u32, text: &str) -> String {
    format!("/P <</MCID {number}>> BDC {}EMC\n", at(x, y, text))
}

/// A page with a structure tree: its elements, and what custom types stand for.
fn tagged(content: &str, roles: &str, elements: &str) -> Document {
    let font = "/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << {font} >> >> >>")
            .into_bytes(),
        stream("", content.as_bytes()),
        format!("<< /Type /StructTreeRoot /RoleMap << {roles} >> /K << /S /Document /Pg 3 0 R /K [{elements}] >> >>")
            .into_bytes(),
    ];
    read_with(file(&objects), "", &Job::default()).unwrap()
}

/// An element of a type with what it holds.
fn element(kind: &str, holds: &str) -> String {
    format!("<< /S /{kind} /K [{holds}] >> ")
}

fn contents(document: &Document) -> Vec<String> {
    let shown = |block: &Block| match &block.content {
        Content::Heading { level, text } => format!("h{level} {}", text.text),
        Content::ListItem { depth, number: Some(number), text } => format!("{depth}:{number} {}", text.text),
        Content::ListItem { depth, number: None, text } => format!("{depth}:- {}", text.text),
        Content::Paragraph(text) => {
            format!("p{}{} {}", ">".repeat(block.inside.quotes as usize), block.inside.item, text.text)
        }
        Content::Table(table) => {
            let rows = (0..table.cells.rows()).map(|row| table.cells.row(row).collect::<Vec<_>>().join("|"));
            format!("t{} {}", table.header_rows, rows.collect::<Vec<_>>().join("/"))
        }
        other => format!("{other:?}"),
    };
    document.blocks.iter().map(shown).collect()
}

#[test]
fn tags_say_what_headings_and_paragraphs_are_and_their_order() {
    let content =
        marked(0, 50, 400, "Written first, read last.") + &marked(1, 50, 700, "A heading that looks like all");
    let document = tagged(&content, "", &(element("H2", "1") + &element("P", "0")));
    assert_eq!(contents(&document), ["h2 A heading that looks like all", "p0 Written first, read last."]);
}

#[test]
fn list_items_have_the_depth_of_their_lists_and_labels_whether_drawn_or_not() {
    let content = marked(0, 70, 700, "one")
        + &marked(1, 90, 688, "two deep")
        + &marked(2, 70, 676, "a further paragraph")
        + &marked(3, 55, 664, "7.")
        + &marked(4, 70, 664, "seven")
        + &marked(5, 55, 652, "b.")
        + &marked(6, 70, 652, "lettered");
    let inner = element("L", &element("LI", &(element("Lbl", "") + &element("LBody", "1"))));
    let first = element("LI", &element("LBody", &(element("P", "0") + &inner + &element("P", "2"))));
    let numbered = element("LI", &(element("Lbl", "3") + &element("LBody", "4")));
    let lettered = element("LI", &(element("Lbl", "5") + &element("LBody", "6")));
    let document = tagged(&content, "", &(element("L", &first) + &element("L", &(numbered + &lettered))));
    assert_eq!(
        contents(&document),
        ["1:- one", "2:- two deep", "p1 a further paragraph", "1:7 seven", "1:- b. lettered"]
    );
}

#[test]
fn a_list_item_that_goes_on_over_the_end_of_its_page_is_one() {
    let font = "/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let page = |content: u32| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources << /Font << {font} >> >> >>")
            .into_bytes()
    };
    let item = "<< /S /LI /K << /S /LBody /Pg 3 0 R /K [0 << /Type /MCR /Pg 4 0 R /MCID 0 >>] >> >>";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 7 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>".to_vec(),
        page(5),
        page(6),
        stream("", marked(0, 50, 60, "An item that").as_bytes()),
        stream("", marked(0, 50, 700, "goes on here").as_bytes()),
        format!("<< /Type /StructTreeRoot /K << /S /L /K {item} >> >>").into_bytes(),
    ];
    let document = read_with(file(&objects), "", &Job::default()).unwrap();
    assert_eq!(contents(&document), ["1:- An item that", "p1 goes on here"]);
}

#[test]
fn tables_have_their_cells_where_tags_put_them() {
    let names = ["Item", "Amounts", "Net", "Gross", "Oil", "10", "12"];
    let content: String =
        names.iter().zip(0..).map(|(name, number)| marked(number, 50 + 60 * number, 700, name)).collect();
    let cell = |kind: &str, across: u32, down: u32, number: u32| {
        format!("<< /S /{kind} /A [<< /O /Layout >> << /O /Table /ColSpan {across} /RowSpan {down} >>] /K {number} >> ")
    };
    let rows = element("TR", &(cell("TH", 1, 2, 0) + &cell("TH", 2, 1, 1)))
        + &element("TR", &(cell("TH", 1, 1, 2) + &cell("TH", 1, 1, 3)))
        + &element("TR", &(cell("TD", 1, 1, 4) + &cell("TD", 1, 1, 5) + &cell("TD", 1, 1, 6)));
    assert_eq!(contents(&tagged(&content, "", &element("Table", &rows))), ["t2 Item|Amounts|/|Net|Gross/Oil|10|12"]);
}

#[test]
fn a_table_that_only_puts_things_beside_each_other_is_none() {
    let content = marked(0, 50, 700, "A column of text.")
        + &marked(1, 300, 700, "Another beside it.")
        + &marked(2, 50, 600, "End");
    let row = element("TR", &(element("TD", "0") + &element("TD", "1")));
    let document = tagged(&content, "", &(element("Table", &row) + &element("H1", "2")));
    assert_eq!(contents(&document), ["p0 A column of text.", "p0 Another beside it.", "h1 End"]);
}

#[test]
fn types_of_the_file_stand_for_others_and_names_of_styles_say_more() {
    let content =
        marked(0, 50, 700, "The title") + &marked(1, 50, 680, "Said by someone") + &marked(2, 50, 660, "A chapter");
    let roles = "/Title /P /Intense#20Quote /Body /Body /P /Kapitel /H2 /Loop /Loop";
    let elements =
        element("Title", "0") + &element("Intense#20Quote", "1") + &element("Kapitel", "2") + &element("Loop", "");
    assert_eq!(contents(&tagged(&content, roles, &elements)), ["h1 The title", "p>0 Said by someone", "h2 A chapter"]);
}

#[test]
fn what_has_no_tag_stands_where_it_is_on_the_page_and_decoration_nowhere() {
    let long = "A paragraph that has far more text than what has no tag on this page, as it should.";
    let content =
        marked(0, 50, 700, "Heading") + &marked(1, 50, 600, long) + &at(50, 650, "Stray") + &at(50, 500, "...");
    let document = tagged(&content, "", &(element("H1", "0") + &element("P", "1")));
    assert_eq!(contents(&document), ["h1 Heading", "p0 Stray", &format!("p0 {long}")]);
}

#[test]
fn lines_that_are_tagged_as_paragraphs_are_joined_in_the_middle_of_a_sentence() {
    let content =
        marked(0, 50, 700, "Heading") + &marked(1, 50, 680, "A sentence that") + &marked(2, 50, 668, "goes on here.");
    let document = tagged(&content, "", &(element("H1", "0") + &element("P", "1") + &element("P", "2")));
    assert_eq!(contents(&document), ["h1 Heading", "p0 A sentence that goes on here."]);
}

#[test]
fn tags_that_leave_much_of_a_page_out_are_not_believed() {
    let content = marked(0, 50, 700, "Tagged") + &at(50, 688, "and a lot of text that is not, on the lines below it.");
    assert_eq!(contents(&tagged(&content, "", &element("H1", "0"))).len(), text(&document(&content)).lines().count());
}

#[test]
fn trees_without_an_end_and_numbers_without_sense_end_in_a_result() {
    let content = marked(0, 50, 700, "Some text") + &marked(4_000_000_000, 50, 680, "more");
    let deep = (0..400).fold(String::from("0"), |inner, _| element("Sect", &inner));
    let circle =
        "5 0 R 5 0 R << /S /L /K 5 0 R >> << /S /Table /K [5 0 R << /S /TR /K [5 0 R << /S /TD /K -7 >>] >>] >>";
    let huge = "<< /S /TD /A << /ColSpan 4000000000 /RowSpan 4000000000 >> /K 0 >> ".repeat(300);
    let huge = element("Table", &element("TR", &huge).repeat(3));
    for elements in [deep, circle.to_string(), huge, "<< /S /P /K << /S 7 /K (x) >> >>".into()] {
        assert!(text(&tagged(&content, "/A /B /B /A", &(elements + &element("H1", "0")))).contains("more"));
    }
}

#[test]
fn much_text_without_tags_between_tags_takes_no_time_without_end() {
    let tagged_lines: String =
        (0..3_000).map(|number| marked(number, 50, 700 - number % 600, "Tagged text of some length")).collect();
    let stray: String = (0..600).map(|number| at(400 + 20 * (number % 8), 700 - number, "stray")).collect();
    let elements: String = (0..3_000).map(|number| element("H1", &number.to_string())).collect();
    let document = tagged(&(tagged_lines + &stray), "", &elements);
    assert!(document.blocks.len() > 3_000);
}
