//! Messages of Outlook: properties in the streams of a compound file ([MS-OXMSG]; their numbers are in [MS-OXPROPS]).

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

use lode_runtime::{Bytes, Result};

use super::compressed_rtf;
use super::{append, block_weight, push_header, says_enough};
use crate::compound::{Container, Storage};
use crate::document::Document;
use crate::extract::{attach, attach_or_warn, write};
use crate::formats::Context;
use crate::little_endian::{u16_at, u32_at, u64_at, utf16};
use crate::sheets::windows_time;
use crate::text::charset::decode_text;
use crate::text::plain::push_paragraphs;
use crate::text::rtf;
use crate::web::html;

/// The media type of a message.
const MESSAGE: &str = "application/vnd.ms-outlook";

const SUBJECT: u16 = 0x0037;
const SENT: u16 = 0x0039;
const RECIPIENT_KIND: u16 = 0x0C15;
const SENDER_NAME: u16 = 0x0C1A;
const SENDER_ADDRESS: u16 = 0x0C1F;
const DISPLAY_CC: u16 = 0x0E03;
const DISPLAY_TO: u16 = 0x0E04;
const DELIVERED: u16 = 0x0E06;
const BODY: u16 = 0x1000;
const BODY_RTF: u16 = 0x1009;
const BODY_HTML: u16 = 0x1013;
const MESSAGE_ID: u16 = 0x1035;
const DISPLAY_NAME: u16 = 0x3001;
const ADDRESS: u16 = 0x3003;
const ATTACHED_DATA: u16 = 0x3701;
const SHORT_FILE_NAME: u16 = 0x3704;
const ATTACHING: u16 = 0x3705;
const FILE_NAME: u16 = 0x3707;
const ATTACHMENT_FLAGS: u16 = 0x3714;
const SMTP_ADDRESS: u16 = 0x39FE;
const INTERNET_CODE_PAGE: u16 = 0x3FDE;
const CODE_PAGE: u16 = 0x3FFD;
const SENDER_SMTP_ADDRESS: u16 = 0x5D01;
const HIDDEN: u16 = 0x7FFE;

/// The attachment is a message, in a storage of its own.
const EMBEDDED_MESSAGE: u64 = 5;
/// The body refers to the attachment and shows it.
const SHOWN_IN_BODY: u64 = 4;

/// Reads a message: a paragraph with its sender, recipients, subject and date, then its text; attached files are extracted.
///
/// # Errors
/// `Parse` when it is no compound file, `LimitArchiveEntries` for its recipients and attachments, the limits of HTML and of RTF,
/// `LimitArchiveDepth`, `Cancelled`, `Timeout`.
pub fn read_outlook(bytes: &Bytes, context: &Context) -> Result<Document> {
    let container = Container::open(bytes.as_ref().as_ref())?;
    let message = Properties::new(container.root(), 32, None);
    read_message(&message, &Cell::new(0), context)
}

/// Reads a message. `parts` counts recipients and attachments, also those of messages around it: storages that a damaged file
/// has inside of themselves end by it.
fn read_message(message: &Properties, parts: &Cell<u64>, context: &Context) -> Result<Document> {
    context.job.check()?;
    let mut document = Document::default();
    read_header(message, parts, &mut document, context)?;
    read_body(message, &mut document, context)?;
    message.charge(context)?;
    for storage in message.storage.storages("__attach_version1.0_") {
        count(parts, context)?;
        read_attachment(&Properties::new(storage, 8, message.charset.as_deref()), parts, &mut document, context)?;
    }
    Ok(document)
}

fn count(parts: &Cell<u64>, context: &Context) -> Result<()> {
    parts.set(parts.get() + 1);
    context.job.limits().archive_entries(parts.get())
}

