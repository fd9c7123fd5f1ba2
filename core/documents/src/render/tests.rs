use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::document::{Inside, PageInfo};
use crate::model::Cells;

/// Numbers that are the same in every run (Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Pieces that look like markup, words, spaces and line breaks.
    fn text(&mut self, breaks: bool) -> String {
        const PIECES: &[&str] = &[
            "word",
            "Wort",
            "naïve",
            "日本語",
            "5",
            "10",
            "a_b_c",
            "*",
            "**",
            "_",
            "__",
            "~",
            "~~",
            "`",
            "``",
            "[",
            "]",
            "(",
            ")",
            "](",
            "[^1]",
            "[x]",
            "![",
            "<",
            "<b>",
            "</p>",
            "<!--",
            "&",
            "&amp;",
            "&#35;",
            "\\",
            "\\\\",
            "#",
            "##",
            ">",
            "-",
            "---",
            "+",
            "1.",
            "2)",
            "=",
            "===",
            "|",
            "a|b",
            "|---|",
            ":",
            "http://a.b/c_d",
            "x@y.z",
            "“quoted”",
            ".",
            ",",
            "!",
            "?",
            "~5",
            "…",
            "$",
            "C:\\dir",
            "é",
            "\u{a0}",
            "}",
            "{",
            "\"",
            "'",
            "/",
            "%",
            "\u{301}",
        ];
        let mut text = String::new();
        for _ in 0..=self.below(12) {
            text.push_str(self.pick(PIECES));
            match self.below(8) {
                0..3 => text.push(' '),
                3 if breaks => text.push('\n'),
                _ => {}
            }
        }
        if text.trim().is_empty() { "word".into() } else { text }
    }

    fn rich(&mut self) -> RichText {
        let text = self.text(true);
        let mut marks = Vec::new();
        for _ in 0..self.below(5) {
            let mut ends = [self.below(text.len() + 1), self.below(text.len() + 1)];
            ends.sort_unstable();
            let kind = match self.below(8) {
                0 => MarkKind::Italic,
                1 => MarkKind::Strikethrough,
                2 => MarkKind::Code,
                3 => MarkKind::Superscript,
                4 => MarkKind::Subscript,
                5 => MarkKind::Link(self.text(false)),
                _ => MarkKind::Bold,
            };
            marks.push(Mark { start: ends[0], end: ends[1], kind });
        }
        marks.sort_by_key(|mark| mark.start);
        RichText { text, marks }
    }

    fn table(&mut self) -> Table {
        let (rows, columns) = (1 + self.below(4), 1 + self.below(4));
        let mut cells = Cells::new(columns);
        (0..rows * columns).for_each(|_| cells.push_rich(&self.rich()));
        Table { cells, header_rows: self.below(3) as u32, ..Table::default() }
    }

    fn content(&mut self) -> Content {
        match self.below(12) {
            0 => Content::Title(self.rich()),
            1 => Content::Heading { level: self.below(8) as u8, text: self.rich() },
            2 => Content::Table(self.table()),
            3 => Content::Code { language: Some("rust".into()), text: self.text(true) },
            4 => Content::Image { description: self.text(true), url: Some(self.text(false)) },
            5 => Content::Header(self.rich()),
            6..9 => Content::ListItem {
                depth: self.below(4) as u32,
                number: self.pick(&[None, Some(1), Some(2), Some(3), Some(12)]),
                text: self.rich(),
            },
            _ => Content::Paragraph(self.rich()),
        }
    }

    fn block(&mut self) -> Block {
        let inside = Inside { quotes: self.pick(&[0, 0, 0, 1, 2, 40]), item: self.pick(&[0, 0, 0, 1, 3]) };
        Block { inside, ..Block::new(self.content()) }
    }

    fn document(&mut self) -> Document {
        let mut document = Document::default();
        for number in 1..=self.below(4) as u32 {
            document.pages.push(PageInfo { number, ..PageInfo::default() });
            for _ in 0..self.below(8) {
                document.blocks.push(Block { page: Some(number), ..self.block() });
            }
        }
        for _ in 0..self.below(8) {
            document.blocks.push(self.block());
        }
        document
    }
}

