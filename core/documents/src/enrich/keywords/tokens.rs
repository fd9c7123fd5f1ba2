//! Words and punctuation of a sentence, as YAKE's reference implementation finds them with the rules of `segtok` 1.5.11
//! (Leitner, MIT licence): addresses stay whole, dots, hyphens and apostrophes within words do too, contractions are split.

use lode_runtime::{Job, Result};

use super::characters::{is_apostrophe, is_curly_apostrophe, is_hyphen, is_letter, is_number, is_terminal, is_word};

/// Longer addresses are not looked for.
const LONGEST_ADDRESS: usize = 4096;

/// The tokens of a sentence, without the split off ends of contractions such as `'s`.
pub fn tokens<'a>(sentence: &'a str, job: &Job) -> Result<Vec<&'a str>> {
    let mut tokens = Vec::new();
    let mut done = 0;
    for (start, end) in addresses(sentence, job)? {
        push_words(sentence.get(done..start).unwrap_or_default(), &mut tokens);
        tokens.push(sentence.get(start..end).unwrap_or_default());
        done = end;
    }
    push_words(sentence.get(done..).unwrap_or_default(), &mut tokens);
    let mut split = Vec::with_capacity(tokens.len());
    for token in tokens {
        let (word, ending) = token.split_at_checked(contraction(token).unwrap_or(token.len())).unwrap_or((token, ""));
        let is_token = |part: &&str| !part.is_empty() && (part.len() == 1 || !part.starts_with('\''));
        split.extend([word, ending].into_iter().filter(is_token));
    }
    Ok(split)
}

/// Where the addresses of pages and mailboxes are.
fn addresses(sentence: &str, job: &Job) -> Result<Vec<(usize, usize)>> {
    let mut found = Vec::new();
    // Addresses have one of these, and most sentences have none.
    if !sentence.contains("://") && !sentence.contains('@') {
        return Ok(found);
    }
    let is_border = |before: char| before.is_whitespace() || "<\"'([{".contains(before);
    let mut before = None;
    // A run of characters of schemes or mailboxes that is no address is not looked at again from within.
    let (mut done, mut schemes, mut mailboxes) = (0, 0, 0);
    for (start, character) in sentence.char_indices() {
        if before.replace(character).is_some_and(|before| !is_border(before)) || start < done {
            continue;
        }
        let end = sentence.floor_char_boundary(start.saturating_add(LONGEST_ADDRESS));
        let text = sentence.get(start..end).unwrap_or_default();
        let (mut page, mut mail) = (None, None);
        if start >= schemes {
            job.check()?;
            schemes = start + text.len() - text.trim_start_matches(is_scheme).len();
            page = page_address(text);
        }
        if page.is_none() && start >= mailboxes {
            mailboxes = start + text.len() - text.trim_start_matches(is_mailbox).len();
            mail = mail_address(text);
        }
        let is_whole = |length: &usize| start + length < end || end == sentence.len();
        if let Some(length) = page.or(mail).filter(is_whole) {
            done = start + length;
            found.push((start, done));
        }
    }
    Ok(found)
}

fn is_scheme(character: char) -> bool {
    matches!(character, 'A'..='z')
}

fn is_mailbox(character: char) -> bool {
    is_word(character) || ".#$%&'*+/=!?^`{|}~-".contains(character)
}

/// The length of the address of a page that the text begins with: scheme, `://`, user, host, port, path, query, fragment.
fn page_address(text: &str) -> Option<usize> {
    let after_scheme = text.trim_start_matches(is_scheme);
    let after = after_scheme.strip_prefix("://").filter(|_| after_scheme.len() < text.len())?;
    let with_user = after.split_once('@').filter(|(user, _)| !user.is_empty()).and_then(|(_, host)| page_end(host));
    let rest = with_user.or_else(|| page_end(after))?;
    Some(text.len() - rest.len())
}

