//! Text formats.

pub mod charset;
pub mod json;
pub mod markdown;
pub mod notebook;
pub mod plain;
pub mod rtf;
pub mod xml;
