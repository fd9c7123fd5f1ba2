use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::document::{Content, Mark, MarkKind, RichText};
use crate::options::ExtractOptions;

fn read_with(job: &Job, rtf: &[u8]) -> Result<Document> {
    let options = ExtractOptions::default();
    let bytes: Bytes = std::sync::Arc::new(rtf.to_vec());
    read(&bytes, &Context { job, options: &options, depth: 0, name: None })
}

/// A document with this body.
fn document(body: &str) -> Document {
    read_with(&Job::default(), format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}").as_bytes()).unwrap()
}

fn blocks(body: &str) -> Vec<Content> {
    document(body).blocks.into_iter().map(|block| block.content).collect()
}

fn paragraphs(body: &str) -> Vec<String> {
    let text = |content| match content {
        Content::Paragraph(text) => text.text,
        other => panic!("{other:?}"),
    };
    blocks(body).into_iter().map(text).collect()
}

#[test]
fn paragraphs_end_at_par_and_lines_of_the_source_mean_nothing() {
    assert_eq!(paragraphs("One\r\n two.\\par Three\\line four\\\nFive\\par\\par"), ["One two.", "Three\nfour", "Five"]);
}

#[test]
fn special_characters_are_characters() {
    assert_eq!(
        paragraphs("\\ldblquote a\\rdblquote\\emdash b\\~c\\_d\\-e\\{\\}\\\\\\tab f"),
        ["“a”—b\u{a0}c\u{2011}de{}\\\tf"]
    );
}

#[test]
fn bytes_are_decoded_by_the_code_page_of_the_document() {
    assert_eq!(paragraphs("caf\\'e9 \\'80"), ["café €"]);
    let greek = read_with(&Job::default(), b"{\\rtf1\\ansi\\ansicpg1253 \\'e1\\'e2}").unwrap();
    assert_eq!(greek.blocks[0].content, Content::Paragraph("αβ".into()));
    let raw = read_with(&Job::default(), b"{\\rtf1\\ansi\\ansicpg1252 caf\xe9}").unwrap();
    assert_eq!(raw.blocks[0].content, Content::Paragraph("café".into()));
}

#[test]
fn bytes_are_decoded_by_the_character_set_of_their_font() {
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 \\'82l\\'82r;}{\\f3\\fcharset0\\cpg950 X;}}";
    // Python: "Привет".encode("cp1251"), "日本".encode("cp932"), "中".encode("cp950")
    let body =
        format!("{fonts}\\f1\\'cf\\'f0\\'e8\\'e2\\'e5\\'f2\\f0  \\'e9 {{\\f2\\'93\\'fa\\'96\\'7b}}\\f3 \\'a4\\'a4");
    assert_eq!(paragraphs(&body), ["Привет é 日本中"]);
}

#[test]
fn the_second_byte_of_a_character_may_be_an_escaped_brace() {
    // Python: "本".encode("cp932") is 96 7B, and 7B is "{".
    let rtf = b"{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\{x}";
    assert_eq!(read_with(&Job::default(), rtf).unwrap().blocks[0].content, Content::Paragraph("日本x".into()));
}

#[test]
fn unicode_characters_replace_their_substitutes() {
    assert_eq!(paragraphs("\\u8364?x\\u8364\\'80y{\\uc2\\u26085\\'93\\'fa}z{\\uc0\\u97b}"), ["€x€y日zab"]);
    assert_eq!(paragraphs("\\u-10179?\\u-8704?! \\u-3913\\'b7"), ["\u{1F600}! \u{2022}"]);
}

#[test]
fn marks_follow_groups_and_switches() {
    let [Content::Paragraph(text)] = &blocks("a {\\b bo{\\i ld}} c\\super 2\\nosupersub\\strike d\\strike0  e")[..]
    else {
        panic!()
    };
    let marks: Vec<(&str, &MarkKind)> =
        text.marks.iter().map(|mark| (&text.text[mark.start..mark.end], &mark.kind)).collect();
    let expected = [
        ("bold", &MarkKind::Bold),
        ("ld", &MarkKind::Italic),
        ("2", &MarkKind::Superscript),
        ("d", &MarkKind::Strikethrough),
    ];
    assert_eq!((text.text.as_str(), marks.as_slice()), ("a bold c2d e", &expected[..]));
}