/// The text of a block, as a reader of the output should find it.
fn plain(content: &Content) -> String {
    match content {
        Content::Title(text)
        | Content::Heading { text, .. }
        | Content::Paragraph(text)
        | Content::ListItem { text, .. }
        | Content::Footnote { text, .. }
        | Content::Header(text)
        | Content::Footer(text) => text.text.clone(),
        Content::Code { text, .. } | Content::Formula(text) | Content::Image { description: text, .. } => text.clone(),
        Content::Table(table) => {
            (0..table.cells.rows()).flat_map(|row| table.cells.row(row).map(|cell| format!("{cell} "))).collect()
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn rendered(document: Document, format: OutputFormat) -> Extraction {
    render(document, format, &Job::default()).unwrap()
}

fn one(content: Content, format: OutputFormat) -> String {
    let mut document = Document::default();
    document.push(content);
    rendered(document, format).content
}

/// Blocks, each with the quotes around it and the list item that it goes on.
fn placed(blocks: &[(u32, u32, Content)], format: OutputFormat) -> String {
    let mut document = Document::default();
    for (quotes, item, content) in blocks {
        let inside = Inside { quotes: *quotes, item: *item };
        document.blocks.push(Block { inside, ..Block::new(content.clone()) });
    }
    rendered(document, format).content
}

fn code(text: &str) -> Content {
    Content::Code { language: None, text: text.into() }
}

#[test]
fn block_quotes_are_written_around_what_stands_in_them() {
    let blocks = [
        (0, 0, Content::Paragraph("a".into())),
        (1, 0, Content::Paragraph("b\nc".into())),
        (1, 0, item(1, None, "d")),
        (1, 0, item(1, None, "e")),
        (2, 0, code("f\n\ng")),
        (0, 0, Content::Paragraph("h".into())),
    ];
    let markdown = "a\n\n> b  \n> c\n>\n> - d\n> - e\n>\n> > ```\n> > f\n> >\n> > g\n> > ```\n\nh";
    assert_eq!(placed(&blocks, OutputFormat::Markdown), markdown);
    let html = "<p>a</p>\n<blockquote>\n<p>b<br>\nc</p>\n<ul><li>d</li>\n<li>e</li></ul>\n<blockquote>\n\
        <pre><code>f\n\ng</code></pre>\n</blockquote>\n</blockquote>\n<p>h</p>";
    assert_eq!(placed(&blocks, OutputFormat::Html), html);
    assert_eq!(placed(&blocks, OutputFormat::Text), "a\n\nb\nc\n\n- d\n- e\n\nf\n\ng\n\nh");
}

#[test]
fn formulas_in_sentences_are_read_as_formulas_again() {
    let sentence = |before: &str, formula: &str, after: &str| {
        let mark = Mark { start: before.len(), end: before.len() + formula.len(), kind: MarkKind::Formula };
        Content::Paragraph(RichText { text: format!("{before}{formula}{after}"), marks: vec![mark] })
    };
    let markdown = |content: &Content| one(content.clone(), OutputFormat::Markdown);
    let spaced = sentence("is ", "x_1*y_2", ", so");
    assert_eq!(markdown(&spaced), "is $x_1*y_2$, so");
    let found: Vec<Event> = Parser::new_ext("is $x_1*y_2$, so", Options::ENABLE_MATH).collect();
    assert!(found.contains(&Event::InlineMath("x_1*y_2".into())));
    assert_eq!(markdown(&sentence("a", "x^2", "b")), "a$`x^2`$b");
    assert_eq!(markdown(&sentence("", "a$b", "")), "a$b");
    assert_eq!(one(spaced, OutputFormat::Html), "<p>is <span class=\"formula\">x_1*y_2</span>, so</p>");
}

#[test]
fn items_of_lists_of_tasks_have_their_boxes_and_other_brackets_are_text() {
    let item =
        |text: &str| one(Content::ListItem { depth: 1, number: None, text: text.into() }, OutputFormat::Markdown);
    assert_eq!(item("[x] done"), "- [x] done");
    let boxes = |text: &str| {
        let markdown = item(text);
        let events = Parser::new_ext(&markdown, Options::ENABLE_TASKLISTS);
        events.filter(|event| matches!(event, Event::TaskListMarker(_))).count()
    };
    assert_eq!(["[ ] open", "[x] done", "[y] no", "[x]"].map(boxes), [1, 1, 0, 0]);
}

#[test]
fn what_a_list_item_holds_beside_its_text_does_not_end_the_list() {
    let blocks = [
        (0, 0, item(1, Some(9), "a")),
        (0, 1, Content::Paragraph("b".into())),
        (0, 0, item(2, None, "c")),
        (0, 1, code("d\ne")),
        (0, 0, item(1, Some(10), "f")),
        (0, 0, Content::Paragraph("g".into())),
    ];
    let markdown = "9. a\n\n   b\n   - c\n\n   ```\n   d\n   e\n   ```\n10. f\n\ng";
    assert_eq!(placed(&blocks, OutputFormat::Markdown), markdown);
    let html = "<ol start=\"9\"><li>a\n<p>b</p>\n<ul><li>c</li></ul>\n<pre><code>d\ne</code></pre></li>\n<li>f</li></ol>\n<p>g</p>";
    assert_eq!(placed(&blocks, OutputFormat::Html), html);
}

#[test]
fn elements_know_where_their_text_is_within_quotes() {
    let mut document = Document::default();
    for text in ["one\ntwo", "three"] {
        let inside = Inside { quotes: 2, item: 0 };
        document.blocks.push(Block { inside, ..Block::new(Content::Paragraph(text.into())) });
    }
    let Extraction { content, elements, .. } = rendered(document, OutputFormat::Markdown);
    assert_eq!(content, "> > one  \n> > two\n> >\n> > three");
    let texts: Vec<&str> = elements.iter().map(|element| &content[element.text.start..element.text.end]).collect();
    assert_eq!(texts, ["one  \n> > two", "three"]);
}

fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS
}

/// The text of Markdown, as an independent parser reads it.
fn markdown_text(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, markdown_options()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::TaskListMarker(done) => text.push_str(if done { "[x] " } else { "[ ] " }),
            Event::InlineHtml(tag) if &*tag == "<br>" => text.push(' '),
            Event::InlineHtml(tag) => assert!(tag.len() < 8, "{tag}"),
            Event::End(end)
                if !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) =>
            {
                text.push(' ');
            }
            Event::Start(Tag::Item) | Event::Start(Tag::List(_)) => text.push(' '),
            Event::Start(_) | Event::End(_) => {}
            other => panic!("unexpected {other:?}"),
        }
    }
    text
}

