//! The grammars: one file for each group of relatives.

pub(super) mod c;
pub(super) mod csharp;
pub(super) mod go;
pub(super) mod java;
pub(super) mod javascript;
pub(super) mod python;
pub(super) mod rust;
