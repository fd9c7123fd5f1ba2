//! Turns tags and text, as they come, into blocks. No tree is built: what matters of it is the stack of open elements.

mod blocks;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use lode_runtime::Error;

use super::meta;
use super::note::{self, Labels, Note, Reference};
use super::role::{Emphasis, Role, foreign_role, role};
use super::table::TableBuilder;
use crate::document::{Content, Document, MarkKind};
use crate::flatten;
use crate::formats::Context;
use crate::inline::{Inline, is_link};
use crate::math::mathml::Formula;

/// Reads tokens into blocks.
pub struct Builder<'a> {
    context: &'a Context<'a>,
    /// Tags like `<p/>` have no content, as in XML.
    xml: bool,
    max_depth: usize,
    document: Document,
    inline: Inline,
    /// Open elements that shape blocks; inline ones are marks of `inline`.
    stack: Vec<Open>,
    tables: Vec<TableBuilder>,
    /// Elements left out because they lie too deep; their end tags are to be ignored.
    flattened: Vec<LocalName>,
    /// Open elements that hide their content.
    hidden: usize,
    /// Open elements that keep white space.
    preformatted: usize,
    /// Open SVG and MathML elements.
    foreign: usize,
    /// The formula that is open, and whether it stands on a line of its own.
    formula: Option<(Formula, bool)>,
    title: String,
    /// The link that refers to a note and is being read.
    reference: Option<Reference>,
    notes: Labels,
    /// The name of the file among those of a book.
    file: &'a str,
    /// The note that is being read.
    note: Option<Note>,
    /// Pictures inside a text, to follow it.
    images: Vec<Content>,
    /// The first thing that must end the job.
    pub error: Option<Error>,
}

/// An open element.
struct Open {
    name: LocalName,
    role: Role,
    state: State,
}

/// What else there is to know about an open element.
enum State {
    None,
    List {
        next: u32,
        depth: u32,
    },
    /// An item whose marker no text has taken yet.
    Item {
        number: Option<u32>,
        depth: u32,
    },
    Code {
        language: Option<String>,
    },
    /// Marks that were open before a cell.
    Cell {
        marks: usize,
    },
}

impl<'a> Builder<'a> {
    /// A builder; `xml` says that the source is XHTML.
    pub fn new(context: &'a Context<'a>, xml: bool) -> Self {
        Self {
            context,
            xml,
            max_depth: usize::try_from(context.job.limits().nesting_depth.get()).unwrap_or(usize::MAX),
            document: Document::default(),
            inline: Inline::default(),
            stack: Vec::new(),
            tables: Vec::new(),
            flattened: Vec::new(),
            hidden: 0,
            preformatted: 0,
            foreign: 0,
            formula: None,
            title: String::new(),
            reference: None,
            notes: Labels::default(),
            file: "",
            note: None,
            images: Vec::new(),
            error: None,
        }
    }

    /// The same for a file of a book, with the notes that those before it refer to.
    pub fn of_book(self, file: &'a str, notes: &mut Labels) -> Self {
        Self { file, notes: std::mem::take(notes), ..self }
    }

    /// The notes that were referred to.
    pub fn take_notes(&mut self) -> Labels {
        std::mem::take(&mut self.notes)
    }

    /// Whether CDATA sections are text here.
    pub fn in_xml(&self) -> bool {
        self.xml || self.foreign > 0
    }

    /// What was read.
    pub fn finish(mut self) -> Result<Document, Error> {
        self.pop_to(0);
        self.flush();
        if let Some(error) = self.error {
            return Err(error);
        }
        let title = collapse(&self.title);
        if !title.is_empty() {
            self.document.metadata.title = Some(title);
        }
        self.document.links = self.inline.into_links();
        Ok(self.document)
    }