/// What follows an address that goes on with a host.
fn page_end(text: &str) -> Option<&str> {
    let mut rest = behind_host(text)?;
    if let Some(port) = rest.strip_prefix(':').filter(|port| port.starts_with(|digit: char| is_number(digit))) {
        rest = port.trim_start_matches(is_number);
    }
    let ends_part = |character: char| character.is_whitespace() || "'\">)]}".contains(character);
    if rest.starts_with('/') {
        rest = rest.trim_start_matches(|character| !ends_part(character) && !matches!(character, '?' | '#'));
    }
    for (mark, other) in [('?', '#'), ('#', '\0')] {
        if let Some(part) = rest.strip_prefix(mark) {
            let end = part.trim_start_matches(|character| !ends_part(character) && character != other);
            rest = if end.len() < part.len() { end } else { rest };
        }
    }
    is_border_after(rest).then_some(rest)
}

fn mail_address(text: &str) -> Option<usize> {
    let after = text.trim_start_matches(is_mailbox);
    let rest = behind_host(after.strip_prefix('@').filter(|_| after.len() < text.len())?)?;
    is_border_after(rest).then(|| text.len() - rest.len())
}

/// What follows labels with dots between them, two at least, of which the last has no hyphen.
fn behind_host(text: &str) -> Option<&str> {
    let is_label = |character: char| is_word(character) || character == '-';
    let mut rest = text;
    let mut labels = 0;
    loop {
        let after = rest.trim_start_matches(is_label);
        let label = rest.get(..rest.len() - after.len()).unwrap_or_default();
        if label.is_empty() {
            return None;
        }
        labels += 1;
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None => return (labels > 1 && !label.contains('-')).then_some(after),
        }
    }
}

fn is_border_after(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || ">\"')]}".contains(next))
}

/// Adds the words of a part of a sentence without addresses, and what stands between them.
fn push_words<'a>(text: &'a str, tokens: &mut Vec<&'a str>) {
    let first = tokens.len();
    for span in text.split_whitespace() {
        let mut start = 0;
        let mut position = 0;
        while position < span.len() {
            let end = word_end(span, position);
            if end > position {
                tokens.extend(
                    [span.get(start..position), span.get(position..end)]
                        .into_iter()
                        .flatten()
                        .filter(|part| !part.is_empty()),
                );
                (start, position) = (end, end);
            } else {
                position += span.get(position..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            }
        }
        tokens.extend(span.get(start..).filter(|part| !part.is_empty()));
    }
    split_terminal(tokens, first);
    split_dangling(tokens, first);
}

/// Splits off the mark that ends the sentence, which is looked for in the last three tokens.
fn split_terminal(tokens: &mut Vec<&str>, first: usize) {
    let last_three = (first.max(tokens.len().saturating_sub(3))..tokens.len()).rev();
    for index in last_three {
        let Some(token) = tokens.get(index).copied() else { return };
        let is_plain_word = word_end(token, 0) > 0 && !token.starts_with(is_curly_apostrophe);
        if !is_plain_word && !token.contains(is_terminal) {
            continue;
        }
        let (Some(start), Some(end)) = (token.chars().next(), token.chars().next_back()) else { return };
        let is_single = token.len() == start.len_utf8();
        let place = match () {
            () if is_single || token == "..." => return,
            () if is_terminal(end) => token.len() - end.len_utf8(),
            () if is_terminal(start) => start.len_utf8(),
            () => return,
        };
        if let Some((word, rest)) = token.split_at_checked(place) {
            tokens.splice(index..=index, [word, rest]);
        }
        return;
    }
}

/// Splits off commas, colons and semicolons at the ends of tokens.
fn split_dangling(tokens: &mut Vec<&str>, first: usize) {
    for token in tokens.split_off(first.min(tokens.len())) {
        let word = token.trim_end_matches([',', ';', ':']);
        let (word, marks) = token.split_at_checked(word.len().max(1)).unwrap_or((token, ""));
        tokens.push(word);
        tokens.extend((0..marks.len()).filter_map(|index| marks.get(index..=index)));
    }
}

/// Where the word that begins at `start` ends; `start` itself where none begins.
fn word_end(span: &str, start: usize) -> usize {
    let mut position = start;
    while let Some(length) = word_part(span, position).filter(|length| *length > 0) {
        position += length;
    }
    position
}

