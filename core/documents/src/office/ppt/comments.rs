//! Comments on slides ([MS-PPT] 2.5.23, 2.11.10), which PowerPoint 2002 and later add among the tags of programs.

use lode_runtime::Result;

use super::Reader;
use super::record::{self, Record};
use super::text::string;
use crate::little_endian::u16_at;
use crate::model::Annotation;

impl Reader<'_> {
    /// Adds the comments on a slide as annotations.
    pub(super) fn comments(&mut self, slide: &Record) -> Result<()> {
        for comment in slide.added().filter(|found| found.kind == record::COMMENT) {
            self.context.job.check()?;
            let said = |instance| {
                let found = comment.children().find(|child| child.kind == record::STRING && child.instance == instance);
                found.map(|found| string(&found)).filter(|text| !text.is_empty())
            };
            self.document.annotations.push(Annotation {
                kind: "comment".to_string(),
                content: said(1).unwrap_or_default().replace('\r', "\n"),
                author: said(0),
                created: comment.child(record::COMMENT_ATOM).and_then(|atom| rfc_3339(atom.data.get(4..)?)),
                page: Some(self.page),
                bounding_box: None,
            });
        }
        Ok(())
    }
}

/// A date as Windows has it (`SYSTEMTIME`, [MS-DTYP] 2.3.13). It has no zone; it is taken for UTC, as in newer files.
fn rfc_3339(data: &[u8]) -> Option<String> {
    let part = |index: usize| u16_at(data, 2 * index);
    let (year, month, day) = (part(0)?, part(1)?, part(3)?);
    let (hour, minute, second) = (part(4)?, part(5)?, part(6)?);
    let is_date = (1601..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let is_time = hour < 24 && minute < 60 && second < 60;
    (is_date && is_time).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}