#[test]
fn markdown_says_the_same_to_an_independent_parser() {
    let mut random = Random(1);
    for _ in 0..3000 {
        let document = random.document();
        let expected: String = document.blocks.iter().map(|block| plain(&block.content) + " ").collect();
        let blocks = format!("{:#?}", document.blocks);
        let markdown = rendered(document, OutputFormat::Markdown).content;
        assert_eq!(words(&markdown_text(&markdown)), words(&expected), "\n{markdown}\n{blocks}");
    }
}

/// The numbers of list items and the levels of headings, as an independent parser reads them.
fn markdown_structure(markdown: &str) -> (Vec<Option<u64>>, Vec<u8>) {
    let (mut lists, mut items, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    for event in Parser::new_ext(markdown, markdown_options()) {
        match event {
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                let next: &mut Option<u64> = lists.last_mut().unwrap();
                items.push(*next);
                *next = next.map(|number| number + 1);
            }
            Event::Start(Tag::Heading { level, .. }) => levels.push(level as u8),
            _ => {}
        }
    }
    (items, levels)
}

#[test]
fn markdown_keeps_the_numbers_of_items_and_the_levels_of_headings() {
    let mut random = Random(2);
    for _ in 0..1000 {
        let document = random.document();
        let (mut items, mut levels) = (Vec::new(), Vec::new());
        for block in &document.blocks {
            match &block.content {
                Content::ListItem { number, .. } => items.push(number.map(u64::from)),
                Content::Heading { level, .. } => levels.push((*level).clamp(1, 6)),
                Content::Title(_) => levels.push(1),
                _ => {}
            }
        }
        let markdown = rendered(document, OutputFormat::Markdown).content;
        assert_eq!(markdown_structure(&markdown), (items, levels), "\n{markdown}");
    }
}

