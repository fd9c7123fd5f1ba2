//! Markdown: CommonMark with GitHub's tables, strikethrough, task lists and footnotes, and YAML in front.

use lode_runtime::{Bytes, Job, Result};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::charset::decode_text;
use crate::document::{Block, Content, Document, Inside, MarkKind, RichText};
use crate::formats::Context;
use crate::inline::{Inline, is_link};
use crate::model::{Cells, Metadata, Table};
use crate::web::html;

/// Reads Markdown.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let (text, charset) = decode_text(bytes.as_ref().as_ref(), None);
    let mut document = read_str(&text, context)?;
    document.metadata.charset = Some(charset.into());
    Ok(document)
}

/// Reads Markdown that is decoded already.
///
/// # Errors
/// `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read_str(text: &str, context: &Context) -> Result<Document> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    context.job.check()?;
    let mut builder = Builder::new(context);
    for (number, event) in Parser::new_ext(text, options).enumerate() {
        if number % 1024 == 0 {
            context.job.check()?;
        }
        builder.event(event)?;
    }
    builder.flush();
    let mut document = builder.document;
    document.links = builder.inline.into_links();
    Ok(document)
}

struct Builder<'a> {
    context: &'a Context<'a>,
    document: Document,
    inline: Inline,
    /// Open lists: the number of the next item of an ordered one.
    lists: Vec<Option<u64>>,
    /// For each open block quote, how many lists are around it.
    quotes: Vec<usize>,
    /// The item whose text comes next.
    item: Option<Option<u32>>,
    heading: Option<u8>,
    footnote: Option<String>,
    /// Text that is no paragraph: code, HTML, front matter, the description of a picture.
    verbatim: Option<Verbatim>,
    table: Option<TableBuilder>,
}

struct Verbatim {
    kind: VerbatimKind,
    text: String,
}

enum VerbatimKind {
    Code(Option<String>),
    Html,
    FrontMatter,
    Picture(String),
}

#[derive(Default)]
struct TableBuilder {
    columns: usize,
    rows: u64,
    text: Vec<RichText>,
}