#[test]
fn what_is_not_shown_is_left_out() {
    let body = "{\\colortbl;\\red0;}{\\*\\unknown x}{\\pict\\pngblip 89504e47}{\\v hidden}{\\*\\bkmkstart m}\
        {\\object{\\*\\objdata 0102}{\\result shown}}{\\pict\\bin4 }}{{}{\\xe index} text";
    assert_eq!(paragraphs(body), ["shown text"]);
}

#[test]
fn headings_come_from_styles_and_outline_levels() {
    let body = "{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}{\\s7 Title;}{\\s8\\outlinelevel2 Abschnitt;}{\\cs9 heading 2;}}\
        \\s7 T\\par\\pard\\s1 One\\par\\pard text\\par\\pard\\s8 Three\\par\\pard\\outlinelevel1 Two\\par\\pard\\cs9 end";
    let expected = [
        Content::Title("T".into()),
        Content::Heading { level: 1, text: "One".into() },
        Content::Paragraph("text".into()),
        Content::Heading { level: 3, text: "Three".into() },
        Content::Heading { level: 2, text: "Two".into() },
        Content::Paragraph("end".into()),
    ];
    assert_eq!(blocks(body), expected);
}

#[test]
fn list_items_have_their_number_and_depth() {
    let body = "\\pard{\\listtext 1.\\tab}\\ilvl0\\ls1 one\\par{\\listtext 2.3.\\tab}\\ilvl1 two\\par\\pard{\\pntext\\'b7\\tab}three\\par";
    let item = |depth, number, text: &str| Content::ListItem { depth, number, text: text.into() };
    assert_eq!(blocks(body), [item(1, Some(1), "one"), item(2, Some(3), "two"), item(1, None, "three")]);
}

#[test]
fn bullets_and_numbers_that_are_text_before_a_tab_make_items_where_the_first_line_hangs() {
    let line = |indent: u32, text: &str| format!("\\pard\\li{indent}\\fi-360 {text}\\par");
    let body = line(360, "1.\\tx360\\tab one")
        + &line(360, "2.\\tab two")
        + &line(720, "a.\\tab deep")
        + &line(720, "b.\\tab deeper")
        + &line(360, "\\bullet\\tab three")
        + "\\pard 4.\\tab no item\\par"
        + &line(360, "Term\\tab no item");
    let item = |depth, number, text: &str| Content::ListItem { depth, number, text: text.into() };
    assert_eq!(
        blocks(&body),
        [
            item(1, Some(1), "one"),
            item(1, Some(2), "two"),
            item(2, Some(1), "deep"),
            item(2, Some(2), "deeper"),
            item(1, None, "three"),
            Content::Paragraph("4.\tno item".into()),
            Content::Paragraph("Term\tno item".into()),
        ]
    );
}

#[test]
fn letters_and_roman_numerals_count_and_a_mark_that_does_not_stays_in_the_text() {
    let body: String = ["i)", "ii)", "c)"].map(|marker| format!("\\pard{{\\pntext {marker}\\tab}}x\\par")).concat();
    let item = |number, text: &str| Content::ListItem { depth: 1, number, text: text.into() };
    assert_eq!(blocks(&body), [item(Some(1), "x"), item(Some(2), "x"), item(Some(3), "x")]);
    let body = "\\pard{\\pntext q)\\tab}x\\par";
    assert_eq!(blocks(body), [item(None, "q) x")]);
}

fn rows(content: &Content) -> Vec<Vec<String>> {
    let Content::Table(table) = content else { panic!("{content:?}") };
    (0..table.cells.rows()).map(|row| table.cells.row(row).map(str::to_string).collect()).collect()
}

