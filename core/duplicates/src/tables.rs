//! Tables of literals are alike by nature: they are no copies worth a report.

use crate::classes::Class;
use crate::options::{DuplicateOptions, Literals};
use crate::token::TokenKind;
use crate::units::Units;

/// Families of data: everything in them is a table.
const DATA: [&str; 6] = ["json", "yaml", "toml", "xml", "csv", "properties"];

/// Whether a class consists of tables of literals, and the caller did not ask for them by comparing literals exactly.
#[must_use]
pub fn is_table(class: &Class, units: Units, options: &DuplicateOptions) -> bool {
    let Some(range) = class.fragments.first() else { return false };
    let unit = units.get(range.unit);
    let is_data = crate::languages::LANGUAGES.get(usize::from(unit.family)).is_some_and(|l| DATA.contains(&l.family));
    if options.literals == Literals::Exact || is_data {
        return false;
    }
    let codes = units.codes(range);
    let literals = codes.iter().filter(|code| is_literal(**code)).count();
    // One token of three is a literal in `{1, 2, 3}`, and one of eight in `{"a", 1, FLAG},`; hardly any in most code.
    if literals * 4 <= codes.len() {
        return false;
    }
    // Statements of one form may be a copy; rows of one expression, such as a list of tuples, are a table when there are three.
    let ends = unit.language.statement_ends();
    let is_expression =
        codes.split_last().is_some_and(|(_, before)| !before.iter().any(|code| ends[usize::from(*code)]));
    varied(codes) * if is_expression { 2 } else { 5 } < codes.len()
}

fn is_literal(code: u8) -> bool {
    code == TokenKind::Number as u8 || code == TokenKind::String as u8 || code == TokenKind::Character as u8
}

/// How many tokens do not repeat what came shortly before: the same four tokens at most 24 tokens earlier.
fn varied(codes: &[u8]) -> usize {
    const BACK: usize = 24;
    let fours: Vec<u32> =
        codes.windows(4).map(|four| four.iter().fold(0, |packed, code| packed << 8 | u32::from(*code))).collect();
    let repeats = fours.iter().enumerate().filter(|(at, four)| fours[at.saturating_sub(BACK)..*at].contains(four));
    codes.len() - repeats.count()
}
