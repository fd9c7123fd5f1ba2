//! What the tags of a file say that its text is: the structure tree (ISO 32000-2, 14.7; the standard types: 14.8.4).

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier};
use lode_runtime::{Job, Result};

use crate::office::paragraph::{self as style, role_by_name};

/// Elements in elements in elements.
const DEEPEST: usize = 64;

/// Elements that are looked at; more are damage or an attack.
const MOST_ELEMENTS: usize = 1_000_000;

/// Columns that one cell may span.
const WIDEST: u32 = 100;

/// Columns of a table; what stands further to the right is no cell.
const MOST_COLUMNS: usize = 1_000;

/// The number of a table, and where a cell is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the table among [`Structure::tables`].
    pub table: usize,
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
}

/// What a part of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A paragraph, or a part of the page that may have several, as a figure does.
    Text,
    /// The same in a block quote.
    Quote,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The bullet or number of the list item that follows.
    Label,
    /// The text of a list item at a depth from 1.
    Item(u8),
    /// A further paragraph of a list item.
    More(u8),
    /// The cell of a table.
    Cell(Place),
}

/// What is known of a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    /// Its columns.
    pub columns: usize,
    /// How many of its first rows have nothing but headers.
    pub header_rows: usize,
}

/// The tags of a file.
#[derive(Debug, Default)]
pub struct Structure {
    /// What each part of the text is, in the order of reading, and the page that it starts on.
    parts: Vec<(Role, Option<ObjectIdentifier>)>,
    /// The tables.
    pub tables: Vec<Shape>,
    /// The parts that marked content belongs to, by its page and number.
    marks: HashMap<(ObjectIdentifier, u32), usize>,
}

impl Structure {
    /// Reads the structure tree; nothing where there is none.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`.
    pub fn read(pdf: &Pdf, job: &Job) -> Result<Option<Self>> {
        let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id());
        let Some(root) = catalog.and_then(|catalog| catalog.get::<Dict>("StructTreeRoot")) else { return Ok(None) };
        let names = root.get::<Dict>("RoleMap");
        let mut walk = Walk { names, job, found: Self::default(), items: Vec::new(), table: None, looked_at: 0 };
        walk.children(&root, Inside::default(), &mut None)?;
        Ok(Some(walk.found))
    }

    /// What a part of the text is on a page.
    pub fn role(&self, part: usize, page: ObjectIdentifier) -> Option<Role> {
        Some(match self.parts.get(part)? {
            // An item that goes on over the end of its page is no other one.
            (Role::Item(depth), start) if *start != Some(page) => Role::More(*depth),
            (role, _) => *role,
        })
    }

    /// The part that marked content of a page belongs to.
    pub fn part(&self, page: ObjectIdentifier, mark: u32) -> Option<usize> {
        self.marks.get(&(page, mark)).copied()
    }
}

/// What an element is by its standard type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It holds others.
    Group,
    Quote,
    /// A part of the element it is in.
    Inline,
    Paragraph,
    /// A part of a paragraph, or one by itself.
    Figure,
    Heading(u8),
    Item,
    Label,
    Table,
    Row,
    HeaderCell,
    Cell,
    Note,
}

fn kind(name: &str) -> Kind {
    match name {
        "BlockQuote" => Kind::Quote,
        "P" | "Caption" | "TOCI" => Kind::Paragraph,
        "Figure" | "Formula" | "Form" => Kind::Figure,
        "Title" | "H" | "H1" => Kind::Heading(1),
        "H2" => Kind::Heading(2),
        "H3" => Kind::Heading(3),
        "H4" => Kind::Heading(4),
        "H5" => Kind::Heading(5),
        "H6" => Kind::Heading(6),
        "LI" => Kind::Item,
        "Lbl" => Kind::Label,
        "Table" => Kind::Table,
        "TR" => Kind::Row,
        "TH" => Kind::HeaderCell,
        "TD" => Kind::Cell,
        "Note" | "FENote" => Kind::Note,
        "NonStruct" | "LBody" | "Span" | "Link" | "Strong" | "Em" | "Code" | "Quote" | "Reference" | "Annot"
        | "Sub" | "Ruby" | "RB" | "RT" | "RP" | "Warichu" | "WT" | "WP" | "BibEntry" | "Private" => Kind::Inline,
        // Document, Part, Art, Sect, Div, Aside, TOC, Index, L, THead, TBody, TFoot and what nobody knows.
        _ => Kind::Group,
    }
}

/// Where an element is.
#[derive(Clone, Copy, Default)]
struct Inside {
    page: Option<ObjectIdentifier>,
    /// The part that has all text in here, whatever its elements are.
    whole: Option<usize>,
    /// It is in a paragraph.
    in_paragraph: bool,
    is_quoted: bool,
    depth: usize,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    number: usize,
    /// Rows that have begun.
    rows: usize,
    column: usize,
    /// The row down to which each column is taken by a cell above.
    taken: Vec<usize>,
    /// All cells of the row so far are headers.
    all_headers: bool,
}

