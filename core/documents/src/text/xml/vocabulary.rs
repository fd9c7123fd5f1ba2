//! XML that is a document: FictionBook, DocBook, JATS, OPML, RSS and Atom. Each names elements that HTML has, too, by other names;
//! a document is written as HTML with these, and read as that.

use lode_runtime::{Job, Result};

use crate::model::Metadata;
use crate::render::escape_attribute;
use crate::xml::{Node, Tag, Walker};

/// What is done with an element.
#[derive(Clone, Copy, PartialEq)]
enum As {
    /// Written as an element of HTML.
    Html(&'static str),
    /// The title of the section that it is in; that of the outermost is the document's.
    Title,
    /// A section: titles in it are a level deeper.
    Section,
    /// Left out.
    Nothing,
    /// Left out, with its text kept as an author.
    Author,
    /// A word of its own.
    Word,
    /// A link to what an attribute says.
    Link(&'static str),
    /// Text that is HTML, written as text.
    Text,
    /// An item that an attribute holds, with items in it.
    Outline,
    /// A note in the middle of the text that it is for.
    Note,
    /// The notes at the end, whose titles are their labels.
    Notes,
    /// The title of the document, told apart from its text.
    Name,
    /// The language of the document.
    Language,
    /// What belongs together: a term and its definition, several forms of one thing, a figure. Its title is none of a section.
    Entry,
    /// What refers to a note.
    Reference,
    /// Formulas and XHTML, which are the same everywhere.
    Verbatim,
}

/// A vocabulary: elements that are not named stand for their content.
pub struct Vocabulary(&'static [(&'static str, As)]);

use As::{
    Author, Entry, Html, Language, Link, Name, Note, Notes, Nothing, Outline, Reference, Section, Text, Title,
    Verbatim, Word,
};

/// FictionBook 2.
#[rustfmt::skip]
const FICTION_BOOK: Vocabulary = Vocabulary(&[
    ("document-info", Nothing), ("publish-info", Nothing), ("custom-info", Nothing),
    ("src-title-info", Nothing), ("stylesheet", Nothing), ("binary", Nothing), ("genre", Nothing), ("annotation", Nothing),
    ("date", Nothing), ("coverpage", Nothing), ("translator", Nothing), ("book-title", Name), ("author", Author), ("lang", Language),
    ("body", Notes), ("section", Section), ("title", Title),
    ("subtitle", Html("p")), ("p", Html("p")), ("v", Html("p")), ("text-author", Html("p")), ("emphasis", Html("em")),
    ("strong", Html("strong")), ("strikethrough", Html("s")), ("sub", Html("sub")), ("sup", Html("sup")), ("code", Html("code")),
    ("a", Link("href")), ("cite", Html("blockquote")), ("epigraph", Html("blockquote")), ("stanza", Html("div")),
    ("table", Html("table")), ("tr", Html("tr")), ("th", Html("th")), ("td", Html("td")),
]);

/// DocBook 4 and 5.
#[rustfmt::skip]
const DOCBOOK: Vocabulary = Vocabulary(&[
    ("title", Title), ("subtitle", Html("p")), ("author", Author), ("pubdate", Nothing), ("copyright", Nothing), ("legalnotice", Nothing),
    ("part", Section), ("chapter", Section), ("preface", Section), ("appendix", Section), ("section", Section), ("sect1", Section),
    ("sect2", Section), ("sect3", Section), ("sect4", Section), ("sect5", Section), ("refsect1", Section), ("refsect2", Section),
    ("bibliography", Section), ("glossary", Section), ("para", Html("p")), ("simpara", Html("p")), ("formalpara", Section),
    ("emphasis", Html("em")), ("literal", Html("code")), ("code", Html("code")), ("command", Html("code")), ("filename", Html("code")),
    ("option", Html("code")), ("function", Html("code")), ("varname", Html("code")), ("subscript", Html("sub")),
    ("superscript", Html("sup")), ("quote", Html("q")), ("programlisting", Html("pre")), ("screen", Html("pre")),
    ("literallayout", Html("p")), ("synopsis", Html("pre")), ("itemizedlist", Html("ul")), ("orderedlist", Html("ol")),
    ("simplelist", Html("ul")), ("member", Html("li")), ("listitem", Html("li")), ("variablelist", Html("dl")), ("varlistentry", Entry),
    ("term", Html("dt")),
    ("blockquote", Html("blockquote")), ("ulink", Link("url")), ("link", Link("href")), ("footnote", Note), ("table", Html("table")),
    ("informaltable", Html("table")), ("thead", Html("thead")), ("tbody", Html("tbody")), ("row", Html("tr")), ("entry", Html("td")),
    ("tr", Html("tr")), ("td", Html("td")), ("th", Html("th")), ("indexterm", Nothing), ("figure", Entry), ("example", Entry), ("equation", Entry), ("note", Entry),
    ("tip", Entry), ("warning", Entry), ("important", Entry), ("caution", Entry), ("sidebar", Entry), ("procedure", Entry),
]);