fn is_alphanumeric(character: char) -> bool {
    is_letter(character) || is_number(character)
}

/// The length of the next part of a word: a letter or digit, and what ties it to the next one.
fn word_part(span: &str, position: usize) -> Option<usize> {
    let rest = span.get(position..)?;
    let mut characters = rest.chars();
    let first = characters.next()?;
    let [second, third, fourth] = [characters.next(), characters.next(), characters.next()];
    let (one, is) = (first.len_utf8(), |character: Option<char>, class: fn(char) -> bool| character.is_some_and(class));
    if is_alphanumeric(first) {
        let two = one + second.map_or(0, char::len_utf8);
        let three = two + third.map_or(0, char::len_utf8);
        match second {
            Some('.') if (third, fourth) != (Some('.'), Some('.')) => return Some(two),
            Some(',') if is(third, is_alphanumeric) => return Some(two),
            Some(':') if is_number(first) && is(third, is_number) => return Some(two),
            Some(second) if is_hyphen(second) && is(third, is_alphanumeric) => return Some(two),
            Some(second) if is_curly_apostrophe(second) && is(third, is_hyphen) && is(fourth, is_alphanumeric) => {
                return Some(three);
            }
            _ => {}
        }
    }
    if is_curly_apostrophe(first) && !is(second, is_curly_apostrophe) {
        return Some(one);
    }
    if second == Some('\'')
        && ((is_alphanumeric(first) && is(third, is_alphanumeric)) || (first == 's' && third.is_none()))
    {
        return Some(one + 1);
    }
    let before = span.get(..position).and_then(|text| text.chars().next_back());
    if is(before, is_word) != is_word(first)
        && let Some(length) = unit(rest).or_else(|| formula(rest))
    {
        return Some(length);
    }
    is_alphanumeric(first).then_some(one)
}

/// A unit with its dimension at the end, such as `km²` or `s⁻¹`.
fn unit(rest: &str) -> Option<usize> {
    let without_power = rest.strip_suffix(['¹', '²', '³'])?;
    let letters = without_power.strip_suffix('\u{207B}').unwrap_or(without_power);
    let count = letters.chars().take(5).count();
    let is_short =
        (1..=3).contains(&count) || (count == 4 && letters.starts_with(|first| "yzafpnµmcdhkMGTPEZY".contains(first)));
    (is_short && letters.chars().all(is_letter)).then_some(rest.len())
}

/// Elements and brackets in a row, at most.
const LONGEST_FORMULA: usize = 100;

/// A part of a chemical formula that ends in numbers below the line, such as `CO₂` or `)₃²⁻`.
fn formula(rest: &str) -> Option<usize> {
    let mut text = rest;
    for _ in 0..LONGEST_FORMULA {
        let next = match text.strip_prefix(|first: char| first.is_ascii_uppercase()) {
            Some(next) => next.strip_prefix(|second: char| second.is_ascii_lowercase()).unwrap_or(next),
            None => match text.strip_prefix([')', ']']) {
                Some(next) => next,
                None => break,
            },
        };
        text = next;
    }
    let after = text.trim_start_matches(|digit| matches!(digit, '\u{2080}'..='\u{2089}'));
    if text.len() == rest.len() || after.len() == text.len() {
        return None;
    }
    let after = after.strip_prefix(['²', '³']).unwrap_or(after).strip_prefix(['\u{207A}', '\u{207B}']).unwrap_or(after);
    Some(rest.len() - after.len())
}

/// Where a contraction such as `don't` or `it's` is split.
fn contraction(token: &str) -> Option<usize> {
    let end = token.char_indices().rev().take(3).find(|(_, character)| is_apostrophe(*character));
    let (place, apostrophe) = end?;
    let ending = token.get(place + apostrophe.len_utf8()..)?;
    let word = token.get(..place)?;
    let is_words = word.split(is_hyphen).all(|part| !part.is_empty() && part.chars().all(is_alphanumeric));
    if !matches!(ending, "d" | "ll" | "m" | "re" | "s" | "t" | "ve") || !is_words {
        return None;
    }
    Some(if ending == "t" && word.ends_with('n') { place - 1 } else { place })
}
