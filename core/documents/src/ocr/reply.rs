//! What a backend answers.

use lode_runtime::{Error, ErrorCode, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The text of a page. What a backend says beyond this is checked for its type and otherwise left alone.
#[derive(Debug, Deserialize)]
pub struct Reply {
    /// The text; blank lines part paragraphs.
    pub content: String,
    /// Its words in reading order, where the backend tells them.
    #[serde(default)]
    pub words: Vec<Word>,
    #[serde(default, rename = "metadata")]
    _metadata: Option<Map<String, Value>>,
}

/// A word and where it is, in pixels from the top left corner.
#[derive(Debug, Deserialize)]
pub struct Word {
    #[serde(rename = "text")]
    _text: String,
    #[serde(default, rename = "confidence")]
    _confidence: Option<f64>,
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

/// Reads what `backend` answered for `page`.
///
/// # Errors
/// `TypeConversion` that names the backend, the field, what was expected and what came.
pub fn parse(answer: &[u8], backend: &str, page: u32) -> Result<Reply> {
    let mut json = serde_json::Deserializer::from_slice(answer);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { "its answer".to_string() } else { path };
        let reason = error.inner().to_string();
        // serde_json adds its position in the JSON, which the backend never saw.
        let reason = reason.split(" at line ").next().unwrap_or(&reason);
        let message = format!("OCR backend {backend:?}: {place}: {reason}");
        Error::new(ErrorCode::TypeConversion, message).at_page(page)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_be_just_its_content() {
        let reply = parse(br#"{"content": "text"}"#, "fake", 1).unwrap();
        assert_eq!((reply.content.as_str(), reply.words.len()), ("text", 0));
    }

    #[test]
    fn an_answer_may_say_more_than_is_needed() {
        let answer = br#"{"content": "", "metadata": {"engine": 5}, "language": "eng",
            "words": [{"text": "a", "confidence": 0.5, "x0": 1, "y0": 2, "x1": 3.5, "y1": 4, "line": 7}]}"#;
        assert_eq!(parse(answer, "fake", 1).unwrap().words[0].x1, 3.5);
    }

    #[test]
    fn a_wrong_answer_names_the_backend_the_field_what_was_expected_and_what_came() {
        let cases = [
            (r#"{"content": 7}"#, vec!["content", "integer `7`", "expected a string"]),
            (r#"{}"#, vec!["missing field `content`"]),
            (r#""text""#, vec!["its answer", "string \"text\"", "expected struct Reply"]),
            (r#"{"content": "", "metadata": []}"#, vec!["metadata", "sequence", "expected a map"]),
            (
                r#"{"content": "", "words": [{"text": "a", "x0": null, "y0": 0, "x1": 0, "y1": 0}]}"#,
                vec!["words[0].x0", "null", "expected f64"],
            ),
        ];
        for (answer, parts) in cases {
            let error = parse(answer.as_bytes(), "fake", 4).unwrap_err();
            assert_eq!((error.code, error.page), (ErrorCode::TypeConversion, Some(4)));
            for part in parts.into_iter().chain(["OCR backend \"fake\""]) {
                assert!(error.message.contains(part), "{part} in {}", error.message);
            }
        }
    }
}
