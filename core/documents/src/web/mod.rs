//! HTML and what is made of it.

pub mod epub;
pub mod html;