#[test]
fn text_says_every_word_in_order() {
    let mut random = Random(3);
    for _ in 0..1000 {
        let mut document = random.document();
        document.blocks.retain(|block| !matches!(block.content, Content::ListItem { .. }));
        let expected: String = document.blocks.iter().map(|block| plain(&block.content) + " ").collect();
        let text = rendered(document, OutputFormat::Text).content;
        assert_eq!(words(&text), words(&expected), "\n{text}");
    }
}

#[test]
fn html_says_every_word_in_order_and_nests_its_elements() {
    let mut random = Random(4);
    for _ in 0..1000 {
        let document = random.document();
        let expected: String = document
            .blocks
            .iter()
            .filter(|block| !matches!(block.content, Content::Image { .. }))
            .map(|block| plain(&block.content) + " ")
            .collect();
        let html = rendered(document, OutputFormat::Html).content;
        let mut text = String::new();
        let mut open = Vec::new();
        let mut rest = html.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = tag.split_once('>').unwrap();
            let name = tag.split(' ').next().unwrap();
            rest = after;
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
                None if matches!(name, "br" | "img") => {}
                None => open.push(name),
            }
            if !matches!(name.trim_start_matches('/'), "strong" | "em" | "del" | "code" | "sup" | "sub" | "a") {
                text.push(' ');
            }
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(words(&text), words(&expected), "\n{html}");
        assert!(open.is_empty() && rest.is_empty(), "{html}");
    }
}

#[test]
fn elements_and_pages_lie_one_after_another_in_the_content() {
    let mut random = Random(5);
    for format in [OutputFormat::Text, OutputFormat::Markdown, OutputFormat::Html] {
        for _ in 0..500 {
            let extraction = rendered(random.document(), format);
            let mut end = 0;
            for element in &extraction.elements {
                assert!(element.text.start >= end && element.text.end >= element.text.start);
                assert!(extraction.content.get(element.text.start..element.text.end).is_some());
                end = element.text.end;
                let page = element.page.map(|number| &extraction.pages[number as usize - 1].content);
                assert!(page.is_none_or(|page| page.start <= element.text.start && element.text.end <= page.end));
            }
            let mut end = 0;
            for page in &extraction.pages {
                assert!(page.content.start >= end && page.content.end >= page.content.start);
                let content = extraction.content.get(page.content.start..page.content.end).unwrap();
                assert!(!content.starts_with('\n'), "{content:?}");
                end = page.content.end;
            }
            assert!(end <= extraction.content.len());
        }
    }
}

fn item(depth: u32, number: Option<u32>, text: &str) -> Content {
    Content::ListItem { depth, number, text: text.into() }
}

fn sample() -> Document {
    let mut document = Document::default();
    document.push(Content::Heading { level: 2, text: "Fruit".into() });
    document.push(item(1, None, "apple"));
    document.push(item(2, Some(1), "red\nand sweet"));
    document.push(item(2, Some(2), "green"));
    document.push(item(1, None, "pear"));
    document.push(Content::Paragraph("Prices:".into()));
    let cells = Cells::from_rows(&[["kind", "price"], ["apple|pear", "1\n2"]]);
    document.push(Content::Table(Table { cells, header_rows: 1, ..Table::default() }));
    document
}

#[test]
fn text_has_blank_lines_between_blocks_tight_lists_and_tab_separated_rows() {
    let text = rendered(sample(), OutputFormat::Text).content;
    let expected =
        "Fruit\n\n- apple\n  1. red\nand sweet\n  2. green\n- pear\n\nPrices:\n\nkind\tprice\napple|pear\t1 2";
    assert_eq!(text, expected);
}

