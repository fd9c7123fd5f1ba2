//! Office documents: XML in ZIP packages.

pub mod docx;
pub mod odt;
pub mod pptx;
