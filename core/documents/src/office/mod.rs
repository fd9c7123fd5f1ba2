//! Office documents: XML in ZIP packages.

mod chart;
mod diagram;
pub mod docx;
mod drawing_text;
mod embedded;
mod flatten;
mod math;
pub mod odt;
pub mod pptx;
mod properties;
mod relationships;
mod rich;
mod table;