/// The Journal Article Tag Suite.
#[rustfmt::skip]
const JATS: Vocabulary = Vocabulary(&[
    ("journal-meta", Nothing), ("article-id", Nothing), ("article-categories", Nothing), ("pub-date", Nothing), ("permissions", Nothing),
    ("history", Nothing), ("volume", Word), ("issue", Word), ("fpage", Word), ("lpage", Word), ("elocation-id", Nothing), ("counts", Nothing),
    ("self-uri", Nothing), ("related-article", Nothing), ("object-id", Nothing), ("article-title", Title), ("title", Title),
    ("contrib", Author), ("aff", Html("p")), ("abstract", Section), ("sec", Section), ("app", Section), ("ack", Section),
    ("ref-list", Section), ("p", Html("p")), ("bold", Html("b")), ("italic", Html("i")), ("monospace", Html("code")), ("sub", Html("sub")),
    ("sup", Html("sup")), ("strike", Html("s")), ("list", Html("ul")), ("list-item", Html("li")), ("ref", Html("li")),
    ("disp-quote", Html("blockquote")), ("ext-link", Link("href")), ("preformat", Html("pre")), ("code", Html("pre")),
    ("table", Html("table")), ("thead", Html("thead")), ("tbody", Html("tbody")), ("tr", Html("tr")), ("th", Html("th")),
    ("td", Html("td")), ("caption", Entry), ("label", Word), ("kwd", Word), ("surname", Word), ("given-names", Word),
    ("year", Word), ("source", Word), ("name", Word), ("fn", Notes),
    ("xref", Reference), ("disp-formula", Html("div")), ("alternatives", Entry), ("tex-math", Word), ("def-list", Html("dl")),
    ("term", Html("dt")), ("def", Html("dd")), ("break", Html("br")),
]);

/// OPML.
#[rustfmt::skip]
const OPML: Vocabulary = Vocabulary(&[
    ("dateCreated", Nothing), ("dateModified", Nothing), ("ownerName", Author), ("ownerEmail", Nothing), ("expansionState", Nothing),
    ("vertScrollState", Nothing), ("windowTop", Nothing), ("windowLeft", Nothing), ("windowBottom", Nothing), ("windowRight", Nothing),
    ("title", Title), ("body", Html("ul")), ("outline", Outline),
]);

/// RSS 0.9 to 2.0 and Atom.
#[rustfmt::skip]
const FEED: Vocabulary = Vocabulary(&[
    ("title", Title), ("item", Section), ("entry", Section), ("description", Text), ("encoded", Text), ("summary", Text), ("content", Text),
    ("link", Link("href")), ("pubDate", Html("p")), ("updated", Html("p")), ("published", Html("p")), ("name", Html("p")),
    ("creator", Html("p")), ("category", Html("p")), ("subtitle", Html("p")), ("guid", Nothing), ("id", Nothing), ("generator", Nothing),
    ("docs", Nothing), ("ttl", Nothing), ("image", Nothing), ("lastBuildDate", Nothing), ("language", Nothing), ("uri", Nothing), ("email", Nothing),
]);

