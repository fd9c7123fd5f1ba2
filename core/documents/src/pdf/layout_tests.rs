//! What stands where on a page, and what it is for that: lines, paragraphs, lists, tables, code, notes.

use std::time::{Duration, Instant};

use lode_runtime::Job;

use super::tests::{at, document, page, read_with, text};
use crate::document::{Block, Content, Document, Mark, MarkKind};
use crate::model::Table;

/// Text at a place in a font of a size.
fn set(x: f32, y: f32, font: &str, size: f32, text: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A horizontal line.
fn line(x: u32, y: u32, width: u32) -> String {
    format!("{x} {y} {width} 0.5 re f\n")
}

/// Lines of 10 points below each other, 12 points apart.
fn paragraph(x: u32, y: u32, lines: &[&str]) -> String {
    lines.iter().zip(0..).map(|(text, row)| at(x, y - row * 12, text)).collect()
}

fn table(document: &Document) -> (&Table, String) {
    let tables: Vec<&Table> = document
        .blocks
        .iter()
        .filter_map(|block| if let Content::Table(table) = &block.content { Some(table) } else { None })
        .collect();
    assert_eq!(tables.len(), 1, "{}", text(document));
    let rows = (0..tables[0].cells.rows()).map(|row| tables[0].cells.row(row).collect::<Vec<_>>().join("|"));
    (tables[0], rows.collect::<Vec<_>>().join("/"))
}

#[test]
fn exponents_and_indexes_belong_to_their_word_and_the_line_goes_on_behind_them() {
    for (rise, drop) in [(3.3, -1.5), (5.5, -4.0)] {
        let content = format!(
            "BT /F 10 Tf 50 700 Td (E = mc) Tj /F 6 Tf {rise} Ts (2) Tj /F 10 Tf 0 Ts ( and H) Tj /F 6 Tf {drop} Ts (2) Tj \
             /F 10 Tf 0 Ts (O in a line) Tj 0 -12 Td (that has another below.) Tj ET"
        );
        assert_eq!(text(&document(&content)), "E = mc2 and H2O in a line that has another below.");
    }
}

#[test]
fn numerator_and_denominator_stand_in_their_line() {
    let content = at(50, 700, "with x =")
        + &set(87.0, 704.0, "F", 7.0, "a + b")
        + &set(93.0, 696.0, "F", 7.0, "2")
        + &at(106, 700, "and so on");
    assert_eq!(text(&document(&content)), "with x = a + b 2 and so on");
}

#[test]
fn two_texts_one_over_the_other_stay_two() {
    assert_eq!(
        text(&document(&(at(50, 700, "the first time") + &at(53, 700, "the second time")))),
        "the first time\nthe second time"
    );
}

#[test]
fn a_wide_space_in_a_justified_line_is_no_end_of_it() {
    let content = set(50.0, 700.0, "B", 10.0, "Abstract.")
        + &at(107, 700, "What follows is not bold,")
        + &at(50, 688, "and goes on here.");
    assert_eq!(text(&document(&content)), "Abstract. What follows is not bold, and goes on here.");
}

#[test]
fn columns_a_little_more_than_a_letter_apart_are_a_table() {
    let mut content = String::new();
    for (row, [name, count, share]) in
        [["Name", "Count", "Share"], ["Apples", "12345", "30.5"], ["Pears", "1234", "17.1"], ["Plums", "12345", "52.4"]]
            .iter()
            .enumerate()
    {
        let y = 700 - row as u32 * 12;
        content += &(at(50, y, name) + &at(92, y, count) + &at(131, y, share));
    }
    assert_eq!(table(&document(&content)).1, "Name|Count|Share/Apples|12345|30.5/Pears|1234|17.1/Plums|12345|52.4");
}

#[test]
fn a_table_beside_a_column_of_text_is_found() {
    let beside: Vec<String> = (0..12).map(|row| format!("flowing text of the left column in line {row}")).collect();
    let below: Vec<String> = (0..8).map(|row| format!("flowing text of the right column, line {row}")).collect();
    let lines = |lines: &[String]| lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let mut content = paragraph(50, 700, &lines(&beside).lines().collect::<Vec<_>>());
    for row in 0..4 {
        for column in 0..3 {
            content += &at(320 + column * 60, 700 - row * 12, &format!("r{row}c{column}"));
        }
    }
    content += &paragraph(320, 640, &lines(&below).lines().collect::<Vec<_>>());
    let document = document(&content);
    assert_eq!(table(&document).1, "r0c0|r0c1|r0c2/r1c0|r1c1|r1c2/r2c0|r2c1|r2c2/r3c0|r3c1|r3c2");
    assert!(text(&document).contains("in line 0 flowing text of the left column in line 1"));
}

#[test]
fn lines_above_and_below_hold_a_table_whose_cells_have_sentences() {
    let content = [
        line(50, 712, 400),
        at(50, 700, "Term") + &at(150, 700, "Meaning"),
        line(50, 696, 400),
        at(50, 684, "Alpha") + &at(150, 684, "the first letter of the Greek alphabet, and often the"),
        at(150, 672, "angle in a triangle"),
        at(50, 660, "Beta") + &at(150, 660, "the second"),
        line(50, 655, 400),
    ]
    .concat();
    let document = document(&content);
    let (table, cells) = table(&document);
    assert_eq!(
        cells,
        "Term|Meaning/Alpha|the first letter of the Greek alphabet, and often the angle in a triangle/Beta|the second"
    );
    assert_eq!(table.header_rows, 1);
}

#[test]
fn what_stands_above_several_columns_is_in_the_header() {
    let row = |y: u32, cells: [&str; 5]| -> String {
        cells
            .iter()
            .zip(0..)
            .filter(|(cell, _)| !cell.is_empty())
            .map(|(cell, column)| at(50 + column * 70, y, cell))
            .collect()
    };
    let content = [
        line(50, 712, 350),
        at(145, 700, "Set A") + &at(285, 700, "Set B"),
        row(688, ["Method", "P", "R", "P", "R"]),
        line(50, 684, 350),
        row(672, ["Baseline", "0.71", "0.65", "0.70", "0.61"]),
        row(660, ["Ours", "0.93", "", "0.92", "0.90"]),
        line(50, 655, 350),
    ]
    .concat();
    let document = document(&content);
    let (table, cells) = table(&document);
    assert_eq!(cells, "|Set A||Set B|/Method|P|R|P|R/Baseline|0.71|0.65|0.70|0.61/Ours|0.93||0.92|0.90");
    assert_eq!(table.header_rows, 2);
}

#[test]
fn a_paragraph_between_two_framed_tables_is_in_neither() {
    let framed = |y: u32| {
        [
            line(50, y + 12, 300),
            at(50, y, "Name") + &at(250, y, "Size"),
            line(50, y - 4, 300),
            at(50, y - 16, "one") + &at(250, y - 16, "1"),
            line(50, y - 21, 300),
        ]
        .concat()
    };
    let between = "Text that stands between both, as wide as they are and more.";
    let document = document(&(framed(700) + &at(50, 650, between) + &framed(620)));
    assert_eq!(text(&document), format!("Name|Size/one|1\n{between}\nName|Size/one|1"));
}

#[test]
fn entries_of_a_table_of_contents_and_equations_stay_apart() {
    let content = at(50, 700, "1.1 Lists . . . . . . . . . 4") + &at(50, 688, "1.2 Tables . . . . . . . . 12");
    assert_eq!(text(&document(&content)).lines().count(), 2);
    let content =
        at(50, 700, "a + b = c") + &at(300, 700, "\\(1\\)") + &at(50, 688, "d + e = f") + &at(300, 688, "\\(2\\)");
    assert_eq!(text(&document(&content)), "a + b = c (1)\nd + e = f (2)");
}

#[test]
fn a_sentence_goes_on_in_the_next_column() {
    let left = paragraph(
        50,
        700,
        &[
            "First comes the left column, which",
            "ends in the middle of a sentence, as",
            "columns do when the text is long",
            "and set in two of them, as papers",
            "do, and as this one does too, which",
            "goes",
        ],
    );
    let right = paragraph(320, 700, &["on in the right column. There it", "ends. This is the last line of it,"]);
    assert_eq!(text(&document(&(left + &right))).lines().count(), 1);
}

#[test]
fn references_whose_lines_hang_are_one_paragraph_each() {
    let labelled = at(50, 700, "[1] D. E. Knuth. The TeXbook, Addison-Wesley,")
        + &at(64, 688, "1984.")
        + &at(50, 676, "[2] A. Other. On things that are long enough to")
        + &at(64, 664, "be broken.");
    assert_eq!(
        text(&document(&labelled)),
        "[1] D. E. Knuth. The TeXbook, Addison-Wesley, 1984.\n[2] A. Other. On things that are long enough to be broken."
    );
    let unlabelled =
        at(50, 700, "Knuth, D. E. The TeXbook, which is a manual, Addison-Wesley,") + &at(64, 688, "Reading, 1984.");
    assert_eq!(text(&document(&unlabelled)).lines().count(), 1);
    let indented = at(50, 700, "A paragraph ends here with a full line, as some of them do.")
        + &at(64, 688, "The next one begins with an indent.");
    assert_eq!(text(&document(&indented)).lines().count(), 2);
}

#[test]
fn lettered_items_stay_apart_and_a_letter_in_a_sentence_does_not_start_one() {
    let items = at(70, 700, "\\(a\\) the first of them") + &at(70, 688, "\\(b\\) the second");
    assert_eq!(text(&document(&items)), "(a) the first of them\n(b) the second");
    let sentence = at(50, 700, "which is to be seen in part") + &at(50, 688, "\\(a\\) of the figure");
    assert_eq!(text(&document(&sentence)), "which is to be seen in part (a) of the figure");
}

#[test]
fn items_that_are_set_in_are_deeper() {
    let bullets = [(50, "one"), (70, "two"), (70, "three"), (90, "four"), (50, "five")];
    let content: String =
        bullets.iter().zip(0..).map(|((x, item), row)| at(*x, 700 - row * 12, &format!("\\267 {item}"))).collect();
    let depths: Vec<u32> = document(&content)
        .blocks
        .iter()
        .filter_map(|block| if let Content::ListItem { depth, .. } = block.content { Some(depth) } else { None })
        .collect();
    assert_eq!(depths, [1, 2, 2, 3, 1]);
}

#[test]
fn what_was_typed_is_code_with_its_lines_and_indents() {
    let prose = paragraph(
        50,
        700,
        &["The text around it is set in another font,", "and there is more of it than of the code."],
    );
    let code = set(50.0, 660.0, "C", 10.0, "if x:")
        + &set(74.0, 648.0, "C", 10.0, "return 1")
        + &set(50.0, 624.0, "C", 10.0, "done");
    let document = document(&(prose + &code));
    let Content::Code { text, .. } = &document.blocks[1].content else { panic!("{}", text(&document)) };
    assert_eq!(text, "if x:\n    return 1\n\ndone");
}

#[test]
fn a_document_that_was_typed_as_a_whole_is_text() {
    let content =
        set(50.0, 700.0, "C", 10.0, "A letter from long ago,") + &set(50.0, 688.0, "C", 10.0, "typed on paper.");
    assert_eq!(text(&document(&content)), "A letter from long ago, typed on paper.");
}

#[test]
fn small_text_behind_a_raised_mark_at_the_bottom_is_a_footnote() {
    let body = paragraph(
        50,
        700,
        &["The body of the text is larger than the note,", "and there is more of it on the page than that."],
    );
    let note =
        "BT /F 6 Tf 50 100 Td 3 Ts (1) Tj /F 8 Tf 0 Ts (A note at the bottom,) Tj 0 -10 Td (in two lines.) Tj ET\n";
    let document = document(&(body + note));
    let Content::Footnote { label, text } = &document.blocks[1].content else { panic!("{}", text(&document)) };
    assert_eq!((label.as_str(), text.text.as_str()), ("1", "A note at the bottom, in two lines."));
}

/// The marks of the first block: what they are over, and what they say.
fn marks(document: &Document) -> Vec<(String, MarkKind)> {
    let (Content::Paragraph(rich) | Content::Heading { text: rich, .. } | Content::ListItem { text: rich, .. }) =
        &document.blocks[0].content
    else {
        panic!("{}", text(document))
    };
    let over = |Mark { start, end, kind }: &Mark| (rich.text[*start..*end].to_string(), kind.clone());
    rich.marks.iter().map(over).collect()
}

/// More text than is in bold or typed, below the rest.
fn plain_rest() -> String {
    paragraph(50, 600, &["This is plain text, of which there is more", "than of the words that are marked above."])
}

#[test]
fn bold_words_indexes_and_typed_words_are_marked() {
    let content = "BT /F 10 Tf 50 700 Td (Some ) Tj /B 10 Tf (bold words) Tj /F 10 Tf ( and H) Tj /F 6 Tf -1.5 Ts (2) Tj 0 Ts /F 10 Tf \
                   (O and ) Tj /C 10 Tf (code) Tj /F 10 Tf ( here.) Tj ET\n";
    let expected = [
        ("bold words".to_string(), MarkKind::Bold),
        ("2".to_string(), MarkKind::Subscript),
        ("code".to_string(), MarkKind::Code),
    ];
    assert_eq!(marks(&document(&(content.to_string() + &plain_rest()))), expected);
}

#[test]
fn bold_goes_on_over_the_end_of_a_line() {
    let content =
        set(50.0, 700.0, "B", 10.0, "Bold that does not end in this bro-") + &set(50.0, 688.0, "B", 10.0, "ken line.");
    let document = document(&(content + &plain_rest()));
    assert_eq!(marks(&document), [("Bold that does not end in this broken line.".to_string(), MarkKind::Bold)]);
}

#[test]
fn the_mark_of_a_list_item_starts_behind_its_bullet() {
    let content = set(50.0, 700.0, "B", 10.0, "\\267 all bold;") + &plain_rest();
    assert_eq!(marks(&document(&content)), [("all bold;".to_string(), MarkKind::Bold)]);
}

#[test]
fn a_document_all_in_bold_has_no_marks() {
    let content = set(50.0, 700.0, "B", 10.0, "It is all in bold, every word of it,")
        + &set(50.0, 688.0, "B", 10.0, "so that says nothing.");
    assert_eq!(marks(&document(&content)), []);
}

#[test]
fn a_link_to_elsewhere_is_marked_and_one_within_the_document_is_not() {
    let content = at(50, 700, "See here and there for more.");
    // Over "here" and over "there", by the widths of Helvetica.
    let entries = "/Annots [<< /Type /Annot /Subtype /Link /Rect [70 697 93 709] /A << /S /URI /URI (http://a.b/) >> >> \
                   << /Type /Annot /Subtype /Link /Rect [115 697 140 709] /Dest [3 0 R /Fit] >>]";
    let document = read_with(page(&content, entries, &[]), "", &Job::default()).unwrap();
    assert_eq!(marks(&document), [("here".to_string(), MarkKind::Link("http://a.b/".into()))]);
    assert_eq!(document.links.len(), 2);
}

#[test]
fn lines_of_an_address_stay_lines_and_those_of_a_paragraph_do_not() {
    let full = "This line is as long as lines can be in this text, as one sees.";
    let content = paragraph(50, 700, &["Jane Doe", "34 Elm Road of Shelbyville", "12345 Shelbyville"])
        + &paragraph(50, 640, &[full, "Capital letters are at", "the starts of some of its lines."]);
    let broken = "Jane Doe\n34 Elm Road of Shelbyville\n12345 Shelbyville";
    let whole = "Capital letters are at the starts of some of its lines.";
    assert_eq!(text(&document(&content)), format!("{broken}\n{full} {whole}"));
    // Lines that are all as short may have been broken because there was no more room.
    let narrow = paragraph(50, 700, &["Some words in a", "Column as narrow", "As this one."]);
    assert_eq!(text(&document(&narrow)), "Some words in a Column as narrow As this one.");
}

#[test]
fn an_invoice_has_its_positions_in_a_table() {
    let mut content = String::new();
    for (row, cells) in [
        [(60, "Item"), (410, "Qty"), (450, "Unit price"), (520, "Amount")].as_slice(),
        &[
            (60, "Widget, large, blue, with an extended warranty of two years"),
            (420, "2"),
            (465, "10.00"),
            (530, "20.00"),
        ],
        &[(60, "Gadget"), (420, "1"), (470, "5.50"), (535, "5.50")],
        &[(60, "Hours"), (415, "3.5"), (465, "80.00"), (525, "280.00")],
        &[(460, "Subtotal"), (525, "305.50")],
    ]
    .iter()
    .enumerate()
    {
        content.extend(cells.iter().map(|(x, cell)| at(*x, 700 - row as u32 * 28, cell)));
    }
    let rows = "Item|Qty|Unit price|Amount/Widget, large, blue, with an extended warranty of two years|2|10.00|20.00\
                /Gadget|1|5.50|5.50/Hours|3.5|80.00|280.00/||Subtotal|305.50";
    assert_eq!(table(&document(&content)).1, rows);
}

#[test]
fn many_pieces_that_go_up_and_down_are_read_in_linear_time() {
    // Looked at each for each other, they would take a minute. The letters differ, or they would count as shown twice.
    let piece = |index: u32| {
        let letter = char::from(b'a' + (index % 11) as u8);
        set(1.0 + index as f32 * 0.005, 700.0 + (index % 2) as f32 * 2.5, "F", 4.0, &letter.to_string())
    };
    let content: String = (0..100_000).map(piece).collect();
    let start = Instant::now();
    assert!(text(&document(&content)).len() > 1_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn what_was_written_last_stands_in_the_gap_that_was_left_for_it() {
    let content = "BT /F 10 Tf 50 700 Td [(Hello )-667(, world)-667(!)] TJ ET ".to_string()
        + &set(75.6, 700.0, "F", 10.0, "X")
        + &set(111.7, 700.0, "F", 10.0, "Y")
        + &paragraph(50, 688, &["and the line below it."]);
    assert_eq!(text(&document(&content)), "Hello X, worldY! and the line below it.");
}

#[test]
fn lines_set_to_the_right_or_in_the_middle_stay_lines() {
    let lines =
        [("Ann Keeper", 52.81), ("Harbour Street 5", 73.92), ("12345 Lighttown", 73.38), ("Coast Guard", 56.69)];
    let placed = |start: fn(f32) -> f32| -> String {
        let rows = lines.iter().zip([700.0, 688.0, 676.0, 664.0]);
        rows.map(|((text, width), y)| set(start(*width), y, "F", 10.0, text)).collect()
    };
    let kept = lines.map(|(text, _)| text).join("\n");
    assert_eq!(text(&document(&placed(|width| 500.0 - width))), kept);
    assert_eq!(text(&document(&placed(|width| 300.0 - width / 2.0))), kept);
}

#[test]
fn a_full_paragraph_with_an_indent_stays_one() {
    let content = at(70, 700, "The first line of it is indented and full of words")
        + &paragraph(50, 688, &["And so is the other, which ends at the same place xi"]);
    assert!(!text(&document(&content)).contains('\n'));
}

/// A filled circle of four curves around a place.
fn disc(x: f32, y: f32, radius: f32) -> String {
    let (left, right, low, high) = (x - radius, x + radius, y - radius, y + radius);
    format!(
        "{right} {y} m {right} {high} {x} {high} {x} {high} c {left} {high} {left} {y} {left} {y} c \
         {left} {low} {x} {low} {x} {low} c {right} {low} {right} {y} {right} {y} c f\n"
    )
}

#[test]
fn bullets_that_are_drawn_make_items() {
    let content = paragraph(70, 700, &["one", "two"])
        + &at(90, 676, "deeper")
        + &disc(60.0, 703.5, 1.5)
        + &disc(60.0, 691.5, 1.5)
        + "78 678 3 3 re f\n";
    let document = document(&content);
    let items: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match &block.content {
            Content::ListItem { depth, text, .. } => (*depth, text.text.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(items, [(1, "one"), (1, "two"), (2, "deeper")]);
}

#[test]
fn dots_between_words_and_dots_alone_are_no_bullets() {
    let between = at(50, 700, "left")
        + &disc(77.0, 703.0, 1.5)
        + &at(85, 700, "right")
        + &disc(112.0, 703.0, 1.5)
        + &at(120, 700, "end");
    assert!(!text(&document(&between)).contains('\u{2022}'));
    let alone = at(70, 700, "one") + &disc(60.0, 703.0, 1.5);
    assert_eq!(text(&document(&alone)), "one");
}

#[test]
fn cells_that_are_painted_make_a_table_and_boxes_apart_do_not() {
    let cells = |gap: u32| -> String {
        let mut content = String::new();
        for (row, words) in [["Name", "Role"], ["Ada", "Keeper"], ["Brun", "Fisher"]].iter().enumerate() {
            let y = 700 - row as u32 * (20 + gap);
            for (column, word) in words.iter().enumerate() {
                let x = 50 + column as u32 * (60 + gap);
                content += &format!("{x} {y} 60 20 re f\n{}", at(x + 4, y + 6, word));
            }
        }
        content
    };
    assert_eq!(table(&document(&cells(0))).1, "Name|Role/Ada|Keeper/Brun|Fisher");
    let apart = document(&cells(10));
    assert!(!apart.blocks.iter().any(|block| matches!(block.content, Content::Table(_))), "{}", text(&apart));
}

#[test]
fn cells_with_borders_of_their_own_make_a_table_with_the_names_above_the_first() {
    let names = [(50, "Region"), (120, "Units"), (180, "Remark")];
    let border =
        |y: u32| [(48, 70), (118, 60), (178, 200)].map(|(x, width)| format!("{x} {y} {width} 1 re f\n")).concat();
    let content = names.map(|(x, name)| at(x, 700, name)).concat()
        + &border(694)
        + &at(50, 674, "North")
        + &at(120, 674, "1")
        + &paragraph(180, 680, &["A new account that", "took months of talks"])
        + &border(660)
        + &at(50, 646, "South")
        + &at(180, 646, "Stable")
        + &border(640)
        + &at(50, 600, "Text that goes on below over all of the columns of it");
    assert_eq!(
        table(&document(&content)).1,
        "Region|Units|Remark/North|1|A new account that took months of talks/South||Stable"
    );
    assert!(text(&document(&content)).ends_with("over all of the columns of it"));
}

#[test]
fn two_columns_of_words_are_a_table_below_a_bold_row() {
    let rows = |font: &str| -> String {
        let rows = [["Name", "Role"], ["Ada Keeper", "Keeper"], ["Brun Fisher", "Fisher"], ["Cid Miller", "Miller"]];
        let row = |(index, [a, b]): (usize, [&str; 2])| {
            let (y, font) = (700.0 - 14.0 * index as f32, if index == 0 { font } else { "F" });
            set(50.0, y, font, 10.0, a) + &set(250.0, y, font, 10.0, b)
        };
        rows.into_iter().enumerate().map(row).collect()
    };
    assert_eq!(table(&document(&rows("B"))).1, "Name|Role/Ada Keeper|Keeper/Brun Fisher|Fisher/Cid Miller|Miller");
    assert!(document(&rows("F")).blocks.iter().all(|block| !matches!(block.content, Content::Table(_))));
}

#[test]
fn a_size_that_sentences_of_several_lines_have_is_none_of_headings() {
    let long = "Words and words of a sentence that goes on over lines of text";
    let large = |y: f32, text: &str| set(50.0, y, "F", 12.0, text);
    let content = large(700.0, long)
        + &large(686.0, long)
        + &large(672.0, long)
        + &large(658.0, "until its end comes.")
        + &large(620.0, "Short line")
        + &set(50.0, 590.0, "F", 16.0, "Heading")
        + &paragraph(50, 560, &[long; 8]);
    let headings: Vec<String> = document(&content)
        .blocks
        .iter()
        .filter_map(
            |block| if let Content::Heading { text, .. } = &block.content { Some(text.text.clone()) } else { None },
        )
        .collect();
    assert_eq!(headings, ["Heading"]);
}

#[test]
fn bullets_written_after_all_else_stand_before_their_items() {
    let content = paragraph(70, 700, &["one", "two"])
        + &at(90, 676, "deeper")
        + &paragraph(58, 700, &["\\225", "2."])
        + &at(78, 676, "-");
    let document = document(&content);
    let item = |block: &Block| match &block.content {
        Content::ListItem { depth, number, text } => (*depth, *number, text.text.clone()),
        other => panic!("{other:?}"),
    };
    let items: Vec<_> = document.blocks.iter().map(item).collect();
    assert_eq!(items, [(1, None, "one".into()), (1, Some(2), "two".into()), (2, None, "deeper".into())]);
}

#[test]
fn rows_of_several_lines_between_lines_below_each_are_rows() {
    let row = |y: u32, cells: [&str; 3]| -> String {
        [50, 150, 250].into_iter().zip(cells).map(|(x, cell)| at(x, y, cell)).collect::<String>()
    };
    let content = row(700, ["Region", "Sum", "Remark"])
        + &at(250, 682, "A new account that")
        + &at(50, 676, "North")
        + &at(150, 676, "1,340")
        + &at(250, 670, "took months of talks")
        + &row(652, ["South", "980", "Stable"])
        + &row(634, ["West", "1,840", ""])
        + &[692, 664, 646, 628].map(|y| line(48, y, 350)).concat();
    let document = document(&content);
    let (table, cells) = table(&document);
    assert_eq!(
        cells,
        "Region|Sum|Remark/North|1,340|A new account that took months of talks/South|980|Stable/West|1,840|"
    );
    assert_eq!(table.header_rows, 1);
}

#[test]
fn sentences_that_go_on_in_several_cells_are_lines_of_one_row() {
    let rows = [
        ["Speed", "Safety", "Price"],
        ["It answers in a", "No incident was", "Costs stayed where"],
        ["second on average", "reported during the", "they were before"],
        ["and", "whole quarter", "that"],
    ];
    let content: String = rows
        .iter()
        .zip(0..)
        .map(|(row, number)| {
            [50, 170, 290].into_iter().zip(row).map(|(x, cell)| at(x, 700 - 13 * number, cell)).collect::<String>()
        })
        .collect();
    let document = document(&content);
    let (_, cells) = table(&document);
    assert_eq!(
        cells,
        "Speed|Safety|Price/It answers in a second on average and|No incident was reported during the whole quarter|Costs stayed where they were before that"
    );
}

#[test]
fn a_gap_that_is_filled_without_end_takes_no_time_without_end() {
    let mut content = set(0.0, 700.0, "F", 0.2, "a") + &set(590.0, 700.0, "F", 0.2, "b");
    for number in 0..40_000 {
        content += &format!("BT /F 0.2 Tf {:.3} 700 Td (i) Tj ET ", 1.0 + f64::from(number) * 0.0147);
    }
    let started = Instant::now();
    document(&content);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