#[test]
fn markdown_indents_lists_and_escapes_pipes() {
    let markdown = rendered(sample(), OutputFormat::Markdown).content;
    let expected = "## Fruit\n\n- apple\n  1. red  \n     and sweet\n  2. green\n- pear\n\nPrices:\n\n\
        | kind | price |\n| --- | --- |\n| apple\\|pear | 1<br>2 |";
    assert_eq!(markdown, expected);
}

#[test]
fn html_nests_lists_and_tells_headers_of_tables() {
    let html = rendered(sample(), OutputFormat::Html).content;
    let expected = "<h2>Fruit</h2>\n<ul><li>apple\n<ol><li>red<br>\nand sweet</li>\n<li>green</li></ol></li>\n<li>pear</li></ul>\n\
        <p>Prices:</p>\n<table>\n<thead>\n<tr><th>kind</th><th>price</th></tr>\n</thead>\n<tbody>\n\
        <tr><td>apple|pear</td><td>1<br>\n2</td></tr>\n</tbody>\n</table>";
    assert_eq!(html, expected);
}

fn marked(text: &str, marks: &[(&str, MarkKind)]) -> Content {
    let marks = marks.iter().map(|(part, kind)| {
        let start = text.find(part).unwrap();
        Mark { start, end: start + part.len(), kind: kind.clone() }
    });
    Content::Paragraph(RichText { text: text.into(), marks: marks.collect() })
}

#[test]
fn marks_in_cells_are_written_in_the_way_of_the_format() {
    let link = MarkKind::Link("https://a.example/?a|b".into());
    let parts = [("bold", MarkKind::Bold), ("link", link), ("a|b", MarkKind::Code), ("code", MarkKind::Code)];
    let Content::Paragraph(cell) = marked("bold\nlink a|b code | no", &parts) else { panic!() };
    let mut cells = Cells::new(2);
    cells.push("head");
    cells.push_rich(&RichText { text: "H2".into(), marks: vec![Mark { start: 1, end: 2, kind: MarkKind::Subscript }] });
    cells.push_rich(&cell);
    cells.push("*");
    let table = || Content::Table(Table { cells: cells.clone(), header_rows: 1, ..Table::default() });
    assert_eq!(one(table(), OutputFormat::Text), "head\tH2\nbold link a|b code | no\t*");
    assert_eq!(
        one(table(), OutputFormat::Markdown),
        "| head | H<sub>2</sub> |\n| --- | --- |\n\
        | **bold**<br>[link](https://a.example/?a%7Cb) <code>a\\|b</code> `code` \\| no | * |"
    );
    assert_eq!(
        one(table(), OutputFormat::Html),
        "<table>\n<thead>\n<tr><th>head</th><th>H<sub>2</sub></th></tr>\n</thead>\n<tbody>\n\
        <tr><td><strong>bold</strong><br>\n<a href=\"https://a.example/?a|b\">link</a> <code>a|b</code> \
        <code>code</code> | no</td><td>*</td></tr>\n</tbody>\n</table>"
    );
}

#[test]
fn marks_are_written_in_the_way_of_the_format() {
    let link = || MarkKind::Link("https://a.example/?x=1&y=\"2\"".into());
    let content = || {
        marked(
            "bold italic struck code H2O x3 link",
            &[
                ("bold", MarkKind::Bold),
                ("italic", MarkKind::Italic),
                ("struck", MarkKind::Strikethrough),
                ("code", MarkKind::Code),
                ("2", MarkKind::Subscript),
                ("3", MarkKind::Superscript),
                ("link", link()),
            ],
        )
    };
    assert_eq!(one(content(), OutputFormat::Text), "bold italic struck code H2O x3 link");
    let markdown = one(content(), OutputFormat::Markdown);
    let expected =
        "**bold** *italic* ~~struck~~ `code` H<sub>2</sub>O x<sup>3</sup> [link](https://a.example/?x=1&y=\"2\")";
    assert_eq!(markdown, expected);
    let html = one(content(), OutputFormat::Html);
    let expected = "<p><strong>bold</strong> <em>italic</em> <del>struck</del> <code>code</code> H<sub>2</sub>O \
        x<sup>3</sup> <a href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\">link</a></p>";
    assert_eq!(html, expected);
}

