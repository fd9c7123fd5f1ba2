//! Mailboxes: messages one after another, each behind a line that begins with `From ` (RFC 4155).

use std::borrow::Cow;

use lode_runtime::{Bytes, Error, Result};

use super::read_message;
use crate::document::Document;
use crate::formats::Context;
use crate::model::Metadata;

/// Reads all messages of a mailbox.
///
/// # Errors
/// `Parse` when there is no message, `LimitArchiveEntries`, and those of a message, save that a message which cannot be read
/// is a warning.
pub fn read_mailbox(bytes: &Bytes, context: &Context) -> Result<Document> {
    let mut document = Document::default();
    let mut count = 0;
    for message in messages(bytes.as_ref().as_ref()) {
        count += 1;
        context.job.limits().archive_entries(count)?;
        match read_message(&unquoted(message), &mut document, context) {
            Err(error) if error.code == lode_runtime::ErrorCode::Parse => {
                document.warn("MESSAGE_DAMAGED", format!("message {count}: {}", error.message));
            }
            other => other?,
        }
    }
    if count == 0 {
        return Err(Error::parse("expected a mailbox that begins with a line `From sender date`, found none"));
    }
    if count > 1 {
        // What one message says of itself is not true of the mailbox.
        document.metadata = Metadata::default();
    }
    Ok(document)
}

/// The messages, without their `From ` lines.
fn messages(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes.strip_prefix(b"From ").map(after_line);
    std::iter::from_fn(move || {
        let current = rest?;
        let separator = ["\n\nFrom ", "\r\n\r\nFrom "];
        let found =
            separator.iter().filter_map(|mark| Some((memchr::memmem::find(current, mark.as_bytes())?, mark.len())));
        let Some((end, length)) = found.min() else {
            rest = None;
            return Some(current);
        };
        rest = current.get(end + length..).map(after_line);
        current.get(..end)
    })
}

fn after_line(bytes: &[u8]) -> &[u8] {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    bytes.get(end..).unwrap_or_default()
}

/// A line of the text that begins with `From ` is stored as `>From `.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(message, b"\n>From ") {
        out.extend_from_slice(message.get(copied..=at).unwrap_or_default());
        copied = at + 2;
    }
    if copied == 0 {
        return Cow::Borrowed(message);
    }
    out.extend_from_slice(message.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}
