//! Source trees -> classes of copies.
//!
//! Files are lexed into tokens ([`languages`]), tokens are matched, matches are grouped into classes ([`model`]).

pub mod languages;
pub mod model;
pub mod token;
