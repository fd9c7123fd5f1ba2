//! What a text is: markup, mail, data or just text.

use crate::text::charset::utf16_without_mark;

/// How much of a text is looked at.
const SAMPLE_BYTES: usize = 4096;

/// Header fields that only mails have, or that mails nearly always have, lower case.
const MAIL_FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "reply-to",
    "content-type",
    "delivered-to",
    "dkim-signature",
    "x-mailer",
    "x-received",
    "in-reply-to",
    "references",
    "sender",
    "content-transfer-encoding",
    "arc-seal",
    "authentication-results",
    "envelope-to",
    "x-originalarrivaltime",
];

/// Elements that begin HTML without a document type (after the WHATWG MIME Sniffing Standard, section 7.1).
const HTML_ELEMENTS: &[&str] = &[
    "h1", "h2", "h3", "h4", "h5", "h6", "div", "font", "table", "a", "style", "b", "br", "p", "span", "ul", "ol",
    "meta", "script", "iframe", "center", "img", "link", "article", "section", "main", "header", "nav", "form", "pre",
    "title",
];

/// What a text is, and whether its content alone says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Its media type.
    pub mime_type: &'static str,
    /// Content that is this and nothing else; otherwise a name that says something else is believed.
    pub sure: bool,
}

const fn sure(mime_type: &'static str) -> Option<Finding> {
    Some(Finding { mime_type, sure: true })
}

const fn likely(mime_type: &'static str) -> Option<Finding> {
    Some(Finding { mime_type, sure: false })
}

/// The start of `bytes` as text; `None` when they are no text in any character set.
pub fn sample(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(SAMPLE_BYTES)).unwrap_or_default();
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(head) {
        return Some(encoding.decode_without_bom_handling(head.get(mark..)?).0.into_owned());
    }
    if head.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some(String::new());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let text = encoding.decode_without_bom_handling(head).0;
        return (!text.chars().take(200).any(is_binary)).then(|| text.into_owned());
    }
    // The signs of all formats are ASCII, so bytes above it may become any letter here.
    let binary = head.iter().filter(|byte| is_binary(char::from(**byte))).count();
    let text = binary * 50 <= head.len() && !(binary > 0 && head.len() < 16);
    text.then(|| head.iter().map(|byte| char::from(*byte)).collect())
}

/// Control characters that text has no use for; the escape of ISO-2022 and of terminals is none of them.
fn is_binary(char: char) -> bool {
    matches!(char, '\0'..='\x07' | '\x0B' | '\x0E'..='\x1A' | '\x1C'..='\x1F' | '\x7F' | '\u{FFFE}'..='\u{FFFF}')
}

/// What the text that begins with `sample` is.
pub fn kind(sample: &str) -> Option<Finding> {
    let text = sample.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n', '\x0C']);
    if text.starts_with("{\\rtf") {
        return sure("application/rtf");
    }
    markup(text).or_else(|| mail(sample)).or_else(|| data(text)).or_else(|| separated(sample))
}

fn markup(text: &str) -> Option<Finding> {
    let mut rest = text;
    let mut declared = false;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            if instruction.starts_with("php") {
                return None;
            }
            declared |= instruction.starts_with("xml");
            let Some((_, after)) = instruction.split_once('>') else { break };
            rest = after;
        } else if let Some(doctype) = strip_prefix_ignoring_case(rest, "<!doctype") {
            if strip_prefix_ignoring_case(doctype.trim_start(), "html").is_some() {
                return sure("text/html");
            }
            return sure("application/xml");
        } else {
            break;
        }
    }
    let element = element_name(rest).unwrap_or_default();
    match element.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" => sure("text/html"),
        "office:document" => flat_document(rest).or(sure("application/xml")),
        _ if declared => sure("application/xml"),
        "svg" | "rss" | "feed" => likely("application/xml"),
        name if HTML_ELEMENTS.contains(&name) => likely("text/html"),
        "" => None,
        _ if rest.contains("</") || rest.contains("/>") => likely("application/xml"),
        _ => None,
    }
}

/// What an OpenDocument file that is no package says it is (OpenDocument 1.3 part 3, section 3.1.2).
fn flat_document(element: &str) -> Option<Finding> {
    const TYPES: [&str; 4] = [
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.graphics",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    ];
    let (_, value) = element.split_once("office:mimetype=")?;
    let value = value.trim_start_matches(['"', '\'']);
    TYPES.into_iter().find(|known| value.starts_with(known)).and_then(sure)
}

fn element_name(text: &str) -> Option<&str> {
    let text = text.strip_prefix('<')?;
    let end = text.find(|char: char| !(char.is_alphanumeric() || matches!(char, ':' | '-' | '_' | '.')))?;
    let name = text.get(..end)?;
    let closes = text.get(end..)?.starts_with([' ', '\t', '\r', '\n', '>', '/']);
    (closes && name.starts_with(|char: char| char.is_alphabetic() || char == '_')).then_some(name)
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

/// Header lines up to a blank one, three of them with fields that mails have (RFC 5322, section 2.2).
fn mail(sample: &str) -> Option<Finding> {
    let mut lines = sample.trim_start_matches('\u{FEFF}').lines().peekable();
    let mailbox = lines.peek().is_some_and(|line| line.starts_with("From ") && line.contains(':'));
    if mailbox {
        lines.next();
    }
    let mut fields = 0;
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if !name.bytes().all(|byte| matches!(byte, b'!'..=b'~')) {
            break;
        }
        fields += usize::from(MAIL_FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)));
    }
    match (fields, mailbox) {
        (2.., true) => sure("application/mbox"),
        (3.., false) => likely("message/rfc822"),
        _ => None,
    }
}

/// JSON, and the notebooks written in it: how it begins. Whether it is valid only its reader can say.
fn data(text: &str) -> Option<Finding> {
    let (first, rest) = (text.chars().next()?, text.get(1..)?.trim_start());
    let second = rest.chars().next()?;
    let json = match first {
        '{' => matches!(second, '"') || rest.trim_end() == "}",
        '[' => {
            matches!(second, '{' | '[' | '"' | ']') || (second == '-' || second.is_ascii_digit()) && rest.contains(',')
        }
        _ => false,
    };
    match json {
        true if text.contains("\"cell_type\"") => sure("application/x-ipynb+json"),
        true => likely("application/json"),
        false => None,
    }
}

/// Lines that all have as many separators: tables as text. Commas of prose stand before spaces and rarely count the same.
fn separated(sample: &str) -> Option<Finding> {
    let whole = sample.len() < SAMPLE_BYTES;
    let mut lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    if !whole && lines.len() < 20 {
        lines.pop();
    }
    let same_count = |separator: char| {
        let mut counts = lines.iter().map(|line| unquoted(line, separator));
        let first = counts.next().unwrap_or(0);
        if counts.all(|count| count == first) { first } else { 0 }
    };
    if lines.len() >= 3 && same_count('\t') >= 1 {
        return likely("text/tab-separated-values");
    }
    let prose = || sample.contains(", ");
    let csv = lines.len() >= 4 && (same_count(',') >= 2 && !prose() || same_count(';') >= 2);
    if csv { likely("text/csv") } else { None }
}

fn unquoted(line: &str, separator: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|char| {
            quoted ^= *char == '"';
            !quoted && *char == separator
        })
        .count()
}
