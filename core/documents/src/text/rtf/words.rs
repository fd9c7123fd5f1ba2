//! Control words: destinations, characters, and the code pages of fonts.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::text::charset::encoding_by_code_page;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Into the document.
    Body,
    /// Nowhere.
    Skip,
    /// Nowhere, but groups inside may go elsewhere.
    Wrapper,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// A field of the information group.
    Info(Info),
    /// A date of the information group.
    Date(Info),
    /// What a field does.
    FieldInstruction,
    /// What a field shows.
    FieldResult,
    /// The bullet or number of a list item.
    ListMarker,
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// A footnote or endnote.
    Footnote,
    /// A text box.
    TextBox,
    /// A comment.
    Annotation,
    /// Who left the comment to come.
    AnnotationAuthor,
}

/// Fields of the information group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Info {
    /// Title.
    Title,
    /// Author.
    Author,
    /// Subject.
    Subject,
    /// Keywords.
    Keywords,
    /// Comment.
    Description,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
    /// The program that wrote the file.
    Generator,
}

/// The destination that a control word opens.
pub fn destination(word: &str) -> Option<Destination> {
    Some(match word {
        "fonttbl" => Destination::Fonts,
        "stylesheet" => Destination::Styles,
        "title" => Destination::Info(Info::Title),
        "author" => Destination::Info(Info::Author),
        "subject" => Destination::Info(Info::Subject),
        "keywords" => Destination::Info(Info::Keywords),
        "doccomm" => Destination::Info(Info::Description),
        "generator" => Destination::Info(Info::Generator),
        "creatim" => Destination::Date(Info::Created),
        "revtim" => Destination::Date(Info::Modified),
        "fldinst" => Destination::FieldInstruction,
        "fldrslt" => Destination::FieldResult,
        "pntext" | "listtext" => Destination::ListMarker,
        "header" | "headerl" | "headerr" | "headerf" => Destination::Header,
        "footer" | "footerl" | "footerr" | "footerf" => Destination::Footer,
        "footnote" => Destination::Footnote,
        "shptxt" | "dptxbxtext" => Destination::TextBox,
        "annotation" => Destination::Annotation,
        "atnauthor" => Destination::AnnotationAuthor,
        "shpinst" | "do" | "upr" | "info" | "nesttableprops" => Destination::Wrapper,
        "ud" | "moMath" | "moMathPara" | "shppict" => Destination::Body,
        "colortbl" | "pict" | "nonshppict" | "shprslt" | "sp" | "xe" | "tc" | "rxe" | "comment" | "operator"
        | "manager" | "company" | "category" | "hlinkbase" | "buptim" | "printim" | "private1" | "listtable"
        | "listoverridetable" | "filetbl" | "revtbl" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc"
        | "aftncn" | "nonesttables" | "fontemb" | "falt" | "objdata" | "themedata" | "datastore" | "bkmkstart"
        | "bkmkend" | "template" => Destination::Skip,
        _ => return None,
    })
}

/// The character that a control word stands for.
pub fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "line" | "softline" | "lbr" => '\n',
        "emdash" => '\u{2014}',
        "endash" => '\u{2013}',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '\u{2022}',
        "lquote" => '\u{2018}',
        "rquote" => '\u{2019}',
        "ldblquote" => '\u{201C}',
        "rdblquote" => '\u{201D}',
        "zwj" => '\u{200D}',
        "zwnj" => '\u{200C}',
        "ltrmark" => '\u{200E}',
        "rtlmark" => '\u{200F}',
        _ => return None,
    })
}

/// The encoding of a font by its `\fcharset`; `None` is the document's own.
pub fn font_encoding(charset: i32) -> Option<&'static Encoding> {
    let code_page = match charset {
        77 => 10000,
        78 | 128 => 932,
        79 | 129 | 130 => 949,
        80 | 134 => 936,
        81 | 136 => 950,
        83 | 177 => 1255,
        84 | 178 => 1256,
        85 | 161 => 1253,
        86 | 162 => 1254,
        87 | 222 => 874,
        88 | 238 => 1250,
        89 | 204 => 1251,
        163 => 1258,
        186 => 1257,
        _ => return None,
    };
    encoding_by_code_page(code_page)
}

/// The encoding of a code page, or that of most documents where it is unknown.
pub fn code_page(number: i32) -> &'static Encoding {
    u32::try_from(number).ok().and_then(encoding_by_code_page).unwrap_or(WINDOWS_1252)
}

/// The address that a field leads to: `HYPERLINK "address" \l "place"`.
pub fn link(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let mut address = String::new();
    let mut place = None;
    let mut is_place = false;
    for (index, part) in rest.split('"').enumerate() {
        if index % 2 == 0 {
            is_place = part.trim().ends_with("\\l");
            // Without quotation marks the address ends at white space.
            let bare = part.split_whitespace().find(|word| !word.starts_with('\\'));
            if let Some(bare) = bare.filter(|_| address.is_empty() && place.is_none()) {
                address = bare.to_string();
            }
        } else if is_place {
            place = Some(part);
        } else if address.is_empty() {
            address = part.replace("\\\\", "\\");
        }
    }
    if let Some(place) = place {
        address = format!("{address}#{place}");
    }
    (!address.is_empty()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_addresses_places_or_both() {
        assert_eq!(link(" HYPERLINK \"http://a.b/c d\" ").as_deref(), Some("http://a.b/c d"));
        assert_eq!(link("HYPERLINK \\l \"mark\"").as_deref(), Some("#mark"));
        assert_eq!(link("HYPERLINK \"a.htm\" \\l \"mark\" \\o \"tip\"").as_deref(), Some("a.htm#mark"));
        assert_eq!(link("HYPERLINK http://a.b").as_deref(), Some("http://a.b"));
        assert_eq!(link("PAGE \\* MERGEFORMAT"), None);
    }
}
