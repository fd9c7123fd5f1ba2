//! Spreadsheets.

mod csv;
#[cfg(test)]
pub mod fuzz;
mod grid;
mod moment;
mod number;
mod ods;
mod parts;
mod scanner;
mod strings;
mod values;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;

pub use self::csv::read as csv;
pub use self::moment::windows_time;
pub use self::ods::read as ods;
pub use self::xls::read as xls;
pub use self::xlsb::read as xlsb;
pub use self::xlsx::read as xlsx;