#[test]
fn prose_is_not_escaped_without_need() {
    for text in ["snake_case, 5 * 3 = 15, ~5 % [1] a < b & c", "AT&T: C:\\dir; see (p. 3) - or not! #5", "1.5 kg -2 +3"]
    {
        assert_eq!(one(Content::Paragraph(text.into()), OutputFormat::Markdown), text);
    }
}

#[test]
fn text_that_looks_like_a_block_stays_a_paragraph() {
    for (text, markdown) in [
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("12. x", "12\\. x"),
        ("> x", "\\> x"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("a\n===", "a  \n\\==="),
        ("~~~", "\\~\\~\\~"),
        ("[x] y", "\\[x] y"),
        ("[a]: b", "[a\\]: b"),
        ("+", "\\+"),
    ] {
        assert_eq!(one(Content::Paragraph(text.into()), OutputFormat::Markdown), markdown);
    }
}

#[test]
fn a_number_that_does_not_follow_starts_a_list_of_its_own() {
    let mut document = Document::default();
    for number in [1, 2, 1, 7] {
        document.push(item(1, Some(number), "x"));
    }
    let markdown = rendered(document, OutputFormat::Markdown).content;
    assert_eq!(markdown, "1. x\n2. x\n1) x\n\n7. x");
}

#[test]
fn code_is_fenced_by_more_backticks_than_it_has() {
    let code = Content::Code { language: Some("sh\nx".into()), text: "```\n\n  echo `a`\n".into() };
    assert_eq!(one(code, OutputFormat::Markdown), "````sh\n```\n\n  echo `a`\n````");
    let code = Content::Code { language: None, text: "a < b".into() };
    assert_eq!(one(code, OutputFormat::Html), "<pre><code>a &lt; b</code></pre>");
}

#[test]
fn footnotes_are_linked_and_labels_used_anew_are_told_apart() {
    let mut document = Document::default();
    for page in ["first", "second"] {
        document.push(marked(&format!("{page} 1"), &[("1", MarkKind::FootnoteReference)]));
        document.push(Content::Footnote { label: "1".into(), text: "note".into() });
    }
    document.push(marked("none 9", &[("9", MarkKind::FootnoteReference)]));
    let markdown = rendered(document, OutputFormat::Markdown).content;
    assert_eq!(markdown, "first [^1]\n\n[^1]: note\n\nsecond [^1-2]\n\n[^1-2]: note\n\nnone 9");
}

#[test]
fn links_that_would_run_scripts_are_not_written() {
    for url in ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x", "vbscript:x"] {
        let content = || marked("x", &[("x", MarkKind::Link(url.into()))]);
        assert_eq!(one(content(), OutputFormat::Html), "<p>x</p>");
        assert_eq!(one(content(), OutputFormat::Markdown), "x");
        let image = || Content::Image { description: "x".into(), url: Some(url.into()) };
        assert_eq!(one(image(), OutputFormat::Html), "<figure><figcaption>x</figcaption></figure>");
        assert_eq!(one(image(), OutputFormat::Markdown), "![x]()");
    }
}

#[test]
fn images_and_formulas_are_written() {
    let image = || Content::Image { description: "a [cat]".into(), url: Some("cat (1).png".into()) };
    assert_eq!(one(image(), OutputFormat::Text), "a [cat]");
    assert_eq!(one(image(), OutputFormat::Markdown), "![a \\[cat\\]](cat%20(1).png)");
    assert_eq!(one(image(), OutputFormat::Html), "<img src=\"cat (1).png\" alt=\"a [cat]\">");
    assert_eq!(one(Content::Formula("a_1\n< b".into()), OutputFormat::Markdown), "$$a_1 < b$$");
    assert_eq!(one(Content::Formula("a $ b".into()), OutputFormat::Markdown), "```math\na $ b\n```");
    assert_eq!(one(Content::Formula("a < b".into()), OutputFormat::Html), "<p class=\"formula\">a &lt; b</p>");
}