#[test]
fn rows_and_cells_are_a_table() {
    let body = "before\\par\\trowd\\trhdr\\cellx1\\cellx2\\pard\\intbl a\\cell b\\cell\\row\\trowd c\\par d\\cell{\\b e}\\cell\\row\\pard after";
    let blocks = blocks(body);
    assert_eq!(rows(&blocks[1]), [["a", "b"], ["c\nd", "e"]]);
    let Content::Table(table) = &blocks[1] else { panic!() };
    assert_eq!(table.header_rows, 1);
    assert_eq!(table.cells.rich(1, 1).unwrap().marks, [Mark { start: 0, end: 1, kind: MarkKind::Bold }]);
    assert_eq!((&blocks[0], &blocks[2]), (&Content::Paragraph("before".into()), &Content::Paragraph("after".into())));
}

#[test]
fn a_cell_that_ends_further_right_spans_columns() {
    // What LibreOffice writes for a table of three columns, with one cell too many in the last row.
    let body = "\\trowd\\cellx2772\\cellx5652\\cellx8532\\intbl a\\cell b\\cell c\\cell\\row\\trowd\\cellx5660\\cellx8532 wide\\cell d\\cell\\row\
        \\trowd\\cellx2772\\cellx8532 e\\cell wide\\cell\\cell\\row";
    assert_eq!(rows(&blocks(body)[0]), [["a", "b", "c"], ["wide", "", "d"], ["e", "wide", ""]]);
}

#[test]
fn bold_over_a_whole_heading_is_no_mark() {
    let document = document(
        "{\\stylesheet{\\s1\\b heading 1;}{\\s2\\b Title;}}{\\pard\\s1\\b The heading\\par}{\\pard\\s1 A {\\b bold} word\\par}{\\pard\\s2\\b The title\\par}",
    );
    let marks: Vec<usize> = document
        .blocks
        .iter()
        .map(|block| match &block.content {
            Content::Heading { text, .. } | Content::Title(text) => text.marks.len(),
            _ => panic!("{block:?}"),
        })
        .collect();
    assert_eq!(marks, [0, 1, 0]);
}

#[test]
fn a_table_in_a_cell_becomes_lines_of_the_cell() {
    // What Word writes: rows end within the group of their properties, and a paragraph is for readers who know of no such tables.
    let body = "\\trowd\\intbl x\\par\\itap2 1\\nestcell 2\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl y\\cell\\row";
    assert_eq!(rows(&blocks(body)[0]), [["x\n1\t2\ny"]]);
}

#[test]
fn cells_of_a_table_in_a_cell_are_kept_where_their_row_never_ends() {
    assert_eq!(rows(&blocks("\\trowd\\intbl\\itap2 1\\nestcell 2\\nestcell\\cell\\row")[0]), [["1\t2"]]);
    assert_eq!(rows(&blocks("\\trowd\\intbl\\itap2 1\\nestcell")[0]), [["1"]]);
}

#[test]
fn headers_footers_and_notes_are_told_apart() {
    let body = "{\\header Head\\par}{\\footerr Foot}Text{\\super\\chftn{\\footnote\\pard{\\super\\chftn} A {\\i note}.}} goes on.\\par End.";
    let blocks = blocks(body);
    assert_eq!((&blocks[0], &blocks[4]), (&Content::Header("Head".into()), &Content::Footer("Foot".into())));
    assert!(matches!(&blocks[1], Content::Paragraph(text) if text.text == "Text[1] goes on."));
    assert!(matches!(&blocks[2], Content::Footnote { label, text } if label == "1" && text.text == "A note."));
    assert_eq!(blocks[3], Content::Paragraph("End.".into()));
}

#[test]
fn links_and_other_fields_show_their_results() {
    let document = document(
        "See {\\field{\\*\\fldinst{HYPERLINK \"http://a.b/\"}}{\\fldrslt{\\ul the page}}}, p. {\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}.",
    );
    assert_eq!((document.links[0].url.as_str(), document.links[0].text.as_str()), ("http://a.b/", "the page"));
    let Content::Paragraph(RichText { text, marks }) = &document.blocks[0].content else { panic!() };
    assert_eq!(
        (text.as_str(), &marks[0].kind, marks.len()),
        ("See the page, p. 7.", &MarkKind::Link("http://a.b/".into()), 1)
    );
}

