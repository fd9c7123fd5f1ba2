//! The types that cross to JavaScript, read from the Rust sources.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Attribute, Expr, ExprLit, Fields, GenericArgument, Item, ItemEnum, ItemStruct, Lit, Meta, PathArguments};

use crate::Result;

/// A file of types and the Rust path of its module.
const SOURCES: &[(&str, &str)] = &[
    ("core/documents/src/model.rs", "lode_documents::model"),
    ("core/duplicates/src/model.rs", "lode_duplicates::model"),
    ("core/media/src/model.rs", "lode_media::model"),
];

/// What is written as a whole, each with functions of its own.
pub const ROOTS: &[Root] = &[
    Root { name: "extraction", of: "Extraction", list: false, text: false },
    Root { name: "chunks", of: "Chunk", list: true, text: true },
    Root { name: "keywords", of: "Keyword", list: true, text: false },
    Root { name: "languages", of: "DetectedLanguage", list: true, text: false },
    Root { name: "duplicate_report", of: "DuplicateReport", list: false, text: false },
    Root { name: "clone_class", of: "CloneClass", list: false, text: false },
    Root { name: "clone_classes", of: "CloneClass", list: true, text: false },
    Root { name: "skipped", of: "Skipped", list: true, text: false },
    Root { name: "duplicate_index_info", of: "DuplicateIndexInfo", list: false, text: false },
    Root { name: "media_info", of: "MediaInfo", list: false, text: false },
    Root { name: "audio_info", of: "AudioInfo", list: false, text: false },
    Root { name: "frame_infos", of: "FrameInfo", list: true, text: false },
    Root { name: "transcode_progress", of: "TranscodeProgress", list: false, text: false },
    Root { name: "transcode_stats", of: "TranscodeStats", list: false, text: false },
    Root { name: "codec_list", of: "CodecList", list: false, text: false },
];

/// The strings that are decoded on their own; ranges within the same struct refer to them.
const LONG_TEXTS: &[(&str, &str)] = &[("Extraction", "content")];

/// The ranges that become their text alone, without `start` and `end`.
const TEXT_ONLY: &[(&str, &str)] = &[("Page", "content")];

/// The structs whose absent fields are left out; elsewhere they are `undefined`, so that all objects have one shape.
const OMIT_ABSENT: &[&str] = &["Metadata"];

/// Raised when the format itself changes.
const FORMAT: &str = "1";

/// Something that is written as a whole.
pub struct Root {
    /// What its functions are called, after `write` and `read`.
    pub name: &'static str,
    /// The type, or that of the elements.
    pub of: &'static str,
    /// Whether it is a list of them.
    pub list: bool,
    /// Whether ranges in it refer to a text that both sides pass.
    pub text: bool,
}

/// Everything that crosses.
pub struct Schema {
    /// Rust module paths with the names of the types used from them.
    pub modules: Vec<(String, Vec<String>)>,
    /// Structs and enums, in the order of the sources.
    pub items: Vec<Definition>,
}

/// A struct or an enum.
pub enum Definition {
    /// A struct.
    Struct(Struct),
    /// A unit enum.
    Enum(Enum),
}

/// A struct.
pub struct Struct {
    /// Its name in both languages.
    pub name: String,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Whether absent fields are left out.
    pub omits_absent: bool,
}

/// A field.
pub struct Field {
    /// Its name in Rust, `r#` included.
    pub rust: String,
    /// Its name in TypeScript.
    pub name: String,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// Its type.
    pub kind: Kind,
}

/// A unit enum: a union of strings in TypeScript.
pub struct Enum {
    /// Its name in both languages.
    pub name: String,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// The strings, in order, with their docs.
    pub variants: Vec<(String, Vec<String>)>,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// An unsigned number of 32 bits.
    Word,
    /// A float, or an integer of 64 bits.
    Float {
        /// Whether Rust needs a cast.
        cast: bool,
    },
    /// A bit among the flags of its struct.
    Flag,
    /// A string.
    Text,
    /// A string that many values have: it is written once.
    SharedText,
    /// A string that is decoded on its own.
    LongText,
    /// Raw bytes.
    Bytes,
    /// A range that becomes `text`, `start` and `end`, or the text alone.
    Range {
        /// Without `start` and `end`.
        text_only: bool,
    },
    /// The cells of a table.
    Cells,
    /// A struct by name.
    Struct(String),
    /// A unit enum by name.
    Enum(String),
    /// A list.
    List(Box<Kind>),
    /// Something that may be absent.
    Optional(Box<Kind>),
}

