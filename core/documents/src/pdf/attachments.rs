//! Files embedded in a PDF (ISO 32000-2, 7.11.4).

use std::collections::HashSet;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use lode_runtime::{Bytes, ErrorCode, Result};

use super::{streams, strings};
use crate::document::Document;
use crate::extract::extract_nested;
use crate::formats::Context;
use crate::model::Warning;

/// Levels of the tree of names.
const DEEPEST: usize = 32;

/// Reads the embedded files into `document`.
///
/// # Errors
/// `LimitArchiveEntries`, `LimitExpandedBytes`, `Cancelled`, `Timeout`; other errors of a file become warnings.
pub fn read(pdf: &Pdf, document: &mut Document, context: &Context) -> Result<()> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    if let Some(tree) = pdf
        .xref()
        .get::<Dict>(pdf.xref().root_id())
        .and_then(|catalog| catalog.get::<Dict>("Names"))
        .and_then(|names| names.get::<Dict>("EmbeddedFiles"))
    {
        in_tree(&tree, 0, &mut seen, &mut files, context)?;
    }
    for page in pdf.pages().iter() {
        let Some(annotations) = page.raw().get::<Array>("Annots") else { continue };
        let is_file = |dict: &Dict| dict.get::<Name>("Subtype").is_some_and(|name| name.as_str() == "FileAttachment");
        files.extend(annotations.iter::<Dict>().filter(is_file).filter_map(|dict| dict.get::<Dict>("FS")));
    }
    let mut done = HashSet::new();
    for file in files {
        context.job.check()?;
        if let Some(stream) = embedded(&file).filter(|stream| done.insert(stream.obj_id())) {
            context.job.limits().archive_entries(done.len() as u64)?;
            extract(&file, &stream, document, context)?;
        }
    }
    Ok(())
}

fn in_tree<'a>(
    node: &Dict<'a>,
    depth: usize,
    seen: &mut HashSet<ObjectIdentifier>,
    files: &mut Vec<Dict<'a>>,
    context: &Context,
) -> Result<()> {
    if depth >= DEEPEST || node.obj_id().is_some_and(|id| !seen.insert(id)) {
        return Ok(());
    }
    if let Some(names) = node.get::<Array>("Names") {
        files.extend(names.iter::<Object>().filter_map(Object::into_dict));
        context.job.limits().archive_entries(files.len() as u64)?;
    }
    if let Some(kids) = node.get::<Array>("Kids") {
        for kid in kids.iter::<Dict>() {
            context.job.check()?;
            in_tree(&kid, depth + 1, seen, files, context)?;
        }
    }
    Ok(())
}

fn embedded<'a>(file: &Dict<'a>) -> Option<Stream<'a>> {
    let versions = file.get::<Dict>("EF")?;
    ["UF", "F", "Unix", "DOS", "Mac"].iter().find_map(|key| versions.get::<Stream>(key))
}

fn extract(file: &Dict, stream: &Stream, document: &mut Document, context: &Context) -> Result<()> {
    let name = ["UF", "F"]
        .iter()
        .find_map(|key| file.get::<PdfString>(key))
        .map(|name| strings::text(name.as_bytes()))
        .unwrap_or_default();
    let failed = |message: String| Warning {
        code: "ATTACHMENT_FAILED".into(),
        message,
        page: None,
        path: Some(name.clone()).filter(|name| !name.is_empty()),
    };
    let Some(decoded) = streams::decode(stream, context.job)? else {
        document.warnings.push(failed("the embedded file is damaged and could not be decoded".into()));
        return Ok(());
    };
    let bytes: Bytes = Arc::new(decoded.into_owned());
    let known_name = Some(name.as_str()).filter(|name| !name.is_empty());
    match extract_nested(&bytes, known_name, context.depth.saturating_add(1), context.options, context.job) {
        Ok(extraction) => document.attachments.push(extraction),
        Err(error)
            if matches!(error.code, ErrorCode::Cancelled | ErrorCode::Timeout | ErrorCode::LimitExpandedBytes) =>
        {
            return Err(error.at_path(name));
        }
        Err(error) => document.warnings.push(failed(error.message)),
    }
    Ok(())
}
