//! Options come as JSON; what is wrong in them is named by its path.

use serde::de::DeserializeOwned;

use crate::{Error, ErrorCode, Result};

/// Reads options from JSON.
///
/// # Errors
/// `InvalidOptions` that names the path of the wrong field, what was expected and what came.
pub fn parse_options<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(if json.is_empty() { b"{}" } else { json });
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.inner().to_string();
        // serde_json adds its position in the JSON, which the caller never saw.
        let reason = reason.split(" at line ").next().unwrap_or(&reason);
        let place = if path == "." { "options".to_string() } else { format!("options.{path}") };
        Error::new(ErrorCode::InvalidOptions, format!("{place}: {reason}"))
    })
}