impl Schema {
    /// Reads the sources below `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let mut modules = Vec::new();
        let mut structs = BTreeMap::new();
        let mut order = Vec::new();
        let mut enums = BTreeMap::new();
        for (path, module) in SOURCES {
            let text =
                std::fs::read_to_string(root.join(path)).map_err(|error| format!("cannot read {path}: {error}"))?;
            for item in syn::parse_file(&text).map_err(|error| format!("{path}: {error}"))?.items {
                match item {
                    Item::Struct(item) => {
                        order.push((item.ident.to_string(), *module));
                        structs.insert(item.ident.to_string(), item);
                    }
                    Item::Enum(item) => {
                        order.push((item.ident.to_string(), *module));
                        enums.insert(item.ident.to_string(), item);
                    }
                    _ => {}
                }
            }
            modules.push(((*module).to_string(), Vec::new()));
        }
        let mut used = Vec::new();
        let mut found = BTreeMap::new();
        for root in ROOTS {
            visit(root.of, &structs, &enums, &mut used, &mut found)?;
        }
        let mut items = Vec::new();
        for (name, module) in order {
            let Some(item) = found.remove(&name) else { continue };
            if let (Some((_, names)), Definition::Struct(_)) =
                (modules.iter_mut().find(|(path, _)| path == module), &item)
            {
                names.push(name);
            }
            items.push(item);
        }
        Ok(Self { modules, items })
    }

    /// The structs, in order.
    pub fn structs(&self) -> impl Iterator<Item = &Struct> {
        self.items.iter().filter_map(|item| if let Definition::Struct(item) = item { Some(item) } else { None })
    }

    /// The enums, in order.
    pub fn enums(&self) -> impl Iterator<Item = &Enum> {
        self.items.iter().filter_map(|item| if let Definition::Enum(item) = item { Some(item) } else { None })
    }

    /// A number that differs when what is written differs (FNV-1a over names and types).
    pub fn checksum(&self) -> u32 {
        let mut text = format!("format {FORMAT}\n");
        for root in ROOTS {
            text += &format!("root {} {} {}\n", root.name, root.of, root.list);
        }
        for item in self.structs() {
            text += &format!("struct {}\n", item.name);
            item.fields.iter().for_each(|field| text += &format!("{} {:?}\n", field.name, field.kind));
        }
        for item in self.enums() {
            text += &format!("enum {}\n", item.name);
            item.variants.iter().for_each(|(name, _)| text += &format!("{name}\n"));
        }
        text.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

fn visit(
    name: &str,
    structs: &BTreeMap<String, ItemStruct>,
    enums: &BTreeMap<String, ItemEnum>,
    used: &mut Vec<String>,
    found: &mut BTreeMap<String, Definition>,
) -> Result<()> {
    if used.iter().any(|known| known == name) {
        return Ok(());
    }
    used.push(name.to_string());
    if let Some(item) = enums.get(name) {
        found.insert(name.to_string(), Definition::Enum(read_enum(item)?));
        return Ok(());
    }
    let item =
        structs.get(name).ok_or_else(|| format!("{name}: no such struct or enum in the files of model types"))?;
    let Fields::Named(fields) = &item.fields else { return Err(format!("{name}: expected named fields").into()) };
    let mut list = Vec::new();
    for field in &fields.named {
        let rust = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let plain = rust.trim_start_matches("r#");
        let place = (name, plain);
        let mut kind = kind(&field.ty, enums).map_err(|error| format!("{name}.{plain}: {error}"))?;
        if LONG_TEXTS.contains(&place) {
            kind = Kind::LongText;
        }
        if TEXT_ONLY.contains(&place) {
            kind = Kind::Range { text_only: true };
        }
        if let Some(inner) = named(&kind) {
            visit(inner, structs, enums, used, found)?;
        }
        let renamed = serde_text(&field.attrs, "rename");
        list.push(Field { name: renamed.unwrap_or_else(|| camel_case(plain)), docs: docs(&field.attrs), rust, kind });
    }
    let omits_absent = OMIT_ABSENT.contains(&name);
    let value = Struct { name: name.to_string(), docs: docs(&item.attrs), fields: list, omits_absent };
    found.insert(name.to_string(), Definition::Struct(value));
    Ok(())
}

fn named(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) | Kind::Enum(name) => Some(name),
        Kind::List(inner) | Kind::Optional(inner) => named(inner),
        _ => None,
    }
}

