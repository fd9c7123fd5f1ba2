use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::document::{Content, Mark, MarkKind, RichText};
use crate::options::ExtractOptions;

fn read_with(job: &Job, html: &[u8]) -> Result<Document> {
    let options = ExtractOptions::default();
    let bytes: Bytes = std::sync::Arc::new(html.to_vec());
    read(&bytes, &Context { job, options: &options, depth: 0, name: None })
}

fn document(html: &str) -> Document {
    read_with(&Job::default(), html.as_bytes()).unwrap()
}

/// Each block as one line: `# ` heading, `- ` and `1. ` items, `| ` rows, `` ` `` code, `! ` pictures.
fn lines(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for block in document(html).blocks {
        match block.content {
            Content::Paragraph(text) => lines.push(text.text),
            Content::Heading { level, text } => lines.push(format!("{} {}", "#".repeat(level.into()), text.text)),
            Content::ListItem { depth, number, text } => {
                let marker = number.map_or("-".to_string(), |number| format!("{number}."));
                lines.push(format!("{}{marker} {}", "  ".repeat(depth as usize - 1), text.text));
            }
            Content::Table(table) => {
                lines.extend(
                    (0..table.cells.rows())
                        .map(|row| format!("| {}", table.cells.row(row).collect::<Vec<_>>().join(" | "))),
                );
            }
            Content::Code { language, text } => lines.push(format!("`{}` {text}", language.unwrap_or_default())),
            Content::Image { description, url } => lines.push(format!("! {description} {}", url.unwrap_or_default())),
            other => panic!("{other:?}"),
        }
    }
    lines
}

/// The marked parts of the only paragraph, outer ones first.
fn marks(html: &str) -> Vec<(String, MarkKind)> {
    let document = document(html);
    let Content::Paragraph(text) = &document.blocks[0].content else { panic!("{:?}", document.blocks) };
    text.marks.iter().map(|mark| (text.text[mark.start..mark.end].to_string(), mark.kind.clone())).collect()
}

#[test]
fn runs_of_white_space_become_one_space() {
    assert_eq!(lines("<p>  one\n\t two <b> three </b> four  </p>"), ["one two three four"]);
    assert_eq!(lines("a<br>\n  b &nbsp; c"), ["a\nb \u{a0} c"]);
}

#[test]
fn blocks_part_text_and_inline_elements_do_not() {
    assert_eq!(
        lines("one<div>two<span>three</span></div>four<p>five<p>six"),
        ["one", "twothree", "four", "five", "six"]
    );
}

#[test]
fn headings_have_levels() {
    assert_eq!(lines("<h1>A <em>b</em></h1><h3>C</h3>text"), ["# A b", "### C", "text"]);
}

#[test]
fn marks_cover_their_text_without_the_space_around_it() {
    assert_eq!(marks("a<b> bold </b>c"), [("bold".into(), MarkKind::Bold)]);
    assert_eq!(
        marks("<i>x<sub>2</sub></i> <code>y</code> <del>z</del> <sup>1</sup>"),
        [
            ("x2".into(), MarkKind::Italic),
            ("2".into(), MarkKind::Subscript),
            ("y".into(), MarkKind::Code),
            ("z".into(), MarkKind::Strikethrough),
            ("1".into(), MarkKind::Superscript),
        ]
    );
}

#[test]
fn marks_that_cross_are_cut_into_nested_ones() {
    let bold_italic =
        [("ab".to_string(), MarkKind::Bold), ("b".to_string(), MarkKind::Italic), ("c".to_string(), MarkKind::Italic)];
    assert_eq!(marks("<b>a<i>b</b>c</i>d"), bold_italic);
}

#[test]
fn a_mark_within_its_own_kind_and_an_empty_one_say_nothing() {
    assert_eq!(marks("<b>a<strong>b</strong></b><i></i> <i> </i>"), [("ab".into(), MarkKind::Bold)]);
}

