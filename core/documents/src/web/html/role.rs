//! What each HTML element means for the text.

use html5ever::{LocalName, local_name};

/// What an element does to the text inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing; its text belongs to the text around it.
    Inline,
    /// Marks its text.
    Mark(Emphasis),
    /// A link, where it has an address.
    Link,
    /// Puts its text between quotation marks.
    Quotation,
    /// Part of a form that stands beside its neighbours.
    Control,
    /// A field that shows its value.
    Input,
    /// A picture.
    Image,
    /// A line break.
    Break,
    /// A thematic break.
    Rule,
    /// Begins and ends on a line of its own.
    Block,
    /// A quote of paragraphs.
    BlockQuote,
    /// A paragraph, whose end tag may be missing.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// A list.
    List {
        /// Whether its items have numbers.
        ordered: bool,
    },
    /// An item of a list.
    Item,
    /// A term of a definition list.
    Term,
    /// A definition of a definition list.
    Definition,
    /// Text whose white space counts.
    Preformatted,
    /// A table.
    Table,
    /// The part of a table with its headers.
    TableHead,
    /// Another part of a table.
    TableBody,
    /// A row of a table.
    Row,
    /// A cell.
    Cell {
        /// Whether it is a header.
        header: bool,
    },
    /// The caption of a table.
    Caption,
    /// The root.
    Root,
    /// The title of the document (or of a drawing, when inside one).
    Title,
    /// Something that the document says about itself.
    Meta,
    /// SVG or MathML, with element names of its own.
    Foreign,
    /// Not shown.
    Hidden,
    /// Not shown, without content.
    Nothing,
}

/// How an inline element marks its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// `<b>` and the like.
    Bold,
    /// `<i>` and the like.
    Italic,
    /// `<del>` and the like.
    Strikethrough,
    /// `<code>` and the like.
    Code,
    /// `<sup>`.
    Superscript,
    /// `<sub>`.
    Subscript,
}

/// The role of an element (HTML Standard, section 15.3, the rendering of each).
pub fn role(name: &LocalName) -> Role {
    match *name {
        local_name!("p") => Role::Paragraph,
        local_name!("blockquote") => Role::BlockQuote,
        local_name!("a") => Role::Link,
        local_name!("br") => Role::Break,
        local_name!("td") => Role::Cell { header: false },
        local_name!("th") => Role::Cell { header: true },
        local_name!("tr") => Role::Row,
        local_name!("li") => Role::Item,
        local_name!("b") | local_name!("strong") => Role::Mark(Emphasis::Bold),
        local_name!("i") | local_name!("em") | local_name!("cite") | local_name!("var") | local_name!("dfn") => {
            Role::Mark(Emphasis::Italic)
        }
        local_name!("s") | local_name!("strike") | local_name!("del") => Role::Mark(Emphasis::Strikethrough),
        local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") => {
            Role::Mark(Emphasis::Code)
        }
        local_name!("sup") => Role::Mark(Emphasis::Superscript),
        local_name!("sub") => Role::Mark(Emphasis::Subscript),
        local_name!("q") => Role::Quotation,
        local_name!("h1") => Role::Heading(1),
        local_name!("h2") => Role::Heading(2),
        local_name!("h3") => Role::Heading(3),
        local_name!("h4") => Role::Heading(4),
        local_name!("h5") => Role::Heading(5),
        local_name!("h6") => Role::Heading(6),
        local_name!("ul") | local_name!("menu") | local_name!("dir") => Role::List { ordered: false },
        local_name!("ol") => Role::List { ordered: true },
        local_name!("dt") => Role::Term,
        local_name!("dd") => Role::Definition,
        local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext") => {
            Role::Preformatted
        }
        local_name!("table") => Role::Table,
        local_name!("thead") => Role::TableHead,
        local_name!("tbody") | local_name!("tfoot") => Role::TableBody,
        local_name!("caption") => Role::Caption,
        local_name!("img") | local_name!("image") => Role::Image,
        local_name!("hr") => Role::Rule,
        local_name!("html") => Role::Root,
        local_name!("title") => Role::Title,
        local_name!("meta") => Role::Meta,
        local_name!("svg") | local_name!("math") => Role::Foreign,
        local_name!("input") => Role::Input,
        local_name!("button")
        | local_name!("select")
        | local_name!("option")
        | local_name!("optgroup")
        | local_name!("textarea")
        | local_name!("label")
        | local_name!("legend") => Role::Control,
        local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("noscript")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("video")
        | local_name!("audio")
        | local_name!("canvas")
        | local_name!("datalist") => Role::Hidden,
        local_name!("area")
        | local_name!("base")
        | local_name!("basefont")
        | local_name!("bgsound")
        | local_name!("col")
        | local_name!("embed")
        | local_name!("frame")
        | local_name!("keygen")
        | local_name!("link")
        | local_name!("param")
        | local_name!("source")
        | local_name!("track")
        | local_name!("wbr") => Role::Nothing,
        local_name!("address")
        | local_name!("article")
        | local_name!("aside")
        | local_name!("body")
        | local_name!("center")
        | local_name!("details")
        | local_name!("dialog")
        | local_name!("div")
        | local_name!("dl")
        | local_name!("fieldset")
        | local_name!("figcaption")
        | local_name!("figure")
        | local_name!("footer")
        | local_name!("form")
        | local_name!("frameset")
        | local_name!("head")
        | local_name!("header")
        | local_name!("hgroup")
        | local_name!("main")
        | local_name!("nav")
        | local_name!("noframes")
        | local_name!("object")
        | local_name!("search")
        | local_name!("section")
        | local_name!("summary") => Role::Block,
        _ => Role::Inline,
    }
}

/// The role of an element inside SVG: descriptions for machines are hidden, each text of a drawing is a line.
pub fn foreign_role(name: &LocalName) -> Role {
    match &**name {
        "title" | "desc" | "defs" | "metadata" | "style" | "script" => Role::Hidden,
        "text" | "foreignobject" => Role::Block,
        "a" => Role::Link,
        "svg" | "math" => Role::Foreign,
        // HTML inside a drawing's labels.
        _ => match role(name) {
            role @ (Role::Block | Role::BlockQuote | Role::Paragraph | Role::Break) => role,
            _ => Role::Inline,
        },
    }
}