#[test]
fn what_is_blank_leaves_no_trace() {
    for format in [OutputFormat::Text, OutputFormat::Markdown, OutputFormat::Html] {
        let mut document = Document::default();
        document.push(Content::Paragraph("a".into()));
        document.push(Content::Paragraph(" \n".into()));
        document.push(Content::Image { description: String::new(), url: None });
        document.push(Content::Table(Table::default()));
        let extraction = rendered(document, format);
        assert_eq!(extraction.elements.len(), 3);
        assert_eq!(
            extraction.elements[1].text,
            TextRange { start: extraction.content.len(), end: extraction.content.len() }
        );
        assert!(!extraction.content.ends_with('\n'));
    }
}

#[test]
fn tables_move_out_and_are_known_by_their_pages() {
    let mut document = Document::default();
    for number in [4, 7, 9] {
        document.pages.push(PageInfo { number, ..PageInfo::default() });
    }
    for page in [4, 9, 9] {
        let table = Table { cells: Cells::from_rows(&[["a", "b c"]]), ..Table::default() };
        document.blocks.push(Block { page: Some(page), ..Block::new(Content::Table(table)) });
    }
    let extraction = rendered(document, OutputFormat::Text);
    let tables: Vec<_> = extraction.pages.iter().map(|page| page.tables.clone()).collect();
    assert_eq!(tables, [vec![0], vec![], vec![1, 2]]);
    assert_eq!(extraction.elements[2].table, Some(2));
    assert_eq!(extraction.tables[2].page, Some(9));
    assert_eq!(extraction.metadata.words, 9);
    let ranges: Vec<_> = extraction.pages.iter().map(|page| (page.content.start, page.content.end)).collect();
    assert_eq!(ranges, [(0, 5), (5, 5), (7, 19)]);
}

#[test]
fn a_cancelled_job_stops_a_large_table() {
    let mut cells = Cells::new(1);
    (0..1000).for_each(|_| cells.push("x"));
    let table = Table { cells, ..Table::default() };
    let job = Job::default();
    job.cancel();
    let stopped = |mut writer: Box<dyn Writer>| {
        writer.block(&Content::Table(table.clone()), Inside::default(), &mut String::new(), &job).unwrap_err().code
    };
    assert_eq!(stopped(Box::<text::Text>::default()), lode_runtime::ErrorCode::Cancelled);
    assert_eq!(stopped(Box::<markdown::Markdown>::default()), lode_runtime::ErrorCode::Cancelled);
    assert_eq!(stopped(Box::<html::Html>::default()), lode_runtime::ErrorCode::Cancelled);
}

#[test]
fn what_refers_to_a_footnote_leads_to_it_with_brackets_around_its_label_or_without() {
    let mut document = Document::default();
    for text in ["a[1] b", "c1 d"] {
        let end = text.find(' ').unwrap();
        let marks = vec![Mark { start: 1, end, kind: MarkKind::FootnoteReference }];
        document.push(Content::Paragraph(RichText { text: text.into(), marks }));
    }
    document.push(Content::Footnote { label: "1".into(), text: "e".into() });
    let html = "<p>a<sup><a href=\"#footnote-1\">[1]</a></sup> b</p>\n<p>c<sup><a href=\"#footnote-1\">1</a></sup> d</p>\n\
        <aside role=\"doc-footnote\" id=\"footnote-1\"><sup>1</sup> e</aside>";
    let clone = Document { blocks: document.blocks.clone(), ..Document::default() };
    assert_eq!(rendered(clone, OutputFormat::Html).content, html);
    assert_eq!(rendered(document, OutputFormat::Markdown).content, "a[^1] b\n\nc[^1] d\n\n[^1]: e");
}
