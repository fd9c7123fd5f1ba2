//! What attributes say.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};

use crate::model::Metadata;

/// The value of an attribute.
pub fn attribute<'a>(tag: &'a Tag, name: &LocalName) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| attribute.name.local == *name).map(|attribute| &*attribute.value)
}

/// The value of an attribute whose name is not one of HTML's.
pub fn attribute_named<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// The language of an element.
pub fn language(tag: &Tag) -> Option<String> {
    let language = attribute(tag, &local_name!("lang")).or_else(|| attribute_named(tag, "xml:lang"))?.trim();
    (!language.is_empty()).then(|| language.to_string())
}

/// Whether an element is not shown: by `hidden`, or by its own style.
pub fn is_hidden(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| match attribute.name.local {
        local_name!("hidden") => !attribute.value.eq_ignore_ascii_case("until-found"),
        local_name!("style") => hides(&attribute.value),
        _ => false,
    })
}

fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let value = value.trim().trim_end_matches("!important").trim();
        property.trim().eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
    })
}

/// A whole number.
pub fn number(tag: &Tag, name: &LocalName) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// A number of rows or columns.
pub fn size(tag: &Tag, name: &LocalName) -> Option<usize> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether a table says that it only arranges things.
pub fn is_presentation(tag: &Tag) -> bool {
    matches!(attribute(tag, &local_name!("role")), Some("presentation" | "none"))
}

/// Whether an address is a program.
pub fn is_script(address: &str) -> bool {
    address.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"))
}

/// The programming language that a class names (HTML Standard, section 4.5.15, and what GitHub writes).
pub fn code_language(tag: &Tag) -> Option<String> {
    let classes = attribute(tag, &local_name!("class"))?.split_ascii_whitespace();
    let prefixes = ["language-", "lang-", "highlight-source-"];
    let named = |class: &str| prefixes.iter().find_map(|prefix| class.strip_prefix(prefix)).map(str::to_string);
    classes.into_iter().find_map(named).filter(|language| !language.is_empty())
}

/// The description and address of a picture; `None` for decoration and for pixels that count readers.
pub fn image(tag: &Tag) -> Option<(&str, Option<&str>)> {
    let description = attribute(tag, &local_name!("alt"));
    let sides = [local_name!("width"), local_name!("height")];
    let pixel = sides.iter().any(|side| matches!(attribute(tag, side), Some("0" | "1")));
    if description.is_some_and(|description| description.trim().is_empty()) || pixel {
        return None;
    }
    let title = || attribute(tag, &local_name!("title"));
    // A picture within the address itself is of no use to a reader of the address.
    let url =
        attribute(tag, &local_name!("src")).map(str::trim).filter(|url| !url.is_empty() && !url.starts_with("data:"));
    Some((description.or_else(title).unwrap_or_default(), url))
}

/// Reads a `<meta>` element (names: HTML Standard, section 4.2.5.1; Dublin Core; Open Graph).
pub fn read(tag: &Tag, metadata: &mut Metadata) {
    let name = attribute(tag, &local_name!("name")).or_else(|| attribute(tag, &local_name!("property")));
    let (Some(name), Some(content)) = (name, attribute(tag, &local_name!("content"))) else { return };
    let content = content.trim();
    if content.is_empty() {
        return;
    }
    let set = |field: &mut Option<String>| {
        field.get_or_insert_with(|| content.to_string());
    };
    match name.trim().to_ascii_lowercase().as_str() {
        "description" | "dc.description" | "dcterms.description" | "og:description" => set(&mut metadata.description),
        "author" | "dc.creator" | "dcterms.creator" if !metadata.authors.iter().any(|author| author == content) => {
            metadata.authors.push(content.to_string());
        }
        "keywords" if metadata.keywords.is_empty() => {
            let keywords = content.split(',').map(str::trim).filter(|keyword| !keyword.is_empty());
            metadata.keywords = keywords.map(str::to_string).collect();
        }
        "generator" => set(&mut metadata.producer),
        "og:title" | "dc.title" | "dcterms.title" => set(&mut metadata.title),
        "dc.subject" | "dcterms.subject" | "subject" => set(&mut metadata.subject),
        "dc.language" | "dcterms.language" => set(&mut metadata.language),
        "article:published_time" | "dcterms.created" | "dc.date.created" if is_date(content) => {
            set(&mut metadata.created)
        }
        "article:modified_time" | "dcterms.modified" | "dc.date.modified" if is_date(content) => {
            set(&mut metadata.modified)
        }
        _ => {}
    }
}

/// Whether a text is a date and time of RFC 3339, as far as its shape goes.
fn is_date(text: &str) -> bool {
    let shape = text.bytes().take(11).map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    shape.eq(*b"0000-00-00T")
}