impl Vocabulary {
    /// The vocabulary that a root element and what stands before its content tell.
    pub fn of(root: &str, head: &str) -> Option<&'static Self> {
        let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
        match root {
            "FictionBook" => Some(&FICTION_BOOK),
            "opml" => Some(&OPML),
            "rss" | "feed" | "RDF" if says(&["<rss", "/Atom", "purl.org/rss"]) => Some(&FEED),
            "article" if says(&["JATS", "NLM//DTD", "<front", "<journal-meta"]) => Some(&JATS),
            "article" | "book" | "chapter" | "section" | "refentry" if says(&["docbook", "DocBook"]) => Some(&DOCBOOK),
            _ => None,
        }
    }

    fn role(&self, name: &str) -> Option<As> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, role)| *role)
    }
}

/// A document as HTML, and what it says of itself.
///
/// # Errors
/// Those of the walker.
pub fn html(text: &str, vocabulary: &Vocabulary, job: &Job) -> Result<(String, Metadata)> {
    let mut writer =
        Writer { vocabulary, out: String::new(), notes: Vec::new(), open: Vec::new(), metadata: Metadata::default() };
    let mut xml = Walker::new(text, job);
    while let Some(node) = xml.next(0)? {
        let around = xml.depth_around(&node);
        writer.close_to(around);
        match node {
            Node::Start(tag) => writer.start(&tag, &mut xml)?,
            Node::Text(text) => escape_attribute(&text, &mut writer.out),
        }
    }
    writer.close_to(0);
    for (number, note) in (1..).zip(&writer.notes) {
        writer.out.push_str(&format!("<div id=\"fn{number}\">{note}</div>"));
    }
    Ok((writer.out, writer.metadata))
}

struct Writer<'v> {
    vocabulary: &'v Vocabulary,
    out: String,
    /// The HTML of notes, in their order.
    notes: Vec<String>,
    open: Vec<Open>,
    metadata: Metadata,
}

/// An element that is open, and what ends it.
struct Open {
    depth: u64,
    end: String,
    role: As,
    /// Where its content begins in what is written.
    from: usize,
}

