//! How large a piece of text is, as the caller counts it.

use lode_runtime::{Error, ErrorCode, Job, Result};

use super::words::count_words;
use crate::options::Sizer;

/// The size of `piece`.
///
/// # Errors
/// `TypeConversion` for an answer that is no size, and what the function throws.
pub fn size(piece: &str, sizer: Sizer, job: &Job) -> Result<f64> {
    match sizer {
        Sizer::Characters => Ok(piece.chars().count() as f64),
        Sizer::Words => Ok(count_words(piece) as f64),
        Sizer::Function { function } => {
            let answer = job.call(function, Box::new(piece.as_bytes().to_vec()))?;
            number(&answer).ok_or_else(|| {
                let shown: String = String::from_utf8_lossy(&answer).chars().take(80).collect();
                Error::new(
                    ErrorCode::TypeConversion,
                    format!("options.chunking.sizer: expected a finite number of 0 or more, got {shown}"),
                )
            })
        }
    }
}

fn number(answer: &[u8]) -> Option<f64> {
    let number: f64 = std::str::from_utf8(answer).ok()?.trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}