    /// Text between tags.
    pub fn text(&mut self, text: &StrTendril) {
        if let Some(Open { role: Role::Title, .. }) = self.stack.last() {
            self.title.push_str(text);
        } else if let Some((formula, _)) = &mut self.formula {
            formula.text(text);
        } else if let Some(reference) = self.reference.as_mut().filter(|_| self.hidden == 0) {
            reference.text.push_str(text);
        } else if self.hidden == 0 && self.preformatted > 0 {
            self.inline.push_as_is(text);
        } else if self.hidden == 0 {
            self.inline.push(text);
        }
    }

    /// Whether the innermost element may be one of SVG or MathML.
    pub fn in_foreign(&self) -> bool {
        self.foreign > 0
    }

    /// A start tag. Tells whether content follows it.
    pub fn start(&mut self, tag: &Tag) -> bool {
        if let Some((formula, _)) = &mut self.formula
            && !ends_formula(&tag.name)
        {
            formula.start(&tag.name, |name| meta::attribute_named(tag, name).map(str::to_string));
            if tag.self_closing {
                formula.end();
            }
            return !tag.self_closing;
        }
        self.end_formula();
        let role = if self.foreign > 0 { foreign_role(&tag.name) } else { role(&tag.name) };
        let empty = is_void(role) || tag.self_closing && (self.xml || self.foreign > 0);
        if self.hidden > 0 {
            self.imply_ends(role, &tag.name);
        }
        let is_hidden = |tag: &Tag| meta::is_hidden(tag) || self.note.is_some() && note::leads_back(tag);
        if role == Role::Hidden || !is_void(role) && (self.hidden > 0 || is_hidden(tag)) {
            self.imply_ends(role, &tag.name);
            if !empty {
                self.push(tag, Role::Hidden, State::None);
            }
            return !empty;
        }
        if self.hidden > 0 {
            return false;
        }
        match role {
            Role::Inline | Role::Nothing => {}
            Role::Root => self.document.metadata.language = meta::language(tag),
            Role::Mark(_) if self.preformatted > 0 => self.name_code_language(tag),
            Role::Mark(emphasis) => self.inline.open(mark_of(emphasis)),
            Role::Link => {
                self.end_reference();
                match note::referred(tag, self.file).filter(|_| self.preformatted == 0) {
                    Some(reference) => self.reference = Some(reference),
                    None => self.start_link(tag),
                }
            }
            Role::Quotation => self.inline.push_as_is("\u{201C}"),
            Role::Control => self.inline.separate(),
            Role::Input => self.input(tag),
            Role::Image => self.image(tag),
            Role::Break => self.line_break(),
            Role::Rule => self.boundary(),
            Role::Meta => meta::read(tag, &mut self.document.metadata),
            Role::Foreign => {
                if self.push(tag, role, State::None) && tag.name == local_name!("math") {
                    let is_block = meta::attribute_named(tag, "display") == Some("block");
                    let mut formula = Formula::default();
                    formula.start("math", |_| None);
                    self.formula = Some((formula, is_block));
                }
            }
            // Only the first title is the document's.
            Role::Title if !self.title.is_empty() => {
                self.push(tag, Role::Hidden, State::None);
            }
            _ => self.start_block(tag, role),
        }
        if empty && !is_void(role) {
            self.end(&tag.name);
        }
        !empty
    }

    fn start_block(&mut self, tag: &Tag, role: Role) {
        self.imply_ends(role, &tag.name);
        self.boundary();
        let label = self.note_label(tag);
        let state = match role {
            // The number of a note is its label.
            Role::Item if label.is_some() => State::None,
            Role::List { ordered } => {
                let depth = self.stack.iter().filter(|open| matches!(open.role, Role::List { .. })).count() as u32 + 1;
                let first = meta::number(tag, &local_name!("start")).unwrap_or(1);
                State::List { next: if ordered { first } else { 0 }, depth }
            }
            Role::Item => self.item(tag),
            Role::Preformatted => State::Code { language: meta::code_language(tag) },
            Role::Cell { .. } | Role::Caption => State::Cell { marks: self.inline.open_marks() },
            _ => State::None,
        };
        if !self.push(tag, role, state) {
            return;
        }
        if let Some(label) = label {
            self.note = Some(Note { label, depth: self.stack.len(), from: self.document.blocks.len() });
        }
        let in_table = self.tables.last_mut();
        match role {
            Role::Table => self.tables.push(TableBuilder::new(meta::is_presentation(tag))),
            Role::TableHead => in_table.into_iter().for_each(|table| table.begin_section(true)),
            Role::TableBody => in_table.into_iter().for_each(|table| table.begin_section(false)),
            Role::Row => in_table.into_iter().for_each(TableBuilder::begin_row),
            Role::Cell { header } => in_table.into_iter().for_each(|table| {
                let (columns, rows) = (local_name!("colspan"), local_name!("rowspan"));
                table.begin_cell(header, meta::size(tag, &columns), meta::size(tag, &rows));
            }),
            _ => {}
        }
    }

