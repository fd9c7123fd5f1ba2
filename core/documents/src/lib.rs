//! Text, structure, tables and pages out of documents.
//!
//! A file is detected (`detect`), read by its format's reader into a [`document::Document`] (`pdf`, `office`, `sheets`,
//! `web`, `text`, `mail`, `image`), scanned pages are read by OCR (`ocr`), and the result is written (`render`) and enriched
//! (`enrich`). [`formats`] is the list of formats; a new one is a row there and a reader.

mod ahead;
mod archive;
mod compound;
mod detect;
pub mod document;
pub mod enrich;
mod extract;
mod flatten;
pub mod formats;
mod image;
mod inline;
mod little_endian;
mod mail;
mod math;
pub mod model;
mod ocr;
mod office;
pub mod options;
mod package;
mod pdf;
mod pixel_buffer;
pub mod raster;
mod render;
mod render_pages;
mod sheets;
#[cfg(test)]
mod testing;
mod text;
mod web;
mod xml;

pub use detect::{detect, detect_mime_type};
pub use extract::{attach_document, extract_bytes, extract_file, extract_nested, open_pages, read_file};
pub use render_pages::{RenderOptions, render_pages};
