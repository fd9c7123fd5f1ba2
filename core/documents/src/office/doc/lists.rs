//! Lists ([MS-DOC] 2.9.131, 2.9.135): reads what numbering needs to know.

use crate::little_endian::{u16_at, u32_at};
use crate::office::numbering::{Definition, LEVELS, Level, List, NumberFormat, Numbering};

/// Size of what all lists of definitions have (`LSTF`, 2.9.147), of a level (`LVLF`, 2.9.150) and of a list (`LFO`, 2.9.131).
const DEFINITION_SIZE: usize = 28;
const LEVEL_SIZE: usize = 28;
const LIST_SIZE: usize = 16;
/// The most lists that a paragraph can name (2.6.2, `sprmPIlfo`).
const MOST_LISTS: u32 = 0x7FE;

/// The lists of a document. `definitions` is the table stream from the definitions on, since their levels follow what the
/// file information block counts, and `counted` what it counts. What is damaged is as good as absent.
pub fn read(definitions: Option<(&[u8], usize)>, lists: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    if let Some((data, counted)) = definitions {
        let _ = read_definitions(data, counted, &mut numbering);
    }
    let _ = read_lists(lists, &mut numbering);
    numbering
}

fn read_definitions(data: &[u8], counted: usize, numbering: &mut Numbering) -> Option<()> {
    let count = usize::from(u16_at(data, 0)?);
    let mut rest = data.get(counted..)?;
    for index in 0..count {
        let fixed = data.get(2 + DEFINITION_SIZE * index..)?;
        let id = u32_at(fixed, 0)?;
        let is_simple = *fixed.get(26)? & 1 != 0;
        let mut definition = Definition::default();
        for _ in 0..if is_simple { 1 } else { LEVELS } {
            let (level, after) = level(rest)?;
            definition.levels.push(level);
            rest = after;
        }
        numbering.definitions.insert(id, definition);
    }
    Some(())
}

/// A level (`LVL`, 2.9.148), and what follows it.
fn level(data: &[u8]) -> Option<(Level, &[u8])> {
    let flags = *data.get(5)?;
    let after_changes = LEVEL_SIZE + usize::from(*data.get(24)?) + usize::from(*data.get(25)?);
    let length = usize::from(u16_at(data, after_changes)?);
    let start = after_changes + 2;
    let characters = data.get(start..start + 2 * length)?;
    let level = Level {
        start: u32_at(data, 0)?,
        format: number_format(*data.get(4)?),
        text: label(characters.get(..LONGEST_LABEL).unwrap_or(characters)),
        restart: (flags & 8 != 0).then(|| data.get(26).copied().unwrap_or(0).into()),
        legal: flags & 4 != 0,
    };
    Some((level, data.get(start + 2 * length..)?))
}

/// Longer labels are none: Word itself ends before, and each item of a list repeats its label.
const LONGEST_LABEL: usize = 2 * 64;

/// Numbers stand in a label as the number of their level, from 0.
fn label(characters: &[u8]) -> String {
    let units = characters.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
    let mut label = String::new();
    for character in char::decode_utf16(units) {
        match character.unwrap_or('\u{FFFD}') {
            level @ '\0'..='\u{8}' => {
                label.push('%');
                label.push(char::from(b'1' + level as u8));
            }
            other => label.push(other),
        }
    }
    label
}

/// [MS-OSHARED] 2.2.1.3.
fn number_format(code: u8) -> NumberFormat {
    match code {
        1 => NumberFormat::UpperRoman,
        2 => NumberFormat::LowerRoman,
        3 => NumberFormat::UpperLetter,
        4 => NumberFormat::LowerLetter,
        22 => NumberFormat::DecimalZero,
        23 => NumberFormat::Bullet,
        255 => NumberFormat::None,
        _ => NumberFormat::Decimal,
    }
}

fn read_lists(data: &[u8], numbering: &mut Numbering) -> Option<()> {
    let count = u32_at(data, 0)?;
    let fixed = data.get(4..)?.chunks_exact(LIST_SIZE).take(count.min(MOST_LISTS) as usize);
    let mut rest = data.get(4 + LIST_SIZE * fixed.len()..)?;
    let lists: Vec<_> = fixed.map(|fixed| Some((u32_at(fixed, 0)?, *fixed.get(12)?))).collect();
    for (number, list) in (1..).zip(&lists) {
        let (definition, _) = (*list)?;
        numbering.lists.insert(number, List { definition, ..List::default() });
    }
    for (number, list) in (1..).zip(lists) {
        let (_, changed) = list?;
        rest = rest.get(4..)?;
        for _ in 0..changed {
            rest = change(rest, numbering.lists.get_mut(&number)?)?;
        }
    }
    Some(())
}

/// A level that a list has otherwise than its definition (`LFOLVL`, 2.9.133), and what follows it.
fn change<'a>(data: &'a [u8], list: &mut List) -> Option<&'a [u8]> {
    let start = u32_at(data, 0)?;
    let flags = u32_at(data, 4)?;
    let at = (flags & 0xF) as usize;
    let mut rest = data.get(8..)?;
    if flags & 0x20 != 0 {
        let (level, after) = level(rest)?;
        rest = after;
        if let Some(own) = list.levels.get_mut(at) {
            *own = Some(level);
        }
    } else if flags & 0x10 != 0
        && let Some(own) = list.starts.get_mut(at)
    {
        *own = Some(start);
    }
    Some(rest)
}
