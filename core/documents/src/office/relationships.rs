//! Which part of an Open Packaging Conventions package (ECMA-376 part 2) refers to which others.

use std::borrow::Cow;

use lode_runtime::{Job, Result};

use crate::package::Package;
use crate::xml::{Node, Walker, decode};

/// A reference from one part to another, or out of the package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relationship {
    /// What the referring part calls it.
    pub id: String,
    /// The last segment of its type, such as `image`; the same for strict and transitional files.
    pub kind: String,
    /// The path in the package, or the address when it is external.
    pub target: String,
    /// Whether it leads out of the package.
    pub external: bool,
}

/// The references of one part.
#[derive(Debug, Default)]
pub struct Relationships {
    /// In the order of the file.
    all: Vec<Relationship>,
    /// Indexes into `all` in the order of the ids.
    by_id: Vec<usize>,
}

impl Relationships {
    /// Reads the references of `part`; the empty path stands for the package itself. None when it has none.
    ///
    /// # Errors
    /// Those of reading the part; an error in its XML ends the list there.
    pub fn read(package: &Package, part: &str, job: &Job) -> Result<Self> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(bytes) = package.read_path(&format!("{folder}{separator}_rels/{name}.rels"))? else {
            return Ok(Self::default());
        };
        let text = decode(&bytes);
        let mut xml = Walker::new(&text, job);
        let mut all = Vec::new();
        while let Some(node) = xml.next(0)? {
            let Node::Start(tag) = node else { continue };
            let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) else { continue };
            let kind = tag.attribute("Type").unwrap_or_default();
            let external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
            all.push(Relationship {
                id: id.into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_string(),
                target: if external { target.into_owned() } else { resolve(folder, &target) },
                external,
            });
        }
        let mut by_id: Vec<usize> = (0..all.len()).collect();
        by_id.sort_by_key(|index| id_at(&all, *index));
        Ok(Self { all, by_id })
    }

    /// The reference with this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Relationship> {
        let found = self.by_id.binary_search_by_key(&id, |index| id_at(&self.all, *index)).ok()?;
        self.all.get(*self.by_id.get(found)?)
    }

    /// The path of the part in the package that `id` refers to.
    #[must_use]
    pub fn part(&self, id: &str) -> Option<&str> {
        self.by_id(id).filter(|relationship| !relationship.external).map(|relationship| relationship.target.as_str())
    }

    /// The parts in the package that are referred to as `kind`, in the order of the file.
    pub fn parts_of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter(move |relationship| relationship.kind == kind && !relationship.external)
            .map(|relationship| relationship.target.as_str())
    }
}

/// The parts that a package itself refers to.
#[derive(Debug)]
pub struct Root {
    /// The document.
    pub main: String,
    /// Title, authors and so on.
    pub core_properties: String,
    /// What the program that wrote the file tells.
    pub extended_properties: String,
}

impl Root {
    /// Finds them. Nearly all packages have them in the same places: when the document is at `usual`, nothing is read.
    ///
    /// # Errors
    /// Those of [`Relationships::read`].
    pub fn read(package: &Package, usual: &str, job: &Job) -> Result<Self> {
        let (core, app) = ("docProps/core.xml", "docProps/app.xml");
        let all_usual = [usual, core, app].iter().all(|path| package.find(path).is_some());
        let root = if all_usual { Relationships::default() } else { Relationships::read(package, "", job)? };
        let part = |kind, usual: &str| root.parts_of(kind).next().unwrap_or(usual).to_string();
        Ok(Self {
            main: part("officeDocument", usual),
            core_properties: part("core-properties", core),
            extended_properties: part("extended-properties", app),
        })
    }
}

fn id_at(all: &[Relationship], index: usize) -> &str {
    all.get(index).map_or("", |relationship| &relationship.id)
}

/// The path of `target` as seen from `folder`, without `.` and `..`; those at the root stay there.
#[must_use]
pub fn resolve(folder: &str, target: &str) -> String {
    let target = percent_decoded(target);
    let target = target.split(['#', '?']).next().unwrap_or_default().replace('\\', "/");
    let mut segments: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments.join("/")
}

/// Part names are percent-encoded in references and not in the ZIP file.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zip;

    #[test]
    fn targets_are_resolved_against_the_folder_of_their_part() {
        for (folder, target, path) in [
            ("word", "media/a.png", "word/media/a.png"),
            ("ppt/slides", "../media/a.png", "ppt/media/a.png"),
            ("ppt", "/docProps/core.xml", "docProps/core.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("a", "../../../../etc/passwd", "etc/passwd"),
            ("word", "embeddings\\my%20file.xlsx", "word/embeddings/my file.xlsx"),
            ("word", "100%", "word/100%"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }

    #[test]
    fn kinds_are_the_same_for_strict_and_transitional_files() {
        let rels = br#"<Relationships>
            <Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="1.png"/>
            <Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/image" Target="2.png"/>
            <Relationship Id="c" Type="x/image" Target="http://example.com/3.png" TargetMode="External"/>
            </Relationships>"#;
        let bytes = zip(&[("word/_rels/document.xml.rels", rels)]);
        let job = Job::default();
        let package = Package::open(&bytes, &job).unwrap();
        let relationships = Relationships::read(&package, "word/document.xml", &job).unwrap();
        assert_eq!(relationships.parts_of("image").collect::<Vec<_>>(), ["word/1.png", "word/2.png"]);
        assert_eq!(relationships.part("c"), None);
        assert!(Relationships::read(&package, "word/other.xml", &job).unwrap().by_id("a").is_none());
    }
}
