//! RTF (Microsoft's Rich Text Format specification 1.9.1).

mod frame;
mod lexer;
mod reader;
mod words;

use lode_runtime::{Bytes, Error, Result};

use self::lexer::Lexer;
use self::reader::Reader;
use crate::document::Document;
use crate::formats::Context;

/// Tokens between two looks at the clock.
const TOKENS_PER_CHECK: usize = 8192;

/// Reads RTF.
///
/// # Errors
/// `Parse` when there is no `{\rtf`, `LimitNestingDepth`, `LimitTableCells`, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let bytes = bytes.as_ref().as_ref();
    let start = memchr::memmem::find(bytes, b"{\\rtf")
        .ok_or_else(|| Error::parse("expected `{\\rtf` at the start, found none: the file is no RTF"))?;
    let mut lexer = Lexer::new(bytes.get(start..).unwrap_or_default());
    let mut reader = Reader::new(context);
    let mut count = 0_usize;
    while let Some(token) = lexer.next() {
        count += 1;
        if count.is_multiple_of(TOKENS_PER_CHECK) {
            context.job.check()?;
        }
        let go_on = reader.token(token).map_err(|error| error.at_offset(start as u64 + lexer.offset()))?;
        if !go_on {
            break;
        }
    }
    reader.finish()
}

#[cfg(test)]
mod tests;