fn kind(ty: &syn::Type, enums: &BTreeMap<String, ItemEnum>) -> Result<Kind> {
    let unsupported = || format!("a type that the generator does not know: {}", quote::quote!(#ty));
    let syn::Type::Path(path) = ty else { return Err(unsupported().into()) };
    let segment = path.path.segments.last().ok_or_else(unsupported)?;
    let name = segment.ident.to_string();
    let argument = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(inner),
            _ => return Err(unsupported().into()),
        },
        _ => None,
    };
    Ok(match (name.as_str(), argument) {
        ("u32", None) => Kind::Word,
        ("f64", None) => Kind::Float { cast: false },
        ("f32" | "u64" | "i64" | "usize", None) => Kind::Float { cast: true },
        ("bool", None) => Kind::Flag,
        ("String", None) => Kind::Text,
        ("TextRange", None) => Kind::Range { text_only: false },
        ("Cells", None) => Kind::Cells,
        ("Arc", Some(inner)) if quote::quote!(#inner).to_string() == "str" => Kind::SharedText,
        ("Option", Some(inner)) => Kind::Optional(Box::new(kind(inner, enums)?)),
        ("Vec", Some(inner)) if quote::quote!(#inner).to_string() == "u8" => Kind::Bytes,
        ("Vec", Some(inner)) => match kind(inner, enums)? {
            Kind::Flag | Kind::Optional(_) | Kind::Range { .. } | Kind::Cells => return Err(unsupported().into()),
            inner => Kind::List(Box::new(inner)),
        },
        (name, None) if enums.contains_key(name) => Kind::Enum(name.to_string()),
        (name, None) if name.starts_with(char::is_uppercase) => Kind::Struct(name.to_string()),
        _ => return Err(unsupported().into()),
    })
}

fn read_enum(item: &ItemEnum) -> Result<Enum> {
    let name = item.ident.to_string();
    let rule = serde_text(&item.attrs, "rename_all");
    let mut variants = Vec::new();
    for variant in &item.variants {
        if !matches!(variant.fields, Fields::Unit) || variant.discriminant.is_some() {
            return Err(format!("{name}: expected unit variants without numbers").into());
        }
        let variant_name = variant.ident.to_string();
        let text = match serde_text(&variant.attrs, "rename") {
            Some(text) => text,
            None => apply(rule.as_deref(), &variant_name)?,
        };
        variants.push((text, docs(&variant.attrs)));
    }
    Ok(Enum { name, docs: docs(&item.attrs), variants })
}

fn apply(rule: Option<&str>, name: &str) -> Result<String> {
    let separated = |separator: char| {
        let mut text = String::new();
        for (at, letter) in name.chars().enumerate() {
            if at > 0 && letter.is_uppercase() {
                text.push(separator);
            }
            text.extend(letter.to_lowercase());
        }
        text
    };
    Ok(match rule {
        None => name.to_string(),
        Some("lowercase") => name.to_lowercase(),
        Some("UPPERCASE") => name.to_uppercase(),
        Some("camelCase") => name[..1].to_lowercase() + &name[1..],
        Some("snake_case") => separated('_'),
        Some("kebab-case") => separated('-'),
        Some(other) => return Err(format!("{name}: rename_all = {other:?} is not known to the generator").into()),
    })
}

/// `mime_type` as `mimeType`.
pub fn camel_case(name: &str) -> String {
    let mut text = String::new();
    let mut upper = false;
    for letter in name.chars() {
        if letter == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) {
            text.extend(letter.to_uppercase());
        } else {
            text.push(letter);
        }
    }
    text
}

/// The indefinite article of a type's name.
pub fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" }
}

/// The lines of a doc comment, without the space that they begin with.
pub fn docs(attributes: &[Attribute]) -> Vec<String> {
    attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => text(&pair.value),
            _ => None,
        })
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_string())
        .collect()
}

fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn serde_text(attributes: &[Attribute], key: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let value: Lit = value.parse()?;
                if let (true, Lit::Str(text)) = (meta.path.is_ident(key), value) {
                    found = Some(text.value());
                }
            }
            Ok(())
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enum_names_follow_the_rule_of_serde() {
        assert_eq!(apply(Some("camelCase"), "ListItem").unwrap(), "listItem");
        assert_eq!(apply(Some("kebab-case"), "ListItem").unwrap(), "list-item");
        assert_eq!(apply(Some("lowercase"), "ListItem").unwrap(), "listitem");
        assert!(apply(Some("SCREAMING-KEBAB-CASE"), "ListItem").is_err());
    }

    #[test]
    fn a_type_that_cannot_cross_is_an_error_that_shows_it() {
        let ty: syn::Type = syn::parse_str("HashMap<String, u32>").unwrap();
        assert!(kind(&ty, &BTreeMap::new()).unwrap_err().to_string().contains("HashMap"));
    }

    #[test]
    fn bytes_are_not_a_list_of_numbers() {
        let of = |text: &str| kind(&syn::parse_str(text).unwrap(), &BTreeMap::new()).unwrap();
        assert_eq!(of("Vec<u8>"), Kind::Bytes);
        assert_eq!(of("Vec<u32>"), Kind::List(Box::new(Kind::Word)));
        assert_eq!(of("Option<String>"), Kind::Optional(Box::new(Kind::Text)));
    }
}
