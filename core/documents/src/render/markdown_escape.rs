//! Escaping for Markdown: a backslash where a character would be taken for markup, and only there.

/// Where a piece of a line stands.
pub struct Place {
    /// A character that must be escaped, by its first byte.
    pub forced: Option<usize>,
    /// Markup stands right before it.
    pub markup_before: bool,
    /// Markup stands right after it.
    pub markup_after: bool,
    /// It is the text of a link or picture.
    pub in_link: bool,
    /// It is in a table.
    pub in_cell: bool,
}

/// Characters that may mean something within a line.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let characters = b"\\`*_~[]<&!|";
    let mut index = 0;
    while index < characters.len() {
        special[characters[index] as usize] = true;
        index += 1;
    }
    special
};

/// Writes `line` with what must be escaped.
pub fn escape(line: &str, place: &Place, out: &mut String) {
    let bytes = line.as_bytes();
    let mut written = 0;
    let mut run = Run::default();
    for (index, byte) in bytes.iter().enumerate() {
        let is_forced = place.forced == Some(index);
        if !is_forced && !SPECIAL.get(usize::from(*byte)).copied().unwrap_or_default() {
            continue;
        }
        if matches!(byte, b'*' | b'_' | b'~') && index >= run.end {
            run = Run::at(line, index, place);
        }
        if !is_forced && !needs_escape(line, index, *byte, run.escaped, place) {
            continue;
        }
        out.push_str(line.get(written..index).unwrap_or_default());
        written = index;
        if *byte == b'|' && index.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\') {
            // Parsers disagree about backslashes before the one that escapes a pipe.
            out.push_str("&#124;");
            written += 1;
        } else {
            out.push('\\');
        }
    }
    out.push_str(line.get(written..).unwrap_or_default());
}

fn needs_escape(line: &str, index: usize, byte: u8, run_escaped: bool, place: &Place) -> bool {
    let rest = line.as_bytes().get(index + 1..).unwrap_or_default();
    let next = rest.first().copied();
    let at_edge = next.is_none() && place.markup_after;
    match byte {
        b'\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        b'`' => true,
        b'*' | b'_' | b'~' => run_escaped,
        b'[' => place.in_link || at_edge || next == Some(b'^'),
        b']' => place.in_link || at_edge || matches!(next, Some(b'(' | b'[' | b':')),
        b'<' => at_edge || next.is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(&next)),
        b'&' => is_entity(rest),
        b'!' => at_edge,
        b'|' => place.in_cell,
        _ => false,
    }
}

/// A run of one of the characters `*`, `_` and `~`.
#[derive(Default)]
struct Run {
    end: usize,
    escaped: bool,
}

impl Run {
    fn at(line: &str, start: usize, place: &Place) -> Self {
        let (head, tail) = line.split_at_checked(start).unwrap_or((line, ""));
        let byte = tail.as_bytes().first().copied().unwrap_or_default();
        let length = tail.bytes().take_while(|other| *other == byte).count();
        let outside = |character: Option<char>, markup: bool| character.unwrap_or(if markup { '*' } else { ' ' });
        let before = outside(head.chars().next_back(), place.markup_before);
        let after = outside(tail.get(length..).and_then(|rest| rest.chars().next()), place.markup_after);
        let is_free = before.is_whitespace() && after.is_whitespace();
        let is_inside_word = byte == b'_' && before.is_alphanumeric() && after.is_alphanumeric();
        // As in "~5": it could only open, and all that could close are escaped.
        let is_about = byte == b'~' && length == 1 && before.is_whitespace() && after.is_alphanumeric();
        Self { end: start + length, escaped: place.forced == Some(start) || !(is_free || is_inside_word || is_about) }
    }
}

/// Whether what follows an ampersand makes a character reference of it.
pub fn is_entity(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"#").unwrap_or(rest);
    let length = rest.iter().take(33).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    length > 0 && rest.get(length) == Some(&b';')
}

/// The character that would make `line` begin a block other than a paragraph (CommonMark 4 and 5), by its first byte.
pub fn block_marker(line: &str) -> Option<usize> {
    let ends_word =
        |text: Option<&str>| text.is_some_and(|text| text.is_empty() || text.starts_with(char::is_whitespace));
    let first = line.chars().next()?;
    let rest = line.get(1..);
    let starts_block = match first {
        '#' => {
            let text = line.trim_start_matches('#');
            line.len() - text.len() <= 6 && ends_word(Some(text))
        }
        '>' => true,
        '-' | '+' | '*' if ends_word(rest) => true,
        '[' => ["[ ]", "[x]", "[X]"].iter().any(|task| ends_word(line.strip_prefix(task))),
        '~' => line.starts_with("~~~"),
        // Rules, underlines of headings, and the line under a table's header.
        '-' | '*' | '_' | '=' | '|' | ':' => {
            line.chars().all(|character| character.is_whitespace() || "-*_=|:".contains(character))
        }
        '0'..='9' => {
            let text = line.trim_start_matches(|character: char| character.is_ascii_digit());
            let digits = line.len() - text.len();
            return (digits <= 9 && text.starts_with(['.', ')']) && ends_word(text.get(1..))).then_some(digits);
        }
        _ => false,
    };
    starts_block.then_some(0)
}