    /// Puts an element on the stack; tells whether it was not too deep.
    fn push(&mut self, tag: &Tag, role: Role, state: State) -> bool {
        if self.stack.len() >= self.max_depth {
            if self.flattened.is_empty() && !self.document.warnings.iter().any(|warning| warning.code == FLATTENED) {
                let message = format!(
                    "elements lie more than {} levels deep (limits.nestingDepth); deeper ones were read as plain text",
                    self.max_depth
                );
                self.document.warn(FLATTENED, message);
            }
            self.flattened.push(tag.name.clone());
            return false;
        }
        match role {
            Role::Hidden => self.hidden += 1,
            Role::Preformatted => self.preformatted += 1,
            Role::Foreign => self.foreign += 1,
            _ => {}
        }
        self.stack.push(Open { name: tag.name.clone(), role, state });
        true
    }

    /// An end tag.
    pub fn end(&mut self, name: &LocalName) {
        if let Some((formula, _)) = &mut self.formula
            && *name != local_name!("math")
            && !ends_formula(name)
        {
            return formula.end();
        }
        if self.flattened.last() == Some(name) {
            self.flattened.pop();
            return;
        }
        let role = if self.foreign > 0 { foreign_role(name) } else { role(name) };
        if self.hidden == 0 && self.end_inline(role) {
            return;
        }
        let boundary = |open: &Open| match role {
            Role::Table => false,
            Role::Row | Role::TableHead | Role::TableBody | Role::Cell { .. } | Role::Caption => {
                open.role == Role::Table
            }
            Role::Item => matches!(open.role, Role::List { .. } | Role::Cell { .. } | Role::Table),
            _ => matches!(open.role, Role::Cell { .. } | Role::Caption | Role::Table),
        };
        let same = |open: &Open| match (open.role, role) {
            (Role::Heading(_), Role::Heading(_)) => true,
            _ => open.name == *name,
        };
        for index in (0..self.stack.len()).rev() {
            let Some(open) = self.stack.get(index) else { return };
            if same(open) {
                return self.pop_to(index);
            }
            if boundary(open) {
                break;
            }
        }
        if self.hidden == 0 {
            self.boundary();
        }
    }

    /// Ends what is no block; tells whether that was it.
    fn end_inline(&mut self, role: Role) -> bool {
        match role {
            Role::Mark(emphasis) => self.inline.close(|kind| *kind == mark_of(emphasis)),
            Role::Link if self.reference.is_some() => self.end_reference(),
            Role::Link => self.inline.close(is_link),
            Role::Quotation => self.inline.push_as_is("\u{201D}"),
            Role::Control => self.inline.separate(),
            Role::Break => self.line_break(),
            Role::Inline | Role::Nothing | Role::Meta | Role::Input | Role::Image | Role::Root | Role::Rule => {}
            _ => return false,
        }
        true
    }