#[test]
fn a_mark_goes_on_behind_the_end_of_its_block_until_it_is_closed() {
    let document = document("<p><b>one</p><p>two</b> three</p>");
    let bold = |index: usize| match &document.blocks[index].content {
        Content::Paragraph(text) => text.marks.iter().map(|mark| (mark.start, mark.end)).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!((bold(0), bold(1)), (vec![(0, 3)], vec![(0, 3)]));
}

#[test]
fn links_have_their_address_and_text() {
    let document = document(
        "<p>See <a href=' /x?a=1&amp;b=2 '>this <b>page</b></a>, <a name=n>not</a> <a href='javascript:f()'>that</a>.",
    );
    assert_eq!(document.links.len(), 1);
    assert_eq!((document.links[0].url.as_str(), document.links[0].text.as_str()), ("/x?a=1&b=2", "this page"));
    assert_eq!(marks("<a href=u>t</a>"), [("t".into(), MarkKind::Link("u".into()))]);
}

#[test]
fn lists_nest_and_ordered_items_count() {
    let html = "<ul><li>a<ol start=3><li>b<li>c<li value=9><p>d</p><p>e</p></ol><li>f</ul>";
    assert_eq!(lines(html), ["- a", "  3. b", "  4. c", "  9. d", "e", "- f"]);
}

#[test]
fn definition_lists_are_paragraphs_with_bold_terms() {
    assert_eq!(lines("<dl><dt>Term<dd>Meaning<dt>Other<dd>More</dl>"), ["Term", "Meaning", "Other", "More"]);
    assert_eq!(marks("<dl><dt>Term<dd>Meaning</dl>"), [("Term".into(), MarkKind::Bold)]);
}

#[test]
fn tables_have_rows_columns_and_header_rows() {
    let html = "<table><caption>Sums</caption><thead><tr><th>a<th>b</thead><tr><td>1<td>2<tr><td>3</table>";
    assert_eq!(lines(html), ["| a | b", "| 1 | 2", "| 3 | "]);
    let document = document(html);
    let Content::Table(table) = &document.blocks[0].content else { panic!() };
    assert_eq!((table.header_rows, table.title.as_deref()), (1, Some("Sums")));
}

#[test]
fn cells_keep_their_marks() {
    let document = document("<table><tr><th>a<th>b<tr><td>c <b>d</b><p>e<td><a href='https://a.example'>f</a></table>");
    let Content::Table(table) = &document.blocks[0].content else { panic!("{:?}", document.blocks) };
    let mark = |start, kind| Mark { start, end: start + 1, kind };
    assert_eq!(table.cells.rich(0, 0), None);
    let (first, second) = (table.cells.rich(1, 0).unwrap(), table.cells.rich(1, 1).unwrap());
    assert_eq!((first.text.as_str(), first.marks), ("c d\ne", vec![mark(2, MarkKind::Bold)]));
    assert_eq!(second.marks, [mark(0, MarkKind::Link("https://a.example".into()))]);
}

#[test]
fn cells_that_span_hold_their_text_once() {
    let html =
        "<table><tr><th colspan=2>ab<th rowspan=2>c<tr><td>1<td>2<tr><td rowspan=0>3<td>4<td>5<tr><td>6<td>7</table>";
    assert_eq!(lines(html), ["| ab |  | c", "| 1 | 2 | ", "| 3 | 4 | 5", "|  | 6 | 7"]);
}

#[test]
fn a_cell_that_spans_more_columns_than_there_are_adds_none() {
    assert_eq!(lines("<table><tr><td colspan=900>all<tr><td>1<td>2</table>"), ["| all | ", "| 1 | 2"]);
}

#[test]
fn a_table_around_tables_is_layout() {
    let html = "<table><tr><td><h1>Title</h1><td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>";
    assert_eq!(lines(html), ["# Title", "| 1 | 2", "| 3 | 4"]);
    assert_eq!(lines("<table><tr><td><p>one<p>two</table>"), ["one", "two"]);
    assert_eq!(lines("<table role=presentation><tr><td>one<td>two</table>"), ["one", "two"]);
}

#[test]
fn one_small_table_in_a_table_of_data_is_lines_of_its_cell() {
    let html = "<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>e<td>f</table>";
    assert_eq!(lines(html), ["| a | b", "| c | 1\t2\n3\t4", "| e | f"]);
}

#[test]
fn text_in_a_table_outside_its_cells_comes_before_it() {
    assert_eq!(lines("<table>stray<tr><td>1<td>2</table>"), ["stray", "| 1 | 2"]);
}

#[test]
fn an_end_tag_in_a_cell_ends_nothing_outside_the_table() {
    assert_eq!(lines("<h2>a<table><tr><td>1</h2><td>2</table>b</h2>c"), ["## a", "| 1 | 2", "## b", "c"]);
}

#[test]
fn preformatted_text_keeps_its_white_space_and_language() {
    let html = "<pre class='highlight language-rust'>\nfn main() {\n    <b>f</b>(&lt;T&gt;)\n}\n</pre>after";
    assert_eq!(lines(html), ["`rust` fn main() {\n    f(<T>)\n}", "after"]);
    assert_eq!(lines("<pre><code class=language-js>a</code></pre>"), ["`js` a"]);
}

#[test]
fn pictures_have_a_description_and_an_address() {
    assert_eq!(lines("<p><img src=a.png alt='A  cat'></p>"), ["! A cat a.png"]);
    assert_eq!(lines("<p>before <img src=a.png alt=cat> after"), ["before after", "! cat a.png"]);
    assert_eq!(lines("<img src='data:image/png;base64,AAAA' alt=dot>"), ["! dot "]);
    assert_eq!(lines("<img src=s.gif alt=''><img src=t.gif width=1 height=1>text"), ["text"]);
}

#[test]
fn what_is_not_shown_is_left_out() {
    let html = "<script>if (a<b) x('</p>')</script><style>p{}</style><template><p>t</template><noscript>n</noscript>\
        <p hidden>h<p>shown<div style='color:red; display : none'>d<div>e</div></div><!-- c --> text<iframe><p>i</iframe>";
    assert_eq!(lines(html), ["shown", "text"]);
}

#[test]
fn a_script_within_a_sentence_does_not_part_it() {
    assert_eq!(lines("one <script>x()</script>two <span hidden>x<span>y</span></span>three"), ["one two three"]);
}

#[test]
fn hidden_items_do_not_hide_their_siblings() {
    assert_eq!(lines("<ul><li>a<li hidden>b<ul><li>c</ul><li>d</ul>"), ["- a", "- d"]);
}

#[test]
fn forms_show_their_labels_and_values() {
    let html = "<label>Name</label><input value=Ann><input type=hidden value=x><input type=password value=y>\
        <select><option>red<option>blue</select><button>Send</button><textarea>free <b>text</textarea>";
    assert_eq!(lines(html), ["Name Ann red blue Send free <b>text"]);
}

#[test]
fn the_head_gives_metadata() {
    let html = "<!doctype html><html lang=de><head><title> A\n title </title><meta name=Author content='Ann'>\
        <meta name=keywords content='x, y,'><meta name=description content=About><meta name=generator content=Gen>\
        <meta property=article:published_time content=2024-05-01T10:00:00Z></head><body><svg><title>Icon</title></svg>b";
    let metadata = document(html).metadata;
    assert_eq!(metadata.title.as_deref(), Some("A title"));
    assert_eq!(metadata.language.as_deref(), Some("de"));
    assert_eq!(metadata.authors, ["Ann"]);
    assert_eq!(metadata.keywords, ["x", "y"]);
    assert_eq!(metadata.description.as_deref(), Some("About"));
    assert_eq!(metadata.producer.as_deref(), Some("Gen"));
    assert_eq!(metadata.created.as_deref(), Some("2024-05-01T10:00:00Z"));
    assert_eq!(lines(html), ["b"]);
}

#[test]
fn the_labels_of_a_drawing_are_text_and_a_formula_stays_in_its_sentence() {
    assert_eq!(lines("<svg><title>t</title><text>one</text><text>two</text></svg>"), ["one", "two"]);
    assert_eq!(
        lines("so <math><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></math> is"),
        ["so x is"]
    );
}

#[test]
fn formulas_are_read_as_formulas() {
    let power = "<msup><mi>x</mi><mn>2</mn></msup>";
    let html = format!(
        "<p>so <math>{power}</math>, and<math display=block>{power}<mo>+</mo><mn>1</mn></math><p><math>{power}<p>on"
    );
    let blocks = document(&html).blocks;
    let contents: Vec<Content> = blocks.into_iter().map(|block| block.content).collect();
    let mark = Mark { start: 3, end: 6, kind: MarkKind::Formula };
    assert_eq!(
        contents,
        [
            Content::Paragraph(RichText { text: "so x^2, and".into(), marks: vec![mark] }),
            Content::Formula("x^2+1".into()),
            Content::Formula("x^2".into()),
            Content::Paragraph("on".into()),
        ]
    );
}

#[test]
fn footnotes_are_told_from_links_and_lists() {
    for (reference, note) in [
        // pandoc; GitHub; markdown-it; EPUB; Wikipedia; Word; LibreOffice.
        (
            "<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a>",
            "<section role='doc-endnotes'><hr><ol><li id='fn1'><p>One.<a href='#fnref1' role='doc-backlink'>\u{21a9}</a></p></li></ol></section>",
        ),
        (
            "<sup><a href='#user-content-fn-1' id='user-content-fnref-1' data-footnote-ref>1</a></sup>",
            "<section data-footnotes><ol><li id='user-content-fn-1'><p>One. <a href='#user-content-fnref-1' data-footnote-backref>\u{21a9}</a></p></li></ol></section>",
        ),
        (
            "<sup class='footnote-ref'><a href='#fn1' id='fnref1'>[1]</a></sup>",
            "<ol><li id='fn1' class='footnote-item'><p>One. <a href='#fnref1' class='footnote-backref'>\u{21a9}</a></p></li></ol>",
        ),
        ("<a epub:type='noteref' href='#n1'>1</a>", "<aside epub:type='footnote' id='n1'><p>One.</p></aside>"),
        (
            "<sup class='reference'><a href='#cite_note-a-1'>[1]</a></sup>",
            "<ol><li id='cite_note-a-1'><span class='mw-cite-backlink'>^ <a href='#cite_ref-a_1-0'>a</a></span> <span>One.</span></li></ol>",
        ),
        (
            "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a>",
            "<div id='ftn1'><p><a href='#_ftnref1' name='_ftn1'>[1]</a> One.</p></div>",
        ),
        (
            "<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>",
            "<div id='sdfootnote1'><p><a class='sdfootnotesym' name='sdfootnote1sym' href='#sdfootnote1anc'>1</a> One.</p></div>",
        ),
    ] {
        let html = format!("<p>Lit.{reference} So.</p><p>On <a href='#s'>here</a>.</p>{note}<p>End.");
        let contents: Vec<Content> = document(&html).blocks.into_iter().map(|block| block.content).collect();
        let [Content::Paragraph(first), Content::Paragraph(second), note, Content::Paragraph(_)] = contents.as_slice()
        else {
            panic!("{contents:?}")
        };
        assert_eq!(first.text, "Lit.[1] So.");
        assert!(first.marks.contains(&Mark { start: 4, end: 7, kind: MarkKind::FootnoteReference }), "{first:?}");
        assert_eq!(second.marks, [Mark { start: 3, end: 7, kind: MarkKind::Link("#s".into()) }]);
        let Content::Footnote { label, text } = note else { panic!("{note:?}") };
        assert_eq!((label.as_str(), text.text.as_str()), ("1", "One."), "{html}");
    }
}

#[test]
fn items_of_a_list_of_tasks_say_whether_they_are_done() {
    let list = "<ul><li><label><input type=checkbox checked>a</label><li><p><input type=checkbox disabled> b<li>c<input type=checkbox></ul>";
    assert_eq!(lines(list), ["- [x] a", "- [ ] b", "- c"]);
}

#[test]
fn empty_elements_of_xhtml_are_empty() {
    let html = "<?xml version='1.0'?><html><head><title/><script src='a'/></head><body><a id='x'/><p/><i/>text<![CDATA[ & more]]></body></html>";
    assert_eq!(lines(html), ["text & more"]);
    assert_eq!(marks(html), []);
}

#[test]
fn the_character_set_is_the_declared_one() {
    let latin = read_with(&Job::default(), b"<meta charset=iso-8859-2><p>\xb1\xe6").unwrap();
    assert_eq!(latin.metadata.charset.as_deref(), Some("ISO-8859-2"));
    assert_eq!(latin.blocks[0].content, Content::Paragraph("ąć".into()));
    let old =
        read_with(&Job::default(), b"<META HTTP-EQUIV='x' CONTENT='text/html; charset=Shift_JIS'>\x93\xfa").unwrap();
    assert_eq!(old.blocks[0].content, Content::Paragraph("日".into()));
}

#[test]
fn a_misleading_declaration_is_seen_through() {
    // Python: "اللغة العربية هي واحدة من اكثر اللغات انتشارا في العالم".encode("cp1256")
    let arabic = b"\xc7\xe1\xe1\xdb\xc9 \xc7\xe1\xda\xd1\xc8\xed\xc9 \xe5\xed \xe6\xc7\xcd\xcf\xc9 \xe3\xe4 \xc7\xdf\xcb\xd1 \xc7\xe1\xe1\xdb\xc7\xca \xc7\xe4\xca\xd4\xc7\xd1\xc7 \xdd\xed \xc7\xe1\xda\xc7\xe1\xe3";
    let html = [b"<meta charset=utf-8><p>", &arabic[..]].concat();
    let document = read_with(&Job::default(), &html).unwrap();
    assert_eq!(
        document.blocks[0].content,
        Content::Paragraph("اللغة العربية هي واحدة من اكثر اللغات انتشارا في العالم".into())
    );
}

#[test]
fn elements_nested_without_end_are_flattened_with_one_warning() {
    let html = format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let document = document(&html);
    assert_eq!(document.blocks.len(), 2);
    assert_eq!(document.warnings.len(), 1);
    assert_eq!(document.warnings[0].code, "HTML_NESTING_FLATTENED");
}

#[test]
fn unclosed_marks_and_links_by_the_thousand_do_no_harm() {
    let html = "<p><a href=x><b id=1><i><table><td>".repeat(5000) + "text";
    assert!(document(&html).blocks.iter().any(|block| format!("{block:?}").contains("text")));
}

#[test]
fn a_tag_with_a_million_attributes_is_read() {
    let attributes: String = (0..1_000_000).map(|number| format!(" a{number}=1")).collect();
    assert_eq!(lines(&format!("<p{attributes}>text</p><p title='{}'>more", "x ".repeat(9000))), ["text", "more"]);
}

#[test]
fn a_table_of_spans_is_a_limit_error() {
    let html = format!("<table><tr>{}{}</table>", "<td colspan=1000>x".repeat(20), "<tr><td>y".repeat(2000));
    let error = read_with(&Job::default(), html.as_bytes()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitTableCells);
}

#[test]
fn table_cells_are_limited_over_all_tables() {
    let limits = Limits { table_cells: Limit::at_most(6), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let html = "<table><tr><td>1<td>2<tr><td>3<td>4</table>".repeat(2);
    assert_eq!(read_with(&job, html.as_bytes()).unwrap_err().code, ErrorCode::LimitTableCells);
}

#[test]
fn a_cancelled_job_stops() {
    let job = Job::default();
    job.cancel();
    assert_eq!(read_with(&job, b"<p>text").unwrap_err().code, ErrorCode::Cancelled);
}

#[test]
fn damaged_html_never_panics_and_marks_stay_nested() {
    let seed_text = "<p>a<b>b<i>c</b><table><tr><td colspan=3>x<td><ul><li>y</table></ul><pre>z<a href=q>w</pre>ü<svg><text>v</svg>\
        <h2>u<dl><dt>t<dd>s</dl><span hidden>r</span><br><br><img alt=q><math><mfrac><mi>m</mi><mn>2</mfrac><annotation>p</math><title>o</title><q>n</q>\
        <a role=doc-noteref href='#k'>l</a><div id=k>k<a href='#fnref'>j</a></div><li><input type=checkbox checked>";
    let mut seed = 3_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    let pieces: Vec<&str> = seed_text.split_inclusive('>').collect();
    for _ in 0..3000 {
        let html: String = (0..random() % 60).map(|_| pieces[random() % pieces.len()]).collect();
        for block in document(&html).blocks {
            if let Content::Paragraph(text) | Content::Heading { text, .. } | Content::ListItem { text, .. } =
                block.content
            {
                for (index, mark) in text.marks.iter().enumerate() {
                    assert!(mark.start < mark.end && text.text.get(mark.start..mark.end).is_some(), "{html}");
                    for other in &text.marks[index + 1..] {
                        assert!(
                            other.start >= mark.start && (other.start >= mark.end || other.end <= mark.end),
                            "{html}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn blocks_know_the_quotes_and_the_item_that_they_stand_in() {
    let html = "<p>a<blockquote>b<blockquote><p>c</blockquote></blockquote><ul><li>d<p>e</p><blockquote>f<ol><li>g<p>h</ol>\
        </blockquote><pre>i</pre></ul>j<table><tr><td><blockquote>k</table>";
    let places: Vec<(String, u32, u32)> = document(html)
        .blocks
        .into_iter()
        .map(|block| {
            let text = match block.content {
                Content::Paragraph(text) | Content::ListItem { text, .. } => text.text,
                Content::Code { text, .. } => text,
                Content::Table(table) => table.cells.get(0, 0).to_string(),
                other => panic!("{other:?}"),
            };
            (text, block.inside.quotes, block.inside.item)
        })
        .collect();
    let place = |text: &str, quotes, item| (text.to_string(), quotes, item);
    assert_eq!(
        places,
        [
            place("a", 0, 0),
            place("b", 1, 0),
            place("c", 2, 0),
            place("d", 0, 1),
            place("e", 0, 1),
            place("f", 1, 0),
            place("g", 1, 2),
            place("h", 1, 2),
            place("i", 0, 1),
            place("j", 0, 0),
            place("k", 0, 0),
        ]
    );
}
