//! x
use std::path::Path;
/// x
pub fn generate(_root: &Path) -> crate::Result<String> {
    Ok(String::new())
}
