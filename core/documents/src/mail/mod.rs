//! Mail: single messages, those of Outlook, web archives (MHTML, which is mail in form), and mailboxes of many messages.

mod compressed_rtf;
mod mailbox;
mod outlook;

use std::sync::Arc;

use lode_runtime::{Bytes, Error, Result};
use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

pub use self::mailbox::read_mailbox;
pub use self::outlook::read_outlook;
use crate::document::{Content, Document, RichText};
use crate::extract::attach;
use crate::formats::Context;
use crate::text::plain::push_paragraphs;
use crate::web::html;

/// Reads a message: a paragraph with its sender, recipients, subject and date, then its text; attached files are extracted.
///
/// # Errors
/// `Parse` when there is no header, `LimitArchiveEntries` for its parts, the limits of HTML, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let mut document = Document::default();
    read_message(bytes.as_ref().as_ref(), &mut document, context)?;
    Ok(document)
}

fn read_message(bytes: &[u8], document: &mut Document, context: &Context) -> Result<()> {
    context.job.check()?;
    let message =
        MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty()).ok_or_else(|| {
            Error::parse("expected a mail with header lines such as `From: name@example.com`, found none")
        })?;
    context.job.limits().archive_entries(message.parts.len() as u64)?;
    read_header(&message, document);
    read_body(&message, document, context)?;
    read_attachments(&message, document, context)
}

fn read_header(message: &Message, document: &mut Document) {
    let metadata = &mut document.metadata;
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty());
    metadata.title = subject.map(str::to_string);
    metadata.subject = metadata.title.clone();
    metadata.from = people(message.from()).into_iter().next();
    metadata.authors = metadata.from.iter().cloned().collect();
    metadata.to = people(message.to());
    metadata.cc = people(message.cc());
    metadata.created = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    metadata.message_id = message.message_id().map(str::to_string);
    metadata.producer = match message.header("X-Mailer").or_else(|| message.header("User-Agent")) {
        Some(HeaderValue::Text(program)) => Some(program.trim().to_string()),
        _ => None,
    };
    push_header(document);
}

/// Adds a paragraph of what the metadata says about sender, recipients, subject and date.
fn push_header(document: &mut Document) {
    let metadata = &document.metadata;
    let lines = [
        ("From", metadata.from.clone()),
        ("To", Some(metadata.to.join(", "))),
        ("Cc", Some(metadata.cc.join(", "))),
        ("Subject", metadata.subject.clone()),
        ("Date", metadata.created.clone()),
    ];
    let lines = lines.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    let block: Vec<String> = lines.map(|(name, value)| format!("{name}: {value}")).collect();
    if !block.is_empty() {
        document.push(Content::Paragraph(RichText::plain(block.join("\n"))));
    }
}

/// The people of an address field, as `Name <address>`.
fn people(addresses: Option<&Address>) -> Vec<String> {
    let format = |person: &mail_parser::Addr| match (person.name.as_deref(), person.address.as_deref()) {
        (Some(name), Some(address)) if name != address => Some(format!("{} <{address}>", name.trim())),
        (name, address) => address.or(name).map(str::to_string),
    };
    addresses.into_iter().flat_map(Address::iter).filter_map(format).collect()
}

/// Reads the plain text of the message, or its HTML where there is no plain text that says as much.
fn read_body(message: &Message, document: &mut Document, context: &Context) -> Result<()> {
    let texts: Vec<&MessagePart> = message.text_bodies().collect();
    let plain: usize =
        texts.iter().filter(|part| part.is_text() && !part.is_text_html()).map(|part| weight(part)).sum();
    let mut pages = Vec::new();
    for part in message.html_bodies() {
        if let PartType::Html(text) = &part.body {
            pages.push(html::read_str(text, context)?);
        }
    }
    let rich: usize = pages.iter().flat_map(|page| &page.blocks).map(|block| block_weight(&block.content)).sum();
    if says_enough(plain, rich) {
        for part in texts {
            match &part.body {
                PartType::Text(text) => push_paragraphs(text, document, context.job)?,
                PartType::Html(text) => append(html::read_str(text, context)?, document),
                _ => {}
            }
        }
    } else {
        pages.into_iter().for_each(|page| append(page, document));
    }
    Ok(())
}

/// Whether a plain text with so many letters will do beside HTML with so many: some programs send "this mail needs HTML".
fn says_enough(plain: usize, rich: usize) -> bool {
    plain > 0 && plain * 4 >= rich
}

/// Letters of a plain text.
fn weight(part: &MessagePart) -> usize {
    part.text_contents().unwrap_or_default().bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

fn block_weight(content: &Content) -> usize {
    match content {
        Content::Paragraph(text) | Content::Heading { text, .. } | Content::ListItem { text, .. } => text.text.len(),
        Content::Code { text, .. } => text.len(),
        Content::Table(table) => table.cells.parts().0.len(),
        _ => 0,
    }
}

fn append(part: Document, document: &mut Document) {
    document.blocks.extend(part.blocks);
    document.links.extend(part.links);
    document.warnings.extend(part.warnings);
    document.metadata.language = document.metadata.language.take().or(part.metadata.language);
}

/// Extracts the attached files. Pictures and styles that the HTML refers to are part of its looks and no attachments.
fn read_attachments(message: &Message, document: &mut Document, context: &Context) -> Result<()> {
    for part in message.attachments() {
        let listed = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
        let nested = matches!(part.body, PartType::Message(_));
        let in_text = part.content_id().is_some() || part.content_location().is_some();
        if !listed && !nested && (in_text || part.attachment_name().is_none()) {
            continue;
        }
        let content: Bytes = match &part.body {
            PartType::Message(message) => Arc::new(message.raw_message().to_vec()),
            _ => Arc::new(part.contents().to_vec()),
        };
        let name = part.attachment_name().map(str::to_string).or_else(|| nested.then(|| "message.eml".to_string()));
        attach(&content, name.as_deref(), document, context)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