impl Writer<'_> {
    fn start(&mut self, tag: &Tag, xml: &mut Walker) -> Result<()> {
        if tag.name() == "math" || self.is_in(Verbatim) {
            self.verbatim(tag, xml.depth());
            return Ok(());
        }
        let Some(role) = self.vocabulary.role(tag.name()) else { return Ok(()) };
        let attribute = |name: &str| tag.attribute(name).map(|value| escaped(&value)).unwrap_or_default();
        let element = |name: &str| (format!("<{name}>"), format!("</{name}>"));
        let (begin, end) = match role {
            Nothing => return xml.skip(),
            Name | Language | Author => {
                let text = words(xml)?;
                self.say(role, text);
                return Ok(());
            }
            Text if tag.attribute("type").as_deref() == Some("xhtml") => {
                self.verbatim(tag, xml.depth());
                return Ok(());
            }
            Text => (format!("<div>{}", xml.text()?), "</div>".into()),
            Title if self.is_in(Notes) => return xml.skip(),
            Word if tag.name() == "label" && self.is_in(Notes) => return xml.skip(),
            Word if tag.name() == "tex-math" && self.is_last(Entry) => return xml.skip(),
            Title if self.is_last(Html("table")) => element("caption"),
            Title if self.is_last(Entry) => ("<p><b>".into(), "</b></p>".into()),
            Title => element(&format!("h{}", self.level())),
            Html("p") if self.is_in(Title) => (String::new(), " ".into()),
            Html("li") if self.is_last(Entry) => element("dd"),
            Html("em") if matches!(tag.attribute("role").as_deref(), Some("strong" | "bold")) => element("strong"),
            Html("em") if tag.attribute("role").as_deref() == Some("strikethrough") => element("s"),
            Html("ul") if tag.attribute("list-type").as_deref() == Some("order") => element("ol"),
            Html("pre") => (format!("<pre class=\"language-{}\">", attribute("language")), "</pre>".into()),
            Html("td") => {
                let (columns, rows) = (attribute("colspan"), attribute("rowspan"));
                (format!("<td colspan=\"{columns}\" rowspan=\"{rows}\">"), "</td>".into())
            }
            Html("br") => ("<br>".into(), String::new()),
            Html(name) => element(name),
            // A body of FictionBook that is no body of notes.
            Notes if tag.name() == "body" && attribute("name") != "notes" => return Ok(()),
            Section | Notes => (format!("<div id=\"{}\">", attribute("id")), "</div>".into()),
            Reference if attribute("ref-type") != "fn" => return Ok(()),
            Reference => (format!("<a href=\"#{}\" role=\"doc-noteref\">", attribute("rid")), "</a>".into()),
            Word => (String::new(), " ".into()),
            Link(name) if attribute(name).is_empty() => (" ".into(), " ".into()),
            Link(name) => {
                let note = if attribute("type") == "note" { " role=\"doc-noteref\"" } else { "" };
                (format!("<a href=\"{}\"{note}>", attribute(name)), "</a>".into())
            }
            Outline => {
                let first = |names: &[&str]| names.iter().map(|name| attribute(name)).find(|value| !value.is_empty());
                let text = first(&["text", "title"]).unwrap_or_default();
                let item = match first(&["htmlUrl", "url", "xmlUrl"]) {
                    Some(address) => format!("<li><a href=\"{address}\">{text}</a><ul>"),
                    None => format!("<li>{text}<ul>"),
                };
                (item, "</ul></li>".into())
            }
            Note => {
                let number = self.notes.len() + 1;
                self.out.push_str(&format!("<a href=\"#fn{number}\" role=\"doc-noteref\">{number}</a>"));
                (String::new(), String::new())
            }
            Entry | Verbatim => (String::new(), String::new()),
        };
        self.out.push_str(&begin);
        self.push(role, xml.depth(), end);
        Ok(())
    }

    fn push(&mut self, role: As, depth: u64, end: String) {
        self.open.push(Open { depth, end, role, from: self.out.len() });
    }

    fn is_in(&self, role: As) -> bool {
        self.open.iter().any(|open| open.role == role)
    }

    fn is_last(&self, role: As) -> bool {
        self.open.last().is_some_and(|open| open.role == role)
    }

    /// The level of the title of the section that is open.
    fn level(&self) -> usize {
        (1 + self.open.iter().filter(|open| open.role == Section).count()).min(6)
    }

    /// Keeps what a document says of itself.
    fn say(&mut self, role: As, text: String) {
        let metadata = &mut self.metadata;
        match role {
            _ if text.is_empty() => {}
            Author => metadata.authors.push(text),
            Language => metadata.language = Some(text),
            _ => metadata.title = Some(text),
        }
    }

    fn verbatim(&mut self, tag: &Tag, depth: u64) {
        let attributes = ["display", "encoding", "linethickness", "open", "close", "separators", "href", "alt"];
        self.out.push_str(&format!("<{}", tag.name()));
        for name in attributes {
            if let Some(value) = tag.attribute(name) {
                self.out.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
            }
        }
        self.out.push('>');
        self.push(Verbatim, depth, format!("</{}>", tag.name()));
    }

    fn close_to(&mut self, depth: u64) {
        while let Some(open) = self.open.pop_if(|open| open.depth > depth) {
            match open.role {
                Note => self.notes.push(self.out.split_off(open.from.min(self.out.len()))),
                // The title of the whole stands in no section.
                Title if open.end == "</h1>" && self.metadata.title.is_none() => {
                    let title = plain(self.out.get(open.from..).unwrap_or_default());
                    self.say(Name, title);
                }
                _ => {}
            }
            self.out.push_str(&open.end);
        }
    }
}

/// The words in an element, those of elements in it apart.
fn words(xml: &mut Walker) -> Result<String> {
    let mut words: Vec<String> = Vec::new();
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        if let Node::Text(text) = node {
            words.extend(text.split_whitespace().map(str::to_string));
        }
    }
    Ok(words.join(" "))
}

/// The text of a title that is written already, without its tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_attribute(text, &mut out);
    out
}
