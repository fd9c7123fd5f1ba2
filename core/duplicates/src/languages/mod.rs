//! The languages, and the lexers that read them.
