//! The number formats of cells (ECMA-376 part 1, 18.8).

use lode_runtime::{Job, Result};

use super::super::moment::NumberFormat;
use super::super::scanner::Scanner;

/// Number formats by the index that cells name.
#[derive(Default)]
pub struct Styles {
    formats: Vec<NumberFormat>,
}

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// `Parse`, the limits, `Cancelled`, `Timeout`.
    pub fn read(text: &str, job: &Job) -> Result<Self> {
        let mut own: Vec<(u32, NumberFormat)> = Vec::new();
        let mut formats = Vec::new();
        let mut scanner = Scanner::new(text, job);
        let mut of_cells = false;
        while let Some((name, attributes)) = scanner.next_element()? {
            match name {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (attributes.number("numFmtId"), attributes.get("formatCode")) {
                        own.push((id, NumberFormat::parse(&code)));
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = attributes.number("numFmtId").unwrap_or(0);
                    let format = own.iter().find(|(known, _)| *known == id).map(|(_, format)| *format);
                    formats.push(format.unwrap_or_else(|| NumberFormat::built_in(id)));
                }
                // What follows the formats of cells is of no concern here.
                "cellStyles" | "dxfs" | "tableStyles" | "colors" if of_cells => break,
                _ => {}
            }
        }
        Ok(Self { formats })
    }

    /// The format at `index`; that of plain numbers where there is none.
    pub fn format(&self, index: usize) -> NumberFormat {
        self.formats.get(index).copied().unwrap_or_default()
    }
}
