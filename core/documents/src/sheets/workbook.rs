//! The document that a workbook becomes: a page, a heading and a table for each sheet.

use lode_runtime::Result;

use super::grid::Grid;
use crate::document::{Block, Content, Document, PageInfo, RichText};
use crate::formats::Context;
use crate::model::{Annotation, Link, Warning};

/// A workbook on its way to being a document.
pub struct Workbook<'a> {
    context: &'a Context<'a>,
    /// What has come together so far.
    pub document: Document,
}

impl<'a> Workbook<'a> {
    /// A workbook with sheets of these names.
    ///
    /// # Errors
    /// `LimitPages`.
    pub fn new(context: &'a Context<'a>, names: Vec<String>) -> Result<Self> {
        context.job.limits().pages(names.len() as u64)?;
        let mut document = Document::default();
        document.metadata.pages = u32::try_from(names.len()).ok();
        document.metadata.sheets = names;
        Ok(Self { context, document })
    }

    /// Adds the name of one more sheet; gives its number, from 1.
    ///
    /// # Errors
    /// `LimitPages`.
    pub fn add_name(&mut self, name: String) -> Result<u32> {
        let metadata = &mut self.document.metadata;
        metadata.sheets.push(name);
        self.context.job.limits().pages(metadata.sheets.len() as u64)?;
        let number = u32::try_from(metadata.sheets.len()).unwrap_or(u32::MAX);
        metadata.pages = Some(number);
        Ok(number)
    }

    /// The numbers, from 1, of the sheets that are wanted.
    pub fn wanted(&self) -> Vec<u32> {
        let count = self.document.metadata.pages.unwrap_or(0);
        (1..=count).filter(|number| self.context.options.wants_page(*number)).collect()
    }

    /// Adds a sheet. `header_row` is a row, from 0, that the file itself marks as a header.
    ///
    /// # Errors
    /// `LimitTableCells`, `Cancelled`, `Timeout`.
    pub fn add_sheet(&mut self, number: u32, grid: Grid, header_row: Option<u32>) -> Result<()> {
        let name = self.name(number);
        self.document.pages.push(PageInfo { number, size: None, scanned: false });
        let heading = Content::Heading { level: 1, text: RichText::plain(name.clone()) };
        self.push(number, heading);
        if let Some(mut table) = grid.into_table(header_row).map_err(|error| error.at_page(number))? {
            table.page = Some(number);
            table.title = Some(name);
            self.push(number, Content::Table(table));
        }
        self.context.job.progress(u64::from(number), self.document.metadata.sheets.len() as u64);
        Ok(())
    }

    /// Adds content of a sheet besides its table.
    pub fn push(&mut self, number: u32, content: Content) {
        self.document.blocks.push(Block { page: Some(number), ..Block::new(content) });
    }

    /// Adds a comment on a cell.
    pub fn comment(&mut self, number: u32, content: String, author: Option<String>, created: Option<String>) {
        let author = author.filter(|name| !name.is_empty());
        let kind = "comment".to_string();
        let page = Some(number);
        self.document.annotations.push(Annotation { kind, content, author, created, page, bounding_box: None });
    }

    /// Adds a link on a cell, which has the text that is linked.
    pub fn link_cell(&mut self, number: u32, grid: &mut Grid, cell: (u32, u32), url: String) {
        self.link(number, url.clone(), grid.get(cell.0, cell.1).to_string());
        grid.link(cell.0, cell.1, url);
    }

    /// Adds a link.
    pub fn link(&mut self, number: u32, url: String, text: String) {
        self.document.links.push(Link { url, text, page: Some(number), bounding_box: None });
    }

    /// Adds a warning about a sheet.
    pub fn warn(&mut self, code: &str, number: u32, path: &str, message: &str) {
        let (code, message) = (code.to_string(), message.to_string());
        self.document.warnings.push(Warning { code, message, page: Some(number), path: Some(path.to_string()) });
    }

    /// The name of a sheet.
    pub fn name(&self, number: u32) -> String {
        let index = (number as usize).wrapping_sub(1);
        self.document.metadata.sheets.get(index).cloned().unwrap_or_default()
    }
}
