//! Which classes a caller wants to see: those that touch changed lines, those that a baseline does not know.

use std::collections::{HashMap, HashSet};

use lode_runtime::{Error, ErrorCode, Result};

use crate::model::CloneClass;
use crate::options::DuplicateOptions;

/// What `changed` and `baseline` say.
pub struct Filter {
    changed: Option<HashMap<String, Vec<(u32, u32)>>>,
    known: HashSet<String>,
}

impl Filter {
    /// Reads the options.
    ///
    /// # Errors
    /// `InvalidOptions` for a baseline that is none.
    pub fn new(options: &DuplicateOptions) -> Result<Self> {
        let changed = options.changed.as_ref();
        let changed = changed.map(|files| files.iter().map(|(file, lines)| (key(file), lines.clone())).collect());
        let mut known = HashSet::new();
        let lines = options.baseline.as_deref().unwrap_or_default().lines().map(str::trim);
        for (number, line) in lines.enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            if line.len() != 16 || !line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                let message = format!(
                    "options.baseline: expected what baseline() of an earlier report gave, 16 hexadecimal digits a line, got \
                     {line:?} in line {}",
                    number + 1
                );
                return Err(Error::new(ErrorCode::InvalidOptions, message));
            }
            known.insert(line.to_ascii_lowercase());
        }
        Ok(Self { changed, known })
    }

    /// Whether the caller wants to see a class.
    #[must_use]
    pub fn wants(&self, class: &CloneClass) -> bool {
        !self.known.contains(&class.hash) && self.changed.as_ref().is_none_or(|changed| touches(class, changed))
    }
}

fn touches(class: &CloneClass, changed: &HashMap<String, Vec<(u32, u32)>>) -> bool {
    class.fragments.iter().any(|fragment| {
        let lines = changed.get(&key(&fragment.file));
        lines.is_some_and(|lines| {
            lines.iter().any(|(first, last)| *first <= fragment.end_line && fragment.start_line <= *last)
        })
    })
}

/// One name for all ways to write a path.
#[must_use]
pub fn key(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_string(), |path| path.to_string_lossy().into_owned())
}
