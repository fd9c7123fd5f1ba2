//! OpenDocument spreadsheets.
