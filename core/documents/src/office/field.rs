//! Field codes (ECMA-376 part 1, section 17.16): of interest are those that link, and those that number pages.

/// A field that has begun and not ended.
#[derive(Debug, Default)]
pub struct Field {
    /// Its code, as far as it was read.
    pub code: String,
    /// Its code is complete: what follows is the result.
    pub separated: bool,
    /// Where its result links to.
    pub link: Option<String>,
    /// Its result is a page number.
    pub page_number: bool,
}

impl Field {
    /// A field whose code is complete.
    #[must_use]
    pub fn with_code(code: &str) -> Self {
        let mut field = Self { code: code.to_string(), ..Self::default() };
        field.separate();
        field
    }

    /// Understands the code.
    pub fn separate(&mut self) {
        self.separated = true;
        let words = words(&self.code);
        let name = words.first().map(|name| name.to_ascii_uppercase()).unwrap_or_default();
        match name.as_str() {
            "HYPERLINK" => self.link = link(words.get(1..).unwrap_or_default()),
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => self.page_number = true,
            _ => {}
        }
    }
}

/// The address in the arguments of `HYPERLINK`: an address, and with `\l` a place in it.
fn link(arguments: &[String]) -> Option<String> {
    let (mut address, mut place) = (String::new(), None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "\\l" => place = arguments.next(),
            "\\o" | "\\t" => {
                arguments.next();
            }
            switch if switch.starts_with('\\') => {}
            _ => address.clone_from(argument),
        }
    }
    // Entries of tables of contents lead to places that only Word knows.
    if let Some(place) = place.filter(|place| !place.starts_with("_Toc")) {
        address.push('#');
        address.push_str(place);
    }
    Some(address).filter(|address| !address.is_empty())
}

/// The words of a code; quotes keep spaces, and within them a backslash keeps the next character.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut had_quotes) = (false, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\u{201c}' | '\u{201d}' => {
                quoted = !quoted;
                had_quotes = true;
            }
            '\\' if quoted => word.extend(characters.next()),
            space if space.is_whitespace() && !quoted => {
                if had_quotes || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                had_quotes = false;
            }
            other => word.push(other),
        }
    }
    if had_quotes || !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyperlink_codes_give_an_address_and_a_place() {
        for (code, link) in [
            (r#" HYPERLINK "http://example.com/a b" "#, Some("http://example.com/a b")),
            (r#"HYPERLINK "http://example.com" \l "part" \o "a tip""#, Some("http://example.com#part")),
            (r#"HYPERLINK \l "_Top" "#, Some("#_Top")),
            (r#"HYPERLINK \l "_Toc123" "#, None),
            (r"hyperlink http://example.com \t _blank", Some("http://example.com")),
            (r#"HYPERLINK "c:\\folder\\file.txt""#, Some(r"c:\folder\file.txt")),
            ("HYPERLINK", None),
            ("PAGE", None),
        ] {
            assert_eq!(Field::with_code(code).link.as_deref(), link, "{code}");
        }
    }

    #[test]
    fn page_numbers_are_known() {
        assert!(Field::with_code(" PAGE  \\* MERGEFORMAT ").page_number);
        assert!(!Field::with_code("PAGEREF _Toc1").page_number);
    }
}
