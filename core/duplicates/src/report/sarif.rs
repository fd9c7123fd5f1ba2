//! SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): one result for each class.

use serde_json::{Value, json};

use super::{counted, kind, place};
use crate::model::{CloneClass, DuplicateReport, Fragment};

/// Writes the log.
pub fn write(report: &DuplicateReport) -> String {
    let results: Vec<Value> = report.classes.iter().map(result).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Lode",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": [
                    rule("exact", "The same code stands in several places."),
                    rule("renamed", "The same code, up to names and literals, stands in several places."),
                    rule("edited", "Almost the same code stands in several places."),
                ],
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    log.to_string()
}

fn rule(kind: &str, text: &str) -> Value {
    json!({
        "id": format!("duplicate/{kind}"),
        "shortDescription": { "text": text },
        "defaultConfiguration": { "level": "warning" },
    })
}

fn result(class: &CloneClass) -> Value {
    let (first, others) = match class.fragments.split_first() {
        Some((first, others)) => (Some(first), others),
        None => (None, [].as_slice()),
    };
    // `[text](id)` links to the related location with that id (3.11.6).
    let links: Vec<String> =
        others.iter().zip(1..).map(|(other, id)| format!("[{}]({id})", linked(&place(other)))).collect();
    let text = format!(
        "{} of {}: {}",
        counted(u64::from(class.lines), "line", "lines"),
        match class.r#type {
            1 => "code that is copied",
            2 => "code that is copied with other names or literals",
            _ => "code that is copied and edited",
        },
        links.join(", ")
    );
    let related: Vec<Value> = others
        .iter()
        .zip(1..)
        .map(|(other, id)| {
            let mut related = location(other);
            related["id"] = json!(id);
            related
        })
        .collect();
    json!({
        "ruleId": format!("duplicate/{}", kind(class)),
        "level": "warning",
        "message": { "text": text },
        "locations": first.map(location).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": { "duplicate/v1": class.hash },
        "properties": { "similarity": class.similarity, "tokens": class.tokens },
    })
}

fn location(fragment: &Fragment) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&fragment.file) },
            "region": {
                "startLine": fragment.start_line,
                "startColumn": fragment.start_column,
                "endLine": fragment.end_line,
                "endColumn": fragment.end_column,
                "byteOffset": fragment.start_byte,
                "byteLength": fragment.end_byte.saturating_sub(fragment.start_byte),
            },
        },
    });
    if let Some(function) = &fragment.function {
        location["logicalLocations"] = json!([{ "name": function, "kind": "function" }]);
    }
    location
}

/// The text of a link: brackets and backslashes are escaped (3.11.6).
fn linked(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// A path as a URI reference (RFC 3986): relative paths stay relative.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = String::from(if path.starts_with('/') {
        "file://"
    } else if drive {
        "file:///"
    } else {
        ""
    });
    let plain = path.strip_prefix("./").unwrap_or(&path);
    for (at, byte) in plain.bytes().enumerate() {
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        if unreserved || (drive && at == 1) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