struct Walk<'a, 'j> {
    /// Types of the file's own, and what they stand for.
    names: Option<Dict<'a>>,
    job: &'j Job,
    found: Structure,
    /// For each list item around: whether its text has begun.
    items: Vec<bool>,
    table: Option<Table>,
    looked_at: usize,
}

impl<'a> Walk<'a, '_> {
    /// What an element is. Types of the file's own stand for standard ones, and may have names of styles that say more.
    fn kind(&self, element: &Dict<'a>) -> Kind {
        const LONGEST_CHAIN: usize = 8;
        let Some(own) = element.get::<Name>("S") else { return Kind::Inline };
        let Some(names) = &self.names else { return kind(own.as_str()) };
        let mut name = own.clone();
        for _ in 0..LONGEST_CHAIN {
            match names.get::<Name>(name.as_ref()) {
                Some(other) if other != name => name = other,
                _ => break,
            }
        }
        match kind(name.as_str()) {
            Kind::Paragraph if name != own => match role_by_name(own.as_str()) {
                Some(style::Role::Title) => Kind::Heading(1),
                Some(style::Role::Heading(level)) => Kind::Heading(level.min(6)),
                Some(style::Role::Quote) => Kind::Quote,
                _ => Kind::Paragraph,
            },
            kind => kind,
        }
    }

    /// Whether there may be more below.
    fn goes_on(&mut self, inside: Inside) -> Result<bool> {
        self.looked_at += 1;
        if self.looked_at.is_multiple_of(1024) {
            self.job.check()?;
        }
        Ok(inside.depth < DEEPEST && self.looked_at < MOST_ELEMENTS)
    }

    /// What an element holds. `open` is the part that text goes into which is in no element of its own.
    fn children(&mut self, element: &Dict<'a>, inside: Inside, open: &mut Option<usize>) -> Result<()> {
        for child in one_or_more(element, "K") {
            self.child(child, inside, open)?;
        }
        Ok(())
    }

    fn child(&mut self, child: Object<'a>, inside: Inside, open: &mut Option<usize>) -> Result<()> {
        if !self.goes_on(inside)? {
            return Ok(());
        }
        match child {
            Object::Number(number) => self.mark(number.as_i64(), inside, open),
            Object::Dict(dict) if dict.contains_key("S") => return self.element(&dict, inside, open),
            // Marked content of a form is numbered for itself.
            Object::Dict(dict) if !dict.contains_key("Stm") => {
                let page = dict.get_ref("Pg").map(Into::into).or(inside.page);
                if let Some(number) = dict.get::<i64>("MCID") {
                    self.mark(number, Inside { page, ..inside }, open);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn mark(&mut self, number: i64, inside: Inside, open: &mut Option<usize>) {
        let (Ok(number), Some(page)) = (u32::try_from(number), inside.page) else { return };
        let part = match inside.whole.or(*open) {
            Some(part) => part,
            None => *open.insert(self.text(inside.is_quoted)),
        };
        if let Some((_, start)) = self.found.parts.get_mut(part) {
            start.get_or_insert(page);
        }
        self.found.marks.insert((page, number), part);
    }

    fn part(&mut self, role: Role) -> usize {
        self.found.parts.push((role, None));
        self.found.parts.len() - 1
    }

    /// A new paragraph, which may be that of a list item.
    fn text(&mut self, is_quoted: bool) -> usize {
        let depth = u8::try_from(self.items.len()).unwrap_or(u8::MAX);
        let role = match self.items.last_mut() {
            None if is_quoted => Role::Quote,
            None => Role::Text,
            Some(begun) if *begun => Role::More(depth),
            Some(begun) => {
                *begun = true;
                Role::Item(depth)
            }
        };
        self.part(role)
    }

    fn element(&mut self, element: &Dict<'a>, inside: Inside, open: &mut Option<usize>) -> Result<()> {
        let page = element.get_ref("Pg").map(Into::into).or(inside.page);
        let inside = Inside { page, depth: inside.depth + 1, ..inside };
        let kind = self.kind(element);
        let is_inline = kind == Kind::Inline || kind == Kind::Figure && (inside.in_paragraph || open.is_some());
        if is_inline || inside.whole.is_some() {
            return self.children(element, Inside { in_paragraph: true, ..inside }, open);
        }
        let whole = |part| Inside { whole: Some(part), ..inside };
        match kind {
            Kind::Label if self.items.last() == Some(&false) => {
                let part = self.part(Role::Label);
                return self.children(element, whole(part), &mut None);
            }
            Kind::Label => return self.children(element, inside, open),
            Kind::Heading(level) => {
                let part = self.part(Role::Heading(level));
                self.children(element, whole(part), &mut None)?;
            }
            Kind::Paragraph => self.children(element, Inside { in_paragraph: true, ..inside }, &mut None)?,
            Kind::Quote => self.children(element, Inside { is_quoted: true, ..inside }, &mut None)?,
            Kind::Item => {
                self.items.push(false);
                self.children(element, inside, &mut None)?;
                self.items.pop();
            }
            Kind::Note => {
                let part = self.part(Role::Text);
                self.children(element, whole(part), &mut None)?;
            }
            Kind::Table if !self.is_layout(element)? => self.table(element, inside)?,
            Kind::Row if self.table.is_some() => self.row(element, inside)?,
            Kind::HeaderCell | Kind::Cell if self.table.is_some() => {
                self.cell(element, inside, kind == Kind::HeaderCell)?;
            }
            _ => self.children(element, inside, &mut None)?,
        }
        // What follows is another paragraph.
        *open = None;
        Ok(())
    }

    fn table(&mut self, element: &Dict<'a>, inside: Inside) -> Result<()> {
        let table = Table { number: self.found.tables.len(), ..Table::default() };
        self.found.tables.push(Shape::default());
        let outer = self.table.replace(table);
        let items = std::mem::take(&mut self.items);
        self.children(element, inside, &mut None)?;
        (self.table, self.items) = (outer, items);
        Ok(())
    }

    fn row(&mut self, element: &Dict<'a>, inside: Inside) -> Result<()> {
        if let Some(table) = &mut self.table {
            (table.rows, table.column, table.all_headers) = (table.rows + 1, 0, true);
        }
        self.children(element, inside, &mut None)?;
        if let Some(table) = &self.table
            && let Some(shape) = self.found.tables.get_mut(table.number)
            && table.all_headers
            && shape.header_rows + 1 == table.rows
        {
            shape.header_rows = table.rows;
        }
        Ok(())
    }

    fn cell(&mut self, element: &Dict<'a>, inside: Inside, is_header: bool) -> Result<()> {
        let (across, down) = (span(element, "ColSpan"), span(element, "RowSpan"));
        let Some(table) = &mut self.table else { return Ok(()) };
        let row = table.rows.saturating_sub(1);
        while table.taken.get(table.column).is_some_and(|taken| *taken > row) {
            table.column += 1;
        }
        if table.column + across > MOST_COLUMNS {
            return self.children(element, inside, &mut None);
        }
        let (number, column) = (table.number, table.column);
        table.column += across;
        table.all_headers &= is_header;
        if table.taken.len() < table.column {
            table.taken.resize(table.column, 0);
        }
        table.taken.iter_mut().skip(column).take(across).for_each(|taken| *taken = row.saturating_add(down));
        if let Some(shape) = self.found.tables.get_mut(number) {
            shape.columns = shape.columns.max(column + across);
        }
        let part = self.part(Role::Cell(Place { table: number, row, column }));
        self.children(element, Inside { whole: Some(part), ..inside }, &mut None)
    }

    /// Whether a table only puts things beside each other: it has no two rows of several cells, or tables and headings in many.
    fn is_layout(&mut self, table: &Dict<'a>) -> Result<bool> {
        let (mut rows, mut blocks) = (0, 0);
        self.count(table, &mut rows, &mut blocks, 0)?;
        Ok(rows < 2 || blocks * 2 >= rows)
    }

    /// Counts rows of several cells, and tables and headings in cells.
    fn count(&mut self, element: &Dict<'a>, rows: &mut usize, blocks: &mut usize, depth: usize) -> Result<()> {
        if !self.goes_on(Inside { depth, ..Inside::default() })? {
            return Ok(());
        }
        let mut cells = 0;
        let is_element = |child: &Dict| child.contains_key("S");
        for child in one_or_more(element, "K").filter_map(Object::into_dict).filter(is_element) {
            match self.kind(&child) {
                Kind::Table | Kind::Heading(_) => *blocks += 1,
                kind => {
                    cells += usize::from(matches!(kind, Kind::Cell | Kind::HeaderCell));
                    self.count(&child, rows, blocks, depth + 1)?;
                }
            }
        }
        *rows += usize::from(cells > 1);
        Ok(())
    }
}

/// The values of an entry that is one of them or an array.
fn one_or_more<'a>(dict: &Dict<'a>, key: &str) -> impl Iterator<Item = Object<'a>> + use<'a> {
    let (all, one) = match dict.get::<Object>(key) {
        Some(Object::Array(all)) => (Some(all), None),
        one => (None, one),
    };
    all.into_iter().flat_map(|all| all.iter::<Object>()).chain(one)
}

/// How many columns or rows a cell spans (14.8.5.7).
fn span(cell: &Dict, key: &str) -> usize {
    let mut attributes = one_or_more(cell, "A").filter_map(Object::into_dict);
    attributes.find_map(|attributes| attributes.get::<u32>(key)).unwrap_or(1).clamp(1, WIDEST) as usize
}
