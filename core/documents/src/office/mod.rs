//! Office documents: XML in ZIP packages.

mod chart;
pub mod decrypt;
mod diagram;
pub mod docx;
mod drawing_text;
mod embedded;
pub mod encrypted;
mod flatten;
mod math;
mod numerals;
pub mod odt;
mod ole_object;
pub mod pptx;
mod properties;
mod reading_order;
mod relationships;
mod rich;
mod table;
