//! Parts of an Office Open XML package: what refers to what, and what the file says about itself (ECMA-376 part 2).

use std::borrow::Cow;

use lode_runtime::{Job, Result};

use super::scanner::{Scanner, Token};
use crate::model::Metadata;
use crate::package::Package;
use crate::xml::decode;

/// Where the properties of a file usually are.
const CORE_PATH: &str = "docProps/core.xml";

/// A reference from one part to another, or to a place outside.
pub struct Relation {
    /// Its id in the part that refers.
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The path of the part, from the root of the package; or the address, where it is outside.
    pub target: String,
}

/// What the package itself refers to; nothing where its main part lies in the usual place, as all the others then do.
///
/// # Errors
/// As [`relations`].
pub fn root_relations(package: &Package, usual: &str, job: &Job) -> Result<Vec<Relation>> {
    if package.find(usual).is_some() && package.find(CORE_PATH).is_some() {
        Ok(Vec::new())
    } else {
        relations(package, "", job)
    }
}

/// What the part at `path` refers to; nothing where the package does not say.
///
/// # Errors
/// The limits, `Cancelled`, `Timeout`.
pub fn relations(package: &Package, path: &str, job: &Job) -> Result<Vec<Relation>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let separator = if folder.is_empty() { "" } else { "/" };
    let Some(data) = package.read_path(&format!("{folder}{separator}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let text = decode(&data);
    let mut scanner = Scanner::new(&text, job);
    let mut relations = Vec::new();
    while let Some((_, attributes)) = scanner.next_element()? {
        let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target")) else { continue };
        let kind = attributes.get("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_string();
        let outside = attributes.get("TargetMode").is_some_and(|mode| mode == "External");
        let target = if outside { target.into_owned() } else { resolve(folder, &target) };
        relations.push(Relation { id: id.into_owned(), kind, target });
    }
    Ok(relations)
}

/// The path from the root of the package that `target` means in `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(path.pop()),
            "" | "." => {}
            _ => path.push(part),
        }
    }
    path.join("/")
}

/// The target of the relation with this id.
pub fn target<'r>(relations: &'r [Relation], id: &str) -> Option<&'r str> {
    relations.iter().find(|relation| relation.id == id).map(|relation| relation.target.as_str())
}

/// The first target of this kind.
pub fn first_of_kind<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
}

/// The text of a part as XML; none where it is missing.
///
/// # Errors
/// As [`Package::read`].
pub fn read_text(package: &Package, path: &str) -> Result<Option<String>> {
    let Some(data) = package.read_path(path)? else { return Ok(None) };
    Ok(Some(match data {
        Cow::Owned(data) => into_text(data),
        Cow::Borrowed(data) => decode(data).into_owned(),
    }))
}

/// Decodes without a copy where the bytes are UTF-8, as those of nearly all parts are.
fn into_text(data: Vec<u8>) -> String {
    match String::from_utf8(data) {
        // Neither a byte order mark nor UTF-16, whose zero bytes are valid in UTF-8 as well.
        Ok(text) if matches!(text.as_bytes(), [b'<', second, ..] if *second != 0) => text,
        Ok(text) => decode(text.as_bytes()).into_owned(),
        Err(error) => decode(error.as_bytes()).into_owned(),
    }
}

/// Fills in what `docProps` says.
///
/// # Errors
/// The limits, `Cancelled`, `Timeout`.
pub fn read_properties(package: &Package, root: &[Relation], metadata: &mut Metadata, job: &Job) -> Result<()> {
    let core = first_of_kind(root, "core-properties").unwrap_or(CORE_PATH);
    let application = first_of_kind(root, "extended-properties").unwrap_or("docProps/app.xml");
    for path in [core, application] {
        if let Some(text) = read_text(package, path)? {
            // Damaged properties are no reason to fail.
            let _ = read_property_part(&text, metadata, job);
        }
    }
    job.check()
}

fn read_property_part(text: &str, metadata: &mut Metadata, job: &Job) -> Result<()> {
    let mut scanner = Scanner::new(text, job);
    let mut value = String::new();
    while let Some(token) = scanner.next()? {
        let Token::Start(name, _) = token else { continue };
        match name {
            "title" | "subject" | "creator" | "keywords" | "description" | "language" | "created" | "modified"
            | "Application" => {
                value.clear();
                scanner.text_until(name, &mut value)?;
                set_property(metadata, name, value.trim());
            }
            _ => {}
        }
    }
    Ok(())
}

fn set_property(metadata: &mut Metadata, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let list = |separators: &[char]| {
        let parts = value.split(separators).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_string).collect()
    };
    let text = Some(value.to_string());
    match name {
        "title" => metadata.title = text,
        "subject" => metadata.subject = text,
        "creator" => metadata.authors = list(&[';']),
        "keywords" => metadata.keywords = list(&[',', ';']),
        "description" => metadata.description = text,
        "language" => metadata.language = text,
        "created" => metadata.created = text,
        "modified" => metadata.modified = text,
        _ => metadata.creator = text,
    }
}

/// The media type of a picture by the extension of its name, lower case.
pub fn image_type(extension: &str) -> String {
    match extension {
        "jpg" | "jpeg" => "image/jpeg".to_string(),
        "svg" => "image/svg+xml".to_string(),
        "tif" => "image/tiff".to_string(),
        "emf" | "wmf" => format!("image/x-{extension}"),
        _ => format!("image/{extension}"),
    }
}