    /// Ends elements whose end tags may be missing before `role` (HTML Standard, section 13.1.2.4).
    fn imply_ends(&mut self, role: Role, name: &LocalName) {
        let ends = |open: &Open| match role {
            Role::Item => open.role == Role::Item,
            Role::Term | Role::Definition => matches!(open.role, Role::Term | Role::Definition),
            Role::Cell { .. } => matches!(open.role, Role::Cell { .. } | Role::Caption),
            Role::Row => matches!(open.role, Role::Row | Role::Cell { .. } | Role::Caption),
            Role::TableHead | Role::TableBody => {
                matches!(open.role, Role::TableHead | Role::TableBody | Role::Row | Role::Cell { .. } | Role::Caption)
            }
            Role::Heading(_) => matches!(open.role, Role::Heading(_)),
            _ => false,
        };
        let inline = matches!(
            role,
            Role::Inline | Role::Mark(_) | Role::Link | Role::Hidden | Role::Control | Role::Quotation | Role::Foreign
        );
        let paragraph = |open: &Open| open.role == Role::Paragraph && !inline;
        let boundary = |open: &Open| match role {
            Role::Cell { .. } | Role::Row | Role::TableHead | Role::TableBody => open.role == Role::Table,
            Role::Item | Role::Term | Role::Definition => {
                matches!(open.role, Role::List { .. } | Role::Table | Role::Cell { .. })
                    || open.name == local_name!("dl")
            }
            _ => matches!(open.role, Role::Table | Role::Cell { .. } | Role::Caption | Role::Item),
        };
        let hidden_boundary = |open: &Open| {
            open.role == Role::Hidden && matches!(super::role::role(&open.name), Role::List { .. } | Role::Table)
        };
        // A hidden element that has the same name and no end tag of its own ends as the shown one would.
        let hidden =
            |open: &Open| open.role == Role::Hidden && open.name == *name && ENDED_BY_THEMSELVES.contains(name);
        let mut outermost = None;
        for (index, open) in self.stack.iter().enumerate().rev() {
            if ends(open) || paragraph(open) || hidden(open) {
                outermost = Some(index);
            }
            if boundary(open) || hidden_boundary(open) {
                break;
            }
        }
        if let Some(index) = outermost {
            self.pop_to(index);
        }
    }

    fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if !matches!(self.stack.last().map(|open| open.role), Some(Role::Hidden | Role::Title | Role::Foreign)) {
            if matches!(self.stack.last(), Some(Open { role: Role::Preformatted, .. })) && self.preformatted == 1 {
                self.flush_code();
            } else {
                self.boundary();
            }
        }
        let Some(open) = self.stack.pop() else { return };
        if let Some(note) = self.note.take_if(|note| note.depth > self.stack.len()) {
            let from = note.from.min(self.document.blocks.len());
            let text = flatten::trimmed(self.document.blocks.split_off(from));
            self.put(Content::Footnote { label: note.label, text });
        }
        match (open.role, open.state) {
            (Role::Hidden, _) => self.hidden = self.hidden.saturating_sub(1),
            (Role::Preformatted, _) => self.preformatted = self.preformatted.saturating_sub(1),
            (Role::Foreign, _) => {
                self.foreign = self.foreign.saturating_sub(1);
                self.write_formula();
            }
            (Role::Cell { .. }, State::Cell { marks }) => {
                self.inline.close_all_but(marks);
                self.tables.last_mut().into_iter().for_each(TableBuilder::end_cell);
            }
            (Role::Caption, State::Cell { marks }) => self.inline.close_all_but(marks),
            (Role::TableHead, _) => self.tables.last_mut().into_iter().for_each(|table| table.begin_section(false)),
            (Role::Table, _) => self.end_table(),
            _ => {}
        }
    }

    /// `<pre><code class="language-x">` is how Markdown's code blocks are written.
    fn name_code_language(&mut self, tag: &Tag) {
        if let Some(Open { state: State::Code { language }, .. }) = self.stack.last_mut() {
            *language = language.take().or_else(|| meta::code_language(tag));
        }
    }

    fn item(&mut self, tag: &Tag) -> State {
        let list = self.stack.iter_mut().rev().find_map(|open| match (open.role, &mut open.state) {
            (Role::List { ordered }, State::List { next, depth }) => Some((ordered, next, *depth)),
            _ => None,
        });
        match list {
            Some((true, next, depth)) => {
                let number = meta::number(tag, &local_name!("value")).unwrap_or(*next);
                *next = number.saturating_add(1);
                State::Item { number: Some(number), depth }
            }
            Some((false, _, depth)) => State::Item { number: None, depth },
            None => State::Item { number: None, depth: 1 },
        }
    }

    fn start_link(&mut self, tag: &Tag) {
        let address = if self.foreign > 0 { meta::attribute_named(tag, "xlink:href") } else { None };
        let address = address.or_else(|| meta::attribute(tag, &local_name!("href"))).map(|address| address.trim());
        if let Some(address) = address.filter(|address| !address.is_empty() && !meta::is_script(address)) {
            self.inline.open(MarkKind::Link(address.to_string()));
        }
    }

    fn line_break(&mut self) {
        if self.preformatted > 0 {
            self.inline.push_as_is("\n");
        } else if self.inline.at_line_start() {
            // Two line breaks are what paragraphs were before there were style sheets.
            self.flush();
        } else {
            self.inline.push_break();
        }
    }

    fn input(&mut self, tag: &Tag) {
        let kind = meta::attribute(tag, &local_name!("type")).unwrap_or("text").to_ascii_lowercase();
        let begins_item = || matches!(self.stack.iter().rfind(|open| open.role != Role::Paragraph), Some(open) if open.role == Role::Item);
        if kind == "checkbox" && self.inline.is_empty() && begins_item() {
            // A list of tasks, as GitHub and pandoc write it.
            let is_done = meta::attribute(tag, &local_name!("checked")).is_some();
            self.inline.push_as_is(if is_done { "[x]" } else { "[ ]" });
        }
        self.inline.separate();
        if !matches!(kind.as_str(), "hidden" | "password" | "checkbox" | "radio" | "range" | "color" | "file" | "image")
        {
            self.inline.push(meta::attribute(tag, &local_name!("value")).unwrap_or_default());
            self.inline.separate();
        }
    }

    fn image(&mut self, tag: &Tag) {
        let Some((description, url)) = meta::image(tag) else { return };
        let image = Content::Image { description: collapse(description), url: url.map(str::to_string) };
        if self.inline.is_empty() && self.preformatted == 0 {
            self.put(image);
        } else {
            self.images.push(image);
        }
    }
}

const FLATTENED: &str = "HTML_NESTING_FLATTENED";

/// Elements that a sibling of the same name ends.
const ENDED_BY_THEMSELVES: &[LocalName] = &[
    local_name!("p"),
    local_name!("li"),
    local_name!("tr"),
    local_name!("td"),
    local_name!("th"),
    local_name!("dt"),
    local_name!("dd"),
    local_name!("option"),
];

/// Whether an element cannot lie in MathML, so that a formula ends before it (HTML Standard, section 13.2.6.5).
fn ends_formula(name: &LocalName) -> bool {
    use Role::{
        Block, BlockQuote, Break, Cell, Definition, Heading, Image, Item, List, Paragraph, Row, Rule, Table, Term,
    };
    matches!(
        role(name),
        Block
            | BlockQuote
            | Break
            | Cell { .. }
            | Definition
            | Heading(_)
            | Image
            | Item
            | List { .. }
            | Paragraph
            | Row
            | Rule
            | Table
            | Term
    )
}

fn is_void(role: Role) -> bool {
    matches!(role, Role::Nothing | Role::Meta | Role::Input | Role::Image | Role::Break | Role::Rule)
}

fn mark_of(emphasis: Emphasis) -> MarkKind {
    match emphasis {
        Emphasis::Bold => MarkKind::Bold,
        Emphasis::Italic => MarkKind::Italic,
        Emphasis::Strikethrough => MarkKind::Strikethrough,
        Emphasis::Code => MarkKind::Code,
        Emphasis::Superscript => MarkKind::Superscript,
        Emphasis::Subscript => MarkKind::Subscript,
    }
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