fn read_header(message: &Properties, parts: &Cell<u64>, document: &mut Document, context: &Context) -> Result<()> {
    let (mut to, mut cc) = (Vec::new(), Vec::new());
    for storage in message.storage.storages("__recip_version1.0_") {
        count(parts, context)?;
        let recipient = Properties::new(storage, 8, message.charset.as_deref());
        let address = recipient.text(SMTP_ADDRESS).or_else(|| recipient.text(ADDRESS).filter(|text| is_address(text)));
        recipient.charge(context)?;
        let Some(person) = person(recipient.text(DISPLAY_NAME), address) else { continue };
        match recipient.number(RECIPIENT_KIND) {
            Some(2) => cc.push(person),
            // Copies that the others do not know of are nobody's business.
            Some(3) => {}
            _ => to.push(person),
        }
    }
    let metadata = &mut document.metadata;
    metadata.title = message.text(SUBJECT);
    metadata.subject = metadata.title.clone();
    let address =
        message.text(SENDER_SMTP_ADDRESS).or_else(|| message.text(SENDER_ADDRESS).filter(|text| is_address(text)));
    metadata.from = person(message.text(SENDER_NAME), address);
    metadata.authors = metadata.from.iter().cloned().collect();
    metadata.to = if to.is_empty() { message.people(DISPLAY_TO) } else { to };
    metadata.cc = if cc.is_empty() { message.people(DISPLAY_CC) } else { cc };
    metadata.created = message.number(SENT).or_else(|| message.number(DELIVERED)).and_then(windows_time);
    metadata.message_id = message.text(MESSAGE_ID).map(|id| id.trim_matches(['<', '>']).to_string());
    push_header(document);
    Ok(())
}

/// Reads the plain text of the message, or its HTML or RTF where there is no plain text that says as much.
fn read_body(message: &Properties, document: &mut Document, context: &Context) -> Result<()> {
    let plain = message.text(BODY).unwrap_or_default();
    let rich = match message.html() {
        Some(text) => Some(html::read_str(&text, context)?),
        None if plain.is_empty() => read_rtf(message, document, context)?,
        None => None,
    };
    let rich_weight: usize = rich.iter().flat_map(|rich| &rich.blocks).map(|block| block_weight(&block.content)).sum();
    let weight = plain.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
    match rich {
        Some(rich) if !says_enough(weight, rich_weight) => append(rich, document),
        _ => push_paragraphs(&plain, document, context.job)?,
    }
    Ok(())
}