#[test]
fn comments_are_annotations() {
    let document =
        document("a{\\*\\atnid AB}{\\*\\atnauthor Ann B}\\chatn{\\*\\annotation{\\*\\atndate 12}\\pard Why?}b");
    let comment = &document.annotations[0];
    assert_eq!((comment.content.as_str(), comment.author.as_deref()), ("Why?", Some("Ann B")));
    assert_eq!(document.blocks[0].content, Content::Paragraph("ab".into()));
}

#[test]
fn text_boxes_follow_the_paragraph_they_stand_in() {
    let body = "a{\\shp{\\*\\shpinst{\\sp{\\sn n}{\\sv v}}{\\shptxt box\\par}}{\\shprslt old}}b\\par c";
    assert_eq!(paragraphs(body), ["ab", "box", "c"]);
}

#[test]
fn the_unicode_form_of_a_text_replaces_the_other() {
    assert_eq!(paragraphs("a{\\upr{old}{\\*\\ud{\\u233?}}}b"), ["aéb"]);
}

#[test]
fn the_information_group_is_metadata() {
    let body = "{\\info{\\title A \\'e9{\\b x}}{\\author Ann}{\\keywords x, y}{\\creatim\\yr2020\\mo5\\dy6\\hr7\\min8}{\\revtim\\yr0}}{\\*\\generator Gen 1;}x";
    let metadata = document(body).metadata;
    assert_eq!((metadata.title.as_deref(), metadata.authors), (Some("A éx"), vec!["Ann".to_string()]));
    assert_eq!((metadata.keywords, metadata.producer.as_deref()), (vec!["x".to_string(), "y".into()], Some("Gen 1")));
    assert_eq!((metadata.created.as_deref(), metadata.modified), (Some("2020-05-06T07:08:00Z"), None));
}

#[test]
fn what_follows_the_last_brace_is_ignored_and_a_cut_file_is_read_to_its_end() {
    assert_eq!(read_with(&Job::default(), b"{\\rtf1 a}junk{b").unwrap().blocks.len(), 1);
    let cut = read_with(&Job::default(), b"{\\rtf1 a\\par {\\b b{\\footnote c").unwrap();
    assert_eq!(cut.blocks.len(), 3);
}

#[test]
fn other_files_and_endless_nesting_are_errors() {
    assert_eq!(read_with(&Job::default(), b"text").unwrap_err().code, ErrorCode::Parse);
    let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert_eq!(read_with(&Job::default(), deep.as_bytes()).unwrap_err().code, ErrorCode::LimitNestingDepth);
}

#[test]
fn table_cells_are_limited() {
    let limits = Limits { table_cells: Limit::at_most(10), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let rows = format!("{{\\rtf1 {}}}", "\\intbl a\\cell b\\cell\\row ".repeat(6));
    assert_eq!(read_with(&job, rows.as_bytes()).unwrap_err().code, ErrorCode::LimitTableCells);
}

#[test]
fn damaged_rtf_never_panics() {
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset128 x;}}{\\stylesheet{\\s1 heading 1;}}{\\info{\\creatim\\yr1}}\\s1 a\\u-10179?\\u8704?\\par\
        {\\listtext 1.}\\trowd\\intbl b\\cell\\nestcell\\row{\\footnote\\chftn c}{\\field{\\*\\fldinst HYPERLINK \"u\"}{\\fldrslt d}}\\bin3 {{{\\'93\\'fa}";
    let mut seed = 17_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    let pieces: Vec<&str> = whole.split_inclusive(['\\', '{', '}', ' ']).collect();
    for _ in 0..3000 {
        let mut rtf = "{\\rtf1 ".to_string();
        (0..random() % 80).for_each(|_| rtf.push_str(pieces[random() % pieces.len()]));
        let _ = read_with(&Job::default(), rtf.as_bytes());
    }
}