impl<'a> Builder<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            document: Document::default(),
            inline: Inline::default(),
            lists: Vec::new(),
            quotes: Vec::new(),
            item: None,
            heading: None,
            footnote: None,
            verbatim: None,
            table: None,
        }
    }

    fn event(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => return self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.verbatim {
                Some(verbatim) => verbatim.text.push_str(&text),
                None => self.inline_html(&text),
            },
            Event::Code(text) => {
                self.inline.open(MarkKind::Code);
                self.text(&text);
                self.inline.close(|kind| *kind == MarkKind::Code);
            }
            Event::FootnoteReference(label) => {
                self.inline.open(MarkKind::FootnoteReference);
                self.text(&format!("[{label}]"));
                self.inline.close(|kind| *kind == MarkKind::FootnoteReference);
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline.push_break(),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.inline.open(MarkKind::Italic),
            Tag::Strong => self.inline.open(MarkKind::Bold),
            Tag::Strikethrough => self.inline.open(MarkKind::Strikethrough),
            Tag::Link { dest_url, .. } => self.inline.open(MarkKind::Link(dest_url.into_string())),
            Tag::Image { dest_url, .. } => self.begin(VerbatimKind::Picture(dest_url.into_string())),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.begin(VerbatimKind::Code(language(kind)));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.begin(VerbatimKind::Html);
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.begin(VerbatimKind::FrontMatter),
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let next = self.lists.last_mut().and_then(Option::as_mut);
                let number = next.map(|next| {
                    let number = *next;
                    *next = next.saturating_add(1);
                    u32::try_from(number).unwrap_or(u32::MAX)
                });
                self.item = Some(number);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes.push(self.lists.len());
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.footnote = Some(label.into_string());
            }
            Tag::Table(columns) => {
                self.flush();
                self.table = Some(TableBuilder { columns: columns.len(), ..TableBuilder::default() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<()> {
        match tag {
            TagEnd::Emphasis => self.inline.close(|kind| *kind == MarkKind::Italic),
            TagEnd::Strong => self.inline.close(|kind| *kind == MarkKind::Bold),
            TagEnd::Strikethrough => self.inline.close(|kind| *kind == MarkKind::Strikethrough),
            TagEnd::Link => self.inline.close(is_link),
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                if let Some(verbatim) = self.verbatim.take() {
                    return self.end_verbatim(verbatim);
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::Item => {
                self.flush();
                self.item = None;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = None;
            }
            TagEnd::TableCell => {
                let text = self.take();
                self.table.iter_mut().for_each(|table| table.text.push(text.clone()));
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.iter_mut().for_each(|table| table.rows += 1),
            TagEnd::Table => return self.end_table(),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, kind: VerbatimKind) {
        self.verbatim = Some(Verbatim { kind, text: String::new() });
    }

    fn text(&mut self, text: &str) {
        match &mut self.verbatim {
            Some(verbatim) => verbatim.text.push_str(text),
            None => self.inline.push_as_is(text),
        }
    }

    /// The text of a block or cell; marks that HTML has opened in it end with it.
    fn take(&mut self) -> RichText {
        self.inline.close_all_but(0);
        self.inline.take()
    }

    fn inline_html(&mut self, tag: &CowStr) {
        let inside = tag.trim_start_matches('<');
        let closes = inside.starts_with('/');
        let name =
            inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let kind = match name.to_ascii_lowercase().as_str() {
            "br" => return self.inline.push_break(),
            "b" | "strong" => MarkKind::Bold,
            "i" | "em" => MarkKind::Italic,
            "s" | "del" => MarkKind::Strikethrough,
            "code" | "kbd" | "samp" => MarkKind::Code,
            "sup" => MarkKind::Superscript,
            "sub" => MarkKind::Subscript,
            _ => return,
        };
        if closes {
            self.inline.close(|open| *open == kind);
        } else {
            self.inline.open(kind);
        }
    }

    fn end_verbatim(&mut self, verbatim: Verbatim) -> Result<()> {
        let text = verbatim.text;
        match verbatim.kind {
            VerbatimKind::Code(language) => {
                self.put(Content::Code { language, text: text.trim_end_matches('\n').to_string() });
            }
            VerbatimKind::Html => {
                let part = html::read_str(&text, self.context)?;
                let here = self.inside();
                let placed = |block: Block| Block { inside: here.with(block.inside), ..block };
                self.document.blocks.extend(part.blocks.into_iter().map(placed));
                self.document.links.extend(part.links);
            }
            VerbatimKind::FrontMatter => read_front_matter(&text, &mut self.document.metadata),
            // A picture within a text is told by its description.
            VerbatimKind::Picture(_) if !self.inline.is_empty() || self.table.is_some() => {
                self.inline.push_as_is(&text)
            }
            VerbatimKind::Picture(url) => self.put(Content::Image { description: text, url: Some(url) }),
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<()> {
        let Some(table) = self.table.take() else { return Ok(()) };
        charge(self.context.job, &table)?;
        let mut cells = Cells::new(table.columns);
        table.text.iter().for_each(|cell| cells.push_rich(cell));
        self.put(Content::Table(Table { cells, header_rows: 1, ..Table::default() }));
        Ok(())
    }

    fn flush(&mut self) {
        let text = self.take();
        let heading = self.heading.take();
        if !text.text.is_empty() {
            let content = self.content(text, heading);
            self.put(content);
        }
    }

    fn put(&mut self, content: Content) {
        self.document.blocks.push(Block { inside: self.inside(), ..Block::new(content) });
    }

    /// The quotes around what is read now, and the list item within the innermost of them.
    fn inside(&self) -> Inside {
        let (lists, quotes) = (self.lists.len(), self.quotes.len());
        let item = if lists > self.quotes.last().copied().unwrap_or(0) { lists } else { 0 };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Inside { quotes: number(quotes), item: number(item) }
    }

    fn content(&mut self, text: RichText, heading: Option<u8>) -> Content {
        if let Some(level) = heading {
            return Content::Heading { level, text };
        }
        if let Some(label) = &self.footnote {
            return Content::Footnote { label: label.clone(), text };
        }
        match self.item.take() {
            Some(number) => {
                let depth = u32::try_from(self.lists.len()).unwrap_or(u32::MAX).max(1);
                Content::ListItem { depth, number, text }
            }
            None => Content::Paragraph(text),
        }
    }
}

fn charge(job: &Job, table: &TableBuilder) -> Result<()> {
    job.charge_cells(table.rows.saturating_mul(table.columns as u64))
}

fn language(kind: CodeBlockKind) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    info.split([' ', ',', '{']).next().filter(|language| !language.is_empty()).map(str::to_string)
}

/// The fields of YAML front matter that are plain values or lists, which is all that site generators write there.
fn read_front_matter(yaml: &str, metadata: &mut Metadata) {
    let mut list: Option<&str> = None;
    for line in yaml.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            let item = unquoted(item);
            match list {
                Some("author" | "authors") => metadata.authors.push(item.into()),
                Some("keywords" | "tags") => metadata.keywords.push(item.into()),
                _ => {}
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with([' ', '#'])) else { continue };
        let value = value.trim();
        list = value.is_empty().then_some(key);
        if value.is_empty() {
            continue;
        }
        let many = || value.trim_matches(['[', ']']).split(',').map(|item| unquoted(item).to_string());
        match key {
            "title" => metadata.title = Some(unquoted(value).into()),
            "description" => metadata.description = Some(unquoted(value).into()),
            "lang" | "language" => metadata.language = Some(unquoted(value).into()),
            "author" | "authors" => metadata.authors = many().collect(),
            "keywords" | "tags" => metadata.keywords = many().collect(),
            _ => {}
        }
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inside = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use lode_runtime::ErrorCode;

    use super::*;
    use crate::document::Mark;
    use crate::options::ExtractOptions;

    fn read_with(job: &Job, text: &str) -> Result<Document> {
        let options = ExtractOptions::default();
        let bytes: Bytes = std::sync::Arc::new(text.as_bytes().to_vec());
        read(&bytes, &Context { job, options: &options, depth: 0, name: None })
    }

    fn blocks(text: &str) -> Vec<Content> {
        read_with(&Job::default(), text).unwrap().blocks.into_iter().map(|block| block.content).collect()
    }

    #[test]
    fn headings_paragraphs_and_marks_are_read() {
        let marks = vec![
            Mark { start: 2, end: 10, kind: MarkKind::Bold },
            Mark { start: 7, end: 10, kind: MarkKind::Italic },
            Mark { start: 11, end: 12, kind: MarkKind::Code },
        ];
        let expected = [
            Content::Heading { level: 2, text: "Title".into() },
            Content::Paragraph(RichText { text: "a bold one c\nd".into(), marks }),
        ];
        assert_eq!(blocks("## Title\n\na **bold *one*** `c`  \nd"), expected);
    }

    #[test]
    fn tags_in_a_sentence_mark_it_and_no_other() {
        let marks =
            vec![Mark { start: 1, end: 2, kind: MarkKind::Subscript }, Mark { start: 6, end: 7, kind: MarkKind::Bold }];
        let expected = [Content::Paragraph(RichText { text: "H2O a b".into(), marks }), Content::Paragraph("c".into())];
        assert_eq!(blocks("H<sub>2</sub>O <x>a</x> <STRONG>b\n\nc"), expected);
    }

    #[test]
    fn lists_nest_and_count() {
        let item = |depth, number, text: &str| Content::ListItem { depth, number, text: text.into() };
        let expected = [
            item(1, None, "a"),
            item(2, Some(3), "b"),
            item(2, Some(4), "c"),
            Content::Paragraph("more".into()),
            item(1, None, "[x] d"),
        ];
        assert_eq!(blocks("- a\n\n  3. b\n  4. c\n\n     more\n- [x] d"), expected);
    }

    /// Texts, each with the quotes around it and the list item that it goes on.
    fn places(text: &str) -> Vec<(String, u32, u32)> {
        let blocks = read_with(&Job::default(), text).unwrap().blocks;
        let place = |block: Block| match block.content {
            Content::Paragraph(text) | Content::ListItem { text, .. } => {
                (text.text, block.inside.quotes, block.inside.item)
            }
            Content::Code { text, .. } => (text, block.inside.quotes, block.inside.item),
            other => panic!("{other:?}"),
        };
        blocks.into_iter().map(place).collect()
    }

    #[test]
    fn blocks_know_the_quotes_and_the_item_that_they_stand_in() {
        let place = |text: &str, quotes, item| (text.to_string(), quotes, item);
        assert_eq!(
            places("a\n\n> b\n>\n> > c\n\n- d\n\n  e\n\n  > f\n\n  ```\n  g\n  ```\n\nh"),
            [
                place("a", 0, 0),
                place("b", 1, 0),
                place("c", 2, 0),
                place("d", 0, 1),
                place("e", 0, 1),
                place("f", 1, 0),
                place("g", 0, 1),
                place("h", 0, 0),
            ]
        );
        assert_eq!(places("> <blockquote>a</blockquote>"), [place("a", 2, 0)]);
        assert_eq!(places("- b\n\n  <p>c</p>"), [place("b", 0, 1), place("c", 0, 1)]);
    }

    #[test]
    fn tables_have_one_header_row() {
        let [Content::Table(table)] = &blocks("| a | b |\n|---|---|\n| 1 | *2* |\n| 3 |\n")[..] else { panic!() };
        assert_eq!((table.cells.rows(), table.cells.columns(), table.header_rows), (3, 2, 1));
        assert_eq!((table.cells.get(1, 1), table.cells.get(2, 1)), ("2", ""));
        assert_eq!(table.cells.rich(1, 1).unwrap().marks[0].kind, MarkKind::Italic);
    }

    #[test]
    fn code_keeps_its_language_and_lines() {
        let code = |language: Option<&str>, text: &str| Content::Code {
            language: language.map(str::to_string),
            text: text.into(),
        };
        assert_eq!(
            blocks("```rust,ignore\nfn f() {\n    1\n}\n```\n\n    indented\n"),
            [code(Some("rust"), "fn f() {\n    1\n}"), code(None, "indented"),]
        );
    }

    #[test]
    fn links_pictures_and_footnotes_are_read() {
        let document =
            read_with(&Job::default(), "[text](http://a.b) x[^1]\n\n![cat](cat.png)\n\n[^1]: Note.").unwrap();
        assert_eq!((document.links[0].url.as_str(), document.links[0].text.as_str()), ("http://a.b", "text"));
        let contents: Vec<&Content> = document.blocks.iter().map(|block| &block.content).collect();
        assert!(
            matches!(contents[1], Content::Image { description, url: Some(url) } if description == "cat" && url == "cat.png")
        );
        assert!(matches!(contents[2], Content::Footnote { label, text } if label == "1" && text.text == "Note."));
        let Content::Paragraph(text) = contents[0] else { panic!() };
        assert_eq!(text.text, "text x[1]");
        assert!(text.marks.contains(&Mark { start: 6, end: 9, kind: MarkKind::FootnoteReference }));
    }

    #[test]
    fn html_in_markdown_is_read_as_html() {
        assert_eq!(
            blocks("<h1 align=\"center\">Lode</h1>\n\ntext<br>more <sub>x</sub>"),
            [
                Content::Heading { level: 1, text: "Lode".into() },
                Content::Paragraph(RichText {
                    text: "text\nmore x".into(),
                    marks: vec![Mark { start: 10, end: 11, kind: MarkKind::Subscript }]
                }),
            ]
        );
    }

    #[test]
    fn front_matter_is_metadata() {
        let text = "---\ntitle: \"A: B\"\nauthors:\n  - Ann\n  - 'Bob'\ntags: [x, y]\nlang: de\n---\n# Text";
        let document = read_with(&Job::default(), text).unwrap();
        let metadata = document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("A: B"));
        assert_eq!(
            (metadata.authors, metadata.keywords),
            (vec!["Ann".into(), "Bob".into()], vec!["x".into(), "y".into()])
        );
        assert_eq!((metadata.language.as_deref(), document.blocks.len()), (Some("de"), 1));
    }

    #[test]
    fn a_cancelled_job_stops() {
        let job = Job::default();
        job.cancel();
        assert_eq!(read_with(&job, "text").unwrap_err().code, ErrorCode::Cancelled);
    }

    #[test]
    fn nesting_without_end_does_no_harm() {
        for unit in ["> ", "- ", "*a ", "[", "![", "`", "<a>", "[^1]: ", "|a"] {
            let document = read_with(&Job::default(), &unit.repeat(20_000)).unwrap();
            assert!(document.blocks.len() < 50_000, "{unit}");
        }
    }
}