fn read_rtf(message: &Properties, document: &mut Document, context: &Context) -> Result<Option<Document>> {
    let Some(stream) = message.binary(BODY_RTF).filter(|stream| !stream.is_empty()) else { return Ok(None) };
    match compressed_rtf::expand(&stream, context.job) {
        Ok(text) => rtf::read(&(Arc::new(text.into_owned()) as _), context).map(Some),
        Err(error) if error.code == lode_runtime::ErrorCode::Parse => {
            document.warn("BODY_DAMAGED", error.message);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn read_attachment(
    attachment: &Properties,
    parts: &Cell<u64>,
    document: &mut Document,
    context: &Context,
) -> Result<()> {
    let shown = attachment.number(ATTACHMENT_FLAGS).is_some_and(|flags| flags & SHOWN_IN_BODY != 0);
    if shown || attachment.number(HIDDEN).is_some_and(|hidden| hidden & 0xFFFF != 0) {
        return Ok(());
    }
    let names = [FILE_NAME, SHORT_FILE_NAME, DISPLAY_NAME];
    let name = names.into_iter().find_map(|name| attachment.text(name));
    if attachment.number(ATTACHING) == Some(EMBEDDED_MESSAGE) {
        let Some(storage) = attachment.storage.storages("__substg1.0_3701000D").next() else {
            return Ok(());
        };
        let name = name.unwrap_or_else(|| "message.msg".to_string());
        let inner = Properties::new(storage, 24, attachment.charset.as_deref());
        let depth = context.depth + 1;
        let inner_context = Context { depth, name: Some(&name), ..*context };
        let message =
            context.job.limits().archive_depth(depth).and_then(|()| read_message(&inner, parts, &inner_context));
        let extraction = message.and_then(|message| write(message, MESSAGE, &inner_context));
        return attach_or_warn(extraction, Some(&name), document);
    }
    let Some(data) = attachment.binary(ATTACHED_DATA).filter(|data| !data.is_empty()) else { return Ok(()) };
    attachment.charge(context)?;
    attach(&(Arc::new(data.into_owned()) as Bytes), name.as_deref(), document, context)
}

/// The properties of a message, a recipient or an attachment.
struct Properties<'c, 'a> {
    storage: Storage<'c, 'a>,
    /// Those of fixed size, as entries of 16 bytes ([MS-OXMSG] 2.4).
    fixed: Cow<'a, [u8]>,
    /// Where the first of them begins.
    start: usize,
    /// The character set of its texts that are not in UTF-16.
    charset: Option<String>,
    /// Bytes read since they were charged last.
    read: Cell<u64>,
}

impl<'c, 'a> Properties<'c, 'a> {
    /// `start` is the size of what precedes the properties of fixed size; `around` the character set of the message around.
    fn new(storage: Storage<'c, 'a>, start: usize, around: Option<&str>) -> Self {
        let fixed = storage.stream("__properties_version1.0").unwrap_or_default();
        let mut properties = Self { storage, fixed, start, charset: around.map(str::to_string), read: Cell::new(0) };
        if let Some(number) = properties.number(CODE_PAGE).or_else(|| properties.number(INTERNET_CODE_PAGE)) {
            properties.charset = Some(label(number));
        }
        properties
    }

    /// A property of fixed size.
    fn number(&self, id: u16) -> Option<u64> {
        let entries = self.fixed.get(self.start..).unwrap_or_default().chunks_exact(16);
        let mut entry = entries.filter(|entry| u16_at(entry, 2) == Some(id));
        entry.next().and_then(|entry| match u16_at(entry, 0)? {
            // Integers of 32 bits and truth values; what follows them is undefined.
            0x03 => u32_at(entry, 8).map(u64::from),
            0x0B => u16_at(entry, 8).map(u64::from),
            _ => u64_at(entry, 8),
        })
    }

    fn stream(&self, id: u16, kind: u16) -> Option<Cow<'a, [u8]>> {
        let stream = self.storage.stream(&format!("__substg1.0_{id:04X}{kind:04X}"))?;
        self.read.set(self.read.get().saturating_add(stream.len() as u64));
        Some(stream)
    }

    /// Counts what was read against the limit of the job: streams of a damaged file may all be the same megabytes.
    fn charge(&self, context: &Context) -> Result<()> {
        context.job.charge_expanded(self.read.take())
    }

    fn binary(&self, id: u16) -> Option<Cow<'a, [u8]>> {
        self.stream(id, 0x0102)
    }

    /// A text that is not empty: in UTF-16, or in the character set of the message.
    fn text(&self, id: u16) -> Option<String> {
        let text = match self.stream(id, 0x001F) {
            Some(wide) => utf16(&wide),
            None => decode_text(&self.stream(id, 0x001E)?, self.charset.as_deref()).0,
        };
        let text = text.trim_matches(['\0', ' ']).to_string();
        (!text.is_empty()).then_some(text)
    }

    /// The HTML of a body, decoded.
    fn html(&self) -> Option<String> {
        let Some(bytes) = self.binary(BODY_HTML).filter(|bytes| !bytes.is_empty()) else { return self.text(BODY_HTML) };
        let charset = self.number(INTERNET_CODE_PAGE).map(label);
        Some(decode_text(&bytes, charset.as_deref()).0)
    }

    /// Names between semicolons.
    fn people(&self, id: u16) -> Vec<String> {
        let names = self.text(id).unwrap_or_default();
        names.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect()
    }
}

/// The label of a code page.
fn label(code_page: u64) -> String {
    format!("windows-{code_page}")
}

/// Addresses of Exchange (`/O=…/CN=…`) are none that anybody writes to.
fn is_address(text: &str) -> bool {
    text.contains('@')
}

/// As `Name <address>`.
fn person(name: Option<String>, address: Option<String>) -> Option<String> {
    let name = name.map(|name| name.trim_matches('\'').to_string());
    match (name, address) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (name, address) => address.or(name),
    }
}

#[cfg(test)]
mod tests;
