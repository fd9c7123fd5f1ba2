//! Office documents: XML in ZIP packages, and the streams of Office 97-2003 in compound files.

mod chart;
pub mod decrypt;
mod diagram;
pub mod doc;
pub mod docx;
mod drawing_text;
mod embedded;
pub mod encrypted;
mod field;
mod numbering;
pub mod numerals;
pub mod odt;
pub mod ole_object;
pub(crate) mod paragraph;
mod placement;
pub mod ppt;
pub mod pptx;
mod properties;
pub mod property_set;
mod reading_order;
mod relationships;
mod rich;
mod symbols;
mod table;
