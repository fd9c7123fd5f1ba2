use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::options::ExtractOptions;

fn read_with(job: &Job, text: &str) -> Result<Document> {
    let options = ExtractOptions::default();
    let bytes: Bytes = Arc::new(text.replace('\n', "\r\n").into_bytes());
    let context = Context { job, options: &options, depth: 0, name: None };
    if text.starts_with("From ") { read_mailbox(&bytes, &context) } else { read(&bytes, &context) }
}

fn document(text: &str) -> Document {
    read_with(&Job::default(), text).unwrap()
}

fn paragraphs(text: &str) -> Vec<String> {
    let text_of = |content| match content {
        Content::Paragraph(text) => text.text,
        other => panic!("{other:?}"),
    };
    document(text).blocks.into_iter().map(|block| text_of(block.content)).collect()
}

const HEADER: &str = "From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>\nTo: Ann <ann@example.com>, bob@example.com\n\
    Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\nDate: Fri, 01 Mar 2024 10:30:00 +0100\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n";

#[test]
fn header_fields_are_metadata_and_the_first_paragraph() {
    let document = document(&format!("{HEADER}\nHello,\n\nbye."));
    let metadata = &document.metadata;
    assert_eq!(metadata.from.as_deref(), Some("Jürgen <j@example.com>"));
    assert_eq!(metadata.to, ["Ann <ann@example.com>", "bob@example.com"]);
    assert_eq!((metadata.subject.as_deref(), metadata.title.as_deref()), (Some("Grüße"), Some("Grüße")));
    assert_eq!(metadata.created.as_deref(), Some("2024-03-01T10:30:00+01:00"));
    assert_eq!(metadata.message_id.as_deref(), Some("1@example.com"));
    let header = "From: Jürgen <j@example.com>\nTo: Ann <ann@example.com>, bob@example.com\nSubject: Grüße\nDate: 2024-03-01T10:30:00+01:00";
    assert_eq!(paragraphs(&format!("{HEADER}\nHello,\n\nbye.")), [header, "Hello,", "bye."]);
}

#[test]
fn the_text_is_decoded() {
    let koi8 =
        format!("{HEADER}Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XU\n");
    assert_eq!(paragraphs(&koi8)[1], "Привет");
    let quoted = format!(
        "{HEADER}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nsch=C3=B6n=\ner"
    );
    assert_eq!(paragraphs(&quoted)[1], "schöner");
}

fn alternative(plain: &str, rich: &str) -> String {
    format!(
        "{HEADER}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n\
         --b\nContent-Type: text/html\n\n{rich}\n--b--\n"
    )
}

#[test]
fn plain_text_is_preferred_to_html_that_says_the_same() {
    assert_eq!(paragraphs(&alternative("Plain text", "<p>Rich text</p>"))[1..], ["Plain text"]);
}

#[test]
fn html_is_read_where_the_plain_text_is_a_stub() {
    let rich = "<p>A long text that the other part does not have at all.</p><p>And more of it.";
    assert_eq!(
        paragraphs(&alternative("No HTML?", rich))[1..],
        ["A long text that the other part does not have at all.", "And more of it."]
    );
    assert_eq!(paragraphs(&format!("{HEADER}Content-Type: text/html\n\n<p>Only <b>this</b>"))[1..], ["Only this"]);
}

fn with_attachment(headers: &str, body: &str) -> String {
    format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee file.\n--b\n{headers}\n\n{body}\n--b--\n"
    )
}

#[test]
fn attachments_are_extracted_with_their_names() {
    let headers =
        "Content-Type: text/html; name=\"page.html\"\nContent-Disposition: attachment; filename*=utf-8''p%C3%A4ge.html";
    let document = document(&with_attachment(headers, "<h1>Page</h1>"));
    assert_eq!(document.attachments.len(), 1);
    assert_eq!(document.attachments[0].name.as_deref(), Some("päge.html"));
    assert_eq!(
        (document.attachments[0].mime_type.as_str(), document.attachments[0].content.trim()),
        ("text/html", "Page")
    );
}

#[test]
fn a_forwarded_message_is_an_attachment() {
    let document = document(&with_attachment(
        "Content-Type: message/rfc822",
        "From: a@b.c\nTo: c@d.e\nSubject: Inner\n\nInner text",
    ));
    assert_eq!(document.attachments[0].metadata.subject.as_deref(), Some("Inner"));
    assert!(document.attachments[0].content.contains("Inner text"));
}

#[test]
fn an_attachment_that_cannot_be_read_is_a_warning() {
    let headers = "Content-Type: application/x-7z-compressed\nContent-Disposition: attachment; filename=a.7z\nContent-Transfer-Encoding: base64";
    let document = document(&with_attachment(headers, "N3q8ryccAAQ="));
    assert_eq!((document.attachments.len(), document.warnings.len()), (0, 1));
    assert_eq!(
        (document.warnings[0].code.as_str(), document.warnings[0].path.as_deref()),
        ("ATTACHMENT_FAILED", Some("a.7z"))
    );
}

#[test]
fn pictures_of_the_html_are_no_attachments() {
    let text = format!(
        "{HEADER}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src='cid:x' alt='Logo'>Text\n\
         --b\nContent-Type: image/png\nContent-ID: <x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    );
    let document = document(&text);
    assert!(document.attachments.is_empty() && document.warnings.is_empty());
}

#[test]
fn mails_in_mails_end_at_the_limit_of_depth() {
    let mut text = "From: a@b.c\nTo: c@d.e\nSubject: x\n\ndeepest".to_string();
    for _ in 0..12 {
        text = format!("From: a@b.c\nTo: c@d.e\nSubject: x\nContent-Type: message/rfc822\n\n{text}");
    }
    let mut depth = 0;
    let document = document(&text);
    let mut attachments = &document.attachments;
    while let Some(inner) = attachments.first() {
        depth += 1;
        attachments = &inner.attachments;
    }
    assert!(depth <= 4, "{depth}");
}

#[test]
fn parts_are_limited() {
    let parts = "--b\nContent-Type: text/plain\n\nx\n".repeat(50);
    let limits = Limits { archive_entries: Limit::at_most(20), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let error =
        read_with(&job, &format!("{HEADER}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n")).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitArchiveEntries);
}

#[test]
fn mailboxes_give_all_their_messages() {
    let text = "From a@b.c Fri Mar  1 10:30:00 2024\nFrom: a@b.c\nSubject: One\n\nFirst.\n>From here on.\n\n\
        From c@d.e Fri Mar  1 10:31:00 2024\nFrom: c@d.e\nSubject: Two\n\nSecond.\n";
    let expected = ["From: a@b.c\nSubject: One", "First.\nFrom here on.", "From: c@d.e\nSubject: Two", "Second."];
    assert_eq!(paragraphs(text), expected);
}

#[test]
fn bytes_without_a_header_are_a_parse_error() {
    assert_eq!(read_with(&Job::default(), "").unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn damaged_mails_never_panic() {
    let whole = with_attachment("Content-Type: message/rfc822", &alternative("plain =?utf-8?b?w7w=?=", "<p>rich"));
    let mut seed = 11_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    for _ in 0..1500 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=random() % 6 {
            let at = random() % bytes.len();
            bytes[at] = b"\n:;=\"<>-b \xFF\0?"[random() % 13];
        }
        bytes.truncate(random() % (whole.len() * 2));
        let options = ExtractOptions::default();
        let job = Job::default();
        let bytes: Bytes = Arc::new(bytes);
        let _ = read(&bytes, &Context { job: &job, options: &options, depth: 0, name: None });
    }
}
